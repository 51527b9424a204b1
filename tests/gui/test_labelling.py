"""Labelling in the window: mouse, keys, lists; what ends up in the label files."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from studio.core.data.dataset import Dataset, open_dataset
from studio.gui import messages, theme
from studio.gui.labelling.image_rows import STATE_TOKENS
from studio.gui.labelling.loader import ImageLoader
from tests.factories import make_dataset_folder, snapshot, write_image
from tests.robots.window import near

SIZE_WH = (400, 300)
BOX = "1 0.500000 0.500000 0.200000 0.200000"
ODD = "0  0.25 0.250 0.10000000 1e-1"
LABELS = {
    "a.png": f"{ODD}\n{BOX}\n",
    "b.png": "",
    "c.png": None,
    "d.png": None,
    "e.png": f"{BOX}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "set", LABELS, size_wh=SIZE_WH)


@pytest.fixture
def robot(label_robot, folder):
    robot = label_robot()
    robot.open(folder)
    return robot


def brightness(robot, place: tuple[float, float]) -> float:
    """Return how bright the photo is shown at a place of it, 0 to 1."""
    picture = robot.find("label_canvas").viewport().grab().toImage()
    return picture.pixelColor(*robot.point_of(place)).lightnessF()


def painted_row(robot, name: str) -> QImage:
    """Return an image's row in the list as it is painted."""
    view = robot.find("image_view")
    index = view.model().index(robot.listed_images().index(name), 0)
    view.scrollTo(index)
    return view.viewport().grab(view.visualRect(index)).toImage()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.txt")}


def lines(folder: Path, name: str) -> list[str]:
    return (folder / name).with_suffix(".txt").read_text().splitlines()


def test_looking_changes_nothing(robot, folder):
    before = snapshot(folder)
    for _image in LABELS:
        robot.click_at((0.5, 0.5))
        robot.press("H")
        robot.press("Tab")
        robot.press("D")
        robot.settle()
    robot.press("Ctrl+S")
    robot.close()
    assert snapshot(folder) == before


def test_a_drawn_box_is_on_disk_at_once_and_others_keep_their_bytes(robot, folder):
    before = snapshot(folder)
    robot.press("3")
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    assert lines(folder, "a.png")[:2] == [ODD, BOX]
    class_id, *place = (float(number) for number in lines(folder, "a.png")[2].split())
    assert class_id == 2
    assert near(place, (0.75, 0.2, 0.3, 0.2))
    after = snapshot(folder)
    assert {name for name in after if after[name] != before[name]} == {"a.txt"}
    assert robot.boxes()[2][0] == "g"
    # Drawn is not chosen.
    assert robot.selected() == []
    assert robot.text("status_saved") == "Saved"


def test_moving_resizing_and_deleting(robot, folder):
    robot.click_at((0.5, 0.5))
    robot.drag((0.5, 0.5), (0.6, 0.6))
    assert near(robot.boxes()[1][1], (0.5, 0.5)) and near(robot.boxes()[1][2], (0.7, 0.7))
    robot.drag((0.7, 0.7), (0.9, 0.8))
    assert near(robot.boxes()[1][1], (0.5, 0.5)) and near(robot.boxes()[1][2], (0.9, 0.8))
    robot.press("Del")
    assert lines(folder, "a.png") == [ODD]
    robot.press("Ctrl+Z")
    robot.press("Ctrl+Z")
    robot.press("Ctrl+Z")
    assert lines(folder, "a.png") == [ODD, BOX]
    robot.press("Ctrl+Z")
    assert "nothing to undo" in robot.told()[-1]
    robot.press("Ctrl+Y")
    robot.press("Ctrl+Shift+Z")
    assert near(robot.boxes()[1][2], (0.9, 0.8))


def test_undo_is_kept_when_going_away_and_back(robot, folder):
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    robot.press("D")
    robot.press("A")
    robot.settle()
    robot.press("Ctrl+Z")
    assert lines(folder, "a.png") == [ODD, BOX]


def test_an_image_without_labels_goes_back_to_unseen(robot, folder):
    robot.press("PgDown")
    robot.settle()
    assert robot.image() == "c.png"
    robot.draw_box((0.1, 0.1), (0.3, 0.3))
    assert (folder / "c.txt").exists()
    robot.press("Ctrl+Z")
    assert not (folder / "c.txt").exists()


