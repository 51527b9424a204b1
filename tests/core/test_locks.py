"""Two studios at one file or run: what both do at the same moment is done one after the other, or told."""

from __future__ import annotations

import json
import multiprocessing
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from studio.core import locks
from studio.core.data.dataset import LabelConflict, open_dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.files import user_folder
from studio.core.locks import folder_lock
from studio.core.runs import folder as runs
from tests.factories import make_dataset_folder

EDITS, CLASSES = 200, 20


def edit_label(folder: Path, writer: int, barrier: Barrier) -> tuple[list[int], int]:
    """Add boxes, EDITS times; return the x of those acknowledged, in pixels, and the number of conflicts."""
    dataset = open_dataset(folder)
    (record,) = dataset.records
    done, conflicts = [], 0
    barrier.wait()
    for number in range(EDITS):
        x = 2 * number + writer
        labels = dataset.read(record)
        try:
            dataset.write(record, [*labels.boxes, Box(0, x, 1, x + 1, 2)], layout=labels, expected=labels)
            done.append(x)
        except LabelConflict:
            conflicts += 1
    return done, conflicts


def edit_classes(folder: Path, writer: int, barrier: Barrier) -> tuple[list[str], int]:
    """Add classes to a list; return those acknowledged, and how often it was refused."""
    done, refused = [], 0
    barrier.wait()
    for number in range(CLASSES):
        try:
            open_dataset(folder).add_class(f"w{writer}n{number}")
            done.append(f"w{writer}n{number}")
        except StudioError:
            refused += 1
    return done, refused


def claim_each(folder: Path, rounds: int, barrier: Barrier) -> list[int]:
    """Claim run after run at the same moment as others; return those that were got."""
    got = []
    for number in range(rounds):
        barrier.wait()
        try:
            runs.claim(folder / str(number))
            got.append(number)
        except StudioError:
            pass
    # Whoever ends now would leave runs of a dead process behind.
    barrier.wait()
    return got


def in_processes(work, arguments, count: int = 2) -> list:
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, context.Pool(count) as pool:
        barrier = manager.Barrier(count)
        begun = [pool.apply_async(work, (*arguments(index), barrier)) for index in range(count)]
        return [each.get(timeout=300) for each in begun]


def test_of_two_programs_edits_none_is_lost_in_silence(tmp_path: Path):
    make_dataset_folder(tmp_path, {"a.png": None}, size_wh=(1000, 10))
    results = in_processes(edit_label, lambda index: (tmp_path, index))
    dataset = open_dataset(tmp_path)
    found = Counter(round(box.x1) for box in dataset.read(dataset.records[0]).boxes)
    acknowledged = Counter(x for done, _ in results for x in done)
    assert found == acknowledged
    assert all(len(done) + conflicts == EDITS for done, conflicts in results)
    assert all(done for done, _ in results)


def test_of_two_programs_classes_none_is_lost_in_silence(tmp_path: Path):
    source = make_dataset_folder(tmp_path, {"a.png": None}, names=["w"], layout="yaml")
    results = in_processes(edit_classes, lambda index: (source, index))
    names = open_dataset(source).class_names
    assert sorted(names) == sorted(["w", *(name for done, _ in results for name in done)])
    assert all(len(done) + refused == CLASSES for done, refused in results)


def test_a_run_that_many_claim_at_once_gets_one_owner(tmp_path: Path):
    rounds = 100
    for number in range(rounds):
        (tmp_path / str(number)).mkdir()
        if number % 2:
            # A process that is gone; its number may be another's by now.
            mark = {"pid": 2**22 + number, "created": 1.0}
            (tmp_path / str(number) / runs.PROCESS).write_text(json.dumps(mark))
    results = in_processes(claim_each, lambda index: (tmp_path, rounds))
    assert sorted(number for got in results for number in got) == list(range(rounds))
    assert {path.name for path in (tmp_path / "0").iterdir()} == {runs.PROCESS}


@pytest.mark.parametrize("lockable", [True, False], ids=["folder", "stand-in"])
def test_a_folder_lock_holds_between_threads_and_nests_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lockable: bool
):
    if not lockable:

        def refuse(folder: Path) -> int:
            raise OSError("a drive that can't lock folders")

        monkeypatch.setattr(locks, "_open_folder", refuse)
    (tmp_path / "set").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "set")
    inside, most = [0], [0]

    def work() -> None:
        for _ in range(25):
            with folder_lock(tmp_path / "set"), folder_lock(tmp_path / "link"):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]
    assert list((tmp_path / "set").iterdir()) == []
    assert (user_folder() / "locks").exists() != lockable


def test_a_folder_that_is_held_for_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(locks, "PATIENCE_SECONDS", 0.05)
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with folder_lock(tmp_path):
            entered.set()
            leave.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    entered.wait()
    try:
        with pytest.raises(StudioError, match="too long"), folder_lock(tmp_path):
            pass
    finally:
        leave.set()
        thread.join()
    with folder_lock(tmp_path):
        pass


def test_what_another_program_wrote_just_before_the_rename_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """It knows of no lock: the file is looked at once more when all but the rename is done."""
    make_dataset_folder(tmp_path, {"a.png": "0 0.5 0.5 0.2 0.2\n"})
    dataset = open_dataset(tmp_path)
    (record,) = dataset.records
    known = dataset.read(record)
    chmod = Path.chmod

    def write_meanwhile(path: Path, mode: int) -> None:
        chmod(path, mode)
        record.label_path.write_text("1 0.5 0.5 0.1 0.1\n")

    monkeypatch.setattr(Path, "chmod", write_meanwhile)
    with pytest.raises(LabelConflict):
        dataset.write(record, (), expected=known)
    assert record.label_path.read_text() == "1 0.5 0.5 0.1 0.1\n"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_removal_waits_for_another_studio_and_heeds_what_it_wrote(tmp_path: Path):
    make_dataset_folder(tmp_path, {"a.png": "0 0.5 0.5 0.2 0.2\n"})
    dataset = open_dataset(tmp_path)
    (record,) = dataset.records
    known = dataset.read(record)
    with ThreadPoolExecutor(1) as pool:
        with folder_lock(tmp_path):
            removal = pool.submit(dataset.remove_label, record, expected=known)
            with pytest.raises(TimeoutError):
                removal.result(timeout=0.1)
            record.label_path.write_text("1 0.5 0.5 0.1 0.1\n")
        with pytest.raises(LabelConflict):
            removal.result()
    assert record.label_path.read_text() == "1 0.5 0.5 0.1 0.1\n"
