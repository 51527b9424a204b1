"""The report of a run: figures, plots and the worst images of its best checkpoint, and one page with all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.data.class_colours import class_colour
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.photos import place_of
from studio.core.data.record import ImageRecord
from studio.core.data.splitting.splits import check_classes, usable_records, validation_records
from studio.core.errors import StudioError
from studio.core.evaluation.examine import EVALUATION, Examined, examine
from studio.core.evaluation.outcomes import worst
from studio.core.files import atomic_write, checksum, own_folder
from studio.core.json_door import Number, Text, Whole, read_json
from studio.core.pictures import encoded_image, imread
from studio.core.report.anchor_plot import anchor_plot
from studio.core.report.html import render_page
from studio.core.report.pictures import Picture, draw_outcome
from studio.core.report.plots import Line, bar_plot, line_plot, matrix_plot
from studio.core.runs import folder as runs
from studio.core.runs.config import TrainConfig
from studio.core.runs.curves import LOSSES, RunCurves, smooth
from studio.core.runs.data_snapshot import Difference, Seal, compare, seal
from studio.core.runs.events import COUNT, SCORE
from studio.core.runtime.detector import load_detector
from studio.core.runtime.threads import usable_cores
from studio.core.weights.places import BEST
from studio.core.words import paragraph, tr

FIGURES, PLOTS, WORST, REPORT = "figures.json", "plots", "worst", "report.html"
PLOT_NAMES = ("loss", "map", "anchors", "precision_recall", "confusion", "recall_by_size")
WORST_NAME = re.compile(r"\d\d-.*\.jpg", re.DOTALL)
WORST_COUNT = 12
LINE_COLOURS = ("#3f86d8", "#d9822b", "#2aa876")
EVALUATED = ("evaluation", "precision_recall", "confusion", "recall_by_size", "class_blind", "worst")
"""The figures that only the images can give."""
WORST_ROWS = [{"file": Text(), "image": Text(), "sentence": Text()}]
_SCORES = {"map50": SCORE, "map50_95": SCORE, "precision": SCORE, "recall": SCORE}
EARLIER = {
    "sha256": (Text(), None),
    "classes": [Text()],
    "evaluation": {
        **_SCORES,
        "confidence": SCORE,
        "images": COUNT,
        "boxes": COUNT,
        "per_class": {str: {**_SCORES, "boxes": COUNT}},
    },
    "precision_recall": {"iou": SCORE, "recall": [SCORE], "precision": {str: [SCORE]}},
    "confusion": {"confidence": SCORE, "iou": SCORE, "classes": [Text()], "counts": [[Whole(0)]]},
    "recall_by_size": [
        {"from": Number(0), "to": (Number(0), None), "boxes": COUNT, "found": COUNT, "recall": (SCORE, None)}
    ],
    # Later than the others.
    "class_blind?": {**_SCORES, "confidence": SCORE},
    "worst": WORST_ROWS,
}
"""The shape of what a report takes from an earlier one's figures."""

Figures = dict[str, Any]
Progress = Callable[[int, int], None]


def write_report(run: Path, *, progress: Progress | None = None) -> Path:
    """Evaluate a run's best checkpoint on its own validation images, and return the path of the report.

    What is missing (the images, a checkpoint) is left out and said in the report. Written are `figures.json`,
    `plots/*.svg`, `worst/*.jpg`, `worst/worst.json` and `report.html`, which holds all of them.

    Args:
        progress: told (images done, images in all); may raise to stop.

    Raises:
        StudioError: it isn't a run folder, or the report can't be written.
    """
    info = runs.read_run(run)
    for name in (PLOTS, WORST):
        own_folder(run, name)
    curves = RunCurves(runs.tail_events(run)[0])
    figures = _told_by_run(info, curves)
    checkpoint = run / BEST
    try:
        if not checkpoint.is_file():
            raise StudioError(tr("No epoch of the run came to its end, so there is no best checkpoint."))
        figures["sha256"] = checksum(checkpoint)
        found = _Examination(info, figures["notes"]).run(checkpoint, progress)
    except StudioError as problem:
        figures["notes"].append(problem.cause)
        pictures = _earlier_pictures(run, figures)
    else:
        figures |= {"classes": found.class_names, "evaluation": found.evaluation.to_dict(), **found.details()}
        pictures = _draw_worst(run, found)
        figures["worst"] = [picture.to_dict() for picture in pictures]
    _keep_worst(run, pictures)
    plots = _draw_plots(curves, figures)
    for name, picture in plots.items():
        atomic_write(run / PLOTS / f"{name}.svg", picture)
    for name in PLOT_NAMES:
        if name not in plots:
            (run / PLOTS / f"{name}.svg").unlink(missing_ok=True)
    atomic_write(run / FIGURES, json.dumps(figures, indent=1) + "\n")
    atomic_write(run / REPORT, render_page(figures, info.config, plots, pictures))
    return run / REPORT


