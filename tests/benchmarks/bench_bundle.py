"""From the start of the process to the window, built programs beside the checkout, in turns.

    python -m tests.benchmarks.bench_bundle dist/full/studio/studio dist/lite/studio/studio [--rounds 9]

Each opens the same folder of drawn photos on Qt's offscreen platform and ends as soon as its window is shown.
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

ROOT = Path(__file__).parents[2]


def measure(command: list[str], folder: Path) -> tuple[float, float]:
    """Return the seconds by the clock and of the processor until the window was shown and closed."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "STUDIO_HOME": str(folder / "home")}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [*command, "--exit-after", "0", str(folder / "photos")],
        env=environment, cwd=ROOT, check=True, stderr=subprocess.PIPE,
    )  # fmt: skip
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure all in turns and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("programs", metavar="PROGRAM", nargs="+", help="built programs")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    commands = {"checkout": [sys.executable, "-m", "studio"]}
    commands |= {str(Path(program)): [str(Path(program).resolve())] for program in options.programs}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "photos").mkdir()
        for seed in range(4):
            imwrite(folder / "photos" / f"{seed}.jpg", draw_scene(seed, (1280, 960))[0])
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
