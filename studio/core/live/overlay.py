"""Detections drawn into a picture, for programs without a window."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from studio.core.boxes.detections import Detections
from studio.core.pictures import Image

COLOURS_RGB = (
    (86, 180, 233),
    (230, 159, 0),
    (0, 158, 115),
    (204, 121, 167),
    (240, 228, 66),
    (213, 94, 0),
    (0, 114, 178),
    (255, 255, 255),
)
"""Okabe and Ito's colours, told apart by most colour-blind people."""


def draw_detections(image: Image, detections: Detections, class_names: Sequence[str]) -> Image:
    """Return a copy of an HxWx3 RGB image with boxes, class names and scores."""
    import cv2

    picture = np.ascontiguousarray(image.copy())
    for xyxy, score, class_id in zip(
        detections.xyxy.round().astype(int).tolist(),
        detections.scores.tolist(),
        detections.class_ids.tolist(),
        strict=True,
    ):
        x1, y1, x2, y2 = xyxy
        colour = COLOURS_RGB[class_id % len(COLOURS_RGB)]
        cv2.rectangle(picture, (x1, y1), (x2, y2), colour, 1, cv2.LINE_AA)
        text = f"{class_names[class_id]} {score:.2f}"
        cv2.putText(
            picture, text, (x1, max(y1 - 3, 9)), cv2.FONT_HERSHEY_SIMPLEX, 0.35, colour, 1, cv2.LINE_AA
        )
    return picture
