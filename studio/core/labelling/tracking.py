"""Finding the boxes of an image again in the next one: by how what is in them looks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.core.boxes.box import iou
from studio.core.data.record import Box
from studio.core.labelling.assist import SAME_OBJECT_IOU
from studio.core.labelling.geometry import visible
from studio.core.labelling.hit_test import XYXY, Point
from studio.core.pictures import Image

LEAST_SCORE = 0.6
"""Normalised correlation, -1 to 1, below which a box is not found again."""
REACH_PX, REACH = 32, 1.0
"""How far a box is looked for: so many pixels, or so many times its longer side if that is more."""
SCALES = (1.0, 0.95, 1.05, 0.9, 1.1)
SCALE_GAIN = 0.01
"""By how much another size must fit better than the same one."""
LEAST_SCALED_PX = 20
"""Of a smaller box another size is less than a pixel."""
MARGIN = 0.25
"""What is looked for around a box with it, in parts of its longer side: it tells a thing from its like."""
FAR_COSTS = 0.1
"""What is taken off the score at the end of the reach: of things that look alike the near one is meant."""
LONGEST_PX = 64
"""Larger ones are looked for in a smaller picture."""
WHOLE_PX = 256
LEAST_SPREAD = 2.0
"""Grey levels: what is more even than this looks like anything."""

Response = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of boxes in the next image.

    Attributes:
        boxes: those found again that are not there yet. lost: how many were not found. there: how many stand
            there already, or two were found in one place.
    """

    boxes: tuple[Box, ...]
    lost: int = 0
    there: int = 0


def carried(before: Image, after: Image, boxes: Sequence[Box], there: Sequence[Box] = ()) -> Carried:
    """Find boxes of one HxWx3 RGB image again in another; `there` are the boxes it has."""
    camera = shift_of_camera(before, after)
    found: list[tuple[float, Box]] = []
    for box in boxes:
        place = find_again(before, after, box.xyxy, camera)
        if place is None:
            continue
        xyxy, score = place
        found += [(score, part) for part in visible([box.with_xyxy(xyxy)], (after.shape[1], after.shape[0]))]
    kept: list[Box] = []
    for _, box in sorted(found, key=lambda one: -one[0]):
        if not _is_there(box, [*there, *kept]):
            kept.append(box)
    return Carried(tuple(kept), len(boxes) - len(found), len(found) - len(kept))


def _is_there(box: Box, others: Sequence[Box]) -> bool:
    places = np.array([other.xyxy for other in others if other.class_id == box.class_id], np.float64)
    return bool(len(places)) and bool(iou(np.array([box.xyxy]), places).max() >= SAME_OBJECT_IOU)


def find_again(
    before: Image, after: Image, xyxy: XYXY, expected: Point = (0.0, 0.0)
) -> tuple[XYXY, float] | None:
    """Return where in a picture what lies in a box of another is, and its score; None when it isn't found.

    `expected` is by how many pixels it most likely moved.
    """
    import cv2

    x1, y1, x2, y2 = xyxy
    side = max(x2 - x1, y2 - y1)
    zoom = min(1.0, LONGEST_PX / side)
    reach = max(REACH_PX, REACH * side)
    template, corner = _part(before, (x1, y1, x2, y2), max(2.0, MARGIN * side))
    if min(template.shape[:2]) < 3 or float(template.std(axis=(0, 1)).max()) < LEAST_SPREAD:
        return None
    left, top = corner[0] + expected[0], corner[1] + expected[1]
    height, width = template.shape[:2]
    window, origin = _part(after, (left, top, left + width, top + height), reach)
    if zoom < 1:
        window = _resized(window, zoom)
    best: tuple[float, float, XYXY] | None = None
    for scale in SCALES if side >= LEAST_SCALED_PX else SCALES[:1]:
        small = _resized(template, scale * zoom)
        if min(small.shape[:2]) < 3 or any(a < b for a, b in zip(window.shape, small.shape, strict=True)):
            continue
        response = cv2.matchTemplate(window, small, cv2.TM_CCOEFF_NORMED).astype(np.float32, copy=False)
        score, at = _peak(
            np.nan_to_num(response, posinf=-1.0, neginf=-1.0),
            (left - origin[0], top - origin[1]),
            zoom,
            reach,
        )
        by_x, by_y = small.shape[1] / width, small.shape[0] / height
        if best is None or score - (scale != 1) * SCALE_GAIN > best[0]:
            # From the corner of what was looked for, in pixels of the window as it was searched.
            place = [origin[0] + (at[0] + (x - corner[0]) * by_x) / zoom for x in (x1, x2)]
            rows = [origin[1] + (at[1] + (y - corner[1]) * by_y) / zoom for y in (y1, y2)]
            best = score - (scale != 1) * SCALE_GAIN, score, (place[0], rows[0], place[1], rows[1])
    if best is None or best[1] < LEAST_SCORE:
        return None
    return best[2], best[1]


