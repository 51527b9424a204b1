"""The Check page: kinds with pictures, the way to the image, repairs and taking them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.pictures import imwrite
from studio.core.report.check_plots import PLOTS
from tests.core.data.test_duplicates import scene
from tests.factories import make_dataset_folder, snapshot
from tests.robots.checking import CheckRobot

LINE = "0 0.5 0.5 0.25 0.5\n"
LABELS = {
    "a.png": f"1 0.2 0.2 0.1 0.2\n{LINE}{LINE}",
    "b.png": f"{LINE}0 0.98 0.5 0.2 0.2\n2 0.3 0.3 0.1 0.1\n3 0.6 0.6 0.1 0.1\n",
    "c.png": "0 0.5\n",
    "d.png": None,
}
REPEATED, EDGE, COLUMNS = (
    "The same box stands there twice",
    "A box reaches beyond the image",
    "A label line has fewer than five values, or text among them",
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = make_dataset_folder(tmp_path / "photos", LABELS)
    for seed, name in enumerate(LABELS):
        imwrite(folder / name, scene(seed))
    return folder


@pytest.fixture
def robot(qtbot, data: Path) -> CheckRobot:
    robot = CheckRobot(qtbot)
    robot.open(data)
    return robot


def contents(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(folder).items()}


def test_what_is_found_is_listed_shown_and_leads_to_its_image(robot: CheckRobot, data: Path):
    before = snapshot(data)
    assert robot.primary() == "Check"
    robot.check()
    assert robot.primary() == "Check again"
    assert snapshot(data) == before
    assert list(robot.kinds()) == [COLUMNS, REPEATED, EDGE]
    assert set(robot.kinds().values()) == {1}
    assert robot.verdict().startswith("Findings that cost images or boxes: 2; that make results doubtful: 1.")
    robot.choose_kind("label_edge")
    assert robot.meaning() == "A box reaches beyond the image."
    assert robot.captions()[0].startswith("b.txt:2\n")
    assert robot.red_of(0) > 30
    robot.open_finding()
    assert robot.page() == "labelling"
    session = robot.window.page("labelling").session
    assert session.record.path.name == "b.png" and list(session.selection) == [1]


def test_a_repair_is_one_click_and_undone_by_one(robot: CheckRobot, data: Path):
    before = contents(data)
    robot.check()
    robot.choose_kind("label_duplicate")
    assert robot.preview("repeated").startswith("Lines: 1, files: 1.\na.txt:3: 0 0.5 0.5 0.25 0.5")
    robot.repair("repeated")
    assert (data / "a.txt").read_text() == f"1 0.2 0.2 0.1 0.2\n{LINE}"
    assert REPEATED not in robot.kinds()
    robot.press("Ctrl+Z")
    robot.wait_until_checked()
    assert contents(data) == before
    assert REPEATED in robot.kinds()
    robot.press("Ctrl+Shift+Z")
    robot.wait_until_checked()
    assert REPEATED not in robot.kinds()


def test_after_a_repair_the_next_kind_is_shown_and_its_list_has_the_keys(robot: CheckRobot, data: Path):
    (data / "b.txt").write_text(f"{LABELS['b.png']}" + "".join(f"9 0.{n} 0.5 0.1 0.1\n" for n in range(1, 7)))
    robot.check()
    kinds = list(robot.kinds())
    robot.choose_kind("label_duplicate")
    robot.repair("repeated")
    assert robot.kind() == kinds[kinds.index(REPEATED) + 1]
    assert robot.focus() == "checkKinds"
    robot.choose_kind("label_class")
    assert robot.preview("unreadable").splitlines()[-1] == "and 2 more"


def test_edits_elsewhere_are_told(robot: CheckRobot):
    robot.check()
    assert robot.outdated() == ""
    robot.choose_kind("label_edge")
    robot.open_finding()
    robot.press("Delete")
    robot.go_to("checking")
    assert robot.outdated() == "Something was changed since; check again."
    robot.check()
    assert robot.outdated() == "" and EDGE not in robot.kinds()


def test_a_repair_of_nothing_can_not_be_pressed(robot: CheckRobot, data: Path):
    robot.check()
    (data / "a.txt").write_text(LINE)
    robot.choose_kind("label_duplicate")
    assert not robot.can_repair("repeated")


def test_a_file_changed_meanwhile_is_not_written_over(robot: CheckRobot, data: Path):
    robot.check()
    robot.choose_kind("label_duplicate")
    (data / "a.txt").write_text(LINE * 4)
    robot.repair("repeated")
    assert (data / "a.txt").read_text() == LINE * 4
    assert "was changed by another program or window" in " ".join(robot.sentences())


def test_stopping_and_the_page_to_pass_on(robot: CheckRobot, tmp_path: Path):
    robot.press_primary()
    assert robot.primary() == "Stop"
    robot.press_primary()
    robot.wait_until_checked()
    assert robot.primary() == "Check"
    robot.check()
    robot.save_page(tmp_path / "check.html")
    assert "YOLOv5" in (tmp_path / "check.html").read_text(encoding="utf-8")
    assert robot.told()[-1] == "Saved check.html."


def test_the_overview_shows_how_large_images_are(robot: CheckRobot):
    robot.check()
    assert "192 × 192: 4" in robot.plot("image_sizes")


def test_what_a_trainer_asks_for_is_folded_behind_a_line(robot: CheckRobot):
    robot.check()
    assert robot.trainer_line("yolov5") == "Would not take everything as it is. To see to first: 1."
    assert robot.trainer_line("yolo-fastestv2").startswith("Would stop with an error. To see to first: ")
    assert not robot.is_shown("told_yolov5")
    (told,) = robot.unfold_trainer("yolov5")
    assert told.startswith("It opens a data YAML only, and the dataset is described by ")


def test_plots_leave_no_wide_gaps(robot: CheckRobot):
    robot.check()
    assert max(robot.gap_around(name) for name in PLOTS) <= 60


def test_boxes_are_judged_at_the_size_that_a_data_file_names(robot: CheckRobot, tmp_path: Path):
    obj = make_dataset_folder(tmp_path / "set", {"a.png": LINE}, layout="darknet")
    fastest = obj.with_name("fastest.data")
    fastest.write_text(f"{obj.read_text()}\nwidth=352\nheight=352\n")
    robot.set_number("checkSize", 640)
    robot.open(fastest)
    assert robot.size() == 352
    robot.open(obj)
    # What was chosen for datasets that say nothing.
    assert robot.size() == 640
