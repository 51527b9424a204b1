"""The journal: it survives what happens to files, stays small, and never keeps anybody from labelling."""

from __future__ import annotations

import contextlib
import json
import time
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.data.changes import Change, FileEdit, Move
from studio.core.data.dataset import open_dataset
from studio.core.data.formats import yolo
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.labelling import backups, journal, past
from studio.core.labelling.journal import Journal
from studio.core.labelling.merges import merge_class, merging
from studio.core.labelling.session import LabelSession
from tests.factories import journal_lines, make_dataset, opened_again, resume

LINE = "0 0.5 0.5 0.25 0.5"


def edit(path: Path, before: bytes | None, after: bytes | None) -> Change:
    return Change((), (), (FileEdit(path, before, after),))


def open_and_close(folder: Path) -> None:
    kept = Journal(folder)
    kept.take(kept.read())
    kept.close()


@given(before=st.none() | st.binary(max_size=60), after=st.none() | st.binary(max_size=60))
def test_any_bytes_come_back(before: bytes | None, after: bytes | None) -> None:
    one = FileEdit(Path("a.txt"), before, after)
    assert past.unpacked(json.loads(json.dumps(past.packed(one)))) == one


def test_a_step_is_on_disk_before_the_label_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = make_dataset(tmp_path / "set", {"a.png": LINE})
    session = LabelSession(dataset, Journal(tmp_path / "journal"))
    seen = []
    real = dataset.write

    def write(*args: object, **choices: object) -> object:
        seen.append([line["do"] for line in journal_lines(tmp_path / "journal")])
        return real(*args, **choices)

    monkeypatch.setattr(dataset, "write", write)
    session.add_box((1, 1, 9, 9), 1)
    session.undo()
    assert seen == [["step"], ["step", "settled", "undo"]]
    assert [line["do"] for line in journal_lines(tmp_path / "journal")][-1] == "settled"


def test_what_could_not_be_written_is_lacking_after_a_crash_and_not_once_given_up(tmp_path: Path) -> None:
    make_dataset(tmp_path / "set", {"a.png": None, "b.png": None}, layout="yaml")
    session = LabelSession(open_dataset(tmp_path / "set/data.yaml"), Journal(tmp_path / "journal"))
    labels = session.record.label_path.parent
    labels.rmdir()
    labels.write_text("no folder")
    session.add_box((1, 1, 9, 9), 0)
    session.add_box((20, 20, 30, 30), 1)
    session.open(1)
    session.add_box((1, 1, 9, 9), 0)
    assert session.failure
    wanted = session.sheets.known(session.dataset.records[0]).render(session.dataset)
    session.journal.close()
    labels.unlink()
    again = resume(open_dataset(tmp_path / "set/data.yaml"), tmp_path / "journal")
    assert [one.path.name for one in again.lacking] == ["a.txt", "b.txt"]
    again.recover()
    assert (labels / "a.txt").read_bytes() == wanted
    assert len(list((tmp_path / "journal/backups").iterdir())) == 1
    again.undo()
    assert not (labels / "a.txt").exists()
    again.journal.close()
    assert Journal(tmp_path / "journal").read().lacking == []


def test_what_another_program_wrote_since_is_not_offered(tmp_path: Path) -> None:
    dataset = make_dataset(tmp_path / "set", {"a.png": LINE})
    path = dataset.records[0].label_path
    first = Journal(tmp_path / "journal")
    first.step("drew", edit(path, path.read_bytes(), b"1 0.5 0.5 0.1 0.1\n"))
    first.close()
    path.write_text("2 0.5 0.5 0.3 0.3\n")
    assert Journal(tmp_path / "journal").read().lacking == []