def shift_of_camera(before: Image, after: Image) -> Point:
    """Return by how many pixels a picture as a whole moved to be the other; (0, 0) when that is unclear."""
    import cv2

    if before.shape != after.shape:
        return 0.0, 0.0
    height, width = before.shape[:2]
    zoom = min(1.0, WHOLE_PX / max(width, height))
    greys = [cv2.cvtColor(_resized(picture, zoom), cv2.COLOR_RGB2GRAY) for picture in (before, after)]
    rows, columns = greys[0].shape[0] // 5, greys[0].shape[1] // 5
    middle = greys[0][rows : greys[0].shape[0] - rows, columns : greys[0].shape[1] - columns]
    if min(middle.shape) < 8 or float(middle.std()) < LEAST_SPREAD:
        return 0.0, 0.0
    response = cv2.matchTemplate(greys[1], middle, cv2.TM_CCOEFF_NORMED).astype(np.float32, copy=False)
    y, x = divmod(int(response.argmax()), response.shape[1])
    if response[y, x] < LEAST_SCORE:
        return 0.0, 0.0
    dx, dy = _between_pixels(response, x, y)
    return (dx - columns) / zoom, (dy - rows) / zoom


def _part(picture: Image, xyxy: XYXY, margin: float) -> tuple[Image, tuple[int, int]]:
    """Return what of a picture lies in a box and a margin around it, and its upper left corner."""
    height, width = picture.shape[:2]
    x1, y1 = (max(0, math.floor(value - margin)) for value in xyxy[:2])
    x2, y2 = min(width, math.ceil(xyxy[2] + margin)), min(height, math.ceil(xyxy[3] + margin))
    return picture[y1 : max(y1, y2), x1 : max(x1, x2)], (x1, y1)


def _resized(picture: Image, scale: float) -> Image:
    import cv2

    if scale == 1 or not picture.size:
        return picture
    size_wh = [max(1, round(length * scale)) for length in (picture.shape[1], picture.shape[0])]
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return cv2.resize(picture, size_wh, interpolation=way).astype(np.uint8, copy=False)


def _peak(response: Response, expected: Point, zoom: float, reach: float) -> tuple[float, Point]:
    """Return the highest correlation and where it is; what is far from where it is expected counts less."""
    rows, columns = np.ogrid[: response.shape[0], : response.shape[1]]
    far = (columns / zoom - expected[0]) ** 2 + (rows / zoom - expected[1]) ** 2
    y, x = divmod(int((response - FAR_COSTS * far / reach**2).argmax()), response.shape[1])
    return float(response[y, x]), _between_pixels(response, x, y)


def _between_pixels(response: Response, x: int, y: int) -> Point:
    """Return a peak to parts of a pixel: the top of the parabola through it and its neighbours."""

    def top(before: float, here: float, after: float) -> float:
        bend = before - 2 * here + after
        return min(max((before - after) / (2 * bend), -0.5), 0.5) if bend < 0 else 0.0

    height, width = response.shape
    column, row = response[:, x].tolist(), response[y].tolist()
    dx = top(*row[x - 1 : x + 2]) if 0 < x < width - 1 else 0.0
    dy = top(*column[y - 1 : y + 2]) if 0 < y < height - 1 else 0.0
    return x + dx, y + dy
