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

    def press_key_for(self, action: str, keys: str, button: str = "key_set") -> None:
        """Choose an action in the editor of keys, press a key in its field, and a button if one is named."""
        self.select_rows("key_table", action)
        self._mouse(self._seen("key_field"))
        self.press(keys)
        if button:
            self.click(button)

    def keys_of(self, action: str) -> str:
        """Return the keys that the editor shows for an action of the Label page, or of all."""
        rows = {row[0]: row[2] for row in self.rows("key_table") if row[1] in ("Label", "Everywhere")}
        return rows[action]
