"""The trials behind the default recipe: one change at a time, on the same split, from scratch.

    python -m tests.benchmarks.bench_trials DATA --runs FOLDER [--only NAME ...]
    python -m tests.benchmarks.bench_trials --runs FOLDER --show [--epoch-seconds yolov5n=11.9 ...]

Runs those of TRIALS that FOLDER doesn't hold yet, one after the other, each with one thread so that two such
commands share two processors fairly, and prints the table of all of them. Trials are known by name: take
a new folder after a change of the code. trials.md keeps what came out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from studio.core.runs import folder as runs
from studio.core.runs.config import TrainConfig

MINUTES = (5, 10, 15)
DEFAULT_EPOCHS = TrainConfig("", "").epochs
BEFORE = "--label-smoothing 0"
"""What the short trials start from: the default recipe before they changed it."""
SMOOTH_PASTE = "--label-smoothing 0.1 --copy-paste 0.5"


@dataclass(frozen=True)
class Trial:
    """One run: its name, what differs from what it is compared with, and the command line for it.

    Attributes:
        part: one of `loss_parts.PARTS`, for what is no option of the product.
    """

    name: str
    change: str
    options: str = ""
    model: str = "yolov5n"
    epochs: int = 16
    seed: int = 0
    part: str = ""


TRIALS = (
    Trial("base-s0", "nothing"),
    Trial("base-s1", "nothing", seed=1),
    Trial("base-s2", "nothing", seed=2),
    Trial("sgd", "SGD 0.02 instead of AdamW", "--optimizer sgd"),
    Trial("lr001", "learning rate 0.001", "--lr 0.001"),
    Trial("lr004", "learning rate 0.004", "--lr 0.004"),
    Trial("lr004-s1", "learning rate 0.004", "--lr 0.004", seed=1),
    Trial("lr004-s2", "learning rate 0.004", "--lr 0.004", seed=2),
    Trial("warm0", "no warm-up", "--warmup-steps 0"),
    Trial("warm400", "warm-up over a fifth of all steps", "--warmup-steps 400"),
    Trial("batch4", "batch 4", "--batch 4"),
    Trial("batch4-s2", "batch 4", "--batch 4", seed=2),
    Trial("batch16", "batch 16", "--batch 16"),
    Trial("lossw", "loss weights 0.05 box, 0.5 class", "--box-weight 0.05 --class-weight 0.5"),
    Trial("own-cell", "a box is learnt by its own cell only", part="own-cell"),
    Trial("plain-iou", "IoU instead of CIoU", part="plain-iou"),
    Trial("aligned", "task-aligned assignment", part="task-aligned"),
    Trial("no-objectness", "task-aligned, classes without objectness", part="no-objectness"),
    Trial("smooth", "label smoothing 0.1", "--label-smoothing 0.1"),
    Trial("smooth2", "label smoothing 0.2", "--label-smoothing 0.2"),
    Trial("smooth2-s2", "label smoothing 0.2", "--label-smoothing 0.2", seed=2),
    Trial("smooth-s1", "label smoothing 0.1", "--label-smoothing 0.1", seed=1),
    Trial("smooth-s2", "label smoothing 0.1", "--label-smoothing 0.1", seed=2),
    Trial("noanchors", "the table's own anchors", "--no-fit-anchors"),
    Trial("mosaic0", "no mosaic", "--mosaic 0"),
    Trial("mosaic5", "mosaic in half the pictures", "--mosaic 0.5"),
    Trial("close0", "mosaic to the end", "--close-mosaic 0"),
    Trial("close4", "no mosaic in the last 40 %", "--close-mosaic 0.4"),
    Trial("scale1", "scale 0.1", "--scale 0.1"),
    Trial("scale1-s1", "scale 0.1", "--scale 0.1", seed=1),
    Trial("scale1-s2", "scale 0.1", "--scale 0.1", seed=2),
    Trial("scale6", "scale 0.6", "--scale 0.6"),
    Trial("multi", "input size from 0.7 to 1.3", "--multi-scale 0.3"),
    Trial("paste", "copy-paste 0.5", "--copy-paste 0.5"),
    Trial("flipv", "flips upside down, too", "--flip-vertical 0.5"),
    Trial("ema99", "EMA 0.99", "--ema-decay 0.99"),
    Trial("ema9995", "EMA 0.9995", "--ema-decay 0.9995"),
    Trial("freeze", "batch norm frozen in the last 30 %", "--freeze-norm 0.3"),
    Trial("p2", "a detection layer at stride 4", model="yolov5n-p2"),
    Trial("paste-s1", "copy-paste 0.5", "--copy-paste 0.5", seed=1),
    Trial("paste-s2", "copy-paste 0.5", "--copy-paste 0.5", seed=2),
    Trial("paste1", "copy-paste 1.0", "--copy-paste 1"),
    Trial("smooth-paste", "label smoothing 0.1, copy-paste 0.5", SMOOTH_PASTE),
    Trial("smooth-paste-s1", "label smoothing 0.1, copy-paste 0.5", SMOOTH_PASTE, seed=1),
    Trial("smooth-paste-s2", "label smoothing 0.1, copy-paste 0.5", SMOOTH_PASTE, seed=2),
    Trial("yolov5n-hard", "no label smoothing", BEFORE, epochs=55),
    Trial("v5lite-e-hard", "no label smoothing", BEFORE, "v5lite-e", epochs=55),
    Trial("yolo-fastestv2-hard", "no label smoothing", BEFORE, "yolo-fastestv2", epochs=55),
    Trial("yolov5n-s0", "default recipe", epochs=55),
    Trial("yolov5n-s1", "default recipe", epochs=55, seed=1),
    Trial("yolov5n-s2", "default recipe", epochs=55, seed=2),
    Trial("yolov7-tiny-s0", "default recipe", model="yolov7-tiny", epochs=55),
    Trial("v5lite-e-s0", "default recipe", model="v5lite-e", epochs=55),
    Trial("yolo-fastestv2-s0", "default recipe", model="yolo-fastestv2", epochs=55),
)


def run(trial: Trial, data: str, folder: Path) -> None:
    """Train a trial into FOLDER/NAME, unless it is there."""
    out = folder / trial.name
    if (out / runs.CONFIG).is_file() and runs.read_run(out).state == "finished":
        return
    program = ["tests.benchmarks.loss_parts", trial.part] if trial.part else ["studio"]
    command = [sys.executable, "-m", *program, "train", data, "--model", trial.model, "--imgsz", "416"]
    command += ["--epochs", str(trial.epochs), "--seed", str(trial.seed), "--threads", "1", "--patience", "0"]
    start = BEFORE if trial.epochs < DEFAULT_EPOCHS else ""
    subprocess.run([*command, "--out", str(out), *start.split(), *trial.options.split()], check=True)


def row(trial: Trial, info: runs.RunInfo, seconds_per_epoch: float | None) -> str:
    """Return a trial's line of the table."""
    epochs = info.epochs
    seconds = seconds_per_epoch or sum(float(epoch["seconds"]) for epoch in epochs) / len(epochs)
    cells = [trial.model, trial.change, str(trial.seed), str(len(epochs))]
    for minutes in MINUTES:
        reached = [epoch for epoch in epochs if epoch["epoch"] * seconds <= minutes * 60]
        is_over = len(epochs) * seconds <= (minutes - 5) * 60
        cells.append("" if is_over or not reached else f"{reached[-1]['map50']:.3f}")
    cells.append(f"{epochs[-1]['map50']:.3f}")
    cells.append(f"{epochs[-1]['map50_95']:.3f}")
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?")
    parser.add_argument("--runs", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--show", action="store_true", help="train nothing")
    quiet = "seconds an epoch of a model takes with the whole machine, for runs that had to share it"
    parser.add_argument("--epoch-seconds", nargs="*", default=[], metavar="MODEL=S", help=quiet)
    options = parser.parse_args()
    seconds = {model: float(number) for model, number in (text.split("=") for text in options.epoch_seconds)}
    chosen = [trial for trial in TRIALS if not options.only or trial.name in options.only]
    if not options.show:
        for trial in chosen:
            run(trial, options.data, options.runs)
    print("| model | changed | seed | epochs | 5 min | 10 min | 15 min | mAP@0.5 | @0.5:0.95 |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for trial in chosen:
        if (options.runs / trial.name / runs.CONFIG).is_file():
            info = runs.read_run(options.runs / trial.name)
            if info.epochs:
                print(row(trial, info, seconds.get(trial.model)))


if __name__ == "__main__":
    main()
