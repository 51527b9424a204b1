"""Every model of the table through the whole way: two epochs of training, three exports, each verified.

    python -m tests.benchmarks.bench_families DATA --runs FOLDER [--only NAME ...] [--imgsz 416] [--epochs 2]

A run that FOLDER holds already is not trained again. Exits with 1 when a loss rose or an export did not PASS.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from studio.core.model.zoo import list_architectures
from studio.core.runs import folder as runs
from studio.core.runs.curves import LOSSES

FORMATS = ("torchscript", "ptl", "onnx")


def studio(*arguments: str) -> int:
    """Run a verb, showing nothing of it but what went wrong; returns its exit code."""
    done = subprocess.run([sys.executable, "-m", "studio", *arguments], capture_output=True, text=True)
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1:], file=sys.stderr)
    return done.returncode


def mean_losses(run: Path) -> list[float]:
    """Return the sum of the loss terms of each epoch."""
    return [sum(float(epoch[name]) for name in LOSSES) for epoch in runs.read_run(run).epochs]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--runs", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--imgsz", type=int, default=416)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    print("| model | loss of the epochs | " + " | ".join(FORMATS) + " |")
    print("| --- | --- |" + " --- |" * len(FORMATS))
    good = True
    for name in [model.name for model in list_architectures(4)]:
        if options.only and name not in options.only:
            continue
        run = options.runs / name
        if not (run / "best.pt").is_file():
            studio(
                *("train", options.data, "--model", name, "--out", str(run)),
                *("--epochs", str(options.epochs), "--imgsz", str(options.imgsz)),
                *("--threads", str(options.threads)),
            )
        studio(
            *("export", str(run), "--to", ",".join(FORMATS)),
            *("--verify", options.data, "--out", str(run / "export")),
        )
        losses = mean_losses(run)
        report = json.loads((run / "export" / "report.json").read_text(encoding="utf-8"))
        checks = {file["format"]: file["verification"] for file in report["files"]}
        cells = [
            f"{check['verdict']} {check['matched']}/{check['detections']}"
            for check in (checks[form] for form in FORMATS)
        ]
        good = good and losses[-1] < losses[0] and all(cell.startswith("PASS") for cell in cells)
        told = " → ".join(f"{loss:.3f}" for loss in losses)
        print("| " + " | ".join([name, told, *cells]) + " |", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
