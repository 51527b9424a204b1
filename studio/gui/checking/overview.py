"""The overview of a check: the verdict, what the reference trainers make of it, and the plots."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHeaderView, QScrollArea, QVBoxLayout, QWidget

from studio.core.data.checking.findings import FINDINGS
from studio.core.data.checking.trainers import TRAINERS
from studio.core.data.checking.words import loss_rows, needs_by_trainer, verdict
from studio.core.report.check_plots import PLOTS, check_plots
from studio.core.words import visible
from studio.gui import messages, theme
from studio.gui.checking.result import Result
from studio.gui.widgets.panels import Notice, Section
from studio.gui.widgets.svg_plot import SvgPlot
from studio.gui.widgets.table import Cell, Table

REASON_SHARE = 0.27
"""Of a table's width, for its sentences."""
PLOT_SIZE = 240, 230


class WholeTable(Table):
    """A table as high as its rows, which wrap their words; it is scrolled with what it stands in."""

    def __init__(self, columns: Sequence[str], *, name: str) -> None:
        super().__init__(columns, name=name)
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.fit)

    def fit(self) -> None:
        """Take the height of all rows."""
        # A header that fits its rows by itself does so when it is painted.
        self.resizeRowsToContents()
        self.setFixedHeight(self.horizontalHeader().height() + self.verticalHeader().length() + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows wrap otherwise in another width."""
        super().resizeEvent(event)
        self.horizontalHeader().resizeSection(0, round(REASON_SHARE * self.viewport().width()))
        self.fit()
        # Once more when the columns that stretch have theirs.
        self._soon.start()


class Overview(QScrollArea):
    """What a whole dataset is like."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("checkOverview")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._verdict = Notice()
        self._verdict.setObjectName("checkVerdict")
        self._table = WholeTable(
            [self.tr("Reason"), *(trainer.title for trainer in TRAINERS)], name="checkTrainers"
        )
        self._needs = theme.label("", wrap=True)
        self._needs.setObjectName("checkNeeds")
        self._trainers = Section(self.tr("What the reference trainers make of it"))
        self._trainers.add(self._table)
        self._trainers.add(self._needs)
        self._plots = {name: SvgPlot(f"check_{name}") for name in PLOTS}
        grid = QGridLayout()
        grid.setSpacing(12)
        for index, plot in enumerate(self._plots.values()):
            plot.setMinimumSize(*PLOT_SIZE)
            plot.saved.connect(messages.info)
            plot.failed.connect(messages.error)
            grid.addWidget(plot, index // 2, index % 2)
        self._charts = Section(self.tr("Boxes, classes and images"))
        self._charts.add(grid)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(16)
        for part in (self._verdict, self._trainers, self._charts):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(inner)

    def show_result(self, result: Result) -> None:
        """Show a check."""
        problems = [problem for some in result.problems.values() for problem in some]
        severities = {FINDINGS[kind].severity for kind in result.problems}
        worst = next((one for one in ("error", "warn") if one in severities), "ok")
        self._verdict.set_text(visible("  ".join(verdict(problems, result.losses))), worst)
        rows = loss_rows(result.losses)
        self._table.show_rows(
            [[Cell(row.reason, tip=str(row.first)), *(Cell(cell) for cell in row.cells)] for row in rows]
        )
        self._table.setVisible(bool(rows))
        self._table.fit()
        needs = needs_by_trainer(result.needs)
        self._needs.setText("\n".join(visible(f"{title}: {' '.join(told)}") for title, told in needs))
        self._needs.setVisible(bool(needs))
        plots = check_plots(result.document["figures"], result.document["classes"])
        for name, plot in self._plots.items():
            plot.show_picture(plots.get(name, ""))
        self._charts.setVisible(bool(plots))
