"""Finding what looks like boxes, on the Label page: no model is there, and none is needed."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core.pictures import imwrite
from tests.factories import snapshot
from tests.tiny_onnx import write_tiny_onnx

SIDE = 320
PLACES = [(40 + 60 * column + 5 * row, 40 + 60 * row) for row in range(5) for column in range(5)]


def draw(path: Path, places: list[tuple[int, int]]) -> None:
    some = np.random.default_rng(3)
    image = np.full((SIDE, SIDE, 3), 110, np.uint8)
    for x, y in places:
        cv2.circle(image, (x, y), 9, (240, 70, 40), -1, cv2.LINE_AA)
    noisy = image + some.normal(0, 5, image.shape)
    imwrite(path, np.clip(noisy, 0, 255).astype(np.uint8))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "lamps"
    draw(folder / "0.png", PLACES)
    draw(folder / "1.png", PLACES[::3])
    (folder / "classes.txt").write_text("red\ngreen\n")
    return folder


@pytest.fixture
def robot(label_robot, folder):
    robot = label_robot()
    robot.open(folder)
    return robot


def drag_over(robot, place: tuple[int, int]) -> None:
    x, y = place
    robot.drag(((x - 11) / SIDE, (y - 11) / SIDE), ((x + 12) / SIDE, (y + 12) / SIDE))


def test_three_boxes_a_key_and_enter_label_the_photo(robot, folder):
    for place in PLACES[::9]:
        drag_over(robot, place)
    before = snapshot(folder)
    robot.press("M")
    robot.wait_for_ghosts(22)
    assert snapshot(folder) == before
    assert robot.text("ghosts_told") == "From 0.50 on: 22 here" and robot.text("ghosts_accept") == "Accept 22"
    # With the panel folded away one knows, too, what there is and what to press.
    assert robot.told()[-1] == "Shown: 22. Return accepts them, Esc forgets them."
    robot.press("Return")
    assert robot.told()[-1] == "Suggestions accepted: 22. Ctrl+Z takes it back."
    robot.wait(lambda: robot.text("ghosts_told") == "From 0.50 on: 0 here")
    assert len(robot.boxes()) == 25 and {name for name, _, _ in robot.boxes()} == {"red"}
    assert len((folder / "0.txt").read_text().splitlines()) == 25
    middles = sorted(
        (round((left + right) / 2 * SIDE), round((top + bottom) / 2 * SIDE))
        for _, (left, top), (right, bottom) in robot.boxes()
    )
    assert np.abs(np.array(middles) - np.array(sorted(PLACES))).max() <= 2
    robot.press("Ctrl+Z")
    assert len(robot.boxes()) == 3
    robot.wait_for_ghosts(22)
    robot.wait(lambda: robot.text("ghosts_told") == "From 0.50 on: 22 here")


def test_without_a_box_the_key_and_the_button_say_what_to_do(robot):
    assert "label.alike" not in robot.possible_actions()
    assert not robot.is_enabled("find_alike")
    drag_over(robot, PLACES[0])
    assert "label.alike" in robot.possible_actions()
    assert robot.is_enabled("find_alike")


def test_the_selected_boxes_are_the_examples(robot):
    drag_over(robot, PLACES[0])
    robot.press("2")
    drag_over(robot, PLACES[12])
    robot.click_at((PLACES[0][0] / SIDE, PLACES[0][1] / SIDE))
    robot.click("find_alike")
    robot.wait(lambda: len(robot.ghosts()) > 15)
    assert {text.split()[0] for text, _, _ in robot.ghosts()} == {"red"}


def test_one_is_accepted_by_a_click_and_one_rejected_for_good(robot):
    for place in PLACES[::9]:
        drag_over(robot, place)
    robot.press("M")
    robot.wait_for_ghosts(22)
    robot.click_at((PLACES[1][0] / SIDE, PLACES[1][1] / SIDE))
    assert len(robot.boxes()) == 4 and len(robot.ghosts()) == 21
    robot.point_at((PLACES[2][0] / SIDE, PLACES[2][1] / SIDE))
    robot.press("X")
    assert len(robot.ghosts()) == 20
    robot.press("M")
    assert "Looking for more" in robot.text("ghosts_told")
    robot.wait(lambda: "20 here" in robot.text("ghosts_told"))
    assert len(robot.ghosts()) == 20
    robot.press("Ctrl+Z")
    robot.wait_for_ghosts(21)


def test_esc_and_another_photo_drop_what_was_found(robot):
    for place in PLACES[::9]:
        drag_over(robot, place)
    robot.press("M")
    robot.wait_for_ghosts(22)
    robot.press("Esc")
    assert robot.ghosts() == [] and len(robot.boxes()) == 3
    robot.press("M")
    robot.wait_for_ghosts(22)
    robot.press("D")
    robot.wait(lambda: robot.image() == "1.png")
    assert robot.ghosts() == []
    robot.press("A")
    robot.wait(lambda: robot.image() == "0.png")
    assert robot.ghosts() == []


def test_where_nothing_is_like_them_it_is_said(robot, folder):
    drag_over(robot, PLACES[0])
    draw(folder / "2.png", PLACES[:1])
    robot.press("Ctrl+Z")
    robot.open(folder)
    robot.press("End")
    robot.wait(lambda: robot.image() == "2.png" and robot.find("label_canvas").has_image())
    drag_over(robot, PLACES[0])
    robot.press("M")
    robot.wait(lambda: any("Nothing else here looks like them" in text for text in robot.told()))
    assert robot.ghosts() == []


def test_they_stand_beside_what_a_model_suggests(robot, tmp_path):
    robot.choose_model(write_tiny_onnx(tmp_path / "squares.onnx"))
    robot.switch("ghosts_on", True)
    robot.wait(lambda: " here" in robot.text("ghosts_told"))
    for place in PLACES[::9]:
        drag_over(robot, place)
    robot.press("M")
    robot.wait_for_ghosts(22)
    # Who wants no suggestions wants none of any kind.
    robot.switch("ghosts_on", False)
    robot.wait_for_ghosts(0)
    # To choose a model meanwhile says nothing of the kind.
    robot.press("M")
    robot.wait_for_ghosts(22)
    robot.choose_model(write_tiny_onnx(tmp_path / "others.onnx"))
    robot.wait_for_ghosts(22)
    robot.press("Return")
    assert len(robot.boxes()) == 25


def test_on_all_images_counts_what_was_found_only_while_it_is_there(robot, tmp_path):
    robot.choose_model(write_tiny_onnx(tmp_path / "squares.onnx"))
    robot.switch("ghosts_on", True)
    robot.wait(lambda: " here" in robot.text("ghosts_told"))
    for place in PLACES[::9]:
        drag_over(robot, place)
    robot.press("M")
    robot.wait_for_ghosts(22)
    robot.wait(lambda: robot.is_enabled("ghosts_everywhere"))
    assert robot.text("ghosts_told") == "From 0.50 on: 22 here"
    robot.click("ghosts_everywhere")
    robot.wait(lambda: "There are 22" in robot.question())
    robot.press("Esc")
    robot.press("D")
    robot.wait(lambda: robot.image() == "1.png")
    robot.wait(lambda: not robot.is_enabled("ghosts_everywhere"))
    assert "in one image" not in robot.text("ghosts_told")


def test_of_a_class_that_is_gone_nothing_is_offered_nor_of_the_one_that_takes_its_number(robot, folder):
    robot.add_class("blue")
    robot.click_class("blue")
    drag_over(robot, PLACES[0])
    robot.press("M")
    robot.wait(lambda: bool(robot.ghosts()))
    while "blue" in robot.classes():
        robot.press("Ctrl+Z")
    assert robot.ghosts() == [] and not robot.is_enabled("ghosts_accept")
    robot.add_class("violet")
    assert robot.ghosts() == []
    robot.press("Return")
    assert robot.boxes() == []


def test_what_was_found_follows_its_class_where_that_goes(robot, folder):
    drag_over(robot, PLACES[0])
    robot.press("M")
    robot.wait_for_ghosts(24)
    robot.rename_class("red", "crimson")
    assert {text.split()[0] for text, _, _ in robot.ghosts()} == {"crimson"}
    robot.choose_in_class_menu("crimson", "Merge into > green")
    robot.click("merge_do")
    robot.wait(lambda: {text.split()[0] for text, _, _ in robot.ghosts()} == {"green"})
    # Boxes of the class that was left are its own again, and what is like them.
    robot.click_class("crimson")
    drag_over(robot, PLACES[6])
    robot.press("M")
    robot.wait(lambda: {text.split()[0] for text, _, _ in robot.ghosts()} == {"green", "crimson"})
    robot.press("Ctrl+Z")
    robot.press("Ctrl+Z")
    assert [text for text, _, _ in robot.boxes()] == ["crimson"]
