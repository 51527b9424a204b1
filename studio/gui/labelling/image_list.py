"""The list of images at the left of the Label page: thumbnails, states, filter, counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from studio.gui import theme
from studio.gui.labelling.filtering import ImageFilter
from studio.gui.labelling.image_rows import INDEX_ROLE, STATE_ROLE, RowDelegate
from studio.gui.labelling.thumbnails import Thumbnails
from studio.gui.widgets.choice_field import ChoiceBox
from studio.gui.widgets.controls import WordField
from studio.gui.widgets.list_hint import ListHint

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.data.record import LabelState
    from studio.core.labelling.review import Review

Index = QModelIndex | QPersistentModelIndex

STATES: tuple[LabelState, ...] = ("unseen", "empty", "labelled")


class ImageModel(QStringListModel):
    """The images of a dataset that fit the filter; `index` below counts in the dataset, `row` in the list.

    The view asks for the number of rows at every row it lays out: Qt's own list answers without coming here.
    The rows of another dataset are there one turn of the event loop later (`modelReset` tells), so that the
    window isn't held while it fills the list as well as its other parts.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_verified: Callable[[int], bool] = lambda index: False
        """Says whether a person has verified an image."""
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fill)
        self._dataset: Dataset | None = None
        self._states: list[LabelState | None] = []
        self._names: list[str] = []
        self._order: Sequence[int] | None = None
        """All images as they are gone through; None in the dataset's own order."""
        self._shown: Sequence[int] = ()
        self._rows: dict[int, int] | None = None
        """Row by image; None while all are shown, and each is its own row."""
        self._filter: tuple[Sequence[int] | None, LabelState | None] = None, None

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show all images of this dataset."""
        self._dataset = dataset
        records = dataset.records if dataset else []
        self._states = [None] * len(records)
        self._names = dataset.image_names if dataset else []
        self._order = None
        self._choose_rows(None, None)
        self.setStringList([])
        self._later.start()

    def apply_filter(self, fitting: Sequence[int] | None, state: LabelState | None) -> None:
        """Show the images of these indices (None: all) whose labels are in `state` (None: any)."""
        self._choose_rows(fitting, state)
        self._fill()

    def set_order(self, order: Sequence[int] | None) -> None:
        """Go through all images in this order, or (None) in the dataset's own."""
        self._order = order
        self._choose_rows(*self._filter)
        self._fill()

    def order(self) -> Sequence[int]:
        """Return all images as they are gone through, those too that the filter leaves out."""
        return range(len(self._names)) if self._order is None else self._order

    def _choose_rows(self, fitting: Sequence[int] | None, state: LabelState | None) -> None:
        self._filter = fitting, state
        indices = self.order()
        if fitting is not None:
            kept = frozenset(fitting)
            indices = [index for index in indices if index in kept]
        if state is not None:
            indices = [index for index in indices if self.state(index) == state]
        self._shown = indices
        is_filtered = self._order is not None or len(indices) < len(self._names)
        self._rows = {index: row for row, index in enumerate(indices)} if is_filtered else None

    def _fill(self) -> None:
        self._later.stop()
        names = self._names if self._rows is None else [self._names[index] for index in self._shown]
        self.setStringList(names)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) & ~Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._dataset is None:
            return None
        number = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._names[number]
        if role == Qt.ItemDataRole.ToolTipRole:
            return theme.tip(str(self._dataset.records[number].path))
        if role == INDEX_ROLE:
            return number
        if role == STATE_ROLE:
            return self.state(number)
        return None

    def state(self, index: int) -> LabelState:
        """Return the state of an image's labels; the disk is asked once."""
        known = self._states[index]
        if known is None:
            assert self._dataset is not None
            known = self._states[index] = self._dataset.state(self._dataset.records[index])
        return known

    def set_state(self, index: int, state: LabelState) -> None:
        """Take a state that is known from elsewhere."""
        if self._states[index] != state:
            self._states[index] = state
            row = self.row_of(index)
            if 0 <= row < self.rowCount():
                self.dataChanged.emit(self.index(row), self.index(row), [STATE_ROLE])

    def show_again(self, index: int) -> None:
        """Something that is shown of an image has changed."""
        row = self.row_of(index)
        if 0 <= row < self.rowCount():
            self.dataChanged.emit(self.index(row), self.index(row), [STATE_ROLE])

    def count(self) -> int:
        """Return how many images there are, shown or not."""
        return len(self._names)

    def row_of(self, index: int) -> int:
        """Return the list row of an image, -1 when the filter leaves it out."""
        if self._rows is None:
            return index if 0 <= index < len(self._shown) else -1
        return self._rows.get(index, -1)

    def neighbour(self, index: int, step: int) -> int:
        """Return the image `step` rows on from image `index` among those shown, or `index` at the ends."""
        if not self._shown:
            return index
        row = self.row_of(index)
        if row < 0:
            # The filter left the open image out: go to the nearest one in the wanted direction.
            after = [shown for shown in self._shown if (shown > index) == (step > 0)]
            if not after:
                return index
            return min(after, key=lambda shown: abs(shown - index))
        return self._shown[min(max(row + step, 0), len(self._shown) - 1)]

    def shown(self) -> Sequence[int]:
        """Return the images that fit the filter."""
        return self._shown


