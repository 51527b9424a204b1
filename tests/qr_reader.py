"""Reading a QR code as a phone does."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

SCALES = (3, 8, 5, 11)
"""Pixels of a module: OpenCV misses one code in two hundred at each of these, and was not seen to at all."""
MARGIN = 4
"""Light modules that a code has around it."""


def read_code(rows: Sequence[str]) -> str:
    """Return what a code says, given as rows of 1 (dark) and 0; "" when nothing can be read."""
    modules = np.array([[0 if sign == "1" else 255 for sign in row] for row in rows], np.uint8)
    framed = np.pad(modules, MARGIN, constant_values=255)
    for scale in SCALES:
        large = np.kron(framed, np.ones((scale, scale), np.uint8))
        if text := cv2.QRCodeDetector().detectAndDecode(large)[0]:
            return str(text)
    return ""
