"""Suggestions on the Label page, by a real model in onnxruntime: shown, accepted, rejected."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from studio.core.pictures import imwrite, list_images
from tests.factories import make_dataset_folder, snapshot
from tests.lively import write_lively
from tests.run_factory import write_run
from tests.tiny_onnx import SPEC, squares_image, write_endless_onnx, write_tiny_onnx

RED = ("red 0.71", (0.12, 0.25), (0.25, 0.38))
BLUE = ("blue 1.00", (0.62, 0.62), (0.75, 0.75))


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_onnx(tmp_path_factory.mktemp("model") / "squares.onnx")


def write_photos(folder: Path, count: int = 4, names: tuple[str, ...] = SPEC.class_names) -> Path:
    """Photos with a red square that scores 0.71 and a blue one that scores 1.0; the last is without."""
    for number in range(count):
        image = squares_image((5, 5, "blue"))
        image[16:24, 8:16, 0] = 215
        imwrite(folder / f"{number}.png", image if number < count - 1 else squares_image())
    (folder / "classes.txt").write_text("\n".join(names) + "\n")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_photos(tmp_path / "photos")


@pytest.fixture
def robot(label_robot, folder):
    robot = label_robot()
    robot.open(folder)
    return robot


@pytest.fixture
def suggesting(robot, model):
    """A robot whose first photo has its two suggestions."""
    robot.choose_model(model)
    robot.switch("ghosts_on", True)
    robot.wait_for_ghosts(2)
    return robot


def lines(folder: Path, name: str) -> list[str]:
    path = folder / f"{name}.txt"
    return path.read_text().splitlines() if path.exists() else []


def test_without_a_model_it_says_what_to_do(robot):
    assert "Train a model on some labelled photos" in robot.ghost_notice()
    assert not robot.is_enabled("ghosts_on") and not robot.is_enabled("ghosts_suggest")
    assert not {"label.accept_all", "label.accept", "label.reject"} & robot.possible_actions()


def test_suggestions_come_by_themselves_and_are_in_no_label_file(suggesting, folder):
    before = snapshot(folder)
    assert suggesting.ghosts() == [RED, BLUE]
    assert suggesting.boxes() == []
    assert suggesting.text("ghosts_accept") == "Accept 2"
    suggesting.press("D")
    suggesting.wait_for_ghosts(2)
    suggesting.press("End")
    suggesting.wait(lambda: "0 here" in suggesting.text("ghosts_told"))
    assert suggesting.ghosts() == []
    assert snapshot(folder) == before
    assert suggesting.primary() == "Next unlabelled"


def test_the_buttons_are_in_sight_and_the_list_of_boxes_keeps_its_size(robot, model):
    robot.choose_model(model)
    before = robot.box_rows_in_sight()
    robot.switch("ghosts_on", True)
    robot.wait_for_ghosts(2)
    robot.wait(lambda: robot.text("ghosts_told") != "")
    assert robot.box_rows_in_sight() == before == 4
    assert robot.can_be_seen("ghosts_accept") and robot.can_be_seen("ghosts_everywhere")


def test_a_click_accepts_one_and_undo_brings_it_back(suggesting, folder):
    suggesting.click_at((0.7, 0.7))
    assert lines(folder, "0") == ["2 0.687500 0.687500 0.125000 0.125000"]
    assert suggesting.ghosts() == [RED]
    assert suggesting.boxes() == [("blue", *BLUE[1:])]
    suggesting.press("Ctrl+Z")
    assert suggesting.ghosts() == [RED, BLUE] and suggesting.boxes() == []
    assert not (folder / "0.txt").exists()
    assert "accepted 1 suggestion on 0.png" in suggesting.told()[-1]


def test_enter_accepts_what_is_above_the_score(suggesting, folder):
    suggesting.set_least_score(0.8)
    assert suggesting.ghosts() == [BLUE]
    assert suggesting.text("ghosts_accept") == "Accept 1"
    # Still on the slider; from then on the keys are the photo's.
    suggesting.press("Return")
    assert len(lines(folder, "0")) == 1
    # With nothing left to accept, Enter is the page's main button again.
    suggesting.press("Return")
    assert suggesting.image() == "1.png"


def test_the_button_and_the_keypad_accept_all(suggesting, folder):
    suggesting.click("ghosts_accept")
    assert len(lines(folder, "0")) == 2 and suggesting.ghosts() == []
    suggesting.press("Ctrl+Z")
    suggesting.click_at((0.02, 0.98))
    suggesting.press("Enter")
    assert len(lines(folder, "0")) == 2


def test_chosen_ones_are_accepted_and_rejected_by_key(suggesting, folder):
    suggesting.point_at((0.2, 0.3))
    # A key that works on the photo meanwhile doesn't take it from under the mouse.
    suggesting.press("H")
    suggesting.press("H")
    suggesting.press("X")
    assert suggesting.ghosts() == [BLUE]
    assert not (folder / "0.txt").exists()
    suggesting.press("Ctrl+Z")
    assert suggesting.ghosts() == [RED, BLUE]
    suggesting.click_at((0.7, 0.7), Qt.KeyboardModifier.ShiftModifier)
    # What is chosen counts, wherever the mouse is.
    suggesting.point_at((0.2, 0.3))
    suggesting.press("Shift+Return")
    assert suggesting.boxes() == [("blue", *BLUE[1:])]
    suggesting.point_at((0.5, 0.02))
    suggesting.press("X")
    assert "Point at a suggestion" in suggesting.told()[-1]


def test_a_drag_from_a_suggestion_draws_a_box(suggesting):
    suggesting.drag((0.2, 0.3), (0.4, 0.5))
    assert [name for name, _, _ in suggesting.boxes()] == ["red"]
    assert len(suggesting.ghosts()) == 2


def test_a_box_over_a_suggestion_has_the_click(suggesting):
    suggesting.press("2")
    suggesting.drag((0.1, 0.2), (0.3, 0.45))
    suggesting.click_at((0.2, 0.3))
    assert suggesting.selected() == [0]
    assert len(suggesting.boxes()) == 1


def test_hidden_boxes_hide_suggestions_too(suggesting):
    suggesting.press("H")
    assert suggesting.ghosts() == []
    suggesting.press("H")
    assert len(suggesting.ghosts()) == 2


def test_what_is_under_the_cursor_stays_so_when_others_come(suggesting):
    suggesting.point_at((0.2, 0.3))
    layer = suggesting.window.page("labelling").canvas.ghosts
    (red,) = layer.picked()
    layer.show(list(reversed(layer.ghosts)))
    assert layer.picked() == [red]
    layer.show([ghost for ghost in layer.ghosts if ghost != red])
    assert layer.picked() == []


def test_rejected_is_remembered_after_a_restart(suggesting, label_robot, folder):
    suggesting.point_at((0.2, 0.3))
    suggesting.press("X")
    suggesting.wait_for_ghosts(1)
    suggesting.close()
    again = label_robot()
    again.open(folder)
    # The choices are remembered; what was found is not looked for again.
    again.wait_for_ghosts(1)
    assert again.ghosts() == [BLUE]


def test_all_unlabelled_are_suggested_and_accepted_in_one_step(robot, model, folder):
    robot.choose_model(model)
    robot.draw_box((0.3, 0.8), (0.4, 0.9))
    drawn = lines(folder, "0")
    robot.click("ghosts_suggest")
    robot.wait(lambda: any("looked at all unlabelled images: 3" in text for text in robot.told()))
    robot.settle()
    # The photo that is open was looked at by itself, as suggestions were switched on with it.
    robot.wait(lambda: "6 in 3 images" in robot.text("ghosts_told"))
    robot.click("ghosts_everywhere")
    robot.wait(lambda: "suggestions from 0.50 on? There are 6, images: 3." in robot.question())
    assert "which stay as they are: 1." in robot.question()
    assert lines(folder, "1") == []
    robot.click("ask_yes")
    assert [len(lines(folder, name)) for name in "0123"] == [3, 2, 2, 0]
    assert lines(folder, "0")[0] == drawn[0]
    robot.press("Ctrl+Z")
    assert [lines(folder, name) for name in "0123"] == [drawn, [], [], []]
    assert robot.image() == "0.png" and len(robot.ghosts()) == 2


def test_no_objects_is_believed(robot, model, folder):
    robot.choose_model(model)
    robot.press("N")
    robot.switch("ghosts_on", True)
    robot.wait_for_ghosts(2)
    robot.click("ghosts_suggest")
    robot.wait(lambda: any("looked at all unlabelled images" in text for text in robot.told()))
    robot.settle()
    robot.click("ghosts_everywhere")
    robot.wait(lambda: "There are 4, images: 2." in robot.question())
    robot.click("ask_no")
    assert lines(folder, "0") == lines(folder, "1") == []


def test_a_model_of_other_classes_says_so(label_robot, model, tmp_path):
    folder = write_photos(tmp_path / "other", names=("lamp", "BLUE"))
    robot = label_robot()
    robot.open(folder)
    robot.choose_model(model)
    robot.switch("ghosts_on", True)
    robot.wait_for_ghosts(1)
    assert robot.ghosts() == [("BLUE 1.00", *BLUE[1:])]
    assert "no class of these names, so they are not suggested: red, green" in robot.ghost_notice()
    assert robot.rows("ghost_classes") == [
        ["0", "lamp", "red"],
        ["1", "BLUE", "green"],
        ["2", "–", "blue"],
    ]
    assert "add the missing classes under Classes" in robot.text("ghost_classes_notice")
    robot.add_class("red")
    assert len(robot.ghosts()) == 2
    assert "not suggested: green." in robot.ghost_notice()
    assert robot.rows("ghost_classes")[2] == ["2", "red", "blue"]
    robot.switch("ghosts_on", False)
    assert not robot.is_shown("ghost_classes")


def test_the_same_classes_in_another_order_are_told_and_suggested(label_robot, model, tmp_path):
    robot = label_robot()
    robot.open(write_photos(tmp_path / "other", names=("blue", "green", "red")))
    robot.choose_model(model)
    robot.switch("ghosts_on", True)
    robot.wait_for_ghosts(2)
    assert robot.rows("ghost_classes") == [["0", "blue", "red"], ["2", "red", "blue"]]
    assert "each gets the dataset's number" in robot.text("ghost_classes_notice")


def test_a_broken_model_is_one_sentence(robot, tmp_path):
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no model")
    robot.choose_model(broken)
    robot.switch("ghosts_on", True)
    robot.wait(lambda: "broken.onnx" in robot.ghost_notice())
    # It is not tried again for every photo.
    robot.press("D")
    robot.settle()
    assert robot.image() == "1.png" and robot.ghosts() == []
    broken.unlink()
    robot.switch("ghosts_on", False)
    robot.switch("ghosts_on", True)
    robot.settle()
    assert "does not exist" in robot.ghost_notice()


def test_work_on_all_images_can_be_stopped_and_keys_never_wait(robot, tmp_path, folder):
    endless = write_endless_onnx(tmp_path / "endless.onnx")
    robot.choose_model(endless)
    robot.switch("ghosts_on", True)
    robot.click("ghosts_suggest")
    robot.wait(lambda: robot.text("ghosts_suggest") == "Stop")
    robot.draw_box((0.3, 0.8), (0.4, 0.9))
    robot.press("D")
    assert robot.image() == "1.png" and len(lines(folder, "0")) == 1
    robot.click("ghosts_suggest")
    robot.wait(lambda: robot.text("ghosts_suggest") == "Suggest for all unlabelled")
    assert robot.chips() == []


def test_crops_are_shown_in_the_order_of_how_sure_the_model_is(robot, model, folder):
    # Where the model finds a red one, where it finds nothing, and on an image that it did not look at.
    (folder / "0.txt").write_text("0 0.1875 0.3125 0.125 0.125\n0 0.5 0.9 0.2 0.1\n")
    (folder / "3.txt").write_text("0 0.5 0.5 0.3 0.3\n")
    robot.come_back()
    assert len(robot.boxes()) == 2
    robot.choose_model(model)
    robot.switch("ghosts_on", True)
    robot.wait_for_ghosts(1)
    robot.press("1")
    robot.press("Ctrl+G")
    robot.settle()
    assert robot.crops() == ["8 × 8", "13 × 6", "19 × 19"]
    robot.choose("crop_order", "score")
    robot.settle()
    assert robot.crops() == ["13 × 6", "8 × 8", "19 × 19"]


def test_the_least_sure_come_first_when_asked_for(label_robot, model, tmp_path):
    folder = write_photos(tmp_path / "queue", 1)
    # The only photo so far is without squares: nothing is doubtful.
    for number, brightness in ((1, 250), (2, 180), (3, 200)):
        imwrite(folder / f"{number}.png", squares_image((3, 3, "green"), brightness=brightness))
    imwrite(folder / "4.png", squares_image((3, 3, "green"), brightness=181))
    (folder / "4.txt").write_text("")
    robot = label_robot()
    robot.open(folder)
    robot.pick("image_order", "Least sure first")
    assert "No model looked at these images yet" in robot.told()[-1]
    assert robot.listed_images() == ["0.png", "1.png", "2.png", "3.png", "4.png"]
    robot.choose_model(model)
    robot.click("ghosts_suggest")
    robot.wait(lambda: any("looked at all unlabelled images" in text for text in robot.told()))
    robot.settle()
    robot.pick("image_order", "Least sure first")
    robot.settle()
    assert robot.listed_images() == ["2.png", "3.png", "0.png", "1.png", "4.png"]
    robot.click_image("2.png")
    robot.press("D")
    assert robot.image() == "3.png"
    robot.press("PgDown")
    assert robot.image() == "0.png"
    robot.press("A")
    robot.press("A")
    assert robot.image() == "2.png"
    robot.search("3")
    assert robot.listed_images() == ["3.png"]
    robot.search("")
    assert robot.listed_images()[0] == "2.png"
    robot.pick("image_order", "In their own order")
    assert robot.listed_images() == ["0.png", "1.png", "2.png", "3.png", "4.png"]
    assert robot.image() == "2.png"


def test_suggestions_of_tiles_are_others_and_both_are_kept(suggesting):
    assert suggesting.ghosts() == [RED, BLUE]
    suggesting.choose("ghost_tiles", "2x2")
    # Each square is four cells of its tile.
    suggesting.wait_for_ghosts(8)
    assert sorted(ghost[0].split()[0] for ghost in suggesting.ghosts()) == ["blue"] * 4 + ["red"] * 4
    suggesting.choose("ghost_tiles", "own")
    suggesting.wait_for_ghosts(2)
    assert suggesting.ghosts() == [RED, BLUE]
    suggesting.choose("ghost_tiles", "auto")
    suggesting.wait(lambda: "is in no run" in suggesting.ghost_notice())


def test_tiles_are_advised_where_things_are_far_smaller_than_what_the_model_learnt_from(
    label_robot, tmp_path
):
    tiles = make_dataset_folder(tmp_path / "tiles", {"a.png": "0 0.5 0.5 0.2 0.2\n"}, size_wh=(100, 80))
    run = write_run("tiles", tiles, has_checkpoints=False)
    write_lively(run / "best.pt", "yolov5n", list_images(tiles))
    photos = make_dataset_folder(tmp_path / "photos", {"a.png": None}, size_wh=(400, 300))
    small = {"b.png": None, "c.png": "0 0.5 0.5 0.05 0.05\n", "d.png": "0 0.5 0.5 0.15 0.15\n"}
    make_dataset_folder(photos, small, size_wh=(120, 90))
    robot = label_robot()
    robot.open(photos)
    robot.choose_model(run / "best.pt")
    robot.switch("ghosts_on", True)
    advice = {
        "a.png": "this photo has 400: what is small in it is found with Tiles: 4\u00a0×\u00a04",
        "b.png": "",
        "c.png": "it finds more with Tiles: 4\u00a0×\u00a04",
        "d.png": "",
    }
    for image, words in advice.items():
        robot.wait(
            lambda words=words: words in robot.ghost_notice() and bool(words) == bool(robot.ghost_notice())
        )
        assert robot.image() == image
        robot.press("D")
        robot.settle()
    robot.press("Home")
    robot.settle()
    assert robot.ghost_notice()
    assert [text for text in robot.told() if "Tiles:" in text] == [robot.ghost_notice()], "told once a model"
    robot.choose("ghost_tiles", "208")
    robot.wait(lambda: robot.ghost_notice() == "")


def larger(corner: tuple[float, float], opposite: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """The same place, 1.3 times as large."""
    middle = [(low + high) / 2 for low, high in zip(corner, opposite, strict=True)]
    half = [(high - low) * 0.65 for low, high in zip(corner, opposite, strict=True)]
    return (
        (middle[0] - half[0], middle[1] - half[1]),
        (middle[0] + half[0], middle[1] + half[1]),
    )


def test_suggestions_take_the_size_that_is_drawn(suggesting):
    suggesting.press("1")
    suggesting.drag(*larger(*RED[1:]))
    suggesting.press("D")
    suggesting.wait_for_ghosts(2)
    suggesting.drag(*larger(*RED[1:]))
    assert suggesting.ghosts() == [BLUE]
    suggesting.press("D")
    suggesting.wait_for_ghosts(2)
    assert suggesting.ghosts() == [RED, BLUE]
    suggesting.drag(*larger(*RED[1:]))
    told = re.search(r"([\d.]+) times as large as found, like your boxes", suggesting.text("ghosts_told"))
    assert told and float(told[1]) == pytest.approx(1.3, abs=0.1)
    ((_, corner, opposite),) = suggesting.ghosts()
    assert corner == pytest.approx((0.606, 0.606), abs=0.015)
    assert opposite == pytest.approx((0.769, 0.769), abs=0.015)
    # As the model has them, when that is preferred; and back with the boxes that told it.
    suggesting.switch("ghosts_sized", False)
    assert suggesting.ghosts() == [BLUE]
    suggesting.switch("ghosts_sized", True)
    assert suggesting.ghosts() != [BLUE]
    suggesting.press("Ctrl+Z")
    assert suggesting.ghosts() == [RED, BLUE]


def test_suggestions_take_the_name_of_a_class_that_is_renamed_or_merged_at_once(suggesting, folder):
    robot = suggesting
    assert robot.ghosts() == [RED, BLUE]
    crimson, blue = ("crimson 0.71", *RED[1:]), BLUE
    robot.rename_class("red", "crimson")
    assert sorted(robot.ghosts()) == sorted([blue, crimson])
    assert not robot.ghost_notice() and robot.classes() == ["crimson", "green", "blue"]
    assert not robot.is_shown("ghost_classes")
    robot.press("Ctrl+Z")
    assert robot.ghosts() == [RED, BLUE]
    robot.click_class("red")
    robot.draw_box((0.8, 0.1), (0.9, 0.2))
    robot.choose_in_class_menu("red", "Merge into > green")
    robot.click("merge_do")
    robot.wait(lambda: ("green 0.71", *RED[1:]) in robot.ghosts())
    assert robot.classes()[0] == "red" and len(robot.ghosts()) == 2
    robot.press("Ctrl+Z")
    assert robot.ghosts() == [RED, BLUE]
    robot.press("Ctrl+Shift+Z")
    robot.press("Return")
    assert sorted(line[0] for line in lines(folder, "0")) == ["1", "1", "2"]