def test_digits_choose_the_class_of_the_box_and_of_the_next(robot, folder):
    robot.click_at((0.5, 0.5))
    robot.press("4")
    assert lines(folder, "a.png")[1].split()[0] == "3"
    robot.press("Esc")
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    assert lines(folder, "a.png")[2].split()[0] == "3"
    robot.press("9")
    assert "no class 9" in robot.told()[-1]
    # What was drawn keeps its class: the digit and the click mean the next box.
    robot.press("3")
    robot.click_class("r")
    assert lines(folder, "a.png")[2].split()[0] == "3"
    robot.draw_box((0.65, 0.65), (0.9, 0.8))
    assert lines(folder, "a.png")[3].split()[0] == "1"
    # Tab takes it, and then it is meant.
    robot.press("Tab")
    assert robot.selected() == [3]
    robot.press("1")
    assert lines(folder, "a.png")[3].split()[0] == "0"


def test_keys_go_through_images(robot):
    def press(keys: str) -> str:
        robot.press(keys)
        robot.settle()
        return robot.image()

    assert press("D") == "b.png"
    assert press("A") == "a.png"
    assert press("Right") == "b.png"
    assert press("End") == "e.png"
    assert press("D") == "e.png"
    assert "last image" in robot.told()[-1]
    assert press("Home") == "a.png"
    assert press("PgDown") == "c.png"
    assert press("PgDown") == "d.png"
    assert press("PgDown") == "c.png"
    assert press("PgUp") == "d.png"


def test_filter_by_text_number_and_state(robot):
    robot.search("E.P")
    assert robot.listed_images() == ["e.png"]
    robot.search("", enter=False)
    robot.press("Esc")
    assert len(robot.listed_images()) == 5
    robot.press("G")
    robot.search("#4", enter=True)
    assert robot.image() == "d.png"
    robot.choose("state_filter", "unseen")
    assert robot.listed_images() == ["c.png", "d.png"]
    robot.choose("state_filter", "empty")
    assert robot.listed_images() == ["b.png"]
    robot.click_image("b.png")
    assert robot.image() == "b.png"


def test_counts_states_and_badge_follow_the_work(robot):
    assert robot.badge("labelling") == "dot"
    assert robot.class_counts() == [(1, 1), (1, 2), (0, 0), (0, 0)]
    robot.press("PgDown")
    robot.settle()
    robot.press("N")
    robot.settle()
    assert robot.image() == "d.png"
    assert robot.badge("labelling") == "dot"
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    assert robot.badge("labelling") == ""
    assert not robot.is_enabled("primary")
    assert robot.class_counts()[0] == (1, 2)
    robot.press("PgDown")
    assert "Every image" in robot.told()[-1]


def test_no_objects_writes_an_empty_file(robot, folder):
    robot.press("PgDown")
    robot.settle()
    robot.press("N")
    assert (folder / "c.txt").read_text() == ""
    robot.settle()
    assert robot.image() == "d.png"
    assert robot.told()[-1] == "c.png is marked “no objects”."
    # The button takes it back, where it was.
    robot.click("status_offer")
    robot.settle()
    assert robot.image() == "c.png"
    assert not (folder / "c.txt").exists()
    assert robot.told()[-1] == "Undid: marked c.png “no objects”."


def test_a_click_on_a_button_of_the_panel_leaves_the_keys_with_the_photo(robot, folder):
    robot.press("PgDown")
    robot.settle()
    assert robot.image() == "c.png"
    robot.click_text("No objects")
    robot.settle()
    assert robot.image() == "d.png"
    robot.switch("snap_drawing", True)
    robot.switch("pixel_grid", True)
    assert robot.focus() == "label_canvas"
    robot.press("Left")
    robot.settle()
    assert robot.image() == "c.png"


def test_no_objects_asks_before_it_deletes(robot, folder):
    before = (folder / "a.txt").read_bytes()
    robot.press("N")
    assert "a.png has boxes: 2" in robot.question()
    assert robot.focus() == "ask_no"
    robot.press("Esc")
    assert robot.question() == ""
    assert robot.focus() == "label_canvas"
    robot.press("N")
    robot.press("Space")
    assert (robot.question(), (folder / "a.txt").read_bytes()) == ("", before)
    robot.press("N")
    robot.click("ask_yes")
    assert (folder / "a.txt").read_bytes() == b""
    assert robot.image() == "a.png"
    robot.press("D")
    robot.settle()
    robot.press("Ctrl+Z")
    robot.settle()
    assert robot.image() == "a.png"
    assert robot.told()[-1] == "Undid: deleted 2 boxes on a.png."
    assert (folder / "a.txt").read_bytes() == before
    assert robot.class_counts() == [(1, 1), (1, 2), (0, 0), (0, 0)]
    robot.press("N")
    robot.press("D")
    assert robot.question() == ""


