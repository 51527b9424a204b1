"""The mouse as a state machine: press, drag and release in image pixels become geometry, nothing is drawn."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Literal

from studio.core.data.record import Box
from studio.core.labelling import geometry
from studio.core.labelling.hit_test import REACH_PX, XYXY, Handle, Point, boxes_at, deeper_at, handle_at

SLOP_PX = 3.0
"""A shorter way of the mouse is a click, on screen."""

Action = Literal["draw", "move", "resize", "band"]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a drag has come to.

    Attributes:
        added: the new box, when one was drawn.
        replaced: new corners by box index, when boxes were moved or resized.
        band: the rectangle pulled over boxes to select them.
    """

    added: XYXY | None = None
    replaced: dict[int, XYXY] = field(default_factory=dict)
    band: XYXY | None = None

    def __bool__(self) -> bool:
        return self.added is not None or bool(self.replaced) or self.band is not None


@dataclass(frozen=True, slots=True)
class Target:
    """What pressing at a point would do: the action, the box it concerns and the handle grabbed."""

    action: Action
    index: int | None = None
    handle: Handle | None = None


def target_at(
    point: Point,
    boxes: Sequence[Box],
    held: Sequence[int],
    *,
    zoom: float,
    draw: bool = False,
    deeper: bool = False,
    aside: Container[int] = (),
) -> Target:
    """Say what pressing at a point would do; also what the cursor should look like.

    A handle of the only held box comes first, then a held box under the point (so that it can be moved
    though a smaller one lies on it), then the smallest box; else a new box is drawn.

    Args:
        held: the boxes that are selected, or were just drawn.
        zoom: screen pixels per image pixel.
        draw: draw in any case. deeper: take the box below the held one.
        aside: boxes that are passed by.
    """
    reach_px = REACH_PX / zoom
    if draw:
        return Target("draw")
    if deeper:
        below = deeper_at(boxes, point, held[0] if held else None, reach_px, aside)
        return Target("draw") if below is None else Target("move", below)
    if len(held) == 1:
        handle = handle_at(boxes[held[0]].xyxy, point, zoom)
        if handle:
            return Target("resize", held[0], handle)
    under = boxes_at(boxes, point, reach_px, aside)
    if not under:
        return Target("draw")
    return Target("move", next((index for index in under if index in held), under[0]))


class BoxTool:
    """Draws, selects, moves and resizes boxes of one image by press, drag and release.

    `press` returns the boxes held from then on, `drag` what to show meanwhile, `release` what to commit: an
    empty Edit when it was but a click.
    """

    def __init__(self) -> None:
        self._target: Target | None = None
        self._start: Point = (0.0, 0.0)
        self._boxes: dict[int, XYXY] = {}
        self._size_wh: tuple[float, float] = (0.0, 0.0)
        self._slop_px = 0.0
        self._is_dragged = False

    @property
    def action(self) -> Action | None:
        """Return what the pressed button is doing; None when none is pressed."""
        return self._target.action if self._target else None

    def press(
        self,
        point: Point,
        boxes: Sequence[Box],
        held: Sequence[int],
        *,
        size_wh: tuple[float, float],
        zoom: float,
        draw: bool = False,
        deeper: bool = False,
        extend: bool = False,
        aside: Container[int] = (),
    ) -> tuple[int, ...]:
        """Begin at a point and return the boxes that are held now.

        Args:
            held, zoom, draw, deeper, aside: as in `target_at`.
            extend: add the box to those held, or take it out; where there is none, pull a band over some.
        """
        target = target_at(point, boxes, held, zoom=zoom, draw=draw, deeper=deeper, aside=aside)
        if extend and target.action == "draw" and not draw:
            target = Target("band")
        index = target.index
        if index is None:
            selected: tuple[int, ...] = tuple(held) if extend else ()
        elif extend:
            selected = tuple(i for i in held if i != index) if index in held else (*held, index)
        else:
            selected = tuple(held) if index in held and not deeper else (index,)
        self._target, self._start, self._size_wh = target, point, size_wh
        self._slop_px, self._is_dragged = SLOP_PX / zoom, False
        self._boxes = {i: boxes[i].xyxy for i in selected}
        return selected

    def drag(self, point: Point) -> Edit:
        """Return what releasing here would do."""
        if self._target is None:
            return Edit()
        dx, dy = point[0] - self._start[0], point[1] - self._start[1]
        # Once dragged, always dragged: going back to the start must not make the box jump.
        self._is_dragged = self._is_dragged or max(abs(dx), abs(dy)) > self._slop_px
        if not self._is_dragged:
            return Edit()
        if self._target.action == "draw":
            return Edit(added=geometry.drawn(self._start, point, self._size_wh))
        if self._target.action == "band":
            (x1, x2), (y1, y2) = (sorted(pair) for pair in zip(self._start, point, strict=True))
            return Edit(band=(x1, y1, x2, y2))
        if not self._boxes:
            return Edit()
        if self._target.handle and self._target.index is not None:
            before = self._boxes[self._target.index]
            after = geometry.resized(before, self._target.handle, dx, dy, self._size_wh)
            return Edit(replaced={self._target.index: after})
        places = geometry.moved(list(self._boxes.values()), dx, dy, self._size_wh)
        return Edit(replaced=dict(zip(self._boxes, places, strict=True)))

    def release(self, point: Point) -> Edit:
        """End at a point and return what to commit."""
        edit = self.drag(point)
        replaced = {index: xyxy for index, xyxy in edit.replaced.items() if xyxy != self._boxes[index]}
        self.cancel()
        return Edit(edit.added, replaced, edit.band)

    def cancel(self) -> None:
        """Forget the drag; nothing is committed."""
        self._target = None
        self._boxes = {}
