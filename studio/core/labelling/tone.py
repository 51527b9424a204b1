"""Brightness and contrast of a photo on the screen; its file and the network's input stay as they are."""

from __future__ import annotations

from studio.core.pictures import Image


def tone_table(brightness: float, contrast: float) -> Image:
    """Return what each of the 256 levels becomes, for brightness and contrast from -100 to 100."""
    import numpy as np

    levels = np.arange(256, dtype=np.float64)
    gain = 4.0 ** (contrast / 100)
    table: Image = np.clip((levels - 127.5) * gain + 127.5 + brightness * 1.275, 0, 255).astype(np.uint8)
    return table


def toned(image: Image, brightness: float, contrast: float) -> Image:
    """Return an image brighter or darker, harder or softer; itself at 0, 0."""
    if not brightness and not contrast:
        return image
    import numpy as np

    result: Image = np.take(tone_table(brightness, contrast), image)
    return result
