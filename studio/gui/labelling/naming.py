"""The field at a box that has no class yet: type its name, Enter gives it, Esc drops the box."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter

from studio.core.labelling.session import LabelSession
from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.controls import WordField

WIDTH = 180
GAP = 6


class NameField(WordField):
    """Stands under one of the pending boxes of the open image, and is gone when there is none."""

    named = Signal(str)
    dropped = Signal(int)

    def __init__(self, canvas: ImageCanvas) -> None:
        super().__init__(canvas.viewport())
        self.setObjectName("name_field")
        self.setPlaceholderText(self.tr("Class of this box"))
        self.setToolTip(self.tr("Type a name and press Enter; Esc drops the box"))
        self.setAccessibleName(self.placeholderText())
        self.setFixedWidth(WIDTH)
        self._canvas = canvas
        self._session: LabelSession | None = None
        self._which = 0
        self._is_awaited = False
        self.returnPressed.connect(self._on_return)
        canvas.view_changed.connect(self._place)
        self.hide()

    def follow(self, session: LabelSession | None, *, is_shown: bool = True) -> None:
        """Stand at a pending box of the open image, if there is one and boxes are shown."""
        self._session = session
        count = len(session.pending) if session is not None else 0
        self._is_awaited &= bool(count)
        if not count or not is_shown:
            had_focus = self.hasFocus()
            self.hide()
            if had_focus:
                self._canvas.setFocus()
            if not count:
                self.clear()
            return
        self._which = min(self._which, count - 1)
        self._place()
        self.show()
        if self._is_awaited:
            self.ask(self._which)

    def ask_last(self) -> None:
        """Ask for the class of the newest pending box of the open image, now or once its photo is there."""
        assert self._session is not None
        self._which, self._is_awaited = len(self._session.pending) - 1, True
        self.follow(self._session, is_shown=self._canvas.has_image())

    def ask(self, index: int) -> None:
        """Ask for the class of a pending box."""
        assert self._session is not None
        self._which, self._is_awaited = index, False
        completer = QCompleter(self._session.dataset.class_names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.follow(self._session)
        self.selectAll()
        self.setFocus()

    def _place(self) -> None:
        if self._session is None or self._which >= len(self._session.pending):
            return
        x1, y1, _, y2 = self._session.pending[self._which]
        below = self._canvas.to_view(QPointF(x1, y2)).toPoint() + QPoint(0, GAP)
        above = self._canvas.to_view(QPointF(x1, y1)).toPoint() - QPoint(0, GAP + self.sizeHint().height())
        room = self._canvas.viewport().rect()
        at = below if below.y() + self.sizeHint().height() <= room.height() else above
        self.move(
            min(max(at.x(), 0), max(room.width() - WIDTH, 0)),
            min(max(at.y(), 0), max(room.height() - self.sizeHint().height(), 0)),
        )

    def _on_return(self) -> None:
        if name := self.text().strip():
            self.named.emit(name)

    def event(self, event: QEvent) -> bool:
        is_offered = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_offered and event.key() == Qt.Key.Key_Escape:
            # The key is the field's before it is the window's.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not event.isAutoRepeat():
                self.dropped.emit(self._which)
            event.accept()
        else:
            super().keyPressEvent(event)