@pytest.fixture
def crashed(tmp_path: Path) -> dict[str, bytes]:
    """Return what label files are to hold by the journal; a crash came between that and the first two."""
    make_dataset(tmp_path / "set", {"a.png": LINE, "b.png": None, "c.png": None})
    session = LabelSession(open_dataset(tmp_path / "set"), Journal(tmp_path / "journal"))
    for index in range(3):
        session.open(index)
        session.add_box((1, 1, 9, 9), 1)
    session.journal.close()
    wanted = {path.name: path.read_bytes() for path in (tmp_path / "set").glob("*.txt")}
    with next((tmp_path / "journal").glob("*.jsonl")).open("r+") as stream:
        kept = [line for line in stream if json.loads(line)["do"] != "settled"]
        stream.seek(0)
        stream.truncate()
        stream.writelines(kept)
    (tmp_path / "set/a.txt").write_text(LINE)
    (tmp_path / "set/b.txt").unlink()
    return wanted


def edited(session: LabelSession, index: int) -> bytes:
    session.open(index)
    session.add_box((30, 10, 40, 20), 0)
    return session.record.label_path.read_bytes()


def names(edits: list[FileEdit]) -> list[str]:
    return [one.path.name for one in edits]


@pytest.mark.parametrize("answers", ["at once", "after a restart"])
def test_an_image_that_is_edited_before_the_answer_is_recovered_apart_from_others(
    tmp_path: Path, crashed: dict[str, bytes], answers: str
) -> None:
    session = opened_again(tmp_path)
    assert (names(session.lacking), session.overtaken) == (["a.txt", "b.txt"], [])
    newer = edited(session, 0)
    if answers == "after a restart":
        session = opened_again(tmp_path, session)
    assert session.recover() == 1
    assert {path.name: path.read_bytes() for path in (tmp_path / "set").glob("*.txt")} == {
        **crashed,
        "a.txt": newer,
    }
    # Whoever goes away before the second question is asked it later.
    session = opened_again(tmp_path, session)
    assert session.lacking == []
    assert session.overtaken == [FileEdit(tmp_path / "set/a.txt", newer, crashed["a.txt"])]
    # Edited once more, all of that is what Ctrl+Z brings back.
    newest = edited(session, 0)
    assert session.recover(overtaken=True) == 1
    assert (tmp_path / "set/a.txt").read_bytes() == crashed["a.txt"]
    session.undo()
    assert (tmp_path / "set/a.txt").read_bytes() == newest
    session = opened_again(tmp_path, session)
    assert session.lacking == session.overtaken == []


@pytest.mark.parametrize("is_overtaken", [False, True])
def test_what_is_left_as_it_is_though_edited_before_the_answer_is_not_offered_again(
    tmp_path: Path, crashed: dict[str, bytes], is_overtaken: bool
) -> None:
    session = opened_again(tmp_path)
    newer = edited(session, 0)
    if is_overtaken:
        session.compare_lacking()
        session.leave_lacking(overtaken=True)
        assert names(session.lacking) == ["b.txt"]
    else:
        session.leave_lacking()
    session = opened_again(tmp_path, session)
    assert (names(session.lacking), session.overtaken) == (["b.txt"] * is_overtaken, [])
    assert (tmp_path / "set/a.txt").read_bytes() == newer


@pytest.mark.parametrize("answers", ["at once", "after a restart"])
def test_labels_of_an_image_in_the_trash_are_not_written_beside_it_but_offered_once_it_is_back(
    tmp_path: Path, crashed: dict[str, bytes], answers: str
) -> None:
    session = opened_again(tmp_path)
    session.open(1)
    session.trash_image()
    if answers == "after a restart":
        session = opened_again(tmp_path, session)
    assert session.recover() == 1
    assert not (tmp_path / "set/b.txt").exists()
    session.undo()
    session.undo()
    assert (tmp_path / "set/b.png").exists()
    session = opened_again(tmp_path, session)
    assert names(session.lacking) == ["b.txt"]


