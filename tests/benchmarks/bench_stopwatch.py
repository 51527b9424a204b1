"""Actions a box: a robot labels one photo in the window, from nothing and with a model's suggestions.

    python -m tests.benchmarks.bench_stopwatch wrgb/obj.data --minutes 3

It takes the photo with the most boxes that is no tile, and does by mouse and keys what a person would
who knows what is on it: from nothing a digit for each class and a drag for each box; the same drawn
roughly, 30 % of a side off in place and size, as it is and with "Snap while drawing"; with suggestions
Enter, then of what is wrong a click and a digit (another class) or a click and Del (no box), and what
is missed is drawn; once more, where before that a few boxes are drawn over suggestions all over the
photo, and the others take their size; and with M, which finds what looks like a few boxes drawn before
it, without a model and beside one. Each click, drag and key is one action, and so is moving the
slider of scores. The model is trained on `--tiles` tiles of other photos, or given (`--run`); with
`--tile` it looks at the photo tile by tile. In the end every box must be there, of its class, by an
overlap of 0.5.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.record import Box, ImageRecord
from studio.core.labelling.assist import Ghost
from studio.gui import jobs, theme
from studio.gui.labelling.ghost_panel import USUAL_SCORE
from tests.benchmarks.bench_snap import jittered
from tests.benchmarks.loop_parts import (
    Touches,
    copy_images,
    spread,
    studio,
    tiles_by_photo,
    touches,
    train_for,
)
from tests.robots.labelling import LabelRobot

PATIENCE_S = 300
ROUNDS = 4
ROUGH = 0.3
FEW = 5
"""So many boxes usually tell how large the suggestions are to be, and what the others look like."""
WAYS = ("with suggestions", "of my size", "and more like mine")


class Clock:
    """Stands for pytest-qt's robot: runs the event loop until something is so."""

    def waitUntil(self, question: Callable[[], bool], timeout: int = 0) -> None:
        """Wait for the answer yes."""
        until = time.perf_counter() + PATIENCE_S
        while not question():
            QApplication.processEvents()
            time.sleep(0.002)
            if time.perf_counter() > until:
                raise SystemExit("it never came")

    @contextlib.contextmanager
    def waitSignal(self, signal: Any, timeout: int = 0) -> Iterator[None]:
        """Wait for a signal that comes of what is done inside."""
        came: list[bool] = []
        signal.connect(lambda *_: came.append(True))
        yield
        self.waitUntil(lambda: bool(came))


