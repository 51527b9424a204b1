"""Curves over one axis, with a legend that reads values, saved as PNG or CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.gui import theme
from studio.gui.widgets.numbers import tabular_font
from studio.gui.widgets.plot_area import Curve, PlotArea, Values


class CurvePlot(QWidget):
    """A titled plot of curves; under the pointer the legend shows the values there, else the last ones."""

    saved = Signal(str)
    """A sentence saying which file was written."""
    failed = Signal(object)
    """The StudioError of a file that could not be written."""

    def __init__(
        self, title: str, *, x_name: str, name: str, y_range: tuple[float, float] | None = None
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._curves: list[Curve] = []
        self._x_name = x_name
        self._x_limit = 0.0
        self._y_range = y_range
        self._at: float | None = None
        self._legend = QLabel()
        self._legend.setObjectName("legend")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._legend.setFont(tabular_font())
        self._legend.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._log_action = QAction(self.tr("Logarithmic scale"), self, checkable=True)
        self._log_action.setEnabled(y_range is None)
        self._log_action.toggled.connect(self._draw)
        self._menu = QMenu(self)
        self._menu.addAction(self.tr("Save as PNG…"), lambda: self._ask_and_save("png"))
        self._menu.addAction(self.tr("Save as CSV…"), lambda: self._ask_and_save("csv"))
        self._menu.addSeparator()
        self._menu.addAction(self._log_action)
        more = QToolButton()
        more.setIcon(theme.icon("dots-horizontal"))
        more.setToolTip(self.tr("Save this plot, or change its scale"))
        more.setAccessibleName(more.toolTip())
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self._menu)
        self._area = PlotArea(x_name)
        self._area.pointed.connect(self._on_pointed)
        header = QHBoxLayout()
        header.addWidget(theme.label(title, "heading"))
        header.addWidget(self._legend, 1)
        header.addWidget(more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(header)
        layout.addWidget(self._area, 1)
        self.setMinimumSize(240, 160)

    def set_curves(self, curves: list[Curve], *, x_limit: float = 0.0) -> None:
        """Show these curves; the axis reaches at least to `x_limit`."""
        self._curves = curves
        self._x_limit = x_limit
        self._draw()

    def set_y_range(self, y_range: tuple[float, float] | None) -> None:
        """Fix the upright axis to a range, or let it follow the curves."""
        self._y_range = y_range
        self._log_action.setEnabled(y_range is None)
        self._draw()

    def set_log(self, is_log: bool) -> None:
        """Draw the upright axis logarithmically, or not."""
        self._log_action.setChecked(is_log)

    def save_png(self, path: Path) -> None:
        """Write the plot as it looks now.

        Raises:
            StudioError: the file can't be written.
        """
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.grab().save(buffer, "PNG")
        atomic_write(path, buffer.data().data())

    def save_csv(self, path: Path) -> None:
        """Write a row per x value and a column per curve (empty where a curve has no point).

        Raises:
            StudioError: the file can't be written.
        """
        atomic_write(path, self.to_csv())

    def to_csv(self) -> str:
        """Return the curves as CSV text."""
        columns: list[tuple[str, dict[float, float]]] = []
        for curve in self._curves:
            columns.append((curve.name, _points(curve.x, curve.y)))
            if curve.raw_y is not None:
                raw_name = self.tr("{name} (raw)").format(name=curve.name)
                columns.append((raw_name, _points(curve.x, curve.raw_y)))
        text = io.StringIO()
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow([self._x_name, *(name for name, _ in columns)])
        for x in sorted({x for _, points in columns for x in points}):
            rows.writerow([f"{x:.6g}", *(f"{p[x]:.6g}" if x in p else "" for _, p in columns)])
        return text.getvalue()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu to save the plot."""
        self._menu.popup(event.globalPos())

    def _ask_and_save(self, kind: str) -> None:
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

    def _draw(self) -> None:
        is_log = self._log_action.isChecked() and self._y_range is None
        self._area.show_curves(self._curves, x_limit=self._x_limit, y_range=self._y_range, is_log=is_log)
        self._write_legend()

    def _on_pointed(self, x: float | None) -> None:
        self._at = x
        self._write_legend()

    def _write_legend(self) -> None:
        parts = []
        for curve in self._curves:
            value = curve.value_at(self._at)
            shown = "–" if value is None else f"{value:.3f}"
            parts.append(f'<span style="color:{curve.colour.name()}">●</span> {_escape(curve.name)} {shown}')
        if self._at is not None and parts:
            parts.insert(0, f"{_escape(self._x_name)} {self._at:.1f}")
        self._legend.setText("&nbsp;&nbsp;&nbsp;".join(parts))


def _points(x: Values, y: Values) -> dict[float, float]:
    return {float(at): float(value) for at, value in zip(x, y, strict=True) if np.isfinite(value)}


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
