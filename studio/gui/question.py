"""Asks one question of the command line at a time; what it writes on the way lies in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QObject, QTemporaryDir, Signal

from studio.core.errors import StudioError
from studio.gui import jobs

Take = Callable[[dict[str, Any], Path], None]


class Question(QObject):
    """Runs a verb; a new question drops the old one, whose answer then never comes."""

    began = Signal()
    progressed = Signal(float)
    """How far it is, 0..1; -1 while unknown."""
    failed = Signal(object)
    """A StudioError."""
    stopped = Signal()
    ended = Signal()
    """However it ended: answered, failed, stopped or dropped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: jobs.ProcessJob | None = None

    def ask(self, verb: str, arguments: Callable[[Path], list[str]], title: str, take: Take) -> None:
        """Ask, and give `take` the result and the folder.

        The folder is `arguments`' own for files of the verb, and is gone once `take` returned.
        """
        self.drop()
        folder = QTemporaryDir()
        if not folder.isValid():
            self._refuse(folder.errorString())
            return
        path = Path(folder.path())
        job = jobs.ProcessJob(verb, arguments(path), self, title=title)
        job.progressed.connect(lambda fraction, _: self.progressed.emit(fraction))
        # Kept by these, the folder lasts as long as the child that writes into it.
        job.answered.connect(lambda result: self._end(job, folder, lambda: take(result, path)))
        job.failed.connect(lambda problem: self._end(job, folder, lambda: self.failed.emit(problem)))
        job.stopped.connect(lambda: self._end(job, folder, self.stopped.emit))
        self._job = job
        self.began.emit()
        job.start()

    def is_busy(self) -> bool:
        """Return whether an answer is still to come."""
        return self._job is not None

    def stop(self) -> None:
        """Give the question up, as the user asked; `stopped` follows."""
        if self._job is not None:
            self._job.stop()

    def drop(self) -> None:
        """Forget the question without a word."""
        job, self._job = self._job, None
        if job is not None:
            job.stop()
            self.ended.emit()

    def _refuse(self, reason: str) -> None:
        """Say that there is no folder to work in; a path of none would be that of the current folder."""
        cause = self.tr("No temporary folder can be made in {folder}: {reason}.")
        remedy = self.tr("Check that it exists, that you may write there and that its disk is not full.")
        self.began.emit()
        self.failed.emit(StudioError(cause.format(folder=QDir.tempPath(), reason=reason), remedy))
        self.ended.emit()

    def _end(self, job: jobs.ProcessJob, folder: QTemporaryDir, tell: Callable[[], None]) -> None:
        is_wanted = job is self._job
        if is_wanted:
            self._job = None
            tell()
        folder.remove()
        if is_wanted:
            self.ended.emit()
