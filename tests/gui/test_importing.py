"""Labels of other programs: told first, then imported into a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtTest import QSignalSpy

from studio.core.data.dataset import open_dataset
from studio.gui import messages
from tests.factories import snapshot
from tests.label_files import cvat, image_set, labelme, shape, write_json, write_text


def zipped(folder: Path) -> Path:
    image_set(folder / "made", place=".")
    boxes = [shape("lamp", [[4, 5], [20, 30]], flags={"difficult": True})]
    write_json(folder / "made" / "a.json", labelme(boxes))
    (folder / "given").mkdir()
    return Path(shutil.make_archive(str(folder / "given" / "lamps"), "zip", folder / "made"))


def told_last() -> str:
    return messages.messages.history[-1].text if messages.messages.history else ""


def test_an_archive_is_looked_at_then_imported_and_opened(window_robot, tmp_path: Path):
    robot = window_robot()
    path = zipped(tmp_path)
    before = snapshot(tmp_path / "given")
    robot.drop(path, on="rail", settles=False)
    robot.wait(lambda: "lamps.zip holds LabelMe labels (images: 2, boxes: 1)." in told_last())
    told = messages.messages.history[-1]
    assert str(tmp_path / "given" / "lamps-yolo") in told.remedy
    assert snapshot(tmp_path / "given") == before, "nothing is written before it is asked for"
    opened = QSignalSpy(robot.window.datasets.opened)
    robot.click_text("Import")
    robot.wait(lambda: opened.count() == 1)
    robot.settle()
    dataset = open_dataset(tmp_path / "given" / "lamps-yolo" / "data.yaml")
    assert robot.window.datasets.current.class_names == dataset.class_names == ["lamp"]
    assert len(dataset.records) == 2
    # Which the label files have no room for.
    boxes = [box for record in dataset.records for box in dataset.read(record).boxes]
    assert [box.attributes.difficult for box in boxes] == [True]


def test_a_lone_file_of_another_program_is_dropped_like_an_archive(window_robot, tmp_path: Path):
    image_set(tmp_path / "given", place=".")
    box = '<box label="lamp" xtl="4" ytl="5" xbr="20" ybr="30"/>'
    path = write_text(
        tmp_path / "given" / "annotations.xml",
        cvat(f'<image id="0" name="a.png" width="64" height="48">{box}</image>'),
    )
    robot = window_robot()
    robot.drop(path, on="rail", settles=False)
    robot.wait(lambda: "annotations.xml holds CVAT labels" in told_last())


def test_what_an_import_left_out_stays_to_be_read(window_robot, tmp_path: Path):
    image_set(tmp_path / "lamps", place=".")
    boxes = [shape("lamp", [[4, 5], [20, 30]]), shape("lamp", [[4, 5], [4, 5]])]
    write_json(tmp_path / "lamps" / "a.json", labelme(boxes))
    robot = window_robot()
    robot.open(tmp_path / "lamps")
    robot.wait(lambda: "lamps holds LabelMe labels" in robot.problem())
    opened = QSignalSpy(robot.window.datasets.opened)
    robot.click_text("Import")
    robot.wait(lambda: opened.count() == 1)
    robot.settle()
    assert robot.told()[-2] == "Imported, read back and compared (images: 2, boxes: 1)."
    assert "read otherwise or left out: 1; the first: " in robot.problem()
    assert f'studio convert "{tmp_path / "lamps"}" --to yolo --out NEW --look' in robot.problem()


def test_an_archive_of_nothing_is_told(window_robot, tmp_path: Path):
    (tmp_path / "given").mkdir()
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "a.md").write_text("x")
    path = Path(shutil.make_archive(str(tmp_path / "given" / "none"), "zip", tmp_path / "made"))
    robot = window_robot()
    robot.drop(path, on="rail", settles=False)
    robot.wait(lambda: "holds no images and no labels" in told_last())
    assert [each.name for each in (tmp_path / "given").iterdir()] == ["none.zip"]


def test_a_folder_whose_labels_are_of_another_format_is_opened_and_they_are_offered(
    window_robot, tmp_path: Path
):
    folder = tmp_path / "mine"
    image_set(folder, place=".")
    write_json(folder / "a.json", labelme([shape("lamp", [[4, 5], [20, 30]])]))
    before = snapshot(folder)
    robot = window_robot()
    robot.open(folder)
    robot.wait(lambda: "mine holds LabelMe labels (images: 2, boxes: 1)." in robot.problem())
    assert robot.window.datasets.current.source == folder
    assert snapshot(folder) == before
    opened = QSignalSpy(robot.window.datasets.opened)
    robot.click_text("Import")
    robot.wait(lambda: opened.count() == 1)
    robot.settle()
    assert robot.window.datasets.current.source == tmp_path / "mine-yolo" / "data.yaml"
    assert robot.problem() == ""