def test_a_recovery_that_fails_is_offered_again_after_a_restart(
    tmp_path: Path, crashed: dict[str, bytes]
) -> None:
    session = opened_again(tmp_path)
    (tmp_path / "set/b.txt").mkdir()
    with pytest.raises(StudioError, match=r"b\.txt"):
        session.recover()
    assert (tmp_path / "set/a.txt").read_text() == LINE
    (tmp_path / "set/b.txt").rmdir()
    session = opened_again(tmp_path, session)
    session.recover()
    assert {path.name: path.read_bytes() for path in (tmp_path / "set").glob("*.txt")} == crashed


def test_edits_that_can_not_be_written_for_long_overtake_nothing(tmp_path: Path) -> None:
    make_dataset(tmp_path / "set", {"a.png": None}, layout="yaml")
    session = LabelSession(open_dataset(tmp_path / "set/data.yaml"), Journal(tmp_path / "journal"))
    labels = session.record.label_path.parent
    labels.rmdir()
    labels.write_text("no folder")
    for x in (1, 11, 21):
        session.add_box((x, 1, x + 8, 9), 0)
    session.undo()
    session.redo()
    session.undo()
    session.add_box((40, 1, 48, 9), 0)
    wanted = session.sheets.known(session.record).render(session.dataset)
    session.journal.close()
    labels.unlink()
    past = Journal(tmp_path / "journal").read()
    assert past.lacking == [FileEdit(labels / "a.txt", None, wanted)]
    assert past.overtaken == []


@pytest.mark.parametrize("is_read_first", [True, False])
def test_what_is_done_before_the_past_is_read_comes_after_it(tmp_path: Path, is_read_first: bool) -> None:
    make_dataset(tmp_path / "set", {"a.png": LINE, "b.png": None, "c.png": None})
    session = LabelSession(open_dataset(tmp_path / "set"), Journal(tmp_path / "journal"))
    session.add_box((1, 1, 9, 9), 1)
    session.open(1)
    session.add_box((1, 1, 9, 9), 1)
    session.add_box((20, 20, 30, 30), 1)
    session.open(2)
    session.add_box((1, 1, 9, 9), 1)
    session.undo()
    session.journal.close()
    # As after a crash between the journal and two of the files; one of them is edited before that is known.
    wanted = [(tmp_path / "set" / name).read_bytes() for name in ("a.txt", "b.txt")]
    with next((tmp_path / "journal").glob("*.jsonl")).open("r+") as stream:
        kept = [line for line in stream if json.loads(line)["do"] != "settled"]
        stream.seek(0)
        stream.truncate()
        stream.writelines(kept)
    (tmp_path / "set/a.txt").write_text(LINE)
    (tmp_path / "set/b.txt").unlink()
    session = LabelSession(open_dataset(tmp_path / "set"), Journal(tmp_path / "journal"))
    assert (session.can_undo, session.undo(), session.lacking) == (True, None, [])
    past = session.journal.read() if is_read_first else None
    session.open(1)
    session.add_box((40, 10, 50, 20), 2)
    session.add_box((40, 30, 50, 40), 2)
    session.undo()
    session.take_over(past or session.journal.read())
    lacking = [(edit.path.name, edit.before, edit.after) for edit in session.lacking]
    assert lacking == [("a.txt", LINE.encode(), wanted[0]), ("b.txt", None, wanted[1])]
    # What was undone before is gone, as it always is after another step.
    assert session.redo_text == "drew a box on b.png"
    session.redo()
    assert session.redo() is None
    told = []
    while session.can_undo:
        told.append(session.undo_text)
        with contextlib.suppress(StudioError):
            session.undo()
    assert told[:2] == ["drew a box on b.png"] * 2
    assert (tmp_path / "set/a.txt").read_text() == LINE


