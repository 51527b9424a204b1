"""How a row of the list of images is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from studio.gui import theme
from studio.gui.labelling.row_ground import paint_ground
from studio.gui.labelling.thumbnails import THUMBNAIL, Thumbnails

if TYPE_CHECKING:
    from studio.core.data.record import LabelState

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 44
INDEX_ROLE = Qt.ItemDataRole.UserRole
STATE_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_TOKENS = {"unseen": "warn", "empty": "muted", "labelled": "ok"}


class RowDelegate(QStyledItemDelegate):
    """Paints a row: thumbnail, name over number, state dot."""

    def __init__(self, thumbnails: Thumbnails, is_verified: Callable[[int], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._is_verified = is_verified

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.tokens()
        rect: QRect = option.rect
        painter.save()
        is_selected = paint_ground(painter, option)
        number = index.data(INDEX_ROLE)
        frame = QRectF(
            rect.left() + 9,
            rect.center().y() - THUMBNAIL.height() / 2 + 0.5,
            THUMBNAIL.width(),
            THUMBNAIL.height(),
        )
        picture = self._thumbnails.get(number)
        if picture is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.canvas))
            painter.drawRoundedRect(frame, 3, 3)
        else:
            painter.drawPixmap(frame.topLeft(), picture)
        left = round(frame.right()) + 8
        words = QRect(left, rect.top(), rect.right() - left - 24, rect.height())
        metrics = painter.fontMetrics()
        ink = QColor("#ffffff") if is_selected else QColor(tokens.text)
        painter.setPen(ink)
        # The end of a name tells a photo from those taken before and after.
        name = metrics.elidedText(index.data(), Qt.TextElideMode.ElideLeft, words.width())
        upper, lower = QRect(words), QRect(words)
        upper.setBottom(rect.center().y() + 2)
        lower.setTop(rect.center().y() + 1)
        flags = Qt.AlignmentFlag.AlignLeft
        painter.drawText(upper, flags | Qt.AlignmentFlag.AlignBottom, name)
        ink.setAlphaF(0.8) if is_selected else ink.setRgba(QColor(tokens.muted).rgba())
        painter.setPen(ink)
        mark = "  ✓" if self._is_verified(number) else ""
        painter.drawText(lower, flags | Qt.AlignmentFlag.AlignTop, f"#{number + 1}{mark}")
        self._paint_dot(painter, rect, index.data(STATE_ROLE), is_selected)
        painter.restore()

    def _paint_dot(self, painter: QPainter, rect: QRect, state: LabelState, is_selected: bool) -> None:
        """Labelled: full. No objects: a ring. Unlabelled: full in the warning colour."""
        ink = theme.colour(STATE_TOKENS[state])
        middle = QRectF(rect.right() - 20, rect.center().y() - 3.5, 8, 8)
        if is_selected:
            # Its colour says the state, here too: on a ground of its own.
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(middle.adjusted(-3, -3, 3, 3))
        if state == "empty":
            painter.setPen(QPen(ink, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
        if state == "unseen":
            middle.adjust(1, 1, -1, -1)
        painter.drawEllipse(middle)
