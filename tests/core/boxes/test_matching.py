"""Pairing boxes by overlap."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from studio.core.boxes.matching import match_best_first, match_cheapest, match_in_order

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


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (3, 5), (5, 3), (5, 5), (0, 3), (2, 0)])
def test_the_cheapest_pairs_are_those_of_trying_all(rows: int, columns: int) -> None:
    rng = np.random.default_rng(rows * 10 + columns)
    for _ in range(10):
        costs = rng.integers(0, 9, (rows, columns)).astype(float)
        partner = match_cheapest(costs, np.inf)
        wide = costs if rows <= columns else costs.T
        least = min(
            sum(wide[row, column] for row, column in enumerate(order))
            for order in itertools.permutations(range(wide.shape[1]), wide.shape[0])
        )
        chosen = [(row, column) for row, column in enumerate(partner) if column >= 0]
        assert len(chosen) == len({column for _, column in chosen}) == min(rows, columns)
        assert sum(costs[pair] for pair in chosen) == least
        assert all(
            costs[row, column] <= 4 for row, column in enumerate(match_cheapest(costs, 4)) if column >= 0
        )
