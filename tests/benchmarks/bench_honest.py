"""Trials by honest scores: trained on the tiles of one day, tested on whole photos of another.

    python -m tests.benchmarks.bench_honest WRGB --runs FOLDER [--only NAME ...] [--show]
    python -m tests.benchmarks.bench_honest WRGB --runs FOLDER --setting block --epochs 55 --only NAME ...

Runs those of TRIALS that FOLDER doesn't hold yet, one after the other, each with one thread, and prints the
table of all. Scored is the last checkpoint, so that nothing is chosen by the photos it is tested on: whole at
the input's size, and cut into squares that overlap by a quarter and are enlarged to it. Images are named by
lists in FOLDER, and not copied. trials.md has the plan and what came out.

Three settings: `day` is that; `block` trains on tiles and measures on a strip of each photo, at one end and
at the other; `photo` leaves one photo out, and asks how many of its lamps are found as something. What is
trained in part is told with how many of its parts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.record import ImageRecord
from studio.core.data.splitting.plan import SplitChoice, Splitter
from studio.core.errors import StudioError
from studio.core.evaluation.average_precision import MeanAveragePrecision
from studio.core.evaluation.examine import EVALUATION, Seen, class_blind, look_through
from studio.core.evaluation.outcomes import confusion, judge
from studio.core.runs import folder as runs
from studio.core.runtime.detector import Detector, load_detector
from studio.core.tiling.places import tile_places
from studio.core.tiling.tiling import Tiling
from studio.core.weights.places import LAST

PRECISION = 0.9
SQUARES = {"day": (0, 208, 139), "block": (0,), "photo": (0,)}
"""By setting the sides of the squares that a photo is cut into before it is tested; 0 leaves it whole."""
EPOCHS = 20
BLIND = "blind_recall"
FIGURES = ("recall_at_precision", "map50", "precision", "recall", BLIND, "centre_recall", "width")
CENTRE_PX = 1.0
"""By so much a detection's centre may lie beside a box that it is of."""
OVERLAP = 0.25
SCORES = "honest.json"
"""In a run's folder: what it scored."""


@dataclass(frozen=True)
class Trial:
    """One run: its name, what differs from the default recipe, and the options for it."""

    name: str
    change: str
    options: str = ""
    model: str = "yolov5n"
    imgsz: int = 416
    seed: int = 0


TRIALS = (
    Trial("base", "nothing"),
    Trial("shrink", "shrunk down to a quarter", "--shrink 0.75"),
    Trial("paste", "copy-paste 0.5", "--copy-paste 0.5"),
    Trial("blur", "half the pictures blurred", "--blur 0.5"),
    Trial("bright", "brightness 0.8", "--brightness 0.8"),
    Trial("free-colour", "hue 0.015, saturation 0.7", "--no-classes-by-colour"),
    Trial("p2", "a detection layer at stride 4", model="yolov5n-p2"),
    Trial("noise", "half the pictures with noise", "--noise 0.5"),
    Trial("hard", "no label smoothing", "--label-smoothing 0"),
    Trial("mosaic5", "mosaic in half the pictures", "--mosaic 0.5"),
    Trial("ema99", "EMA 0.99", "--ema-decay 0.99"),
    Trial("size512", "512 px", imgsz=512),
)


def prepare(wrgb: Path, folder: Path, setting: str) -> list[Path]:
    """Write lists of images to train on and to test on, and return the data YAMLs of the setting's parts."""
    dataset = open_dataset(wrgb)
    folder.mkdir(parents=True, exist_ok=True)
    tiles = [record for record in dataset.records if "_" in record.path.stem]
    whole = [record for record in dataset.records if record not in tiles]
    if setting == "day":
        parts = [{"train": tiles, "val": whole}]
    else:
        data = _described(dataset, folder / "tiles.yaml", {"train": tiles})
        cut = open_dataset(data)
        splitter = Splitter(cut, places=tile_places(cut))
        photos = sorted({record.path.stem.split("_")[0] for record in tiles})
        choices = {
            "block": [SplitChoice(0.25, group_by="block", seed=seed) for seed in (0, 1)],
            "photo": [SplitChoice(photos=(photo,)) for photo in photos],
        }
        plans = [splitter.plan(choice).sides for choice in choices[setting]]
        parts = [{side: plan[side] for side in ("train", "val")} for plan in plans]
    return [
        _described(dataset, folder / f"{setting}{number}.yaml", part) for number, part in enumerate(parts)
    ]


