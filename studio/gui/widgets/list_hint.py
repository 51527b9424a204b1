"""What an empty list says for itself: one sentence, and a button where there is a way out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QVBoxLayout, QWidget

from studio.gui import theme


class ListHint(QWidget):
    """Lies over a list while that has no rows."""

    clicked = Signal()

    def __init__(self, view: QAbstractItemView, text: str = "", button: str = "") -> None:
        super().__init__(view.viewport())
        self._view = view
        self.label = theme.label(text, "muted", wrap=True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton(button)
        self.button.clicked.connect(self.clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(self.label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        view.viewport().installEventFilter(self)
        model = view.model()
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self.refresh)
        self.set_text(text, button)

    def set_text(self, text: str, button: str = "") -> None:
        """Change the sentence and the button; "" is none."""
        self.label.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.refresh()

    def text(self) -> str:
        """Return the sentence while it is shown, else ""."""
        return "" if self.isHidden() else self.label.text()

    def refresh(self) -> None:
        """Show or hide, as the list has rows."""
        self.setVisible(not self._view.model().rowCount() and bool(self.label.text()))
        self.setGeometry(self._view.viewport().rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect())
        return False
