"""Tiling: how a picture is cut up when a model looks at it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from studio.core.errors import StudioError
from studio.core.json_door import Flag, Number, Whole
from studio.core.tiling.grid import Tile, tiles_by_grid, tiles_by_size
from studio.core.tiling.merge import MergeRule
from studio.core.words import tr

MOST_TILES = 4096
"""Of one picture; more are a mistake in the size, and would take minutes."""
USUAL_OVERLAP = 0.2
SHARE = Number(0, 1)
SHAPE = {
    "grid": ([Whole(1, MOST_TILES)], None),
    "size": (Whole(1, 100_000), None),
    "overlap": Number(0, 0.95),
    "whole": Flag(),
    "merge": dict.fromkeys(("touch", "along", "same", "inside", "cut_counts"), SHARE),
}
"""What `to_dict` gives."""
_TEXT = re.compile(
    r"(?:(?P<rows>\d{1,4})[x×](?P<columns>\d{1,4})|(?P<size>\d{1,6})(?::(?P<overlap>\d?\.?\d+))?)(?P<whole>\+whole)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Tiling:
    """A grid, or tiles of one size, in which a model looks at a picture, and how what it finds is merged.

    Attributes:
        grid: rows and columns; else `size` is given.
        size: sides of a tile in pixels of the picture.
        overlap: share of a tile that its neighbour shows, too; of tiles by size.
        whole: the picture is looked at as a whole, too, for what is larger than a tile.
        rule: the measures of merging.
    """

    grid: tuple[int, int] | None = None
    size: int | None = None
    overlap: float = USUAL_OVERLAP
    whole: bool = False
    rule: MergeRule = field(default_factory=MergeRule)

    def __post_init__(self) -> None:
        """Raise a StudioError unless pictures can be cut so."""
        if (self.grid is None) == (self.size is None):
            raise _not_understood("")
        if self.grid is not None:
            tiles_by_grid((MOST_TILES, MOST_TILES), *self.grid)
        else:
            assert self.size is not None
            tiles_by_size((1, 1), self.size, self.overlap)

    @classmethod
    def parse(cls, text: str) -> Tiling:
        """Read `2x2` (rows x columns), `208` (pixels) or `208:0.1` (with overlap), each with `+whole` or not.

        Raises:
            StudioError: it is none of these.
        """
        match = _TEXT.fullmatch(text.strip())
        if not match:
            raise _not_understood(text)
        whole = bool(match["whole"])
        if match["rows"]:
            return cls(grid=(int(match["rows"]), int(match["columns"])), whole=whole)
        overlap = float(match["overlap"]) if match["overlap"] else USUAL_OVERLAP
        return cls(size=int(match["size"]), overlap=overlap, whole=whole)

    def __str__(self) -> str:
        """Return the text that `parse` reads."""
        cut = f"{self.grid[0]}x{self.grid[1]}" if self.grid else f"{self.size}:{self.overlap:g}"
        return cut + ("+whole" if self.whole else "")

    def tiles(self, image_wh: tuple[int, int]) -> list[Tile]:
        """Return the tiles of a picture, row by row; the whole of it last, if it is to be looked at.

        Raises:
            StudioError: it has fewer pixels than the grid has tiles, or there would be far too many.
        """
        if self.grid is not None:
            tiles = tiles_by_grid(image_wh, *self.grid)
        else:
            assert self.size is not None
            step = max(1, round(self.size * (1 - self.overlap)))
            if (image_wh[0] // step + 1) * (image_wh[1] // step + 1) > 4 * MOST_TILES:
                raise self._too_many(image_wh)
            tiles = tiles_by_size(image_wh, self.size, self.overlap)
        if len(tiles) > MOST_TILES:
            raise self._too_many(image_wh)
        picture = Tile(0, 0, *image_wh)
        return [*tiles, picture] if self.whole and picture not in tiles else tiles

    def _too_many(self, image_wh: tuple[int, int]) -> StudioError:
        return StudioError(
            tr(
                "A picture of {width} × {height} px has more than {most} tiles of {tiling}.",
                width=image_wh[0],
                height=image_wh[1],
                most=MOST_TILES,
                tiling=self,
            ),
            tr("Use larger tiles."),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "grid": list(self.grid) if self.grid else None,
            "size": self.size,
            "overlap": self.overlap,
            "whole": self.whole,
            "merge": asdict(self.rule),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Tiling:
        """Read `to_dict` data of the shape SHAPE.

        Raises:
            StudioError: it is no tiling.
        """
        grid = data["grid"]
        if grid is not None and len(grid) != 2:
            raise _not_understood(str(grid))
        rule = MergeRule(**{name: float(data["merge"][name]) for name in SHAPE["merge"]})  # type: ignore[attr-defined]
        return cls(
            tuple(grid) if grid is not None else None, data["size"], data["overlap"], data["whole"], rule
        )


def _not_understood(text: str) -> StudioError:
    return StudioError(
        tr("{text} is no way to cut a picture into tiles.", text=f"“{text}”"),
        tr(
            "Use rows x columns, such as 2x2, or pixels, such as 208, with the overlap if it is not a fifth,"
            " such as 208:0.1; add +whole to look at the whole picture, too."
        ),
    )
