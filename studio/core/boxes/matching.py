"""Pairing the boxes of two sides, each box once, by how much they overlap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt


def match_in_order(overlaps: npt.NDArray[np.floating], least: float) -> npt.NDArray[np.int64]:
    """Pair each row with the free column it overlaps most, the first row first, as COCO matches detections.

    Args:
        overlaps: (N, M) IoUs; the rows best score first.
        least: overlap from which on two boxes can be a pair.

    Returns:
        (N,) the column of each row, -1 for none.
    """
    partner = np.full(len(overlaps), -1, np.int64)
    if not overlaps.size:
        return partner
    # Most of a thousand candidates overlap nothing by half: only the others need the greedy pass.
    hopeful = np.flatnonzero(overlaps.max(axis=1) >= least)
    free = overlaps.copy()
    for row in hopeful:
        best = int(free[row].argmax())
        if free[row, best] >= least:
            partner[row] = best
            free[:, best] = -1
    return partner


def match_best_first(overlaps: npt.NDArray[np.floating], least: float) -> Iterator[tuple[int, int]]:
    """Yield pairs (row, column) of NxM IoUs, those that overlap most first, down to `least`."""
    rows, columns = (np.ones(count, bool) for count in overlaps.shape)
    places = np.argsort(-overlaps, axis=None, kind="stable")
    for place in places[: int((overlaps >= least).sum())].tolist():
        row, column = divmod(place, overlaps.shape[1])
        if rows[row] and columns[column]:
            rows[row] = columns[column] = False
            yield row, column
