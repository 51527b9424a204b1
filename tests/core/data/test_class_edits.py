"""Class names kept in several files: found where they lead to the images, changed in all or in none."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from studio.core.data.changes import Change, FileEdit
from studio.core.data.checking.checks import check_dataset
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.errors import DiskFull, StudioError
from tests.factories import make_dataset_folder, snapshot, write_image

LINE = "1 0.5 0.5 0.25 0.5\n"
DARKNET = "# as published\nclasses= 3\ntrain = train.txt\nnames = obj.names\n"
YAML = "# kept\npath: ../datasets/lamps\ntrain: train.txt\nval:\nnames:\n  0: w  # white\n  1: r\n  2: g\n"


@pytest.fixture
def lamps(tmp_path: Path) -> Path:
    """A published set: obj.yaml, obj.data with obj.names, labelImg's classes.txt beside the photos."""
    folder = tmp_path / "lamps"
    for name in ("a.png", "b.png"):
        write_image(folder / "img" / name)
    (folder / "img/a.txt").write_text(LINE)
    (folder / "train.txt").write_text("./img/a.png\n./img/b.png\n")
    (folder / "obj.data").write_text(DARKNET)
    (folder / "obj.names").write_text("w\r\nr\r\ng\r\n")
    (folder / "obj.yaml").write_text(YAML)
    (folder / "img/classes.txt").write_text("w\nr\ng\n")
    return folder


def changed(before: dict[str, tuple[bytes, int]], folder: Path) -> set[str]:
    after = snapshot(folder)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


@pytest.mark.parametrize("opened", ["", "obj.yaml", "obj.data", "img"])
def test_a_name_changes_in_every_list(lamps: Path, opened: str):
    before = snapshot(lamps)
    dataset = open_dataset(lamps / opened)
    assert dataset.problems == []
    dataset.rename_class(0, "white")
    assert changed(before, lamps) == {"obj.yaml", "obj.names", "img/classes.txt"}
    assert (lamps / "obj.names").read_bytes() == b"white\r\nr\r\ng\r\n"
    assert (lamps / "img/classes.txt").read_text() == "white\nr\ng\n"
    assert (lamps / "obj.yaml").read_text() == YAML.replace("0: w ", "0: white ")
    for other in ("", "obj.yaml", "obj.data", "img"):
        assert open_dataset(lamps / other).class_names == ["white", "r", "g"]


def test_a_change_taken_back_leaves_the_very_bytes(lamps: Path):
    before = {name: content for name, (content, _) in snapshot(lamps).items()}
    dataset = open_dataset(lamps)
    changes = []
    for make in (
        lambda: dataset.adding_class("blue bulb"),
        lambda: dataset.renaming_class(1, "red"),
        lambda: dataset.removing_class(3),
    ):
        changes.append(make())
        dataset.change_files(changes[-1])
    assert dataset.class_names == ["w", "red", "g"]
    assert (lamps / "obj.data").read_text() == DARKNET
    for change in reversed(changes):
        dataset.change_files(change.reversed())
    assert {name: content for name, (content, _) in snapshot(lamps).items()} == before
    assert dataset.class_names == ["w", "r", "g"]


def test_a_list_that_was_made_goes_again(tmp_path: Path):
    write_image(tmp_path / "a.png")
    dataset = open_dataset(tmp_path)
    change = dataset.adding_class("cat")
    dataset.change_files(change)
    assert (tmp_path / "classes.txt").read_text() == "cat\n"
    dataset.change_files(change.reversed())
    assert not (tmp_path / "classes.txt").exists()
    assert dataset.class_names == []


