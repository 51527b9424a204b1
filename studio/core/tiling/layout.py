"""How numbered tiles without a sidecar lie in the photo they were cut from, told by their borders."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from studio.core.data.photos import tile_of_name
from studio.core.data.record import ImageRecord
from studio.core.pictures import Image, imread
from studio.core.tiling.grid import Tile

FEWEST_TILES = 4
"""Of fewer nothing can be told: any two borders may look alike."""
_SAMPLES = 64
"""Colours along a border that are compared: they tell borders apart, and thousands of tiles are quick."""
_SAME = 0.4
"""Of the difference between borders that don't belong together: what adjoining ones stay below."""
_SURE = 0.9
"""Of the pairs of tiles that a layout makes neighbours must look like it."""

Borders = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows and columns of a photo's tiles, and the place of each.

    Attributes:
        widths, heights: of the columns and of the rows, in pixels; of those without a tile what is usual.
        cells: the image of each tile, by (row, column).
    """

    widths: tuple[int, ...]
    heights: tuple[int, ...]
    cells: Mapping[tuple[int, int], ImageRecord]

    @property
    def size_wh(self) -> tuple[int, int]:
        """Return width and height of the photo."""
        return sum(self.widths), sum(self.heights)

    def tile(self, row: int, column: int) -> Tile:
        """Return where a cell lies in the photo."""
        return Tile(
            sum(self.widths[:column]), sum(self.heights[:row]), self.widths[column], self.heights[row]
        )

    def holes(self) -> list[Tile]:
        """Return the cells that no image is there for, row by row."""
        return [
            self.tile(row, column)
            for row in range(len(self.heights))
            for column in range(len(self.widths))
            if (row, column) not in self.cells
        ]


@dataclass(frozen=True, slots=True)
class _Edges:
    """The borders of tiles: of each a row (N, _SAMPLES x 3), and the size of each tile (N,)."""

    left: Borders
    right: Borders
    top: Borders
    bottom: Borders
    widths: npt.NDArray[np.int64]
    heights: npt.NDArray[np.int64]

    @classmethod
    def of(cls, images: Iterable[Image]) -> _Edges:
        sides: dict[str, list[Borders]] = {"left": [], "right": [], "top": [], "bottom": []}
        sizes = []
        for image in images:
            sizes.append((image.shape[1], image.shape[0]))
            for name, line in (
                ("left", image[:, :1]),
                ("right", image[:, -1:]),
                ("top", image[:1].transpose(1, 0, 2)),
                ("bottom", image[-1:].transpose(1, 0, 2)),
            ):
                shrunk = cv2.resize(
                    np.ascontiguousarray(line, np.float32), (1, _SAMPLES), interpolation=cv2.INTER_AREA
                )
                sides[name].append(shrunk.reshape(-1).astype(np.float32, copy=False))
        widths, heights = np.array(sizes, np.int64).T
        left, right, top, bottom = (np.stack(lines) for lines in sides.values())
        return cls(left, right, top, bottom, widths, heights)


def photo_tiles(records: Sequence[ImageRecord]) -> dict[str, list[ImageRecord]]:
    """Return the images that their names say to be tiles, by the name of their photo and in their order."""
    found: dict[str, list[tuple[tuple[int, ...], ImageRecord]]] = defaultdict(list)
    for record in records:
        if named := tile_of_name(record.path.stem):
            found[named[0]].append((named[1], record))
    return {
        photo: [record for _, record in sorted(tiles, key=lambda tile: tile[0])]
        for photo, tiles in found.items()
        if len(tiles) >= FEWEST_TILES
    }


def find_layout(
    tiles: Sequence[ImageRecord],
    *,
    columns: int | None = None,
    read: Callable[[ImageRecord], Image] = lambda record: imread(record.path),
) -> Layout | None:
    """Return how the tiles of one photo lie, or None when it can't be told.

    Numbers run along the rows, or down the columns. Which, and how many there are in each, is tried out: the
    borders of tiles that adjoin are nearly the same, those of others are not. Missing tiles leave holes.

    Args:
        columns: how many there are in a row, if that is known.

    Raises:
        StudioError: a tile can't be read.
    """
    named = [tile_of_name(record.path.stem) for record in tiles]
    numbers = [name[1] for name in named if name]
    if len(numbers) != len(tiles) or len(set(numbers)) != len(tiles) or len({len(n) for n in numbers}) != 1:
        return None
    if len(numbers[0]) == 2:
        # The name itself tells row and column.
        base = 0 if any(0 in number for number in numbers) else 1
        places = [(row - base, column - base) for row, column in numbers]
        return _laid_out(tiles, places, _Edges.of(read(record) for record in tiles))
    plain = np.array([number[0] for number in numbers])
    edges = _Edges.of(read(record) for record in tiles)
    if columns is not None:
        first = 0 if 0 in plain else 1
        places = [divmod(int(number) - first, columns) for number in plain]
        return _laid_out(tiles, places, edges, fewest=(1, columns))
    best = _best_places(plain, edges)
    return _laid_out(tiles, best[0], edges, fewest=best[1]) if best else None


_Places = list[tuple[int, int]]


def _best_places(numbers: npt.NDArray[np.int64], edges: _Edges) -> tuple[_Places, tuple[int, int]] | None:
    """Return row and column of each tile, and the rows and columns that there are at least.

    It is the layout most of whose neighbours look like neighbours.
    """
    limit = _SAME * _difference_of_strangers(edges)
    best: tuple[int, _Places, tuple[int, int]] | None = None
    span = int(numbers.max()) + 1
    for first in (0,) if 0 in numbers else (1, 0):
        for stride in range(1, span - first + 1):
            along, across = np.divmod(numbers - first, stride)
            for rows, columns, fewest in ((along, across, (1, stride)), (across, along, (stride, 1))):
                good, bad = _neighbours(rows, columns, edges, limit)
                if good < max(3, len(numbers) // 2) or good < _SURE * (good + bad):
                    continue
                # A wrong neighbour weighs more than a right one: one long row has no wrong rows.
                score = good - 3 * bad
                if best is None or score > best[0]:
                    best = score, list(zip(rows.tolist(), columns.tolist(), strict=True)), fewest
    return best[1:] if best else None


def _neighbours(
    rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], edges: _Edges, limit: float
) -> tuple[int, int]:
    """Return how many pairs of neighbours look like neighbours, and how many don't."""
    index = {place: at for at, place in enumerate(zip(rows.tolist(), columns.tolist(), strict=True))}
    good = bad = 0
    for (down, right), one, other, side in (
        ((0, 1), edges.right, edges.left, edges.heights),
        ((1, 0), edges.bottom, edges.top, edges.widths),
    ):
        pairs = np.array(
            [
                (at, beside)
                for (row, column), at in index.items()
                if (beside := index.get((row + down, column + right))) is not None
            ],
            np.int64,
        ).reshape(-1, 2)
        fits = side[pairs[:, 0]] == side[pairs[:, 1]]
        fits &= np.abs(one[pairs[:, 0]] - other[pairs[:, 1]]).mean(axis=1) < limit
        good, bad = good + int(fits.sum()), bad + int((~fits).sum())
    return good, bad


