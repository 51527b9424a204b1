"""Whether a dataset is tiles of photos, told without looking at a picture."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.data.dataset import Dataset
from studio.core.tiling.layout import photo_tiles
from studio.core.tiling.sidecar import read_sidecar


@dataclass(frozen=True, slots=True)
class Origin:
    """How many photos the images of a dataset are tiles of; `is_known` when a sidecar says which."""

    photos: int = 0
    tiles: int = 0
    is_known: bool = False


def origin_of(dataset: Dataset) -> Origin:
    """Return what the sidecar says, or else what names look like.

    Raises:
        StudioError: as `read_sidecar` does.
    """
    sidecar = read_sidecar(dataset.root)
    if sidecar is not None:
        return Origin(len(sidecar.by_source()), len(sidecar.tiles), is_known=True)
    named = photo_tiles(dataset.records)
    return Origin(len(named), sum(map(len, named.values())))
