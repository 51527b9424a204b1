"""A strip that floats over something else: what is under it stays where it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

MARGIN = 12
MAX_WIDTH = 760
BETWEEN = 8
PLACED_ANEW = (
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.Move,
    QEvent.Type.LayoutRequest,
)


class Floating(QObject):
    """Keeps `strip` in the middle of the lower (or upper) end of `under`, as high as its text needs.

    With `within`, a part of `under`, it stays over that part; `after` is a part of another strip
    at the upper end, which it leaves free while that part is shown.
    """

    def __init__(
        self,
        strip: QWidget,
        under: QWidget,
        *,
        at_top: bool = False,
        within: QWidget | None = None,
        after: QWidget | None = None,
    ) -> None:
        super().__init__(strip)
        self._strip = strip
        self._under = under
        self._within = within or under
        self._at_top = at_top
        self._after = after
        strip.setParent(under)
        # What is pressed on the strip is not meant for what lies under it.
        strip.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        strip.hide()
        strip.installEventFilter(self)
        under.installEventFilter(self)
        self._within.installEventFilter(self)
        if after is not None:
            after.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in PLACED_ANEW:
            self._place()
        return False

    def _place(self) -> None:
        room = self._within.rect()
        room.moveTopLeft(self._within.mapTo(self._under, room.topLeft()))
        width = min(room.width() - 2 * MARGIN, MAX_WIDTH)
        layout = self._strip.layout()
        height = self._strip.sizeHint().height()
        if layout is not None:
            # Buttons that don't fit between its sides may stand out, but not out of the whole.
            width = min(max(width, layout.minimumSize().width()), self._under.width() - 2 * MARGIN)
            if layout.hasHeightForWidth():
                height = layout.totalHeightForWidth(width)
        x = min(room.left() + (room.width() - width) // 2, self._under.width() - MARGIN - width)
        x = max(x, MARGIN)
        y = room.top() + (MARGIN if self._at_top else room.height() - height - MARGIN)
        if self._after is not None and self._after.isVisible():
            other = self._after.parentWidget()
            end = other.mapTo(self._under, other.rect().bottomLeft())
            y = max(y, end.y() + BETWEEN)
        self._strip.setGeometry(x, y, width, height)
        self._strip.raise_()
