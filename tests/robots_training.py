"""Robots for the Train, Export and Runs pages: verbs and questions, so that tests know no widget."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSpinBox,
    QToolButton,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.gui import jobs, theme
from studio.gui.export.compare import Comparison
from studio.gui.training.fetching import WeightsOffer
from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.curve_plot import CurvePlot
from studio.gui.widgets.panels import EmptyState, Notice
from studio.gui.widgets.table import Table
from tests.robots import WindowRobot

PATIENCE_MS = 120_000
"""Long, because the machine may be busy; no test waits longer than it must."""


class _PageRobot(WindowRobot):
    def primary(self) -> str:
        """Return what the button at the top right says, "" when it can't be pressed."""
        text, is_enabled = self.window.current_page().primary()
        return text if is_enabled else ""

    def press_primary(self) -> None:
        """Press the button at the top right."""
        self.click("primary")

    def rows(self, table: str) -> list[list[str]]:
        """Return the texts of a table, row by row."""
        lines = self.find(table, Table).to_text().splitlines()[1:]
        return [line.split("\t") for line in lines]

    def select_rows(self, table: str, *names: str) -> None:
        """Choose the rows whose first cell says one of these names."""
        found: Table = self.find(table, Table)
        keys = [found.key(row) for row in range(found.rowCount()) if found.item(row, 0).text() in names]
        assert len(keys) == len(names)
        found.select_keys(keys)

    def copy_table(self, table: str) -> str:
        """Copy a table with Ctrl+C and return what is on the clipboard."""
        found: Table = self.find(table, Table)
        found.setFocus()
        QTest.keyClick(found, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        return QApplication.clipboard().text()

    def wait(self, question) -> None:
        """Wait until the answer to a question is yes."""
        self.qtbot.waitUntil(question, timeout=PATIENCE_MS)

    def says(self) -> list[str]:
        """Return every sentence shown on the page: labels, notices, empty states."""
        page = self.window.current_page()
        return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]

    def wait_for_sentence(self, part: str) -> None:
        """Wait until a sentence with this part is shown on the page."""
        self.wait(lambda: any(part in text for text in self.says()))

    def empty_text(self) -> str:
        """Return the sentence of the empty state that is shown, "" when none is."""
        shown = [state for state in self.window.current_page().findChildren(EmptyState) if state.isVisible()]
        return shown[0].text.text() if shown else ""

    def columns(self, plot: str) -> list[str]:
        """Return the names of the columns of a plot's CSV."""
        return self.plot(plot).to_csv().splitlines()[0].split(",")

    def points(self, plot: str) -> int:
        """Return how many rows a plot's CSV has."""
        return len(self.plot(plot).to_csv().splitlines()) - 1

    def plot(self, name: str) -> CurvePlot:
        """Return a plot."""
        return self.find(name, CurvePlot)


class TrainRobot(_PageRobot):
    """Trains on the Train page."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, page="training")
        self.settle()

    # -- verbs -------------------------------------------------------------------------------------

    def class_counts(self) -> list[tuple[str, str]]:
        """Return the classes on the data card with their boxes."""
        texts = [
            label.text() for label in self.find("class_counts").findChildren(QLabel) if label.isVisible()
        ]
        texts.remove(self.text("classes_more"))
        return list(zip(texts[::2], texts[1::2], strict=True))

    def choose_model(self, name: str) -> None:
        """Click a model's row."""
        self.select_rows("models", name)

    def set_number(self, name: str, value: int) -> None:
        """Type a number into a field of the recipe and leave the field."""
        field: QSpinBox = self.find(name, QSpinBox)
        field.setFocus()
        field.lineEdit().selectAll()
        QTest.keyClicks(field.lineEdit(), str(value))
        QTest.keyClick(field, Qt.Key.Key_Return)

    def unfold_recipe(self) -> None:
        """Open the recipe."""
        self.window.page("training").findChild(QWidget, "setup").recipe_card.set_folded(False)

    def start_from(self, file: Path) -> None:
        """Choose a checkpoint file to start from, as if picked in the dialog."""
        self.window.page("training").findChild(QWidget, "setup").set_weights_file(str(file))

    def choose_start(self, text: str) -> None:
        """Choose what to start from by its words."""
        self.unfold_recipe()
        box: QComboBox = self.find("weights", QComboBox)
        box.setCurrentIndex(box.findText(text))

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
        box: QCheckBox = self.find("classes_by_colour", QCheckBox)
        if box.isChecked() != keep:
            self.unfold_recipe()
            box.click()

    def open_run(self, name: str) -> None:
        """Choose a run in the list beside the page."""
        self.select_rows("dataset_runs", name)

    def wait_for_state(self, *states: str) -> None:
        """Wait until the run in view is in one of these states."""
        self.wait(lambda: self.state() in states)
        self.settle()

    # -- questions ---------------------------------------------------------------------------------

    def state(self) -> str:
        """Return the state of the run in view, as written."""
        label = self.find("run_state", QLabel)
        return label.text() if label.isVisible() else ""

    def number(self, name: str) -> str:
        """Return one of the large numbers: data_train, run_epoch, run_map50, ..."""
        return self.text(name)

    def problem_of_run(self) -> str:
        """Return the sentence over the numbers."""
        return self.find("run_notice", Notice).text()

    def keeps_colours(self) -> bool:
        """Return whether the switch for classes that differ by colour is on."""
        return self.find("classes_by_colour", QCheckBox).isChecked()

    def value(self, name: str) -> int:
        """Return a number of the recipe."""
        return self.find(name, QSpinBox).value()

    def model(self) -> str:
        """Return the chosen model."""
        return self.find("models", Table).selected_keys()[0]

    def chips(self) -> list[str]:
        """Return the titles of the jobs in the status bar."""
        return [job.title for job in jobs.active.all]

    def can_see(self, name: str) -> bool:
        """Return whether a button or field is shown."""
        return self.find(name).isVisible()


