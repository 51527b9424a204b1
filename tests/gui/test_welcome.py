"""The Start page: how to begin, what was open lately, what is dropped anywhere, and the machine."""

from __future__ import annotations

import json
import time
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication

from studio.core.pictures import imwrite
from studio.core.sets import sets_folder
from studio.core.settings import Settings
from studio.gui.dropping import DROPS
from studio.gui.pages import PAGES
from tests.factories import make_image
from tests.robots.welcome import WelcomeRobot
from tests.sets_server import ADDRESS, packed, small_set
from tests.weights_server import running_server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    imwrite(tmp_path / "set" / "a.png", make_image(seed=1))
    return tmp_path / "set"


def test_without_a_dataset_the_window_shows_how_to_begin(window_robot, qtbot, folder):
    robot = WelcomeRobot(qtbot)
    assert robot.primary() == "Open folder"
    assert robot.recent() == []
    assert robot.is_shown("no_recent")
    robot.open_folder(folder)
    assert robot.page() == "labelling"
    robot.close_dataset()
    assert robot.page() == "welcome"
    robot.settle()
    assert robot.recent() == [("set", True)]
    # Start is no page to come back to: with a dataset its photos are.
    assert Settings().get("page") == "labelling"
    robot.go_to("live")
    robot.open(folder)
    assert robot.page() == "live", "only the page that says how to begin gives way"


def test_recent_datasets_show_a_picture_and_what_is_gone_can_be_taken_off(qtbot, folder, tmp_path):
    imwrite(tmp_path / "other" / "deep" / "b.png", make_image(seed=2))
    (tmp_path / "described").mkdir()
    (tmp_path / "described" / "data.yaml").write_text("path: .\ntrain: x\nnames: [a]\n", encoding="utf-8")
    gone = tmp_path / "gone"
    paths = [folder, gone, tmp_path / "other", tmp_path / "described" / "data.yaml"]
    Settings().set("recent", [str(path) for path in paths])
    robot = WelcomeRobot(qtbot)
    assert robot.recent() == [("set", True), ("gone", False), ("other", True), ("described", True)]
    assert [robot.has_picture(name) for name in ("set", "gone", "other", "described")] == [
        True,
        False,
        True,
        False,
    ]
    robot.forget_missing()
    assert [name for name, _ in robot.recent()] == ["set", "other", "described"]
    assert Settings().get("recent") == [str(path) for path in paths if path != gone]
    assert not robot.is_shown("forget_dataset")
    robot.open_recent("other")
    assert robot.text("dataset_button") == "other"


def test_a_sample_set_is_made_and_opened(qtbot):
    robot = WelcomeRobot(qtbot)
    robot.begin("sample")
    assert robot.page() == "labelling"
    assert (sets_folder() / "sample" / "data.yaml").is_file()
    assert len(robot.window.datasets.current.records) == 40


def test_a_sample_set_is_drawn_as_asked(qtbot):
    robot = WelcomeRobot(qtbot)
    robot.unfold_drawing()
    for name, value in (("images", 4), ("width", 96), ("height", 64), ("blur", 50), ("seed", 9)):
        robot.set_number(f"draw_{name}", value)
    robot.begin("sample")
    dataset = robot.window.datasets.current
    assert [dataset.image_size(record) for record in dataset.records] == [(96, 64)] * 4


def test_a_published_set_is_fetched_stopped_and_gone_on_with(qtbot, tmp_path, monkeypatch):
    with running_server() as server:
        monkeypatch.setenv("STUDIO_SETS_URL", server.address)
        archive = packed(small_set(tmp_path, filling=900_000))
        # The first half, and then nothing for as long as somebody waits.
        half = len(archive) // 2
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(archive)}\r\nETag: {server.tag}\r\n\r\n".encode()
        waiting = True

        def slowly():
            yield head + archive[:half]
            while waiting:
                time.sleep(0.01)
                yield b""

        server.answer = slowly()
        robot = WelcomeRobot(qtbot)
        robot.click("begin_wrgb")
        assert robot.word("wrgb") == "Stop"
        assert robot.chips() == ["Get wrgb"]
        part = Path(Settings().path.parent, "fetched")
        # The last of it still waits in memory.
        robot.wait(lambda: any(path.stat().st_size >= half - 20_000 for path in part.glob("*.part")))
        robot.click("begin_wrgb")
        robot.wait(lambda: robot.word("wrgb") == "Get")
        waiting = False
        (kept,) = [path.stat().st_size for path in part.glob("*.part")]
        assert robot.told()[-1].startswith("Stopped.")
        assert not (sets_folder() / "wrgb").exists()
        server.answer, server.files[ADDRESS] = (), archive
        robot.begin("wrgb")
        assert server.sent == [(ADDRESS, len(archive) - kept)]
        assert robot.text("dataset_button") == "wrgb"
        assert len(robot.window.datasets.current.records) == 2


def test_a_server_that_is_not_there_is_told(qtbot, monkeypatch):
    monkeypatch.setenv("STUDIO_SETS_URL", "http://127.0.0.1:9")
    robot = WelcomeRobot(qtbot)
    robot.click("begin_wrgb")
    robot.wait(lambda: "can't be reached" in robot.problem())
    assert robot.word("wrgb") == "Get"


