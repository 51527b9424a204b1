"""Merging across seams: boxes cut up by tiles, seen perfectly, come back as they were."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.boxes.detections import Detections
from studio.core.tiling.grid import Tile, tiles_by_grid, tiles_by_size
from studio.core.tiling.merge import MergeRule, merge

XYXY = tuple[float, float, float, float]


def seen(
    boxes: list[tuple[int, XYXY]], tiles: list[Tile], scores: list[float]
) -> tuple[Detections, np.ndarray]:
    """What a perfect detector finds in tiles: of each box (class, corners) what lies in it."""
    rows, ids = [], []
    for (class_id, (x1, y1, x2, y2)), score in zip(boxes, scores, strict=True):
        for number, tile in enumerate(tiles):
            left, top, right, bottom = tile.xyxy
            part = np.float32([max(x1, left), max(y1, top), min(x2, right), min(y2, bottom)])
            # A detector gives no box without pixels.
            if part[2] > part[0] and part[3] > part[1]:
                rows.append((*part, score, class_id))
                ids.append(number)
    array = np.array(rows, float).reshape(-1, 6)
    return Detections.from_arrays(array[:, :4], array[:, 4], array[:, 5]), np.array(ids, np.int64)


def merged(boxes, tiles, size_wh, scores=None, **more):
    found, ids = seen(boxes, tiles, scores or [0.9] * len(boxes))
    options = {"iou_threshold": 0.45, "top_k": 1000, **more}
    return merge(found, ids, tiles, size_wh, **options)


def as_rows(found: Detections) -> list[tuple[int, XYXY]]:
    return sorted(zip(found.class_ids.tolist(), map(tuple, found.xyxy.tolist()), strict=True))


def assert_same(found: Detections, boxes: list[tuple[int, XYXY]]) -> None:
    rows, wanted = as_rows(found), sorted(boxes)
    assert [class_id for class_id, _ in rows] == [class_id for class_id, _ in wanted]
    if rows:
        ours, true = (np.array([xyxy for _, xyxy in side]) for side in (rows, wanted))
        assert np.abs(ours - true).max() < 1, (ours, true)


def apart(boxes: list[tuple[int, XYXY]], gap: float) -> list[tuple[int, XYXY]]:
    """Of boxes those that are further than `gap` from all before them."""
    kept: list[tuple[int, XYXY]] = []
    for class_id, box in boxes:
        if all(
            max(box[0] - other[2], other[0] - box[2], box[1] - other[3], other[1] - box[3]) > gap
            for _, other in kept
        ):
            kept.append((class_id, box))
    return kept


WIDTH, HEIGHT = 300, 220
PLANS = {
    "2x2": tiles_by_grid((WIDTH, HEIGHT), 2, 2),
    "3x4": tiles_by_grid((WIDTH, HEIGHT), 3, 4),
    "1x5": tiles_by_grid((WIDTH, HEIGHT), 1, 5),
    "100, none": tiles_by_size((WIDTH, HEIGHT), 100, 0.0),
    "100, a fifth": tiles_by_size((WIDTH, HEIGHT), 100, 0.2),
    "130, a third": tiles_by_size((WIDTH, HEIGHT), 130, 0.33),
    "90, a half": tiles_by_size((WIDTH, HEIGHT), 90, 0.5),
    "400": tiles_by_size((WIDTH, HEIGHT), 400, 0.2),
}
plans = st.sampled_from(sorted(PLANS))
number = st.floats(0, 1, allow_nan=False, width=32)


@st.composite
def some_boxes(draw, *, most=12, longest=120.0):
    """Boxes of all sizes, many of them at the borders of tiles."""
    boxes = []
    borders = sorted({side for tiles in PLANS.values() for tile in tiles for side in tile.xyxy})
    for _ in range(draw(st.integers(0, most))):
        width, height = (4 + draw(number) ** 3 * longest for _ in range(2))
        # Some across one border, some on a corner of four tiles, some anywhere.
        x, y = draw(number) * (WIDTH - width), draw(number) * (HEIGHT - height)
        if draw(st.booleans()):
            x = draw(st.sampled_from(borders)) - draw(number) * width
        if draw(st.booleans()):
            y = draw(st.sampled_from(borders)) - draw(number) * height
        x, y = min(max(x, 0), WIDTH - width), min(max(y, 0), HEIGHT - height)
        boxes.append((draw(st.integers(0, 2)), (x, y, x + width, y + height)))
    return boxes


@settings(max_examples=150, deadline=None)
@given(some_boxes(), plans)
def test_boxes_come_back_as_they_were(boxes, plan):
    boxes = apart(boxes, 2.1)
    assert_same(merged(boxes, PLANS[plan], (WIDTH, HEIGHT)), boxes)


@settings(max_examples=80, deadline=None)
@given(some_boxes(), plans)
def test_with_the_whole_photo_among_the_tiles_they_are_the_same(boxes, plan):
    boxes = apart(boxes, 2.1)
    tiles = [*PLANS[plan], Tile(0, 0, WIDTH, HEIGHT)]
    assert_same(merged(boxes, tiles, (WIDTH, HEIGHT)), boxes)


@settings(max_examples=100, deadline=None)
@given(some_boxes(), plans, st.integers(0, 2**32 - 1))
def test_parts_a_little_beside_the_truth_are_put_together_all_the_same(boxes, plan, seed):
    """Each tile sees each side half a pixel off, and its score is its own; slivers are not seen."""
    boxes = [box for box in apart(boxes, 3.5) if np.subtract(box[1][2:], box[1][:2]).min() >= 6]
    tiles, rng = PLANS[plan], np.random.default_rng(seed)
    found, ids = seen(boxes, tiles, [0.9] * len(boxes))
    frames = np.array([tile.xyxy for tile in tiles], float)[ids].reshape(-1, 4)
    xyxy = found.xyxy + rng.uniform(-0.5, 0.5, found.xyxy.shape)
    xyxy = np.clip(xyxy, frames[:, [0, 1, 0, 1]], frames[:, [2, 3, 2, 3]])
    scores = rng.uniform(0.45, 0.95, len(found)).astype(np.float32)
    clear = (found.xyxy[:, 2:] - found.xyxy[:, :2]).min(axis=1, initial=np.inf) >= 1.5
    noisy = Detections(xyxy.astype(np.float32), scores, found.class_ids)[clear]
    merged_boxes = merge(noisy, ids[clear], tiles, (WIDTH, HEIGHT), iou_threshold=0.45, top_k=1000)
    rows, wanted = as_rows(merged_boxes), sorted(boxes)
    assert [class_id for class_id, _ in rows] == [class_id for class_id, _ in wanted]
    for class_id, box in wanted:
        # What a tile that sees no sliver of it leaves out, and half a pixel.
        assert any(own == class_id and np.abs(np.subtract(xyxy, box)).max() <= 2.1 for own, xyxy in rows)


@settings(max_examples=60, deadline=None)
@given(some_boxes(), plans, st.randoms(use_true_random=False))
def test_order_plays_no_part(boxes, plan, random):
    tiles = PLANS[plan]
    scores = [random.choice([0.3, 0.5, 0.5, 0.9]) for _ in boxes]
    found, ids = seen(boxes, tiles, scores)
    shuffled = np.array(random.sample(range(len(found)), len(found)), np.int64)
    options = {"iou_threshold": 0.45, "top_k": 1000}
    one = merge(found, ids, tiles, (WIDTH, HEIGHT), **options)
    two = merge(found[shuffled], ids[shuffled], tiles, (WIDTH, HEIGHT), **options)
    for a, b in ((one.xyxy, two.xyxy), (one.scores, two.scores), (one.class_ids, two.class_ids)):
        assert a.tolist() == b.tolist()


@settings(max_examples=40, deadline=None)
@given(st.integers(6, 10), st.floats(1.6, 4), st.floats(0, 30), st.floats(0, 30), plans)
def test_lamps_side_by_side_stay_what_they_are(side, gap, right, down, plan):
    """Rows of small boxes all over the photo: some cut, some with a seam between them."""
    step = side + gap
    boxes = [
        (0, (x, y, x + side, y + side))
        for x in np.arange(right, WIDTH - side, step)
        for y in np.arange(down, HEIGHT - side, step)
    ]
    tiles = PLANS[plan]
    assert_same(merged(boxes, tiles, (WIDTH, HEIGHT), top_k=100_000), boxes)


@pytest.mark.parametrize("overlap", [0.0, 0.2])
def test_a_box_on_the_corner_of_four_tiles_is_one(overlap):
    tiles = tiles_by_size((200, 200), 100, overlap)
    for shift in range(-9, 10):
        box = (1, (95.0 + shift, 94.0, 105.0 + shift, 107.0))
        assert_same(merged([box], tiles, (200, 200)), [box])


def test_parts_of_two_classes_stay_two():
    tiles = tiles_by_grid((200, 100), 1, 2)
    found = Detections.from_arrays([(90, 10, 100, 20), (100, 10, 110, 20)], [0.9, 0.8], [0, 1])
    assert len(merge(found, np.array([0, 1]), tiles, (200, 100), iou_threshold=0.45, top_k=9)) == 2


def test_the_whole_has_the_higher_score_and_its_class():
    tiles = tiles_by_grid((200, 100), 1, 2)
    found = Detections.from_arrays([(97, 10, 100, 20), (100, 10.5, 108, 20)], [0.4, 0.8], [2, 2])
    (only,) = as_rows(merge(found, np.array([0, 1]), tiles, (200, 100), iou_threshold=0.45, top_k=9))
    assert only == (2, (97.0, 10.0, 108.0, 20.0))


def test_a_part_goes_where_another_tile_shows_the_whole():
    """Even if the part is the surer one; but not for what is next to nothing."""
    tiles = tiles_by_size((180, 100), 100, 0.2)
    found = Detections.from_arrays([(92, 10, 100, 20), (92, 10, 108, 20)], [0.9, 0.5], [0, 0])
    options = {"iou_threshold": 0.6, "top_k": 9}
    kept = merge(found, np.array([0, 1]), tiles, (180, 100), **options)
    assert as_rows(kept) == [(0, (92.0, 10.0, 108.0, 20.0))]
    doubtful = Detections(found.xyxy, np.array([0.9, 0.01], np.float32), found.class_ids)
    kept = merge(doubtful, np.array([0, 1]), tiles, (180, 100), **options)
    assert kept.xyxy[0].tolist() == [92, 10, 100, 20]


def test_what_one_tile_saw_apart_stays_apart():
    """Two boxes of one tile that NMS left there; seen by two tiles they would be one."""
    tiles = tiles_by_size((180, 100), 100, 0.2)
    found = Detections.from_arrays([(10, 10, 20, 20), (14, 10, 24, 20)], [0.9, 0.8], [0, 0])
    options = {"iou_threshold": 0.45, "top_k": 9}
    assert len(merge(found, np.array([0, 0]), tiles, (180, 100), **options)) == 2
    assert len(merge(found, np.array([0, 1]), tiles, (180, 100), **options)) == 1


def test_crossing_boxes_are_put_together_with_their_own_other_half():
    tiles = tiles_by_grid((200, 100), 1, 2)
    boxes = [(0, (80.0, 10.0, 120.0, 40.0)), (0, (85.0, 18.0, 115.0, 48.0))]
    assert_same(merged(boxes, tiles, (200, 100), iou_threshold=0.9, rule=MergeRule(same=0.9)), boxes)


def test_a_box_through_five_tiles_is_one():
    boxes = [(0, (5.0, 50.0, 295.0, 60.0))]
    for plan in ("1x5", "100, a fifth", "90, a half"):
        assert_same(merged(boxes, PLANS[plan], (WIDTH, HEIGHT)), boxes)


def test_nothing_stays_nothing_and_top_k_bounds_what_is_looked_at():
    tiles = PLANS["2x2"]
    none = np.empty(0, np.int64)
    assert len(merge(Detections.empty(), none, tiles, (WIDTH, HEIGHT), iou_threshold=0.4, top_k=5)) == 0
    boxes = [(0, (float(x), 5.0, x + 6.0, 11.0)) for x in range(5, 140, 9)]
    assert len(merged(boxes, tiles, (WIDTH, HEIGHT), top_k=5)) == 5


def test_empty_boxes_do_no_harm():
    found = Detections.from_arrays([(150, 10, 150, 10), (150, 10, 150, 20)], [0.9, 0.9], [0, 0])
    kept = merge(found, np.array([0, 1]), PLANS["2x2"], (WIDTH, HEIGHT), iou_threshold=0.4, top_k=5)
    assert len(kept) == 2
