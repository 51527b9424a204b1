"""Settings and runs that were damaged: the window opens, every page can be looked at, and it closes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from studio.core.json_door import Fields
from studio.core.runs import folder as runs
from studio.core.settings import SETTINGS, Settings
from studio.gui.main_window import PAGES
from tests.run_factory import append_events, write_run

DEEP = "[" * 100_000 + "]" * 100_000
NEARLY = ('{"pages": {"live": ' + DEEP + "}}", "[]", "\xff")
WRONG = (
    "x",
    5,
    -1,
    2.5,
    10**30,
    1e999,
    float("nan"),
    True,
    None,
    [],
    [[]],
    [10**30, -1],
    {},
    {"x": [{}]},
    "a\0b",
)


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value in a JSON document."""
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in entries:
        yield (*at, key)
        yield from places(inner, (*at, key))


def with_value(document: Any, at: tuple[Any, ...], value: Any) -> Any:
    changed = deepcopy(document)
    inner = changed
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = value
    return changed


@pytest.fixture(scope="module")
def remembered() -> dict[str, Any]:
    """What `saved` found, for all tests."""
    return {}


@pytest.fixture
def saved(window_robot, remembered: dict[str, Any]) -> dict[str, Any]:
    """What a window with all its pages open remembers."""
    if remembered:
        return deepcopy(remembered)
    robot = window_robot()
    for entry in PAGES:
        robot.go_to(entry.key)
    assert robot.close()
    stored = json.loads(Settings().path.read_text(encoding="utf-8"))
    assert {"labelling", "tiling", "training", "export", "live", "runs"} <= set(stored["pages"])
    assert stored["window"]["inspectors"]
    remembered |= deepcopy(stored)
    return stored


def look_at_all(robot) -> None:
    for entry in PAGES:
        robot.go_to(entry.key)
        assert robot.page() == entry.key
    robot.look_at_dataset_menu()
    robot.settle()
    assert robot.close()


def test_every_remembered_value_may_be_anything(window_robot, saved):
    robot = window_robot()
    for key, state in saved["pages"].items():
        page = robot.window.page(key)
        for at in places(state):
            for value in WRONG:
                page.restore_state(Fields(with_value(state, at, value)))
        assert page.save_state().keys() == state.keys()
        page.restore_state(Fields(state))
        assert json.loads(json.dumps(page.save_state())) == page.save_state()


@pytest.mark.parametrize(
    "value",
    [pytest.param(value, marks=pytest.mark.proof) for value in (5, 2.5, None, "x")] + [[[]], {"x": 10**30}],
    ids=repr,
)
def test_the_window_opens_whatever_is_remembered(window_robot, saved, value):
    damaged = {setting.key: value for setting in SETTINGS}
    damaged |= {
        "window": dict.fromkeys(saved["window"], value),
        "recent": [value],
        "last_image": {"a": value},
    }
    damaged["pages"] = {key: dict.fromkeys(state, value) for key, state in saved["pages"].items()}
    Settings().path.write_text(json.dumps(damaged), encoding="utf-8")
    look_at_all(window_robot())
    Settings().path.write_text(
        json.dumps(
            {"pages": dict.fromkeys(saved["pages"], value), "window": {"inspectors": {"live": value}}}
        ),
        encoding="utf-8",
    )
    look_at_all(window_robot(page="live"))


@pytest.mark.parametrize(
    "content", [DEEP, "{", *(pytest.param(text, marks=pytest.mark.proof) for text in NEARLY)], ids=range(5)
)
def test_the_window_opens_whatever_the_file_is(window_robot, content):
    Settings().path.parent.mkdir(parents=True, exist_ok=True)
    Settings().path.write_text(content, encoding="latin-1")
    look_at_all(window_robot())


def test_one_wrong_value_costs_nothing_else(window_robot, saved):
    saved["pages"]["tiling"] |= {"rows": [], "columns": 7}
    saved["pages"]["live"] |= {"files": None, "thresholds": {"confidence": 0.4, "iou": "x"}}
    Settings().path.write_text(json.dumps(saved), encoding="utf-8")
    robot = window_robot()
    assert robot.window.page("tiling").save_state()["columns"] == 7
    kept = robot.window.page("live").save_state()["thresholds"]
    assert (kept["confidence"], kept["iou"]) == (0.4, 0.45)


def test_a_damaged_run_can_be_looked_at_on_every_page(window_robot, tmp_path):
    write_run("good", tmp_path / "set")
    config = write_run("config", tmp_path / "set")
    (config / runs.CONFIG).write_text('{"data": ' + DEEP + "}", encoding="utf-8")
    events = write_run("events", tmp_path / "set")
    append_events(
        events, [{"event": "step"}, {"event": "epoch", "epoch": 9}, {"event": "start", "epochs": "x"}]
    )
    robot = window_robot(page="runs")
    for run in (config, events):
        robot.window.page("training").open_run(run)
        robot.window.page("export").open_model(run)
        robot.window.page("live").open_model(run)
    robot.go_to("live")
    # A thread that still loads a model when the tests end makes their process abort.
    robot.wait(lambda: robot.primary() == "Start")
    look_at_all(robot)
