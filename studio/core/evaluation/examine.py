"""Running a detector over labelled images: its figures, and what became of every single box."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.boxes.detections import Detections
from studio.core.boxes.nms import nms
from studio.core.boxes.thresholds import Thresholds
from studio.core.data.dataset import Dataset
from studio.core.data.record import Box, ImageRecord
from studio.core.errors import StudioError
from studio.core.evaluation.average_precision import RECALLS, Evaluation, MeanAveragePrecision
from studio.core.evaluation.outcomes import (
    PAIRED_IOU,
    Outcome,
    confusion,
    confusion_told,
    judge,
    recall_by_size,
)
from studio.core.pictures import Image, imread
from studio.core.runtime.detector import Detector
from studio.core.words import tr


@dataclass(frozen=True, slots=True)
class Examined:
    """What a detector came to.

    Attributes:
        confidence: the score from which on detections were judged.
        precision: per class its precision at each of RECALLS.
        outcomes: the images, judged.
        blind: the figures when all boxes and detections are of one class: how much is found at all.
        ms_per_image: from the picture to its detections, in the mean.
        untiled: the same of the pictures as a whole, when the detector looked at them tile by tile.
    """

    class_names: list[str]
    evaluation: Evaluation
    confidence: float
    precision: dict[str, list[float]]
    outcomes: list[Outcome]
    blind: Evaluation
    ms_per_image: float = 0.0
    untiled: Examined | None = None

    def confusion_told(self) -> list[str]:
        """Return, for each class with boxes that were taken for others, a sentence that tells for which."""
        return confusion_told(self.class_names, confusion(self.outcomes, len(self.class_names)))

    def details(self) -> dict[str, Any]:
        """Return the figures that go beyond the evaluation, as plain data for JSON."""
        return {
            "precision_recall": {
                "iou": PAIRED_IOU,
                "recall": RECALLS.tolist(),
                "precision": self.precision,
            },
            "confusion": {
                "confidence": self.confidence,
                "iou": PAIRED_IOU,
                "classes": [*self.class_names, tr("nothing")],
                "counts": confusion(self.outcomes, len(self.class_names)).tolist(),
            },
            "recall_by_size": recall_by_size(self.outcomes),
            "class_blind": {
                name: getattr(self.blind, name)
                for name in ("map50", "map50_95", "precision", "recall", "confidence")
            },
        }


@dataclass(frozen=True, slots=True)
class Seen:
    """A labelled image beside what a detector found in it.

    Attributes:
        detections: in pixels of the image, of low confidence too.
        xyxy, class_ids: its true boxes (N, 4) and their classes (N,).
        milliseconds: what it took to find them, as its share of those looked at together.
    """

    path: Path
    image_wh: tuple[int, int]
    detections: Detections
    xyxy: npt.NDArray[np.float64]
    class_ids: npt.NDArray[np.int64]
    milliseconds: float


ReadBoxes = Callable[[ImageRecord], Sequence[Box]]
LeftOut = Callable[[StudioError], None]
"""Told why an image can't be read and doesn't count, each time it is met."""


def look_through(
    detector: Detector, labelled: Iterable[tuple[Path, Sequence[Box]]], left_out: LeftOut
) -> Iterator[Seen]:
    """Run a detector, whose confidence is to be low, over images with boxes, `engine.batch` at a time."""
    readable = _images(labelled, left_out)
    while chunk := list(itertools.islice(readable, detector.engine.batch)):
        start = time.perf_counter()
        found = list(detector.detect_all(image for _, _, image in chunk))
        milliseconds = (time.perf_counter() - start) * 1000 / len(chunk)
        for (path, boxes, image), detections in zip(chunk, found, strict=True):
            yield Seen(
                path,
                (image.shape[1], image.shape[0]),
                detections,
                np.array([box.xyxy for box in boxes], np.float64).reshape(-1, 4),
                np.array([box.class_id for box in boxes], np.int64),
                milliseconds,
            )


def _images(
    labelled: Iterable[tuple[Path, Sequence[Box]]], left_out: LeftOut
) -> Iterator[tuple[Path, Sequence[Box], Image]]:
    for path, boxes in labelled:
        try:
            yield path, boxes, imread(path)
        except StudioError as problem:
            left_out(problem)


def measure(
    detector: Detector, records: Iterable[ImageRecord], read_boxes: ReadBoxes, left_out: LeftOut
) -> Evaluation:
    """Return a detector's figures on labelled images, as training asks for them after each epoch."""
    metric = MeanAveragePrecision(detector.spec.class_names)
    labelled = ((record.path, read_boxes(record)) for record in records)
    for seen in look_through(detector, labelled, left_out):
        metric.add(seen.detections, seen.xyxy, seen.class_ids)
    return metric.result()


def examine(
    detector: Detector,
    dataset: Dataset,
    records: Sequence[ImageRecord],
    *,
    say: Callable[[str], None],
    progress: Callable[[int, int], None] | None = None,
) -> Examined:
    """Run a detector, whose confidence is to be low, over images and judge what it finds.

    Args:
        say: told about images that can't be read and are left out.
        progress: told (images done, images in all); may raise to stop.
    """
    names = list(detector.spec.class_names)
    metric, blind = MeanAveragePrecision(names), MeanAveragePrecision([OBJECT])

    def known_boxes(record: ImageRecord) -> list[Box]:
        return [box for box in dataset.read(record).boxes if box.class_id < len(names)]

    def leave_out(problem: StudioError) -> None:
        say(tr("Left out: {cause}", cause=problem.cause))

    seen: list[Seen] = []
    labelled = ((record.path, known_boxes(record)) for record in records)
    for each in look_through(detector, labelled, leave_out):
        metric.add(each.detections, each.xyxy, each.class_ids)
        _add_blindly(blind, each)
        seen.append(each)
        if progress:
            progress(len(seen), len(records))
    evaluation = metric.result()
    # When nothing right was found, no score is better than another: judge what the live view shows.
    confidence = evaluation.confidence or Thresholds().confidence
    outcomes = [
        judge(
            each.path,
            each.detections,
            each.xyxy,
            each.class_ids,
            confidence=confidence,
            scale_xy=detector.scale_xy(each.image_wh),
        )
        for each in seen
    ]
    ms = float(np.mean([each.milliseconds for each in seen])) if seen else 0.0
    return Examined(
        names, evaluation, confidence, metric.precision_recall(), outcomes, blind.result(), ms_per_image=ms
    )


def class_blind(seen: Iterable[Seen]) -> Evaluation:
    """Return the figures of images when all boxes and all detections are of one class.

    A class that is in one photo alone can be asked nothing else when that photo is left out.
    """
    metric = MeanAveragePrecision([OBJECT])
    for each in seen:
        _add_blindly(metric, each)
    return metric.result()


def _add_blindly(metric: MeanAveragePrecision, seen: Seen) -> None:
    """Take in an image as if there were one class; what two classes claim at one place counts once."""
    found = seen.detections
    blind = Detections(found.xyxy, found.scores, np.zeros_like(found.class_ids))
    kept = nms(blind, iou_threshold=EVALUATION.iou, top_k=EVALUATION.top_k)
    metric.add(kept, seen.xyxy, np.zeros_like(seen.class_ids))


OBJECT = "object"
"""The only class of a class-blind evaluation."""
EVALUATION = Thresholds(confidence=0.001, iou=0.6, top_k=1000)
"""A curve over all confidences needs the low ones; the IoU is the one mAP is usually reported with."""
