"""Windows to be killed: on each line of stdin a new process labels by mouse and keys until that happens.

`python -m tests.gui.killed_window DATASET` imports the program once; each window is a fork of it. A line is a
seed, and after a blank another dataset. Every edit that the window shows as saved, or as waiting for a class,
is told on stdout: the image, the bytes of its label file, those of what was said of its boxes, and the boxes
that wait.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from studio.core.settings import Settings
from studio.gui import jobs, theme
from studio.gui.main_window import MainWindow

KEYS = (
    "D",
    "A",
    "Ctrl+Z",
    "Ctrl+Z",
    "Ctrl+Shift+Z",
    "Del",
    "Tab",
    "Right",
    "Shift+Down",
    "1",
    "2",
    "Ctrl+D",
    "Shift+D",
    "Shift+T",
)


NAMED = 0.01
"""Of the moments when boxes wait for a class, they get one in so many."""


def label_until_killed(dataset: Path, seed: int) -> None:
    """Open the window and label at random, as fast as it goes."""
    app = QApplication(["studio", "-platform", "offscreen"])
    theme.apply_theme(app, "dark")
    settings = Settings()
    settings.set("page", "labelling")
    window = MainWindow(settings)
    window.show()
    window.datasets.open(dataset)
    page = window.page("labelling")
    saved = window.findChild(QLabel, "status_saved")
    dice = random.Random(seed)
    while True:
        QTest.qWait(1)
        if jobs.is_busy() or page.session is None or not page.canvas.has_image():
            continue
        before = page.session.last_step
        _act(window, page.canvas, dice)
        session = page.session
        is_kept = saved.text() == "Saved" or (session.failure is None and session.unnamed is not None)
        if session.last_step is not before and is_kept:
            # The step may have been one of another image.
            for sheet in session.sheets:
                files = (sheet.on_disk.content, sheet.on_disk.remarks)
                texts = [None if content is None else content.decode("latin-1") for content in files]
                told = {"image": sheet.record.path.name, "is": texts, "waiting": sheet.pending}
                os.write(1, json.dumps(told).encode() + b"\n")


def _act(window: MainWindow, canvas, dice: random.Random) -> None:
    naming = window.findChild(QLineEdit, "name_field")
    if naming.isVisible() and dice.random() < NAMED:
        naming.setText("w")
        QTest.keyClick(naming, Qt.Key.Key_Return)
        return
    if dice.random() < 0.5:
        key = dice.choice(KEYS)
        *names, last = key.split("+")
        held = Qt.KeyboardModifier.NoModifier
        for name in names:
            held |= getattr(Qt.KeyboardModifier, {"Ctrl": "ControlModifier"}.get(name, f"{name}Modifier"))
        QTest.keyClick(canvas, getattr(Qt.Key, {"Del": "Key_Delete"}.get(last, f"Key_{last}")), held)
        return
    view, size = canvas.viewport(), canvas.image_item.size()
    a, b = (
        canvas.to_view(QPointF(dice.random() * size.width(), dice.random() * size.height())).toPoint()
        for _ in range(2)
    )
    QTest.mouseMove(view, a)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=a)
    QTest.mouseMove(view, QPoint((a.x() + b.x()) // 2, (a.y() + b.y()) // 2))
    QTest.mouseMove(view, b)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=b)


def main() -> None:
    """Fork a window for each line of stdin, and tell its number before it begins and when it is dead."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            seed, _, dataset = line.strip().partition(" ")
            label_until_killed(Path(dataset or sys.argv[1]), int(seed))
        os.write(1, json.dumps({"pid": child}).encode() + b"\n")
        os.waitpid(child, 0)
        os.write(1, b'{"dead": true}\n')


if __name__ == "__main__":
    main()
