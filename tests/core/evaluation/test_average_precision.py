"""mAP is checked against COCO's own evaluation on random sets."""

from __future__ import annotations

import contextlib
import io

import numpy as np
import pytest

from studio.core.boxes.detections import Detections
from studio.core.evaluation.average_precision import MeanAveragePrecision

CLASSES = ("w", "r", "g", "b")


def random_set(seed: int, images: int = 12):
    """Return per image (detections, true boxes, true classes): shifted truths, noise and gaps."""
    rng = np.random.default_rng(seed)
    for _ in range(images):
        count = int(rng.integers(0, 30))
        corner = rng.uniform(0, 380, (count, 2))
        truth = np.concatenate([corner, corner + rng.uniform(16, 60, (count, 2))], axis=1)
        classes = rng.integers(0, len(CLASSES), count)
        found = rng.random(count) < 0.8
        moved = truth[found] + rng.normal(0, 2.5, (found.sum(), 4))
        noise = rng.uniform(0, 380, (int(rng.integers(0, 15)), 2))
        extra = np.concatenate([noise, noise + rng.uniform(16, 60, noise.shape)], axis=1)
        kept_classes = np.where(
            rng.random(found.sum()) < 0.9, classes[found], rng.integers(0, 4, found.sum())
        )
        # float32 scores with many digits: equal scores would be ordered by each side's own habit.
        detections = Detections.from_arrays(
            np.concatenate([moved, extra]),
            rng.uniform(0.01, 1, len(moved) + len(extra)),
            np.concatenate([kept_classes, rng.integers(0, 4, len(extra))]),
        )
        yield detections, truth, classes


def coco_figures(images) -> tuple[float, float]:
    """Return (mAP@0.5, mAP@0.5:0.95) from pycocotools, without its limit of 100 detections."""
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    annotations, results = [], []
    for image, (detections, truth, classes) in enumerate(images, start=1):
        for (x1, y1, x2, y2), class_id in zip(truth, classes, strict=True):
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": image,
                    "category_id": int(class_id),
                    "bbox": [x1, y1, x2 - x1, y2 - y1],
                    "area": (x2 - x1) * (y2 - y1),
                    "iscrowd": 0,
                }
            )
        for (x1, y1, x2, y2), score, class_id in zip(
            detections.xyxy.tolist(), detections.scores.tolist(), detections.class_ids, strict=True
        ):
            results.append(
                {
                    "image_id": image,
                    "category_id": int(class_id),
                    "bbox": [x1, y1, x2 - x1, y2 - y1],
                    "score": score,
                }
            )
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO()
        coco.dataset = {
            "images": [{"id": image} for image in range(1, len(images) + 1)],
            "categories": [{"id": index, "name": name} for index, name in enumerate(CLASSES)],
            "annotations": annotations,
        }
        coco.createIndex()
        judge = COCOeval(coco, coco.loadRes(results), "bbox")
        judge.params.maxDets = [10_000]
        judge.params.areaRng = [[0, 1e10]]
        judge.params.areaRngLbl = ["all"]
        judge.evaluate()
        judge.accumulate()
    precision = judge.eval["precision"][:, :, :, 0, 0]  # thresholds, recalls, classes
    present = precision[:, :, (precision > -1).any(axis=(0, 1))]
    return float(present[0].mean()), float(present.mean())


@pytest.mark.parametrize("seed", range(6))
def test_map_agrees_with_pycocotools(seed: int) -> None:
    images = list(random_set(seed))
    metric = MeanAveragePrecision(CLASSES)
    for detections, truth, classes in images:
        metric.add(detections, truth, classes)
    result = metric.result()
    map50, map50_95 = coco_figures(images)
    assert 0.1 < map50 < 1
    assert result.map50 == pytest.approx(map50, abs=1e-3)
    assert result.map50_95 == pytest.approx(map50_95, abs=1e-3)


def test_perfect_detections_score_one() -> None:
    metric = MeanAveragePrecision(CLASSES)
    boxes = np.array([[10, 10, 30, 30], [50, 50, 80, 90]], float)
    metric.add(Detections.from_arrays(boxes, [0.9, 0.8], [0, 1]), boxes, np.array([0, 1]))
    result = metric.result()
    assert result.map50 == pytest.approx(1)
    assert result.map50_95 == pytest.approx(1)
    assert (result.precision, result.recall) == (1, 1)
    assert result.per_class["g"].boxes == 0


def test_nothing_found_and_nothing_there_are_zero_not_errors() -> None:
    metric = MeanAveragePrecision(CLASSES)
    metric.add(Detections.empty(), np.zeros((0, 4)), np.zeros(0, int))
    assert metric.result().map50 == 0
    metric.add(Detections.empty(), np.array([[0, 0, 5, 5.0]]), np.array([2]))
    assert metric.result().recall == 0
