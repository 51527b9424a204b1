"""The label-bug finder in the window: rows, mending by key, rejecting for good."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.data.record import Box
from studio.core.evaluation.bugs import Bug
from studio.core.evaluation.mending import reject, without_rejected
from studio.core.labelling.rejections import Rejections
from studio.core.labelling.session import LabelSession
from studio.core.pictures import imwrite
from tests.factories import make_dataset, make_dataset_folder, snapshot
from tests.tiny_onnx import SPEC, squares_image, write_endless_onnx, write_tiny_onnx


def line(column: float, row: float, class_id: int) -> str:
    return f"{class_id} {(column * 8 + 4) / 64} {(row * 8 + 4) / 64} 0.125 0.125\n"


# One is missing, one is of a wrong class, one is drawn twice, the others are right.
LABELS = {
    "a.png": line(1, 1, 0) + line(5, 1, 2) + line(1, 5, 2) + line(1.1, 5, 2),
    "b.png": line(2, 2, 1) + line(6, 6, 1),
    "c.png": None,
}
PICTURES = {
    "a.png": squares_image((1, 1, "red"), (5, 1, "green"), (1, 5, "blue"), (5, 5, "red")),
    "b.png": squares_image((2, 2, "green"), (6, 6, "green")),
    "c.png": squares_image((3, 3, "blue")),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = make_dataset_folder(tmp_path / "set", LABELS, names=SPEC.class_names, size_wh=(64, 64))
    for name, picture in PICTURES.items():
        imwrite(folder / name, picture)
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> Path:
    return write_tiny_onnx(tmp_path_factory.mktemp("model") / "squares.onnx")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(folder).items()}


def lines(folder: Path) -> list[str]:
    return (folder / "a.txt").read_text().splitlines()


def test_mistakes_are_found_mended_by_a_key_and_taken_back(label_robot, folder, model):
    robot, before = label_robot(), bytes_of(folder)
    robot.open(folder)
    robot.press("D")
    robot.settle()
    robot.find_bugs(model)
    assert sorted(row.split()[0] for row in robot.bugs()) == ["class", "duplicate", "missed"]
    assert {row.split()[2] for row in robot.bugs()} == {"a.png"}
    # The first row is chosen, and its photo shown.
    assert robot.image() == "a.png"
    assert bytes_of(folder) == before
    robot.click_bug([row.split()[0] for row in robot.bugs()].index("missed"))
    # The suggestion is painted as one.
    assert robot.pending() == 1
    robot.press("Return")
    assert len(lines(folder)) == 5 and lines(folder)[-1].startswith("0 ")
    robot.click_bug([row.split()[0] for row in robot.bugs()].index("class"))
    assert robot.selected() == [1]
    robot.press("Return")
    assert lines(folder)[1].startswith("1 ")
    assert len(robot.bugs()) == 1
    robot.press("Return")
    assert len(lines(folder)) == 4 and robot.bugs() == []
    for _ in range(3):
        robot.press("Ctrl+Z")
    assert bytes_of(folder) == before
    robot.press("Esc")
    assert len(robot.listed_images()) == 3


def test_a_row_comes_back_when_what_was_done_with_it_is_undone(label_robot, folder, model):
    robot = label_robot()
    robot.open(folder)
    robot.find_bugs(model)
    rows = robot.bugs()
    assert robot.text("bug_count") == "3"
    robot.click_bug(1)
    robot.press("X")
    robot.press("Return")
    assert robot.bugs() == rows[:1] and robot.text("bug_count") == "1"
    # It stands where it stood, and is the chosen one.
    robot.press("Ctrl+Z")
    assert robot.bugs() == [rows[0], rows[2]] and robot.chosen_bug() == rows[2]
    robot.press("Ctrl+Z")
    assert robot.bugs() == rows and robot.chosen_bug() == rows[1]
    robot.press("Ctrl+Shift+Z")
    assert robot.bugs() == [rows[0], rows[2]] and robot.text("bug_count") == "2"
    robot.press("Ctrl+Z")
    # What is done instead is one more thing to undo, and no row is lost by it.
    robot.click_bug(0)
    robot.press("X")
    assert robot.bugs() == rows[1:]
    robot.press("Ctrl+Z")
    assert robot.bugs() == rows


def test_the_chosen_box_is_brought_close_and_what_is_suggested_stays_on_its_photo(label_robot, folder, model):
    for name in ("a.png", "b.png"):
        # Ten times as large, so that there is something to come closer to.
        imwrite(folder / name, PICTURES[name].repeat(10, axis=0).repeat(10, axis=1))
    robot = label_robot()
    robot.open(folder)
    robot.press("D")
    robot.settle()
    robot.find_bugs(model)
    robot.click_bug([row.split()[0] for row in robot.bugs()].index("missed"))
    robot.settle()
    assert robot.image() == "a.png" and robot.pending() == 1
    assert [box.text for box in robot.find("label_canvas").boxes_item.boxes() if box.is_strong] == [
        "suggested"
    ]
    # Of a box of 80 px five times its size is seen, with it in the middle.
    seen, middle = robot.find("label_canvas").visible_rect(), 5 * 80 + 40
    assert abs(min(seen.width(), seen.height()) - 5 * 80) < 5
    assert abs(seen.center().x() - middle) < 3 and abs(seen.center().y() - middle) < 3
    robot.click("close_bugs")
    assert robot.pending() == 0
    robot.press("Ctrl+M")
    robot.settle()
    robot.click_bug([row.split()[0] for row in robot.bugs()].index("class"))
    robot.click_bug([row.split()[0] for row in robot.bugs()].index("missed"))
    assert robot.pending() == 1
    robot.press("D")
    robot.settle()
    assert robot.image() == "b.png" and robot.pending() == 0
    robot.press("A")
    robot.settle()
    assert robot.image() == "a.png" and robot.pending() == 1


def test_the_hint_says_what_is_so(label_robot, folder, model, tmp_path):
    robot = label_robot()
    robot.open(folder)
    robot.press("Ctrl+M")
    robot.settle()
    assert robot.text("close_bugs") == "Back to the images"
    assert robot.bug_hint().startswith("Choose a model;")
    robot.choose_bug_model(write_endless_onnx(tmp_path / "endless.onnx"))
    assert robot.bug_hint().startswith("Press “Find mistakes”;")
    # What it costs is said before.
    assert "in tiles, up to 100 of an image, which takes as many times as long" in robot.bug_hint()
    robot.choose("bug_tiles", "off")
    assert "in tiles" not in robot.bug_hint()
    robot.click("find_bugs")
    assert robot.bug_hint() == "The model looks at the labelled images."
    robot.click("find_bugs")
    robot.wait(lambda: robot.text("find_bugs") == "Find mistakes")
    assert robot.bug_hint().startswith("Press “Find mistakes”;")
    robot.choose_bug_model(model)
    robot.click("find_bugs")
    robot.wait(lambda: len(robot.bugs()) == 3)
    assert robot.bug_hint() == ""
    for _ in range(3):
        robot.press("X")
    assert robot.bug_hint() == "Nothing is left where the model disagrees with your labels."
    robot.click("close_bugs")
    assert robot.listed_images() == ["a.png", "b.png", "c.png"]


def test_what_is_rejected_is_never_suggested_again(label_robot, folder, model):
    robot, before = label_robot(), bytes_of(folder)
    robot.open(folder)
    robot.find_bugs(model)
    rows = robot.bugs()
    robot.press("X")
    assert robot.bugs() == rows[1:]
    robot.close()
    again = label_robot()
    again.open(folder)
    again.find_bugs(model)
    assert again.bugs() == rows[1:]
    assert bytes_of(folder) == before


def test_a_rejection_is_taken_back_by_undo_and_knows_the_kind_and_the_class(label_robot, folder, model):
    robot = label_robot()
    robot.open(folder)
    robot.find_bugs(model)
    rows = robot.bugs()
    for _ in rows:
        robot.press("X")
    assert robot.bugs() == []
    robot.find_bugs(model)
    assert robot.bugs() == []
    robot.press("Ctrl+Z")
    assert robot.told()[-1] == "Undid: said that a label on a.png is right."
    robot.find_bugs(model)
    assert robot.bugs() == rows[-1:]
    robot.press("Ctrl+Shift+Z")
    robot.find_bugs(model)
    assert robot.bugs() == []


def test_what_is_said_to_be_missing_and_a_suggestion_are_rejected_as_one(tmp_path):
    names = list(SPEC.class_names)
    dataset = make_dataset(tmp_path / "set", {"a.png": line(1, 1, 0)}, names=names, size_wh=(64, 64))
    session = LabelSession(dataset)
    image = session.record.path
    ghosts, bugs = Rejections(tmp_path / "rejected.jsonl"), Rejections(tmp_path / "rejected.jsonl")
    missed = Bug("missed", str(image), None, (40, 40, 48, 48), 1, (40, 40, 48, 48), 1, 0.9, "")
    label = (8.0, 8.0, 16.0, 16.0)
    loose = Bug("loose", str(image), 0, label, 0, (8, 8, 18, 18), 0, 0.9, "")
    wrong = [Bug("class", str(image), 0, label, 0, label, better, 0.9, "") for better in (1, 2)]
    found = [missed, loose, *wrong]
    ghosts.set(image, (64, 64), [Box(1, 41, 40, 49, 48)], names, is_rejected=True)
    assert without_rejected(found, bugs, dataset) == found[1:]
    ghosts.set(image, (64, 64), [Box(1, 41, 40, 49, 48)], names, is_rejected=False)
    assert without_rejected(found, bugs, dataset) == found
    reject(session, bugs, missed)
    assert ghosts.boxes(image, (64, 64), names) == [Box(1, 40, 40, 48, 48)]
    # Of a label one claim is rejected, and no other; it is no object that isn't there.
    reject(session, bugs, wrong[1])
    assert without_rejected(found, bugs, dataset) == [loose, wrong[0]]
    assert len(ghosts.boxes(image, (64, 64), names)) == 1
    # It holds by the names of the classes, and for the label that was looked at.
    moved = replace(wrong[1], xyxy=(10, 10, 18, 18))
    nudged = replace(wrong[1], xyxy=(8, 8, 16.5, 16))
    assert without_rejected([moved, nudged], bugs, dataset) == [moved]
    session.undo()
    assert without_rejected(found, bugs, dataset) == [loose, *wrong]


def test_a_box_that_was_changed_meanwhile_is_left_alone(label_robot, folder, model):
    robot = label_robot()
    robot.open(folder)
    robot.find_bugs(model)
    robot.click_bug([row.split()[0] for row in robot.bugs()].index("class"))
    robot.press("Del")
    before = lines(folder)
    robot.click("mend_bug")
    assert "was changed" in robot.problem() or "was changed" in " ".join(robot.told())
    assert lines(folder) == before and len(robot.bugs()) == 3


@pytest.mark.parametrize("keys", ["Return", "X"])
def test_what_was_found_on_a_photo_that_is_gone_changes_no_other(label_robot, folder, model, keys):
    robot = label_robot()
    robot.open(folder)
    robot.find_bugs(model)
    robot.press("Shift+Del")
    robot.settle()
    assert robot.listed_images() == ["b.png", "c.png"]
    before = bytes_of(folder)
    row = [row.split()[0] for row in robot.bugs()].index("missed")
    robot.click_bug(row)
    robot.press(keys)
    assert bytes_of(folder) == before
    assert "a.png is not in this dataset any more" in robot.problem()
    robot.press("Ctrl+Z")
    robot.settle()
    assert robot.listed_images() == ["a.png", "b.png", "c.png"]


@pytest.mark.parametrize("keys", ["Return", "X"])
def test_what_was_found_of_a_class_that_is_gone_is_left_alone(label_robot, folder, model, keys):
    robot = label_robot()
    robot.open(folder)
    robot.find_bugs(model)
    robot.choose_in_class_menu(robot.classes()[2], "Delete with its boxes…")
    robot.click("merge_do")
    assert len(robot.classes()) == 2
    before = bytes_of(folder)
    robot.click_bug([row.split()[0] for row in robot.bugs()].index("duplicate"))
    robot.press(keys)
    assert bytes_of(folder) == before
    assert robot.problem()


def test_a_model_that_finds_nothing_is_no_word_for_the_labels(label_robot, tmp_path, model):
    boxes = "".join(line(column, 3, 0) for column in (1, 3, 5))
    folder = make_dataset_folder(
        tmp_path / "blank", {"a.png": boxes}, names=SPEC.class_names, size_wh=(64, 64)
    )
    imwrite(folder / "a.png", squares_image())
    robot = label_robot()
    robot.open(folder)
    robot.find_bugs(model)
    assert robot.bug_hint().startswith("The model found something at 0 of 3 labelled boxes")
