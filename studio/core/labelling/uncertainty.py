"""How unsure a model is of an image: what to label next, so that it learns most from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from studio.core.boxes.box import iou
from studio.core.boxes.detections import Detections

NEAR = 0.3
"""Scores this far from the threshold leave no doubt."""
RIVAL_IOU = 0.5
"""Two detections of different classes that overlap so far are two opinions on one thing."""


def unsureness(found: Detections, threshold: float) -> float:
    """Return how many things in an image a model is unsure of; one right at the threshold counts as 1.

    A thing may be doubtful (its score is near the threshold, from either side) or of a doubtful class (a
    rival of another class has nearly its score). A sum, not a mean: an image with forty doubtful lamps
    teaches more than one with a single one.
    """
    scores = found.scores.astype(np.float64)
    doubt = np.clip(1 - np.abs(scores - threshold) / NEAR, 0, 1)
    if len(found) > 1:
        order = np.argsort(-scores, kind="stable")
        xyxy, class_ids, scores, doubt = (
            found.xyxy[order],
            found.class_ids[order],
            scores[order],
            doubt[order],
        )
        is_rival = (iou(xyxy, xyxy) >= RIVAL_IOU) & (class_ids[:, None] != class_ids[None])
        # Each row beside those it is surer than: two rivals are one thing, and the surer one stands for it.
        is_rival = np.triu(is_rival)
        best_rival = np.where(is_rival, scores[None], 0.0).max(axis=1)
        of_class = np.where(scores >= threshold - NEAR, best_rival / np.maximum(scores, 1e-9), 0.0)
        doubt = np.where(is_rival.any(axis=0), 0.0, np.maximum(doubt, of_class))
    return float(doubt.sum())


def least_sure_first(unsure: Mapping[int, float], count: int, done: Sequence[bool] = ()) -> list[int]:
    """Return image numbers 0..count: the least sure first, then those nobody looked at, then what is done.

    Args:
        unsure: by image its `unsureness`; images the model didn't look at are not in it.
        done: by image whether it is labelled; they keep their order.
    """

    def place(index: int) -> tuple[bool, float, int]:
        return bool(done) and done[index], -unsure.get(index, -1.0), index

    return sorted(range(count), key=place)
