"""NMS against the textbook rule, written out slowly in float64."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.boxes import nms as module
from studio.core.boxes.detections import Detections
from studio.core.boxes.nms import greedy, nms
from tests.factories import memory_below


def overlap(a: list[float], b: list[float]) -> float:
    """Intersection over union of two boxes; 0 when either is empty."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    inter = width * height
    return inter / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - inter)


def reference(candidates: Detections, iou_threshold: float, top_k: int) -> list[int]:
    """Indices kept: sort by score (ties in input order), cut at top_k, keep unless a kept one overlaps."""
    scores = candidates.scores.astype(float).tolist()
    boxes = candidates.xyxy.astype(float).tolist()
    classes = candidates.class_ids.tolist()
    kept: list[int] = []
    for index in sorted(range(len(scores)), key=lambda i: -scores[i])[:top_k]:
        if all(
            classes[index] != classes[other] or overlap(boxes[index], boxes[other]) <= iou_threshold
            for other in kept
        ):
            kept.append(index)
    return kept


def check(candidates: Detections, iou_threshold: float, top_k: int) -> None:
    expected = candidates[reference(candidates, iou_threshold, top_k)]
    found = nms(candidates, iou_threshold=iou_threshold, top_k=top_k)
    assert found.xyxy.tolist() == expected.xyxy.tolist()
    assert found.scores.tolist() == expected.scores.tolist()
    assert found.class_ids.tolist() == expected.class_ids.tolist()


