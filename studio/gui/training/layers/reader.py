"""Asks `studio inspect` about a model in a process of its own; answers are kept, and questions bundled."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import StudioError
from studio.core.model.layer_sheet import LayerSheet
from studio.core.weights.places import BEST
from studio.gui.question import Question

WAIT_MS = 350
"""So long nothing may change before a question is asked: numbers are typed and stepped through."""


class Subject(NamedTuple):
    """What is asked about: a model (name or path) at a size and for a number of classes; 0: its own."""

    model: str
    imgsz: int
    classes: int


class LayerReader(QObject):
    """Answers the newest question by one of its signals; older ones are dropped."""

    began = Signal()
    answered = Signal(object)
    """A LayerSheet."""
    failed = Signal(object)
    """A StudioError."""
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[tuple[Subject, int], LayerSheet] = {}
        self._subject: Subject | None = None
        self._question = Question(self)
        self._question.failed.connect(self.failed)
        self._question.stopped.connect(self.stopped)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._start)

    def ask(self, subject: Subject, *, again: bool = False) -> None:
        """Answer from memory at once, else soon; `again` measures anew."""
        if subject == self._subject and self.is_busy() and not again:
            return
        self._question.drop()
        self._subject = subject
        known = self._known.get(_key(subject))
        if known is not None and not again:
            self._wait.stop()
            self.answered.emit(known)
            return
        self._wait.start()
        self.began.emit()

    def is_busy(self) -> bool:
        """Return whether an answer is still to come."""
        return self._wait.isActive() or self._question.is_busy()

    def stop(self) -> None:
        """Give the question up."""
        self._wait.stop()
        if self._question.is_busy():
            self._question.stop()
        else:
            self.stopped.emit()

    def _start(self) -> None:
        subject = self._subject
        assert subject is not None
        arguments = [subject.model]
        if subject.classes:
            arguments += ["--classes", str(subject.classes)]
        if subject.imgsz:
            arguments += ["--imgsz", str(subject.imgsz)]
        title = self.tr("Measure the layers of {model}").format(model=Path(subject.model).name)
        self._question.ask(
            "inspect", lambda _: arguments, title, lambda result, _: self._take(subject, result)
        )

    def _take(self, subject: Subject, result: dict[str, Any]) -> None:
        if "layers" not in result:
            cause = self.tr("{name} is an exported file: its rows are no longer told apart.")
            remedy = self.tr("Look at the checkpoint it was made of.")
            self.failed.emit(StudioError(cause.format(name=Path(subject.model).name), remedy))
            return
        sheet = LayerSheet.from_dict(result)
        self._known[_key(subject)] = sheet
        self.answered.emit(sheet)


def _key(subject: Subject) -> tuple[Subject, int]:
    """Return what an answer is kept under: a file that was written anew is another one."""
    path = Path(subject.model)
    if path.is_dir():
        path = path / BEST
    return subject, path.stat().st_mtime_ns if path.is_file() else 0
