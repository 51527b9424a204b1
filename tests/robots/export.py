"""A robot for the Export page: model, formats, and what the check came to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QToolButton
from pytestqt.qtbot import QtBot

from studio.gui import jobs
from studio.gui.export.compare import Comparison
from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.panels import EmptyState, Notice
from tests.robots.window import LEFT, NO_KEYS, WindowRobot


class ExportRobot(WindowRobot):
    """Exports on the Export page."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, page="export")
        self.settle()

    def choose_file(self, path: Path) -> None:
        """Choose a checkpoint file in the dialog that the button opens."""
        with self._answering("getOpenFileName", path):
            self.click_text("Checkpoint file…")

    def choose_model(self, name: str) -> None:
        """Choose a run by its name."""
        box: QComboBox = self.find("export_model", QComboBox)
        index = next(i for i in range(box.count()) if Path(box.itemData(i)).name == name)
        self._choose_row(box, index)

    def tick(self, *formats: str) -> None:
        """Tick these formats and no others."""
        self._tick("format_", formats)

    def tick_bundles(self, *names: str) -> None:
        """Tick these bundles and no others."""
        self._tick("bundle_", names)

    def formats(self) -> list[str]:
        """Return the ticked formats."""
        return [name for name, box in self._ticks("format_").items() if box.isChecked()]

    def bundles(self) -> list[str]:
        """Return the ticked bundles."""
        return [name for name, box in self._ticks("bundle_").items() if box.isChecked()]

    def are_cards_folded(self) -> bool:
        """Return whether a line stands in the place of the cards."""
        return not any(box.isVisible() for box in self._ticks("format_").values())

    def unfold(self) -> None:
        """Open what the cards are folded into."""
        for arrow in self.window.current_page().findChildren(QToolButton):
            if arrow.property("role") == "fold" and not arrow.isChecked():
                self._mouse(arrow)

    def _ticks(self, prefix: str) -> dict[str, QCheckBox]:
        boxes = self.window.current_page().findChildren(QCheckBox)
        names = ((box.objectName(), box) for box in boxes)
        return {name.removeprefix(prefix): box for name, box in names if name.startswith(prefix)}

    def _tick(self, prefix: str, wanted: tuple[str, ...]) -> None:
        self.unfold()
        for name in self._ticks(prefix):
            self.switch(prefix + name, name in wanted)

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
        return self._refused("format")

    def refused_bundles(self) -> dict[str, str]:
        """Return the bundles whose card is dimmed, and what stands on it."""
        return self._refused("bundle")

    def _refused(self, kind: str) -> dict[str, str]:
        names = [name for name, box in self._ticks(f"{kind}_").items() if not box.isEnabled()]
        return {name: self.text(f"{kind}_words_{name}") for name in names}

    def compared(self) -> list[tuple[str, int]]:
        """Return the caption over each of the two pictures, and how many boxes are on it."""
        view = self.window.current_page().findChild(Comparison)
        return [
            (caption.text(), len(canvas.boxes_item.boxes()))
            for caption, canvas in zip(view.captions, view.canvases, strict=True)
        ]

    def wheel_picture(self, number: int, steps: int) -> None:
        """Turn the wheel over the corner of one of the two pictures."""
        view = self._pictures()[number].viewport()
        self._wheel(view, view.rect().center() / 2, steps)

    def drag_picture(self, number: int, right: int, down: int) -> None:
        """Drag one of the two pictures by so many pixels of the screen."""
        view = self._pictures()[number].viewport()
        start = self._reach(view)
        QTest.mousePress(view, LEFT, NO_KEYS, start)
        QTest.mouseMove(view, start + QPoint(right, down))
        QTest.mouseRelease(view, LEFT, NO_KEYS, start + QPoint(right, down))

    def double_click_picture(self, number: int) -> None:
        """Double click one of the two pictures."""
        view = self._pictures()[number].viewport()
        QTest.mouseDClick(view, LEFT, NO_KEYS, self._reach(view))

    def seen_of_pictures(self) -> list[tuple[float, float, float]]:
        """Return of each picture its zoom, and the place in its middle, in tenths of its pixels."""
        seen = []
        for canvas in self._pictures():
            middle = canvas.to_image(QPointF(canvas.viewport().width(), canvas.viewport().height()) / 2)
            seen.append((canvas.zoom(), round(middle.x(), 1), round(middle.y(), 1)))
        return seen

    def _pictures(self) -> tuple[ImageCanvas, ...]:
        return self.window.current_page().findChild(Comparison).canvases

    def wait_until_done(self) -> None:
        """Wait until nothing is exported any more."""
        self.wait(lambda: self.primary() != "Stop" and not jobs.active.all)
