"""The Runs page: the table, names and notes, comparison, going on, reports, the trash."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from studio.core.report.run_report import REPORT
from studio.core.runs import folder as runs
from studio.core.runs.notes import load_note
from studio.core.runs.trash import TRASH
from studio.gui import jobs
from studio.gui.runs import differences, trash
from tests.factories import make_dataset_folder, snapshot
from tests.robots.runs import RunsRobot
from tests.run_factory import write_run, write_seal, write_worst


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two runs: "a" is done, "b" was stopped."""
    (tmp_path / "set").mkdir()
    first = write_run("a", tmp_path / "set", begun=1_700_000_000.0)
    return first, write_run("b", tmp_path / "set", epochs=6, done=3, ending="stopped", begun=1_700_009_000.0)


class Browser(QObject):
    """Takes the files that are opened, in place of the system's programs."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def browser(qapp) -> Iterator[Browser]:
    browser = Browser()
    QDesktopServices.setUrlHandler("file", browser, "open")
    yield browser
    QDesktopServices.unsetUrlHandler("file")


# -- list ----------------------------------------------------------------------------------------------


def test_without_runs_the_page_leads_to_training(qtbot: QtBot) -> None:
    robot = RunsRobot(qtbot)
    robot.wait(lambda: "Every training is kept" in robot.empty_text())
    robot.click("empty_button")
    assert robot.page() == "training"
    robot.settle()


def test_runs_are_listed_compared_and_opened(qtbot: QtBot, tmp_path: Path) -> None:
    write_run("yolov5n-1", tmp_path / "set", epochs=4, begun=1_700_000_000.0)
    write_run("v5lite-e-1", tmp_path / "set", model="v5lite-e", epochs=6, done=3, ending="stopped")
    robot = RunsRobot(qtbot)
    robot.wait(lambda: len(robot.runs()) == 2)
    assert robot.runs()["yolov5n-1"][:5] == ["", "Done", "0.933", "0.560", "4 / 4"]
    assert robot.runs()["v5lite-e-1"][1] == "Stopped"
    assert robot.runs()["v5lite-e-1"][4] == "3 / 6"
    robot.choose_runs("yolov5n-1", "v5lite-e-1")
    assert sorted(robot.columns("runs")[1:]) == ["v5lite-e-1", "yolov5n-1"]
    assert robot.points("runs") == 4
    differing = {row[0] for row in robot.rows("run_differences")}
    assert {"model", "epochs"} <= differing
    assert "out" not in differing
    assert robot.primary() == ""
    robot.choose("runs_quantity", "box")
    robot.choose_runs("yolov5n-1")
    robot.press_primary()
    assert robot.page() == "training"
    assert robot.heading() == "yolov5n-1"
    robot.settle()


# -- name ----------------------------------------------------------------------------------------------


def test_a_run_is_renamed_and_that_is_undone(qtbot: QtBot, two: tuple[Path, Path]) -> None:
    before = snapshot(two[0])
    robot = RunsRobot(qtbot)
    robot.choose_runs("a")
    robot.rename("night lamps")
    robot.settle()
    assert set(robot.runs()) == {"night lamps", "b"}
    assert robot.chosen() == ["night lamps"]
    assert robot.name() == "night lamps"
    assert snapshot(two[0].with_name("night lamps")) == before
    robot.choose_runs("night lamps")
    robot.press("Ctrl+Z")
    robot.settle()
    assert set(robot.runs()) == {"a", "b"}
    assert not robot.offers_undo()
    robot.press("Ctrl+Z")
    assert "nothing to undo" in robot.told()[-1]


@pytest.mark.parametrize(("name", "problem"), [("b", "already something called b"), ("c:d", "Leave out")])
def test_a_refused_name_is_told_and_can_be_mended(
    qtbot: QtBot, two: tuple[Path, Path], name: str, problem: str
) -> None:
    robot = RunsRobot(qtbot)
    robot.choose_runs("a")
    robot.rename(name)
    assert problem in robot.problem()
    assert robot.name() == name
    robot.choose_runs("a")
    assert robot.name() == "a"
    assert set(robot.runs()) == {"a", "b"}


def test_a_name_half_typed_is_given_up_by_escape(qtbot: QtBot, two: tuple[Path, Path]) -> None:
    robot = RunsRobot(qtbot)
    robot.choose_runs("a")
    robot.rename("other", enter=False)
    robot.press("Esc")
    assert robot.name() == "a"
    assert set(robot.runs()) == {"a", "b"}


def test_a_run_that_goes_on_keeps_name_and_place(qtbot: QtBot, two: tuple[Path, Path]) -> None:
    runs.claim(two[0])
    robot = RunsRobot(qtbot)
    robot.choose_runs("a", "b")
    robot.press("Del")
    assert "a can't be moved to the trash while it goes on" in robot.problem()
    assert set(robot.runs()) == {"a"}
    robot.choose_runs("a")
    robot.rename("other")
    assert "can't be renamed while it goes on" in robot.problem()
    assert two[0].is_dir()
    robot.settle()
    runs.release(two[0])
    robot.go_to("help")


def test_a_run_just_resumed_stays_in_place_until_its_process_says_so_itself(
    qtbot: QtBot, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "start_detached", lambda verb, arguments, *, log_file: 1)
    monkeypatch.setattr(jobs, "is_process_alive", lambda pid: starting)
    starting = True
    robot = RunsRobot(qtbot)
    robot.choose_runs("b")
    robot.go_to("training")
    robot.settle()
    assert robot.rows("dataset_runs")[0][:2] == ["b", "Stopped"]
    robot.go_to("runs")
    robot.choose_runs("b")
    robot.click("runs_go_on")
    assert robot.rows("dataset_runs")[0][:2] == ["b", "Training"]
    robot.go_to("runs")
    robot.settle()
    assert "Training" in robot.rows("runs_table")[0]
    robot.choose_runs("b")
    robot.press("Del")
    assert "“b” still works in the folder of b" in robot.problem()
    robot.rename("other")
    assert two[1].is_dir()
    starting = False
    robot.wait(lambda: not jobs.active.all)
    robot.choose_runs("b")
    robot.press("Del")
    assert not two[1].exists()
    assert robot.close()


def test_the_train_page_follows_a_run_that_moves(qtbot: QtBot, two: tuple[Path, Path]) -> None:
    robot = RunsRobot(qtbot)
    robot.choose_runs("a")
    robot.press_primary()
    assert robot.heading() == "a"
    robot.go_to("runs")
    robot.settle()
    robot.choose_runs("a")
    robot.rename("other")
    robot.go_to("training")
    robot.settle()
    assert robot.heading() == "other"
    robot.go_to("runs")
    robot.settle()
    robot.choose_runs("other")
    robot.press("Del")
    robot.go_to("training")
    robot.settle()
    assert robot.heading() == ""


def test_the_columns_are_whole_at_1280_pixels_and_the_curves_take_what_a_wider_window_has(
    qtbot: QtBot, two: tuple[Path, Path]
) -> None:
    robot = RunsRobot(qtbot, size=(1280, 800))
    narrow = robot.widths()
    assert not robot.scrolls_sideways("runs_table")
    robot.window.resize(1920, 1080)
    robot.settle()
    wide = robot.widths()
    assert not robot.scrolls_sideways("runs_table")
    assert wide[0] == pytest.approx(narrow[0], abs=2)
    assert wide[1] > narrow[1] + 600
    # Where the user put the line it stays.
    robot.divide(660)
    robot.window.resize(1280, 800)
    robot.settle()
    assert robot.widths()[0] == pytest.approx(660, abs=3)
    robot.close()
    again = RunsRobot(qtbot, size=(1920, 1080))
    assert again.widths()[0] == pytest.approx(660, abs=3)


# -- note ----------------------------------------------------------------------------------------------


def test_a_note_is_saved_after_a_pause_and_shown_in_the_table(qtbot: QtBot, two: tuple[Path, Path]) -> None:
    robot = RunsRobot(qtbot)
    robot.choose_runs("a")
    robot.write_note("Rate halved")
    robot.wait(lambda: load_note(two[0]) == "Rate halved")
    assert robot.runs()["a"][0] == "Rate halved"
    robot.write_note(", lamps off")
    assert robot.note() == "Rate halved, lamps off"
    robot.go_to("help")
    assert load_note(two[0]) == "Rate halved, lamps off"


def test_a_note_belongs_to_the_run_it_was_typed_for(qtbot: QtBot, two: tuple[Path, Path]) -> None:
    robot = RunsRobot(qtbot)
    for _ in range(2):
        robot.select_rows("runs_table", "a")
        robot.write_note("x")
        robot.select_rows("runs_table", "b")
        robot.write_note("y")
        robot.select_rows("runs_table", "a", "b")
        robot.write_note("z")
    assert (load_note(two[0]), load_note(two[1])) == ("xx", "yy")
    assert (robot.note(), robot.runs()["a"][0], robot.runs()["b"][0]) == ("", "xx", "yy")
    robot.settle()


def test_a_note_is_kept_when_the_window_closes_or_the_run_moves(qtbot: QtBot, two: tuple[Path, Path]) -> None:
    robot = RunsRobot(qtbot)
    robot.choose_runs("a")
    robot.write_note("first")
    robot.rename("other")
    assert load_note(two[0].with_name("other")) == "first"
    robot.write_note(", second")
    robot.click("run_trash")
    assert robot.note() == ""
    robot.click("runs_undo")
    robot.settle()
    assert robot.chosen() == ["other"]
    assert robot.note() == "first, second"
    robot.write_note(", third")
    assert robot.close()
    assert load_note(two[0].with_name("other")) == "first, second, third"


def test_a_note_that_can_not_be_saved_holds_the_window_once(qtbot: QtBot, two: tuple[Path, Path]) -> None:
    robot = RunsRobot(qtbot)
    robot.choose_runs("a")
    robot.write_note("lost?")
    shutil.rmtree(two[0])
    assert not robot.close()
    assert "The note of a can't be kept" in robot.problem()
    assert robot.note() == "lost?"
    assert not two[0].exists()
    told = len(robot.told())
    robot.go_to("help")
    assert len(robot.told()) == told
    assert robot.close()


# -- comparison ----------------------------------------------------------------------------------------


def test_data_are_compared(qtbot: QtBot, two: tuple[Path, Path], tmp_path: Path) -> None:
    for run, begun in (("c", 1_700_001_000.0), ("d", 1_700_002_000.0)):
        write_run(run, tmp_path / "set", begun=begun)
    # The newest stands first: the others are compared with it.
    write_seal(two[1])
    write_seal(two[0], moved=31, relabelled=4)
    (two[0].with_name("d") / "data.json").write_text("{", encoding="utf-8")
    robot = RunsRobot(qtbot)
    robot.choose_runs("a", "b", "c", "d")
    robot.settle()
    told = robot.data_differences()
    assert told["a"] == "31 boxes moved. 4 classes changed."
    assert told["c"] == "c has no list of its data to compare."
    assert "can't be understood" in told["d"]
    robot.choose_runs("a")
    assert robot.data_differences() == {}


def test_a_late_answer_is_not_shown_for_other_runs(
    qtbot: QtBot, two: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_run("c", tmp_path / "set")
    ready = threading.Event()

    def compare(first: Path, others: list[Path]) -> list[list[str]]:
        if others[0].name == "a":
            ready.wait(10)
        return [[f"{first.name} and {other.name}"] for other in others]

    monkeypatch.setattr(differences, "told_differences", compare)
    robot = RunsRobot(qtbot)
    robot.choose_runs("a", "b")
    assert robot.data_differences() == {"a": "Comparing"}
    robot.choose_runs("b", "c")
    robot.wait(lambda: robot.data_differences() == {"c": "b and c"})
    ready.set()
    robot.choose_runs("a")
    robot.choose_runs("b", "c")
    robot.settle()
    assert robot.data_differences() == {"c": "b and c"}


def test_the_worst_images_are_seen_large(qtbot: QtBot, two: tuple[Path, Path]) -> None:
    write_worst(two[0], "3 missed", "1 found where nothing is")
    robot = RunsRobot(qtbot)
    robot.choose_runs("a")
    robot.wait(lambda: robot.worst_images() == ["3 missed", "1 found where nothing is"])
    robot.click_worst(1)
    assert robot.large_picture() == "1 found where nothing is"
    robot.press("Esc")
    assert robot.large_picture() == ""
    robot.click_worst(1)
    assert robot.large_picture() == "1 found where nothing is"
    robot.click("close_picture")
    robot.choose_runs("b")
    assert robot.large_picture() == ""
    robot.wait_for_sentence("has not been written yet")
    assert robot.worst_images() == []


def test_a_worst_image_fills_the_page_and_is_opened_in_label(qtbot: QtBot, tmp_path: Path) -> None:
    data = make_dataset_folder(tmp_path / "set", {"a.png": "", "b.png": "0 0.5 0.5 0.2 0.2\n", "c.png": ""})
    other = make_dataset_folder(tmp_path / "other", {"z.png": ""})
    run = write_run("worst", data)
    write_worst(run, "2 missed", "1 wrong", images=[data / "b.png", data / "gone.png"])
    robot = RunsRobot(qtbot)
    robot.wait(lambda: robot.worst_images() == ["2 missed", "1 wrong"])
    robot.click_worst(0)
    assert robot.text("worst_name") == "b.png"
    page = robot.window.current_page()
    assert robot.find("worst_picture").width() > 0.9 * page.width()
    assert robot.find("worst_picture").height() > 0.8 * page.height()
    robot.press("Esc")
    robot.click_worst(0)
    # Not open yet, so its dataset is opened first.
    with qtbot.waitSignal(robot.window.datasets.opened, timeout=60_000):
        robot.click("label_picture")
    robot.settle()
    assert robot.page() == "labelling"
    assert robot.heading().startswith("b.png")
    robot.go_to("runs")
    robot.press("Esc")
    robot.open(other)
    with qtbot.waitSignal(robot.window.datasets.opened, timeout=60_000):
        robot.label_worst(0)
    robot.settle()
    assert robot.heading().startswith("b.png")
    # With its dataset open, at another image, the photo is shown at once.
    robot.press("D")
    assert not robot.heading().startswith("b.png")
    robot.go_to("runs")
    robot.press("Esc")
    robot.label_worst(0)
    assert robot.heading().startswith("b.png")
    robot.go_to("runs")
    robot.press("Esc")
    robot.label_worst(1)
    assert "gone.png is not in this dataset any more." in robot.told()


def test_a_chosen_picture_keeps_its_colours(qtbot: QtBot, two: tuple[Path, Path]) -> None:
    write_worst(two[0], "3 missed")
    robot = RunsRobot(qtbot)
    robot.choose_runs("a")
    robot.wait(lambda: robot.worst_images() == ["3 missed"])
    icon = robot.find("worst_strip").item(0).icon()
    middle = [
        icon.pixmap(64, 64, mode).toImage().pixelColor(32, 32).name()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected)
    ]
    assert middle[0] == middle[1]


# -- going on ------------------------------------------------------------------------------------------


def test_runs_are_gone_on_with(
    qtbot: QtBot, two: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, list[str]]] = []

    def start(verb: str, arguments: list[str], *, log_file: Path) -> int:
        started.append((verb, arguments))
        return 0

    monkeypatch.setattr(jobs, "start_detached", start)
    write_run("bare", tmp_path / "set", has_checkpoints=False)
    robot = RunsRobot(qtbot)
    robot.choose_runs("bare")
    assert not robot.is_enabled("runs_go_on")
    assert not {"Resume", "Train on"} & set(robot.context_menu())
    robot.choose_runs("b")
    assert robot.text("runs_go_on") == "Resume"
    robot.click("runs_go_on")
    assert (robot.page(), robot.heading()) == ("training", "b")
    assert started == [("train", ["--resume", str(two[1])])]
    robot.go_to("runs")
    robot.settle()
    robot.choose_runs("a")
    robot.set_number("runs_more_epochs", 7)
    robot.choose_in_context_menu("Train on")
    assert (robot.page(), robot.heading()) == ("training", "a")
    assert started[1:] == [("train", ["--resume", str(two[0]), "--epochs", "11"])]
    robot.settle()


def test_a_run_whose_dataset_moved_asks_where_it_is(
    qtbot: QtBot, two: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    answers = ["", str(tmp_path / "moved")]
    monkeypatch.setattr(
        jobs, "start_detached", lambda verb, arguments, *, log_file: started.append(arguments) or 0
    )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: answers.pop(0))
    run = write_run("moved", tmp_path / "gone", ending="stopped")
    robot = RunsRobot(qtbot)
    for _ in range(2):
        robot.go_to("runs")
        robot.settle()
        robot.choose_runs("moved")
        robot.click("runs_go_on")
    assert started == [["--resume", str(run), str(tmp_path / "moved")]]
    robot.settle()


# -- report --------------------------------------------------------------------------------------------


def test_a_report_is_opened_or_written_first(
    qtbot: QtBot, two: tuple[Path, Path], browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def command(verb: str, arguments: list[str]) -> tuple[str, list[str]]:
        asked.append([verb, *arguments])
        script = (
            "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('x');"
            """print('{"event": "result", "result": {}}')"""
        )
        return sys.executable, ["-c", script, str(Path(arguments[0], REPORT))]

    monkeypatch.setattr(jobs, "command", command)
    write_worst(two[0], "3 missed")
    robot = RunsRobot(qtbot)
    robot.choose_runs("a")
    robot.click("run_report")
    assert browser.opened == [two[0] / REPORT]
    assert asked == []
    robot.choose_runs("b")
    robot.wait_for_sentence("has not been written yet")
    robot.click("write_report")
    assert [job.title for job in jobs.active.all] == ["Report of b"]
    robot.choose_runs("b")
    robot.press("Del")
    assert "“Report of b” still works in the folder of b" in robot.problem()
    robot.wait(lambda: browser.opened[1:] == [two[1] / REPORT])
    assert asked == [["report", str(two[1]), "--events"]]
    robot.wait_for_sentence("The report of this run has no pictures")
    robot.choose_in_context_menu("Show in folder")
    assert browser.opened[2:] == [two[1]]
    robot.settle()


def test_a_report_that_fails_says_why(
    qtbot: QtBot, two: tuple[Path, Path], browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        """print('{"event": "error", "cause": "The disk is full.", "remedy": ""}'); raise SystemExit(2)"""
    )
    monkeypatch.setattr(jobs, "command", lambda verb, arguments: (sys.executable, ["-c", script]))
    robot = RunsRobot(qtbot)
    robot.choose_runs("a")
    robot.click("run_report")
    robot.wait(lambda: robot.problem() == "The disk is full.")
    assert browser.opened == []
    robot.settle()


# -- trash ---------------------------------------------------------------------------------------------


def test_runs_go_to_the_trash_and_come_back(qtbot: QtBot, two: tuple[Path, Path]) -> None:
    before = [snapshot(run) for run in two]
    robot = RunsRobot(qtbot)
    assert robot.trash() == ""
    robot.choose_runs("a", "b")
    robot.press("Del")
    robot.settle()
    assert robot.runs() == {}
    assert robot.empty_text() == ""
    assert robot.trash() == "Trash (2)"
    robot.wait_for_sentence("Moved to the trash: b, a.")
    robot.press("Ctrl+Z")
    robot.settle()
    assert sorted(robot.chosen()) == ["a", "b"]
    assert [snapshot(run) for run in two] == before
    assert robot.trash() == ""
    assert not robot.offers_undo()


def test_del_in_the_note_deletes_a_letter(qtbot: QtBot, two: tuple[Path, Path]) -> None:
    robot = RunsRobot(qtbot)
    robot.choose_runs("a")
    robot.write_note("xy")
    robot.press("Home")
    robot.press("Del")
    assert robot.note() == "y"
    robot.press("Ctrl+Z")
    assert robot.note() == "xy"
    assert set(robot.runs()) == {"a", "b"}
    robot.settle()


def test_the_trash_outlives_the_window_and_is_emptied(
    qtbot: QtBot, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    robot = RunsRobot(qtbot)
    robot.choose_runs("a", "b")
    robot.click("run_trash")
    robot.settle()
    robot.close()
    again = RunsRobot(qtbot)
    again.choose_in_trash("Bring back a,")
    assert again.chosen() == ["a"]
    monkeypatch.setattr(trash, "to_system_trash", lambda path: False)
    again.choose_in_trash("Empty")
    assert "The trash of your system did not take b." in again.problem()
    assert again.trash() == "Trash (1)"
    monkeypatch.setattr(trash, "to_system_trash", lambda path: shutil.rmtree(path) is None)
    again.choose_in_trash("Empty")
    again.settle()
    assert again.trash() == ""
    assert not (two[0].parent / TRASH).exists()
    assert set(again.runs()) == {"a"}
