"""What is estimated from how a file's rows differ from the checkpoint's: order, grid, anchors, classes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.core.boxes.box import cxcywh_to_xyxy, iou
from studio.core.boxes.matching import match_best_first
from studio.core.export.causes.evidence import Evidence, RowReading, Rows, layers
from studio.core.spec import ModelSpec

Numbers = npt.NDArray[np.float64]
CONFIDENT_ROWS = 300
"""So many rows, those of the highest objectness, say how the classes are ordered."""
SAME_SCORE = 0.01
"""Scores of a row may differ by so much and still be those of the same row."""
SAME_RATIO = 0.01
"""Estimated sides that differ by less from known ones are those."""


def fit_grid(rows: Rows, evidence: Evidence) -> RowReading | None:
    """Centres were given the row of their cell as x and its column as y."""
    if rows.shape != evidence.expected.shape:
        return None
    places = _Places.of(evidence.spec)
    step = ((places.column - places.row) * places.stride).astype(np.float32)

    def turn(rows: Rows) -> Rows:
        turned = rows.copy()
        turned[:, 0] += step
        turned[:, 1] -= step
        return turned

    return RowReading(turn)


def fit_order(rows: Rows, evidence: Evidence) -> RowReading | None:
    """Rows are the same, but don't run over scales, anchors, rows, columns. Their scores tell the order."""
    expected = evidence.expected
    if rows.shape != expected.shape:
        return None
    found, known = (np.concatenate([each[:, 4:5], each[:, 5:] * each[:, 4:5]], axis=1)
                    for each in (rows, expected))  # fmt: skip
    for order in _orders(evidence.spec):
        if np.allclose(found, known[order], rtol=0, atol=SAME_SCORE):
            back = np.argsort(order)
            is_usual = bool((np.diff(order) > 0).all())
            return None if is_usual else _sorted_by(back)
    return None


def _sorted_by(back: npt.NDArray[np.int64]) -> RowReading:
    return RowReading(lambda rows: rows[back])


def _orders(spec: ModelSpec) -> Iterator[npt.NDArray[np.int64]]:
    """Yield the orders that rows can run in: which of the usual rows each one is. The usual one is first."""
    counts = [len(anchors) * h * w for anchors, h, w in layers(spec)]
    blocks = [
        np.arange(end - count, end).reshape(len(anchors), h, w)
        for end, count, (anchors, h, w) in zip(np.cumsum(counts), counts, layers(spec), strict=True)
    ]
    for scales in itertools.permutations(blocks):
        for axes in itertools.permutations(range(3)):
            yield np.concatenate([block.transpose(axes).ravel() for block in scales])


def fit_scales(rows: Rows, evidence: Evidence) -> RowReading | None:
    """Strides or anchors of the scales were exchanged for each other's."""
    found = _estimate(rows, evidence)
    if found is None:
        return None
    strides, anchors = found.strides(), found.anchors()
    own = evidence.spec
    is_known = _is_permuted(strides, [np.full(2, float(each)) for each in own.strides])
    is_known = is_known and _is_permuted(anchors, [np.array(layer) for layer in own.anchors])
    return found.reading() if is_known and found.differs() else None


def fit_anchors(rows: Rows, evidence: Evidence) -> RowReading | None:
    """Sizes were made with other anchors than the checkpoint's."""
    found = _estimate(rows, evidence)
    if found is None or not found.differs() or fit_scales(rows, evidence):
        return None
    is_placed = all(np.allclose(each, own, rtol=SAME_RATIO) for each, own in
                    zip(found.strides(), evidence.spec.strides, strict=True))  # fmt: skip
    return found.reading() if is_placed else None


@dataclass(frozen=True, slots=True)
class _Estimate:
    """By how much each scale's centres, and each anchor's sizes, are larger than the checkpoint's."""

    spec: ModelSpec
    centres: list[Numbers]
    sizes: list[Numbers]
    per_row: Rows

    def strides(self) -> list[Numbers]:
        """Return the stride of x and y of each scale that fits what was found."""
        return [each * stride for each, stride in zip(self.centres, self.spec.strides, strict=True)]

    def anchors(self) -> list[Numbers]:
        """Return the anchors (A, 2) of each scale that fit what was found."""
        return [each * np.array(own) for each, own in zip(self.sizes, self.spec.anchors, strict=True)]

    def differs(self) -> bool:
        """Tell whether anything is other than in the checkpoint."""
        return not np.allclose(self.per_row, 1, rtol=SAME_RATIO / 10)

    def reading(self) -> RowReading:
        """Return how to undo it, and the anchors in words."""
        layers = [", ".join(f"{w:g}x{h:g}" for w, h in layer.round(1)) for layer in self.anchors()]

        def undo(rows: Rows) -> Rows:
            return np.concatenate([rows[:, :4] / self.per_row, rows[:, 4:]], axis=1)

        return RowReading(undo, {"anchors": "; ".join(layers)})


