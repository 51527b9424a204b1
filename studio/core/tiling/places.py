"""Where the tiles of a dataset lie in their photos: by the sidecar, else by their borders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from studio.core.data.blocks import Place
from studio.core.data.dataset import Dataset
from studio.core.data.photos import SIDECAR, TILES
from studio.core.errors import Cancelled, StudioError
from studio.core.json_door import Whole, read_json
from studio.core.tiling.layout import find_layout, photo_tiles

_SIDE = Whole(0, 2**31)
_SHAPE = {
    "tiles": [
        {**TILES["tiles"][0], "source?": TILES["tiles"][0]["photo"]}
        | dict.fromkeys(("x", "y", "width", "height"), _SIDE)
    ]
}


def tile_places(
    dataset: Dataset,
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> dict[Path, Place]:
    """Return the places of tiles, as far as they can be told; a photo that can't be read has none.

    Args:
        progress: told (photos done, photos in all).

    Raises:
        Cancelled: `is_cancelled` said so.
    """
    known = _noted(dataset.root)
    places = {record.path: known[record.path] for record in dataset.records if record.path in known}
    photos = photo_tiles([record for record in dataset.records if record.path not in places])
    for done, (photo, tiles) in enumerate(photos.items()):
        if is_cancelled():
            raise Cancelled
        progress(done, len(photos))
        try:
            layout = find_layout(tiles)
        except StudioError:
            continue
        if layout is not None:
            for (row, column), record in layout.cells.items():
                tile = layout.tile(row, column)
                places[record.path] = Place(photo, tile.x, tile.y, tile.width, tile.height)
    return places


def _noted(root: Path) -> dict[Path, Place]:
    """Return what the sidecar of `studio tile` says."""
    try:
        tiles = read_json(root / SIDECAR, _SHAPE)["tiles"]
    except StudioError:
        return {}
    return {
        root / tile["image"]: Place(
            tile.get("source") or tile["photo"], tile["x"], tile["y"], tile["width"], tile["height"]
        )
        for tile in tiles
    }
