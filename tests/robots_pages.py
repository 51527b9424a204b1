"""Robots for the Tile and Live pages: verbs and questions, so that tests know no widget."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from studio.core.runtime.detector import Thresholds
from studio.gui import jobs, messages
from studio.gui.live.canvas import LiveCanvas
from studio.gui.live.page import LivePage
from studio.gui.live.timing_strip import TimingStrip
from studio.gui.tiling.overlay import TileCanvas
from studio.gui.tiling.page import TilePage
from tests.robots import WindowRobot

PATIENCE_MS = 20_000
"""Long, because the machine may be busy; no test waits longer than it must."""


class _PageRobot(WindowRobot):
    def press_primary(self) -> None:
        """Press the button at the top right."""
        self.window.run_primary()

    def primary(self) -> str:
        """What the button at the top right says; "" when it can't be pressed."""
        text, is_enabled = self.window.current_page().primary()
        return text if is_enabled else ""

    def sentences(self) -> list[str]:
        """Everything told so far, causes with their remedies."""
        return [f"{message.text} {message.remedy}".strip() for message in messages.messages.history]

    def _wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)


class LiveRobot(_PageRobot):
    """Uses the Live page."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, page="live")
        self._page: LivePage = self.window.page("live")  # type: ignore[assignment]

    def set_up(self, model: Path | None = None, source: str | Path | None = None) -> None:
        """Choose a model, a source, or both, as the panel does."""
        if source is not None:
            self._page.panel.source.set_text(str(source))
        if model is not None:
            self._page.panel.model.set_path(model)

    def drop_on_picture(self, path: Path) -> None:
        """Drop a file or folder on the page."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        place = QPointF(self._page.rect().center())
        button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, button, keys)
        self._page.dragEnterEvent(event)
        assert event.isAccepted()
        self._page.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, button, keys))

    def start(self) -> None:
        """Start and wait for the first frame."""
        self.press_primary()
        self.wait_for_frames(1)

    def wait_for_frames(self, count: int) -> None:
        """Wait until so many frames were painted since the start."""
        self._wait(lambda: len(self._strip.history.frames) >= count)

    def wait_until_idle(self) -> None:
        """Wait until nothing runs any more."""
        self._wait(lambda: self.primary() == "Start")

    def wait_for_sentence(self, start: str) -> None:
        """Wait until a sentence that begins so stands in place of the picture."""
        self._wait(lambda: self.sentence().startswith(start))

    def wait_for_problem(self) -> str:
        """Wait for a sentence in place of the picture and return it."""
        state = self.find("liveProblem")
        self._wait(state.isVisible)
        self.wait_until_idle()
        return str(state.text.text())

    def wait_for_boxes(self, count: int) -> None:
        """Wait until so many detections are drawn."""
        self._wait(lambda: len(self.boxes()) == count)

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
        old = self._page.panel.thresholds()
        self._page.panel.set_thresholds(Thresholds(value, old.iou, old.top_k))

    def thresholds(self) -> Thresholds:
        """What the sliders say."""
        return self._page.panel.thresholds()

    def press_on_picture(self, keys: str) -> None:
        """Press a key while the picture has the focus."""
        self._canvas.setFocus()
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
        """The numbers under the picture, as they are written."""
        self._strip.refresh()
        text = self._strip.table_text()
        return [line.split("\t") for line in text.splitlines()]

    def save_times(self, path: Path) -> list[str]:
        """Save the plot's times as CSV and return the lines."""
        self._strip.refresh()
        self._strip.plot.save_csv(path)
        return path.read_text(encoding="utf-8").splitlines()

    def dropped(self) -> int:
        """Frames lost so far."""
        self._strip.refresh()
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


