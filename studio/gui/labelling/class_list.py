"""The classes in the Label page's inspector: colour, name, count, key; pick, add, rename, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QIcon,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QFrame,
    QListView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.core.words import paragraph
from studio.gui import actions, theme
from studio.gui.labelling.row_ground import paint_ground
from studio.gui.widgets.controls import WordField
from studio.gui.widgets.list_hint import ListHint
from studio.gui.widgets.panels import Notice

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 28
MAX_ROWS_SHOWN = 10
CLASS_ROLE = Qt.ItemDataRole.UserRole
"""A row's class id, also where only some classes are shown."""


def key_of(class_id: int) -> str:
    """Return the key that picks a class, as it is set; "" for none."""
    key = f"label.class_{class_id + 1}"
    action = next((action for action in actions.ACTIONS if action.key == key), None)
    return action.shown_shortcut().split(", ")[0] if action else ""


class ClassModel(QAbstractListModel):
    """Names with counts; editing a name asks for a renaming."""

    rename_requested = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names: list[str] = []
        self.here: list[int] = []
        self.everywhere: list[int] | None = None

    def set_names(self, names: list[str]) -> None:
        """Show these classes."""
        if len(names) == len(self.names):
            # No reset, which would take the field of a name from under the cursor.
            self.names = list(names)
            if names:
                self.dataChanged.emit(self.index(0), self.index(len(names) - 1))
            return
        self.beginResetModel()
        self.names = list(names)
        self.here = [0] * len(names)
        self.endResetModel()

    def set_counts(self, here: list[int], everywhere: list[int] | None) -> None:
        """Show boxes per class in the open image, and in the whole dataset once that is known."""
        self.here, self.everywhere = here, everywhere
        if self.names:
            self.dataChanged.emit(self.index(0), self.index(len(self.names) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.names)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        name = self.names[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            words = self.tr(
                "Class {number}: {name}. A double click or F2 renames it; its number never changes."
            )
            return theme.tip(words.format(number=index.row(), name=name))
        if role == CLASS_ROLE:
            return index.row()
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not name or name == self.names[index.row()]:
            return False
        self.rename_requested.emit(index.row(), name)
        return True


class ClassDelegate(QStyledItemDelegate):
    """Paints a row: swatch, name, counts, key."""

    def __init__(self, model: ClassModel, view: QListView) -> None:
        super().__init__(view)
        self._model = model
        self.current_class = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW_HEIGHT)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        # Over the counts, too: half a number beside the field is another number.
        editor.setGeometry(rect.adjusted(26, 0, 0, 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.tokens()
        rect: QRect = option.rect
        class_id = index.data(CLASS_ROLE)
        is_current = class_id == self.current_class
        painter.save()
        paint_ground(painter, option, is_current=is_current, ink="border", inset_xy=(0, 1))
        paint_swatch(painter, QRectF(rect.left() + 8, rect.center().y() - 5, 12, 12), class_id, index.data())
        key = key_of(class_id)
        metrics = painter.fontMetrics()
        right = rect.right() - 8
        if key:
            width = max(metrics.horizontalAdvance(key) + 10, 20)
            cap = QRectF(right - width, rect.center().y() - 8.5, width, 18)
            painter.setPen(QPen(QColor(tokens.muted), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(QColor(tokens.text))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
            right = round(cap.left()) - 10
        here = self._model.here[class_id] if class_id < len(self._model.here) else 0
        everywhere = self._model.everywhere
        count = (
            f"{here} / {everywhere[class_id]:,}" if everywhere and class_id < len(everywhere) else f"{here}"
        )
        width = metrics.horizontalAdvance(count)
        painter.setPen(QColor(tokens.text if is_current else tokens.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(right - width, rect.top(), width, rect.height()), middle, count)
        words = QRect(rect.left() + 28, rect.top(), right - width - 8 - rect.left() - 28, rect.height())
        painter.setPen(QColor(tokens.text))
        name = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle, name)
        painter.restore()


class ClassView(QListView):
    """The list; `picked` carries the class of the row clicked.

    A click counts once it can't become a double click any more, which renames: the selected boxes must not
    take the class in passing. Whatever is pressed next makes it count at once.
    """

    picked = Signal(int)
    delete_requested = Signal(int)
    merge_requested = Signal(int, int)
    left_by_key = Signal()
    """A name was typed or given up (Return or Esc): the canvas may have the keys again."""

    def __init__(self, model: ClassModel) -> None:
        super().__init__()
        self.setObjectName("class_view")
        self.setModel(model)
        self._delegate = ClassDelegate(model, self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.DoubleClicked | QListView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._clicked = -1
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._take_click)
        self.clicked.connect(self._on_clicked)
        ListHint(self, self.tr("No classes yet: name the first one."))
        model.modelReset.connect(self._fit_rows)
        self._fit_rows()

    @property
    def is_waiting(self) -> bool:
        """Return whether a click may still become a double click."""
        return self._clicked >= 0

    def _on_clicked(self, index: QModelIndex) -> None:
        self._take_click()
        self._clicked = index.row()
        self._wait.start(QApplication.doubleClickInterval())
        QApplication.instance().installEventFilter(self)

    def _take_click(self) -> None:
        class_id = self._forget_click()
        if class_id >= 0:
            self.picked.emit(class_id)

    def _forget_click(self) -> int:
        class_id, self._clicked = self._clicked, -1
        self._wait.stop()
        QApplication.instance().removeEventFilter(self)
        return class_id

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A shortcut's key never comes as a press, only as the offer before it.
        presses = (QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if (
            event.type() in presses
            and self.is_waiting
            and watched.isWidgetType()
            and watched is not self.viewport()
        ):
            self._take_click()
        return super().eventFilter(watched, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._forget_click()
        super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(self.tr("Rename"), QKeySequence("F2"), lambda: self.rename(index.row()))
            menu.addAction(self.tr("Delete"), lambda: self.delete_requested.emit(index.row()))
            self._add_merging(menu, index.row())
            menu.popup(event.globalPos())
        event.accept()

    def _add_merging(self, menu: QMenu, row: int) -> None:
        """Offer what changes boxes on all images; it is counted and asked before."""
        menu.addSeparator()
        into = menu.addMenu(self.tr("Merge into"))
        for other in range(self.model().rowCount()):
            if other != row:
                name = self.model().index(other, 0).data().replace("&", "&&")
                into.addAction(name, lambda other=other: self.merge_requested.emit(row, other))
        into.setEnabled(bool(into.actions()))
        menu.addAction(self.tr("Delete with its boxes…"), lambda: self.merge_requested.emit(row, -1))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tell when a key closed the field, and not a click elsewhere, which has the keys already."""
        is_left_by_key = editor.hasFocus()
        super().closeEditor(editor, hint)
        if is_left_by_key:
            self.left_by_key.emit()

    def rename(self, class_id: int) -> None:
        """Open a class's name for editing."""
        index = self.model().index(class_id, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.edit(index)

    def set_current(self, class_id: int) -> None:
        """Mark the class that new boxes get."""
        self._delegate.current_class = class_id
        if 0 <= class_id < self.model().rowCount():
            self.scrollTo(self.model().index(class_id, 0))
        self.viewport().update()

    def current_class(self) -> int:
        """Return the class that new boxes get."""
        return self._delegate.current_class

    def _fit_rows(self) -> None:
        rows = self.model().rowCount()
        # Without any there is room for three lines of a hint.
        hint = 16 + 3 * self.fontMetrics().lineSpacing()
        self.setFixedHeight(ROW_HEIGHT * min(rows, MAX_ROWS_SHOWN) if rows else hint)


class ClassPanel(QWidget):
    """The list of classes with a field to add one."""

    picked = Signal(int)
    add_requested = Signal(str)
    rename_requested = Signal(int, str)
    delete_requested = Signal(int)
    merge_requested = Signal(int, int)
    """Please give the boxes of the first class the second one; -1: delete them."""

    def __init__(self) -> None:
        super().__init__()
        self.model = ClassModel(self)
        self.view = ClassView(self.model)
        self.field = WordField()
        self.field.setObjectName("class_field")
        self.field.setPlaceholderText(self.tr("Add a class"))
        self.field.setToolTip(self.tr("Type a name and press Enter; classes keep their numbers for good"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.problem = Notice()
        self.problem.setObjectName("class_problem")
        layout.addWidget(self.view)
        layout.addWidget(self.field)
        layout.addWidget(self.problem)
        self.view.picked.connect(self.picked)
        self.view.delete_requested.connect(self.delete_requested)
        self.view.merge_requested.connect(self.merge_requested)
        self.model.rename_requested.connect(self.rename_requested)
        self.field.returnPressed.connect(self._on_return)

    def show_dataset(self, dataset: Dataset | None) -> None:
        """Show a dataset's classes, and which of its lists say something else."""
        self.model.set_names(dataset.class_names if dataset else [])
        problems = dataset.class_lists.disagreements() if dataset else []
        self.problem.set_text(paragraph(*(problem.message for problem in problems)), "warn")

    def rename_current(self) -> None:
        """Open the name of the class that new boxes get."""
        self.view.rename(self.view.current_class())

    def _on_return(self) -> None:
        if name := self.field.text().strip():
            self.add_requested.emit(name)


def paint_swatch(painter: QPainter, rect: QRectF, class_id: int, name: str) -> None:
    """Paint a class's colour with an edge that shows on any ground."""
    painter.setPen(QPen(theme.colour("muted"), 1))
    painter.setBrush(theme.class_colour(class_id, name))
    painter.drawRoundedRect(rect, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def swatch(class_id: int, name: str) -> QIcon:
    """Return a class's colour as an icon."""
    picture = QPixmap(16, 16)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_swatch(painter, QRectF(2, 2, 12, 12), class_id, name)
    painter.end()
    return theme.picture_icon(picture)
