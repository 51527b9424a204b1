"""How many boxes each class has, in columns that stay readable with many classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.gui import theme
from studio.gui.widgets.numbers import tabular_font

COLUMNS = 4
MAX_SHOWN = 12
NAME_WIDTH = 118
MAX_NAMED = 6
"""More names in a sentence are counted."""
TIP_COLUMNS = 4


class ClassCounts(QWidget):
    """A grid of names with their boxes in class order; of many the most frequent, all in the tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("class_counts")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        self._rest = theme.label("", "muted")
        self._rest.setObjectName("classes_more")
        row = QHBoxLayout()
        row.addLayout(self._grid)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._rest)
        self._cells: list[QLabel] = []
        self.show_counts({})

    def show_counts(self, boxes: Mapping[str, int]) -> None:
        """Show boxes by class name, in class order."""
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.deleteLater()
        self._cells = []
        names = list(boxes)
        if len(names) > MAX_SHOWN:
            frequent = sorted(names, key=lambda name: -boxes[name])[:MAX_SHOWN]
            names = [name for name in names if name in frequent]
        for position, name in enumerate(names):
            row, column = divmod(position, COLUMNS)
            self._add(self._name(name), row, 2 * column)
            count = theme.label(f"{boxes[name]:,}", "muted")
            count.setFont(tabular_font())
            count.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._add(count, row, 2 * column + 1)
        rest = len(boxes) - len(names)
        text = self.tr("The {shown} most frequent of {count} classes; point here to see all.")
        self._rest.setText(text.format(shown=len(names), count=len(boxes)) if rest else "")
        self._rest.setVisible(bool(rest))
        self.setToolTip(theme.tip(_table(boxes) if rest else ""))
        self.setVisible(bool(boxes))

    def _name(self, name: str) -> QLabel:
        label = theme.label("")
        shown = label.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, NAME_WIDTH)
        label.setText(shown)
        if shown != name:
            label.setToolTip(theme.tip(name))
        return label

    def _add(self, label: QLabel, row: int, column: int) -> None:
        self._cells.append(label)
        self._grid.addWidget(label, row, column)


def few(names: Sequence[str]) -> str:
    """Return names for a sentence, the first few of many with a count of the rest."""
    shown = ", ".join(names[:MAX_NAMED])
    if len(names) <= MAX_NAMED:
        return shown
    text = QCoreApplication.translate("ClassCounts", "{names} and {count} more")
    return text.format(names=shown, count=len(names) - MAX_NAMED)


def _table(boxes: Mapping[str, int]) -> str:
    """Return all counts as plain text, several in a line."""
    entries = [f"{name}: {count:,}" for name, count in boxes.items()]
    return "\n".join(
        "     ".join(entries[start : start + TIP_COLUMNS]) for start in range(0, len(entries), TIP_COLUMNS)
    )
