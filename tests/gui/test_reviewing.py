"""Reviewing in the window: verified images, and the filter's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import make_dataset_folder, snapshot

LABELS = {
    "a.png": "0 0.5 0.5 0.2 0.2\n1 0.2 0.2 0.02 0.02\n",
    "b.png": "",
    "c.png": None,
    "d.png": "1 0.5 0.5 0.4 0.4\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "set", LABELS, size_wh=(400, 300))


@pytest.fixture
def robot(label_robot, folder):
    robot = label_robot()
    robot.open(folder)
    return robot


def test_space_verifies_and_goes_on_and_it_is_kept(robot, folder, label_robot):
    before = snapshot(folder)
    robot.press("Space")
    robot.settle()
    assert robot.image() == "b.png"
    robot.press("A")
    robot.settle()
    assert robot.heading().endswith("verified")
    # Held it moves the photo, and verifies nothing.
    robot.press("D")
    robot.settle()
    robot.hold_space_and_drag((0.5, 0.5), (0.6, 0.6))
    assert robot.image() == "b.png" and "verified" not in robot.heading()
    robot.search("verified")
    assert robot.listed_images() == ["a.png"]
    robot.press("Esc")
    robot.close()
    again = label_robot()
    again.open(folder)
    again.search("verified")
    assert again.listed_images() == ["a.png"]
    again.press("Esc")
    again.press("Home")
    again.settle()
    again.press("Shift+Space")
    assert (again.image(), "verified" in again.heading()) == ("a.png", False)
    assert snapshot(folder) == before


def test_verifying_is_a_step_of_undo_like_any_other(robot):
    for key in ("Space", "Space", "Home", "Shift+Space", "Shift+Space", "End"):
        robot.press(key)
        robot.settle()
    robot.search("verified")
    assert robot.listed_images() == ["b.png"]
    robot.press("Esc")
    for listed, image in ((["a.png", "b.png"], "a.png"), (["a.png"], "b.png"), ([], "a.png")):
        robot.press("Ctrl+Z")
        robot.settle()
        assert (robot.image(), "verified" in robot.heading()) == (image, image in listed)
        robot.search("verified")
        assert robot.listed_images() == listed
        robot.press("Esc")
    for _ in range(3):
        robot.press("Ctrl+Y")
        robot.settle()
    robot.search("verified")
    assert robot.listed_images() == ["b.png"]


def test_the_filter_finds_by_what_is_on_the_images(robot):
    for text, images in (
        ("class:r", ["a.png", "d.png"]),
        ("class:r boxes>1", ["a.png"]),
        ("size<12px", ["a.png"]),
        ("unlabelled", ["c.png"]),
        ("-labelled", ["b.png", "c.png"]),
        ("D.", ["d.png"]),
        ("class:b", []),
    ):
        robot.search(text)
        assert robot.listed_images() == images, text
    assert "No image fits “class:b”" in robot.empty_list()


def test_the_filter_says_how_many_images_fit_and_when_there_is_no_such_number(robot):
    robot.search("-labelled")
    assert robot.text("filter_words") == "Images that fit: 2"
    robot.search("unlabelled")
    assert robot.text("filter_words") == "Images that fit: 1"
    robot.search("#9", enter=True)
    assert robot.text("filter_words") == "There is no image #9; the last one is #4."
    assert robot.focus() == "image_search"
    assert robot.image() == "a.png"
    robot.search("#3", enter=True)
    assert robot.image() == "c.png"
    assert not robot.is_shown("filter_words")


def test_a_key_goes_to_what_is_not_verified(robot):
    for expected in ("b.png", "c.png"):
        robot.press("Space")
        robot.settle()
        assert robot.image() == expected
    robot.press("Home")
    robot.settle()
    robot.press("Shift+PgDown")
    robot.settle()
    assert robot.image() == "c.png"
    robot.press("Space")
    robot.press("Space")
    robot.press("Shift+PgDown")
    robot.settle()
    assert robot.told()[-1] == "Every image is verified."


def test_verifying_what_nobody_labelled_is_told(robot):
    robot.press("Space")
    assert robot.image() == "b.png"
    robot.press("Space")
    assert not any("is verified" in text for text in robot.told())
    robot.press("Space")
    expected = "c.png is verified, but not labelled yet: if it shows no objects, say so (N)."
    assert robot.told()[-1] == expected


def test_what_can_not_be_read_is_said_and_the_list_stays(robot):
    robot.search("class:r")
    robot.search("class:tree")
    assert "There is no class “tree”." in robot.text("filter_words")
    assert len(robot.listed_images()) == 4
    robot.search("boxes>many")
    assert "needs a number" in robot.text("filter_words")
    robot.search("un")
    assert "unlabelled" in robot.text("filter_words")
    robot.press("Esc")
    assert len(robot.listed_images()) == 4
