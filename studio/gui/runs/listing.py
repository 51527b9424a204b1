"""The runs and the trash as they are on disk, read in a thread and again while a run goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.runs import folder as runs
from studio.core.runs import trash as keeping
from studio.gui import jobs, messages
from studio.gui.run_states import with_trainings

REFRESH_MS = 3000


class Listing(QObject):
    """Reads them when asked; `keep_looking` has it look again every few seconds."""

    listed = Signal(object, object, object)
    """Runs (RunInfo), those in the trash (Trashed), and the paths of what is to be chosen then."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._task: jobs.Task | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.look)

    def is_busy(self) -> bool:
        """Return whether an answer is still to come."""
        return self._task is not None and not self._task.is_done

    def look(self) -> None:
        """Read them, unless that is under way."""
        if not self.is_busy():
            self.look_anew()

    def look_anew(self, then_choose: list[str] | None = None) -> None:
        """Read them now: an answer still under way is from before something changed."""
        if self._task is not None:
            self._task.cancel()
        self._task = jobs.run_in_thread(
            lambda: (runs.list_runs(), keeping.list_trash()),
            lambda found: self.listed.emit(with_trainings(found[0]), found[1], then_choose or []),
            messages.error,
            parent=self,
        )

    def keep_looking(self, is_wanted: bool) -> None:
        """Look again every few seconds, or no longer."""
        if is_wanted:
            self._timer.start()
        else:
            self._timer.stop()
