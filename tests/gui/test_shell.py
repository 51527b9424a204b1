"""The window itself: pages, datasets, messages, menus, what it remembers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar

import psutil
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.core.errors import StudioError
from studio.core.export.bundles.table import BUNDLES
from studio.core.export.exporters import EXPORTERS
from studio.core.settings import Settings
from studio.gui import actions, jobs, messages
from studio.gui.app import fit_screen
from studio.gui.export.cards import ChoiceCard
from studio.gui.live.stage_table import StageTable
from studio.gui.pages import LINKS, PAGES
from tests.factories import make_dataset_folder, snapshot
from tests.robots.help import HelpRobot
from tests.robots.settings import SettingsRobot
from tests.run_factory import write_run
from tests.weights_server import running_server

LABELS = {"a.png": "0 0.5 0.5 0.2 0.2\n", "b.png": "", "c.png": None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "set", LABELS)


def test_every_page_opens_and_names_itself(window_robot):
    robot = window_robot()
    for entry in PAGES:
        robot.go_to(entry.key)
        assert robot.page() == entry.key
    robot.settle()


@pytest.mark.parametrize("page", ["labelling", "tiling"])
def test_where_there_is_nothing_to_work_on_return_does_something_about_it(window_robot, folder, page):
    robot = window_robot(page="help")
    robot.go_to(page)
    assert robot.focus() == "empty_button"
    robot.open_by_return(folder)
    assert robot.page() == page
    assert robot.empty_text() == ""


def test_a_wheel_turned_over_a_page_changes_nothing_in_passing(window_robot, folder):
    write_run("yolov5n-1", folder)
    write_run("yolov5n-2", folder)
    robot = window_robot()
    robot.open(folder)
    changed = []
    for entry in PAGES:
        robot.go_to(entry.key)
        robot.settle()
        for arrow in robot.window.current_page().findChildren(QToolButton):
            if arrow.property("role") == "fold" and arrow.isVisible() and not arrow.isChecked():
                arrow.click()
        changed += robot.wheel_over_fields()
    assert changed == []


def test_making_a_page_opens_no_window_of_its_own(window_robot, qapp):
    class Watch(QObject):
        shown: ClassVar[list[str]] = []

        def eventFilter(self, thing: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(thing, QWidget) and thing.isWindow():
                self.shown.append(f"{type(thing).__name__} {thing.objectName()}")
            return False

    robot = window_robot()
    watch = Watch()
    qapp.installEventFilter(watch)
    for entry in PAGES:
        robot.window.page(entry.key)
    qapp.removeEventFilter(watch)
    assert watch.shown == []


def test_every_page_takes_a_dataset_and_its_closing(window_robot, folder):
    robot = window_robot()
    for entry in PAGES:
        robot.go_to(entry.key)
    before = snapshot(folder)
    robot.open(folder)
    assert robot.text("dataset_button") == "set"
    robot.close_dataset()
    robot.settle()
    assert robot.text("dataset_button") == "No dataset"
    assert snapshot(folder) == before


def test_every_menu_entry_is_an_action():
    keys = [action.key for action in actions.ACTIONS]
    assert len(keys) == len(set(keys))
    for _title, entries in actions.MENUS:
        assert all(entry is None or entry in keys for entry in entries)


def test_every_link_joins_a_signal_to_a_method(window_robot):
    robot = window_robot()
    for link in LINKS:
        assert hasattr(robot.window.page(link.page), link.signal)
        assert callable(getattr(robot.window.page(link.target), link.method))


def test_no_shortcut_means_two_things_on_one_page():
    for page in {action.page for action in actions.ACTIONS}:
        taken: dict[str, str] = {}
        for action in actions.ACTIONS:
            if action.page in ("", page):
                for shortcut in action.shortcuts:
                    sequence = QKeySequence(shortcut)
                    assert sequence.count() == 1, f"{shortcut} of {action.key} is not a key"
                    name = sequence.toString()
                    assert name not in taken, f"{name}: {action.key} and {taken[name]}"
                    taken[name] = action.key


@pytest.mark.parametrize(
    ("room", "fills"), [((1280, 800), True), ((1024, 1200), True), ((1920, 1080), False)]
)
def test_the_first_window_fills_a_screen_too_small_for_it(qtbot, room, fills):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    fit_screen(window, QSize(*room))
    assert window.isMaximized() == fills


def test_a_folder_that_is_not_there_is_told_and_changes_nothing(window_robot, folder, tmp_path):
    robot = window_robot()
    robot.open(folder)
    robot.open_failing(tmp_path / "missing")
    assert "missing" in robot.problem()
    assert robot.text("dataset_button") == "set"
    robot.press("Esc")
    assert robot.problem() == ""


def test_dropping_a_folder_opens_it_and_an_odd_file_is_told(window_robot, folder, tmp_path):
    robot = window_robot()
    with robot.qtbot.waitSignal(robot.window.datasets.opened):
        robot.drop(folder)
    robot.settle()
    assert robot.text("dataset_button") == "set"
    # Now the photo lies under the cursor.
    with robot.qtbot.waitSignal(robot.window.datasets.opened):
        robot.drop(folder / "a.png")
    robot.settle()
    odd = tmp_path / "notes.docx"
    odd.write_text("x")
    robot.drop(odd)
    robot.qtbot.waitUntil(lambda: "notes.docx" in robot.problem())


def test_what_was_open_is_remembered(window_robot, folder):
    robot = window_robot()
    robot.open(folder)
    robot.go_to("settings")
    robot.press("F1")
    assert robot.page() == "help"
    robot.press("Esc")
    assert robot.page() == "settings"
    robot.go_to("labelling")
    robot.press("F9")
    assert not robot.window.current_page().inspector.isVisible()
    assert robot.close()
    settings = Settings()
    assert settings.get("recent") == [str(folder)]
    assert settings.get("page") == "labelling"
    again = window_robot(page=settings.get("page"))
    assert not again.window.current_page().inspector.isVisible()
    again.press("F9")
    assert again.window.current_page().inspector.isVisible()


def test_help_lists_every_shortcut_and_finds_one(qtbot: QtBot):
    robot = HelpRobot(qtbot)
    text = robot.shown()
    for action in actions.ACTIONS:
        if action.shortcuts and not action.number:
            assert action.shown_text() in text
    robot.search("zoom to box")
    assert "Zoom to box" in robot.shown()
    assert "Next image" not in robot.shown()
    assert "TensorFlow.js" not in robot.shown()
    robot.search("runWithTfjsTensors")
    assert "Exported models in a TensorFlow.js app" in robot.shown()
    assert "Zoom to box" not in robot.shown()


def test_theme_changes_at_once_and_is_kept(qtbot: QtBot):
    robot = SettingsRobot(qtbot)
    assert robot.choose_theme("light") == "light"
    assert Settings().get("theme") == "light"


def test_messages_told_before_the_window_opened_are_shown(window_robot):
    messages.error(StudioError("The disk is full.", "Free some space."))
    robot = window_robot()
    assert robot.problem() == "The disk is full. Free some space."
    messages.info("Cut 12 tiles.")
    assert robot.text("status_message") == "Cut 12 tiles."


def test_a_message_longer_than_the_status_bar_ends_in_dots_and_stays_to_be_read(window_robot):
    robot = window_robot()
    messages.info("Short.")
    short = robot.window.status.fades_in_ms()
    messages.info("Long " * 80)
    label = robot.find("status_message")
    assert label.width() < label.fontMetrics().horizontalAdvance(label.text())
    whole, line = label.grab().toImage(), label.fontMetrics()
    shown = line.elidedText(label.text(), Qt.TextElideMode.ElideRight, label.width())
    label.setText(shown)
    assert shown.endswith("…") and label.grab().toImage() == whole
    assert robot.window.status.fades_in_ms() > 3 * short


def test_jobs_show_as_chips_that_stop_them(window_robot, qtbot):
    robot = window_robot()

    class Walk(jobs.Job):
        def stop(self) -> None:
            super().stop()
            self.end()

    job = Walk("Walk")
    job.begin()
    job.report(0.5, "half way")
    assert [chip.job.title for chip in robot.window.status.chips()] == ["Walk"]
    robot.click("job_stop")
    assert job.is_stopping
    assert robot.window.status.chips() == []


def test_a_thread_brings_its_result_or_its_problem(window_robot, qtbot):
    robot = window_robot()
    found: list[object] = []

    def fail() -> None:
        raise StudioError("No.", "Do.")

    jobs.run_in_thread(lambda: 6 * 7, found.append, messages.error, parent=robot.window)
    jobs.run_in_thread(fail, found.append, messages.error, parent=robot.window)
    dropped = jobs.run_in_thread(lambda: 1, found.append, messages.error, parent=robot.window)
    dropped.cancel()
    robot.settle()
    assert found == [42]
    assert robot.problem() == "No. Do."


def child(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let children of the window run this Python instead of a verb."""
    monkeypatch.setattr(jobs, "command", lambda verb, arguments: (sys.executable, ["-c", code]))


