"""Proof that an exported file finds what its checkpoint finds, on real pictures."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio.core.boxes.box import cxcywh_to_xyxy
from studio.core.boxes.detections import Detections
from studio.core.errors import StudioError
from studio.core.export.agreement import (
    Outcome,
    Reference,
    Tolerances,
    Verification,
    judge,
)
from studio.core.files import Image, imread
from studio.core.runtime.detector import Detector, Thresholds, load_detector
from studio.core.runtime.engine import Tensor
from studio.core.timing import StageTimer
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset

USUAL = Thresholds(confidence=0.25, iou=0.45, top_k=5000)
"""Top-k lies where it cuts nothing off: at a cut the last bit of a float would choose who goes in."""
LOWER = (0.1, 0.03, 0.01, 0.003, 0.001)
"""Confidences tried in turn when a checkpoint that has hardly learned finds nothing above the usual one."""


@dataclass(frozen=True, slots=True)
class ChosenImages:
    """The pictures to compare on, and sentences on how they were chosen."""

    paths: list[Path]
    notes: list[str]


def choose_images(dataset: Dataset, count: int) -> ChosenImages:
    """Return up to `count` pictures of the validation split, spread evenly over it.

    Comparing needs no labels: a dataset that can't be split gives any of its pictures.

    Raises:
        StudioError: the dataset has none.
    """
    from studio.core.data.splits import training_split

    records = dataset.splits.get("val", [])
    if not records:
        with contextlib.suppress(StudioError):
            records = training_split(dataset).val
    held_out = bool(records)
    records = records or dataset.records
    if not records or count < 1:
        raise StudioError(
            tr("There is no image in {source} to compare on.", source=dataset.source),
            tr("Give a dataset with images, and one image or more."),
        )
    places = np.linspace(0, len(records) - 1, min(count, len(records))).round().astype(int)
    paths = [records[place].path for place in dict.fromkeys(places.tolist())]
    counts = {"count": len(paths), "total": len(records), "name": dataset.name}
    note = (
        tr("{count} of {total} validation images of {name} were compared.", **counts)
        if held_out
        else tr("{count} of {total} images of {name} were compared.", **counts)
    )
    return ChosenImages(paths, [note])


def make_reference(
    checkpoint: Path,
    paths: Sequence[Path],
    *,
    imgsz: int | None = None,
    thresholds: Thresholds = USUAL,
    tolerances: Tolerances | None = None,
) -> Reference:
    """Run the checkpoint on the pictures; those that can't be read are skipped and listed.

    When it finds nothing in any of them, lower confidences are tried, so that there are boxes to compare.

    Raises:
        StudioError: not one could be read.
    """
    detector = load_detector(checkpoint, imgsz=imgsz)
    reference = Reference(thresholds, tolerances or Tolerances(), max(detector.spec.input_wh))
    images: dict[Path, Image] = {}
    for path in paths:
        try:
            images[path] = imread(path)
        except StudioError as error:
            reference.skipped.append(error.cause)
    for confidence in (thresholds.confidence, *LOWER):
        if confidence > reference.thresholds.confidence:
            continue
        reference.thresholds = replace(thresholds, confidence=confidence)
        reference.outcomes = [_run(detector, path, image, reference) for path, image in images.items()]
        if any(len(outcome.detections) for outcome in reference.outcomes):
            break
    if reference.thresholds.confidence < thresholds.confidence:
        reference.lowered_from = thresholds.confidence
    detector.close()
    if not reference.outcomes:
        raise StudioError(
            tr("None of the {count} images chosen to compare on can be read.", count=len(paths)),
            tr("Check the dataset first: studio check lists what is wrong with it."),
        )
    return reference


def _run(detector: Detector, path: Path, image: Image, reference: Reference) -> Outcome:
    timer = StageTimer()
    tensor, placement = detector.prepare(image)
    with timer.stage("inference"):
        outputs = detector.engine.infer(tensor)
    output = detector.decode(outputs)
    near = boxes_of_every_class(output, reference.thresholds.confidence - reference.tolerances.score)
    return Outcome(
        path=path,
        output=output,
        detections=detector.finish(outputs, placement, thresholds=reference.thresholds).detections,
        near=near.with_boxes(placement.input_to_image(near.xyxy)),
        inference_ms=timer.timings.inference,
    )


def boxes_of_every_class(decoded: Tensor, confidence: float) -> Detections:
    """Return the boxes (input pixels) of a 1xNx(5+classes) output, once a class that passes `confidence`.

    Not of the best class alone: where two are level, a last digit decides which of them is found.
    """
    rows = decoded[0]
    with np.errstate(invalid="ignore", over="ignore"):
        scores = rows[:, 5:] * rows[:, 4:5]
        passes = (scores > confidence) & np.isfinite(rows[:, :4].sum(axis=1, keepdims=True) + scores)
    places, class_ids = np.nonzero(passes)
    return Detections(cxcywh_to_xyxy(rows[places, :4]), scores[places, class_ids], class_ids)


def verify_file(file: Path, reference: Reference) -> Verification:
    """Run an exported file on the reference's pictures and compare box by box.

    Raises:
        StudioError: the file can't be opened as a model.
    """
    detector = load_detector(file)
    found = [_run(detector, each.path, imread(each.path), reference) for each in reference.outcomes]
    detector.close()
    return judge(reference, found)