class TileRobot(_PageRobot):
    """Uses the Tile page."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, page="tiling")

    def by_grid(self, rows: int, columns: int) -> None:
        """Cut into rows and columns."""
        self.choose("tileWay", "grid")
        self.find("tileRows", QSpinBox).setValue(rows)
        self.find("tileColumns", QSpinBox).setValue(columns)

    def by_size(self, size: int, overlap: float) -> None:
        """Cut into tiles of one size."""
        self.choose("tileWay", "size")
        self.find("tileSize", QSpinBox).setValue(size)
        self.find("tileOverlap").set_value(overlap)

    def set_visible_share(self, share: float) -> None:
        """Move the slider of the visible share."""
        self.find("minVisible").set_value(share)

    def keep_empty(self, on: bool) -> None:
        """Tick or untick keeping tiles without boxes."""
        self.find("keepEmpty", QCheckBox).setChecked(on)

    def number(self, column: str, row: str) -> int | None:
        """One of the numbers: column `photo` or `dataset`; None while it is a dash."""
        text = self.text(f"{column}_{row}")
        return None if text == "–" else int(text.replace(",", ""))

    def numbers(self, column: str) -> dict[str, int]:
        """All numbers of a column, waited for."""
        self._wait(lambda: self.number(column, "tiles") is not None)
        rows = ("tiles", "empty", "left_out", "kept", "clipped", "dropped", "lost")
        return {row: self.number(column, row) for row in rows}  # type: ignore[misc]

    def photo(self) -> str:
        """Name of the photo shown."""
        return self.text("photoTitle")

    def turn(self, key: str) -> None:
        """Press `next` or `previous` and wait for the photo."""
        self.click(f"{key}Photo")
        self.settle()

    def press_on_photo(self, keys: str) -> None:
        """Press a key while the photo has the focus, and wait for what comes."""
        self._canvas.setFocus()
        self.press(keys)
        self.settle()

    def boxes(self) -> list[tuple[str, str, bool]]:
        """The boxes drawn: word, colour, whether dashed."""
        return [(box.text, box.colour.name(), box.is_dashed) for box in self._canvas.boxes_item.boxes()]

    def brightness(self, x: float, y: float) -> float:
        """How bright the canvas is at a point of the photo (fractions of it), 0..1."""
        area = self._canvas.image_item.boundingRect()
        point = self._canvas.to_view(QPointF(x * area.width(), y * area.height())).toPoint()
        picture: QImage = self._canvas.viewport().grab().toImage()
        return picture.pixelColor(point).lightnessF()

    def doubt(self) -> str:
        """The sentence under the numbers."""
        return self.text("tileProblem")

    def wait_for_doubt(self) -> str:
        """Wait for a sentence under the numbers."""
        self._wait(lambda: bool(self.doubt()))
        return self.doubt()

    def sentence(self) -> str:
        """The sentence in place of the photo while there is none."""
        page: TilePage = self.window.page("tiling")  # type: ignore[assignment]
        return page.shown_sentence()

    def folder(self) -> Path:
        """Where the tiles will go."""
        return Path(self.text("tileFolder"))

    def set_folder(self, folder: Path) -> None:
        """Type a folder for the tiles."""
        self.type_into("tileFolder", str(folder))

    def cut(self) -> None:
        """Cut and wait for the end, good or bad."""
        self.press_primary()
        self.wait_until_cut()

    def wait_until_cut(self) -> None:
        """Wait until nothing is cut any more."""
        self._wait(lambda: self.primary() == "Cut tiles" and not jobs.is_busy())

    def report(self) -> str:
        """The sentence about the tiles just cut; "" when there is none."""
        return self.text("tileReport") if self.find("tileResult").isVisible() else ""

    def open_tiles(self) -> int:
        """Open the tiles just cut and return how many images the window then has."""
        with self.qtbot.waitSignal(self.window.datasets.opened, timeout=PATIENCE_MS):
            self.click("openTiles")
        assert self.window.datasets.current is not None
        return len(self.window.datasets.current.records)

    @property
    def _canvas(self) -> TileCanvas:
        canvas: TileCanvas = self.find("tileCanvas")
        return canvas
