"""Detections drawn into a picture, for programs without a window."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from studio.core.boxes.detections import Detections
from studio.core.data.class_colours import class_colour
from studio.core.pictures import Image


def draw_detections(image: Image, detections: Detections, class_names: Sequence[str]) -> Image:
    """Return a copy of an HxWx3 RGB image with boxes, names and scores, in the colours of the window."""
    import cv2

    picture = np.ascontiguousarray(image.copy())
    for xyxy, score, class_id in zip(
        detections.xyxy.round().astype(int).tolist(),
        detections.scores.tolist(),
        detections.class_ids.tolist(),
        strict=True,
    ):
        x1, y1, x2, y2 = xyxy
        name = class_names[class_id]
        colour = tuple(bytes.fromhex(class_colour(class_id, name)[1:]))
        cv2.rectangle(picture, (x1, y1), (x2, y2), colour, 1, cv2.LINE_AA)
        text = f"{name} {score:.2f}"
        cv2.putText(
            picture, text, (x1, max(y1 - 3, 9)), cv2.FONT_HERSHEY_SIMPLEX, 0.35, colour, 1, cv2.LINE_AA
        )
    return picture
