"""A robot for the preview on the Train page: what the network will see, and its anchors."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QListWidget, QTableWidget, QWidget

from studio.gui import jobs
from studio.gui.widgets.panels import EmptyState
from studio.gui.widgets.svg_plot import SvgPlot
from tests.robots.labelling import LabelRobot
from tests.robots.training import TrainRobot


class PreviewRobot(TrainRobot, LabelRobot):
    """Looks at samples and anchors before a training, and edits labels in between."""

    # -- verbs -------------------------------------------------------------------------------------

    def open_preview(self, *, imgsz: int = 64) -> None:
        """Choose a small size and press the button in the recipe card."""
        self.wait(lambda: self.primary() == "Train")
        self.unfold_recipe()
        self.set_number("imgsz", imgsz)
        self.click("show_preview")

    def wait_for_answer(self) -> None:
        """Wait until nothing is made any more."""
        self.wait(lambda: not jobs.active.all and not self.stops("preview_view"))

    def stop_preview(self) -> None:
        """Press the one button that stops what is being made."""
        (stop,) = self.stops("preview_view")
        self._mouse(stop)

    def press_empty(self) -> None:
        """Press the button of the empty state that is shown."""
        shown = [state for state in self.find("preview_view").findChildren(EmptyState) if state.isVisible()]
        self._mouse(shown[0].button)

    def click_sample(self, number: int) -> None:
        """Click a small picture."""
        self._click_row(self._grid, number)

    def save_anchors(self, path: Path) -> None:
        """Save the plot of the anchors by its menu."""
        with self._answering("getSaveFileName", path):
            self._choose_in_menu(lambda: self._mouse_right(self._plot), "Save as SVG or PNG…")

    # -- questions ---------------------------------------------------------------------------------

    @property
    def _grid(self) -> QListWidget:
        return self.find("preview_grid", QListWidget)

    @property
    def _plot(self) -> SvgPlot:
        return self.find("anchors_plot", SvgPlot)

    def sees_preview(self) -> bool:
        """Return whether the preview is shown."""
        return self.find("preview_view", QWidget).isVisible()

    def samples(self) -> list[str]:
        """Return the words under the small pictures, none when they are not shown."""
        grid = self._grid
        return [grid.item(row).text() for row in range(grid.count())] if grid.isVisible() else []

    def picture(self, number: int) -> QImage:
        """Return a small picture."""
        return self._grid.item(number).icon().pixmap(64, 64).toImage()

    def large(self) -> str:
        """Return what is written over the sample that is seen large, "" when none is."""
        return self.text("preview_caption") if self.find("preview_large").isVisible() else ""

    def column(self, table: str, number: int) -> str:
        """Return what is written over a column of a table."""
        return self.find(table, QTableWidget).horizontalHeaderItem(number).text()

    def plot_corner(self) -> str:
        """Return the colour of the ground of the plot, as #rrggbb."""
        picture = self._plot.grab().toImage()
        return picture.pixelColor(picture.width() // 2, 3).name()

    def sees_plot(self) -> bool:
        """Return whether the plot of the anchors is shown and holds the crosses of three strides."""
        return self._plot.isVisible() and all(f"stride {n}" in self._plot.picture() for n in (8, 16, 32))
