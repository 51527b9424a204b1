"""From the start of the process to the window, built programs beside the checkout, in turns.

    python -m tests.benchmarks.bench_bundle dist/full/studio/studio dist/lite/studio/studio [--rounds 9]
        [--other /path/to/python-with-labelme]

Each opens the same folder of drawn photos on Qt's offscreen platform and ends as soon as its window is shown;
so does labelme, started by that Python.
Prints the least and the median seconds by the clock and of the processor (which others disturb least), and
how many times the checkout's they are.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from studio.core.data.scenes import draw_scene
from studio.core.pictures.writing import imwrite
from tests.benchmarks.bench_start import OTHER, WATCH

ROOT = Path(__file__).parents[2]
LABELME = OTHER.replace("window._docks.file_list.count() > 0 and not window._image.isNull()", "True")
"""As soon as its window is shown, as with the others."""


def measure(command: list[str], folder: Path) -> tuple[float, float]:
    """Return the seconds by the clock and of the processor until the window was shown and closed."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
        "STUDIO_HOME": str(folder / "home"),
    }
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure all in turns and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("programs", metavar="PROGRAM", nargs="+", help="built programs")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--other", help="the Python in which labelme is installed")
    options = parser.parse_args()
    starts = {"checkout": [sys.executable, "-m", "studio"]}
    starts |= {str(Path(program)): [str(Path(program).resolve())] for program in options.programs}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in starts}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "photos").mkdir()
        for seed in range(4):
            imwrite(folder / "photos" / f"{seed}.jpg", draw_scene(seed, (1280, 960))[0])
        photos = str(folder / "photos")
        commands = {name: [*start, "--exit-after", "0", photos] for name, start in starts.items()}
        if options.other:
            commands["labelme"] = [options.other, "-c", WATCH + LABELME, "0", photos]
            found["labelme"] = []
        for number in range(options.rounds + 1):
            for name, command in commands.items():
                measured = measure(command, folder)
                # The first one reads from the disk.
                if number:
                    found[name].append(measured)
    base = [statistics.median(column) for column in zip(*found["checkout"], strict=True)]
    print(f"{'':42} {'s: least':>9} {'median':>7} {'times':>6} {'CPU s':>7} {'times':>6}")
    for name, rows in found.items():
        clock, work = zip(*rows, strict=True)
        middle, used = statistics.median(clock), statistics.median(work)
        times, work_times = middle / base[0], used / base[1]
        print(f"{name:42} {min(clock):9.2f} {middle:7.2f} {times:6.2f} {used:7.2f} {work_times:6.2f}")


if __name__ == "__main__":
    main()
