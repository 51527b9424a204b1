"""What can be done with the frame that is shown, as buttons; each has a key as well."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from studio.gui import actions, theme


class FrameButtons(QWidget):
    """Hold the frame, keep it as a picture, or add it to the dataset."""

    freeze_wanted = Signal()
    snapshot_wanted = Signal()
    adding_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._freeze = _button("", self.tr("Freeze"), "freeze_frame", "live.freeze")
        snapshot = _button("camera-outline", self.tr("Snapshot"), "save_snapshot", "live.snapshot")
        adding = _button("image-plus-outline", self.tr("Add to the dataset"), "add_frame", "live.add_frame")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(self._freeze, 0, 0)
        grid.addWidget(snapshot, 0, 1)
        grid.addWidget(adding, 1, 0, 1, 2)
        self._freeze.clicked.connect(self.freeze_wanted)
        snapshot.clicked.connect(self.snapshot_wanted)
        adding.clicked.connect(self.adding_wanted)

    def show_state(self, *, is_running: bool, is_frozen: bool) -> None:
        """A picture that stands still can go on; what has ended can't be held."""
        self._freeze.setEnabled(is_running)
        self._freeze.setText(self.tr("Go on") if is_frozen else self.tr("Freeze"))
        self._freeze.setIcon(theme.icon("play" if is_frozen else "pause"))


def _button(icon: str, text: str, name: str, action: str) -> QPushButton:
    button = QPushButton(theme.icon(icon), text) if icon else QPushButton(text)
    button.setObjectName(name)
    # A click leaves the keys with the picture: Space freezes it.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    actions.set_tip(button, action)
    return button
