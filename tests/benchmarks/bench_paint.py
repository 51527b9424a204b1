"""Painting a photo with its boxes beside painting it without: milliseconds of a picture of the canvas.

    python -m tests.benchmarks.bench_paint --boxes 129

Paints a photo of 416 px in a canvas of 1000x900 on the offscreen platform, with and without boxes of 10 px in
turn, and prints the median of each.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from studio.gui import theme
from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.overlay import PaintBox
from tests.factories import make_image


def make_boxes(count: int) -> list[PaintBox]:
    """Return boxes of 10 px of four classes all over the photo."""
    rng = random.Random(1)
    places = [(rng.uniform(0, 400), rng.uniform(0, 400)) for _ in range(count)]
    return [
        PaintBox((x, y, x + 10, y + 10), theme.class_colour(index % 4), "wrgb"[index % 4])
        for index, (x, y) in enumerate(places)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--boxes", type=int, default=129)
    parser.add_argument("--repeats", type=int, default=30)
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    theme.apply_theme(app, "dark")
    canvas = ImageCanvas()
    canvas.resize(1000, 900)
    canvas.set_image(make_image((416, 416)))
    canvas.fit()
    took: dict[int, list[float]] = {0: [], options.boxes: []}
    for _ in range(options.repeats):
        for count, times in took.items():
            canvas.set_boxes(make_boxes(count))
            canvas.grab()
            start = time.perf_counter()
            canvas.grab()
            times.append(time.perf_counter() - start)
    for count, times in took.items():
        print(f"{count:4} boxes {1000 * statistics.median(times):7.2f} ms")


if __name__ == "__main__":
    main()
