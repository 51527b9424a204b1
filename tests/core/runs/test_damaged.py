"""Runs whose files were damaged: listed with the reason, never hiding another, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from studio.core.errors import StudioError
from studio.core.report.run_report import FIGURES, read_worst
from studio.core.runs import folder as runs
from studio.core.runs.config import TrainConfig
from studio.core.runs.curves import RunCurves
from studio.core.runs.data_snapshot import Seal, told_differences
from tests.run_factory import append_events, write_run, write_worst

DEEP = "[" * 100_000 + "]" * 100_000
START = {"event": "start", "epochs": 4}
EPOCH = {"event": "epoch", "epoch": 1, "map50": 0.5, "map50_95": 0.3}
STEP: dict[str, Any] = {
    "event": "step",
    "epoch": 1,
    "step": 1,
    "steps": 2,
    "lr": 0.1,
    "images_per_second": 1,
    "seconds_left": 1,
}
WRONG = ("8", "many", None, [], {}, True, -1, 1e999, float("nan"), 10**400)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_run("good", tmp_path / "set")


def listed() -> dict[str, runs.RunInfo]:
    return {info.path.name: info for info in runs.list_runs()}


def change_config(run: Path, **values: Any) -> None:
    config = json.loads((run / runs.CONFIG).read_bytes())
    config = {key: value for key, value in {**config, **values}.items() if value is not ...}
    (run / runs.CONFIG).write_text(json.dumps(config), encoding="utf-8")


def check_it_is_listed(run: Path, reason: str) -> None:
    """It has failed and says why; the other one is there; all that shows it can be asked."""
    found = listed()
    assert found["good"].state == "finished"
    info = found[run.name]
    assert info.state == "failed"
    assert reason in info.problem
    assert (info.best_map50, int(info.config.get("epochs", 0)), str(info.config.get("data", ""))) is not None
    curves = RunCurves(runs.tail_events(run)[0])
    assert 0 <= curves.progress <= 1
    assert curves.total_epochs >= 0


FIELDS = [
    (EPOCH, "epoch"),
    (EPOCH, "map50"),
    (EPOCH, "seconds"),
    (EPOCH, "per_class"),
    (STEP, "epoch"),
    (STEP, "step"),
    (STEP, "steps"),
    (START, "epochs"),
    (START, "time"),
    (START, "imgsz"),
]


@pytest.mark.parametrize(
    ("event", "field", "value"),
    [
        pytest.param(event, field, value, id=f"{field}-{value!r}")
        for event, field in FIELDS
        for value in WRONG
        # No class is a right value there.
        if (field, value) != ("per_class", {})
    ],
)
def test_an_event_with_a_wrong_value(good: Path, event: dict, field: str, value: Any) -> None:
    run = write_run("damaged", good.parent / "set")
    append_events(run, [{**event, field: value}])
    check_it_is_listed(run, f"{field} is ")


@pytest.mark.parametrize("field", ["epoch", "map50"])
def test_an_epoch_without_its_number_or_score(good: Path, field: str) -> None:
    run = write_run("damaged", good.parent / "set")
    append_events(run, [{key: value for key, value in EPOCH.items() if key != field}, {"event": "step"}])
    check_it_is_listed(run, f"{field} is missing")


def test_events_that_are_deep_or_no_objects_are_not_events(good: Path) -> None:
    run = write_run("damaged", good.parent / "set")
    with (run / runs.EVENTS).open("a") as stream:
        stream.write(DEEP + '\n{"event": ' + DEEP + "}\n[]\n1e999\n")
    assert listed()["damaged"].state == listed()["good"].state == "finished"


def test_events_that_are_a_folder(good: Path) -> None:
    run = write_run("damaged", good.parent / "set")
    (run / runs.EVENTS).unlink()
    (run / runs.EVENTS).mkdir()
    check_it_is_listed(run, "is not a file")
    with pytest.raises(StudioError, match=r"events\.jsonl can't be written"):
        runs.EventLog(run)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"batch": "8"}, 'batch is "8"'),
        ({"epochs": ...}, "epochs is missing"),
        ({"data": ...}, "data is missing"),
        ({"data": 5}, "data is 5"),
        ({"data": "a\0b"}, "data is "),
        ({"epochs": "many"}, 'epochs is "many"'),
        ({"imgsz": None}, "imgsz is null"),
        ({"lr": float("nan")}, "lr is NaN"),
        ({"lr": 1e999}, "lr is Infinity"),
        ({"seed": 10**400}, "seed is a huge number"),
    ],
)
def test_settings_with_a_wrong_value(good: Path, values: dict[str, Any], reason: str) -> None:
    run = write_run("damaged", good.parent / "set")
    change_config(run, **values)
    check_it_is_listed(run, reason)
    with pytest.raises(StudioError) as caught:
        runs.read_run(run)
    assert caught.value.cause.startswith(str(run / runs.CONFIG))
    config = {**json.loads((run / runs.CONFIG).read_bytes()), "out": str(run)}
    with pytest.raises(StudioError, match="settings of the run are damaged"):
        TrainConfig.from_dict(config)


def test_settings_without_end(good: Path) -> None:
    run = write_run("damaged", good.parent / "set")
    (run / runs.CONFIG).write_text('{"data": ' + DEEP + "}", encoding="utf-8")
    check_it_is_listed(run, "nested deeper")


@pytest.mark.parametrize(
    "mark",
    [
        '{"pid": 1e999, "created": 1}',
        '{"pid": 1, "created": NaN}',
        '{"pid": 9999999999999, "created": 0}',
        '{"pid": true, "created": 0}',
        "[]",
        "{}",
        '{"pid": -1, "created": 0}',
        DEEP,
        '{"pid": ' + "9" * 400 + "}",
    ],
    ids=range(9),
)
def test_a_mark_of_no_process_is_nobodys(good: Path, mark: str) -> None:
    (good / runs.PROCESS).write_text(mark)
    assert not runs.is_alive(good)
    runs.kill(good)
    assert listed()["good"].state == "finished"


@pytest.mark.parametrize(
    "box", [[1, 2, 3], [1, 2, 3, 4, 1e999], [0, "1", 2, 3, 4], "box", {}, DEEP], ids=range(6)
)
def test_a_seal_that_is_damaged_is_a_sentence(good: Path, box: object) -> None:
    other = write_run("damaged", good.parent / "set")
    row = json.dumps(box) if box is not DEEP else DEEP
    seal = '{"classes": ["w"], "splits": {"train": {"a.png": ["0", ' + row + "]}}}"
    (good / "data.json").write_text(seal, encoding="utf-8")
    with pytest.raises(StudioError):
        Seal.load(good)
    assert "can't be understood" in told_differences(good, [other])[0][0]


@pytest.mark.parametrize(
    "content", ["{}", "[1]", '[{"file": 5, "sentence": ""}]', DEEP, '[{"file": "a\\u0000"}]']
)
def test_damaged_pictures_of_a_report_are_none(good: Path, content: str) -> None:
    write_worst(good, "two missed")
    assert len(read_worst(good)) == 1
    (good / "worst" / "worst.json").write_text(content, encoding="utf-8")
    assert read_worst(good) == []
    (good / FIGURES).write_text(content, encoding="utf-8")
