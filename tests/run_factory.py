"""Run folders as a training leaves them, from plain values, without training."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np

from studio.core.pictures import imwrite
from studio.core.report.run_report import REPORT, WORST
from studio.core.runs import folder as runs
from studio.core.runs.config import TrainConfig
from studio.core.runs.data_snapshot import Seal, SealedImage

Ending = Literal["done", "stopped", "error", "none"]


def make_events(
    *,
    run: Path = Path("run"),
    model: str = "yolov5n",
    epochs: int = 4,
    done: int | None = None,
    steps: int = 5,
    imgsz: int = 96,
    classes: tuple[str, ...] = ("w", "r"),
    ending: Ending = "done",
    begun: float = 1_700_000_000.0,
) -> list[dict[str, Any]]:
    """Events of a run of which `done` epochs (all, when left out) are over; losses fall, mAP rises."""
    done = epochs if done is None else done
    time = begun
    events: list[dict[str, Any]] = [
        {
            "event": "start", "run": str(run), "model": model, "epochs": epochs, "first_epoch": 1,
            "steps_per_epoch": steps, "imgsz": imgsz, "batch": 8, "classes": list(classes),
            "classes_by_colour": True, "train_images": 40, "val_images": 10, "threads": 2, "device": "cpu",
            "parameters": 1_765_270, "time": time,
        },
        {"event": "note", "message": "3 images were not looked at and are left out.", "time": time},
        {"event": "anchors", "anchors": [], "mean_iou": 0.78, "recall": 0.998, "time": time},
    ]  # fmt: skip
    best = {"map50": 0.0, "map50_95": 0.0, "epoch": 0}
    for epoch in range(1, done + 1):
        for step in range(1, steps + 1):
            at = (epoch - 1) * steps + step
            loss = 0.05 + math.exp(-3 * at / (epochs * steps)) * (1 + 0.1 * math.sin(7.0 * at))
            time += 0.5
            events.append(
                {
                    "event": "step", "epoch": epoch, "step": step, "steps": steps, "global_step": at,
                    "box": 0.07 * loss, "objectness": 0.12 * loss, "classification": 0.04 * loss,
                    "lr": 0.002 * (1 - at / (epochs * steps) / 1.01), "images_per_second": 16.4,
                    "seconds_left": 0.5 * (epochs * steps - at), "time": time,
                }
            )  # fmt: skip
        score = round(0.95 * (1 - math.exp(-4 * epoch / epochs)), 4)
        figures = {"map50": score, "map50_95": 0.6 * score, "precision": 0.9 * score, "recall": 0.8 * score}
        best = {**figures, "epoch": epoch}
        events.append(
            {
                "event": "epoch", "epoch": epoch, "epochs": epochs, **figures,
                "per_class": {name: {**figures, "boxes": 12} for name in classes},
                "box": 0.03, "objectness": 0.05, "classification": 0.02, "lr": 0.001, "best": True,
                "val_seconds": 0.4, "seconds": 0.5 * steps + 0.4, "time": time,
            }
        )  # fmt: skip
    if ending in ("done", "stopped"):
        events.append(
            {
                "event": ending, "epoch": done, "best_map50": best["map50"],
                "best_map50_95": best["map50_95"], "best_epoch": best["epoch"], "seconds": time - begun,
                "checkpoint": str(run / "best.pt"), "time": time,
            }
        )  # fmt: skip
    elif ending == "error":
        message = "The loss is not a number at step 2 of epoch 3."
        events.append({"event": "error", "cause": message, "remedy": "Use a lower learning rate."})
    return events


def write_run(name: str, data: Path, *, has_checkpoints: bool = True, **facts: Any) -> Path:
    """Write a run of the dataset `data` into the runs folder; `facts` are those of `make_events`."""
    run = runs.runs_folder() / name
    run.mkdir(parents=True)
    events = make_events(run=run, **facts)
    start = events[0]
    config = TrainConfig(
        data=str(data), out=str(run), model=start["model"], epochs=start["epochs"], imgsz=start["imgsz"]
    )
    (run / runs.CONFIG).write_text(json.dumps(config.to_dict()), encoding="utf-8")
    append_events(run, events)
    if has_checkpoints:
        # Stands for weights where only their being there counts.
        for checkpoint in ("best.pt", "last.pt"):
            (run / checkpoint).write_bytes(b"")
    return run


def write_seal(run: Path, *, moved: int = 0, relabelled: int = 0) -> None:
    """Give a run the seal of one image with 40 boxes, the first of them moved or of another class."""
    boxes = tuple(
        (float(n < relabelled), 40.0 * n + 9 * (n < moved), 0.0, 40.0 * n + 30 + 9 * (n < moved), 30.0)
        for n in range(40)
    )
    Seal(("w", "r"), {"train": {"a.png": SealedImage("0", boxes)}}).save(run)


def write_worst(run: Path, *sentences: str, images: Sequence[Path] = ()) -> None:
    """Give a run a report and a picture for each of these sentences, of these images."""
    (run / WORST).mkdir()
    rows = [
        {"file": f"{n}.jpg", "image": str(images[n]) if images else f"{n}.png", "sentence": sentence}
        for n, sentence in enumerate(sentences)
    ]
    for row in rows:
        imwrite(run / WORST / row["file"], np.full((48, 64, 3), 90, np.uint8))
    (run / WORST / "worst.json").write_text(json.dumps(rows), encoding="utf-8")
    (run / REPORT).write_text("<p>report</p>", encoding="utf-8")


def append_events(run: Path, events: list[dict[str, Any]]) -> None:
    """Write events as a training does, each on its own line."""
    with (run / runs.EVENTS).open("a", encoding="utf-8") as stream:
        stream.writelines(json.dumps(event) + "\n" for event in events)
