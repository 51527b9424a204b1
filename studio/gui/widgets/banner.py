"""The banner over the page: what went wrong and what to do, until it is closed or put right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

from studio.core.words import paragraph
from studio.gui import theme

Offer = tuple[str, Callable[[], object]]


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
        self.offer = QPushButton()
        self.offer.setObjectName("banner_offer")
        self.offer.clicked.connect(self._take_offer)
        self._problems: list[tuple[str, str, Offer | None]] = []
        """What each problem is about, its text and its button; the newest is last."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_problem(self, cause: str, remedy: str, about: str = "", offer: Offer | None = None) -> None:
        """Show a problem over those before; of several about one thing the newest counts.

        Args:
            offer: the text of a button beside it, and what it does.
        """
        self._problems = [known for known in self._problems if known[0] not in ("", about)]
        self._problems.append((about, paragraph(cause, remedy), offer))
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
            _, text, offer = self._problems[-1]
            # What can be done by a button is no failure.
            sign = ("alert-circle-outline", "error") if offer is None else ("help-circle-outline", "accent")
            self._icon.setPixmap(theme.pixmap(sign[0], 18, sign[1]))
            theme.set_role(self, "question" if offer is not None else "")
            self.text.setText(text)
            self.offer.setVisible(offer is not None)
            self.offer.setText(offer[0] if offer else "")
        self.setVisible(bool(self._problems))

    def _take_offer(self) -> None:
        offer = self._problems[-1][2] if self._problems else None
        if offer is not None:
            offer[1]()
