"""The window in another language, chosen while it is open; and no text is cut off in any language."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from studio.core import languages
from studio.core.settings import Settings
from studio.gui import jobs, language
from studio.gui.actions import find
from studio.gui.app import Windows
from studio.gui.collector import GarbageCollector
from studio.gui.pages import PAGES
from tests.factories import make_dataset_folder
from tests.robots.labelling import LabelRobot
from tests.robots.texts import cut_off
from tests.robots.window import WindowRobot


@pytest.fixture(autouse=True)
def _back_to_english(qapp: QApplication, _clean_gui: None) -> Iterator[None]:
    hook = __import__("sys").excepthook
    yield
    __import__("sys").excepthook = hook
    language.speak(languages.ENGLISH)


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[Windows]:
    """The program's own window, as `app.run` opens it."""
    collector = GarbageCollector()
    settings = Settings()
    opened = Windows(settings, collector)
    opened.current.show()
    yield opened
    collector.stop()


def choose(windows: Windows, qtbot, key: str) -> WindowRobot:
    """Choose a language in Settings by a key, and return the robot of the window that is there then."""
    before = windows.current
    robot = WindowRobot(qtbot, window=before)
    robot.go_to("settings")
    # By key: the mouse's robot would look after the old window.
    robot.tab_to("language_box")
    robot.press(key)
    qtbot.waitUntil(lambda: windows.current is not before)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return WindowRobot(qtbot, window=windows.current)


def test_two_keys_of_one_name_are_told_once(qapp):
    both = find("label.accept_all")
    assert both.shown_keys() == ["Return", "Enter"]
    language.speak("zh_CN")
    assert both.shown_keys() == ["回车"]


def test_a_language_chosen_is_spoken_at_once_and_all_stays_where_it_was(qtbot, windows, tmp_path):
    folder = make_dataset_folder(tmp_path / "photos", dict.fromkeys(("a.png", "b.png", "c.png")))
    robot = LabelRobot(qtbot, window=windows.current)
    robot.open(folder)
    robot.press("D")
    robot.draw_box((0.2, 0.2), (0.4, 0.5))
    dataset = windows.current.datasets.current
    robot = choose(windows, qtbot, "End")
    assert robot.page() == "settings"
    assert robot.text("rail_labelling") == "标注"
    assert robot.find("theme_box").currentText() == "跟随系统"
    assert windows.current.datasets.current is dataset
    assert os.environ[languages.VARIABLE] == "zh_CN", "child processes speak it, too"
    robot.go_to("labelling")
    robot.settle()
    labels = LabelRobot(qtbot, window=windows.current)
    assert (labels.image(), len(labels.boxes())) == ("b.png", 1)
    assert "1 个框" in robot.heading()
    robot.press("Ctrl+V")
    assert robot.told()[-1] == "没有可粘贴的内容，请先复制框。"
    # Of Qt's own texts.
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, windows.current)
    assert box.buttons()[0].text() == "取消"
    robot = choose(windows, qtbot, "Up")
    assert robot.text("rail_labelling") == "Label"
    assert Settings().get("language") == "en"


def test_the_language_waits_while_work_would_be_stopped_by_it(qtbot, windows):
    job = jobs.Job("Export yolov5n")
    job.begin()
    before = windows.current
    robot = WindowRobot(qtbot, window=before)
    try:
        robot.go_to("settings")
        robot.tab_to("language_box")
        robot.press("End")
        QApplication.processEvents()
        told = robot.told()
    finally:
        job.end()
    assert told == ["The language changes at the next start, as work is under way: Export yolov5n."]
    assert windows.current is before
    assert robot.text("rail_labelling") == "Label"
    assert Settings().get("language") == "zh_CN"


@pytest.mark.proof
@pytest.mark.parametrize("factor", [1.0, 1.5])
@pytest.mark.parametrize("code", languages.languages())
def test_no_text_is_cut_off(qtbot, qapp, code, factor, tmp_path):
    """On every page, with a dataset and without one, at 1280x800."""
    folder = make_dataset_folder(tmp_path, {"a.png": "0 .5 .5 .2 .2\n", "b.png": "", "c.png": None})
    usual = qapp.font()
    large = qapp.font()
    large.setPointSizeF(usual.pointSizeF() * factor)
    qapp.setFont(large)
    language.speak(code)
    faults: dict[str, str] = {}
    try:
        robot = WindowRobot(qtbot)
        for dataset in (None, folder):
            if dataset is not None:
                robot.open(dataset)
            for entry in PAGES:
                if robot.page() != entry.key:
                    robot.go_to(entry.key)
                robot.settle()
                QApplication.processEvents()
                for fault in cut_off(robot.window):
                    faults.setdefault(fault, entry.key)
    finally:
        qapp.setFont(usual)
    assert faults == {}
