"""The window from its start to its end and again: the real program, worked by mouse and keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.factories import write_image
from tests.robots.labelling import LabelRobot
from tests.robots.window import near

ROOT = Path(__file__).parents[2]
SIZE_WH = (400, 300)
CORNER, OPPOSITE = (0.2, 0.2), (0.5, 0.6)
PLACE = (0.35, 0.4, 0.3, 0.4)


class Waits:
    """What a robot needs of pytest-qt, in a process without pytest."""

    def waitUntil(self, question: Callable[[], bool], *, timeout: int = 20_000) -> None:
        for _ in range(timeout // 5):
            if question():
                return
            QTest.qWait(5)
        raise AssertionError("it never came to be")


# -- in the program's own process ----------------------------------------------------------------------


def drive(steps: Callable[[LabelRobot], dict[str, Any]]) -> None:
    """Start the program as its command does, do these steps when its window is there, print their answer."""
    from studio.__main__ import main
    from studio.gui.main_window import MainWindow

    show = MainWindow.showEvent

    def work(window: MainWindow) -> None:
        try:
            print(json.dumps(steps(LabelRobot(Waits(), window=window))))
        except BaseException:
            traceback.print_exc()
            QApplication.exit(3)

    def on_show(window: MainWindow, event: Any) -> None:
        show(window, event)
        QTimer.singleShot(0, window, lambda: work(window))

    MainWindow.showEvent = on_show  # type: ignore[method-assign]
    sys.exit(main())


def label(robot: LabelRobot) -> dict[str, Any]:
    """Name a class, draw a box, take it back and do it again, go on to the next photo and quit."""
    robot.wait(lambda: robot.image() == "one.jpg")
    robot.settle()
    robot.add_class("lamp")
    robot.draw_box(CORNER, OPPOSITE)
    seen = [len(robot.boxes())]
    for keys in ("Ctrl+Z", "Ctrl+Y"):
        robot.press(keys)
        seen.append(len(robot.boxes()))
    robot.press("D")
    robot.settle()
    return {"seen": seen, "next": robot.image(), "closed": robot.close()}


def look_again(robot: LabelRobot) -> dict[str, Any]:
    """Find what was open last, go back to the photo with the box and quit."""
    robot.wait(lambda: robot.image() != "")
    robot.settle()
    first = robot.image()
    robot.press("A")
    robot.settle()
    return {"first": first, "image": robot.image(), "boxes": robot.boxes(), "closed": robot.close()}


# -- in the test's -------------------------------------------------------------------------------------


def start(steps: Callable[[LabelRobot], dict[str, Any]], *arguments: str) -> dict[str, Any]:
    """Run the program with these arguments; returns what the steps saw in it."""
    code = f"from tests.journeys import test_window as own; own.drive(own.{steps.__name__})"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_photo_is_labelled_and_found_again_after_a_restart(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    for name in ("one.jpg", "two.jpg"):
        write_image(photos / name, SIZE_WH)

    answer = start(label, str(photos))
    assert answer == {"seen": [1, 0, 1], "next": "two.jpg", "closed": True}
    class_id, *place = map(float, (photos / "one.txt").read_text().split())
    assert class_id == 0
    assert near(place, PLACE)
    assert not (photos / "two.txt").exists()

    answer = start(look_again)
    assert (answer["first"], answer["image"], answer["closed"]) == ("two.jpg", "one.jpg", True)
    [[name, corner, opposite]] = answer["boxes"]
    assert name == "lamp"
    assert near(corner, CORNER)
    assert near(opposite, OPPOSITE)