def crowd(rng: np.random.Generator, count: int, *, spread: float = 300, classes: int = 3) -> Detections:
    """Boxes in clusters, as a detector gives them."""
    centres = rng.uniform(0, spread, (max(1, count // 8), 2))[rng.integers(0, max(1, count // 8), count)]
    centres = centres + rng.normal(0, 3, (count, 2))
    half = rng.uniform(5, 30, (count, 2))
    return Detections.from_arrays(
        np.hstack([centres - half, centres + half]),
        rng.uniform(0.2, 1, count).round(2),
        rng.integers(0, classes, count),
    )


# A coarse grid makes equal scores, shared edges, identical boxes and overlaps exactly on a threshold common.
coordinate = st.integers(-2, 9).map(float)
boxes = st.lists(
    st.tuples(
        coordinate,
        coordinate,
        st.integers(0, 6),
        st.integers(0, 6),
        st.sampled_from([0.2, 0.3, 0.5, 0.9]),
        st.integers(0, 2),
    ),
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(boxes, st.sampled_from([0.0, 0.2, 0.25, 1 / 3, 0.45, 0.5, 1.0]), st.integers(1, 45))
def test_it_is_the_greedy_rule_on_ties_and_borders(rows, iou_threshold, top_k):
    array = np.array(rows, float).reshape(-1, 6)
    candidates = Detections.from_arrays(
        np.hstack([array[:, :2], array[:, :2] + array[:, 2:4]]), array[:, 4], array[:, 5]
    )
    check(candidates, iou_threshold, top_k)


@pytest.mark.parametrize("count", [1, 2, 50, 400])
@pytest.mark.parametrize("top_k", [1, 30, 300, 1000])
def test_it_is_the_greedy_rule_on_crowds(count, top_k):
    rng = np.random.default_rng(count)
    for _ in range(5):
        check(crowd(rng, count), 0.45, top_k)


@pytest.mark.parametrize("side", ["wide", "tall"])
def test_boxes_in_one_row_or_column(side):
    """The sweep along one axis meets all pairs here; either axis must give the same."""
    rng = np.random.default_rng(4)
    start = np.sort(rng.uniform(0, 400, 120))
    along = np.stack([start, np.zeros(120), start + 30, np.full(120, 20.0)], axis=1)
    xyxy = along if side == "wide" else along[:, [1, 0, 3, 2]]
    check(Detections.from_arrays(xyxy, rng.uniform(0.3, 1, 120), np.zeros(120)), 0.45, 300)


def test_a_long_chain_alternates():
    """Each box overlaps only its neighbours: the greedy answer is every second one, whatever the depth."""
    start = np.arange(200.0) * 4
    xyxy = np.stack([start, np.zeros(200), start + 10, np.full(200, 10.0)], axis=1)
    kept = greedy(xyxy.astype(np.float32), np.zeros(200, np.int64), 0.4)
    assert kept.tolist() == list(range(0, 200, 2))


@settings(max_examples=300, deadline=None)
@given(boxes, st.sampled_from([0.0, 0.2, 1 / 3, 0.45, 1.0]), st.sampled_from([1, 2, 5, 64]))
def test_blocks_of_a_crowd_are_the_greedy_rule_on_ties_and_borders(rows, iou_threshold, block):
    array = np.array(rows, float).reshape(-1, 6)
    candidates = Detections.from_arrays(
        np.hstack([array[:, :2], array[:, :2] + array[:, 2:4]]), array[:, 4], array[:, 5]
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_TOUCHING", 0)
        patch.setattr(module, "BLOCK", block)
        check(candidates, iou_threshold, 45)


@pytest.mark.parametrize("spread", [2, 20, 80])
@pytest.mark.parametrize("classes", [1, 3])
def test_one_pile(monkeypatch, spread, classes):
    """Nearly all overlap, so that nearly none is kept, and no pair is listed that needn't be."""
    rng = np.random.default_rng(spread)
    centres, half = rng.normal(200, spread, (500, 2)), rng.uniform(20, 60, (500, 2))
    candidates = Detections.from_arrays(
        np.hstack([centres - half, centres + half]), rng.uniform(0.3, 1, 500), rng.integers(0, classes, 500)
    )
    compared = []
    overlapping = module._overlapping  # noqa: SLF001
    monkeypatch.setattr(
        module, "_overlapping", lambda *pairs: compared.append(len(pairs[2])) or overlapping(*pairs)
    )
    check(candidates, 0.45, 500)
    if (spread, classes) == (2, 1):
        assert sum(compared) < 500 * 40


def test_a_crowd_takes_little_memory():
    """All pairs of 6,000 boxes would be 18 million."""
    rng = np.random.default_rng(9)
    centres, half = rng.normal(200, 9, (6000, 2)), rng.uniform(20, 60, (6000, 2))
    xyxy = np.hstack([centres - half, centres + half]).astype(np.float32)
    with memory_below(40_000_000):
        assert 0 < len(greedy(xyxy, np.zeros(6000, np.int64), 0.45)) < 100


@pytest.mark.parametrize("chunk", [1, 7, 100])
def test_looking_at_pairs_in_chunks_changes_nothing(monkeypatch, chunk):
    monkeypatch.setattr(module, "CHUNK", chunk)
    rng = np.random.default_rng(chunk)
    for count in (2, 3, 40, 200):
        check(crowd(rng, count, spread=80), 0.45, 300)


def test_classes_do_not_suppress_each_other():
    same = [[0, 0, 10, 10]] * 3
    found = nms(Detections.from_arrays(same, [0.5, 0.9, 0.7], [0, 1, 0]), iou_threshold=0.45, top_k=300)
    assert list(zip(found.class_ids.tolist(), found.scores.round(3).tolist(), strict=True)) == [
        (1, pytest.approx(0.9)),
        (0, pytest.approx(0.7)),
    ]


def test_far_and_negative_coordinates_do_not_mix_classes():
    xyxy = [[-1e6, -1e6, -1e6 + 8, -1e6 + 8], [1e6, 1e6, 1e6 + 8, 1e6 + 8], [1e6, 1e6, 1e6 + 8, 1e6 + 8]]
    check(Detections.from_arrays(xyxy, [0.5, 0.9, 0.7], [2, 0, 1]), 0.45, 300)


def test_boxes_without_area_are_kept_and_suppress_nothing():
    check(
        Detections.from_arrays([[3, 3, 3, 3], [0, 0, 9, 9], [3, 3, 3, 3]], [0.9, 0.8, 0.7], [0] * 3), 0.1, 9
    )


def test_nothing_in_nothing_out():
    assert len(nms(Detections.empty(), iou_threshold=0.45, top_k=300)) == 0
