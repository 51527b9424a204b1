"""Suggestions take the size that a person draws, beside what the model found."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.boxes.detections import Detections
from studio.core.data.record import Box
from studio.core.labelling.assist import Suggestions, merged
from studio.core.labelling.ghost_file import Found, GhostFile, Stamp
from studio.core.labelling.rejections import Rejections
from studio.core.labelling.sizing import SAME, Pair, Sizing, are_one, pairs, ratio_of
from tests.factories import SIZE_WH, make_dataset, make_detections

FOUND = make_detections(
    (4, 4, 12, 12, 0.9, 0),
    (20, 4, 28, 12, 0.8, 0),
    (36, 4, 44, 12, 0.7, 0),
    (52, 20, 58, 26, 0.6, 0),
    (20, 30, 28, 38, 0.5, 1),
)


def grown(found: Detections, row: int, times: float, class_id: int | None = None) -> Box:
    """A box around a detection's centre, so many times as large."""
    x1, y1, x2, y2 = map(float, found.xyxy[row])
    x, y, w, h = (x1 + x2) / 2, (y1 + y2) / 2, (x2 - x1) * times / 2, (y2 - y1) * times / 2
    return Box(int(found.class_ids[row]) if class_id is None else class_id, x - w, y - h, x + w, y + h)


def test_a_box_is_paired_with_what_was_found_of_its_class_there():
    boxes = [grown(FOUND, 0, 1.5), grown(FOUND, 1, 1.5, class_id=2), Box(0, 40, 40, 50, 47)]
    assert pairs(FOUND, boxes) == [Pair(0, (1.5, 1.5))]
    # Its centre beside the suggestion: another thing.
    assert pairs(FOUND, [Box(0, 11, 4, 23, 12)]) == []


def test_of_two_detections_in_a_box_the_surer_counts():
    found = make_detections((4, 4, 12, 12, 0.4, 0), (3, 3, 13, 13, 0.9, 0))
    assert pairs(found, [Box(0, 3, 3, 13, 13)]) == [Pair(0, (1.0, 1.0))]


def test_what_was_accepted_as_it_was_tells_nothing():
    box = grown(FOUND, 0, 1.0)
    assert pairs(FOUND, [box], accepted=[box]) == []
    assert len(pairs(FOUND, [grown(FOUND, 0, 1.2)], accepted=[box])) == 1


@pytest.mark.parametrize(
    ("ratios", "expected"),
    [
        ([1.5, 1.5], SAME),
        ([1.4, 1.5, 1.6], (1.5, 1.5)),
        ([0.6, 0.7, 0.8], (0.7, 0.7)),
        # They disagree.
        ([0.5, 1.5, 1.6, 0.6], SAME),
        # Hardly different.
        ([1.05, 1.06, 1.07], SAME),
    ],
)
def test_few_pairs_or_those_that_disagree_change_nothing(ratios, expected):
    assert ratio_of([Pair(0, (ratio, ratio)) for ratio in ratios]) == pytest.approx(expected)


def test_a_class_with_pairs_of_its_own_goes_by_these():
    sizing = Sizing()
    sizing.learn(Path("a"), [Pair(0, (2.0, 2.0))] * 3 + [Pair(1, (1.5, 1.0))] * 4)
    assert sizing.ratio(0) == (2.0, 2.0)
    assert sizing.ratio(1) == (1.5, 1.0)
    assert sizing.ratio(2) == (1.5, 1.0)
    # Undone, they are forgotten.
    sizing.learn(Path("a"), [])
    assert sizing.ratio(0) == SAME


def test_the_newest_images_count():
    sizing = Sizing()
    sizing.learn(Path("a"), [Pair(0, (2.0, 2.0))] * 30)
    sizing.learn(Path("b"), [Pair(0, (1.5, 1.5))] * 20)
    assert sizing.ratio(0) == (1.5, 1.5)
    sizing.learn(Path("a"), [Pair(0, (2.0, 2.0))] * 30)
    assert sizing.ratio(0) == (2.0, 2.0)


@given(st.lists(st.floats(0.3, 3.0), min_size=3, max_size=30), st.floats(0.5, 40), st.floats(0.5, 40))
def test_centres_stay_where_they_are(ratios, width, height):
    sizing = Sizing()
    sizing.learn(Path("a"), [Pair(0, (ratio, ratio)) for ratio in ratios])
    found = make_detections((50 - width, 60 - height, 50 + width, 60 + height, 0.5, 0))
    sized = sizing.apply(found).xyxy[0]
    assert (sized[:2] + sized[2:]) / 2 == pytest.approx([50, 60], abs=1e-4)
    wanted = np.array(sizing.ratio(0)) * [2 * width, 2 * height]
    assert sized[2:] - sized[:2] == pytest.approx(wanted, rel=1e-4)


