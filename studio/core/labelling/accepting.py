"""Accepting and rejecting suggestions in a label session: steps of its history like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio.core.data.changes import Change, FileEdit, Watch
from studio.core.data.dataset import Dataset
from studio.core.data.formats import yolo
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.labelling.assist import Ghost, Suggestions
from studio.core.labelling.session import LabelSession
from studio.core.labelling.steps import Decision
from studio.core.words import mark_n, trn


def accept(
    session: LabelSession, suggestions: Suggestions, ghosts: Mapping[int, Sequence[Ghost]]
) -> tuple[int, int]:
    """Make boxes of suggestions, by index of their image, as one step; return how many, on how many images.

    Where other images than the open one get boxes, all are written as one change of files, after a dated
    backup. Images that can't be read any more are left out.

    Raises:
        StudioError: a label file can't be read or written; what was there stays.
    """
    dataset = session.dataset
    boxes = {
        index: [ghost.box for ghost in some]
        for index, some in ghosts.items()
        if some and session.sheets.size_or_none(dataset.records[index])
    }
    count = sum(map(len, boxes.values()))
    if not count:
        return 0, 0
    is_here = [*boxes] == [session.index]
    if is_here:
        one, many = mark_n("accepted {n} suggestion on {image}", "accepted {n} suggestions on {image}")
        text = trn(one, many, count, image=session.record.path.name)
    else:
        one, many = mark_n("accepted {n} suggestion", "accepted {n} suggestions on {images} images")
        text = trn(one, many, count, images=len(boxes))

    images = {dataset.records[index].path: some for index, some in boxes.items()}

    def set_accepted(is_accepted: bool) -> None:
        for image, accepted in images.items():
            suggestions.set_accepted(image, accepted, is_accepted=is_accepted)

    edits: list[FileEdit] = []

    def make_edits(watch: Watch) -> None:
        for index, new in boxes.items():
            edits.append(_edit(dataset, index, new))
            watch(len(edits), len(boxes))

    if not is_here:
        session.at_length(len(boxes), make_edits)
    # The boxes that they become are steps of their own, beside it in one group.
    decision = Decision(set_accepted, text)
    decision.redo()
    try:
        own = boxes[session.index] if is_here else []
        session.take_suggestions(own, Change((), (), tuple(edits)), text, decision)
    except StudioError:
        decision.undo()
        raise
    return count, len(boxes)


def _edit(dataset: Dataset, index: int, new: Sequence[Box]) -> FileEdit:
    """Return what adding boxes to an image's label file comes to; lines that are there stay as they are."""
    record = dataset.records[index]
    labels = dataset.read(record)
    content = yolo.render(
        labels.content,
        (*labels.boxes, *new),
        size_wh=dataset.image_size(record),
        class_count=len(dataset.class_names),
        held=labels.boxes,
    )
    return FileEdit(record.label_path, labels.content, content)


def reject(session: LabelSession, suggestions: Suggestions, ghosts: Sequence[Ghost]) -> None:
    """Say that suggestions for the open image are none, for good, as one step.

    Raises:
        StudioError: it can't be remembered.
    """
    index, path, size_wh = session.index, session.record.path, session.size_wh
    # As they are called now: undo must find what was written.
    names = list(suggestions.class_names)

    boxes = [ghost.box for ghost in ghosts]

    def set_rejected(is_rejected: bool) -> None:
        suggestions.rejections.set(path, size_wh, boxes, names, is_rejected=is_rejected)

    one, many = mark_n("rejected {n} suggestion on {image}", "rejected {n} suggestions on {image}")
    text = trn(one, many, len(ghosts), image=path.name)
    decision = Decision(set_rejected, text, show=lambda: session.open(index))
    decision.redo()
    session.push_step(decision)
