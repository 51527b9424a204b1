"""The grid of all boxes of a class: order, change, delete, go to the photo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.core.pictures import imwrite
from tests.factories import make_dataset_folder, snapshot

LABELS = {
    "a.png": "1 0.5 0.5 0.2 0.2\n0 0.2 0.2 0.1 0.1\n",
    "b.png": "1 0.5 0.5 0.1 0.1\n",
    "c.png": "1 0.5 0.5 0.3 0.3\n1 0.1 0.1 0.05 0.05\n",
}
GREYS = {"a.png": 200, "b.png": 90, "c.png": 140}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = make_dataset_folder(tmp_path / "set", LABELS, size_wh=(200, 200))
    for name, grey in GREYS.items():
        imwrite(folder / name, np.full((200, 200, 3), grey, np.uint8))
    return folder


@pytest.fixture
def robot(label_robot, folder):
    robot = label_robot()
    robot.open(folder)
    robot.press("2")
    robot.press("Ctrl+G")
    robot.settle()
    return robot


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(folder).items()}


def test_boxes_are_shown_in_order(robot):
    assert robot.crops() == ["40 × 40", "20 × 20", "60 × 60", "10 × 10"]
    robot.qtbot.waitUntil(lambda: [robot.crop_grey(number) for number in range(3)] == [200, 90, 140])
    robot.choose("crop_order", "size")
    robot.settle()
    assert robot.crops() == ["10 × 10", "20 × 20", "40 × 40", "60 × 60"]
    robot.choose("crop_order", "brightness")
    robot.settle()
    assert robot.crops()[0] == "20 × 20" and robot.crops()[-1] == "40 × 40"


def test_several_change_class_in_one_step_and_one_undo_brings_them_back(robot, folder):
    before = bytes_of(folder)
    robot.click_crop(0)
    robot.click_crop(2, extend=True)
    robot.press("3")
    robot.settle()
    assert robot.crops() == ["20 × 20", "10 × 10"]
    assert bytes_of(folder)["a.txt"].startswith(b"2 ") and bytes_of(folder)["c.txt"].startswith(b"2 ")
    robot.press("Ctrl+Z")
    robot.settle()
    assert bytes_of(folder) == before


def test_delete_and_show_in_photo(robot, folder):
    robot.click_crop(1)
    robot.press("Del")
    robot.settle()
    assert bytes_of(folder)["b.txt"] == b""
    assert len(robot.crops()) == 3
    robot.click_crop(2)
    robot.press("Return")
    robot.settle()
    assert robot.image() == "c.png" and robot.selected() == [1]
    robot.press("Ctrl+G")
    robot.settle()
    robot.press("Esc")
    assert robot.find("label_canvas").isVisible()


def test_undo_is_seen_in_the_grid_at_once_and_redo_too(robot):
    before = robot.crops()
    robot.click_crop(0)
    robot.press("Del")
    robot.settle()
    assert robot.crops() == before[1:]
    robot.press("Ctrl+Z")
    robot.settle()
    assert robot.crops() == before
    assert robot.text("crop_count") == "0 of 4 chosen"
    robot.press("Ctrl+Y")
    robot.settle()
    assert robot.crops() == before[1:]


def test_the_grid_stays_where_it_was_scrolled_to_after_an_edit(label_robot, tmp_path):
    rows = "".join(
        f"1 {0.02 + 0.04 * (n % 20):.4f} {0.02 + 0.04 * (n // 20):.4f} 0.03 0.03\n" for n in range(400)
    )
    robot = label_robot()
    robot.open(make_dataset_folder(tmp_path / "many", {"a.png": rows}, size_wh=(400, 400)))
    robot.press("2")
    robot.press("Ctrl+G")
    robot.settle()
    bar = robot.find("crop_view").verticalScrollBar()
    robot.qtbot.waitUntil(lambda: bar.maximum() > 2000)
    robot.click_crop(200)
    place = bar.value()
    assert place > 1000
    robot.press("Del")
    robot.settle()
    robot.qtbot.waitUntil(lambda: bar.value() == place)
    assert len(robot.crops()) == 399
    robot.choose("crop_order", "size")
    robot.settle()
    assert bar.value() == 0


def test_keys_reach_the_crops_and_not_the_photo_behind_them(robot, folder):
    before = bytes_of(folder)
    robot.press("Ctrl+A")
    assert robot.text("crop_count") == "4 of 4 chosen"
    assert robot.selected() == []
    for key in ("N", "P", "Shift+Del", "Ctrl+D", "W"):
        robot.press(key)
    assert bytes_of(folder) == before
    assert "label.no_objects" not in robot.possible_actions()
    robot.press("Esc")
    assert "label.no_objects" in robot.possible_actions()


def test_a_key_that_is_for_the_photo_says_so_whatever_there_is_to_copy(robot):
    assert robot.boxes()
    robot.press("Ctrl+G")
    robot.settle()
    for keys in ("Ctrl+C", "Ctrl+V", "Shift+Del"):
        robot.press(keys)
        assert robot.told()[-1] == "Go back to the photo first."
    robot.press("Esc")
    robot.press("Ctrl+V")
    assert robot.told()[-1] == "There is nothing to paste; copy boxes first."


def test_a_photo_chosen_in_the_list_stands_in_the_place_of_the_crops(robot):
    robot.press("D")
    robot.settle()
    assert robot.image() == "b.png"
    assert robot.find("label_canvas").isVisible()
    assert robot.focus() == "label_canvas"
