"""Snap in the window: the key, the choice while drawing, one step of undo."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.pictures import imwrite
from tests.factories import make_dataset_folder
from tests.robots.window import near

LAMP = "0 0.25 0.25 0.12 0.12"
ROUGH = "0 0.76 0.74 0.11 0.14"


@pytest.fixture
def robot(label_robot, tmp_path: Path):
    folder = make_dataset_folder(
        tmp_path / "set", {"a.png": f"{LAMP}\n{ROUGH}\n", "b.png": f"{LAMP}\n" * 2, "c.png": None}
    )
    image = np.full((200, 200, 3), 90, np.uint8)
    for x, y in ((50, 50), (150, 150), (50, 150)):
        cv2.circle(image, (x, y), 9, (250, 250, 240), -1, cv2.LINE_AA)
    for name in ("a.png", "b.png", "c.png"):
        imwrite(folder / name, image)
    robot = label_robot()
    robot.open(folder)
    return robot


def test_the_key_fits_the_selected_box_and_one_undo_takes_it_back(robot):
    before = robot.boxes()
    robot.press("S")
    assert "Select a box" in robot.told()[-1]
    robot.click_at((0.76, 0.74))
    robot.press("S")
    robot.settle()
    assert "snapped: 1" in robot.told()[-1]
    (_, corner, opposite) = robot.boxes()[1]
    assert near((*corner, *opposite), (0.69, 0.69, 0.81, 0.81), 0.02)
    assert robot.boxes()[0] == before[0]
    robot.press("Ctrl+Z")
    assert robot.boxes() == before


def test_where_nothing_is_the_box_stays_and_it_is_said(robot):
    robot.draw_box((0.55, 0.15), (0.65, 0.3))
    before = robot.boxes()
    robot.press("S")
    robot.settle()
    assert robot.boxes() == before
    assert "Nothing stands out" in robot.told()[-1]


def test_boxes_are_snapped_while_drawing_when_that_is_chosen(robot):
    robot.click("snap_drawing")
    robot.settle()
    robot.draw_box((0.2, 0.7), (0.29, 0.82))
    (_, corner, opposite) = robot.boxes()[1]
    assert near((*corner, *opposite), (0.19, 0.69, 0.31, 0.81), 0.025)
    robot.press("Ctrl+Z")
    assert len(robot.boxes()) == 2
    robot.click("snap_drawing")
    robot.draw_box((0.2, 0.7), (0.29, 0.82))
    (_, corner, opposite) = robot.boxes()[1]
    assert near((*corner, *opposite), (0.2, 0.7, 0.29, 0.82), 0.01)
