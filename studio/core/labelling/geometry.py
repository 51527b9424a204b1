"""Moving and resizing boxes inside an image: results are always within it and at least a pixel large."""

from __future__ import annotations

from collections.abc import Sequence

from studio.core.labelling.hit_test import XYXY, Handle, Point

MIN_SIDE_PX = 1.0


def spanned(a: Point, b: Point, size_wh: tuple[float, float]) -> XYXY:
    """Return the box with corners `a` and `b`, in any order, clamped to the image."""
    (x1, x2), (y1, y2) = (_span(a[axis], b[axis], size_wh[axis]) for axis in (0, 1))
    return x1, y1, x2, y2


def clamped(xyxy: XYXY, size_wh: tuple[float, float]) -> XYXY:
    """Return the part of a box inside the image; corners may be in any order."""
    return spanned(xyxy[:2], xyxy[2:], size_wh)


def moved(boxes: Sequence[XYXY], dx: float, dy: float, size_wh: tuple[float, float]) -> list[XYXY]:
    """Shift boxes together, only as far as all stay inside the image."""
    dx = _limited(dx, min(box[0] for box in boxes), max(box[2] for box in boxes), size_wh[0])
    dy = _limited(dy, min(box[1] for box in boxes), max(box[3] for box in boxes), size_wh[1])
    return [clamped((x1 + dx, y1 + dy, x2 + dx, y2 + dy), size_wh) for x1, y1, x2, y2 in boxes]


def resized(xyxy: XYXY, handle: Handle, dx: float, dy: float, size_wh: tuple[float, float]) -> XYXY:
    """Drag a handle by (dx, dy); past the opposite side the box turns over."""
    x1, y1, x2, y2 = xyxy
    fixed = (x2 if "w" in handle else x1), (y2 if "n" in handle else y1)
    dragged = (
        x1 + dx if "w" in handle else x2 + dx if "e" in handle else x2,
        y1 + dy if "n" in handle else y2 + dy if "s" in handle else y2,
    )
    return spanned(fixed, dragged, size_wh)


def _span(fixed: float, other: float, length: float) -> tuple[float, float]:
    """Return the interval between two coordinates, inside 0..length and at least MIN_SIDE_PX long."""
    fixed, other = (min(max(value, 0.0), length) for value in (fixed, other))
    low, high = min(fixed, other), max(fixed, other)
    shortest = min(MIN_SIDE_PX, length)
    if high - low < shortest:
        # Grow away from the fixed side, unless the image ends there.
        low, high = (low, low + shortest) if fixed <= other else (high - shortest, high)
        if high > length:
            low, high = length - shortest, length
        if low < 0:
            low, high = 0.0, shortest
    return low, high


def _limited(shift: float, low: float, high: float, length: float) -> float:
    """Keep low..high inside 0..length; what already hangs over is not pushed further."""
    return min(max(shift, min(-low, 0.0)), max(length - high, 0.0))
