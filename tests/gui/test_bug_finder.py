"""The label-bug finder in the window: rows, mending by key, rejecting for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.pictures import imwrite
from tests.factories import make_dataset_folder, snapshot
from tests.tiny_onnx import SPEC, squares_image, write_tiny_onnx


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
