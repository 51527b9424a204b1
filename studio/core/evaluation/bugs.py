"""The label-bug finder: where labels and a model disagree so that the label is likely the one that is wrong.

A model's detections of all classes are gathered into objects, which are paired with the boxes whatever their
class. An object without a box was missed; one whose box has another class points to a wrong class; one whose
box lies elsewhere than such boxes usually do, to a loose box; a box over another one without an object of its
own is a duplicate. Source of the idea: Northcutt et al., "Confident Learning", 2021, of classes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from studio.core.boxes.box import iou
from studio.core.boxes.detections import Detections
from studio.core.boxes.matching import match_best_first
from studio.core.words import mark, tr

Kind = Literal["missed", "class", "loose", "duplicate"]
XYXY = tuple[float, float, float, float]
Floats = npt.NDArray[np.float64]

KIND_TEXTS: dict[Kind, str] = {
    "missed": mark("Box missing"),
    "class": mark("Wrong class"),
    "loose": mark("Loose box"),
    "duplicate": mark("Drawn twice"),
}
CONFIDENCE = 0.05
"""Detections with a lower score say nothing, not even of another class."""
SAME_OBJECT_IOU = 0.5
"""Detections that overlap so much, of whatever classes, are of one object."""
NEAR_IOU = 0.1
"""An object and a box that overlap so much may be a pair, a bad one."""
NOTICED_IOU = 0.3
"""An object that overlaps some box so much was not missed."""
TWICE_IOU = 0.5
"""Two boxes that overlap so much may be one drawn twice."""
LEAST_SCORE = 0.1
"""What scores less is not told."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One image: its true boxes (N, 4) with their classes, and what a model found in it.

    Attributes:
        image: which it is, by any name.
    """

    image: str
    xyxy: Floats
    class_ids: npt.NDArray[np.int64]
    detections: Detections


@dataclass(frozen=True, slots=True)
class Bug:
    """A likely mistake in the labels.

    Attributes:
        image: as in `Labelled`.
        index: the box it is about, by its place in the image's labels; None of a missing one.
        xyxy, class_id: that box as it is; of a missing one, as it should be.
        better_xyxy, better_class: as it should be; None where it should go.
        score: how sure it is, 0..1.
    """

    kind: Kind
    image: str
    index: int | None
    xyxy: XYXY
    class_id: int
    better_xyxy: XYXY | None
    better_class: int | None
    score: float
    reason: str

    @property
    def key(self) -> str:
        """Return what tells it from others in what an older version kept of rejected ones."""
        place = [round(value) for value in self.xyxy] if self.index is not None else self._rough_place()
        # By the image's name, so that it is known when the folder was moved.
        text = f"{self.kind} {PurePath(self.image).name} {place} {self.class_id} {self.better_class}"
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Bug:
        """Return the one that `to_dict` wrote, its numbers rounded; a row is to have the shape ROW."""
        better = row["better_box"]
        return cls(
            row["kind"], row["image"], row["index"], _corners(row["box"]), row["class_id"],
            None if better is None else _corners(better), row["better_class"], row["score"], row["reason"],
        )  # fmt: skip

    def _rough_place(self) -> list[int]:
        """Return about where a missing box is: two models never put it at quite the same pixels."""
        x1, y1, x2, y2 = self.xyxy
        step = max(8.0, (x2 - x1 + y2 - y1) / 4)
        return [round((x1 + x2) / 2 / step), round((y1 + y2) / 2 / step)]

    def to_dict(self, class_names: Sequence[str]) -> dict[str, Any]:
        """Return it as plain data for JSON."""
        return {
            "kind": self.kind,
            "image": self.image,
            "index": self.index,
            "box": [round(value, 2) for value in self.xyxy],
            "class_id": self.class_id,
            "class_name": class_names[self.class_id],
            "better_box": None if self.better_xyxy is None else [round(v, 2) for v in self.better_xyxy],
            "better_class": self.better_class,
            "score": round(self.score, 4),
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class _Pairs:
    """One image's objects and the boxes they are paired with.

    Attributes:
        scores: of each object its score as each class (M, classes). place: of each object its box, or -1.
        overlaps: IoU of boxes and objects (N, M). among: IoU of boxes with each other (N, N).
    """

    seen: Labelled
    objects: Floats
    scores: Floats
    place: npt.NDArray[np.int64]
    overlaps: npt.NDArray[np.floating]
    among: npt.NDArray[np.floating]


def find_bugs(
    images: Iterable[Labelled], class_names: Sequence[str], *, known_classes: int | None = None
) -> list[Bug]:
    """Return the likely mistakes of images, the surest first, at most one for each box.

    Args:
        class_names: of the dataset.
        known_classes: how many of them, the first ones, the model knows; boxes of others are never mistaken.
    """
    pairs = [_pair(seen, known_classes or len(class_names)) for seen in images]
    usual = _UsualOverlap(pairs)
    bugs = [bug for each in pairs for bug in _bugs_of(each, class_names, usual) if bug.score >= LEAST_SCORE]
    return sorted(bugs, key=lambda bug: (-bug.score, bug.image, bug.xyxy))


def count_noticed(images: Iterable[Labelled]) -> int:
    """Return at how many of the labelled boxes the model found anything: of the others it can't judge."""
    count = 0
    for seen in images:
        found = seen.detections.xyxy[seen.detections.scores >= CONFIDENCE].astype(np.float64)
        if len(found) and len(seen.xyxy):
            count += int((iou(seen.xyxy, found).max(axis=1) >= NOTICED_IOU).sum())
    return count


