"""A table of text and numbers whose rows can be copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from studio.gui import theme
from studio.gui.widgets.numbers import tabular_font

TEXT_SIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
NUMBER_SIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows; numbers stand right, `order` sorts and `colour` is a token of the theme."""

    text: str
    is_number: bool = False
    colour: str = ""
    tip: str = ""
    order: float | str | None = None


class _Item(QTableWidgetItem):
    def __init__(self, cell: Cell) -> None:
        super().__init__(cell.text)
        self._cell = cell
        self.setTextAlignment(NUMBER_SIDE if cell.is_number else TEXT_SIDE)
        self.setToolTip(theme.tip(cell.tip))
        if cell.colour:
            self.setForeground(theme.colour(cell.colour))

    def __lt__(self, other: QTableWidgetItem) -> bool:
        mine, theirs = self._cell.order, other._cell.order if isinstance(other, _Item) else None
        if mine is not None and theirs is not None and type(mine) is type(theirs):
            return mine < theirs  # type: ignore[operator]
        return self.text() < other.text()


class _ElidedAtEnd(QStyledItemDelegate):
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight


class _Header(QHeaderView):
    """A heading that keeps no room for the arrow of a sorted column: it stands over the word."""

    TOO_MUCH = 24
    """Pixels in each section that may be sorted by: the style keeps 32 for an arrow beside the word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sectionSizeFromContents(self, section: int) -> QSize:
        size = super().sectionSizeFromContents(section)
        return size - QSize(self.TOO_MUCH, 0) if self.isSortIndicatorShown() else size


class Table(QTableWidget):
    """Rows that are chosen whole; Ctrl+C and the context menu copy them (or all) as tab-separated text."""

    def __init__(
        self, columns: Sequence[str], *, name: str, many: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(0, len(columns), parent)
        self.setObjectName(name)
        self.setHorizontalHeader(_Header(self))
        self.setHorizontalHeaderLabels(list(columns))
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        mode = QTableWidget.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        # Tab goes on to the next field; rows are walked with the arrows.
        self.setTabKeyNavigation(False)
        # File names of one dataset begin alike: their ends tell them apart.
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFont(tabular_font())
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy = QAction(self.tr("Copy"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        self.addAction(copy)
        copy_all = QAction(self.tr("Copy the whole table"), self)
        copy_all.triggered.connect(lambda: QApplication.clipboard().setText(self.to_text()))
        self.addAction(copy_all)

    def stretch_column(self, column: int) -> None:
        """Let one column take the width that is left."""
        self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def fix_column(self, column: int, width: int) -> None:
        """Give a column of sentences a width in pixels to begin with; what is too long loses its end."""
        self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().resizeSection(column, width)
        self.setItemDelegateForColumn(column, _ElidedAtEnd(self))

    def whole_width(self) -> int:
        """Return the width in pixels at which every column is seen whole."""
        header = self.horizontalHeader()
        last = self.columnCount() - 1
        widths = [header.sectionSize(column) for column in range(last)]
        widths.append(max(self.sizeHintForColumn(last), header.sectionSizeHint(last)))
        return sum(widths) + self.verticalScrollBar().sizeHint().width()

    def show_rows(self, rows: Sequence[Sequence[Cell]], keys: Sequence[Any] = ()) -> None:
        """Replace all rows; `keys` (one per row) name them for `selected_keys`. Keeps the selection."""
        chosen = set(map(str, self.selected_keys()))
        sorting = self.isSortingEnabled()
        self.setSortingEnabled(False)
        blocked = self.blockSignals(True)
        self.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                item = _Item(cell)
                if column == 0 and keys:
                    item.setData(Qt.ItemDataRole.UserRole, keys[row])
                self.setItem(row, column, item)
                if cell.is_number and row == 0:
                    self.horizontalHeaderItem(column).setTextAlignment(NUMBER_SIDE)
        self.setSortingEnabled(sorting)
        self.select_keys(chosen if keys else [])
        self.blockSignals(blocked)

    def show_cell(self, key: Any, column: int, cell: Cell) -> None:
        """Replace one cell, but not the first, of the row with this key; what is chosen stays chosen."""
        rows = [row for row in range(self.rowCount()) if self.key(row) == key]
        for row in rows[:1]:
            self.setItem(row, column, _Item(cell))

    def key(self, row: int) -> Any:
        """Return the key of a row as it stands now, sorted or not."""
        return self.item(row, 0).data(Qt.ItemDataRole.UserRole)

    def selected_keys(self) -> list[Any]:
        """Return the keys of the chosen rows, from top to bottom."""
        return [self.key(row) for row in sorted({index.row() for index in self.selectedIndexes()})]

    def select_keys(self, keys: Iterable[Any]) -> None:
        """Choose the rows of these keys and no others."""
        wanted = set(map(str, keys))
        # In one step: a choice of nothing in between would be told as well.
        selection = QItemSelection()
        for row in range(self.rowCount()):
            if str(self.key(row)) in wanted:
                index = self.model().index(row, 0)
                selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)

    def copy(self) -> None:
        """Copy the chosen rows (all, when none is) with the heading to the clipboard."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        QApplication.clipboard().setText(self.to_text(rows or None))

    def to_text(self, rows: Sequence[int] | None = None) -> str:
        """Return rows (all for None) as lines of tab-separated text under the heading."""
        columns = range(self.columnCount())
        # A heading may stand in two lines, but one row of the text is one line.
        heading = (self.horizontalHeaderItem(column).text() for column in columns)
        lines = ["\t".join(heading).replace("\n", " ")]
        for row in range(self.rowCount()) if rows is None else rows:
            lines.append("\t".join(self.item(row, column).text() for column in columns))
        return "\n".join(lines)
