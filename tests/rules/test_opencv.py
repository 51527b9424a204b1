"""What is called of OpenCV: bundles carry four of its modules, without LAPACK (build_libraries.py)."""

from __future__ import annotations

import ast
from pathlib import Path

STUDIO = Path(__file__).parents[2] / "studio"
CARRIED = {
    "LUT", "VideoCapture", "add", "addWeighted", "copyMakeBorder", "cvtColor", "error", "flip",
    "GaussianBlur", "getNumThreads", "imdecode", "imencode", "imread", "merge",
    "polylines", "putText", "rectangle", "resize", "setNumThreads", "split", "utils", "warpAffine",
    "circle", "connectedComponentsWithStats", "dilate", "filter2D", "getRectSubPix",
    "line", "matchTemplate", "randn", "setRNGSeed",
}  # fmt: skip
"""All of core, imgproc, imgcodecs, videoio; none solves equations or decomposes more than 3 x 3."""


def test_nothing_is_called_that_bundles_are_without() -> None:
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
    assert {name for name in called if not name.isupper() and not name[:4].isupper()} <= CARRIED
