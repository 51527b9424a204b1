"""Asks `studio inspect` about a model in a process of its own; answers are kept, and questions bundled."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.model.layer_sheet import LayerSheet
from studio.gui import jobs

WAIT_MS = 350
"""So long nothing may change before a question is asked: numbers are typed and stepped through."""


class Question(NamedTuple):
    """A model (name or path) at a size and for a number of classes; 0: its own."""

    model: str
    imgsz: int
    classes: int


class LayerReader(QObject):
    """Answers the newest question by one of its signals; older ones are dropped."""

    began = Signal()
    answered = Signal(object)
    """A LayerSheet."""
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[tuple[Question, int], LayerSheet] = {}
        self._question: Question | None = None
        self._job: jobs.ProcessJob | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._start)

    def ask(self, question: Question, *, again: bool = False) -> None:
        """Answer from memory at once, else soon; `again` measures anew."""
        if question == self._question and self.is_busy() and not again:
            return
        self._drop_job()
        self._question = question
        known = self._known.get(_key(question))
        if known is not None and not again:
            self._wait.stop()
            self.answered.emit(known)
            return
        self._wait.start()
        self.began.emit()

    def is_busy(self) -> bool:
        """Return whether an answer is still to come."""
        return self._wait.isActive() or self._job is not None

    def stop(self) -> None:
        """Give the question up."""
        self._wait.stop()
        if self._job is not None:
            self._job.stop()
        else:
            self.stopped.emit()

    def _drop_job(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.stop()

    def _start(self) -> None:
        question = self._question
        assert question is not None
        arguments = [question.model, "--json"]
        if question.classes:
            arguments += ["--classes", str(question.classes)]
        if question.imgsz:
            arguments += ["--imgsz", str(question.imgsz)]
        title = self.tr("Measure the layers of {model}").format(model=Path(question.model).name)
        job = jobs.ProcessJob("inspect", arguments, self, title=title)
        job.finished.connect(lambda code, problem: self._on_finished(job, question, code, problem))
        self._job = job
        job.start()

    def _on_finished(self, job: jobs.ProcessJob, question: Question, code: int, problem: str) -> None:
        job.deleteLater()
        if job is not self._job:
            return
        self._job = None
        if job.is_stopping:
            self.stopped.emit()
        elif code:
            self.failed.emit(problem)
        else:
            self._take(question, job.document())

    def _take(self, question: Question, document: dict[str, Any]) -> None:
        if "layers" not in document:
            text = self.tr("{name} is an exported file: its rows are no longer told apart.")
            self.failed.emit(text.format(name=Path(question.model).name))
            return
        sheet = LayerSheet.from_dict(document)
        self._known[_key(question)] = sheet
        self.answered.emit(sheet)


def _key(question: Question) -> tuple[Question, int]:
    """Return what an answer is kept under: a file that was written anew is another one."""
    path = Path(question.model)
    if path.is_dir():
        path = path / "best.pt"
    return question, path.stat().st_mtime_ns if path.is_file() else 0
