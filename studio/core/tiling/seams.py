"""Labels of tiles as labels of their photo: a box that a seam cut is one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from studio.core.boxes.box import iou
from studio.core.boxes.detections import Detections
from studio.core.data.record import Box
from studio.core.tiling.grid import Tile
from studio.core.tiling.merge import merge


@dataclass(frozen=True, slots=True)
class Piece:
    """A box in pixels of the photo, and the tile it was drawn in."""

    box: Box
    tile: Tile


def join(pieces: Sequence[Piece], photo_wh: tuple[int, int]) -> list[Box]:
    """Return the boxes of a photo: those that stand for one object are one, as `merge` finds them.

    A box keeps what was said of the piece that shows most of it; one that nothing was joined to stays itself.
    """
    if not pieces:
        return []
    tiles = list(dict.fromkeys(piece.tile for piece in pieces))
    number = {tile: index for index, tile in enumerate(tiles)}
    xyxy = np.array([piece.box.xyxy for piece in pieces], np.float32)
    merged = merge(
        Detections(
            xyxy, np.ones(len(pieces), np.float32), np.array([piece.box.class_id for piece in pieces])
        ),
        np.array([number[piece.tile] for piece in pieces]),
        tiles,
        photo_wh,
        # People draw boxes of one tile that overlap; they mean it.
        iou_threshold=1.0,
        top_k=len(pieces),
    )
    # Every box that is left has a piece of its own class in it.
    alike = iou(merged.xyxy, xyxy)
    alike[merged.class_ids[:, None] != np.array([piece.box.class_id for piece in pieces])[None]] = -1
    nearest = alike.argmax(axis=1)
    joined = []
    for index in np.argsort(nearest, kind="stable").tolist():
        box = pieces[nearest[index]].box
        corners = tuple(float(side) for side in merged.xyxy[index])
        is_same = np.array_equal(merged.xyxy[index], xyxy[nearest[index]])
        joined.append(box if is_same else replace(box.with_xyxy(corners), attributes=box.attributes))
    return joined
