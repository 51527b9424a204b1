"""The Train page: before, during and after a training."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from studio.core.data.scenes import CLASS_NAMES, write_sample_set
from studio.core.export.exporters import UNIVERSAL
from studio.core.runs import folder as runs
from studio.gui.training import follow
from studio.gui.training.follow import LOG, RunFollower
from tests.factories import make_dataset_folder, snapshot
from tests.robots.training import TrainRobot
from tests.robots.window import WindowRobot
from tests.run_factory import Ending, append_events, make_events, write_run
from tests.weights_server import running_server

LABELS = {f"{index}.png": f"{index % 2} 0.5 0.5 0.3 0.3\n" for index in range(6)}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    splits = {"train": [f"{index}.png" for index in range(4)], "val": ["4.png", "5.png"]}
    return make_dataset_folder(tmp_path / "set", LABELS, layout="yaml", names=("red", "white"), splits=splits)


def test_without_a_dataset_the_page_says_what_to_do(qtbot: QtBot) -> None:
    robot = TrainRobot(qtbot)
    assert "Open a folder of labelled photos" in robot.empty_text()
    assert robot.primary() == ""


def test_the_data_card_counts_and_changes_nothing(qtbot: QtBot, data: Path) -> None:
    before = snapshot(data.parent)
    robot = TrainRobot(qtbot)
    robot.open(data)
    assert [robot.number(f"data_{name}") for name in ("train", "val", "labelled", "boxes")] == [
        "4", "2", "6", "6",
    ]  # fmt: skip
    assert robot.primary() == "Train"
    assert snapshot(data.parent) == before


def test_train_and_export_is_in_sight_and_the_missing_time_is_explained(qtbot: QtBot, data: Path) -> None:
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.settle()
    assert robot.can_be_seen("train_and_export")
    robot.unfold_recipe()
    assert robot.can_be_seen("train_and_export")
    assert "–" in {row[4] for row in robot.rows("models")}
    assert robot.text("models_untimed") == "Time here is known once a model was trained on this machine."


def test_the_data_card_tells_what_check_finds(qtbot: QtBot, data: Path) -> None:
    line = "0 0.5 0.5 0.25 0.5"
    next(data.parent.rglob("0.txt")).write_text(f"{line}\n{line}1\n1 0.97 0.5 0.2 0.2\n")
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.wait(lambda: bool(robot.found()))
    assert "0.txt:2: The box is nearly that of line 1 (IoU 0.98)." in robot.found()
    assert any(row.startswith("0.txt:3: The box reaches ") for row in robot.found())


def test_many_classes_stay_readable(qtbot: QtBot, tmp_path: Path) -> None:
    names = [f"kind {number} of a long name" for number in range(60)]
    lines = "".join(f"{number} 0.5 0.5 0.{number + 10} 0.2\n" * (1 + number % 2) for number in range(60))
    robot = TrainRobot(qtbot)
    robot.open(make_dataset_folder(tmp_path / "many", {"a.png": lines, "b.png": lines}, names=names))
    shown = robot.class_counts()
    # The twelve most frequent, in class order, each name whole or its end left out.
    assert [count for _, count in shown] == ["4"] * 12
    assert [name.split(" of")[0] for name, _ in shown] == [f"kind {number}" for number in range(1, 24, 2)]
    assert robot.text("classes_more").startswith("The 12 most frequent of 60 classes")
    tip = robot.find("class_counts").toolTip()
    assert all(f"{name}: {2 + 2 * (number % 2)}" in tip for number, name in enumerate(names))


def test_classes_without_boxes_are_named_a_few_at_a_time(qtbot: QtBot, tmp_path: Path) -> None:
    names = [f"kind{number}" for number in range(60)]
    robot = TrainRobot(qtbot)
    labels = {f"{number}.png": "0 0.5 0.5 0.2 0.2\n" for number in range(6)}
    robot.open(make_dataset_folder(tmp_path / "bare", labels, names=names))
    robot.wait_for_sentence("No box has the class kind1, kind2, kind3, kind4, kind5, kind6 and 53 more")


def test_a_dataset_without_boxes_can_not_be_trained_on(qtbot: QtBot, tmp_path: Path) -> None:
    robot = TrainRobot(qtbot)
    robot.open(make_dataset_folder(tmp_path / "bare", {"a.png": "", "b.png": None}))
    assert robot.primary() == ""
    assert not robot.is_enabled("train_and_export")
    robot.wait_for_sentence("no labelled images")


def test_an_overlap_of_val_and_train_is_warned_of(qtbot: QtBot, tmp_path: Path) -> None:
    splits = {"train": list(LABELS), "val": ["0.png"]}
    robot = TrainRobot(qtbot)
    robot.open(make_dataset_folder(tmp_path / "leak", LABELS, layout="yaml", splits=splits))
    robot.wait_for_sentence("val images are trained on as well")


def test_a_size_that_does_not_fit_is_corrected_with_a_sentence(qtbot: QtBot, data: Path) -> None:
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.unfold_recipe()
    robot.set_number("imgsz", 410)
    assert robot.value("imgsz") == 416
    robot.wait_for_sentence("410 was changed to 416: yolov5n needs a multiple of 32.")


def test_the_colour_switch_follows_the_class_names_and_then_the_user(
    qtbot: QtBot, data: Path, tmp_path: Path
) -> None:
    animals = make_dataset_folder(tmp_path / "pets", LABELS, names=("cat", "dog"))
    robot = TrainRobot(qtbot)
    robot.open(data)
    assert robot.keeps_colours()
    robot.open(animals)
    assert not robot.keeps_colours()
    robot.open(data)
    robot.keep_colours(False)
    robot.open(animals)
    robot.open(data)
    assert not robot.keeps_colours()


def test_the_recipe_is_remembered(qtbot: QtBot, data: Path) -> None:
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.unfold_recipe()
    robot.choose_model("v5lite-e")
    robot.set_number("imgsz", 320)
    robot.set_number("epochs", 7)
    robot.close()
    again = TrainRobot(qtbot)
    assert (again.model(), again.value("imgsz"), again.value("epochs")) == ("v5lite-e", 320, 7)


def test_minutes_are_told_only_for_models_measured_here(qtbot: QtBot, data: Path) -> None:
    write_run("yolov5s-1", data, model="yolov5s")
    robot = TrainRobot(qtbot)
    robot.open(data)
    minutes = {row[0]: row[4] for row in robot.rows("models")}
    assert minutes["yolov5n"] == "–"
    assert minutes["yolov5s"].endswith("min")


def test_the_column_of_minutes_says_whose_they_are(qtbot: QtBot) -> None:
    header = TrainRobot(qtbot).find("models").horizontalHeaderItem(4)
    assert header.text() == "Time here"
    assert "on this machine" in header.toolTip()


def test_a_run_that_goes_on_is_found_and_followed(qtbot: QtBot, data: Path) -> None:
    events = make_events(epochs=4, done=4)
    run = write_run("yolov5n-1", data, epochs=4, done=1, ending="none")
    runs.claim(run)
    robot = TrainRobot(qtbot)
    robot.open(data)
    assert robot.heading() == "yolov5n-1"
    assert robot.primary() == "Stop"
    assert robot.number("run_epoch") == "1 / 4"
    assert robot.points("loss") == 5
    assert robot.chips() == ["yolov5n-1"]
    assert robot.badge("training") == "0.25"
    second = [event for event in events if event.get("epoch") == 2 and event["event"] != "done"]
    append_events(run, second)
    robot.wait(lambda: robot.number("run_epoch") == "2 / 4")
    assert robot.points("loss") == 10
    assert robot.points("map") == 2
    assert robot.columns("loss")[:3] == ["epoch", "box", "box (raw)"]
    runs.release(run)
    robot.wait_for_state("Interrupted")
    assert "Resume it from its last epoch." in robot.problem_of_run()
    assert robot.badge("training") == ""
    assert robot.chips() == []


def test_a_training_of_another_dataset_has_its_ring_and_chip(
    qtbot: QtBot, data: Path, tmp_path: Path
) -> None:
    run = write_run("yolov5n-1", tmp_path / "elsewhere", epochs=4, done=1, ending="none")
    runs.claim(run)
    robot = WindowRobot(qtbot)
    robot.open(data)
    robot.wait(lambda: robot.chips() == ["yolov5n-1"])
    assert robot.badge("training") == "0.25"
    robot.go_to("training")
    robot.settle()
    # It is not of this dataset: a new training is set up, and it is in no list here.
    assert (robot.heading(), robot.primary()) == ("New training", "Train")
    assert robot.rows("dataset_runs") == []
    assert robot.chips() == ["yolov5n-1"]
    runs.release(run)
    robot.wait(lambda: robot.badge("training") == "" and robot.chips() == [])


def test_stop_asks_the_run_by_its_folder(qtbot: QtBot, data: Path) -> None:
    run = write_run("yolov5n-1", data, epochs=4, done=1, ending="none")
    runs.claim(run)
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.press_primary()
    assert runs.is_stop_requested(run)
    assert robot.state() == "Stopping after this step"
    assert robot.primary() == "Stop now"
    append_events(run, [{"event": "stopping"}])
    robot.wait_for_state("Stopping when this epoch is measured")
    append_events(run, [{"event": "stopped", "epoch": 1, "seconds": 3.0}])
    runs.release(run)
    robot.wait_for_state("Stopped")
    assert robot.is_shown("train_more")
    assert robot.text("train_more") == "Resume"


def test_a_run_that_is_stopped_before_its_first_step_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    run = tmp_path / "yolov5n-1"
    run.mkdir()
    runs.claim(run)
    for name in ("log.txt", "data.json", "events.jsonl", "export-when-done"):
        (run / name).touch()
    parent = QObject()
    follower = RunFollower(run, parent=parent)
    assert follower.is_running()
    follower.stop()
    runs.release(run)
    follower.tick()
    assert follower.state == "stopped"
    assert follower.last_words == "It was stopped before its first step; nothing is kept of it."
    assert not run.exists()


@pytest.mark.parametrize("answers", [True, False])
def test_a_run_asked_to_stop_is_killed_when_it_does_not_answer(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: bool
) -> None:
    run, killed = tmp_path / "yolov5n-1", []
    run.mkdir()
    runs.claim(run)
    monkeypatch.setattr(follow, "KILL_AFTER_MS", 300)
    # The process of this run is the test's own.
    monkeypatch.setattr(RunFollower, "kill", lambda follower: killed.append(follower))
    parent = QObject()
    follower = RunFollower(run, parent=parent)
    follower.stop()
    if answers:
        append_events(run, [{"event": "stopping"}])
        follower.tick()
        qtbot.wait(600)
        assert follower.is_measuring and not killed
        follower.stop()
    qtbot.wait_until(lambda: killed == [follower])
    runs.release(run)
    follower.tick()


def test_a_finished_run_shows_its_classes_and_what_to_do_next(qtbot: QtBot, data: Path) -> None:
    write_run("yolov5n-1", data, epochs=4)
    robot = TrainRobot(qtbot)
    robot.open(data)
    assert robot.rows("dataset_runs") == [["yolov5n-1", "Done", "0.933"]]
    robot.open_run("yolov5n-1")
    assert robot.state() == "Done"
    assert robot.number("run_map50") == "0.933"
    assert robot.rows("class_results")[0] == ["all", "0.933", "0.560", "0.839", "0.746", "24"]
    assert [row[0] for row in robot.rows("class_results")] == ["all", "w", "r"]
    assert robot.copy_table("class_results").splitlines()[1].startswith("all\t0.933")
    assert robot.primary() == "Export"
    assert robot.is_shown("try_live")
    assert robot.is_shown("more_epochs")
    robot.press_primary()
    assert robot.page() == "export"
    assert robot.heading() == "yolov5n-1"
    robot.settle()


def test_a_run_that_ended_looks_for_label_mistakes(qtbot: QtBot, data: Path) -> None:
    write_run("yolov5n-2", data, epochs=4)
    write_run("yolov5n-1", data, epochs=4)
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.open_run("yolov5n-1")
    robot.click("find_with_run")
    robot.settle()
    assert robot.page() == "labelling"
    assert robot.finder_model() == "yolov5n-1"


def test_what_a_run_failed_of_is_shown(qtbot: QtBot, data: Path) -> None:
    write_run("yolov5n-1", data, epochs=4, done=2, ending="error")
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.open_run("yolov5n-1")
    assert robot.state() == "Failed"
    message = "The loss is not a number at step 2 of epoch 3. Use a lower learning rate."
    assert robot.problem_of_run() == message


def test_runs_of_other_datasets_are_not_listed(qtbot: QtBot, data: Path, tmp_path: Path) -> None:
    write_run("yolov5n-1", tmp_path / "elsewhere")
    robot = TrainRobot(qtbot)
    robot.open(data)
    assert robot.rows("dataset_runs") == []


def test_a_run_on_the_folder_is_one_on_the_file_that_describes_it(qtbot: QtBot, tmp_path: Path) -> None:
    described = make_dataset_folder(tmp_path / "mine", {"a.png": ""}, layout="yaml")
    write_run("by-folder", described.parent)
    write_run("by-file", described)
    write_run("beside", tmp_path)
    robot = TrainRobot(qtbot)
    robot.open(described)
    assert sorted(row[0] for row in robot.rows("dataset_runs")) == ["by-file", "by-folder"]


def test_plots_are_saved_as_png_and_csv(qtbot: QtBot, data: Path, tmp_path: Path) -> None:
    write_run("yolov5n-1", data, epochs=3)
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.open_run("yolov5n-1")
    robot.save_plot("map", "CSV", tmp_path / "map.csv")
    robot.save_plot("loss", "PNG", tmp_path / "loss.png")
    lines = (tmp_path / "map.csv").read_text().splitlines()
    assert lines[0] == "epoch,@0.5,@0.5:0.95"
    assert len(lines) == 4
    assert (tmp_path / "loss.png").read_bytes().startswith(b"\x89PNG")


def test_a_start_from_what_is_no_checkpoint_says_why(qtbot: QtBot, data: Path, tmp_path: Path) -> None:
    text = tmp_path / "notes.pt"
    text.write_text("not a checkpoint")
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.unfold_recipe()
    robot.set_number("imgsz", 64)
    robot.start_from(text)
    robot.press_primary()
    robot.wait_for_state("Failed")
    assert "notes.pt" in robot.problem_of_run()
    assert "Traceback" not in robot.problem_of_run()
    assert robot.primary() in ("New training", "Resume")


@pytest.mark.proof
def test_a_start_after_a_refused_one_is_seen(qtbot: QtBot, data: Path, tmp_path: Path) -> None:
    """The refused run's folder is gone, so the next one has its name."""
    text = tmp_path / "notes.pt"
    text.write_text("not a checkpoint")
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.unfold_recipe()
    for name, value in (("imgsz", 64), ("epochs", 1)):
        robot.set_number(name, value)
    robot.start_from(text)
    robot.press_primary()
    robot.wait_for_state("Failed")
    assert robot.primary() == "New training"
    robot.press_primary()
    robot.choose_start(robot.starts()[0])
    robot.press_primary()
    assert robot.state().startswith("Starting")
    assert robot.problem_of_run() == ""
    robot.wait_for_state("Done")
    assert [info.path.name for info in runs.list_runs()] == ["yolov5n-1"]