def _estimate(rows: Rows, evidence: Evidence) -> _Estimate | None:
    """Compare boxes row by row; None when rows aren't the checkpoint's, in its order."""
    expected = evidence.expected
    if rows.shape != expected.shape:
        return None
    with np.errstate(all="ignore"):
        ratios = rows[:, :4].astype(np.float64) / expected[:, :4]
    ratios[~np.isfinite(ratios)] = np.nan
    places = _Places.of(evidence.spec)
    per_row = np.ones_like(rows[:, :4])
    centres, sizes = [], []
    for scale, anchors in enumerate(evidence.spec.anchors):
        mine = places.scale == scale
        of_anchors = []
        for anchor in range(len(anchors)):
            chosen = mine & (places.anchor == anchor)
            if np.isnan(ratios[chosen]).all(axis=0).any():
                return None
            of_anchors.append(np.nanmedian(ratios[chosen][:, 2:4], axis=0))
            per_row[chosen, 2:4] = of_anchors[-1]
        centres.append(np.nanmedian(ratios[mine][:, :2], axis=0))
        per_row[mine, :2] = centres[-1]
        sizes.append(np.array(of_anchors))
    if not (np.isfinite(per_row).all() and (per_row > 0).all()):
        return None
    return _Estimate(evidence.spec, centres, sizes, per_row)


def _is_permuted(found: Sequence[Numbers], own: Sequence[Numbers]) -> bool:
    """Tell whether each scale's numbers are those of some scale of the checkpoint, each once."""
    free = list(own)
    for each in found:
        same = [place for place, other in enumerate(free) if other.shape == each.shape
                and np.allclose(each, other, rtol=SAME_RATIO)]  # fmt: skip
        if not same:
            return False
        free.pop(same[0])
    return True


def fit_classes(rows: Rows, evidence: Evidence) -> RowReading | None:
    """Class scores are those of the same boxes, in another order."""
    names = evidence.spec.class_names
    if rows.shape[1] != evidence.values or len(names) < 2:
        return None
    found, known = (_most_confident(each, evidence.confidence) for each in (rows, evidence.expected))
    overlaps = iou(cxcywh_to_xyxy(found), cxcywh_to_xyxy(known))
    pairs = list(match_best_first(overlaps, 0.9))
    if not pairs:
        return None
    left, right = (np.array(side) for side in zip(*pairs, strict=True))
    theirs, ours = found[left, 5:].astype(np.float64), known[right, 5:].astype(np.float64)
    costs = np.stack([np.abs(theirs[:, [column]] - ours).mean(axis=0) for column in range(len(names))])
    # Classes that no box is of are nothing to one another: they stay where they are.
    costs -= 1e-6 * np.eye(len(names))
    order = np.full(len(names), -1)
    for column, own in match_best_first(-costs, -np.inf):
        order[own] = column
    if np.array_equal(order, np.arange(len(names))):
        return None
    told = [names[own] for own in np.argsort(order)]
    facts = {"classes": ", ".join(told[:8]) + (", ..." if len(told) > 8 else "")}
    columns = np.concatenate([np.arange(5), 5 + order])
    return RowReading(lambda rows: rows[:, columns], facts)


def _most_confident(rows: Rows, confidence: float) -> Rows:
    order = np.argsort(-rows[:, 4], kind="stable")[:CONFIDENT_ROWS]
    chosen = rows[order]
    return chosen[(chosen[:, 4] > confidence) & np.isfinite(chosen).all(axis=1)]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each row of a decoded output comes from: (N,) each."""

    scale: npt.NDArray[np.int64]
    anchor: npt.NDArray[np.int64]
    row: npt.NDArray[np.int64]
    column: npt.NDArray[np.int64]
    stride: npt.NDArray[np.int64]

    @classmethod
    def of(cls, spec: ModelSpec) -> _Places:
        """Return them in the studio's order: scales, anchors, rows, columns."""
        scale, anchor, row, column = [], [], [], []
        for index, (anchors, height, width) in enumerate(layers(spec)):
            places = np.indices((len(anchors), height, width)).reshape(3, -1)
            anchor.append(places[0])
            row.append(places[1])
            column.append(places[2])
            scale.append(np.full(places.shape[1], index))
        scales = np.concatenate(scale)
        stride = np.array(spec.strides)[scales]
        return cls(scales, np.concatenate(anchor), np.concatenate(row), np.concatenate(column), stride)
