"""What the top bar says of the open photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from studio.core.labelling.session import LabelSession
    from studio.core.pictures import Image


def heading(session: LabelSession, image: Image | None, *, is_verified: bool = False) -> str:
    """Return name, place in the list, size (once `image` is there) and state of the open photo."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("LabelPage", text)

    number = tr("{number} of {count}").format(number=session.index + 1, count=len(session.dataset.records))
    parts = [session.record.path.name, number]
    if image is not None:
        height, width = image.shape[:2]
        parts.append(f"{width} × {height} px")
    count = len(session.boxes)
    # A line that is no box says that there was one.
    bad = len({problem.line for problem in session.problems if problem.line is not None})
    nothing = tr("lines that can't be read: {count}").format(count=bad) if bad else tr("no objects")
    states = {
        "unseen": tr("not labelled yet"),
        "empty": nothing,
        "labelled": tr("1 box") if count == 1 else tr("{count} boxes").format(count=count),
    }
    waiting = len(session.pending)
    state = tr("without a class: {count}").format(count=waiting) if waiting else states[session.state]
    verified = [tr("verified")] if is_verified else []
    return "  ·  ".join([*parts, state, *verified])
