"""A robot for the card that shows a web page on a phone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit

from studio.gui import jobs
from studio.gui.widgets.panels import Notice
from studio.gui.widgets.qr_code import QrCode
from tests.robots.export import ExportRobot

HOST = "127.0.0.1"


class ServingRobot(ExportRobot):
    """Serves pages from the Export page."""

    def open_page(self, folder: Path) -> None:
        """Choose the folder of a web page by the keys for it."""
        with self._answering("getExistingDirectory", folder):
            self.press("Ctrl+Shift+P")

    def is_shown(self) -> bool:
        """Return whether the card is to be seen."""
        return bool(self.find("serving_code", QrCode).isVisible())

    def wait_until_served(self, *, other_than: str = "") -> str:
        """Wait until there is an address, another than this one, and return it."""
        self.wait(lambda: self.address() not in ("", other_than))
        return self.address()

    def wait_until_ended(self) -> None:
        """Wait until no server runs."""
        self.wait(lambda: not jobs.active.all)

    def address(self) -> str:
        """Return the address shown."""
        return str(self.find("serving_address", QLineEdit).text())

    def code(self) -> list[str]:
        """Return the modules of the QR code shown."""
        return list(self.find("serving_code", QrCode).rows())

    def sentence(self) -> str:
        """Return what the phone's browser will ask, or why nothing is served."""
        return self.text("serving_sentence")

    def told(self) -> str:
        """Return what came or went wrong."""
        return str(self.find("serving_notice", Notice).text())

    @staticmethod
    def clipboard() -> str:
        """Return what was copied."""
        return QGuiApplication.clipboard().text()

    def serve_at(self, host: str) -> None:
        """Type an address of this computer."""
        self.type_into("serving_host", host, enter=True)

    def takes_pictures(self) -> bool:
        """Return whether phones may send pictures back."""
        return bool(self.find("serving_inbox", QCheckBox).isChecked())

    def choose_inbox(self, folder: Path) -> None:
        """Choose another folder for pictures."""
        with self._answering("getExistingDirectory", folder):
            self.click("serving_choose")
