"""tiles.json, beside the data YAML of a tiled set: which photo each tile was cut from, and where.

Read by `core.data.photos` too, which only wants to know the photo.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from studio.core.data.photos import SIDECAR, SIDECAR_FORMAT, TILES, sidecar_document, sidecar_remedy
from studio.core.data.record import Box, LabelFile
from studio.core.errors import StudioError
from studio.core.json_door import Flag, Number, Text, Whole
from studio.core.tiling.clip import Cutting
from studio.core.tiling.grid import Tile
from studio.core.words import tr

_SIDE = Whole(1, 2**31)
SHAPE = {
    "source": Text(),
    "opened?": Text(),
    "cutting": {
        "grid": ([_SIDE], None),
        "size": (_SIDE, None),
        "overlap": Number(0, 1),
        "min_visible": Number(0, 1),
        "keep_empty?": Flag(),
        "empty_share?": Number(0, 1),
        "quality?": Whole(1, 100),
        "lossless?": Flag(),
    },
    "photos?": {str: {"width": _SIDE, "height": _SIDE, "labels": Text()}},
    "tiles": [
        {
            **TILES["tiles"][0],
            "source": Text(),
            "x": Whole(0, 2**31),
            "y": Whole(0, 2**31),
            "width": _SIDE,
            "height": _SIDE,
            "labels?": Text(),
        }
    ],
}
"""What `studio tile` writes; what is marked `?` came later."""


@dataclass(frozen=True, slots=True)
class CutTile:
    """A tile as it was cut.

    Attributes:
        image: its path within the tiled set. source: the photo's path within its own set.
        photo: the key of the photo it was first cut from. guessed_from: that key where a name alone told it.
        tile: where it lies in the photo, in pixels of the photo, which are its own: nothing is resized.
        labels: the digest of its labels; "" of none; None where that was not noted.
    """

    image: str
    source: str
    photo: str
    guessed_from: str | None
    tile: Tile
    labels: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return its row of the file."""
        return {
            "image": self.image,
            "source": self.source,
            "photo": self.photo,
            "guessed_from": self.guessed_from,
            **asdict(self.tile),
            "scale": 1,
            "labels": self.labels,
        }


@dataclass(frozen=True, slots=True)
class CutFrom:
    """A photo that was cut: its size as displayed, and the digest of its labels then."""

    width: int
    height: int
    labels: str


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What is known of a tiled set.

    Attributes:
        source: the folder of the photos' set. opened: what was opened of it.
        photos: by path within that set; empty in a file of an older version.
    """

    source: Path
    opened: Path
    cutting: Cutting
    photos: Mapping[str, CutFrom]
    tiles: Sequence[CutTile]

    def by_source(self) -> dict[str, list[CutTile]]:
        """Return the tiles of each photo, by its path within its set."""
        found: dict[str, list[CutTile]] = {}
        for tile in self.tiles:
            found.setdefault(tile.source, []).append(tile)
        return found

    def render(self) -> bytes:
        """Return the bytes of the file."""
        document = {
            "format": SIDECAR_FORMAT,
            "source": str(self.source),
            "opened": str(self.opened),
            "cutting": asdict(self.cutting),
            "photos": {place: asdict(photo) for place, photo in self.photos.items()},
            "tiles": [tile.to_dict() for tile in self.tiles],
        }
        # A file name that is no Unicode can stand in JSON only as an escape.
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")


def digest(content: bytes | None, boxes: Iterable[Box] = (), tags: Sequence[str] = ()) -> str:
    """Return what tells whether the labels of an image, or what was said of it, changed; "" of none."""
    said = [(index, box.attributes) for index, box in enumerate(boxes) if box.attributes]
    if content is None and not tags:
        return ""
    known = hashlib.blake2b(content or b"", digest_size=12)
    if said or tags:
        known.update(repr((content is None, said, tags)).encode())
    return known.hexdigest()


def digest_of(labels: LabelFile) -> str:
    """Return the digest of an image's labels as they were read."""
    return digest(labels.content, labels.boxes, labels.tags)


def read_sidecar(root: Path) -> Sidecar | None:
    """Return what the sidecar of a set says, None where there is none, or one of another program.

    Raises:
        NewerVersion: a newer version of this program wrote it.
        StudioError: it is damaged or can't be read. It is never taken for none, nor written over.
    """
    said = sidecar_document(root, SHAPE)
    if said is None:
        return None
    try:
        return _sidecar(said)
    except (StudioError, ValueError) as error:
        reason = error.cause.rstrip(".") if isinstance(error, StudioError) else error
        raise StudioError(
            tr("{path} can't be understood: {reason}.", path=root / SIDECAR, reason=reason), sidecar_remedy()
        ) from error


def _sidecar(said: dict[str, Any]) -> Sidecar:
    """Return the document as objects; raises ValueError and StudioError for one that nobody has written."""
    outside = next((row["image"] for row in said["tiles"] if not _is_inside(row["image"])), None)
    if outside is not None:
        raise ValueError(tr("the tile {image} lies elsewhere", image=outside))
    how = said["cutting"]
    grid = how["grid"]
    cutting = Cutting(
        grid=(grid[0], grid[1]) if grid is not None and len(grid) == 2 else None,
        size=how["size"],
        overlap=how["overlap"],
        min_visible=how["min_visible"],
        empty_share=how.get("empty_share", float(how.get("keep_empty", True))),
        quality=how.get("quality", 95),
        lossless=how.get("lossless", False),
    )
    tiles = [
        CutTile(
            row["image"],
            row["source"],
            row["photo"],
            row.get("guessed_from"),
            Tile(row["x"], row["y"], row["width"], row["height"]),
            row.get("labels"),
        )
        for row in said["tiles"]
    ]
    photos = {
        place: CutFrom(**{key: row[key] for key in ("width", "height", "labels")})
        for place, row in said.get("photos", {}).items()
    }
    return Sidecar(Path(said["source"]), Path(said.get("opened") or said["source"]), cutting, photos, tiles)


def _is_inside(image: str) -> bool:
    """Say whether the path of a tile is one that `studio tile` writes: it leads nowhere else."""
    parts = PurePosixPath(image).parts
    return parts[:1] == ("images",) and ".." not in parts
