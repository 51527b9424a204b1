"""A question over a page, with its answers as buttons; the page under it stays usable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.gui import theme
from studio.gui.widgets.floating import Floating

Answer = tuple[str, str, str, Callable[[], object]]
"""Object name, text, role ("danger" or "") and what it does."""


class QuestionCard(QFrame):
    """One question at a time, over the upper end of a page's middle."""

    def __init__(self, page: QWidget, middle: QWidget, *, after: QWidget, name: str = "question") -> None:
        """`after` lies over the middle, too, and is not covered while it is shown."""
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "question")
        self._icon = QLabel()
        self._icon.setObjectName(f"{name}_sign")
        self.heading = theme.label("", "heading", wrap=True)
        self.heading.setObjectName(f"{name}_heading")
        self.text = theme.label("", wrap=True)
        self.text.setObjectName(f"{name}_text")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.heading)
        words.addWidget(self.text)
        words.addLayout(self._buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        Floating(self, page, at_top=True, within=middle, after=after)

    def ask(self, heading: str, text: str, answers: Sequence[Answer]) -> None:
        """Show a question; the first answer has the focus, so that Enter gives it.

        Its sign warns where an answer is dangerous, as something would be lost with it.
        """
        is_grave = any(role == "danger" for _, _, role, _ in answers)
        sign = ("alert-circle-outline", "error") if is_grave else ("help-circle-outline", "accent")
        self._icon.setPixmap(theme.pixmap(sign[0], 18, sign[1]))
        self.heading.setText(heading)
        self.text.setText(text)
        while self._buttons.count():
            widget = self._buttons.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for name, words, role, action in answers:
            button = QPushButton(words)
            button.setObjectName(name)
            button.setAutoDefault(True)
            button.setProperty("role", role)
            button.clicked.connect(action)
            self._buttons.addWidget(button)
            # Else the layout shows it later, and it takes the focus then, whoever has it.
            button.show()
        self._buttons.addStretch(1)
        self.show()
        self._buttons.itemAt(0).widget().setFocus()

    def back_out(self, then: QWidget) -> bool:
        """Take the question away, and give the keys it had to `then`; returns False when there was none."""
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        was_open = self.close_question()
        if was_open and had_focus:
            then.setFocus()
        return was_open

    def close_question(self) -> bool:
        """Take the question away; returns False when there was none."""
        was_open = not self.isHidden()
        self.hide()
        return was_open