@dataclass(frozen=True, slots=True)
class WorstImage:
    """A picture of one of a run's worst images, the image itself, and its mistakes in words."""

    picture: Path
    image: Path
    sentence: str


def read_worst(run: Path) -> list[WorstImage]:
    """Return a run's worst images as its report left them."""
    try:
        rows = read_json(run / WORST / "worst.json", WORST_ROWS)
    except StudioError:
        return []
    found = [
        WorstImage(run / WORST / Path(row["file"]).name, Path(row["image"]), row["sentence"]) for row in rows
    ]
    return [worst for worst in found if worst.picture.is_file()]


def _told_by_run(info: runs.RunInfo, curves: RunCurves) -> Figures:
    """Return the figures that the run folder alone gives."""
    best = curves.best
    notes = [message for kind, message in curves.messages if kind == "warning"]
    if info.last.get("event") == "error":
        notes.append(tr("The training failed: {message}", message=runs.cause_of(info.last)))
    by_training = ("map50", "map50_95", "precision", "recall", "per_class")
    return {
        "run": info.path.resolve().name,
        "note": info.note,
        "model": curves.start.get("model") or info.config.get("model", ""),
        "classes": curves.start.get("classes", []),
        "ended": info.last.get("event") if info.last.get("event") in ("done", "stopped", "error") else None,
        "time": info.last.get("time"),
        "epochs": curves.total_epochs,
        "epochs_done": len(curves.epochs),
        "best_epoch": best.get("epoch"),
        "seconds": sum(float(epoch.get("seconds", 0)) for epoch in curves.epochs),
        "sha256": None,
        "data": _sealed_data(info.path, notes),
        "notes": notes,
        "evaluation": {name: best[name] for name in by_training if name in best} or None,
        "precision_recall": None,
        "confusion": None,
        "recall_by_size": None,
        "class_blind": None,
        "worst": [],
    }


def _sealed_data(run: Path, notes: list[str]) -> Figures | None:
    """Return the digest of a run's data, and images and boxes per split; None when it has no seal."""
    try:
        sealed = Seal.load(run)
    except StudioError as error:
        notes.append(error.cause)
        return None
    if sealed is None:
        return None
    counts = {
        name: {"images": len(images), "boxes": sum(len(image.boxes) for image in images.values())}
        for name, images in sealed.splits.items()
    }
    return {"digest": sealed.digest(), "splits": counts}


class _Examination:
    """Runs a run's best checkpoint over its own validation images."""

    def __init__(self, info: runs.RunInfo, notes: list[str]) -> None:
        self.run_folder, self.start, self.notes = info.path, info.start, notes
        self.config = TrainConfig.from_dict({**info.config, "out": str(info.path)})

    def run(self, checkpoint: Path, progress: Progress | None) -> Examined:
        """Return what was found.

        Raises:
            StudioError: the checkpoint or the dataset can't be used.
        """
        dataset = open_dataset(Path(self.config.data))
        # As many threads as the training found best: more are slower on a busy machine.
        threads = int(self.start.get("threads", 0)) or None
        detector = load_detector(checkpoint, threads=threads and min(threads, usable_cores()))
        try:
            check_classes(detector.spec.class_names, dataset.class_names)
            records = self._validation_records(dataset)
            detector.thresholds = EVALUATION
            return examine(detector, dataset, records, say=self.notes.append, progress=progress)
        finally:
            detector.close()

    def _validation_records(self, dataset: Dataset) -> list[ImageRecord]:
        """Return the images the run validated on that are still there, telling what changed."""
        try:
            sealed = Seal.load(self.run_folder)
        except StudioError:
            sealed = None
        if sealed is None or "val" not in sealed.splits:
            return validation_records(dataset, val_fraction=self.config.val_fraction, seed=self.config.seed)
        places = sealed.splits["val"]
        records = [
            record
            for record in dataset.records
            if place_of(dataset, record) in places and record.path.is_file()
        ]
        if not records:
            raise StudioError(tr("None of the validation images of the run is still there."))
        before = Seal(sealed.class_names, {"val": places})
        difference = compare(before, seal(dataset, {"val": records}))
        if difference != Difference():
            changes = paragraph(*difference.sentences())
            self.notes.append(
                tr("The validation images or labels changed since the run: {changes}", changes=changes)
            )
        return usable_records(dataset, records, self.notes)


