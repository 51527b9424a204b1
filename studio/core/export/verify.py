"""Proof that an exported file finds what its checkpoint finds, on real pictures."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio.core.boxes.box import cxcywh_to_xyxy
from studio.core.boxes.detections import Detections
from studio.core.boxes.thresholds import Thresholds
from studio.core.errors import StudioError
from studio.core.export.agreement import Sighting, Tally, Terms, Tolerances, Verification
from studio.core.pictures import Image, imread
from studio.core.runtime.detector import Detector, load_detector
from studio.core.runtime.engine import Tensor
from studio.core.timing import StageTimer
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.data.record import ImageRecord

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
    from studio.core.data.notes import data_notes
    from studio.core.data.splits import validation_records

    records: list[ImageRecord] = []
    with contextlib.suppress(StudioError):
        records = validation_records(dataset)
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
    return ChosenImages(paths, [note, *data_notes(dataset, records)])


def verify_files(
    checkpoint: Path,
    files: Sequence[Path],
    paths: Sequence[Path],
    *,
    imgsz: int | None = None,
    thresholds: Thresholds = USUAL,
    tolerances: Tolerances | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> list[Verification]:
    """Run exported files beside their checkpoint over pictures and compare box by box.

    One picture is in memory at a time, with what all sides make of it. Pictures that can't be read are
    skipped and listed. When the checkpoint finds nothing in any of them, lower confidences are taken, so that
    there are boxes to compare.

    Args:
        progress: told (pictures done, pictures in all); may raise to stop.

    Returns:
        One for each file.

    Raises:
        StudioError: a file can't be opened as a model, or not one picture could be read.
    """
    with contextlib.ExitStack() as opened:
        ours = opened.enter_context(contextlib.closing(load_detector(checkpoint, imgsz=imgsz)))
        terms = settle_terms(ours, paths, thresholds, tolerances or Tolerances())
        sides = [
            opened.enter_context(contextlib.closing(load_detector(file, is_ours=True))) for file in files
        ]
        tallies = [Tally(terms) for _ in files]
        skipped: list[str] = []
        for done, path in enumerate(paths, start=1):
            image = _read(path, skipped)
            if image is not None:
                expected = look(ours, image, terms)
                for side, tally in zip(sides, tallies, strict=True):
                    tally.add(path, expected, look(side, image, terms))
            progress(done, len(paths))
    if len(skipped) == len(paths):
        raise StudioError(
            tr("None of the {count} images chosen to compare on can be read.", count=len(paths)),
            tr("Check the dataset first: studio check lists what is wrong with it."),
        )
    return [tally.verification(skipped) for tally in tallies]


def settle_terms(
    detector: Detector, paths: Sequence[Path], thresholds: Thresholds, tolerances: Tolerances
) -> Terms:
    """Return how to compare: at the confidence wanted, or a lower one when nothing is found above it."""
    terms = Terms(thresholds, tolerances, max(detector.spec.input_wh))
    highest = 0.0
    for path in paths:
        image = _read(path, [])
        if image is None:
            continue
        # Usually the first picture has something, and no other is looked at.
        scores = look(detector, image, terms).output[0][:, 4:]
        highest = max(highest, float(np.nanmax(scores[:, :1] * scores[:, 1:], initial=0.0)))
        if highest > thresholds.confidence:
            return terms
    lower = [confidence for confidence in LOWER if confidence < thresholds.confidence]
    confidence = next((level for level in lower if highest > level), lower[-1] if lower else None)
    if confidence is None:
        return terms
    lowered = replace(thresholds, confidence=confidence)
    return replace(terms, thresholds=lowered, lowered_from=thresholds.confidence)


def _read(path: Path, skipped: list[str]) -> Image | None:
    try:
        return imread(path)
    except StudioError as error:
        skipped.append(error.cause)
        return None


def look(detector: Detector, image: Image, terms: Terms) -> Sighting:
    """Return what a side sees in a picture."""
    timer = StageTimer()
    tensor, placement = detector.prepare(image)
    with timer.stage("inference"):
        outputs = detector.engine.infer(tensor)
    output = detector.decode(outputs)
    near = boxes_of_every_class(output, terms.thresholds.confidence - terms.tolerances.score)
    return Sighting(
        output=output,
        detections=detector.finish(outputs, placement, thresholds=terms.thresholds).detections,
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
