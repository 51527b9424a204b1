"""The grid of all crops of one class: put in order, several changed or deleted, one shown on its photo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtCore import QModelIndex as _Index
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.core.labelling.session import LabelSession
from studio.gui import jobs, messages, theme
from studio.gui.labelling.crop_model import PATH_ROLE, PLACED_ROLE, CropModel
from studio.gui.labelling.crops import Crops
from studio.gui.widgets.choice_field import ChoiceBox
from studio.gui.widgets.list_hint import ListHint

if TYPE_CHECKING:
    from studio.core.data.changes import Change
    from studio.core.data.dataset import Dataset
    from studio.core.labelling.assist import Suggestions
    from studio.core.labelling.batches import Placed
    from studio.core.labelling.history import Step

Index = _Index | QPersistentModelIndex
PICTURE, CELL = QSize(96, 96), QSize(112, 130)
Facts = dict[tuple[int, tuple[float, ...]], float]
"""A number of each box: by its image and place."""
UNKNOWN = 1e9
"""Boxes of which a number isn't known come last."""


class _Delegate(QStyledItemDelegate):
    """Paints a crop and the size of its box."""

    def __init__(self, crops: Crops, parent: QWidget) -> None:
        super().__init__(parent)
        self._crops = crops

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, rect = theme.tokens(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRect(rect.left() + 8, rect.top() + 6, PICTURE.width(), PICTURE.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.canvas))
        painter.drawRoundedRect(frame, 4, 4)
        picture = self._crops.get(index.data(PATH_ROLE), index.data(PLACED_ROLE).box.xyxy)
        if picture is not None:
            size = picture.deviceIndependentSize().toSize()
            left = frame.left() + (frame.width() - size.width()) // 2
            painter.drawPixmap(left, frame.top() + (frame.height() - size.height()) // 2, picture)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 3))
            painter.drawRoundedRect(QRectF(frame).adjusted(-1, -1, 1, 1), 5, 5)
        painter.setPen(QColor(tokens.muted))
        words = QRect(frame.left(), frame.bottom() + 2, frame.width(), rect.bottom() - frame.bottom() - 2)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, index.data())
        painter.restore()


