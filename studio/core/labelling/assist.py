"""Suggestions ("ghosts"): which of a model's predictions, and of what looks like boxes, are offered.

A ghost is never in a label file. Accepted, it is a box as if drawn by hand, by one step of undo that brings
the ghost back; rejected, it is not offered again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from studio.core.boxes.box import clip, iou, iou_of_pairs
from studio.core.boxes.detections import Detections
from studio.core.boxes.nms import greedy, touching_pairs
from studio.core.data.former_names import FormerNames
from studio.core.data.record import Box
from studio.core.labelling.geometry import MIN_SIDE_PX
from studio.core.labelling.ghost_file import Found, GhostFile
from studio.core.labelling.hit_test import XYXY
from studio.core.labelling.rejections import Rejections
from studio.core.labelling.sizing import Sizing, are_one, pairs, surest

SAME_OBJECT_IOU = 0.5
"""A ghost that overlaps a box of its class so far, or one that was rejected, says nothing new."""
SAME_PLACE_IOU = 0.7
"""Two boxes that overlap so far are one thing, whatever their classes: of ghosts the surer one is offered,
and over a box none is."""


@dataclass(frozen=True, slots=True)
class Ghost:
    """One suggestion: corners in pixels of the image, a class of the dataset, and the model's score."""

    xyxy: XYXY
    class_id: int
    score: float

    @property
    def box(self) -> Box:
        """Return the box it becomes when it is accepted."""
        return Box(self.class_id, *self.xyxy)


@dataclass(frozen=True, slots=True)
class ClassMap:
    """A model's classes as classes of a dataset, by name.

    Attributes:
        ids: the dataset's class by the model's; -1 where the dataset has none of that name.
        missing: the model's classes that the dataset doesn't have.
    """

    ids: npt.NDArray[np.int64]
    missing: tuple[str, ...]

    @classmethod
    def of(
        cls,
        model_names: Sequence[str],
        dataset_names: Sequence[str],
        former: Mapping[str, str] = MappingProxyType({}),
    ) -> ClassMap:
        """Find each name of the model; where it is not there as it is, in other case and without blanks.

        Args:
            former: what names that the dataset's classes had are now, as `FormerNames.now` returns it.
        """
        exact = {name: class_id for class_id, name in reversed(list(enumerate(dataset_names)))}
        known = [*dataset_names, *(name for name in former if name not in exact)]
        loose: dict[str, list[str]] = {}
        for name in known:
            loose.setdefault(_bare(name), []).append(name)
        ids = []
        for name in model_names:
            alike = [name] if name in known else loose.get(_bare(name), [])
            found = alike[0] if len(alike) == 1 else ""
            ids.append(exact.get(former.get(found, found), -1))
        missing = tuple(name for name, class_id in zip(model_names, ids, strict=True) if class_id < 0)
        return cls(np.array(ids, np.int64), missing)

    def apply(self, detections: Detections) -> Detections:
        """Return the detections whose classes the dataset has, with its class ids."""
        mapped = self.ids[detections.class_ids] if len(self.ids) else np.empty(0, np.int64)
        known = mapped >= 0
        return Detections(detections.xyxy[known], detections.scores[known], mapped[known])


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()


def offered(
    found: Detections,
    boxes: Sequence[Box],
    size_wh: tuple[int, int],
    *,
    as_found: Detections | None = None,
    rejected: Sequence[Box] = (),
    accepted: Sequence[Box] = (),
) -> list[Ghost]:
    """Return what of a model's detections is a suggestion, highest score first.

    Args:
        found: by the dataset's classes, in pixels of the image, as large as it is to be offered.
        boxes: what is labelled.
        size_wh: the image's size; what lies outside is cut off.
        as_found: the same detections as large as the model has them, where that differs: what was decided
            of them then stays decided.
        rejected: suggestions that were said to be none.
        accepted: suggestions that became boxes, wherever these were moved or whatever they were made since.
    """
    xyxy = clip(found.xyxy.astype(np.float64), size_wh)
    order = np.argsort(-found.scores, kind="stable")
    order = order[(xyxy[order, 2:] - xyxy[order, :2]).min(axis=1, initial=np.inf) >= MIN_SIDE_PX]
    decided = [*rejected, *accepted]
    order = order[~_overlaps(xyxy[order], found.class_ids[order], decided, SAME_OBJECT_IOU)]
    if as_found is not None:
        places = clip(as_found.xyxy.astype(np.float64), size_wh)[order]
        order = order[~_overlaps(places, found.class_ids[order], decided, SAME_OBJECT_IOU)]
    # Before the boxes have their say: else what the model thought second would come up under each.
    order = order[greedy(xyxy[order].astype(np.float32), np.zeros(len(order), np.int64), SAME_PLACE_IOU)]
    order = order[~_overlaps(xyxy[order], found.class_ids[order], boxes, SAME_OBJECT_IOU)]
    order = order[~_overlaps(xyxy[order], None, [*boxes, *accepted], SAME_PLACE_IOU)]
    return [
        Ghost((x1, y1, x2, y2), class_id, score)
        for (x1, y1, x2, y2), class_id, score in zip(
            xyxy[order].tolist(), found.class_ids[order].tolist(), found.scores[order].tolist(), strict=True
        )
    ]


