"""Two lists of classes side by side."""

from __future__ import annotations

from studio.core.data.class_comparison import ClassPair, side_by_side


def test_each_number_stands_with_what_it_means_in_both() -> None:
    found = side_by_side(["r", "w", "b"], ["r", "b"])
    assert found == [ClassPair(0, "r", "r"), ClassPair(1, "w", "b"), ClassPair(2, "b", None)]
    assert [pair.is_same for pair in found] == [True, False, False]
    assert side_by_side([], []) == []
