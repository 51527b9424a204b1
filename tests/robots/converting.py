"""A robot for the card that converts the open dataset."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit

from studio.gui.converting import ConvertCard
from studio.gui.widgets.panels import Notice
from tests.robots.window import WindowRobot


class ConvertRobot(WindowRobot):
    """Converts by the keys for it."""

    def open_card(self) -> None:
        """Open the card, and wait until it says what would be lost."""
        self.press("Ctrl+Shift+E")
        self.wait_until_looked_at()

    def wait_until_looked_at(self) -> None:
        """Wait until the card has looked at the dataset, and says what it found."""
        self.wait(lambda: not self._card().is_busy())
        self.settle()
        # What it says makes it taller: rows move before the next click.
        QApplication.processEvents()

    def convert_to(self, title: str) -> None:
        """Choose a format by its title, and wait for what is said of it."""
        self.pick("convert_format", title)
        self.wait_until_looked_at()

    def write_into(self, folder: Path) -> None:
        """Type another folder."""
        self.type_into("convert_folder", str(folder))
        self.wait_until_looked_at()

    def for_fastest(self, size: int) -> None:
        """Tick that Yolo-FastestV2's own file comes along, for an input of that size."""
        if not self.find("convert_fastest", QCheckBox).isChecked():
            self.click("convert_fastest")
            self.wait_until_looked_at()
        self.set_number("convert_imgsz", size)
        self.wait_until_looked_at()

    def start(self) -> None:
        """Press the button that converts."""
        self.click("convert_start")

    def wait_until_done(self) -> None:
        """Wait until the copy is there, or it is said why not."""
        self.wait(lambda: not self._card().is_busy())
        self.settle()
        # What it says makes it taller: rows move before the next click.
        QApplication.processEvents()

    def said(self) -> list[str]:
        """Return the sentences on the card."""
        return [notice.text() for notice in self._card().findChildren(Notice) if notice.isVisible()]

    def counts(self) -> str:
        """Return what is said to be there."""
        return str(self.find("convert_counts", QLabel).text())

    def folder(self) -> Path:
        """Return the folder that is written into."""
        return Path(self.find("convert_folder", QLineEdit).text())

    def has_card(self) -> bool:
        """Return whether the card is to be seen."""
        cards = self.window.findChildren(ConvertCard)
        return any(card.isVisible() for card in cards)

    def _card(self) -> ConvertCard:
        (card,) = self.window.findChildren(ConvertCard)
        return card
