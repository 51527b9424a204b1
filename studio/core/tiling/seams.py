"""Boxes of tiles as boxes of their photo: what a seam cut in two becomes one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from studio.core.boxes.box import area, intersection
from studio.core.data.record import Box
from studio.core.tiling.grid import Tile

SEAM_PX = 2.0
"""How far from a tile's border the side of a box may lie that was cut there: people don't draw to the pixel."""
_SAME_SPAN = 0.5
"""Of the shorter of two pieces: what they share along the seam."""
_SAME_BOX = 0.6
"""IoU of two boxes that are one, drawn twice where tiles overlap."""
_INSIDE = 0.7
"""Of a piece: what of it lies in a box of the next tile that shows the whole."""
_TOO_LONG = 1.7
"""Times the usual side: what pieces of the usual size would come to that are two objects side by side."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Piece:
    """A box in pixels of the photo, and the tile it was drawn in."""

    box: Box
    tile: Tile


def join(pieces: Sequence[Piece], photo_wh: tuple[int, int]) -> list[Box]:
    """Return the boxes of a photo, in the order of the pieces; those that stand for one object are one.

    A box is whole again when its pieces touch a seam from both sides, or when one tile shows it whole and
    another a part; boxes drawn twice where tiles overlap are one. Pieces keep what was said of the largest.
    """
    if not pieces:
        return []
    groups = _groups(pieces, photo_wh)
    found: dict[int, list[Piece]] = {}
    for group, piece in zip(groups, pieces, strict=True):
        found.setdefault(group, []).append(piece)
    return [_union([piece.box for piece in members]) for members in found.values()]


def _union(boxes: Sequence[Box]) -> Box:
    if len(boxes) == 1:
        return boxes[0]
    largest = max(boxes, key=lambda box: box.area)
    return replace(
        largest,
        x1=min(box.x1 for box in boxes),
        y1=min(box.y1 for box in boxes),
        x2=max(box.x2 for box in boxes),
        y2=max(box.y2 for box in boxes),
        line=None,
    )


def _groups(pieces: Sequence[Piece], photo_wh: tuple[int, int]) -> list[int]:
    """Return for each piece the number of its object."""
    xyxy = np.array([piece.box.xyxy for piece in pieces], np.float64)
    tiles = np.array([piece.tile.xyxy for piece in pieces], np.float64)
    classes = np.array([piece.box.class_id for piece in pieces])
    touches = np.abs(xyxy - tiles) <= SEAM_PX
    # The photo's own border is no seam.
    touches[:, :2] &= tiles[:, :2] > 0
    touches[:, 2:] &= tiles[:, 2:] < np.array(photo_wh)
    apart = (tiles[:, None] != tiles[None]).any(axis=2) & (classes[:, None] == classes[None])
    shared = intersection(xyxy, xyxy)
    sizes = area(xyxy)
    smaller = np.minimum(sizes[:, None], sizes[None])
    together = shared >= _SAME_BOX * (sizes[:, None] + sizes[None] - shared)
    together |= (touches.any(axis=1)[:, None] & (shared >= _INSIDE * sizes[:, None])) & (shared > 0)
    whole = ~touches.any(axis=1)
    for axis in (0, 1):
        together |= _cut_along(xyxy, touches, axis) & ~_two_objects(xyxy, classes, whole, axis)
    together &= apart & (smaller > 0)
    return _connected(together)


def _cut_along(xyxy: npt.NDArray[np.float64], touches: Mask, axis: int) -> Mask:
    """Return which pairs meet at a seam: the first ends there, the second begins there.

    Args:
        axis: along which they follow each other: 0 for left and right, 1 for above and below.
    """
    low, high = xyxy[:, axis], xyxy[:, axis + 2]
    from_, to = xyxy[:, 1 - axis], xyxy[:, 3 - axis]
    meet = touches[:, None, axis + 2] & touches[None, :, axis]
    meet &= (low[:, None] <= low[None]) & (high[:, None] <= high[None])
    meet &= high[:, None] + 2 * SEAM_PX >= low[None]
    span = np.minimum(to[:, None], to[None]) - np.maximum(from_[:, None], from_[None])
    shorter = np.minimum((to - from_)[:, None], (to - from_)[None])
    return meet & (span >= _SAME_SPAN * shorter)


def _two_objects(
    xyxy: npt.NDArray[np.float64], classes: npt.NDArray[np.int64], whole: Mask, axis: int
) -> Mask:
    """Return which pairs are too long together to be one object, by the uncut ones of their class."""
    low, high = xyxy[:, axis], xyxy[:, axis + 2]
    usual = np.full(len(xyxy), np.inf)
    for class_id in np.unique(classes):
        if (uncut := whole & (classes == class_id)).any():
            usual[classes == class_id] = np.median((high - low)[uncut])
    joined = np.maximum(high[:, None], high[None]) - np.minimum(low[:, None], low[None])
    both_usual = ((high - low) >= 0.8 * usual)[:, None] & ((high - low) >= 0.8 * usual)[None]
    return both_usual & (joined > _TOO_LONG * usual[:, None])


def _connected(together: Mask) -> list[int]:
    """Return for each the first of those it hangs together with."""
    first = list(range(len(together)))

    def root(index: int) -> int:
        while first[index] != index:
            first[index] = first[first[index]]
            index = first[index]
        return index

    for one, other in np.argwhere(together).tolist():
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return [root(index) for index in range(len(first))]
