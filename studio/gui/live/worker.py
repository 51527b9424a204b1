"""The live worker: one thread loads the model, detects in the newest frame and leaves the result."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QThread, Signal

from studio.core.errors import Cancelled, StudioError

if TYPE_CHECKING:
    from studio.core.boxes.thresholds import Thresholds
    from studio.core.live.loop import LiveFrame
    from studio.core.live.newest import NewestFrame
    from studio.core.runtime.detector import Detector
    from studio.core.tiling.tiling import Tiling


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What the page tells about a loaded model."""

    runtime: str
    architecture: str
    input_wh: tuple[int, int]
    class_names: tuple[str, ...]
    loading_seconds: float


class Mailbox:
    """A place for one frame: the newest replaces one that was not taken.

    Attributes:
        replaced: frames that were never taken.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._frame: LiveFrame | None = None
        self.replaced = 0

    def put(self, frame: LiveFrame) -> bool:
        """Leave a frame; True when the mailbox was empty, so that its reader must be told."""
        with self._lock:
            was_empty = self._frame is None
            self._frame = frame
            self.replaced += not was_empty
            return was_empty

    def take(self) -> LiveFrame | None:
        """Return the newest frame and empty the mailbox; None when nothing came since."""
        with self._lock:
            frame, self._frame = self._frame, None
            return frame


class LiveWorker(QThread):
    """Detects in the newest frame of a source until that ends or `stop` is called.

    `frame_ready` says that `mailbox` is no longer empty; it is not sent again before the frame was taken,
    so at most one such event waits in the window's queue however fast the frames come.
    """

    model_loaded = Signal(object)
    """ModelFacts; the source is opened next."""
    frame_ready = Signal()
    ended = Signal(object)
    """LiveSummary: there are no more frames; not sent after `stop`."""
    failed = Signal(object)
    """StudioError: the model or the source can't be used; any other exception is a defect of ours."""

    def __init__(self, model: Path, source: str, thresholds: Thresholds, tiles: str) -> None:
        super().__init__()
        self.setObjectName("live")
        self.mailbox = Mailbox()
        self._model = model
        self._source = source
        self._thresholds = thresholds
        self._tiles = tiles
        self._own_tiling: Tiling | None = None
        self._detector: Detector | None = None
        self._feed: NewestFrame | None = None
        self._wake = threading.Event()
        self._is_stopping = False
        self._is_frozen = False
        self._thresholds_changed = self._tiles_changed = False
        self._dropped_while_frozen = 0

    def begin(self) -> None:
        """Start the thread. It lives until it ended, even when nobody holds it any more."""
        _living.add(self)
        self.finished.connect(self._forget)
        QCoreApplication.instance().aboutToQuit.connect(self._join)
        self.start()

    def stop(self) -> None:
        """Ask the thread to end without waiting; a program that is at work is killed by it."""
        self._is_stopping = True
        self._wake.set()
        if self._feed is not None:
            self._feed.stop()

    def freeze(self, is_frozen: bool) -> None:
        """Hold the present frame, or go on."""
        self._is_frozen = is_frozen
        self._wake.set()

    def set_thresholds(self, thresholds: Thresholds) -> None:
        """Use other thresholds from the next frame on; a frozen frame is detected anew."""
        self._thresholds = thresholds
        self._thresholds_changed = True
        if self._detector is not None:
            self._detector.thresholds = thresholds
        self._wake.set()

    def set_tiles(self, tiles: str) -> None:
        """Look at pictures in other tiles from the next frame on; a frozen frame is detected anew."""
        self._tiles = tiles
        self._tiles_changed = self._thresholds_changed = True
        self._wake.set()

    def run(self) -> None:
        """Load, open, detect to the end, and free everything again; what goes wrong is told, not raised."""
        # Here, not above: the window opens without the engines.
        from studio.core.live.loop import run_live
        from studio.core.live.newest import NewestFrame
        from studio.core.live.sources import open_source
        from studio.core.runtime.detector import load_detector

        try:
            start = time.perf_counter()
            detector = load_detector(self._model, should_stop=lambda: self._is_stopping)
            try:
                detector.thresholds = self._thresholds
                self._detector, self._own_tiling = detector, detector.tiling
                self._use_tiles()
                self.model_loaded.emit(_facts(detector, time.perf_counter() - start))
                if self._is_stopping:
                    return
                source = open_source(self._source)
                if source.is_live:
                    source = self._feed = NewestFrame(source)
                summary = run_live(
                    detector, source, on_frame=self._deliver, should_stop=lambda: self._is_stopping
                )
                if not self._is_stopping:
                    self.ended.emit(summary)
            finally:
                if self._feed is not None:
                    self._feed.close()
                self._detector = None
                detector.close()
        except Exception as error:
            if not self._is_stopping or not isinstance(error, StudioError | Cancelled):
                self.failed.emit(error)

    def _forget(self) -> None:
        QCoreApplication.instance().aboutToQuit.disconnect(self._join)
        _living.discard(self)

    def _join(self) -> None:
        """Wait for the end: a program that leaves a thread behind crashes on its way out."""
        self.stop()
        self.wait()

    def _use_tiles(self) -> None:
        """Have the detector cut pictures as was chosen last; raises StudioError when nobody knows how."""
        from studio.core.runs.tiling import chosen_tiling

        self._tiles_changed = False
        if self._detector is not None:
            tiling = chosen_tiling(self._tiles, self._model)
            self._detector.tiling = self._own_tiling if tiling == "own" else tiling

    def _deliver(self, frame: LiveFrame) -> None:
        """Leave a frame for the window; while frozen keep the loop here."""
        self._leave(frame)
        if self._tiles_changed:
            self._use_tiles()
        dropped_before = self._dropped()
        while self._is_frozen and not self._is_stopping:
            self._wake.wait()
            self._wake.clear()
            if self._thresholds_changed and self._is_frozen and self._detector is not None:
                self._thresholds_changed = False
                if self._tiles_changed:
                    self._use_tiles()
                self._leave(replace(frame, result=self._detector.detect(frame.image)))
        # A camera goes on while the picture stands still: those frames were not lost by being slow.
        self._dropped_while_frozen += self._dropped() - dropped_before

    def _dropped(self) -> int:
        return self._feed.dropped if self._feed is not None else 0

    def _leave(self, frame: LiveFrame) -> None:
        dropped = frame.dropped - self._dropped_while_frozen + self.mailbox.replaced
        if self.mailbox.put(replace(frame, dropped=dropped)):
            self.frame_ready.emit()


_living: set[LiveWorker] = set()


def _facts(detector: Detector, seconds: float) -> ModelFacts:
    spec = detector.spec
    return ModelFacts(detector.engine.name, spec.architecture, spec.input_wh, spec.class_names, seconds)
