"""The strip under the live picture: where the time of a frame goes, now and over the newest frames."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.core.timing import FrameTimings, TimingHistory
from studio.gui import theme
from studio.gui.live.stage_table import StageTable
from studio.gui.live.timing_plots import RollingPlot, StageBar
from studio.gui.widgets.numbers import tabular_font

REFRESH_MS = 100
"""The numbers change ten times a second, however fast the frames come: quick enough, and readable."""
PLOT_NEEDS = 160
"""Pixels the plot needs beside the table, margins included."""


class TimingStrip(QWidget):
    """Takes each frame's timings and shows them as a bar, a table of now, p50 and p95, and a rolling plot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timingStrip")
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rate = 0.0
        self._dropped = 0
        self._tiles = 1
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(REFRESH_MS)
        self._refresh.timeout.connect(self.refresh)
        self._build()
        self.clear()

    def add(self, timings: FrameTimings, *, rate: float, dropped: int, tiles: int = 1) -> None:
        """Take one painted frame's timings, frames per second, frames dropped so far, and a frame's tiles."""
        self.history.add(timings)
        self._tiles = tiles
        self._rate = rate
        self._dropped = dropped
        if not self._refresh.isActive():
            self._refresh.start()

    def clear(self) -> None:
        """Forget all frames, for a new source or model."""
        self.history = TimingHistory()
        self._rate = 0.0
        self._dropped = 0
        self._tiles = 1
        self._refresh.stop()
        self.refresh()

    def refresh(self) -> None:
        """Write the newest numbers now."""
        frames = self.history.frames
        self._bar.show_frame(frames[-1] if frames else None)
        self._table.show_history(self.history)
        self.plot.show_frames(frames)
        rate = f"{self._rate:.1f}" if frames else "–"
        self._speed.setText(self.tr("{rate} frames/s").format(rate=rate))
        self._lost.setText(self.tr("{dropped} dropped").format(dropped=self._dropped))
        self._tiled.setText(self.tr("{count} tiles").format(count=self._tiles))
        self._tiled.setVisible(self._tiles > 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers whole: where there is no room for both, the plot goes."""
        super().resizeEvent(event)
        self.plot.setVisible(self.width() - self._table.sizeHint().width() >= PLOT_NEEDS)

    def table_text(self) -> str:
        """Return the numbers as tab-separated text."""
        return self._table.to_text()

    def _build(self) -> None:
        self._bar = StageBar()
        self._table = StageTable()
        self.plot = RollingPlot()
        self._table.setMinimumWidth(self._table.sizeHint().width())
        self.plot.setMinimumWidth(0)
        self._speed = theme.label("", "heading")
        self._speed.setObjectName("frameRate")
        self._lost = theme.label("", "muted")
        self._lost.setObjectName("droppedFrames")
        self._lost.setToolTip(
            theme.tip(
                self.tr("Frames that came while an earlier one was at work; the newest is always next.")
            )
        )
        self._tiled = theme.label("", "muted")
        self._tiled.setObjectName("frameTiles")
        self._tiled.setToolTip(self.tr("Each stage takes as long as it does for all tiles of a frame."))
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._bar, 1)
        for label, widest in (
            (self._speed, self.tr("{rate} frames/s").format(rate="000.0")),
            (self._tiled, self.tr("{count} tiles").format(count="00")),
            (self._lost, self.tr("{dropped} dropped").format(dropped="0000")),
        ):
            label.setFont(tabular_font(bold=label is self._speed))
            label.setMinimumWidth(label.fontMetrics().horizontalAdvance(widest) + 8)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            top.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        bottom = QHBoxLayout()
        bottom.setSpacing(16)
        bottom.addWidget(self._table, 0, Qt.AlignmentFlag.AlignTop)
        bottom.addWidget(self.plot, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addLayout(bottom, 1)
