"""What cutting would give: one photo for the canvas, and the whole dataset in numbers. No Qt here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Literal

from studio.core.data.dataset import Dataset
from studio.core.data.notes import dataset_problems, label_notes
from studio.core.data.photos import place_of
from studio.core.data.record import Box, ImageRecord, LabelFile, Problem
from studio.core.errors import Cancelled, StudioError
from studio.core.pictures import Image, imread
from studio.core.tiling.clip import Cutting, TilePlan, counts_as_seen, plan_tiles
from studio.core.tiling.objects import usual_side

Fate = Literal["kept", "clipped", "lost"]
"""A box is whole in a tile; or only cut parts of it are kept; or no tile has it."""


@dataclass(slots=True)
class Counts:
    """Tiles and boxes of one photo or of many.

    Attributes:
        tiles: written, `empty` ones among them; `left_out`: not written, for they have no box.
        boxes: boxes of the photos. kept, clipped: boxes of the tiles. dropped: remainders left out.
        lost: boxes of the photos that are in no tile.
        unreadable: photos that will be skipped.
        unlabelled: photos with labels of which no line can be read. partly: those of which some can't.
        notes: sentences on labels that are converted, or belong to no photo; of a whole dataset alone.
    """

    photos: int = 0
    tiles: int = 0
    empty: int = 0
    left_out: int = 0
    boxes: int = 0
    kept: int = 0
    clipped: int = 0
    dropped: int = 0
    lost: int = 0
    unreadable: int = 0
    unlabelled: int = 0
    partly: int = 0
    notes: tuple[str, ...] = ()

    def add(self, other: Counts) -> None:
        """Add another photo's counts."""
        for entry in fields(self):
            setattr(self, entry.name, getattr(self, entry.name) + getattr(other, entry.name))


@dataclass(frozen=True, slots=True)
class Facts:
    """What planning needs to know of a photo."""

    size_wh: tuple[int, int]
    boxes: tuple[Box, ...]
    is_seen: bool
    has_unreadable_lines: bool
    place: str = ""

    @classmethod
    def of(cls, size_wh: tuple[int, int], labels: LabelFile, place: str = "") -> Facts:
        """Return what the labels of a photo say of it; `place` is where it lies in its dataset."""
        return cls(size_wh, labels.boxes, counts_as_seen(labels), labels.has_unreadable_lines, place)


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo read for the canvas."""

    record: ImageRecord
    image: Image
    facts: Facts


def read_photo(dataset: Dataset, record: ImageRecord) -> Photo:
    """Read a photo's pixels and boxes.

    Raises:
        StudioError: it can't be read.
    """
    image = imread(record.path)
    labels = dataset.read(record)
    size_wh = (image.shape[1], image.shape[0])
    return Photo(record, image, Facts.of(size_wh, labels, place_of(dataset, record)))


def plan(facts: Facts, cutting: Cutting) -> TilePlan:
    """Plan one photo.

    Raises:
        StudioError: it can't be cut so.
    """
    return plan_tiles(facts.size_wh, facts.boxes, cutting, is_seen=facts.is_seen, photo=facts.place)


def fates(facts: Facts, cutting: Cutting) -> list[Fate]:
    """Return what becomes of each box of a photo."""
    result: list[Fate] = []
    for box in facts.boxes:
        alone = plan_tiles(facts.size_wh, [box], cutting)
        result.append("kept" if alone.kept else "clipped" if alone.clipped else "lost")
    return result


def count(plan: TilePlan, boxes: int) -> Counts:
    """Return one photo's numbers."""
    return Counts(
        photos=1,
        tiles=sum(tile.is_written for tile in plan.tiles),
        empty=sum(tile.is_written and not tile.boxes.boxes for tile in plan.tiles),
        left_out=sum(not tile.is_written for tile in plan.tiles),
        boxes=boxes,
        kept=plan.kept,
        clipped=plan.clipped,
        dropped=plan.dropped,
        lost=len(plan.lost),
    )


class DatasetCounter:
    """Counts a whole dataset; what it reads of the photos is kept for the next counting."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._lock = threading.Lock()
        self._facts: list[Facts | None] = []
        self._problems: list[Problem] = []

    def count(self, cutting: Cutting, is_cancelled: Callable[[], bool]) -> Counts:
        """Return the numbers of all photos.

        Raises:
            Cancelled: `is_cancelled` said so. StudioError: no photo can be cut so.
        """
        # One counting at a time: a cancelled one ends at its next photo.
        with self._lock:
            total = Counts()
            first_error: StudioError | None = None
            for index, record in enumerate(self._dataset.records):
                if is_cancelled():
                    raise Cancelled
                if index == len(self._facts):
                    self._facts.append(self._read(record))
                facts = self._facts[index]
                if facts is None:
                    total.unreadable += 1
                else:
                    try:
                        planned = plan(facts, cutting)
                    except StudioError as error:
                        # Too small to be cut so: left out, as `cut_dataset` does.
                        first_error = first_error or error
                        total.unreadable += 1
                        continue
                    total.add(count(planned, len(facts.boxes)))
                    total.partly += facts.has_unreadable_lines and facts.is_seen
                    total.unlabelled += facts.has_unreadable_lines and not facts.is_seen
            if first_error and not total.photos:
                raise first_error
            total.notes = tuple(label_notes([*self._problems, *dataset_problems(self._dataset)]))
            return total

    def usual_side(self) -> float | None:
        """Return how large the usual object of the photos counted is, in pixels; None without boxes."""
        return usual_side(box for facts in self._facts if facts for box in facts.boxes)

    def _read(self, record: ImageRecord) -> Facts | None:
        try:
            size_wh = self._dataset.image_size(record)
        except StudioError:
            return None
        labels = self._dataset.read(record)
        # Lines that can't be read are told by what they mean for the tiles.
        self._problems += [problem for problem in labels.problems if not problem.costs_boxes]
        return Facts.of(size_wh, labels, place_of(self._dataset, record))
