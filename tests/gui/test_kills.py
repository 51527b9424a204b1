"""The window's process is killed while a robot labels: no acknowledged box is missing and no file is torn.

STUDIO_KILLS=200 .venv/bin/python -m pytest -m proof tests/gui/test_kills.py
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import pytest

from studio.core.data.dataset import open_dataset
from studio.core.data.remarks import is_damaged
from studio.core.labelling.journal import Journal, folder_of
from studio.core.labelling.past import ALONE, Past
from studio.core.labelling.session import LabelSession
from tests.factories import make_dataset_folder, resume

KILLS = int(os.environ.get("STUDIO_KILLS", "20"))
LONGEST_S = 0.8
"""From the first edit that was told to the kill: some dozens of edits."""


@pytest.mark.proof
@pytest.mark.timeout(60 + 20 * KILLS)
@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_killed_window_loses_nothing_that_it_called_saved(tmp_path: Path) -> None:
    root = tmp_path / "set"
    make_dataset_folder(
        root,
        {"a.png": "0 0.5 0.5 0.2 0.2\r\n", "b.png": None, "c.png": "not a box\n1 .2 .2 .1 .1"},
        layout="yaml",
        size_wh=(400, 300),
    )
    source = root / "data.yaml"
    dice = random.Random(7)
    killed_with, told_in_all, offered = 0, 0, 0
    nursery = _nursery(source)
    with nursery:
        for number in range(KILLS):
            told, _ = _kill_one(nursery, f"{number}", dice.uniform(0, LONGEST_S))
            told_in_all += sum(map(len, told.values()))
            killed_with += 1
            offered += _check(root, source, told)
        nursery.stdin.close()
    print(f"{killed_with} kills, {told_in_all} states told as saved, {offered} offered for recovery")
    assert killed_with == KILLS
    assert told_in_all >= KILLS


@pytest.mark.proof
@pytest.mark.timeout(60 + 20 * KILLS)
@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_killed_window_loses_no_box_that_waits_for_a_class(tmp_path: Path) -> None:
    """Each window begins with a folder that has no class; some are killed after their boxes got one."""
    dice = random.Random(7)
    waited, named = 0, 0
    nursery = _nursery(tmp_path)
    with nursery:
        for number in range(KILLS):
            source = tmp_path / f"set{number}"
            make_dataset_folder(source, {"a.png": None, "b.png": None}, names=(), size_wh=(400, 300))
            # What a second window brings back, it must not lose either.
            back: dict[str, Boxes] = {}
            for _ in range(2):
                _, told = _kill_one(nursery, f"{number} {source}", dice.uniform(0, LONGEST_S))
                waited += sum(map(len, told.values()))
                back, is_named = _check_waiting(source, told, back)
                named += is_named
        nursery.stdin.close()
    print(f"{2 * KILLS} kills, {waited} boxes waited for a class, {named} windows had given them one")
    assert waited >= KILLS
    assert 0 < named < 2 * KILLS


def _nursery(source: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.gui.killed_window", str(source)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


Files = list[bytes | None]
"""An image's labels, and what was said of its boxes."""
Boxes = set[tuple[float, ...]]


def _kill_one(
    nursery: subprocess.Popen[str], order: str, after_s: float
) -> tuple[dict[str, list[Files]], dict[str, Boxes]]:
    """Start a window, kill it, and return what it told of each image: files, the newest last; what waits."""
    nursery.stdin.write(f"{order}\n")
    nursery.stdin.flush()
    pid = json.loads(nursery.stdout.readline())["pid"]
    told: dict[str, list[Files]] = {}
    waiting: dict[str, Boxes] = {}
    for line in nursery.stdout:
        if not told:
            assert '"dead"' not in line, "the window ended by itself"
            time.sleep(after_s)
            os.kill(pid, signal.SIGKILL)
        if '"dead"' in line:
            break
        # The last line may be cut, and what reports the death stands right behind it.
        head, _, tail = line.partition('{"dead"')
        try:
            found = json.loads(head)
            files = [None if text is None else text.encode("latin-1") for text in found["is"]]
            told.setdefault(found["image"], []).append(files)
            waiting[found["image"]] = {tuple(box) for box in found["waiting"]}
        except ValueError:
            pass
        if tail:
            break
    return told, waiting


def _check_waiting(
    source: Path, told: dict[str, Boxes], back: dict[str, Boxes]
) -> tuple[dict[str, Boxes], bool]:
    """Look for the boxes as a restart does; returns those that wait, and whether there is a class by now.

    `back` are those that the window brought back, in one step.
    """
    session = resume(open_dataset(source), folder_of(source))
    under_way = _last_waits(session.journal.past)
    if session.lacking:
        session.recover()
    waiting: dict[str, Boxes] = {}
    for index, record in enumerate(session.dataset.records):
        session.open(index)
        image = record.path.name
        waiting[image], last = set(session.pending), told.get(image, set())
        changed = last ^ waiting[image]
        if session.dataset.class_names:
            there = [box.xyxy for box in session.boxes]
            changed = {
                box for box in changed if not any(box == pytest.approx(other, abs=0.01) for other in there)
            }
        # One edit was under way that nobody was told of; it may be to name all boxes, or to take that back.
        is_one = len(changed) <= 1 or changed == back.get(image) or changed <= under_way[image]
        assert is_one, (image, last, waiting[image], under_way[image])
    session.journal.close()
    return waiting, bool(session.dataset.class_names)


def _last_waits(past: Past) -> dict[str, Boxes]:
    """Return by image which boxes came to wait, or did so no longer, by the last step done or undone."""
    found: dict[str, Boxes] = defaultdict(set)
    for entries in (past.done, past.undone):
        for entry in entries:
            is_last = entry is entries[-1] or (entry.group != ALONE and entry.group == entries[-1].group)
            if is_last and entry.waiting is not None:
                edit = entry.waiting
                found[edit.came.image.name] |= {*edit.came.boxes, *edit.gone.boxes}
    return found


def _check(root: Path, source: Path, told: dict[str, list[Files]]) -> int:
    """Look at the files as a restart does; returns how many of them lacked what the journal has."""
    dataset = open_dataset(source)
    assert not list(root.rglob("*.part"))
    journal = Journal(folder_of(source))
    assert not journal.is_shared
    past = journal.read()
    # What was under way when the window died: the last step of each file that nobody was told of.
    under_way = {
        (edit.path, content)
        for entry in (*past.done[-1:], *past.undone[-1:])
        for edit in entry.change.edits
        for content in (edit.before, edit.after)
    }
    for image, states in told.items():
        record = next(record for record in dataset.records if record.path.name == image)
        for path, last in zip((record.label_path, dataset.remarks.path_of(record)), states[-1], strict=True):
            there = path.read_bytes() if path.exists() else None
            assert there == last or (path, there) in under_way, (image, there, last)
            assert there is None or path.suffix != ".json" or not is_damaged(there)
        now = record.label_path.read_bytes() if record.label_path.exists() else None
        lines = [line for line in (now or b"").split(b"\n") if line.strip()]
        assert all(len(line.split()) == 5 or line == b"not a box" for line in lines), now
    session = LabelSession(dataset, journal)
    session.take_over(past)
    lacking = len(session.lacking)
    if lacking:
        wanted = {edit.path: edit.after for edit in session.lacking}
        session.recover()
        for path, content in wanted.items():
            assert (path.read_bytes() if path.exists() else None) == content
    journal.close()
    return lacking
