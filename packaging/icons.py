"""The program's icon in the sizes and kinds that systems ask for, made from one drawing."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def write_icons(resources: Path, folder: Path) -> None:
    """Write SIZE.png of each size, studio.ico and studio.icns, and studio.svg where there is a drawing."""
    folder.mkdir(parents=True, exist_ok=True)
    drawing = resources / "icon.svg"
    if drawing.is_file():
        (folder / "studio.svg").write_bytes(drawing.read_bytes())
    pictures = {size: _picture(resources, size) for size in SIZES}
    for size, picture in pictures.items():
        picture.save(folder / f"{size}.png")
    largest, others = pictures[512], [pictures[size] for size in SIZES[:-1]]
    pictures[256].save(
        folder / "studio.ico", sizes=[(size, size) for size in SIZES[:-1]], append_images=others
    )
    largest.save(folder / "studio.icns", append_images=[pictures[size] for size in (16, 32, 64, 128, 256)])


def _picture(resources: Path, size: int) -> Image.Image:
    drawing = resources / "icon.svg"
    if not drawing.is_file():
        with Image.open(resources / "web" / "icon-512.png") as picture:
            return picture.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS)
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data()))).convert("RGBA")
