"""Keys: every one can be set otherwise, clashes are named, presets of other programs hold together."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence

from studio.core.settings import Settings
from studio.gui.actions import ACTIONS, find
from studio.gui.keymap import PRESETS, keymap
from tests.factories import make_dataset_folder
from tests.robots.help import HelpRobot
from tests.robots.labelling import LabelRobot
from tests.robots.settings import SettingsRobot


@pytest.fixture(autouse=True)
def own_keys():
    yield
    keymap.take({})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "set", {"a.png": None, "b.png": None, "c.png": None})


@pytest.mark.parametrize("name", PRESETS)
def test_no_key_of_a_preset_means_two_things(name: str, qapp) -> None:
    assert set(PRESETS[name]) <= {action.key for action in ACTIONS}
    keymap.take(PRESETS[name])
    assert keymap.preset() == name
    assert keymap.as_set() == PRESETS[name], "a sequence is no key"
    for action in ACTIONS:
        others = keymap.conflicts(action, action.shortcuts, ACTIONS)
        assert not others, (action.key, action.shortcuts, [other.key for other in others])


def test_a_damaged_setting_sets_no_key(qapp) -> None:
    keymap.take({"label.next": "Nonsense+X F", "no.such": "D"})
    assert find("label.next").shortcuts == ["F"]


def test_a_key_is_set_by_pressing_it_and_works_at_once_and_after_a_restart(qtbot, folder: Path):
    robot = SettingsRobot(qtbot)
    robot.open(folder)
    robot.press_key_for("Next image", "J")
    assert robot.keys_of("Next image") == "J"
    assert robot.find("key_preset").currentText() == "Your own"
    robot.go_to("labelling")
    robot.settle()
    labels = LabelRobot(qtbot, window=robot.window)
    labels.press("D")
    assert labels.image() == "a.png"
    labels.press("J")
    labels.settle()
    assert labels.image() == "b.png"
    assert robot.close()
    keymap.take({})
    again = LabelRobot(qtbot)
    again.open(folder)
    before = again.image()
    again.press("J")
    again.settle()
    assert (before, again.image()) == ("b.png", "c.png")
    assert Settings().get("keys") == {"label.next": "J"}


def test_a_clash_is_named_and_the_key_taken_only_on_a_word(qtbot):
    robot = SettingsRobot(qtbot)
    robot.press_key_for("Next image", "Ctrl+D", "")
    assert "“Duplicate box” (Label)" in robot.find("key_notice").text()
    assert robot.keys_of("Next image") == "D"
    # The buttons say what they do now, so that none does nothing.
    assert (robot.text("key_set"), robot.text("key_add")) == ("Take and set", "Take and add")
    # One that works everywhere clashes with those of every page.
    robot.press_key_for("Full screen", "P", "")
    assert "“Copy boxes of previous image” (Label)" in robot.find("key_notice").text()
    robot.press_key_for("Next image", "F11", "")
    assert "“Full screen” (Everywhere)" in robot.find("key_notice").text()
    robot.press("Shift+F11")
    assert robot.find("key_notice").text() == "" and robot.text("key_set") == "Set"
    robot.press("Ctrl+D")
    robot.click("key_set")
    assert robot.keys_of("Next image") == "Ctrl+D"
    assert robot.keys_of("Duplicate box") == ""
    assert robot.text("key_set") == "Set"
    robot.select_rows("key_table", "Duplicate box")
    robot.click("key_reset")
    assert "“Next image” (Label)" in robot.find("key_notice").text()
    assert (robot.keys_of("Duplicate box"), robot.text("key_reset")) == ("", "Take and reset")
    robot.click("key_reset")
    assert (robot.keys_of("Duplicate box"), robot.keys_of("Next image")) == ("Ctrl+D", "")
    # To add takes it, too, and leaves what the action has.
    robot.press_key_for("Copy boxes", "Ctrl+D", "key_add")
    assert (robot.keys_of("Copy boxes"), robot.keys_of("Duplicate box")) == ("Ctrl+C, Ctrl+D", "")


def test_keys_are_added_and_reset_and_tab_and_esc_can_be_keys(qtbot):
    robot = SettingsRobot(qtbot)
    robot.press_key_for("Select all boxes", "Shift+X", "key_add")
    assert robot.keys_of("Select all boxes") == "Ctrl+A, Shift+X"
    robot.click("key_reset")
    assert robot.keys_of("Select all boxes") == "Ctrl+A"
    robot.press_key_for("Select all boxes", "Tab", "")
    assert "“Select next box” (Label)" in robot.find("key_notice").text()


def test_a_preset_sets_all_and_sheet_tooltips_and_menus_follow(qtbot):
    robot = SettingsRobot(qtbot)
    help_robot = HelpRobot(qtbot)
    robot.choose("key_preset", "CVAT")
    assert robot.keys_of("Next image") == "F, V"
    sheet = help_robot.shown()
    assert "F, V" in sheet
    assert find("label.next").tooltip() == "Next image (F, V)"
    qaction = robot.window.findChild(QAction, "label.next")
    assert [one.toString() for one in qaction.shortcuts()] == ["F", "V"]
    assert qaction.shortcut() == QKeySequence("F")
    robot.choose("key_preset", "studio")
    assert find("label.next").shortcuts == ["D"]
    assert Settings().get("keys") == {}
