"""Which images are trained on and which are held out: declared splits, or a seeded one that doesn't leak."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.data.dataset import Dataset
from studio.core.data.photos import class_boxes, leak_free_groups, same_content, source_photos
from studio.core.data.record import ImageRecord
from studio.core.errors import StudioError
from studio.core.words import tr

_TRIALS = 60


@dataclass(slots=True)
class Split:
    """The images to train on and those held out to measure, and what to know about them.

    `warnings` are those of the notes that make the scores doubtful.
    """

    train: list[ImageRecord]
    val: list[ImageRecord]
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Leaks:
    """What train and val share: the same file, copies of one picture, tiles of one photo (by its key)."""

    files: list[ImageRecord]
    copies: list[tuple[ImageRecord, ImageRecord]]
    photos: dict[str, list[ImageRecord]]


def training_split(
    dataset: Dataset,
    *,
    val_fraction: float = 0.2,
    seed: int = 0,
    before: Mapping[Path, str] | None = None,
) -> Split:
    """Return the declared split, else a seeded one that keeps the tiles of one photo on one side.

    Unseen images (no label file) are left out: nobody said what is in them.

    Args:
        before: in which split (`train`, `val`) images were when a run began, which takes the seed's place.

    Raises:
        StudioError: nothing is labelled, or too little to hold anything out.
    """
    notes: list[str] = []
    train = _usable(
        dataset, dataset.splits.get("train", dataset.records if not dataset.splits else []), notes
    )
    val = _usable(dataset, dataset.splits.get("val", []), notes)
    if not any(dataset.state(record) == "labelled" for record in train or val):
        raise StudioError(
            tr("{name} has no labelled images to train on.", name=dataset.name),
            tr("Draw boxes on some images first."),
        )
    if not train:
        notes.append(tr("No train images are declared, so the val images were split instead."))
        train, val = val, []
    if not val and before:
        train, val = _as_before(dataset, train, before)
    if not val:
        train, val = _seeded(dataset, train, val_fraction, seed, notes)
    warnings = _leak_warnings(dataset, train, val)
    return Split(train, val, notes + warnings, warnings)


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


def _usable(dataset: Dataset, records: Sequence[ImageRecord], notes: list[str]) -> list[ImageRecord]:
    """Leave out unseen images, and those of whose labels not one line can be read (no proof of absence)."""
    seen, unseen, unreadable = [], 0, 0
    for record in records:
        state = dataset.state(record)
        if state == "unseen":
            unseen += 1
        elif state == "empty" and dataset.has_unreadable_lines(record):
            unreadable += 1
        else:
            seen.append(record)
    if unseen:
        notes.append(tr("Images left out because they have no label file: {count}.", count=unseen))
    if unreadable:
        notes.append(
            tr("Images left out because no line of their labels can be read: {count}.", count=unreadable)
        )
    return seen


def _seeded(
    dataset: Dataset, records: list[ImageRecord], fraction: float, seed: int, notes: list[str]
) -> tuple[list[ImageRecord], list[ImageRecord]]:
    """Hold out whole groups: of many seeded draws, the one nearest the fraction in images and classes."""
    if len(records) < 2:
        raise StudioError(
            tr("One image is not enough to train on one part and measure on another."),
            tr("Label at least two images."),
        )
    groups = leak_free_groups(dataset, records)
    if len(groups) < 2:
        groups = [[record] for record in records]
        notes.append(
            tr("All images come from one photo, so its tiles are on both sides and the scores will flatter.")
        )
    classes = [class_boxes(dataset, group) for group in groups]
    total = sum(classes, Counter[int]())
    target = min(max(fraction * len(records), 1), len(records) - 1)
    generator = random.Random(seed)
    best: tuple[float, set[int]] | None = None
    for _ in range(_TRIALS):
        order = list(range(len(groups)))
        generator.shuffle(order)
        chosen: set[int] = set()
        count = 0
        for index in order:
            size = len(groups[index])
            if abs(count + size - target) < abs(count - target) and len(chosen) < len(groups) - 1:
                chosen.add(index)
                count += size
        if not chosen:
            chosen, count = {order[0]}, len(groups[order[0]])
        held = sum((classes[index] for index in chosen), Counter[int]())
        lost = sum(not held[class_id] or held[class_id] == total[class_id] for class_id in total)
        shares = [abs(held[class_id] / total[class_id] - fraction) for class_id in total]
        score = lost + abs(count - target) / len(records) + sum(shares) / max(len(shares), 1)
        if best is None or score < best[0]:
            best = score, chosen
    assert best is not None
    held_out = {record.path for index in best[1] for record in groups[index]}
    train = [record for record in records if record.path not in held_out]
    val = [record for record in records if record.path in held_out]
    notes.append(
        tr(
            "{val} of {count} images are held out to measure on, whole photos at a time (seed {seed}).",
            val=len(val),
            count=len(records),
            seed=seed,
        )
    )
    return train, val


def _as_before(
    dataset: Dataset, records: list[ImageRecord], before: Mapping[Path, str]
) -> tuple[list[ImageRecord], list[ImageRecord]]:
    """Leave images where they were; new ones are trained on, but for those of a photo that is held out."""
    held_out = set()
    for group in leak_free_groups(dataset, records):
        known = {before[record.path] for record in group if record.path in before}
        of_new = "val" if known == {"val"} else "train"
        held_out |= {record.path for record in group if before.get(record.path, of_new) == "val"}
    train = [record for record in records if record.path not in held_out]
    val = [record for record in records if record.path in held_out]
    return (train, val) if train and val else (records, [])


def _leak_warnings(dataset: Dataset, train: list[ImageRecord], val: list[ImageRecord]) -> list[str]:
    leaks = find_leaks(dataset, train, val)
    notes = []
    if leaks.files:
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
    if leaks.photos:
        notes.append(
            tr(
                "Photos with tiles in both train and val: {count}; scores on val will flatter.",
                count=len(leaks.photos),
            )
        )
    return notes