class ExportRobot(_PageRobot):
    """Exports on the Export page."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, page="export")
        self.settle()

    def choose_file(self, path: Path) -> None:
        """Choose a checkpoint file, as if picked in the dialog."""
        self.window.page("export").open_model(path)

    def choose_model(self, name: str) -> None:
        """Choose a run by its name."""
        box: QComboBox = self.find("export_model", QComboBox)
        index = next(i for i in range(box.count()) if Path(box.itemData(i)).name == name)
        box.setCurrentIndex(index)

    def tick(self, *formats: str) -> None:
        """Tick these formats and no others."""
        for box in self.window.current_page().findChildren(QCheckBox):
            box.setChecked(box.objectName().removeprefix("format_") in formats)

    def formats(self) -> list[str]:
        """Return the ticked formats."""
        boxes = self.window.current_page().findChildren(QCheckBox)
        return [box.objectName().removeprefix("format_") for box in boxes if box.isChecked()]

    def sizes(self) -> list[str]:
        """Return the sizes offered."""
        box: QComboBox = self.find("export_size", QComboBox)
        return [box.itemText(index) for index in range(box.count())]

    def notice(self) -> str:
        """Return the sentence over the results, or in place of them."""
        state = self.find("export_problem", EmptyState)
        return str(state.text.text()) if state.isVisible() else self.find("export_notice", Notice).text()

    def refused_formats(self) -> dict[str, str]:
        """Return the formats whose card is dimmed, and what stands on it."""
        boxes = self.window.current_page().findChildren(QCheckBox)
        names = [box.objectName().removeprefix("format_") for box in boxes if not box.isEnabled()]
        return {name: self.text(f"format_words_{name}") for name in names}

    def compared(self) -> list[tuple[str, int]]:
        """Return the caption over each of the two pictures, and how many boxes are on it."""
        view = self.window.current_page().findChild(Comparison)
        return [
            (caption.text(), len(canvas.boxes_item.boxes()))
            for caption, canvas in zip(view.captions, view.canvases, strict=True)
        ]

    def wait_until_done(self) -> None:
        """Wait until nothing is exported any more."""
        self.wait(lambda: self.primary() != "Stop" and not jobs.active.all)


class RunsRobot(_PageRobot):
    """Compares runs on the Runs page."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, page="runs")
        self.settle()

    # -- verbs -------------------------------------------------------------------------------------

    def choose_runs(self, *names: str) -> None:
        """Choose these runs in the table, which gets the focus."""
        self.find("runs_table", Table).setFocus()
        self.select_rows("runs_table", *names)

    def rename(self, name: str, *, enter: bool = True) -> None:
        """Rename the chosen run by F2; without `enter` the name is only typed."""
        self.press("F2")
        field = self.find("run_name", QLineEdit)
        self.qtbot.waitUntil(field.hasFocus)
        QTest.keyClicks(field, name)
        if enter:
            QTest.keyClick(field, Qt.Key.Key_Return)

    def write_note(self, text: str) -> None:
        """Put the cursor at the note's end and type."""
        field = self.find("run_note", QPlainTextEdit)
        field.setFocus()
        field.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(field, text)

    def choose_in_context_menu(self, entry: str) -> None:
        """Choose an entry of the table's context menu."""
        table = self.find("runs_table", Table)
        next(action for action in table.actions() if action.text() == entry).trigger()

    def choose_in_trash(self, part: str) -> None:
        """Choose the entry of the trash's menu that says this."""
        menu = self.find("trash_button", QToolButton).menu()
        next(action for action in menu.actions() if part in action.text()).trigger()
        self.settle()

    def click_worst(self, number: int) -> None:
        """Click a picture of the strip, counted from 0."""
        strip = self.find("worst_strip", QListWidget)
        place = strip.visualItemRect(strip.item(number)).center()
        QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place)

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

    def note(self) -> str:
        """Return what stands in the field for the note."""
        return self.find("run_note", QPlainTextEdit).toPlainText()

    def name(self) -> str:
        """Return what stands in the field for the name."""
        return self.find("run_name", QLineEdit).text()

    def context_menu(self) -> list[str]:
        """Return the entries of the table's context menu that can be chosen."""
        actions = self.find("runs_table", Table).actions()
        return [action.text() for action in actions if action.isEnabled() and action.text()]

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


