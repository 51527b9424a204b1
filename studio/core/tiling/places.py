"""Where the tiles of a dataset lie in their photos: by the sidecar, else by their borders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from studio.core.data.dataset import Dataset
from studio.core.data.duplicates import near_duplicates
from studio.core.data.photos import source_photos
from studio.core.data.splitting.blocks import Place
from studio.core.data.splitting.plan import Splitter
from studio.core.errors import Cancelled, StudioError
from studio.core.tiling.layout import find_layout, photo_tiles
from studio.core.tiling.sidecar import read_sidecar

Progress = Callable[[int, int], None]


def splitter_of(
    dataset: Dataset,
    *,
    progress: Progress = lambda done, of: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Splitter:
    """Return what plans splits of a dataset, knowing where tiles lie and which photos look the same.

    Args:
        progress: told (photos looked at, photos in all).

    Raises:
        StudioError: what tells the photos of tiles is damaged, so that a split would tear them; or the
            labels are of a format that isn't read in place.
        Cancelled: `is_cancelled` said so.
    """
    dataset.check_labels_are_read()
    places = tile_places(dataset, is_cancelled=is_cancelled)
    keys = source_photos(dataset)
    tiles = Counter(keys.values())
    # Bursts are of whole photos; two tiles of bare floor look the same and prove nothing.
    whole = [record for record in dataset.records if tiles[keys[record.path]] == 1]
    groups = near_duplicates(whole, progress=progress, is_cancelled=is_cancelled)
    alike = [[record.path for record in group] for group in groups]
    return Splitter(dataset, places=places, alike=alike, is_cancelled=is_cancelled)


def tile_places(dataset: Dataset, *, is_cancelled: Callable[[], bool] = lambda: False) -> dict[Path, Place]:
    """Return the places of tiles, as far as they can be told; tiles that can't be read have none.

    Raises:
        StudioError: as `read_sidecar` does.
        Cancelled: `is_cancelled` said so.
    """
    sidecar = read_sidecar(dataset.root)
    noted = {dataset.root / cut.image: cut for cut in sidecar.tiles} if sidecar else {}
    places = {}
    for record in dataset.records:
        if cut := noted.get(record.path):
            tile = cut.tile
            places[record.path] = Place(cut.source, tile.x, tile.y, tile.width, tile.height)
    unknown = [record for record in dataset.records if record.path not in places]
    for photo, tiles in photo_tiles(unknown).items():
        if is_cancelled():
            raise Cancelled
        try:
            layout = find_layout(tiles)
        except StudioError:
            continue
        if layout is not None:
            for (row, column), record in layout.cells.items():
                tile = layout.tile(row, column)
                places[record.path] = Place(photo, tile.x, tile.y, tile.width, tile.height)
    return places
