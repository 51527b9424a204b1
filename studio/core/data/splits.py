"""Which images are trained on and which are held out: declared splits, or a seeded one that doesn't leak."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.data.dataset import Dataset
from studio.core.data.photos import (
    class_boxes,
    guessed_photos,
    leak_free_groups,
    same_content,
    source_photos,
)
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

    Names alone aren't believed to be those of tiles when whole photos could only leave a class on one side.
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
    apart: Collection[Path] = ()
    if not val:
        train, val, apart = _seeded(dataset, train, val_fraction, seed, notes)
    warnings = _leak_warnings(dataset, train, val, apart)
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
        elif state == "empty" and dataset.read_lines(record).has_unreadable_lines:
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
) -> tuple[list[ImageRecord], list[ImageRecord], Collection[Path]]:
    """Return the two sides, whole groups of images each, and the images whose names were not believed."""
    if len(records) < 2:
        raise StudioError(
            tr("One image is not enough to train on one part and measure on another."),
            tr("Label at least two images."),
        )
    boxes = {record.path: class_boxes(dataset, [record]) for record in records}
    groups = leak_free_groups(dataset, records)
    held_out, _ = _draw(groups, boxes, fraction, seed)
    lonely = _lonely_classes(groups, boxes)
    apart = _doubtful_tiles(dataset, groups, boxes, lonely)
    if apart:
        single = leak_free_groups(dataset, records, apart=apart)
        again, one_sided = _draw(single, boxes, fraction, seed)
        # Of a class on one image alone nothing is gained.
        held_out, apart = (again, apart) if lonely - one_sided else (held_out, {})
    if not held_out:
        held_out, _ = _draw([[record] for record in records], boxes, fraction, seed)
        notes.append(
            tr("All images come from one photo, so its tiles are on both sides and the scores will flatter.")
        )
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
    return train, val, apart


def _lonely_classes(groups: Sequence[Sequence[ImageRecord]], boxes: Mapping[Path, Counter[int]]) -> set[int]:
    """Return the classes that only one group has, so that whole groups can't bring them to both sides."""
    found = Counter(
        class_id for group in groups for class_id in {key for record in group for key in boxes[record.path]}
    )
    return {class_id for class_id, count in found.items() if count == 1}


def _doubtful_tiles(
    dataset: Dataset,
    groups: Sequence[Sequence[ImageRecord]],
    boxes: Mapping[Path, Counter[int]],
    lonely: set[int],
) -> dict[Path, str]:
    """Return the images that only by their names are tiles of a photo which alone has one of the classes.

    cat_1 and cat_2 may be two photos, named by what is on them; each image comes with its key if so.
    """
    guessed = guessed_photos(dataset)
    return {
        record.path: guessed[record.path]
        for group in groups
        if any(boxes[record.path].keys() & lonely for record in group)
        for record in group
        if record.path in guessed
    }


def _draw(
    groups: Sequence[Sequence[ImageRecord]], boxes: Mapping[Path, Counter[int]], fraction: float, seed: int
) -> tuple[set[Path], set[int]]:
    """Hold out whole groups: of many seeded draws, the one nearest the fraction in images and classes.

    Return the images held out (none of a single group), and the classes that are on one side only.
    """
    classes = [sum((boxes[record.path] for record in group), Counter[int]()) for group in groups]
    total = sum(classes, Counter[int]())
    if len(groups) < 2:
        return set(), set(total)
    images = sum(map(len, groups))
    target = min(max(fraction * images, 1), images - 1)
    generator = random.Random(seed)
    best: tuple[float, set[int], set[int]] | None = None
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
        one_sided = {class_id for class_id in total if held[class_id] in (0, total[class_id])}
        shares = [abs(held[class_id] / total[class_id] - fraction) for class_id in total]
        score = len(one_sided) + abs(count - target) / images + sum(shares) / max(len(shares), 1)
        if best is None or score < best[0]:
            best = score, chosen, one_sided
    assert best is not None
    return {record.path for index in best[1] for record in groups[index]}, best[2]


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


def _leak_warnings(
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
    if photos:
        notes.append(
            tr(
                "Photos with tiles in both train and val: {count}; scores on val will flatter.",
                count=len(photos),
            )
        )
    return notes
