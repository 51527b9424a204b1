"""How tiles will come together, looked at before a photo is written: pictures, and where tiles miss."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from studio.core.data.dataset import Dataset
from studio.core.errors import StudioError
from studio.core.pictures import Image
from studio.core.tiling.grid import Tile
from studio.core.tiling.stitch import Whole, small_photo, whole_photos
from studio.gui import jobs, theme
from studio.gui.widgets.panels import bring_into_view
from studio.gui.widgets.picture import to_qimage

MOST_PX = 720
"""Along a photo's longer side: twice what the panel is wide, for screens with fine pixels."""


class StitchedView(QWidget):
    """The photos that tiles come from, one at a time; hidden until somebody asks for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("stitchedView")
        self._wholes: list[Whole] = []
        self._task: jobs.Task | None = None
        self._photos = QComboBox()
        self._photos.setObjectName("stitchedPhotos")
        self._photos.setAccessibleName(self.tr("Photo"))
        self._map = _Map()
        self._map.setObjectName("stitchedMap")
        self._text = theme.label("", "muted", wrap=True)
        self._text.setObjectName("stitchedText")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._photos, self._map, self._text):
            layout.addWidget(widget)
        self._photos.currentIndexChanged.connect(self._show)
        self.hide()

    def look(self, dataset: Dataset) -> None:
        """Find out how the tiles of a dataset lie, in a thread, and show the first photo."""
        self.close_down()
        self.show()
        self._photos.hide()
        self._text.setText(self.tr("Looking how the tiles lie."))
        self._start(lambda is_stopped: whole_photos(dataset, is_cancelled=is_stopped), self._on_found)

    def close_down(self) -> None:
        """Show nothing, and stop looking."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._map.show_photo(None, None)
        self.hide()

    def _start(self, function: Callable[[Callable[[], bool]], object], then: Callable[..., None]) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = jobs.run_until_stopped(function, then, self._on_failed, parent=self)

    def _on_failed(self, problem: StudioError) -> None:
        self._task = None
        self._text.setText(str(problem))

    def _on_found(self, wholes: list[Whole]) -> None:
        self._task, self._wholes = None, wholes
        blocked = self._photos.blockSignals(True)
        self._photos.clear()
        for whole in wholes:
            missing = self.tr("{name}, {count} missing").format(name=whole.name, count=len(whole.holes))
            self._photos.addItem(missing if whole.holes else whole.name)
        self._photos.blockSignals(blocked)
        self._photos.setVisible(bool(wholes))
        if wholes:
            self._show(0)
            bring_into_view(self)
        else:
            self._text.setText(
                self.tr("How the tiles lie can't be told: their borders don't fit, or are all alike.")
            )

    def _show(self, index: int) -> None:
        if not 0 <= index < len(self._wholes):
            return
        whole = self._wholes[index]
        width, height = whole.size_wh
        self._text.setText(
            self.tr("{width} × {height} px of {tiles} tiles; missing, and left grey: {holes}.").format(
                width=width, height=height, tiles=len(whole.tiles), holes=len(whole.holes)
            )
        )
        self._map.show_photo(whole, None)
        self._start(
            lambda is_stopped: small_photo(whole, MOST_PX, is_cancelled=is_stopped),
            lambda image: self._on_drawn(whole, image),
        )

    def _on_drawn(self, whole: Whole, image: Image) -> None:
        self._task = None
        self._map.show_photo(whole, to_qimage(image))


class _Map(QWidget):
    """A photo as wide as there is room, with a line around each tile, and stripes where one is missing."""

    def __init__(self) -> None:
        super().__init__()
        self._whole: Whole | None = None
        self._image: QImage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_photo(self, whole: Whole | None, image: QImage | None) -> None:
        """Show where tiles lie, and what they show as soon as that is read."""
        self._whole, self._image = whole, image
        self.setVisible(whole is not None)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """It keeps the shape of the photo."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the photo at a width, no more than half as much again."""
        wide, high = self._whole.size_wh if self._whole else (4, 3)
        return min(round(width * high / wide), width * 3 // 2)

    def sizeHint(self) -> QSize:
        """Fit the panel."""
        return QSize(260, self.heightForWidth(260))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, then the lines."""
        if self._whole is None:
            return
        wide, high = self._whole.size_wh
        scale = min(self.width() / wide, self.height() / high)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is not None:
            painter.drawImage(QRectF(0, 0, wide * scale, high * scale), self._image)
        painter.setPen(QPen(QColor(255, 255, 255, 90), 1))
        for _, tile in self._whole.tiles:
            painter.drawRect(_placed(tile, scale))
        painter.setPen(QPen(theme.colour("warn"), 1.5))
        for hole in self._whole.holes:
            place = _placed(hole, scale).adjusted(1, 1, -1, -1)
            painter.fillRect(place, QBrush(theme.colour("warn"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(place)


def _placed(tile: Tile, scale: float) -> QRectF:
    return QRectF(tile.x * scale, tile.y * scale, tile.width * scale, tile.height * scale)
