"""One worker at a time: its phases, its frames at the pace they are painted, and what comes after it."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from studio.gui.live.worker import LiveWorker, ModelFacts

if TYPE_CHECKING:
    from studio.core.boxes.thresholds import Thresholds
    from studio.core.live.loop import LiveFrame

Phase = Literal["idle", "loading", "running", "stopping"]
RATE_SECONDS = 1.5
"""Frames per second are counted over this long."""


class LiveSession(QObject):
    """Runs a worker; started again while one runs, that one is stopped first."""

    began = Signal()
    """A worker starts: what was seen before is of another one."""
    phase_changed = Signal()
    model_loaded = Signal(object)
    """ModelFacts; the source is opened next."""
    frame_came = Signal(object)
    """A LiveFrame to paint; the next comes after `painted`."""
    ended = Signal(object)
    """LiveSummary: there are no more frames."""
    failed = Signal(object)
    """An exception: why model or source can't be used."""
    finished = Signal()
    """Nothing runs any more."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker: LiveWorker | None = None
        self.phase: Phase = "idle"
        self.is_frozen = False
        self._next: tuple[Path, str, Thresholds, str] | None = None
        self._is_unpainted = False
        self._is_frame_waiting = False
        self._painted: deque[tuple[float, int]] = deque()

    def start(self, model: Path, source: str, thresholds: Thresholds, tiles: str) -> None:
        """Load a model and open a source; what runs is stopped first."""
        if self._worker is not None:
            self._next = model, source, thresholds, tiles
            self._worker.stop()
            self._set_phase("loading")
            return
        self._painted.clear()
        worker = LiveWorker(model, source, thresholds, tiles)
        worker.model_loaded.connect(self._on_model_loaded)
        worker.frame_ready.connect(self._on_frame_ready)
        worker.ended.connect(self.ended)
        worker.failed.connect(self._on_failed)
        worker.finished.connect(self._on_finished)
        self._worker = worker
        self.began.emit()
        self._set_phase("loading")
        worker.begin()

    def stop(self) -> None:
        """Ask the worker to end."""
        self._next = None
        if self._worker is not None:
            self._worker.stop()
            self._set_phase("stopping")

    def is_alive(self) -> bool:
        """Return whether a worker is there, be it one that is about to end."""
        return self._worker is not None

    def wait(self, patience_ms: int) -> None:
        """Wait so long for the worker; one that still loads a model ends by itself."""
        if self._worker is not None:
            self._worker.wait(patience_ms)

    def toggle_frozen(self) -> None:
        """Hold the frame, or go on."""
        if self._worker is not None and self.phase == "running":
            self.is_frozen = not self.is_frozen
            self._worker.freeze(self.is_frozen)
            self._painted.clear()

    def set_thresholds(self, thresholds: Thresholds) -> None:
        """Use other thresholds from the next frame on."""
        if self._worker is not None:
            self._worker.set_thresholds(thresholds)
        if self._next is not None:
            self._next = (*self._next[:2], thresholds, self._next[3])

    def set_tiles(self, tiles: str) -> None:
        """Look at pictures in other tiles from the next frame on."""
        if self._worker is not None:
            self._worker.set_tiles(tiles)
        if self._next is not None:
            self._next = (*self._next[:3], tiles)

    def painted(self) -> None:
        """The last frame is on the screen."""
        self._is_unpainted = False
        if self._is_frame_waiting:
            self._is_frame_waiting = False
            self._take_frame()

    def rate(self, number: int) -> float:
        """Return frames per second over the last moments, up to the frame of this number, just painted."""
        now = time.perf_counter()
        self._painted.append((now, number))
        while now - self._painted[0][0] > RATE_SECONDS and len(self._painted) > 2:
            self._painted.popleft()
        since, first = self._painted[0]
        return (number - first) / (now - since) if now > since else 0.0

    def _on_model_loaded(self, facts: ModelFacts) -> None:
        if self.phase == "loading" and self._next is None:
            self.model_loaded.emit(facts)

    def _on_frame_ready(self) -> None:
        # The next frame is taken when this one was painted: painting late never lets frames pile up.
        if self._is_unpainted:
            self._is_frame_waiting = True
        else:
            self._take_frame()

    def _take_frame(self) -> None:
        frame: LiveFrame | None = self._worker.mailbox.take() if self._worker is not None else None
        if frame is None or self.phase not in ("loading", "running") or self._next is not None:
            return
        if self.phase == "loading":
            self._set_phase("running")
        self._is_unpainted = True
        self.frame_came.emit(frame)

    def _on_failed(self, problem: Exception) -> None:
        if self._next is None:
            self.failed.emit(problem)

    def _on_finished(self) -> None:
        self._worker = None
        self.is_frozen = self._is_unpainted = self._is_frame_waiting = False
        self._set_phase("idle")
        wish, self._next = self._next, None
        if wish is not None:
            self.start(*wish)
        else:
            self.finished.emit()

    def _set_phase(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()
