"""What two sides of a split share, so that scores on one flatter a model that was trained on the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.data.dataset import Dataset
from studio.core.data.photos import same_content, source_photos
from studio.core.data.record import ImageRecord
from studio.core.words import tr

MARGIN = "margin"
"""The split of images that lie between train and val, and are in neither."""


@dataclass(frozen=True, slots=True)
class Leaks:
    """What train and val share: the same file, copies of one picture, tiles of one photo (by its key)."""

    files: list[ImageRecord]
    copies: list[tuple[ImageRecord, ImageRecord]]
    photos: dict[str, list[ImageRecord]]


def find_leaks(dataset: Dataset, train: Sequence[ImageRecord], val: Sequence[ImageRecord]) -> Leaks:
    """Return what train and val share, so that scores on val would flatter."""
    in_train, in_val = {record.path for record in train}, {record.path for record in val}
    files = [record for record in val if record.path in in_train]
    shared = in_train & in_val
    copies = []
    for group in same_content({record.path: record for record in (*train, *val)}.values()):
        trained = [record for record in group if record.path in in_train]
        held_out = [record for record in group if record.path in in_val - shared]
        copies += [(record, trained[0]) for record in held_out if trained]
    keys = source_photos(dataset)
    copied = {record.path for record, _ in copies}
    trained_photos = {keys[path] for path in in_train}
    photos: dict[str, list[ImageRecord]] = {}
    for record in val:
        if record.path not in shared | copied and keys[record.path] in trained_photos:
            photos.setdefault(keys[record.path], []).append(record)
    return Leaks(files, copies, photos)


def told_of_blocks(photos: int) -> str:
    """Return what a score on blocks of so many photos is worth."""
    return tr(
        "Val is a part of photos that are trained on, too ({count}), with a margin between: it says"
        " nothing of other photos.",
        count=photos,
    )


def leak_warnings(
    dataset: Dataset, train: list[ImageRecord], val: list[ImageRecord], apart: Collection[Path]
) -> list[str]:
    """Return what makes the scores doubtful; of the images split `apart` their names alone say tiles."""
    leaks = find_leaks(dataset, train, val)
    photos = [
        key for key, records in leaks.photos.items() if {record.path for record in records}.difference(apart)
    ]
    notes = []
    if apart:
        notes.append(
            tr(
                "Names such as {name} look like tiles of one photo, but whole photos would leave a class on"
                " one side only, so {count} images were split as photos of their own; if they are tiles,"
                " scores on val will flatter.",
                name=min(path.name for path in apart),
                count=len(apart),
            )
        )
    if leaks.files and len(leaks.files) == len(val):
        notes.append(
            tr(
                "All {count} val images are trained on as well: a score on them tells what was learnt by"
                " heart, and nothing of other photos. Split the dataset (studio split).",
                count=len(val),
            )
        )
    elif leaks.files:
        notes.append(
            tr(
                "Images in both train and val: {count}; scores on val will flatter.",
                count=len(leaks.files),
            )
        )
    if leaks.copies:
        notes.append(
            tr(
                "Val images that are copies of train images: {count}; scores on val will flatter.",
                count=len(leaks.copies),
            )
        )
    if photos and MARGIN in dataset.splits:
        notes.append(told_of_blocks(len(photos)))
    elif photos:
        notes.append(
            tr(
                "Photos with tiles in both train and val: {count}; scores on val will flatter.",
                count=len(photos),
            )
        )
    return notes