def test_when_one_list_can_t_be_written_none_is(lamps: Path, monkeypatch: pytest.MonkeyPatch):
    dataset = open_dataset(lamps)
    before = {name: content for name, (content, _) in snapshot(lamps).items()}
    change = dataset.renaming_class(0, "white")
    assert [edit.path.name for edit in change.edits] == ["obj.yaml", "obj.names", "classes.txt"]
    mkstemp = tempfile.mkstemp

    def no_room_in_img(**place: Any) -> tuple[int, str]:
        if place["dir"].name == "img":
            raise OSError(errno.ENOSPC, "No space left on device")
        return mkstemp(**place)

    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", no_room_in_img)
        with pytest.raises(DiskFull, match=r"classes\.txt"):
            dataset.change_files(change)
    assert {name: content for name, (content, _) in snapshot(lamps).items()} == before
    assert dataset.class_names == ["w", "r", "g"]
    dataset.change_files(change)
    assert dataset.class_names == ["white", "r", "g"]


@pytest.mark.parametrize("written", ["kept: &first |\n  w\n", "kept: &first w\n"])
def test_a_list_that_can_t_be_edited_keeps_all_as_they_are(lamps: Path, written: str):
    """The name's text stands before the list, where another key uses it."""
    (lamps / "obj.yaml").write_text(YAML.split("names:")[0] + written + "names: [*first, r, g]\n")
    dataset = open_dataset(lamps / "obj.data")
    assert dataset.problems == []
    before = snapshot(lamps)
    with pytest.raises(StudioError, match=r"obj\.yaml are written in a form that can't be edited safely"):
        dataset.rename_class(0, "white")
    assert snapshot(lamps) == before


def test_lists_that_disagree_are_told_and_left_alone(lamps: Path):
    (lamps / "img/classes.txt").write_text("dog\nperson\n")
    dataset = open_dataset(lamps / "obj.yaml")
    (problem,) = check_dataset(dataset).problems
    assert (problem.kind, problem.file) == ("names", lamps / "img/classes.txt")
    assert "img/classes.txt are dog, person, but those in obj.yaml are w, r, g" in problem.message
    change = dataset.renaming_class(0, "white")
    dataset.change_files(change)
    assert change.others == (lamps / "img/classes.txt",)
    assert (lamps / "img/classes.txt").read_text() == "dog\nperson\n"
    assert (lamps / "obj.names").read_text().split() == ["white", "r", "g"]


def test_lists_of_other_datasets_are_never_ours(tmp_path: Path):
    """Beside us, above us, and in the same folder, but leading to other images."""
    mine, theirs = tmp_path / "sets/lamps", tmp_path / "sets/street"
    make_dataset_folder(mine, {"a.png": LINE}, names=("w", "r"))
    make_dataset_folder(theirs, {"b.png": LINE}, names=("w", "r"))
    write_image(mine / "elsewhere/c.png")
    others = {
        tmp_path / "sets/street.yaml": "path: street\ntrain: .\nnames: [w, r]\n",
        tmp_path / "sets/classes.txt": "w\nr\n",
        tmp_path / "sets/obj.names": "w\nr\n",
        mine / "street.yaml": "path: ../street\ntrain: .\nnames: [w, r]\n",
        mine / "street.data": "classes = 2\ntrain = street.txt\nnames = obj.names\n",
        mine / "street.txt": "../street/b.png\n",
        mine / "obj.names": "w\nr\n",
    }
    for path, text in others.items():
        path.write_text(text)
    dataset = open_dataset(mine, plain=True)
    dataset.rename_class(0, "white")
    assert (mine / "classes.txt").read_text() == "white\nr\n"
    assert {path: path.read_text() for path in others} == others
    assert (theirs / "classes.txt").read_text() == "w\nr\n"


def used(dataset: Dataset, class_id: int) -> str:
    with pytest.raises(StudioError) as refused:
        dataset.removing_class(class_id)
    assert refused.value.remedy
    return refused.value.cause


def test_only_an_unused_last_class_can_be_deleted(lamps: Path):
    dataset = open_dataset(lamps)
    before = snapshot(lamps)
    assert "other numbers" in used(dataset, 0)
    assert "boxes of the class r, a.png" in used(dataset, 1)
    assert snapshot(lamps) == before
    dataset.change_files(dataset.removing_class(2))
    assert changed(before, lamps) == {"obj.yaml", "obj.names", "obj.data", "img/classes.txt"}
    assert "classes= 2" in (lamps / "obj.data").read_text()
    for opened in ("", "obj.data", "img"):
        assert open_dataset(lamps / opened).class_names == ["w", "r"]
    assert "boxes of the class r" in used(open_dataset(lamps), 1)


