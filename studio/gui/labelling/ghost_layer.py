"""Suggestions as the canvas has them: which is under the cursor, which are chosen, how they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studio.core.labelling.hit_test import REACH_PX, Point, boxes_at
from studio.gui import theme
from studio.gui.widgets.overlay import PaintBox

if TYPE_CHECKING:
    from studio.core.labelling.assist import Ghost


class GhostLayer:
    """The suggestions shown over the open photo.

    Attributes:
        ghosts: what is shown.
        hovered: the index of the one under the cursor; None for none.
    """

    def __init__(self) -> None:
        self.ghosts: Sequence[Ghost] = ()
        self.hovered: int | None = None
        self._chosen: set[int] = set()

    def show(self, ghosts: Sequence[Ghost]) -> None:
        """Show these; what was chosen or under the cursor stays so where it is still there."""
        chosen = {self.ghosts[index] for index in self._chosen}
        hovered = None if self.hovered is None else self.ghosts[self.hovered]
        self._chosen = {index for index, ghost in enumerate(ghosts) if ghost in chosen}
        self.ghosts = ghosts
        self.hovered = next((index for index, ghost in enumerate(ghosts) if ghost == hovered), None)

    def at(self, point: Point, zoom: float) -> int | None:
        """Return the index of the smallest suggestion under a point of the image; `zoom` as on screen."""
        found = boxes_at([ghost.box for ghost in self.ghosts], point, REACH_PX / zoom)
        return found[0] if found else None

    def toggle(self, index: int) -> None:
        """Choose one, or choose it no more."""
        self._chosen ^= {index}

    def drop(self) -> bool:
        """Choose none; returns False when none was chosen."""
        had, self._chosen = bool(self._chosen), set()
        return had

    def picked(self) -> list[Ghost]:
        """Return those that are chosen, else the one under the cursor."""
        indices = sorted(self._chosen) or ([] if self.hovered is None else [self.hovered])
        return [self.ghosts[index] for index in indices]

    def paint_boxes(self, names: Sequence[str]) -> list[PaintBox]:
        """Return them as they are painted: dashed, in the colour of their class, with their score."""
        return [
            PaintBox(
                ghost.xyxy,
                theme.class_colour(ghost.class_id, names[ghost.class_id]),
                f"{names[ghost.class_id]} {ghost.score:.2f}",
                is_hovered=index == self.hovered or index in self._chosen,
                is_dashed=True,
                is_ghost=True,
            )
            for index, ghost in enumerate(self.ghosts)
            if ghost.class_id < len(names)
        ]
