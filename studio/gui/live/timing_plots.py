"""Two pictures of frame times: one frame as a stacked bar, the newest frames as a rolling plot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from studio.core.files import atomic_write
from studio.core.timing import STAGES, FrameTimings
from studio.gui import theme
from studio.gui.live.stages import BUDGET_MS, axis_limit, stage_colour

_LABEL_GAP = 4


class StageBar(QWidget):
    """One frame's stages side by side on a time axis, against the line of 33 ms."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stageBar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            theme.tip(
                self.tr("Time of each stage of the newest frame. The line marks 33 ms, 30 frames a second.")
            )
        )
        self._timings: FrameTimings | None = None
        self._limit_ms = 50.0

    def sizeHint(self) -> QSize:
        """Return a height of one bar and its axis label."""
        return QSize(200, 20 + _LABEL_GAP + self.fontMetrics().height())

    def show_frame(self, timings: FrameTimings | None) -> None:
        """Show one frame's timings; None empties the bar."""
        self._timings = timings
        self._limit_ms = axis_limit(timings.total, self._limit_ms) if timings else 50.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track, the stages, and the line with its label."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(0, 0, self.width(), 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_blend(self.palette(), 0.10))
        painter.drawRoundedRect(track, 4, 4)
        scale = self.width() / self._limit_ms
        if self._timings is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            left = 0.0
            for stage in STAGES:
                width = getattr(self._timings, stage) * scale
                painter.fillRect(QRectF(left, 0, width, 20), stage_colour(stage))
                left += width
        _paint_budget(painter, self.palette(), BUDGET_MS * scale, 0, self.height())
        painter.setPen(_blend(self.palette(), 0.65))
        text_top = 20 + _LABEL_GAP
        x = BUDGET_MS * scale + 4
        painter.drawText(QPointF(x, text_top + self.fontMetrics().ascent()), self.tr("33 ms"))
        end = self.tr("{limit} ms").format(limit=f"{self._limit_ms:.0f}")
        end_x = self.width() - self.fontMetrics().horizontalAdvance(end)
        if end_x > x + self.fontMetrics().horizontalAdvance(self.tr("33 ms")) + 8:
            painter.drawText(QPointF(end_x, text_top + self.fontMetrics().ascent()), end)


class RollingPlot(QWidget):
    """The newest frames from left to right, each a column of its stages; can be saved as PNG and CSV."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rollingPlot")
        self.setMinimumSize(120, 60)
        self.setToolTip(self.tr("Times of the newest frames, newest at the right."))
        self._frames: Sequence[FrameTimings] = ()
        self._limit_ms = 50.0
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, slot in (
            (self.tr("Save the plot as PNG"), self._ask_png),
            (self.tr("Save the times as CSV"), self._ask_csv),
        ):
            action = QAction(text, self)
            action.triggered.connect(slot)
            self.addAction(action)

    def show_frames(self, frames: Sequence[FrameTimings]) -> None:
        """Show these frames, oldest first; more than the width has columns for fall off at the left."""
        self._frames = tuple(frames)
        # Not the longest: one hiccup of a second would press all other columns flat; it is cut at the top.
        totals = sorted(frame.total for frame in self._frames) or [0.0]
        self._limit_ms = axis_limit(totals[int(0.95 * (len(totals) - 1))], self._limit_ms)
        self.update()

    def save_png(self, path: Path) -> bool:
        """Write what is shown as a picture."""
        return self.grab().save(str(path))

    def save_csv(self, path: Path) -> None:
        """Write one line of milliseconds per frame, oldest first.

        Raises:
            StudioError: the file can't be written.
        """
        lines = [",".join(f"{stage}_ms" for stage in (*STAGES, "total"))]
        for frame in self._frames:
            lines.append(",".join(f"{getattr(frame, stage):.3f}" for stage in (*STAGES, "total")))
        atomic_write(path, "\n".join(lines) + "\n")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint one column per frame from the right, then the line and the axis end."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, _blend(self.palette(), 0.04))
        column = max(1.0, area.width() / 300)
        scale = area.height() / self._limit_ms
        count = min(len(self._frames), int(area.width() / column))
        left = area.right() - count * column
        for frame in self._frames[len(self._frames) - count :]:
            bottom = area.bottom()
            for stage in STAGES:
                height = getattr(frame, stage) * scale
                painter.fillRect(QRectF(left, bottom - height, column, height), stage_colour(stage))
                bottom -= height
            left += column
        y = area.bottom() - BUDGET_MS * scale
        _paint_budget_level(painter, self.palette(), y, area)
        line = self.fontMetrics().height()
        self._paint_mark(painter, self.tr("{limit} ms").format(limit=f"{self._limit_ms:.0f}"), 2)
        if y > 2.2 * line:
            self._paint_mark(painter, self.tr("33 ms"), y - 2 - line)

    def _paint_mark(self, painter: QPainter, text: str, top: float) -> None:
        """Write a number of the axis on a ground of its own: the columns lie under it."""
        metrics = self.fontMetrics()
        ground = self.palette().color(QPalette.ColorRole.Base)
        ground.setAlphaF(0.8)
        painter.fillRect(QRectF(0, top, metrics.horizontalAdvance(text) + 8, metrics.height()), ground)
        painter.setPen(_blend(self.palette(), 0.65))
        painter.drawText(QPointF(4, top + metrics.ascent()), text)

    def _ask_png(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the plot"), "timings.png", "PNG (*.png)")
        if name:
            self.save_png(Path(name).with_suffix(".png"))

    def _ask_csv(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the times"), "timings.csv", "CSV (*.csv)")
        if name:
            self.save_csv(Path(name).with_suffix(".csv"))


def _blend(palette: QPalette, share: float) -> QColor:
    """Return the text colour at `share` opacity, which suits either theme."""
    colour = palette.color(QPalette.ColorRole.WindowText)
    colour.setAlphaF(share)
    return colour


def _line(palette: QPalette) -> QPen:
    pen = QPen(_blend(palette, 0.8), 1, Qt.PenStyle.DashLine)
    pen.setCosmetic(True)
    return pen


def _paint_budget(painter: QPainter, palette: QPalette, x: float, top: float, bottom: float) -> None:
    painter.setPen(_line(palette))
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))


def _paint_budget_level(painter: QPainter, palette: QPalette, y: float, area: QRectF) -> None:
    painter.setPen(_line(palette))
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
