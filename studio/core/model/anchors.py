"""Anchors fitted to a dataset: k-means on 1 - IoU, then evolution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.core.model.table import LayerTable

Sizes = npt.NDArray[np.float64]
Anchors = tuple[tuple[tuple[float, float], ...], ...]
"""Per detection layer its (width, height) pairs."""

MATCH_RATIO = 4.0
"""An anchor can learn a box when neither side differs by more than this factor (YOLOv5's anchor_t)."""
MAX_SIZES, RANDOM_STARTS = 5000, 4
MIN_BOXES = 20
"""With fewer a table's own anchors are kept: a fit to so few says nothing."""


@dataclass(frozen=True, slots=True)
class AnchorFit:
    """How well anchors fit the boxes: recall at MATCH_RATIO and mean best shape IoU, both 0..1."""

    recall: float
    mean_iou: float


def shape_iou(sizes: Sizes, anchors: Sizes) -> Sizes:
    """Return IoU (N, A) of boxes (N, 2) and anchors (A, 2) laid on a common centre."""
    overlap = np.minimum(sizes[:, None], anchors[None]).prod(axis=2)
    result: Sizes = overlap / (sizes.prod(axis=1)[:, None] + anchors.prod(axis=1)[None] - overlap)
    return result


def measure(sizes: Sizes, anchors: Sizes) -> AnchorFit:
    """Return how well anchors (A, 2) fit box sizes (N, 2), in the same unit."""
    if not len(sizes):
        return AnchorFit(0.0, 0.0)
    ratio = sizes[:, None] / anchors[None]
    worst = np.maximum(ratio, 1 / ratio).max(axis=2)
    return AnchorFit(
        recall=float((worst.min(axis=1) < MATCH_RATIO).mean()),
        mean_iou=float(shape_iou(sizes, anchors).max(axis=1).mean()),
    )


def fit_anchors(sizes: Sizes, count: int, *, seed: int = 0, generations: int = 1000) -> Sizes:
    """Return `count` anchors (A, 2), smallest area first, for boxes (N, 2) in input pixels.

    k-means with 1 - IoU as distance (Redmon & Farhadi 2016, YOLO9000, section 2) from several starts; the
    best of them is then evolved: one anchor at a time is moved at random, and stays where it was moved to
    when that raises the mean best IoU. Of more than MAX_SIZES boxes so many are drawn.
    """
    rng = np.random.default_rng(seed)
    sizes = np.maximum(np.asarray(sizes, np.float64), 1.0)
    if len(sizes) > MAX_SIZES:
        sizes = sizes[rng.choice(len(sizes), MAX_SIZES, replace=False)]
    distinct = np.unique(sizes, axis=0)
    # Spread over the area range: random starts alone leave clusters empty on uniform sets.
    by_area = distinct[np.argsort(distinct.prod(axis=1))]
    starts = [by_area[np.linspace(0, len(by_area) - 1, count).round().astype(int)]]
    if len(distinct) > count:
        starts += [distinct[rng.choice(len(distinct), count, replace=False)] for _ in range(RANDOM_STARTS)]
    settled = [_cluster(sizes, start) for start in starts]
    best = max(settled, key=lambda anchors: float(shape_iou(sizes, anchors).max(axis=1).mean()))
    evolved = _evolve(sizes, best, rng, generations)
    ordered: Sizes = evolved[np.argsort(evolved.prod(axis=1))]
    return ordered


def _cluster(sizes: Sizes, anchors: Sizes) -> Sizes:
    """Return where k-means settles; medians, because single odd boxes must not drag a centre away."""
    for _ in range(50):
        nearest = shape_iou(sizes, anchors).argmax(axis=1)
        members = [sizes[nearest == index] for index in range(len(anchors))]
        moved = np.array(
            [
                np.median(group, axis=0) if len(group) else anchors[index]
                for index, group in enumerate(members)
            ]
        )
        if np.allclose(moved, anchors):
            break
        anchors = moved
    return anchors


def _evolve(sizes: Sizes, anchors: Sizes, rng: np.random.Generator, generations: int) -> Sizes:
    """Return anchors moved one at a time, first by about 8 %, in the end by a thirtieth of that."""
    anchors = anchors.copy()
    fits = shape_iou(sizes, anchors)
    score = fits.max(axis=1).mean()
    for generation in range(generations):
        index = int(rng.integers(len(anchors)))
        step = 0.08 * 30 ** (-generation / generations)
        moved = np.maximum(anchors[index] * np.exp(rng.normal(0, step, 2)), 2.0)
        tried = fits.copy()
        tried[:, index] = shape_iou(sizes, moved[None])[:, 0]
        if (better := tried.max(axis=1).mean()) > score:
            score, fits, anchors[index] = better, tried, moved
    return anchors


def layer_anchors(
    table: LayerTable, sizes: Sizes, imgsz: int, *, seed: int = 0, fit: bool = True
) -> tuple[Anchors, AnchorFit, AnchorFit]:
    """Fit a table's anchors to box sizes (N, 2) in input pixels; without `fit`, only scale them to `imgsz`.

    Returns:
        the anchors per detection layer, the fit of the table's own anchors at `imgsz`, and the new fit.
        With fewer than MIN_BOXES boxes the table's anchors are kept.
    """
    own = own_anchors(table, imgsz)
    fitted = own
    if fit and len(sizes) >= MIN_BOXES:
        fitted = fit_anchors(sizes, len(own), seed=seed)
    return in_layers(fitted, len(table.anchors)), measure(sizes, own), measure(sizes, fitted)


def own_anchors(table: LayerTable, imgsz: int) -> Sizes:
    """Return a table's anchors (A, 2) at an input size."""
    own: Sizes = np.array(table.anchors, np.float64).reshape(-1, 2) * (imgsz / table.imgsz)
    return own


def in_layers(anchors: Sizes, layers: int) -> Anchors:
    """Return anchors (A, 2), to a hundredth of a pixel, dealt out to so many layers."""
    rounded = anchors.round(2).reshape(layers, -1, 2)
    return tuple(tuple((float(w), float(h)) for w, h in layer) for layer in rounded)


MAX_DOTS = 1500
"""So many boxes show how sizes are spread; more only make the file larger."""


def some_sizes(sizes: Sizes) -> Sizes:
    """Return at most MAX_DOTS of the sizes (N, 2), taken evenly, to a tenth of a pixel."""
    chosen = np.linspace(0, len(sizes) - 1, min(len(sizes), MAX_DOTS)).round().astype(int)
    some: Sizes = sizes[chosen].round(1)
    return some
