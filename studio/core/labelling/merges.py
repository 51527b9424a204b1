"""Merging a class into another, or deleting it with its boxes, over all images: first counted, then done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.core.data.changes import Change, FileEdit
from studio.core.data.dataset import Dataset
from studio.core.data.formats import yolo
from studio.core.files import read_or_none
from studio.core.labelling.session import LabelSession
from studio.core.words import tr


@dataclass(frozen=True, slots=True)
class Merge:
    """What would change if a class went into another.

    Attributes:
        source, target: names of both; target is None when the boxes are deleted.
        boxes: how many boxes change. images: in how many images.
        is_unlisted: the class leaves the list, as the last one can; any other keeps its number, unused,
            because those after it must keep theirs.
        change: the bytes of every file.
    """

    source: str
    target: str | None
    boxes: int
    images: int
    is_unlisted: bool
    change: Change


def merging(
    dataset: Dataset,
    source: int,
    target: int | None,
    on_progress: Callable[[int, int], object] = lambda done, total: None,
) -> Merge:
    """Look through all label files and return what giving the boxes of a class another would write.

    Lines of other boxes, and what is no box, stay byte by byte. `on_progress` is called with (done, total).

    Raises:
        StudioError: a label file or a list of classes can't be read.
    """
    names = dataset.class_names
    edits: list[FileEdit] = []
    boxes = images = 0
    for number, record in enumerate(dataset.records):
        on_progress(number, len(dataset.records))
        before = read_or_none(record.label_path)
        if before:
            after, count = yolo.with_class(before, source, target, class_count=len(names))
            boxes += count
            if count:
                images += 1
                edits.append(FileEdit(record.label_path, before, after))
                edits += dataset.remarks.with_class(record, source, target)
    is_unlisted = source == len(names) - 1 and len(names) > 1
    lists = dataset.class_lists.change(names, names[:-1] if is_unlisted else names)
    return Merge(
        names[source],
        None if target is None else names[target],
        boxes,
        images,
        is_unlisted,
        Change(
            tuple(names),
            lists.new,
            (*edits, *lists.edits),
            lists.others,
            calls=(names[source], "" if target is None else names[target]),
        ),
    )


def merge_class(session: LabelSession, merge: Merge) -> None:
    """Do it, as one step of undo, after a dated backup.

    Raises:
        StudioError: a file was changed since it was looked at, or can't be written; nothing was changed.
    """
    if merge.target is None:
        text = tr("deleted the class “{name}” and its boxes", name=merge.source)
    else:
        text = tr("merged “{source}” into “{target}”", source=merge.source, target=merge.target)
    session.change_files(merge.change, text)