def _overlaps(
    xyxy: npt.NDArray[np.float64],
    class_ids: npt.NDArray[np.int64] | None,
    boxes: Sequence[Box],
    least: float,
) -> npt.NDArray[np.bool_]:
    """Return which of N places overlap one of some boxes, of the same class if classes are given."""
    if not len(xyxy) or not boxes:
        return np.zeros(len(xyxy), bool)
    others = np.array([box.xyxy for box in boxes], np.float64)
    # Of a thousand boxes and as many suggestions few meet, and this is asked after each edit.
    low, high = touching_pairs(np.concatenate([xyxy, others]), np.zeros(len(xyxy) + len(others), np.int64))
    is_between = (low < len(xyxy)) & (high >= len(xyxy))
    place, box = low[is_between], high[is_between] - len(xyxy)
    overlaps = iou_of_pairs(xyxy[place], others[box]) >= least
    if class_ids is not None:
        overlaps &= class_ids[place] == np.array([box.class_id for box in boxes])[box]
    found = np.zeros(len(xyxy), bool)
    found[place[overlaps]] = True
    return found


def merged(found: Detections, alike: Detections) -> tuple[Detections, npt.NDArray[np.int64]]:
    """Return what a model found and what looks like the person's boxes, each thing once.

    Where both say that there is one, it is where the latter has it, as large as the person draws; the class
    and the score are the surer one's.

    Returns:
        What there is, and for each which of the model's it is; -1 for none of them.
    """
    rows, columns = are_one(alike.xyxy, found.xyxy)
    of_model = np.delete(np.arange(len(found)), columns)
    scores, class_ids, which = alike.scores.copy(), alike.class_ids.copy(), np.full(len(alike), -1)
    rows, columns = surest(rows, columns, found.scores)
    which[rows] = columns
    is_surer = found.scores[columns] > scores[rows]
    rows, columns = rows[is_surer], columns[is_surer]
    scores[rows], class_ids[rows] = found.scores[columns], found.class_ids[columns]
    every = Detections.joined([Detections(alike.xyxy, scores, class_ids), found[of_model]])
    return every, np.concatenate([which, of_model])


