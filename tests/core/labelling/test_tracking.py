"""Boxes found again in the next image: how near, which are not, and what stands there already."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from studio.core.boxes.box import iou
from studio.core.data.record import Box
from studio.core.data.scenes import draw_scene
from studio.core.labelling.tracking import carried, find_again, shift_of_camera

SIZE_WH = 320, 240


def camera_over(seed: int, frames: int, step: tuple[int, int], noise: float):
    """Yield picture and boxes of a camera that goes over a drawn scene; each frame has noise of its own."""
    width, height = SIZE_WH
    whole, boxes = draw_scene(seed, (width + frames * step[0] + 8, height + frames * step[1] + 8))
    rng = np.random.default_rng(seed)
    for number in range(frames):
        x, y = number * step[0], number * step[1]
        view = whole[y : y + height, x : x + width] + rng.normal(0, noise, (height, width, 3))
        here = [box.moved(-x, -y) for box in boxes]
        inside = [box for box in here if box.x1 > 0 and box.y1 > 0 and box.x2 < width and box.y2 < height]
        yield np.clip(view, 0, 255).astype(np.uint8), inside


def things_that_move(frames: int, speed: float, noise: float):
    """Yield picture and boxes of coloured things that go their own ways over a floor that stands still."""
    floor, _ = draw_scene(11, SIZE_WH)
    floor = floor // 2
    rng = np.random.default_rng(1)
    things = []
    for row in range(3):
        for column in range(4):
            side = 10 + 3 * row + 4 * column
            angle = rng.uniform(0, 2 * np.pi)
            way = speed * np.cos(angle), speed * np.sin(angle)
            things.append((50 + 70 * column, 50 + 65 * row, side, way, rng.integers(120, 256, (2, 2, 3))))
    for number in range(frames):
        view = floor.astype(np.float64)
        boxes = []
        for class_id, (x0, y0, side, way, colours) in enumerate(things):
            x, y = round(x0 + number * way[0]), round(y0 + number * way[1])
            view[y : y + side, x : x + side] = np.kron(colours, np.ones((side // 2 + 1,) * 2 + (1,)))[
                :side, :side
            ]
            boxes.append(Box(class_id % 3, x, y, x + side, y + side))
        view += rng.normal(0, noise, view.shape)
        yield np.clip(view, 0, 255).astype(np.uint8), boxes


def near(frames) -> tuple[int, int, int]:
    """Return how many boxes there were, were carried, and lie on one of their class (IoU over 0.7)."""
    frames = list(frames)
    count = found = good = 0
    for (before, boxes), (after, truth) in itertools.pairwise(frames):
        result = carried(before, after, boxes)
        assert len(result.boxes) + result.lost + result.there == len(boxes)
        count += len(boxes)
        found += len(result.boxes)
        for box in result.boxes:
            alike = np.array([other.xyxy for other in truth if other.class_id == box.class_id])
            good += bool(len(alike)) and float(iou(np.array([box.xyxy]), alike).max()) > 0.7
    return count, found, good


@pytest.mark.parametrize("noise", [6, 20])
def test_boxes_are_carried_over_noise_and_five_pixels_a_frame(noise):
    count, found, good = near(camera_over(3, 6, (5, 2), noise))
    assert count > 60
    assert found >= 0.93 * count
    assert good >= 0.95 * found


def test_each_thing_goes_its_own_way():
    count, found, good = near(things_that_move(6, 5.0, 8))
    assert (count, found) == (60, 60)
    assert good >= 58


def test_a_place_is_told_to_parts_of_a_pixel():
    import cv2

    before, boxes = next(camera_over(3, 1, (0, 0), 2))
    turn = np.array([[1, 0, 3.4], [0, 1, -2.3]])
    after = cv2.warpAffine(before, turn, SIZE_WH, flags=cv2.INTER_LINEAR)
    middle = [box for box in boxes if min(box.xyxy) > 20 and box.x2 < SIZE_WH[0] - 20]
    errors = []
    for box in middle:
        place, _ = find_again(before, after, box.xyxy)
        errors.append((place[0] - box.x1 - 3.4, place[1] - box.y1 + 2.3))
    assert len(errors) > 5
    assert float(np.abs(errors).mean()) < 0.2
    assert shift_of_camera(before, after) == pytest.approx((3.4, -2.3), abs=0.3)


def test_a_large_thing_that_comes_nearer_grows():
    import cv2

    rng = np.random.default_rng(0)
    thing = cv2.resize(rng.integers(0, 255, (8, 8, 3), np.uint8), (100, 80), interpolation=cv2.INTER_CUBIC)
    before, after = (np.full((300, 400, 3), 90, np.uint8) for _ in range(2))
    before[100:180, 100:200] = thing
    after[90:178, 110:220] = cv2.resize(thing, (110, 88))
    result = carried(before, after, [Box(0, 100, 100, 200, 180)])
    overlap = iou(np.array([result.boxes[0].xyxy]), np.array([[110.0, 90, 220, 178]]))
    assert float(overlap[0, 0]) > 0.9


def test_what_is_gone_or_looks_like_anything_is_lost():
    (before, boxes), (elsewhere, _) = (next(camera_over(seed, 1, (0, 0), 4)) for seed in (3, 4))
    result = carried(before, elsewhere, boxes)
    assert result.lost > 0.7 * len(boxes)
    flat = np.full((60, 60, 3), 70, np.uint8)
    assert carried(flat, flat, [Box(0, 10, 10, 30, 30)]).lost == 1


def test_what_stands_there_is_not_doubled_but_another_class_is_no_hindrance():
    picture, boxes = next(camera_over(3, 1, (0, 0), 4))
    first = boxes[0]
    there = [first.moved(1, 0), *(box.with_class(box.class_id + 9) for box in boxes[1:])]
    result = carried(picture, picture, boxes, there)
    assert result.there == 1
    assert len(result.boxes) == len(boxes) - 1 - result.lost
    assert carried(picture, picture, [first, first.moved(0.5, 0)]).there == 1


def test_a_box_at_the_border_and_one_larger_than_the_next_picture():
    picture, _ = next(camera_over(3, 1, (0, 0), 4))
    whole = Box(0, 0, 0, *SIZE_WH)
    assert carried(picture, picture, [whole]).boxes[0].xyxy == pytest.approx(whole.xyxy, abs=2)
    assert carried(picture, picture[:20, :20], [whole]).lost == 1
    corner = Box(0, 0, 0, 25, 25)
    assert carried(picture, picture, [corner]).boxes[0].xyxy == pytest.approx(corner.xyxy, abs=0.5)
