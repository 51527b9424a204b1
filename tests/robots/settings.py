"""A robot for the Settings page."""

from __future__ import annotations

from typing import Any

from tests.robots.window import WindowRobot


class SettingsRobot(WindowRobot):
    """Chooses on the Settings page."""

    def __init__(self, qtbot: Any) -> None:
        super().__init__(qtbot, page="settings")

    def choose_theme(self, name: str) -> str:
        """Choose a theme; returns the one that the window then asks for."""
        with self.qtbot.waitSignal(self.window.theme_chosen) as chosen:
            self.choose("theme_box", name)
        return chosen.args[0]
