"""Reading and writing labels on disk, class lists, image sizes."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from studio.core import pictures
from studio.core.data.dataset import LabelConflict, open_dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from tests.factories import Layout, make_dataset, make_dataset_folder, snapshot, write_image

LINE = "0 0.5 0.5 0.25 0.5"
BOX = Box(1, 8, 6, 24, 18)
BOX_LINE = "1 0.250000 0.250000 0.250000 0.250000"


def test_writing_touches_one_file(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": f"{LINE}\r\n", "b.png": LINE, "c.png": None})
    before = snapshot(tmp_path)
    record = dataset.records[0]
    labels = dataset.write(record, [*dataset.read(record).boxes, BOX])
    after = snapshot(tmp_path)
    assert {name for name in after if after[name] != before.get(name)} == {"a.txt"}
    assert after["a.txt"][0].decode() == f"{LINE}\r\n{BOX_LINE}\r\n"
    assert labels == dataset.read(record)


@pytest.mark.parametrize("layout", ["folder", "yaml", "darknet"])
def test_a_class_list_that_others_changed_is_not_written_over(tmp_path: Path, layout: Layout):
    """Otherwise numbers in label files would mean other classes than those they were drawn as."""
    path = make_dataset_folder(tmp_path, {"a.png": LINE}, layout=layout, names=("a", "b"))
    mine, theirs = open_dataset(path), open_dataset(path)
    theirs.add_class("dog")
    before = snapshot(tmp_path)
    for change in (lambda: mine.add_class("cat"), lambda: mine.rename_class(0, "cat")):
        with pytest.raises(StudioError, match="changed by another program or window") as refused:
            change()
        assert "Open the dataset again" in refused.value.remedy
    assert snapshot(tmp_path) == before
    assert mine.class_names == ["a", "b"]
    assert open_dataset(path).class_names == ["a", "b", "dog"]


def test_a_class_list_made_meanwhile_is_not_written_over(tmp_path: Path):
    write_image(tmp_path / "a.png")
    dataset = open_dataset(tmp_path)
    (tmp_path / "classes.txt").write_text("red\ngreen\n")
    with pytest.raises(StudioError, match="changed by another program"):
        dataset.add_class("cat")
    assert (tmp_path / "classes.txt").read_text() == "red\ngreen\n"


def test_writing_what_is_there_changes_nothing(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": f"{LINE} \n\nbad"})
    before = snapshot(tmp_path)
    dataset.write(dataset.records[0], dataset.read(dataset.records[0]).boxes)
    assert snapshot(tmp_path) == before


def test_states_follow_the_file(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": None})
    (record,) = dataset.records
    assert dataset.state(record) == "unseen"
    dataset.write(record, ())
    assert record.label_path.read_bytes() == b""
    assert dataset.state(record) == "empty"
    dataset.write(record, [BOX])
    assert dataset.state(record) == "labelled"
    record.label_path.write_text("not a box at all\n")
    assert dataset.state(record) == "empty"
    assert dataset.read_lines(record).has_unreadable_lines
    dataset.remove_label(record)
    assert dataset.state(record) == "unseen"
    dataset.remove_label(record)


def test_a_label_folder_is_made_when_needed(tmp_path: Path):
    write_image(tmp_path / "images/train/a.png")
    dataset = open_dataset(tmp_path)
    dataset.add_class("cat")
    dataset.write(dataset.records[0], [Box(0, 8, 6, 24, 18)])
    assert (tmp_path / "labels/train/a.txt").read_text() == f"0{BOX_LINE[1:]}\n"


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_labels_are_of_the_image_as_displayed(tmp_path: Path, orientation: int, suffix: str):
    write_image(tmp_path / f"a{suffix}", (64, 48), orientation=orientation)
    (tmp_path / "a.txt").write_text("0 0.25 0.5 0.5 1\n")
    dataset = open_dataset(tmp_path)
    (record,) = dataset.records
    size = (48, 64) if orientation >= 5 else (64, 48)
    assert dataset.image_size(record) == size
    assert pictures.imread(record.path).shape[1::-1] == size
    assert dataset.read(record).boxes[0].xyxy == (0, 0, size[0] / 2, size[1])


def test_image_size_is_read_once_until_the_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    dataset = make_dataset(tmp_path, {"a.png": LINE})
    (record,) = dataset.records
    calls = []
    real = pictures.read_header
    monkeypatch.setattr(pictures, "read_header", lambda path: calls.append(path) or real(path))
    assert [dataset.image_size(record), dataset.image_size(record)] == [(64, 48), (64, 48)]
    assert len(calls) == 1
    write_image(record.path, (20, 30))
    os.utime(record.path, ns=(1, 1))
    assert dataset.image_size(record) == (20, 30)


def test_labels_of_an_unreadable_image_are_never_written(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": LINE})
    (record,) = dataset.records
    record.path.write_text("this is text")
    labels = dataset.read(record)
    assert [problem.kind for problem in labels.problems] == ["image_unreadable"]
    with pytest.raises(StudioError, match=r"a\.png"):
        dataset.write(record, ())
    assert record.label_path.read_text() == LINE


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int):
    dataset = make_dataset(tmp_path, {"a.png": LINE})
    before = snapshot(tmp_path)

    def fail(handle: int) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StudioError, match=r"a\.txt"):
        dataset.write(dataset.records[0], [BOX])
    assert snapshot(tmp_path) == before


def test_what_another_program_wrote_is_not_overwritten(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": LINE, "b.png": None})
    first, second = dataset.records
    known = dataset.read(first)
    first.label_path.write_text(f"{LINE}\n{BOX_LINE}\n")
    with pytest.raises(LabelConflict):
        dataset.write(first, [BOX], expected=known)
    with pytest.raises(LabelConflict):
        dataset.remove_label(first, expected=known)
    assert first.label_path.read_text() == f"{LINE}\n{BOX_LINE}\n"
    unseen = dataset.read(second)
    second.label_path.write_text(LINE)
    with pytest.raises(LabelConflict):
        dataset.write(second, [BOX], expected=unseen)


def test_permissions_of_a_label_file_are_kept(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": LINE})
    (record,) = dataset.records
    record.label_path.chmod(0o640)
    dataset.write(record, [BOX])
    assert record.label_path.stat().st_mode & 0o777 == 0o640


# Class lists

YAMLS = {
    "dict": "# set\ntrain: images # here\nnames:\n  0: cat  # one\n  1: 'dog'\nextra: {a: 1}\n",
    "list": 'names:\n- cat # one\n- "dog"\n\ntrain: images\n',
    "indented list": "train: images\nnames:\n    - cat\n    - dog",
    "flow": "train: images\nnc: 2  # classes\nnames: ['cat', dog]  # both\n",
    "flow lines": "train: images\nnames: [\n  'cat',\n  'dog'\n]\nnc: 2\n",
    "flow dict": "train: images\nnames: {0: cat, 1: dog}\n",
    "crlf": "train: images\r\nnames:\r\n  0: cat\r\n  1: dog\r\n",
}


@pytest.mark.parametrize(
    "name", ["bird", "on", "007", "a: b", "it's", "# no", "белый", "- x", "null", "a, b]"]
)
@pytest.mark.parametrize("text", YAMLS.values(), ids=YAMLS)
def test_classes_of_a_yaml_are_edited_in_place(tmp_path: Path, text: str, name: str):
    write_image(tmp_path / "images/a.png")
    path = tmp_path / "data.yaml"
    path.write_bytes(text.encode())
    dataset = open_dataset(path)
    assert dataset.add_class(f" {name} ") == 2
    dataset.rename_class(0, "tiger")
    assert open_dataset(path).class_names == ["tiger", "dog", name]
    assert open_dataset(path).problems == []
    # Comments, quotes and other keys are as they were.
    for piece in ("# set", "# here", "# one", "# both", "# classes", "'dog'", '"dog"', "extra: {a: 1}"):
        assert (piece in path.read_text()) == (piece in text)
    assert path.read_bytes().count(b"\r\n") == (0 if "\r" not in text else text.count("\r\n") + 1)


def test_classes_of_darknet_are_edited_in_place(tmp_path: Path):
    source = make_dataset_folder(tmp_path, {"a.png": LINE}, layout="darknet", names=["cat", "dog"])
    (tmp_path / "obj.names").write_bytes(b"cat\r\ndog")
    dataset = open_dataset(source)
    dataset.add_class("bird")
    dataset.rename_class(1, "wolf")
    assert (tmp_path / "obj.names").read_bytes() == b"cat\r\nwolf\r\nbird\r\n"
    assert "classes= 3\n" in source.read_text()
    assert open_dataset(source).class_names == dataset.class_names == ["cat", "wolf", "bird"]
    assert open_dataset(source).problems == []


def test_a_folder_without_names_gets_a_list(tmp_path: Path):
    write_image(tmp_path / "a.png")
    (tmp_path / "a.txt").write_text("1 0.5 0.5 0.1 0.1\n")
    dataset = open_dataset(tmp_path)
    dataset.rename_class(1, "dog")
    assert (tmp_path / "classes.txt").read_text() == "class0\ndog\n"
    assert open_dataset(tmp_path).class_names == ["class0", "dog"]


def test_counted_classes_of_a_yaml_get_names(tmp_path: Path):
    write_image(tmp_path / "images/a.png")
    path = tmp_path / "data.yaml"
    path.write_text("train: images\nnc: 2")
    open_dataset(path).rename_class(0, "cat")
    assert open_dataset(path).class_names == ["cat", "class1"]


@pytest.mark.parametrize("name", ["", "  ", "w", "two\nlines", "a\x07"])
def test_unusable_class_names_are_refused(tmp_path: Path, name: str):
    dataset = make_dataset(tmp_path, {"a.png": LINE})
    before = snapshot(tmp_path)
    with pytest.raises(StudioError):
        dataset.add_class(name)
    with pytest.raises(StudioError):
        dataset.rename_class(1, name)
    dataset.rename_class(1, "r")
    assert snapshot(tmp_path) == before


def test_adding_a_class_makes_its_boxes_readable(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": "4 0.5 0.5 0.1 0.1\n"})
    (record,) = dataset.records
    assert (dataset.state(record), len(dataset.read(record).problems)) == ("empty", 1)
    dataset.add_class("y")
    assert (dataset.state(record), len(dataset.read(record).boxes)) == ("labelled", 1)


def test_what_vanished_is_named_as_missing(tmp_path: Path):
    path = make_dataset_folder(tmp_path / "set", {"a.png": LINE, "b.png": LINE}, layout="yaml")
    dataset = open_dataset(path)
    first, second = dataset.records
    first.path.unlink()
    assert "a.png is no longer there." in dataset.read(first).problems[0].message
    with pytest.raises(StudioError, match=r"a\.png is no longer there\."):
        dataset.write(first, [BOX])
    assert first.label_path.read_text() == LINE
    labels = dataset.read(second)
    second.label_path.unlink()
    with pytest.raises(LabelConflict, match=r"b\.txt is no longer there"):
        dataset.write(second, [BOX], expected=labels)
    (tmp_path / "set").rename(tmp_path / "moved")
    with pytest.raises(StudioError, match=r"set is no longer there, and b\.png with it\."):
        dataset.write(second, [BOX])
    assert not (tmp_path / "set").exists()
