"""Suggestions: which are offered, accepted and rejected by steps of undo, kept in a file of their own."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.boxes.box import iou
from studio.core.boxes.detections import Detections
from studio.core.boxes.nms import greedy, nms
from studio.core.data.record import Box
from studio.core.labelling.accepting import accept, reject
from studio.core.labelling.assist import ClassMap, Suggestions, above, offered
from studio.core.labelling.class_edits import rename_class
from studio.core.labelling.ghost_file import Found, GhostFile, Stamp
from studio.core.labelling.merges import merge_class, merging
from studio.core.labelling.rejections import Rejections
from studio.core.labelling.session import LabelSession
from studio.core.labelling.uncertainty import least_sure_first, unsureness
from studio.core.versions import NewerVersion
from tests.factories import NAMES, SIZE_WH, make_dataset, make_detections, snapshot, write_image

MODEL = Stamp(1, 1)
FOUND = make_detections((4, 4, 14, 14, 0.9, 0), (30, 20, 40, 30, 0.6, 1), (50, 30, 60, 40, 0.3, 2))


@pytest.fixture
def session(tmp_path: Path) -> LabelSession:
    labels = {"a.png": "3 0.5 0.5 0.1 0.1\n", "b.png": None, "c.png": None}
    return LabelSession(make_dataset(tmp_path / "set", labels))


@pytest.fixture
def suggestions(session, tmp_path) -> Suggestions:
    file = GhostFile(tmp_path / "ghosts.jsonl", MODEL)
    file.begin(NAMES, 0.05)
    for record in session.dataset.records:
        keep(file, record.path)
    file.refresh()
    return Suggestions(file, Rejections(tmp_path / "rejected.jsonl"), session.dataset.class_names)


def keep(file: GhostFile, image: Path, found: Detections = FOUND) -> None:
    stamp = Stamp.of(image)
    assert stamp is not None
    file.add(image, stamp, Found(found, SIZE_WH))


def shown(session: LabelSession, suggestions: Suggestions) -> list[tuple[int, float]]:
    ghosts = suggestions.ghosts(session.record.path, session.boxes)
    assert ghosts is not None
    return [(ghost.class_id, round(ghost.score, 2)) for ghost in ghosts]


# -- what is offered -------------------------------------------------------------------------------


def test_of_a_thousand_boxes_each_has_its_say_and_none_of_another_place():
    some = np.random.default_rng(0)
    low, side = some.uniform(0, 900, (1500, 2)), some.uniform(8, 30, (1500, 2))
    every = Detections.from_arrays(
        np.hstack([low, low + side]), np.linspace(1, 0.3, 1500), some.integers(0, 3, 1500)
    )
    found = nms(every, iou_threshold=0.3, top_k=1500)
    moved = found.xyxy[::2] + some.uniform(-6, 6, found.xyxy[::2].shape).astype(np.float32)
    boxes = [
        Box(int(class_id), *xyxy) for class_id, xyxy in zip(found.class_ids[::2], moved.tolist(), strict=True)
    ]
    overlap = iou(found.xyxy.astype(np.float64), np.array([box.xyxy for box in boxes], np.float64))
    same = found.class_ids[:, None] == np.array([box.class_id for box in boxes])
    is_new = ~((overlap >= 0.5) & same | (overlap >= 0.7)).any(axis=1)
    # Of those of two classes at one place the surer one alone is offered, whatever the boxes say.
    is_first = np.zeros(len(found), bool)
    is_first[greedy(found.xyxy, np.zeros(len(found), np.int64), 0.7)] = True
    told = [ghost.xyxy for ghost in offered(found, boxes, (1000, 1000))]
    assert 200 < len(told) < len(found) - 200
    assert told == [tuple(xyxy) for xyxy in found.xyxy[is_new & is_first].astype(np.float64).tolist()]


def places(found: Detections, *boxes: Box, **decided: list[Box]) -> list[float]:
    return [round(ghost.score, 2) for ghost in offered(found, boxes, SIZE_WH, **decided)]


def test_a_ghost_over_a_box_of_its_class_is_not_offered():
    assert places(FOUND) == [0.9, 0.6, 0.3]
    assert places(FOUND, Box(0, 5, 4, 15, 14)) == [0.6, 0.3]
    # Half beside it there may be another lamp.
    assert places(FOUND, Box(0, 8, 8, 18, 18)) == [0.9, 0.6, 0.3]


def test_over_a_box_whose_class_was_corrected_nothing_is_offered():
    assert places(FOUND, Box(2, 4, 4, 14, 14)) == [0.6, 0.3]
    assert places(FOUND, Box(2, 7, 4, 17, 14)) == [0.9, 0.6, 0.3]


def test_of_two_classes_in_one_place_the_surer_is_offered():
    found = make_detections((4, 4, 14, 14, 0.4, 1), (4, 4, 14, 15, 0.5, 0))
    assert [(ghost.class_id, ghost.score) for ghost in offered(found, [], SIZE_WH)] == [(0, 0.5)]
    # What the model thought second doesn't come up once the first is a box, of whatever class.
    assert places(found, Box(3, 4, 4, 14, 15)) == []
    # But it does once the first is said to be wrong.
    assert places(found, rejected=[Box(0, 4, 4, 14, 15)]) == [pytest.approx(0.4)]


def test_an_accepted_one_stays_away_however_its_box_was_moved():
    assert places(FOUND, Box(3, 40, 2, 50, 12), accepted=[Box(0, 4, 4, 14, 14)]) == [0.6, 0.3]


def test_ghosts_end_with_the_image():
    found = make_detections((-5, -5, 5, 5, 0.9, 0), (63.5, 0, 80, 9, 0.8, 0), (70, 0, 80, 9, 0.7, 0))
    assert [ghost.xyxy for ghost in offered(found, [], SIZE_WH)] == [(0, 0, 5, 5)]


side = st.floats(0, 60, allow_nan=False)
box = st.builds(
    lambda x, y, w, h, c: Box(c, x, y, x + 1 + w, y + 1 + h), side, side, side, side, st.integers(0, 3)
)


@given(st.lists(st.tuples(box, st.floats(0, 1))), st.lists(box))
def test_whatever_is_accepted_is_never_offered_again(found, boxes):
    rows = Detections.from_arrays(
        [b.xyxy for b, _ in found], [score for _, score in found], [b.class_id for b, _ in found]
    )
    ghosts = offered(rows, boxes, (200, 200))
    assert [ghost.score for ghost in ghosts] == sorted((ghost.score for ghost in ghosts), reverse=True)
    assert offered(rows, [*boxes, *(ghost.box for ghost in ghosts)], (200, 200)) == []
    left = offered(rows, boxes, (200, 200), rejected=[ghost.box for ghost in ghosts])
    assert not {ghost.box for ghost in left} & {ghost.box for ghost in ghosts}


def test_classes_go_by_their_names():
    found = ClassMap.of(("Green", "r", "lamp", "b "), ("w", "r", "green", "b", "B"))
    assert found.ids.tolist() == [2, 1, -1, -1]
    # Two classes are called b, so "b " is neither.
    assert found.missing == ("lamp", "b ")
    mapped = found.apply(make_detections((0, 0, 1, 1, 0.9, 0), (0, 0, 1, 1, 0.8, 2)))
    assert mapped.class_ids.tolist() == [2]
    assert len(ClassMap.of((), NAMES).apply(Detections.empty())) == 0
    # What they were called before; of one that is called so anew that would not be told.
    former = {"lamp": "green", "Bulb": "w", "gone": ""}
    found = ClassMap.of(("lamp", "bulb", "r", "gone"), ("w", "r", "green"), former)
    assert (found.ids.tolist(), found.missing) == ([2, 0, 1, -1], ("gone",))


# -- accepting and rejecting -----------------------------------------------------------------------


def test_accepting_is_one_step_and_undo_brings_the_ghosts_back(session, suggestions, tmp_path):
    before = snapshot(tmp_path / "set")
    session.open(1)
    ghosts = suggestions.ghosts(session.record.path, session.boxes)
    assert accept(session, suggestions, {1: above(ghosts, 0.6)}) == (2, 1)
    assert [box.class_id for box in session.boxes] == [0, 1]
    assert shown(session, suggestions) == [(2, 0.3)]
    assert len((tmp_path / "set" / "b.txt").read_text().splitlines()) == 2
    step = session.undo()
    assert step is not None and step.text == "accepted 2 suggestions on b.png"
    assert shown(session, suggestions) == [(0, 0.9), (1, 0.6), (2, 0.3)]
    assert {name: content for name, (content, _) in snapshot(tmp_path / "set").items()} == {
        name: content for name, (content, _) in before.items()
    }
    session.redo()
    assert shown(session, suggestions) == [(2, 0.3)]


def test_what_was_drawn_by_hand_is_never_touched(session, suggestions, tmp_path):
    ghosts = suggestions.ghosts(session.record.path, session.boxes)
    accept(session, suggestions, {0: ghosts})
    lines = (tmp_path / "set" / "a.txt").read_text().splitlines()
    assert lines[0] == "3 0.5 0.5 0.1 0.1"
    assert len(lines) == 4


def test_accepting_on_all_images_is_one_step_that_ends_where_it_began(session, suggestions, tmp_path):
    session.open(2)
    ghosts = {
        index: above(suggestions.ghosts(record.path, ()), 0.5)
        for index, record in enumerate(session.dataset.records)
    }
    session.dataset.records[1].path.unlink()
    # An image that is gone is left alone.
    assert accept(session, suggestions, ghosts) == (4, 2)
    assert session.undo_text == "accepted 4 suggestions on 2 images"
    assert not (tmp_path / "set" / "b.txt").exists()
    session.undo()
    assert session.index == 2 and session.boxes == ()
    assert (tmp_path / "set" / "a.txt").read_text() == "3 0.5 0.5 0.1 0.1\n"
    assert not (tmp_path / "set" / "c.txt").exists()
    session.redo()
    assert len((tmp_path / "set" / "c.txt").read_text().splitlines()) == 2


def test_one_accepted_box_can_be_pulled_at_and_many_can_t(session, suggestions):
    session.open(1)
    ghosts = suggestions.ghosts(session.record.path, ())
    accept(session, suggestions, {1: ghosts[:1]})
    assert session.fresh == (0,)
    accept(session, suggestions, {1: ghosts[1:]})
    assert session.fresh == ()


def test_a_deleted_box_that_was_accepted_is_not_suggested_again(session, suggestions):
    session.open(1)
    accept(session, suggestions, {1: suggestions.ghosts(session.record.path, ())[:1]})
    session.delete([0])
    assert shown(session, suggestions) == [(1, 0.6), (2, 0.3)]


def test_rejected_is_for_good_and_of_every_model(session, suggestions, tmp_path):
    session.open(1)
    reject(session, suggestions, suggestions.ghosts(session.record.path, ())[:2])
    assert shown(session, suggestions) == [(2, 0.3)]
    assert not (tmp_path / "set" / "b.txt").exists()
    other = GhostFile(tmp_path / "other.jsonl", Stamp(2, 2))
    other.begin(["g", "r", "w"], 0.1)
    again = make_detections((5, 4, 14, 14, 0.8, 2), (30, 21, 40, 30, 0.7, 0))
    keep(other, session.record.path, again)
    other.refresh()
    # As after a restart.
    later = Suggestions(other, Rejections(tmp_path / "rejected.jsonl"), session.dataset.class_names)
    # Not white; that it is green, in a place where it isn't red, was not looked at.
    assert shown(session, later) == [(2, 0.7)]


def test_undo_of_a_rejection_goes_to_its_image_and_lasts(session, suggestions, tmp_path):
    session.open(1)
    reject(session, suggestions, suggestions.ghosts(session.record.path, ())[:1])
    session.open(0)
    step = session.undo()
    assert step is not None and step.text == "rejected 1 suggestion on b.png"
    assert session.index == 1
    assert shown(session, suggestions) == [(0, 0.9), (1, 0.6), (2, 0.3)]
    assert Rejections(tmp_path / "rejected.jsonl").boxes(session.record.path, SIZE_WH, NAMES) == []
    session.redo()
    assert shown(session, suggestions) == [(1, 0.6), (2, 0.3)]


def test_suggestions_and_rejections_follow_a_class_that_is_renamed_or_merged(session, suggestions, tmp_path):
    suggestions = Suggestions(
        suggestions.file,
        Rejections(tmp_path / "rejected.jsonl", session.dataset.former_names),
        session.dataset.class_names,
        former=session.dataset.former_names,
    )

    def offered_on_b() -> list[tuple[int, float]]:
        session.open(1)
        return shown(session, suggestions)

    session.add_box((0, 0, 3, 3), 0)
    session.open(1)
    reject(session, suggestions, suggestions.ghosts(session.record.path, ())[1:2])
    first = [(0, 0.9), (2, 0.3)]
    assert offered_on_b() == first
    rename_class(session, 0, "white")
    rename_class(session, 1, "crimson")
    assert offered_on_b() == first and suggestions.missing == ()
    # It has a box, and stays in the list without one.
    merge_class(session, merging(session.dataset, 0, 3))
    assert session.dataset.class_names[0] == "white"
    assert offered_on_b() == [(3, 0.9), (2, 0.3)]
    session.undo()
    assert offered_on_b() == first
    session.redo()
    assert offered_on_b() == [(3, 0.9), (2, 0.3)]
    for _ in range(3):
        session.undo()
    assert session.dataset.class_names == list(NAMES) and offered_on_b() == first
    merge_class(session, merging(session.dataset, 0, None))
    assert offered_on_b() == [(2, 0.3)] and suggestions.missing == (NAMES[0],)
    # The last one leaves the list.
    merge_class(session, merging(session.dataset, 3, 1))
    assert len(session.dataset.class_names) == 3
    assert suggestions.found(session.record.path).detections.class_ids.tolist() == [1, 2]
    session.undo()
    session.undo()
    assert offered_on_b() == first


def test_rejections_outlive_the_size_and_the_numbers_of_classes(tmp_path):
    image, path = tmp_path / "a.png", tmp_path / "rejected.jsonl"
    Rejections(path).set(image, (100, 50), [Box(1, 10, 10, 20, 20)], ["w", "r"], is_rejected=True)
    again = Rejections(path)
    assert again.boxes(image, (200, 100), ["b", "w", "r"]) == [Box(2, 20, 20, 40, 40)]
    assert again.boxes(image, (200, 100), ["b"]) == []


def test_where_nothing_can_be_remembered_nothing_is_rejected(session, suggestions, tmp_path):
    (tmp_path / "rejected.jsonl").mkdir()
    session.open(1)
    ghosts = suggestions.ghosts(session.record.path, ())
    with pytest.raises(Exception, match="can't be written"):
        reject(session, suggestions, ghosts)
    assert len(shown(session, suggestions)) == 3 and not session.can_undo


# -- the file --------------------------------------------------------------------------------------


def test_a_changed_picture_is_looked_at_anew(suggestions, session):
    image = session.dataset.records[1].path
    assert suggestions.file.has(image)
    write_image(image, SIZE_WH, seed=99)
    os.utime(image, ns=(5, 5))
    assert not suggestions.file.has(image)
    assert suggestions.ghosts(image, ()) is None
    keep(suggestions.file, image, make_detections((4, 4, 14, 14, 0.7, 3)))
    suggestions.file.refresh()
    assert [ghost.class_id for ghost in suggestions.ghosts(image, ())] == [3]


def test_what_another_program_adds_is_seen(suggestions, session):
    other = GhostFile(suggestions.file.path, MODEL)
    image = write_image(session.dataset.root / "d.png")
    keep(other, image)
    assert suggestions.file.refresh() == {str(image)}
    assert suggestions.ghosts(image, ()) is not None


def test_half_a_line_of_a_killed_program_costs_that_line_alone(suggestions, session):
    path = suggestions.file.path
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    file = GhostFile(path, MODEL)
    images = [record.path for record in session.dataset.records]
    assert [file.has(image) for image in images] == [True, True, False]
    keep(file, images[2])
    file.refresh()
    assert all(map(file.has, images))
    assert len(GhostFile(path, MODEL).read(images[2]).detections) == 3


@pytest.mark.parametrize(
    "line",
    [
        {"found": [[0, 0, 5, 5, 0.5, 9]]},
        {"found": [[0, 0, 5, 5, 2, 0]]},
        {"found": [[5, 5, 0, 0, 0.5, 0]]},
        {"found": [[0, 0, 1e300, 5, 0.5, 0]]},
        {"found": [[0, 0, 5, 5, 0.5, 0.5]]},
        {"found": [[0]]},
    ],
)
def test_damaged_predictions_are_none(suggestions, session, line):
    image = session.dataset.records[0].path
    stamp = Stamp.of(image).to_dict()
    with suggestions.file.path.open("a") as stream:
        stream.write(json.dumps({"image": str(image), **stamp, "wh": [64, 48], **line}) + "\n")
    suggestions.file.refresh()
    assert suggestions.ghosts(image, ()) == []


def test_another_model_s_are_not_taken_and_a_higher_threshold_keeps_them(suggestions, session):
    path = suggestions.file.path
    assert GhostFile(path, Stamp(1, 2)).images() == []
    same = GhostFile(path, MODEL)
    same.begin(NAMES, 0.5)
    assert (len(same.images()), same.confidence) == (3, 0.05)
    same.begin(NAMES, 0.01)
    assert (same.images(), same.confidence) == ([], 0.01)
    # Whoever had it open sees that.
    suggestions.file.refresh()
    assert suggestions.ghosts(session.dataset.records[0].path, ()) is None


def test_a_newer_version_s_file_is_refused(suggestions):
    path = suggestions.file.path
    head = json.loads(path.read_text().splitlines()[0])
    path.write_text(json.dumps({**head, "format": 2}) + "\n")
    before = path.read_bytes()
    with pytest.raises(NewerVersion):
        GhostFile(path, MODEL)
    assert path.read_bytes() == before


def test_garbage_is_no_file_of_ours(tmp_path):
    path = tmp_path / "ghosts.jsonl"
    path.write_bytes(b"\xff\x00garbage")
    file = GhostFile(path, MODEL)
    assert file.images() == [] and file.names == ()
    file.begin(NAMES, 0.1)
    assert GhostFile(path, MODEL).names == NAMES


# -- what to label next ----------------------------------------------------------------------------


def test_doubt_is_near_the_threshold_and_between_classes():
    def of(*scores: float) -> float:
        boxes = [(20.0 * n, 0, 20.0 * n + 10, 10, score, 0) for n, score in enumerate(scores)]
        return round(unsureness(make_detections(*boxes), 0.5), 3)

    assert of() == 0
    assert of(0.5) == 1
    assert of(0.95) == of(0.1) == 0
    assert of(0.5, 0.5, 0.9) == 2
    assert of(0.65) == of(0.35) == 0.5
    rivals = make_detections((0, 0, 10, 10, 0.9, 0), (0, 0, 10, 10, 0.81, 1))
    assert unsureness(rivals, 0.5) == pytest.approx(0.9)
    # One thing in two opinions is one thing.
    assert unsureness(make_detections((0, 0, 9, 9, 0.5, 0), (0, 0, 9, 9, 0.5, 1)), 0.5) == pytest.approx(1)


@given(
    st.lists(st.tuples(box, st.floats(0, 1)), max_size=20, unique_by=lambda pair: pair[1]), st.floats(0, 1)
)
def test_no_image_is_less_sure_than_it_has_detections(found, threshold):
    rows = Detections.from_arrays(
        [b.xyxy for b, _ in found], [score for _, score in found], [b.class_id for b, _ in found]
    )
    doubt = unsureness(rows, threshold)
    assert 0 <= doubt <= len(found) + 1e-6
    order = np.random.default_rng(0).permutation(len(found))
    assert unsureness(rows[order], threshold) == pytest.approx(doubt, abs=1e-5)


def test_the_least_sure_come_first_and_the_done_last():
    assert least_sure_first({3: 0.5, 1: 2.0, 4: 9.0}, 5, [False, False, False, False, True]) == [
        1,
        3,
        0,
        2,
        4,
    ]


def test_how_sure_a_model_is_of_boxes(session, suggestions, tmp_path):
    image = session.record.path
    class_id = int(suggestions.found(image).detections.class_ids[0])
    place = FOUND.xyxy[0].tolist()
    there, elsewhere, other = Box(class_id, *place), Box(class_id, 0, 0, 1, 1), Box(class_id + 1, *place)
    scores = suggestions.scores_of(image, [there, elsewhere, other])
    assert scores == [pytest.approx(float(FOUND.scores[0])), 0, 0]
    assert suggestions.scores_of(tmp_path / "unseen.png", [there]) is None
