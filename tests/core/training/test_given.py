"""What a person who comes from another trainer brings along: steps of the learning rate, and anchors."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.core.runs.config import TrainConfig
from studio.core.training.optimizer import learning_rate
from studio.core.training.prepare import prepare
from tests.factories import make_dataset_folder

LABELS = {f"{index}.png": "0 .5 .5 .3 .3\n" for index in range(4)}
SIX = "4,5, 6,7, 8,9, 10,11, 12,13, 14,15.5"


def test_the_rate_falls_to_a_tenth_after_each_of_the_epochs() -> None:
    config = TrainConfig(data="", out="", epochs=10, lr=0.1, lr_steps="5,8", warmup_steps=2)
    rates = [learning_rate(step, 100, config) for step in (0, 1, 2, 49, 50, 79, 80, 99)]
    assert rates == pytest.approx([0.05, 0.1, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001])


def test_given_anchors_are_taken_as_they_are(tmp_path: Path) -> None:
    data = str(make_dataset_folder(tmp_path / "set", LABELS))
    made = prepare(
        TrainConfig(data=data, out="", model="yolo-fastestv2", imgsz=64, anchors=SIX, device="cpu")
    )
    assert made.spec.anchors == (((4, 5), (6, 7), (8, 9)), ((10, 11), (12, 13), (14, 15.5)))
    with pytest.raises(StudioError, match=r"yolov5n has 9 anchors, and 6 are given. Give as many"):
        prepare(TrainConfig(data=data, out="", model="yolov5n", imgsz=64, anchors=SIX, device="cpu"))


@pytest.mark.parametrize("text", ["a", "1,,2", "0,5", "-1", "inf", "1e9", "nan"])
def test_numbers_that_are_none_are_refused(text: str) -> None:
    for name in ("anchors", "lr_steps"):
        with pytest.raises(StudioError, match="Write numbers above 0 and commas"):
            TrainConfig(data="", out="", **{name: text})
    with pytest.raises(StudioError, match="8,9,12,15"):
        TrainConfig(data="", out="", anchors="1,2,3")
