"""Boxes that wait for a class: no label file holds them, the journal does."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from studio.core.data.dataset import open_dataset
from studio.core.labelling.session import LabelSession
from tests.factories import journal_lines, make_dataset, opened_again, resume, snapshot, write_image


def test_boxes_without_a_class_outlive_the_process_until_they_are_named_or_dropped(tmp_path: Path) -> None:
    make_dataset(tmp_path / "set", {"a.png": None, "b.png": None, "c.png": None}, names=(), size_wh=(60, 40))

    def again(session: LabelSession | None = None) -> LabelSession:
        if session is not None:
            session.journal.close()
        return resume(open_dataset(tmp_path / "set"), tmp_path / "journal")

    def waiting(session: LabelSession) -> dict[str, list[tuple[float, ...]]]:
        return {sheet.record.path.name: list(sheet.pending) for sheet in session.sheets if sheet.pending}

    session = again()
    for place in ((1, 1, 9, 9), (20.25, 20, 30, 30.1), (40, 20, 50, 30)):
        session.draw(place)
    session.drop_pending(2)
    session.open(1)
    session.draw((1, 2, 3, 9))
    session.undo()
    session.redo()
    session.open(2)
    session.draw((5, 5, 8, 8))
    session.undo()
    wanted = {"a.png": [(1, 1, 9, 9), (20.25, 20, 30, 30.1)], "b.png": [(1, 2, 3, 9)]}
    assert waiting(session) == wanted
    before = snapshot(tmp_path / "set")
    session = again(session)
    assert waiting(session) == wanted
    assert snapshot(tmp_path / "set") == before
    assert session.undo_text == "drew boxes without a class again"
    # The day is kept for as long as one waits.
    (path,) = (tmp_path / "journal").glob("*.jsonl")
    older_lines = [{**line, "at": line["at"] - 48 * 3600} for line in journal_lines(tmp_path / "journal")]
    session.journal.close()
    path.unlink()
    older = path.with_stem(f"{date.today() - timedelta(days=2):%Y-%m-%d}")
    older.write_text("".join(json.dumps(line) + "\n" for line in older_lines))
    write_image(tmp_path / "set/b.png", (120, 80))
    (tmp_path / "set/a.png").rename(tmp_path / "a.png")
    session = again()
    assert waiting(session) == {"b.png": [(2, 4, 6, 18)]}
    session.undo()
    assert waiting(session) == {}
    session = again(session)
    assert waiting(session) == {}
    assert older.exists()
    (tmp_path / "a.png").rename(tmp_path / "set/a.png")
    session = again(session)
    assert waiting(session) == {"a.png": wanted["a.png"]}
    session.name_pending("w")
    session.open(0)
    assert [box.xyxy for box in session.boxes] == wanted["a.png"]
    session = again(session)
    assert (waiting(session), session.lacking) == ({}, [])
    assert not older.exists()


@pytest.mark.parametrize(
    "waiting",
    [
        {"image": "IMAGE", "size": [60], "boxes": [[1, 2, 3, 4]]},
        {"image": "IMAGE", "size": [60, 0], "boxes": [[1, 2, 3, 4]]},
        {"image": "IMAGE", "size": [60, 40], "boxes": [[1, 2, 3]]},
        {"image": "IMAGE", "size": [60, 40], "boxes": [[1, 2, 3, "4"]]},
        {"image": "IMAGE/..", "size": [60, 40], "boxes": [[1, 2, 3, 4]]},
        {"image": "IMAGE", "size": [60, 40], "boxes": [[-1e9, 2, 1e9, 4]]},
    ],
)
def test_damaged_boxes_without_a_class_are_passed_over(tmp_path: Path, waiting: dict) -> None:
    dataset = make_dataset(tmp_path / "set", {"a.png": None}, names=(), size_wh=(60, 40))
    waiting["image"] = waiting["image"].replace("IMAGE", str(dataset.records[0].path))
    (tmp_path / "journal").mkdir()
    line = {"at": int(time.time()), "do": "step", "number": 1, "waiting": waiting}
    (tmp_path / f"journal/{date.today():%Y-%m-%d}.jsonl").write_text(json.dumps(line) + "\n")
    session = resume(dataset, tmp_path / "journal")
    assert session.pending in ((), ((0, 2, 60, 4),))


def test_boxes_without_a_class_outlive_crashes_before_they_are_known(tmp_path: Path) -> None:
    make_dataset(tmp_path / "set", {"a.png": None, "b.png": None}, names=(), size_wh=(60, 40))
    session = None
    for x in (1, 11, 21):
        session = opened_again(tmp_path, session, reads=False)
        session.draw((x, 1, x + 8, 9))
        session.draw((x, 20, x + 8, 29))
        session.undo()
    session = opened_again(tmp_path, session)
    drawn = [(1, 1, 9, 9), (11, 1, 19, 9), (21, 1, 29, 9)]
    assert list(session.pending) == drawn
    session.drop_pending(0)
    session = opened_again(tmp_path, session)
    assert list(session.pending) == drawn[1:]
    # What is named before the others are known leaves those.
    session = opened_again(tmp_path, session, reads=False)
    session.draw((31, 1, 39, 9))
    session.name_pending("w")
    session = opened_again(tmp_path, session)
    assert [box.xyxy for box in session.boxes] == [pytest.approx((31, 1, 39, 9), abs=0.01)]
    assert list(session.pending) == drawn[1:]
    session.undo()
    session = opened_again(tmp_path, session)
    assert session.pending == ()


def test_boxes_without_a_class_of_two_windows_both_outlive_them(tmp_path: Path) -> None:
    make_dataset(tmp_path / "set", {"a.png": None}, names=(), size_wh=(60, 40))
    first, second = opened_again(tmp_path), opened_again(tmp_path)
    first.draw((1, 1, 9, 9))
    second.draw((11, 1, 19, 9))
    first.draw((21, 1, 29, 9))
    second.journal.close()
    session = opened_again(tmp_path, first)
    assert set(session.pending) == {(1, 1, 9, 9), (11, 1, 19, 9), (21, 1, 29, 9)}
    session = opened_again(tmp_path, session)
    assert len(session.pending) == 3


def test_boxes_are_drawn_again_on_a_photo_that_could_not_be_read_when_it_was_opened(tmp_path: Path) -> None:
    make_dataset(tmp_path / "set", {"a.png": ""}, names=(), size_wh=(60, 40))
    session = opened_again(tmp_path)
    session.draw((1, 1, 9, 9))
    photo = (tmp_path / "set/a.png").read_bytes()
    (tmp_path / "set/a.png").write_bytes(b"")
    session = opened_again(tmp_path, session, reads=False)
    past = session.journal.read()
    (tmp_path / "set/a.png").write_bytes(photo)
    session.take_over(past)
    assert session.pending == ((1, 1, 9, 9),)
    session.name_pending("w")
    assert (session.failure, len(session.boxes)) == (None, 1)


def test_naming_that_is_undone_after_a_restart_lets_the_boxes_wait_again(tmp_path: Path) -> None:
    make_dataset(tmp_path / "set", {"a.png": None, "b.png": None}, names=(), size_wh=(60, 40))
    session = opened_again(tmp_path)
    session.draw((1, 1, 9, 9))
    session.draw((11, 1, 19, 9))
    session.open(1)
    session.draw((21, 1, 29, 9))
    session.name_pending("w")
    after = snapshot(tmp_path / "set")
    session = opened_again(tmp_path, session)
    session.open(1)
    session.add_box((31, 1, 39, 9), 0)
    session.undo()
    assert session.undo_text == "named boxes “w”"
    session.undo()
    waiting = {sheet.record.path.name: list(sheet.pending) for sheet in session.sheets}
    assert waiting == {"a.png": [(1, 1, 9, 9), (11, 1, 19, 9)], "b.png": [(21, 1, 29, 9)]}
    assert (session.dataset.class_names, session.boxes) == ([], ())
    session.redo()
    assert session.unnamed is None
    assert {name: content for name, (content, _) in snapshot(tmp_path / "set").items()} == {
        name: content for name, (content, _) in after.items()
    }
    session.redo()
    assert [round(box.x1) for box in session.boxes] == [21, 31]
    session.undo()
    session.undo()
    session = opened_again(tmp_path, session)
    assert {sheet.record.path.name: list(sheet.pending) for sheet in session.sheets} == waiting


def test_drawing_and_dropping_are_undone_after_a_restart_too(tmp_path: Path) -> None:
    make_dataset(tmp_path / "set", {"a.png": None, "b.png": None}, names=(), size_wh=(60, 40))
    session = opened_again(tmp_path)
    before = snapshot(tmp_path / "set")
    session.draw((1, 1, 9, 9))
    session.draw((1, 1, 9, 9))
    session.open(1)
    session.draw((21, 1, 29, 9))
    session.drop_pending(0)
    session = opened_again(tmp_path, session)
    # What waits still is one step; what is no more comes back where it was.
    session.undo()
    assert (session.record.path.name, session.pending) == ("a.png", ())
    session.undo()
    assert (session.record.path.name, session.pending) == ("b.png", ((21, 1, 29, 9),))
    session.undo()
    assert (session.pending, session.undo_text, session.unsaved) == ((), "", [])
    assert snapshot(tmp_path / "set") == before
    while session.redo():
        pass
    assert (session.record.path.name, session.pending) == ("a.png", ((1, 1, 9, 9),) * 2)


def test_all_is_undone_after_a_restart_back_to_before_the_first_class(tmp_path: Path) -> None:
    make_dataset(tmp_path / "set", {"a.png": None, "b.png": None}, names=(), size_wh=(60, 40))
    session = opened_again(tmp_path)
    before = {path.name for path in (tmp_path / "set").iterdir()}
    for index in (0, 1):
        session.open(index)
        session.draw((1, 1, 9, 9))
        session.draw((11, 1, 19, 9))
    session.name_pending("w")
    session.open(0)
    session.mark_empty()
    after = snapshot(tmp_path / "set")
    for _ in range(2):
        session = opened_again(tmp_path, session)
        texts = []
        while step := session.undo():
            texts.append(step.text)
        assert texts == [
            "deleted 2 boxes on a.png",
            "named boxes “w”",
            *["drew a box on b.png"] * 2,
            *["drew a box on a.png"] * 2,
        ]
        assert (session.unsaved, session.dataset.class_names) == ([], [])
        assert {path.name for path in (tmp_path / "set").iterdir()} == before
        while session.redo():
            pass
        assert {name: content for name, (content, _) in snapshot(tmp_path / "set").items()} == {
            name: content for name, (content, _) in after.items()
        }
    # Also what was taken back before the restart is made again after it.
    while session.undo():
        pass
    session = opened_again(tmp_path, session)
    for _ in range(2):
        session.redo()
    assert (session.record.path.name, session.pending) == ("a.png", ((1, 1, 9, 9), (11, 1, 19, 9)))
    for _ in range(3):
        session.redo()
    assert (session.unsaved, len(session.boxes), session.dataset.class_names) == ([], 2, ["w"])


def test_boxes_that_were_drawn_again_and_taken_back_leave_no_step_that_does_nothing(tmp_path: Path) -> None:
    make_dataset(tmp_path / "set", {"a.png": None}, names=(), size_wh=(60, 40))
    session = opened_again(tmp_path)
    session.draw((1, 1, 9, 9))
    session = opened_again(tmp_path, session)
    assert session.undo_text == "drew boxes without a class again"
    session.undo()
    session = opened_again(tmp_path, session)
    assert (session.pending, session.undo_text) == ((), "")
    session.redo()
    assert session.pending == ((1, 1, 9, 9),)