@pytest.mark.proof
@pytest.mark.parametrize("ending", ["done", "stopped"])
def test_a_run_that_can_not_go_on_says_why(qtbot: QtBot, data: Path, ending: Ending) -> None:
    # What stands for its last.pt holds nothing.
    write_run("yolov5n-1", data, ending=ending, done=2)
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.open_run("yolov5n-1")
    state = robot.state()
    robot.click("train_more")
    robot.wait_for_state(state)
    assert "last.pt" in robot.problem_of_run()
    assert not [text for text in robot.told() if "is done" in text]


def test_colours_are_measured_as_a_training_does(qtbot: QtBot, tmp_path: Path) -> None:
    data = write_sample_set(tmp_path / "set", images=16, size_wh=(256, 256), seed=1)
    description = data.read_text(encoding="utf-8")
    for old, new in zip(CLASS_NAMES, ("idle", "fault", "ready", "busy"), strict=True):
        description = description.replace(old, new)
    data.write_text(description, encoding="utf-8")
    robot = TrainRobot(qtbot)
    robot.open(data)
    assert robot.keeps_colours()
    robot.unfold_recipe()
    robot.wait_for_sentence("The boxes of each class (idle, fault, ready, busy) have a colour of their own")


def test_a_damaged_run_keeps_what_it_said(qtbot: QtBot, data: Path) -> None:
    run = write_run("yolov5n-1", data)
    (run / runs.CONFIG).write_text("{", encoding="utf-8")
    (run / LOG).write_text('{"event": "error", "cause": "no room", "remedy": ""}\n', encoding="utf-8")
    robot = TrainRobot(qtbot)
    robot.open_run("yolov5n-1")
    robot.wait_for_state("Failed")
    assert "no room" in robot.problem_of_run()
    assert (run / LOG).is_file()
    assert (run / "best.pt").is_file()


