"""Curves over one axis, with a legend that reads values, saved as PNG or CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.gui import theme
from studio.gui.widgets.numbers import tabular_font

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a plot: its name, points, colour, and the raw values drawn faintly behind it, if any."""

    name: str
    x: Values
    y: Values
    colour: QColor
    raw_y: Values | None = None
    dots: bool = False


class CurvePlot(QWidget):
    """A titled plot of curves; under the pointer the legend shows the values there, else the last ones.

    pyqtgraph is imported when the widget is first shown, not before.
    """

    saved = Signal(str)
    """A sentence saying which file was written."""
    failed = Signal(object)
    """The StudioError of a file that could not be written."""

    def __init__(
        self,
        title: str,
        *,
        x_name: str,
        name: str,
        y_range: tuple[float, float] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.curves: list[Curve] = []
        self._x_name = x_name
        self._y_range = y_range
        self._x_limit = 0.0
        self._plot: Any = None
        self._lines: list[Any] = []
        self._marker: Any = None
        self._at: float | None = None
        self._is_log = False

        self._title = theme.label(title, "heading")
        self._legend = QLabel()
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._legend.setFont(tabular_font())
        self._legend.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._menu = self._build_menu()
        more = QToolButton()
        more.setIcon(theme.icon("dots-horizontal"))
        more.setToolTip(self.tr("Save this plot, or change its scale"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self._menu)
        header = QHBoxLayout()
        header.addWidget(self._title)
        header.addWidget(self._legend, 1)
        header.addWidget(more)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addLayout(header)
        self.setMinimumSize(240, 160)

    def set_curves(self, curves: list[Curve], *, x_limit: float = 0.0) -> None:
        """Show these curves; the axis reaches at least to `x_limit`."""
        self.curves = curves
        self._x_limit = x_limit
        self._draw()

    def set_y_range(self, y_range: tuple[float, float] | None) -> None:
        """Fix the upright axis to a range, or let it follow the curves."""
        self._y_range = y_range
        self._log_action.setEnabled(y_range is None)

    def save_png(self, path: Path) -> None:
        """Write the plot as it looks now.

        Raises:
            StudioError: the file can't be written.
        """
        if not self.grab().save(str(path), "PNG"):
            raise StudioError(
                self.tr("{path} can't be written.").format(path=path),
                self.tr("Check that the folder exists and that you may write there."),
            )

    def save_csv(self, path: Path) -> None:
        """Write a row per x value and a column per curve (empty where a curve has no point).

        Raises:
            StudioError: the file can't be written.
        """
        atomic_write(path, self.to_csv())

    def to_csv(self) -> str:
        """Return the curves as CSV text."""
        columns: list[tuple[str, dict[float, float]]] = []
        for curve in self.curves:
            columns.append((curve.name, _points(curve.x, curve.y)))
            if curve.raw_y is not None:
                columns.append(
                    (self.tr("{name} (raw)").format(name=curve.name), _points(curve.x, curve.raw_y))
                )
        text = io.StringIO()
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow([self._x_name, *(name for name, _ in columns)])
        for x in sorted({x for _, points in columns for x in points}):
            rows.writerow([f"{x:.6g}", *(f"{p[x]:.6g}" if x in p else "" for _, p in columns)])
        return text.getvalue()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu to save the plot."""
        self._menu.popup(event.globalPos())

    def showEvent(self, event: QShowEvent) -> None:
        """Build the plot the first time it is seen, once the window is there."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._build_plot)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._plot is not None:
            self._colour_plot()

    def leaveEvent(self, event: QEvent) -> None:
        """Let the legend show the last values again."""
        super().leaveEvent(event)
        self._point_at(None)

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Save as PNG…"), lambda: self._save("png"))
        menu.addAction(self.tr("Save as CSV…"), lambda: self._save("csv"))
        menu.addSeparator()
        self._log_action = QAction(self.tr("Logarithmic scale"), menu, checkable=True)
        self._log_action.setEnabled(self._y_range is None)
        self._log_action.toggled.connect(self._draw)
        menu.addAction(self._log_action)
        return menu

    def _save(self, kind: str) -> None:
        filters = {"png": self.tr("PNG image (*.png)"), "csv": self.tr("CSV table (*.csv)")}
        suggestion = f"{self.objectName()}.{kind}"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save plot"), suggestion, filters[kind])
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_suffix(f".{kind}")
        try:
            self.save_png(path) if kind == "png" else self.save_csv(path)
        except StudioError as error:
            self.failed.emit(error)
        else:
            self.saved.emit(self.tr("Saved {path}.").format(path=path))

    def _build_plot(self) -> None:
        if self._plot is not None:
            return
        import pyqtgraph as pg

        pg.setConfigOptions(antialias=True)
        plot = pg.PlotWidget(self)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.getPlotItem().setContentsMargins(0, 4, 8, 0)
        plot.showGrid(x=True, y=True, alpha=0.12)
        for side in ("left", "bottom"):
            plot.getAxis(side).enableAutoSIPrefix(False)
        plot.getAxis("left").setWidth(56)
        plot.setLabel("bottom", self._x_name)
        # Curves of long runs are thinned to what the screen can show.
        plot.setDownsampling(auto=True, mode="peak")
        self._marker = pg.InfiniteLine(angle=90)
        self._marker.hide()
        plot.addItem(self._marker, ignoreBounds=True)
        plot.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self._layout.addWidget(plot, 1)
        self._plot = plot
        self._colour_plot()
        self._draw()

    def _colour_plot(self) -> None:
        import pyqtgraph as pg

        muted, border = theme.colour("muted"), theme.colour("border")
        self._plot.setBackground(theme.colour("background"))
        for side in ("left", "bottom"):
            self._plot.getAxis(side).setPen(pg.mkPen(border))
            self._plot.getAxis(side).setTextPen(pg.mkPen(muted))
        self._plot.setLabel("bottom", self._x_name, color=muted.name())
        self._marker.setPen(pg.mkPen(muted))

    def _draw(self) -> None:
        self._write_legend()
        if self._plot is None:
            return
        import pyqtgraph as pg

        wanted = [points for curve in self.curves for points in _lines_of(curve)]
        while len(self._lines) > len(wanted):
            self._plot.removeItem(self._lines.pop())
        while len(self._lines) < len(wanted):
            self._lines.append(self._plot.plot(connect="finite"))
        for line, (x, y, colour, width, dots) in zip(self._lines, wanted, strict=True):
            line.setData(x, y)
            line.setPen(pg.mkPen(colour, width=width))
            line.setSymbol("o" if dots else None)
            line.setSymbolSize(5)
            line.setSymbolPen(None)
            line.setSymbolBrush(colour)
        right = max([self._x_limit, 1.0, *(float(curve.x[-1]) for curve in self.curves if curve.x.size)])
        self._plot.setXRange(0, right, padding=0.01)
        is_log = self._log_action.isChecked() and self._y_range is None
        if is_log != self._is_log:
            self._is_log = is_log
            self._plot.setLogMode(x=False, y=is_log)
        if self._y_range is not None:
            self._plot.setYRange(*self._y_range, padding=0.02)
        else:
            self._plot.enableAutoRange(axis="y")

    def _on_mouse_moved(self, position: QPointF) -> None:
        inside = self._plot.getViewBox().sceneBoundingRect().contains(position)
        self._point_at(float(self._plot.getViewBox().mapSceneToView(position).x()) if inside else None)

    def _point_at(self, x: float | None) -> None:
        self._at = x
        if self._marker is not None:
            self._marker.setVisible(x is not None)
            if x is not None:
                self._marker.setPos(x)
        self._write_legend()

    def _write_legend(self) -> None:
        parts = []
        for curve in self.curves:
            value = _value_at(curve, self._at)
            shown = "–" if value is None else f"{value:.3f}"
            parts.append(f'<span style="color:{curve.colour.name()}">●</span> {_escape(curve.name)} {shown}')
        if self._at is not None and parts:
            parts.insert(0, f"{_escape(self._x_name)} {max(0.0, self._at):.1f}")
        self._legend.setText("&nbsp;&nbsp;&nbsp;".join(parts))


def _lines_of(curve: Curve) -> list[tuple[Values, Values, QColor, int, bool]]:
    """Return what is drawn for a curve, lowest first: x, y, colour, width in pixels, with dots."""
    line = (curve.x, curve.y, curve.colour, 2, curve.dots)
    if curve.raw_y is None:
        return [line]
    faint = QColor(curve.colour)
    faint.setAlphaF(0.28)
    return [(curve.x, curve.raw_y, faint, 1, False), line]


def _points(x: Values, y: Values) -> dict[float, float]:
    return {float(at): float(value) for at, value in zip(x, y, strict=True) if np.isfinite(value)}


def _value_at(curve: Curve, x: float | None) -> float | None:
    """Return the curve's last value at or before `x` (its very last without one)."""
    index = len(curve.x) if x is None else int(np.searchsorted(curve.x, x, side="right"))
    if not index or not np.isfinite(curve.y[index - 1]):
        return None
    return float(curve.y[index - 1])


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
