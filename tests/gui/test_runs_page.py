"""The Runs page: the table, curves over each other, what differs."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.robots_training import RunsRobot
from tests.run_factory import write_run


def test_without_runs_the_page_leads_to_training(qtbot: QtBot) -> None:
    robot = RunsRobot(qtbot)
    robot.wait(lambda: "Every training is kept" in robot.empty_text())
    robot.click("empty_button")
    assert robot.page() == "training"
    robot.settle()


def test_runs_are_listed_compared_and_opened(qtbot: QtBot, tmp_path: Path) -> None:
    write_run("yolov5n-1", tmp_path / "set", epochs=4, begun=1_700_000_000.0)
    write_run("v5lite-e-1", tmp_path / "set", model="v5lite-e", epochs=6, done=3, ending="stopped")
    robot = RunsRobot(qtbot)
    robot.wait(lambda: len(robot.rows("runs_table")) == 2)
    rows = {row[0]: row for row in robot.rows("runs_table")}
    assert rows["yolov5n-1"][2:6] == ["Done", "0.933", "0.560", "4 / 4"]
    assert rows["v5lite-e-1"][2] == "Stopped"
    assert rows["v5lite-e-1"][5] == "3 / 6"
    robot.select_rows("runs_table", "yolov5n-1", "v5lite-e-1")
    assert sorted(robot.columns("runs")[1:]) == ["v5lite-e-1", "yolov5n-1"]
    assert robot.points("runs") == 4
    differing = {row[0] for row in robot.rows("run_differences")}
    assert {"model", "epochs"} <= differing
    assert "out" not in differing
    assert robot.primary() == ""
    robot.choose("runs_quantity", "box")
    robot.select_rows("runs_table", "yolov5n-1")
    robot.press_primary()
    assert robot.page() == "training"
    assert robot.heading() == "yolov5n-1"
    robot.settle()
