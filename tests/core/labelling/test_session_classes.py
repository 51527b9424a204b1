"""The label session: classes that are added, renamed or not there yet, and the boxes they concern."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.data.dataset import open_dataset
from studio.core.errors import StudioError
from studio.core.labelling.class_edits import rename_class
from studio.core.labelling.session import LabelSession
from tests.core.labelling.given import LINE, on_disk, snapshot_bytes
from tests.factories import make_dataset, write_image


def test_renaming_is_a_step_too(session: LabelSession, tmp_path: Path):
    before = (tmp_path / "classes.txt").read_bytes()
    rename_class(session, 0, "white")
    assert session.undo_text == "renamed “w” to “white”"
    session.undo()
    assert session.dataset.class_names[0] == "w"
    assert (tmp_path / "classes.txt").read_bytes() == before
    session.redo()
    assert (tmp_path / "classes.txt").read_text().split()[0] == "white"


def test_a_box_that_waits_for_its_class_says_how_large_the_next_one_is(tmp_path: Path):
    write_image(tmp_path / "a.png")
    session = LabelSession(open_dataset(tmp_path))
    assert not session.add_like_last((20, 20))
    session.draw((1, 1, 9, 7))
    assert session.add_like_last((20, 20))
    assert session.pending == ((1, 1, 9, 7), (16, 17, 24, 23))


def test_boxes_without_a_class_are_the_session_s(tmp_path: Path):
    for name in ("a.png", "b.png"):
        write_image(tmp_path / name)
    session = LabelSession(open_dataset(tmp_path))
    before = snapshot_bytes(tmp_path)
    session.draw((1, 1, 9, 9))
    session.draw((20, 20, 9, 30))
    assert session.pending == ((1, 1, 9, 9), (9, 20, 20, 30))
    session.open(1)
    session.draw((2, 2, 8, 8))
    assert [record.path.name for record in session.unsaved] == ["a.png", "b.png"]
    assert session.unnamed is not None
    assert "3 boxes have no class yet" in session.unnamed.cause
    assert snapshot_bytes(tmp_path) == before
    session.drop_pending(0)
    assert (session.pending, len(session.unsaved)) == ((), 1)
    session.undo()
    assert session.name_pending(" bulb ") == 0
    assert session.unnamed is None
    assert session.dataset.class_names == ["bulb"]
    assert (tmp_path / "b.txt").read_text().startswith("0 ")
    assert len((tmp_path / "a.txt").read_text().splitlines()) == 2
    # One step: the class, and the boxes of both images.
    session.undo()
    assert session.dataset.class_names == []
    assert snapshot_bytes(tmp_path) == before
    assert len(session.unsaved) == 2


def test_without_classes_the_remedy_is_told(tmp_path: Path):
    write_image(tmp_path / "a.png")
    session = LabelSession(open_dataset(tmp_path))
    with pytest.raises(StudioError, match="Add a class first"):
        session.add_box((1, 1, 9, 9))
    session.dataset.add_class("cat")
    assert session.add_box((1, 1, 9, 9)) == 0
    with pytest.raises(ValueError, match="class 7"):
        session.set_class(7)


def test_lines_of_a_class_that_is_added_become_boxes_and_none_is_lost(tmp_path: Path):
    text = f"{LINE}\n2 0.25 0.25 0.1 0.1\n2 0.75 0.25 0.1 0.1\n"
    dataset = make_dataset(tmp_path, {"a.png": text, "b.png": text}, names=("a", "b"))
    session = LabelSession(dataset)
    session.add_box((1, 1, 9, 9), 1)
    edited = on_disk(session)
    session.open(1)
    session.delete([0])
    session.add_class("c")
    assert len(session.boxes) == 2
    session.open(0)
    assert len(session.boxes) == 4
    assert on_disk(session) == edited
    session.delete([0])
    assert [line[0] for line in on_disk(session).decode().splitlines()] == ["1", "2", "2"]
    while session.undo():
        assert on_disk(session).count(b"\n2 ") + on_disk(session).startswith(b"2 ") == 2
    assert [(tmp_path / name).read_text() for name in ("a.txt", "b.txt")] == [text, text]
    assert session.dataset.class_names == ["a", "b"]
    assert len(session.boxes) == 1
    while session.redo():
        pass
    session.open(0)
    assert [box.class_id for box in session.boxes] == [1, 2, 2]


def test_an_image_opened_after_a_class_was_added_follows_when_that_is_undone(tmp_path: Path):
    dataset = make_dataset(
        tmp_path, {"a.png": LINE, "b.png": f"{LINE}\n2 0.25 0.25 0.1 0.1\n"}, names=("a", "b")
    )
    session = LabelSession(dataset)
    session.add_class("c")
    session.open(1)
    session.delete([0])
    assert [box.class_id for box in session.boxes] == [2]
    session.undo()
    session.undo()
    assert (session.index, [box.class_id for box in session.boxes]) == (1, [0])
    session.redo()
    assert [box.class_id for box in session.boxes] == [0, 2]
    session.redo()
    assert [box.class_id for box in session.boxes] == [2]
    session.undo()
    session.undo()
    assert on_disk(session).decode() == f"{LINE}\n2 0.25 0.25 0.1 0.1\n"
