"""What is called of OpenCV: bundles carry it without LAPACK, of which each call would end the program."""

from __future__ import annotations

import ast
from pathlib import Path

STUDIO = Path(__file__).parents[2] / "studio"
WITHOUT_LAPACK = {
    "LUT", "VideoCapture", "add", "addWeighted", "copyMakeBorder", "cvtColor", "error", "flip",
    "GaussianBlur", "getNumThreads", "getRotationMatrix2D", "imdecode", "imencode", "imread", "merge",
    "polylines", "putText", "rectangle", "resize", "setNumThreads", "split", "utils", "warpAffine",
    "circle", "connectedComponentsWithStats", "line",
}  # fmt: skip
"""None of them solves equations or decomposes matrices larger than 3 x 3 (OpenCV's documentation)."""


def test_nothing_is_called_that_needs_lapack() -> None:
    called = set()
    for path in STUDIO.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "cv2"
            ):
                called.add(node.attr)
    assert "imdecode" in called
    assert {name for name in called if not name.isupper() and not name[:4].isupper()} <= WITHOUT_LAPACK
