"""All classes in a small popup: type to find one, Enter takes it; what is not there yet is added."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from studio.gui.labelling.class_list import CLASS_ROLE, ROW_HEIGHT, ClassDelegate, ClassModel
from studio.gui.widgets.list_hint import ListHint

WIDTH = 280
MAX_ROWS_SHOWN = 12


class ClassPopup(QFrame):
    """Opens at a place, closes when something was chosen, by Esc, or by a click elsewhere."""

    picked = Signal(int)
    add_requested = Signal(str)
    duplicate_requested = Signal()
    delete_requested = Signal()

    def __init__(self, model: ClassModel, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("class_popup")
        self.setFixedWidth(WIDTH)
        self.field = QLineEdit()
        self.field.setObjectName("class_search")
        self.field.setPlaceholderText(self.tr("Search, or name a new class"))
        self.field.installEventFilter(self)
        self._model = model
        self._found = QSortFilterProxyModel(self)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._found.setSourceModel(model)
        self.view = QListView()
        self.view.setObjectName("class_choices")
        self.view.setModel(self._found)
        self._delegate = ClassDelegate(model, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hint = ListHint(self.view)
        self.duplicate = QPushButton(self.tr("Duplicate"))
        self.duplicate.setObjectName("popup_duplicate")
        self.delete = QPushButton(self.tr("Delete"))
        self.delete.setObjectName("popup_delete")
        self._commands = QWidget()
        row = QHBoxLayout(self._commands)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button, signal in (
            (self.duplicate, self.duplicate_requested),
            (self.delete, self.delete_requested),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self.close)
            button.clicked.connect(signal)
            row.addWidget(button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        for widget in (self.field, self.view, self._commands):
            layout.addWidget(widget)
        self.field.textChanged.connect(self._on_text)
        self.view.clicked.connect(lambda index: self._take(index.data(CLASS_ROLE)))

    def open_at(self, place: QPoint, current: int, *, is_for_boxes: bool) -> None:
        """Show all classes with the current one chosen; the commands are for selected boxes."""
        self._delegate.current_class = current
        self.field.clear()
        self._on_text("")
        rows = min(max(len(self._model.names), 2), MAX_ROWS_SHOWN)
        self.view.setFixedHeight(ROW_HEIGHT * rows)
        self._commands.setVisible(is_for_boxes)
        if 0 <= current < self._found.rowCount():
            self._choose(current)
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = min(max(place.x(), room.left()), room.right() - self.width())
        y = min(max(place.y(), room.top()), room.bottom() - self.height())
        self.move(x, y)
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._choose(self.view.currentIndex().row() + step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_return()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _choose(self, row: int) -> None:
        last = self._found.rowCount() - 1
        if last >= 0:
            index = self._found.index(min(max(row, 0), last), 0)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _on_text(self, text: str) -> None:
        name = text.strip()
        self._found.setFilterFixedString(name)
        # Of cat and catfish the first is meant when it is typed whole.
        found = [self._found.index(row, 0).data().casefold() for row in range(self._found.rowCount())]
        self._choose(found.index(name.casefold()) if name.casefold() in found else 0)
        if name:
            self.hint.set_text(self.tr("Enter adds the class “{name}”.").format(name=name))
        else:
            self.hint.set_text(self.tr("No classes yet: type the name of the first one."))

    def _on_return(self) -> None:
        index, name = self.view.currentIndex(), self.field.text().strip()
        if index.isValid():
            self._take(index.data(CLASS_ROLE))
        elif name:
            self.close()
            self.add_requested.emit(name)

    def _take(self, class_id: int) -> None:
        self.close()
        self.picked.emit(class_id)
