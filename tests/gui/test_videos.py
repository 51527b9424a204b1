"""Videos on the Label page: frames taken, boxes carried on, images filled between two."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.core.data.dataset import open_dataset
from studio.core.data.scenes import draw_scene
from studio.core.pictures import imwrite
from tests.core.labelling.test_frames import greys, write_video
from tests.factories import make_dataset_folder

SIZE_WH = 200, 150


@pytest.fixture
def film(tmp_path) -> Path:
    """Three seconds, each frame brighter than the one before."""
    return write_video(tmp_path / "film.avi", greys())


@pytest.fixture
def robot(label_robot, tmp_path):
    data = make_dataset_folder(tmp_path / "set", {"a.png": "0 0.5 0.5 0.5 0.5\n"}, layout="yaml")
    robot = label_robot()
    robot.open(data)
    return robot


def frame_names(*numbers: int) -> list[str]:
    return [f"film_{number:06}.jpg" for number in numbers]


def test_a_frame_that_is_shown_is_taken_and_is_in_the_list(robot, film, tmp_path):
    robot.choose_video(film)
    assert robot.frame_place() == "0.00 of 3.0 s, frame 0"
    assert robot.text("frame_into") == "They go into the dataset set."
    assert str(tmp_path / "set" / "data.yaml") in robot.find("frame_into").toolTip()
    # At the same edge as what stands over it.
    assert robot.left_of("frame_into") == robot.left_of("take_frame") == robot.left_of("close_frames")
    robot.go_to_frame(12)
    assert robot.frame_grey() == pytest.approx(5 + 8 * 12, abs=3)
    robot.click("take_frame")
    robot.settle()
    assert robot.find("frame_told").text() == "Taken: film_000012.jpg."
    robot.click("take_frame")
    robot.settle()
    assert robot.find("frame_told").text() == "film_000012.jpg is there already."
    robot.press("Esc")
    robot.wait(lambda: robot.listed_images() == ["a.png", *frame_names(12)])
    robot.settle()
    assert robot.image() == "film_000012.jpg"
    assert [path.name for path in (tmp_path / "set" / "images").iterdir()].count("film_000012.jpg") == 1


def test_frames_at_an_interval_are_counted_taken_and_shown(robot, film):
    robot.choose_video(film)
    assert robot.find("take_every").text() == "Take 3 frames"
    robot.type_into("frame_interval", "0,5")
    assert robot.find("take_every").text() == "Take 6 frames"
    robot.type_into("frame_interval", "60")
    assert robot.find("take_every").text() == "Take 1 frame"
    robot.type_into("frame_interval", "x")
    assert not robot.find("take_every").isEnabled()
    robot.type_into("frame_interval", "1.5")
    robot.click("take_every")
    robot.wait(lambda: robot.listed_images() == ["a.png", *frame_names(0, 15)])
    assert robot.told()[-1] == "Frames taken: 2; there already: 0."


def test_what_was_taken_is_not_pushed_out_of_sight_by_what_opening_said(label_robot, film, tmp_path):
    folder = make_dataset_folder(tmp_path / "flat", {"a.png": "0 0.5 0.5 0.5 0.5\n"})
    robot = label_robot()
    robot.open(folder)
    assert robot.told()[-1].startswith("Class names are those of")
    robot.choose_video(film)
    robot.click("take_every")
    robot.wait(lambda: len(robot.listed_images()) == 4)
    robot.settle()
    assert robot.told()[-1] == "Frames taken: 3; there already: 0."


def test_whoever_goes_on_labelling_meanwhile_stays_where_he_is(robot, film):
    robot.choose_video(film)
    robot.click("take_every")
    robot.press("Esc")
    assert robot.find("label_canvas").isVisible()
    robot.wait(lambda: robot.listed_images() == ["a.png", *frame_names(0, 10, 20)])
    robot.settle()
    assert robot.image() == "a.png"


def test_taking_can_be_stopped_and_keeps_what_was_taken(robot, tmp_path):
    pictures = [np.tile(picture, (10, 10, 1)) for picture in greys()] * 8
    robot.choose_video(write_video(tmp_path / "long.avi", pictures))
    robot.type_into("frame_interval", "0.1")
    assert robot.find("take_every").text() == "Take 240 frames"
    robot.click("take_every")
    robot.wait(lambda: robot.find("frame_bar").value() > 0)
    robot.click("stop_frames")
    robot.wait(lambda: len(robot.listed_images()) > 1)
    assert robot.told()[-1] == "Taking frames was stopped; those taken until then are kept."
    assert len(robot.listed_images()) < 240
    robot.settle()


def test_scene_changes_are_counted_and_keys_of_the_photo_wait(robot, film, tmp_path):
    robot.press("Ctrl+C")
    assert {"label.paste", "label.no_objects"} <= robot.possible_actions()
    robot.choose_video(film)
    assert robot.find("take_scenes").text().startswith("Take ")
    # From whatever has the focus.
    assert not {"label.paste", "label.no_objects", "label.select_all"} & robot.possible_actions()
    robot.press("Ctrl+V")
    robot.press("N")
    robot.press("Del")
    robot.press("Esc")
    robot.settle()
    assert robot.image() == "a.png"
    assert robot.boxes() == [("w", (0.25, 0.25), (0.75, 0.75))]


def test_without_a_dataset_frames_become_one(label_robot, film):
    robot = label_robot()
    robot.choose_video(film)
    assert robot.text("frame_into") == "They go into the folder film-frames, beside the video."
    robot.click("take_frame")
    robot.settle()
    robot.press("Esc")
    robot.wait(lambda: robot.listed_images() == frame_names(0))


def test_what_is_no_video_is_told(robot, tmp_path):
    (tmp_path / "a.mp4").write_text("none")
    robot.choose_video(tmp_path / "a.mp4")
    assert "is not a video that can be read" in robot.problem()
    assert not robot.find("take_frame").isEnabled()


@pytest.fixture
def moving(label_robot, tmp_path):
    """Three frames of a camera that goes on by four pixels, boxes on the first."""
    whole, boxes = draw_scene(3, (SIZE_WH[0] + 20, SIZE_WH[1]))
    folder = make_dataset_folder(tmp_path / "set", {f"f_{number}.png": None for number in range(3)})
    for number in range(3):
        imwrite(
            folder / f"f_{number}.png", np.ascontiguousarray(whole[:, 4 * number : 4 * number + SIZE_WH[0]])
        )
    inside = [
        box for box in boxes if min(box.xyxy) > 10 and box.x2 < SIZE_WH[0] - 10 and box.y2 < SIZE_WH[1]
    ][:4]
    dataset = open_dataset(folder)
    dataset.write(dataset.records[0], inside)
    robot = label_robot()
    robot.open(folder)
    return robot


def test_boxes_are_carried_to_the_next_image_in_one_step(moving, tmp_path):
    robot, start = moving, moving.boxes()
    robot.press("T")
    robot.settle()
    assert (robot.image(), robot.told()[-1]) == ("f_1.png", "Boxes carried: 4.")
    found = robot.boxes()
    assert len(found) == 4
    for (name, corner, _), (was, before, _) in zip(found, start, strict=True):
        assert name == was
        assert corner == pytest.approx((before[0] - 4 / SIZE_WH[0], before[1]), abs=0.011)
    robot.press("A")
    robot.press("Tab")
    robot.press("Ctrl+Shift+Right")
    robot.settle()
    assert robot.told()[-1] == "Boxes carried: 0. There already: 1."
    robot.press("Ctrl+Z")
    robot.settle()
    assert (robot.image(), robot.boxes()) == ("f_1.png", [])
    robot.press("T")
    assert robot.told()[-1] == "There is no box to carry to the next image."


def test_images_between_are_filled_when_the_question_says_so(moving):
    robot, start = moving, moving.boxes()
    robot.press("D")
    robot.press("D")
    robot.settle()
    robot.press("Ctrl+Shift+F")
    robot.settle()
    assert robot.told()[-1] == "Label this image and an earlier one first."
    robot.press("A")
    robot.press("A")
    robot.press("Ctrl+C")
    robot.press("D")
    robot.press("D")
    robot.settle()
    robot.press("Ctrl+V")
    robot.press("Ctrl+Shift+F")
    robot.settle()
    assert "Images that get boxes: 1, boxes on each: 4." in robot.find("fill_text").text()
    robot.press("Esc")
    assert not robot.find("fill").isVisible()
    robot.press("Ctrl+Shift+F")
    robot.settle()
    robot.click("fill_do")
    robot.settle()
    assert robot.told()[-1] == "Images filled: 1, with 4 boxes each."
    robot.click_image("f_1.png")
    assert robot.boxes() == start
    robot.press("Ctrl+Z")
    robot.settle()
    assert robot.boxes() == []
