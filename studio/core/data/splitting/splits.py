"""Which images are trained on and which measured on: declared splits, or a seeded one that doesn't leak."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.data.dataset import Dataset
from studio.core.data.photos import (
    class_boxes,
    guessed_photos,
    leak_free_groups,
    source_photos,
)
from studio.core.data.record import ImageRecord
from studio.core.data.splitting.drawing import hold_out
from studio.core.data.splitting.leaks import leak_warnings
from studio.core.errors import StudioError
from studio.core.words import mark, tr

NEARLY_ALL = 0.95
"""Of a class's boxes: with more of them in one photo the others are no sample of it."""
_UNMEASURED = mark(
    "The val images have no boxes, so nothing can be measured: mAP stays 0, and the last epoch's weights are"
    " kept as the best."
)


@dataclass(slots=True)
class Split:
    """The images to train on and those held out to measure, and what to know about them.

    `warnings` are those of the notes that make the scores doubtful.
    """

    train: list[ImageRecord]
    val: list[ImageRecord]
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def training_split(
    dataset: Dataset,
    *,
    val_fraction: float = 0.2,
    seed: int = 0,
    before: Mapping[Path, str] | None = None,
) -> Split:
    """Return the declared split, else a seeded one that keeps the tiles of one photo on one side.

    Names alone aren't believed to be those of tiles when whole photos could only leave a class on one side.
    What `usable_records` leaves out is in neither.

    Args:
        before: in which split (`train`, `val`) images were when a run began, which takes the seed's place.

    Raises:
        StudioError: nothing is labelled, or too little to hold anything out.
    """
    notes: list[str] = []
    declared = dataset.splits.get("train", dataset.records if not dataset.splits else [])
    train = usable_records(dataset, declared, notes)
    val = usable_records(dataset, dataset.splits.get("val", []), notes)
    if not declared and not dataset.splits.get("val"):
        raise StudioError(
            tr(
                "{name} declares neither train nor val images, only {others}.",
                name=dataset.name,
                others=", ".join(dataset.splits),
            ),
            tr("Declare images to train on, or use the split {name}.", name=next(iter(dataset.splits))),
        )
    if not any(dataset.state(record) == "labelled" for record in train or val):
        dataset.check_labels_are_read()
        raise StudioError(
            tr("{name} has no labelled images to train on.", name=dataset.name),
            tr("Draw boxes on some images first."),
        )
    warnings = []
    if not train:
        told = (
            tr("None of the train images can be used, so the val images were split instead.")
            if declared
            else tr("No train images are declared, so the val images were split instead.")
        )
        warnings.append(told)
        train, val = val, []
    elif not val and dataset.splits.get("val"):
        warnings.append(tr("None of the val images can be used, so train images are held out instead."))
    if not val and before:
        train, val = _as_before(dataset, train, before)
    apart: Collection[Path] = ()
    if not val:
        train, val, apart = _seeded(dataset, train, val_fraction, seed, notes)
    warnings += [*leak_warnings(dataset, train, val, apart), *_class_warnings(dataset, train, val)]
    return Split(train, val, notes + warnings, warnings)


def validation_records(
    dataset: Dataset,
    split: str = "val",
    *,
    val_fraction: float = 0.2,
    seed: int = 0,
    before: Mapping[Path, str] | None = None,
    tell: Callable[[str], None] = lambda sentence: None,
) -> list[ImageRecord]:
    """Return the images to measure a model on: of `val`, those that a training measures each epoch on.

    Args:
        split: `val` or `train`, declared or not; another one that is declared; or `all` images.
        val_fraction, seed, before: as for `training_split`.
        tell: told which images are left out, and what makes scores doubtful.

    Raises:
        StudioError: there is no such split, or no image of it can be used.
    """
    notes: list[str] = []
    declared = dataset.records if split == "all" else dataset.splits.get(split, [])
    if split in ("train", "val"):
        # Declared images are all measured on, also where a training splits them to have some to learn, or
        # can't because the other side has nothing.
        records = usable_records(dataset, declared, notes)
        try:
            made = training_split(dataset, val_fraction=val_fraction, seed=seed, before=before)
            records = records or (made.val if split == "val" else made.train)
            of_val = {tr(_UNMEASURED)} if split == "train" else set()
            notes = (
                [*notes, *(note for note in made.warnings if note not in of_val)] if declared else made.notes
            )
        except StudioError:
            # A single photo can't be held out from others, and is one to measure on all the same.
            alone = usable_records(dataset, dataset.records, notes) if not dataset.splits else []
            records = records or (alone if len(alone) == 1 and split == "val" else [])
            if not records:
                raise
    elif declared:
        records = usable_records(dataset, declared, notes)
    else:
        raise StudioError(
            tr("The dataset {data} has no split called {split}.", data=dataset.name, split=split),
            tr("Use one of {names}.", names=", ".join([*(dataset.splits or ("train", "val")), "all"])),
        )
    for note in notes:
        tell(note)
    if not records:
        raise StudioError(
            tr("The split {split} of {data} has no labelled image.", split=split, data=dataset.name),
            tr("Label some images first, or choose another split."),
        )
    if not any(dataset.class_ids(record) for record in records) and tr(_UNMEASURED) not in notes:
        tell(tr("The images of {split} have no boxes, so nothing can be measured.", split=split))
    return records


