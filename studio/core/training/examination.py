"""Running a detector over labelled images: its figures, and what became of every single box."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from studio.core.boxes.letterbox import Letterbox
from studio.core.data.dataset import Dataset
from studio.core.data.record import ImageRecord
from studio.core.errors import StudioError
from studio.core.pictures import imread
from studio.core.runtime.detector import Detector, Thresholds
from studio.core.training.evaluate import RECALLS, Evaluation, MeanAveragePrecision
from studio.core.training.outcomes import PAIRED_IOU, Outcome, confusion, judge, recall_by_size
from studio.core.words import tr


@dataclass(frozen=True, slots=True)
class Examined:
    """What a detector came to.

    Attributes:
        confidence: the score from which on detections were judged.
        precision: per class its precision at each of RECALLS.
        outcomes: the images, judged.
    """

    class_names: list[str]
    evaluation: Evaluation
    confidence: float
    precision: dict[str, list[float]]
    outcomes: list[Outcome]

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
        }


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
    metric = MeanAveragePrecision(names)
    seen = []
    for done, record in enumerate(records, start=1):
        try:
            image = imread(record.path)
        except StudioError as error:
            say(tr("Left out: {cause}", cause=error.cause))
            continue
        boxes = [box for box in dataset.read(record).boxes if box.class_id < len(names)]
        xyxy = np.array([box.xyxy for box in boxes], np.float64).reshape(-1, 4)
        class_ids = np.array([box.class_id for box in boxes], np.int64)
        detections = detector.detect(image).detections
        metric.add(detections, xyxy, class_ids)
        image_wh = image.shape[1], image.shape[0]
        fit = Letterbox.fit(image_wh, detector.spec.input_wh, detector.spec.resize)
        scale_xy = fit.scaled_wh[0] / image_wh[0], fit.scaled_wh[1] / image_wh[1]
        seen.append((record.path, detections, xyxy, class_ids, scale_xy))
        if progress:
            progress(done, len(records))
    evaluation = metric.result()
    # When nothing right was found, no score is better than another: judge what the live view shows.
    confidence = evaluation.confidence or Thresholds().confidence
    outcomes = [
        judge(path, detections, xyxy, class_ids, confidence=confidence, scale_xy=scale_xy)
        for path, detections, xyxy, class_ids, scale_xy in seen
    ]
    return Examined(names, evaluation, confidence, metric.precision_recall(), outcomes)
