"""Where the tiles of a photo lie: a grid of rows and columns, or a fixed size with overlap."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from studio.core.errors import StudioError
from studio.core.words import tr


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a photo, in whole pixels of the photo as displayed."""

    x: int
    y: int
    width: int
    height: int

    @property
    def xyxy(self) -> tuple[int, int, int, int]:
        """Return the corners (x1, y1, x2, y2)."""
        return self.x, self.y, self.x + self.width, self.y + self.height


def tiles_by_grid(image_wh: tuple[int, int], rows: int, columns: int) -> list[Tile]:
    """Cut into rows x columns tiles, row by row, that cover the photo exactly.

    Pixels that don't divide evenly are spread, so sides differ by one pixel at most.

    Raises:
        StudioError: fewer than one row or column, or more than the photo has pixels.
    """
    width, height = image_wh
    if rows < 1 or columns < 1 or rows > height or columns > width:
        raise StudioError(
            tr(
                "A photo of {width} × {height} px can't be cut into {rows} rows and {columns} columns.",
                width=width,
                height=height,
                rows=rows,
                columns=columns,
            ),
            tr("Use at least one row and one column, and tiles of at least one pixel."),
        )
    xs = [width * column // columns for column in range(columns + 1)]
    ys = [height * row // rows for row in range(rows + 1)]
    return [Tile(x, y, right - x, below - y) for y, below in pairwise(ys) for x, right in pairwise(xs)]


MOST_OVERLAP = 0.9
"""With more each pixel would be in hundreds of tiles."""


def tiles_by_size(image_wh: tuple[int, int], size: int, overlap: float = 0.2) -> list[Tile]:
    """Cut into tiles of `size` px, row by row; neighbours share `overlap` (0 to 0.9) of a tile.

    The last tile of a row or column is shifted back to the border, so every tile is whole; a photo smaller
    than a tile is one tile as large as the photo.

    Raises:
        StudioError: the size or the overlap is unusable.
    """
    if size < 1:
        raise StudioError(tr("A tile of {size} px is not possible.", size=size), tr("Use 1 px or more."))
    if not 0 <= overlap <= MOST_OVERLAP:
        raise StudioError(
            tr("An overlap of {overlap} is not possible.", overlap=overlap),
            tr("Use 0 for none up to 0.9; 0.2 shares a fifth of each tile with its neighbour."),
        )
    step = max(1, round(size * (1 - overlap)))
    width, height = min(size, image_wh[0]), min(size, image_wh[1])
    return [
        Tile(x, y, width, height)
        for y in _starts(image_wh[1], height, step)
        for x in _starts(image_wh[0], width, step)
    ]


def _starts(length: int, size: int, step: int) -> list[int]:
    """Return where tiles of `size` start along `length`; the last one ends at the border."""
    starts = list(range(0, length - size, step))
    return [*starts, length - size]
