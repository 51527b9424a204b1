"""The Export page: choosing, exporting, and what the verification came to."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.core.boxes.detections import Detections
from studio.core.boxes.thresholds import Thresholds
from studio.core.export.agreement import ImageComparison, Tolerances
from studio.core.export.bundles.table import BUNDLES
from studio.core.export.bundles.written import WrittenBundle
from studio.core.export.exporters import EXPORTERS, UNIVERSAL, missing
from studio.core.export.report import ExportedFile, RefusedFormat, Report, read_report
from studio.core.export.verification import Verdict, Verification
from studio.core.model.network import Network
from studio.core.model.zoo import find_table
from studio.core.report.verification_page import STAGES
from studio.core.runs import trash as keeping
from studio.core.spec import ModelSpec
from studio.core.weights.checkpoint import Checkpoint
from studio.gui import jobs
from studio.gui.export.outcome import outcome
from studio.gui.widgets.scrolled import ScrolledWhenSmall
from tests.factories import make_dataset_folder
from tests.robots.export import ExportRobot
from tests.run_factory import write_run, write_seal


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "set", {"a.png": "0 0.5 0.5 0.2 0.2\n", "b.png": ""})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the export that a test starts is told; nothing is exported."""
    told: list[str] = []

    def command(verb: str, line: list[str]) -> tuple[str, list[str]]:
        told.extend(line)
        return sys.executable, ["-c", "raise SystemExit(1)"]

    monkeypatch.setattr(jobs, "command", command)
    return told


def boxes(*scores: float) -> Detections:
    count = len(scores)
    return Detections.from_arrays([[2.0, 2, 20, 20 + n] for n in range(count)], scores, [0] * count)


def write_report(run: Path, verdicts: dict[str, Verdict], image: Path) -> None:
    """Write a report as an export does, with one image in each file's list of the worst."""
    spec = ModelSpec("yolov5n", ("w", "r"), (96, 96), (8,), (((10.0, 10.0),),))
    report = Report(run / "best.pt", "0" * 64, spec, run / "export", notes=["2 images were compared."])
    for name, verdict in verdicts.items():
        failed = verdict == "FAIL"
        counts = {"matched": 9 - 2 * failed, "missed": 2 * failed, "extra": 0, "borderline": 0}
        differences = {"largest_score_difference": 0.25 * failed, "largest_box_difference_px": 0.012}
        found = boxes(*[0.8] * (9 - 2 * failed))
        worst = ImageComparison(image, **counts, **differences, expected=boxes(*[0.9] * 9), found=found)
        check = Verification(
            verdict=verdict, sentence=f"{name}: {verdict}.", images=1, detections=9, **counts, **differences,
            largest_output_difference=None,
            thresholds=Thresholds(), tolerances=Tolerances(), worst=[worst],
            scores={
                side: {"map50": 0.9, "map50_95": measure, "boxes": 9, "per_class": {}}
                for side, measure in (("checkpoint", 0.5), ("file", 0.5 - 0.2 * failed))
            },
            drop={"map50": 0.0, "map50_95": 20.0 * failed},
            stage_ms={side: dict.fromkeys(STAGES, 12.34) for side in ("checkpoint", "file")},
            diagnosis={"sentence": "The file expects BGR.", "remedy": "Export it again."} if failed else None,
        )  # fmt: skip
        path = report.out / f"yolov5n-96{EXPORTERS[name].suffix}"
        report.files.append(ExportedFile(name, path, path.with_suffix(".json"), 7_100_000, 1.0, check))
    report.out.mkdir()
    report.write()


