"""Drawing, moving, resizing and copying boxes: results are within the image and at least a pixel large."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from studio.core.data.record import Box
from studio.core.labelling.hit_test import XYXY, Handle, Point

MIN_SIDE_PX = 1.0
MIN_VISIBLE = 0.3
"""A copy of which a smaller share lies inside the image is left out: what it showed is not there."""
COPY_SHIFT = 0.5
"""Copies are moved by this part of their size when they would cover their originals."""


def drawn(a: Point, b: Point, size_wh: tuple[float, float]) -> XYXY | None:
    """Return what lies inside the image of the box with corners `a` and `b`, in any order.

    None when nothing does, or only a sliver thinner than a pixel along the border. A box that is thinner by
    itself, as a drag at high zoom can be, becomes a pixel large.
    """
    for start, end, length in zip(a, b, size_wh, strict=True):
        low, high = min(start, end), max(start, end)
        inside = min(high, length) - max(low, 0.0)
        is_cut = low < 0 or high > length
        if inside <= 0 if low < high else not 0 <= low <= length:
            return None
        if is_cut and inside < min(MIN_SIDE_PX, length):
            return None
    return spanned(a, b, size_wh)


def spanned(a: Point, b: Point, size_wh: tuple[float, float]) -> XYXY:
    """Return the box with corners `a` and `b`, in any order, clamped to the image."""
    (x1, x2), (y1, y2) = (_span(a[axis], b[axis], size_wh[axis]) for axis in (0, 1))
    return x1, y1, x2, y2


def around(point: Point, size_wh: tuple[float, float], image_wh: tuple[float, float]) -> XYXY:
    """Return a box of a size with its middle at a point, pushed inside the image."""
    (x, y), (width, height) = point, size_wh
    return moved([(0.0, 0.0, width, height)], x - width / 2, y - height / 2, image_wh)[0]


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


def visible(boxes: Iterable[Box], size_wh: tuple[float, float]) -> list[Box]:
    """Return the parts of boxes inside an image, without those of which too little is."""
    result = []
    for box in boxes:
        part = box.clipped(size_wh)
        if min(part.width, part.height) >= MIN_SIDE_PX and part.area >= MIN_VISIBLE * box.area:
            result.append(part)
    return result


def beside(boxes: Sequence[Box], there: Sequence[Box], size_wh: tuple[float, float]) -> list[Box]:
    """Return copies of boxes, moved aside together while any would lie exactly on one that is `there`.

    They go right and down, or where the image's border is in the way left or up, and keep their sizes.
    """
    taken = {_rounded(box) for box in there}
    if not boxes or not any(_rounded(box) in taken for box in boxes):
        return list(boxes)
    # At least a pixel: a box may be thinner than any number can add to its place.
    dx = max(1.0, min(box.width for box in boxes) * COPY_SHIFT)
    dy = max(1.0, min(box.height for box in boxes) * COPY_SHIFT)
    places = [box.xyxy for box in boxes]
    for distance in range(1, len(there) + 2):
        for way_x, way_y in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
            shifted = moved(places, way_x * dx * distance, way_y * dy * distance, size_wh)
            copies = [box.with_xyxy(place) for box, place in zip(boxes, shifted, strict=True)]
            if not any(_rounded(box) in taken for box in copies):
                return copies
    return list(boxes)


def _rounded(box: Box) -> tuple[float, ...]:
    """Return what tells boxes apart in a file, whose numbers are rounded."""
    return box.class_id, *(round(value, 1) for value in box.xyxy)


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
