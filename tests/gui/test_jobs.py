"""Work in threads: what is told to stop stops, and photos never wait behind it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from studio.core.errors import Cancelled
from studio.gui import jobs
from tests.factories import make_dataset_folder

READ_AT_ONCE = """
import sys, threading
from pathlib import Path
from studio.gui.labelling import loader
from studio.gui.labelling.thumbnails import THUMBNAIL
from studio.gui.widgets.small_pictures import read_small
from studio.gui.runs import worst

path = Path(sys.argv[1])
small = lambda path: read_small(path, THUMBNAIL)
reads = [small, worst._read_small, loader._glimpse, small]
start = threading.Barrier(len(reads))
def read(function):
    start.wait()
    assert function(path) is not None
threads = [threading.Thread(target=read, args=(function,)) for function in reads]
# Threads take turns so often that they meet in whatever is done once.
sys.setswitchinterval(1e-6)
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


class Long:
    """Work that ends only when it is told to stop."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.ended = threading.Event()
        self.results: list[object] = []

    def run(self, is_stopped) -> None:
        self.begun.set()
        tick = threading.Event()
        while not is_stopped():
            tick.wait(0.01)
        self.ended.set()
        raise Cancelled

    def start(self, parent: QObject) -> jobs.Task:
        return jobs.run_until_stopped(self.run, self.results.append, self.results.append, parent=parent)


@pytest.fixture
def parent(qtbot) -> QObject:
    return QObject()


def test_a_task_that_is_cancelled_ends_and_says_nothing(qtbot, parent: QObject):
    long = Long()
    task = long.start(parent)
    assert long.begun.wait(10)
    task.cancel()
    assert long.ended.wait(10)
    qtbot.waitUntil(lambda: not jobs.is_busy())
    assert long.results == []


def test_photos_are_read_while_all_other_workers_are_busy(qtbot, parent: QObject):
    busy = [Long() for _ in range(jobs.LANES["work"])]
    tasks = [long.start(parent) for long in busy]
    assert all(long.begun.wait(10) for long in busy)
    seen: list[object] = []
    jobs.run_in_thread(lambda: "photo", seen.append, seen.append, parent=parent, lane="photos")
    qtbot.waitUntil(lambda: seen == ["photo"])
    for task in tasks:
        task.cancel()


def test_closing_stops_what_runs_instead_of_waiting_for_its_end(parent: QObject):
    long = Long()
    long.start(parent)
    assert long.begun.wait(10)
    jobs.shut_down()
    assert long.ended.is_set()


def test_threads_that_read_the_first_pictures_at_once_do_not_crash(tmp_path: Path):
    make_dataset_folder(tmp_path, {"a.jpg": ""})
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", READ_AT_ONCE, str(tmp_path / "a.jpg")], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
