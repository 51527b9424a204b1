"""Judging images: small cases counted by hand, and what must hold of any."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.boxes.detections import Detections
from studio.core.evaluation.average_precision import MeanAveragePrecision
from studio.core.evaluation.outcomes import SIZES, Outcome, confusion, judge, recall_by_size, worst

A, B, C = [0, 0, 10, 10], [20, 0, 40, 20], [50, 50, 90, 90]
FAR = [200, 200, 210, 210]


def judged(found: list[tuple[list[float], float, int]], truth: list[tuple[list[float], int]], **choices):
    """Judge one image given as (box, score, class) and (box, class)."""
    detections = Detections.from_arrays(*zip(*found, strict=True)) if found else Detections.empty()
    xyxy = np.array([box for box, _ in truth], np.float64).reshape(-1, 4)
    class_ids = np.array([class_id for _, class_id in truth], np.int64)
    path = choices.pop("path", Path("a.jpg"))
    return judge(path, detections, xyxy, class_ids, **{"confidence": 0.5, **choices})


def test_every_kind_of_mistake_is_counted_once() -> None:
    outcome = judged(
        [(A, 0.9, 0), (A, 0.8, 0), (B, 0.7, 1), (FAR, 0.6, 1), (C, 0.49, 0)],
        [(A, 0), (B, 0), (C, 0)],
    )
    assert outcome.partner.tolist() == [0, -1, 1, -1]
    assert outcome.is_right.tolist() == [True, False, False, False]
    assert outcome.mistakes == (1, 1, 1, 1)
    assert outcome.sentence() == "1 missed, 1 of the wrong class, 1 found twice, 1 where nothing is"
    mistakes, lost = outcome.badness
    assert mistakes == 4
    assert lost == pytest.approx(1 + 0.1 + 0.8 + 0.7 + 0.6)
    assert confusion([outcome], 2).tolist() == [[1, 1, 1], [0, 0, 0], [1, 1, 0]]


def test_the_highest_score_takes_the_box_whatever_its_class() -> None:
    outcome = judged([(A, 0.6, 0), (A, 0.9, 1)], [(A, 0)])
    assert outcome.found.class_ids.tolist() == [1, 0]
    assert outcome.mistakes == (0, 1, 1, 0)


def test_a_detection_takes_the_box_it_overlaps_most_that_is_free() -> None:
    near = [1, 0, 11, 10]
    outcome = judged([(A, 0.9, 0), (A, 0.8, 0)], [(near, 0), (A, 0)])
    assert outcome.partner.tolist() == [1, 0]
    assert outcome.sentence() == "no mistakes"


def test_half_an_overlap_is_enough_and_less_is_not() -> None:
    half, less = [0, 0, 10, 5], [0, 0, 10, 4.9]
    assert judged([(half, 0.9, 0)], [(A, 0)]).mistakes == (0, 0, 0, 0)
    assert judged([(less, 0.9, 0)], [(A, 0)]).mistakes == (1, 0, 0, 1)


def test_sizes_are_those_in_the_input() -> None:
    truth = [([0, 0, 16, 16], 0), ([0, 30, 8, 38], 0), ([100, 0, 400, 300], 0), (FAR, 0)]
    outcome = judged([([0, 0, 16, 16], 0.9, 0), (FAR, 0.9, 1)], truth, scale_xy=(1.0, 0.25))
    # Sides of 8, 4, 150 and 5 once they are brought to the input.
    assert outcome.sizes.tolist() == pytest.approx([8, 4, 150, 5])
    rows = recall_by_size([outcome, outcome])
    assert [(row["from"], row["to"]) for row in rows] == [
        (0, 8), (8, 16), (16, 32), (32, 64), (64, 128), (128, None),
    ]  # fmt: skip
    assert [(row["boxes"], row["found"], row["recall"]) for row in rows] == [
        (4, 0, 0.0), (2, 2, 1.0), (0, 0, None), (0, 0, None), (0, 0, None), (2, 0, 0.0),
    ]  # fmt: skip


def test_the_worst_come_first() -> None:
    truth = [(A, 0), (B, 0)]
    fine = judged([(A, 0.9, 0), (B, 0.9, 0)], truth, path=Path("fine"))
    unsure = judged([(A, 0.6, 0), (B, 0.9, 0)], truth, path=Path("unsure"))
    missed = judged([(A, 0.99, 0)], truth, path=Path("missed"))
    same = judged([(A, 0.99, 0)], truth, path=Path("also missed"))
    blind = judged([], truth, path=Path("blind"))
    ranked = worst([fine, missed, unsure, blind, same], 4)
    assert [outcome.path.name for outcome in ranked] == ["blind", "also missed", "missed", "unsure"]


box = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 40), st.integers(1, 40)).map(
    lambda sides: [sides[0], sides[1], sides[0] + sides[2], sides[1] + sides[3]]
)
classes = st.integers(0, 2)
image = st.tuples(
    st.lists(st.tuples(box, st.integers(0, 20).map(lambda n: n / 20), classes), max_size=12),
    st.lists(st.tuples(box, classes), max_size=8),
)


@settings(deadline=None)
@given(st.lists(image, max_size=4), st.sampled_from([0.0, 0.3, 0.5]))
def test_counts_add_up(images: list, confidence: float) -> None:
    outcomes: list[Outcome] = [judged(*each, confidence=confidence) for each in images]
    counts = confusion(outcomes, 3)
    true = [class_id for _, truth in images for _, class_id in truth]
    kept = [
        class_id for found, _ in images for _, score, class_id in found if np.float32(score) >= confidence
    ]
    assert counts[:3].sum(axis=1).tolist() == np.bincount(true, minlength=3).tolist()
    assert counts[:, :3].sum(axis=0).tolist() == np.bincount(kept, minlength=3).tolist()
    assert counts[3, 3] == 0
    rows = recall_by_size(outcomes)
    assert len(rows) == len(SIZES)
    assert sum(row["boxes"] for row in rows) == len(true)
    assert sum(row["found"] for row in rows) == np.trace(counts)
    mistakes = np.array([outcome.mistakes for outcome in outcomes]).reshape(-1, 4).sum(axis=0)
    off_diagonal = counts[:3, :3].sum() - np.trace(counts)
    assert mistakes[0] == counts[:3, 3].sum()
    assert mistakes[1] == off_diagonal
    assert mistakes[2] + mistakes[3] == counts[3].sum()
    for outcome in outcomes:
        taken = outcome.partner[outcome.is_paired].tolist()
        assert len(set(taken)) == len(taken)


@settings(deadline=None)
@given(st.lists(image, max_size=4))
def test_precision_over_recall_never_rises_and_its_mean_is_map(images: list) -> None:
    metric = MeanAveragePrecision(["a", "b", "c"])
    for found, truth in images:
        outcome = judged(found, truth, confidence=0.0)
        metric.add(outcome.found, outcome.xyxy, outcome.class_ids)
    per_class = metric.result().per_class
    for name, precision in metric.precision_recall().items():
        assert len(precision) == 101
        assert (np.diff(precision) <= 0).all()
        assert np.mean(precision) == pytest.approx(per_class[name].map50)


def test_precision_over_recall_counted_by_hand() -> None:
    metric = MeanAveragePrecision(["a"])
    truth = [(A, 0), (B, 0), (C, 0)]
    outcome = judged([(A, 0.9, 0), (FAR, 0.8, 0), (B, 0.7, 0)], truth)
    metric.add(outcome.found, outcome.xyxy, outcome.class_ids)
    # One of three is found before the first mistake, two of three with one mistake, the third never.
    precision = metric.precision_recall()["a"]
    assert precision[:34] == [1.0] * 34
    assert precision[34:67] == pytest.approx([2 / 3] * 33)
    assert precision[67:] == [0.0] * 34
