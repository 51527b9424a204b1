"""A robot for the Check page: what was found, by kind, and its repairs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from studio.core.data.checking.findings import FINDINGS
from studio.core.words import tr
from studio.gui import jobs
from studio.gui.checking.gallery import Gallery
from studio.gui.checking.kinds import KindList
from studio.gui.widgets.controls import NumberField
from studio.gui.widgets.panels import Section
from studio.gui.widgets.svg_plot import SvgPlot
from tests.robots.window import WindowRobot


class CheckRobot(WindowRobot):
    """Uses the Check page."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, page="checking")

    def check(self) -> None:
        """Check and wait for the end, good or bad."""
        self.press_primary()
        self.wait_until_checked()

    def wait_until_checked(self) -> None:
        """Wait until nothing is checked, drawn or planned any more."""
        self.wait(
            lambda: (
                self.primary() in ("Check", "Check again")
                and not jobs.is_busy()
                and self._gallery.has_pictures()
            )
        )

    def size(self) -> int:
        """The training size that boxes are judged at, in pixels."""
        return self.find("checkSize", NumberField).value()

    def plot(self, name: str) -> str:
        """The SVG of one of the plots of the overview."""
        plot = self.find(f"check_{name}", SvgPlot)
        assert plot.isVisible()
        return plot.picture()

    def gap_around(self, name: str) -> int:
        """How many pixels of a plot's height stay empty, at the width that it has."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        plot = self.find(f"check_{name}", SvgPlot)
        return int(plot.height() - plot.heightForWidth(plot.width()))

    def trainer_line(self, key: str) -> str:
        """What stands beside a trainer's name."""
        return str(self.find(f"needs_{key}", Section).note.text())

    def unfold_trainer(self, key: str) -> list[str]:
        """Open what a trainer asks for, and return that."""
        self._mouse(self.find(f"needs_{key}").findChild(QToolButton))
        assert self.is_shown(f"told_{key}")
        return self.text(f"told_{key}").split("\n")

    def kinds(self) -> dict[str, int]:
        """Kinds and counts, as listed, without the overview."""
        texts = [text.replace("\xa0", " ") for text in self._kinds.texts()[1:]]
        return {text.rpartition(" (")[0]: int(text.rpartition(" (")[2].rstrip(")")) for text in texts}

    def choose_kind(self, kind: str) -> None:
        """Look at a kind, and wait for its pictures and repairs."""
        meaning = tr(FINDINGS[kind].meaning).rstrip(".")
        texts = [text.replace("\xa0", " ").rpartition(" (")[0] for text in self._kinds.texts()]
        self._click_row(self._kinds, texts.index(meaning))
        self.wait_until_checked()

    def kind(self) -> str:
        """The kind looked at, as listed."""
        text = self._kinds.currentItem().text().replace("\xa0", " ")
        return text.rpartition(" (")[0]

    def captions(self) -> list[str]:
        """What stands under the pictures."""
        return [self._gallery.item(row).text() for row in range(self._gallery.count())]

    def red_of(self, row: int) -> int:
        """How many pixels of a picture are as red as the mark of a faulty box."""
        image = self._gallery.item(row).icon().pixmap(self._gallery.iconSize()).toImage()
        points = ((x, y) for x in range(image.width()) for y in range(image.height()))
        colours = (image.pixelColor(*point) for point in points)
        return sum(one.red() > 150 and one.green() < 90 and one.blue() < 100 for one in colours)

    def open_finding(self, row: int = 0) -> None:
        """Open a finding's image on the Label page by its button."""
        self._click_row(self._gallery, row)
        self.click("openFinding")
        self.settle()

    def verdict(self) -> str:
        """The sentences on top of the overview."""
        return self.text("checkVerdict")

    def meaning(self) -> str:
        """What the kind looked at means, or ""."""
        return self.text("checkMeaning")

    def outdated(self) -> str:
        """The note that something was changed since."""
        return self.text("checkOutdated")

    def preview(self, name: str) -> str:
        """What a repair would change."""
        return self.text(f"preview_{name}").replace("\u200b", "")

    def can_repair(self, name: str) -> bool:
        """Whether a repair can be pressed."""
        return self.find(f"repair_{name}", QPushButton).isEnabled()

    def repair(self, name: str) -> None:
        """Press a repair, and wait for the check that follows."""
        self.click(f"repair_{name}")
        self.wait_until_checked()

    def save_page(self, file: Path) -> None:
        """Write the page, and wait for it."""
        with self._answering("getSaveFileName", file):
            self.click("saveCheck")
        self.wait_until_checked()

    @property
    def _kinds(self) -> KindList:
        kinds: KindList = self.find("checkKinds")
        return kinds

    @property
    def _gallery(self) -> Gallery:
        gallery: Gallery = self.find("checkGallery")
        return gallery
