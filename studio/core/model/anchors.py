"""Anchors fitted to a dataset: k-means on shape distance, then a short random search."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.core.model.table import LayerTable

Sizes = npt.NDArray[np.float64]

MATCH_RATIO = 4.0
"""An anchor can learn a box when neither side differs by more than this factor (YOLOv5's anchor_t)."""


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


def fit_anchors(sizes: Sizes, count: int, *, seed: int = 0, generations: int = 300) -> Sizes:
    """Return `count` anchors (A, 2), smallest area first, for boxes (N, 2) in input pixels.

    k-means with 1 - IoU as distance (Redmon & Farhadi 2016, YOLO9000, section 2), whose medians are then
    moved at random while that raises the mean best IoU.
    """
    rng = np.random.default_rng(seed)
    sizes = np.maximum(np.asarray(sizes, np.float64), 1.0)
    distinct = np.unique(sizes, axis=0)
    # Spread the first centres over the area range: random starts leave clusters empty on uniform sets.
    by_area = distinct[np.argsort(distinct.prod(axis=1))]
    anchors = by_area[np.linspace(0, len(by_area) - 1, count).round().astype(int)].astype(np.float64)
    for _ in range(50):
        nearest = shape_iou(sizes, anchors).argmax(axis=1)
        moved = np.array(
            [
                np.median(sizes[nearest == index], axis=0) if (nearest == index).any() else anchors[index]
                for index in range(count)
            ]
        )
        if np.allclose(moved, anchors):
            break
        anchors = moved
    sample = sizes if len(sizes) <= 5000 else sizes[rng.choice(len(sizes), 5000, replace=False)]
    best = shape_iou(sample, anchors).max(axis=1).mean()
    for _ in range(generations):
        mutated = np.maximum(anchors * rng.normal(1, 0.08, anchors.shape).clip(0.5, 2), 2.0)
        score = shape_iou(sample, mutated).max(axis=1).mean()
        if score > best:
            best, anchors = score, mutated
    ordered: Sizes = anchors[np.argsort(anchors.prod(axis=1))]
    return ordered


def layer_anchors(
    table: LayerTable, sizes: Sizes, imgsz: int, *, seed: int = 0
) -> tuple[tuple[tuple[tuple[float, float], ...], ...], AnchorFit, AnchorFit]:
    """Fit a table's anchors to box sizes (N, 2) in input pixels.

    Returns:
        the anchors per detection layer, the fit of the table's own anchors at `imgsz`, and the new fit.
        With fewer than 20 boxes the table's anchors are kept: a fit to so few says nothing.
    """
    layers, per_layer = len(table.anchors), len(table.anchors[0])
    own = np.array(table.anchors, np.float64).reshape(-1, 2) * (imgsz / table.imgsz)
    before = measure(sizes, own)
    fitted = own
    if len(sizes) >= 20:
        fitted = fit_anchors(sizes, layers * per_layer, seed=seed)
    rounded = fitted.round(2).reshape(layers, per_layer, 2)
    nested = tuple(tuple((float(w), float(h)) for w, h in layer) for layer in rounded)
    return nested, before, measure(sizes, fitted)
