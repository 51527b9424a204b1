"""Classes, and boxes that are drawn before there is one."""

from __future__ import annotations

import pytest

from studio.core.data.dataset import open_dataset
from tests.factories import write_image
from tests.gui.labelling.given import SIZE_WH


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
