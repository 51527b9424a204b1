"""Mending a likely label mistake, or rejecting it for good: each is one step of undo of a label session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from studio.core.data.dataset import Dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.evaluation.bugs import Bug
from studio.core.files import real_path
from studio.core.labelling.assist import SAME_OBJECT_IOU
from studio.core.labelling.rejections import Rejections
from studio.core.labelling.session import LabelSession
from studio.core.labelling.steps import Decision
from studio.core.words import tr

SAME_BOX_IOU = 0.8
"""A label that was said to be right is still that label when it overlaps what it was so far."""
SAME_PX = 0.6
"""A box whose corners lie no farther from those that were seen is still that box."""


def place_of(session: LabelSession, bug: Bug) -> int | None:
    """Return which box of the open image a bug is about; None of a missing box, or when it was changed."""
    for index, box in enumerate(session.boxes if bug.index is not None else ()):
        if box.class_id == bug.class_id and all(
            abs(now - then) <= SAME_PX for now, then in zip(box.xyxy, bug.xyxy, strict=True)
        ):
            return index
    return None


def check(session: LabelSession, bug: Bug) -> None:
    """Raise a StudioError when a bug is of another image than the open one, or of a class that is gone."""
    path, image = session.record.path, Path(bug.image)
    if image != path and real_path(image) != real_path(path):
        raise StudioError(
            tr("{image} is not in this dataset any more.", image=image.name), tr("Find mistakes anew.")
        )
    if not _has_classes(bug, session.dataset.class_names):
        raise StudioError(
            tr("A class that this is about is not in the dataset any more."), tr("Find mistakes anew.")
        )


def _has_classes(bug: Bug, class_names: Sequence[str]) -> bool:
    return max(bug.class_id, bug.better_class or 0) < len(class_names)


def mend(session: LabelSession, bug: Bug) -> None:
    """Do to the open image what a bug suggests: add a box, change a class, move a box, or delete it.

    Raises:
        StudioError: the box was changed since, the image can't be read, or `check` fails.
    """
    check(session, bug)
    index = place_of(session, bug)
    if bug.kind == "missed":
        session.add_box(bug.xyxy, bug.better_class)
        return
    if index is None:
        raise StudioError(
            tr("The box on {image} was changed since it was looked at.", image=session.record.path.name),
            tr("Look at it, or find mistakes anew."),
        )
    if bug.kind == "class" and bug.better_class is not None:
        session.set_class(bug.better_class, [index])
    elif bug.kind == "loose" and bug.better_xyxy is not None:
        session.replace_boxes({index: bug.better_xyxy})
    else:
        session.delete([index])


class _Claimed(TypedDict):
    finding: str
    better: str


def _claimed(bug: Bug, class_names: Sequence[str]) -> _Claimed:
    """Return what a bug says of its box, as `Claim` has it; of a missing one what any suggestion says."""
    if bug.kind == "missed":
        return {"finding": "", "better": ""}
    better = bug.better_class if bug.kind == "class" else None
    return {"finding": bug.kind, "better": "" if better is None else class_names[better]}


def reject(session: LabelSession, rejections: Rejections, bug: Bug) -> None:
    """Say of the open image that a bug is none, for good; what is said to be missing is not suggested again.

    Raises:
        StudioError: the image can't be read, it can't be remembered, or `check` fails.
    """
    check(session, bug)
    index, path, size_wh = session.index, session.record.path, session.size_wh
    # As they are called now: undo must find what was written.
    names = list(session.dataset.class_names)
    claimed = _claimed(bug, names)

    box = Box(bug.class_id, *bug.xyxy)

    def set_rejected(is_rejected: bool) -> None:
        rejections.set(path, size_wh, [box], names, is_rejected=is_rejected, **claimed)

    text = tr("said that a label on {image} is right", image=path.name)
    decision = Decision(set_rejected, text, show=lambda: session.open(index))
    decision.redo()
    session.push_step(decision)


def without_rejected(bugs: Sequence[Bug], rejections: Rejections, dataset: Dataset) -> list[Bug]:
    """Return the bugs of a dataset's images and classes that were not rejected.

    Raises:
        StudioError: what was rejected can't be read.
    """
    records = {str(record.path): record for record in dataset.records}
    names = dataset.class_names

    def is_left(bug: Bug) -> bool:
        if not _has_classes(bug, names):
            return False
        record = records.get(bug.image)
        if record is None or not rejections.has(record.path):
            return True
        try:
            size_wh = dataset.image_size(record)
        except StudioError:
            return True
        least = SAME_OBJECT_IOU if bug.kind == "missed" else SAME_BOX_IOU
        box = Box(bug.class_id, *bug.xyxy)
        return not rejections.holds(record.path, size_wh, box, names, least, **_claimed(bug, names))

    return list(filter(is_left, bugs))
