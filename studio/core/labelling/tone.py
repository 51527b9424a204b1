"""Brightness, contrast and gamma of a photo on the screen; its file and the network see none of it."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.pictures import Image


@dataclass(frozen=True, slots=True)
class Tone:
    """Each from -100 to 100; 0 leaves the photo as it is. Gamma above 0 brings up what is dark."""

    brightness: float = 0.0
    contrast: float = 0.0
    gamma: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.brightness or self.contrast or self.gamma)

    def table(self) -> Image:
        """Return what each of the 256 levels becomes."""
        import numpy as np

        levels = 255 * (np.arange(256, dtype=np.float64) / 255) ** (4.0 ** (-self.gamma / 100))
        gain = 4.0 ** (self.contrast / 100)
        toned = (levels - 127.5) * gain + 127.5 + self.brightness * 1.275
        table: Image = np.clip(toned, 0, 255).round(6).astype(np.uint8)
        return table


def toned(image: Image, tone: Tone) -> Image:
    """Return an image brighter or darker, harder or softer; itself without any tone."""
    if not tone:
        return image
    import numpy as np

    result: Image = np.take(tone.table(), image)
    return result
