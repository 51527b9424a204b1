"""Tiles and boxes in numbers: this photo beside all photos, with the colours the boxes are drawn in."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

from studio.gui import theme
from studio.gui.tiling.preview import Counts
from studio.gui.widgets.numbers import tabular_font

_ROWS = {
    "tiles": (
        QT_TRANSLATE_NOOP("CountsTable", "Tiles"),
        QT_TRANSLATE_NOOP("CountsTable", "Tiles that will be written."),
    ),
    "empty": (
        QT_TRANSLATE_NOOP("CountsTable", "of them empty"),
        QT_TRANSLATE_NOOP("CountsTable", "Tiles without a box; they teach the model what is nothing."),
    ),
    "left_out": (
        QT_TRANSLATE_NOOP("CountsTable", "Left out"),
        QT_TRANSLATE_NOOP("CountsTable", "Tiles without a box that will not be written, shown dimmed."),
    ),
    "kept": (
        QT_TRANSLATE_NOOP("CountsTable", "Boxes whole"),
        QT_TRANSLATE_NOOP("CountsTable", "Boxes wholly inside a tile, once for each such tile."),
    ),
    "clipped": (
        QT_TRANSLATE_NOOP("CountsTable", "Boxes clipped"),
        QT_TRANSLATE_NOOP("CountsTable", "Boxes cut at a tile's border of which enough is visible."),
    ),
    "dropped": (
        QT_TRANSLATE_NOOP("CountsTable", "Parts dropped"),
        QT_TRANSLATE_NOOP("CountsTable", "Parts of boxes too small to keep; the rest is in another tile."),
    ),
    "lost": (
        QT_TRANSLATE_NOOP("CountsTable", "Boxes lost"),
        QT_TRANSLATE_NOOP(
            "CountsTable", "Boxes that end up in no tile; lower the visible share to keep them."
        ),
    ),
}
"""The words and explanations of the rows, by the names of Counts."""

_TOKENS = {"clipped": "warn", "lost": "error"}


class CountsTable(QWidget):
    """A line per number; `photo` and `dataset` are the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tileCounts")
        self._cells: dict[tuple[str, str], QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, text in ((2, self.tr("This photo")), (3, self.tr("All photos"))):
            grid.addWidget(theme.label(text, "muted"), 0, column, right)
        for line, (name, (text, tip)) in enumerate(_ROWS.items(), start=1):
            grid.addWidget(_Swatch(_TOKENS.get(name, "")), line, 0)
            word = theme.label(self.tr(text), "muted" if name == "empty" else "")
            word.setToolTip(self.tr(tip))
            grid.addWidget(word, line, 1)
            for column, key in ((2, "photo"), (3, "dataset")):
                number = theme.label("–", "muted" if name == "empty" else "")
                number.setFont(tabular_font())
                number.setToolTip(self.tr(tip))
                number.setObjectName(f"{key}_{name}")
                number.setMinimumWidth(number.fontMetrics().horizontalAdvance("000,00"))
                number.setAlignment(right)
                self._cells[key, name] = number
                grid.addWidget(number, line, column, right)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.addAction(self.tr("Copy the numbers")).triggered.connect(self.copy)

    def show_counts(self, key: str, counts: Counts | None) -> None:
        """Fill the column `photo` or `dataset`; None writes dashes."""
        for name in _ROWS:
            text = "–" if counts is None else f"{getattr(counts, name):,}"
            self._cells[key, name].setText(text)

    def to_text(self) -> str:
        """Return the numbers as tab-separated text."""
        lines = ["\t".join(["", self.tr("This photo"), self.tr("All photos")])]
        for name, (text, _) in _ROWS.items():
            cells = [self._cells[key, name].text() for key in ("photo", "dataset")]
            lines.append("\t".join([self.tr(text), *cells]))
        return "\n".join(lines)

    def copy(self) -> None:
        """Put the numbers on the clipboard."""
        QApplication.clipboard().setText(self.to_text())


class _Swatch(QWidget):
    """A little box outlined as boxes of this kind are on the photo; nothing for ""."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setFixedSize(12, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the outline."""
        if not self._token:
            return
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.colour(self._token)), 2))
        painter.drawRect(2, 2, 8, 8)
