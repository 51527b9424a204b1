"""A detector is run over labelled images in one way, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from studio.core.boxes.detections import Detections
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.scenes import write_sample_set
from studio.core.evaluation.examine import measure
from studio.core.pictures import Image


@dataclass
class Answering:
    """A detector that knows its answers, in the order of the images."""

    answers: Iterator[Detections]
    spec: SimpleNamespace
    engine: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(batch=4))

    def detect_all(self, images: Iterable[Image]) -> Iterator[Detections]:
        return (next(self.answers) for _ in images)


def as_detections(dataset: Dataset) -> list[Detections]:
    """Return the true boxes of each image as what a detector could have found."""
    found = []
    for record in dataset.records:
        boxes = dataset.read(record).boxes
        xyxy = np.array([box.xyxy for box in boxes], np.float32).reshape(-1, 4)
        found.append(Detections.from_arrays(xyxy, [0.9] * len(boxes), [box.class_id for box in boxes]))
    return found


def test_each_image_is_compared_with_its_own_boxes(tmp_path: Path) -> None:
    dataset = open_dataset(write_sample_set(tmp_path / "set", images=11, seed=3))
    answers = as_detections(dataset)

    def figures(found: list[Detections]) -> float:
        spec = SimpleNamespace(class_names=tuple(dataset.class_names))
        result = measure(
            Answering(iter(found), spec),  # type: ignore[arg-type]
            dataset.records,
            lambda record: dataset.read(record).boxes,
            lambda problem: pytest.fail(problem.cause),
        )
        assert result.images == 11
        return result.map50_95

    assert figures(answers) == pytest.approx(1)
    assert figures([*answers[1:], answers[0]]) < 0.2


def test_an_image_that_cannot_be_read_shifts_no_other_ones_answer(tmp_path: Path) -> None:
    dataset = open_dataset(write_sample_set(tmp_path / "set", images=6, seed=3))
    dataset.records[2].path.write_bytes(b"no picture")
    told: list[str] = []
    answers = as_detections(dataset)
    spec = SimpleNamespace(class_names=tuple(dataset.class_names))
    detector = Answering(iter([*answers[:2], *answers[3:]]), spec)
    result = measure(
        detector,  # type: ignore[arg-type]
        dataset.records,
        lambda record: dataset.read(record).boxes,
        lambda problem: told.append(problem.cause),
    )
    assert (result.images, result.map50_95) == (5, pytest.approx(1))
    assert len(told) == 1 and dataset.records[2].path.name in told[0]
