"""A robot for the layers of a model on the Train page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from studio.gui import jobs, theme
from studio.gui.widgets.table import Table
from tests.robots.training import TrainRobot


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
        """Show the layers of a file chosen in the dialog that the list opens."""
        with self._answering("getOpenFileName", path):
            self.pick("layers_model", "A file…")

    def wait_for_layers(self) -> None:
        """Wait until nothing is measured any more."""
        self.wait(lambda: not jobs.active.all and not self.stops("layers_view"))

    def stop_layers(self) -> None:
        """Press the one button that stops the measuring."""
        (stop,) = self.stops("layers_view")
        self._mouse(stop)

    def select_layer(self, row: int) -> None:
        """Click a row of the table."""
        self._click_row(self._table, row, column=3)

    def click_node(self, row: int) -> None:
        """Click a row's node in the picture."""
        self._mouse(self._graph, self._graph.place_of(row).toPoint())

    def follow_link(self, row: int) -> None:
        """Click a row beside the table, among those that feed the chosen one or are fed by it."""
        self.click(f"layer_link_{row}")

    def press_in_table(self, *keys: Qt.Key) -> None:
        """Click the chosen row of the table and press keys."""
        self.select_layer(self.layer())
        self._keys(*keys)

    # -- questions ---------------------------------------------------------------------------------

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
        # The mouse would have to rest there for the better part of a second.
        event = QHelpEvent(QEvent.Type.ToolTip, at, self._graph.mapToGlobal(at))
        QApplication.sendEvent(self._graph, event)
        return QToolTip.text()

    def sees_layers(self) -> bool:
        """Return whether the table of layers is shown."""
        return self._table.isVisible()