def _pair(seen: Labelled, classes: int) -> _Pairs:
    objects, scores = _objects(seen.detections, classes)
    overlaps, among = iou(seen.xyxy, objects), iou(seen.xyxy, seen.xyxy)
    place = np.full(len(objects), -1, np.int64)
    for box, found in match_best_first(overlaps, NEAR_IOU):
        place[found] = box
    return _Pairs(seen, objects, scores, place, overlaps, among)


def _objects(detections: Detections, classes: int) -> tuple[Floats, Floats]:
    """Return the objects (M, 4) that detections are of, and their score as each class (M, classes)."""
    kept = detections[(detections.scores >= CONFIDENCE) & (detections.class_ids < classes)]
    kept = kept[np.argsort(-kept.scores, kind="stable")]
    xyxy = kept.xyxy.astype(np.float64)
    overlaps = iou(xyxy, xyxy)
    first: list[int] = []
    scores: list[Floats] = []
    for index in range(len(kept)):
        of = int(np.argmax(overlaps[index, first])) if first else -1
        if of < 0 or overlaps[index, first[of]] < SAME_OBJECT_IOU:
            first.append(index)
            scores.append(np.zeros(classes))
            of = len(first) - 1
        class_id = int(kept.class_ids[index])
        scores[of][class_id] = max(scores[of][class_id], float(kept.scores[index]))
    return xyxy[first], np.array(scores, np.float64).reshape(-1, classes)


class _UsualOverlap:
    """How well boxes of a size usually agree with the model: those of few pixels never do well."""

    def __init__(self, pairs: Sequence[_Pairs]) -> None:
        sides, overlaps = [], []
        for each in pairs:
            for found in np.flatnonzero(each.place >= 0):
                box = each.place[found]
                x1, y1, x2, y2 = each.seen.xyxy[box]
                sides.append(max((x2 - x1) * (y2 - y1), 1.0) ** 0.5)
                overlaps.append(each.overlaps[box, found])
        order = np.argsort(sides)
        self._sides, self._overlaps = np.array(sides)[order], np.array(overlaps)[order]

    def of(self, xyxy: Floats) -> tuple[float, float]:
        """Return the median IoU of boxes about as large, and how much it usually varies."""
        if len(self._sides) < 8:
            return 0.8, 0.1
        side = max((xyxy[2] - xyxy[0]) * (xyxy[3] - xyxy[1]), 1.0) ** 0.5
        at = int(np.searchsorted(self._sides, side))
        near = self._overlaps[max(0, at - 50) : at + 50]
        middle = float(np.median(near))
        return middle, max(0.03, 1.48 * float(np.median(np.abs(near - middle))))