class _View(QListView):
    """The grid; Del deletes, Enter goes to the photo, digits give a class."""

    keyed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._awaited: int | None = None
        """Where the list is to stand once it is laid out that far; it is laid out in parts."""
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.verticalScrollBar().actionTriggered.connect(lambda _: self._await(None))

    def go_to_top(self) -> None:
        """Show the first of what is listed next."""
        self.verticalScrollBar().setValue(0)
        self._await(0)

    def reset(self) -> None:
        """Stay at the place where the list stood."""
        place = self.verticalScrollBar().value() if self._awaited is None else self._awaited
        super().reset()
        self._await(place)

    def _await(self, place: int | None) -> None:
        self._awaited = place

    def _on_range(self, _: int, most: int) -> None:
        if self._awaited is not None:
            place = self._awaited
            self.verticalScrollBar().setValue(min(place, most))
            self._await(None if most >= place else place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_all = event.matches(QKeySequence.StandardKey.SelectAll)
            if is_all or self._is_own(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_own(event):
            self.keyed.emit(event.key())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _is_own(event: QKeyEvent) -> bool:
        key = event.key()
        named = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_digit = Qt.Key.Key_0 <= key <= Qt.Key.Key_9
        return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and (key in named or is_digit)


class CropGrid(QWidget):
    """All boxes of a class beside each other.

    Attributes:
        suggestions: what gives the suggestions of a model, or None; to be set by whoever has them.
    """

    closed = Signal()
    photo_wanted = Signal(Path, object)
    """Please show this box (a Box) on its photo."""
    edited = Signal()
    """Boxes of several images were changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("crop_grid")
        self.suggestions: Callable[[], Suggestions | None] = lambda: None
        self.session: LabelSession | None = None
        self._brightness: Facts = {}
        self._task: jobs.Task | None = None
        self._step: Step | None = None
        """The last edit that is shown."""
        self._crops = Crops(self, PICTURE)
        self.model = CropModel(self)
        self.class_choice, self.order, self.target = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.class_choice.setObjectName("crop_class")
        self.order.setObjectName("crop_order")
        self.target.setObjectName("crop_target")
        self.view = _View()
        self.view.setObjectName("crop_view")
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setUniformItemSizes(True)
        self.view.setLayoutMode(QListView.LayoutMode.Batched)
        self.view.setItemDelegate(_Delegate(self._crops, self.view))
        self.view.setModel(self.model)
        self.hint = ListHint(self.view, self.tr("No box has this class."))
        self.count = QLabel()
        self.count.setObjectName("crop_count")
        self.back, self.show_button = QPushButton(self.tr("Back")), QPushButton(self.tr("Show in photo"))
        self.change, self.delete = QPushButton(self.tr("Change class")), QPushButton(self.tr("Delete"))
        for button, name in (
            (self.back, "close_crops"), (self.show_button, "show_crop"),
            (self.change, "change_crops"), (self.delete, "delete_crops"),
        ):  # fmt: skip
            button.setObjectName(name)
        self._lay_out()
        self._crops.loaded.connect(self.view.viewport().update)
        self.class_choice.activated.connect(lambda _: self.show_class(self.class_choice.currentData()))
        self.order.activated.connect(lambda _: self._on_order())
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        self.view.doubleClicked.connect(lambda _: self._show_photo())
        self.view.keyed.connect(self._on_key)
        self.back.clicked.connect(self.closed)
        self.show_button.clicked.connect(self._show_photo)
        self.change.clicked.connect(lambda: self._edit(self.target.currentData()))
        self.delete.clicked.connect(lambda: self._edit(None))

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (self.back, self.class_choice, self.order):
            top.addWidget(widget)
        top.addWidget(self.count, 1)
        foot.addStretch(1)
        for widget in (self.show_button, self.target, self.change, self.delete):
            foot.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addLayout(foot)

    def set_session(self, session: LabelSession | None) -> None:
        """Show boxes of another dataset from now on."""
        self._drop_task()
        self.session = session
        self._brightness.clear()
        self._crops.clear()
        self.model.show_boxes(None, ())

    def show_class(self, class_id: int) -> None:
        """Show all boxes of a class, from the first; label files are read in a thread."""
        if self.session is not None:
            self.view.go_to_top()
            self._read(class_id)
            self.view.setFocus()

    def follow(self) -> None:
        """Show the boxes as they are after an edit, be it made here, on a photo or by undo."""
        session = self.session
        if session is not None and self.isVisible() and session.last_step is not self._step:
            self._read(self.class_choice.currentData())

    def _read(self, class_id: int) -> None:
        from studio.core.labelling.batches import boxes_of_class

        session = self.session
        assert session is not None
        self._step = session.last_step
        self._fill_choices(class_id)
        self._drop_task()
        dataset = session.dataset
        self._task = jobs.run_in_thread(
            lambda: boxes_of_class(dataset, class_id),
            lambda placed: self._on_found(dataset, placed),
            messages.error,
            parent=self,
        )

    def _drop_task(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _fill_choices(self, class_id: int) -> None:
        assert self.session is not None
        names = self.session.dataset.class_names
        target = self.target.currentData()
        for box in (self.class_choice, self.target):
            box.clear()
            for number, name in enumerate(names):
                box.addItem(name, number)
        self.class_choice.setCurrentIndex(class_id)
        self.target.setCurrentIndex(target if target in range(len(names)) else (class_id + 1) % len(names))
        order = self.order.currentData()
        self.order.clear()
        self.order.addItem(self.tr("By image"), "image")
        self.order.addItem(self.tr("Smallest first"), "size")
        self.order.addItem(self.tr("Darkest first"), "brightness")
        if self.suggestions() is not None:
            self.order.addItem(self.tr("Lowest score first"), "score")
        self.order.setCurrentIndex(max(0, self.order.findData(order)))

    def _on_found(self, dataset: Dataset, placed: list[Placed]) -> None:
        self._task = None
        self.model.show_boxes(dataset, placed)
        self._sort()
        self._show_buttons()

    def _on_order(self) -> None:
        self.view.go_to_top()
        self._sort()

    def _sort(self) -> None:
        session, order = self.session, self.order.currentData()
        if session is None:
            return
        dataset, placed = session.dataset, self.model.boxes()
        suggestions = self.suggestions()
        if order == "size":
            self.model.put_in_order(lambda placed: placed.box.area)
        elif order == "score" and suggestions is not None:
            self._sort_by("score", lambda: _scores(suggestions, dataset, placed), {})
        elif order == "brightness":
            known = dict(self._brightness)
            self._sort_by("brightness", lambda: _measure(dataset, placed, known), self._brightness)
        else:
            self.model.put_in_order(lambda placed: placed.image)

    def _sort_by(self, order: str, look: Callable[[], Facts], known: Facts) -> None:
        """Put the boxes in the order of numbers, once a thread has found those not known yet."""

        def found(facts: Facts) -> None:
            known.update(facts)
            if self.order.currentData() == order:
                self.model.put_in_order(lambda one: known.get((one.image, one.box.xyxy), UNKNOWN))

        jobs.run_in_thread(look, found, messages.error, parent=self)

    def chosen(self) -> list[Placed]:
        """Return the chosen boxes."""
        return [index.data(PLACED_ROLE) for index in self.view.selectedIndexes()]

    def _show_buttons(self) -> None:
        count = len(self.chosen())
        for button in (self.show_button, self.change, self.delete):
            button.setEnabled(count > 0)
        self.count.setText(
            self.tr("{chosen} of {count} chosen").format(chosen=count, count=self.model.rowCount())
        )

    def _on_key(self, key: int) -> None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._show_photo()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._edit(None)
        else:
            # The key 0 is that of the tenth class.
            self._edit((key - Qt.Key.Key_1) % 10)

    def _show_photo(self) -> None:
        chosen = self.view.selectedIndexes()
        if chosen:
            self.photo_wanted.emit(chosen[0].data(PATH_ROLE), chosen[0].data(PLACED_ROLE).box)

    def _edit(self, class_id: int | None) -> None:
        """Give the chosen boxes a class, or delete them."""
        from studio.core.labelling.batches import changing

        session, chosen = self.session, self.chosen()
        if session is None or not chosen or (class_id or 0) >= len(session.dataset.class_names):
            return
        dataset = session.dataset
        jobs.run_in_thread(
            lambda: changing(dataset, chosen, class_id),
            lambda change: self._put(session, change, class_id, len(chosen)),
            lambda problem: messages.error(problem, "labels"),
            parent=self,
        )

    def _put(self, session: LabelSession, change: Change, class_id: int | None, count: int) -> None:
        from studio.core.labelling.batches import change_boxes

        if session is not self.session:
            return
        before = session.last_step
        messages.attempt("labels", change_boxes, session, change, class_id, count)
        if session.last_step is not before:
            messages.info(
                self.tr("Boxes deleted: {count}.").format(count=count)
                if class_id is None
                else self.tr("Boxes that are “{name}” now: {count}.").format(
                    name=session.dataset.class_names[class_id], count=count
                )
            )
            self.edited.emit()


def _scores(suggestions: Suggestions, dataset: Dataset, placed: list[Placed]) -> Facts:
    """Return how sure a model is of boxes, as far as it looked at their images."""
    by_image: dict[int, list[Placed]] = {}
    for one in placed:
        by_image.setdefault(one.image, []).append(one)
    found = {}
    for image, boxes in by_image.items():
        scores = suggestions.scores_of(dataset.records[image].path, [one.box for one in boxes])
        for one, score in zip(boxes, scores or (), strict=False):
            found[image, one.box.xyxy] = score
    return found


def _measure(dataset: Dataset, placed: list[Placed], known: Facts) -> Facts:
    """Return how bright boxes are that aren't known yet; reads each photo once."""
    from studio.core.errors import StudioError
    from studio.core.labelling.batches import brightness
    from studio.core.pictures import imread

    by_image: dict[int, list[Placed]] = {}
    for one in placed:
        if (one.image, one.box.xyxy) not in known:
            by_image.setdefault(one.image, []).append(one)
    found = {}
    for image, boxes in by_image.items():
        try:
            pixels = imread(dataset.records[image].path)
        except StudioError:
            continue
        found.update({(image, one.box.xyxy): brightness(pixels, one.box) for one in boxes})
    return found
