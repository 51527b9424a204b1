"""How soon runs reached an mAP@0.5, in epochs, images seen and minutes of training with its validation.

    python -m tests.benchmarks.bench_goals RUN [RUN ...] [--goals 0.62 0.95 0.98] [--epoch-seconds S]

For scale, on the same pictures: YOLOv5's trainer brings yolov5n to 0.62 in 18.5 minutes (11,165 images), and
Ultralytics' yolo11n reaches 0.96 in 15 minutes (3,045 images).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.core.runs import folder as runs


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("runs", nargs="+", type=Path)
    parser.add_argument("--goals", nargs="*", type=float, default=[0.62, 0.95, 0.98])
    parser.add_argument("--epoch-seconds", type=float, help="instead of the runs' own; others ran beside")
    options = parser.parse_args()
    print("| run | mAP@0.5 | epoch | images seen | minutes |")
    print("| --- | --- | --- | --- | --- |")
    for path in options.runs:
        info = runs.read_run(path)
        for goal in options.goals:
            reached = next((epoch for epoch in info.epochs if epoch["map50"] >= goal), None)
            if reached is None:
                print(f"| {path.name} | {goal} | not reached | | |")
                continue
            number = int(reached["epoch"])
            seconds = [options.epoch_seconds or float(epoch["seconds"]) for epoch in info.epochs[:number]]
            images = number * int(info.start["train_images"])
            print(f"| {path.name} | {goal} | {number} | {images:,} | {sum(seconds) / 60:.1f} |")


if __name__ == "__main__":
    main()
