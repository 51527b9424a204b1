"""The boxes over a photo, painted by one item: fast with hundreds of them, readable on any picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from studio.gui import theme

LINE_PX = 1.5
SELECTED_LINE_PX = 2.0
HANDLE_PX = 8.0
HANDLES_FROM_PX = 22.0
"""Boxes with a smaller side on screen get no handles painted: they would cover what they hold."""

HAIRLINE = QColor(0, 0, 0, 150)


@dataclass(slots=True)
class PaintBox:
    """One box as it is painted: `xyxy` in pixels of the image, a colour and a word."""

    xyxy: tuple[float, float, float, float]
    colour: QColor
    text: str = ""
    is_selected: bool = False
    is_hovered: bool = False
    is_dashed: bool = False
    opacity: float = 1.0

    def rect(self) -> QRectF:
        """Return the box as a rectangle."""
        x1, y1, x2, y2 = self.xyxy
        return QRectF(QPointF(x1, y1), QPointF(x2, y2))


def handle_points(rect: QRectF) -> tuple[QPointF, ...]:
    """Return the eight handles of a rectangle, clockwise from the top left corner."""
    centre = rect.center()
    return (
        rect.topLeft(),
        QPointF(centre.x(), rect.top()),
        rect.topRight(),
        QPointF(rect.right(), centre.y()),
        rect.bottomRight(),
        QPointF(centre.x(), rect.bottom()),
        rect.bottomLeft(),
        QPointF(rect.left(), centre.y()),
    )


class BoxesItem(QGraphicsItem):
    """Paints a list of PaintBox, all in screen pixels so that lines keep their width at any zoom."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes: list[PaintBox] = []
        self._area = QRectF()
        self.show_texts = True
        self.show_handles = False
        self.setZValue(10)

    def set_area(self, area: QRectF) -> None:
        """Set the image's rectangle; boxes may overhang it a little."""
        if area != self._area:
            self.prepareGeometryChange()
            self._area = area

    def set_boxes(self, boxes: Sequence[PaintBox]) -> None:
        """Show these boxes; later ones are painted over earlier ones, selected ones over all."""
        self._boxes = [box for box in boxes if not box.is_selected]
        self._boxes += [box for box in boxes if box.is_selected]
        self.update()

    def boxes(self) -> list[PaintBox]:
        """Return what is painted, in painting order."""
        return self._boxes

    def boundingRect(self) -> QRectF:
        margin = max(self._area.width(), self._area.height()) + 64
        return self._area.adjusted(-margin, -margin, margin, margin)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        to_screen = painter.worldTransform()
        viewport = QRectF(widget.rect()) if widget is not None else None
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        shown: list[tuple[PaintBox, QRectF]] = []
        for box in self._boxes:
            rect = to_screen.mapRect(box.rect())
            if viewport is not None:
                # A dashed line of a million pixels would take seconds; what is out of sight is cut off.
                rect = rect.normalized() & viewport.adjusted(-60, -60, 60, 60)
            if viewport is None or not rect.isNull():
                shown.append((box, rect))
                self._paint_box(painter, box, rect)
        if self.show_texts:
            self._paint_texts(painter, shown)
        if self.show_handles:
            for box, rect in shown:
                if box.is_selected:
                    self._paint_handles(painter, rect, box.colour)
        painter.restore()

    def _paint_box(self, painter: QPainter, box: PaintBox, rect: QRectF) -> None:
        strong = box.is_selected or box.is_hovered
        width = SELECTED_LINE_PX if strong else LINE_PX
        painter.setOpacity(box.opacity)
        painter.setPen(QPen(HAIRLINE, 1.0))
        grown = width / 2 + 0.5
        painter.drawRect(rect.adjusted(-grown, -grown, grown, grown))
        pen = QPen(box.colour, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if box.is_dashed:
            pen.setDashPattern([4.0, 2.5])
        painter.setPen(pen)
        if box.is_selected:
            fill = QColor(box.colour)
            fill.setAlphaF(0.16)
            painter.fillRect(rect, fill)
        painter.drawRect(rect)

    def _paint_texts(self, painter: QPainter, shown: list[tuple[PaintBox, QRectF]]) -> None:
        font = QFont(painter.font())
        font.setPointSizeF(max(7.5, font.pointSizeF() - 1) if font.pointSizeF() > 0 else 8.0)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        taken: list[QRectF] = []
        # Selected boxes come last in painting order and first in line for room.
        for box, rect in reversed(shown):
            if not box.text:
                continue
            size = metrics.size(0, box.text)
            gap = HANDLE_PX / 2 + 2 if self.show_handles and box.is_selected else 2
            chip = QRectF(rect.left() - 1, rect.top() - size.height() - gap, size.width() + 8, size.height())
            if chip.top() < 0:
                chip.moveTop(rect.top() + 1)
            strong = box.is_selected or box.is_hovered
            has_room = max(rect.width(), rect.height()) >= 16 and chip.width() <= 2.5 * rect.width() + 24
            if not strong and (not has_room or any(chip.intersects(other) for other in taken)):
                continue
            taken.append(chip)
            back = QColor(box.colour)
            painter.setOpacity(box.opacity)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(chip, 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(text_over(back))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, box.text)

    def _paint_handles(self, painter: QPainter, rect: QRectF, ink: QColor) -> None:
        if min(rect.width(), rect.height()) < HANDLES_FROM_PX:
            return
        painter.setOpacity(1)
        painter.setPen(QPen(QColor(0, 0, 0, 200), 1.0))
        painter.setBrush(QColor("white") if ink != QColor("white") else theme.colour("accent"))
        half = HANDLE_PX / 2
        for index, point in enumerate(handle_points(rect)):
            side = rect.width() if index in (1, 5) else rect.height()
            # Middle handles only where they don't touch the corners'.
            if index % 2 == 0 or side >= 3.5 * HANDLE_PX:
                painter.drawRect(QRectF(point.x() - half, point.y() - half, HANDLE_PX, HANDLE_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def text_over(back: QColor) -> QColor:
    """Return black or white, whichever is easier to read on `back`."""
    light = 0.299 * back.redF() + 0.587 * back.greenF() + 0.114 * back.blueF()
    return QColor("#101216") if light > 0.45 else QColor("#ffffff")
