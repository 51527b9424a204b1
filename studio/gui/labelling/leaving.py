"""When labels can't be saved and the page is to be left: try again, save elsewhere, discard, or stay."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.core.errors import StudioError
from studio.core.labelling.session import LabelSession
from studio.gui import messages
from studio.gui.widgets.question import Answer, QuestionCard


class LeaveQuestion(QObject):
    """Asks what is to become of edits that aren't on disk; `settled` says that the page may be left."""

    settled = Signal()

    def __init__(self, page: QWidget, canvas: QWidget, other_way: QWidget) -> None:
        """`other_way`, over the canvas, is a button that settles it, too; while shown it is not covered."""
        super().__init__(page)
        self._page = page
        self._card = QuestionCard(page, canvas, after=other_way)
        self._session: LabelSession | None = None

    def may_leave(self, session: LabelSession) -> bool:
        """Write what isn't on disk yet; while that can't be done, ask and return False."""
        self._session = session
        session.retry()
        if session.failure is None:
            self.stay()
            return True
        self._ask(session, session.failure)
        return False

    def stay(self) -> bool:
        """Take the question away, nothing decided; returns False when there was none."""
        return self._card.close_question()

    def _ask(self, session: LabelSession, problem: StudioError) -> None:
        count = len(session.unsaved)
        heading = (
            self.tr("The labels of {image} are not saved.").format(image=session.unsaved[0].path.name)
            if count == 1
            else self.tr("The labels of {count} images are not saved.").format(count=count)
        )
        answers: list[Answer] = [
            ("leave_retry", self.tr("Try again"), "", self._on_retry),
            ("leave_elsewhere", self.tr("Save elsewhere…"), "", self._on_elsewhere),
            ("leave_stay", self.tr("Stay here"), "", self.stay),
            ("leave_discard", self.tr("Discard these edits"), "danger", self._on_discard),
        ]
        self._card.ask(heading, str(problem), answers)

    def _on_retry(self) -> None:
        if self._session is not None and self.may_leave(self._session):
            self.settled.emit()

    def _on_elsewhere(self) -> None:
        session = self._session
        title = self.tr("Save the labels in another folder")
        chosen = QFileDialog.getExistingDirectory(self._page, title, str(Path.home()))
        if session is None or not chosen:
            return
        try:
            written = session.sheets.save_elsewhere(Path(chosen))
        except StudioError as problem:
            self._ask(session, problem)
            return
        messages.info(
            self.tr("Label files saved in {folder}: {count}.").format(folder=chosen, count=len(written))
        )
        session.give_up(keeps_pending=True)
        if self.may_leave(session):
            self.settled.emit()

    def _on_discard(self) -> None:
        if self._session is not None:
            self._session.give_up()
            self.stay()
            self.settled.emit()
