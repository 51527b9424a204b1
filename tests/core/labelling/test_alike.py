"""Finding what looks like boxes: on drawn photos whose every object is known."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.boxes.detections import Detections
from studio.core.data.record import Box
from studio.core.errors import Cancelled
from studio.core.labelling.alike import find_alike
from studio.core.pictures import Image

RED, BLUE = (235, 60, 50), (60, 90, 240)
Lamp = tuple[int, int, int]


def photo(lamps: dict[tuple[int, int, int], list[Lamp]], size: tuple[int, int] = (360, 480)) -> Image:
    """Draw lamps (x, y, radius) by colour on an uneven floor with cracks and grains."""
    some = np.random.default_rng(5)
    image = np.full((*size, 3), (118, 112, 104), np.float64)
    image += np.linspace(-25, 25, size[1])[None, :, None]
    for _ in range(25):
        start, end = some.integers(0, size[::-1]), some.integers(0, size[::-1])
        cv2.line(image, start.tolist(), end.tolist(), (70.0, 66.0, 60.0), 1, cv2.LINE_AA)
    for colour, places in lamps.items():
        for x, y, radius in places:
            cv2.circle(image, (x, y), radius, tuple(map(float, colour)), -1, cv2.LINE_AA)
    image = cv2.GaussianBlur(image, (3, 3), 0) + some.normal(0, 4, image.shape)
    return np.clip(image, 0, 255).astype(np.uint8)


def grid(
    count: int, radius: int, step: int, *, top: int = 20, left: int = 20, width: int = 440
) -> list[Lamp]:
    """Lamps in rows, none exactly below another."""
    across = width // step
    return [
        (left + step * (place % across) + 3 * (place // across % 3), top + step * (place // across), radius)
        for place in range(count)
    ]


def box(lamp: Lamp, class_id: int = 0, shift: float = 0.0) -> Box:
    x, y, radius = lamp
    reach = radius + 1.5
    return Box(class_id, x + 0.5 - reach + shift, y + 0.5 - reach, x + 0.5 + reach + shift, y + 0.5 + reach)


def told(found: Detections, lamps: list[Lamp], least: float = 0.5) -> tuple[int, int]:
    """How many lamps have a box whose centre is within half a radius of theirs, and how many boxes none."""
    left, wrong = set(lamps), 0
    for x1, y1, x2, y2 in found.xyxy[found.scores >= least].tolist():
        x, y = (x1 + x2) / 2 - 0.5, (y1 + y2) / 2 - 0.5
        near = [lamp for lamp in left if np.hypot(lamp[0] - x, lamp[1] - y) < lamp[2] / 2]
        left -= set(near)
        wrong += not near
    return len(lamps) - len(left), wrong


@pytest.mark.parametrize(("radius", "step"), [(3, 22), (6, 34), (14, 60)])
def test_a_few_boxes_find_all_the_others(radius, step):
    lamps = grid(40, radius, step)
    image = photo({RED: lamps})
    found = find_alike(image, [box(lamp) for lamp in lamps[::10]])
    assert told(found, lamps) == (40, 0)
    assert set(found.class_ids.tolist()) == {0}
    assert found.scores.max() <= 1.0 and (np.diff(found.scores) <= 0).all()


def test_one_box_finds_them_too():
    lamps = grid(40, 6, 34)
    count, wrong = told(find_alike(photo({RED: lamps}), [box(lamps[7])]), lamps)
    assert count >= 38 and wrong == 0


def test_classes_are_told_apart_by_their_look():
    lamps = grid(60, 6, 34)
    red, blue = lamps[::2], lamps[1::2]
    image = photo({RED: red, BLUE: blue})
    found = find_alike(image, [box(lamp, 3) for lamp in red[:4]] + [box(lamp, 1) for lamp in blue[:4]])
    assert told(found[found.class_ids == 3], red) == (30, 0)
    assert told(found[found.class_ids == 1], blue) == (30, 0)


def test_sizes_far_from_each_other_are_looked_for_apart():
    small, large = grid(20, 4, 24, top=15), grid(8, 16, 52, top=220)
    image = photo({RED: small + large})
    found = find_alike(image, [box(lamp) for lamp in small[::6] + large[::3]])
    sides = found.xyxy[:, 2] - found.xyxy[:, 0]
    assert told(found[sides < 20], small) == (20, 0)
    assert told(found[sides > 20], large)[0] == 8


def test_boxes_drawn_beside_their_object_find_others_as_far_beside():
    lamps = grid(40, 6, 34)
    found = find_alike(photo({RED: lamps}), [box(lamp, shift=4.0) for lamp in lamps[::10]])
    middles = (found.xyxy[:, 0] + found.xyxy[:, 2])[found.scores > 0.5] / 2
    assert len(middles) == 40
    xs = sorted(x + 0.5 + 4.0 for x, _, _ in lamps)
    assert np.abs(np.sort(middles) - xs).max() < 1.2


def test_it_works_at_the_border_and_on_more_channels():
    lamps = [(2, 100, 6), (477, 200, 6), *grid(20, 6, 34)]
    image = photo({RED: lamps})
    with_alpha = np.dstack([image, np.full(image.shape[:2], 255, np.uint8)])
    boxes = [box(lamp) for lamp in lamps[::5]]
    assert told(find_alike(image, boxes), lamps)[0] >= 21
    assert find_alike(with_alpha, boxes).xyxy.tolist() == find_alike(image, boxes).xyxy.tolist()


def test_nothing_is_found_without_boxes_or_in_a_photo_of_one_colour():
    flat = np.full((80, 80, 3), 120, np.uint8)
    assert len(find_alike(photo({RED: []}), [])) == 0
    assert len(find_alike(flat, [Box(0, 20, 20, 30, 30)])) == 0
    assert len(find_alike(photo({RED: []}), [Box(0, 20, 20, 20, 30)])) == 0


def test_it_stops_when_it_is_told():
    lamps = grid(40, 6, 34)
    with pytest.raises(Cancelled):
        find_alike(photo({RED: lamps}), [box(lamps[0])], lambda: True)


def test_it_stops_while_it_fits_what_it_found():
    lamps = grid(40, 6, 34)
    image, boxes = photo({RED: lamps}), [box(lamp) for lamp in lamps[::5]]
    asked = itertools.count(1)
    found = find_alike(image, boxes, lambda: next(asked) < 0)
    often = next(asked) - 1
    # To fit a place takes milliseconds, and there may be thousands.
    assert len(found) >= 40 and often > len(found)
    asked = itertools.count(1)
    with pytest.raises(Cancelled):
        find_alike(image, boxes, lambda: next(asked) == often)


sides = st.floats(0, 60, allow_nan=False)


@given(
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.lists(st.tuples(sides, sides, st.floats(0.5, 50), st.floats(0.5, 50), st.integers(0, 2)), max_size=7),
)
@settings(max_examples=60, deadline=None)
def test_no_box_and_no_photo_is_too_odd(size, drawn):
    image = np.random.default_rng(1).integers(0, 255, (*size, 3), np.uint8)
    boxes = [Box(class_id, x, y, x + w, y + h) for x, y, w, h, class_id in drawn]
    found = find_alike(image, boxes)
    assert np.isfinite(found.xyxy).all() and ((found.scores > 0) & (found.scores <= 1)).all()
    assert set(found.class_ids.tolist()) <= {box.class_id for box in boxes}
