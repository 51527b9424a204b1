"""A choice field for names of any length: one that has no room ends in dots and is whole in the tip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QToolTip

from studio.gui import theme

INSET = 2
"""Pixels that the style leaves free beside the text."""


class ChoiceField(QComboBox):
    """A QComboBox that says by dots that the text chosen goes on."""

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
