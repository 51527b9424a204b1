"""Classes in the window: many of them, renamed, deleted, searched; by mouse and keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.data.dataset import open_dataset
from tests.factories import make_dataset_folder, snapshot

SIZE_WH = (400, 300)
BOX = "1 0.500000 0.500000 0.200000 0.200000\n"
MANY = tuple(f"kind {number}" for number in range(60))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "set", {"a.png": BOX, "b.png": ""}, size_wh=SIZE_WH)


@pytest.fixture
def robot(label_robot, folder):
    robot = label_robot()
    robot.open(folder)
    return robot


@pytest.fixture
def many(label_robot, tmp_path: Path):
    robot = label_robot()
    robot.open(
        make_dataset_folder(tmp_path / "many", {"a.png": BOX, "b.png": ""}, names=MANY, size_wh=SIZE_WH)
    )
    return robot


def class_of(folder: Path, name: str = "a.txt") -> int:
    return int((folder / name).read_text().split()[0])


def contents(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(folder).items()}


def test_a_double_click_renames_and_changes_no_box(robot, folder):
    robot.click_at((0.5, 0.5))
    before = snapshot(folder)
    robot.double_click_class("b")
    robot.type_name("blue", esc=True)
    assert snapshot(folder) == before
    assert robot.classes() == ["w", "r", "g", "b"]
    robot.double_click_class("b")
    robot.type_name("blue")
    assert robot.classes() == ["w", "r", "g", "blue"]
    assert (folder / "a.txt").read_text() == BOX
    assert robot.boxes()[0][0] == "r"
    # The class of the next box is what it was, too.
    robot.press("Esc")
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    assert robot.boxes()[0][0] == "w"


def test_a_click_counts_whatever_comes_next(robot, folder):
    robot.click_class("g", waits=False)
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    assert robot.boxes()[0][0] == "g"
    robot.click_at((0.5, 0.5))
    robot.click_class("b")
    assert class_of(folder) == 3


@pytest.mark.parametrize("key", ["D", "2"])
def test_a_click_counts_before_a_shortcut_that_comes_next(robot, folder, key):
    robot.click_at((0.5, 0.5))
    robot.click_class("b", waits=False)
    robot.press(key)
    robot.settle()
    # Of D the photo went, of 2 the class again: each after the click.
    assert class_of(folder) == (3 if key == "D" else 1)
    robot.press("Ctrl+Z")
    robot.settle()
    assert class_of(folder) == (1 if key == "D" else 3)


def test_f2_renames_the_class_that_was_just_clicked(robot, folder):
    robot.click_class("g", waits=False)
    robot.press("F2")
    robot.type_name("green")
    assert open_dataset(folder).class_names == ["w", "r", "green", "b"]


def test_f2_renames_the_class_of_new_boxes(robot, folder):
    robot.press("3")
    robot.press("F2")
    robot.type_name("green")
    assert open_dataset(folder).class_names == ["w", "r", "green", "b"]


def test_a_class_s_menu_renames_and_deletes(robot, folder):
    robot.choose_in_class_menu("g", "Rename")
    robot.type_name("green")
    assert robot.classes()[2] == "green"
    robot.choose_in_class_menu("b", "Delete")
    assert robot.classes() == ["w", "r", "green"]
    assert (folder / "classes.txt").read_text() == "w\nr\ngreen\n"
    robot.choose_in_class_menu("w", "Delete")
    assert "other numbers" in robot.problem()
    robot.choose_in_class_menu("r", "Delete")
    assert "boxes of the class r, a.png" in robot.problem()
    assert robot.classes() == ["w", "r", "green"]
    robot.choose_in_class_menu("green", "Delete")
    assert robot.problem() == ""


def test_any_of_many_classes_is_found_by_typing(many, tmp_path):
    many.click_right_at((0.5, 0.5))
    assert many.class_choices() == list(MANY)
    many.type_in_popup("57<Return>")
    assert class_of(tmp_path / "many") == 57
    assert many.class_choices() == []
    many.click_at((0.5, 0.5))
    many.press("C")
    many.type_in_popup("KIND 4")
    assert many.class_choices() == ["kind 4", *(f"kind {number}" for number in range(40, 50))]
    many.type_in_popup("<Down><Down><Up><Return>")
    assert class_of(tmp_path / "many") == 40
    many.press("C")
    many.type_in_popup("3<Escape>")
    assert many.class_choices() == []
    assert class_of(tmp_path / "many") == 40


def test_a_name_that_is_not_there_is_added(many, tmp_path):
    many.press("C")
    many.type_in_popup("lantern")
    assert many.class_choices() == []
    many.type_in_popup("<Return>")
    assert open_dataset(tmp_path / "many").class_names == [*MANY, "lantern"]
    many.draw_box((0.1, 0.1), (0.2, 0.2))
    assert many.boxes()[0][0] == "lantern"


def test_lists_that_disagree_are_told_when_opened(label_robot, tmp_path):
    path = make_dataset_folder(tmp_path / "set", {"a.png": BOX}, layout="yaml", size_wh=SIZE_WH)
    (tmp_path / "set/obj.names").write_text("cat\ndog\n")
    robot = label_robot()
    robot.open(path)
    assert "obj.names are cat, dog, but those in data.yaml are w, r, g, b" in robot.class_problem()
    (tmp_path / "set/obj.names").unlink()
    robot.open(path)
    assert robot.class_problem() == ""


def test_a_filter_without_a_match_says_so_and_how_to_leave_it(robot):
    assert robot.empty_list() == ""
    robot.search("zebra")
    assert "No image fits “zebra”" in robot.empty_list()
    robot.click("clear_filter")
    assert robot.listed_images() == ["a.png", "b.png"]
    assert robot.empty_list() == ""
    robot.choose("state_filter", "unseen")
    assert robot.empty_list() == "No image is in this state."
    robot.search("a.p")
    assert "in this state fits “a.p”" in robot.empty_list()
    robot.click("clear_filter")
    assert robot.listed_images() == ["a.png", "b.png"]


def test_renaming_adding_and_deleting_are_undone_and_named(label_robot, tmp_path):
    path = make_dataset_folder(tmp_path / "set", {"a.png": BOX}, layout="darknet", size_wh=SIZE_WH)
    (tmp_path / "set/img/classes.txt").write_text("w\nr\ng\nb\n")
    before = contents(tmp_path / "set")
    robot = label_robot()
    robot.open(path)
    robot.rename_class("w", "white")
    assert robot.told()[-1] == "Renamed w to white in obj.names, classes.txt."
    assert (tmp_path / "set/obj.names").read_text() == "white\nr\ng\nb\n"
    assert (tmp_path / "set/img/classes.txt").read_text() == "white\nr\ng\nb\n"
    robot.add_class("violet")
    robot.choose_in_class_menu("violet", "Delete")
    assert robot.classes() == ["white", "r", "g", "b"]
    for names in (["white", "r", "g", "b", "violet"], ["white", "r", "g", "b"], ["w", "r", "g", "b"]):
        robot.press("Ctrl+Z")
        assert robot.classes() == names
    assert contents(tmp_path / "set") == before
    robot.press("Ctrl+Y")
    assert robot.classes() == ["white", "r", "g", "b"]
    assert robot.boxes()[0][0] == "r"


def test_after_a_name_was_typed_the_keys_are_the_photo_s_again(robot, folder):
    before = contents(folder)
    robot.double_click_class("b")
    robot.type_name("blue")
    robot.press("Ctrl+Z")
    assert robot.classes() == ["w", "r", "g", "b"]
    assert contents(folder) == before
    robot.double_click_class("b")
    robot.type_name("blue", esc=True)
    robot.press("3")
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    assert robot.boxes()[0][0] == "g"


def test_with_nothing_typed_beside_the_photo_undo_means_the_photo(robot, folder):
    before = contents(folder)
    robot.press("2")
    for field in ("class_field", "image_search"):
        robot.type_into("class_field", "violet", enter=True)
        robot.type_into(field, "")
        robot.press("Ctrl+Z")
        assert robot.classes() == ["w", "r", "g", "b"]
        assert contents(folder) == before
        robot.type_into(field, "w")
        robot.press("Ctrl+Z")
        assert robot.classes() == ["w", "r", "g", "b"]


def test_when_an_added_class_is_undone_new_boxes_get_the_one_before(robot):
    robot.press("3")
    robot.add_class("violet")
    robot.press("Ctrl+Z")
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    assert robot.boxes()[0][0] == "g"
