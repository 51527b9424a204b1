"""A run's diary: its events and files, written with patience when the disk is full."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from studio.core.errors import DiskFull
from studio.core.files import atomic_write
from studio.core.runs import folder as runs
from studio.core.runs.events import TOLD, Event
from studio.core.runs.tensorboard import BoardWriter
from studio.core.words import recipe, tr

WAIT_SECONDS = 2.0


class Diary:
    """Writes a run's events, to its folder and to whoever listens, and its files.

    While the disk is full it waits: what was computed so far is worth more than the time.
    """

    def __init__(self, run: Path, emit: Callable[[Event], None], *, tensorboard: bool = False) -> None:
        """`tensorboard` writes figures for that program, too."""
        self.run = run
        self._board = BoardWriter(run) if tensorboard else None
        self._emit = emit
        self._log = runs.EventLog(run)

    def send(self, event: str, **values: Any) -> None:
        """Write an event, then tell it."""
        record = {"event": event, **values, "time": time.time()}
        # Who reads the run may speak another language than who trained it.
        recipes = {name: recipe(value) for name, value in values.items() if isinstance(value, str)}
        if told := {name: made for name, made in recipes.items() if made is not None}:
            record[TOLD] = told
        self.patiently(lambda: self._log.write(record))
        self._emit(record)
        if self._board:
            self._board.add(record)

    def keep(self, name: str, text: str) -> None:
        """Write a file of the run, atomically."""
        self.patiently(lambda: atomic_write(self.run / name, text))

    def patiently(self, write: Callable[[], object]) -> None:
        """Write; while the disk is full, say so and try again until there is room or a stop is asked for.

        Raises:
            DiskFull: the run is to stop.
        """
        has_waited = False
        while True:
            try:
                write()
                break
            except DiskFull as problem:
                if not has_waited:
                    # To the listener alone: there is no room for it in the run.
                    self._tell(tr("The disk is full: the training waits for room.") + " " + problem.cause)
                has_waited = True
                if runs.is_stop_requested(self.run):
                    raise
                time.sleep(WAIT_SECONDS)
        if has_waited:
            self._tell(tr("There is room again: the training goes on."))

    def close(self) -> None:
        """Close the events."""
        self._log.close()
        if self._board:
            self._board.close()

    def _tell(self, message: str) -> None:
        self._emit({"event": "warning", "message": message, "time": time.time()})
