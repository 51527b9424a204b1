"""A picture as it is painted: whole, and halved often enough that it does not flicker when it is small."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from studio.core.pictures import Image, screen_copies

RGB, BGRA = QImage.Format.Format_RGB888, QImage.Format.Format_RGB32
"""Named here, in the GUI thread: see jobs.run_in_thread."""


class Picture:
    """Levels of a picture, each half as large as the one before; a missing one is made when asked for."""

    def __init__(self, levels: list[QImage]) -> None:
        self._levels = levels
        self.size = levels[0].size()

    @classmethod
    def of(cls, image: Image | QImage) -> Picture:
        """Return the picture of an HxWx3 uint8 RGB array, which may change afterwards, or of a QImage."""
        return cls([(image if isinstance(image, QImage) else to_qimage(image)).convertToFormat(BGRA)])

    @classmethod
    def prepared(cls, image: Image) -> Picture:
        """Return the picture of an array that stays as it is, its levels made in the thread that asks."""
        whole, halves = screen_copies(image)
        return cls([to_qimage(image if whole is None else whole), *map(to_qimage, halves)])

    @property
    def nbytes(self) -> int:
        """Return how much memory it takes."""
        return sum(level.sizeInBytes() for level in self._levels)

    def level(self, zoom: float) -> QImage:
        """Return the copy halved often enough that bilinear sampling at a zoom does not flicker."""
        number = 0
        while zoom <= 0.5 and min(self.size.width(), self.size.height()) >> (number + 1) >= 1:
            zoom *= 2
            number += 1
            if number == len(self._levels):
                half = (self._levels[-1].size() / 2).expandedTo(QSize(1, 1))
                ratio, smooth = (
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
                self._levels.append(self._levels[-1].scaled(half, ratio, smooth))
        return self._levels[number]


def to_qimage(image: Image) -> QImage:
    """Wrap an HxWx3 uint8 RGB or HxWx4 BGRA array without copying it; the array is kept with the picture."""
    height, width, channels = image.shape
    if image.strides[2] != 1 or image.strides[1] != channels:
        image = image.copy()
    result = QImage(image.data, width, height, image.strides[0], RGB if channels == 3 else BGRA)
    # The QImage only points at the pixels: keep them alive with it.
    result.pixels = image  # type: ignore[attr-defined]
    return result
