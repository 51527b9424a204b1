"""A QR code, dark on light whatever the theme: phones read it so best."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

SIDE = 240
"""Pixels; a phone reads a code of 41 modules so from an arm's length."""


class QrCode(QWidget):
    """Paints rows of modules, "1" for dark ones; an empty frame while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[str]) -> None:
        """Show a code, which has its light border, or none."""
        self._rows = list(rows)
        self.update()

    def rows(self) -> list[str]:
        """Return what is shown."""
        return self._rows

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._rows:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.setOpacity(0.2)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
            return
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        # Whole pixels, so that all modules are of one size.
        module = min(self.width(), self.height()) // len(self._rows)
        left = (self.width() - module * len(self._rows)) // 2
        top = (self.height() - module * len(self._rows)) // 2
        for y, row in enumerate(self._rows):
            for x, sign in enumerate(row):
                if sign == "1":
                    place = QRectF(left + x * module, top + y * module, module, module)
                    painter.fillRect(place, QColor(Qt.GlobalColor.black))