class CountingRobot(LabelRobot):
    """Counts its clicks, drags and keys."""

    actions = 0

    def draw(self, box: Box, size_wh: tuple[int, int]) -> None:
        """Draw a box by a drag, on top of whatever lies there."""
        width, height = size_wh
        start, end = (box.x1 / width, box.y1 / height), (box.x2 / width, box.y2 / height)
        before = len(self.boxes())
        self.drag(start, end)
        self.actions += 1
        if len(self.boxes()) == before:
            # A box was under the mouse and moved: back, and with the key that draws in any case.
            self.do("Ctrl+Z")
            self.do("W")
            self.drag(start, end)
            self.actions += 1

    def do(self, key: str) -> None:
        """Press a key."""
        self.press(key)
        self.actions += 1

    def choose(self, box: Box, size_wh: tuple[int, int]) -> None:  # type: ignore[override]
        """Click a box."""
        self.click_at(((box.x1 + box.x2) / 2 / size_wh[0], (box.y1 + box.y2) / 2 / size_wh[1]))
        self.actions += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--minutes", type=float, default=3.0, help="of training")
    parser.add_argument("--tiles", type=int, default=40)
    parser.add_argument("--model", default="yolov5n")
    parser.add_argument("--imgsz", type=int, default=416)
    parser.add_argument("--weights", type=Path, help="what the training begins with")
    parser.add_argument("--run", type=Path, help="a model that is there already, instead of a training")
    parser.add_argument("--few", type=int, default=FEW, help="so many boxes are drawn before the others")
    parser.add_argument("--photo", default="", help="name of another photo than that with the most boxes")
    parser.add_argument("--tile", default="own", help="as studio suggest --tile")
    parser.add_argument("--score", type=float, default=USUAL_SCORE, help="where the slider of scores is put")
    options = parser.parse_args()
    app = QApplication([])
    theme.apply_theme(app, "dark")
    dataset = open_dataset(options.data)
    tiles = [record for some in tiles_by_photo(dataset).values() for record in some]
    photo = max(
        (
            record
            for record in dataset.records
            if "_" not in record.path.stem and options.photo in ("", record.path.name)
        ),
        key=lambda record: len(dataset.read(record).boxes),
    )
    truth = dataset.read(photo).boxes
    print(f"{photo.path.name}: {len(truth)} boxes, {dataset.image_size(photo)} px")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        os.environ["STUDIO_HOME"], os.environ["STUDIO_RUNS"] = str(work / "home"), str(work / "runs")
        run = options.run
        if run is None:
            copy_images(dataset, spread(tiles, options.tiles), work / "tiles", labels=True)
            run = work / "run"
            chosen = {"model": options.model, "imgsz": options.imgsz, "weights": options.weights}
            print(f"{options.tiles} tiles:", train_for(options.minutes, work / "tiles", run, **chosen))
        _from_nothing(dataset, photo, truth, work / "nothing")
        for is_snapped in (False, True):
            _roughly(dataset, photo, truth, work / f"rough-{is_snapped}", is_snapped=is_snapped)
        _alike(dataset, photo, truth, work / "alike", options.few)
        for way in WAYS:
            _with_suggestions(dataset, photo, truth, work / way.replace(" ", "-"), run, options, way)
        jobs.shut_down()


def _window(dataset: Dataset, photo: ImageRecord, folder: Path) -> CountingRobot:
    copy_images(dataset, [photo], folder, labels=False)
    robot = CountingRobot(Clock(), size=(1600, 1000))
    robot.open(folder)
    robot.wait(lambda: robot.find("label_canvas").has_image())
    return robot


def _draw(robot: CountingRobot, boxes: Sequence[Box], size_wh: tuple[int, int]) -> None:
    for class_id in sorted({box.class_id for box in boxes}):
        robot.do(str(class_id + 1))
        for box in boxes:
            if box.class_id == class_id:
                robot.draw(box, size_wh)


def _from_nothing(dataset: Dataset, photo: ImageRecord, truth: Sequence[Box], folder: Path) -> None:
    robot = _window(dataset, photo, folder)
    _draw(robot, truth, dataset.image_size(photo))
    _tell("from nothing", robot, folder, truth)


def _roughly(
    dataset: Dataset, photo: ImageRecord, truth: Sequence[Box], folder: Path, *, is_snapped: bool
) -> None:
    """Label the photo from nothing by rough drags, and mend what doesn't overlap enough."""
    robot = _window(dataset, photo, folder)
    size_wh = dataset.image_size(photo)
    # A few drawn with care teach how this person's boxes lie around what is in them.
    some = random.Random(0)
    careful = spread(truth, FEW)
    _draw(robot, careful, size_wh)
    if is_snapped:
        robot.switch("snap_drawing", True)
        robot.actions += 1
        robot.wait(lambda: not jobs.is_busy())
    rest = [box.with_xyxy(jittered(box, size_wh, ROUGH, some)) for box in truth if box not in careful]
    _draw(robot, rest, size_wh)
    if is_snapped:
        robot.switch("snap_drawing", False)
        robot.actions += 1
    session = robot.window.current_page().session
    print(f"  {touches(session.boxes, truth).right} of {len(truth)} right as drawn")
    _mend_all(robot, truth, size_wh)
    _tell("roughly, with snap" if is_snapped else "roughly", robot, folder, truth)


