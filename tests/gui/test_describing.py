"""Attributes of boxes and words for images, by mouse and keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import make_dataset_folder, snapshot

LABELS = {"a.png": "0 0.2 0.2 0.1 0.1\n1 0.5 0.5 0.1 0.1\n0 0.8 0.8 0.1 0.1\n", "b.png": "", "c.png": None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "set", LABELS, size_wh=(400, 300))


@pytest.fixture
def robot(label_robot, folder):
    robot = label_robot()
    robot.open(folder)
    return robot


def painted(robot) -> list[str]:
    return [text for text, _, _ in robot.boxes()]


def test_marks_and_text_are_said_of_the_selected_boxes_and_kept(robot, folder, label_robot):
    before = snapshot(folder)
    robot.unfold("Attributes")
    assert not robot.is_enabled("box_difficult")
    robot.click_at((0.2, 0.2))
    robot.switch("box_difficult", True)
    robot.type_into("box_text", "half off", enter=True)
    # The photo has the keys again.
    robot.press("Ctrl+A")
    assert robot.selected() == [0, 1, 2]
    assert robot.marks() == {"difficult": None, "occluded": False, "truncated": False}
    robot.press("Shift+O")
    assert robot.marks() == {"difficult": None, "occluded": True, "truncated": False}
    assert robot.box_signs() == [("d o …", ""), ("o", ""), ("o", "")]
    assert painted(robot) == ["w  d o …", "r  o", "w  o"]
    # Half a mark becomes a whole one first.
    robot.click("box_difficult")
    assert robot.marks()["difficult"] is True
    robot.press("Shift+D")
    assert robot.marks()["difficult"] is False
    robot.press("Esc")
    robot.click_box_row(1)
    robot.press("Shift+A")
    robot.type("new", then="Return")
    assert robot.box_signs()[1] == ("o …", "")
    assert snapshot(folder) == before
    robot.close()
    again = label_robot()
    again.open(folder)
    assert again.box_signs() == [("o …", ""), ("o …", ""), ("o", "")]
    for _ in range(6):
        again.press("Ctrl+Z")
        again.settle()
    assert again.box_signs() == [("", "")] * 3
    assert snapshot(folder) == before


def test_what_is_half_typed_is_said_of_the_boxes_it_was_begun_for(robot):
    robot.unfold("Attributes")
    robot.click_at((0.2, 0.2))
    robot.type_into("box_text", "one")
    robot.press("PgDown")
    robot.settle()
    assert robot.image() == "c.png"
    assert robot.text("box_text") == ""
    robot.press("Esc")
    robot.press("Home")
    robot.settle()
    assert [letters for letters, _ in robot.box_signs()] == ["…", "", ""]
    robot.click_at((0.5, 0.5))
    assert robot.text("box_text") == ""
    robot.press("Esc")
    robot.click_at((0.2, 0.2))
    assert robot.text("box_text") == "one"


def test_images_are_found_by_what_was_said(robot):
    robot.click_at((0.2, 0.2))
    robot.press("Shift+T")
    robot.press("End")
    robot.settle()
    robot.unfold("Attributes")
    robot.type_into("image_tags", " night rain night ", enter=True)
    assert robot.text("image_tags") == "night rain"
    robot.search("truncated")
    assert robot.listed_images() == ["a.png"]
    robot.search("tag:rain")
    assert robot.listed_images() == ["c.png"]
    robot.search("-tag:rain -truncated")
    assert robot.listed_images() == ["b.png"]


def test_copies_take_them_along_and_a_box_changed_outside_loses_them(robot, folder):
    robot.click_at((0.2, 0.2))
    robot.press("Shift+D")
    robot.press("Ctrl+C")
    robot.press("D")
    robot.settle()
    robot.press("Ctrl+V")
    assert painted(robot) == ["w  d"]
    robot.press("A")
    robot.settle()
    (folder / "a.txt").write_text("0 0.3 0.2 0.1 0.1\n")
    robot.come_back()
    assert painted(robot) == ["w"]
    assert robot.notice() == "1 box that had attributes was changed by another program and has lost them."


def test_boxes_put_aside_are_marked_in_the_list(robot):
    robot.click_at((0.2, 0.2))
    robot.press("K")
    robot.click_at((0.5, 0.5))
    robot.press("Shift+H")
    assert robot.box_signs() == [("", "lock-outline"), ("", "eye-off-outline"), ("", "")]
    robot.press("K")
    assert robot.box_signs() == [("", ""), ("", "eye-off-outline"), ("", "")]


def test_keys_that_move_a_slider_do_nothing_else(robot):
    before = robot.image()
    robot.slide("brightness", 15)
    for key in ("PgDown", "PgUp", "End", "Right"):
        robot.press(key)
        robot.settle()
        assert robot.image() == before
