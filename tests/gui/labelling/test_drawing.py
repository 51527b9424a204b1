"""Drawing and changing boxes by mouse: what ends up in the label files."""

from __future__ import annotations

from PySide6.QtCore import Qt

from studio.gui.labelling.loader import ImageLoader
from tests.factories import snapshot
from tests.gui.labelling.given import BOX, LABELS, ODD, lines
from tests.robots.window import near


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


def test_a_box_deleted_while_it_is_dragged_takes_no_other_along(robot, folder):
    robot.click_at((0.25, 0.25))
    robot.hold((0.25, 0.25), (0.3, 0.4))
    robot.press("Del")
    robot.let_go((0.3, 0.6))
    assert lines(folder, "a.png") == [BOX]
