"""A plot of the core, which is SVG text, in the colours of the theme; can be saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QImage, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.core.report.plots import tinted
from studio.gui import theme

SAVED_SCALE = 2
"""Of a PNG: a plot of 640 pixels is 1280 wide, readable on paper."""


class SvgPlot(QWidget):
    """Shows one plot as large as it fits; the context menu saves it."""

    saved = Signal(str)
    """A sentence saying which file was written."""
    failed = Signal(object)
    """The StudioError of a file that could not be written."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._picture = ""
        self._renderer = QSvgRenderer(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 190)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        save = QAction(self.tr("Save as SVG or PNG…"), self)
        save.triggered.connect(self.ask_and_save)
        self.addAction(save)

    def show_picture(self, picture: str) -> None:
        """Show a plot; "" shows nothing."""
        self._picture = picture
        self._load()
        self.updateGeometry()

    def picture(self) -> str:
        """Return the plot shown."""
        return self._picture

    def ask_and_save(self) -> None:
        """Ask for a file and write the plot into it."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the plot"), f"{self.objectName()}.svg", "SVG (*.svg);;PNG (*.png)"
        )
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the plot as the file's suffix says: PNG, else SVG."""
        try:
            atomic_write(path, self._as_png() if path.suffix.lower() == ".png" else self._picture)
        except StudioError as problem:
            self.failed.emit(problem)
            return
        self.saved.emit(self.tr("Saved {name}.").format(name=path.name))

    def sizeHint(self) -> QSize:
        return QSize(640, 380)

    def heightForWidth(self, width: int) -> int:
        # Asked for where the size policy says so: the plot then fills its place.
        size = self._renderer.defaultSize() if self._picture else self.sizeHint()
        return round(width * size.height() / size.width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._load()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._picture:
            return
        size = self._renderer.defaultSize()
        size.scale(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, place)

    def _load(self) -> None:
        if self._picture:
            tokens = theme.tokens()
            shown = tinted(self._picture, ink=tokens.text, ground=tokens.background)
            self._renderer.load(shown.encode())
        self.update()

    def _as_png(self) -> bytes:
        image = QImage(self._renderer.defaultSize() * SAVED_SCALE, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        self._renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        return bytes(buffer.data().data())
