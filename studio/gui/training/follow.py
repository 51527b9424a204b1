"""Following a run by the events it writes, whoever started it and whenever."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import FileMissing, StudioError
from studio.core.runs import folder as runs
from studio.core.runs.curves import RunCurves
from studio.core.runs.data_snapshot import SEAL
from studio.core.weights.places import BEST, LAST
from studio.core.words import paragraph
from studio.gui import jobs

TICK_MS = 250
KILL_AFTER_MS = 20_000
"""A step and the validation after it may take a while; then the process is not going to answer."""

NEW_FOR_S = 10

LOG = "log.txt"
"""What a training this window started wrote: its events, and what a crash leaves."""

EXPORT_MARK = "export-when-done"
"""An empty file in a run's folder: export it when it is done, whichever window is open then."""


BEFORE_THE_FIRST_STEP = {LOG, EXPORT_MARK, SEAL, runs.EVENTS, runs.PROCESS, runs.STOP}
"""What a run's folder holds until its settings are known."""


def is_just_begun(run: Path) -> bool:
    """Return whether a run has its settings and nothing else: its process makes itself known in a moment."""
    with contextlib.suppress(OSError):
        is_new = time.time() - (run / runs.CONFIG).stat().st_mtime < NEW_FOR_S
        return is_new and not (run / runs.EVENTS).exists()
    return False


class RunFollower(jobs.Job):
    """One run with its curves and state, kept up to date while its process lives.

    The process belongs to nobody: closing the window leaves it alone, and another window finds it again.
    """

    is_training = True
    changed = Signal()
    """New events, or another state."""

    def __init__(self, path: Path, *, pid: int | None = None, parent: QObject | None = None) -> None:
        """`pid` is the process just started for this run, which has not written anything yet."""
        super().__init__(path.name, parent, folder=path)
        self.path = path
        self.curves = RunCurves()
        self.state: runs.RunState = "running"
        self.last_words = ""
        """What became of a process that ended before it could write its settings."""
        self.refusal = ""
        """Why the run did not go on when it was to be resumed."""
        self.is_measuring = False
        """It was asked to stop while it measures an epoch, and stops when that is done."""
        self._is_awaited = False
        self._pid = pid
        self._offset = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._kill_timer = QTimer(self)
        self._kill_timer.setSingleShot(True)
        self._kill_timer.timeout.connect(self.kill)
        self._watch()

    def is_running(self) -> bool:
        """Return whether the run's process lives."""
        return self.state == "running"

    def has_checkpoint(self) -> bool:
        """Return whether the run has a best epoch, which can be tried and exported."""
        return (self.path / BEST).is_file()

    def can_resume(self) -> bool:
        """Return whether there are weights to train on from."""
        return (self.path / LAST).is_file()

    def go_on(self, pid: int) -> None:
        """The run was resumed as process `pid`."""
        self._pid = pid
        self.is_stopping = self.is_measuring = False
        self.refusal = ""
        self._is_awaited = True
        self._watch()

    def look_again(self) -> None:
        """The run may have been resumed by another window or from the command line."""
        if not self.is_running() and runs.is_alive(self.path):
            self._watch()

    def stop(self) -> None:
        """Ask the run to stop after its step; asked again, or when it doesn't answer, it is killed.

        While an epoch is measured it answers, and may take as long as that takes.
        """
        if self.is_stopping:
            self.kill()
            return
        self.is_measuring = False
        super().stop()
        try:
            runs.request_stop(self.path)
        except StudioError:
            self.kill()
        self._kill_timer.start(KILL_AFTER_MS)
        self.changed.emit()

    def stop_for_exit(self) -> None:
        """The window closes and the training goes on."""
        self._timer.stop()
        self._kill_timer.stop()
        jobs.active.remove(self)

    def kill(self) -> None:
        """End the process at once; the last whole epoch is kept."""
        runs.kill(self.path)
        if self._pid is not None:
            jobs.kill_process(self._pid)

    def exports_when_done(self) -> bool:
        """Return whether the run is to be exported when it is done."""
        return (self.path / EXPORT_MARK).is_file()

    def forget_export(self) -> None:
        """The export has been started; it is not wanted again."""
        (self.path / EXPORT_MARK).unlink(missing_ok=True)

    def tick(self) -> None:
        """Take in what is new."""
        # Asked before the events are read: what a process wrote before it ended is then never missed.
        alive = self._is_alive()
        events, self._offset = runs.tail_events(self.path, self._offset)
        self.curves.add(events)
        kinds = {event.get("event") for event in events}
        if kinds & {"start", "error"}:
            self._is_awaited = False
        if "stopping" in kinds:
            self.is_measuring = True
            self._kill_timer.stop()
        if not alive and self.is_running():
            self.state = self._final_state()
            if self._is_awaited and not self.is_stopping:
                self.refusal = self._logged_words()
            self._is_awaited = False
            self._timer.stop()
            self._kill_timer.stop()
            self._pid = None
            self.end()
        elif not events:
            return
        self.report(self.curves.progress if self.curves.step else -1.0)
        self.changed.emit()

    def _watch(self) -> None:
        self.state = "running"
        if self._is_alive():
            self.begin()
            self._timer.start()
        self.tick()

    def _is_alive(self) -> bool:
        if runs.is_alive(self.path) or (self._pid is not None and jobs.is_process_alive(self._pid)):
            return True
        # Started by another window.
        return self._pid is None and is_just_begun(self.path)

    def _final_state(self) -> runs.RunState:
        try:
            info = runs.read_run(self.path)
        except FileMissing:
            if self.is_stopping:
                self.last_words = self.tr("It was stopped before its first step; nothing is kept of it.")
                self._take_away(BEFORE_THE_FIRST_STEP)
                return "stopped"
            # It ended before it wrote its settings: something about the data or the settings was refused.
            self._keep_last_words()
            return "failed"
        except StudioError as damage:
            self.last_words = paragraph(damage.cause, self._logged_words())
            return "failed"
        self.last_words = info.problem
        return info.state

    def _logged_words(self) -> str:
        """Return why the process could not go on."""
        events, _ = runs.tail_events(self.path, file=LOG)
        errors = [event for event in events if event.get("event") == "error"]
        if not errors:
            return self.tr("The training ended without a word; {log} may tell why.").format(
                log=self.path / LOG
            )
        return f"{runs.cause_of(errors[-1])} {errors[-1].get('remedy', '')}".strip()

    def _keep_last_words(self) -> None:
        """Read what the process said, and take away the folder if it holds nothing else."""
        self.last_words = self._logged_words()
        self._take_away({LOG, EXPORT_MARK})

    def _take_away(self, names: set[str]) -> None:
        """Remove the folder if it holds nothing but these."""
        with contextlib.suppress(OSError):
            if {path.name for path in self.path.iterdir()} <= names:
                for name in names:
                    (self.path / name).unlink(missing_ok=True)
                self.path.rmdir()
