"""What tests of the window stand on: one look, no running work and no objects left behind."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.gui import jobs, messages, theme
from tests.robots.labelling import LabelRobot
from tests.robots.window import WindowRobot


@pytest.fixture(autouse=True)
def _clean_gui(qapp: QApplication) -> Iterator[None]:
    """Start without messages; afterwards close every window, end every thread, and look for leaks."""
    qapp.setApplicationName("Detection Studio")
    if not qapp.styleSheet():
        theme.apply_theme(qapp, "dark")
    messages.messages.history.clear()
    # As in the program itself: no widget may be collected in a worker's thread.
    gc.disable()
    # What was there before needs no look at afterwards: with torch loaded that takes a quarter of a second.
    gc.freeze()
    yield
    windows = qapp.topLevelWidgets()
    for widget in windows:
        widget.close()
        widget.deleteLater()
    jobs.shut_down()
    assert not jobs.active.all, "jobs left running"
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    del windows
    gc.enable()
    gc.collect()
    # type(), not isinstance: that asks each object for __class__, and some of torch's warn when asked.
    things = [thing for thing in gc.get_objects() if issubclass(type(thing), QTimer | QThread)]
    timers = [thing for thing in things if isinstance(thing, QTimer) and _is_running(thing)]
    assert not timers, f"timers left running: {timers}"
    # A live view that was left ends when its model is loaded; it may not outlive its process.
    for thing in things:
        if isinstance(thing, QThread) and shiboken6.isValid(thing):
            assert thing.wait(20_000), f"{thing.objectName()} does not end"


def _is_running(timer: QTimer) -> bool:
    return shiboken6.isValid(timer) and timer.isActive() and not timer.isSingleShot()


@pytest.fixture
def window_robot(qtbot: QtBot) -> Callable[..., WindowRobot]:
    """Open the window; call it again for a second one, as after a restart."""
    return lambda **choices: WindowRobot(qtbot, **choices)


@pytest.fixture
def label_robot(qtbot: QtBot) -> Callable[..., LabelRobot]:
    """Open the window on the Label page."""
    return lambda **choices: LabelRobot(qtbot, **choices)
