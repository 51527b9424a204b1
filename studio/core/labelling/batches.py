"""Editing chosen boxes of many images at once: another class, or away with them, as one step of undo."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.core.data.changes import Change, FileEdit
from studio.core.data.dataset import Dataset
from studio.core.data.formats import yolo
from studio.core.data.record import Box
from studio.core.labelling.session import LabelSession
from studio.core.pictures import Image
from studio.core.words import trn


@dataclass(frozen=True, slots=True)
class Placed:
    """A box and the image it is on, by its index in the dataset's records."""

    image: int
    box: Box


def boxes_of_class(dataset: Dataset, class_id: int) -> list[Placed]:
    """Return every box of a class, in the order of the images."""
    found = []
    for index, record in enumerate(dataset.records):
        if class_id in dataset.class_ids(record):
            found += [Placed(index, box) for box in dataset.read(record).boxes if box.class_id == class_id]
    return found


def brightness(image: Image, box: Box) -> float:
    """Return how bright the inside of a box is in an HxWx3 RGB image, 0..255."""
    import numpy as np

    height, width = image.shape[:2]
    left, top = int(min(max(box.x1, 0), width - 1)), int(min(max(box.y1, 0), height - 1))
    right, bottom = max(left + 1, int(np.ceil(box.x2))), max(top + 1, int(np.ceil(box.y2)))
    return float(image[top:bottom, left:right].mean())


def changing(dataset: Dataset, chosen: Iterable[Placed], class_id: int | None) -> Change:
    """Return what giving boxes another class (None: deleting them) would write; other lines stay as they are.

    Boxes that are not there any more are passed over.

    Raises:
        StudioError: an image can't be read.
    """
    by_image: dict[int, list[Box]] = {}
    for placed in chosen:
        by_image.setdefault(placed.image, []).append(placed.box)
    edits = []
    for index, going in by_image.items():
        record = dataset.records[index]
        labels = dataset.read(record)
        size_wh = dataset.image_size(record)
        boxes: list[Box] = []
        for box in labels.boxes:
            if box not in going:
                boxes.append(box)
            elif class_id is not None:
                boxes.append(box.with_class(class_id))
        content = yolo.render(
            labels.content,
            boxes,
            size_wh=size_wh,
            class_count=len(dataset.class_names),
            held=labels.boxes,
        )
        if labels.content is not None and content != labels.content:
            edits.append(FileEdit(record.label_path, labels.content, content))
            edits += dataset.remarks.edit(record, labels, boxes, size_wh)
    names = dataset.class_names
    return Change(tuple(names), tuple(names), tuple(edits))


def change_boxes(session: LabelSession, change: Change, class_id: int | None, count: int) -> None:
    """Do it, as one step of undo, after a dated backup.

    Raises:
        StudioError: a file was changed since it was looked at, or can't be written; nothing was changed.
    """
    if class_id is None:
        text = trn("deleted {n} box", "deleted {n} boxes", count)
    else:
        name = session.dataset.class_names[class_id]
        text = trn("made {n} box “{name}”", "made {n} boxes “{name}”", count, name=name)
    if change.edits:
        session.change_files(change, text)
