"""A robot for the Train page: data, model, recipe, and the run that comes of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from studio.gui.training.fetching import WeightsOffer
from studio.gui.training.recipe import Recipe
from studio.gui.training.setup import Setup
from studio.gui.widgets.curve_plot import CurvePlot
from studio.gui.widgets.panels import Notice
from studio.gui.widgets.table import Table
from tests.robots.window import WindowRobot

A_FILE = "A checkpoint file…"


class TrainRobot(WindowRobot):
    """Trains on the Train page."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, page="training")
        self.settle()

    # -- verbs -------------------------------------------------------------------------------------

    def found(self) -> list[str]:
        """Return what is told of the dataset's findings, a kind in each row."""
        return self.find("data_found", QLabel).text().split("\n")[:-1]

    def choose_model(self, name: str) -> None:
        """Click a model's row."""
        self.select_rows("models", name)

    def unfold_recipe(self) -> None:
        """Open the recipe by its arrow, if it is folded."""
        arrow = self._fold("Recipe")
        if not arrow.isChecked():
            self._mouse(arrow)

    def _fold(self, title: str) -> QToolButton:
        arrows = self.window.current_page().findChildren(QToolButton)
        return next(arrow for arrow in arrows if arrow.accessibleName() == title and arrow.isVisible())

    def start_from(self, file: Path) -> None:
        """Choose a checkpoint file to start from in the dialog that the list opens."""
        with self._answering("getOpenFileName", file):
            self.pick("weights", A_FILE)

    def choose_start(self, text: str) -> None:
        """Choose what to start from by its words."""
        self.unfold_recipe()
        self.pick("weights", text)

    def starts(self) -> list[str]:
        """Return what a training can start from."""
        box: QComboBox = self.find("weights", QComboBox)
        return [box.itemText(index) for index in range(box.count()) if box.itemText(index)]

    def offer(self) -> str:
        """Return what is said of published weights, "" while none are chosen."""
        found = self.find("weights_offer", WeightsOffer)
        return found.text() if found.isVisible() else ""

    def keep_colours(self, keep: bool) -> None:
        """Set the switch for classes that differ by colour."""
        self.unfold_recipe()
        self.switch("classes_by_colour", keep)

    def open_run(self, name: str) -> None:
        """Click a run in the list beside the page."""
        self.select_rows("dataset_runs", name)

    def save_plot(self, name: str, kind: str, path: Path) -> None:
        """Save a plot as PNG or CSV by the menu of its button."""
        more = self.find(name, CurvePlot).findChild(QToolButton)
        with self._answering("getSaveFileName", path):
            self._choose_in_menu(lambda: self._mouse(more), f"Save as {kind}…")

    def wait_for_state(self, *states: str) -> None:
        """Wait until the run in view is in one of these states."""
        self.wait(lambda: self.state() in states)
        self.settle()

    # -- questions ---------------------------------------------------------------------------------

    def class_counts(self) -> list[tuple[str, str]]:
        """Return the classes on the data card with their boxes."""
        texts = [
            label.text() for label in self.find("class_counts").findChildren(QLabel) if label.isVisible()
        ]
        texts.remove(self.text("classes_more"))
        return list(zip(texts[::2], texts[1::2], strict=True))

    def state(self) -> str:
        """Return the state of the run in view, as written."""
        label = self.find("run_state", QLabel)
        return label.text() if label.isVisible() else ""

    def number(self, name: str) -> str:
        """Return one of the large numbers: data_train, run_epoch, run_map50, ..."""
        return self.text(name)

    def finder_model(self) -> str:
        """Return the name of the model chosen in the finder of label mistakes, "" while that is not shown."""
        panel = self.find("bug_panel")
        path = panel.picker.path() if panel.isVisible() else None
        return path.name if path else ""

    def problem_of_run(self) -> str:
        """Return the sentence over the numbers."""
        return self.find("run_notice", Notice).text()

    def keeps_colours(self) -> bool:
        """Return whether the switch for classes that differ by colour is on."""
        return self.find("classes_by_colour", QCheckBox).isChecked()

    def recipe(self) -> Recipe:
        """Return all that is chosen."""
        return self.find("setup", Setup).recipe()

    def model(self) -> str:
        """Return the chosen model."""
        return self.find("models", Table).selected_keys()[0]
