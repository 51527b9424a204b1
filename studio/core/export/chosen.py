"""Which pictures a file and its checkpoint are compared on, and what is truly in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from studio.core.data.dataset import Dataset
from studio.core.data.notes import data_notes
from studio.core.data.record import ImageRecord
from studio.core.data.splitting.splits import check_classes
from studio.core.errors import StudioError
from studio.core.evaluation.evaluate import measured_records
from studio.core.export.tally import Truth
from studio.core.words import tr


@dataclass(frozen=True, slots=True)
class ChosenImages:
    """The pictures to compare on.

    Attributes:
        notes: sentences on how they were chosen, and what can't be measured on them.
        truth: gives what is labelled in one of them; None when nobody said.
    """

    paths: list[Path]
    notes: list[str] = field(default_factory=list)
    truth: Callable[[Path], Truth] | None = None


def choose_images(
    dataset: Dataset,
    count: int | None = None,
    *,
    model: Path | None = None,
    class_names: Sequence[str] | None = None,
) -> ChosenImages:
    """Return the pictures of the validation split, or up to `count` of them, spread evenly over it.

    Comparing needs no labels: a dataset that can't be split gives any of its pictures, on which no mAP can
    be measured.

    Args:
        model: whose own split is taken where the dataset declares none, as `studio evaluate` does.
        class_names: of the model; where the dataset has others, no mAP is measured. None asks nothing.

    Raises:
        StudioError: the dataset has no picture.
    """
    records, notes, held_out = _records(dataset, model)
    if not records or (count is not None and count < 1):
        raise StudioError(
            tr("There is no image in {source} to compare on.", source=dataset.source),
            tr("Give a dataset with images, and one image or more."),
        )
    count = len(records) if count is None else min(count, len(records))
    places = np.linspace(0, len(records) - 1, count).round().astype(int)
    chosen = [records[place] for place in dict.fromkeys(places.tolist())]
    counts = {"count": len(chosen), "total": len(records), "name": dataset.name}
    note = (
        tr("{count} of {total} validation images of {name} were compared.", **counts)
        if held_out
        else tr("{count} of {total} images of {name} were compared.", **counts)
    )
    notes = [note, *notes, *data_notes(dataset, records)]
    truth = None
    if held_out:
        try:
            check_classes(class_names or [], dataset.class_names)
            truth = _truth_of(dataset, chosen, len(class_names or dataset.class_names))
        except StudioError as problem:
            notes.append(_unmeasured(problem))
    return ChosenImages([record.path for record in chosen], notes, truth)


def _unmeasured(problem: StudioError) -> str:
    return tr("No mAP was measured: {cause}", cause=problem.cause)


def _records(dataset: Dataset, model: Path | None) -> tuple[list[ImageRecord], list[str], bool]:
    """Return the records to choose from, what is to be said of them, and whether they are held out."""
    notes: list[str] = []
    try:
        return measured_records(model, dataset, "val", notes.append), notes, True
    except StudioError as problem:
        return dataset.records, [_unmeasured(problem)], False


def _truth_of(dataset: Dataset, records: Sequence[ImageRecord], classes: int) -> Callable[[Path], Truth]:
    by_path = {record.path: record for record in records}

    def truth(path: Path) -> Truth:
        boxes = [box for box in dataset.read(by_path[path]).boxes if box.class_id < classes]
        return Truth(
            np.array([box.xyxy for box in boxes], np.float64).reshape(-1, 4),
            np.array([box.class_id for box in boxes], np.int64),
        )

    return truth
