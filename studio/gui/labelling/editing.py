"""What keys, menus and buttons do to the boxes and classes of the open image."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.core.labelling.hit_test import XYXY, cycled
from studio.core.labelling.session import LabelSession
from studio.gui import jobs, messages

if TYPE_CHECKING:
    from studio.core.data.class_lists import ClassChange
    from studio.core.data.record import Box

COPY_SHIFT = 0.5
"""Copies are moved by this part of their size when they would cover their originals."""


class Editing(QObject):
    """The verbs of the Label page that change labels; each is one step of undo, told when it fails."""

    step_wanted = Signal(int)
    """Please open the image this many rows on."""
    selection_moved = Signal()
    """Another box was selected, perhaps one out of sight."""
    class_picked = Signal()
    classes_changed = Signal()
    """A class was added or renamed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.session: LabelSession | None = None
        self._clipboard: list[Box] = []
        self._unclassed: dict[int, list[XYXY]] = {}
        """By image, the boxes drawn before there was a class."""

    def set_session(self, session: LabelSession | None) -> None:
        """Edit the images of another dataset from now on."""
        self.session = session
        self._unclassed = {}
        # Class numbers mean something else in another dataset.
        self._clipboard = []

    def attempt(self, change: Callable[..., Any], *arguments: Any) -> Any:
        """Call a method that may raise a StudioError, which is told; returns its result, else None."""
        return messages.attempt("labels", change, *arguments)

    # -- classes -----------------------------------------------------------------------------------

    def pick_class(self, class_id: int) -> None:
        """Give the selected boxes this class, and those drawn from now on."""
        session = self.session
        if session is None:
            return
        if class_id >= len(session.dataset.class_names):
            messages.info(
                self.tr("There is no class {number} yet; add one at the right.").format(number=class_id + 1)
            )
            return
        session.current_class = class_id
        if session.selection:
            self.attempt(session.set_class, class_id)
        self.class_picked.emit()

    def add_class(self, name: str) -> None:
        """Append a class and make it the one for new boxes; a box drawn before there was one gets it."""
        session = self.session
        if session is None:
            return
        class_id = messages.attempt("classes", session.add_class, name)
        if class_id is None:
            return
        session.current_class = class_id
        here, waiting = session.index, self._unclassed
        self._unclassed = {}
        for index, places in waiting.items():
            # Each onto the photo it was drawn on.
            if index != session.index:
                session.open(index)
            for xyxy in places:
                self.attempt(session.add_box, xyxy)
        if here != session.index:
            session.open(here)
        self.classes_changed.emit()

    def rename_class(self, class_id: int, name: str) -> None:
        """Rename a class in the dataset's lists of classes."""
        if self.session is not None:
            old = self.session.dataset.class_names[class_id]
            change = messages.attempt("classes", self.session.rename_class, class_id, name)
            if change is not None and change.edits:
                text = self.tr("Renamed {old} to {new} in {files}.")
                files = ", ".join(edit.path.name for edit in change.edits)
                text = text.format(old=old, new=name.strip(), files=files)
                if change.others:
                    text += " " + self.tr("Left as it is, because it has other names: {files}.").format(
                        files=", ".join(path.name for path in change.others)
                    )
                messages.info(text)
            self.classes_changed.emit()

    def delete_class(self, class_id: int) -> None:
        """Take a class that no box has out of the lists; all label files are looked through first."""
        session = self.session
        if session is not None:
            dataset = session.dataset
            jobs.run_in_thread(
                lambda: dataset.removing_class(class_id),
                lambda change: self._delete_class(session, change),
                lambda problem: messages.error(problem, "classes"),
                parent=self,
            )

    def _delete_class(self, session: LabelSession, change: ClassChange) -> None:
        if session is self.session:
            messages.attempt("classes", session.delete_class, change)
            self.classes_changed.emit()

    def keep_for_first_class(self, xyxy: XYXY) -> None:
        """A box was drawn while there is no class: it waits for the first one."""
        assert self.session is not None
        self._unclassed.setdefault(self.session.index, []).append(xyxy)
        messages.info(self.tr("Name the class of this box at the right and press Enter."))

    # -- boxes -------------------------------------------------------------------------------------

    def delete_selected(self) -> None:
        """Delete the selected boxes."""
        if self.session is not None and self.session.selection:
            self.attempt(self.session.delete)

    def select_all(self) -> None:
        """Select every box of the image."""
        if self.session is not None:
            self.session.select(range(len(self.session.boxes)))

    def cycle(self, step: int) -> None:
        """Select the next or previous box in reading order."""
        session = self.session
        if session is not None:
            chosen = cycled(session.boxes, session.selection[-1] if session.selection else None, step)
            if chosen is not None:
                session.select([chosen])
                self.selection_moved.emit()

    def arrow(self, way: tuple[int, int]) -> None:
        """Move the selected boxes by (dx, dy) pixels, or without any go to the next or previous image."""
        if self.session is not None and self.session.selection:
            self.attempt(self.session.nudge, *way)
        else:
            self.step_wanted.emit(1 if sum(way) > 0 else -1)

    def undo(self) -> None:
        """Take back the last edit of this image."""
        if self.session is not None and not self.attempt(self.session.undo):
            messages.info(self.tr("There is nothing to undo on this image."))

    def redo(self) -> None:
        """Make an undone edit again."""
        if self.session is not None and not self.attempt(self.session.redo):
            messages.info(self.tr("There is nothing to redo on this image."))

    def copy(self) -> None:
        """Keep the selected boxes (all of them when none is selected) for pasting, here or elsewhere."""
        session = self.session
        if session is not None:
            chosen = session.selection or range(len(session.boxes))
            self._clipboard = [session.boxes[index] for index in chosen]
            messages.info(self.tr("Copied boxes: {count}.").format(count=len(self._clipboard)))

    def paste(self) -> None:
        """Add the copied boxes."""
        if self._clipboard:
            self._add_copies(self._clipboard)
        else:
            messages.info(self.tr("There is nothing to paste; copy boxes first."))

    def duplicate(self) -> None:
        """Add copies of the selected boxes beside them."""
        session = self.session
        if session is not None and session.selection:
            self._add_copies([session.boxes[index] for index in session.selection])

    def _add_copies(self, boxes: list[Box]) -> None:
        """Add boxes in one step, moved aside while they would lie on their originals."""
        session = self.session
        if session is None:
            return
        there = set(session.boxes)
        # At least a pixel: a box may be thinner than any number can add to its place.
        dx = max(1.0, min(box.width for box in boxes) * COPY_SHIFT)
        dy = max(1.0, min(box.height for box in boxes) * COPY_SHIFT)
        while any(box in there for box in boxes):
            boxes = [box.moved(dx, dy) for box in boxes]
        self.attempt(session.add_boxes, boxes)

    def copy_previous(self) -> None:
        """Add the boxes of the image before this one."""
        if self.session is not None:
            count = self.attempt(self.session.copy_from_previous)
            if count is not None:
                text = self.tr("Boxes copied from the previous image: {count}.")
                messages.info(text.format(count=count))

    def mark_empty(self) -> None:
        """Say "no objects here" and open the next image."""
        if self.session is not None:
            self.attempt(self.session.mark_empty)
            if self.session.state == "empty":
                self.step_wanted.emit(1)
