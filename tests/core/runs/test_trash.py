"""What is done with runs that are there: names, notes, the trash."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import StudioError
from studio.core.runs import folder as runs
from studio.core.runs.data_snapshot import Seal, SealedImage, told_differences
from studio.core.runs.notes import NOTE, load_note, save_note
from studio.core.runs.trash import TRASH, empty_trash, list_trash, rename, restore, trash
from tests.factories import snapshot
from tests.run_factory import write_run


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return write_run("yolov5n-1", tmp_path / "set")


def names() -> list[str]:
    return sorted(info.path.name for info in runs.list_runs())


# -- name ----------------------------------------------------------------------------------------------


def test_a_run_gets_another_name_and_stays_what_it_was(run: Path) -> None:
    before = snapshot(run)
    renamed = rename(run, "  lamps, night ")
    assert renamed == run.with_name("lamps, night")
    assert snapshot(renamed) == before
    assert names() == ["lamps, night"]
    assert rename(renamed, "lamps, night") == renamed


def test_renaming_changes_no_place_in_the_list(run: Path, tmp_path: Path) -> None:
    newer = write_run("yolov5n-2", tmp_path / "set")
    renamed = rename(run, "first")
    assert [info.path for info in runs.list_runs()] == [newer, renamed]


@pytest.mark.parametrize(
    "name",
    [
        "", "  ", "a/b", "a\\b", "..", ".hidden", "end.", "what?", "a:b", 'say "x"', "a\nb", "CON", "nul.txt",
        "com1", "x" * 201, "é" * 101, "\ud800",
    ],
)  # fmt: skip
def test_what_is_no_name_for_a_folder_somewhere_is_refused(run: Path, name: str) -> None:
    with pytest.raises(StudioError) as caught:
        rename(run, name)
    assert caught.value.cause
    assert caught.value.remedy
    assert names() == ["yolov5n-1"]


def test_a_taken_name_is_refused_and_nothing_overwritten(run: Path, tmp_path: Path) -> None:
    other = write_run("yolov5n-2", tmp_path / "set")
    before = snapshot(other)
    with pytest.raises(StudioError, match="already something called yolov5n-2"):
        rename(run, "yolov5n-2")
    assert snapshot(other) == before
    assert names() == ["yolov5n-1", "yolov5n-2"]


def test_a_run_that_goes_on_is_neither_renamed_nor_moved(run: Path) -> None:
    runs.claim(run)
    with pytest.raises(StudioError, match="renamed while it goes on"):
        rename(run, "other")
    with pytest.raises(StudioError, match="trash while it goes on"):
        trash(run)
    assert names() == ["yolov5n-1"]
    assert not (run.parent / TRASH).exists()


def test_a_run_that_is_gone_is_told(run: Path) -> None:
    shutil.rmtree(run)
    with pytest.raises(StudioError, match="can't be renamed"):
        rename(run, "other")
    with pytest.raises(StudioError, match="can't be moved to the trash"):
        trash(run)
    assert not (run.parent / TRASH).exists()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12) | st.text("aA.c o/n:", max_size=6))
def test_any_name_is_refused_or_becomes_the_folders(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder, "run-1")
        run.mkdir()
        (run / runs.CONFIG).write_text("{}")
        try:
            renamed = rename(run, name)
        except StudioError:
            renamed = run
        assert [path.name for path in Path(folder).iterdir()] == [renamed.name]
        assert [info.path for info in runs.list_runs(Path(folder))] == [renamed]
        assert restore(trash(renamed)) == renamed


# -- note ----------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_note_comes_back_as_it_was_written(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        save_note(Path(folder), "before")
        save_note(Path(folder), text)
        assert load_note(Path(folder)) == text.strip()
        assert (Path(folder) / NOTE).exists() == bool(text.strip())


def test_a_note_is_part_of_what_a_run_tells(run: Path) -> None:
    assert runs.read_run(run).note == ""
    save_note(run, "Rate halved.\n")
    assert runs.read_run(run).note == "Rate halved."


def test_a_note_does_not_bring_a_run_back(run: Path) -> None:
    trash(run)
    with pytest.raises(StudioError, match="no longer there"):
        save_note(run, "too late")
    assert not run.exists()


# -- trash ---------------------------------------------------------------------------------------------


def test_what_was_moved_to_the_trash_comes_back_whole(run: Path) -> None:
    before = snapshot(run)
    trashed = trash(run)
    assert names() == []
    assert snapshot(trashed) == before
    assert [entry.path for entry in list_trash()] == [trashed]
    assert restore(trashed) == run
    assert snapshot(run) == before
    assert list_trash() == []
    assert not (run.parent / TRASH).exists()


def test_runs_of_one_name_lie_in_the_trash_beside_each_other(run: Path, tmp_path: Path) -> None:
    save_note(run, "the first")
    first = trash(run)
    write_run("yolov5n-1", tmp_path / "set")
    second = trash(run)
    assert [entry.path for entry in list_trash()] == [second, first]
    write_run("yolov5n-1", tmp_path / "set")
    assert restore(first) == run.with_name("yolov5n-1-2")
    assert restore(second) == run.with_name("yolov5n-1-3")
    assert load_note(run.with_name("yolov5n-1-2")) == "the first"
    assert names() == ["yolov5n-1", "yolov5n-1-2", "yolov5n-1-3"]


def test_a_stray_file_does_not_hide_what_is_in_the_trash(run: Path) -> None:
    trashed = trash(run)
    (trashed.parents[1] / ".DS_Store").write_bytes(b"")
    assert [found.path for found in list_trash()] == [trashed]


def test_what_is_no_longer_in_the_trash_can_not_come_back(run: Path) -> None:
    trashed = trash(run)
    shutil.rmtree(trashed)
    with pytest.raises(StudioError, match="no longer in the trash"):
        restore(trashed)
    assert names() == []


def test_the_trash_is_emptied_as_far_as_it_is_taken(run: Path, tmp_path: Path) -> None:
    trash(run)
    kept = trash(write_run("v5lite-e-1", tmp_path / "set"))

    def give_away(path: Path) -> bool:
        if path.name == "yolov5n-1":
            shutil.rmtree(path)
        return path.name == "yolov5n-1"

    with pytest.raises(StudioError, match=r"did not take v5lite-e-1\."):
        empty_trash(give_away)
    assert [entry.path for entry in list_trash()] == [kept]
    assert empty_trash(lambda path: shutil.rmtree(path) is None) == 1
    assert not (run.parent / TRASH).exists()
    assert empty_trash(lambda path: False) == 0


# -- list and data -------------------------------------------------------------------------------------


def test_one_damaged_run_does_not_hide_the_others(run: Path, tmp_path: Path) -> None:
    broken = write_run("yolov5n-2", tmp_path / "set")
    (broken / runs.CONFIG).write_text("{", encoding="utf-8")
    listed = write_run("yolov5n-3", tmp_path / "set")
    (listed / runs.CONFIG).write_text("[]", encoding="utf-8")
    closed = write_run("yolov5n-4", tmp_path / "set")
    (closed / runs.EVENTS).unlink()
    (closed / runs.EVENTS).mkdir()
    with (write_run("yolov5n-5", tmp_path / "set") / runs.EVENTS).open("a") as stream:
        stream.write('{"event": "epoch"}\n')
    states = {info.path.name: info.state for info in runs.list_runs()}
    assert states.pop("yolov5n-1") == "finished"
    assert states == dict.fromkeys([f"yolov5n-{number}" for number in (2, 3, 4, 5)], "failed")


def test_data_of_runs_are_told_apart(run: Path, tmp_path: Path) -> None:
    others = [write_run(f"yolov5n-{number}", tmp_path / "set") for number in (2, 3, 4, 5)]
    boxes = ((0.0, 10.0, 10.0, 30.0, 30.0), (1.0, 50.0, 50.0, 80.0, 80.0))
    moved = ((0.0, 14.0, 10.0, 34.0, 30.0), (0.0, 50.0, 50.0, 80.0, 80.0))
    for folder, rows in ((run, boxes), (others[0], moved), (others[1], boxes)):
        Seal(("w", "r"), {"train": {"a.png": SealedImage("0", rows)}}).save(folder)
    (others[2] / "data.json").write_text(json.dumps({"classes": 1}), encoding="utf-8")
    told = told_differences(run, others)
    assert told[0] == ["1 box moved.", "1 class changed."]
    assert told[1] == ["The data are the same."]
    assert told[2][0].endswith("data.json can't be understood: classes is 1.")
    assert told[3] == ["yolov5n-5 has no list of its data to compare."]
    assert told_differences(others[3], [run]) == [["yolov5n-5 has no list of its data to compare."]]


def test_what_lies_behind_a_link_is_never_in_the_trash(run: Path, tmp_path: Path) -> None:
    """`.trash` linked elsewhere, a box linked elsewhere, a folder of somebody in it."""
    stranger = tmp_path / "documents" / "20260101-120000-001"
    (stranger / "thesis").mkdir(parents=True)
    bin_ = run.parent / TRASH
    bin_.symlink_to(stranger.parent, target_is_directory=True)
    assert list_trash() == []
    with pytest.raises(StudioError, match="is a link to another folder"):
        trash(run)
    assert names() == ["yolov5n-1"]
    bin_.unlink()
    own = trash(run)
    (bin_ / "20260101-120000-002").symlink_to(stranger, target_is_directory=True)
    (bin_ / "mine" / "notes").mkdir(parents=True)
    given: list[Path] = []

    def take(path: Path) -> bool:
        given.append(path)
        shutil.rmtree(path)
        return True

    assert empty_trash(take) == 1
    assert given == [own]
    assert (stranger / "thesis").is_dir()
    assert (bin_ / "mine" / "notes").is_dir()
