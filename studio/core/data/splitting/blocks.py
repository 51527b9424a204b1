"""Holding out a part of each photo: a strip of its tiles from one side, and a margin in neither.

Where every class is in one photo alone, whole photos can't be fair. Tiles of one photo can, if they are far
enough apart: a strip across the photo is held out, and tiles that touch it or overlap with it are left out.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.data.photos import frame_of_name
from studio.core.data.record import ImageRecord

TOUCHING_PX = 1.5
"""So near to each other tiles touch."""
FRAMES_APART = 0.05
"""Share of a video that lies at least between frames of two sides."""
_SIDES = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tile lies in its photo, in pixels of the photo."""

    photo: str
    x: float
    y: float
    width: float
    height: float

    def span(self, *, along_x: bool) -> tuple[float, float]:
        """Return where it begins and ends along one side of the photo."""
        return (self.x, self.x + self.width) if along_x else (self.y, self.y + self.height)


def frame_places(records: Sequence[ImageRecord]) -> dict[Path, Place]:
    """Return the places of frames of videos along their video, as if each reached into those after it."""
    videos: dict[str, list[tuple[int, Path]]] = defaultdict(list)
    for record in records:
        if named := frame_of_name(record.path.stem):
            videos[named[0]].append((named[1], record.path))
    places: dict[Path, Place] = {}
    for video, frames in videos.items():
        numbers = [number for number, _ in frames]
        reach = max(1.0, FRAMES_APART * (max(numbers) - min(numbers)))
        if len(frames) > 1:
            places |= {path: Place(video, number, 0, reach, 1) for number, path in frames}
    return places


@dataclass(slots=True)
class Strips:
    """What is held out of a photo: by `val` and `test` their tiles, and the margin around them."""

    held: dict[str, list[ImageRecord]]
    margin: list[ImageRecord]


def strips(
    tiles: Sequence[ImageRecord], places: Mapping[Path, Place], shares: Mapping[str, float], seed: int
) -> Strips | None:
    """Hold out of one photo a strip of tiles for each of `shares`, at opposite ends.

    The first strip lies at the left, right, top or bottom of photos of more columns than rows (of others at
    the top, bottom, left or right) as the seed is 0, 1, 2 or 3, and so on: 0 and 1 are opposite.

    Returns:
        None when so few rows of tiles are there that none would be left to learn from.
    """
    along_x = _is_wide(tiles, places) == (seed % _SIDES < 2)
    rows: dict[float, list[ImageRecord]] = defaultdict(list)
    for record in tiles:
        rows[places[record.path].span(along_x=along_x)[0]].append(record)
    lines = [rows[key] for key in sorted(rows, reverse=bool(seed % 2))]
    held: dict[str, list[ImageRecord]] = {}
    for name, share in shares.items():
        count = _lines_for(lines, share * len(tiles))
        held[name] = [record for line in lines[:count] for record in line]
        # The next strip comes from the other end.
        lines = lines[count:][::-1]
    spans = {
        record.path: places[record.path].span(along_x=along_x) for line in rows.values() for record in line
    }
    extents = [
        (min(spans[record.path][0] for record in side), max(spans[record.path][1] for record in side))
        for side in held.values()
        if side
    ]
    rest = [record for line in lines for record in line]
    margin = [record for record in rest if any(_touch(spans[record.path], extent) for extent in extents)]
    is_torn = any(_touch(one, other) for one, other in itertools.combinations(extents, 2))
    if len(margin) == len(rest) or len(extents) < len(shares) or is_torn:
        return None
    return Strips(held, margin)


def _is_wide(tiles: Iterable[ImageRecord], places: Mapping[Path, Place]) -> bool:
    """Say whether there are more columns than rows."""
    columns = {places[record.path].x for record in tiles}
    return len(columns) >= len({places[record.path].y for record in tiles})


def _lines_for(lines: Sequence[Sequence[ImageRecord]], wanted: float) -> int:
    """Return how many lines, at least one, hold about so many tiles."""
    count, tiles = 1, len(lines[0]) if lines else 0
    while count < len(lines) and abs(tiles + len(lines[count]) - wanted) < abs(tiles - wanted):
        tiles += len(lines[count])
        count += 1
    return count


def _touch(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] + TOUCHING_PX and other[0] <= one[1] + TOUCHING_PX