@pytest.mark.proof
def test_a_start_without_its_data_says_why_and_leaves_no_folder(qtbot: QtBot, data: Path) -> None:
    robot = TrainRobot(qtbot)
    robot.open(data)
    shutil.rmtree(data.parent)
    robot.press_primary()
    robot.wait_for_state("Failed")
    assert "does not exist" in robot.problem_of_run()
    assert robot.primary() == "New training"
    assert list(runs.runs_folder().iterdir()) == []


@pytest.mark.proof
def test_a_training_outlives_its_window_and_is_exported_when_it_is_done(qtbot: QtBot, tmp_path: Path) -> None:
    data = write_sample_set(tmp_path / "scenes", images=8, size_wh=(128, 128), seed=1)
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.unfold_recipe()
    for name, value in (("imgsz", 64), ("epochs", 2), ("batch", 4)):
        robot.set_number(name, value)
    robot.click("train_and_export")
    assert robot.state().startswith("Starting")
    robot.wait(lambda: robot.state() == "Training; its files are written and checked when it is done")
    robot.close()

    again = TrainRobot(qtbot)
    again.wait(lambda: bool(runs.list_runs()))
    again.open(data)
    again.open_run(runs.list_runs()[0].path.name)
    again.wait_for_state("Done")
    assert again.number("run_epoch") == "2 / 2"
    assert again.points("loss") >= 4
    assert again.points("map") == 2
    assert again.page() == "training"
    run = runs.list_runs()[0].path
    again.wait(lambda: (run / "export" / "report.json").is_file() and not again.chips())
    report = json.loads((run / "export" / "report.json").read_text())
    assert {file["format"] for file in report["files"]} == set(UNIVERSAL)
    assert all(file["verification"]["verdict"] != "FAIL" for file in report["files"])


