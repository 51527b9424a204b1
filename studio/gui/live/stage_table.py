"""Milliseconds per stage as a small table: the newest frame, p50 and p95."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from studio.core.timing import STAGES, TimingHistory
from studio.gui import theme
from studio.gui.live.stages import stage_colour, stage_text
from studio.gui.widgets.numbers import tabular_font

COLUMNS = (*STAGES, "total")
_SWATCH_PX = 8
_GAP_PX = 16


class StageTable(QWidget):
    """A column per stage under its colour and word; columns keep their width when numbers change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stageTable")
        self.setFont(tabular_font())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            theme.tip(
                self.tr(
                    "Milliseconds of the newest frame, and the median and slow end (p95) of the last 300."
                )
            )
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.addAction(self.tr("Copy the table")).triggered.connect(self.copy)
        self._rows = (self.tr("ms now"), self.tr("p50"), self.tr("p95"))
        self._cells: list[list[str]] = [["–"] * len(COLUMNS) for _ in self._rows]

    def show_history(self, history: TimingHistory) -> None:
        """Show the newest frame and the percentiles; dashes without frames."""
        if history.frames:
            newest = history.frames[-1]
            self._cells = [
                [f"{getattr(newest, stage):.1f}" for stage in COLUMNS],
                [f"{history.percentile(stage, 50):.1f}" for stage in COLUMNS],
                [f"{history.percentile(stage, 95):.1f}" for stage in COLUMNS],
            ]
        else:
            self._cells = [["–"] * len(COLUMNS) for _ in self._rows]
        self.update()

    def to_text(self) -> str:
        """Return the table as tab-separated text with a heading."""
        lines = ["\t".join(["", *(stage_text(stage) for stage in COLUMNS)])]
        lines += ["\t".join([name, *cells]) for name, cells in zip(self._rows, self._cells, strict=True)]
        return "\n".join(lines)

    def copy(self) -> None:
        """Put the table on the clipboard."""
        QApplication.clipboard().setText(self.to_text())

    def sizeHint(self) -> QSize:
        """Return the room four lines and all columns need."""
        return QSize(self._head_width() + sum(map(self._column_width, COLUMNS)), 4 * self._line_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the heading with its colours, then the three lines."""
        painter = QPainter(self)
        height = self._line_height()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        muted, text = theme.colour("muted"), theme.colour("text")
        painter.setPen(muted)
        for row, name in enumerate(self._rows, start=1):
            painter.drawText(
                QRect(0, row * height, self._head_width(), height), Qt.AlignmentFlag.AlignVCenter, name
            )
        left = self._head_width()
        for column, stage in enumerate(COLUMNS):
            width = self._column_width(stage)
            word = stage_text(stage)
            painter.setPen(muted)
            painter.drawText(QRect(left, 0, width, height), right, word)
            if stage in STAGES:
                x = left + width - self.fontMetrics().horizontalAdvance(word) - _SWATCH_PX - 6
                painter.fillRect(x, (height - _SWATCH_PX) // 2, _SWATCH_PX, _SWATCH_PX, stage_colour(stage))
            for row, cells in enumerate(self._cells, start=1):
                painter.setPen(text)
                painter.drawText(QRect(left, row * height, width, height), right, cells[column])
            left += width

    def _line_height(self) -> int:
        return self.fontMetrics().height() + 6

    def _head_width(self) -> int:
        return max(map(self.fontMetrics().horizontalAdvance, self._rows))

    def _column_width(self, stage: str) -> int:
        metrics = self.fontMetrics()
        word = metrics.horizontalAdvance(stage_text(stage)) + (_SWATCH_PX + 6 if stage in STAGES else 0)
        return _GAP_PX + max(word, metrics.horizontalAdvance("0000.0"))