class ImageList(QFrame):
    """Filter, state choice and the list; `chosen` carries the index of the image to open."""

    chosen = Signal(int)
    order_chosen = Signal(bool)
    """Images are to be gone through in the order in which a model is least sure of them, or in their own."""
    left_by_key = Signal()
    """The user finished in the filter (Return or Esc): the canvas may have the keys again."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "surface")
        self.setMinimumWidth(160)
        self.search = WordField()
        self.search.setObjectName("image_search")
        self.search.setPlaceholderText(self.tr("Search, or #number"))
        self.search.setClearButtonEnabled(True)
        self.search.setToolTip(
            theme.tip(
                self.tr(
                    "Part of a name, # and a number to go there, or what must hold of an image, such as "
                    "class:r boxes>50 unlabelled size<12px verified score<0.4; - before a word turns it round"
                )
            )
        )
        self.search.installEventFilter(self)
        self.states = ChoiceBox()
        self.states.setObjectName("state_filter")
        self.states.setToolTip(self.tr("Show only images in this state"))
        self.states.addItem("", None)
        for state in STATES:
            self.states.addItem("", state)
        self.order = ChoiceBox()
        self.order.setObjectName("image_order")
        self.order.setToolTip(self.tr("In which order D and A go through the images"))
        self.order.addItem(self.tr("In their own order"), False)
        self.order.addItem(self.tr("Least sure first"), True)
        self.model = ImageModel(self)
        self.thumbnails = Thumbnails(self)
        self.view = QListView()
        self.view.setObjectName("image_view")
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        rows = RowDelegate(self.thumbnails, lambda index: self.model.is_verified(index), self.view)
        self.view.setItemDelegate(rows)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.thumbnails.loaded.connect(self._on_thumbnail)
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 4)
        head.setSpacing(8)
        head.addWidget(self.search)
        self.words = QLabel()
        self.words.setObjectName("filter_words")
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.words.hide()
        head.addWidget(self.words)
        head.addWidget(self.states)
        head.addWidget(self.order)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.filter = ImageFilter(self)
        self._fitting: Sequence[int] | None = None
        self._told, self._is_told_wrong = "", False
        self._current = -1
        self.hint = ListHint(self.view)
        self.hint.setObjectName("image_hint")
        self.hint.button.setObjectName("clear_filter")
        self.hint.clicked.connect(self.clear_filter)
        self.show_counts()
        self.search.textEdited.connect(self._on_filter)
        self.search.textChanged.connect(self._on_cleared)
        self.order.activated.connect(lambda: self.order_chosen.emit(self.order.currentData()))
        self.states.activated.connect(self._apply)
        self.filter.answered.connect(self._on_answered)
        self.filter.told.connect(self._on_told)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.model.modelReset.connect(self._on_filled)

    def set_dataset(self, dataset: Dataset | None, review: Review | None = None) -> None:
        """List the images of a dataset."""
        self._current = -1
        self._fitting = None
        self.filter.set_dataset(dataset, review)
        self.search.clear()
        self.states.setCurrentIndex(0)
        self.order.setCurrentIndex(0)
        self.thumbnails.set_dataset(dataset)
        self.model.set_dataset(dataset)
        self.show_counts()

    def select(self, index: int) -> None:
        """Mark the open image and bring it into view, without opening it again."""
        self._current = index
        row = self.model.row_of(index)
        if row < 0:
            self.view.clearSelection()
        elif self.view.currentIndex().row() != row:
            self.view.setCurrentIndex(self.model.index(row))
        if row >= 0:
            self.view.scrollTo(self.model.index(row))

    def set_order(self, order: Sequence[int] | None) -> None:
        """List all images in this order, or (None) in the dataset's own."""
        self.order.setCurrentIndex(self.order.findData(order is not None))
        self.model.set_order(order)

    def show_counts(self, tally: Mapping[LabelState, int] | None = None) -> None:
        """Write how many images are in each state, as far as that is known, into the choice of states."""
        texts = {
            None: self.tr("All images · {count}"),
            "unseen": self.tr("Not labelled yet · {count}"),
            "empty": self.tr("No objects · {count}"),
            "labelled": self.tr("Labelled · {count}"),
        }
        for row in range(self.states.count()):
            state = self.states.itemData(row)
            count = self.model.count() if state is None else (tally or {}).get(state, 0)
            self.states.setItemText(row, texts[state].format(count=count))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take_search()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.view.setFocus()
                return True
        return super().eventFilter(watched, event)

    def back_out(self) -> bool:
        """Esc: clear the filter; returns False when there was none."""
        if not self.search.text() and not self.search.hasFocus():
            return False
        self.search.clear()
        self.left_by_key.emit()
        return True

    def clear_filter(self) -> None:
        """Show all images again."""
        self.search.clear()
        self.states.setCurrentIndex(0)
        self._on_filter()

    def _show_hint(self) -> None:
        text, state = self.search.text().strip(), self.states.currentData()
        sentences = {
            (True, False): self.tr("No image fits “{text}”."),
            (False, True): self.tr("No image is in this state."),
            (True, True): self.tr("No image in this state fits “{text}”."),
        }
        sentence = sentences.get((bool(text), state is not None), "").format(text=text)
        self.hint.set_text(sentence, self.tr("Show all images") if sentence else "")

    def _take_search(self) -> None:
        text = self.search.text().strip()
        if text.startswith("#"):
            number = text[1:].strip()
            if not (number.isdecimal() and 1 <= int(number) <= self.model.count()):
                problem = self.tr("There is no image {number}; the last one is #{count}.")
                self._on_told(problem.format(number=text, count=self.model.count()), True)
                return
            self.search.clear()
            self.chosen.emit(int(number) - 1)
        elif self._current not in self.model.shown() and self.model.shown():
            self.chosen.emit(self.model.shown()[0])
        self.left_by_key.emit()

    def _on_filter(self) -> None:
        text = self.search.text().strip()
        if not text:
            self.filter.drop()
            self._on_told("", False)
            self._on_answered(None)
        elif not text.startswith("#"):
            self.filter.ask(text)
        else:
            self._on_told("", False)

    def _on_answered(self, fitting: Sequence[int] | None) -> None:
        self._fitting = fitting
        self._apply()

    def _apply(self) -> None:
        self.model.apply_filter(self._fitting, self.states.currentData())
        self._show_hint()
        self._show_words()

    def _on_told(self, text: str, is_wrong: bool) -> None:
        self._told, self._is_told_wrong = text, is_wrong
        self._show_words()

    def _show_words(self) -> None:
        """Show what the filter says, else how many images fit."""
        text, is_wrong, count = self._told, self._is_told_wrong, len(self.model.shown())
        if not text and self._fitting is not None and count:
            text = self.tr("Images that fit: {count}").format(count=f"{count:,}")
        self.words.setText(text)
        self.words.setVisible(bool(text))
        role = "error" if is_wrong else "muted"
        if self.words.property("role") != role:
            self.words.setProperty("role", role)
            self.words.style().polish(self.words)

    def _on_cleared(self, text: str) -> None:
        if not text:
            self._on_filter()

    def _on_current_changed(self, current: QModelIndex) -> None:
        index = current.data(INDEX_ROLE)
        if index is not None and index != self._current:
            self._current = index
            self.chosen.emit(index)

    def _on_filled(self) -> None:
        self.select(self._current)

    def _on_thumbnail(self, index: int) -> None:
        row = self.model.row_of(index)
        if row >= 0:
            self.view.update(self.model.index(row))

    def sizeHint(self) -> QSize:
        return QSize(220, 400)

    def focus_search(self, text: str = "") -> None:
        """Put the cursor into the filter, with `text` in it."""
        self.search.setFocus()
        self.search.setText(text)
        if not text:
            self.search.selectAll()


def make_panel(widget: QWidget) -> QWidget:
    """Let the style sheet paint a plain widget's background."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget
