"""The label session: what happens when saving fails, or an image or its labels can't be read."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from studio.core.data.dataset import open_dataset
from studio.core.errors import StudioError
from studio.core.labelling.session import LabelSession
from tests.core.labelling.given import LINE, on_disk
from tests.factories import make_dataset, snapshot, write_image


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
