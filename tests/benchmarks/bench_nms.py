"""Threshold, top-k and NMS: ours beside OpenCV's and beside a loop over rows, in one run.

    python -m tests.benchmarks.bench_nms

Prints a table of milliseconds; asserts nothing about time, only that all kept boxes agree.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable
from functools import partial

import cv2
import numpy as np

from studio.core.boxes.decode import candidates
from studio.core.boxes.detections import Detections
from studio.core.boxes.nms import nms

CONFIDENCE, IOU = 0.25, 0.45


def make_output(above: int, *, rows: int = 25_200, classes: int = 4, seed: int = 0) -> np.ndarray:
    """A 640 px network's output with `above` rows over the threshold, some twelve to an object."""
    rng = np.random.default_rng(seed)
    output = np.empty((1, rows, 5 + classes), np.float32)
    output[0, :, 0:2] = rng.uniform(0, 640, (rows, 2))
    output[0, :, 2:4] = rng.uniform(8, 60, (rows, 2))
    output[0, :, 4] = rng.uniform(0, 0.2, rows)
    output[0, :, 5:] = rng.uniform(0, 1, (rows, classes))
    objects = max(above // 12, 1)
    owner = rng.integers(0, objects, above)
    chosen = rng.permutation(rows)[:above]
    output[0, chosen, 0:2] = rng.uniform(30, 610, (objects, 2))[owner] + rng.normal(0, 2, (above, 2))
    output[0, chosen, 2:4] = rng.uniform(10, 50, (objects, 2))[owner] * rng.uniform(0.9, 1.1, (above, 2))
    output[0, chosen, 4] = rng.uniform(0.6, 1, above)
    output[0, chosen, 5:] = rng.uniform(0, 0.3, (above, classes))
    output[0, chosen, 5 + rng.integers(0, classes, objects)[owner]] = rng.uniform(0.6, 1, above)
    return output


def clusters(above: int, classes: int = 4) -> np.ndarray:
    """Some twelve boxes to an object, as a detector gives them."""
    return make_output(above, classes=classes)


def scattered(above: int, classes: int = 4) -> np.ndarray:
    """Boxes anywhere: nearly all are kept."""
    output = make_output(above, classes=classes)
    rng = np.random.default_rng(1)
    over = output[0, :, 4] > CONFIDENCE
    output[0, over, 0:2] = rng.uniform(0, 640, (over.sum(), 2))
    return output


def pile(above: int, classes: int = 4) -> np.ndarray:
    """All boxes on one spot: nearly none is kept."""
    output = make_output(above, classes=classes)
    rng = np.random.default_rng(2)
    over = output[0, :, 4] > CONFIDENCE
    output[0, over, 0:2] = 320 + rng.normal(0, 4, (over.sum(), 2))
    output[0, over, 2:4] = rng.uniform(50, 70, (over.sum(), 2))
    return output


SCENES = (clusters, scattered, pile)


def ours(output: np.ndarray, top_k: int) -> Detections:
    """What the detector does."""
    return nms(candidates(output, CONFIDENCE), iou_threshold=IOU, top_k=top_k)


def opencv(output: np.ndarray, top_k: int) -> Detections:
    """The same with cv2.dnn.NMSBoxesBatched behind a numpy threshold."""
    rows = output[0][output[0, :, 4] > CONFIDENCE]
    scores = rows[:, 5:] * rows[:, 4:5]
    class_ids = scores.argmax(1)
    scores = scores[np.arange(len(rows)), class_ids]
    xywh = rows[:, :4].copy()
    xywh[:, :2] -= xywh[:, 2:] / 2
    kept = np.asarray(
        cv2.dnn.NMSBoxesBatched(xywh, scores, class_ids.astype(np.int32), CONFIDENCE, IOU, top_k=top_k)
    )
    xyxy = np.hstack([xywh[kept, :2], xywh[kept, :2] + xywh[kept, 2:]])
    return Detections.from_arrays(xyxy, scores[kept], class_ids[kept])


def row_by_row(output: np.ndarray, top_k: int) -> Detections:
    """As an app without array arithmetic does it: every row and every pair on its own."""
    found = []
    for row in output[0].tolist():
        if row[4] > CONFIDENCE:
            score, class_id = max((row[4] * value, -place) for place, value in enumerate(row[5:]))
            if score > CONFIDENCE:
                cx, cy, w, h = row[:4]
                found.append((score, -class_id, cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2))
    found.sort(key=lambda each: -each[0])
    kept: list[tuple[float, ...]] = []
    for box in found[:top_k]:
        for other in kept:
            if other[1] == box[1]:
                width = min(box[4], other[4]) - max(box[2], other[2])
                height = min(box[5], other[5]) - max(box[3], other[3])
                if width > 0 and height > 0:
                    inter = width * height
                    union = (box[4] - box[2]) * (box[5] - box[3]) - inter
                    union += (other[4] - other[2]) * (other[5] - other[3])
                    if inter / union > IOU:
                        break
        else:
            kept.append(box)
    return Detections.from_arrays(
        [box[2:] for box in kept], [box[0] for box in kept], [box[1] for box in kept]
    )


def milliseconds(work: Callable[[], object], *, seconds: float) -> float:
    """Return the median time of calls repeated for about `seconds`."""
    work()
    times: list[float] = []
    start = time.perf_counter()
    while len(times) < 3 or time.perf_counter() - start < seconds:
        before = time.perf_counter()
        work()
        times.append(time.perf_counter() - before)
    return float(np.median(times)) * 1000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=0.5, help="how long each entry is measured")
    seconds = parser.parse_args().seconds
    rivals = {"ours": ours, "OpenCV": opencv, "row by row": row_by_row}
    print(
        f"{'boxes':>9} {'above':>6} {'top-k':>6} {'kept':>5}  " + "  ".join(f"{name:>11}" for name in rivals)
    )
    for scene, above in itertools.product(SCENES, (100, 300, 1000, 5000)):
        output = scene(above)
        for top_k in (300, 25_200):
            kept = {name: work(output, top_k) for name, work in rivals.items()}
            assert len({len(found) for found in kept.values()}) == 1, kept
            times = [milliseconds(partial(work, output, top_k), seconds=seconds) for work in rivals.values()]
            cells = "  ".join(f"{time_ms:8.2f} ms" for time_ms in times)
            print(f"{scene.__name__:>9} {above:>6} {top_k:>6} {len(kept['ours']):>5}  {cells}")


if __name__ == "__main__":
    main()
