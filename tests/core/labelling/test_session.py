"""The label session: what is open, edits, and undo without limit over images."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.data.dataset import open_dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.labelling.history import History
from studio.core.labelling.session import LabelSession
from tests.core.labelling.given import on_disk, snapshot_bytes
from tests.factories import make_dataset_folder, snapshot, write_image


def test_looking_changes_nothing(session: LabelSession, tmp_path: Path):
    before = snapshot(tmp_path)
    for index in (0, 1, 2, 3, 0):
        session.open(index)
        session.select([0, 5])
        session.nudge(0, 0)
        session.delete([])
        session.set_class(0, [])
        session.undo()
        session.redo()
    assert snapshot(tmp_path) == before


def test_the_open_image(session: LabelSession):
    assert session.index == 0
    assert session.record.path.name == "a.png"
    assert session.size_wh == (64, 48)
    assert [box.class_id for box in session.boxes] == [0, 1, 2]
    # The file begins with a byte order mark.
    assert [problem.line for problem in session.problems] == [None, 3]
    states = []
    for index in range(4):
        session.open(index)
        states.append(session.state)
    assert states == ["labelled", "unseen", "empty", "labelled"]
    for index in (-1, 4):
        with pytest.raises(IndexError):
            session.open(index)


def test_each_edit_is_on_disk_at_once_and_hooks_hear(session: LabelSession):
    calls = []
    session.changed.append(lambda: calls.append(session.state))
    session.open(1)
    session.current_class = 3
    assert session.add_box((40, 40, 80, 20)) == 0
    assert session.boxes == (Box(3, 40, 20, 64, 40),)
    assert (session.selection, session.fresh) == ((), (0,))
    assert on_disk(session) == b"3 0.812500 0.625000 0.375000 0.416667\n"
    session.select([0])
    session.set_class(1)
    session.nudge(-8, 4)
    assert on_disk(session) == b"1 0.687500 0.708333 0.375000 0.416667\n"
    session.delete()
    assert on_disk(session) == b""
    assert calls == ["unseen", *["labelled"] * 4, "empty"]


def test_undo_gives_the_very_bytes_back(session: LabelSession):
    seen = [on_disk(session)]
    session.delete([1])
    seen.append(on_disk(session))
    session.add_box((1, 1, 9, 9), 2)
    seen.append(on_disk(session))
    session.replace_boxes({0: (0, 0, 10, 10), 1: (5, 5, 20, 20)})
    seen.append(on_disk(session))
    session.mark_empty()
    seen.append(on_disk(session))
    assert len(set(seen)) == 5
    for content in reversed(seen[:-1]):
        assert session.undo()
        assert on_disk(session) == content
    assert not session.can_undo
    assert not session.undo()
    for content in seen[1:]:
        assert session.redo()
        assert on_disk(session) == content
    assert not session.redo()
    # Untouched lines, the unreadable one too, were never reworded.
    assert b"  1\t.25 0.250 0.1 0.1 \n" in seen[0]
    assert b"not a box\r\n" in seen[4]


def test_undo_goes_back_to_unseen(session: LabelSession):
    session.open(1)
    session.mark_empty()
    assert (session.state, on_disk(session)) == ("empty", b"")
    session.undo()
    assert (session.state, on_disk(session)) == ("unseen", None)
    session.redo()
    assert (session.state, on_disk(session)) == ("empty", b"")
    session.mark_empty()
    assert session.undo()
    assert not session.can_undo


def test_undo_goes_back_over_images_in_the_order_things_were_done(session: LabelSession, tmp_path: Path):
    before = snapshot_bytes(tmp_path)
    session.delete([0])
    session.open(3)
    session.add_box((0, 0, 5, 5), 0)
    session.open(1)
    session.mark_empty()
    session.add_class("violet")
    session.open(2)
    texts = [
        "added the class “violet”",
        "marked b.png “no objects”",
        "drew a box on d.png",
        "deleted 1 box on a.png",
    ]
    where = []
    for text in texts:
        assert session.undo_text == text
        step = session.undo()
        assert step is not None
        assert step.text == text
        where.append(session.record.path.name)
    # Classes are of all images: the open one stays.
    assert where == ["c.png", "b.png", "d.png", "a.png"]
    assert snapshot_bytes(tmp_path) == before
    assert (session.can_undo, session.undo_text) == (False, "")
    assert session.undo() is None
    assert session.redo_text == texts[-1]
    for text in reversed(texts):
        step = session.redo()
        assert step is not None
        assert step.text == text
    assert session.dataset.class_names[-1] == "violet"
    assert (tmp_path / "b.txt").read_bytes() == b""
    assert not session.can_redo


def test_an_edit_after_undo_drops_what_was_undone(session: LabelSession):
    session.delete([0])
    session.undo()
    session.delete([1])
    assert not session.can_redo
    assert [box.class_id for box in session.boxes] == [0, 2]


def test_copy_from_previous(session: LabelSession):
    assert session.copy_from_previous() == 0
    session.open(1)
    assert session.copy_from_previous() == 3
    assert (session.selection, session.fresh) == ((), (0, 1, 2))
    assert [box.class_id for box in session.boxes] == [0, 1, 2]
    assert session.copy_from_previous() == 0
    session.undo()
    assert session.state == "unseen"


def test_copies_from_a_larger_image_are_cut_to_this_one(tmp_path: Path):
    make_dataset_folder(tmp_path, {"b.png": ""})
    write_image(tmp_path / "a.png", (200, 200))
    (tmp_path / "a.txt").write_text("0 0.25 0.2 0.2 0.2\n1 0.9 0.9 0.1 0.1\n")
    session = LabelSession(open_dataset(tmp_path))
    session.open(1)
    assert session.copy_from_previous() == 1
    assert session.boxes == (Box(0, 30, 20, 64, 48),)


class Unwilling:
    """A step that can't be done just now."""

    text = subject = "unwilling"

    def undo(self) -> None:
        raise StudioError("Not now.", "Wait.")

    redo = undo


def test_a_group_is_taken_back_whole_or_not_at_all(session: LabelSession):
    history = History()
    done: list[str] = []

    class Noted:
        text = subject = "noted"

        def undo(self) -> None:
            done.append("undo")

        def redo(self) -> None:
            done.append("redo")

    with history.together("both"):
        history.push(Unwilling())
        history.push(Noted())
    with pytest.raises(StudioError, match="Not now"):
        history.undo()
    assert done == ["undo", "redo"]
    # It may be possible later, so it stays.
    assert history.last is not None
    assert history.last.text == "both"
