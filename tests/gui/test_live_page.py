"""The Live page with a real model in onnxruntime: pictures, thresholds, times, and what goes wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QLabel

from studio.core.pictures import imread, imwrite
from studio.core.runtime import PROGRAM_VERB
from studio.core.timing import STAGES
from studio.gui.widgets.choice_field import ChoiceField
from studio.gui.widgets.controls import ValueSlider
from tests.factories import make_dataset_folder
from tests.robots.live import LiveRobot
from tests.run_factory import append_events, write_run
from tests.tiny_onnx import squares_image, write_endless_onnx, write_tiny_onnx


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_onnx(tmp_path_factory.mktemp("model") / "squares.onnx")


@pytest.fixture
def robot(qtbot) -> LiveRobot:
    return LiveRobot(qtbot)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Photos with a red square that scores 0.5 and a blue one that scores 1.0; two are shown a second."""
    image = squares_image((5, 5, "blue"))
    image[16:24, 8:16, 0] = 180
    for number in range(40):
        imwrite(tmp_path / "photos" / f"{number:02}.png", image)
    return tmp_path / "photos"


RED = ("red 0.50", (8, 16, 16, 24), True)
BLUE = ("blue 1.00", (40, 40, 48, 48), True)


def test_it_teaches_what_to_do_first(robot):
    assert robot.primary() == ""
    assert "Choose a trained run or an exported file" in robot.sentence()


def test_detections_are_drawn_over_the_picture_and_counted(robot, model, photos):
    robot.set_up(model, photos / "00.png")
    robot.start()
    robot.wait_until_idle()
    assert robot.boxes() == [RED, BLUE]
    assert robot.counts() == {"red": 1, "green": 0, "blue": 1}
    assert robot.heading() == "squares.onnx on 00.png"
    assert "squares in onnx, 64\u00a0×\u00a064\u00a0px" in robot.facts()
    assert robot.notice() == f"All 1 pictures of {photos / '00.png'} were shown."


def test_classes_that_are_not_the_datasets_stand_side_by_side(robot, model, photos, tmp_path):
    names = ("red", "blue")
    robot.open(make_dataset_folder(tmp_path / "set", {"a.png": None}, layout="yaml", names=names))
    assert not robot.is_shown("class_comparison")
    robot.set_up(model, photos / "00.png")
    robot.start()
    robot.wait_until_idle()
    assert robot.rows("class_comparison") == [["1", "blue", "green"], ["2", "–", "blue"]]
    assert "numbers that differ: 2" in robot.text("class_comparison_notice")


def test_every_stage_is_timed_drawing_too(robot, model, photos):
    robot.set_up(model, photos)
    robot.start()
    robot.wait_for_frames(2)
    timings = robot.timings()
    assert all(timings[stage]["p50"] > 0 for stage in STAGES)
    head, now, *_ = robot.table()
    assert head[1:] == ["Capture", "Preprocess", "Inference", "Decode", "NMS", "Draw", "Total"]
    assert sum(map(float, now[1:-1])) == pytest.approx(float(now[-1]), abs=0.4)


def test_times_can_be_saved_as_csv(robot, model, photos, tmp_path):
    robot.set_up(model, photos / "00.png")
    robot.start()
    robot.wait_until_idle()
    head, line = robot.save_times(tmp_path / "times.csv")
    assert head == "capture_ms,preprocess_ms,inference_ms,decode_ms,nms_ms,draw_ms,total_ms"
    values = [float(value) for value in line.split(",")]
    assert sum(values[:-1]) == pytest.approx(values[-1], abs=0.01)


def test_thresholds_act_at_once_on_a_frozen_picture(robot, model, photos):
    robot.set_up(model, photos)
    robot.start()
    robot.press_on_picture("Space")
    assert robot.is_frozen()
    robot.set_confidence(0.6)
    robot.wait_for_boxes(1)
    assert robot.boxes() == [BLUE]
    robot.set_confidence(0.4)
    robot.wait_for_boxes(2)
    frames = robot.painted()
    robot.press_on_picture("Space")
    assert not robot.is_frozen()
    robot.wait_for_frames(frames + 1)


