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


def match_cheapest(costs: npt.NDArray[np.floating], most: float) -> npt.NDArray[np.int64]:
    """Pair rows and columns so that the pairs cost least together, by the Hungarian method.

    Args:
        costs: (N, M), finite; as many pairs are made as the shorter side has.
        most: pairs that cost more than this are given up afterwards.

    Returns:
        (N,) the column of each row, -1 for none.
    """
    rows, columns = costs.shape
    if rows > columns:
        partner = np.full(rows, -1, np.int64)
        for column, row in enumerate(match_cheapest(costs.T, most)):
            if row >= 0:
                partner[row] = column
        return partner
    # Row and column 0 are those that search: row 0 is nobody, and column 0 is where a row without one stands.
    of_row, of_column = np.zeros(rows + 1), np.zeros(columns + 1)
    row_at = np.zeros(columns + 1, np.int64)
    for row in range(1, rows + 1):
        row_at[0], here = row, 0
        came_from = np.zeros(columns + 1, np.int64)
        shortest, is_used = np.full(columns + 1, np.inf), np.zeros(columns + 1, bool)
        while row_at[here]:
            is_used[here] = True
            other = row_at[here]
            reduced = costs[other - 1] - of_row[other] - of_column[1:]
            is_better = ~is_used[1:] & (reduced < shortest[1:])
            shortest[1:][is_better], came_from[1:][is_better] = reduced[is_better], here
            here = int(np.where(is_used, np.inf, shortest).argmin())
            step = shortest[here]
            of_row[row_at[is_used]] += step
            of_column[is_used] -= step
            shortest[~is_used] -= step
        while here:
            row_at[here] = row_at[came_from[here]]
            here = int(came_from[here])
    partner = np.full(rows, -1, np.int64)
    for column, row in enumerate(row_at[1:].tolist()):
        if row and costs[row - 1, column] <= most:
            partner[row - 1] = column
    return partner
