"""The label session: edits, undo without limit, saving, and what happens when saving fails."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from studio.core.data.dataset import open_dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.labelling.class_edits import rename_class
from studio.core.labelling.history import History
from studio.core.labelling.hit_test import XYXY
from studio.core.labelling.journal import Journal
from studio.core.labelling.merges import merge_class, merging
from studio.core.labelling.past import Past
from studio.core.labelling.session import LabelSession
from tests.factories import make_dataset, make_dataset_folder, snapshot, write_image

LINE = "0 0.5 0.5 0.25 0.5"
ODD = f"\ufeff{LINE}\r\n  1\t.25 0.250 0.1 0.1 \nnot a box\r\n2 0.75 0.75 0.1 0.1"


@pytest.fixture
def session(tmp_path: Path) -> LabelSession:
    return LabelSession(make_dataset(tmp_path, {"a.png": ODD, "b.png": None, "c.png": "", "d.png": LINE}))


def snapshot_bytes(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(folder).items()}


def remarks_of(session: LabelSession) -> dict[str, bytes]:
    """Return what was said of images and boxes, by file; nothing before the first was said."""
    folder = session.dataset.remarks.folder
    kept = snapshot_bytes(folder) if folder.exists() else {}
    return {name: content for name, content in kept.items() if name != "dataset.json"}


def on_disk(session: LabelSession) -> bytes | None:
    path = session.record.label_path
    return path.read_bytes() if path.exists() else None


class BrokenDisk:
    """Every write fails until `mended`, as on a full disk: the last system call before the rename."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: int = errno.ENOSPC) -> None:
        self._patch = monkeypatch
        self._fsync = os.fsync
        self._error = error
        monkeypatch.setattr(os, "fsync", self._fail)

    def _fail(self, handle: int) -> None:
        raise OSError(self._error, os.strerror(self._error))

    def mend(self) -> None:
        self._patch.setattr(os, "fsync", self._fsync)


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


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_a_failed_write_keeps_the_edit_and_tries_again(
    session: LabelSession, monkeypatch: pytest.MonkeyPatch, error: int
):
    before = on_disk(session)
    disk = BrokenDisk(monkeypatch, error)
    session.add_box((1, 1, 9, 9), 0)
    assert len(session.boxes) == 4
    assert session.failure is not None
    assert "a.txt" in session.failure.cause
    assert on_disk(session) == before
    # Going on with another image doesn't forget it.
    session.open(3)
    session.delete([0])
    assert [record.path.name for record in session.unsaved] == ["a.png", "d.png"]
    assert not session.retry()
    disk.mend()
    assert session.retry()
    assert session.failure is None
    assert session.unsaved == []
    assert on_disk(session) == b""
    session.open(0)
    assert len(session.boxes) == 4
    assert (on_disk(session) or b"").count(b"\n") == 4
    # The last step was on the other image; then comes this one.
    session.undo()
    assert session.record.path.name == "d.png"
    session.undo()
    assert session.record.path.name == "a.png"
    assert on_disk(session) == before


def test_the_next_edit_saves_what_was_left_behind(session: LabelSession, monkeypatch: pytest.MonkeyPatch):
    disk = BrokenDisk(monkeypatch)
    session.delete([0])
    session.open(1)
    disk.mend()
    session.mark_empty()
    assert session.failure is None
    session.open(0)
    assert [box.class_id for box in session.dataset.read(session.record).boxes] == [1, 2]


def test_an_unsaved_edit_survives_coming_back_to_the_image(
    session: LabelSession, monkeypatch: pytest.MonkeyPatch
):
    BrokenDisk(monkeypatch)
    session.delete([0])
    session.open(1)
    session.open(0)
    assert len(session.boxes) == 2
    assert session.failure is not None


def test_a_label_folder_that_is_a_file_is_reported(tmp_path: Path):
    write_image(tmp_path / "images/a.png")
    (tmp_path / "classes.txt").write_text("w\n")
    (tmp_path / "labels").write_text("in the way")
    session = LabelSession(open_dataset(tmp_path))
    # Root may write anywhere, so a read-only folder can't be had in every test run; this fails for anyone.
    session.dataset.records[0] = type(session.record)(session.record.path, tmp_path / "labels/a.txt")
    session.open(0)
    session.add_box((1, 1, 9, 9))
    assert session.failure is not None
    (tmp_path / "labels").unlink()
    assert session.retry()
    assert (tmp_path / "labels/a.txt").exists()