def test_the_undo_button_takes_back_what_it_stands_beside_and_nothing_else(robot, folder):
    robot.click_at((0.5, 0.5))
    robot.press("Del")
    assert robot.told()[-1] == "Boxes deleted: 1."
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    robot.click("status_offer")
    assert "More was done since" in robot.told()[-1]
    assert len(lines(folder, "a.png")) == 2


@pytest.mark.parametrize("keys", ["N", "Del", "Ctrl+Z", "Ctrl+V", "Ctrl+D", "P", "1"])
def test_a_held_key_does_once_what_it_does(robot, folder, keys):
    for corner in (0.1, 0.2, 0.3):
        robot.draw_box((corner, 0.7), (corner + 0.05, 0.8))
    robot.press("Ctrl+A")
    robot.press("Ctrl+C")
    robot.press("Tab")
    robot.press("D")
    robot.settle()
    robot.press("D")
    robot.settle()
    robot.press("A" if keys == "P" else "D")
    robot.settle()
    if keys in ("Del", "Ctrl+D"):
        robot.press("Ctrl+V")
    if keys == "Ctrl+D":
        robot.press("Tab")
    before, told = contents(folder), len(robot.told())
    robot.hold_key(keys, repeats=8)
    robot.settle()
    assert len(robot.told()) - told <= 1
    if contents(folder) != before:
        robot.press("Ctrl+Y" if keys == "Ctrl+Z" else "Ctrl+Z")
        assert contents(folder) == before


def test_going_and_nudging_repeat(robot):
    robot.hold_key("D", repeats=2)
    robot.settle()
    assert robot.image() == "d.png"
    robot.press("Home")
    robot.settle()
    robot.click_at((0.5, 0.5))
    before = robot.boxes()[1][1]
    robot.hold_key("Shift+Right", repeats=3)
    assert near(robot.boxes()[1][1], (before[0] + 40 / 400, before[1]), 0.006)


def test_arrows_after_drawing_go_to_the_next_photo(robot, folder):
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    drawn = lines(folder, "a.png")
    robot.press("Right")
    robot.settle()
    assert robot.image() == "b.png"
    robot.press("P")
    copied = lines(folder, "b.png")
    robot.press("Right")
    robot.settle()
    assert robot.image() == "c.png"
    assert (lines(folder, "a.png"), lines(folder, "b.png")) == (drawn, copied)
    # Undo comes from another photo: nothing is chosen there that an arrow could move.
    robot.press("Home")
    robot.settle()
    robot.click_at((0.5, 0.5))
    robot.press("Del")
    robot.press("D")
    robot.settle()
    robot.press("Ctrl+Z")
    robot.settle()
    assert robot.selected() == []
    robot.press("Right")
    robot.settle()
    assert robot.image() == "b.png"


def test_a_box_just_drawn_can_be_pulled_right_and_taken_away(robot, folder):
    robot.press("2")
    robot.draw_box((0.6, 0.1), (0.8, 0.3))
    robot.drag((0.8, 0.3), (0.9, 0.4))
    assert near(robot.boxes()[-1][2], (0.9, 0.4))
    # Still not chosen: the digit is for the next.
    robot.press("4")
    assert lines(folder, "a.png")[2].split()[0] == "1"
    robot.press("Del")
    assert lines(folder, "a.png") == [ODD, BOX]


def test_small_boxes_are_drawn_side_by_side(robot, folder):
    """Each begins five pixels of the screen beyond the last one's corner, within a handle's reach."""
    width, height = (robot.point_of((1, 1))[axis] - robot.point_of((0, 0))[axis] for axis in (0, 1))
    for number in range(4):
        x, y = 0.62 + number * 17 / width, 0.12 + number * 17 / height
        robot.draw_box((x, y), (x + 12 / width, y + 12 / height))
    assert len(lines(folder, "a.png")) == 6


