"""The Runs page: all trainings in a table, the curves of the chosen ones over each other, what differs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.core.training import runs
from studio.core.training.curves import differences
from studio.gui import jobs, messages, theme
from studio.gui.widgets.curve_plot import CurvePlot
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState, Section
from studio.gui.widgets.plot_area import Curve
from studio.gui.widgets.run_words import state_text
from studio.gui.widgets.table import Cell, Table

REFRESH_MS = 3000
STARTED = 6
RUN_COLOURS = ("#3d8bfd", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#8f6fd8", "#8a8f99")
"""Told apart by colour-blind eyes, and read on dark and on light."""
SHARES = ("map50", "map50_95", "precision", "recall")
PATHS = ("out", "data")
"""Settings that are a run's address, not a choice: they differ always."""


class RunsPage(Page):
    """Earlier trainings, compared."""

    key = "runs"
    run_requested = Signal(object)
    """Show this run (a Path) on the Train page; None: set a new one up."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: dict[str, runs.RunInfo] = {}
        self._listing: jobs.Task | None = None
        self._empty = EmptyState(
            "format-list-bulleted",
            self.tr("Every training is kept and listed here, to be compared with others."),
            self.tr("Set a training up"),
        )
        self._empty.clicked.connect(lambda: self.run_requested.emit(None))
        columns = (
            self.tr("Run"),
            self.tr("State"),
            self.tr("mAP@0.5"),
            self.tr("@0.5:0.95"),
            self.tr("Epochs"),
            self.tr("Minutes"),
            self.tr("Started"),
            self.tr("Model"),
            self.tr("Size"),
            self.tr("Dataset"),
        )
        self.table = Table(columns, name="runs_table")
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(STARTED, Qt.SortOrder.DescendingOrder)
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.table.itemDoubleClicked.connect(lambda _: self.run_primary())
        folder = QPushButton(self.tr("Show in folder"))
        folder.clicked.connect(self._show_folder)
        hint = theme.label(self.tr("Choose several with Ctrl or Shift to compare them."), "muted")
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(folder)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 12, 8, 12)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

        self._quantity = QComboBox()
        self._quantity.setObjectName("runs_quantity")
        self._quantity.setAccessibleName(self.tr("Curve"))
        for key, text in (
            ("map50", self.tr("mAP@0.5")),
            ("map50_95", self.tr("mAP@0.5:0.95")),
            ("precision", self.tr("Precision")),
            ("recall", self.tr("Recall")),
            ("box", self.tr("Box loss")),
            ("objectness", self.tr("Objectness loss")),
            ("classification", self.tr("Classification loss")),
        ):
            self._quantity.addItem(text, key)
        self._quantity.currentIndexChanged.connect(self._show_curves)
        self.plot = CurvePlot("", x_name=self.tr("epoch"), name="runs")
        self.plot.saved.connect(messages.info)
        self.plot.failed.connect(messages.error)
        curves = QWidget()
        column = QVBoxLayout(curves)
        column.setContentsMargins(8, 12, 16, 8)
        column.setSpacing(8)
        column.addWidget(self._quantity, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.plot, 1)
        self.differences = Table((self.tr("Setting"),), name="run_differences")
        self._what_differs = Section(self.tr("What differs"))
        self._what_differs.add(self.differences, 1)
        self._below = QWidget()
        column = QVBoxLayout(self._below)
        column.setContentsMargins(8, 8, 16, 12)
        column.addWidget(self._what_differs)
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._right.addWidget(curves)
        self._right.addWidget(self._below)
        self._right.setStretchFactor(0, 2)
        self._right.setStretchFactor(1, 1)
        self._areas = QSplitter(Qt.Orientation.Horizontal)
        self._areas.addWidget(left)
        self._areas.addWidget(self._right)
        self._areas.setSizes([740, 460])
        for splitter in (self._right, self._areas):
            splitter.setChildrenCollapsible(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._areas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._list)

    # -- what the window asks ----------------------------------------------------------------------

    def activate(self) -> None:
        """List the runs, and list them again while one goes on."""
        self._list()

    def deactivate(self) -> None:
        """Stop looking."""
        self._timer.stop()

    def primary(self) -> tuple[str, bool]:
        """Return the one button: open the chosen run."""
        return self.tr("Open"), len(self.table.selected_keys()) == 1

    def run_primary(self) -> None:
        """Open the chosen run on the Train page."""
        if len(chosen := self.table.selected_keys()) == 1:
            self.run_requested.emit(Path(chosen[0]))

    def heading(self) -> str:
        """Return where the runs are."""
        return str(runs.runs_folder())

    def save_state(self) -> dict[str, Any]:
        """Return what is plotted and how the page is divided."""
        return {
            "quantity": self._quantity.currentData(),
            "areas": self._areas.sizes(),
            "right": self._right.sizes(),
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take back what was remembered."""
        self._quantity.setCurrentIndex(max(0, self._quantity.findData(state.get("quantity"))))
        for splitter, key in ((self._areas, "areas"), (self._right, "right")):
            if isinstance(state.get(key), list) and sum(state[key]) > 0:
                splitter.setSizes(state[key])

    # -- what goes on inside -----------------------------------------------------------------------

    def _list(self) -> None:
        if self._listing is None or self._listing.is_done:
            self._listing = jobs.run_in_thread(runs.list_runs, self._on_listed, messages.error, parent=self)

    def _on_listed(self, found: list[runs.RunInfo]) -> None:
        self._runs = {str(info.path): info for info in found}
        self._stack.setCurrentWidget(self._areas if found else self._empty)
        chosen = self.table.selected_keys()
        self.table.show_rows([_row(info, self) for info in found], list(self._runs))
        if found and not chosen:
            self.table.select_keys([str(found[0].path)])
        self._on_selected()
        if any(info.state == "running" for info in found) and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _chosen(self) -> list[runs.RunInfo]:
        return [self._runs[key] for key in self.table.selected_keys() if key in self._runs]

    def _on_selected(self) -> None:
        self._show_curves()
        chosen = self._chosen()
        found = differences([info.config for info in chosen])
        rows = [(key, values) for key, values in found if key not in PATHS]
        names = [info.path.name for info in chosen]
        self.differences.setColumnCount(1 + len(names))
        self.differences.setHorizontalHeaderLabels([self.tr("Setting"), *names])
        self.differences.show_rows(
            [
                [Cell(key), *(Cell("–" if value is None else str(value)) for value in values)]
                for key, values in rows
            ]
        )
        self.differences.setVisible(bool(rows))
        self._what_differs.set_note("" if rows else self.tr("Nothing: their settings are the same."))
        self._below.setVisible(len(chosen) > 1)
        self.primary_changed.emit()

    def _show_curves(self) -> None:
        key = self._quantity.currentData()
        curves = []
        for index, info in enumerate(self._chosen()):
            epochs = [epoch for epoch in info.epochs if isinstance(epoch.get(key), int | float)]
            x = np.array([epoch["epoch"] for epoch in epochs], np.float64)
            y = np.array([epoch[key] for epoch in epochs], np.float64)
            colour = QColor(RUN_COLOURS[index % len(RUN_COLOURS)])
            curves.append(Curve(info.path.name, x, y, colour, dots=True))
        self.plot.set_y_range((0, 1) if key in SHARES else None)
        self.plot.set_curves(curves)

    def _show_folder(self) -> None:
        for info in self._chosen()[:1]:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(info.path)))


