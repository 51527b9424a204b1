"""What the Train page knows of the open dataset: its counts, and the runs there are; read in threads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.data.overview import DataFacts, study
from studio.core.errors import StudioError
from studio.core.files import real_path
from studio.core.runs import folder as runs
from studio.gui import jobs, messages
from studio.gui.run_states import with_trainings

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset


class Lookout(QObject):
    """Counts the dataset once after each change and lists runs when asked."""

    counted = Signal()
    """`facts` are there."""
    listed = Signal()
    """`runs` are as they are on disk."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.facts: DataFacts | None = None
        self.runs: list[runs.RunInfo] = []
        """All runs, newest first."""
        self._dataset: Dataset | None = None
        self._counting: jobs.Task | None = None
        self._listing: jobs.Task | None = None

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Look at another dataset; nothing is known of it yet."""
        self._dataset = dataset
        self.runs = []
        self.forget_counts()

    def forget_counts(self) -> None:
        """The dataset was edited: its counts are not true any more."""
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        self.facts = None

    def count(self, seed: int, size: int) -> None:
        """Count the dataset, split by a seed and trained at a size, unless that was done or is under way."""
        dataset = self._dataset
        if dataset is not None and self.facts is None and self._counting is None:
            self._counting = jobs.run_until_stopped(
                lambda is_stopped: study(dataset, seed=seed, size=size, is_cancelled=is_stopped),
                self._on_counted,
                self._on_failed,
                parent=self,
            )

    def list_runs(self) -> None:
        """List the runs, unless that is under way."""
        if self._listing is None or self._listing.is_done:
            self._listing = jobs.run_in_thread(runs.list_runs, self._on_listed, messages.error, parent=self)

    def runs_here(self) -> list[runs.RunInfo]:
        """Return the runs of the open dataset, or of all while none is open; newest first."""
        known = with_trainings(self.runs)
        if self._dataset is None:
            return known
        source = real_path(self._dataset.source)
        # The command line is given a folder as well as the file in it that describes it.
        names = {source, source.parent} if source.is_file() else {source}
        return [info for info in known if real_path(Path(info.config.get("data", ""))) in names]

    def knows(self, run: Path) -> bool:
        """Return whether a run was listed."""
        return any(info.path == run for info in self.runs)

    def _on_counted(self, facts: DataFacts) -> None:
        self._counting = None
        self.facts = facts
        messages.settle("counting")
        self.counted.emit()

    def _on_failed(self, problem: StudioError) -> None:
        self._counting = None
        messages.error(problem, "counting")

    def _on_listed(self, found: list[runs.RunInfo]) -> None:
        self.runs = found
        self.listed.emit()
