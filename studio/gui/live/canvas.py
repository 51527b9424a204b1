"""The live canvas: the newest frame with its detections drawn over it, and the time that takes."""

from __future__ import annotations

import time

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from studio.core.boxes.detections import Detections
from studio.core.pictures import Image
from studio.gui import theme
from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.overlay import PaintBox


class LiveCanvas(ImageCanvas):
    """Shows one frame after another; tells by `painted` how long showing each took."""

    painted = Signal(float)
    """Milliseconds from taking a new frame to its first painting's end, waiting not counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("liveCanvas")
        self.badge = ""
        self._took_ms: float | None = None

    def show_frame(self, image: Image, detections: Detections, class_names: tuple[str, ...]) -> None:
        """Show this frame from the next painting on; the zoom stays while the frame size does."""
        start = time.perf_counter()
        self.set_image(image, keep_view=True)
        self.set_boxes(paint_boxes(detections, class_names))
        self._took_ms = (time.perf_counter() - start) * 1000

    def show_badge(self, text: str) -> None:
        """Write a word over the picture's corner, such as that it stands still; "" removes it."""
        self.badge = text
        self.viewport().update()

    def snapshot(self) -> QPixmap:
        """Return the frame at its own size with the detections drawn on the copy."""
        picture = QPixmap(self.image_item.size())
        painter = QPainter(picture)
        for item in (self.image_item, self.boxes_item):
            item.paint(painter, QStyleOptionGraphicsItem(), None)
        painter.end()
        return picture

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Space to the page, which freezes by it; the left button pans without."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and tell how long a new frame took."""
        start = time.perf_counter()
        super().paintEvent(event)
        if self._took_ms is not None:
            took_ms = self._took_ms + (time.perf_counter() - start) * 1000
            self._took_ms = None
            self.painted.emit(took_ms)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the badge, in screen pixels."""
        if not self.badge:
            return
        painter.save()
        painter.resetTransform()
        text = painter.fontMetrics().boundingRect(self.badge)
        chip = QRect(QPoint(12, 12), text.size()).adjusted(0, 0, 20, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 180))
        painter.drawRoundedRect(chip, theme.RADIUS, theme.RADIUS)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self.badge)
        painter.restore()


def paint_boxes(detections: Detections, class_names: tuple[str, ...]) -> list[PaintBox]:
    """Return detections as dashed boxes, lowest score first: the surest are painted over the others."""
    names = dict(enumerate(class_names))
    rows = zip(
        detections.xyxy.tolist(), detections.scores.tolist(), detections.class_ids.tolist(), strict=True
    )
    boxes = []
    for xyxy, score, class_id in rows:
        name = names.get(class_id, str(class_id))
        colour = theme.class_colour(class_id, name)
        boxes.append(PaintBox(tuple(xyxy), colour, f"{name} {score:.2f}", is_dashed=True))
    return boxes[::-1]