def test_escape_ends_a_freeze(robot, model, photos):
    robot.set_up(model, photos)
    robot.start()
    robot.press_on_picture("Space")
    assert robot.is_frozen()
    robot.press("Esc")
    assert not robot.is_frozen()


def test_arrows_change_the_confidence(robot, model, photos):
    robot.set_up(model, photos)
    robot.start()
    robot.press_on_picture("Up")
    assert robot.thresholds().confidence == pytest.approx(0.3)
    robot.press_on_picture("Down")
    robot.press_on_picture("Down")
    assert robot.thresholds().confidence == pytest.approx(0.2)


def test_a_snapshot_is_the_frame_with_its_boxes_at_its_own_size(robot, model, photos):
    robot.set_up(model, photos / "00.png")
    robot.start()
    robot.wait_until_idle()
    robot.press("S")
    robot.settle()
    told = robot.told()[-1]
    picture = imread(Path(told.removeprefix("Saved ").removesuffix(".")))
    assert picture.shape == (64, 64, 3)
    assert (picture != imread(photos / "00.png")).any(), "no box is drawn on it"
    assert imread(photos / "00.png")[0, 0].tolist() == [0, 0, 0]


def test_what_a_key_does_with_the_frame_a_button_does_too(robot, model, photos, tmp_path):
    assert not robot.is_shown("freeze_frame")
    robot.open(make_dataset_folder(tmp_path / "mine", {"a.png": ""}))
    robot.go_to("live")
    robot.set_up(model, photos)
    robot.start()
    robot.click("freeze_frame")
    assert robot.is_frozen()
    assert robot.text("freeze_frame") == "Go on"
    robot.click("save_snapshot")
    robot.settle()
    assert robot.told()[-1].startswith("Saved ")
    assert robot.text("status_offer") == "Show in folder"
    robot.click("add_frame")
    robot.wait(lambda: "1 image was added." in robot.told())
    robot.click("freeze_frame")
    assert not robot.is_frozen()
    robot.press_primary()
    robot.wait_until_idle()
    assert robot.is_shown("add_frame")
    assert not robot.is_enabled("freeze_frame")


def test_a_frame_is_added_to_the_open_dataset_as_it_came(robot, model, photos, tmp_path):
    folder = make_dataset_folder(tmp_path / "mine", {"a.png": ""})
    robot.set_up(model, photos / "00.png")
    robot.start()
    robot.wait_until_idle()
    robot.press("Shift+S")
    robot.wait(lambda: any("No dataset is open" in sentence for sentence in robot.sentences()))
    robot.open(folder)
    robot.go_to("live")
    robot.press("Shift+S")
    robot.wait(lambda: "1 image was added." in robot.told())
    (added,) = folder.rglob("frame-*.png")
    assert (imread(added) == imread(photos / "00.png")).all()


def test_a_slow_window_gets_the_newest_frame_and_counts_what_it_missed(robot, model):
    robot.set_up(model, "sample")
    robot.start()
    robot.wait_for_frames(3)
    painted = robot.painted()
    robot.block_window(0.5)
    robot.wait_for_frames(painted + 2)
    # Half a second is fifteen frames of the sample scene. At most one waited; the others were dropped.
    assert robot.painted() < painted + 8
    robot.wait(lambda: robot.dropped() >= 5)


def test_stopping_keeps_the_picture_and_starting_again_works(robot, model, photos):
    robot.set_up(model, photos)
    robot.start()
    robot.press_primary()
    robot.wait_until_idle()
    assert robot.boxes() == [RED, BLUE]
    robot.start()
    assert robot.primary() == "Stop"


