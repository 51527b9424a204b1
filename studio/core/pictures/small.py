"""Pictures read small: for comparing and showing many, without decoding what is thrown away again."""

from __future__ import annotations

from pathlib import Path

from studio.core.errors import StudioError
from studio.core.pictures import formats
from studio.core.pictures.decoding import Image
from studio.core.pictures.reading import image_size, imread


def read_small(path: Path, size_wh: tuple[int, int]) -> Image:
    """Read an image as displayed, HxWx3 uint8 RGB, shrunk (or stretched) to exactly `size_wh`.

    Of a JPEG only as much is decoded as its size needs: an eighth of a photo is several times faster.

    Raises:
        FileMissing: it isn't there. StudioError: it can't be decoded.
    """
    import cv2
    import numpy as np

    smaller = _reduced(path, size_wh)
    if smaller is None:
        smaller = imread(path)
    if smaller.shape[1::-1] == size_wh:
        return smaller
    return np.asarray(cv2.resize(smaller, size_wh, interpolation=cv2.INTER_AREA), np.uint8)


def fitted(size_wh: tuple[int, int], side: int) -> tuple[int, int]:
    """Return the size of an image whose longer side is shrunk to `side`; small ones stay as they are."""
    scale = min(1.0, side / max(size_wh))
    return max(1, round(size_wh[0] * scale)), max(1, round(size_wh[1] * scale))


def _reduced(path: Path, size_wh: tuple[int, int]) -> Image | None:
    """Return a JPEG at a half, a quarter or an eighth, still twice as large as asked for; None: not so."""
    import cv2
    import numpy as np

    try:
        width, height = image_size(path)
        times = min(width // (2 * size_wh[0]), height // (2 * size_wh[1]))
        flag = next((flag for least, flag in _FLAGS if times >= least), None)
        if flag is None:
            return None
        encoded = path.read_bytes()
        if formats.kind_of(encoded) != "jpeg" or formats.is_cut(encoded):
            return None
        image = cv2.imdecode(np.frombuffer(encoded, np.uint8), getattr(cv2, flag))
        return None if image is None else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), np.uint8)
    except (OSError, ValueError, StudioError, cv2.error):
        # Read whole, which says what is wrong with it.
        return None


_FLAGS = ((8, "IMREAD_REDUCED_COLOR_8"), (4, "IMREAD_REDUCED_COLOR_4"), (2, "IMREAD_REDUCED_COLOR_2"))