def test_the_only_class_stays(tmp_path: Path):
    dataset = open_dataset(make_dataset_folder(tmp_path, {"a.png": None}, names=("w",)))
    assert "only class" in used(dataset, 0)


@pytest.mark.parametrize(
    ("names", "left"),
    [
        ("names:\n- w\n- r # red\n- g\nnc: 3\n", "names:\n- w\n- r # red\nnc: 2\n"),
        ("names: [w, 'r', \"g\"]\n", "names: [w, 'r']\n"),
        ("nc: 3\nnames: {0: w, 1: r, 2: g}\n", "nc: 2\nnames: {0: w, 1: r}\n"),
        ("names:\n  0: w\n  1: r\n  2: g", "names:\n  0: w\n  1: r\n"),
        ("nc: 3\n", "nc: 2\nnames:\n  0: class0\n  1: class1\n"),
    ],
)
def test_the_last_name_is_taken_out_of_any_form_of_yaml(tmp_path: Path, names: str, left: str):
    write_image(tmp_path / "images/a.png")
    (tmp_path / "data.yaml").write_text(f"train: images\n{names}")
    dataset = open_dataset(tmp_path / "data.yaml")
    dataset.change_files(dataset.removing_class(2))
    assert (tmp_path / "data.yaml").read_text() == f"train: images\n{left}"
    assert len(open_dataset(tmp_path / "data.yaml").class_names) == 2


@pytest.mark.parametrize("gone", ["obj.yaml", "."])
def test_a_list_that_is_gone_is_named_and_not_made_anew(lamps: Path, gone: str):
    dataset = open_dataset(lamps / "obj.yaml")
    (lamps / gone).rename(lamps.parent / "moved")
    before = snapshot(lamps.parent)
    with pytest.raises(StudioError, match="is no longer there"):
        dataset.rename_class(0, "white")
    assert snapshot(lamps.parent) == before
    assert dataset.class_names == ["w", "r", "g"]


def changes(folder: Path, count: int) -> Change:
    edits = []
    for number in range(count):
        path = folder / f"{number}.txt"
        path.write_text(f"old {number}")
        edits.append(
            FileEdit(path, f"old {number}".encode(), f"new {number}".encode() if number % 3 else None)
        )
    return Change((), (), tuple(edits))


@pytest.mark.parametrize("fails_at", [1, 17, 40])
def test_of_many_files_that_are_written_at_once_all_or_none_change(tmp_path: Path, fails_at: int) -> None:
    change = changes(tmp_path, 40)
    before = snapshot(tmp_path)
    told = []

    def watch(done: int, of: int) -> None:
        told.append((done, of))
        if done == fails_at:
            raise StudioError("stopped", "")

    with pytest.raises(StudioError, match="stopped"):
        change.write(watch)
    assert {name: content for name, (content, _) in snapshot(tmp_path).items()} == {
        name: content for name, (content, _) in before.items()
    }
    assert told == [(number + 1, 40) for number in range(fails_at)]
    change.write()
    assert {path.name: path.read_text() for path in tmp_path.glob("*.txt")} == {
        f"{number}.txt": f"new {number}" for number in range(40) if number % 3
    }


def test_when_one_of_many_files_can_t_be_written_the_others_get_back_what_they_held(tmp_path: Path) -> None:
    change = changes(tmp_path, 40)
    (tmp_path / "22.txt").chmod(0o444)
    with pytest.raises(StudioError, match=r"22\.txt is write-protected"):
        change.write()
    assert all((tmp_path / f"{number}.txt").read_text() == f"old {number}" for number in range(40))
    assert len(list(tmp_path.iterdir())) == 40


def test_the_process_keeps_its_umask_when_many_files_are_new(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        paths = [tmp_path / f"{number}.txt" for number in range(60)]
        Change((), (), tuple(FileEdit(path, None, b"new") for path in paths)).write()
        assert {path.stat().st_mode & 0o777 for path in paths} == {0o640}
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
