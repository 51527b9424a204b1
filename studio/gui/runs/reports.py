"""Opens the report of a run in the browser; one that is not there is written first, as a job."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.core.report.run_report import REPORT
from studio.gui import jobs, messages
from studio.gui.desktop import open_path


class Reports(QObject):
    """Writes reports by `studio report`, one job a run; each opens when it is done."""

    written = Signal(object)
    """The run folder whose report is new."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: dict[Path, jobs.ProcessJob] = {}

    def open(self, run: Path) -> None:
        """Open the report of a run, written now if there is none."""
        if (run / REPORT).is_file():
            open_path(run / REPORT)
        else:
            self.write(run)

    def write(self, run: Path) -> None:
        """Write the report of a run anew and open it."""
        if run in self._jobs:
            messages.info(self.tr("The report of {run} is being written.").format(run=run.name))
            return
        title = self.tr("Report of {run}").format(run=run.name)
        job = jobs.ProcessJob("report", [str(run)], self, title=title, folder=run)
        job.ended.connect(lambda: self._jobs.pop(run))
        job.answered.connect(lambda _: self._on_written(run))
        job.failed.connect(lambda problem: messages.error(problem, f"report of {run}"))
        self._jobs[run] = job
        job.start()

    def _on_written(self, run: Path) -> None:
        messages.settle(f"report of {run}")
        self.written.emit(run)
        self.open(run)