def _bugs_of(each: _Pairs, names: Sequence[str], usual: _UsualOverlap) -> Iterator[Bug]:
    told: set[int] = set()
    for bug in _duplicates(each, names):
        told.add(bug.index if bug.index is not None else -1)
        yield bug
    for found in range(len(each.objects)):
        scores, xyxy = each.scores[found], _corners(each.objects[found])
        best = int(scores.argmax())
        box = int(each.place[found])
        if box < 0:
            nearest = float(each.overlaps[:, found].max(initial=0.0))
            if nearest < NOTICED_IOU:
                reason = tr(
                    "The model finds {name} here ({score}), where no box is.",
                    name=names[best],
                    score=_percent(scores[best]),
                )
                yield Bug(
                    "missed", each.seen.image, None, xyxy, best, xyxy, best, float(scores[best]), reason
                )
        elif box not in told and each.seen.class_ids[box] < len(scores):
            candidates = (_class_bug(each, found, box, names), _loose_bug(each, found, box, names, usual))
            yield max(candidates, key=lambda bug: bug.score)


def _duplicates(each: _Pairs, names: Sequence[str]) -> Iterator[Bug]:
    """Yield the boxes that lie on another one, of each pair the one that fits what was found less."""
    fit = np.zeros(len(each.seen.xyxy))
    for found in np.flatnonzero(each.place >= 0):
        fit[each.place[found]] = each.overlaps[each.place[found], found]
    rows, columns = np.nonzero(np.triu(each.among >= TWICE_IOU, 1))
    told: set[int] = set()
    for a, b in zip(rows.tolist(), columns.tolist(), strict=True):
        worse, better = (a, b) if (fit[a], -a) < (fit[b], -b) else (b, a)
        if worse in told or min(fit[a], fit[b]) >= SAME_OBJECT_IOU:
            continue
        told.add(worse)
        overlap = float(each.among[a, b])
        is_same = each.seen.class_ids[a] == each.seen.class_ids[b]
        class_id = int(each.seen.class_ids[worse])
        reason = tr(
            "It covers {part} of what the box of {name} covers, and the model finds one thing here.",
            part=_percent(overlap),
            name=names[int(each.seen.class_ids[better])],
        )
        yield Bug(
            "duplicate", each.seen.image, worse, _corners(each.seen.xyxy[worse]), class_id, None, None,
            overlap ** (0.5 if is_same else 1.0), reason,
        )  # fmt: skip


def _class_bug(each: _Pairs, found: int, box: int, names: Sequence[str]) -> Bug:
    scores, class_id = each.scores[found], int(each.seen.class_ids[box])
    best = int(scores.argmax())
    # Two classes that the model can't tell apart here say nothing of the label.
    score = max(0.0, float(scores[best] - scores[class_id])) if best != class_id else 0.0
    score *= min(1.0, float(each.overlaps[box, found]) / SAME_OBJECT_IOU)
    reason = tr(
        "The model sees {found} here ({score}), the label says {name} ({own}).",
        found=names[best],
        score=_percent(scores[best]),
        name=names[class_id],
        own=_percent(scores[class_id]),
    )
    place = _corners(each.seen.xyxy[box])
    return Bug("class", each.seen.image, box, place, class_id, place, best, score, reason)


def _loose_bug(each: _Pairs, found: int, box: int, names: Sequence[str], usual: _UsualOverlap) -> Bug:
    overlap, class_id = float(each.overlaps[box, found]), int(each.seen.class_ids[box])
    object_, place = each.objects[found], each.seen.xyxy[box]
    middle, spread = usual.of(object_)
    # Three times as far off as is usual begins to count, six times counts in full.
    oddness = min(1.0, max(0.0, ((middle - overlap) / spread - 2) / 4))
    score = float(each.scores[found].max()) * oddness * min(1.0, (1 - overlap) / 0.4)
    reason = tr(
        "It overlaps what the model finds by {part}; boxes of this size usually by {usual}.",
        part=_percent(overlap),
        usual=_percent(middle),
    )
    return Bug(
        "loose", each.seen.image, box, _corners(place), class_id, _corners(object_), class_id, score, reason
    )


def _corners(xyxy: Iterable[float]) -> XYXY:
    x1, y1, x2, y2 = (float(value) for value in xyxy)
    return x1, y1, x2, y2


def _percent(part: float) -> str:
    return f"{100 * part:.0f} %"