def test_both_pictures_show_the_same_place_and_a_double_click_shows_all(qtbot: QtBot, data: Path) -> None:
    write_report(write_run("yolov5n-1", data), {"onnx": "PASS"}, data / "a.png")
    robot = ExportRobot(qtbot)
    robot.wait(lambda: len(robot.rows("worst_images")) == 1)
    fitted, _ = robot.seen_of_pictures()
    for number in (0, 1):
        robot.wheel_picture(number, 4)
        zoomed, other = robot.seen_of_pictures()
        assert zoomed == other
        assert zoomed[0] == pytest.approx(fitted[0] * 1.25**4)
        robot.drag_picture(number, -30, 12)
        moved, other = robot.seen_of_pictures()
        assert moved == other
        assert moved[1] == pytest.approx(zoomed[1] + 30 / zoomed[0], abs=0.2)
        assert moved[2] == pytest.approx(zoomed[2] - 12 / zoomed[0], abs=0.2)
        robot.double_click_picture(number)
        assert robot.seen_of_pictures() == [fitted, fitted]


@pytest.mark.parametrize(
    ("verdicts", "sentence"),
    [
        ({"onnx": "PASS"}, "The file finds what the checkpoint finds."),
        ({"onnx": "PASS", "ptl": "PASS"}, "All 2 files find what the checkpoint finds."),
        ({"onnx": "FAIL", "ptl": "PASS"}, "yolov5n-96.onnx does not find what the checkpoint finds."),
        (
            {"onnx": "FAIL", "ptl": "FAIL"},
            "These do not find what the checkpoint finds: yolov5n-96.onnx, yolov5n-96.ptl.",
        ),
    ],
)
def test_one_file_and_several_are_spoken_of_as_such(
    data: Path, verdicts: dict[str, Verdict], sentence: str
) -> None:
    run = write_run("yolov5n-1", data)
    write_report(run, verdicts, data / "a.png")
    report = read_report(run / "export")
    assert report is not None
    assert outcome(report)[0] == sentence


def test_without_a_model_the_page_says_what_to_do(qtbot: QtBot) -> None:
    robot = ExportRobot(qtbot)
    assert "Train a model first" in robot.empty_text()
    assert robot.primary() == ""


def test_every_format_has_a_card_and_one_must_be_ticked(qtbot: QtBot, data: Path) -> None:
    write_run("yolov5n-1", data)
    robot = ExportRobot(qtbot)
    robot.settle()
    assert robot.formats() == list(UNIVERSAL)
    assert robot.primary() == "Export"
    robot.open(data)
    assert robot.primary() == "Export and verify"
    robot.tick()
    assert robot.primary() == ""


def test_classes_of_the_photos_and_of_the_run_stand_side_by_side(
    qtbot: QtBot, data: Path, tmp_path: Path
) -> None:
    write_seal(write_run("yolov5n-1", data))
    robot = ExportRobot(qtbot)
    robot.open(data)
    robot.settle()
    # The run was trained on w and r; what the dataset has behind them is left out.
    assert robot.rows("export_classes") == [["2", "g", "–"], ["3", "b", "–"]]
    assert "left out when mAP is measured" in robot.text("export_classes_notice")
    same = make_dataset_folder(tmp_path / "same", {"a.png": ""}, names=("w", "r"))
    robot.open(same)
    robot.settle()
    assert not robot.is_shown("export_classes")
    robot.open(make_dataset_folder(tmp_path / "other", {"a.png": ""}, names=("r", "w")))
    robot.settle()
    assert robot.rows("export_classes") == [["0", "r", "w"], ["1", "w", "r"]]
    assert "mAP is not measured. Use a dataset with the same classes" in robot.text("export_classes_notice")


def test_classes_of_a_lone_checkpoint_stand_beside_those_of_the_photos(
    qtbot: QtBot, data: Path, tmp_path: Path
) -> None:
    lone = tmp_path / "lone.pt"
    table = find_table("v5lite-e")
    network = Network(table, 2)
    spec = ModelSpec(table.name, ("r", "w"), (64, 64), network.strides, table.anchors)
    Checkpoint(spec, table, network.state_dict()).save(lone)
    robot = ExportRobot(qtbot)
    robot.open(data)
    robot.choose_file(lone)
    robot.wait(lambda: robot.is_shown("export_classes"))
    assert robot.rows("export_classes") == [
        ["0", "w", "r"],
        ["1", "r", "w"],
        ["2", "g", "–"],
        ["3", "b", "–"],
    ]
    assert "mAP is not measured" in robot.text("export_classes_notice")
    robot.open(make_dataset_folder(tmp_path / "same", {"a.png": ""}, names=("r", "w")))
    robot.wait(lambda: not jobs.active.all)
    assert not robot.is_shown("export_classes")