def _difference_of_strangers(edges: _Edges) -> float:
    """Return the usual difference of two borders that have nothing to do with each other."""
    rng = np.random.default_rng(0)
    one, other = rng.integers(0, len(edges.left), (2, 500))
    apart = one != other
    differences = [
        np.abs(first[one] - second[other]).mean(axis=1)[apart]
        for first, second in ((edges.right, edges.left), (edges.bottom, edges.top))
    ]
    return float(np.median(np.concatenate(differences)))


def _laid_out(
    tiles: Sequence[ImageRecord],
    places: Sequence[tuple[int, int]],
    edges: _Edges,
    *,
    fewest: tuple[int, int] = (1, 1),
) -> Layout | None:
    """Return the layout of tiles at (row, column); None when those of one row or column differ in size.

    Args:
        fewest: rows and columns that there are at least, with or without a tile.
    """
    heights = _sides([row for row, _ in places], edges.heights, fewest[0])
    widths = _sides([column for _, column in places], edges.widths, fewest[1])
    if heights is None or widths is None:
        return None
    return Layout(widths, heights, dict(zip(places, tiles, strict=True)))


def _sides(at: Sequence[int], sides: npt.NDArray[np.int64], fewest: int) -> tuple[int, ...] | None:
    """Return the side of each row or column, of those without a tile the usual one."""
    known: dict[int, set[int]] = defaultdict(set)
    for place, side in zip(at, sides.tolist(), strict=True):
        known[place].add(side)
    if any(len(found) > 1 for found in known.values()):
        return None
    usual = Counter(sides.tolist()).most_common(1)[0][0]
    count = max(fewest, max(at) + 1)
    return tuple(next(iter(known[place])) if place in known else usual for place in range(count))
