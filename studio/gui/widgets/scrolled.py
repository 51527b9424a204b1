"""A page's middle that is scrolled up and down in a window too small for it, and fills any other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class ScrolledWhenSmall(QScrollArea):
    """Holds one widget, never lower than its parts need to be used.

    A resizable QScrollArea would make it as high as it would like to be as soon as a text in it wraps.
    """

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        inner.setProperty("role", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        room = self.viewport().size()
        room.setHeight(max(room.height(), self.widget().minimumSizeHint().height()))
        self.widget().resize(room)
