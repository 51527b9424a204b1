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
    fits = are_one(ours, theirs)
    fits &= np.array([box.class_id for box in drawn])[:, None] == found.class_ids[None]
    surest = np.where(fits, found.scores[None], -1.0).argmax(axis=1)
    told = []
    for row in np.flatnonzero(fits.any(axis=1)).tolist():
        width, height = _sides(ours[row]) / _sides(theirs[surest[row]])
        told.append(Pair(drawn[row].class_id, (float(width), float(height))))
    return told


def are_one(ours: npt.NDArray[np.floating], theirs: npt.NDArray[np.floating]) -> npt.NDArray[np.bool_]:
    """Return for places (N, 4) and (M, 4) which are of one thing: the centre of each lies in the other."""
    places = ours.astype(np.float64), theirs.astype(np.float64)
    return _holds(*places) & _holds(*reversed(places)).T


def _holds(outer: npt.NDArray[np.float64], inner: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Return for N places and M places whether the centre of the second lies in the first."""
    x, y = ((inner[:, :2] + inner[:, 2:]) / 2).T
    # Axis by axis: numpy is several times slower along the short one.
    x1, y1, x2, y2 = outer.T[..., None]
    return np.asarray((x > x1) & (x < x2) & (y > y1) & (y < y2))


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
