"""From the start of the process to a window one can work in, beside another labeller, in one run.

    python -m tests.benchmarks.bench_start --other /path/to/python-with-labelme [--photos 50000]

Both open the same folder of drawn photos (of more than DRAWN the others are links to these) on Qt's offscreen
platform, in turns. Prints, per program, the least
and the median of three things: seconds to the window shown, seconds to the first photo painted in it with the
list of photos beside it, and seconds of processor until then (which other programs disturb least).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from studio.core.data.scenes import draw_scene
from studio.core.pictures import imwrite

WATCH = """
import sys, time
BEGUN, FOLDER = float(sys.argv[1]), sys.argv[2]

def watch(app, window, is_ready, timer_type):
    shown = time.time() - BEGUN
    timer = timer_type()
    def look():
        if window().isVisible() and is_ready(window()):
            window().repaint()
            ready, used = time.time() - BEGUN, time.process_time()
            print("MEASURED", shown, ready, used, flush=True)
            import os
            os._exit(0)
    timer.timeout.connect(look)
    timer.start(2)
    return timer
"""

STUDIO = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

def window():
    return next(each for each in QApplication.topLevelWidgets() if type(each).__name__ == "MainWindow")

def is_ready(window):
    page = window.pages.get("labelling")
    return page is not None and page.browsing.list.model.rowCount() > 0 and page.canvas.has_image()

execute = QApplication.exec
def run(*_):
    keep = watch(QApplication.instance(), window, is_ready, QTimer)
    return execute()
QApplication.exec = run
sys.argv = ["studio", FOLDER]
from studio.__main__ import main
main()
"""

OTHER = """
from PyQt5 import QtCore, QtWidgets

def window():
    every = QtWidgets.QApplication.topLevelWidgets()
    return next(each for each in every if type(each).__name__ == "MainWindow")

def is_ready(window):
    return window._docks.file_list.count() > 0 and not window._image.isNull()

execute = QtWidgets.QApplication.exec_
def run(*_):
    keep = watch(QtWidgets.QApplication.instance(), window, is_ready, QtCore.QTimer)
    return execute()
QtWidgets.QApplication.exec_ = run
sys.argv = ["labelme", FOLDER]
from labelme.__main__ import main
main()
"""

DRAWN = 20
PATIENCE_S = 300
MEASURES = ("window", "first photo", "processor")


def start(python: str, program: str, folder: Path, home: Path) -> tuple[float, ...]:
    """Start a program on a folder and return its three measures, in seconds."""
    ours = {"HOME": str(home), "STUDIO_HOME": str(home / "studio"), "QT_QPA_PLATFORM": "offscreen"}
    # Both as they are once installed: compiled.
    theirs = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [python, "-c", WATCH + program, repr(time.time()), str(folder)],
        env=theirs | ours, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    for line in done.stdout.splitlines():
        if line.startswith("MEASURED"):
            return tuple(map(float, line.split()[1:]))
    raise SystemExit(f"{python} ended without a window:\n{done.stdout}{done.stderr}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--other", help="the Python in which labelme is installed")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--photos", type=int, default=20)
    options = parser.parse_args()
    programs = {"studio": (sys.executable, STUDIO)}
    if options.other:
        programs["labelme"] = (options.other, OTHER)
    times: dict[str, list[tuple[float, ...]]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as made:
        folder, home = Path(made, "photos"), Path(made, "home")
        home.mkdir()
        for number in range(options.photos):
            path = folder / f"photo{number:06d}.jpg"
            if number < DRAWN:
                imwrite(path, draw_scene(number, (1280, 960))[0])
            else:
                path.hardlink_to(folder / f"photo{number % DRAWN:06d}.jpg")
        for turn in range(options.runs + 1):
            for name, (python, program) in programs.items():
                measured = start(python, program, folder, home)
                # The first of each reads its files from the disk.
                times[name] += [measured] if turn else []
    print(f"{'':10}" + "".join(f"{measure + ' min':>18}{'median':>8}" for measure in MEASURES))
    least = {name: [min(column) for column in zip(*rows, strict=True)] for name, rows in times.items()}
    median = {
        name: [statistics.median(column) for column in zip(*rows, strict=True)]
        for name, rows in times.items()
    }
    for name in programs:
        print(
            f"{name:10}"
            + "".join(f"{a:18.3f}{b:8.3f}" for a, b in zip(least[name], median[name], strict=True))
        )
    if options.other:
        cells = (
            f"{both['studio'][at] / both['labelme'][at]:{width}.2f}"
            for at in range(len(MEASURES)) for both, width in ((least, 18), (median, 8))
        )  # fmt: skip
        print(f"{'ratio':10}" + "".join(cells))


if __name__ == "__main__":
    main()
