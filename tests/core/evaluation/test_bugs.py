"""The label-bug finder: each kind is told of a planted fault, the right ones are left alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.boxes.detections import Detections
from studio.core.evaluation.bugs import Labelled, find_bugs
from tests.factories import make_detections

NAMES = ["w", "r", "g"]
PLACES = [(20.0 + 50 * n, 20.0, 40.0 + 50 * n, 42.0) for n in range(10)]


def labelled(boxes, classes, detections: Detections, image: str = "a.png") -> Labelled:
    return Labelled(
        image, np.array(boxes, np.float64).reshape(-1, 4), np.array(classes, np.int64), detections
    )


def found(score: float = 0.9, class_id: int = 0) -> Detections:
    """Return what a good model finds: each thing, a pixel beside where the boxes are."""
    return make_detections(*((x + 1, y, x2 + 1, y2, score, class_id) for x, y, x2, y2 in PLACES))


def test_labels_that_agree_with_the_model_have_no_bugs():
    assert find_bugs([labelled(PLACES, [0] * 10, found())], NAMES) == []
    assert find_bugs([labelled([], [], Detections.empty())], NAMES) == []


def test_each_kind_is_told_with_what_would_mend_it():
    boxes, classes = list(PLACES), [0] * 10
    boxes[3] = (155.0, 5.0, 205.0, 60.0)
    classes[5] = 2
    boxes.append((222.0, 21.0, 241.0, 43.0))
    classes.append(0)
    del boxes[8], classes[8]
    bugs = {bug.kind: bug for bug in find_bugs([labelled(boxes, classes, found())], NAMES)}
    assert set(bugs) == {"missed", "class", "loose", "duplicate"}
    assert bugs["missed"].index is None and bugs["missed"].better_xyxy == (421.0, 20.0, 441.0, 42.0)
    assert (bugs["class"].index, bugs["class"].class_id, bugs["class"].better_class) == (5, 2, 0)
    assert bugs["loose"].index == 3 and bugs["loose"].better_xyxy == (171.0, 20.0, 191.0, 42.0)
    assert bugs["duplicate"].index in (4, 9) and bugs["duplicate"].better_xyxy is None
    assert "finds w here (90 %)" in bugs["missed"].reason
    assert "sees w here (90 %), the label says g (0 %)" in bugs["class"].reason


def test_the_surest_come_first_and_two_classes_alike_are_no_mistake():
    detections = make_detections(
        (20, 20, 40, 42, 0.5, 1),
        (20, 20, 40, 42, 0.48, 0),
        (70, 20, 90, 42, 0.8, 1),
        (300, 20, 320, 42, 0.6, 2),
    )
    bugs = find_bugs([labelled(PLACES[:2], [0, 0], detections)], NAMES)
    assert [(bug.kind, round(bug.score, 2)) for bug in bugs] == [("class", 0.8), ("missed", 0.6)]


def test_boxes_of_classes_that_the_model_does_not_know_are_left_alone():
    boxes = labelled(PLACES, [2] * 10, found())
    assert find_bugs([boxes], NAMES, known_classes=2) == []
    assert {bug.kind for bug in find_bugs([boxes], NAMES)} == {"class"}


def test_two_neighbours_that_both_are_found_are_no_duplicates():
    near = [(20.0, 20.0, 40.0, 42.0), (25.0, 20.0, 45.0, 42.0)]
    apart = make_detections((20, 20, 40, 42, 0.9, 0), (35, 20, 55, 42, 0.9, 1))
    assert find_bugs([labelled([near[0], (35.0, 20.0, 55.0, 42.0)], [0, 1], apart)], NAMES) == []


def test_a_bug_is_known_again_from_another_models_view():
    first, second = (find_bugs([labelled(PLACES[:8], [0] * 8, found(score))], NAMES) for score in (0.9, 0.7))
    assert {bug.key for bug in first} == {bug.key for bug in second} and len(first) == 2


boxes_of = st.lists(
    st.tuples(st.floats(0, 90), st.floats(0, 90), st.floats(1, 60), st.floats(1, 60), st.integers(0, 2)),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(boxes=boxes_of, seen=boxes_of, scores=st.lists(st.floats(0.01, 1.0), min_size=8, max_size=8))
def test_each_box_has_one_bug_at_most_and_scores_are_parts_of_one(boxes, seen, scores):
    detections = make_detections(
        *((x, y, x + w, y + h, score, c) for (x, y, w, h, c), score in zip(seen, scores, strict=False))
    )
    places = [(x, y, x + w, y + h) for x, y, w, h, _ in boxes]
    bugs = find_bugs([labelled(places, [row[4] for row in boxes], detections)], NAMES)
    indices = [bug.index for bug in bugs if bug.index is not None]
    assert len(indices) == len(set(indices))
    assert all(0 < bug.score <= 1 for bug in bugs)
    assert [bug.score for bug in bugs] == sorted((bug.score for bug in bugs), reverse=True)
    assert all(bug.to_dict(NAMES)["box"] for bug in bugs)


@pytest.mark.parametrize("kind", ["missed", "class"])
def test_plain_data_says_it_all(kind):
    bug = next(
        bug for bug in find_bugs([labelled(PLACES[:9], [1, *[0] * 8], found())], NAMES) if bug.kind == kind
    )
    data = bug.to_dict(NAMES)
    assert data["class_name"] == {"missed": "w", "class": "r"}[kind]
    assert data["better_class"] == 0 and data["image"] == "a.png"
