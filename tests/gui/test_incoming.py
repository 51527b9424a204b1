"""Images that come to the Label page: dropped or pasted, copied, and taken back with Ctrl+Z."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from studio.gui import theme
from tests.factories import make_dataset_folder, snapshot, write_image
from tests.robots.labelling import LabelRobot

LINES = {"a.png": "0 .5 .5 .3 .4\n", "b.png": ""}


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path) -> LabelRobot:
    robot = LabelRobot(qtbot)
    robot.open(make_dataset_folder(tmp_path / "set", LINES))
    return robot


def images(robot: LabelRobot) -> list[str]:
    return sorted(record.path.name for record in robot.window.datasets.current.records)


def test_dropped_images_are_added_when_that_is_wanted(robot: LabelRobot, tmp_path: Path) -> None:
    new = make_dataset_folder(tmp_path / "new", {"a.png": "3 .5 .5 .2 .2\n", "c.png": None})
    write_image(new / "a.png", seed=9)
    before = snapshot(new)
    robot.drop(new / "a.png", new / "c.png", on="label_canvas")
    assert robot.text("adding_heading") == "Add a.png and 1 more to set?"
    assert images(robot) == ["a.png", "b.png"]
    robot.click("add_images")
    robot.settle()
    assert images(robot) == ["a-2.png", "a.png", "b.png", "c.png"]
    assert "2 images were added, 1 image with its labels." in robot.told()
    assert snapshot(new) == before
    robot.press("Ctrl+Z")
    robot.settle()
    assert images(robot) == ["a.png", "b.png"]
    robot.press("Ctrl+Y")
    robot.settle()
    assert len(images(robot)) == 4


def test_a_dropped_folder_may_be_opened_or_left(robot: LabelRobot, tmp_path: Path) -> None:
    other = make_dataset_folder(tmp_path / "other", {"x.png": ""})
    robot.drop(other, on="label_canvas")
    assert robot.text("adding_heading") == "Add what is in other to set?"
    assert robot.sign_colour("adding") == theme.tokens().accent
    robot.press("Esc")
    assert not robot.is_shown("adding")
    assert images(robot) == ["a.png", "b.png"]
    robot.drop(other, on="label_canvas")
    robot.click("open_dropped")
    robot.wait(lambda: robot.window.datasets.current.root == other)


def test_pasting_takes_what_was_copied_last(robot: LabelRobot, tmp_path: Path) -> None:
    clipboard = QGuiApplication.clipboard()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write_image(tmp_path / "p.png", seed=5)))])
    clipboard.setMimeData(data)
    robot.press("Ctrl+V")
    robot.settle()
    assert images(robot) == ["a.png", "b.png", "p.png"]
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0xFF336699)
    clipboard.setImage(picture)
    robot.press("Ctrl+V")
    robot.settle()
    (pasted,) = [name for name in images(robot) if name.startswith("pasted-")]
    dataset = robot.window.datasets.current
    record = next(record for record in dataset.records if record.path.name == pasted)
    assert dataset.image_size(record) == (40, 30)
    # Boxes that are copied later are pasted again.
    robot.press("Home")
    robot.settle()
    robot.press("Ctrl+C")
    robot.press("Ctrl+V")
    robot.settle()
    assert len(images(robot)) == 4
    assert len(robot.window.current_page().session.boxes) == 2


def test_without_a_dataset_a_dropped_folder_is_opened(qtbot: QtBot, tmp_path: Path) -> None:
    robot = LabelRobot(qtbot)
    folder = make_dataset_folder(tmp_path / "set", LINES)
    robot.drop(folder / "a.png")
    robot.wait(robot.is_open)
    assert images(robot) == ["a.png", "b.png"]
