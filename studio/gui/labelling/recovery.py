"""What is said of a dataset's journal when it opens: labels a crash kept from their files, another window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from studio.core.data.changes import FileEdit
from studio.core.errors import StudioError
from studio.core.labelling.past import Past
from studio.core.labelling.session import LabelSession
from studio.gui import jobs, messages
from studio.gui.widgets.question import QuestionCard

if TYPE_CHECKING:
    from studio.gui.labelling.page import LabelPage

MAX_NAMES = 5
PATIENCE_MS = 50
"""Until it is looked again whether label files are still being written."""


class Recovery(QObject):
    """Has the journal read in a thread, and asks whether to write what it holds and label files lack."""

    def __init__(self, page: LabelPage, canvas: QWidget, notes: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._card = QuestionCard(page, canvas, after=notes, name="recovery")
        self._canvas = canvas
        self._session: LabelSession | None = None
        self._told: StudioError | None = None
        self._reading: jobs.Task | None = None
        self._asked: frozenset[Path] = frozenset()
        """The files of the question that is shown."""

    def set_session(self, session: LabelSession | None) -> None:
        """Look at the journal of a dataset that was opened."""
        self._session = session
        self._told = None
        self._card.close_question()
        messages.settle("journal")
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if session is None:
            return
        if session.journal.is_shared:
            told = StudioError(
                self.tr("This dataset is open in another window of the studio, too."),
                self.tr(
                    "Label in one of them: each notices what the other wrote, and undo takes back only what "
                    "was done in its own."
                ),
            )
            messages.error(told, "journal")
        if not session.journal.is_read:
            self._reading = jobs.run_in_thread(
                session.journal.read,
                lambda past: self._on_read(session, past),
                lambda problem: self._on_unreadable(session, problem),
                parent=self,
            )
        self.follow()

    def _on_read(self, session: LabelSession, past: Past) -> None:
        if session is not self._session:
            return
        if self._page.is_writing:
            # A step under way is ended first.
            QTimer.singleShot(PATIENCE_MS, self, lambda: self._on_read(session, past))
            return
        if sheets := session.take_over(past):
            text = self.tr("Boxes that wait for a class are back after a crash: {count}, on {images}.")
            images = self._listed([sheet.record.path.name for sheet in sheets], len(sheets))
            messages.info(text.format(count=sum(len(sheet.pending) for sheet in sheets), images=images))
        self._ask(session)
        is_typing = isinstance(self._page.window().focusWidget(), QLineEdit)
        if sheets and session.pending and not self._card.isVisible() and not is_typing:
            self._page.view.naming.ask_last()

    def _on_unreadable(self, session: LabelSession, problem: StudioError) -> None:
        messages.error(problem, "journal")
        self._on_read(session, Past())

    def follow(self) -> None:
        """Tell once when the journal can't be written; ask anew when what is asked about was edited."""
        session = self._session
        problem = session.journal.problem if session is not None else None
        if problem is not None and problem is not self._told:
            messages.error(problem, "journal")
        self._told = problem
        if session is not None and self._card.isVisible():
            records = session.dataset.records
            if any(records[index].label_path in self._asked for index in session.touched):
                # Files are read for it, which an edit doesn't wait for.
                QTimer.singleShot(0, self, lambda: self._ask_anew(session))

    def _ask_anew(self, session: LabelSession) -> None:
        if session is self._session and self._card.isVisible() and not self._page.is_writing:
            self._ask(session)

    def _ask(self, session: LabelSession) -> None:
        """Ask for what nobody touched since, then for what would replace newer labels."""
        session.compare_lacking()
        if session.lacking:
            heading = self.tr("Labels that did not reach their files: {count}")
            text = self.tr(
                "The studio ended before these were written, and its journal has them: {files}. Recovering "
                "is one step, which Ctrl+Z takes back; a backup of several files is written first."
            )
            self._show(heading, text, session.lacking, self.tr("Recover them"), is_overtaken=False)
        elif session.overtaken:
            heading = self.tr("Unwritten labels of files that changed since: {count}")
            text = self.tr(
                "The studio ended before these were written, and they were changed since: {files}. "
                "Recovering replaces what they hold now by what they were to hold then, as one step, which "
                "Ctrl+Z takes back; a backup of several files is written first."
            )
            words = self.tr("Replace by those of before")
            self._show(heading, text, session.overtaken, words, is_overtaken=True)
        elif self._card.close_question():
            self._canvas.setFocus()

    def _show(
        self, heading: str, text: str, edits: Sequence[FileEdit], recover: str, *, is_overtaken: bool
    ) -> None:
        focused, was_shown = self._page.window().focusWidget(), self._card.isVisible()
        is_elsewhere = focused is not None and not self._card.isAncestorOf(focused)
        self._asked = frozenset(edit.path for edit in edits)
        self._card.ask(
            heading.format(count=len(edits)),
            text.format(files=self._listed(list(map(self._described, edits[:MAX_NAMES])), len(edits))),
            [
                ("recover", recover, "", lambda: self._on_recover(is_overtaken=is_overtaken)),
                (
                    "recover_not",
                    self.tr("Leave the files as they are"),
                    "danger",
                    lambda: self._on_leave(is_overtaken=is_overtaken),
                ),
            ],
        )
        if focused is not None and (isinstance(focused, QLineEdit) or (was_shown and is_elsewhere)):
            # Enter is meant for what is being typed there; who labels on while it is asked goes on labelling.
            focused.setFocus()

    def _described(self, edit: FileEdit) -> str:
        """Return a file's name, of one with labels with how many boxes it holds and was to hold."""
        counts = self._session.box_counts(edit) if self._session is not None else None
        if counts is None:
            return edit.path.name
        text = self.tr("{file} (boxes now: {now}, then: {then})")
        return text.format(file=edit.path.name, now=counts[0], then=counts[1])

    def _listed(self, names: Sequence[str], count: int) -> str:
        """Return the first of so many names, and how many more there are."""
        shown = ", ".join(names[:MAX_NAMES])
        if (more := count - MAX_NAMES) > 0:
            shown = self.tr("{files} and {count} more").format(files=shown, count=more)
        return shown

    def _on_recover(self, *, is_overtaken: bool) -> None:
        session = self._session
        if session is None:
            return
        count = messages.attempt("labels", lambda: session.recover(overtaken=is_overtaken))
        if count is not None:
            if count:
                messages.info(self.tr("Label files recovered: {count}.").format(count=count))
            self._ask(session)

    def _on_leave(self, *, is_overtaken: bool) -> None:
        if self._session is not None:
            self._session.leave_lacking(overtaken=is_overtaken)
            self._ask(self._session)