def test_an_edit_made_elsewhere_is_never_overwritten_unasked(session: LabelSession):
    theirs = b"3 0.5 0.5 0.1 0.1\n"
    session.record.label_path.write_bytes(theirs)
    session.delete([0])
    assert session.has_conflict
    assert session.failure is not None
    assert on_disk(session) == theirs
    # More edits and retries change nothing about that.
    session.delete([0])
    assert not session.retry()
    assert on_disk(session) == theirs
    session.reload()
    assert not session.has_conflict
    assert [box.class_id for box in session.boxes] == [3]
    # Ours is an undo away, and then it is meant.
    session.undo()
    assert [box.class_id for box in session.boxes] == [2]
    assert session.failure is None
    assert b"2 0.75 0.75 0.1 0.1" in (on_disk(session) or b"")


def test_undo_over_a_conflict_says_so_and_waits_for_the_decision(session: LabelSession):
    theirs = b"3 0.5 0.5 0.1 0.1\n"
    session.delete([0])
    session.record.label_path.write_bytes(theirs)
    session.delete([0])
    session.open(1)
    with pytest.raises(StudioError, match="Reload it, or write your boxes over it"):
        session.undo()
    assert session.record.path.name == "a.png"
    assert on_disk(session) == theirs
    session.overwrite()
    session.undo()
    session.undo()
    assert [box.class_id for box in session.boxes] == [0, 1, 2]


def test_steps_on_other_images_outlive_one_whose_file_was_changed(session: LabelSession):
    session.open(3)
    session.delete([0])
    session.open(0)
    session.delete([0])
    session.delete([0])
    theirs = b"3 0.5 0.5 0.1 0.1\n"
    session.record.label_path.write_bytes(theirs)
    session.open(1)
    session.mark_empty()
    session.undo()
    with pytest.raises(StudioError, match=r"deleted 1 box on a\.png"):
        session.undo()
    assert session.record.path.name == "a.png"
    assert [box.class_id for box in session.boxes] == [3]
    assert session.undo_text == "deleted 1 box on d.png"
    session.undo()
    assert on_disk(session) == LINE.encode()
    session.open(0)
    assert on_disk(session) == theirs


def test_a_step_that_can_not_be_made_again_is_told(session: LabelSession):
    session.delete([0])
    session.undo()
    theirs = b"3 0.5 0.5 0.1 0.1\n"
    session.record.label_path.write_bytes(theirs)
    with pytest.raises(StudioError, match="stays as it is"):
        session.redo()
    assert not session.can_redo
    assert on_disk(session) == theirs


def test_a_class_list_changed_elsewhere_is_not_put_back(session: LabelSession, tmp_path: Path):
    session.add_class("violet")
    (tmp_path / "classes.txt").write_text("w\nr\ng\nb\nviolet\nteal\n")
    with pytest.raises(StudioError, match=r"classes\.txt was changed by another program"):
        session.undo()
    assert (tmp_path / "classes.txt").read_text().endswith("teal\n")
    assert not session.can_undo


def test_renaming_is_a_step_too(session: LabelSession, tmp_path: Path):
    before = (tmp_path / "classes.txt").read_bytes()
    rename_class(session, 0, "white")
    assert session.undo_text == "renamed “w” to “white”"
    session.undo()
    assert session.dataset.class_names[0] == "w"
    assert (tmp_path / "classes.txt").read_bytes() == before
    session.redo()
    assert (tmp_path / "classes.txt").read_text().split()[0] == "white"


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


def test_overwriting_is_possible_when_asked(session: LabelSession):
    session.record.label_path.write_bytes(b"3 0.5 0.5 0.1 0.1\n")
    session.delete([0])
    session.overwrite()
    assert session.failure is None
    assert [box.class_id for box in session.dataset.read(session.record).boxes] == [1, 2]


def test_coming_back_shows_what_was_edited_elsewhere(session: LabelSession):
    session.delete([0])
    session.open(1)
    path = session.dataset.records[0].label_path
    path.write_bytes(b"3 0.5 0.5 0.1 0.1\n")
    session.open(0)
    assert [box.class_id for box in session.boxes] == [3]
    # What was done before is gone for good, and told; their work is not overwritten.
    with pytest.raises(StudioError, match="changed by another program meanwhile"):
        session.undo()
    assert path.read_bytes() == b"3 0.5 0.5 0.1 0.1\n"
    assert not session.can_undo
    path.unlink()
    session.open(0)
    assert session.state == "unseen"


def test_an_unreadable_image_can_be_opened_but_not_emptied(session: LabelSession, tmp_path: Path):
    (tmp_path / "d.png").write_text("not an image")
    before = snapshot(tmp_path)
    session.open(3)
    assert session.boxes == ()
    assert [problem.kind for problem in session.problems] == ["image_unreadable"]
    with pytest.raises(StudioError):
        session.add_box((1, 1, 9, 9), 0)
    session.mark_empty()
    assert snapshot(tmp_path) == before