def test_a_drag_outside_the_photo_draws_nothing(robot, folder):
    before = snapshot(folder)
    for start, end in (((0.2, -0.02), (0.5, -0.1)), ((0.2, 1.02), (0.5, 1.1)), ((1.005, 0.2), (1.1, 0.5))):
        robot.draw_box(start, end)
    assert snapshot(folder) == before
    robot.draw_box((0.7, 0.7), (1.1, 1.1))
    assert robot.boxes()[-1][2] == (1.0, 1.0)


def test_undo_goes_to_the_photo_it_changes(robot, folder):
    before = contents(folder)
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    robot.press("End")
    robot.settle()
    robot.click_at((0.5, 0.5))
    robot.press("Del")
    robot.add_class("violet")
    robot.press("PgDown")
    robot.settle()
    assert robot.image() == "c.png"
    robot.press("Ctrl+Z")
    assert robot.told()[-1] == "Undid: added the class “violet”."
    assert robot.classes() == ["w", "r", "g", "b"]
    robot.press("Ctrl+Z")
    robot.settle()
    assert (robot.image(), len(robot.boxes())) == ("e.png", 1)
    assert robot.told()[-1] == "Undid: deleted 1 box on e.png."
    robot.press("Ctrl+Z")
    robot.settle()
    assert robot.image() == "a.png"
    assert contents(folder) == before
    robot.press("Ctrl+Z")
    assert "nothing to undo" in robot.told()[-1]
    robot.press("Ctrl+Y")
    assert robot.told()[-1] == "Did again: drew a box on a.png."
    robot.press("Ctrl+Y")
    robot.settle()
    assert (robot.image(), robot.boxes()) == ("e.png", [])
    # A file that another program wrote meanwhile stays, and that is said.
    (folder / "e.txt").write_text("2 0.1 0.1 0.1 0.1\n")
    robot.press("A")
    robot.settle()
    robot.press("Ctrl+Z")
    robot.settle()
    assert "changed by another program" in robot.problem()
    assert (folder / "e.txt").read_text() == "2 0.1 0.1 0.1 0.1\n"
    assert [box[0] for box in robot.boxes()] == ["g"]


def test_arrows_move_the_selected_box_by_pixels(robot):
    robot.click_at((0.5, 0.5))
    before = robot.boxes()[1]
    robot.press("Shift+Right")
    robot.press("Shift+Right")
    robot.press("Down")
    moved = robot.boxes()[1]
    assert near(moved[1], (before[1][0] + 20 / 400, before[1][1] + 1 / 300), 0.006)
    assert robot.image() == "a.png"


def test_shift_and_arrows_move_what_was_drawn_and_never_leave_the_photo(robot):
    robot.draw_box((0.6, 0.1), (0.8, 0.3))
    before = robot.boxes()[2]
    robot.press("Shift+Left")
    moved = robot.boxes()[2]
    assert near(moved[1], (before[1][0] - 10 / 400, before[1][1]), 0.006)
    robot.press("Esc")
    robot.press("Shift+Left")
    assert robot.told()[-1] == "Select a box first."
    assert robot.image() == "a.png"
    assert robot.boxes()[2] == moved


def test_a_click_chooses_the_smallest_box_also_inside_of_the_one_that_is_selected(robot):
    robot.press("W")
    robot.draw_box((0.47, 0.47), (0.53, 0.53))
    robot.click_box_row(1)
    assert robot.selected() == [1]
    robot.click_at((0.5, 0.5))
    assert robot.selected() == [2]
    # Pulled at, the selected one moves, though a smaller one lies on it.
    robot.click_box_row(1)
    small = robot.boxes()[2]
    before = robot.boxes()[1]
    robot.drag((0.5, 0.5), (0.55, 0.5))
    assert robot.boxes()[2] == small
    assert near(robot.boxes()[1][1], (before[1][0] + 0.05, before[1][1]), 0.006)


def test_copy_paste_duplicate_and_copy_from_the_previous_image(robot, folder):
    robot.press("Ctrl+A")
    robot.press("Ctrl+C")
    robot.press("D")
    robot.settle()
    robot.press("Ctrl+V")
    assert [box[0] for box in robot.boxes()] == ["w", "r"]
    robot.press("Ctrl+Z")
    assert robot.boxes() == []
    robot.press("P")
    assert len(robot.boxes()) == 2
    robot.click_at((0.5, 0.5))
    robot.press("Ctrl+D")
    assert len(robot.boxes()) == 3
    assert len(lines(folder, "b.png")) == 3


