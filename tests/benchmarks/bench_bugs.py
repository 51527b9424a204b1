"""How many planted label faults the finder puts among its first rows.

    python -m tests.benchmarks.bench_bugs --photos DATA --model MODEL
    python -m tests.benchmarks.bench_bugs --photos DATA --train 5

Copies the labelled images into a scratch folder, plants faults by a seed (boxes taken away, of another class,
made loose, drawn twice; as many of each), runs a model over them and counts which are among the first rows.
`--train MINUTES` trains the model on the faulty labels themselves, as a person has it who doesn't know of
them; `--model` takes one that was trained elsewhere. Prints tables and asserts nothing.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.core.boxes.box import iou
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.record import Box
from studio.core.evaluation.bugs import KIND_TEXTS, Bug, Kind
from studio.core.evaluation.find_bugs import find_label_bugs

LEAST_SIDE_PX = 4.0


@dataclass(frozen=True, slots=True)
class Fault:
    """What was planted: the kind, the image, and where it can be seen."""

    kind: Kind
    image: str
    xyxy: tuple[float, float, float, float]


def plant(dataset: Dataset, each: int, rng: random.Random) -> list[Fault]:
    """Write faults into the labels of a dataset, one for a box at most, and return them."""
    candidates = [
        (record, index)
        for record in dataset.records
        for index, box in enumerate(dataset.read(record).boxes)
        if min(box.width, box.height) >= LEAST_SIDE_PX
    ]
    rng.shuffle(candidates)
    kinds: list[Kind] = [kind for kind in KIND_TEXTS for _ in range(each)]
    edits: dict[Path, list[tuple[Kind, int]]] = {}
    for kind, (record, index) in zip(kinds, candidates, strict=False):
        edits.setdefault(record.path, []).append((kind, index))
    faults = []
    for record in dataset.records:
        size_wh = dataset.image_size(record)
        boxes: list[Box] = list(dataset.read(record).boxes)
        wrong: list[Box | None] = list(boxes)
        for kind, index in edits.get(record.path, []):
            box = boxes[index]
            seen = box
            if kind == "missed":
                wrong[index] = None
            elif kind == "class":
                others = [c for c in range(len(dataset.class_names)) if c != box.class_id]
                wrong[index] = box.with_class(rng.choice(others))
            elif kind == "loose":
                grow = [rng.uniform(0.2, 0.5) * side for side in (box.width, box.height) * 2]
                seen = Box(
                    box.class_id, box.x1 - grow[0], box.y1 - grow[1], box.x2 + grow[2], box.y2 + grow[3]
                ).clipped(size_wh)
                wrong[index] = seen
            else:
                dx, dy = (rng.uniform(-0.12, 0.12) * side for side in (box.width, box.height))
                seen = box.moved(dx, dy).clipped(size_wh)
                wrong.append(seen)
            faults.append(Fault(kind, record.path.name, seen.xyxy))
        if record.path in edits:
            dataset.write(record, [box for box in wrong if box is not None])
    return faults


def is_found(fault: Fault, bugs: list[Bug]) -> bool:
    """Say whether a row names the fault: its kind, its image, its place. Of a pair either box will do."""
    return any(
        bug.kind == fault.kind
        and Path(bug.image).name == fault.image
        and iou(np.array([bug.xyxy]), np.array([fault.xyxy]))[0, 0] >= 0.4
        for bug in bugs
    )


def train(data: Path, run: Path, name: str, imgsz: int, minutes: float) -> None:
    """Train a model for some minutes; what it has learnt by then is kept."""
    command = [sys.executable, "-m", "studio", "train", str(data), "--out", str(run), "--epochs", "1000"]
    with subprocess.Popen([*command, "--model", name, "--imgsz", str(imgsz)]) as process:
        try:
            process.wait(60 * minutes)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait(60)
    if not (run / "best.pt").is_file():
        raise SystemExit("No epoch was done in this time. Give it more minutes, or a smaller model.")


def main() -> None:
    """Print what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--photos", type=Path, required=True, help="a labelled dataset")
    model = parser.add_mutually_exclusive_group(required=True)
    model.add_argument("--model", type=Path)
    model.add_argument("--train", type=float, metavar="MINUTES")
    parser.add_argument("--name", default="v5lite-e", help="what to train")
    parser.add_argument("--imgsz", type=int, default=416)
    parser.add_argument("--each", type=int, default=15, help="faults of each kind")
    parser.add_argument("--top", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "faulty")
        shutil.copytree(options.photos, folder, copy_function=shutil.copyfile)
        for inner in (folder, *folder.rglob("*/")):
            inner.chmod(0o755)
        dataset = open_dataset(folder)
        faults = plant(dataset, options.each, random.Random(options.seed))
        path = options.model or Path(name, "run")
        if options.train:
            train(folder, path, options.name, options.imgsz, options.train)
        bugs = find_label_bugs(path, open_dataset(folder), say=print).bugs
        first = bugs[: options.top]
        print(f"{len(faults)} faults planted, {len(bugs)} rows, looked at the first {len(first)}.")
        print("| kind | planted | among the first | anywhere | rows of the kind among the first |")
        print("| --- | --- | --- | --- | --- |")
        for kind in KIND_TEXTS:
            planted = [fault for fault in faults if fault.kind == kind]
            counts = [sum(is_found(fault, some) for fault in planted) for some in (first, bugs)]
            rows = sum(bug.kind == kind for bug in first)
            print(f"| {kind} | {len(planted)} | {counts[0]} | {counts[1]} | {rows} |")
        found = sum(is_found(fault, first) for fault in faults)
        print(f"{found} of {len(faults)} among the first {options.top}: {found / len(faults):.0%}")


if __name__ == "__main__":
    main()