def _row(info: runs.RunInfo, page: RunsPage) -> list[Cell]:
    state, colour = state_text(info.state)
    scores = [max((epoch[key] for epoch in info.epochs), default=0.0) for key in ("map50", "map50_95")]
    shown = [f"{score:.3f}" if info.epochs else "–" for score in scores]
    planned = int(info.config.get("epochs", 0))
    done = int(info.epochs[-1]["epoch"]) if info.epochs else 0
    seconds = sum(float(epoch.get("seconds", 0)) for epoch in info.epochs)
    begun = float(info.start.get("time", 0))
    date = datetime.fromtimestamp(begun).strftime("%Y-%m-%d %H:%M") if begun else "–"
    data = Path(str(info.config.get("data", "")))
    return [
        Cell(info.path.name, tip=str(info.path)),
        Cell(state, colour=colour),
        Cell(shown[0], is_number=True, order=scores[0]),
        Cell(shown[1], is_number=True, order=scores[1]),
        Cell(f"{done} / {planned}", is_number=True, order=float(done)),
        Cell(f"{seconds / 60:.1f}", is_number=True, order=seconds),
        Cell(date, order=begun),
        Cell(str(info.config.get("model", ""))),
        Cell(page.tr("{size} px").format(size=info.config.get("imgsz", "–")), is_number=True),
        Cell(data.parent.name if data.suffix else data.name, tip=str(data)),
    ]