def test_another_source_is_taken_while_it_runs(robot, model, photos, tmp_path):
    imwrite(tmp_path / "green.png", squares_image((0, 0, "green")))
    robot.set_up(model, photos)
    robot.start()
    robot.set_up(source=tmp_path / "green.png")
    robot.wait_for_boxes(1)
    robot.wait_until_idle()
    assert robot.counts() == {"red": 0, "green": 1, "blue": 0}


def test_a_dropped_model_starts(robot, model, photos):
    robot.set_up(source=photos)
    robot.drop(model)
    robot.wait_for_frames(1)
    assert robot.boxes() == [RED, BLUE]


def test_a_dropped_folder_becomes_the_source_and_its_bad_pictures_are_told(robot, model, tmp_path):
    imwrite(tmp_path / "mixed" / "good.png", squares_image((0, 0, "green")))
    (tmp_path / "mixed" / "bad.jpg").write_text("no picture")
    robot.set_up(model)
    robot.drop(tmp_path / "mixed")
    robot.wait_until_idle()
    assert robot.boxes() == [("green 1.00", (0, 0, 8, 8), True)]
    assert "Pictures that could not be read: 1." in robot.notice()
    assert "bad.jpg" in robot.notice()


def test_leaving_the_page_stops(robot, model, photos):
    robot.set_up(model, photos)
    robot.start()
    robot.go_to("settings")
    robot.go_to("live")
    robot.wait_until_idle()


def test_closing_the_window_while_it_runs_leaves_nothing(robot, model):
    robot.set_up(model, "sample")
    robot.start()
    robot.close()
    robot.wait_until_idle()


def programs() -> list[psutil.Process]:
    """The processes that run a program for this one."""
    return [child for child in psutil.Process().children() if PROGRAM_VERB in child.cmdline()]


@pytest.mark.parametrize("way", ["stop", "leave", "close"])
def test_a_model_that_never_answers_is_stopped(robot, photos, tmp_path, way):
    robot.set_up(write_endless_onnx(tmp_path / "endless.onnx"), photos)
    robot.press_primary()
    robot.wait_for_sentence("Opening photos")
    assert len(programs()) == 1
    if way == "stop":
        robot.press_primary()
    elif way == "leave":
        robot.go_to("settings")
        robot.go_to("live")
    else:
        robot.close()
    robot.wait_until_idle()
    assert programs() == []


def test_stopping_ends_the_program(robot, model, photos):
    robot.set_up(model, photos)
    robot.start()
    assert len(programs()) == 1
    robot.press_primary()
    robot.wait_until_idle()
    assert programs() == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("nowhere.mp4", "The source nowhere.mp4 does not exist."),
        ("63", "Camera 63 can't be opened. Check that it is plugged in"),
    ],
)
def test_a_source_that_is_not_there_is_a_sentence(robot, model, source, words, capfd):
    robot.set_up(model, source)
    robot.press_primary()
    assert words in robot.wait_for_problem()
    capfd.readouterr()


def test_a_file_that_is_no_model_is_a_sentence_and_another_one_works(robot, model, photos, tmp_path):
    (tmp_path / "bad.onnx").write_text("not a model")
    robot.set_up(tmp_path / "bad.onnx", photos)
    robot.press_primary()
    assert "bad.onnx can't be opened as an ONNX model" in robot.wait_for_problem()
    robot.set_up(model)
    robot.start()


def test_a_model_that_went_away_is_a_sentence(robot, photos, tmp_path):
    gone = write_tiny_onnx(tmp_path / "gone.onnx")
    robot.set_up(gone, photos)
    gone.unlink()
    robot.press_primary()
    assert f"The model {gone} does not exist." in robot.wait_for_problem()


