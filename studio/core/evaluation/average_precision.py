"""mAP as COCO defines it, with precision and recall per class.

Average precision is the mean of the interpolated precision at 101 recalls; a detection matches the
unmatched box of its class it overlaps most, best score first (COCO detection evaluation, cocoapi).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.boxes.box import iou
from studio.core.boxes.detections import Detections
from studio.core.boxes.matching import match_in_order

IOU_THRESHOLDS = np.linspace(0.5, 0.95, 10)
RECALLS = np.linspace(0, 1, 101)


@dataclass(frozen=True, slots=True)
class ClassResult:
    """Figures of one class; precision and recall at IoU 0.5 and the evaluation's confidence, all 0..1."""

    map50: float
    map50_95: float
    precision: float
    recall: float
    boxes: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation says.

    Attributes:
        map50, map50_95: means over the classes that have boxes.
        precision, recall: means over classes at `confidence`, the score that gives the best mean F1.
        images, boxes: how many were looked at.
    """

    map50: float
    map50_95: float
    precision: float
    recall: float
    confidence: float
    images: int
    boxes: int
    per_class: dict[str, ClassResult]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON document of `studio evaluate`."""
        return {
            "map50": self.map50,
            "map50_95": self.map50_95,
            "precision": self.precision,
            "recall": self.recall,
            "confidence": self.confidence,
            "images": self.images,
            "boxes": self.boxes,
            "per_class": {
                name: {
                    "map50": result.map50,
                    "map50_95": result.map50_95,
                    "precision": result.precision,
                    "recall": result.recall,
                    "boxes": result.boxes,
                }
                for name, result in self.per_class.items()
            },
        }


class MeanAveragePrecision:
    """Collects images one by one, then gives the Evaluation."""

    def __init__(self, class_names: Sequence[str]) -> None:
        self.class_names = list(class_names)
        self._images = 0
        self._boxes = np.zeros(len(class_names), np.int64)
        # Per class and image: scores (n,), and per IoU threshold whether each detection matched (10, n).
        self._scores: list[list[npt.NDArray[np.float64]]] = [[] for _ in class_names]
        self._matched: list[list[npt.NDArray[np.bool_]]] = [[] for _ in class_names]

    def add(
        self,
        detections: Detections,
        xyxy: npt.NDArray[np.floating],
        class_ids: npt.NDArray[np.integer],
    ) -> None:
        """Take in one image: what was found, and its true boxes (N, 4) and classes (N,)."""
        self._images += 1
        for index in range(len(self.class_names)):
            found = np.flatnonzero(detections.class_ids == index)
            truth = xyxy[class_ids == index].astype(np.float64)
            self._boxes[index] += len(truth)
            found = found[np.argsort(-detections.scores[found], kind="stable")]
            overlaps = iou(detections.xyxy[found].astype(np.float64), truth)
            self._scores[index].append(detections.scores[found].astype(np.float64))
            self._matched[index].append(
                np.array([match_in_order(overlaps, least) >= 0 for least in IOU_THRESHOLDS])
            )

    def result(self) -> Evaluation:
        """Return the figures of all images so far."""
        curves = [self._curve(index) for index in range(len(self.class_names))]
        present = [index for index in range(len(curves)) if self._boxes[index]]
        confidence = _best_confidence([curves[index] for index in present])
        per_class = {}
        for index, name in enumerate(self.class_names):
            precision, recall = curves[index].at(confidence)
            average = curves[index].average_precision
            per_class[name] = ClassResult(
                map50=float(average[0]),
                map50_95=float(average.mean()),
                precision=precision,
                recall=recall,
                boxes=int(self._boxes[index]),
            )

        def mean(field: str) -> float:
            values = [getattr(per_class[self.class_names[index]], field) for index in present]
            return float(np.mean(values)) if values else 0.0

        return Evaluation(
            map50=mean("map50"),
            map50_95=mean("map50_95"),
            precision=mean("precision"),
            recall=mean("recall"),
            confidence=confidence,
            images=self._images,
            boxes=int(self._boxes.sum()),
            per_class=per_class,
        )

    def precision_recall(self) -> dict[str, list[float]]:
        """Return per class its precision at each of RECALLS, at IoU 0.5; its mean is the class's mAP@0.5."""
        return {
            name: self._curve(index).precision_at_recalls(0).tolist()
            for index, name in enumerate(self.class_names)
        }

    def recall_at_precision(self, least: float) -> tuple[float, float]:
        """Return (recall, confidence): the most recall that one confidence for all classes gives.

        Precision is that of all detections together, recall the mean over the classes that have boxes, both
        at IoU 0.5; where no confidence gives a precision of `least`, both are 0.
        """
        curves = [self._curve(index) for index in range(len(self.class_names))]
        present = self._boxes > 0
        best = (0.0, 0.0)
        for confidence in np.linspace(0, 1, 1001)[1:].tolist():
            found, right = np.array([curve.counts_at(confidence) for curve in curves]).reshape(-1, 2).T
            if right.sum() and right.sum() >= least * found.sum():
                recall = float((right[present] / self._boxes[present]).mean())
                if recall > best[0]:
                    best = recall, confidence
        return best

    def _curve(self, index: int) -> _Curve:
        scores = np.concatenate([np.zeros(0), *self._scores[index]])
        matched = np.concatenate([np.zeros((len(IOU_THRESHOLDS), 0), bool), *self._matched[index]], axis=1)
        order = np.argsort(-scores, kind="stable")
        return _Curve(scores[order], matched[:, order], int(self._boxes[index]))


