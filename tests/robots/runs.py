"""A robot for the Runs page: the table of runs, their names and notes, comparison and trash."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPlainTextEdit, QSplitter, QToolButton
from pytestqt.qtbot import QtBot

from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.table import Table
from tests.robots.window import WindowRobot


class RunsRobot(WindowRobot):
    """Compares runs on the Runs page."""

    def __init__(self, qtbot: QtBot, *, size: tuple[int, int] = (1280, 800)) -> None:
        super().__init__(qtbot, page="runs", size=size)
        self.settle()

    # -- verbs -------------------------------------------------------------------------------------

    def choose_runs(self, *names: str) -> None:
        """Click these runs in the table, which gets the focus."""
        self.select_rows("runs_table", *names)

    def rename(self, name: str, *, enter: bool = True) -> None:
        """Rename the chosen run by F2; without `enter` the name is only typed."""
        self.press("F2")
        field = self.find("run_name", QLineEdit)
        self.qtbot.waitUntil(field.hasFocus)
        self.type(name, then="Return" if enter else "")

    def divide(self, width: int) -> None:
        """Drag the line between table and curves until the left side has this width."""
        areas = self.find("runs_areas", QSplitter)
        handle = areas.handle(1)
        start = handle.rect().center()
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(handle, start + QPoint(width - areas.sizes()[0], 0))
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=start)

    def write_note(self, text: str) -> None:
        """Click into the note, go to its end and type."""
        self._mouse(self.find("run_note", QPlainTextEdit).viewport())
        self.press("Ctrl+End")
        self.type(text)

    def choose_in_context_menu(self, entry: str) -> None:
        """Click right on the chosen run and choose an entry of the menu."""
        self._choose_in_menu(self._click_right_on_chosen, entry)

    def _click_right_on_chosen(self) -> None:
        table = self.find("runs_table", Table)
        self._mouse_right(table.viewport(), self._place_of(table, table.selectedIndexes()[0]))

    def choose_in_trash(self, part: str) -> None:
        """Choose the entry of the trash's menu that says this."""
        entries = [action.text() for action in self.find("trash_button", QToolButton).menu().actions()]
        entry = next(text for text in entries if part in text)
        self._choose_in_menu(lambda: self.click("trash_button"), entry)
        self.settle()

    def click_worst(self, number: int) -> None:
        """Click a picture of the strip, counted from 0."""
        self._click_row(self.find("worst_strip", QListWidget), number)

    def label_worst(self, number: int) -> None:
        """Click a picture of the strip, and the button that opens its photo in Label."""
        self.click_worst(number)
        self.click("label_picture")

    # -- questions ---------------------------------------------------------------------------------

    def runs(self) -> dict[str, list[str]]:
        """Return the rows of the table by name: note, state, mAP and so on."""
        return {row[0]: row[1:] for row in self.rows("runs_table")}

    def chosen(self) -> list[str]:
        """Return the names of the chosen runs."""
        return [Path(key).name for key in self.find("runs_table", Table).selected_keys()]

    def widths(self) -> list[int]:
        """Return the widths of the table's side and of the curves'."""
        return self.find("runs_areas", QSplitter).sizes()

    def scrolls_sideways(self, table: str) -> bool:
        """Return whether a table has columns out of sight."""
        return bool(self.find(table, Table).horizontalScrollBar().maximum())

    def note(self) -> str:
        """Return what stands in the field for the note."""
        return self.find("run_note", QPlainTextEdit).toPlainText()

    def name(self) -> str:
        """Return what stands in the field for the name."""
        return self.find("run_name", QLineEdit).text()

    def context_menu(self) -> list[str]:
        """Open the table's context menu and return the entries that can be chosen."""
        return self._choose_in_menu(self._click_right_on_chosen)

    def data_differences(self) -> dict[str, str]:
        """Return per run how its data differ from those of the first."""
        table = self.find("data_differences", Table)
        return dict(self.rows("data_differences")) if table.isVisible() else {}

    def worst_images(self) -> list[str]:
        """Return the sentences under the pictures of the strip."""
        strip = self.find("worst_strip", QListWidget)
        return [strip.item(row).text() for row in range(strip.count())] if strip.isVisible() else []

    def large_picture(self) -> str:
        """Return the sentence over the picture that is seen large, "" when none is."""
        label = self.find("worst_caption", QLabel)
        has_image = self.find("worst_picture", ImageCanvas).has_image()
        return label.text() if label.isVisible() and has_image else ""

    def trash(self) -> str:
        """Return what the button of the trash says, "" while it is empty."""
        button = self.find("trash_button", QToolButton)
        return button.text() if button.isVisible() else ""

    def offers_undo(self) -> bool:
        """Return whether the page offers to undo something."""
        return self.find("runs_undo").isVisible()
