"""The tiles over a photo: their borders, and those that will be left out dimmed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRegion, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from studio.core.tiling.clip import PlannedTile
from studio.core.tiling.grid import Tile
from studio.gui import theme
from studio.gui.tiling.preview import Fate
from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.overlay import PaintBox

DIM = QColor(0, 0, 0, 165)
LINE = QColor(255, 255, 255, 220)
OUTLINE = QColor(0, 0, 0, 150)


def fate_colour(fate: Fate, class_colour: QColor) -> QColor:
    """Return the colour a box is drawn in: its class's while it is whole, else one that warns."""
    return class_colour if fate == "kept" else theme.colour("warn" if fate == "clipped" else "error")


class TilesItem(QGraphicsItem):
    """Paints the borders of tiles in screen pixels and dims what no written tile covers."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles: list[QRect] = []
        self._dimmed: list[QRect] = []
        self._area = QRectF()
        self.setZValue(5)

    def set_tiles(self, tiles: Sequence[PlannedTile], size_wh: tuple[int, int]) -> None:
        """Show the tiles of a photo of `size_wh` pixels."""
        self.prepareGeometryChange()
        self._area = QRectF(0, 0, *size_wh)
        self._tiles = [_rect(planned.tile) for planned in tiles]
        covered, left_out = QRegion(), QRegion()
        for planned in tiles:
            if planned.is_written:
                covered += _rect(planned.tile)
            else:
                left_out += _rect(planned.tile)
        self._dimmed = list(left_out - covered)
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the photo with a rim for the outer lines."""
        return self._area.adjusted(-4, -4, 4, 4)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Dim first, then the lines."""
        to_screen = painter.worldTransform()
        for rect in self._dimmed:
            painter.fillRect(rect, DIM)
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rects = [to_screen.mapRect(QRectF(rect)) for rect in self._tiles]
        for colour, width in ((OUTLINE, 3.0), (LINE, 1.0)):
            painter.setPen(QPen(colour, width))
            for rect in rects:
                painter.drawRect(rect)
        painter.restore()


class TileCanvas(ImageCanvas):
    """A photo, its tiles, and its boxes by what becomes of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tileCanvas")
        self.tiles_item = TilesItem()
        self.scene().addItem(self.tiles_item)

    def show_tiles(self, tiles: Sequence[PlannedTile], size_wh: tuple[int, int]) -> None:
        """Draw the tiles of the photo shown."""
        self.tiles_item.set_tiles(tiles, size_wh)

    def show_fates(self, boxes: Sequence[PaintBox]) -> None:
        """Draw the photo's boxes."""
        self.set_boxes(boxes)


def _rect(tile: Tile) -> QRect:
    return QRect(tile.x, tile.y, tile.width, tile.height)
