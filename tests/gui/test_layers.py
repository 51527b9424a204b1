"""The layers of a model on the Train page: table, picture, sentences, and what can go wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.gui import jobs, theme
from tests.factories import TINY_TABLE, make_dataset_folder
from tests.robots.layers import LayersRobot

FEEDS, FED = "ok", "warn"


def with_data(qtbot: QtBot, folder: Path) -> LayersRobot:
    """Open the Train page with something to train on: only then it shows its models."""
    robot = LayersRobot(qtbot)
    robot.open(make_dataset_folder(folder / "set", {"a.png": "0 0.5 0.5 0.2 0.2\n"}))
    return robot


def test_a_row_lights_up_what_feeds_it_and_what_it_feeds(qtbot: QtBot, tmp_path: Path) -> None:
    robot = with_data(qtbot, tmp_path)
    robot.open_layers("yolov5n")
    rows = robot.rows("layers")
    assert len(rows) == 25
    assert rows[16][:4] == ["16", "15, 4", "", "Concat"]
    assert rows[6][1:8] == ["5", "3", "C3", "512", "128x4x4", "16", "156,928"]

    robot.select_layer(16)
    assert (robot.lit(FEEDS), robot.lit(FED)) == ([4, 15], [17])
    robot.select_layer(4)
    assert (robot.lit(FEEDS), robot.lit(FED)) == ([3], [5, 16])
    assert [robot.node_colour(row) for row in (3, 4, 5, 16, 20)] == [FEEDS, "accent", FED, FED, ""]
    assert robot.text("layer_name") == "4 C3"
    assert robot.text("layer_text") == robot.rows("layers")[4][11]
    assert robot.text("layer_sentence").startswith(
        "Reads row 3: 64 channels in, 64 out, on 8x8 cells of 8 px."
    )
    assert "58x58 px" in robot.text("layer_sentence")


@pytest.mark.proof
def test_the_picture_tells_and_connections_can_be_followed(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    robot = with_data(qtbot, tmp_path)
    robot.open_layers("yolov5n")
    robot.click_node(9)
    assert robot.layer() == 9
    told = robot.hover_text(13)
    assert told.startswith("13 C3, ")
    assert "Reads row 12: 256 channels in" in told
    robot.click_node(24)
    theme.apply_theme(qapp, "light")
    qapp.processEvents()
    assert robot.lit(FEEDS) == [17, 20, 23]
    assert robot.node_colour(17) == FEEDS
    theme.apply_theme(qapp, "dark")

    robot.select_layer(16)
    robot.follow_link(4)
    assert robot.layer() == 4
    robot.press_in_table(Qt.Key.Key_Left)
    assert robot.layer() == 3
    robot.press_in_table(Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert robot.layer() == 5
    robot.press_in_table(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Left)
    assert robot.layer() == 2


@pytest.mark.proof
def test_another_size_is_measured_once(qtbot: QtBot, tmp_path: Path) -> None:
    robot = with_data(qtbot, tmp_path)
    robot.open_layers("v5lite-e")
    first = robot.rows("layers")
    robot.set_number("layers_imgsz", 130)
    assert robot.value("layers_imgsz") == 128
    robot.wait_for_layers()
    assert robot.rows("layers")[0][5] == "32x32x32"
    robot.set_number("layers_imgsz", 64)
    assert not jobs.active.all
    assert robot.rows("layers") == first


@pytest.mark.proof
def test_a_broken_table_is_explained(qtbot: QtBot, tmp_path: Path) -> None:
    text = TINY_TABLE.read_text(encoding="utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace("Conv, [32, 1, 1]", "Convx, [32, 1, 1]"), encoding="utf-8")
    robot = LayersRobot(qtbot)
    robot.press("Ctrl+L")
    robot.show_file(broken)
    robot.wait_for_layers()
    assert "row 4" in robot.empty_text() and "Convx" in robot.empty_text()
    assert "studio inspect" not in robot.empty_text()
    assert not robot.sees_layers()
    broken.write_text(text, encoding="utf-8")
    robot.show_file(broken)
    robot.wait_for_layers()
    assert len(robot.rows("layers")) == 11


def test_measuring_can_be_stopped_and_left(qtbot: QtBot) -> None:
    robot = LayersRobot(qtbot)
    robot.press("Ctrl+L")
    robot.wait(lambda: bool(jobs.active.all))
    assert "Building yolov5n" in robot.empty_text()
    robot.stop_layers()
    robot.wait_for_layers()
    assert robot.empty_text() == "The measuring was stopped."
    robot.press("Esc")
    assert "Open a folder" in robot.empty_text()
