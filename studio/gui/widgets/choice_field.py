"""Fields to choose from a list, also of names of any length."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QToolTip

from studio.gui import theme

INSET = 2
"""Pixels that the style leaves free beside the text."""


class ChoiceBox(QComboBox):
    """A QComboBox that a wheel turned over the page does not change in passing; a click opens its list."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what can be scrolled; having been used last is no wish to be changed."""
        event.ignore()


class ChoiceField(ChoiceBox):
    """One that says by dots that the text chosen goes on, and has all of it in its tip."""

    def shown_text(self) -> str:
        """Return the text as it is painted."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        # The beginning tells runs apart, the end what they are.
        middle = Qt.TextElideMode.ElideMiddle
        return self.fontMetrics().elidedText(option.currentText, middle, room.width() - INSET)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.currentIndex() < 0:
            # The placeholder has a colour of its own.
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shown_text()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def event(self, event: QEvent) -> bool:
        """Tell the whole text where it is cut off, unless there is a tip already."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.toolTip():
            text = self.currentText()
            QToolTip.showText(event.globalPos(), theme.tip(text) if text != self.shown_text() else "", self)
            return True
        return super().event(event)