PUBLISHED = "Published weights (COCO)"


def test_published_weights_are_offered_and_fetched(
    qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_server() as server:
        server.files = {"/yolov5n.pt": b"PK" * 300_000}
        monkeypatch.setenv("STUDIO_WEIGHTS_URL", server.address)
        robot = TrainRobot(qtbot)
        robot.open(data)
        robot.choose_model("v5lite-e")
        assert PUBLISHED not in robot.starts()
        robot.choose_model("yolov5n")
        robot.choose_start(PUBLISHED)
        assert "github.com/ultralytics, licence AGPL-3.0" in robot.offer()
        robot.press_primary()
        assert robot.told()[-1].startswith("The published weights of yolov5n are not on this machine")
        assert not runs.list_runs()
        # The button is brought into view, and the banner that says so does not lie over it.
        robot.settle()
        assert robot.can_be_seen("fetch_weights")
        robot.click("fetch_weights")
        assert robot.chips() == ["Downloading yolov5n"]
        robot.wait_for_sentence("On this machine.")
        assert not robot.is_shown("fetch_weights")
        robot.choose_start("Nothing, from scratch")
        assert robot.offer() == ""


def test_a_download_that_fails_says_why(qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_WEIGHTS_URL", "http://127.0.0.1:9")
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.choose_model("yolov5n")
    robot.choose_start(PUBLISHED)
    robot.click("fetch_weights")
    robot.wait(lambda: not robot.chips())
    assert robot.told()[-1].startswith("127.0.0.1:9 can't be reached")
    assert robot.is_shown("fetch_weights")


def test_a_checkpoint_file_is_chosen_by_the_mouse(
    qtbot: QtBot, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.pt"
    file.write_bytes(b"")
    answers = ["", str(file)]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (answers.pop(0), ""))
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.unfold_recipe()
    robot.choose_start("Published weights (COCO)")
    robot.pick("weights", "A checkpoint file…")
    # Cancelled: what was chosen before stays.
    assert answers == [str(file)]
    assert robot.find("weights").currentText() == "Published weights (COCO)"
    robot.pick("weights", "A checkpoint file…")
    assert answers == []
    assert robot.find("weights").currentText() == str(file)
    robot.press_primary()
    run = runs.runs_folder() / "yolov5n-1"
    robot.wait(lambda: robot.state() == "Failed")
    # The file was used: that it is no checkpoint is what the training says.
    assert "own.pt" in robot.problem_of_run()
    assert not run.exists()


def shown_start(robot: TrainRobot) -> str:
    return str(robot.find("weights").currentText())


def test_a_remembered_start_is_chosen_when_its_run_is_listed(
    qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_run("earlier", data)
    other = make_dataset_folder(data.parent.parent / "other", LABELS)
    robot = TrainRobot(qtbot)
    robot.open(other)
    start = next(text for text in robot.starts() if text.startswith("earlier"))
    robot.choose_start(start)
    robot.close()
    with monkeypatch.context() as context:
        context.setattr(runs, "list_runs", list)
        early = TrainRobot(qtbot)
        early.open(other)
        # What is shown is what would be done; what was chosen is remembered all the same.
        assert shown_start(early) == "Nothing, from scratch"
        early.close()
    again = TrainRobot(qtbot)
    again.open(other)
    assert shown_start(again) == start
    again.choose_model("v5lite-e")
    assert shown_start(again) == "Nothing, from scratch"
    again.choose_model("yolov5n")
    assert shown_start(again) == start


def test_a_remembered_checkpoint_file_is_offered_again(qtbot: QtBot, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.pt"
    file.write_bytes(b"")
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.unfold_recipe()
    robot.start_from(file)
    robot.close()
    again = TrainRobot(qtbot)
    assert shown_start(again) == str(file)


def test_tab_leaves_a_table_and_arrows_walk_it(qtbot: QtBot, data: Path) -> None:
    robot = TrainRobot(qtbot)
    robot.open(data)
    before = robot.model()
    robot.tab_to("show_layers")
    seen = []
    for _ in range(6):
        robot.press("Tab")
        seen.append(robot.focus())
    assert "models" in seen
    assert len(set(seen)) > 3
    assert robot.model() == before
    while robot.focus() != "models":
        robot.press("Shift+Tab")
    robot.press("Down")
    assert robot.model() != before


def test_without_a_dataset_the_runs_are_not_said_to_be_of_one(qtbot: QtBot, data: Path) -> None:
    write_run("yolov5n-1", data)
    robot = TrainRobot(qtbot)
    side = robot.window.current_page().inspector
    assert "All runs" in [label.text() for label in side.findChildren(QLabel)]
    robot.open(data)
    assert "Runs of this dataset" in [label.text() for label in side.findChildren(QLabel)]


def test_the_table_of_classes_is_seen_when_it_comes_whatever_height_was_remembered(
    qtbot: QtBot, data: Path
) -> None:
    write_run("early", data, done=0, ending="none")
    write_run("late", data, done=2, ending="none")
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.open_run("early")
    robot.find("run_areas").setSizes([600, 0])
    assert not robot.find("class_results").isVisible()
    robot.open_run("late")
    robot.wait(lambda: robot.find("class_results").height() > 60)


FASTEST = """[train-configure]
epochs=300
steps=150,250
batch_size=16
learning_rate=0.001
[model-configure]
classes=2
width=352
height=352
anchors=12,19, 37,51, 55,138, 126,78, 131,214, 279,258
[data-configure]
"""


def test_the_data_file_of_yolo_fastestv2_fills_the_recipe(qtbot: QtBot, tmp_path: Path, data: Path) -> None:
    source = make_dataset_folder(tmp_path / "set-2", LABELS, layout="darknet", names=("red", "white"))
    source.write_text(FASTEST + source.read_text())
    robot = TrainRobot(qtbot)
    robot.open(data)
    robot.choose_model("yolov5n")
    robot.unfold_recipe()
    robot.set_number("epochs", 7)
    robot.open(source)
    assert robot.text("given_recipe").startswith("This recipe is that of obj.data: 300 epochs, batch 16, ")
    assert robot.model() == "yolo-fastestv2"
    assert [robot.value(name) for name in ("epochs", "batch", "imgsz")] == [300, 16, 352]
    arguments = " ".join(robot.recipe().arguments(source, tmp_path))
    assert "--lr 0.001 --lr-steps 150,250 --anchors 12,19, 37,51, 55,138," in arguments
    assert "--optimizer sgd" in arguments
    # Left with one click, and taken again.
    robot.click("take_given")
    assert robot.model() == "yolov5n" and robot.value("epochs") == 7
    assert robot.text("given_recipe").startswith("obj.data asks for another recipe: 300 epochs")
    robot.click("take_given")
    assert robot.value("epochs") == 300
    # Another dataset is trained as the person had it.
    robot.open(data)
    assert robot.model() == "yolov5n" and robot.value("epochs") == 7
    assert not robot.is_shown("given_recipe")
    robot.open(source)
    assert robot.value("epochs") == 300
