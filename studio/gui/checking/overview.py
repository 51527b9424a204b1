"""The overview of a check: the verdict, what the reference trainers make of it, and the plots."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHeaderView, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from studio.core.data.checking.findings import FINDINGS
from studio.core.data.checking.trainers import TRAINERS, Trainer
from studio.core.data.checking.words import loss_rows, trainer_verdict, verdict
from studio.core.report.check_plots import PLOTS, check_plots
from studio.core.words import paragraph, visible
from studio.gui import messages, theme
from studio.gui.checking.result import Result
from studio.gui.widgets.panels import Notice, Section
from studio.gui.widgets.svg_plot import SvgPlot
from studio.gui.widgets.table import Cell, Table

REASON_SHARE = 0.27
"""Of a table's width, for its sentences."""
PLOT_SIZE = 240, 140
PLACES = {
    "classes": (0, 0, 1),
    "sizes": (0, 1, 1),
    "places": (1, 0, 2),
    "per_image": (1, 1, 1),
    "image_sizes": (2, 1, 1),
}
"""Row and column of each plot, and how many rows it takes: that of places is nearly twice as high."""


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


class TrainerNeeds(Section):
    """What one trainer asks for, folded behind a line on what it makes of the dataset."""

    def __init__(self, trainer: Trainer) -> None:
        super().__init__(trainer.title, foldable=True, folded=True)
        self.setObjectName(f"needs_{trainer.key}")
        self._trainer = trainer
        self._told = theme.label("", "muted", wrap=True)
        self._told.setContentsMargins(24, 0, 0, 4)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._told.setObjectName(f"told_{trainer.key}")
        self.add(self._told)

    def show_needs(self, needs: Sequence[str], result: Result) -> None:
        """Show sentences on what it asks for; without any it is hidden."""
        self.set_note(trainer_verdict(self._trainer, result.losses, len(needs)))
        self._told.setText("\n".join(map(visible, needs)))
        self.setVisible(bool(needs))


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
        self._trainers = Section(self.tr("What the reference trainers make of it"))
        self._trainers.add(self._table)
        self._needs = {trainer.key: TrainerNeeds(trainer) for trainer in TRAINERS}
        for needs in self._needs.values():
            self._trainers.add(needs)
        self._plots = {name: SvgPlot(f"check_{name}") for name in PLOTS}
        grid = QGridLayout()
        grid.setSpacing(12)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        for name, plot in self._plots.items():
            plot.setMinimumSize(*PLOT_SIZE)
            plot.setSizePolicy(policy)
            plot.saved.connect(messages.info)
            plot.failed.connect(messages.error)
            row, column, rows = PLACES[name]
            grid.addWidget(plot, row, column, rows, 1, Qt.AlignmentFlag.AlignTop)
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
        self._verdict.set_text(visible(paragraph(*verdict(problems, result.losses, result.needs))), worst)
        rows = loss_rows(result.losses)
        self._table.show_rows(
            [[Cell(row.reason, tip=str(row.first)), *(Cell(cell) for cell in row.cells)] for row in rows]
        )
        self._table.setVisible(bool(rows))
        self._table.fit()
        for key, needs in self._needs.items():
            needs.show_needs([told for one, told in result.needs if one == key], result)
        plots = check_plots(result.document["figures"], result.document["classes"])
        for name, plot in self._plots.items():
            plot.show_picture(plots.get(name, ""))
        self._charts.setVisible(bool(plots))