def test_the_size_trained_at_is_offered_first(qtbot: QtBot, data: Path) -> None:
    write_run("yolov5n-1", data, imgsz=416)
    robot = ExportRobot(qtbot)
    assert robot.sizes()[0] == "416 px, as trained"
    assert robot.sizes().count("416 px") == 0


def test_a_run_that_was_thrown_away_is_not_offered(qtbot: QtBot, data: Path) -> None:
    write_run("yolov5n-1", data)
    run = write_run("yolov5n-2", data)
    robot = ExportRobot(qtbot)
    robot.settle()
    robot.choose("export_model", str(run))
    assert robot.heading() == "yolov5n-2"
    keeping.trash(run)
    robot.go_to("help")
    robot.go_to("export")
    robot.settle()
    assert robot.heading() == "yolov5n-1"


def test_choices_are_remembered(qtbot: QtBot, data: Path) -> None:
    write_run("yolov5n-1", data)
    robot = ExportRobot(qtbot)
    robot.tick("ptl")
    robot.choose("export_size", 320)
    robot.close()
    again = ExportRobot(qtbot)
    assert again.formats() == ["ptl"]
    assert again.find("export_size").currentData() == 320


def test_the_report_is_a_table_with_the_worst_images(qtbot: QtBot, data: Path) -> None:
    run = write_run("yolov5n-1", data)
    write_report(run, {"onnx": "PASS", "ptl": "FAIL"}, data / "a.png")
    robot = ExportRobot(qtbot)
    robot.wait(lambda: len(robot.rows("verification")) == 2)
    onnx, ptl = robot.rows("verification")
    assert onnx[:5] == ["ONNX", "PASS", "9 of 9", "0", "0"]
    assert ptl[:5] == ["PyTorch Mobile", "FAIL", "7 of 9", "2", "0"]
    assert robot.heading_of("verification", 5) == "mAP@\n0.5:0.95"
    assert onnx[5:7] == ["0.500", "0.00"]
    assert ptl[5:7] == ["0.300", "20.00"]
    assert ptl[9:] == ["12.3 ms", "7.1 MB", "yolov5n-96.ptl"]
    # The file that failed is the one to look at first.
    assert robot.rows("worst_images") == [["a.png", "2", "0", "0.01 px"]]
    assert "The file expects BGR. Export it again. ptl: FAIL." in robot.says()
    robot.select_rows("worst_images", "a.png")
    assert robot.compared() == [("best.pt: 9 boxes", 9), ("yolov5n-96.ptl: 7 boxes", 7)]
    copied = robot.copy_table("verification").splitlines()
    assert "\tmAP@ 0.5:0.95\tLost\tScore diff.\t" in copied[0]
    assert copied[1].startswith("PyTorch Mobile\tFAIL")
    path = run / "export" / "yolov5n-96.ptl"
    path.write_bytes(b"not a model")
    robot.click("export_try_live")
    assert robot.page() == "live"
    robot.settle()
    assert robot.find("modelList").currentText() == "yolov5n-1  –  yolov5n-96.ptl"
    assert robot.heading().startswith("yolov5n-96.ptl on ")
    robot.wait(lambda: robot.primary() == "Start")


def test_how_files_are_written_is_chosen_and_remembered(qtbot: QtBot, data: Path, asked: list[str]) -> None:
    write_run("yolov5n-1", data)
    robot = ExportRobot(qtbot)
    robot.settle()
    assert not robot.find("export_golden").isEnabled(), "there are no photos to make a golden set of"
    robot.open(data)
    robot.choose("export_head", "detections")
    robot.choose("export_precision", "fp16")
    robot.choose("export_bytecode", 5)
    robot.choose("export_golden", 10)
    robot.choose("export_tiles", "2x2")
    assert robot.refused_formats()["ncnn"].startswith("The format ncnn can't hold NMS: ncnn has no layer")
    robot.press_primary()
    robot.wait_until_done()
    told = " ".join(asked)
    assert "--to onnx,ptl,torchscript " in told
    assert "--head detections --half --bytecode 5 --tile 2x2 --golden 10" in told
    robot.choose("export_head", "raw")
    robot.tick("onnx")
    assert not robot.find("export_bytecode").isEnabled(), "only .ptl files have it"
    robot.close()
    again = ExportRobot(qtbot)
    names = ("head", "precision", "bytecode", "tiles")
    chosen = [again.find(f"export_{name}").currentData() for name in names]
    assert chosen == ["raw", "fp16", 5, "2x2"]


