"""A robot for the Live page: model, source, thresholds, and what is seen and timed."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from studio.core.boxes.thresholds import Thresholds
from studio.core.live.sources import SOURCES
from studio.gui.live.canvas import LiveCanvas
from studio.gui.live.page import LivePage
from studio.gui.live.timing_strip import TimingStrip
from tests.robots.window import WindowRobot


class LiveRobot(WindowRobot):
    """Uses the Live page."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, page="live")
        self._page: LivePage = self.window.page("live")  # type: ignore[assignment]

    def set_up(self, model: Path | None = None, source: str | Path | None = None) -> None:
        """Choose a source and a model in the panel: one of them, or both."""
        if source is not None:
            self._set_source(str(source))
        if model is not None:
            with self._answering("getOpenFileName", model):
                self.click("browseModel")

    def _set_source(self, source: str) -> None:
        kind = next(row.name for row in SOURCES if row.matches(source))
        if self.find("sourceKind", QComboBox).currentData() != kind:
            self.choose("sourceKind", kind)
        if kind == "camera":
            self.set_number("cameraNumber", int(source))
        elif kind != "sample":
            self.type_into("sourceValue", source, enter=True)

    def start(self) -> None:
        """Start and wait for the first frame."""
        self.press_primary()
        self.wait_for_frames(1)

    def wait_for_frames(self, count: int) -> None:
        """Wait until so many frames were painted since the start."""
        self.wait(lambda: len(self._strip.history.frames) >= count)

    def wait_until_idle(self) -> None:
        """Wait until nothing runs any more."""
        self.wait(lambda: self.primary() == "Start")

    def wait_for_sentence(self, start: str) -> None:
        """Wait until a sentence that begins so stands in place of the picture."""
        self.wait(lambda: self.sentence().startswith(start))

    def wait_for_problem(self) -> str:
        """Wait for a sentence in place of the picture and return it."""
        state = self.find("liveProblem")
        self.wait(state.isVisible)
        self.wait_until_idle()
        return str(state.text.text())

    def wait_for_boxes(self, count: int) -> None:
        """Wait until so many detections are drawn."""
        self.wait(lambda: len(self.boxes()) == count)

    def boxes(self) -> list[tuple[str, tuple[int, int, int, int], bool]]:
        """The boxes drawn: words, rounded pixels, and whether dashed; surest last."""
        return [
            (box.text, tuple(round(value) for value in box.xyxy), box.is_dashed)  # type: ignore[misc]
            for box in self._canvas.boxes_item.boxes()
        ]

    def sentence(self) -> str:
        """The sentence in place of the picture while there is none."""
        return self._page.shown_sentence()

    def counts(self) -> dict[str, int]:
        """Detections by class, as listed."""
        counts: dict[str, int] = self.find("classCounts").counts()
        return counts

    def set_confidence(self, value: float) -> None:
        """Move the confidence slider."""
        self.slide("confidence", value)

    def thresholds(self) -> Thresholds:
        """What the sliders say."""
        return self._page.panel.thresholds()

    def press_on_picture(self, keys: str) -> None:
        """Click the picture and press a key."""
        self._mouse(self._canvas.viewport())
        self.press(keys)

    def is_frozen(self) -> bool:
        """Whether the picture says that it stands still."""
        return self._canvas.badge == "Frozen"

    def timings(self) -> dict[str, dict[str, float]]:
        """p50 and p95 of each stage."""
        return self._strip.history.summary()

    def painted(self) -> int:
        """How many frames were painted."""
        return len(self._strip.history.frames)

    def table(self) -> list[list[str]]:
        """The numbers under the picture, as they are written; waited for, since they come a moment later."""
        self.wait(lambda: "–" not in self._strip.table_text())
        return [line.split("\t") for line in self._strip.table_text().splitlines()]

    def save_times(self, path: Path) -> list[str]:
        """Save the times by the menu of their plot and return the lines of the file."""
        self.table()
        with self._answering("getSaveFileName", path):
            self._choose_in_menu(lambda: self._mouse_right(self._strip.plot), "Save the times as CSV")
        return path.read_text(encoding="utf-8").splitlines()

    def dropped(self) -> int:
        """Frames lost so far, as last written."""
        return int(self.text("droppedFrames").split()[0])

    def notice(self) -> str:
        """The sentence between picture and times."""
        return self.text("liveNotice")

    def facts(self) -> str:
        """What is told of the loaded model."""
        return self.text("modelFacts")

    def models(self) -> list[str]:
        """The entries of the model list."""
        combo = self.find("modelList", QComboBox)
        return [combo.itemText(row) for row in range(combo.count()) if combo.itemText(row)]

    def block_window(self, seconds: float) -> None:
        """Keep the window from doing anything, as a slow computer would."""
        time.sleep(seconds)

    @property
    def _canvas(self) -> LiveCanvas:
        return self._page.canvas

    @property
    def _strip(self) -> TimingStrip:
        return self._page.strip
