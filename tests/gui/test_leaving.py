"""Labels that can't be saved: there is always a way out, and what is missing is named as missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QFileDialog

from studio.core.data.dataset import open_dataset
from tests.factories import make_dataset_folder, write_image
from tests.robots.window import near

SIZE_WH = (400, 300)
BOX = "1 0.500000 0.500000 0.200000 0.200000"


def is_drawn(line: str) -> bool:
    """Whether a line is the box that was drawn."""
    class_id, *place = (float(number) for number in line.split())
    return class_id == 0 and near(place, (0.15, 0.15, 0.1, 0.1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_dataset_folder(tmp_path / "set", {"a.png": None, "b.png": None}, layout="yaml", size_wh=SIZE_WH)
    make_dataset_folder(tmp_path / "other", {"x.png": f"{BOX}\n"}, size_wh=(90, 60))
    return tmp_path / "set"


@pytest.fixture
def stuck(label_robot, folder):
    """A window with boxes on two photos whose folder of labels can't be written, whoever asks."""
    robot = label_robot()
    robot.open(folder / "data.yaml")
    (folder / "labels").rmdir()
    (folder / "labels").write_text("no folder")
    for keys in ("", "D"):
        if keys:
            robot.press(keys)
            robot.settle()
        robot.draw_box((0.1, 0.1), (0.2, 0.2))
    assert robot.text("status_saved") == "Not saved"
    robot.press("Ctrl+Q")
    assert robot.is_open()
    assert "The labels of 2 images are not saved." in robot.leaving_question()
    assert "labels" in robot.leaving_question()
    return robot


def test_trying_again_when_it_was_put_right_saves_and_closes(stuck, folder):
    stuck.click("leave_retry")
    assert stuck.is_open()
    assert "not saved" in stuck.leaving_question()
    (folder / "labels").unlink()
    stuck.click("leave_retry")
    assert not stuck.is_open()
    assert is_drawn((folder / "labels/a.txt").read_text())
    assert is_drawn((folder / "labels/b.txt").read_text())


def test_labels_are_saved_elsewhere_under_their_names(stuck, folder, tmp_path, monkeypatch):
    chosen = tmp_path / "rescue"
    chosen.mkdir()
    (chosen / "a.txt").write_text("3 0.5 0.5 0.5 0.5\n")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *arguments: str(chosen))
    stuck.click("leave_elsewhere")
    assert stuck.is_open()
    assert "a.txt is there already, with other labels. Choose an empty folder." in stuck.leaving_question()
    (chosen / "a.txt").unlink()
    stuck.click("leave_elsewhere")
    assert not stuck.is_open()
    assert {path.name for path in chosen.iterdir()} == {"a.txt", "b.txt"}
    assert all(is_drawn(path.read_text()) for path in chosen.iterdir())
    assert (folder / "labels").read_text() == "no folder"


def test_edits_can_be_discarded(stuck, folder):
    stuck.click("leave_discard")
    assert not stuck.is_open()
    assert (folder / "labels").read_text() == "no folder"


def test_one_can_stay_and_go_on(stuck, folder):
    stuck.press("Esc")
    assert stuck.leaving_question() == ""
    assert stuck.is_open()
    stuck.draw_box((0.6, 0.6), (0.8, 0.8))
    assert len(stuck.boxes()) == 2
    (folder / "labels").unlink()
    stuck.press("Ctrl+S")
    assert stuck.text("status_saved") == "Saved"
    assert len((folder / "labels/b.txt").read_text().splitlines()) == 2
    stuck.press("Ctrl+Q")
    assert not stuck.is_open()


def test_the_question_comes_to_the_front_and_another_set_opens_after_it(stuck, tmp_path):
    stuck.press("Esc")
    stuck.go_to("help")
    stuck.drop(tmp_path / "other", on="rail")
    assert stuck.page() == "labelling"
    assert "2 images" in stuck.leaving_question()
    stuck.click("leave_discard")
    assert stuck.leaving_question() == ""
    assert stuck.image() == "x.png"


