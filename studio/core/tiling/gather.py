"""What people did to the labels of a photo's tiles, done to the labels of the photo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from studio.core.boxes.box import iou
from studio.core.data.record import Box
from studio.core.tiling.clip import clip_boxes
from studio.core.tiling.grid import Tile
from studio.core.tiling.seams import Piece, join

SAME_PX = 0.05
"""What rounding in label files moves a corner by, at most."""
_SAME_OBJECT = 0.3
"""IoU from which on a box of a tile is the one that was cut for it, moved; below, another one."""
_PART = 0.7
"""Of a new box that ends at a seam: what lies in a box of the photo that goes on beyond the seam."""


@dataclass(frozen=True, slots=True)
class TileLabels:
    """A tile, and the boxes that its label file holds now, in pixels of the tile."""

    tile: Tile
    boxes: Sequence[Box]


@dataclass(slots=True)
class Gathered:
    """The boxes a photo is to have, and how many differ from those it has."""

    boxes: list[Box] = field(default_factory=list)
    changed: int = 0
    added: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class _Seen:
    """What became of a box in one tile, all in pixels of the tile.

    Attributes:
        whole: the box as the photo has it. part: what the tile was cut with. now: what is there, if anything.
    """

    tile: Tile
    whole: Box
    part: Box
    now: Box | None

    def ends_at_border(self, side: int) -> bool:
        """Say whether a side (0 to 3: x1, y1, x2, y2) was cut by the tile's border, and still is there."""
        border = (0.0, 0.0, float(self.tile.width), float(self.tile.height))[side]
        beyond = border - self.whole.xyxy[side] if side < 2 else self.whole.xyxy[side] - border
        return self.now is not None and beyond > 0 and abs(self.now.xyxy[side] - border) <= 1


def gather(
    photo: Sequence[Box], tiles: Sequence[TileLabels], photo_wh: tuple[int, int], min_visible: float
) -> Gathered:
    """Return the boxes of a photo after what was done to those of its tiles.

    What a tile says of a box counts for the tile that shows most of it: there it can be moved, given another
    class or deleted. Where a tile's border cuts it, the photo's own side stays, unless the box was drawn away
    from the border. New boxes that a seam cuts become one.

    Args:
        photo: the boxes the tiles were cut with.
        tiles: those that are there.
        min_visible: as the tiles were cut.
    """
    visible = [box.clipped(photo_wh) for box in photo]
    seen: dict[int, list[_Seen]] = defaultdict(list)
    new: list[Piece] = []
    for labels in tiles:
        x, y = labels.tile.x, labels.tile.y
        expected = _parts(visible, labels.tile, min_visible)
        pairs, rest = _matched([part for _, part in expected], labels.boxes)
        for (index, part), now in zip(expected, pairs, strict=True):
            seen[index].append(_Seen(labels.tile, visible[index].moved(-x, -y), part, now))
        new += [Piece(box.moved(x, y), labels.tile) for box in rest]
    result = Gathered()
    for index, box in enumerate(photo):
        after = _after(box, visible[index], seen.get(index, []))
        if after is None:
            result.removed += 1
            continue
        result.changed += after is not box
        result.boxes.append(after)
    kept = [box.clipped(photo_wh) for box in result.boxes]
    added = join([piece for piece in new if not _is_part(piece, kept, photo_wh)], photo_wh)
    result.added = len(added)
    result.boxes += added
    return result


def scatter(photo: Sequence[Box], tile: Tile, now: Sequence[Box], min_visible: float) -> list[Box]:
    """Return the boxes a tile is to have for those of its photo; what is there already keeps its line."""
    parts = list(clip_boxes(photo, tile, min_visible).boxes)
    result = []
    for box in now:
        same = next((part for part in parts if _is_same(part, box)), None)
        if same is not None:
            parts = [part for part in parts if part is not same]
            result.append(replace(box, attributes=same.attributes))
    return result + parts


def _parts(visible: Sequence[Box], tile: Tile, min_visible: float) -> list[tuple[int, Box]]:
    """Return the parts of boxes that a tile was cut with, and the index of each box."""
    return [
        (index, found[0])
        for index, box in enumerate(visible)
        if box.width > 0 and box.height > 0 and (found := clip_boxes([box], tile, min_visible).boxes)
    ]


def _matched(parts: Sequence[Box], boxes: Sequence[Box]) -> tuple[list[Box | None], list[Box]]:
    """Return for each part the box that it is now, or None, and the boxes that are none of them."""
    left = list(boxes)
    now: list[Box | None] = [None] * len(parts)
    for index, part in enumerate(parts):
        same = next((box for box in left if _is_same(part, box)), None)
        if same is not None:
            # Taken out by what it is, for two boxes may be equal.
            left = [box for box in left if box is not same]
            now[index] = same
    waiting = [index for index, box in enumerate(now) if box is None]
    if waiting and left:
        alike = iou(_corners([parts[index] for index in waiting]), _corners(left))
        for flat in np.argsort(-alike, axis=None, kind="stable").tolist():
            row, column = divmod(flat, len(left))
            if alike[row, column] < _SAME_OBJECT:
                break
            now[waiting[row]] = left[column]
            alike[row, :] = alike[:, column] = -1
        taken = {id(box) for box in now if box is not None}
        left = [box for box in left if id(box) not in taken]
    return now, left


def _after(box: Box, visible: Box, seen: Sequence[_Seen]) -> Box | None:
    """Return what a box of the photo has become: itself, another one, or None if it was deleted."""
    for view in sorted(seen, key=lambda view: -view.part.area):
        if view.now is None:
            # A remainder that was deleted says nothing of the box.
            if view.part.area >= max(other.part.area for other in seen):
                return None
            continue
        if _is_same(view.part, view.now) and view.part.attributes == view.now.attributes:
            continue
        sides = [
            old if view.ends_at_border(side) else new
            for side, (old, new) in enumerate(
                zip(visible.xyxy, view.now.moved(view.tile.x, view.tile.y).xyxy, strict=True)
            )
        ]
        corners = (sides[0], sides[1], sides[2], sides[3])
        is_moved = any(abs(old - new) > SAME_PX for old, new in zip(visible.xyxy, corners, strict=True))
        after = box.with_xyxy(corners) if is_moved else box
        if view.now.class_id != box.class_id:
            after = after.with_class(view.now.class_id)
        return replace(after, attributes=view.now.attributes)
    return box


def _is_part(piece: Piece, photo: Sequence[Box], photo_wh: tuple[int, int]) -> bool:
    """Say whether a new box ends at a seam, and is a part of a box that goes on there."""
    left, top, right, bottom = piece.tile.xyxy
    box = piece.box
    at_seam = (
        (left > 0 and box.x1 - left <= 1)
        or (top > 0 and box.y1 - top <= 1)
        or (right < photo_wh[0] and right - box.x2 <= 1)
        or (bottom < photo_wh[1] and bottom - box.y2 <= 1)
    )
    if not at_seam or box.area <= 0:
        return False
    for whole in photo:
        wide = min(box.x2, whole.x2) - max(box.x1, whole.x1)
        high = min(box.y2, whole.y2) - max(box.y1, whole.y1)
        if whole.class_id == box.class_id and wide > 0 and high > 0 and wide * high >= _PART * box.area:
            return True
    return False


def _is_same(one: Box, other: Box) -> bool:
    return one.class_id == other.class_id and all(
        abs(mine - theirs) <= SAME_PX for mine, theirs in zip(one.xyxy, other.xyxy, strict=True)
    )


def _corners(boxes: Sequence[Box]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([box.xyxy for box in boxes], np.float64).reshape(-1, 4)