def _alike(dataset: Dataset, photo: ImageRecord, truth: Sequence[Box], folder: Path, few: int) -> None:
    """Label the photo without a model: a few boxes all over it, M, Enter, and what is wrong is mended."""
    robot = _window(dataset, photo, folder)
    size_wh = dataset.image_size(photo)
    _draw(robot, spread(truth, few), size_wh)
    _find_alike(robot)
    _accept(robot, truth, size_wh)
    _tell("M without a model", robot, folder, truth)


def _find_alike(robot: CountingRobot) -> None:
    robot.do("M")
    robot.wait(lambda: robot.is_enabled("ghosts_accept") and "here" in robot.text("ghosts_told"))


def _with_suggestions(
    dataset: Dataset,
    photo: ImageRecord,
    truth: Sequence[Box],
    folder: Path,
    run: Path,
    options: argparse.Namespace,
    way: str,
) -> None:
    """Label the photo, in one of WAYS."""
    size_wh = dataset.image_size(photo)
    copy_images(dataset, [photo], folder, labels=False)
    studio("suggest", run, folder, "--tile", options.tile)
    robot = _window(dataset, photo, folder)
    robot.choose_model(run)
    robot.find("ghost_tiles").set_tiles(options.tile)
    robot.switch("ghosts_on", True)
    robot.wait(lambda: " here" in robot.text("ghosts_told"))
    if options.score != USUAL_SCORE:
        robot.set_least_score(options.score)
        robot.actions += 1
    ghosts = robot.window.current_page().ghosts.shown()
    if way != WAYS[0]:
        suggested = [box for box in truth if _is_suggested(box, ghosts)]
        _draw(robot, spread(suggested if way == WAYS[1] else truth, options.few), size_wh)
    if way == WAYS[2]:
        _find_alike(robot)
    _accept(robot, truth, size_wh)
    _tell(way, robot, folder, truth)


def _accept(robot: CountingRobot, truth: Sequence[Box], size_wh: tuple[int, int]) -> None:
    """Accept what is shown, and mend until nothing is wrong."""
    session = robot.window.current_page().session
    robot.do("Return")
    wrong = touches(session.boxes, truth)
    print(
        f"  Enter accepted {len(session.boxes)}: {wrong.right} right, "
        f"of another class {len(wrong.misnamed)}, none {len(wrong.spurious)}, missed {len(wrong.missed)}"
    )
    _mend_all(robot, truth, size_wh)


def _mend_all(robot: CountingRobot, truth: Sequence[Box], size_wh: tuple[int, int]) -> None:
    session = robot.window.current_page().session
    wrong = touches(session.boxes, truth)
    for _ in range(ROUNDS):
        # A click among boxes that lie close may have met its neighbour.
        if wrong.count:
            _mend(robot, session, wrong, size_wh)
            wrong = touches(session.boxes, truth)


def _is_suggested(box: Box, ghosts: Sequence[Ghost]) -> bool:
    """Whether a suggestion of a box's class has its centre in it."""
    centres = [
        ((x1 + x2) / 2, (y1 + y2) / 2, ghost.class_id) for ghost in ghosts for x1, y1, x2, y2 in [ghost.xyxy]
    ]
    return any(
        box.x1 < x < box.x2 and box.y1 < y < box.y2 and class_id == box.class_id for x, y, class_id in centres
    )


def _mend(robot: CountingRobot, session: Any, wrong: Touches, size_wh: tuple[int, int]) -> None:
    boxes = session.boxes
    for index, true in wrong.misnamed:
        robot.choose(boxes[index], size_wh)
        robot.do(str(true.class_id + 1))
    for index in wrong.spurious:
        robot.choose(boxes[index], size_wh)
        robot.do("Del")
    robot.press("Esc")
    _draw(robot, wrong.missed, size_wh)


def _tell(what: str, robot: CountingRobot, folder: Path, truth: Sequence[Box]) -> None:
    made = open_dataset(folder)
    left = touches(made.read(made.records[0]).boxes, truth)
    count = len(truth)
    print(f"{what:18} {robot.actions:5} actions, {robot.actions / count:.2f} a box; still wrong {left.count}")
    robot.close()


if __name__ == "__main__":
    main()
