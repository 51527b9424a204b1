"""The banner over the page: what went wrong and what to do, until it is closed or put right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from studio.gui import theme


class Banner(QFrame):
    """The newest problem; one that came before it shows again when that is settled first."""

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
        close.clicked.connect(self.clear)
        self._problems: list[tuple[str, str]] = []
        """What each problem is about, and its text; the newest is last."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_problem(self, cause: str, remedy: str, about: str = "") -> None:
        """Show a problem over those before; of several about one thing the newest counts."""
        self._problems = [known for known in self._problems if known[0] not in ("", about)]
        self._problems.append((about, f"{cause} {remedy}".strip()))
        self._show_newest()

    def settle(self, about: str) -> None:
        """Forget what was said about this."""
        left = [known for known in self._problems if known[0] != about]
        if len(left) < len(self._problems):
            self._problems = left
            self._show_newest()

    def clear(self) -> None:
        """Forget all problems."""
        self._problems = []
        self._show_newest()

    def _show_newest(self) -> None:
        if self._problems:
            self._icon.setPixmap(theme.pixmap("alert-circle-outline", 18, "error"))
            self.text.setText(self._problems[-1][1])
        self.setVisible(bool(self._problems))
