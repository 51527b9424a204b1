"""AnswerView: what is asked of a child process is busy under a bar, a problem in words, or the answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from studio.gui.widgets.panels import EmptyState


class AnswerView(QWidget):
    """Shows one of several answers, unless one is awaited or could not be had."""

    stop_wanted = Signal()
    """Give up what is being made."""
    again_wanted = Signal()
    """Try what went wrong once more."""

    def __init__(self, name: str, *, again: str) -> None:
        """`again` is the word for trying once more."""
        super().__init__()
        self._busy = EmptyState("timer-sand", "", self.tr("Stop"))
        self._busy.setObjectName(f"{name}_busy")
        self._busy.clicked.connect(self.stop_wanted)
        self._problem = EmptyState("alert-circle-outline", "", again)
        self._problem.setObjectName(f"{name}_problem")
        self._problem.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._problem.clicked.connect(self.again_wanted)
        self._stack = QStackedWidget()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        policy = self._bar.sizePolicy()
        # Its place is kept, so that nothing jumps when it comes and goes.
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self._bar.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
        self._is_busy = False

    def add(self, *answers: QWidget) -> None:
        """Add answers, and what stands there before anything was asked; the first is shown."""
        for widget in answers:
            self._stack.addWidget(widget)
        for widget in (self._busy, self._problem):
            self._stack.addWidget(widget)

    def begin(self, text: str, *, keep: bool = False) -> None:
        """Say what is being made; with `keep` the answer that is shown stays meanwhile."""
        self._is_busy = True
        self._busy.text.setText(text)
        if not keep:
            self._stack.setCurrentWidget(self._busy)
        self._bar.setRange(0, 0)
        self._bar.show()

    def show_progress(self, fraction: float, text: str = "") -> None:
        """Tell how far it is, 0..1 or less while unknown, and what is done."""
        self._bar.setRange(0, 0 if fraction < 0 else 100)
        self._bar.setValue(round(100 * max(0.0, fraction)))
        if text:
            self._busy.text.setText(text)

    def end(self) -> None:
        """Nothing is made any more."""
        self._is_busy = False
        # A bar without a measure goes on moving, seen or not.
        self._bar.setRange(0, 1)
        self._bar.hide()

    def show_answer(self, widget: QWidget) -> None:
        """Show one of the widgets added."""
        self._stack.setCurrentWidget(widget)

    def show_problem(self, text: str) -> None:
        """Say why there is no answer."""
        self._problem.text.setText(text)
        self._stack.setCurrentWidget(self._problem)

    def is_busy(self) -> bool:
        """Return whether something is being made."""
        return self._is_busy

    def shows(self, widget: QWidget) -> bool:
        """Return whether this is the answer shown."""
        return self._stack.currentWidget() is widget

    def problem(self) -> str:
        """Return why there is no answer, "" while no problem is shown."""
        return self._problem.text.text() if self.shows(self._problem) else ""
