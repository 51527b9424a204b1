"""Pictures of what a checkpoint and an exported file found in one image, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from studio.core.data.class_colours import class_colour
from studio.core.pictures import Image
from studio.core.report.pictures import DARK, LEGEND_HEIGHT, LINE, MISSED, TRUTH, Sheet, drawable, outline
from studio.core.words import tr

PANEL_SIDE = 640
"""Pixels that the longer side of each half is enlarged or shrunk to."""
GAP = 8

Boxes = Sequence[dict[str, Any]]
"""Of each box `box` (xyxy in pixels of the image), `score`, `class_id` and `fate`, as in `report.json`."""


def draw_sides(
    image: Image, expected: Boxes, found: Boxes, class_names: Sequence[str], names: tuple[str, str]
) -> Image:
    """Return an image twice, with the boxes of each side in it and the side's name under it.

    What the other side knows nothing of is red and named; so is what differs by more than is allowed.
    """
    import PIL.Image

    height, width = image.shape[:2]
    scale = PANEL_SIDE / max(width, height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    photo = PIL.Image.fromarray(image).resize(size, PIL.Image.Resampling.BICUBIC)
    panels = (
        _panel(photo, expected, class_names, scale, tr("missed"), names[0]),
        _panel(photo, found, class_names, scale, tr("extra"), names[1]),
    )
    wide, high = panels[0].size
    whole = PIL.Image.new("RGB", (2 * wide + GAP, high), DARK)
    for place, panel in enumerate(panels):
        whole.paste(panel, (place * (wide + GAP), 0))
    return np.asarray(whole)


def _panel(photo: Any, boxes: Boxes, class_names: Sequence[str], scale: float, alone: str, name: str) -> Any:
    """Return one half: `alone` is what a box that only this side found is called."""
    import PIL.Image
    import PIL.ImageDraw

    width, height = photo.size
    panel = PIL.Image.new("RGB", (max(width, 240), height + LEGEND_HEIGHT), DARK)
    panel.paste(photo)
    draw = PIL.ImageDraw.Draw(panel)
    sheet = Sheet(draw, (width, height))
    places = [np.array(each["box"], np.float64) * scale for each in boxes]
    sheet.taken += [(float(x1), float(y1), float(x2), float(y2)) for x1, y1, x2, y2 in places]
    # What matters last, over the others; its text first, while there is room.
    order = sorted(range(len(boxes)), key=lambda place: boxes[place]["fate"] in STRAY)
    for place in order:
        each = boxes[place]
        is_stray = each["fate"] in STRAY
        colour = MISSED if is_stray else class_colour(each["class_id"], class_names[each["class_id"]])
        outline(draw, places[place], colour, line=LINE if is_stray else LINE - 1)
    words = {"alone": alone, "differs": tr("differs")}
    for place in reversed(order):
        each = boxes[place]
        is_stray = each["fate"] in STRAY
        text = f"{each['score']:.2f}"
        if is_stray:
            text = f"{words[each['fate']]} {drawable(each['class_id'], class_names)} {text}"
        colour = MISSED if is_stray else class_colour(each["class_id"], class_names[each["class_id"]])
        sheet.label(places[place], text, colour, is_mistake=is_stray)
    told = tr("{name}: {count} boxes", name=name, count=len(boxes))
    draw.text((8, height + LEGEND_HEIGHT / 2), told, fill=TRUTH, font=sheet.font, anchor="lm")
    return panel


STRAY = ("alone", "differs")
"""Fates of boxes that speak against a file."""