def printed(*events: dict[str, Any]) -> str:
    return "".join(f"print({json.dumps(event)!r}, flush=True);" for event in events)


def test_a_child_process_tells_its_progress_and_its_result(qtbot, monkeypatch):
    notes = {"event": "note", "message": "All 240 of 240 (100 %) are in /data/2024/11/classes.txt"}
    progress = {"event": "progress", "done": 3, "of": 4, "what": "images"}
    code = printed(notes, progress, {"event": "result", "result": {"boxes": 7}})
    child(monkeypatch, "import sys;" + code + "print('99 %', file=sys.stderr); print('100/100'); sys.exit(1)")
    job = jobs.ProcessJob("check", title="Check")
    events: list[dict] = []
    job.told.connect(events.append)
    fractions: list[tuple[float, str]] = []
    job.progressed.connect(lambda *report: fractions.append(report))
    with qtbot.waitSignal(job.answered, timeout=60_000) as answered:
        job.start()
    assert answered.args == [{"boxes": 7}]
    assert events[:2] == [notes, progress]
    # What only looks like progress is none.
    assert fractions == [(0.75, "images")]


def test_a_child_that_fails_tells_cause_and_remedy(qtbot, monkeypatch):
    child(monkeypatch, printed({"event": "error", "cause": "studio check: no.", "remedy": "Do."}))
    job = jobs.ProcessJob("check")
    with qtbot.waitSignal(job.failed, timeout=60_000) as failed:
        job.start()
    assert (failed.args[0].cause, failed.args[0].remedy) == ("studio check: no.", "Do.")


