"""From a network's output to candidate boxes: the YOLOv5 decode, and the score threshold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from studio.core.boxes.box import cxcywh_to_xyxy
from studio.core.boxes.detections import Detections
from studio.core.spec import ModelSpec


def decode_raw(heads: Sequence[npt.NDArray[np.float32]], spec: ModelSpec) -> npt.NDArray[np.float32]:
    """Turn raw heads (1 x anchors*(5+classes) x H x W logits, one per stride) into 1 x N x (5+classes).

    Centres are (2s - 0.5 + cell) * stride and sizes (2s)^2 * anchor with s the sigmoid (YOLOv5's decode,
    ultralytics/yolov5 release 2.0 and later); rows run over anchors, then rows, then columns.
    """
    rows = []
    columns = 5 + len(spec.class_names)
    for head, stride, anchors in zip(heads, spec.strides, spec.anchors, strict=True):
        _, _, height, width = head.shape
        cells = head.reshape(len(anchors), columns, height, width).transpose(0, 2, 3, 1)
        scores = 1 / (1 + np.exp(-cells))
        grid = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=-1)
        sizes = np.asarray(anchors, np.float32)[:, None, None, :]
        decoded = scores.copy()
        decoded[..., 0:2] = (scores[..., 0:2] * 2 - 0.5 + grid) * stride
        decoded[..., 2:4] = (scores[..., 2:4] * 2) ** 2 * sizes
        rows.append(decoded.reshape(-1, columns))
    return np.concatenate(rows).astype(np.float32)[None]


def candidates(decoded: npt.NDArray[np.float32], confidence: float) -> Detections:
    """Return the boxes (input pixels) of a 1xNx(5+classes) output whose best score passes `confidence`.

    The score is objectness times the best class score. Objectness is tested first: it bounds the score,
    and on a usual picture it leaves a few hundred of 25,200 rows to look at.
    """
    rows = decoded[0]
    rows = rows[rows[:, 4] > confidence]
    class_scores = rows[:, 5:] * rows[:, 4:5]
    class_ids = class_scores.argmax(axis=1)
    scores = class_scores[np.arange(len(rows)), class_ids]
    keep = scores > confidence
    return Detections.from_arrays(cxcywh_to_xyxy(rows[keep, :4]), scores[keep], class_ids[keep])
