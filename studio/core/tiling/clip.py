"""What becomes of a photo's boxes in its tiles."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from studio.core.data.record import Box, LabelFile
from studio.core.errors import StudioError
from studio.core.tiling.grid import Tile, tiles_by_grid, tiles_by_size
from studio.core.words import tr

MIN_SIDE_PX = 1.0
"""A remainder thinner than this is dropped, whatever its share."""


@dataclass(frozen=True, slots=True)
class TileBoxes:
    """A photo's boxes as seen from one tile, in pixels of the tile (`dropped`: of the photo).

    Attributes:
        kept: wholly inside. clipped: cut at the tile's border, enough of them visible.
        dropped: partly inside, but too little of them.
    """

    kept: tuple[Box, ...]
    clipped: tuple[Box, ...]
    dropped: tuple[Box, ...]

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Return what the tile's label file holds."""
        return self.kept + self.clipped


def clip_boxes(boxes: Sequence[Box], tile: Tile, min_visible: float) -> TileBoxes:
    """Sort boxes (clipped to their photo) by what a tile shows of them; those outside it are left out.

    A box cut by the tile stays when at least the share `min_visible` of its area is inside.
    """
    return _sorted(boxes, tile, min_visible)[0]


def _sorted(boxes: Sequence[Box], tile: Tile, min_visible: float) -> tuple[TileBoxes, set[int]]:
    """Return what `clip_boxes` promises, and the indices of the boxes that stay."""
    left, top, right, bottom = tile.xyxy
    kept, clipped, dropped, stay = [], [], [], set()
    for index, box in enumerate(boxes):
        if box.x1 >= right or box.y1 >= bottom or box.x2 <= left or box.y2 <= top:
            continue
        part = box.moved(-left, -top).clipped((tile.width, tile.height))
        if left <= box.x1 and top <= box.y1 and box.x2 <= right and box.y2 <= bottom:
            kept.append(part)
            stay.add(index)
        elif part.area >= min_visible * box.area and min(part.width, part.height) >= MIN_SIDE_PX:
            clipped.append(part)
            stay.add(index)
        else:
            dropped.append(box)
    return TileBoxes(tuple(kept), tuple(clipped), tuple(dropped)), stay


@dataclass(frozen=True, slots=True)
class Cutting:
    """How to cut: a `grid` of (rows, columns), else tiles of `size` px with `overlap`.

    Attributes:
        min_visible: the share of a box that must be inside a tile for it to be kept there.
        empty_share: of the tiles without a box, how many are kept: 1 all, 0 none, 0.1 every tenth or so.
        quality: of tiles written as JPEG or WebP, 1 to 100. lossless: all are written as PNG instead.
    """

    grid: tuple[int, int] | None = None
    size: int | None = None
    overlap: float = 0.2
    min_visible: float = 0.3
    empty_share: float = 1.0
    quality: int = 95
    lossless: bool = False

    def __post_init__(self) -> None:
        if (self.grid is None) == (self.size is None):
            raise ValueError("give either a grid or a size")
        if not 1 <= self.quality <= 100:
            raise StudioError(
                tr("A quality of {quality} is not possible.", quality=self.quality),
                tr("Use 1 to 100; 95 is hardly told from the photo."),
            )
        if not 0 <= self.empty_share <= 1:
            raise StudioError(
                tr("A share of {share} of the empty tiles is not possible.", share=self.empty_share),
                tr("Use 1 for all of them, 0 for none, or a share between."),
            )
        if self.grid is None:
            assert self.size is not None
            # Refused before the first photo is read.
            tiles_by_size((1, 1), self.size, self.overlap)
        if not 0 <= self.min_visible <= 1:
            raise StudioError(
                tr("A visible share of {share} is not possible.", share=self.min_visible),
                tr("Use a share from 0 to 1; 0.3 is usual."),
            )

    def tiles(self, image_wh: tuple[int, int]) -> list[Tile]:
        """Return the tiles of a photo.

        Raises:
            StudioError: it can't be cut so.
        """
        if self.grid is not None:
            return tiles_by_grid(image_wh, *self.grid)
        assert self.size is not None
        return tiles_by_size(image_wh, self.size, self.overlap)

    def keeps_empty(self, photo: str, number: int) -> bool:
        """Say whether a tile without a box is kept: by chance, but for one tile always the same."""
        if self.empty_share in (0, 1):
            return self.empty_share == 1
        drawn = hashlib.blake2b(f"{photo}\0{number}".encode(), digest_size=4).digest()
        return int.from_bytes(drawn) < self.empty_share * 2**32


@dataclass(frozen=True, slots=True)
class PlannedTile:
    """A tile, its boxes, and whether it will be written."""

    tile: Tile
    boxes: TileBoxes
    is_written: bool


@dataclass(frozen=True, slots=True)
class TilePlan:
    """What cutting one photo would give.

    Attributes:
        lost: boxes of the photo that end up in no tile.
    """

    tiles: tuple[PlannedTile, ...]
    lost: tuple[Box, ...]

    @property
    def kept(self) -> int:
        """Return how many boxes lie wholly inside a written tile, once for each such tile."""
        return sum(len(planned.boxes.kept) for planned in self.tiles)

    @property
    def clipped(self) -> int:
        """Return how many boxes are cut at a tile's border and kept, once for each tile."""
        return sum(len(planned.boxes.clipped) for planned in self.tiles)

    @property
    def dropped(self) -> int:
        """Return how many remainders of boxes were too small to keep, once for each tile."""
        return sum(len(planned.boxes.dropped) for planned in self.tiles)


def counts_as_seen(labels: LabelFile) -> bool:
    """Say whether a photo's labels tell what is in it: there are some, and not only lines nobody can read.

    Of measures in pixels, say, no line is a box; tiles without a box would then be learned as background.
    """
    return labels.content is not None and bool(labels.boxes or not labels.has_unreadable_lines)


def plan_tiles(
    image_wh: tuple[int, int],
    boxes: Sequence[Box],
    cutting: Cutting,
    *,
    is_seen: bool = True,
    photo: str = "",
) -> TilePlan:
    """Return what cutting a photo would give, without touching a pixel.

    Args:
        is_seen: whether somebody looked at it; only then tiles can be left out as empty.
        photo: its name, by which a share of the empty tiles is drawn.

    Raises:
        StudioError: it can't be cut so.
    """
    # A corner that hangs over the photo's edge was never visible and counts neither way.
    visible = [inside for box in boxes if (inside := box.clipped(image_wh)).width > 0 and inside.height > 0]
    planned = []
    held: set[int] = set()
    for number, tile in enumerate(cutting.tiles(image_wh)):
        found, stay = _sorted(visible, tile, cutting.min_visible)
        held |= stay
        is_kept = bool(stay) or not is_seen or cutting.keeps_empty(photo, number)
        planned.append(PlannedTile(tile, found, is_kept))
    return TilePlan(tuple(planned), tuple(box for index, box in enumerate(visible) if index not in held))
