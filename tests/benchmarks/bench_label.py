"""Going through large photos on the Label page, and moving about in them: milliseconds a person waits.

    python -m tests.benchmarks.bench_label

In a window of 1280x800 on the offscreen platform: the next photo of 12 megapixels, read ahead, from its
key to its painted picture, beside the bare painting of a picture that is shown already; a frame while
panning, with 1,000 boxes and without any; and a photo of 100 megapixels: the longest time the window is
held while it opens, and a frame while panning at three zooms. Medians, and the longest.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from studio.core.pictures import imwrite
from studio.gui import jobs, theme
from tests.benchmarks.bench_stopwatch import Clock
from tests.robots.labelling import LabelRobot

FRAMES = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--photos", type=int, default=6, help="of 12 megapixels")
    parser.add_argument("--boxes", type=int, default=1000)
    options = parser.parse_args()
    app = QApplication([])
    theme.apply_theme(app, "dark")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        os.environ["STUDIO_HOME"], os.environ["STUDIO_RUNS"] = str(work / "home"), str(work / "runs")
        _make(work / "large", [(4000, 3000)] * options.photos, options.boxes)
        _make(work / "huge", [(400, 300), (11_600, 8700)], 0)
        robot = LabelRobot(Clock())
        robot.open(work / "large")
        _next_photos(robot, options.photos)
        _pan("12 megapixels", robot)
        robot.press("Home")
        robot.settle()
        _pan(f"12 megapixels, {options.boxes} boxes", robot)
        robot.open(work / "huge")
        _open_huge(robot)
        _pan("100 megapixels", robot)
        robot.close()
        jobs.shut_down()


def _make(folder: Path, sizes_wh: list[tuple[int, int]], boxes: int) -> None:
    generator = np.random.default_rng(0)
    for number, (width, height) in enumerate(sizes_wh):
        # Coarse noise: a JPEG of some megabytes, as from a camera.
        coarse = generator.integers(0, 256, (height // 20 + 1, width // 20 + 1, 3), np.uint8)
        image = np.ascontiguousarray(coarse.repeat(20, 0).repeat(20, 1)[:height, :width])
        imwrite(folder / f"{number}.jpg", image)
    places = generator.uniform(0.01, 0.99, (boxes, 2))
    (folder / "classes.txt").write_text("lamp\n")
    (folder / "0.txt").write_text("".join(f"0 {x:.6f} {y:.6f} 0.01 0.01\n" for x, y in places))


def _next_photos(robot: LabelRobot, count: int) -> None:
    canvas = robot.find("label_canvas")
    waits, paints = [], []
    for _ in range(count - 1):
        robot.settle()
        paints += _times(canvas.viewport().repaint, 3)
        begun = time.perf_counter()
        robot.press("D")
        canvas.viewport().repaint()
        waits.append(1000 * (time.perf_counter() - begun))
        assert canvas.has_image()
    _tell("next photo, 12 megapixels", waits)
    _tell("  painted once more", paints)


def _open_huge(robot: LabelRobot) -> None:
    robot.settle()
    gaps: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(1000 * (now - last))
        last = now

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(5)
    last = begun = time.perf_counter()
    robot.press("D")
    robot.wait(lambda: robot.find("label_canvas").image_item.size().width() > 10_000)
    robot.find("label_canvas").viewport().repaint()
    tick()
    timer.stop()
    took = 1000 * (time.perf_counter() - begun)
    print(f"{'100 megapixels opened':40} {took:8.1f} ms, the window held for {max(gaps):.1f} ms at most")


def _pan(what: str, robot: LabelRobot) -> None:
    canvas = robot.find("label_canvas")
    for zoom, name in ((canvas.zoom(), "fitted"), (0.4, "0.4"), (1.0, "1:1")):
        canvas.set_zoom(max(zoom, canvas.zoom()))
        bar = canvas.horizontalScrollBar()
        canvas.viewport().repaint()

        def frame(bar=bar) -> None:  # type: ignore[no-untyped-def]
            bar.setValue(bar.value() + 7)
            canvas.viewport().repaint()

        _tell(f"{what}, panned, {name}", _times(frame, FRAMES))
    canvas.fit()


def _times(action: Callable[[], object], count: int) -> list[float]:
    found = []
    for _ in range(count):
        begun = time.perf_counter()
        action()
        found.append(1000 * (time.perf_counter() - begun))
    return found


def _tell(what: str, found: list[float]) -> None:
    print(f"{what:40} {statistics.median(found):8.1f} ms, longest {max(found):.1f}", flush=True)


if __name__ == "__main__":
    main()
