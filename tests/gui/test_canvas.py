"""The canvas that every picture is looked at in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
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


def test_what_is_brought_close_is_never_farther_away_than_the_whole_image(qtbot: QtBot) -> None:
    canvas = ImageCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 300)
    canvas.show()
    canvas.set_image(QImage(800, 600, QImage.Format.Format_RGB32))
    canvas.zoom_to(QRectF(300, 200, 20, 20), margin=5)
    seen = canvas.visible_rect()
    assert seen.height() == pytest.approx(100, abs=1) and not canvas.is_fitted()
    assert (seen.center() - QPointF(310, 210)).manhattanLength() < 1
    canvas.zoom_to(QRectF(100, 100, 400, 400), margin=8)
    assert canvas.is_fitted() and canvas.visible_rect().contains(QRectF(0, 0, 800, 600))
