"""The curves of the chosen runs over each other, one quantity at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.core.runs.folder import RunInfo
from studio.gui import messages
from studio.gui.widgets.choice_field import ChoiceBox
from studio.gui.widgets.curve_plot import CurvePlot
from studio.gui.widgets.plot_area import Curve

RUN_COLOURS = ("#3d8bfd", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#8f6fd8", "#8a8f99")
"""Told apart by colour-blind eyes, and read on dark and on light."""
SHARES = ("map50", "map50_95", "precision", "recall")


class RunCurvesView(QWidget):
    """A plot with a curve per run, and the choice of what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self._chosen: Sequence[RunInfo] = ()
        self.quantity = ChoiceBox()
        self.quantity.setObjectName("runs_quantity")
        self.quantity.setAccessibleName(self.tr("Curve"))
        for key, text in (
            ("map50", self.tr("mAP@0.5")),
            ("map50_95", self.tr("mAP@0.5:0.95")),
            ("precision", self.tr("Precision")),
            ("recall", self.tr("Recall")),
            ("box", self.tr("Box loss")),
            ("objectness", self.tr("Objectness loss")),
            ("classification", self.tr("Classification loss")),
        ):
            self.quantity.addItem(text, key)
        self.quantity.currentIndexChanged.connect(self._draw)
        self.plot = CurvePlot("", x_name=self.tr("epoch"), name="runs")
        self.plot.saved.connect(messages.info)
        self.plot.failed.connect(messages.error)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.quantity, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.plot, 1)

    def show_runs(self, chosen: Sequence[RunInfo]) -> None:
        """Draw the curves of these runs."""
        self._chosen = chosen
        self._draw()

    def _draw(self) -> None:
        key = self.quantity.currentData()
        curves = []
        for index, info in enumerate(self._chosen):
            epochs = [epoch for epoch in info.epochs if isinstance(epoch.get(key), int | float)]
            x = np.array([epoch["epoch"] for epoch in epochs], np.float64)
            y = np.array([epoch[key] for epoch in epochs], np.float64)
            colour = QColor(RUN_COLOURS[index % len(RUN_COLOURS)])
            curves.append(Curve(info.path.name, x, y, colour, dots=True))
        self.plot.set_y_range((0, 1) if key in SHARES else None)
        self.plot.set_curves(curves)
