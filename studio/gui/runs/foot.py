"""The line under the table of runs: what was done and can be undone, or how to compare; and the trash."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from studio.gui import actions, theme
from studio.gui.runs.trash import TrashButton


class Foot(QHBoxLayout):
    """What it says and shows comes and goes, short or long; the table over it stays as it is."""

    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._hint = theme.label("", "muted")
        self._hint.setObjectName("runs_hint")
        self._undo = QPushButton(self.tr("Undo"))
        self._undo.setObjectName("runs_undo")
        self._undo.setProperty("role", "link")
        actions.set_tip(self._undo, "runs.undo")
        self._undo.clicked.connect(self.undo_wanted)
        self.trash = TrashButton()
        self._hint.setMinimumSize(1, self.trash.sizeHint().height())
        self.setSpacing(4)
        self.addWidget(self._hint)
        self.addWidget(self._undo)
        self.addStretch(1)
        self.addWidget(self.trash)
        self.say("")

    def say(self, text: str) -> None:
        """Say what was done and can be undone; "" says how to compare."""
        self._hint.setText(text or self.tr("Choose several with Ctrl or Shift to compare them."))
        self._undo.setVisible(bool(text) and self._undo.parentWidget() is not None)
