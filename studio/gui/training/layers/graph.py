"""The picture of a network: rows from left to right, strides as lanes, and below them each row's time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from studio.core.model.layer_sheet import Layer, LayerSheet
from studio.gui import theme
from studio.gui.training.layers.table import FED, FEEDS
from studio.gui.widgets.numbers import tabular_font

PICTURE = -1
"""The index of the picture, which the first row reads."""
GUTTER, RIM, TOP, TIMES = 118, 20, 0, 44
"""Pixels: lane names at the left, left and right of the nodes, above the lanes, and the times below them."""
SMALLEST, LARGEST, LIT = 5.0, 20.0, 11.0
"""Pixels across a node; one that is lit is never smaller than LIT."""
MAX_ZOOM = 8.0
NEAR = 4.0
"""Pixels around a node that still count as on it."""


class LayerGraph(QWidget):
    """Draws a LayerSheet; a click chooses a row, the wheel zooms along the rows, a drag moves them."""

    row_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("layer_graph")
        self.setMinimumHeight(150)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Picture of the layers"))
        self.setFont(tabular_font())
        self._sheet: LayerSheet | None = None
        self._lanes: list[float] = []
        self._chosen = PICTURE
        self._hovered: int | None = None
        self._zoom = 1.0
        self._left = 0.0
        self._pressed: QPointF | None = None
        self._dragged = False

    def sizeHint(self) -> QSize:
        return QSize(800, 250)

    # -- what is shown -----------------------------------------------------------------------------

    def show_sheet(self, sheet: LayerSheet) -> None:
        """Draw these rows, all of them in sight."""
        is_other = self._sheet is None or len(self._sheet.layers) != len(sheet.layers)
        self._sheet = sheet
        self._lanes = sorted({1.0, *(stride for layer in sheet.layers for stride in layer.strides)})
        self._chosen = min(self._chosen, len(sheet.layers) - 1)
        if is_other:
            self.fit()
        self.update()

    def choose(self, row: int) -> None:
        """Light a row up, and what it is connected with."""
        self._chosen = row
        if self._sheet is not None and row >= 0:
            at = self._x(row)
            low, high = GUTTER + RIM, self.width() - RIM
            if not low <= at <= high:
                self._left += at - (low if at < low else high)
                self._keep_in_sight()
        self.update()

    def fit(self) -> None:
        """Show all rows."""
        self._zoom, self._left = 1.0, 0.0
        self.update()

    def place_of(self, row: int) -> QPointF:
        """Return where a row's node is; of a head, its finest grid."""
        return QPointF(self._x(row), self._y(self._strides(row)[0]))

    def row_at(self, point: QPointF) -> int | None:
        """Return the row whose node, or whose time, is at a point."""
        if self._sheet is None or point.x() < GUTTER:
            return None
        reach = self._size() / 2 + NEAR
        for layer in self._sheet.layers:
            if self._box(layer).adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(point):
                return layer.index
        if point.y() > self.height() - TIMES:
            near = [
                layer.index for layer in self._sheet.layers if abs(self._x(layer.index) - point.x()) < reach
            ]
            return near[0] if near else None
        return None

    # -- where things are --------------------------------------------------------------------------

    def _step(self) -> float:
        rows = len(self._sheet.layers) if self._sheet else 1
        return max(1.0, (self.width() - GUTTER - 2 * RIM) / rows) * self._zoom

    def _x(self, row: int) -> float:
        return GUTTER + RIM + (row + 1) * self._step() - self._left

    def _lane_height(self) -> float:
        return (self.height() - TOP - TIMES) / max(1, len(self._lanes))

    def _y(self, stride: float) -> float:
        return TOP + (self._lanes.index(stride) + 0.5) * self._lane_height()

    def _size(self) -> float:
        return min(max(SMALLEST, min(self._step() * 0.72, self._lane_height() * 0.5)), LARGEST)

    def _strides(self, row: int) -> tuple[float, ...]:
        assert self._sheet is not None
        return tuple(self._sheet.layers[row].strides) if row >= 0 else (1.0,)

    def _box(self, layer: Layer) -> QRectF:
        size = self._size()
        top, bottom = self._y(min(layer.strides)), self._y(max(layer.strides))
        return QRectF(self._x(layer.index) - size / 2, top - size / 2, size, bottom - top + size)

    def _keep_in_sight(self) -> None:
        rows = len(self._sheet.layers) if self._sheet else 1
        most = rows * self._step() - (self.width() - GUTTER - 2 * RIM)
        self._left = min(max(0.0, self._left), max(0.0, most))

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surface"))
        if self._sheet is None:
            return
        self._paint_lanes(painter)
        painter.setClipRect(GUTTER, 0, self.width() - GUTTER, self.height())
        self._paint_edges(painter)
        self._paint_picture(painter)
        # Where rows are crowded, those in question lie on top.
        for layer in sorted(self._sheet.layers, key=lambda layer: (self._token(layer) != "", layer.index)):
            self._paint_node(painter, layer)
        self._paint_times(painter)

    def _paint_lanes(self, painter: QPainter) -> None:
        assert self._sheet is not None
        grids = {
            stride: f"{shape[-1]}x{shape[-2]}"
            for layer in self._sheet.layers
            for stride, shape in zip(layer.strides, layer.shapes, strict=True)
        }
        grids.setdefault(1.0, "x".join(map(str, self._sheet.input_wh)))
        height = self._lane_height()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.font())
        for index, stride in enumerate(self._lanes):
            lane = QRectF(0, TOP + index * height, self.width(), height)
            if index % 2 == 0:
                painter.fillRect(lane, theme.colour("background"))
            painter.setPen(theme.colour("text"))
            painter.drawText(
                lane.adjusted(12, 0, 0, 0),
                Qt.AlignmentFlag.AlignLeft | middle,
                self.tr("{n:g} px").format(n=stride),
            )
            painter.setPen(theme.colour("muted"))
            lane.setWidth(GUTTER - 8)
            painter.drawText(lane, Qt.AlignmentFlag.AlignRight | middle, grids[stride])
        painter.setFont(self.font())
        painter.setPen(theme.colour("muted"))
        where = QRectF(12, self.height() - TIMES, GUTTER - 12, TIMES)
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | middle, self.tr("Time"))

    def _paint_edges(self, painter: QPainter) -> None:
        assert self._sheet is not None
        lit: list[tuple[QPainterPath, str]] = []
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(_mix(theme.colour("muted"), theme.colour("surface"), 0.45), 1.2))
        for layer in self._sheet.layers:
            for source in layer.sources:
                path = self._edge(source, layer)
                if layer.index == self._chosen:
                    lit.append((path, FEEDS))
                elif source == self._chosen and source >= 0:
                    lit.append((path, FED))
                else:
                    painter.drawPath(path)
        for path, token in lit:
            painter.setPen(_pen(theme.colour(token), 2.4))
            painter.drawPath(path)

    def _edge(self, source: int, layer: Layer) -> QPainterPath:
        """Return the line from a source: straight to the next row, a bow over rows that are passed."""
        start = self.place_of(source)
        # A head reads each source on the lane of that source.
        lane = self._strides(source)[0]
        end = QPointF(self._x(layer.index), self._y(lane if lane in layer.strides else layer.strides[0]))
        path = QPainterPath(start)
        width, passed = end.x() - start.x(), layer.index - source - 1
        if start.y() == end.y():
            bow = min(self._lane_height() * 0.46, self._size() * 0.5 + 3 + 2.0 * passed) if passed else 0.0
            # The middle of such a curve lies at three quarters of the height of its handles.
            height = start.y() - bow / 0.75
            path.cubicTo(start.x() + width * 0.2, height, end.x() - width * 0.2, height, end.x(), end.y())
        else:
            path.cubicTo(start.x() + width * 0.5, start.y(), end.x() - width * 0.5, end.y(), end.x(), end.y())
        return path

    def _paint_picture(self, painter: QPainter) -> None:
        """Draw the picture as what everything comes from."""
        at, size = self.place_of(PICTURE), self._size()
        painter.setPen(_pen(theme.colour("muted"), 1.5))
        painter.setBrush(theme.colour("surface"))
        painter.drawRect(QRectF(at.x() - size * 0.6, at.y() - size * 0.45, size * 1.2, size * 0.9))
        if size >= 10:
            hill = [
                QPointF(-0.6, 0.45),
                QPointF(-0.15, -0.05),
                QPointF(0.15, 0.25),
                QPointF(0.3, 0.1),
                QPointF(0.6, 0.45),
            ]
            painter.drawPolyline([at + point * size for point in hill])

    def _token(self, layer: Layer) -> str:
        """Return the colour a row is lit in, "" when it has nothing to do with the chosen one."""
        if layer.index == self._chosen:
            return "accent"
        if self._chosen in layer.sources and self._chosen >= 0:
            return FED
        return FEEDS if self._chosen in layer.users else ""

    def _paint_node(self, painter: QPainter, layer: Layer) -> None:
        token = self._token(layer)
        is_hovered = layer.index == self._hovered
        is_head = not layer.users
        box, size = self._box(layer), self._size()
        if (token or is_hovered) and size < LIT:
            grown = (LIT - size) / 2
            box, size = box.adjusted(-grown, -grown, grown, grown), LIT
        line = theme.colour(token or ("accent" if is_head else "muted"))
        fill = theme.colour("raised")
        if token:
            fill = line if token == "accent" else _mix(line, theme.colour("surface"), 0.55)
        painter.setPen(
            _pen(theme.colour("text") if is_hovered else line, 2.4 if is_hovered or token else 1.3)
        )
        painter.setBrush(fill)
        if layer.parameters or is_head:
            painter.drawRoundedRect(box, min(4.0, size / 4), min(4.0, size / 4))
        else:
            painter.drawEllipse(box)
        if size >= 15:
            painter.setFont(tabular_font(larger=-2 if layer.index > 9 else -1))
            painter.setPen(QColor("#ffffff") if token == "accent" else theme.colour("text"))
            # A head's number stands between the dots of its two finest grids.
            middle = (self._y(layer.strides[0]) + self._y(layer.strides[min(1, len(layer.strides) - 1)])) / 2
            where = QRectF(box.left(), middle - size / 2, size, size)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, str(layer.index))
        if len(layer.strides) > 1:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#ffffff") if token == "accent" else theme.colour("accent"))
            for stride in layer.strides:
                painter.drawEllipse(QPointF(box.center().x(), self._y(stride)), size * 0.18, size * 0.18)

    def _paint_times(self, painter: QPainter) -> None:
        assert self._sheet is not None
        floor, room = self.height() - 6.0, TIMES - 12.0
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawLine(QPointF(GUTTER, floor), QPointF(self.width(), floor))
        most = max((layer.milliseconds for layer in self._sheet.layers), default=0.0) or 1.0
        painter.setPen(Qt.PenStyle.NoPen)
        wide = max(2.0, self._size() * 0.7)
        for layer in self._sheet.layers:
            token = self._token(layer)
            painter.setBrush(theme.colour(token or ("text" if layer.index == self._hovered else "muted")))
            tall = max(1.0, room * layer.milliseconds / most)
            painter.drawRect(QRectF(self._x(layer.index) - wide / 2, floor - tall, wide, tall))

    # -- mouse -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._pressed is not None:
            if self._dragged or abs(point.x() - self._pressed.x()) > 4:
                self._left -= point.x() - self._pressed.x()
                self._pressed, self._dragged = point, True
                self._keep_in_sight()
                self.update()
            return
        hovered = self.row_at(point)
        if hovered != self._hovered:
            self._hovered = hovered
            self.setCursor(
                Qt.CursorShape.ArrowCursor if hovered is None else Qt.CursorShape.PointingHandCursor
            )
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        if self._pressed is not None and not self._dragged and row is not None:
            self.row_chosen.emit(row)
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.row_at(event.position()) is None:
            self.fit()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        at = event.position().x() - GUTTER - RIM
        before = self._zoom
        self._zoom = min(max(1.0, before * 1.25 ** (event.angleDelta().y() / 120)), MAX_ZOOM)
        self._left = (self._left + at) * self._zoom / before - at
        self._keep_in_sight()
        self.update()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._keep_in_sight()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.row_at(QPointF(event.pos()))
            if row is None or self._sheet is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), theme.tip(self.tip(self._sheet.layers[row])), self)
            return True
        return super().event(event)

    def tip(self, layer: Layer) -> str:
        """Return what hovering a node tells."""
        time = self.tr("{ms:.2f} ms").format(ms=layer.milliseconds)
        return f"{layer.name}, {time}\n{layer.sentence}"


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


def _mix(colour: QColor, other: QColor, share: float) -> QColor:
    """Return a colour with a share of another one in it, so that lines that cross don't add up."""
    parts = zip(colour.getRgb()[:3], other.getRgb()[:3], strict=True)
    return QColor(*(round(mine * (1 - share) + theirs * share) for mine, theirs in parts))