def test_what_is_no_checkpoint_is_refused_in_one_sentence(qtbot: QtBot, data: Path, tmp_path: Path) -> None:
    text = tmp_path / "notes.pt"
    text.write_text("not a checkpoint")
    robot = ExportRobot(qtbot)
    robot.open(data)
    robot.choose_file(text)
    robot.press_primary()
    assert robot.primary() == "Stop"
    robot.wait_until_done()
    assert "notes.pt" in robot.notice()
    assert "Traceback" not in robot.notice()
    assert robot.badge("export") == ""


@pytest.mark.parametrize("removed", [False, True], ids=["before it wrote", "while it wrote"])
def test_a_child_that_crashes_does_not_pass_by_an_older_report(
    qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch, removed: bool
) -> None:
    run = write_run("yolov5n-1", data)
    write_report(run, {"onnx": "PASS"}, data / "a.png")
    report = run / "export" / "report.json"
    first = f"__import__('os').remove({str(report)!r})" if removed else "None"
    child = ["-c", f"{first}; raise MemoryError('no memory left')"]
    monkeypatch.setattr(jobs, "command", lambda verb, arguments: (sys.executable, child))
    robot = ExportRobot(qtbot)
    robot.settle()
    robot.press_primary()
    robot.wait_until_done()
    assert "“export” ended before it was done." in robot.notice()
    assert robot.badge("export") == ""
    assert report.exists() is not removed


def test_formats_the_model_can_not_be_written_in_are_dimmed(qtbot: QtBot, data: Path) -> None:
    write_run("yolov4-tiny-1", data, model="yolov4-tiny", begun=1_600_000_000.0)
    write_run("yolov5n-1", data)
    robot = ExportRobot(qtbot)
    robot.settle()
    robot.choose_model("yolov4-tiny-1")
    here = [name for name in EXPORTERS if name not in missing()]
    robot.tick(*here)
    assert robot.refused_formats().keys() == missing().keys()
    assert robot.refused_formats()["tflite"].startswith("The converter for TFLite is not set up. Run studio")
    assert robot.formats() == here
    robot.choose_model("yolov5n-1")
    words = robot.refused_formats()["darknet"]
    assert words.startswith("Darknet has no section for row 2 of yolov5n, C3. Export to another format")
    assert robot.window.page("export").wanted_formats() == list(UNIVERSAL)
    # The tick is kept for the models that can.
    robot.choose_model("yolov4-tiny-1")
    assert robot.formats() == here