def _described(dataset: Dataset, data: Path, sides: Mapping[str, Sequence[ImageRecord]]) -> Path:
    """Write a data YAML and the lists it names."""
    told: dict[str, object] = {"path": str(data.parent), "names": list(dataset.class_names)}
    for side, records in sides.items():
        listed = data.with_name(f"{data.stem}-{side}.txt")
        listed.write_text("".join(f"{record.path}\n" for record in records), encoding="utf-8")
        told[side] = listed.name
    data.write_text(json.dumps(told), encoding="utf-8")
    return data


def train(trial: Trial, data: Path, out: Path, epochs: int) -> None:
    """Train a trial, unless it is there; one that was stopped goes on."""
    if (out / runs.CONFIG).is_file() and runs.read_run(out).state == "finished":
        return
    command = [sys.executable, "-m", "studio", "train"]
    if (out / LAST).is_file():
        subprocess.run([*command, "--resume", str(out)], check=True)
        return
    command += [str(data), "--out", str(out), "--model", trial.model, "--imgsz", str(trial.imgsz)]
    command += ["--epochs", str(epochs), "--seed", str(trial.seed), "--threads", "1", "--patience", "0"]
    subprocess.run([*command, *trial.options.split()], check=True)


def look(detector: Detector, dataset: Dataset, square: int) -> list[Seen]:
    """Run a detector over the val images, whole or cut into squares."""
    detector.tiling = Tiling(size=square, overlap=OVERLAP) if square else None

    def refuse(problem: StudioError) -> None:
        raise problem

    labelled = ((record.path, dataset.read(record).boxes) for record in dataset.splits["val"])
    return list(look_through(detector, labelled, refuse))


def by_centre(seen: Sequence[Seen]) -> tuple[float, float]:
    """Return what lamps are found when boxes need not sit well, and how wide they are drawn.

    Returns:
        The most recall at a precision of PRECISION, where a detection is right whose centre lies in a free
        box of its class; and the median of the widths of right ones, as a share of the labelled.
    """
    rows: list[tuple[float, float]] = []
    for each in seen:
        found = each.detections
        is_free = np.ones(len(each.xyxy), bool)
        low = each.xyxy[:, :2] - CENTRE_PX
        high = each.xyxy[:, 2:] + CENTRE_PX
        for place in np.argsort(-found.scores):
            box = found.xyxy[place].astype(float)
            centre = (box[:2] + box[2:]) / 2
            inside = ((centre > low) & (centre < high)).all(axis=1) & is_free
            of = np.flatnonzero(inside & (each.class_ids == found.class_ids[place]))[:1]
            is_free[of] = False
            labelled = each.xyxy[of, 2] - each.xyxy[of, 0]
            rows.append(
                (float(found.scores[place]), float((box[2] - box[0]) / labelled[0]) if len(of) else 0)
            )
    if not rows:
        return 0.0, 0.0
    widths = np.array([width for _, width in sorted(rows, reverse=True)])
    right = np.cumsum(widths > 0)
    good = np.flatnonzero(right / np.arange(1, len(right) + 1) >= PRECISION)
    if not len(good):
        return 0.0, 0.0
    counted = widths[: good[-1] + 1]
    recall = right[good[-1]] / sum(len(each.xyxy) for each in seen)
    return float(recall), float(np.median(counted[counted > 0]))


def scores(seen: list[Seen], names: list[str]) -> dict[str, Any]:
    """Return the figures of photos that were looked at."""
    metric = MeanAveragePrecision(names)
    for each in seen:
        metric.add(each.detections, each.xyxy, each.class_ids)
    result, blind = metric.result(), class_blind(seen)
    recall, confidence = metric.recall_at_precision(PRECISION)
    centre_recall, width = by_centre(seen)
    judged = [
        judge(each.path, each.detections, each.xyxy, each.class_ids, confidence=result.confidence)
        for each in seen
    ]
    return {
        **result.to_dict(),
        "recall_at_precision": recall,
        "confidence_at_precision": confidence,
        "blind_recall": blind.recall,
        "blind_precision": blind.precision,
        "centre_recall": centre_recall,
        "width": width,
        "confusion": confusion(judged, len(names)).tolist(),
    }


