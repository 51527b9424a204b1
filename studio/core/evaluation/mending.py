"""Mending a likely label mistake, as one step of undo of the session that labels the image."""

from __future__ import annotations

from studio.core.errors import StudioError
from studio.core.evaluation.bugs import Bug
from studio.core.labelling.session import LabelSession
from studio.core.words import tr

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


def mend(session: LabelSession, bug: Bug) -> None:
    """Do to the open image what a bug suggests: add a box, change a class, move a box, or delete it.

    Raises:
        StudioError: the box was changed since, or the image can't be read.
    """
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