def check_classes(model: Sequence[str], data: Sequence[str]) -> list[str]:
    """Return the classes that a dataset has behind those of a model; their boxes are nobody's.

    Raises:
        StudioError: a class of the model is missing in the dataset, or is another one there.
    """
    pairs = itertools.zip_longest(model, data[: len(model)])
    first = next((number for number, pair in enumerate(pairs) if pair[0] != pair[1]), None)
    if first is not None:
        raise StudioError(
            tr(
                "The classes differ: number {number} is “{model}” in the model and {data} in the dataset.",
                number=first,
                model=model[first],
                data=f"“{data[first]}”" if first < len(data) else tr("missing"),
            ),
            tr("Use a dataset with the same classes in the same order."),
        )
    return list(data[len(model) :])


def usable_records(dataset: Dataset, records: Iterable[ImageRecord], notes: list[str]) -> list[ImageRecord]:
    """Return the images that can be learned from and measured on; `notes` gets what is left out.

    Left out are images without a label file (nobody said what is in them), those of whose labels not one
    line can be read (no proof that nothing is there), and those whose size can't be read.
    """
    seen, unseen, unreadable = [], 0, 0
    for record in records:
        state = dataset.state(record)
        if state == "unseen":
            unseen += 1
        elif state == "empty" and dataset.read_lines(record).has_unreadable_lines:
            unreadable += 1
        else:
            try:
                dataset.image_size(record)
                seen.append(record)
            except StudioError as error:
                notes.append(tr("Left out: {cause}", cause=error.cause))
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
    held_out, _ = hold_out(groups, boxes, fraction, seed)
    lonely = _lonely_classes(groups, boxes)
    apart = _doubtful_tiles(dataset, groups, lonely)
    if apart:
        single = leak_free_groups(dataset, records, apart=apart)
        again, one_sided = hold_out(single, boxes, fraction, seed)
        # Of a class on one image alone nothing is gained.
        held_out, apart = (again, apart) if lonely.keys() - one_sided else (held_out, {})
    if not held_out:
        held_out, _ = hold_out([[record] for record in records], boxes, fraction, seed)
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


def _lonely_classes(
    groups: Sequence[Sequence[ImageRecord]], boxes: Mapping[Path, Counter[int]]
) -> dict[int, int]:
    """Return the classes that whole groups can't bring to both sides, with the index of the group of each.

    A few boxes elsewhere, which may be mistakes, are nothing to learn from or to measure on.
    """
    found: dict[int, Counter[int]] = {}
    for index, group in enumerate(groups):
        for record in group:
            for class_id, count in boxes[record.path].items():
                found.setdefault(class_id, Counter())[index] += count
    most = {class_id: counts.most_common(1)[0] for class_id, counts in found.items()}
    return {
        class_id: index
        for class_id, (index, count) in most.items()
        if count > NEARLY_ALL * found[class_id].total()
    }


def _doubtful_tiles(
    dataset: Dataset,
    groups: Sequence[Sequence[ImageRecord]],
    lonely: Mapping[int, int],
) -> dict[Path, str]:
    """Return the images that only by their names are tiles of a photo which nearly alone has a class.

    cat_1 and cat_2 may be two photos, named by what is on them; each image comes with its key if so.
    """
    guessed = guessed_photos(dataset)
    return {
        record.path: guessed[record.path]
        for index in sorted(set(lonely.values()))
        for record in groups[index]
        if record.path in guessed
    }


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


def _class_warnings(dataset: Dataset, train: Sequence[ImageRecord], val: Sequence[ImageRecord]) -> list[str]:
    """Return what can't be learned or can't be measured, because the boxes of a class lie on one side."""
    keys = source_photos(dataset)
    photos: dict[int, set[str]] = defaultdict(set)
    sides: dict[int, set[str]] = defaultdict(set)
    for side, records in (("train", train), ("val", val)):
        for record in records:
            for class_id in dataset.class_ids(record):
                photos[class_id].add(keys[record.path])
                sides[class_id].add(side)
    if not any("val" in found for found in sides.values()):
        return [tr(_UNMEASURED)]

    def told(sentence: str, class_ids: Iterable[int]) -> list[str]:
        names = [dataset.class_names[class_id] for class_id in sorted(class_ids)]
        return [tr(sentence, names=", ".join(names))] if names else []

    lonely = {class_id for class_id, found in photos.items() if len(found) == 1 and len(sides[class_id]) == 1}
    return [
        *told(
            mark(
                "Boxes of these classes are in one photo only, to learn from or measure on, not both:"
                " {names}."
            ),
            lonely,
        ),
        *told(
            mark(
                "No val image has boxes of these classes, so how well they are found is not measured:"
                " {names}."
            ),
            {class_id for class_id, found in sides.items() if found == {"train"}} - lonely,
        ),
        *told(
            mark("No train image has boxes of these classes, so they can't be learned: {names}."),
            {class_id for class_id, found in sides.items() if found == {"val"}} - lonely,
        ),
    ]