def evaluate(data: Path, out: Path, squares: Sequence[int]) -> dict[str, Any]:
    """Return what the last checkpoint of a run scores on val, by the side of the squares."""
    kept = out / SCORES
    if kept.is_file():
        known: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
        # One of an earlier version may lack a figure.
        if all(known.get(str(square), {}).keys() >= {*FIGURES} for square in squares):
            return known
    dataset = open_dataset(data)
    detector = load_detector(out / LAST, threads=1)
    detector.thresholds = EVALUATION
    found = {
        str(square): scores(look(detector, dataset, square), list(detector.spec.class_names))
        for square in squares
    }
    kept.write_text(json.dumps(found), encoding="utf-8")
    return found


def row(trial: Trial, square: int, parts: Sequence[dict[str, Any]]) -> str:
    """Return one line of the table: of several parts the mean, and of class-blind recall each, too."""
    means = [float(np.mean([part[name] for part in parts])) for name in FIGURES]
    recalls = [
        np.mean(
            [part["per_class"][name]["recall"] for part in parts if part["per_class"][name]["boxes"]] or 0
        )
        for name in parts[0]["per_class"]
    ]
    told = [f"{mean:.3f}" for mean in means]
    if len(parts) > 1:
        told[FIGURES.index(BLIND)] += f" ({' '.join(f'{part[BLIND]:.3f}' for part in parts)})"
    cells = [trial.change, str(square) if square else "whole", *told]
    return "| " + " | ".join([*cells, " ".join(f"{recall:.2f}" for recall in recalls)]) + " |"


def confusion_told(names: list[str], found: dict[str, Any]) -> str:
    """Return which class the boxes of each were taken for, in a line."""
    counts = np.array(found["confusion"])
    told = []
    for index, name in enumerate(names):
        others = [f"{counts[index, other]} {names[other]}" for other in range(len(names)) if other != index]
        told.append(
            f"{name}: {counts[index, index]} right, {', '.join(others)}, {counts[index, -1]} not found"
        )
    return "; ".join(told)


def place_of(folder: Path, trial: Trial, setting: str, part: int, epochs: int) -> Path:
    """Return the run folder of a trial's part."""
    if (setting, epochs) == ("day", EPOCHS):
        return folder / trial.name
    return folder / f"{trial.name}-{setting}{part}-{epochs}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("wrgb", type=Path)
    parser.add_argument("--runs", type=Path, required=True)
    parser.add_argument("--setting", choices=SQUARES, default="day")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--show", action="store_true", help="train nothing")
    options = parser.parse_args()
    setting, epochs = options.setting, options.epochs
    data = prepare(options.wrgb, options.runs / "data", setting)
    done: list[tuple[Trial, list[dict[str, Any]]]] = []
    for trial in TRIALS:
        if options.only and trial.name not in options.only:
            continue
        found = []
        for part, described in enumerate(data):
            out = place_of(options.runs, trial, setting, part, epochs)
            if not options.show:
                train(trial, described, out, epochs)
            if (out / runs.CONFIG).is_file() and runs.read_run(out).state == "finished":
                found.append(evaluate(described, out, SQUARES[setting]))
        if found:
            part = "" if len(found) == len(data) else f", {len(found)} of {len(data)}"
            done.append((replace(trial, change=trial.change + part), found))
    heads = ("changed", "photo", "recall at precision 0.9", "mAP@0.5", "precision", "recall", "class-blind")
    heads = (*heads, "by centre at precision 0.9", "width", "of each")
    print("| " + " | ".join(heads) + " |")
    print("|" + " --- |" * len(heads))
    for trial, found in done:
        for square in SQUARES[setting]:
            print(row(trial, square, [part[str(square)] for part in found]))
    names = list(open_dataset(data[0]).class_names)
    for trial, found in done:
        for square in SQUARES[setting] if setting == "day" else ():
            print(f"- {trial.change}, {square or 'whole'}: {confusion_told(names, found[0][str(square)])}")


if __name__ == "__main__":
    main()