class _Curve:
    """Precision and recall of one class as the confidence falls."""

    def __init__(self, scores: npt.NDArray[np.float64], matched: npt.NDArray[np.bool_], boxes: int) -> None:
        self.scores = scores
        self._hits = hits = matched.cumsum(axis=1)
        self.recall = hits / max(boxes, 1)
        self.precision = hits / np.arange(1, len(scores) + 1)

    @property
    def average_precision(self) -> npt.NDArray[np.float64]:
        """Return AP at each IoU threshold (10,)."""
        return np.array([self.precision_at_recalls(row).mean() for row in range(len(IOU_THRESHOLDS))])

    def precision_at_recalls(self, row: int) -> npt.NDArray[np.float64]:
        """Return the highest precision at each of RECALLS or beyond, 0 where none is: (101,)."""
        envelope = np.maximum.accumulate(self.precision[row, ::-1])[::-1]
        at = np.searchsorted(self.recall[row], RECALLS, side="left")
        reached = at < len(envelope)
        result = np.zeros(len(RECALLS))
        result[reached] = envelope[at[reached]]
        return result

    def counts_at(self, confidence: float) -> tuple[int, int]:
        """Return how many detections score at least `confidence`, and how many are right at IoU 0.5."""
        count = int(np.searchsorted(-self.scores, -confidence, side="right"))
        return count, int(self._hits[0, count - 1]) if count else 0

    def at(self, confidence: float) -> tuple[float, float]:
        """Return (precision, recall) at IoU 0.5 of the detections that score at least `confidence`."""
        count = int(np.searchsorted(-self.scores, -confidence, side="right"))
        if not count:
            return 0.0, 0.0
        return float(self.precision[0, count - 1]), float(self.recall[0, count - 1])


def _best_confidence(curves: list[_Curve]) -> float:
    """Return the score at which the mean F1 of the classes is highest (0 when nothing was found)."""
    levels = np.linspace(0, 1, 201)[1:]
    scores = []
    for level in levels:
        pairs = [curve.at(float(level)) for curve in curves]
        scores.append(sum(2 * p * r / (p + r) if p + r else 0.0 for p, r in pairs))
    return float(levels[int(np.argmax(scores))]) if any(scores) else 0.0