def test_damaged_lines_are_passed_over(tmp_path: Path) -> None:
    first = Journal(tmp_path)
    first.step("one", edit(tmp_path / "a.txt", None, b"1"))
    first.step("two", edit(tmp_path / "b.txt", b"2", None))
    first.close()
    (path,) = tmp_path.glob("*.jsonl")
    good = path.read_bytes().splitlines()
    path.write_bytes(good[0] + b"\n\xff\x00{]\n[1]\n" + good[1] + b"\n" + good[1][:30])
    second = Journal(tmp_path)
    assert [entry.text for entry in second.read().done] == ["one", "two"]
    second.step("three", edit(tmp_path / "c.txt", None, b"3"))
    second.close()
    assert [entry.text for entry in Journal(tmp_path).read().done] == ["one", "two", "three"]


def test_days_before_stay_while_a_file_is_away_and_go_when_all_is_written(tmp_path: Path) -> None:
    folder, label = tmp_path / "journal", tmp_path / "drive/a.txt"
    label.parent.mkdir()
    first = Journal(folder)
    first.step("drew", edit(label, None, b"1"))
    first.close()
    (today,) = folder.glob("*.jsonl")
    older = f"{date.today() - timedelta(days=2):%Y-%m-%d}"
    today.rename(folder / f"{older}.jsonl")
    of_another_window = folder / f"{older}-77.jsonl"
    of_another_window.write_bytes(b"")
    # What a link to a drive that is away may show.
    label.write_bytes(b"neither old nor new")
    open_and_close(folder)
    assert (folder / f"{older}.jsonl").exists()
    label.write_bytes(b"1")
    open_and_close(folder)
    assert list(folder.glob(f"{older}*")) == [of_another_window]


@pytest.mark.parametrize(("hours", "is_undone"), [(23, True), (24, False)])
def test_what_was_done_within_a_day_is_undone_wherever_midnight_falls(
    tmp_path: Path, hours: int, is_undone: bool
) -> None:
    first = Journal(tmp_path)
    first.step("old", edit(tmp_path / "a.txt", None, b"1"))
    first.close()
    (tmp_path / "a.txt").write_bytes(b"1")
    (path,) = tmp_path.glob("*.jsonl")
    line = json.loads(path.read_text())
    line["at"] -= hours * 3600
    path.unlink()
    path = path.with_stem(f"{date.fromtimestamp(line['at']):%Y-%m-%d}")
    path.write_text(json.dumps(line) + "\n")
    # Though every file holds what it tells, it is there for the next window, too.
    for _ in range(2):
        kept = Journal(tmp_path)
        kept.take(kept.read())
        assert [entry.text for entry in kept.past.done] == ["old"] * is_undone
        kept.close()


def test_what_is_too_old_to_be_undone_is_recovered_and_last_week_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    first = Journal(folder)
    first.step("old", edit(tmp_path / "a.txt", None, b"1"))
    first.close()
    (path,) = folder.glob("*.jsonl")
    line = json.loads(path.read_text())
    line["at"] -= 24 * 3600
    path.write_text(json.dumps(line) + "\n")
    past = Journal(folder).read()
    assert (past.done, past.lacking) == ([], [FileEdit(tmp_path / "a.txt", None, b"1")])
    old = tmp_path / "other/2001-01-01.jsonl"
    old.parent.mkdir()
    old.write_text("")
    Journal(tmp_path / "third").close()
    assert not old.exists()
    assert path.exists()


def test_it_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MAX_FILE_BYTES", 20_000)
    kept = Journal(tmp_path)
    for number in range(300):
        kept.step(f"step {number}", edit(tmp_path / "a.txt", b"x" * number, b"x" * (number + 1)))
    kept.close()
    (path,) = tmp_path.glob("*.jsonl")
    assert path.stat().st_size <= 20_000
    assert Journal(tmp_path).read().done[-1].text == "step 299"