@dataclass(slots=True)
class Suggestions:
    """What is suggested for one dataset, by a model and by boxes that are there, and what was decided of it.

    Attributes:
        file: what the model found; None without one.
        rejections: what was rejected, whichever model it was of.
        class_names: the dataset's, as they are now.
        accepted: by image what became boxes in this session; undo takes it out again.
        sizing: how large the person draws what the model finds.
        is_sized: suggestions are offered as large as that.
        alike: by image what looks like boxes of it, as long as it is open.
        former: what the dataset's classes were called before.
    """

    file: GhostFile | None
    rejections: Rejections
    class_names: list[str]
    accepted: dict[Path, list[Box]] = field(default_factory=dict)
    sizing: Sizing = field(default_factory=Sizing)
    is_sized: bool = True
    alike: dict[Path, Found] = field(default_factory=dict)
    former: FormerNames = field(default_factory=FormerNames)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the model's classes; none without a model, or while it found nothing."""
        return self.file.names if self.file is not None else ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the model's classes that the dataset doesn't have; what is found of them is not offered."""
        return self._map().missing

    def images(self) -> list[str]:
        """Return the images that the model looked at, as its file names them."""
        return self.file.images() if self.file is not None else []

    def has(self, image: Path) -> bool:
        """Return whether the model looked at an image as it is now; nothing is missing without a model."""
        return self.file is None or self.file.has(image)

    def may_have(self, image: Path) -> bool:
        """Return whether anything was looked for in an image; else nothing is offered for it."""
        return image in self.alike or (self.file is not None and self.file.has(image))

    def refresh(self) -> set[str]:
        """Take in what the model found since; return the images it is about.

        Raises:
            StudioError: the file can't be read.
        """
        return self.file.refresh() if self.file is not None else set()

    def found(self, image: Path) -> Found | None:
        """Return what the model found in an image, by the dataset's classes; None when it didn't look yet.

        Raises:
            StudioError: the file can't be read.
        """
        found = self.file.read(image) if self.file is not None else None
        return found and Found(self._map().apply(found.detections), found.size_wh)

    def ghosts(self, image: Path, boxes: Sequence[Box]) -> list[Ghost] | None:
        """Return what is offered for an image with these boxes; None when nobody looked yet.

        Raises:
            StudioError: the file can't be read.
        """
        return self._offered(image, self.found(image), boxes)

    def follow(self, image: Path, boxes: Sequence[Box]) -> list[Ghost] | None:
        """As `ghosts`, for an image being labelled: its boxes tell how large the person draws.

        Raises:
            StudioError: the file can't be read.
        """
        found = self.found(image)
        drawn = pairs(found.detections, boxes, self.accepted.get(image, ())) if found else []
        self.sizing.learn(image, drawn)
        return self._offered(image, found, boxes)

    def _offered(self, image: Path, found: Found | None, boxes: Sequence[Box]) -> list[Ghost] | None:
        alike = self.alike.get(image)
        seen = found or alike
        if seen is None:
            return None
        of_model = found.detections if found is not None else Detections.empty()
        of_boxes = _unlabelled(alike.detections, boxes) if alike is not None else Detections.empty()
        every, which = merged(self._sized(of_model), of_boxes)
        places = every.xyxy.copy()
        places[which >= 0] = of_model.xyxy[which[which >= 0]]
        return offered(
            every,
            boxes,
            seen.size_wh,
            as_found=every.with_boxes(places),
            rejected=self.rejections.boxes(image, seen.size_wh, self.class_names),
            accepted=self.accepted.get(image, ()),
        )

    def scores_of(self, image: Path, boxes: Sequence[Box]) -> list[float] | None:
        """Return how sure the model is of boxes: the score of what it found there of their class, else 0.

        None when it didn't look at the image yet.

        Raises:
            StudioError: the file can't be read.
        """
        found = self.found(image)
        if found is None:
            return None
        seen = self._sized(found.detections)
        scores = []
        for box in boxes:
            place = np.array([box.xyxy], np.float64)
            is_it = (seen.class_ids == box.class_id) & (iou(place, seen.xyxy)[0] >= SAME_OBJECT_IOU)
            scores.append(float(seen.scores[is_it].max(initial=0.0)))
        return scores

    def set_accepted(self, image: Path, boxes: Sequence[Box], *, is_accepted: bool) -> None:
        """Remember that suggestions for an image became boxes, or don't any more."""
        others = [box for box in self.accepted.get(image, ()) if box not in boxes]
        self.accepted[image] = [*others, *boxes] if is_accepted else others

    def _sized(self, found: Detections) -> Detections:
        return self.sizing.apply(found) if self.is_sized else found

    def _map(self) -> ClassMap:
        return ClassMap.of(self.names, self.class_names, self.former.now())


def _unlabelled(alike: Detections, boxes: Sequence[Box]) -> Detections:
    """Return what looks like boxes and is none of them, however loosely these are drawn."""
    if not boxes or not len(alike):
        return alike
    rows, _ = are_one(alike.xyxy, np.array([box.xyxy for box in boxes]))
    return alike[np.delete(np.arange(len(alike)), rows)]


def above(ghosts: Iterable[Ghost], score: float) -> list[Ghost]:
    """Return the suggestions of at least a score."""
    # What is shown as 0.50 is taken at 0.50.
    return [ghost for ghost in ghosts if round(ghost.score, 2) >= round(score, 2)]
