"""How much is found at all, whatever class it is taken for: what a class of one photo alone can be asked."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from studio.core.boxes.detections import Detections
from studio.core.boxes.nms import nms
from studio.core.evaluation.average_precision import Evaluation, MeanAveragePrecision
from studio.core.evaluation.examine import EVALUATION, Seen

OBJECT = "object"
"""The only class of a class-blind evaluation."""


def class_blind(seen: Iterable[Seen]) -> Evaluation:
    """Return the figures of images when all boxes and all detections are of one class.

    What two classes claim at one place counts once, by the higher score.
    """
    metric = MeanAveragePrecision([OBJECT])
    for each in seen:
        found = each.detections
        blind = Detections(found.xyxy, found.scores, np.zeros_like(found.class_ids))
        kept = nms(blind, iou_threshold=EVALUATION.iou, top_k=EVALUATION.top_k)
        metric.add(kept, each.xyxy, np.zeros_like(each.class_ids))
    return metric.result()