def _draw_worst(run: Path, found: Examined) -> list[Picture]:
    """Write the pictures of the worst images."""
    pictures = []
    for number, outcome in enumerate(worst(found.outcomes, WORST_COUNT), start=1):
        name = f"{number:02}-{outcome.path.stem[:60]}.jpg"
        path = run / WORST / name
        picture = draw_outcome(imread(outcome.path), outcome, found.class_names)
        content = encoded_image(path, picture, quality=88)
        atomic_write(path, content)
        pictures.append(Picture(name, str(outcome.path), outcome.sentence(), content))
    return pictures


def _earlier_pictures(run: Path, figures: Figures) -> list[Picture]:
    """Take what an earlier report of the same checkpoint found, when there is one."""
    try:
        earlier = read_json(run / FIGURES, EARLIER)
        if figures["sha256"] is None or earlier["sha256"] != figures["sha256"]:
            return []
        pictures = [
            Picture(name, row["image"], row["sentence"], (run / WORST / name).read_bytes())
            for row in earlier["worst"]
            if WORST_NAME.fullmatch(name := Path(row["file"]).name)
        ]
        figures |= {name: earlier[name] for name in (*EVALUATED, "classes")}
    except (OSError, StudioError):
        return []
    figures["notes"].append(tr("Figures and pictures of single images are those of an earlier report."))
    return pictures


def _keep_worst(run: Path, pictures: list[Picture]) -> None:
    """Write the list of the worst images, and remove the pictures of an earlier report."""
    rows = [picture.to_dict() for picture in pictures]
    atomic_write(run / WORST / "worst.json", json.dumps(rows, indent=1) + "\n")
    kept = {picture.file for picture in pictures}
    for path in list((run / WORST).iterdir()):
        if WORST_NAME.fullmatch(path.name) and path.name not in kept:
            path.unlink()


def _draw_plots(curves: RunCurves, figures: Figures) -> dict[str, str]:
    """Return the plots there is something to show in, as SVG by their name of PLOT_NAMES."""
    plots = {}
    if len(curves.at):
        window = max(1, len(curves.at) // 25)
        plots["loss"] = line_plot(
            tr("Losses"),
            [
                Line(name, colour, curves.at, smooth(curves.series(name), window))
                for name, colour in zip(LOSSES, LINE_COLOURS, strict=True)
            ],
            x_name=tr("epoch"),
            y_name=tr("loss, mean of {n} steps", n=window),
            x_range=(0, float(curves.at[-1])),
        )
    if curves.epochs:
        best = curves.best
        plots["map"] = line_plot(
            tr("Mean average precision"),
            [
                Line("mAP@0.5", LINE_COLOURS[0], *curves.epoch_series("map50")),
                Line("mAP@0.5:0.95", LINE_COLOURS[1], *curves.epoch_series("map50_95")),
            ],
            x_name=tr("epoch"),
            y_name="mAP",
            x_range=(0, float(curves.epochs[-1]["epoch"])),
            y_range=(0, 1),
            mark=(best["epoch"], best["map50"], tr("best: {map50:.3f}", map50=best["map50"]))
            if best
            else None,
        )
    if "sizes" in curves.anchors:
        told = curves.anchors
        sizes = np.array(told["sizes"], np.float64).reshape(-1, 2)
        plots["anchors"] = anchor_plot(sizes, told["anchors"], tuple(told["strides"]))
    if figures["precision_recall"]:
        curve = figures["precision_recall"]
        plots["precision_recall"] = line_plot(
            tr("Precision and recall at IoU 0.5"),
            [
                Line(name, class_colour(index, name), np.array(curve["recall"]), np.array(precision))
                for index, (name, precision) in enumerate(curve["precision"].items())
            ],
            x_name=tr("recall"),
            y_name=tr("precision"),
            x_range=(0, 1),
            y_range=(0, 1),
        )
    if figures["confusion"]:
        plots["confusion"] = matrix_plot(
            tr(
                "Confusion at a confidence of {confidence:.3f}", confidence=figures["confusion"]["confidence"]
            ),
            figures["confusion"]["classes"],
            np.array(figures["confusion"]["counts"]),
            row_name=tr("true class"),
            column_name=tr("found class"),
        )
    if figures["recall_by_size"]:
        plots["recall_by_size"] = bar_plot(
            tr("Recall by box size"),
            [
                (
                    f"{row['from']}–{row['to']}" if row["to"] else f"> {row['from']}",
                    tr("{found} of {boxes}", found=row["found"], boxes=row["boxes"]),
                    row["recall"],
                )
                for row in figures["recall_by_size"]
            ],
            x_name=tr("square root of the box's area, in pixels of the input"),
            y_name=tr("recall"),
        )
    return plots
