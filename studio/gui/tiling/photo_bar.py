"""The bar over the photo of the Tile page: back, on, its name and place among the others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from studio.gui import theme


class PhotoBar(QWidget):
    """Says which photo is shown; `turned` asks for the next (1) or the previous (-1) one."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._previous = _turner("previousPhoto", "chevron-left", self.tr("Previous photo"), "A")
        self._next = _turner("nextPhoto", "chevron-right", self.tr("Next photo"), "D")
        self._title = theme.label("")
        self._title.setObjectName("photoTitle")
        self._place = theme.label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        for widget in (self._previous, self._next, self._title, self._place):
            row.addWidget(widget)
        row.addStretch(1)
        self._previous.clicked.connect(lambda: self.turned.emit(-1))
        self._next.clicked.connect(lambda: self.turned.emit(1))

    def show_place(self, name: str, index: int, count: int) -> None:
        """Show a photo's name, and that it is number `index` (from 0) of `count`."""
        self._title.setText(name)
        self._place.setText(self.tr("{number} of {count}").format(number=index + 1, count=count))
        self._previous.setEnabled(index > 0)
        self._next.setEnabled(index + 1 < count)


def _turner(name: str, icon: str, text: str, key: str) -> QPushButton:
    button = QPushButton()
    button.setIcon(theme.icon(icon))
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setToolTip(theme.tip(f"{text} ({key})"))
    return button
