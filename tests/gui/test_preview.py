"""The preview on the Train page: samples as the network sees them, warnings about colour, anchors."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.data.scenes import write_sample_set
from studio.gui import jobs, theme
from tests.factories import make_dataset_folder
from tests.robots.preview import PreviewRobot

WARNING = "look like class white"


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample_set(tmp_path_factory.mktemp("lamps"), images=10, seed=1)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of this test alone."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


QUICK_PREVIEW = """
import json, os, sys, time
from pathlib import Path
from PIL import Image
time.sleep(0.3)
if "PREVIEW_FAILS" in os.environ:
    print(json.dumps({"event": "error", "cause": "It failed.", "remedy": "Try again."}))
    sys.exit(2)
out, seed = (sys.argv[sys.argv.index(name) + 1] for name in ("--out", "--seed"))
names = [f"{number:02}.jpg" for number in range(1, 9)]
for name in names:
    Image.new("RGB", (64, 64), (60 * int(seed), 99, 99)).save(Path(out, name))
samples = [{"file": name, "boxes": 2, "source": name} for name in names]
told = {"classes_by_colour": False, "colour_note": "Nothing is known.", "warnings": []}
print(json.dumps({"event": "result", "result": {"samples": samples, **told}}))
"""


@pytest.fixture
def quick_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a stand-in for `studio preview` that answers soon, for tests of asking rather than of answers."""
    monkeypatch.setattr(jobs, "command", lambda _, line: (sys.executable, ["-c", QUICK_PREVIEW, *line]))


@pytest.mark.proof
def test_samples_are_shown_with_a_warning_that_can_be_followed(
    qtbot: QtBot, lamps: Path, scratch: Path
) -> None:
    robot = PreviewRobot(qtbot)
    robot.open(lamps)
    robot.wait(lambda: robot.primary() == "Train")
    robot.keep_colours(False)
    robot.open_preview()
    assert robot.heading() == "Preview"
    assert robot.chips() == ["Preview the augmentation"]
    robot.wait_for_answer()
    # Ten images, of which two are to validate on.
    assert len(robot.samples()) == 8
    assert all(words.endswith((" boxes", "1 box")) for words in robot.samples())
    assert any(WARNING in text for text in robot.says())
    assert {"white", "red", "green", "blue"} <= set(robot.says())
    before = robot.picture(0)

    robot.click_sample(2)
    assert "boxes, made of" in robot.large()
    robot.press("Esc")
    assert robot.large() == ""
    assert len(robot.samples()) == 8

    robot.click("keep_colours")
    robot.wait_for_answer()
    assert not any(WARNING in text for text in robot.says())
    assert "Hue and saturation are left nearly alone." in robot.says()
    assert not robot.is_shown("keep_colours")
    robot.press("Esc")
    assert not robot.sees_preview()
    assert robot.keeps_colours()
    assert robot.picture(0) != before
    assert list(scratch.iterdir()) == []


def test_others_can_be_drawn_and_stopping_keeps_those_there_are(
    qtbot: QtBot, lamps: Path, scratch: Path, quick_verb: None
) -> None:
    robot = PreviewRobot(qtbot)
    robot.open(lamps)
    robot.wait(lambda: robot.primary() == "Train")
    robot.press("Ctrl+P")
    assert robot.sees_preview()
    robot.stop_preview()
    robot.wait_for_answer()
    assert robot.empty_text() == "It was stopped."
    robot.press("Ctrl+P")
    assert not robot.sees_preview()

    robot.open_preview()
    robot.wait_for_answer()
    first = robot.picture(0)
    robot.click("preview_again")
    assert "seed 1" in robot.text("preview_words")
    assert len(robot.samples()) == 8
    robot.stop_preview()
    robot.wait_for_answer()
    assert "seed 0" in robot.text("preview_words")
    assert robot.picture(0) == first
    robot.click("preview_again")
    robot.wait_for_answer()
    assert "seed 1" in robot.text("preview_words")
    assert robot.picture(0) != first
    # The recipe's own seed is not touched.
    assert robot.value("seed") == 0
    robot.click("preview_again")
    assert robot.close()
    assert list(scratch.iterdir()) == []


def test_leaving_others_half_made_goes_back_to_the_seed_of_those_there_are(
    qtbot: QtBot, lamps: Path, quick_verb: None
) -> None:
    robot = PreviewRobot(qtbot)
    robot.open(lamps)
    robot.open_preview()
    robot.wait_for_answer()
    assert "Nothing is known." in robot.says()
    first = robot.picture(0)
    robot.click("preview_again")
    assert "seed 1" in robot.text("preview_words")
    robot.click("preview_anchors")
    robot.click("preview_samples")
    robot.wait_for_answer()
    assert robot.picture(0) == first
    assert "seed 0" in robot.text("preview_words")
    robot.click("preview_again")
    robot.wait_for_answer()
    assert "seed 1" in robot.text("preview_words")
    # Anchors are fitted by the recipe's own seed.
    robot.click("preview_anchors")
    assert "seed 0" in robot.text("preview_words")
    robot.click("preview_samples")
    assert "seed 1" in robot.text("preview_words")


