"""The classes of the model, each with its colour and how many are in the frame shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from studio.gui import theme
from studio.gui.widgets.numbers import tabular_font

_SWATCH_PX = 12


class ClassCounts(QWidget):
    """A line per class: colour, name, count. Classes without a detection are muted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classCounts")
        self.setFont(tabular_font())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.addAction(self.tr("Copy the counts")).triggered.connect(self.copy)
        self._names: tuple[str, ...] = ()
        self._counts: list[int] = []

    def show_classes(self, names: tuple[str, ...]) -> None:
        """List these classes, with nothing found yet."""
        self._names = names
        self._counts = [0] * len(names)
        self.updateGeometry()
        self.update()

    def show_counts(self, class_ids: Sequence[int]) -> None:
        """Count the classes of one frame's detections."""
        counts = [0] * len(self._names)
        for class_id in class_ids:
            counts[class_id] += 1
        if counts != self._counts:
            self._counts = counts
            self.update()

    def counts(self) -> dict[str, int]:
        """Return what is shown."""
        return dict(zip(self._names, self._counts, strict=True))

    def copy(self) -> None:
        """Put names and counts on the clipboard, tab-separated."""
        QApplication.clipboard().setText("\n".join(f"{name}\t{n}" for name, n in self.counts().items()))

    def sizeHint(self) -> QSize:
        """Return the room of all lines."""
        return QSize(160, self._line_height() * len(self._names))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines that can be seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._line_height()
        for class_id, (name, count) in enumerate(zip(self._names, self._counts, strict=True)):
            line = QRectF(0, class_id * height, self.width(), height)
            if not line.intersects(event.rect()):
                continue
            swatch = QRectF(0.5, line.center().y() - _SWATCH_PX / 2, _SWATCH_PX, _SWATCH_PX)
            painter.setPen(QPen(theme.colour("muted"), 1))
            painter.setBrush(theme.class_colour(class_id, name))
            painter.drawRoundedRect(swatch, 3, 3)
            painter.setPen(theme.colour("text" if count else "muted"))
            number = str(count)
            room = self.width() - _SWATCH_PX - 24 - self.fontMetrics().horizontalAdvance(number)
            shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(line.adjusted(_SWATCH_PX + 8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(line, right, number)

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 8
