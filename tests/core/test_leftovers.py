"""What a killed process left half-written is removed; what somebody writes, or made, is not."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from studio.core import files, leftovers
from studio.core.data.dataset import open_dataset
from studio.core.runs import folder as runs
from tests.factories import make_dataset_folder

KILLED = (
    "import os, signal, sys; from pathlib import Path; from studio.core import files\n"
    "with files.atomic_writer(Path(sys.argv[1])) as stream:\n"
    "    stream.write(b'half'); stream.flush()\n"
    "    os.kill(os.getpid(), getattr(signal, 'SIGKILL', signal.SIGTERM))\n"
)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_kill_in_the_middle_of_a_save_leaves_nothing_for_ever(tmp_path: Path):
    make_dataset_folder(tmp_path, {"a.png": "", "b.png": ""})
    before = names(tmp_path)
    for name in ("a.txt", "classes.txt"):
        subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / name)], check=False, timeout=60)
    assert len(names(tmp_path) - before) == 2
    open_dataset(tmp_path)
    assert names(tmp_path) == before


def test_what_is_being_written_stays(tmp_path: Path):
    with files.atomic_writer(tmp_path / "a.txt") as stream:
        stream.write(b"new")
        assert leftovers.sweep(tmp_path, lambda name: True) == []
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert names(tmp_path) == {"a.txt"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no open file")
def test_a_file_swept_before_it_was_marked_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The sweep may come between making a file and marking it."""
    mkstemp, made = tempfile.mkstemp, []

    def swept_once(**place: object) -> tuple[int, str]:
        handle, name = mkstemp(**place)
        if not made:
            assert leftovers.sweep(tmp_path, lambda name: True) == [Path(name)]
        made.append(name)
        return handle, name

    monkeypatch.setattr(tempfile, "mkstemp", swept_once)
    files.atomic_write(tmp_path / "a.txt", "new")
    assert len(made) == 2
    assert names(tmp_path) == {"a.txt"}


def test_only_what_is_ours_by_its_name_goes(tmp_path: Path):
    kept = [
        ".a.txt.part",
        ".a.txt.ABCDEFGH.part",
        ".a.txt.abcdefg.part",
        ".a.txt.abcdefgh.part.bak",
        "a.txt.abcdefgh.part",
        ".b.txt.abcdefgh.part",
    ]
    for name in (*kept, ".a.txt.abcdefgh.part"):
        (tmp_path / name).write_text("x")
    assert leftovers.sweep(tmp_path, {"a.txt"}.__contains__) == [tmp_path / ".a.txt.abcdefgh.part"]
    assert names(tmp_path) == set(kept)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_nothing_goes_through_a_link(tmp_path: Path):
    real = tmp_path / "real"
    real.mkdir()
    (real / ".a.txt.abcdefgh.part").write_text("x")
    (tmp_path / "link").symlink_to(real)
    (tmp_path / ".a.txt.aaaaaaaa.part").symlink_to(real / ".a.txt.abcdefgh.part")
    (tmp_path / ".a.txt.bbbbbbbb.part").mkdir()
    (tmp_path / ".a.txt.cccccccc.part").hardlink_to(real / ".a.txt.abcdefgh.part")
    assert leftovers.sweep(tmp_path / "link", lambda name: True) == []
    assert leftovers.sweep(tmp_path, lambda name: True) == []
    assert names(real) == {".a.txt.abcdefgh.part"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks by opening")
def test_where_there_are_no_locks_age_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import fcntl

    def unsupported(handle: int, operation: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    files.atomic_write(tmp_path / "a.txt", "written")
    half = tmp_path / ".a.txt.abcdefgh.part"
    half.write_text("x")
    assert leftovers.sweep(tmp_path, lambda name: True) == []
    old = time.time() - leftovers.LONGEST_WRITE_S - 60
    os.utime(half, (old, old))
    assert leftovers.sweep(tmp_path, lambda name: True) == [half]


def test_a_run_that_was_killed_while_it_saved_is_cleaned_when_runs_are_listed(tmp_path: Path):
    run = tmp_path / "runs/one"
    (run / "plots").mkdir(parents=True)
    (run / runs.CONFIG).write_text("{}")
    half = [".last.pt.abcdefgh.part", ".config.json.abcdefg_.part", "plots/.loss.svg.abcdefgh.part"]
    for name in (*half, ".notes.md.abcdefgh.part", "plots/.mine.png.abcdefgh.part"):
        (run / name).write_text("x")
    runs.list_runs(tmp_path / "runs")
    left = {path.relative_to(run).as_posix() for path in run.rglob("*") if path.is_file()}
    assert left == {runs.CONFIG, ".notes.md.abcdefgh.part", "plots/.mine.png.abcdefgh.part"}
    (run / ".best.pt.abcdefgh.part").write_text("x")
    runs.claim(run)
    assert not (run / ".best.pt.abcdefgh.part").exists()
