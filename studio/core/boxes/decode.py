"""From a network's output to candidate boxes: the decode of raw heads, and the score threshold."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from studio.core.boxes.box import cxcywh_to_xyxy
from studio.core.boxes.detections import Detections
from studio.core.spec import ModelSpec


def decode_raw(
    heads: Sequence[npt.NDArray[np.float32]], spec: ModelSpec, *, above: float = 0.0
) -> npt.NDArray[np.float32]:
    """Turn raw heads (1 x anchors*(5+classes) x H x W logits, one per stride) into 1 x N x (5+classes).

    What the logits mean is `spec.code`; rows run over anchors, then rows, then columns. With `above`, rows
    whose objectness can't exceed it are left out before anything is computed for them.
    """
    found = []
    code = spec.code
    columns = 5 + len(spec.class_names)
    odds = above / (1 - min(above, 1 - 1e-9))
    # A hair below the threshold's logit, so that rounding in the sigmoid can't leave out what passes.
    least = math.log(odds) - 1e-3 if odds > 0 else -math.inf
    for head, stride, anchors in zip(heads, spec.strides, spec.anchors, strict=True):
        _, _, height, width = head.shape
        layers = head.reshape(len(anchors), columns, height * width)
        anchor, cell = np.nonzero(layers[:, 4] > least)
        logits = layers[anchor, :, cell]
        scores = _sigmoid(logits)
        grid = np.stack([cell % width, cell // width], axis=1)
        centre = scores[:, 0:2] * code.centre_scale - (code.centre_scale - 1) / 2
        scores[:, 0:2] = (centre + grid.astype(np.float32)) * stride
        factor = (scores[:, 2:4] * 2) ** 2 if code.size == "squared" else _exp(logits[:, 2:4])
        scores[:, 2:4] = factor * np.asarray(anchors, np.float32)[anchor]
        if code.classes == "softmax":
            highest = logits[:, 5:].max(axis=1, keepdims=True, initial=-np.inf)
            shares = _exp(logits[:, 5:] - highest)
            scores[:, 5:] = shares / shares.sum(axis=1, keepdims=True)
        found.append(scores)
    return np.concatenate(found)[None]


def _exp(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    # A diverged network's infinities are left out later, with all else that isn't finite.
    with np.errstate(over="ignore", invalid="ignore"):
        result: npt.NDArray[np.float32] = np.exp(logits)
    return result


def _sigmoid(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    # exp overflows to infinity below -88, and 1 / infinity is the right 0.
    with np.errstate(over="ignore"):
        result: npt.NDArray[np.float32] = np.float32(1) / (np.float32(1) + np.exp(-logits))
    return result


def candidates(decoded: npt.NDArray[np.float32], confidence: float) -> Detections:
    """Return the boxes (input pixels) of a 1xNx(5+classes) output whose best score passes `confidence`.

    The score is objectness times the best class score. Objectness is tested first: it bounds the score,
    and on a usual picture it leaves a few hundred of 25,200 rows to look at. Rows that aren't finite (a
    network whose training diverged gives such) are left out.
    """
    every_row = decoded[0]
    rows = every_row.take(np.flatnonzero(every_row[:, 4] > confidence), axis=0)
    class_ids = rows[:, 5:].argmax(axis=1)
    with np.errstate(invalid="ignore", over="ignore"):
        scores = rows[np.arange(len(rows)), class_ids + 5] * rows[:, 4]
        # A sum is finite when all its terms are; column by column, for rows are too short for a loop each.
        sums = rows[:, 0] + rows[:, 1] + rows[:, 2] + rows[:, 3] + scores
    keep = np.flatnonzero((scores > confidence) & np.isfinite(sums))
    return Detections(cxcywh_to_xyxy(rows.take(keep, axis=0)), scores[keep], class_ids[keep])


def boxes_of_every_class(decoded: npt.NDArray[np.float32], confidence: float) -> Detections:
    """Return the boxes (input pixels) of a 1xNx(5+classes) output, once a class that passes `confidence`.

    Not of the best class alone: where two are level, a last digit decides which of them is found.
    """
    rows = decoded[0]
    with np.errstate(invalid="ignore", over="ignore"):
        scores = rows[:, 5:] * rows[:, 4:5]
        passes = (scores > confidence) & np.isfinite(rows[:, :4].sum(axis=1, keepdims=True) + scores)
    places, class_ids = np.nonzero(passes)
    return Detections(cxcywh_to_xyxy(rows[places, :4]), scores[places, class_ids], class_ids)
