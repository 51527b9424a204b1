"""Two lists of classes side by side: a dataset's and a model's, number by number."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClassPair:
    """What a number means in both; None where a list is shorter."""

    number: int
    ours: str | None
    theirs: str | None

    @property
    def is_same(self) -> bool:
        """Say whether it means the same."""
        return self.ours == self.theirs


def side_by_side(ours: Sequence[str], theirs: Sequence[str]) -> list[ClassPair]:
    """Return what each number means in two lists of classes."""
    pairs = itertools.zip_longest(ours, theirs)
    return [ClassPair(number, *pair) for number, pair in enumerate(pairs)]
