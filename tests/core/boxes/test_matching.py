"""Pairing boxes by overlap."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from studio.core.boxes.matching import match_best_first, match_in_order

OVERLAPS = st.tuples(st.integers(0, 6), st.integers(0, 6)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.floats(0, 1))
)


def test_the_first_row_takes_what_it_overlaps_most() -> None:
    overlaps = np.array([[0.6, 0.7], [0.55, 0.9], [0.1, 0.2]])
    assert match_in_order(overlaps, 0.5).tolist() == [1, 0, -1]


def test_the_closest_pair_comes_first() -> None:
    overlaps = np.array([[0.6, 0.7], [0.55, 0.9], [0.1, 0.2]])
    assert list(match_best_first(overlaps, 0.5)) == [(1, 1), (0, 0)]


@given(OVERLAPS, st.floats(0.1, 1))
def test_every_box_is_in_one_pair_at_most_and_no_pair_is_left(overlaps: np.ndarray, least: float) -> None:
    in_order = [(row, column) for row, column in enumerate(match_in_order(overlaps, least)) if column >= 0]
    for pairs in (in_order, list(match_best_first(overlaps, least))):
        rows, columns = [row for row, _ in pairs], [column for _, column in pairs]
        assert len(set(rows)) == len(rows)
        assert len(set(columns)) == len(columns)
        assert all(overlaps[pair] >= least for pair in pairs)
        rest = np.delete(np.delete(overlaps, rows, 0), columns, 1)
        assert not (rest >= least).any()
