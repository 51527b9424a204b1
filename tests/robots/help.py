"""A robot for the Help page."""

from __future__ import annotations

from typing import Any

from tests.robots.window import WindowRobot


class HelpRobot(WindowRobot):
    """Looks things up on the Help page."""

    def __init__(self, qtbot: Any) -> None:
        super().__init__(qtbot, page="help")

    def search(self, text: str) -> None:
        """Type into the field that looks for an action."""
        self.type_into("help_filter", text)

    def shown(self) -> str:
        """Return everything that is to be read."""
        return "\n".join(self.says())
