"""Garbage is collected in the GUI thread only: a widget must not die in the thread of a worker."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from studio.gui import jobs

INTERVAL_MS = 500
MANY = 20_000
"""Objects that take about 10 ms to go through."""


class GarbageCollector(QObject):
    """Does by a timer what Python does by itself in whichever thread allocates; until `stop`."""

    def __init__(self) -> None:
        super().__init__()
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def keep(self) -> None:
        """Take all there is now for what stays: going through a large dataset would hold the window."""
        gc.unfreeze()
        gc.freeze()

    def _collect(self) -> None:
        counts = gc.get_count()
        # What a thread is making stays: to go through half a dataset again and again holds the window.
        if counts[0] > MANY and jobs.is_busy():
            return
        due = [age for age in (2, 1, 0) if counts[age] > self._thresholds[age]]
        if due:
            gc.collect(due[0])
