"""What bench_stopwatch and bench_loop share: tiles by photo, training by the clock, what is to be touched."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from studio.core.boxes.box import iou
from studio.core.boxes.matching import match_best_first
from studio.core.data.dataset import Dataset
from studio.core.data.record import Box, ImageRecord

T = TypeVar("T")
SAME_IOU = 0.5


@dataclass(frozen=True, slots=True)
class Touches:
    """Boxes beside what is true, paired by overlap.

    Attributes:
        right: true boxes that are there, of their class.
        misnamed: indices of boxes of another class than the true ones, with those.
        spurious: indices of boxes that are none.
        missed: true boxes that are not there.
    """

    right: int
    misnamed: tuple[tuple[int, Box], ...]
    spurious: tuple[int, ...]
    missed: tuple[Box, ...]

    @property
    def count(self) -> int:
        """Return how many boxes a person has to touch."""
        return len(self.misnamed) + len(self.spurious) + len(self.missed)


def touches(boxes: Sequence[Box], truth: Sequence[Box]) -> Touches:
    """Return what a person has to do to make boxes what they should be."""
    places = [np.array([box.xyxy for box in side], np.float64).reshape(-1, 4) for side in (boxes, truth)]
    pairs = list(match_best_first(iou(*places), SAME_IOU))
    misnamed = [
        (row, truth[column]) for row, column in pairs if boxes[row].class_id != truth[column].class_id
    ]
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    return Touches(
        len(pairs) - len(misnamed),
        tuple(misnamed),
        tuple(index for index in range(len(boxes)) if index not in rows),
        tuple(box for index, box in enumerate(truth) if index not in columns),
    )


def tiles_by_photo(dataset: Dataset) -> dict[str, list[ImageRecord]]:
    """Return labelled tiles by the photo they were cut from: PHOTO_NUMBER.jpg."""
    found: dict[str, list[ImageRecord]] = {}
    for record in dataset.records:
        photo, mark, _ = record.path.stem.rpartition("_")
        if mark and dataset.state(record) != "unseen":
            found.setdefault(photo, []).append(record)
    return found


def hold_back(
    photos: Mapping[str, Sequence[ImageRecord]], share: float
) -> tuple[list[ImageRecord], list[ImageRecord]]:
    """Return the tiles of all photos but the last of each, by number, and those."""
    kept: list[ImageRecord] = []
    held: list[ImageRecord] = []
    for name in sorted(photos):
        tiles = sorted(photos[name], key=lambda record: int(record.path.stem.rpartition("_")[2]))
        first = round(len(tiles) * (1 - share))
        kept += tiles[:first]
        held += tiles[first:]
    return kept, held


def spread(records: Sequence[T], count: int) -> list[T]:
    """Return so many of the records, from all over."""
    return [records[index] for index in np.linspace(0, len(records) - 1, min(count, len(records)), dtype=int)]


def copy_images(dataset: Dataset, records: Sequence[ImageRecord], folder: Path, *, labels: bool) -> None:
    """Copy images, with or without their labels, into a folder with the dataset's classes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "classes.txt").write_text("".join(f"{name}\n" for name in dataset.class_names))
    for record in records:
        shutil.copy(record.path, folder / record.path.name)
        if labels and record.label_path.exists():
            shutil.copy(record.label_path, folder / f"{record.path.stem}.txt")


def studio(*arguments: object) -> Any:
    """Run a verb and return its JSON document."""
    line = [sys.executable, "-m", "studio", *map(str, arguments), "--json"]
    done = subprocess.run(line, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return json.loads(done.stdout)


def train_for(
    minutes: float, data: Path, run: Path, *, model: str, imgsz: int, weights: Path | None = None
) -> str:
    """Train as many epochs as take so long; returns in words how long it took. One epoch is timed before."""
    options = ["--model", model, "--imgsz", imgsz, "--seed", 0]
    if weights is not None:
        options += ["--weights", weights]
    probe = run.with_name(f"{run.name}-probe")
    studio("train", data, *options, "--epochs", 2, "--out", probe)
    events = [json.loads(line) for line in (probe / "events.jsonl").read_text().splitlines()]
    epoch_seconds = min(event["seconds"] for event in events if event["event"] == "epoch")
    epochs = max(round(60 * minutes / epoch_seconds), 2)
    begun = time.perf_counter()
    studio("train", data, *options, "--epochs", epochs, "--out", run)
    took = time.perf_counter() - begun
    return f"{model} at {imgsz} px, {epochs} epochs in {took / 60:.1f} min"
