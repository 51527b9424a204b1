"""Two processes training together, with gradients sent whole and compressed: bytes a step, and what it costs.

    python -m tests.benchmarks.bench_team [DATA] [--model yolov5n] [--imgsz 160] [--epochs 40] [--processes 2]

Each way trains the same epochs from the same seed; the first row is one process alone. Pictures are drawn at
the input's size, so that lamps keep their pixels and the epochs are enough to learn them: before that, mAP
tells how early a run is rather than how good.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from studio.core.data.scenes import write_sample_set
from studio.core.training import runs
from studio.core.training.config import COMPRESSION_NAMES


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", help="dataset; a drawn one by default")
    parser.add_argument("--model", default="yolov5n")
    parser.add_argument("--imgsz", type=int, default=160)
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    print(f"{options.model} at {options.imgsz}, {options.epochs} epochs")
    print(f"{'way':24} {'bytes a step':>12} {'share':>7} {'mAP@0.5':>8} {'0.5:0.95':>8} {'seconds':>8}")
    with tempfile.TemporaryDirectory() as folder:
        square = (options.imgsz, options.imgsz)
        data = options.data or str(write_sample_set(Path(folder, "set"), images=240, size_wh=square, seed=1))
        ways = [("one process", 1, "none"), *((name, options.processes, name) for name in COMPRESSION_NAMES)]
        for name, processes, compression in ways:
            run = Path(folder, name)
            begun = time.perf_counter()
            subprocess.run(
                [
                    *(sys.executable, "-m", "studio", "train", data, "--out", str(run)),
                    *(
                        "--model",
                        options.model,
                        "--imgsz",
                        str(options.imgsz),
                        "--epochs",
                        str(options.epochs),
                    ),
                    *("--patience", "0", "--threads", "1", "--processes", str(processes)),
                    *("--batch", "8", "--compression", compression),
                ],
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            seconds = time.perf_counter() - begun
            info = runs.read_run(run)
            steps = options.epochs * info.start["steps_per_epoch"]
            sent = info.epochs[-1].get("bytes_sent", 0) / steps
            whole = 4 * info.start["parameters"]
            last = info.epochs[-1]
            quality = f"{last['map50']:8.3f} {last['map50_95']:8.3f}"
            print(f"{name:24} {sent:12,.0f} {sent / whole:7.1%} {quality} {seconds:8.0f}", flush=True)


if __name__ == "__main__":
    main()
