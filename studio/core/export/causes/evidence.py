"""What a cause is fitted from, and what comes of it: a reading, which then holds for all pictures.

A fit is None where outputs can't be meant so, and where an estimate comes out as "as it is".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from studio.core.boxes.decode import decode_raw
from studio.core.errors import StudioError
from studio.core.runtime.contract import check_outputs
from studio.core.runtime.engine import Tensor
from studio.core.spec import ModelSpec, Output

Outputs = list[Tensor]
Rows = Tensor
"""(N, 5+classes): cx, cy, w, h in input pixels, objectness, class scores; or what is to become that."""
Facts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an estimate is held against.

    Attributes:
        spec: the checkpoint's, at the input size of the file.
        stated: the file's own.
        expected: the checkpoint's rows for the picture, (N, 5+classes).
        confidence: the score boxes are kept from.
    """

    spec: ModelSpec
    stated: ModelSpec
    expected: Rows
    confidence: float

    @property
    def values(self) -> int:
        """Columns of a row."""
        return 5 + len(self.spec.class_names)


@dataclass(frozen=True, slots=True)
class OutputReading:
    """How outputs become those the contract promises, or those of the head `gives`."""

    change: Callable[[Outputs], Outputs]
    gives: Output | None = None


@dataclass(frozen=True, slots=True)
class RowReading:
    """How rows become those the contract promises; `facts` fill the places in a cause's sentence."""

    change: Callable[[Rows], Rows]
    facts: Facts | None = None


FitOutputs = Callable[[Outputs, Evidence], OutputReading | None]
FitRows = Callable[[Rows, Evidence], RowReading | None]


def read_rows(outputs: Outputs, stated: ModelSpec) -> Rows | None:
    """Return outputs of the head that is stated as rows; None when they are no such head.

    Of decoded rows the number and columns may be any: what follows may mend them.
    """
    if stated.output == "decoded":
        is_one = len(outputs) == 1 and outputs[0].ndim == 3 and len(outputs[0]) == 1
        return outputs[0].reshape(outputs[0].shape[1:]) if is_one else None
    if not fits(outputs, stated):
        return None
    if stated.output == "detections":
        return _kept_rows(outputs, len(stated.class_names))
    decoded = decode_raw(outputs, stated)
    return decoded.reshape(decoded.shape[1:])


def _kept_rows(outputs: Outputs, classes: int) -> Rows | None:
    """Return what NMS inside a file kept as rows: objectness is the score, and of the classes one is 1."""
    boxes, scores, class_ids, count = outputs
    if not len(boxes) == len(scores) == len(class_ids):
        return None
    places = np.arange(len(boxes)) < np.nan_to_num(count[0])
    places &= (class_ids >= 0) & (class_ids < classes)
    shares = np.eye(classes, dtype=np.float32)[class_ids[places].astype(np.int64)]
    low, high = boxes[places, :2], boxes[places, 2:]
    rows: Rows = np.concatenate([(low + high) / 2, high - low, scores[places, None], shares], axis=1)
    return rows


def fits(outputs: Outputs, spec: ModelSpec) -> bool:
    try:
        check_outputs([output.shape for output in outputs], spec)
    except StudioError:
        return False
    return True


Layer = tuple[tuple[tuple[float, float], ...], int, int]


def layers(spec: ModelSpec) -> list[Layer]:
    """Return (anchors, rows of cells, columns of cells) of each scale."""
    width, height = spec.input_wh
    return [
        (anchors, height // stride, width // stride)
        for stride, anchors in zip(spec.strides, spec.anchors, strict=True)
    ]


def is_share(values: Tensor) -> bool:
    return bool(values.size and values.min() >= 0 and values.max() <= 1)


def sigmoid(values: Tensor) -> Tensor:
    with np.errstate(over="ignore"):
        result: Tensor = np.float32(1) / (np.float32(1) + np.exp(-values))
    return result


def logit(values: Tensor) -> Tensor:
    # Beyond float32's last digit before 1 there is nothing to take back.
    share = np.clip(values.astype(np.float64), 1e-30, 1 - 1e-8)
    result: Tensor = np.log(share / (1 - share)).astype(np.float32)
    return result