def test_a_child_that_dies_without_a_word_is_told_of(qtbot, monkeypatch):
    child(monkeypatch, "import os; os._exit(3)")
    job = jobs.ProcessJob("check")
    with qtbot.waitSignal(job.failed, timeout=60_000) as failed:
        job.start()
    assert "ended before it was done" in failed.args[0].cause


def test_a_child_that_will_not_stop_is_killed(qtbot, monkeypatch):
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    child(monkeypatch, code + printed({"event": "note", "message": "here"}) + "time.sleep(60)")
    job = jobs.ProcessJob("train", patience_ms=200)
    with qtbot.waitSignal(job.told, timeout=60_000):
        job.start()
    with qtbot.waitSignal(job.stopped, timeout=60_000):
        job.stop()
    assert not job.is_running()


@pytest.mark.parametrize("page", ["labelling", "live"])
def test_the_window_opens_without_heavy_libraries(page, folder):
    """In a process of its own: torch, OpenCV and the plots are not loaded to show the first page."""
    code = (
        "import sys; from studio.gui import app;"
        f"code = app.run(['--exit-after', '0.2', '--page', {page!r}]);"
        "heavy = {'torch', 'onnx', 'onnxruntime'} & set(sys.modules); print(sorted(heavy)); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_the_label_page_opens_without_plots_and_opencv():
    code = (
        "import sys; from studio.gui import app; code = app.run(['--exit-after', '0.1']);"
        "print(sorted({'torch', 'cv2', 'pyqtgraph'} & set(sys.modules))); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_an_unexpected_error_is_logged_and_told_and_the_window_lives_on(tmp_path, folder):
    code = (
        "import sys; from PySide6.QtCore import QTimer; from studio.gui import app, messages;"
        "from studio.gui.main_window import MainWindow;"
        "old = MainWindow.showEvent\n"
        "def boom(): raise RuntimeError('a bolt broke')\n"
        "def show(self, event):\n"
        "    old(self, event); QTimer.singleShot(0, boom)\n"
        "MainWindow.showEvent = show\n"
        "code = app.run(['--exit-after', '0.5'])\n"
        "print([m.text for m in messages.messages.history if m.kind == 'error']); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "a bolt broke" in done.stdout
    from studio.core.files import user_folder

    assert "RuntimeError: a bolt broke" in (user_folder() / "log.txt").read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="niceness is a POSIX word")
def test_a_training_leaves_the_processor_to_the_window(qtbot: QtBot) -> None:
    pid = jobs.start_detached("live", ["scene", "scene"])
    assert psutil.Process(pid).nice() >= jobs.LOW_PRIORITY
    qtbot.waitUntil(lambda: not jobs.is_process_alive(pid), timeout=60_000)


def test_what_can_not_be_done_now_is_grey_and_says_why(window_robot, folder):
    robot = window_robot(page="labelling")
    possible = robot.possible_actions
    assert not {"label.undo", "label.delete", "label.next", "close_dataset"} & possible()
    robot.open(folder)
    assert {"label.next", "label.select_all", "close_dataset"} <= possible()
    assert not {"label.undo", "label.redo", "label.delete", "label.paste", "label.copy_previous"} & possible()
    robot.press("Ctrl+Z")
    assert messages.messages.history[-1].text == "There is nothing to undo."
    robot.press("Ctrl+A")
    assert "label.delete" in possible()
    robot.press("Del")
    assert "label.undo" in possible()
    assert "label.redo" not in possible()
    robot.press("Ctrl+Z")
    assert "label.redo" in possible()
    assert "label.undo" not in possible()
    robot.go_to("runs")
    assert not {"label.redo", "runs.trash", "runs.rename", "runs.undo"} & possible()


def test_return_in_a_field_is_not_answered_for_the_photo(label_robot, folder):
    robot = label_robot()
    robot.open(folder)
    told = len(messages.messages.history)
    robot.add_class("violet")
    assert len(messages.messages.history) == told
    assert robot.classes()[-1] == "violet"


def test_a_key_whose_action_became_possible_unnoticed_does_it(window_robot, folder):
    robot = window_robot(page="labelling")
    robot.open(folder)
    # A page that does not tell that its state changed leaves the menu grey.
    robot.window.page("labelling").session.select([0])
    robot.window.findChild(QAction, "label.delete").setEnabled(False)
    robot.press("Del")
    assert messages.messages.history[-1].text == "Boxes deleted: 1."
    assert "label.undo" in robot.possible_actions()


def test_asking_again_for_help_or_settings_goes_back(window_robot):
    robot = window_robot(page="tiling")
    for _ in range(2):
        robot.press("F1")
        assert robot.page() == "help"
        robot.press("F1")
        assert robot.page() == "tiling"
    robot.go_to("settings")
    robot.go_to("settings")
    assert robot.page() == "tiling"
    robot.go_to("tiling")
    assert robot.page() == "tiling"


def test_the_panel_is_whole_on_every_page_after_one_without(window_robot):
    robot = window_robot(size=(1280, 800))
    for key in ("labelling", "tiling", "training", "export", "live"):
        robot.go_to("runs")
        robot.go_to(key)
        QApplication.processEvents()
        panel = robot.window.current_page().inspector
        assert 300 <= panel.width() <= 360
        for area in [panel, *panel.findChildren(QScrollArea)]:
            if isinstance(area, QScrollArea) and area.isVisible():
                assert area.widget().minimumSizeHint().width() <= area.viewport().width(), key


def test_cards_and_numbers_are_whole_in_the_smallest_window(window_robot, folder):
    write_run("yolov5n-1", folder)
    robot = window_robot(size=(960, 600))
    robot.go_to("export")
    robot.settle()
    QApplication.processEvents()
    page = robot.window.current_page()
    for arrow in page.findChildren(QToolButton):
        if arrow.property("role") == "fold" and not arrow.isChecked():
            arrow.click()
    QApplication.processEvents()
    cards = page.findChildren(ChoiceCard)
    assert len(cards) == len(EXPORTERS) + len(BUNDLES)
    for card in cards:
        right = card.mapTo(page, QPoint(card.width(), 0)).x()
        assert right <= page.width()
        assert card.width() >= card.minimumSizeHint().width()
    robot.go_to("live")
    QApplication.processEvents()
    table = robot.window.current_page().findChild(StageTable)
    assert table.width() >= table.sizeHint().width()
    assert table.mapTo(robot.window, QPoint(table.width(), 0)).x() <= robot.window.width()


@pytest.mark.parametrize(
    "kept", ["x", {"labelling": 5}, {"labelling": [2.5, "yes"]}, {"labelling": [99999, True]}, [1]]
)
def test_a_damaged_width_of_a_panel_is_left_out(window_robot, kept):
    settings = Settings()
    settings.set("window", {"geometry": "%%", "inspectors": kept})
    settings.set("pages", {"labelling": 5, "tiling": []})
    robot = window_robot()
    assert 300 <= robot.window.current_page().inspector.width() <= 360
    robot.go_to("tiling")
    assert robot.page() == "tiling"


def test_the_last_dataset_is_opened_again_unless_that_is_switched_off(window_robot, folder):
    robot = window_robot()
    robot.open(folder)
    robot.close()
    again = window_robot()
    again.window.datasets.reopen()
    again.settle()
    assert again.text("dataset_button") == "set"
    again.go_to("settings")
    again.click("reopen_box")
    again.close()
    third = window_robot()
    third.window.datasets.reopen()
    third.settle()
    assert third.text("dataset_button") == "No dataset"
    third.go_to("settings")
    third.click("reopen_box")
    third.open(folder)
    third.close_dataset()
    third.close()
    # Closed by the user, so nothing is opened.
    fourth = window_robot()
    fourth.window.datasets.reopen()
    fourth.settle()
    assert fourth.text("dataset_button") == "No dataset"


def test_an_update_is_looked_for_when_the_button_is_pressed_and_not_before(qtbot: QtBot, monkeypatch):
    with running_server() as server:
        server.files["/latest"] = b'{"tag_name": "v99.0"}'
        monkeypatch.setenv("STUDIO_UPDATES_URL", server.address + "/latest")
        robot = HelpRobot(qtbot)
        robot.settle()
        assert server.sent == []
        robot.click("look_for_update")
        robot.wait(lambda: robot.text("update_answer").startswith("Version 99.0 is there"))
        assert robot.is_enabled("look_for_update")
        assert len(server.sent) == 1


def test_settings_of_a_newer_version_are_told_and_left_alone():
    path = Settings().path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"format": 99, "theme": {"name": "light"}}', encoding="utf-8")
    before = path.read_bytes()
    code = (
        "import sys; from studio.gui import app, messages; code = app.run(['--exit-after', '0.2']);"
        "print(*[message.text for message in messages.messages.history]); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "settings.json was written by a newer version of this program." in done.stdout
    assert path.read_bytes() == before
