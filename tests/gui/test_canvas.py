"""The canvas that every picture is looked at in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.gui.widgets.canvas import ImageCanvas


@pytest.mark.parametrize("steps", [8, -6])
def test_the_middle_stays_whatever_size_the_canvas_gets(qtbot: QtBot, steps: int) -> None:
    canvas = ImageCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.show()
    canvas.set_image(QImage(480, 360, QImage.Format.Format_RGB32))
    canvas.zoom_by(1.25**steps, QPointF(50, 250))

    def middle() -> QPointF:
        return canvas.to_image(QPointF(canvas.viewport().width(), canvas.viewport().height()) / 2)

    before, zoom = middle(), canvas.zoom()
    for size in ((160, 120), (1400, 900), (200, 900), (400, 300)):
        canvas.resize(*size)
        qtbot.wait(1)
        # The view is moved by whole pixels of the screen.
        assert abs(middle().x() - before.x()) <= 1 / zoom, size
        assert abs(middle().y() - before.y()) <= 1 / zoom, size
