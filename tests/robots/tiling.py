"""A robot for the Tile page: how to cut, what comes of it, and the cutting."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from studio.gui import jobs, theme
from studio.gui.tiling.overlay import TileCanvas
from studio.gui.tiling.page import TilePage
from tests.robots.window import PATIENCE_MS, WindowRobot


class TileRobot(WindowRobot):
    """Uses the Tile page."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot, page="tiling")

    def by_grid(self, rows: int, columns: int) -> None:
        """Cut into rows and columns."""
        self._choose_way("grid")
        self.set_number("tileRows", rows)
        self.set_number("tileColumns", columns)

    def by_size(self, size: int, overlap: float) -> None:
        """Cut into tiles of one size."""
        self._choose_way("size")
        self.set_number("tileSize", size)
        self.slide("tileOverlap", overlap)

    def _choose_way(self, way: str) -> None:
        if self.find("tileWay", QComboBox).currentData() != way:
            self.choose("tileWay", way)

    def set_visible_share(self, share: float) -> None:
        """Move the slider of the visible share."""
        self.slide("minVisible", share)

    def keep_empty(self, on: bool) -> None:
        """Keep all tiles without boxes, or none."""
        self.keep_of_empty(1.0 if on else 0.0)

    def keep_of_empty(self, share: float) -> None:
        """Move the slider of the share of tiles without boxes."""
        self.slide("emptyShare", share)

    def by_objects(self, pixels: int, imgsz: int) -> None:
        """Cut so that objects have so many pixels."""
        self._choose_way("objects")
        self.set_number("objectSize", pixels)
        self.set_number("tileImgsz", imgsz)

    def without_loss(self) -> None:
        """Write PNG."""
        self.choose("tileFormat", "png")

    def sizes(self) -> str:
        """The sentence on the sizes of tiles."""
        return self.text("tileSizes")

    def origin(self) -> str:
        """What is said of a dataset that is tiles; "" of others."""
        return self.text("originText") if self.find("stitchTiles").isVisible() else ""

    def wait_for_origin(self) -> str:
        """Wait until it is known that these are tiles."""
        self.wait(lambda: bool(self.origin()))
        return self.origin()

    def stitch(self) -> str:
        """Put the tiles together, and return what is said then."""
        self.click("stitchTiles")
        return self.wait_for_origin_report()

    def look_at_photos(self) -> list[str]:
        """Look how tiles come together, and return the photos listed."""
        self.click("lookAtStitched")
        photos = self.find("stitchedPhotos", QComboBox)
        self.wait(lambda: photos.isVisible() and not jobs.is_busy())
        return [photos.itemText(row) for row in range(photos.count())]

    def choose_photo(self, title: str) -> None:
        """Choose one of the photos that tiles come from, and wait until it is drawn."""
        self.pick("stitchedPhotos", title)
        self.wait(lambda: not jobs.is_busy())
        self.settle()

    def stripes_in_photo(self) -> int:
        """How many pixels of the photo have the colour of what is missing."""
        picture: QImage = self.find("stitchedMap").grab().toImage()
        wanted = theme.colour("warn").rgb()
        places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        return sum(picture.pixel(x, y) == wanted for x, y in places)

    def sync(self, prefer: str = "") -> str:
        """Bring labels in line, and return what is said then."""
        self.click({"": "syncTiles", "tiles": "preferTiles", "photos": "preferPhotos"}[prefer])
        return self.wait_for_origin_report()

    def wait_for_origin_report(self) -> str:
        """Wait for what is said under the buttons for tiles."""
        self.wait(lambda: bool(self.text("originReport")) and not jobs.is_busy())
        return self.text("originReport")

    def open_stitched(self) -> int:
        """Open the photos just put together and return how many images the window then has."""
        with self.qtbot.waitSignal(self.window.datasets.opened, timeout=PATIENCE_MS):
            self.click("openStitched")
        assert self.window.datasets.current is not None
        return len(self.window.datasets.current.records)

    def number(self, column: str, row: str) -> int | None:
        """One of the numbers: column `photo` or `dataset`; None while it is a dash."""
        text = self.text(f"{column}_{row}")
        return None if text == "–" else int(text.replace(",", ""))

    def numbers(self, column: str) -> dict[str, int]:
        """All numbers of a column, waited for."""
        self.wait(lambda: self.number(column, "tiles") is not None)
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
        """Click the photo, press a key and wait for what comes."""
        self._mouse(self._canvas.viewport())
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
        self.wait(lambda: bool(self.doubt()))
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
        self.wait(lambda: self.primary() == "Cut tiles" and not jobs.is_busy())

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
