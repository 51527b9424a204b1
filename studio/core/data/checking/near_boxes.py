"""Boxes of one image that are in nearly the same place."""

from __future__ import annotations

from studio.core.data.record import LabelFile

_NEARLY = 0.9
"""IoU from which on two boxes are one to the eye."""


def near_boxes(labels: LabelFile) -> list[tuple[int, int, float]]:
    """Return the pairs of boxes of an image that are in nearly the same place: two indices, and their IoU."""
    import numpy as np

    if len(labels.boxes) < 2:
        return []
    boxes = np.array([box.xyxy for box in labels.boxes])
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    found: list[tuple[int, int, float]] = []
    for index in range(len(boxes) - 1):
        others = boxes[index + 1 :]
        sides = np.minimum(boxes[index, 2:], others[:, 2:]) - np.maximum(boxes[index, :2], others[:, :2])
        shared = sides.clip(0).prod(axis=1)
        iou = shared / np.maximum(areas[index] + areas[index + 1 :] - shared, 1e-9)
        found += [(index, index + 1 + int(at), float(iou[at])) for at in np.flatnonzero(iou > _NEARLY)]
    return found
