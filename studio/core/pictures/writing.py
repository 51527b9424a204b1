"""Pictures written, as the suffix of their name says."""

from __future__ import annotations

import contextlib
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.files import atomic_write
from studio.core.pictures.decoding import Image
from studio.core.words import tr

_WRITTEN_AS = {suffix: suffix for suffix in (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff")} | {
    ".jpe": ".jpg",
    ".jfif": ".jpg",
    ".dib": ".bmp",
}


def imwrite(path: Path, image: Image, *, quality: int = 95) -> None:
    """Write an HxWx3 RGB image atomically, as its suffix says (`quality`: of JPEG and WebP, 0..100)."""
    atomic_write(path, encoded_image(path, image, quality=quality))


def suffix_to_write(path: Path) -> str:
    """Return the suffix for a picture cut from `path`: of its format if every tool reads that, else .png."""
    return _WRITTEN_AS.get(Path(path).suffix.lower(), ".png")


def encoded_image(path: Path, image: Image, *, quality: int = 95) -> bytes:
    """Return the bytes of the file `imwrite` would write.

    Raises:
        StudioError: its suffix is of no format that is written, or the picture is too large for it.
    """
    import cv2

    suffix = _WRITTEN_AS.get(Path(path).suffix.lower(), "")
    parameters = {
        ".jpg": [cv2.IMWRITE_JPEG_QUALITY, quality],
        ".jpeg": [cv2.IMWRITE_JPEG_QUALITY, quality],
        ".webp": [cv2.IMWRITE_WEBP_QUALITY, quality],
    }.get(suffix, [])
    with contextlib.suppress(cv2.error):
        done, encoded = cv2.imencode(suffix, cv2.cvtColor(image, cv2.COLOR_RGB2BGR), parameters)
        if done:
            return encoded.tobytes()
    raise StudioError(tr("{path} can't be encoded as an image.", path=path), tr("Use a .jpg or .png name."))
