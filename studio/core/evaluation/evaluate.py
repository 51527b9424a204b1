"""Scoring: any model that can be run, measured on a split of a dataset."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from studio.core.data.dataset import Dataset
from studio.core.data.notes import data_notes
from studio.core.data.record import ImageRecord
from studio.core.data.splitting.splits import check_classes, validation_records
from studio.core.errors import StudioError
from studio.core.evaluation.examine import EVALUATION, Examined, examine
from studio.core.files import real_path
from studio.core.runs import folder as runs
from studio.core.runs.data_snapshot import Seal
from studio.core.runtime.detector import OwnTiling, load_detector
from studio.core.runtime.threads import Threads
from studio.core.tiling.tiling import Tiling
from studio.core.weights.given import NOTHING, Given
from studio.core.words import tr


def evaluate_model(
    model: Path,
    dataset: Dataset,
    *,
    split: str = "val",
    imgsz: int | None = None,
    threads: Threads = None,
    given: Given = NOTHING,
    tiling: Tiling | OwnTiling | None = "own",
    say: Callable[[str], None] = lambda sentence: None,
    progress: Callable[[int, int], None] | None = None,
) -> Examined:
    """Run a run folder, checkpoint or exported file over the labelled images of a split, and compare.

    Args:
        split: as for `validation_records`; what isn't declared is split as the model's run did, or else as
            training does.
        given: what a checkpoint doesn't say itself.
        tiling: as for `load_detector`. What the model finds in the same pictures untiled is put beside it.
        say: told about images that are left out, and of those to measure on that were trained on.

    Raises:
        StudioError: not a model, other classes than the dataset's, or no labelled image in the split.
    """
    records = measured_records(model, dataset, split, say)
    for note in [*data_notes(dataset, records), *dataset.depth_notes()]:
        say(note)
    detector = load_detector(model, imgsz=imgsz, threads=threads, given=given, tiling=tiling)
    try:
        if added := check_classes(detector.spec.class_names, dataset.class_names):
            say(
                tr(
                    "Boxes of classes that the model does not know are not counted: {names}.",
                    names=", ".join(added),
                )
            )
        detector.thresholds = EVALUATION
        if detector.tiling is None:
            return examine(detector, dataset, records, say=say, progress=progress)
        # Before anything is timed: engines plan in their first runs.
        detector.warm_up()
        parts = _half(progress, 0), _half(progress, 1)
        tiled = examine(detector, dataset, records, say=say, progress=parts[0])
        detector.tiling = None
        whole = examine(detector, dataset, records, say=lambda _: None, progress=parts[1])
        return replace(tiled, untiled=whole)
    finally:
        detector.close()


def _half(progress: Callable[[int, int], None] | None, done: int) -> Callable[[int, int], None] | None:
    """Return what tells the progress of the first (0) or second (1) of two passes."""
    return progress and (lambda count, of: progress(done * of + count, 2 * of))


def measured_records(
    model: Path | None, dataset: Dataset, split: str, say: Callable[[str], None]
) -> list[ImageRecord]:
    """Return the images of a split that a model is measured on.

    Args:
        split, say: as for `evaluate_model`.

    Raises:
        StudioError: there is no such split, or no labelled image in it.
    """
    sealed = _seal_of(model) if model is not None else None
    before = sealed.splits_of(dataset, dataset.splits.get(split) or dataset.records) if sealed else {}
    records = validation_records(dataset, split, before=before, tell=say)
    trained = sum(before.get(record.path) == "train" for record in records)
    if split not in ("train", "all") and trained:
        say(tr("Images among these that the model was trained on: {n}; its scores flatter.", n=trained))
    return records


def trained_on(model: Path, dataset: Dataset, examined: Examined) -> int | None:
    """Return on how many of the images it was measured on a model was trained; None where nobody knows."""
    sealed = _seal_of(model)
    if sealed is None:
        return None
    before = sealed.splits_of(dataset, dataset.records)
    return sum(before.get(outcome.path) == "train" for outcome in examined.outcomes)


def _seal_of(model: Path) -> Seal | None:
    """Return what the run that a model lies in was trained on: RUN, RUN/best.pt or RUN/export/best.onnx."""
    path = real_path(model)
    for folder in (path, *path.parents[:2]):
        if (folder / runs.CONFIG).is_file():
            with contextlib.suppress(StudioError):
                return Seal.load(folder)
    return None
