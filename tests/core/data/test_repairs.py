"""Repairs: planned to the line, written all or none, taken back to the very bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.data.checking.examination import examine
from studio.core.data.checking.repairs import REPAIRS, plan_repair
from studio.core.data.dataset import open_dataset
from studio.core.errors import Cancelled, StudioError
from studio.core.labelling.repairing import repair, repair_in, restore
from studio.core.labelling.session import LabelSession
from tests.factories import make_dataset, make_dataset_folder, snapshot

LINE = "0 0.5 0.5 0.25 0.5\n"
CASES: dict[str, tuple[str, str]] = {
    "repeated": (
        f"# note\r\n{LINE}1 0.2 0.2 0.1 0.1\n0 0.50 0.5 0.25 0.5",
        f"# note\r\n{LINE}1 0.2 0.2 0.1 0.1\n",
    ),
    "near": (f"{LINE}0 0.502 0.5 0.25 0.5\n1 0.5 0.5 0.25 0.5\n", f"{LINE}1 0.5 0.5 0.25 0.5\n"),
    "clip": (
        f"{LINE}0 0.95 0.5 0.2 0.2\n0 1.05 0.5 0.2 0.2\n0 300 200 40 40\n",
        f"{LINE}0 0.925000 0.500000 0.150000 0.200000\n0 0.975000 0.500000 0.050000 0.200000\n"
        "0 300 200 40 40\n",
    ),
    "unreadable": (
        f"0 0.5 0.5\n{LINE}\n9 0.5 0.5 0.1 0.1\n1 0.5 0.5 0 0.1\n1 1.5 0.5 0.1 0.1\n",
        f"{LINE}\n",
    ),
    "spelling": (
        f"0,5 0\n1 0,5 0,5 0,25 0,5\n{LINE}2 0.1 0.1 0.3 0.1 0.3 0.3\n0 0.5 0.5 0.1 0.1 0.9\n",
        f"0,5 0\n1 0.500000 0.500000 0.250000 0.500000\n{LINE}2 0.200000 0.200000 0.200000 0.200000\n"
        "0 0.500000 0.500000 0.100000 0.100000\n",
    ),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(folder).items()}


@pytest.mark.parametrize("name", CASES)
def test_label_lines(tmp_path: Path, name: str):
    before, after = CASES[name]
    dataset = make_dataset(tmp_path, {"a.png": "", "b.png": LINE, "c.png": None})
    label = dataset.records[0].label_path
    label.write_bytes(before.encode())
    whole = contents(tmp_path)
    plan = plan_repair(dataset, name)
    assert contents(tmp_path) == whole
    assert [edit.path for edit in plan.change.edits] == [label]
    changed = {edit.line for edit in plan.edits}
    assert changed and all(before.splitlines()[edit.line - 1] == edit.before for edit in plan.edits)
    dataset.change_files(plan.change)
    assert label.read_bytes().decode() == after
    assert not plan_repair(dataset, name).files
    dataset.change_files(plan.change.reversed())
    assert contents(tmp_path) == whole


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [LINE, "0 0.501 0.5 0.25 0.5\n", "3 0.99 0.5 0.1 0.1\n", "x\n", "\n", "0 0,5 0,5 0,1 0,1\r\n",
             "9 0.5 0.5 0.1 0.1\n", "0 0.5 0.5 0.1 0.1 0.7", "1 0.5 0.5 0 0\n"]
        )
    ),
    st.permutations([name for name in REPAIRS if name not in ("lists", "strays")]),
)  # fmt: skip
def test_any_order_of_repairs_ends_and_is_taken_back(tmp_path_factory, lines: list[str], order: list[str]):
    root = tmp_path_factory.mktemp("set")
    dataset = make_dataset(root, {"a.png": ""})
    label = dataset.records[0].label_path
    label.write_text("".join(lines))
    whole, changes = label.read_bytes(), []
    for name in order:
        plan = plan_repair(dataset, name)
        dataset.change_files(plan.change)
        changes.append(plan.change)
        assert not plan_repair(dataset, name).files, "twice changes nothing more"
    for change in reversed(changes):
        dataset.change_files(change.reversed())
    assert label.read_bytes() == whole


@pytest.mark.parametrize("content", [LINE.encode("utf-16"), b"\xef\xbb\xbf" + LINE.encode()])
def test_labels_become_plain_utf8(tmp_path: Path, content: bytes):
    dataset = make_dataset(tmp_path, {"a.png": ""})
    dataset.records[0].label_path.write_bytes(content)
    dataset.change_files(plan_repair(dataset, "encoding").change)
    assert dataset.records[0].label_path.read_text() == LINE
    assert not plan_repair(dataset, "encoding").files


def test_lists_name_each_image_once(tmp_path: Path):
    source = make_dataset_folder(
        tmp_path, {"a.png": LINE, "b.png": LINE}, layout="darknet", splits={"train": ["a.png", "b.png"]}
    )
    listed = tmp_path / "train.txt"
    before = listed.read_text().rstrip("\n")
    listed.write_text(f"{before}\n\nimg/a.png\nimg/gone.png\nimg/gone.png\n")
    dataset = open_dataset(source)
    assert examine(dataset).kinds()["list_duplicate"] == 1
    plan = plan_repair(dataset, "lists")
    assert [edit.line for edit in plan.edits] == [4]
    dataset.change_files(plan.change)
    assert listed.read_text() == f"{before}\n\nimg/gone.png\nimg/gone.png\n"


def test_strays_go_to_the_trash_and_come_back(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": LINE})
    (tmp_path / "nobody.txt").write_text(LINE)
    whole = contents(tmp_path)
    plan = plan_repair(dataset, "strays")
    assert repair(dataset, plan) is None
    assert not (tmp_path / "nobody.txt").exists()
    assert "label_stray" not in examine(open_dataset(tmp_path)).kinds()
    dataset.change_files(plan.change.reversed())
    assert contents(tmp_path) == whole


def test_a_backup_holds_what_was_replaced_and_gives_it_back(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", {"a.png": LINE * 3, "b.png": LINE * 2})
    whole = contents(tmp_path / "set")
    backup = repair(dataset, plan_repair(dataset, "repeated"))
    assert backup is not None and dataset.records[0].label_path.read_text() == LINE
    with zipfile.ZipFile(backup) as archive:
        assert sorted(archive.namelist()) == ["a.txt", "b.txt"]
    label = dataset.records[0].label_path
    label.write_text(LINE + "edited since\n")
    count, replaced = restore(dataset, backup)
    assert count == 2 and contents(tmp_path / "set") == whole
    # What was edited since the repair can be had back, too.
    assert replaced is not None and restore(dataset, replaced)[0] == 2
    assert label.read_text() == LINE + "edited since\n"
    restore(dataset, backup)
    assert restore(dataset, backup) == (0, None)


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/x.txt", "other.txt"])
def test_a_backup_reaches_no_other_file(tmp_path: Path, name: str):
    dataset = make_dataset(tmp_path / "set", {"a.png": LINE})
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr(name, "mine")
    before = contents(tmp_path)
    for file in (bad, dataset.records[0].label_path, tmp_path / "gone.zip"):
        with pytest.raises(StudioError):
            restore(dataset, file)
    assert contents(tmp_path) == before


def test_in_a_session_it_is_a_step_of_the_history(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", {"a.png": LINE * 2, "b.png": LINE})
    whole = contents(tmp_path / "set")
    session = LabelSession(dataset)
    repair_in(session, plan_repair(dataset, "repeated"))
    assert len(session.boxes) == 1
    session.undo()
    assert contents(tmp_path / "set") == whole and len(session.boxes) == 2
    session.redo()
    assert len(session.boxes) == 1


def test_in_a_session_strays_come_back_too(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": LINE})
    (tmp_path / "nobody.txt").write_text(LINE)
    whole = contents(tmp_path)
    session = LabelSession(dataset)
    repair_in(session, plan_repair(dataset, "strays"))
    assert not (tmp_path / "nobody.txt").exists() and len(dataset.records) == 1
    session.undo()
    assert contents(tmp_path) == whole and len(dataset.records) == 1


def test_what_was_changed_meanwhile_is_left_alone(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": LINE * 2, "b.png": LINE * 2})
    plan = plan_repair(dataset, "repeated")
    dataset.records[1].label_path.write_text("1 0.5 0.5 0.1 0.1\n")
    before = contents(tmp_path)
    with pytest.raises(StudioError):
        dataset.change_files(plan.change)
    assert contents(tmp_path) == before


def test_unknown_repairs_are_told_and_planning_stops_when_told(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": LINE})
    with pytest.raises(StudioError):
        plan_repair(dataset, "magic")
    with pytest.raises(Cancelled):
        plan_repair(dataset, "near", is_cancelled=lambda: True)


def test_a_file_of_which_no_line_can_be_read_does_not_become_no_objects(tmp_path: Path) -> None:
    """Pixels, or classes of another list: empty it would be learnt as a picture without any."""
    lines = "0 300 200 40 40\n9 0.5 0.5 0.1 0.1\n"
    dataset = make_dataset(tmp_path, {"a.png": lines, "b.png": f"{LINE}{lines}"})
    dataset.change_files(plan_repair(dataset, "unreadable").change)
    assert {name: content for name, content in contents(tmp_path).items() if name.endswith("txt")} == {
        "a.txt": lines.encode(),
        "b.txt": LINE.encode(),
    } | {name: content for name, content in contents(tmp_path).items() if name == "classes.txt"}


def test_a_byte_order_mark_is_a_finding_that_is_repaired(tmp_path: Path) -> None:
    """Trainers that read with numpy drop the image for it, so that it must be found."""
    dataset = make_dataset(tmp_path, {"a.png": f"\ufeff{LINE}"})
    assert [problem.kind for problem in dataset.read(dataset.records[0]).problems] == ["label_encoding"]
    plan = plan_repair(dataset, "encoding")
    assert [(edit.before, edit.after) for edit in plan.edits] == [("UTF-8 with a byte order mark", "UTF-8")]
    dataset.change_files(plan.change)
    assert dataset.records[0].label_path.read_bytes() == LINE.encode()
    assert dataset.read(dataset.records[0]).problems == ()