def test_a_folder_that_was_moved_away_is_named_and_nothing_is_lost(label_robot, tmp_path):
    folder = make_dataset_folder(tmp_path / "set", {"a.png": f"{BOX}\n", "b.png": ""}, size_wh=SIZE_WH)
    robot = label_robot()
    robot.open(folder)
    folder.rename(tmp_path / "moved")
    before = robot.point_of((0.5, 0.5))
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    assert robot.point_of((0.5, 0.5)) == before, "the photo is where it was"
    assert robot.text("status_saved") == "Not saved"
    assert f"{folder} is no longer there, and a.png with it." in robot.notice()
    assert len(robot.boxes()) == 2
    assert not folder.exists()
    robot.press("D")
    (tmp_path / "moved").rename(folder)
    robot.press("Ctrl+S")
    assert robot.text("status_saved") == "Saved"
    assert robot.notice() == ""
    kept, drawn = (folder / "a.txt").read_text().splitlines()
    assert kept == BOX
    assert is_drawn(drawn)


def test_a_photo_that_vanished_before_it_was_opened_is_named(label_robot, tmp_path):
    folder = make_dataset_folder(tmp_path / "set", {"a.png": f"{BOX}\n", "z.png": ""}, size_wh=SIZE_WH)
    for name in "bcdefgh":
        write_image(folder / f"{name}.png", SIZE_WH)
    robot = label_robot()
    robot.open(folder)
    (folder / "z.png").unlink()
    robot.press("End")
    robot.settle()
    assert robot.image() == "z.png"
    assert "z.png is no longer there. It was moved, renamed or deleted" in robot.notice()


def test_a_label_file_that_vanished_is_named(label_robot, tmp_path):
    folder = make_dataset_folder(tmp_path / "set", {"a.png": f"{BOX}\n"}, size_wh=SIZE_WH)
    robot = label_robot()
    robot.open(folder)
    (folder / "a.txt").unlink()
    robot.draw_box((0.1, 0.1), (0.2, 0.2))
    assert "a.txt is no longer there; it was read before." in robot.notice()
    assert robot.text("status_saved") == "Not saved"


def test_a_dataset_whose_yaml_vanished_is_named(label_robot, folder):
    robot = label_robot()
    robot.open(folder / "data.yaml")
    robot.add_class("violet")
    (folder / "data.yaml").rename(folder / "gone.yml")
    robot.add_class("pink")
    assert "data.yaml is no longer there" in robot.problem()
    assert robot.classes() == ["w", "r", "g", "b", "violet"]
    (folder / "gone.yml").rename(folder / "data.yaml")
    robot.add_class("pink")
    assert robot.problem() == ""
    assert open_dataset(folder / "data.yaml").class_names[-1] == "pink"


def test_the_banner_goes_when_its_cause_does_and_moves_nothing(label_robot, folder):
    robot = label_robot()
    robot.open(folder / "data.yaml")
    before = robot.point_of((0.5, 0.5))
    robot.add_class("w")
    assert "already a class w" in robot.problem()
    assert robot.point_of((0.5, 0.5)) == before
    robot.add_class("x")
    assert robot.problem() == ""
    robot.open_failing(folder / "nowhere")
    assert "nowhere does not exist" in robot.problem()
    robot.add_class("w")
    assert "already a class w" in robot.problem()
    robot.add_class("y")
    assert "nowhere does not exist" in robot.problem()
    robot.press("Esc")
    assert robot.problem() == ""


def test_the_question_stands_over_the_photo_and_covers_its_notice(stuck):
    stuck.press("Ctrl+Q")
    card, canvas = stuck.find("question"), stuck.find("label_canvas")
    place = QRect(card.mapTo(stuck.window, QPoint()), card.size())
    over = QRect(canvas.mapTo(stuck.window, QPoint()), canvas.size())
    assert over.contains(place)
    notice = stuck.find("image_notes")
    assert place.contains(QRect(notice.mapTo(stuck.window, QPoint()), notice.size()))