def test_boxes_under_boxes_and_drawing_on_top(robot):
    robot.press("W")
    robot.draw_box((0.45, 0.45), (0.55, 0.55))
    assert len(robot.boxes()) == 3
    robot.press("Esc")
    robot.click_at((0.5, 0.5))
    assert robot.selected() == [2]
    robot.click_at((0.5, 0.5), Qt.KeyboardModifier.AltModifier)
    assert robot.selected() == [1]
    robot.press("Tab")
    robot.press("Shift+Tab")
    assert robot.selected() == [1]
    robot.click_at((0.25, 0.25), Qt.KeyboardModifier.ShiftModifier)
    assert robot.selected() == [0, 1]
    robot.click_box_row(0)
    assert robot.selected() == [0]


def test_the_menu_of_a_box(robot, folder):
    robot.choose_in_menu((0.5, 0.5), "b")
    assert lines(folder, "a.png")[1].split()[0] == "3"
    robot.choose_in_menu((0.5, 0.5), "Delete")
    assert lines(folder, "a.png") == [ODD]


def test_esc_leaves_a_half_drawn_box(robot, folder):
    before = snapshot(folder)
    robot.press("W")
    robot.press("Esc")
    robot.click_at((0.5, 0.5))
    assert robot.selected() == [1]
    robot.press("Esc")
    assert robot.selected() == []
    assert snapshot(folder) == before


def test_classes_are_added_and_renamed_in_the_list_on_disk(robot, folder):
    robot.add_class("violet")
    assert (folder / "classes.txt").read_text().split() == ["w", "r", "g", "b", "violet"]
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    assert robot.boxes()[2][0] == "violet"
    robot.rename_class("violet", "purple")
    assert robot.classes()[4] == "purple"
    assert open_dataset(folder).class_names[4] == "purple"
    robot.add_class("w")
    assert "already a class w" in robot.problem()


@pytest.fixture
def bare(label_robot, tmp_path):
    """A folder of two photos, without labels or classes."""
    for name in ("one.jpg", "two.jpg"):
        write_image(tmp_path / "photos" / name, SIZE_WH)
    robot = label_robot()
    robot.open(tmp_path / "photos")
    return robot


def test_a_first_box_shows_at_once_and_is_named_where_it_was_drawn(bare, tmp_path):
    bare.draw_box((0.2, 0.2), (0.4, 0.4))
    assert bare.pending() == 1
    assert bare.text("status_saved") == "Not saved"
    assert bare.focus() == "name_field"
    bare.type("bulb", then="Return")
    assert (bare.pending(), [box[0] for box in bare.boxes()]) == (0, ["bulb"])
    assert bare.text("status_saved") == "Saved"
    assert bare.focus() == "label_canvas"
    assert not bare.is_shown("name_field")
    assert (tmp_path / "photos/one.txt").read_text().startswith("0 ")
    bare.press("Ctrl+Z")
    assert (bare.pending(), bare.classes()) == (1, [])
    assert not (tmp_path / "photos/one.txt").exists()


def test_esc_at_the_box_drops_it_and_undo_brings_it_back(bare):
    bare.draw_box((0.2, 0.2), (0.4, 0.4))
    bare.press("Esc")
    assert (bare.pending(), bare.focus()) == (0, "label_canvas")
    bare.press("Ctrl+Z")
    assert bare.pending() == 1
    # Clicked, it asks again; with nothing typed the keys of undo are the boxes'.
    bare.click_at((0.3, 0.3))
    assert bare.focus() == "name_field"
    bare.press("Ctrl+Z")
    assert bare.pending() == 0


def test_boxes_without_a_class_are_never_dropped_in_silence(bare, folder, tmp_path):
    bare.draw_box((0.2, 0.2), (0.4, 0.4))
    bare.draw_box((0.6, 0.6), (0.8, 0.8))
    bare.click_image("two.jpg")
    assert bare.close() is False
    assert "2 boxes have no class yet" in bare.problem()
    assert (bare.image(), bare.focus()) == ("one.jpg", "name_field")
    bare.drop(folder, on="rail")
    assert bare.image() == "one.jpg"
    bare.type("bulb", then="Return")
    assert len((tmp_path / "photos/one.txt").read_text().splitlines()) == 2
    assert bare.close() is True


def test_the_field_in_the_panel_names_them_too(bare, tmp_path):
    bare.draw_box((0.2, 0.2), (0.4, 0.4))
    bare.add_class("bulb")
    assert [box[0] for box in bare.boxes()] == ["bulb"]
    assert (tmp_path / "photos/one.txt").read_text().startswith("0 ")


