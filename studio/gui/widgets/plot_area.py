"""The drawing of a plot: axes with round numbers, a faint grid, and curves."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.core.report.plots import round_ticks
from studio.gui import theme
from studio.gui.widgets.numbers import tabular_font

Values = npt.NDArray[np.float64]
MARGINS = (52, 8, 12, 40)
"""Pixels left, above, right of and under the field the curves are drawn in."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a plot: its name, points, colour, and the raw values drawn faintly behind it, if any."""

    name: str
    x: Values
    y: Values
    colour: QColor
    raw_y: Values | None = None
    dots: bool = False

    def value_at(self, x: float | None) -> float | None:
        """Return the last value at or before `x` (the very last for None), None where there is none."""
        index = len(self.x) if x is None else int(np.searchsorted(self.x, x, side="right"))
        return float(self.y[index - 1]) if index and np.isfinite(self.y[index - 1]) else None


def log_ticks(low: float, high: float) -> list[float]:
    """Return 1, 2 and 5 times the powers of ten in a range above zero."""
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return [f * 10.0**n for n in decades for f in (1, 2, 5) if low <= f * 10.0**n <= high]


def thin(x: Values, y: Values, columns: int) -> tuple[Values, Values]:
    """Return the lowest and highest point of each of `columns` stretches: looks the same, draws faster."""
    size = len(x) // max(1, columns)
    if size < 4:
        return x, y
    whole = len(x) // size * size
    stretches = y[:whole].reshape(-1, size)
    starts = np.arange(0, whole, size)
    ends = np.sort(np.stack([stretches.argmin(1), stretches.argmax(1)], 1), 1)
    chosen = np.append((starts[:, None] + ends).ravel(), np.arange(whole, len(x)))
    return x[chosen], y[chosen]


class PlotArea(QWidget):
    """Draws curves over an axis that starts at 0; tells where the pointer is."""

    pointed = Signal(object)
    """The x value under the pointer, or None where no curve has a value yet, or it left the field."""

    def __init__(self, x_name: str) -> None:
        super().__init__()
        self._x_name = x_name
        self._curves: list[Curve] = []
        self._right = 1.0
        self._y_range: tuple[float, float] | None = None
        self._is_log = False
        self._at: float | None = None
        self.setMouseTracking(True)
        self.setFont(tabular_font())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_curves(
        self, curves: list[Curve], *, x_limit: float, y_range: tuple[float, float] | None, is_log: bool
    ) -> None:
        """Draw these curves; `y_range` None lets the upright axis follow them."""
        self._curves = curves
        self._right = max([x_limit, 1.0, *(float(curve.x[-1]) for curve in curves if curve.x.size)])
        self._y_range = y_range
        self._is_log = is_log
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        field = self._field()
        at = (event.position().x() - field.left()) / field.width() * self._right
        begun = [float(curve.x[0]) for curve in self._curves if curve.x.size]
        # Left of the first point there is nothing to be read.
        can_be_read = bool(begun) and at >= min(begun) and field.contains(event.position())
        self._point_at(at if can_be_read else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        field = self._field()
        low, high = self._range()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter, field, low, high)
        painter.setClipRect(field.adjusted(-4, -4, 4, 2))
        for curve in self._curves:
            if curve.raw_y is not None:
                faint = QColor(curve.colour)
                faint.setAlphaF(0.3)
                painter.setPen(QPen(faint, 1))
                self._paint_line(painter, self._points(field, curve.x, curve.raw_y, low, high))
        for curve in self._curves:
            painter.setPen(QPen(curve.colour, 2))
            points = self._points(field, curve.x, curve.y, low, high)
            self._paint_line(painter, points)
            if curve.dots:
                painter.setBrush(curve.colour)
                painter.setPen(Qt.PenStyle.NoPen)
                for x, y in points:
                    painter.drawEllipse(QPointF(x, y), 2.5, 2.5)
        if self._at is not None:
            painter.setPen(QPen(theme.colour("muted"), 1, Qt.PenStyle.DotLine))
            x = field.left() + self._at / self._right * field.width()
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
        painter.end()

    def _field(self) -> QRectF:
        left, top, right, bottom = MARGINS
        return QRectF(self.rect()).adjusted(left, top, -right, -bottom)

    def _range(self) -> tuple[float, float]:
        """Return the lowest and highest value shown; single spikes of raw values are cut off."""
        if self._y_range is not None:
            return self._y_range
        shown = [curve.y[np.isfinite(curve.y)] for curve in self._curves]
        raw = [curve.raw_y[np.isfinite(curve.raw_y)] for curve in self._curves if curve.raw_y is not None]
        tops = [values.max() for values in shown if values.size]
        tops += [np.percentile(values, 99) for values in raw if values.size]
        high = float(max(tops, default=1.0)) * 1.05
        if not self._is_log:
            return 0.0, high if high > 0 else 1.0
        lows = [values[values > 0].min() for values in (*shown, *raw) if (values > 0).any()]
        low = float(min(lows, default=0.1))
        return low * 0.9, max(high, low * 2)

    def _to_y(self, field: QRectF, values: Values, low: float, high: float) -> Values:
        if self._is_log:
            values, low, high = np.log10(np.maximum(values, low * 0.1)), math.log10(low), math.log10(high)
        return field.bottom() - (values - low) / (high - low) * field.height()

    def _points(self, field: QRectF, x: Values, y: Values, low: float, high: float) -> Values:
        """Return Nx2 pixel positions of the points that are numbers."""
        finite = np.isfinite(y)
        x, y = thin(x[finite], y[finite], round(field.width()))
        at = field.left() + x / self._right * field.width()
        return np.stack([at, self._to_y(field, y, low, high)], 1)

    @staticmethod
    def _paint_line(painter: QPainter, points: Values) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points.tolist()]))

    def _paint_axes(self, painter: QPainter, field: QRectF, low: float, high: float) -> None:
        grid = theme.colour("border")
        grid.setAlphaF(0.5)
        muted, border = theme.colour("muted"), theme.colour("border")
        height = self.fontMetrics().height()
        # Epochs are whole: no more ticks than there are of them.
        most = min(int(field.width() // 64), int(self._right))
        xs = round_ticks(0, self._right, max(1, most))
        ys = (
            log_ticks(low, high)
            if self._is_log
            else round_ticks(low, high, max(2, int(field.height() // 36)))
        )
        x_digits, y_digits = _digits(xs), _digits(ys)
        for tick, y in zip(ys, self._to_y(field, np.array(ys), low, high).tolist(), strict=True):
            painter.setPen(QPen(grid, 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(muted)
            place = QRectF(0, y - height / 2, field.left() - 6, height)
            text = f"{tick:.3g}" if self._is_log else f"{tick:.{y_digits}f}"
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        for tick in xs:
            x = field.left() + tick / self._right * field.width()
            painter.setPen(QPen(grid, 1))
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
            painter.setPen(muted)
            place = QRectF(x - 40, field.bottom() + 4, 80, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, f"{tick:.{x_digits}f}")
        painter.setPen(QPen(border, 1))
        painter.drawLine(field.bottomLeft(), field.bottomRight())
        painter.drawLine(field.bottomLeft(), field.topLeft())
        painter.setPen(muted)
        place = QRectF(field.left(), field.bottom() + 4 + height, field.width(), height)
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, self._x_name)

    def _point_at(self, x: float | None) -> None:
        if x != self._at:
            self._at = x
            self.pointed.emit(x)
            self.update()


def _digits(ticks: list[float]) -> int:
    """Return how many decimals tell the ticks apart."""
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    return max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
