"""Asks one question of the command line at a time; what it writes on the way lies in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QObject, QTemporaryDir, Signal

from studio.gui import jobs

Take = Callable[[dict[str, Any], Path], None]


class Question(QObject):
    """Runs a verb with `--json`; a new question drops the old one, whose answer then never comes."""

    began = Signal()
    progressed = Signal(float)
    """How far it is, 0..1; -1 while unknown."""
    failed = Signal(str)
    stopped = Signal()
    ended = Signal()
    """However it ended: answered, failed, stopped or dropped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: jobs.ProcessJob | None = None

    def ask(self, verb: str, arguments: Callable[[Path], list[str]], title: str, take: Take) -> None:
        """Ask, and give `take` the document printed and the folder.

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
        job.finished.connect(lambda code, problem: self._on_finished(job, folder, take, code, problem))
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
        self.failed.emit(f"{cause.format(folder=QDir.tempPath(), reason=reason)} {remedy}")
        self.ended.emit()

    def _on_finished(
        self, job: jobs.ProcessJob, folder: QTemporaryDir, take: Take, code: int, problem: str
    ) -> None:
        job.deleteLater()
        is_wanted = job is self._job
        if is_wanted:
            self._job = None
        if is_wanted and not job.is_stopping and not code:
            take(job.document(), Path(folder.path()))
        folder.remove()
        if not is_wanted:
            return
        if job.is_stopping:
            self.stopped.emit()
        elif code:
            self.failed.emit(problem)
        self.ended.emit()
