"""Scores that don't ask for the class, recall at a precision, and what is taken for what."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.core.boxes.detections import Detections
from studio.core.evaluation.average_precision import MeanAveragePrecision
from studio.core.evaluation.examine import Seen, class_blind
from studio.core.evaluation.outcomes import confusion, confusion_told, judge

BOXES = np.array([[0, 0, 10, 10], [20, 0, 30, 10], [40, 0, 50, 10], [60, 0, 70, 10]], float)
CLASSES = np.array([0, 0, 1, 1])


def seen(*rows: tuple[int, float, int]) -> Seen:
    """An image of BOXES; of each detection (box, or -1 for a place without one; score; class)."""
    xyxy = [
        BOXES[box] if box >= 0 else [80 + 12 * index, 50, 90 + 12 * index, 60]
        for index, (box, _, _) in enumerate(rows)
    ]
    found = Detections.from_arrays(xyxy, [row[1] for row in rows], [row[2] for row in rows])
    return Seen(Path("a.png"), (100, 100), found, BOXES, CLASSES, milliseconds=0.0)


def test_a_lamp_of_the_wrong_colour_is_found() -> None:
    image = seen((0, 0.9, 1), (1, 0.8, 0), (2, 0.7, 0), (3, 0.6, 0))
    blind = class_blind([image])
    assert (blind.recall, blind.precision, blind.boxes) == (1, 1, 4)
    metric = MeanAveragePrecision(["w", "b"])
    metric.add(image.detections, image.xyxy, image.class_ids)
    assert metric.result().recall == 0.25


def test_two_classes_at_one_place_count_once() -> None:
    image = seen((0, 0.9, 1), (0, 0.85, 0), (1, 0.8, 0), (2, 0.7, 0), (2, 0.65, 1), (3, 0.6, 0))
    blind = class_blind([image])
    assert (blind.recall, blind.precision) == (1, 1)


def test_recall_at_a_precision_is_of_one_confidence_for_all_classes() -> None:
    # From 0.7 on both classes are right, one box each; below stand false ones and then the others.
    image = seen((0, 0.9, 0), (2, 0.8, 1), (-1, 0.6, 0), (-1, 0.6, 1), (1, 0.5, 0), (3, 0.5, 1))
    metric = MeanAveragePrecision(["w", "b", "nowhere"])
    metric.add(image.detections, image.xyxy, image.class_ids)
    recall, confidence = metric.recall_at_precision(0.9)
    assert recall == 0.5 and 0.6 < confidence <= 0.8
    recall, confidence = metric.recall_at_precision(0.6)
    assert recall == 1 and confidence <= 0.5
    assert MeanAveragePrecision(["w"]).recall_at_precision(0.9) == (0, 0)


def test_what_is_taken_for_what_is_told_in_words() -> None:
    image = seen((0, 0.9, 0), (1, 0.8, 1), (2, 0.7, 0))
    judged = judge(image.path, image.detections, BOXES, CLASSES, confidence=0.1)
    told = confusion_told(["w", "b"], confusion([judged], 2))
    assert told == [
        "Of 2 boxes of w 1 were found as w, 1 as b, and 0 not at all.",
        "Of 2 boxes of b 0 were found as b, 1 as w, and 1 not at all.",
    ]
    right = judge(image.path, image.detections[:1], BOXES, CLASSES, confidence=0.1)
    assert confusion_told(["w", "b"], confusion([right], 2)) == []