def test_what_was_left_out_is_said(qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = write_run("yolov5n-1", data)
    write_report(run, {"onnx": "PASS"}, data / "a.png")
    report = read_report(run / "export")
    report.refused.append(RefusedFormat("darknet", "Darknet has no section for row 2.", "Use another."))
    event = json.dumps({"event": "result", "result": report.to_dict()})
    monkeypatch.setattr(jobs, "command", lambda verb, line: (sys.executable, ["-c", f"print({event!r})"]))
    robot = ExportRobot(qtbot)
    robot.settle()
    robot.press_primary()
    robot.wait_until_done()
    assert robot.notice().endswith("Left out: darknet: Darknet has no section for row 2.")


def test_names_of_images_are_not_cut(qtbot: QtBot, data: Path) -> None:
    run = write_run("yolov5n-1", data)
    image = data / "scene-0001-morning-north.png"
    write_report(run, {"onnx": "PASS"}, image)
    robot = ExportRobot(qtbot)
    robot.wait(lambda: len(robot.rows("worst_images")) == 1)
    table = robot.find("worst_images")
    assert table.columnWidth(0) > table.fontMetrics().horizontalAdvance(image.name)


def test_the_files_are_in_sight_without_scrolling(qtbot: QtBot, data: Path) -> None:
    run = write_run("yolov5n-1", data)
    write_report(run, {"onnx": "PASS", "ptl": "FAIL", "torchscript": "PASS"}, data / "a.png")
    robot = ExportRobot(qtbot)
    robot.wait(lambda: len(robot.rows("verification")) == 3)
    assert robot.whole_columns("verification")[-1] == "File"


def test_a_window_that_is_too_small_scrolls_the_page_and_shows_the_verdicts(qtbot: QtBot, data: Path) -> None:
    run = write_run("yolov5n-1", data)
    write_report(run, {"onnx": "PASS", "ptl": "PASS", "torchscript": "PASS"}, data / "a.png")
    robot = ExportRobot(qtbot)
    robot.wait(lambda: len(robot.rows("verification")) == 3)
    robot.window.resize(960, 600)
    robot.settle()
    table = robot.find("verification")
    room = table.viewport().height()
    assert all(table.visualItemRect(table.item(row, 0)).bottom() <= room for row in range(3))
    page = robot.window.current_page()
    area = page.findChild(ScrolledWhenSmall)
    assert area.widget().width() == area.viewport().width()
    assert area.verticalScrollBar().maximum() > 0
    robot.window.resize(1280, 900)
    robot.settle()
    assert area.verticalScrollBar().maximum() == 0


def test_bundles_are_ticked_made_and_remembered(qtbot: QtBot, data: Path, asked: list[str]) -> None:
    write_run("yolov5n-1", data)
    robot = ExportRobot(qtbot)
    robot.settle()
    assert robot.refused_bundles().keys() == set(BUNDLES), "there are no photos for them"
    assert "Open a dataset first" in robot.refused_bundles()["python"]
    robot.open(data)
    assert robot.bundles() == []
    robot.tick_bundles("react-native", "python")
    robot.tick()
    assert robot.primary() == "Export and verify", "a bundle brings the files it needs"
    robot.press_primary()
    robot.wait_until_done()
    assert asked[asked.index("--bundle") + 1] == "react-native,python"
    assert asked[asked.index("--to") + 1] == ""
    robot.choose("export_head", "detections")
    assert "can't use a model with the head detections" in robot.refused_bundles()["ncnn-cpp"]
    robot.close()
    assert ExportRobot(qtbot).bundles() == ["react-native", "python"]


def test_a_bundle_is_a_row_of_the_results(qtbot: QtBot, data: Path) -> None:
    run = write_run("yolov5n-1", data)
    write_report(run, {"onnx": "PASS"}, data / "a.png")
    report = read_report(run / "export")
    report.bundles.append(WrittenBundle("python", run / "export" / "python", 8_400_000, ("onnx",)))
    report.write()
    robot = ExportRobot(qtbot)
    robot.wait(lambda: len(robot.rows("verification")) == 2)
    row = robot.rows("verification")[1]
    assert (row[:2], row[10:]) == (["Python", "Bundle"], ["8.4 MB", "python/"])
    robot.select_rows("verification", "Python")
    assert any(text.startswith("One file for computers without the studio") for text in robot.says())
    assert not robot.find("export_try_live").isEnabled()
    assert robot.find("show_in_folder").isEnabled()


def test_the_cards_make_room_for_results(qtbot: QtBot, data: Path) -> None:
    run = write_run("yolov5n-1", data)
    robot = ExportRobot(qtbot)
    robot.settle()
    assert not robot.are_cards_folded()
    robot.close()
    write_report(run, {"onnx": "PASS"}, data / "a.png")
    robot = ExportRobot(qtbot)
    robot.settle()
    assert robot.are_cards_folded()
    assert "ONNX, PyTorch Mobile, TorchScript, NCNN" in robot.says()
    robot.unfold()
    robot.tick("onnx")
    assert robot.formats() == ["onnx"]
