"""Boxes by mouse and keys: one as large as the last, several by a band, some put aside, aids to see."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.factories import make_dataset_folder
from tests.robots.window import near

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def robot(label_robot, tmp_path: Path):
    folder = tmp_path / "set"
    make_dataset_folder(folder, {"a.png": None, "b.png": None}, layout="yaml", size_wh=(400, 300))
    robot = label_robot()
    robot.open(folder / "data.yaml")
    return robot


def three(robot) -> None:
    for left in (0.1, 0.4, 0.7):
        robot.draw_box((left, 0.1), (left + 0.1, 0.2))
    robot.press("Esc")


def test_a_double_click_draws_a_box_as_large_as_the_last(robot):
    robot.double_click_at((0.5, 0.5))
    assert robot.boxes() == []
    assert "Draw a box first" in robot.told()[-1]
    robot.draw_box((0.1, 0.1), (0.2, 0.3))
    robot.double_click_at((0.6, 0.6))
    assert len(robot.boxes()) == 2
    _, corner, opposite = robot.boxes()[1]
    assert near(corner, (0.55, 0.5))
    assert near(opposite, (0.65, 0.7))
    # At the border it is pushed inside, and keeps its size.
    robot.double_click_at((0.99, 0.95))
    _, corner, opposite = robot.boxes()[2]
    assert near(corner, (0.9, 0.8))
    assert near(opposite, (1.0, 1.0))
    for left in (2, 1, 0):
        robot.press("Ctrl+Z")
        assert len(robot.boxes()) == left
    # A double click on a box draws nothing.
    robot.press("Ctrl+Shift+Z")
    robot.double_click_at((0.15, 0.2))
    assert len(robot.boxes()) == 1


def test_shift_and_drag_selects_what_is_in_the_rectangle_and_draws_nothing(robot):
    three(robot)
    robot.drag((0.05, 0.05), (0.6, 0.3), modifier=SHIFT)
    assert robot.selected() == [0, 1]
    assert len(robot.boxes()) == 3
    robot.drag((0.65, 0.05), (0.95, 0.3), modifier=SHIFT)
    assert robot.selected() == [0, 1, 2]
    robot.click_at((0.45, 0.15), SHIFT)
    assert robot.selected() == [0, 2]
    robot.press("2")
    robot.press("Esc")
    names = robot.classes()
    assert [text for text, _, _ in robot.boxes()] == [names[1], names[0], names[1]]
    robot.press("Ctrl+Z")
    assert {text for text, _, _ in robot.boxes()} == {names[0]}


def test_alt_and_click_go_from_the_smallest_box_to_the_one_below(robot):
    robot.draw_box((0.1, 0.1), (0.8, 0.8))
    robot.press("W")
    robot.drag((0.3, 0.3), (0.6, 0.6))
    robot.press("W")
    robot.drag((0.4, 0.4), (0.5, 0.5))
    robot.press("Esc")
    found = []
    for _ in range(4):
        robot.click_at((0.45, 0.45), ALT)
        found += robot.selected()
    assert found == [2, 1, 0, 2]


def test_locked_boxes_are_passed_by_until_they_are_unlocked(robot):
    three(robot)
    robot.click_at((0.15, 0.15))
    robot.press("K")
    before = robot.boxes()
    robot.press("Ctrl+A")
    assert robot.selected() == [1, 2]
    robot.press("Esc")
    for expected in (1, 2, 1):
        robot.press("Tab")
        assert robot.selected() == [expected]
    robot.press("Esc")
    # Where it is a drag draws, as on free ground.
    robot.drag((0.12, 0.12), (0.18, 0.18))
    assert len(robot.boxes()) == 4
    robot.press("Ctrl+Z")
    robot.press("Del")
    assert robot.boxes() == before
    robot.press("K")
    robot.click_at((0.15, 0.15))
    assert robot.selected() == [0]


def test_hidden_boxes_stay_in_the_file_and_come_back(robot):
    three(robot)
    robot.click_at((0.15, 0.15))
    robot.press("Shift+H")
    assert len(robot.boxes()) == 2
    robot.press("Ctrl+A")
    robot.press("Del")
    assert robot.boxes() == []
    robot.press("Shift+H")
    assert len(robot.boxes()) == 1


def test_loupe_grid_and_gamma_change_what_is_seen_and_nothing_else(robot):
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    robot.click_at((0.6, 0.6))
    plain = robot.canvas_pixels()
    robot.press("Q")
    robot.settle()
    assert robot.canvas_pixels() != plain
    robot.press("Q")
    assert robot.canvas_pixels() == plain
    for _ in range(12):
        robot.press("Ctrl++")
    near_by = robot.canvas_pixels()
    robot.switch("pixel_grid", True)
    assert robot.canvas_pixels() != near_by


def test_the_crosshair_is_shown_while_it_is_wanted_and_b_leads_to_the_brightness(robot):
    robot.point_at((0.6, 0.6))
    with_lines = robot.canvas_pixels()
    robot.switch("crosshair", False)
    robot.point_at((0.6, 0.6))
    without = robot.canvas_pixels()
    assert without != with_lines
    robot.press("B")
    robot.press("Right")
    robot.settle()
    assert robot.image() == "a.png"
    assert robot.canvas_pixels() != without
