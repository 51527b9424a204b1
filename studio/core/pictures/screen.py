"""Copies of a picture that a screen paints quickly: halved until they are small, four bytes a pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from studio.core.pictures.decoding import Image

WHOLE_UP_TO = 24_000_000
"""Pixels of a picture that is copied whole, too; a larger one would take more memory than it saves time."""
SMALLEST = 600
"""The longer side of a copy that is not halved again, in pixels."""


def screen_copies(image: Image) -> tuple[Image | None, list[Image]]:
    """Return a HxWx3 RGB picture as HxWx4 BGRA, and its halves, quarters and so on as such.

    The first is None for a picture of more than WHOLE_UP_TO pixels. Sides are halved and rounded up;
    each pixel is the mean of those it stands for.
    """
    import cv2

    def for_screen(pixels: Image) -> Image:
        return cast("Image", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA))

    whole = for_screen(image) if image.size // 3 <= WHOLE_UP_TO else None
    halves: list[Image] = []
    while max(image.shape[:2]) > SMALLEST:
        height, width = ((side + 1) // 2 for side in image.shape[:2])
        image = cast("Image", cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA))
        halves.append(for_screen(image))
    return whole, halves