def test_runs_are_listed_with_their_map(qtbot, monkeypatch, tmp_path):
    monkeypatch.setenv("STUDIO_RUNS", str(tmp_path / "runs"))
    run = write_run("yolov5n-1", tmp_path / "data", done=0, ending="none")
    append_events(run, [{"event": "epoch", "epoch": 1, "map50": 0.914, "map50_95": 0.5, "best": True}])
    robot = LiveRobot(qtbot)
    robot.settle()
    assert robot.models() == ["yolov5n-1  –  mAP@0.5 0.914"]


def test_choices_are_remembered(qtbot, model, photos):
    first = LiveRobot(qtbot)
    first.set_up(model, photos)
    first.set_confidence(0.6)
    first.close()
    second = LiveRobot(qtbot)
    assert second.heading() == "squares.onnx on photos"
    assert second.thresholds().confidence == pytest.approx(0.6)
    second.start()
    assert second.boxes() == [BLUE]


def test_sliders_under_each_other_are_equally_long(qtbot):
    robot = LiveRobot(qtbot)
    assert len({robot.find(name, ValueSlider).slider.width() for name in ("confidence", "iou", "topK")}) == 1


def test_a_model_whose_name_has_no_room_ends_in_dots_and_is_whole_in_the_tip(qtbot, model, tmp_path):
    folder = tmp_path / "lamps"
    folder.mkdir()
    short = folder / "m.onnx"
    long = folder / "the-model-of-all-lamps-on-all-floors-seen-by-night-in-the-rain.onnx"
    for path in (short, long):
        shutil.copy(model, path)
    robot = LiveRobot(qtbot)
    field = robot.find("modelList", ChoiceField)
    robot.set_up(short)
    assert field.shown_text() == field.currentText()
    robot.set_up(long)
    assert "…" in field.shown_text() and field.shown_text().startswith("the-model")
    assert field.fontMetrics().horizontalAdvance(field.shown_text()) < field.width() - 24
    assert str(long) in field.toolTip()


def test_a_password_is_neither_shown_nor_remembered(qtbot):
    first = LiveRobot(qtbot)
    first.set_up(source="rtsp://me:secret@camera/1")
    assert "secret" not in first.heading()
    first.close()
    assert "secret" not in json.dumps(first.settings.get("pages"))


def test_after_a_failed_source_nothing_is_said_of_a_frame(robot, model, photos):
    robot.set_up(model, photos / "00.png")
    robot.start()
    robot.wait_until_idle()
    section = robot.window.page("live").panel
    assert any("in this frame" in text for text in labels(section))
    robot.set_up(source="nowhere.mp4")
    robot.press_primary()
    problem = robot.wait_for_problem()
    assert "does not exist" in problem
    assert "the word" not in problem
    assert not any("in this frame" in text for text in labels(section))


def test_a_source_still_to_be_chosen_is_not_in_the_heading(robot, model):
    robot.set_up(model)
    assert robot.heading() == f"{model.name} on sample scene"
    robot.choose("sourceKind", "video")
    assert robot.heading() == model.name


def labels(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def test_pictures_are_looked_at_in_tiles_while_it_runs_and_so_the_next_time(qtbot, robot, model, photos):
    robot.set_up(model, photos)
    robot.start()
    robot.wait_for_boxes(2)
    assert not robot.is_shown("frameTiles")
    robot.choose("liveTiles", "2x2")
    # Each square is four cells of a tile: what one of them shows is found four times.
    robot.wait_for_boxes(8)
    robot.wait(lambda: robot.is_shown("frameTiles"))
    assert robot.text("frameTiles") == "4 tiles"
    assert sorted(box[0].split()[0] for box in robot.boxes()) == ["blue"] * 4 + ["red"] * 4
    robot.choose("liveTiles", "off")
    robot.wait_for_boxes(2)
    robot.choose("liveTiles", "auto")
    assert "which would tell its training set" in robot.wait_for_problem()
    robot.choose("liveTiles", "3x3")
    robot.close()
    again = LiveRobot(qtbot)
    assert again.find("liveTiles").tiles() == "3x3"
