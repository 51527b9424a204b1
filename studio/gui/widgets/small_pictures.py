"""Small pictures of photos: read in a thread no larger than they are shown, and given round corners."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter, QPainterPath, QPixmap

# Named here, in the GUI thread: see jobs.run_in_thread.
QUARTER_TURN = QImageIOHandler.Transformation.TransformationRotate90
COVERING = Qt.AspectRatioMode.KeepAspectRatioByExpanding


def read_small(path: Path, size: QSize) -> QImage:
    """Return the image scaled to cover twice a size, for sharp screens; null if it can't be read."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isValid():
        # Then width and height change places.
        turned = reader.transformation().value & QUARTER_TURN.value
        cover = size.transposed() if turned else size
        reader.setScaledSize(whole.scaled(cover * 2, COVERING))
    return reader.read()


def rounded(picture: QImage, size: QSize) -> QPixmap:
    """Return the middle of a picture, with rounded corners, at twice a size."""
    result = QPixmap(size * 2)
    result.fill(Qt.GlobalColor.transparent)
    frame = QRectF(result.rect())
    shape = QPainterPath()
    shape.addRoundedRect(frame, 6, 6)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(shape)
    cut = QRectF(frame)
    cut.moveCenter(QRectF(picture.rect()).center())
    painter.drawImage(frame, picture, cut)
    painter.end()
    result.setDevicePixelRatio(2.0)
    return result