def test_zoom_keeps_the_place_under_the_cursor_and_space_pans(robot):
    place = (0.3, 0.7)
    before = robot.point_of(place)
    start = robot.zoom()
    robot.wheel(place, 5)
    assert robot.zoom() > 2.5 * start
    after = robot.point_of(place)
    assert abs(after[0] - before[0]) <= 2 and abs(after[1] - before[1]) <= 2
    robot.hold_space_and_drag(place, (0.35, 0.75))
    panned = robot.point_of(place)
    assert panned[0] > after[0] and panned[1] > after[1]
    assert len(robot.boxes()) == 2
    robot.press("Ctrl+0")
    assert robot.zoom() == 1
    robot.press("F")
    assert robot.zoom() == pytest.approx(start)
    robot.click_at((0.25, 0.25))
    robot.press("Z")
    assert robot.zoom() > 1.2 * start


def test_boxes_and_names_hide(robot):
    robot.press("H")
    assert robot.boxes() == []
    # Keys do nothing to what is not seen; drawing shows it again, and says so.
    robot.press("Del")
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    assert len(robot.boxes()) == 3
    assert "Boxes are shown again" in robot.told()[-1]
    robot.press("H")
    robot.press("Tab")
    assert len(robot.boxes()) == 3
    robot.press("L")
    robot.close()
    assert robot.settings.get("show_labels") is False


def test_brightness_is_of_the_view_alone_and_a_double_click_takes_it_back(robot, folder):
    before, place = snapshot(folder), (0.1, 0.9)
    usual = brightness(robot, place)
    for name, key in (("brightness", Qt.Key.Key_Right), ("contrast", Qt.Key.Key_Left)):
        field = robot.find(name)
        field.slider.setFocus()
        QTest.keyClick(field.slider, key)
        QTest.keyClick(field.slider, key)
        robot.settle()
        assert abs(field.value()) == 10
        assert brightness(robot, place) != usual
        QTest.mouseDClick(field.slider, Qt.MouseButton.LeftButton)
        robot.settle()
        assert field.value() == 0
        assert brightness(robot, place) == usual
    robot.close()
    assert snapshot(folder) == before


