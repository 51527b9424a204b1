"""What keys, menus and buttons do to the boxes and classes of the open image."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.core.labelling.class_edits import delete_class, rename_class
from studio.core.labelling.history import Step
from studio.core.labelling.hit_test import cycled
from studio.core.labelling.session import LabelSession
from studio.gui import jobs, messages

if TYPE_CHECKING:
    from studio.core.data.changes import Change
    from studio.core.data.checking.repairs import Plan
    from studio.core.data.record import Box
    from studio.gui.labelling.incoming import Incoming


class Editing(QObject):
    """The verbs of the Label page that change labels; each is one step of undo, told when it fails."""

    step_wanted = Signal(int)
    """Please open the image this many rows on."""
    selection_moved = Signal()
    """Another box was selected, perhaps one out of sight."""
    copied = Signal()
    """There are boxes to paste now."""
    class_picked = Signal()
    class_added = Signal()
    clearing_wanted = Signal(int)
    """Please ask whether this many boxes may be deleted, and call `clear_image` if so."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.session: LabelSession | None = None
        self._clipboard: list[Box] = []
        self.incoming: Incoming | None = None
        """Takes what is pasted and is no box."""

    def set_session(self, session: LabelSession | None) -> None:
        """Edit the images of another dataset from now on."""
        self.session = session
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
        """Append a class and make it the one for new boxes; boxes drawn before there was one get it."""
        session = self.session
        if session is None:
            return
        if session.unnamed:
            self.name_pending(name)
            return
        class_id = messages.attempt("classes", session.add_class, name)
        if class_id is not None:
            session.current_class = class_id
            self.class_added.emit()

    def name_pending(self, name: str) -> None:
        """Give the boxes without a class one of this name."""
        if self.session is not None and self.attempt(self.session.name_pending, name) is not None:
            self.class_added.emit()

    def drop_pending(self, index: int) -> None:
        """Give up a box without a class."""
        if self.session is not None:
            self.attempt(self.session.drop_pending, index)
            self._say_done(self.tr("The box without a class is dropped."))

    def rename_class(self, class_id: int, name: str) -> None:
        """Rename a class in the dataset's lists of classes."""
        if self.session is None:
            return
        old = self.session.dataset.class_names[class_id]
        change = messages.attempt("classes", rename_class, self.session, class_id, name)
        if change is not None and change.edits:
            text = self.tr("Renamed {old} to {new} in {files}.")
            files = ", ".join(edit.path.name for edit in change.edits)
            text = text.format(old=old, new=name.strip(), files=files)
            if change.others:
                text += " " + self.tr("Left as it is, because it has other names: {files}.").format(
                    files=", ".join(path.name for path in change.others)
                )
            messages.info(text)

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

    def _delete_class(self, session: LabelSession, change: Change) -> None:
        if session is self.session:
            messages.attempt("classes", delete_class, session, change)

    # -- images ------------------------------------------------------------------------------------

    def trash_image(self) -> None:
        """Move the open image and its labels to the trash, and open the next one."""
        if self.session is not None:
            name, step = self.session.record.path.name, self.session.last_step
            self.attempt(self.session.trash_image)
            if self.session.last_step is not step:
                self._say_done(self.tr("{image} is in the trash.").format(image=name))

    def repair(self, plan: Plan) -> None:
        """Write a repair of the dataset as one step of undo."""
        from studio.core.labelling.repairing import repair_in

        if self.session is not None:
            step = self.session.last_step
            messages.attempt("repair", repair_in, self.session, plan)
            if self.session.last_step is not step:
                done = self.tr("Lines: {lines}, files: {files}. What was there is kept in a backup.")
                self._say_done(done.format(lines=f"{len(plan.edits):,}", files=f"{plan.files:,}"))

    # -- boxes -------------------------------------------------------------------------------------

    def delete_selected(self) -> None:
        """Delete the selected boxes, or those just drawn."""
        if self.session is not None and self.session.held:
            count = self.attempt(self.session.delete)
            if count:
                self._say_done(self.tr("Boxes deleted: {count}.").format(count=count))

    def draw_like_last(self, point: tuple[float, float]) -> None:
        """Add a box as large as the last one held, with its middle at a point."""
        if self.session is not None and not self.attempt(self.session.add_like_last, point):
            messages.info(self.tr("Draw a box first; a double click then adds others of its size."))

    def lock(self) -> None:
        """Lock the selected boxes, so that mouse and keys pass them by; without any, unlock all."""
        if self.session is not None:
            count = self.session.lock_held()
            locked = self.tr("Boxes locked: {count}. With none selected, the same key unlocks all.")
            messages.info(locked.format(count=count) if count else self.tr("All boxes are unlocked."))

    def toggle_attribute(self, name: str) -> None:
        """Say of the selected boxes that they are difficult, occluded or truncated, or take that back."""
        if self.session is not None and self.session.held:
            from studio.gui.labelling.describing import toggle

            toggle(self.session, name)

    def hide(self) -> None:
        """Hide the selected boxes; without any, show all again."""
        if self.session is not None:
            count = self.session.hide_held()
            hidden = self.tr("Boxes hidden: {count}. With none selected, the same key shows all.")
            messages.info(hidden.format(count=count) if count else self.tr("All boxes are shown."))

    def select_all(self) -> None:
        """Select every box of the image."""
        if self.session is not None:
            self.session.select(range(len(self.session.boxes)))

    def cycle(self, step: int) -> None:
        """Select the next or previous box in reading order; first of all the boxes just drawn."""
        session = self.session
        if session is not None and session.fresh:
            session.select(session.fresh)
        elif session is not None:
            chosen = session.selection[-1] if session.selection else None
            for _ in session.boxes:
                chosen = cycled(session.boxes, chosen, step)
                if chosen not in session.aside:
                    break
            if chosen is not None:
                session.select([chosen])
                self.selection_moved.emit()

    def arrow(self, way: tuple[int, int]) -> None:
        """Move the selected boxes by (dx, dy) pixels, or without any go to the next or previous image."""
        if self.session is not None and self.session.selection:
            self.nudge(way)
        else:
            self.step_wanted.emit(1 if sum(way) > 0 else -1)

    def nudge(self, way: tuple[int, int]) -> None:
        """Move the selected boxes, or those just drawn, by (dx, dy) pixels."""
        if self.session is not None and self.session.held:
            self.attempt(self.session.nudge, *way)

    def undo(self) -> None:
        """Take back the last edit, on whichever image it was."""
        if self.session is not None:
            self._travel(self.session.undo, self.tr("Undid: {what}."), self.tr("There is nothing to undo."))

    def redo(self) -> None:
        """Make an undone edit again."""
        if self.session is not None:
            self._travel(
                self.session.redo, self.tr("Did again: {what}."), self.tr("There is nothing to redo.")
            )

    def _travel(self, way: Callable[[], Step | None], text: str, nothing: str) -> None:
        try:
            step = way()
        except StudioError as problem:
            messages.error(problem)
            return
        if step is None and self.session is not None and not self.session.journal.is_read:
            nothing = self.tr("What was done before is still being read; ask for it again in a moment.")
        messages.info(text.format(what=step.text) if step is not None else nothing)

    def _say_done(self, text: str) -> None:
        """Say what the last step did, with a button that takes back this step and no other."""
        session = self.session
        step = session.last_step if session is not None else None

        def undo() -> None:
            if self.session is session and session is not None and session.last_step is step:
                self.undo()
            else:
                messages.info(self.tr("More was done since then; Ctrl+Z takes it back one by one."))

        messages.info(text, offer=messages.Offer(self.tr("Undo"), undo))

    def copy(self) -> None:
        """Keep the selected boxes (all of them when none is selected) for pasting, here or elsewhere."""
        session = self.session
        if session is not None:
            chosen = session.held or range(len(session.boxes))
            self._clipboard = [session.boxes[index] for index in chosen]
            if self.incoming is not None:
                self.incoming.forget_paste()
            self.copied.emit()
            messages.info(self.tr("Copied boxes: {count}.").format(count=len(self._clipboard)))

    def can_paste(self) -> bool:
        """Say whether boxes were copied, or images."""
        has_images = self.incoming is not None and self.incoming.can_paste()
        return self.session is not None and (has_images or bool(self._clipboard))

    def paste(self) -> None:
        """Add what was copied last: boxes to this image, or images to the dataset."""
        if self.incoming is not None and self.incoming.can_paste():
            self.incoming.paste()
        elif self.session is not None and self._clipboard:
            self.attempt(self.session.add_copies, self._clipboard)
        elif self.session is not None:
            messages.info(self.tr("There is nothing to paste; copy boxes first."))

    def duplicate(self) -> None:
        """Add copies of the selected boxes, or of those just drawn, beside them."""
        session = self.session
        if session is not None and session.held:
            self.attempt(session.add_copies, [session.boxes[index] for index in session.held])

    def copy_previous(self) -> None:
        """Add the boxes of the image before this one."""
        if self.session is not None:
            count = self.attempt(self.session.copy_from_previous)
            if count is not None:
                text = self.tr("Boxes copied from the previous image: {count}.")
                messages.info(text.format(count=count))

    def mark_empty(self) -> None:
        """Say "no objects here" and open the next image; where boxes are, ask first."""
        session = self.session
        if session is None:
            return
        count = len(session.boxes) + len(session.pending)
        if count:
            self.clearing_wanted.emit(count)
            return
        name, before = session.record.path.name, session.last_step
        self.attempt(session.mark_empty)
        if session.state == "empty":
            self.step_wanted.emit(1)
            if session.last_step is not before:
                self._say_done(self.tr("{image} is marked “no objects”.").format(image=name))

    def clear_image(self) -> None:
        """Delete every box of the image, say "no objects here", and stay to show it."""
        session = self.session
        if session is not None:
            count, name = len(session.boxes) + len(session.pending), session.record.path.name
            self.attempt(session.mark_empty)
            if session.state == "empty":
                text = self.tr("{image} is marked “no objects”. Boxes deleted: {count}.")
                self._say_done(text.format(image=name, count=count))
