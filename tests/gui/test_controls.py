"""Small controls: what they leave to the page they stand on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QIcon, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.gui import theme
from studio.gui.widgets.controls import FractionField, NumberField, Slider


@pytest.mark.parametrize("kind", [Slider, NumberField, FractionField])
def test_the_wheel_is_taken_only_while_being_edited(qtbot: QtBot, kind: type[QWidget]) -> None:
    page, other = QWidget(), QLineEdit()
    qtbot.addWidget(page)
    field = kind()
    layout = QVBoxLayout(page)
    layout.addWidget(other)
    layout.addWidget(field)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)

    def turn() -> tuple[float, bool]:
        """Turn the wheel by a step; returns the value then, and whether the event was taken."""
        middle = field.rect().center()
        event = QWheelEvent(
            QPointF(middle),
            QPointF(field.mapToGlobal(middle)),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(field, event)
        return field.value(), event.isAccepted()  # type: ignore[attr-defined]

    other.setFocus()
    before = field.value()  # type: ignore[attr-defined]
    assert turn() == (before, False)
    field.setFocus()
    after, is_taken = turn()
    assert after > before
    assert is_taken


def test_the_icon_of_a_selected_row_is_seen_on_its_fill(qapp: QApplication) -> None:
    """Rows are selected in blue, on which neither amber nor the dark text of a light theme is seen."""
    for name in ("light", "dark"):
        theme.apply_theme(qapp, name)
        for token in ("text", "warn", "error"):
            image = theme.icon("alert-outline", token).pixmap(32, 32, QIcon.Mode.Selected).toImage()
            seen = (image.pixelColor(x, y) for x in range(32) for y in range(32))
            assert {ink.name() for ink in seen if ink.alpha() == 255} == {"#ffffff"}
    theme.apply_theme(qapp, "dark")
