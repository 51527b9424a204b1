"""The top bar: dataset, what is open, the page's primary button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from studio.gui import theme
from studio.gui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset


class TopBar(QWidget):
    """The window's upper 40 pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        self.dataset_menu = QMenu(self)
        self.dataset_menu.setToolTipsVisible(True)
        # The button is turned round to have its arrow after the name; its menu is not.
        self.dataset_menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.dataset = QToolButton()
        self.dataset.setObjectName("dataset_button")
        self.dataset.setIcon(theme.icon("chevron-down", "muted"))
        self.dataset.setIconSize(QSize(16, 16))
        self.dataset.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.dataset.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.dataset.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.dataset.setMenu(self.dataset_menu)
        self.dataset.setToolTip(self.tr("Open or switch the dataset"))
        font = self.dataset.font()
        font.setBold(True)
        self.dataset.setFont(font)
        self.heading = ElidedLabel()
        self.heading.setObjectName("heading")
        self.primary = QPushButton()
        self.primary.setObjectName("primary")
        self.primary.setProperty("role", "primary")
        self.inspector = QToolButton()
        self.inspector.setObjectName("inspector_button")
        self.inspector.setIconSize(QSize(16, 16))
        # The keyboard has F9 for it, and does not come here when the button beside it is dimmed.
        self.inspector.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self.dataset)
        layout.addWidget(self.heading, 1)
        layout.addWidget(self.primary)
        layout.addWidget(self.inspector)
        self.show_dataset(None)

    def show_dataset(self, dataset: Dataset | None) -> None:
        """Name the open dataset."""
        self.dataset.setText(_as_it_is(dataset.name) if dataset else self.tr("No dataset"))

    def show_opening(self, name: str) -> None:
        """Say that a dataset is being read."""
        self.dataset.setText(self.tr("Opening {name} …").format(name=_as_it_is(name)))

    def show_page(self, heading: str, primary: str, is_enabled: bool) -> None:
        """Show what is open on the page and its one primary button."""
        self.heading.setText(heading)
        self.primary.setText(primary)
        self.primary.setVisible(bool(primary))
        self.primary.setEnabled(is_enabled)
        self.primary.setToolTip(theme.tip(f"{primary} (Ctrl+Return)") if primary else "")


def _as_it_is(name: str) -> str:
    """Return a name for a button, where a single & would underline the sign behind it."""
    return name.replace("&", "&&")
