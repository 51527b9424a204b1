"""A strip that floats over something else: what is under it stays where it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

MARGIN = 12
MAX_WIDTH = 760


class Floating(QObject):
    """Keeps `strip` in the middle of the lower (or upper) end of `under`, as high as its text needs."""

    def __init__(self, strip: QWidget, under: QWidget, *, at_top: bool = False) -> None:
        super().__init__(strip)
        self._strip = strip
        self._under = under
        self._at_top = at_top
        strip.setParent(under)
        # What is pressed on the strip is not meant for what lies under it.
        strip.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        strip.hide()
        strip.installEventFilter(self)
        under.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._place()
        return False

    def _place(self) -> None:
        room = self._under.rect()
        width = min(room.width() - 2 * MARGIN, MAX_WIDTH)
        layout = self._strip.layout()
        height = self._strip.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.totalHeightForWidth(width)
        x = (room.width() - width) // 2
        y = MARGIN if self._at_top else room.height() - height - MARGIN
        self._strip.setGeometry(x, y, width, height)
        self._strip.raise_()
