"""What writes many label files: done in a thread, with how far it is and a way to stop it; all else waits."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from studio.core.data.changes import Watch
from studio.core.errors import StudioError
from studio.gui import jobs, messages, theme
from studio.gui.widgets.floating import Floating

FEW = 30
"""Files that are written before anybody could see that they are."""
SHOWN_AFTER_MS = 300
INPUT = {
    QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut,
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel, QEvent.Type.ContextMenu, QEvent.Type.DragEnter, QEvent.Type.Drop, QEvent.Type.Close,
}  # fmt: skip
"""What would change labels, or end the program, while they are written."""


def wait_for(
    count: int, work: Callable[[Watch], None], page: QWidget, canvas: QWidget, notes: QWidget
) -> None:
    """Do work on so many files, and go on when it is done; the window stays painted meanwhile.

    It is shown over the page's canvas, after its notes. Raises what the work raises, and a StudioError when
    it was stopped.
    """
    if count < FEW:
        work(lambda done, of: None)
        return
    waiting = Waiting(page, canvas, notes)
    try:
        waiting.do(count, work)
    finally:
        waiting.end()


class Waiting(QObject):
    """One piece of work: the card that shows how far it is, and what keeps all else from the window."""

    _moved = Signal(int, int)

    def __init__(self, page: QWidget, canvas: QWidget, notes: QWidget) -> None:
        super().__init__(page)
        self._stop = Event()
        self._focused = page.window().focusWidget()
        self._card = QFrame()
        self._card.setObjectName("waiting")
        self._card.setProperty("role", "question")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._text = theme.label("")
        button = QPushButton(self.tr("Stop"))
        button.setObjectName("stop_writing")
        button.setToolTip(self.tr("Every file gets back what it held (Esc)"))
        button.clicked.connect(self._stop.set)
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        row.addWidget(button)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._bar)
        Floating(self._card, page, at_top=True, within=canvas, after=notes)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self._card.show)
        self._moved.connect(self._show)

    def do(self, count: int, work: Callable[[Watch], None]) -> None:
        """Do the work; raises what it raises."""
        caught: list[BaseException] = []

        def run() -> None:
            try:
                work(self._watch)
            except BaseException as error:
                caught.append(error)

        self._show(0, count)
        loop = QEventLoop()
        app = QCoreApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self._delay.start(SHOWN_AFTER_MS)
        # Among photos nothing takes long, so it begins at once.
        jobs.run_in_thread(run, lambda _: loop.quit(), messages.error, parent=self, lane="photos")
        loop.exec()
        app.removeEventFilter(self)
        if caught:
            raise caught[0]

    def end(self) -> None:
        """Take the card away, and give the focus back."""
        self._delay.stop()
        self._card.hide()
        if self._focused is not None and shiboken6.isValid(self._focused):
            self._focused.setFocus()
        self._card.deleteLater()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in INPUT or (
            not isinstance(watched, QWidget) and event.type() != QEvent.Type.Shortcut
        ):
            return False
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._stop.set()
        if watched is self._card or (isinstance(watched, QWidget) and self._card.isAncestorOf(watched)):
            return False
        event.ignore()
        return True

    def _watch(self, done: int, of: int) -> None:
        """Tell how far it is; called by the thread that does it."""
        if self._stop.is_set():
            raise StudioError(
                self.tr("It was stopped, and every file holds what it held before."),
                self.tr("Ask for it again to have it done."),
            )
        self._moved.emit(done, of)

    def _show(self, done: int, of: int) -> None:
        self._bar.setMaximum(of)
        self._bar.setValue(done)
        self._text.setText(self.tr("Label files: {done} of {of}").format(done=done, of=of))
