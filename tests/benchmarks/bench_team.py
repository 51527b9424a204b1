"""Two processes training together, with gradients sent whole and compressed: bytes a step, and what it costs.

    python -m tests.benchmarks.bench_team [DATA] [--model yolov5n] [--imgsz 160] [--epochs 60] [--processes 2]
                                          [--seeds 0 1 2] [--only one none sparse]

Every way trains the same epochs from the same seeds, a row each, and the mean of all seeds after them: two
seeds of one way are further apart than two ways. `one` is one process alone. Pictures are drawn at
the input's size, so that lamps keep their pixels and the epochs are enough to learn them: before that, mAP
tells how early a run is rather than how good.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from studio.core.data.scenes import write_sample_set
from studio.core.runs import folder as runs
from studio.core.runs.config import COMPRESSION_NAMES

ALONE = "one"


@dataclass(frozen=True, slots=True)
class Row:
    """What one run came to; `share` is of the bytes of a whole gradient."""

    bytes_a_step: float
    share: float
    map50: float
    map50_95: float
    seconds: float

    def text(self) -> str:
        """Return the columns behind the way's name and seed."""
        return (
            f"{self.bytes_a_step:12,.0f} {self.share:7.1%} {self.map50:8.3f} {self.map50_95:8.3f} "
            f"{self.seconds:8.0f}"
        )

    @classmethod
    def mean(cls, rows: list[Row]) -> Row:
        """Return the mean of each column."""
        names = [field.name for field in fields(cls)]
        return cls(*(float(np.mean([getattr(row, name) for row in rows])) for name in names))


def train(data: str, run: Path, way: str, seed: int, options: argparse.Namespace) -> Row:
    """Train one run and return its row."""
    settings = {
        "model": options.model,
        "imgsz": options.imgsz,
        "epochs": options.epochs,
        "batch": 8,
        "seed": seed,
        "patience": 0,
        "threads": 1,
        "processes": 1 if way == ALONE else options.processes,
        "compression": "none" if way == ALONE else way,
    }
    arguments = [part for name, value in settings.items() for part in (f"--{name}", str(value))]
    begun = time.perf_counter()
    command = [sys.executable, "-m", "studio", "train", data, "--out", str(run), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode:
        sys.exit(done.stderr)
    info = runs.read_run(run)
    if [event["event"] for event in runs.tail_events(run)[0]].count("start") != 1:
        sys.exit(f"{way}, seed {seed}: a process was lost and the team started again, so this is no fair row")
    last = info.epochs[-1]
    sent = last.get("bytes_sent", 0) / (options.epochs * info.start["steps_per_epoch"])
    return Row(sent, sent / (4 * info.start["parameters"]), last["map50"], last["map50_95"], seconds)


def main() -> None:
    ways = (ALONE, *COMPRESSION_NAMES)
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", help="dataset; a drawn one by default")
    parser.add_argument("--model", default="yolov5n")
    parser.add_argument("--imgsz", type=int, default=160)
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--only", nargs="+", choices=ways, default=ways)
    options = parser.parse_args()
    print(f"{options.model} at {options.imgsz}, {options.epochs} epochs")
    columns = f"{'bytes a step':>12} {'share':>7} {'mAP@0.5':>8} {'@.5:.95':>8} {'seconds':>8}"
    print(f"{'way':10} {'seed':>4} {columns}")
    with tempfile.TemporaryDirectory() as folder:
        square = (options.imgsz, options.imgsz)
        data = options.data or str(write_sample_set(Path(folder, "set"), images=240, size_wh=square, seed=1))
        found: dict[str, list[Row]] = {way: [] for way in options.only}
        # Seed by seed, so that a run cut short has compared all ways on the seeds it did.
        for seed in options.seeds:
            for way, rows in found.items():
                rows.append(train(data, Path(folder, f"{way}-{seed}"), way, seed, options))
                print(f"{way:10} {seed:4} {rows[-1].text()}", flush=True)
    for way, rows in found.items():
        print(f"{way:10} mean {Row.mean(rows).text()}")


if __name__ == "__main__":
    main()
