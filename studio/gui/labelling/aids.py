"""What helps to draw to the pixel: a loupe beside the cursor, lines between pixels."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.gui import theme
from studio.gui.widgets.canvas import ImageCanvas

LOUPE_PX = 168.0
LOUPE_TIMES = 4.0
"""How much larger than on the canvas, and at least LEAST_TIMES than in the photo."""
LEAST_TIMES = 8.0
GRID_FROM_ZOOM = 10.0
AWAY_PX = 16.0
"""Between the loupe and the corner of the canvas it is in."""


def paint_pixel_grid(painter: QPainter, canvas: ImageCanvas) -> None:
    """Paint lines between the pixels in sight, once they are large enough."""
    if canvas.zoom() < GRID_FROM_ZOOM:
        return
    seen = canvas.visible_rect() & canvas.image_item.boundingRect()
    lines = []
    for x in range(int(seen.left()), int(seen.right()) + 2):
        a, b = canvas.to_view(QPointF(x, seen.top())), canvas.to_view(QPointF(x, seen.bottom()))
        lines.append(QLineF(a, b))
    for y in range(int(seen.top()), int(seen.bottom()) + 2):
        a, b = canvas.to_view(QPointF(seen.left(), y)), canvas.to_view(QPointF(seen.right(), y))
        lines.append(QLineF(a, b))
    # Grey shows on dark and on bright.
    painter.setPen(QPen(QColor(128, 128, 128, 110), 1))
    painter.drawLines(lines)


def paint_loupe(painter: QPainter, canvas: ImageCanvas, cursor: QPointF) -> None:
    """Paint what is around the cursor (a place in the image) much larger, in the corner away from it."""
    room = QRectF(canvas.viewport().rect())
    at = canvas.to_view(cursor)
    is_left = at.x() > room.center().x()
    x = room.left() + AWAY_PX if is_left else room.right() - AWAY_PX - LOUPE_PX
    frame = QRectF(x, room.bottom() - AWAY_PX - LOUPE_PX, LOUPE_PX, LOUPE_PX)
    if frame.adjusted(-AWAY_PX, -AWAY_PX, AWAY_PX, AWAY_PX).contains(at):
        frame.moveTop(room.top() + AWAY_PX)
    zoom = max(canvas.zoom() * LOUPE_TIMES, LEAST_TIMES)
    painter.save()
    painter.setClipRect(frame)
    painter.fillRect(frame, QColor(theme.tokens().canvas))
    middle = frame.center()
    painter.translate(middle)
    painter.scale(zoom, zoom)
    painter.translate(-cursor)
    canvas.image_item.paint_crisp(painter)
    for box in canvas.boxes_item.boxes():
        pen = QPen(box.colour, 2 if box.is_strong else 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.rect())
    painter.restore()
    for ink, width in ((QColor(0, 0, 0, 150), 3.0), (QColor(255, 255, 255, 220), 1.0)):
        painter.setPen(QPen(ink, width))
        painter.drawLine(QLineF(middle.x() - 8, middle.y(), middle.x() + 8, middle.y()))
        painter.drawLine(QLineF(middle.x(), middle.y() - 8, middle.x(), middle.y() + 8))
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)