def test_stopping_after_a_failure_shows_the_samples_there_are(
    qtbot: QtBot, lamps: Path, quick_verb: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot = PreviewRobot(qtbot)
    robot.open(lamps)
    robot.open_preview()
    robot.wait_for_answer()
    monkeypatch.setenv("PREVIEW_FAILS", "yes")
    robot.click("preview_again")
    robot.wait_for_answer()
    assert robot.empty_text() == "It failed. Try again."
    robot.press_empty()
    assert robot.empty_text().startswith("Making the first samples")
    robot.stop_preview()
    robot.wait_for_answer()
    assert robot.empty_text() == ""
    assert len(robot.samples()) == 8
    assert "seed 0" in robot.text("preview_words")


def test_without_a_temporary_folder_nothing_is_asked(
    qtbot: QtBot, lamps: Path, tmp_path: Path, quick_verb: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot = PreviewRobot(qtbot)
    robot.open(lamps)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "gone"))
    monkeypatch.chdir(tmp_path)
    robot.open_preview()
    robot.wait_for_answer()
    assert robot.empty_text().startswith(f"No temporary folder can be made in {tmp_path / 'gone'}: ")
    assert "Check that it exists" in robot.empty_text()
    assert list(tmp_path.glob("*.jpg")) == []
    monkeypatch.delenv("TMPDIR")
    robot.press_empty()
    robot.wait_for_answer()
    assert len(robot.samples()) == 8


def test_edited_labels_are_not_shown_as_they_were(qtbot: QtBot, tmp_path: Path, quick_verb: None) -> None:
    robot = PreviewRobot(qtbot)
    robot.open(write_sample_set(tmp_path / "set", images=4, seed=1))
    robot.open_preview()
    robot.wait_for_answer()
    assert len(robot.samples()) == 8
    robot.go_to("labelling")
    robot.settle()
    robot.draw_box((0.1, 0.1), (0.3, 0.3))
    robot.go_to("training")
    assert not robot.sees_preview()
    assert robot.heading() == "New training"
    # Looked at without an edit, it stays.
    robot.open_preview()
    robot.wait_for_answer()
    robot.go_to("labelling")
    robot.go_to("training")
    assert len(robot.samples()) == 8


@pytest.mark.proof
def test_anchors_are_told_drawn_and_saved(
    qtbot: QtBot, qapp: QApplication, lamps: Path, scratch: Path, tmp_path: Path
) -> None:
    robot = PreviewRobot(qtbot)
    robot.open(lamps)
    robot.open_preview(imgsz=416)
    # Whoever goes on to the anchors does not wait for the samples.
    robot.click("preview_anchors")
    robot.wait_for_answer()
    assert robot.sees_plot()
    rows = robot.rows("anchors")
    assert [row[0] for row in rows] == ["8", "16", "32"]
    assert robot.column("anchors", 2) == "Fitted to your boxes"
    assert "Mean IoU fitted" in robot.says()
    assert rows[0][1].startswith("6.5 × 8.4")
    assert float(robot.number("anchors_mean_iou_after")) > float(robot.number("anchors_mean_iou_before"))
    assert robot.copy_table("anchors").startswith("Stride\tThe model's own")
    assert robot.plot_corner() == theme.DARK.background
    theme.apply_theme(qapp, "light")
    qapp.processEvents()
    assert robot.plot_corner() == theme.LIGHT.background
    theme.apply_theme(qapp, "dark")

    robot.save_anchors(tmp_path / "plot.svg")
    assert "stride 32" in (tmp_path / "plot.svg").read_text(encoding="utf-8")
    robot.save_anchors(tmp_path / "plot.png")
    assert QImage(str(tmp_path / "plot.png")).width() == 1280
    (tmp_path / "full").write_text("a file")
    robot.save_anchors(tmp_path / "full" / "plot.svg")
    assert "can't be written" in robot.problem()
    assert list(scratch.iterdir()) == []


@pytest.mark.proof
def test_anchors_of_too_few_boxes_are_not_called_fitted(qtbot: QtBot, tmp_path: Path) -> None:
    box = "0 0.5 0.5 0.2 0.2\n"
    robot = PreviewRobot(qtbot)
    robot.open(make_dataset_folder(tmp_path, {"a.jpg": box, "b.jpg": box, "c.jpg": box}))
    robot.open_preview()
    robot.click("preview_anchors")
    robot.wait_for_answer()
    assert robot.sees_plot()
    assert robot.column("anchors", 2) == "Kept as they are"
    assert "Mean IoU kept" in robot.says()
    assert robot.text("anchors_words").startswith("Too few boxes to fit anchors to")
    assert not any("fitted" in text for text in robot.says())


def test_what_cannot_be_trained_on_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    robot = PreviewRobot(qtbot)
    robot.press("Ctrl+P")
    assert not robot.sees_preview()
    robot.open(make_dataset_folder(tmp_path, {"a.jpg": "", "b.jpg": "", "c.jpg": ""}))
    robot.press("Ctrl+P")
    robot.wait_for_answer()
    assert "has no labelled images to train on" in robot.empty_text()
    robot.press("Esc")
    assert not robot.sees_preview()
    assert not jobs.active.all
