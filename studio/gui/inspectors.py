"""The panels at the right of the pages: which one is shown, how wide, and whether at all, per page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from studio.core.json_door import Fields

NARROWEST, USUAL, WIDEST = 300, 320, 360
"""Pixels."""


class Inspectors(QSplitter):
    """Shares the width between the pages' bodies and their panels; remembers it per page."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.bodies = QStackedWidget()
        self._panels = QStackedWidget()
        self._panels.setProperty("role", "surface")
        self._panels.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._panels.setMinimumWidth(NARROWEST)
        self._panels.setMaximumWidth(WIDEST)
        self.addWidget(self.bodies)
        self.addWidget(self._panels)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._state: dict[str, tuple[int, bool]] = {}
        self._page = ""
        self._panel: QWidget | None = None

    def add(self, body: QWidget, panel: QWidget | None) -> None:
        """Take in a page and its panel, if it has one."""
        self.bodies.addWidget(body)
        if panel is not None:
            self._panels.addWidget(panel)

    def show_page(self, key: str, body: QWidget, panel: QWidget | None) -> None:
        """Show a page with its panel as wide as it was there last."""
        self.remember()
        self._page, self._panel = key, panel
        self.bodies.setCurrentWidget(body)
        self._show()

    def toggle(self) -> None:
        """Show or hide the panel, for the page shown."""
        self.remember()
        if self._panel is not None:
            width, is_shown = self._state[self._page]
            self._state[self._page] = width, not is_shown
            self._show()

    def remember(self) -> None:
        """Keep how wide the panel is now."""
        if self._panel is not None:
            width = self._state.get(self._page, (USUAL, True))[0]
            is_shown = not self._panels.isHidden()
            # While the window is not laid out yet, a width is no choice of anybody.
            is_laid_out = is_shown and self._panels.isVisible()
            self._state[self._page] = self._panels.width() if is_laid_out else width, is_shown

    def state(self) -> dict[str, dict[str, Any]]:
        """Return width and whether it is shown, per page, for the settings."""
        self.remember()
        return {key: {"width": width, "is_shown": shown} for key, (width, shown) in self._state.items()}

    def restore(self, state: Fields) -> None:
        """Take back what `state` returned; what doesn't fit is left out."""
        for key in state.names():
            kept = state.fields(key)
            width = min(max(kept.whole("width", USUAL), NARROWEST), WIDEST)
            self._state[key] = width, kept.flag("is_shown", True)

    def _show(self) -> None:
        self._panels.setVisible(False)
        if self._panel is None:
            return
        width, is_shown = self._state.get(self._page, (USUAL, True))
        self._panels.setCurrentWidget(self._panel)
        # A stack is as wide as its widest child wants: of those that are hidden nobody asks.
        needed = min(max(self._panel.minimumSizeHint().width(), NARROWEST), WIDEST)
        self._panels.setMinimumWidth(needed)
        self._panels.setVisible(is_shown)
        width = max(width, needed)
        self.setSizes([max(self.width() - width, 200), width])
