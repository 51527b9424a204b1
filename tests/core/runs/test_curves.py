"""The curves and numbers folded from a run's events."""

import math
from typing import Any

import numpy as np
import pytest

from studio.core.runs.curves import RunCurves, differences, seconds_per_epoch, smooth


def start(**more: Any) -> dict[str, Any]:
    facts = {"model": "yolov5n", "epochs": 4, "steps_per_epoch": 2, "imgsz": 96, "train_images": 10}
    return {"event": "start", **facts, **more}


def step(epoch: int, number: int, loss: float = 1.0) -> dict[str, Any]:
    losses = {"box": loss, "objectness": 2 * loss, "classification": 3 * loss}
    return {"event": "step", "epoch": epoch, "step": number, "steps": 2, "lr": 0.01, **losses}


def epoch(number: int, map50: float, best: bool = True) -> dict[str, Any]:
    return {"event": "epoch", "epoch": number, "epochs": 4, "map50": map50, "seconds": 20.0, "best": best}


def test_steps_and_epochs_become_curves_over_the_same_axis() -> None:
    curves = RunCurves([start(), step(1, 1, 0.5), step(1, 2, 0.4), epoch(1, 0.1), step(2, 1, 0.3)])
    assert curves.at.tolist() == [0.5, 1.0, 1.5]
    assert curves.series("box").tolist() == [0.5, 0.4, 0.3]
    assert curves.series("classification").tolist() == pytest.approx([1.5, 1.2, 0.9])
    numbers, values = curves.epoch_series("map50")
    assert (numbers.tolist(), values.tolist()) == ([1.0], [0.1])
    assert curves.progress == 1.5 / 4


def test_a_resumed_run_replaces_the_steps_it_repeats() -> None:
    curves = RunCurves([start(), step(1, 1), step(1, 2), epoch(1, 0.1), step(2, 1, 9.0), step(2, 2, 9.0)])
    curves.add([start(first_epoch=2), step(2, 1, 0.3)])
    assert curves.at.tolist() == [0.5, 1.0, 1.5]
    assert curves.series("box").tolist() == [1.0, 1.0, 0.3]
    curves.add([step(2, 2, 0.2), epoch(2, 0.2), epoch(2, 0.3)])
    assert [entry["map50"] for entry in curves.epochs] == [0.1, 0.3]


def test_the_best_epoch_is_the_last_one_marked() -> None:
    assert RunCurves().best == {}
    curves = RunCurves([start(), epoch(1, 0.1), epoch(2, 0.4), epoch(3, 0.2, best=False)])
    assert curves.best["map50"] == 0.4


def test_an_end_is_forgotten_when_the_run_starts_again() -> None:
    curves = RunCurves([start(), {"event": "stopped", "epoch": 1}])
    assert curves.end["event"] == "stopped"
    curves.add([start()])
    assert curves.end == {}


def test_unknown_kinds_and_missing_fields_do_no_harm() -> None:
    curves = RunCurves([{"event": "weather"}, {}, start(), {"event": "step", "epoch": 1, "step": 1}])
    assert math.isnan(curves.series("box")[0])
    assert curves.total_epochs == 4


def test_messages_are_kept_once() -> None:
    warning = {"event": "warning", "message": "val and train overlap"}
    assert RunCurves([warning, warning]).messages == [("warning", "val and train overlap")]


def test_smoothing_is_a_trailing_mean_that_steps_over_gaps() -> None:
    values = np.array([4.0, 2.0, np.nan, 6.0])
    assert smooth(values, 2).tolist() == [4.0, 3.0, 2.0, 6.0]
    assert smooth(values, 100).tolist() == [4.0, 3.0, 3.0, 4.0]
    assert smooth(np.array([]), 3).size == 0
    assert np.isnan(smooth(np.array([np.nan]), 1)).all()


def test_an_epoch_is_estimated_from_the_newest_run_of_the_same_model() -> None:
    runs = [
        (start(model="v5lite-e"), [epoch(1, 0.1)]),
        (start(), []),
        (start(), [epoch(1, 0.1), epoch(2, 0.1)]),
    ]
    assert seconds_per_epoch(runs, "yolov5n", imgsz=96, images=10) == pytest.approx(20.0)
    assert seconds_per_epoch(runs, "yolov5n", imgsz=192, images=20) == pytest.approx(160.0)
    assert seconds_per_epoch(runs, "yolov5s", imgsz=96, images=10) is None


def test_differences_lists_only_what_differs() -> None:
    assert differences([{"lr": 0.1, "batch": 8}, {"lr": 0.2, "batch": 8, "seed": 1}]) == [
        ("lr", [0.1, 0.2]),
        ("seed", [None, 1]),
    ]
    assert differences([]) == []
