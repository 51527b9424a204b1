"""The size of tiles in which the usual object is as large as a network wants it."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from studio.core.data.dataset import Dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.words import tr

SMALLEST_TILE = 32
"""Pixels: the largest stride of a network, under which it has nothing to look at."""


@dataclass(frozen=True, slots=True)
class ObjectSize:
    """What the boxes of some photos ask for.

    Attributes:
        side: of the usual box, the middle one by area, in pixels of its photo.
        tile: the side of a tile in which it has `wanted` pixels once the tile is `imgsz` large.
    """

    side: float
    wanted: float
    imgsz: int
    tile: int

    def __str__(self) -> str:
        """Say in a sentence what was found and what follows."""
        return tr(
            "The usual object is {side:.1f} px in the photos; in tiles of {tile} px, trained at {imgsz} px,"
            " it has {now:.1f} px.",
            side=self.side,
            tile=self.tile,
            imgsz=self.imgsz,
            now=self.side * self.imgsz / self.tile,
        )


def size_for_objects(dataset: Dataset, wanted: float, *, imgsz: int) -> ObjectSize:
    """Return the tile size for objects of `wanted` px at `imgsz`, by all boxes of a dataset.

    Raises:
        StudioError: there are no boxes, or the numbers are impossible.
    """
    if not 1 <= wanted <= imgsz:
        raise StudioError(
            tr(
                "Objects of {wanted:g} px are not possible in tiles of {imgsz} px.",
                wanted=wanted,
                imgsz=imgsz,
            ),
            tr("Use a size from 1 px to that of the tile; 16 is easy for every model."),
        )
    side = usual_side(box for record in dataset.records for box in dataset.read(record).boxes)
    if side is None:
        raise StudioError(
            tr("There are no boxes yet that would tell how large objects are."),
            tr("Label some photos first, or cut by a grid or a size."),
        )
    return size_for_side(side, wanted, imgsz=imgsz)


def size_for_side(side: float, wanted: float, *, imgsz: int) -> ObjectSize:
    """Return the tile size for objects of `wanted` px at `imgsz` that have `side` px in the photos."""
    return ObjectSize(side, wanted, imgsz, max(SMALLEST_TILE, round(side * imgsz / wanted)))


def usual_side(boxes: Iterable[Box]) -> float | None:
    """Return the side in pixels of the middle one of boxes by area, were it square; None without any."""
    sides = [box.area**0.5 for box in boxes if box.area > 0]
    return statistics.median(sides) if sides else None
