"""The window where PyTorch is not installed: Train and Export say so, and the other pages work."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.core.runtime.needs import TORCH
from tests.factories import make_dataset_folder
from tests.robots.runs import RunsRobot
from tests.robots.window import WindowRobot
from tests.run_factory import write_run


@pytest.fixture(autouse=True)
def _no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "data", {f"{n}.png": "0 0.5 0.5 0.2 0.2\n" for n in range(4)})


@pytest.mark.parametrize("page", ["training", "export"])
def test_the_page_says_what_is_missing_and_how_to_get_it(page: str, qtbot: QtBot, data: Path) -> None:
    robot = WindowRobot(qtbot, page=page)
    robot.open(data)
    problem = TORCH.missing()
    assert problem is not None
    assert robot.empty_text() == str(problem)
    assert robot.primary() == ""
    assert not {"train.layers", "train.preview"} & robot.possible_actions()
    robot.close()


def test_what_a_run_learned_is_seen_and_not_gone_on_with(qtbot: QtBot, data: Path) -> None:
    write_run("first", data, ending="stopped", done=2)
    robot = RunsRobot(qtbot)
    robot.choose_runs("first")
    robot.click("runs_go_on")
    assert robot.problem() == str(TORCH.missing())
    robot.close()
