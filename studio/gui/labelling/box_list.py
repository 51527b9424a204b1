"""The boxes of the open image in the Label page's inspector; selection goes both ways."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from studio.gui import theme
from studio.gui.actions import find
from studio.gui.labelling.attribute_signs import in_words, letters
from studio.gui.labelling.class_list import paint_swatch
from studio.gui.labelling.row_ground import paint_ground
from studio.gui.widgets.list_hint import ListHint

if TYPE_CHECKING:
    from studio.core.data.record import Box

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 24
LEAST_ROWS = 4
"""Seen without scrolling; more where the inspector has room left."""
CLASS_ROLE = Qt.ItemDataRole.UserRole
SIZE_ROLE = Qt.ItemDataRole.UserRole + 1
SIGN_ROLE = Qt.ItemDataRole.UserRole + 2
"""The name of an icon: the box is locked, or hidden."""
LETTERS_ROLE = Qt.ItemDataRole.UserRole + 3
SIGN_PX = 14


class BoxModel(QAbstractListModel):
    """One row a box: class and size."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._boxes: Sequence[Box] = ()
        self._names: Sequence[str] = ()
        self._locked: Collection[int] = ()
        self._hidden: Collection[int] = ()

    def set_boxes(
        self,
        boxes: Sequence[Box],
        names: Sequence[str],
        locked: Collection[int] = (),
        hidden: Collection[int] = (),
    ) -> None:
        """Show these boxes; while their number stays, rows are only updated."""
        self._locked, self._hidden = locked, hidden
        if len(boxes) == len(self._boxes):
            self._boxes, self._names = tuple(boxes), tuple(names)
            if boxes:
                self.dataChanged.emit(self.index(0), self.index(len(boxes) - 1))
        else:
            self.beginResetModel()
            self._boxes, self._names = tuple(boxes), tuple(names)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._boxes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        box = self._boxes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._names[box.class_id] if box.class_id < len(self._names) else f"{box.class_id}"
        if role == CLASS_ROLE:
            return box.class_id
        if role == SIZE_ROLE:
            return f"{box.width:.0f} × {box.height:.0f} px"
        if role == LETTERS_ROLE:
            return letters(box.attributes)
        if role == SIGN_ROLE:
            is_hidden, is_locked = index.row() in self._hidden, index.row() in self._locked
            return "eye-off-outline" if is_hidden else "lock-outline" if is_locked else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index.row())
        return None

    def _tip(self, row: int) -> str:
        box = self._boxes[row]
        place = self.tr("From ({x1:.1f}, {y1:.1f}) to ({x2:.1f}, {y2:.1f}) px")
        told = [place.format(x1=box.x1, y1=box.y1, x2=box.x2, y2=box.y2)]
        if row in self._locked:
            told.append(self.tr("Locked: nothing selects it; the key unlocks all when nothing is selected"))
        if row in self._hidden:
            told.append(self.tr("Hidden; the key shows all when nothing is selected"))
        if box.attributes:
            told.append(in_words(box.attributes))
        return theme.tip("\n".join(told))


class _BoxDelegate(QStyledItemDelegate):
    """Paints a row: swatch, class, what is said of the box, size, and a sign for one that is aside."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.tokens()
        rect: QRect = option.rect
        painter.save()
        is_selected = paint_ground(painter, option, inset_xy=(0, 0.5), radius=4)
        name = index.data()
        swatch = QRectF(rect.left() + 8, rect.center().y() - 4, 10, 10)
        paint_swatch(painter, swatch, index.data(CLASS_ROLE), name)
        words = rect.adjusted(28, 0, -8, 0)
        size = index.data(SIZE_ROLE)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor("#ffffff") if is_selected else QColor(tokens.muted))
        if sign := index.data(SIGN_ROLE):
            place = QRect(words.right() - SIGN_PX + 1, rect.center().y() - SIGN_PX // 2, SIGN_PX, SIGN_PX)
            theme.icon(sign, "muted").paint(painter, place)
            words.setRight(place.left() - 6)
        metrics = painter.fontMetrics()
        for text in filter(None, (size, index.data(LETTERS_ROLE))):
            painter.drawText(words, middle | Qt.AlignmentFlag.AlignRight, text)
            words.setRight(words.right() - metrics.horizontalAdvance(text) - 8)
        painter.setPen(QColor("#ffffff") if is_selected else QColor(tokens.text))
        painter.drawText(words, middle, metrics.elidedText(name, Qt.TextElideMode.ElideRight, words.width()))
        painter.restore()


class BoxView(QListView):
    """The list; `picked` carries the rows the user selected."""

    picked = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("box_view")
        self._model = BoxModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_BoxDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(LEAST_ROWS * ROW_HEIGHT)
        self.hint = ListHint(self)
        self.hint.setObjectName("boxes_hint")
        self.tell_waiting(0)
        self._is_following = False
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def tell_waiting(self, count: int) -> None:
        """Say, while no box is listed, how many boxes wait for a class, or how to draw the first."""
        if count:
            text = self.tr("Boxes without a class: {count}. Type its name at one of them ({key}).")
            self.hint.set_text(text.format(count=count, key=find("label.class").first_key()))
        else:
            self.hint.set_text(self.tr("Drag on the photo to draw a box."))

    def sizeHint(self) -> QSize:
        # The usual hint is twice as high, and an inspector asks for it only while a sentence in it is
        # wrapped: the list would grow and shrink with sentences far below it.
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def show_boxes(
        self,
        boxes: Sequence[Box],
        names: Sequence[str],
        selected: Iterable[int],
        locked: Collection[int] = (),
        hidden: Collection[int] = (),
    ) -> None:
        """Show boxes and which of them are selected."""
        self._is_following = True
        self._model.set_boxes(boxes, names, locked, hidden)
        selection = QItemSelection()
        rows = sorted(selected)
        for row in rows:
            selection.select(self._model.index(row), self._model.index(row))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            self.scrollTo(self._model.index(rows[-1]))
        self._is_following = False

    def _on_selection_changed(self) -> None:
        if not self._is_following:
            self.picked.emit(sorted(index.row() for index in self.selectedIndexes()))
