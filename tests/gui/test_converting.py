"""Converting the open dataset in the window: losses are said first, then a copy is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.core.conversion import find_labels, survey
from studio.core.data.dataset import open_dataset
from studio.gui import converting
from tests.factories import make_dataset_folder, snapshot
from tests.robots.converting import ConvertRobot

LINES = {"a.png": "0 .5 .5 .3 .4\n3 .2 .2 .1 .1\n", "b.png": "", "c.png": None}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "set", LINES)


def test_a_copy_in_another_format(
    qtbot: QtBot, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path | None] = []
    monkeypatch.setattr(converting, "show_in_folder", shown.append)
    before = snapshot(data)
    robot = ConvertRobot(qtbot)
    robot.open(data)
    robot.open_card()
    assert robot.counts() == "Images: 3, of which nobody has labelled 1. Boxes: 2."
    robot.convert_to("COCO")
    assert robot.folder() == tmp_path / "set-coco"
    assert robot.said()[0] == "Everything that is there has a place in this format."
    assert not robot.folder().exists()
    robot.start()
    robot.wait_until_done()
    assert robot.said() == ["Written and read back: 3 images, 2 boxes, each where it was."]
    assert survey(find_labels(tmp_path / "set-coco")).boxes == 2
    assert not robot.is_shown("convert_open")
    robot.click("convert_show")
    assert shown == [tmp_path / "set-coco"]
    assert snapshot(data) == before
    robot.press("Esc")
    assert not robot.has_card()


def test_what_would_be_lost_is_said_before(qtbot: QtBot, tmp_path: Path, data: Path) -> None:
    robot = ConvertRobot(qtbot)
    robot.open(data)
    robot.press("Tab")
    robot.press("Shift+D")
    robot.open_card()
    robot.convert_to("Create ML")
    assert robot.said()[0] == "This format has no room for it: 1 box is marked difficult."
    robot.write_into(data / "inside")
    assert "lies inside the dataset" in robot.said()[0]
    assert not robot.is_enabled("convert_start")
    # A folder that was typed stays with another format.
    robot.write_into(tmp_path / "mine")
    robot.convert_to("darknet")
    assert robot.folder() == tmp_path / "mine"
    robot.start()
    robot.wait_until_done()
    robot.click("convert_open")
    robot.wait(lambda: robot.window.datasets.current.root == tmp_path / "mine")
    assert open_dataset(tmp_path / "mine").class_names == ["w", "r", "g", "b"]
    assert not robot.has_card()


def test_labels_that_are_read_otherwise_are_said_before(qtbot: QtBot, tmp_path: Path) -> None:
    data = make_dataset_folder(tmp_path / "set", {"a.png": "0 .5 .5 .3 .4\n0 .5 .5\n"})
    robot = ConvertRobot(qtbot)
    robot.open(data)
    robot.open_card()
    robot.convert_to("COCO")
    assert robot.said()[0].startswith("Labels that are read otherwise or left out: 1; the first: ")


def test_a_conversion_is_stopped_or_left_to_itself(qtbot: QtBot, tmp_path: Path) -> None:
    lines = {f"{number:03d}.png": "0 .5 .5 .3 .4\n" for number in range(400)}
    data = make_dataset_folder(tmp_path / "many", lines)
    robot = ConvertRobot(qtbot)
    robot.open(data)
    robot.open_card()
    robot.start()
    robot.click("convert_stop")
    robot.wait_until_done()
    assert robot.said() == ["Stopped; no copy was written."]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["many"]
    robot.convert_to("Pascal VOC")
    robot.start()
    robot.press("Esc")
    assert not robot.has_card()
    robot.wait(lambda: any("Written and read back: 400 images, 400 boxes" in text for text in robot.told()))
    assert (tmp_path / "many-voc" / "Annotations").is_dir()


def test_what_yolo_fastestv2_is_started_with_comes_along(qtbot: QtBot, tmp_path: Path, data: Path) -> None:
    robot = ConvertRobot(qtbot)
    robot.open(data)
    robot.open_card()
    robot.convert_to("COCO")
    assert not robot.is_shown("convert_fastest")
    robot.convert_to("darknet")
    assert robot.is_shown("convert_fastest") and not robot.is_enabled("convert_imgsz")
    robot.for_fastest(400)
    assert "not a multiple of 32" in robot.said()[0] and not robot.is_enabled("convert_start")
    robot.for_fastest(416)
    robot.write_into(tmp_path / "v1.0")
    assert "there is a point in its path" in robot.said()[0]
    robot.write_into(tmp_path / "phone")
    robot.start()
    robot.wait_until_done()
    written = (tmp_path / "phone/yolo-fastestv2/yolo-fastestv2.data").read_text()
    assert "width=416" in written and f"train={tmp_path.as_posix()}/phone/yolo-fastestv2/train.txt" in written
