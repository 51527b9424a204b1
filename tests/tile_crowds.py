"""Tilings, pictures and boxes in tiles, for what must cut and merge as the studio does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from studio.core.boxes.detections import Detections
from studio.core.tiling.grid import Tile

TEXTS = ["2x2", "3x5", "64:0", "100", "90:0.35+whole", "1x1+whole", "500", "33:0.5"]
SIZES = [(640, 480), (416, 416), (101, 67), (300, 1000), (64, 64)]


def crowd(tiles: Sequence[Tile], seed: int) -> tuple[Detections, npt.NDArray[np.int64]]:
    """Boxes all over the tiles, many of them at their borders, with few different scores."""
    rng = np.random.default_rng(seed)
    rows, ids = [], []
    for number, tile in enumerate(tiles):
        left, top, right, bottom = tile.xyxy
        for _ in range(int(rng.integers(0, 25))):
            x, y = rng.uniform(left, right), rng.uniform(top, bottom)
            width, height = rng.uniform(3, 40, 2)
            box = max(x - width, left), max(y - height, top), min(x + width, right), min(y + height, bottom)
            if rng.random() < 0.4:
                box = (left, *box[1:]) if rng.random() < 0.5 else (*box[:2], right, box[3])
            rows.append((*box, rng.choice([0.2, 0.5, 0.6, 0.9]), rng.integers(0, 2)))
            ids.append(number)
    array = np.array(rows, float).reshape(-1, 6)
    return Detections.from_arrays(array[:, :4], array[:, 4], array[:, 5]), np.array(ids, np.int64)