def test_a_model_is_opened_and_looked_at_at_once(qtbot, tmp_path):
    model = tmp_path / "model.onnx"
    model.write_bytes(b"none")
    robot = WelcomeRobot(qtbot)
    robot.open_model(model)
    assert robot.page() == "live"
    assert robot.heading() == "model.onnx on sample scene"
    robot.wait_for_sentence("model.onnx")
    robot.wait(lambda: robot.primary() == "Start")


def described(folder: Path) -> Path:
    """Return a data YAML of a folder."""
    (folder / "data.yaml").write_text("path: .\ntrain: .\nnames: [a]\n", encoding="utf-8")
    return folder / "data.yaml"


@pytest.mark.parametrize("page", ["welcome", "labelling", "runs", "live"])
def test_each_thing_dropped_lands_where_it_belongs(window_robot, folder, tmp_path, page):
    robot = window_robot(page="labelling")
    robot.go_to(page)
    video, model = tmp_path / "film.MP4", tmp_path / "model.onnx"
    for file in (video, model):
        file.write_bytes(b"none")
    with robot.qtbot.waitSignal(robot.window.datasets.opened, timeout=60_000):
        robot.drop(folder, on="rail", settles=False)
    robot.settle()
    robot.go_to(page)
    with robot.qtbot.waitSignal(robot.window.datasets.opened, timeout=60_000):
        # On Live a folder is a source of pictures.
        robot.drop(folder / "a.png" if page != "live" else described(folder), settles=False)
    robot.settle()
    robot.go_to(page)
    robot.drop(video)
    assert robot.page() == "live"
    assert robot.text("sourceValue") == str(video)
    robot.go_to(page)
    robot.drop(model)
    assert robot.page() == "live"
    assert robot.heading() == "model.onnx on film.MP4"
    robot.wait(lambda: robot.primary() == "Start")


def test_what_cannot_be_used_is_told_in_a_sentence(window_robot, tmp_path):
    robot = window_robot()
    (tmp_path / "notes.docx").write_text("x", encoding="utf-8")
    for name in ("notes.docx", "gone.jpg"):
        robot.drop(tmp_path / name)
        assert robot.problem().startswith(f"{name} is not something this window opens.")
        assert "a model or a video" in robot.problem()
        robot.press("Esc")


def test_of_several_things_each_lands_in_its_place(window_robot, folder, tmp_path):
    robot = window_robot()
    model = tmp_path / "model.onnx"
    model.write_bytes(b"none")
    imwrite(folder / "b.png", make_image(seed=2))
    with robot.qtbot.waitSignal(robot.window.datasets.opened, timeout=60_000):
        robot.window.drops.take([folder / "a.png", folder / "b.png", model, tmp_path / "odd.xyz"])
    robot.settle()
    assert robot.text("dataset_button") == "set"
    assert robot.heading().startswith("model.onnx")
    assert "odd.xyz is not something this window opens." in robot.told()
    robot.wait(lambda: robot.primary() == "Start")


def test_a_drop_reaches_the_window_wherever_it_falls(window_robot, folder):
    """A field would take the address of what is dropped as text typed into it."""
    robot = window_robot(page="labelling")
    robot.open(folder)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    for entry in PAGES:
        robot.go_to(entry.key)
        robot.settle()
        swallowed = []
        for x in range(8, robot.window.width(), 40):
            for y in range(8, robot.window.height(), 20):
                widget = robot.window.childAt(x, y)
                while widget is not None and widget is not robot.window:
                    if widget.acceptDrops():
                        swallowed.append(f"{type(widget).__name__} {widget.objectName()}")
                    widget = widget.parentWidget()
        assert swallowed == [], entry.key
        event = QDragEnterEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(robot.window, event)
        assert event.isAccepted()


def test_drops_name_what_exists(window_robot):
    robot = window_robot()
    keys = {entry.key for entry in PAGES}
    for row in DROPS:
        assert row.on in ("", *keys)
        assert not row.page or callable(getattr(robot.window.page(row.page), row.method))


@pytest.mark.proof
def test_the_machine_is_looked_at_and_told_of_in_a_file(qtbot, tmp_path):
    robot = WelcomeRobot(qtbot)
    file = tmp_path / "help.zip"
    robot.save_diagnostics(file)
    robot.wait(file.is_file)
    robot.wait(lambda: robot.is_enabled("save_diagnostics"))
    sentences = robot.findings()
    assert len(sentences) >= 7
    assert any("cores" in sentence or "core (" in sentence for sentence in sentences)
    assert any(sentence.startswith("Training the default model") for sentence in sentences)
    with zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read("machine.json"))
    assert sorted(finding["sentence"] for finding in told) == sorted(sentences)
    assert robot.told()[-1] == "help.zip is written."


def test_a_look_at_the_machine_tells_as_it_goes_and_can_be_given_up(qtbot):
    robot = WelcomeRobot(qtbot)
    robot.click("check_machine")
    assert robot.text("check_machine") == "Stop"
    robot.wait(lambda: len(robot.findings()) >= 5)
    robot.click("check_machine")
    robot.wait(lambda: robot.text("check_machine") == "Check this machine")
    assert any("core" in sentence for sentence in robot.findings())
    assert robot.chips() == []