def test_a_journal_that_can_not_be_written_is_told_and_labels_are_saved(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("no folder")
    dataset = make_dataset(tmp_path / "set", {"a.png": LINE})
    session = LabelSession(dataset, Journal(tmp_path / "journal"))
    assert "Labels are saved all the same" in str(session.journal.problem)
    session.add_box((1, 1, 9, 9), 1)
    assert session.record.label_path.read_text().count("\n") == 1
    session.undo()
    assert session.record.label_path.read_text() == LINE


def test_a_second_window_has_a_journal_of_its_own_and_both_are_read_later(tmp_path: Path) -> None:
    first, second = Journal(tmp_path), Journal(tmp_path)
    assert (first.is_shared, second.is_shared) == (False, True)
    first.step("one", edit(tmp_path / "a.txt", None, b"1"))
    first.close()
    second.close()
    third = Journal(tmp_path)
    assert not third.is_shared
    assert [entry.text for entry in third.read().done] == ["one"]


def test_backups_hold_what_was_there_and_old_ones_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "KEPT", 3)
    change = edit(tmp_path / "labels/a.txt", b"before", b"after")
    for number in range(5):
        time.sleep(0.002)
        path = backups.back_up(change, tmp_path, f"merged “r/{number}” into w", tmp_path / "backups")
    assert len(list((tmp_path / "backups").iterdir())) == 3
    assert path.name.startswith(time.strftime("%Y-%m-%d"))
    with zipfile.ZipFile(path) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"labels/a.txt": b"before"}


