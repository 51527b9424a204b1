"""The boxes of a dataset and the anchors of a model, drawn by size."""

from __future__ import annotations

import numpy as np

from studio.core.model.anchors import (
    Anchors,
    Sizes,
    some_sizes,
)
from studio.core.report.plots import Line, dot_plot
from studio.core.words import tr

STRIDE_COLOURS = ("#3f86d8", "#d9822b", "#2aa876", "#c15bb0")
"""Of the crosses, finest stride first."""


BOX_COLOUR = "#8a919c"


WIDEST_SHARE = 0.995
"""Of the boxes: the largest few would press all others into a corner of the plot."""


def anchor_plot(sizes: Sizes, anchors: Anchors, strides: tuple[int, ...]) -> str:
    """Return a plot of box sizes (N, 2) in input pixels with anchors as crosses, coloured by stride."""
    points = [pair for layer in anchors for pair in layer]
    widest = np.quantile(sizes, WIDEST_SHARE, axis=0) if len(sizes) else np.ones(2)
    limit = np.maximum(widest, np.array(points).max(axis=0)) * 1.06
    dots = some_sizes(sizes)
    names = [tr("stride {stride}", stride=stride) for stride in strides] or [tr("anchors")]
    groups = [
        Line(
            name,
            STRIDE_COLOURS[index % len(STRIDE_COLOURS)],
            np.array([w for w, _ in layer]),
            np.array([h for _, h in layer]),
        )
        for index, (name, layer) in enumerate(zip(names, anchors, strict=True))
    ]
    return dot_plot(
        tr("Sizes of the boxes and anchors"),
        Line(tr("boxes"), BOX_COLOUR, dots[:, 0], dots[:, 1]),
        groups,
        x_name=tr("width in pixels of the input"),
        y_name=tr("height in pixels of the input"),
        limit=(float(limit[0]), float(limit[1])),
    )
