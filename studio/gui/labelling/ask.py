"""The strip that asks before much is deleted: what would be gone, a button that does it, one that doesn't."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from studio.gui.labelling.image_list import make_panel
from studio.gui.widgets.panels import Notice


class AskStrip(QWidget):
    """One question at a time, over the canvas; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("ask_strip")
        make_panel(self)
        self.notice = Notice()
        self._yes = QPushButton()
        self._yes.setObjectName("ask_yes")
        self._no = QPushButton()
        self._no.setObjectName("ask_no")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(8)
        layout.addWidget(self.notice, 1)
        layout.addWidget(self._yes)
        layout.addWidget(self._no)
        self._do: Callable[[], None] | None = None
        self._back: QWidget | None = None
        self._yes.clicked.connect(self._on_yes)
        self._no.clicked.connect(self.drop)
        self.hide()

    def ask(self, text: str, yes: str, no: str, do: Callable[[], None], back: QWidget) -> None:
        """Ask; `do` is called for `yes`, and `back` has the keys again after the answer."""
        self.notice.set_text(text, "warn")
        self._yes.setText(yes)
        self._no.setText(no)
        self._do, self._back = do, back
        self.show()
        # The harmless answer is the one that a stray Space or Enter gives.
        self._no.setFocus()

    def drop(self) -> bool:
        """Take the question back; returns False when there was none."""
        if self._do is None:
            return False
        has_focus = self._yes.hasFocus() or self._no.hasFocus()
        back, self._do, self._back = self._back, None, None
        self.hide()
        if has_focus and back is not None:
            back.setFocus()
        return True

    def _on_yes(self) -> None:
        do = self._do
        self.drop()
        if do is not None:
            do()
