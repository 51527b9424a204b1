"""Box geometry on arrays of absolute pixel `xyxy` (x1, y1, x2, y2; N x 4)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def area(xyxy: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Return the areas (N,) of boxes (N, 4), in square pixels; reversed boxes count as empty."""
    sides: npt.NDArray[np.floating] = np.clip(xyxy[:, 2:4] - xyxy[:, 0:2], 0, None)
    return sides[:, 0] * sides[:, 1]


def intersection(a: npt.NDArray[np.floating], b: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Return the overlap areas (N, M) of boxes `a` (N, 4) and `b` (M, 4)."""
    top_left = np.maximum(a[:, None, :2], b[None, :, :2])
    bottom_right = np.minimum(a[:, None, 2:4], b[None, :, 2:4])
    sides: npt.NDArray[np.floating] = np.clip(bottom_right - top_left, 0, None)
    return sides[..., 0] * sides[..., 1]


def iou(a: npt.NDArray[np.floating], b: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Return intersection over union (N, M), 0..1, of boxes `a` (N, 4) and `b` (M, 4)."""
    overlap = intersection(a, b)
    union = area(a)[:, None] + area(b)[None, :] - overlap
    result: npt.NDArray[np.floating] = overlap / np.maximum(union, np.finfo(overlap.dtype).tiny)
    return result


def iou_of_pairs(a: npt.NDArray[np.floating], b: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Return intersection over union (N,), 0..1, of each of the boxes `a` (N, 4) and that of `b` (N, 4)."""
    sides = np.minimum(a[:, 2:], b[:, 2:]) - np.maximum(a[:, :2], b[:, :2])
    overlap = np.maximum(sides, 0).prod(axis=1)
    result: npt.NDArray[np.floating] = overlap / np.maximum(
        area(a) + area(b) - overlap, np.finfo(a.dtype).tiny
    )
    return result


def clip(xyxy: npt.NDArray[np.floating], size_wh: tuple[float, float]) -> npt.NDArray[np.floating]:
    """Return boxes clipped to a `size_wh` picture."""
    width, height = size_wh
    result: npt.NDArray[np.floating] = np.clip(xyxy, 0, np.array([width, height, width, height], xyxy.dtype))
    return result


def cxcywh_to_xyxy(cxcywh: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Return corners (N, 4) of boxes given by centre and size (N, 4 or more columns), in the same unit."""
    cx, cy, half_width, half_height = cxcywh[:, 0], cxcywh[:, 1], cxcywh[:, 2] / 2, cxcywh[:, 3] / 2
    # Column by column: numpy is five times slower along the short axis.
    corners = np.empty((len(cxcywh), 4), cxcywh.dtype)
    corners[:, 0] = cx - half_width
    corners[:, 1] = cy - half_height
    corners[:, 2] = cx + half_width
    corners[:, 3] = cy + half_height
    return corners
