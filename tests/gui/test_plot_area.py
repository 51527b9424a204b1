"""Axis numbers and thinning of plots, and that every kind of curve can be painted."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studio.gui.widgets.curve_plot import CurvePlot
from studio.gui.widgets.plot_area import MARGINS, Curve, PlotArea, log_ticks, thin


def test_logarithmic_ticks_are_one_two_five() -> None:
    assert log_ticks(0.015, 0.6) == pytest.approx([0.02, 0.05, 0.1, 0.2, 0.5])


def test_thinning_keeps_order_and_extremes() -> None:
    x = np.arange(10_000.0)
    y = np.sin(x / 50)
    y[1234] = 9.0
    few_x, few_y = thin(x, y, 200)
    assert len(few_x) < 1000
    assert (np.diff(few_x) >= 0).all()
    assert few_y.max() == 9.0
    assert thin(x[:10], y[:10], 200)[0].tolist() == x[:10].tolist()


@pytest.mark.parametrize(
    "values", [[], [float("nan")], [0.0, 0.0], [1.0, float("nan"), 2.0], [1e-9, 1e9], [-1.0, 1.0]]
)
@pytest.mark.parametrize("is_log", [False, True])
def test_any_values_can_be_painted(qtbot: QtBot, values: list[float], is_log: bool) -> None:
    plot = CurvePlot("Loss", x_name="epoch", name="loss")
    qtbot.addWidget(plot)
    plot.set_log(is_log)
    x, y = np.arange(1.0, len(values) + 1), np.array(values)
    plot.set_curves([Curve("box", x, y, QColor("red"), raw_y=y, dots=True)], x_limit=3)
    assert not plot.grab().isNull()
    assert plot.to_csv().startswith("epoch,box,box (raw)\n")


def test_the_pointer_reads_nothing_where_no_curve_has_begun(qtbot: QtBot) -> None:
    plot = CurvePlot("mAP", x_name="epoch", name="map")
    qtbot.addWidget(plot)
    plot.resize(400, 240)
    plot.show()
    area, legend = plot.findChild(PlotArea), plot.findChild(QLabel, "legend")
    empty, score = np.array([]), np.array([0.2, 0.5, 0.6])

    def point_at(share: float) -> str:
        """Move over the plot, from 0 at its left to 1 at its right end, and read the legend."""
        left, _, right, _ = MARGINS
        x = left + share * (area.width() - left - right)
        QTest.mouseMove(area, QPoint(round(x), area.height() // 2))
        return legend.text()

    plot.set_curves([Curve("mAP", empty, empty, QColor("red"))], x_limit=4)
    assert "epoch" not in point_at(0.2)
    plot.set_curves([Curve("mAP", np.array([1.0, 2.0, 3.0]), score, QColor("red"))], x_limit=4)
    assert "epoch" not in point_at(0.1)
    assert "epoch 2.0" in point_at(0.5)
