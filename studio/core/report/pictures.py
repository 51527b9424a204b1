"""Pictures of mistakes: truth dashed, detections solid in the colours of their classes, misses marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from studio.core.data.class_colours import class_colour
from studio.core.evaluation.outcomes import Outcome
from studio.core.pictures import Image
from studio.core.words import tr

if TYPE_CHECKING:
    import PIL.ImageDraw

MIN_SIDE, MAX_SIDE = 1000, 1600
"""Pixels the longer side is enlarged or shrunk to: objects of ten pixels are to be seen."""
LINE, DASH, DASH_EVERY = 3, 5, 13
TRUTH, MISSED, DARK = "#ffffff", "#d1242f", "#16181d"
TEXT_SIZE, LEGEND_HEIGHT = 13, 30

Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the report: its file's name, the image it is of, its mistakes in words, its JPEG bytes."""

    file: str
    image: str
    sentence: str
    content: bytes

    def to_dict(self) -> dict[str, str]:
        """Return a row of `worst.json`."""
        return {"file": self.file, "image": self.image, "sentence": self.sentence}


def draw_outcome(image: Image, outcome: Outcome, class_names: Sequence[str]) -> Image:
    """Return a picture of an image's true boxes and detections, with a legend under it."""
    import PIL.Image
    import PIL.ImageDraw

    height, width = image.shape[:2]
    longest = max(width, height)
    scale = min(max(1.0, MIN_SIDE / longest), MAX_SIDE / longest)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    photo = PIL.Image.fromarray(image).resize(size, PIL.Image.Resampling.BICUBIC)
    # A narrow picture still has room for its legend.
    picture = PIL.Image.new("RGB", (max(size[0], 480), size[1] + LEGEND_HEIGHT), DARK)
    picture.paste(photo)
    sheet = Sheet(PIL.ImageDraw.Draw(picture), size)
    sheet.draw_boxes(outcome, scale, class_names)
    sheet.draw_legend(sorted(set(outcome.found.class_ids.tolist())), class_names, size[1], picture.width)
    return np.asarray(picture)


