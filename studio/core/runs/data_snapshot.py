"""The seal of a dataset: what exactly a run learned from, so that two runs' data can be compared later."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.boxes.box import iou
from studio.core.boxes.matching import match_best_first
from studio.core.data.dataset import Dataset
from studio.core.data.photos import place_of
from studio.core.data.record import Box, ImageRecord
from studio.core.errors import FileMissing, StudioError
from studio.core.files import atomic_write, checksum
from studio.core.json_door import Number, Text, read_json
from studio.core.words import mark_n, tr, trn

SEAL = "data.json"
STORED = {"classes": [Text()], "splits": {str: {str: [(Text(), [Number()])]}}}
"""The shape of SEAL: of each image its hash, and then its boxes."""
MAX_SEAL = 1_000_000_000
"""Bytes; a hundred thousand images with two hundred boxes each."""
SAME_OBJECT_IOU = 0.3
"""Two boxes of one picture that overlap by more are the same object, moved."""
STILL = 0.5
"""Pixels: a side that differs by less did not move; labels are text with six digits."""


@dataclass(frozen=True, slots=True)
class SealedImage:
    """One image as it was: SHA-256 of its file, and its boxes as (class id, x1, y1, x2, y2) in pixels."""

    sha256: str
    boxes: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """All images and labels a run used.

    Attributes:
        class_names: in class-id order.
        splits: per split (`train`, `val`) its images by path, relative to the dataset where they lie in it.
    """

    class_names: tuple[str, ...]
    splits: dict[str, dict[str, SealedImage]] = field(default_factory=dict)

    def images(self) -> dict[str, SealedImage]:
        """Return all images of all splits by path."""
        return {path: image for split in self.splits.values() for path, image in split.items()}

    def splits_of(self, dataset: Dataset, records: Iterable[ImageRecord]) -> dict[Path, str]:
        """Return in which split images were, of those that were in one.

        An image that was renamed since is known by its content.
        """
        by_place = {path: name for name, images in self.splits.items() for path in images}
        by_content = {image.sha256: name for name, images in self.splits.items() for image in images.values()}
        found = {}
        for record in records:
            name = by_place.get(place_of(dataset, record))
            if name is None:
                with contextlib.suppress(OSError):
                    name = by_content.get(checksum(record.path))
            if name is not None:
                found[record.path] = name
        return found

    def digest(self) -> str:
        """Return one SHA-256 over everything: equal exactly when images, labels and splits are."""
        return hashlib.sha256(json.dumps(self.to_dict(), sort_keys=True).encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "classes": list(self.class_names),
            "splits": {
                name: {path: [image.sha256, *map(list, image.boxes)] for path, image in images.items()}
                for name, images in self.splits.items()
            },
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Seal:
        """Rebuild from `to_dict` data of the shape STORED.

        Raises:
            StudioError: an image has no hash, or a box not five numbers.
        """
        entries = [entry for images in data["splits"].values() for entry in images.values()]
        if not all(entry and isinstance(entry[0], str) and all(map(_is_box, entry[1:])) for entry in entries):
            raise StudioError(tr("The run's list of data can't be understood."), _untouched())
        return cls(
            tuple(data["classes"]),
            {
                name: {
                    path: SealedImage(entry[0], tuple(tuple(map(float, box)) for box in entry[1:]))
                    for path, entry in images.items()
                }
                for name, images in data["splits"].items()
            },
        )

    def save(self, run: Path) -> None:
        """Write `data.json` into a run folder, atomically."""
        atomic_write(run / SEAL, json.dumps(self.to_dict()) + "\n")

    @classmethod
    def load(cls, run: Path) -> Seal | None:
        """Return the seal of a run folder, or None for a run that has none.

        Raises:
            StudioError: there is one, but it is damaged.
        """
        try:
            stored = read_json(run / SEAL, STORED, most=MAX_SEAL, remedy=_untouched())
        except FileMissing:
            return None
        return cls.from_dict(stored)


def _is_box(entry: object) -> bool:
    return isinstance(entry, list) and len(entry) == 5


def _untouched() -> str:
    return tr("Its data can't be compared; the run itself is not touched by this.")


def seal(dataset: Dataset, splits: dict[str, Iterable[ImageRecord]]) -> Seal:
    """Read and hash every image and label of these splits, as they are now."""
    return Seal(
        tuple(dataset.class_names),
        {
            name: {place_of(dataset, record): _seal_image(dataset, record) for record in records}
            for name, records in splits.items()
        },
    )


def _seal_image(dataset: Dataset, record: ImageRecord) -> SealedImage:
    try:
        sha256 = checksum(record.path)
    except OSError as error:
        raise StudioError(
            tr("{image} can't be read: {reason}.", image=record.path, reason=error.strerror or error),
            tr("Check that it is still there, and start again."),
        ) from error
    return SealedImage(sha256, tuple(_row(box) for box in dataset.read(record).boxes))


def _row(box: Box) -> tuple[float, ...]:
    # All floats, as they come back from the file: 1 and 1.0 would be two digests.
    return (float(box.class_id), *(round(float(side), 3) for side in box.xyxy))


@dataclass(slots=True)
class Difference:
    """What differs between the data of two runs, counted."""

    images_added: int = 0
    images_removed: int = 0
    images_changed: int = 0
    images_to_other_split: int = 0
    boxes_added: int = 0
    boxes_removed: int = 0
    boxes_moved: int = 0
    classes_changed: int = 0
    names_changed: bool = False

    def __bool__(self) -> bool:
        """Say whether anything differs."""
        return self != Difference()

    def sentences(self) -> list[str]:
        """Return one sentence per kind of difference; one that says so when there is none."""
        counted = (
            (mark_n("{n} image added.", "{n} images added."), self.images_added),
            (mark_n("{n} image removed.", "{n} images removed."), self.images_removed),
            (mark_n("{n} image with other pixels.", "{n} images with other pixels."), self.images_changed),
            (
                mark_n("{n} image between train and validation.", "{n} images between train and validation."),
                self.images_to_other_split,
            ),
            (mark_n("{n} box added.", "{n} boxes added."), self.boxes_added),
            (mark_n("{n} box removed.", "{n} boxes removed."), self.boxes_removed),
            (mark_n("{n} box moved.", "{n} boxes moved."), self.boxes_moved),
            (mark_n("{n} class changed.", "{n} classes changed."), self.classes_changed),
        )
        sentences = [trn(*texts, count) for texts, count in counted if count]
        if self.names_changed:
            sentences.append(tr("The class names differ."))
        return sentences or [tr("The data are the same.")]


def compare(before: Seal, after: Seal) -> Difference:
    """Count what changed from one run's data to another's; a renamed image is found by its content."""
    difference = Difference(names_changed=before.class_names != after.class_names)
    old, new = before.images(), after.images()
    old_split = {path: name for name, images in before.splits.items() for path in images}
    new_split = {path: name for name, images in after.splits.items() for path in images}
    pairs = [(path, path) for path in old.keys() & new.keys()]
    by_content = {image.sha256: path for path, image in new.items() if path not in old}
    removed = []
    for path in old.keys() - new.keys():
        twin = by_content.pop(old[path].sha256, None)
        if twin is None:
            removed.append(path)
        else:
            pairs.append((path, twin))
    difference.images_removed = len(removed)
    difference.images_added = len(new) - len(pairs)
    for old_path, new_path in pairs:
        difference.images_changed += old[old_path].sha256 != new[new_path].sha256
        difference.images_to_other_split += old_split[old_path] != new_split[new_path]
        _compare_boxes(old[old_path].boxes, new[new_path].boxes, difference)
    return difference


def told_differences(first: Path, others: Sequence[Path]) -> list[list[str]]:
    """Return for each of other runs in sentences how its data differ from those of the first.

    One without a seal, or with a damaged one, gets a sentence that says so.
    """
    try:
        before = _require(first)
    except StudioError as problem:
        return [[problem.cause] for _ in others]
    told = []
    for run in others:
        try:
            told.append(compare(before, _require(run)).sentences())
        except StudioError as problem:
            told.append([problem.cause])
    return told


def _require(run: Path) -> Seal:
    sealed = Seal.load(run)
    if sealed is None:
        raise StudioError(tr("{run} has no list of its data to compare.", run=run.name))
    return sealed


def _compare_boxes(
    before: tuple[tuple[float, ...], ...], after: tuple[tuple[float, ...], ...], difference: Difference
) -> None:
    """Count what became of one picture's boxes: best overlaps are paired first."""
    if before == after:
        return
    old = np.array(before, np.float64).reshape(-1, 5)
    new = np.array(after, np.float64).reshape(-1, 5)
    paired = 0
    if len(old) and len(new):
        overlaps = iou(old[:, 1:], new[:, 1:])
        # The same class is preferred between equal overlaps: two boxes may lie on each other.
        overlaps = overlaps + 1e-6 * (old[:, None, 0] == new[None, :, 0])
        for i, j in match_best_first(overlaps, SAME_OBJECT_IOU):
            paired += 1
            difference.classes_changed += int(old[i, 0] != new[j, 0])
            difference.boxes_moved += int(np.abs(old[i, 1:] - new[j, 1:]).max() > STILL)
    difference.boxes_removed += len(old) - paired
    difference.boxes_added += len(new) - paired
