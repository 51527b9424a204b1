"""Scoring: any model that can be run, measured on a split of a dataset."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

from studio.core.data.dataset import Dataset
from studio.core.data.record import ImageRecord
from studio.core.data.splits import training_split
from studio.core.errors import StudioError
from studio.core.evaluation.examine import EVALUATION, Examined, examine
from studio.core.runs import folder as runs
from studio.core.runs.data_snapshot import Seal
from studio.core.runtime.detector import load_detector
from studio.core.runtime.threads import Threads
from studio.core.words import tr, trn


def evaluate_model(
    model: Path,
    dataset: Dataset,
    *,
    split: str = "val",
    imgsz: int | None = None,
    threads: Threads = None,
    say: Callable[[str], None] = lambda sentence: None,
    progress: Callable[[int, int], None] | None = None,
) -> Examined:
    """Run a run folder, checkpoint or exported file over the labelled images of a split, and compare.

    Args:
        split: one the dataset declares, or `all`; a dataset without splits is split as the model's run did,
            or else as training does.
        say: told about images that are left out, and of those to measure on that were trained on.

    Raises:
        StudioError: not a model, other classes than the dataset's, or no labelled image in the split.
    """
    sealed = _seal_of(model)
    records = _usable(dataset, _records(dataset, split, sealed, say), say)
    if not records:
        raise StudioError(
            tr("The split {split} of {data} has no labelled image.", split=split, data=dataset.name),
            tr("Label some images first, or choose another --split."),
        )
    detector = load_detector(model, imgsz=imgsz, threads=threads)
    try:
        _check_classes(detector.spec.class_names, dataset.class_names)
        detector.thresholds = EVALUATION
        return examine(detector, dataset, records, say=say, progress=progress)
    finally:
        detector.close()


def _check_classes(model: Sequence[str], data: Sequence[str]) -> None:
    """Refuse a dataset of other classes, naming the first that differs; raises StudioError."""
    pairs = itertools.zip_longest(model, data)
    first = next((number for number, pair in enumerate(pairs) if pair[0] != pair[1]), None)
    if first is not None:
        raise StudioError(
            tr(
                "The classes differ: number {number} is {model} in the model and {data} in the dataset.",
                number=first,
                model=f"“{model[first]}”" if first < len(model) else tr("missing"),
                data=f"“{data[first]}”" if first < len(data) else tr("missing"),
            ),
            tr("Use a dataset with the same classes in the same order."),
        )


def _seal_of(model: Path) -> Seal | None:
    """Return what the run that a model lies in was trained on: RUN, RUN/best.pt or RUN/export/best.onnx."""
    path = model.resolve()
    for folder in (path, *path.parents[:2]):
        if (folder / runs.CONFIG).is_file():
            with contextlib.suppress(StudioError):
                return Seal.load(folder)
    return None


def _records(
    dataset: Dataset, split: str, sealed: Seal | None, say: Callable[[str], None]
) -> list[ImageRecord]:
    if split == "all":
        return dataset.records
    if split in dataset.splits:
        records = dataset.splits[split]
        if split == "val":
            for warning in training_split(dataset).warnings:
                say(warning)
        trained = list(sealed.splits_of(dataset, records).values()).count("train") if sealed else 0
        if split != "train" and trained:
            say(tr("Images among these that the model was trained on: {n}; its scores flatter.", n=trained))
        return records
    if dataset.splits or split not in ("train", "val"):
        raise StudioError(
            tr("The dataset {data} has no split called {split}.", data=dataset.name, split=split),
            tr("Use one of {names}.", names=", ".join([*(dataset.splits or ("train", "val")), "all"])),
        )
    made = training_split(dataset, before=sealed.splits_of(dataset, dataset.records) if sealed else None)
    for note in made.notes:
        say(note)
    return made.val if split == "val" else made.train


def _usable(dataset: Dataset, records: list[ImageRecord], say: Callable[[str], None]) -> list[ImageRecord]:
    """Leave out images nobody has labelled, and those that can't be read."""
    kept = []
    for record in records:
        if dataset.state(record) == "unseen":
            continue
        try:
            dataset.image_size(record)
            kept.append(record)
        except StudioError as error:
            say(tr("Left out: {cause}", cause=error.cause))
    for note in dataset.depth_notes():
        say(note)
    if unseen := sum(dataset.state(record) == "unseen" for record in records):
        one = "{n} image without a label file was left out."
        say(trn(one, "{n} images without label files were left out.", unseen))
    return kept
