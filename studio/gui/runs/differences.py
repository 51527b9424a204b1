"""What differs between the chosen runs: in their settings, and in the images and labels they learned from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from studio.core.runs.curves import differences
from studio.core.runs.data_snapshot import told_differences
from studio.core.runs.folder import RunInfo
from studio.core.words import paragraph
from studio.gui import jobs, messages
from studio.gui.widgets.panels import Section
from studio.gui.widgets.table import Cell, Table

PATHS = ("out", "data")
"""Settings that are a run's address, not a choice: they differ always."""


class Differences(QWidget):
    """Two tables: settings that are not the same in all runs; data of each beside those of the first."""

    def __init__(self) -> None:
        super().__init__()
        self._compared: list[tuple[str, float]] = []
        self._comparing: jobs.Task | None = None
        self._settings = Section(self.tr("Settings that differ"))
        self._settings_table = Table((self.tr("Setting"),), name="run_differences")
        self._settings_table.horizontalHeader().setStretchLastSection(True)
        self._settings.add(self._settings_table, 1)
        self._data = Section(self.tr("Data"))
        self._data_table = Table((self.tr("Run"), self.tr("What differs")), name="data_differences")
        self._data_table.stretch_column(1)
        # Sentences are read, not scanned: they take the lines they need.
        self._data_table.setWordWrap(True)
        self._data_table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._data.add(self._data_table, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._settings, 3)
        layout.addWidget(self._data, 2)

    def show_runs(self, chosen: Sequence[RunInfo]) -> None:
        """Compare these runs with the first of them; fewer than two: nothing."""
        self._show_settings(chosen)
        # A run that is resumed may go on with other data than it began with.
        wanted = [(str(info.path), float(info.start.get("time", 0))) for info in chosen]
        if wanted == self._compared:
            return
        self._compared = wanted
        if self._comparing is not None:
            # Its answer is for runs that are no longer chosen.
            self._comparing.cancel()
            self._comparing = None
        if len(chosen) < 2:
            return
        first, *others = (info.path for info in chosen)
        self._data.set_note(self.tr("beside those of {run}").format(run=first.name))
        self._data_table.show_rows([[Cell(run.name), Cell(self.tr("Comparing"))] for run in others])
        self._comparing = jobs.run_in_thread(
            lambda: told_differences(first, others),
            lambda told: self._show_data([run.name for run in others], told),
            messages.error,
            parent=self,
        )

    def _show_settings(self, chosen: Sequence[RunInfo]) -> None:
        found = differences([info.config for info in chosen])
        rows = [(key, values) for key, values in found if key not in PATHS]
        names = [info.path.name for info in chosen]
        self._settings_table.setColumnCount(1 + len(names))
        self._settings_table.setHorizontalHeaderLabels([self.tr("Setting"), *names])
        self._settings_table.show_rows(
            [
                [Cell(key), *(Cell("–" if value is None else str(value)) for value in values)]
                for key, values in rows
            ]
        )
        self._settings_table.setVisible(bool(rows))
        self._settings.set_note("" if rows else self.tr("None: they are the same."))

    def _show_data(self, names: Sequence[str], told: Sequence[Sequence[str]]) -> None:
        texts = [paragraph(*sentences) for sentences in told]
        self._data_table.show_rows(
            [[Cell(name), Cell(text, tip=text)] for name, text in zip(names, texts, strict=True)]
        )
