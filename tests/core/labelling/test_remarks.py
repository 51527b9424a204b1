"""Attributes of boxes and words for images: they go with the boxes, survive kills, spoil no label file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from studio.core.data.attributes import NONE, Attributes
from studio.core.data.dataset import open_dataset
from studio.core.labelling.batches import boxes_of_class, change_boxes, changing
from studio.core.labelling.journal import Journal
from studio.core.labelling.merges import merge_class, merging
from studio.core.labelling.session import LabelSession
from tests.factories import make_dataset, resume, snapshot

LINE = "0 0.5 0.5 0.25 0.5"
SMALL = "1 0.25 0.250 0.1 0.1"
DIFFICULT = Attributes(difficult=True)


@pytest.fixture
def session(tmp_path: Path) -> LabelSession:
    dataset = make_dataset(tmp_path / "set", {"a.png": f"{LINE}\n{SMALL}\n", "b.png": None, "c.png": SMALL})
    return LabelSession(dataset, Journal(tmp_path / "journal"))


def said(session: LabelSession) -> list[Attributes]:
    return [box.attributes for box in session.boxes]


def again(session: LabelSession, tmp_path: Path) -> LabelSession:
    session.journal.close()
    return resume(open_dataset(session.dataset.source), tmp_path / "journal")


def remarks_file(session: LabelSession) -> Path:
    return session.dataset.remarks.path_of(session.record)


def test_what_is_said_changes_no_file_of_the_user_and_is_there_the_next_time(session, tmp_path):
    before = snapshot(tmp_path / "set")
    session.select([1])
    session.say("difficult", True)
    session.say("text", " half\nbroken ")
    session.set_tags(["night rain", "night"])
    assert said(session) == [NONE, Attributes(difficult=True, text="halfbroken")]
    assert session.undo_text == "described a.png"
    assert snapshot(tmp_path / "set") == before
    later = again(session, tmp_path)
    assert said(later) == said(session)
    assert later.tags == ("night", "rain")
    while later.undo():
        pass
    assert not remarks_file(later).exists()
    assert snapshot(tmp_path / "set") == before


def test_saying_what_is_so_already_is_no_step(session):
    session.say("difficult", False, [0])
    session.set_tags([])
    assert not session.can_undo
    assert not session.dataset.remarks.folder.exists()


def test_attributes_go_wherever_the_box_goes(session, tmp_path):
    session.say("difficult", True, [0])
    session.select([0])
    session.nudge(3, 2)
    session.set_class(2)
    session.replace_boxes({0: (1, 1, 20, 20)})
    session.add_copies(session.boxes[:1])
    assert said(session) == [DIFFICULT, NONE, DIFFICULT]
    session.delete([0])
    assert said(session) == [NONE, DIFFICULT]
    session.open(1)
    session.copy_from_previous()
    assert said(session) == [NONE, DIFFICULT]
    later = again(session, tmp_path)
    assert said(later) == [NONE, DIFFICULT]
    later.open(1)
    assert said(later) == [NONE, DIFFICULT]
    while later.undo():
        pass
    assert [path.name for path in later.dataset.remarks.folder.iterdir()] == ["dataset.json"]


def test_of_boxes_in_the_very_same_place_each_keeps_its_own(session, tmp_path):
    session.add_box(session.boxes[0].xyxy, 0)
    session.say("occluded", True, [2])
    assert said(again(session, tmp_path)) == [NONE, NONE, Attributes(occluded=True)]


@pytest.mark.parametrize(
    "xyxy", [(0, 0, 1, 20), (0, 25.846982, 1, 45.176193), (63, 46, 64, 48), (-3, -3, 9, 9)]
)
@pytest.mark.parametrize("then", ["class", "merge", "nothing"])
def test_boxes_at_the_edge_keep_theirs_however_rounding_puts_them(session, tmp_path, xyxy, then):
    session.add_box(xyxy, 1)
    session.select([2])
    session.say("difficult", True)
    later = again(session, tmp_path)
    if then == "class":
        later.set_class(0, [2])
    elif then == "merge":
        merge_class(later, merging(later.dataset, 1, 0))
    later = again(later, tmp_path)
    assert said(later) == [NONE, NONE, DIFFICULT]
    assert [problem.kind for problem in later.problems if problem.kind.startswith("remarks")] == []


def test_merges_and_edits_of_many_images_take_them_along(session, tmp_path):
    session.say("difficult", True, [1])
    session.open(2)
    session.say("truncated", True, [0])
    start = snapshot(session.dataset.remarks.folder)
    merge_class(session, merging(session.dataset, 1, 0))
    assert said(session) == [Attributes(truncated=True)]
    found = boxes_of_class(session.dataset, 0)
    change_boxes(session, changing(session.dataset, found, 3), 3, len(found))
    later = again(session, tmp_path)
    assert said(later) == [NONE, DIFFICULT]
    assert [box.class_id for box in later.boxes] == [3, 3]
    later.undo()
    later.undo()
    now = snapshot(later.dataset.remarks.folder)
    assert {name: content for name, (content, _) in now.items()} == {
        name: content for name, (content, _) in start.items()
    }
    merge_class(later, merging(later.dataset, 1, None))
    later.open(0)
    assert said(later) == [NONE]
    assert not remarks_file(later).exists()


def test_what_a_kill_kept_from_the_file_is_recovered(session, tmp_path, monkeypatch):
    session.say("difficult", True, [0])

    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(session.dataset.remarks, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        session.replace_boxes({0: (1, 1, 20, 20)})
    later = again(session, tmp_path)
    assert said(later) == [NONE, NONE]
    assert [problem.kind for problem in later.problems] == ["remarks_lost"]
    assert later.lacking
    later.recover()
    assert said(later) == [DIFFICULT, NONE]
    assert later.problems == ()


def test_a_box_changed_outside_loses_them_with_a_sentence(session):
    session.say("difficult", True, [0])
    session.set_tags(["night"])
    session.record.label_path.write_text(f"0 0.6 0.5 0.25 0.5\n{SMALL}\n")
    session.look_again()
    assert said(session) == [NONE, NONE]
    assert session.tags == ("night",)
    assert [problem.message for problem in session.problems] == [
        "1 box that had attributes was changed by another program and has lost them."
    ]
    session.delete([1])
    assert session.problems == ()


@pytest.mark.parametrize(
    ("content", "cause"),
    [(b"{", "can't be understood"), (b'{"format": 2, "images": ["a.png"]}', "newer version")],
)
def test_what_is_damaged_or_newer_is_told_and_not_written_over(session, tmp_path, content, cause):
    session.say("difficult", True, [0])
    path = remarks_file(session)
    path.write_bytes(content)
    later = again(session, tmp_path)
    assert [problem.kind for problem in later.problems] == ["remarks_unreadable"]
    later.delete([1])
    assert later.failure is None
    later.set_tags(["night"])
    assert cause in later.failure.cause
    assert path.read_bytes() == content
    later.undo()
    assert later.failure is None
    assert again(later, tmp_path).lacking == []
    assert path.read_bytes() == content


def test_what_another_window_said_is_not_written_over_unasked(session):
    session.say("difficult", True, [0])
    other = LabelSession(open_dataset(session.dataset.source))
    other.say("text", "theirs", [0])
    session.say("occluded", True, [0])
    assert session.has_conflict
    session.reload()
    assert said(session)[0] == Attributes(difficult=True, text="theirs")
    session.undo()
    assert said(session)[0] == Attributes(difficult=True, occluded=True)
    assert session.failure is None


def test_a_dataset_that_was_moved_has_them_still(session, tmp_path):
    session.say("difficult", True, [0])
    session.journal.close()
    shutil.move(tmp_path / "set", tmp_path / "elsewhere")
    moved = LabelSession(open_dataset(tmp_path / "elsewhere"))
    assert said(moved) == [DIFFICULT, NONE]
    about = json.loads((moved.dataset.remarks.folder / "dataset.json").read_text())
    assert about == {"format": 1, "root": str((tmp_path / "elsewhere").resolve())}


def test_an_image_in_the_trash_comes_back_with_them(session):
    session.say("difficult", True, [0])
    session.trash_image()
    session.undo()
    assert session.index == 0
    assert said(session) == [DIFFICULT, NONE]
