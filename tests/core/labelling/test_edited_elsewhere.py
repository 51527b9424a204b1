"""The label session: files that another program changes meanwhile are never overwritten unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.core.labelling.session import LabelSession
from tests.core.labelling.given import LINE, on_disk


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
