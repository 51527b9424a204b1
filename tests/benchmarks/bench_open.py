"""Opening a large folder in the window: how long it takes, and the longest time the window is held.

    python -m tests.benchmarks.bench_open --images 50000 [--filters]

Makes images (hard links to one small photo) with labels beside them, or in `images` and `labels`, or opens
only the `images` of these; then, in a window on the offscreen platform, opens each folder and waits until all
labels are counted, while a timer of 5 ms tells how long the event loop was not reached. Prints a row per
layout: seconds of the core alone, to the first photo and to all labels counted, and the longest gaps. With
`--filters` also what typing into the filter costs: seconds to the answer, and the longest gaps.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from studio.core.data.dataset import open_dataset
from studio.core.pictures import imwrite
from studio.core.settings import Settings
from studio.gui import jobs, theme
from studio.gui.collector import GarbageCollector
from studio.gui.main_window import MainWindow
from tests.factories import make_image

LAYOUTS = {
    "beside": ("", "", ""),
    "images+labels": ("images", "labels", ""),
    "images": ("images", "labels", "images"),
}
"""Folder of the images, of their labels, and what is opened."""
BOXES = "".join(f"{number % 3} 0.{number + 2} 0.5 0.1 0.1\n" for number in range(5))


def make_folder(folder: Path, images: str, labels: str, count: int) -> None:
    """Write `count` images, all one file, and a label of five boxes for each (all one file, too)."""
    photo, label = folder.with_suffix(".jpg"), folder.with_suffix(".txt")
    imwrite(photo, make_image())
    label.write_text(BOXES)
    (folder / images).mkdir(parents=True, exist_ok=True)
    (folder / labels).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / images / f"photo{number:06d}.jpg").hardlink_to(photo)
        (folder / labels / f"photo{number:06d}.txt").hardlink_to(label)
    (folder / labels / "classes.txt").write_text("a\nb\nc\n")


FILTERS = ("photo0000", "class:a", "boxes>4 photo0001", "unlabelled", "size<12", "")
"""What is typed into the filter, one after the other."""


class Pulse:
    """Measures the times between two visits of the event loop to a timer of 5 ms."""

    def __init__(self) -> None:
        self.gaps: list[tuple[float, float, float]] = []
        self._begun = self._last = time.perf_counter()
        self._used = time.thread_time()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(5)

    def _beat(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        self.gaps.append((now - self._last, used - self._used, self._last - self._begun))
        self._last, self._used = now, used

    def longest(self, by: int, count: int = 3) -> str:
        """Return the longest gaps by the clock (0) or this thread's work (1), in ms, and when they began."""
        gaps = sorted(self.gaps, key=lambda gap: gap[by], reverse=True)[:count]
        return "  ".join(f"{1000 * gap[by]:.0f} ({gap[2]:.1f})" for gap in gaps)


def wait_for(condition: object) -> float:
    """Run the event loop until `condition()` holds; returns the seconds it took."""
    begun, loop, timer = time.perf_counter(), QEventLoop(), QTimer()
    timer.timeout.connect(lambda: loop.quit() if condition() else None)  # type: ignore[operator]
    timer.start(20)
    loop.exec()
    return time.perf_counter() - begun


def settle() -> None:
    """Give the event loop 0.3 s, in which what an answer leads to is done."""
    loop = QEventLoop()
    QTimer.singleShot(300, loop.quit)
    loop.exec()


def open_in_window(
    folder: Path, count: int, home: Path, collector: GarbageCollector, *, filters: bool
) -> tuple[float, float, Pulse]:
    """Open a folder in a new window; returns seconds to the first photo, to all counted, and the pulse."""
    window = MainWindow(Settings(home / "settings.json"))
    window.datasets.opened.connect(collector.keep)
    window.show()
    page = window.page("labelling")
    wait_for(lambda: not jobs.is_busy())
    pulse = Pulse()
    window.datasets.open(folder)
    first = wait_for(lambda: page.canvas.has_image())
    rest = wait_for(lambda: page.counts.is_complete and None not in page.counts.states)
    assert len(page.counts.states) == count
    if filters:
        for text in FILTERS:
            answered: list[object] = []
            page.browsing.list.filter.answered.connect(answered.append)
            typing = Pulse()
            page.browsing.list.search.setText(text)
            page.browsing.list.search.textEdited.emit(text)
            # Without a word nothing is asked.
            seconds = wait_for(lambda heard=answered, text=text: heard or not text)
            settle()
            shown = page.browsing.list.model.rowCount()
            print(
                f"  {text or '(all)':22}{shown:8,} images{seconds:8.2f} s   {typing.longest(0):30}",
                flush=True,
            )
    window.close()
    return first, first + rest, pulse


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--images", type=int, default=50_000)
    parser.add_argument("--filters", action="store_true", help="also type into the filter")
    parser.add_argument("--layout", choices=LAYOUTS, help="only this one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        os.environ["STUDIO_HOME"] = made
        app = QApplication(sys.argv[:1])
        theme.apply_theme(app, "dark")
        collector = GarbageCollector()
        head = f"{'layout':14}{'core s':>8}{'photo s':>9}{'counted s':>11}   "
        print(head + f"{'longest gaps, ms (at s)':40}of it the window's own work")
        for name in [options.layout] if options.layout else LAYOUTS:
            images, labels, opened = LAYOUTS[name]
            folder = Path(made, name)
            make_folder(folder, images, labels, options.images)
            begun = time.perf_counter()
            open_dataset(folder / opened)
            core = time.perf_counter() - begun
            first, counted, pulse = open_in_window(
                folder / opened, options.images, Path(made, "home"), collector, filters=options.filters
            )
            gaps = f"{pulse.longest(0):40}{pulse.longest(1)}"
            print(f"{name:14}{core:8.2f}{first:9.2f}{counted:11.2f}   {gaps}", flush=True)
        jobs.shut_down()
        collector.stop()


if __name__ == "__main__":
    main()
