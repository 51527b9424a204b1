"""The boxes over a photo, painted by one item: fast with hundreds of them, readable on any picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from studio.core.labelling.hit_test import HANDLE_PX, handle_point, handles_of
from studio.gui import theme

LINE_PX = 1.5
SELECTED_LINE_PX = 2.0
HALO_PX = 3.0
HALO_GAP_PX = 2.5
DIMMED = 0.35
"""How much of the other boxes is seen while some are selected."""

HAIRLINE = QColor(0, 0, 0, 150)


@dataclass(slots=True)
class PaintBox:
    """One box as it is painted: `xyxy` in pixels of the image, a colour and a word.

    A selected box has a halo, and the others are dimmed; a fresh one, just drawn, is strong without either.
    A ghost is a suggestion, no box yet.
    """

    xyxy: tuple[float, float, float, float]
    colour: QColor
    text: str = ""
    is_selected: bool = False
    is_fresh: bool = False
    is_hovered: bool = False
    is_dashed: bool = False
    is_ghost: bool = False
    is_locked: bool = False
    opacity: float = 1.0

    @property
    def is_held(self) -> bool:
        """Return whether the mouse would take the box before others, by its handles too."""
        return self.is_selected or self.is_fresh

    @property
    def is_strong(self) -> bool:
        """Return whether the box stands out."""
        return self.is_held or self.is_hovered

    def rect(self) -> QRectF:
        """Return the box as a rectangle."""
        x1, y1, x2, y2 = self.xyxy
        return QRectF(QPointF(x1, y1), QPointF(x2, y2))


class BoxesItem(QGraphicsItem):
    """Paints a list of PaintBox, all in screen pixels so that lines keep their width at any zoom."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes: list[PaintBox] = []
        self._dims = False
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
        """Show these boxes; later ones are painted over earlier ones, those held over all."""
        self._boxes = sorted(boxes, key=lambda box: box.is_held)
        self._dims = any(box.is_selected for box in boxes)
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
        shown = self._shown(to_screen, viewport)
        self._paint_alike(painter, [(box, rect) for box, rect in shown if not box.is_strong])
        for box, rect in shown:
            if box.is_strong:
                self._paint_strong(painter, box, rect)
        if self.show_texts:
            self._paint_texts(painter, shown)
        held = [box for box in self._boxes if box.is_held]
        if self.show_handles and len(held) == 1:
            # Where they truly are, however much of the box is out of sight.
            self._paint_handles(painter, held[0], to_screen)
        painter.restore()

    def _shown(self, to_screen: QTransform, viewport: QRectF | None) -> list[tuple[PaintBox, QRectF]]:
        """Return the boxes in sight, in painting order, with their places on the screen."""
        zoom_x, zoom_y, left, top = to_screen.m11(), to_screen.m22(), to_screen.dx(), to_screen.dy()
        # A dashed line of a million pixels would take seconds; what is out of sight is cut off.
        sight = viewport.adjusted(-60, -60, 60, 60) if viewport is not None else None
        shown = []
        for box in self._boxes:
            x1, y1, x2, y2 = box.xyxy
            rect = QRectF(x1 * zoom_x + left, y1 * zoom_y + top, (x2 - x1) * zoom_x, (y2 - y1) * zoom_y)
            if sight is not None and not sight.contains(rect):
                rect = rect.normalized() & sight
                if rect.isNull():
                    continue
            shown.append((box, rect))
        return shown

    def _paint_alike(self, painter: QPainter, shown: Sequence[tuple[PaintBox, QRectF]]) -> None:
        """Paint boxes that do not stand out, those that look alike by one call: with a thousand it counts."""
        groups: dict[tuple[int, bool, bool, bool, float], list[tuple[PaintBox, QRectF]]] = {}
        for box, rect in shown:
            look = box.colour.rgba(), box.is_dashed, box.is_locked, box.is_ghost, self._opacity(box)
            groups.setdefault(look, []).append((box, rect))
        for alike in groups.values():
            self._paint_lines(painter, alike[0][0], [rect for _, rect in alike])

    def _paint_strong(self, painter: QPainter, box: PaintBox, rect: QRectF) -> None:
        painter.setOpacity(self._opacity(box))
        if box.is_selected:
            self._paint_halo(painter, rect)
        if box.is_held:
            fill = QColor(box.colour)
            fill.setAlphaF(0.16)
            painter.fillRect(rect, fill)
        self._paint_lines(painter, box, [rect])

    def _paint_lines(self, painter: QPainter, look: PaintBox, rects: list[QRectF]) -> None:
        """Paint the outlines of boxes that look like one of them."""
        painter.setOpacity(self._opacity(look))
        width = SELECTED_LINE_PX if look.is_strong else LINE_PX
        # Around a small suggestion a whole line would look like a box: there the dark shows in the gaps.
        painter.setPen(QPen(HAIRLINE, width if look.is_ghost else 1.0))
        grown = 0.0 if look.is_ghost else width / 2 + 0.5
        painter.drawRects([rect.adjusted(-grown, -grown, grown, grown) for rect in rects])
        pen = QPen(look.colour, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if look.is_dashed:
            pen.setDashPattern([4.0, 2.5])
        elif look.is_locked:
            pen.setDashPattern([1.0, 2.0])
        painter.setPen(pen)
        painter.drawRects(rects)

    def _opacity(self, box: PaintBox) -> float:
        return box.opacity * (DIMMED if self._dims and not box.is_selected and not box.is_hovered else 1.0)

    def _paint_halo(self, painter: QPainter, rect: QRectF) -> None:
        """Paint a ring in the accent colour with light and dark edges, so that it shows on any photo."""
        distance = HALO_GAP_PX + HALO_PX / 2
        ring = rect.adjusted(-distance, -distance, distance, distance)
        for ink, width in (
            (QColor(0, 0, 0, 170), HALO_PX + 4.0),
            (QColor("white"), HALO_PX + 2.0),
            (theme.colour("accent"), HALO_PX),
        ):
            painter.setPen(QPen(ink, width))
            painter.drawRoundedRect(ring, 3, 3)

    def _paint_texts(self, painter: QPainter, shown: list[tuple[PaintBox, QRectF]]) -> None:
        font = QFont(painter.font())
        font.setPointSizeF(max(7.5, font.pointSizeF() - 1) if font.pointSizeF() > 0 else 8.0)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        sizes = {text: metrics.size(0, text) for text in {box.text for box, _ in shown if box.text}}
        taken = _Taken()
        # Selected boxes come last in painting order and first in line for room.
        for box, rect in reversed(shown):
            if not box.text:
                continue
            size = sizes[box.text]
            is_strong = box.is_strong
            has_room = max(rect.width(), rect.height()) >= 16 and size.width() + 8 <= 2.5 * rect.width() + 24
            if not has_room and not is_strong:
                continue
            gap = 2 + max(
                HANDLE_PX / 2 if self.show_handles and box.is_held else 0,
                HALO_GAP_PX + HALO_PX if box.is_selected else 0,
            )
            chip = QRectF(rect.left() - 1, rect.top() - size.height() - gap, size.width() + 8, size.height())
            if chip.top() < 0:
                chip.moveTop(rect.top() + 1)
            if taken.meets(chip):
                if not is_strong:
                    continue
                chip.moveTop(rect.bottom() + gap)
            taken.add(chip)
            back = QColor(box.colour)
            painter.setOpacity(self._opacity(box))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(chip, 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(text_over(back))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, box.text)

    def _paint_handles(self, painter: QPainter, box: PaintBox, to_screen: QTransform) -> None:
        rect = to_screen.mapRect(box.rect())
        place = rect.left(), rect.top(), rect.right(), rect.bottom()
        painter.setOpacity(1)
        painter.setPen(QPen(QColor(0, 0, 0, 200), 1.0))
        painter.setBrush(QColor("white") if box.colour != QColor("white") else theme.colour("accent"))
        half = HANDLE_PX / 2
        for handle in handles_of(rect.width(), rect.height()):
            x, y = handle_point(place, handle)
            painter.drawRect(QRectF(x - half, y - half, HANDLE_PX, HANDLE_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)


class _Taken:
    """Places on the screen that are taken, found by the fields they lie in."""

    FIELD_PX = 64

    def __init__(self) -> None:
        self._fields: dict[tuple[int, int], list[QRectF]] = {}

    def add(self, place: QRectF) -> None:
        """Take a place."""
        for field in self._fields_of(place):
            self._fields.setdefault(field, []).append(place)

    def meets(self, place: QRectF) -> bool:
        """Return whether some of a place is taken."""
        return any(
            place.intersects(other)
            for field in self._fields_of(place)
            for other in self._fields.get(field, ())
        )

    def _fields_of(self, place: QRectF) -> list[tuple[int, int]]:
        left, top, right, bottom = (int(side // self.FIELD_PX) for side in place.getCoords())
        return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]


def text_over(back: QColor) -> QColor:
    """Return black or white, whichever is easier to read on `back`."""
    light = 0.299 * back.redF() + 0.587 * back.greenF() + 0.114 * back.blueF()
    return QColor("#101216") if light > 0.45 else QColor("#ffffff")
