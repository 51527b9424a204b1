"""Splitting the dataset from the Train page: counts that follow the fields, the split, and undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.core.data.dataset import open_dataset
from tests.factories import make_dataset_folder, snapshot
from tests.robots.splitting import SplitRobot

PHOTOS = {
    f"p{photo}x_r{row}_c{column}.png": f"{photo % 4} 0.5 0.5 0.2 0.2\n"
    for photo in range(4)
    for row in range(1, 3)
    for column in range(1, 6)
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Four photos of ten tiles, each with a class of its own."""
    return make_dataset_folder(tmp_path / "set", PHOTOS, layout="yaml", size_wh=(16, 16))


def contents(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(folder).items()}


def test_the_counts_follow_the_fields_and_the_split_can_be_taken_back(qtbot: QtBot, data: Path) -> None:
    before = contents(data.parent)
    robot = SplitRobot(qtbot)
    robot.open(data)
    robot.open_split()
    assert (robot.heading(), robot.primary()) == ("Split", "Split")
    assert not robot.is_enabled("split_undo"), "nothing was split yet"
    sides = robot.sides()
    assert list(sides) == ["Train", "Validation"]
    assert [column[0] for column in sides.values()] == ["30 (75%)", "10 (25%)"]
    assert "w, r, g, b are in 1 photo each, 1 of them cut" in robot.notices()

    robot.group_by("block")
    sides = robot.sides()
    assert list(sides) == ["Train", "Validation", "In neither"]
    assert [column[0] for column in sides.values()] == ["24 (60%)", "8 (20%)", "8 (20%)"]
    assert [column[2] for column in sides.values()] == ["6 (60%)", "2 (20%)", "2 (20%)"]
    assert "can't be fair" not in robot.notices()
    assert contents(data.parent) == before, "looking changes nothing"

    robot.split()
    assert not robot.sees_split()
    assert robot.number("data_val") == "8"
    assert {side: len(records) for side, records in open_dataset(data).splits.items()} == {
        "train": 24,
        "val": 8,
        "margin": 8,
    }
    robot.open_split()
    assert robot.is_enabled("split_undo")
    robot.undo_split()
    assert contents(data.parent) == before
    robot.open_split()
    assert not robot.is_enabled("split_undo")
    assert "The split is as it was before." in robot.told()


def test_one_photo_is_left_out_and_what_cannot_be_is_refused(qtbot: QtBot, data: Path) -> None:
    robot = SplitRobot(qtbot)
    robot.open(data)
    robot.press("Ctrl+Shift+S")
    robot.wait_for_plan()
    robot.group_by("photo")
    robot.leave_out("p2x")
    assert robot.sides()["Validation"][:6] == [
        "10 (25%)",
        "10 (25%)",
        "0 (0%)",
        "0 (0%)",
        "10 (100%)",
        "0 (0%)",
    ]
    robot.group_by("source")
    robot.set_share("val", 80)
    robot.set_share("test", 40)
    assert "would be held out" in robot.notices()
    assert not robot.is_enabled("primary")
    robot.set_share("test", 0)
    assert robot.is_enabled("primary")
    robot.press("Esc")
    assert not robot.sees_split() and robot.primary() == "Train"
