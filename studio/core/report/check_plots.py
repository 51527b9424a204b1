"""The plots of the check: balance of classes, sizes and places of boxes, boxes per image, sizes of images."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from studio.core.data.class_colours import class_colour
from studio.core.report.plots import FILL, Line, bubble_plot, count_plot, dot_plot, heat_plot
from studio.core.words import tr

SHOWN_CLASSES = 40
PLOTS = ("classes", "sizes", "places", "per_image", "image_sizes")
_NO_CROSSES: tuple[Line, ...] = ()


def check_plots(figures: dict[str, Any], class_names: Sequence[str]) -> dict[str, str]:
    """Return the plots as SVG by their names in PLOTS, from the `figures` of an examination's document.

    Without boxes there are none of boxes, without images that can be read none at all.
    """
    return {**_of_boxes(figures, class_names), **_of_images(figures)}


def _of_images(figures: dict[str, Any]) -> dict[str, str]:
    """Return the plot of how many images have which size."""
    found = [(int(width), int(height), int(count)) for width, height, count in figures["image_sizes"]]
    if not found:
        return {}
    title = tr("Sizes of images")
    if len(found) < figures["image_size_count"]:
        title = tr("The {count} most frequent sizes of images", count=len(found))
    return {"image_sizes": bubble_plot(title, found, x_name=tr("width, px"), y_name=tr("height, px"))}


def _of_boxes(figures: dict[str, Any], class_names: Sequence[str]) -> dict[str, str]:
    sizes = np.array(figures["sizes"], dtype=float).reshape(-1, 3)
    if not len(sizes):
        return {}
    counts = figures["boxes_by_class"]
    shown = sorted(counts, key=lambda name: -counts[name])[:SHOWN_CLASSES]
    order = {name: index for index, name in enumerate(class_names)}
    bars = [(name, class_colour(order[name], name), counts[name]) for name in class_names if name in shown]
    title = tr("Boxes of each class")
    if len(class_names) > len(bars):
        title = tr("Boxes of the {count} most frequent classes", count=len(bars))
    # What is larger than nearly all would squeeze the others into a corner.
    limit = (_round_up(np.percentile(sizes[:, 0], 99.5)), _round_up(np.percentile(sizes[:, 1], 99.5)))
    return {
        "classes": count_plot(title, bars, x_name=tr("class"), y_name=tr("boxes")),
        "sizes": dot_plot(
            tr("Sizes of boxes"),
            Line(tr("boxes"), FILL, sizes[:, 0], sizes[:, 1]),
            _NO_CROSSES,
            x_name=tr("width, px of the image"),
            y_name=tr("height, px"),
            limit=limit,
        ),
        "places": heat_plot(
            tr("Where boxes lie in the image"), figures["places"], remark=tr("middles of boxes, all images")
        ),
        "per_image": count_plot(
            tr("Boxes per image"), _per_image(figures), x_name=tr("boxes in the image"), y_name=tr("images")
        ),
    }


def _per_image(figures: dict[str, Any]) -> list[tuple[str, str, int]]:
    """Return how many images have so many boxes, in at most some twenty steps of one width."""
    counts = {int(boxes): int(images) for boxes, images in figures["boxes_per_image"]}
    most = max(counts)
    width = -(-(most + 1) // 20)
    steps = [range(low, low + width) for low in range(0, most + 1, width)]
    return [
        (
            str(step[0]) if width == 1 else f"{step[0]}–{step[-1]}",
            FILL,
            sum(counts.get(boxes, 0) for boxes in step),
        )
        for step in steps
    ]


def _round_up(value: float) -> float:
    return max(float(np.ceil(value * 1.05)), 1.0)
