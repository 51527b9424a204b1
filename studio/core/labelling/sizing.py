"""How large a person draws what a model finds: suggestions are given that size before they are offered.

A model trained on tiles of one day may find each lamp of another and draw all of them too close. Where a
person drew boxes over some of its suggestions, the others are enlarged or reduced about their centres by as
much.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from studio.core.boxes.detections import Detections
from studio.core.data.record import Box

Ratio = tuple[float, float]
"""Width and height of what was drawn, as multiples of what was found."""
SAME: Ratio = (1.0, 1.0)
Places = npt.NDArray[np.floating]
Indices = npt.NDArray[np.int64]

FEW = 3
"""Fewer pairs of a box and a suggestion tell nothing."""
NEWEST = 25
"""So many pairs are asked."""
LEAST_CHANGE = 1.1
"""Sizes that differ by less are left as the model has them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A box that a person drew where a model found something of its class."""

    class_id: int
    ratio: Ratio


def pairs(found: Detections, boxes: Sequence[Box], accepted: Iterable[Box] = ()) -> list[Pair]:
    """Return which boxes were drawn where something was found, and how much larger.

    They are one thing when the centre of each lies in the other, and are of one class; of several
    detections the surest is taken.

    Args:
        found: by the dataset's classes, in pixels of the image.
        boxes: what is labelled.
        accepted: suggestions that became boxes; as long as they are as they were, nobody drew them.
    """
    taken = set(accepted)
    drawn = [box for box in boxes if box not in taken]
    if not drawn or not len(found):
        return []
    ours = np.array([box.xyxy for box in drawn], np.float64)
    theirs = found.xyxy.astype(np.float64)
    rows, columns = are_one(ours, theirs)
    is_same = np.array([box.class_id for box in drawn])[rows] == found.class_ids[columns]
    rows, columns = surest(rows[is_same], columns[is_same], found.scores)
    ratios = (_sides(ours[rows]) / _sides(theirs[columns])).tolist()
    return [
        Pair(drawn[row].class_id, (width, height))
        for row, (width, height) in zip(rows.tolist(), ratios, strict=True)
    ]


def are_one(ours: Places, theirs: Places) -> tuple[Indices, Indices]:
    """Return which of places (N, 4) and (M, 4) are of one thing: the centre of each lies in the other.

    As pairs, the index of ours, in order, and that of theirs: few of a thousand are near each other. Along
    the axis on which fewer centres lie between two edges these are looked up in their order.
    """
    ours, theirs = ours.astype(np.float64), theirs.astype(np.float64)
    our_centres, centres = (ours[:, :2] + ours[:, 2:]) / 2, (theirs[:, :2] + theirs[:, 2:]) / 2
    orders = np.argsort(centres, axis=0)
    spans = [_between(centres[orders[:, axis], axis], ours[:, axis], ours[:, axis + 2]) for axis in (0, 1)]
    axis = int(spans[1][1].sum() < spans[0][1].sum())
    begins, counts = spans[axis]
    rows = np.repeat(np.arange(len(ours)), counts)
    # Counting on through all, and back at each row to the place where its own begin.
    columns = orders[np.arange(len(rows)) + np.repeat(begins - np.cumsum(counts) + counts, counts), axis]
    for side in (1 - axis, axis):
        point, other = centres[columns, side], our_centres[rows, side]
        is_one = (point > ours[rows, side]) & (point < ours[rows, side + 2])
        is_one &= (other > theirs[columns, side]) & (other < theirs[columns, side + 2])
        rows, columns = rows[is_one], columns[is_one]
    return rows, columns


def surest(rows: Indices, columns: Indices, scores: npt.NDArray[np.floating]) -> tuple[Indices, Indices]:
    """Return each row of pairs, which come in the order of rows, with its column of the highest score."""
    order = np.argsort(-scores, kind="stable")
    ranks = np.argsort(order)
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    return rows[first], order[np.minimum.reduceat(ranks[columns], first)]


def _between(centres: Places, low: Places, high: Places) -> tuple[Indices, Indices]:
    """Return where sorted centres (M,) inside each of some intervals begin, and how many those are."""
    begins = np.searchsorted(centres, low, side="right")
    return begins, np.maximum(np.searchsorted(centres, high, side="left") - begins, 0)


def _sides(xyxy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return xyxy[..., 2:] - xyxy[..., :2]


def ratio_of(some: Sequence[Pair]) -> Ratio:
    """Return the usual ratio of pairs; one, where they are few, disagree or differ hardly."""
    if len(some) < FEW:
        return SAME
    ratios = np.array([pair.ratio for pair in some])
    width, height = np.median(ratios, axis=0).tolist()
    low, high = np.quantile(np.sqrt(ratios.prod(axis=1)), (0.25, 0.75)).tolist()
    is_one_way = low > 1.0 or high < 1.0
    change = max(max(side, 1 / side) for side in (width, height))
    return (width, height) if is_one_way and change >= LEAST_CHANGE else SAME


@dataclass(slots=True)
class Sizing:
    """What was learnt of a person's boxes so far, from the newest images on."""

    _by_image: dict[Path, list[Pair]] = field(default_factory=dict)
    _by_class: dict[int, Ratio] = field(default_factory=dict)
    _usual: Ratio = SAME

    def learn(self, image: Path, some: Sequence[Pair]) -> None:
        """Take what an image's boxes tell now instead of what they told before."""
        self._by_image.pop(image, None)
        if some:
            self._by_image[image] = list(some)
        newest: list[Pair] = []
        for told in reversed(self._by_image.values()):
            newest += told[::-1]
            if len(newest) >= NEWEST:
                break
        newest = newest[:NEWEST]
        self._usual = ratio_of(newest)
        by_class = {
            class_id: [pair for pair in newest if pair.class_id == class_id]
            for class_id in {pair.class_id for pair in newest}
        }
        # A new dictionary: others may be reading the old one in their threads.
        self._by_class = {class_id: ratio_of(told) for class_id, told in by_class.items() if len(told) >= FEW}

    def ratio(self, class_id: int) -> Ratio:
        """Return by how much suggestions of a class are enlarged: as its own boxes tell, else as all do."""
        return self._by_class.get(class_id, self._usual)

    def apply(self, found: Detections) -> Detections:
        """Return detections as large as the person draws, about the same centres."""
        factors = {class_id: self.ratio(class_id) for class_id in set(found.class_ids.tolist())}
        if all(factor == SAME for factor in factors.values()):
            return found
        xyxy = found.xyxy.astype(np.float64)
        grow = np.array([factors[class_id] for class_id in found.class_ids.tolist()])
        centres, half = (xyxy[:, :2] + xyxy[:, 2:]) / 2, _sides(xyxy) * grow / 2
        sized = np.concatenate([centres - half, centres + half], axis=1)
        return Detections(sized.astype(found.xyxy.dtype), found.scores, found.class_ids)
