"""Dissolves of a video: one scene that shines through another, until it has taken its place.

Between two samples of a slow one next to nothing changes. But each picture in it is a mixture of the one
before it and the one after it, in which the share of the latter grows until it stays; what moves mixes in no
such way.
"""

from __future__ import annotations

import itertools
from collections import deque

import numpy as np
import numpy.typing as npt

from studio.core.pictures import Image

Floats = npt.NDArray[np.float64]

SPANS = (6, 11, 17, 27)
"""Samples a dissolve is looked for among, with some before and after it: the longest that are found, and
shorter ones, in which less of what moves has moved."""
WORST_FIT = 0.3
"""Of the difference between the first and the last picture, by how much mixtures may miss those between."""
MOST_ALIKE = 0.5
"""Correlation of the first and the last: a scene that only gets brighter is still that scene."""
LARGEST_STEP = 0.75
"""Share by which a dissolve grows from one sample to the next; more is a cut."""
LAST_STEP = 0.2
"""Of the largest step, what the last one may be for the share to have stopped growing."""
PLAIN = 6.0
"""Grey levels by which a picture deviates from its mean that shows nothing."""


LEAST_LEFT = 0.75
"""Of what changes from sample to sample, what must be left when each is moved to where it fits best."""
MOVED = 2
"""Pixels by which it is moved at most."""


class Dissolves:
    """Watches small grey pictures of a video, sampled in even steps."""

    def __init__(self, shift: int) -> None:
        """`shift` is the pixels by which a camera may have moved on between the first and the last."""
        self._shift = shift
        self._pictures: deque[Image] = deque(maxlen=max(SPANS))

    def begin(self, picture: Image) -> None:
        """Forget what was seen before a scene that begins with this picture."""
        self._pictures.clear()
        self._pictures.append(picture)

    def has_ended(self, picture: Image) -> bool:
        """Look at the next picture (HxW); returns whether a dissolve has ended with it."""
        self._pictures.append(picture)
        seen = list(self._pictures)
        return any(self._is_one(seen[-span:]) for span in SPANS if span <= len(seen))

    def _is_one(self, pictures: list[Image]) -> bool:
        first, last = pictures[0], pictures[-1]
        if float(last.std()) < PLAIN:
            # A scene that fades to black is told once another comes out of it.
            return False
        stack = np.stack(pictures).reshape(len(pictures), -1).astype(np.float64)
        stack -= stack[0]
        whole = float(stack[-1] @ stack[-1])
        if not whole:
            return False
        shares = stack @ stack[-1] / whole
        steps = np.diff(shares)
        largest = float(steps.max())
        if largest > LARGEST_STEP or abs(float(steps[-1])) > LAST_STEP * largest:
            return False
        missed = stack - shares[:, None] * stack[-1]
        misfit = float(np.sqrt(np.square(missed).sum() / (len(pictures) - 2) / whole))
        if misfit > WORST_FIT or self._likeness(first, last) > MOST_ALIKE:
            return False
        return _left_when_moved(pictures) >= LEAST_LEFT

    def _likeness(self, first: Image, last: Image) -> float:
        """Return the correlation of two pictures where the later one fits best, 0 when one shows nothing."""
        import cv2

        if float(first.std()) < PLAIN:
            return 0.0
        middle = last[self._shift : -self._shift, self._shift : -self._shift]
        return float(np.nan_to_num(cv2.matchTemplate(first, middle, cv2.TM_CCOEFF_NORMED)).max())


def _left_when_moved(pictures: list[Image]) -> float:
    """Return how much of what changes between neighbours is left when the later one is moved."""
    import cv2

    still = moved = 0.0
    for before, after in itertools.pairwise(pictures):
        middle = after[MOVED:-MOVED, MOVED:-MOVED]
        squares = cv2.matchTemplate(before, middle, cv2.TM_SQDIFF)
        still += float(squares[MOVED, MOVED])
        moved += max(0.0, float(squares.min()))
    return (moved / still) ** 0.5 if still else 0.0