def dot(robot, name: str) -> str:
    row = painted_row(robot, name)
    return row.pixelColor(row.width() - 17, row.height() // 2 - 1).name()


def test_the_dot_of_a_chosen_row_has_the_colour_of_its_state(robot):
    for name, state in (("a.png", "labelled"), ("c.png", "unseen")):
        robot.click_image(name)
        assert dot(robot, name) == theme.colour(STATE_TOKENS[state]).name()
    assert dot(robot, "d.png") == dot(robot, "c.png")


def test_the_part_of_a_long_name_that_tells_photos_apart_is_seen(label_robot, tmp_path):
    names = [f"{'photo of the garden ' * 4}2024-11-{day}_10-15-01.png" for day in (26, 27, 28)]
    robot = label_robot()
    robot.open(make_dataset_folder(tmp_path / "long", dict.fromkeys(names), size_wh=SIZE_WH))
    # The first is chosen, and painted in other colours; under a name is its number.
    rows = [painted_row(robot, name) for name in names[1:]]
    shown = [row.copy(80, 0, row.width() - 110, row.height() // 2) for row in rows]
    assert shown[0] != shown[1]


def test_it_opens_again_where_it_was_left(label_robot, robot, folder):
    robot.press("D")
    robot.press("D")
    robot.settle()
    robot.close()
    again = label_robot()
    again.open(folder)
    assert again.image() == "c.png"
    # As near as it was, and at the same place.
    for _ in range(6):
        again.press("Ctrl++")
    again.wheel((0.3, 0.7), 4)
    zoom, middle = again.zoom(), again.place_under((200, 150))
    again.close()
    later = label_robot()
    later.open(folder)
    assert later.zoom() == pytest.approx(zoom, rel=1e-3)
    assert near(later.place_under((200, 150)), middle)
    later.press("A")
    later.settle()
    assert later.zoom() < zoom


def test_an_unreadable_image_is_told_and_passed(label_robot, tmp_path):
    folder = make_dataset_folder(tmp_path / "set", {"a.png": f"{BOX}\n", "b.png": ""}, size_wh=SIZE_WH)
    (folder / "a.png").write_text("this is text")
    before = snapshot(folder)
    robot = label_robot()
    robot.open(folder)
    assert "a.png is not an image" in robot.notice()
    robot.press("N")
    robot.press("Ctrl+A")
    robot.press("Del")
    assert snapshot(folder) == before
    robot.press("D")
    robot.settle()
    assert robot.image() == "b.png"
    assert robot.notice() == ""


def test_a_bad_line_is_told_and_kept(label_robot, tmp_path):
    folder = make_dataset_folder(tmp_path / "set", {"a.png": f"1 2 3 4\n{BOX}\n"}, size_wh=SIZE_WH)
    robot = label_robot()
    robot.open(folder)
    assert robot.notice() != ""
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    assert lines(folder, "a.png")[:2] == ["1 2 3 4", BOX]


def test_a_failed_write_keeps_the_edit_and_the_window(robot, folder, monkeypatch):
    from studio.core import files
    from studio.core.errors import StudioError

    def full(path, content, *, check=None):
        raise StudioError(f"The disk is full, so {path} was not written.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(files, "atomic_write", full)
        robot.draw_box((0.6, 0.1), (0.9, 0.3))
        assert robot.text("status_saved") == "Not saved"
        assert "disk is full" in robot.notice()
        assert robot.close() is False
    assert lines(folder, "a.png") == [ODD, BOX]
    assert robot.close() is True
    assert len(lines(folder, "a.png")) == 3


def test_another_program_s_change_is_not_overwritten(robot, folder):
    theirs = "2 0.1 0.1 0.1 0.1\n"
    (folder / "a.txt").write_text(theirs)
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    assert (folder / "a.txt").read_text() == theirs
    assert "changed by another program" in robot.notice()
    robot.click("load_theirs")
    assert [box[0] for box in robot.boxes()] == ["g"]
    robot.press("Ctrl+Z")
    assert len(lines(folder, "a.png")) == 3


def test_a_conflict_can_be_settled_while_it_is_asked_what_becomes_of_it(robot, folder):
    (folder / "a.txt").write_text("2 0.1 0.1 0.1 0.1\n")
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    robot.press("Ctrl+Q")
    assert "labels of a.png are not saved" in robot.leaving_question()
    assert robot.can_be_seen("load_theirs")
    assert robot.can_be_seen("leave_retry")
    robot.click("load_theirs")
    assert [box[0] for box in robot.boxes()] == ["g"]
    # There is nothing left to ask.
    assert robot.leaving_question() == ""
    assert robot.is_open()


def test_opening_another_set_and_closing_it(robot, tmp_path):
    other = make_dataset_folder(tmp_path / "other", {"x.png": f"{BOX}\n"}, size_wh=(90, 60))
    robot.open(other)
    assert robot.image() == "x.png"
    assert robot.listed_images() == ["x.png"]
    robot.close_dataset()
    assert robot.heading() == ""
    for keys in ("D", "Del", "Ctrl+Z", "P", "N", "W", "1", "Ctrl+V", "PgDown", "Z", "Tab"):
        robot.press(keys)


def test_nothing_is_drawn_on_a_photo_that_is_not_there_yet(robot, folder, monkeypatch):
    """What is drawn goes to the open photo, so it must not be drawn on the pixels of another."""
    with monkeypatch.context() as patch:
        patch.setattr(ImageLoader, "get", lambda loader, path: None)
        patch.setattr(ImageLoader, "prefetch", lambda loader, path: None)
        robot.press("D")
        assert robot.image() == "b.png"
        robot.drag((0.6, 0.1), (0.9, 0.3))
        assert robot.boxes() == []
    robot.press("A")
    robot.press("D")
    robot.settle()
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    assert len(lines(folder, "b.png")) == 1
    assert lines(folder, "a.png") == [ODD, BOX]


def test_boxes_drawn_before_there_is_a_class_stay_on_their_photos(label_robot, tmp_path):
    for name in ("one.jpg", "two.jpg"):
        write_image(tmp_path / "photos" / name, SIZE_WH)
    robot = label_robot()
    robot.open(tmp_path / "photos")
    robot.draw_box((0.2, 0.2), (0.4, 0.4))
    robot.draw_box((0.6, 0.6), (0.8, 0.8))
    robot.click_image("two.jpg")
    robot.add_class("bulb")
    assert robot.image() == "two.jpg"
    assert robot.boxes() == []
    assert len((tmp_path / "photos/one.txt").read_text().splitlines()) == 2
    assert not (tmp_path / "photos/two.txt").exists()


def test_a_box_deleted_while_it_is_dragged_takes_no_other_along(robot, folder):
    robot.click_at((0.25, 0.25))
    robot.hold((0.25, 0.25), (0.3, 0.4))
    robot.press("Del")
    robot.let_go((0.3, 0.6))
    assert lines(folder, "a.png") == [BOX]


def test_unsaved_labels_keep_their_dataset_open(robot, folder, tmp_path, monkeypatch):
    from studio.core import files
    from studio.core.errors import DiskFull

    other = make_dataset_folder(tmp_path / "other", {"x.png": f"{BOX}\n"}, size_wh=(90, 60))

    def full(path, content, *, check=None):
        raise DiskFull(f"The disk is full, so {path} was not written.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(files, "atomic_write", full)
        robot.draw_box((0.6, 0.1), (0.9, 0.3))
        robot.drop(other, on="rail")
        robot.close_dataset()
        assert robot.image() == "a.png"
        assert "disk is full" in robot.leaving_question()
    robot.open(other)
    assert robot.image() == "x.png"
    assert len(lines(folder, "a.png")) == 3


def test_a_conflict_on_another_image_is_shown_where_it_can_be_decided(robot, folder):
    (folder / "a.txt").write_text("2 0.1 0.1 0.1 0.1\n")
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    robot.press("D")
    assert robot.image() == "b.png"
    assert robot.close() is False
    assert robot.image() == "a.png"
    # The question lies over the photo's own.
    robot.press("Esc")
    robot.click("load_theirs")
    assert robot.close() is True


def test_the_images_of_a_large_folder_are_not_looked_at_in_the_windows_thread(
    label_robot, tmp_path, monkeypatch
):
    photo, count = write_image(tmp_path / "photo.png", SIZE_WH), 1000
    (tmp_path / "set").mkdir()
    for number in range(count):
        (tmp_path / f"set/{number:04d}.png").hardlink_to(photo)
        (tmp_path / f"set/{number:04d}.txt").write_text(BOX)
    looks = Counter()

    def counted(look):
        def count(dataset, record, *rest):
            looks[threading.current_thread() is threading.main_thread()] += 1
            return look(dataset, record, *rest)

        return count

    for name in ("state", "read", "read_lines", "image_size"):
        monkeypatch.setattr(Dataset, name, counted(getattr(Dataset, name)))
    robot = label_robot()
    robot.open(tmp_path / "set")
    robot.press("End")
    robot.settle()
    assert robot.class_counts()[1] == (1, count)
    assert looks[False] >= count
    # What is shown is looked at, and little else.
    assert looks[True] < 50


def test_a_killed_window_loses_nothing_that_was_drawn(folder):
    """In a process of its own, killed in the moment after the box was drawn."""
    code = (
        "import os, signal, sys; from studio.gui import app;"
        "from studio.gui.datasets import Datasets;"
        "from studio.gui.labelling.page import LabelPage;"
        "old = LabelPage.set_dataset\n"
        "def draw(page, dataset):\n"
        "    old(page, dataset)\n"
        "    if dataset is not None:\n"
        "        page.session.add_box((40, 30, 80, 60))\n"
        "        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, 'SIGKILL') else signal.SIGTERM)\n"
        "LabelPage.set_dataset = draw\n"
        f"app.run([{str(folder)!r}, '--exit-after', '20'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.returncode != 0
    assert lines(folder, "a.png") == [ODD, BOX, "0 0.150000 0.150000 0.100000 0.100000"]


def test_labels_dropped_converted_or_of_no_image_are_told_when_all_were_counted(label_robot, tmp_path: Path):
    labels = {"a.png": f"{BOX}\n1 50 50 20 20\n", "b.png": "1 0.1 0.1 0.5 0.1 0.5 0.5\n"}
    folder = make_dataset_folder(tmp_path / "set", labels, size_wh=SIZE_WH)
    (folder / "nobody.txt").write_text(f"{BOX}\n")
    robot = label_robot()
    robot.open(folder)
    robot.settle()
    told = [message.text for message in messages.messages.history]
    for part in ("missing: 1 in 1 files", "polygons", f"no image: 1, such as {folder / 'nobody.txt'}"):
        assert sum(part in text for text in told) == 1
