"""What can be wrong with each row of a decoded output, and how it is read then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from studio.core.boxes.decode import decode_raw
from studio.core.export.causes.evidence import (
    Evidence,
    FitRows,
    RowReading,
    Rows,
    is_share,
    layers,
    logit,
    sigmoid,
)
from studio.core.export.causes.outputs import as_head


def always(change: Callable[[Rows, Evidence], Rows]) -> FitRows:
    """Return the fit of a reading that needs no estimate, for rows of the usual columns."""

    def fit(rows: Rows, evidence: Evidence) -> RowReading | None:
        if rows.shape[1] != evidence.values:
            return None
        return RowReading(lambda rows: change(rows, evidence))

    return fit


def fit_undecoded(rows: Rows, evidence: Evidence) -> RowReading | None:
    """Rows hold the raw heads' logits."""
    if rows.shape != evidence.expected.shape:
        return None
    spec = replace(evidence.spec, output="raw")
    sizes = [len(anchors) * h * w for anchors, h, w in layers(spec)]

    def decode(rows: Rows) -> Rows:
        blocks = np.split(rows, np.cumsum(sizes)[:-1])
        heads = [as_head(block[None], (len(a), h, w), evidence.values) for block, (a, h, w) in
                 zip(blocks, layers(spec), strict=True)]  # fmt: skip
        decoded = decode_raw([head for head in heads if head is not None], spec)
        return decoded.reshape(decoded.shape[1:])

    return RowReading(decode)


def fit_no_objectness(rows: Rows, evidence: Evidence) -> RowReading | None:
    """Rows have no column of objectness; it is in the class scores."""
    if rows.shape[1] != evidence.values - 1:
        return None
    return RowReading(lambda rows: np.insert(rows, 4, 1, axis=1))


def fit_logits(rows: Rows, evidence: Evidence) -> RowReading | None:
    """Scores did not go through the sigmoid."""
    if rows.shape[1] not in (evidence.values, evidence.values - 1) or is_share(rows[:, 4:]):
        return None
    return RowReading(lambda rows: np.concatenate([rows[:, :4], sigmoid(rows[:, 4:])], axis=1))


def fit_sigmoid_twice(rows: Rows, evidence: Evidence) -> RowReading | None:
    """Scores went through the sigmoid twice, so that all lie between 0.5 and 0.74."""
    scores = rows[:, 4:]
    if rows.shape[1] != evidence.values or not scores.size or scores.min() < 0.5 or scores.max() > 0.74:
        return None
    return RowReading(lambda rows: np.concatenate([rows[:, :4], logit(rows[:, 4:])], axis=1))


def undo_product(rows: Rows, evidence: Evidence) -> Rows:
    """Class scores hold the objectness already."""
    objectness = np.maximum(rows[:, 4:5], np.finfo(np.float32).tiny)
    return np.concatenate([rows[:, :5], rows[:, 5:] / objectness], axis=1)


def undo_share(rows: Rows, evidence: Evidence) -> Rows:
    """Boxes are shares of the input, 0..1."""
    return np.concatenate([rows[:, :4] * np.tile(_side(evidence), 2), rows[:, 4:]], axis=1)


def _side(evidence: Evidence) -> npt.NDArray[np.float32]:
    return np.array(evidence.spec.input_wh, np.float32)


def undo_corners(rows: Rows, evidence: Evidence) -> Rows:
    """Boxes are x1, y1, x2, y2."""
    low, high = rows[:, :2], rows[:, 2:4]
    return np.concatenate([(low + high) / 2, high - low, rows[:, 4:]], axis=1)


def undo_top_left(rows: Rows, evidence: Evidence) -> Rows:
    """Boxes are x1, y1, width and height."""
    return np.concatenate([rows[:, :2] + rows[:, 2:4] / 2, rows[:, 2:]], axis=1)


def fit_centres(rows: Rows, evidence: Evidence) -> RowReading | None:
    """Boxes behind NMS are centre and size where corners are promised, and were read as corners."""
    if evidence.stated.output != "detections":
        return None

    def undo(rows: Rows) -> Rows:
        half = rows[:, 2:4] / 2
        return np.concatenate([rows[:, :2] - half, rows[:, :2] + half, rows[:, 4:]], axis=1)

    return RowReading(undo)


def undo_y_first(rows: Rows, evidence: Evidence) -> Rows:
    """Boxes give y before x, and height before width."""
    return np.concatenate([rows[:, [1, 0, 3, 2]], rows[:, 4:]], axis=1)
