"""The two sides of the Runs page: the table keeps the width of its columns, the curves get what is left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from studio.gui.widgets.table import Table

MARGINS = (16, 12, 8, 12)
"""Pixels left, above, right of and under what stands at the left."""
LEAST_RIGHT = 336
"""Pixels of curves and worst images that a wide table leaves."""


class Areas(QSplitter):
    """Divides itself by the table's columns until the user draws the line elsewhere."""

    def __init__(self, table: Table, left: QWidget, right: QWidget) -> None:
        """`left` holds the table."""
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("runs_areas")
        self._table = table
        self._drawn_at = 0
        self.addWidget(left)
        self.addWidget(right)
        self.splitterMoved.connect(self._on_moved)

    def drawn_at(self) -> int:
        """Return where the user drew the line, in pixels; 0: nowhere."""
        return self._drawn_at

    def draw_at(self, width: int) -> None:
        """Keep the line where it was drawn earlier."""
        self._drawn_at = width
        self.divide()

    def divide(self) -> None:
        """Draw the line anew: the window or the columns have another width."""
        room = self.width()
        columns = self._table.whole_width() + MARGINS[0] + MARGINS[2]
        left = self._drawn_at or min(columns, room - LEAST_RIGHT)
        self.setSizes([left, room - left])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.divide()

    def _on_moved(self) -> None:
        self._drawn_at = self.sizes()[0]