def test_without_classes_the_remedy_is_told(tmp_path: Path):
    write_image(tmp_path / "a.png")
    session = LabelSession(open_dataset(tmp_path))
    with pytest.raises(StudioError, match="Add a class first"):
        session.add_box((1, 1, 9, 9))
    session.dataset.add_class("cat")
    assert session.add_box((1, 1, 9, 9)) == 0
    with pytest.raises(ValueError, match="class 7"):
        session.set_class(7)


def test_any_edits_on_any_images_can_be_undone_and_are_on_disk(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
):
    """Edits over several images and of the classes, some undone: all undone, each file has its old bytes."""
    # Bytes are looked at here, not power cuts: waiting for the disk takes most of the time.
    monkeypatch.setattr(os, "fsync", lambda handle: None)

    class Editing(RuleBasedStateMachine):
        @initialize(is_new=st.booleans())
        def start(self, is_new: bool) -> None:
            self.folder = tmp_path_factory.mktemp("set")
            labels = {"a.png": ODD, "b.png": None, "c.png": "4 0.5 0.5 0.25 0.5", "d.png": ""}
            if is_new:
                dataset = make_dataset(self.folder, dict.fromkeys(labels), names=())
            else:
                dataset = make_dataset(self.folder, labels)
            self.journal = tmp_path_factory.mktemp("journal")
            self.session = LabelSession(dataset, Journal(self.journal))
            self.past: Past | None = None
            self.original = snapshot_bytes(self.folder)
            self.names = list(dataset.class_names)

        @rule(x=st.floats(-30, 90), y=st.floats(-5, 50), side=st.floats(0, 40))
        def draw(self, x: float, y: float, side: float) -> None:
            count = len(self.session.boxes) + len(self.session.pending)
            self.session.draw((x, y, x + side, y + side))
            assert len(self.session.boxes) + len(self.session.pending) <= count + 1

        @precondition(lambda self: self.session.boxes)
        @rule(data=st.data(), dx=st.floats(-20, 20), dy=st.floats(-20, 20))
        def move(self, data: st.DataObject, dx: float, dy: float) -> None:
            self.session.select([data.draw(st.integers(0, len(self.session.boxes) - 1))])
            self.session.nudge(dx, dy)

        @precondition(lambda self: self.session.boxes)
        @rule(data=st.data())
        def change_class(self, data: st.DataObject) -> None:
            class_id = data.draw(st.integers(0, len(self.session.dataset.class_names) - 1))
            self.session.set_class(class_id, [data.draw(st.integers(0, len(self.session.boxes) - 1))])

        @precondition(lambda self: self.session.boxes)
        @rule(data=st.data())
        def delete(self, data: st.DataObject) -> None:
            self.session.delete([data.draw(st.integers(0, len(self.session.boxes) - 1))])

        @precondition(lambda self: self.session.boxes)
        @rule(data=st.data(), said=st.sampled_from([("difficult", True), ("occluded", False), ("text", "ü")]))
        def say(self, data: st.DataObject, said: tuple[str, bool | str]) -> None:
            self.session.say(*said, [data.draw(st.integers(0, len(self.session.boxes) - 1))])

        @rule(tags=st.lists(st.sampled_from(["night", "rain"]), max_size=2))
        def tag(self, tags: list[str]) -> None:
            self.session.set_tags(tags)

        @rule()
        def empty(self) -> None:
            self.session.mark_empty()

        @rule()
        def copy(self) -> None:
            self.session.copy_from_previous()

        @precondition(lambda self: self.session.boxes)
        @rule()
        def duplicate(self) -> None:
            self.session.add_copies(self.session.boxes[-2:])

        @rule(name=st.sampled_from("uvxyz"))
        def add_class(self, name: str) -> None:
            if name not in self.session.dataset.class_names:
                self.session.add_class(name)

        @precondition(lambda self: self.session.unnamed)
        @rule(name=st.sampled_from("uvxyz"))
        def name(self, name: str) -> None:
            self.session.name_pending(name)
            assert self.session.unnamed is None

        @precondition(lambda self: self.session.pending)
        @rule()
        def drop(self) -> None:
            self.session.drop_pending(0)

        @rule()
        def undo(self) -> None:
            self.session.undo()

        @rule()
        def redo(self) -> None:
            self.session.redo()

        @precondition(lambda self: self.session.journal.is_read or not self.session.unnamed)
        @rule()
        def close_the_window_and_open_it_again(self) -> None:
            index, pending = self.session.index, pending_of(self.session)
            self.session.journal.close()
            self.session = LabelSession(open_dataset(self.folder), Journal(self.journal))
            self.past = None
            images = [record.path for record in self.session.dataset.records]
            assert images == sorted(images)
            self.session.open(index)
            if pending:
                self.session.take_over(self.session.journal.read())
                assert pending_of(self.session) == pending

        @precondition(lambda self: not self.session.journal.is_read)
        @rule()
        def read_what_was_done_before(self) -> None:
            self.past = self.session.journal.read()

        @precondition(lambda self: self.past is not None)
        @rule()
        def take_it_over(self) -> None:
            self.session.take_over(self.past)
            self.past = None
            assert self.session.lacking == self.session.overtaken == []

        @precondition(lambda self: len(self.session.dataset.class_names) > 1)
        @rule(data=st.data())
        def merge(self, data: st.DataObject) -> None:
            source, target = data.draw(
                st.permutations(range(len(self.session.dataset.class_names))).map(lambda ids: ids[:2])
            )
            if self.session.unnamed is None:
                merge_class(self.session, merging(self.session.dataset, source, target))

        @precondition(lambda self: len(self.session.dataset.records) > 1 and not self.session.pending)
        @rule()
        def trash(self) -> None:
            image = self.session.record.path
            self.session.trash_image()
            assert not image.exists()
            assert image not in [record.path for record in self.session.dataset.records]

        @rule(index=st.integers(0, 3))
        def open(self, index: int) -> None:
            index = min(index, len(self.session.dataset.records) - 1)
            kept = self.session.selection if index == self.session.index else ()
            self.session.open(index)
            assert self.session.selection == kept

        @invariant()
        def disk_says_what_the_session_says(self) -> None:
            labels = self.session.dataset.read(self.session.record)
            assert [box.class_id for box in labels.boxes] == [box.class_id for box in self.session.boxes]
            for mine, written in zip(self.session.boxes, labels.boxes, strict=True):
                assert written.xyxy == pytest.approx(mine.xyxy, abs=1e-3)
                assert written.attributes == mine.attributes
            assert labels.tags == self.session.tags
            assert self.session.failure is None
            assert bool(self.session.unnamed) == bool(self.session.unsaved)
            assert self.session.dataset.state(self.session.record) == self.session.state
            assert open_dataset(self.folder).class_names == self.session.dataset.class_names

        def teardown(self) -> None:
            self.session.journal.close()
            if not self.session.journal.is_read:
                self.session.take_over(self.session.journal.read())
            now, said, done = snapshot_bytes(self.folder), remarks_of(self.session), 0
            while self.session.undo():
                done += 1
            assert snapshot_bytes(self.folder) == self.original
            assert remarks_of(self.session) == {}
            assert self.session.dataset.class_names == self.names
            assert self.session.unsaved == []
            for _ in range(done):
                assert self.session.redo()
            assert snapshot_bytes(self.folder) == now
            assert remarks_of(self.session) == said

    run_state_machine_as_test(
        Editing,
        settings=settings(
            max_examples=20, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def pending_of(session: LabelSession) -> dict[Path, tuple[XYXY, ...]]:
    return {sheet.record.path: sheet.pending for sheet in session.sheets if sheet.pending}


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


def test_labels_of_an_image_that_could_not_be_read_outlive_the_next_edit(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": f"{LINE}\n1 0.25 0.25 0.1 0.1\n", "b.png": LINE})
    whole = (tmp_path / "a.png").read_bytes()
    (tmp_path / "a.png").write_bytes(whole[:20])
    session = LabelSession(dataset)
    assert session.boxes == ()
    (tmp_path / "a.png").write_bytes(whole)
    session.add_box((1, 1, 9, 9), 2)
    assert on_disk(session).decode().splitlines()[:2] == [LINE, "1 0.25 0.25 0.1 0.1"]
    assert len(session.boxes) == 3


def test_boxes_follow_a_photo_that_is_resized_meanwhile(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": LINE}, size_wh=(100, 80))
    session = LabelSession(dataset)
    session.add_box((10, 10, 30, 30), 1)
    added = on_disk(session).splitlines()[1]
    write_image(tmp_path / "a.png", (50, 40))
    os.utime(tmp_path / "a.png", ns=(1, 1))
    session.delete([0])
    assert on_disk(session).splitlines() == [added]
    assert session.boxes[0].xyxy == pytest.approx((5, 5, 15, 15))
    session.undo()
    assert session.boxes[0].xyxy == pytest.approx((18.75, 10, 31.25, 30))
    session.undo()
    assert on_disk(session).decode() == LINE


def test_what_can_not_be_written_does_not_pass_for_saved(tmp_path: Path):
    session = LabelSession(make_dataset(tmp_path, {"a.png": "0 .5 .5 1e-20 1e-20\n"}))
    session.set_class(1, [0])
    assert "can't be written" in session.failure.cause
    session.undo()
    assert session.failure is None
    assert on_disk(session) == b"0 .5 .5 1e-20 1e-20\n"
