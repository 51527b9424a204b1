"""Garbage is collected in the window's thread, and holds it as little as can be."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.gui import collector, jobs, messages
from studio.gui.collector import GarbageCollector


@pytest.fixture
def collections(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The generations that are collected, while one is due every time."""
    monkeypatch.setattr(collector, "INTERVAL_MS", 5)
    found: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            found.append(info["generation"])

    old = gc.get_threshold()
    gc.set_threshold(1, 1, 1)
    made = GarbageCollector()
    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)
    made.stop()
    made.deleteLater()
    gc.set_threshold(*old)


def test_what_a_thread_makes_is_gone_through_when_it_is_made(
    qtbot: QtBot, qapp: QApplication, collections: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: 2 in collections)
    leave = threading.Event()
    jobs.run_in_thread(leave.wait, lambda _: None, messages.error, parent=qapp)
    collections.clear()
    qtbot.waitUntil(lambda: 2 in collections)
    monkeypatch.setattr(collector, "MANY", 100)
    made = [[] for _ in range(1000)]
    collections.clear()
    qtbot.wait(50)
    assert collections == []
    leave.set()
    qtbot.waitUntil(lambda: 2 in collections)
    assert len(made) == 1000