class LayersRobot(TrainRobot):
    """Reads the layers of a model on the Train page."""

    # -- verbs -------------------------------------------------------------------------------------

    def open_layers(self, model: str = "", *, imgsz: int = 64) -> None:
        """Choose an architecture at a small size, open its layers by the button and wait for them."""
        if model:
            self.choose_model(model)
        self.unfold_recipe()
        self.set_number("imgsz", imgsz)
        self.click("show_layers")
        self.wait_for_layers()

    def show_file(self, path: Path) -> None:
        """Show the layers of a file, as if picked in the dialog."""
        self._view.show_model(str(path), 0, 4)

    def wait_for_layers(self) -> None:
        """Wait until nothing is measured any more."""
        self.wait(lambda: not jobs.active.all and not self.find("layers_stop").isVisible())

    def select_layer(self, row: int) -> None:
        """Click a row of the table."""
        table = self._table
        table.scrollToItem(table.item(row, 3))
        QTest.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualItemRect(table.item(row, 3)).center()
        )

    def click_node(self, row: int) -> None:
        """Click a row's node in the picture."""
        QTest.mouseClick(self._graph, Qt.MouseButton.LeftButton, pos=self._graph.place_of(row).toPoint())

    def follow_link(self, row: int) -> None:
        """Click a row beside the table, among those that feed the chosen one or are fed by it."""
        self.click(f"layer_link_{row}")

    def press_in_table(self, *keys: Qt.Key) -> None:
        """Press keys with the table in focus."""
        for key in keys:
            QTest.keyClick(self._table, key)

    # -- questions ---------------------------------------------------------------------------------

    @property
    def _view(self) -> QWidget:
        return self.find("layers_view")

    @property
    def _table(self) -> Table:
        return self.find("layers", Table)

    @property
    def _graph(self) -> QWidget:
        return self.find("layer_graph")

    def layer(self) -> int:
        """Return the chosen row."""
        return self._table.currentRow()

    def lit(self, token: str) -> list[int]:
        """Return the rows of the table whose background is a colour of the theme."""
        wanted = theme.colour(token).rgb()
        brushes = [self._table.item(row, 0).background() for row in range(self._table.rowCount())]
        return [
            row
            for row, brush in enumerate(brushes)
            if brush.style() != Qt.BrushStyle.NoBrush and brush.color().rgb() == wanted
        ]

    def node_colour(self, row: int) -> str:
        """Return the token of the theme that a row's node is lit in, "" for none."""
        picture = self._graph.grab().toImage()
        at = self._graph.place_of(row).toPoint()
        reach = range(-10, 11)
        seen = Counter(picture.pixelColor(at.x() + x, at.y() + y).rgb() for x in reach for y in reach)
        counts = {token: seen[theme.colour(token).rgb()] for token in ("accent", "ok", "warn")}
        best = max(counts, key=lambda token: counts[token])
        return best if counts[best] else ""

    def hover_text(self, row: int) -> str:
        """Return what a row's node tells when the mouse rests on it."""
        at = self._graph.place_of(row).toPoint()
        QTest.mouseMove(self._graph, at)
        event = QHelpEvent(QEvent.Type.ToolTip, at, self._graph.mapToGlobal(at))
        QApplication.sendEvent(self._graph, event)
        return QToolTip.text()

    def sees_layers(self) -> bool:
        """Return whether the table of layers is shown."""
        return self._table.isVisible()
