"""Lines of text that keep their height, where a splitter would squeeze them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel


class WrappedLabel(QLabel):
    """Plain text over as many lines as its width needs, all of which have room.

    A splitter and a scroll area ask a layout for its least height at any width, which is one line.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        # Not setMinimumHeight: what a label needs at a width is never less than that, so it would not shrink.
        return QSize(super().minimumSizeHint().width(), self.heightForWidth(self.width()))
