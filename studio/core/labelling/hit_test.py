"""What lies under a point of the image: boxes, smallest first, and the handles of a selected box."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Literal

from studio.core.data.record import Box

Point = tuple[float, float]
XYXY = tuple[float, float, float, float]
Handle = Literal["nw", "n", "ne", "e", "se", "s", "sw", "w"]

HANDLES: tuple[Handle, ...] = ("nw", "ne", "se", "sw", "n", "e", "s", "w")
"""Compass names of the eight handles; corners first, so that they win where two are as near."""

HANDLE_PX = 8.0
"""Side of a handle, on screen."""
REACH_PX = 7.0
"""Half the hit area of a handle, and of a box smaller than that, on screen."""
HANDLES_FROM_PX = 22.0
"""Boxes with a smaller side on screen have no handles: they would cover what they hold."""


def handles_of(width_px: float, height_px: float) -> tuple[Handle, ...]:
    """Return the handles that a box of this size on screen has: those that are painted, and no others.

    Those in the middle of a side are only there when they don't touch the corners'.
    """
    if min(width_px, height_px) < HANDLES_FROM_PX:
        return ()
    sides = {"n": width_px, "s": width_px, "e": height_px, "w": height_px}
    return tuple(handle for handle in HANDLES if sides.get(handle, 1e9) >= 3.5 * HANDLE_PX)


def handle_point(xyxy: XYXY, handle: Handle) -> Point:
    """Return where a handle of a box is, in image pixels."""
    x1, y1, x2, y2 = xyxy
    x = x1 if "w" in handle else x2 if "e" in handle else (x1 + x2) / 2
    y = y1 if "n" in handle else y2 if "s" in handle else (y1 + y2) / 2
    return x, y


def handle_at(xyxy: XYXY, point: Point, zoom: float) -> Handle | None:
    """Return the nearest handle within reach of a point; `zoom` is screen pixels per image pixel.

    Inwards a handle reaches at most a third of the box, so that any box can be moved by its middle.
    """
    x1, y1, x2, y2 = xyxy
    reach = REACH_PX / zoom
    best: tuple[float, Handle] | None = None
    for handle in handles_of((x2 - x1) * zoom, (y2 - y1) * zoom):
        x, y = handle_point(xyxy, handle)
        dx, dy = abs(point[0] - x), abs(point[1] - y)
        reach_x = min(reach, (x2 - x1) / 3) if x1 < point[0] < x2 else reach
        reach_y = min(reach, (y2 - y1) / 3) if y1 < point[1] < y2 else reach
        if dx <= reach_x and dy <= reach_y and (best is None or dx + dy < best[0]):
            best = dx + dy, handle
    return best[1] if best else None


def boxes_at(
    boxes: Sequence[Box], point: Point, reach_px: float = 0, aside: Container[int] = ()
) -> list[int]:
    """Return the indices of the boxes under a point, smallest area first, later ones first among equals.

    Those `aside` are passed by.

    A box with a side under `reach_px` counts as that large, so that a dot can still be clicked; boxes that
    truly contain the point come first.
    """
    x, y = point
    found: list[tuple[bool, float, int]] = []
    for index, box in enumerate(boxes):
        if index in aside:
            continue
        grow_x = max(reach_px - box.width, 0) / 2
        grow_y = max(reach_px - box.height, 0) / 2
        if box.x1 - grow_x <= x <= box.x2 + grow_x and box.y1 - grow_y <= y <= box.y2 + grow_y:
            is_outside = not (box.x1 <= x <= box.x2 and box.y1 <= y <= box.y2)
            found.append((is_outside, box.area, -index))
    return [-index for _, _, index in sorted(found)]


def boxes_within(boxes: Sequence[Box], xyxy: XYXY, aside: Container[int] = ()) -> tuple[int, ...]:
    """Return the indices of the boxes whose middle lies in a rectangle, but for those `aside`."""
    x1, y1, x2, y2 = xyxy
    return tuple(
        index
        for index, box in enumerate(boxes)
        if index not in aside and x1 <= (box.x1 + box.x2) / 2 <= x2 and y1 <= (box.y1 + box.y2) / 2 <= y2
    )


def deeper_at(
    boxes: Sequence[Box],
    point: Point,
    current: int | None,
    reach_px: float = 0,
    aside: Container[int] = (),
) -> int | None:
    """Return the box below the current one under a point, from the largest back to the smallest."""
    under = boxes_at(boxes, point, reach_px, aside)
    if not under:
        return None
    return under[(under.index(current) + 1) % len(under)] if current in under else under[0]


def cycled(boxes: Sequence[Box], current: int | None, step: int = 1) -> int | None:
    """Return the next (step 1) or previous (-1) box in reading order: by row of boxes, then left to right."""
    if not boxes:
        return None
    # Bulbs of one row never have quite the same height; rows as tall as a usual box hold them together.
    heights = sorted(box.height for box in boxes)
    row = max(heights[len(heights) // 2], 1)
    order = sorted(
        range(len(boxes)), key=lambda index: ((boxes[index].y1 + boxes[index].y2) / 2 // row, boxes[index].x1)
    )
    if current is None or current >= len(boxes):
        return order[0 if step > 0 else -1]
    return order[(order.index(current) + step) % len(order)]