@pytest.fixture
def suggestions(tmp_path: Path) -> Suggestions:
    dataset = make_dataset(tmp_path / "set", {"a.png": None, "b.png": None})
    file = GhostFile(tmp_path / "ghosts.jsonl", Stamp(1, 1))
    file.begin(dataset.class_names, 0.05)
    for record in dataset.records:
        stamp = Stamp.of(record.path)
        assert stamp is not None
        file.add(record.path, stamp, Found(FOUND, SIZE_WH))
    file.refresh()
    return Suggestions(file, Rejections(tmp_path / "rejected.jsonl"), dataset.class_names)


def test_three_boxes_give_all_others_their_size_on_every_image(suggestions, tmp_path):
    first, second = (tmp_path / "set" / name for name in ("a.png", "b.png"))
    boxes = [grown(FOUND, row, 1.5) for row in range(3)]
    suggestions.follow(first, boxes[:2])
    assert suggestions.sizing.ratio(0) == SAME
    suggestions.follow(first, boxes)
    offered = suggestions.ghosts(first, boxes)
    assert offered is not None
    assert [ghost.xyxy for ghost in offered] == [grown(FOUND, 3, 1.5).xyxy, grown(FOUND, 4, 1.5).xyxy]
    assert len(suggestions.ghosts(second, ()) or ()) == 5
    # The grid of crops and the filter find the model's score under the larger box.
    assert suggestions.scores_of(second, boxes) == pytest.approx([0.9, 0.8, 0.7])
    suggestions.is_sized = False
    assert (suggestions.ghosts(first, boxes) or ())[-1].xyxy == (20.0, 30.0, 28.0, 38.0)


def test_what_was_rejected_or_accepted_stays_so_when_sizes_change(suggestions, tmp_path):
    image = tmp_path / "set" / "a.png"
    boxes = [grown(FOUND, row, 1.5) for row in range(3)]
    ghosts = suggestions.ghosts(image, ())
    suggestions.set_accepted(image, [ghosts[3].box], is_accepted=True)
    suggestions.rejections.set(image, SIZE_WH, [ghosts[4].box], suggestions.class_names, is_rejected=True)
    suggestions.follow(image, boxes)
    assert suggestions.ghosts(image, boxes) == []


def dense_are_one(ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """Compare each of N places with each of M, whatever that takes."""

    def holds(outer: np.ndarray, inner: np.ndarray) -> np.ndarray:
        middle = (inner[:, :2] + inner[:, 2:]) / 2
        return ((middle > outer[:, None, :2]) & (middle < outer[:, None, 2:])).all(axis=2)

    return holds(ours, theirs) & holds(theirs, ours).T


def dense_merged(found: Detections, alike: Detections) -> tuple[list[tuple[object, ...]], list[int]]:
    same = dense_are_one(alike.xyxy.astype(float), found.xyxy.astype(float))
    rows: list[tuple[object, ...]] = []
    which = []
    for place, box in enumerate(alike.xyxy.tolist()):
        best = max(np.flatnonzero(same[place]).tolist(), key=lambda one: found.scores[one], default=-1)
        of = found if best >= 0 and found.scores[best] > alike.scores[place] else alike
        at = best if of is found else place
        rows.append((box, of.scores[at], of.class_ids[at]))
        which.append(best)
    left = np.flatnonzero(~same.any(axis=0)).tolist()
    rows += [(found.xyxy[place].tolist(), found.scores[place], found.class_ids[place]) for place in left]
    return rows, which + left


# Few places and few scores: centres on edges, copies, and boxes without area are usual.
side = st.integers(0, 8)
detections = st.lists(st.tuples(side, side, side, side, st.integers(0, 4), side), max_size=25).map(
    lambda rows: Detections.from_arrays(
        [(x, y, x + w, y + h) for x, y, w, h, _, _ in rows],
        [score / 4 for *_, score, _ in rows],
        [class_id for *_, class_id in rows],
    )
)


@given(detections, detections)
def test_each_thing_is_once_as_if_all_were_compared_with_all(found: Detections, alike: Detections):
    rows, columns = are_one(alike.xyxy, found.xyxy)
    told = np.stack([rows, columns], axis=1).tolist()
    assert sorted(told) == np.argwhere(dense_are_one(alike.xyxy, found.xyxy)).tolist()
    assert rows.tolist() == sorted(rows)
    every, which = merged(found, alike)
    wanted, of_model = dense_merged(found, alike)
    assert list(zip(every.xyxy.tolist(), every.scores, every.class_ids, strict=True)) == wanted
    assert which.tolist() == of_model


def test_what_lies_far_apart_is_not_compared():
    grid = np.arange(3000.0) * 20
    places = np.stack([grid, grid, grid + 10, grid + 10], 1)
    tracemalloc.start()
    rows, columns = are_one(places, places[::-1])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (rows == np.arange(3000)).all() and (columns == 2999 - rows).all()
    # Bytes: all with all would be nine million pairs.
    assert peak < 2_000_000
