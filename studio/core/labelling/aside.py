"""Boxes put aside while one works on others: locked ones the mouse and keys pass by, hidden ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from studio.core.data.record import Box


class Aside:
    """Of each image its locked and its hidden boxes, for as long as the window is open.

    A box is known by its class and place: one that was changed all the same, as by undo, is aside no more.
    """

    def __init__(self) -> None:
        self._locked: dict[Path, set[Box]] = {}
        self._hidden: dict[Path, set[Box]] = {}

    def locked(self, image: Path, boxes: Sequence[Box]) -> frozenset[int]:
        """Return the indices of the locked boxes."""
        return _among(self._locked.get(image), boxes)

    def hidden(self, image: Path, boxes: Sequence[Box]) -> frozenset[int]:
        """Return the indices of the hidden boxes."""
        return _among(self._hidden.get(image), boxes)

    def lock(self, image: Path, boxes: Iterable[Box]) -> None:
        """Lock boxes too; without any, unlock all of the image."""
        _add(self._locked, image, boxes)

    def hide(self, image: Path, boxes: Iterable[Box]) -> None:
        """Hide boxes too; without any, show all of the image."""
        _add(self._hidden, image, boxes)


def _among(wanted: set[Box] | None, boxes: Sequence[Box]) -> frozenset[int]:
    return frozenset(index for index, box in enumerate(boxes) if box in wanted) if wanted else frozenset()


def _add(aside: dict[Path, set[Box]], image: Path, boxes: Iterable[Box]) -> None:
    if more := set(boxes):
        aside.setdefault(image, set()).update(more)
    else:
        aside.pop(image, None)