class Sheet:
    """A picture being drawn on, which remembers where it has boxes and text."""

    def __init__(self, draw: PIL.ImageDraw.ImageDraw, size_wh: tuple[int, int]) -> None:
        import PIL.ImageFont

        self.draw, self.size_wh = draw, size_wh
        self.font = PIL.ImageFont.load_default(TEXT_SIZE)
        self.taken: list[Place] = []

    def draw_boxes(self, outcome: Outcome, scale: float, class_names: Sequence[str]) -> None:
        """Draw all boxes, then the text of mistakes, then that of right detections where there is room."""
        true_boxes, found_boxes = outcome.xyxy * scale, outcome.found.xyxy.astype(np.float64) * scale
        self.taken += [tuple(box) for box in (*true_boxes.tolist(), *found_boxes.tolist())]
        mistakes: list[tuple[npt.NDArray[np.float64], str, str]] = []
        right: list[tuple[npt.NDArray[np.float64], str, str]] = []
        for index, is_right in enumerate(outcome.is_right):
            class_id, score = int(outcome.found.class_ids[index]), float(outcome.found.scores[index])
            name, box = drawable(class_id, class_names), found_boxes[index]
            colour = class_colour(class_id, class_names[class_id])
            self.solid(box, colour)
            partner = int(outcome.partner[index])
            if is_right:
                right.append((box, f"{score:.2f}", colour))
            elif outcome.is_again[index]:
                mistakes.append((box, tr("{name} {score:.2f}: twice", name=name, score=score), colour))
            elif partner < 0:
                mistakes.append((box, tr("{name} {score:.2f}: nothing", name=name, score=score), colour))
            else:
                true_name = drawable(int(outcome.class_ids[partner]), class_names)
                said = tr("{name} {score:.2f}: is {true}", name=name, score=score, true=true_name)
                mistakes.append((box, said, colour))
        for true_box in true_boxes:
            self.dashed(true_box)
        for index in np.flatnonzero(outcome.is_missed).tolist():
            name = drawable(int(outcome.class_ids[index]), class_names)
            mistakes.append((true_boxes[index], tr("missed {name}", name=name), MISSED))
        for box, text, colour in mistakes:
            self.label(box, text, colour, is_mistake=True)
        for box, text, colour in right:
            self.label(box, text, colour, is_mistake=False)

    def draw_legend(self, class_ids: Sequence[int], class_names: Sequence[str], top: int, width: int) -> None:
        """Write under the picture what its lines mean."""
        middle, x = top + LEGEND_HEIGHT / 2, 10.0
        self.dashed(np.array([x, middle - 7, x + 22, middle + 7]))
        x = self._say(x + 30, middle, tr("truth"))
        self.draw.rectangle((x, middle - 7, x + 22, middle + 7), fill=MISSED)
        x = self._say(x + 30, middle, tr("missed"))
        for class_id in class_ids:
            name = tr("found: {name}", name=drawable(class_id, class_names))
            if x + 50 + self.draw.textlength(name, self.font) > width:
                self._say(x, middle, "...")
                break
            self.solid(
                np.array([x, middle - 7, x + 22, middle + 7]), class_colour(class_id, class_names[class_id])
            )
            x = self._say(x + 30, middle, name)

    def _say(self, x: float, y: float, text: str) -> float:
        """Write a word of the legend and return where the next entry begins."""
        self.draw.text((x, y), text, fill=TRUTH, font=self.font, anchor="lm")
        return x + self.draw.textlength(text, self.font) + 18

    def solid(self, box: npt.NDArray[np.float64], colour: str) -> None:
        """Draw a box of solid lines."""
        outline(self.draw, box, colour)

    def dashed(self, box: npt.NDArray[np.float64]) -> None:
        """Draw a box of short dashes: a detection in the same place shows between them."""
        x1, y1, x2, y2 = box.round()
        across = [(x, y) for x in np.arange(x1, x2, DASH_EVERY) for y in (y1, y2)]
        upright = [(x, y) for y in np.arange(y1, y2, DASH_EVERY) for x in (x1, x2)]
        dashes = [(x, y - 1, min(x + DASH, x2), y) for x, y in across]
        dashes += [(x - 1, y, x, min(y + DASH, y2)) for x, y in upright]
        for left, top, right, bottom in dashes:
            self.draw.rectangle((left - 1, top - 1, right + 1, bottom + 1), fill=DARK)
        for place in dashes:
            self.draw.rectangle(place, fill=TRUTH)

    def label(self, box: npt.NDArray[np.float64], text: str, colour: str, *, is_mistake: bool) -> None:
        """Write a text beside a box where it hides nothing; a mistake's is shown in any case, on a plate."""
        width, height = self.draw.textlength(text, self.font) + 6, TEXT_SIZE + 3.0
        x1, y1, x2, y2 = box
        places = [(x1 - 3, y1 - height - 4), (x1 - 3, y2 + 4), (x2 + 5, y1 - 3), (x1 - width - 5, y1 - 3)]
        free = [place for x, y in places if self._is_free(place := (x, y, x + width, y + height))]
        if not free and not is_mistake:
            return
        x = min(max(x1 - 3, 0), max(0, self.size_wh[0] - width))
        y = min(max(y1 - height - 4, 0), max(0, self.size_wh[1] - height))
        left, top, right, bottom = free[0] if free else (x, y, x + width, y + height)
        self.taken.append((left, top, right, bottom))
        at = left + 3, (top + bottom) / 2
        if is_mistake:
            self.draw.rectangle((left, top, right, bottom), fill=colour)
            ink = TRUTH if colour == MISSED else DARK
            self.draw.text(at, text, fill=ink, font=self.font, anchor="lm")
        else:
            self.draw.text(
                at, text, fill=colour, font=self.font, anchor="lm", stroke_width=2, stroke_fill=DARK
            )

    def _is_free(self, place: Place) -> bool:
        left, top, right, bottom = place
        if left < 0 or top < 0 or right > self.size_wh[0] or bottom > self.size_wh[1]:
            return False
        return all(
            right < other[0] or left > other[2] or bottom < other[1] or top > other[3] for other in self.taken
        )


def outline(
    draw: PIL.ImageDraw.ImageDraw, box: npt.NDArray[np.float64], colour: str, *, line: int = LINE
) -> None:
    """Draw a box's edges in a colour, set off from any ground by a dark hairline around and within."""
    x1, y1, x2, y2 = box.round()
    for grown, ink, width in ((1, DARK, line + 2), (0, colour, line)):
        edges = x1 - grown, y1 - grown, max(x1, x2) + grown, max(y1, y2) + grown
        draw.rectangle(edges, outline=ink, width=width)


def drawable(class_id: int, class_names: Sequence[str]) -> str:
    """Return a class's name, or its number where the one font at hand may lack its letters."""
    name = class_names[class_id]
    return name if name.isascii() and name.isprintable() else tr("class {number}", number=class_id)
