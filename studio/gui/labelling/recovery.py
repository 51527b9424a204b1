"""What is said of a dataset's journal when it opens: labels a crash kept from their files, another window."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.core.errors import StudioError
from studio.core.labelling.session import LabelSession
from studio.gui import messages
from studio.gui.widgets.question import QuestionCard

MAX_NAMES = 5


class Recovery(QObject):
    """Asks whether to write what the journal holds and label files lack."""

    def __init__(self, page: QWidget, canvas: QWidget, notes: QWidget) -> None:
        super().__init__(page)
        self._card = QuestionCard(page, canvas, after=notes, name="recovery")
        self._canvas = canvas
        self._session: LabelSession | None = None
        self._told: StudioError | None = None

    def set_session(self, session: LabelSession | None) -> None:
        """Look at the journal of a dataset that was opened."""
        self._session = session
        self._told = None
        self._card.close_question()
        messages.settle("journal")
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
        if session.lacking:
            self._ask(session)
        self.follow()

    def follow(self) -> None:
        """Tell once when the journal can't be written."""
        problem = self._session.journal.problem if self._session is not None else None
        if problem is not None and problem is not self._told:
            messages.error(problem, "journal")
        self._told = problem

    def _ask(self, session: LabelSession) -> None:
        names = [edit.path.name for edit in session.lacking]
        shown = ", ".join(names[:MAX_NAMES])
        if (more := len(names) - MAX_NAMES) > 0:
            shown = self.tr("{files} and {count} more").format(files=shown, count=more)
        text = self.tr(
            "The studio ended before these were written, and its journal has them: {files}. Recovering is "
            "one step, which Ctrl+Z takes back; a backup of several files is written first."
        )
        self._card.ask(
            self.tr("Labels that did not reach their files: {count}").format(count=len(names)),
            text.format(files=shown),
            [
                ("recover", self.tr("Recover them"), "", self._on_recover),
                ("recover_not", self.tr("Leave the files as they are"), "danger", self._on_leave),
            ],
        )

    def _on_recover(self) -> None:
        session = self._session
        if session is not None:
            count = len(session.lacking)
            messages.attempt("labels", session.recover)
            if not session.lacking:
                messages.info(self.tr("Label files recovered: {count}.").format(count=count))
                self._close()

    def _on_leave(self) -> None:
        if self._session is not None:
            self._session.leave_lacking()
        self._close()

    def _close(self) -> None:
        self._card.close_question()
        self._canvas.setFocus()
