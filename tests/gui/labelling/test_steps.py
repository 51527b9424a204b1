"""What keys and buttons do to boxes, and what takes it back: undo, copies, nudges, “no objects”."""

from __future__ import annotations

import pytest

from tests.gui.labelling.given import BOX, ODD, contents, lines
from tests.robots.window import near


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


def test_the_undo_button_takes_back_what_it_stands_beside_and_nothing_else(robot, folder):
    robot.click_at((0.5, 0.5))
    robot.press("Del")
    assert robot.told()[-1] == "Boxes deleted: 1."
    robot.draw_box((0.6, 0.1), (0.9, 0.3))
    robot.click("status_offer")
    assert "More was done since" in robot.told()[-1]
    assert len(lines(folder, "a.png")) == 2


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


def test_arrows_move_the_selected_box_by_pixels(robot):
    robot.click_at((0.5, 0.5))
    before = robot.boxes()[1]
    robot.press("Shift+Right")
    robot.press("Shift+Right")
    robot.press("Down")
    moved = robot.boxes()[1]
    assert near(moved[1], (before[1][0] + 20 / 400, before[1][1] + 1 / 300), 0.006)
    assert robot.image() == "a.png"


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