def test_a_move_takes_nobodys_place(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("b")
    with pytest.raises(Exception, match="already something called"):
        Change((), (), (), moves=(Move(tmp_path / "a", tmp_path / "b"),)).write()
    assert (tmp_path / "b").read_text() == "b"


ROWS = st.lists(
    st.sampled_from([LINE, "1\t.25 0.250 0.1 0.1 ", "  2 0.7 0.7 .1 .1", "not a box", "", "1.0 .5 .5 .1 .1"])
)


@given(
    rows=ROWS, end=st.sampled_from(["\n", "\r\n"]), old=st.integers(0, 2), new=st.none() | st.integers(0, 2)
)
def test_merging_changes_the_class_of_the_boxes_and_no_other_byte(
    rows: list[str], end: str, old: int, new: int | None
) -> None:
    content = end.join(rows).encode()
    after, count = yolo.with_class(content, old, new, class_count=3)
    before_ids, after_ids = (yolo.class_ids(one, 3) for one in (content, after))
    assert count == before_ids.count(old)
    wanted = [new if class_id == old else class_id for class_id in before_ids]
    assert after_ids == [class_id for class_id in wanted if class_id is not None]
    if not count:
        assert after == content
    elif new is not None:
        for was, now in zip(content.split(end.encode()), after.split(end.encode()), strict=True):
            assert was == now or was.split()[1:] == now.split()[1:]


def test_a_merge_that_can_not_be_written_changes_nothing(tmp_path: Path) -> None:
    dataset = make_dataset(tmp_path / "set", {"a.png": LINE, "b.png": LINE, "c.png": LINE})
    session = LabelSession(dataset, Journal(tmp_path / "journal"))
    merge = merging(dataset, 0, 1)
    assert (merge.boxes, merge.images) == (3, 3)
    dataset.records[2].label_path.write_text("0 0.1 0.1 0.1 0.1\n")
    with pytest.raises(Exception, match="changed by another program"):
        merge_class(session, merge)
    assert [record.label_path.read_text() for record in dataset.records[:2]] == [LINE, LINE]
    assert not session.can_undo
    session.journal.close()
    assert Journal(tmp_path / "journal").read().done == []
    assert len(list((tmp_path / "journal/backups").iterdir())) == 1


def test_a_line_that_found_no_room_spoils_no_other(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    kept = Journal(tmp_path)
    kept.step("one", edit(tmp_path / "a.txt", None, b"1"))
    (path,) = tmp_path.glob("*.jsonl")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 10, limits[1]))
    try:
        kept.step("two", edit(tmp_path / "a.txt", b"1", b"2"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert kept.problem
    kept.step("three", edit(tmp_path / "a.txt", b"2", b"3"))
    kept.close()
    assert [entry.text for entry in Journal(tmp_path).read().done] == ["one", "three"]


def test_what_is_about_to_be_done_stays_however_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MAX_FILE_BYTES", 2_000)
    kept = Journal(tmp_path)
    kept.step("one", edit(tmp_path / "a.txt", None, b"1"))
    kept.step("merge", edit(tmp_path / "b.txt", None, b"2" * 5_000))
    kept.close()
    assert [one.path.name for one in Journal(tmp_path).read().lacking] == ["b.txt"]
    kept = Journal(tmp_path)
    kept.take(kept.read())
    kept.step("two", edit(tmp_path / "a.txt", b"1", b"3"))
    (path,) = tmp_path.glob("*.jsonl")
    assert path.stat().st_size <= 2_000


def test_a_clock_that_is_set_back_changes_no_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = time.time
    kept = Journal(tmp_path)
    number = kept.step("one", edit(tmp_path / "a.txt", None, b"1"))
    monkeypatch.setattr(time, "time", lambda: clock() - 3600)
    kept.undo(number)
    kept.step("two", edit(tmp_path / "a.txt", None, b"2"))
    kept.close()
    past = Journal(tmp_path).read()
    assert [entry.text for entry in past.done] == ["two"]
    assert past.lacking == [FileEdit(tmp_path / "a.txt", None, b"2")]


class Yesterday(date):
    @classmethod
    def today(cls) -> date:
        return date.today() - timedelta(days=1)


def test_a_journal_open_at_midnight_goes_on_in_a_file_of_the_new_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Journal(tmp_path).settled([])
    monkeypatch.setattr(journal, "date", Yesterday)
    kept = Journal(tmp_path)
    kept.step("late", edit(tmp_path / "a.txt", None, b"1"))
    monkeypatch.undo()
    # What was read a moment before midnight is settled; what was added since is not.
    kept.take(kept.read())
    kept.step("early", edit(tmp_path / "b.txt", None, b"1"))
    kept.close()
    assert [path.name for path in sorted(tmp_path.glob("*.jsonl"))] == [
        f"{day:%Y-%m-%d}.jsonl" for day in (Yesterday.today(), date.today())
    ]
    assert [one.path.name for one in Journal(tmp_path).read().lacking] == ["a.txt", "b.txt"]


def turn_back_a_day(folder: Path) -> None:
    """Let a day pass since a journal was kept."""
    for path in folder.glob("*.jsonl"):
        rows = map(json.loads, path.read_text().splitlines())
        kept = [{**row, "at": row["at"] - 24 * 3600} for row in rows]
        day = date.fromisoformat(path.name[: journal.DAY]) - timedelta(days=1)
        path.unlink()
        path.with_name(f"{day:%Y-%m-%d}{path.name[journal.DAY :]}").write_text(
            "".join(json.dumps(line) + "\n" for line in kept)
        )


def test_what_another_window_left_is_settled_for_good(tmp_path: Path) -> None:
    folder, label = tmp_path / "journal", tmp_path / "a.txt"
    first, second = Journal(folder), Journal(folder)
    second.step("drew", edit(label, None, b"1"))
    first.close()
    second.close()
    turn_back_a_day(folder)
    kept = Journal(folder)
    kept.take(kept.read())
    assert kept.past.lacking
    kept.settled([label])
    kept.close()
    for _ in range(3):
        turn_back_a_day(folder)
        kept = Journal(folder)
        kept.take(kept.read())
        assert kept.past.lacking == []
        kept.close()


def test_two_steps_of_several_parts_are_two_after_a_restart_though_they_are_called_alike(
    tmp_path: Path,
) -> None:
    make_dataset(tmp_path / "set", {"a.png": None}, size_wh=(60, 40))
    session = opened_again(tmp_path)
    for x in (1, 11, 21):
        session.take_suggestions([Box(0, x, 1, x + 8, 9)], Change((), (), ()), "accepted a suggestion")
    session = opened_again(tmp_path, session)
    session.undo()
    assert len(session.boxes) == 2
    session.undo()
    session.redo()
    assert len(session.boxes) == 2
