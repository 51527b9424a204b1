"""The banner under the top bar: what went wrong and what to do, until it is closed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from studio.gui import theme


class Banner(QFrame):
    """One problem: cause in the text colour, remedy muted after it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._icon = QLabel()
        self.text = theme.label("", wrap=True)
        self.text.setObjectName("banner_text")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setObjectName("banner_close")
        close.setIcon(theme.icon("close"))
        close.setIconSize(QSize(16, 16))
        close.setToolTip(self.tr("Close (Esc)"))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_problem(self, cause: str, remedy: str) -> None:
        """Show a problem, replacing the one before."""
        self._icon.setPixmap(theme.pixmap("alert-circle-outline", 18, "error"))
        self.text.setText(f"{cause} {remedy}".strip())
        self.show()
