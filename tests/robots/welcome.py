"""A robot for the Start page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton

from studio.gui.welcome.recent import RecentButton
from tests.robots.window import PATIENCE_MS, WindowRobot


class WelcomeRobot(WindowRobot):
    """Begins, opens what was open lately, and has the machine looked at."""

    def __init__(self, qtbot: Any, *, page: str = "labelling", **choices: Any) -> None:
        super().__init__(qtbot, page=page, **choices)
        if self.page() != "welcome":
            self.go_to("welcome")
        self.settle()

    def recent(self) -> list[tuple[str, bool]]:
        """Return names of the datasets listed, and whether each can be chosen."""
        return [(button.text(), button.isEnabled()) for button in self._recent()]

    def has_picture(self, name: str) -> bool:
        """Return whether a dataset is shown with a picture: other tones than those of an empty place."""
        picture = self._recent_button(name).grab().toImage()
        ratio = picture.devicePixelRatio()
        tones = {
            picture.pixel(round(x * ratio), round(y * ratio))
            for x in range(10, 66, 4)
            for y in range(10, 50, 4)
        }
        return len(tones) > 60

    def open_recent(self, name: str) -> None:
        """Click a dataset of the list, and wait until it is open."""
        with self.qtbot.waitSignal(self.window.datasets.opened, timeout=PATIENCE_MS):
            self._mouse(self._recent_button(name))
        self.settle()

    def forget_missing(self) -> None:
        """Click the cross beside the first dataset that is not there."""
        self._mouse(self._seen("forget_dataset", QToolButton))
        self.settle()

    def open_model(self, path: Path) -> None:
        """Choose a model in the dialog that the button opens."""
        with self._answering("getOpenFileName", path):
            self.click("begin_model")

    def open_folder(self, path: Path) -> None:
        """Choose a folder in the dialog that the button opens, and wait until it is open."""
        opened = self.qtbot.waitSignal(self.window.datasets.opened, timeout=PATIENCE_MS)
        with opened, self._answering("getExistingDirectory", path):
            self.click("begin_folder")
        self.settle()

    def begin(self, key: str) -> None:
        """Click the button of a set, and wait until the set is open."""
        with self.qtbot.waitSignal(self.window.datasets.opened, timeout=PATIENCE_MS):
            self.click(f"begin_{key}")
        self.settle()

    def unfold_drawing(self) -> None:
        """Show how the sample set is drawn."""
        self._mouse(self.find("drawing").findChild(QToolButton))

    def word(self, key: str) -> str:
        """Return what the button of a choice says."""
        return self.find(f"begin_{key}", QAbstractButton).text()

    def findings(self) -> list[str]:
        """Return the sentences on the machine."""
        return [label.text() for label in self.window.findChildren(QLabel, "finding") if label.isVisible()]

    def save_diagnostics(self, path: Path) -> None:
        """Choose where the diagnostic file goes."""
        with self._answering("getSaveFileName", path):
            self.click("save_diagnostics")

    def _recent(self) -> list[RecentButton]:
        found = self.window.findChildren(RecentButton, "recent_dataset")
        return [button for button in found if button.isVisible()]

    def _recent_button(self, name: str) -> RecentButton:
        return next(button for button in self._recent() if button.text() == name)
