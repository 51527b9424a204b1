"""Snap: blobs are found from rough boxes, get the margin of other boxes, and nothing absurd comes of it."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.boxes.box import iou
from studio.core.data.dataset import open_dataset
from studio.core.data.record import Box
from studio.core.labelling.geometry import clamped
from studio.core.labelling.snap import FARTHEST, Style, find_blob, learn_some, samples_of, snapped
from studio.core.pictures import Image, imwrite
from tests.factories import make_dataset_folder, make_image

WALL = (120, 110, 100)


def scene(
    lamps: list[tuple[int, int, int]], colour: tuple[int, int, int] = (255, 250, 240), side: int = 240
) -> Image:
    """Return a wall with round lamps (x, y, radius), their borders soft."""
    image = np.full((side, side, 3), WALL, np.uint8)
    image[:, ::7] -= 6
    for x, y, radius in lamps:
        cv2.circle(image, (x, y), radius, colour, -1, cv2.LINE_AA)
    return cv2.GaussianBlur(image, (3, 3), 0)


def around(lamp: tuple[int, int, int], margin: float = 0.0) -> tuple[float, float, float, float]:
    x, y, radius = lamp
    reach = radius + 0.5 + margin
    return x + 0.5 - reach, y + 0.5 - reach, x + 0.5 + reach, y + 0.5 + reach


def overlap(a, b) -> float:
    return float(iou(np.array([a], float), np.array([b], float))[0, 0])


def rough(box, rng: random.Random):
    x1, y1, x2, y2 = box
    w, h = x2 - x1, y2 - y1
    x, y = (x1 + x2) / 2 + rng.uniform(-0.3, 0.3) * w, (y1 + y2) / 2 + rng.uniform(-0.3, 0.3) * h
    w, h = w * rng.uniform(0.7, 1.3), h * rng.uniform(0.7, 1.3)
    return x - w / 2, y - h / 2, x + w / 2, y + h / 2


LAMPS = [(40, 40, 4), (100, 40, 6), (170, 60, 9), (60, 150, 14), (150, 160, 22)]
INKS = {"bright": (255, 250, 240), "dark": (30, 25, 20), "colour": (190, 70, 150)}


@pytest.mark.parametrize("signal", INKS)
def test_a_blob_is_found_from_any_rough_box(signal):
    image, rng = scene(LAMPS, INKS[signal]), random.Random(1)
    for lamp in LAMPS:
        for _ in range(12):
            blob = find_blob(image, rough(around(lamp), rng))
            assert blob is not None
            assert overlap(blob.xyxy, around(lamp)) > 0.6


@pytest.mark.parametrize("margin", [1.0, 4.0])
def test_boxes_get_the_margin_that_the_others_have(margin):
    image, rng = scene(LAMPS), random.Random(2)
    boxes = [Box(0, *around(lamp, margin)) for lamp in LAMPS]
    style, none = Style(), Style()
    style.take({"photo": samples_of(image, boxes)})
    taught = untaught = 0.0
    for box in boxes:
        for _ in range(10):
            place = rough(box.xyxy, rng)
            taught += overlap(snapped(image, place, 0, style) or place, box.xyxy) / 50
            untaught += overlap(snapped(image, place, 0, none) or place, box.xyxy) / 50
    assert taught > 0.78
    assert taught > untaught - 0.02


def test_the_margin_of_a_class_is_its_own():
    lamps = [(30 + 45 * (n % 5), 30 + 45 * (n // 5), 7) for n in range(20)]
    image = scene(lamps)
    boxes = [Box(n % 2, *around(lamp, 1.0 if n % 2 else 6.0)) for n, lamp in enumerate(lamps)]
    style = Style()
    style.take({"photo": samples_of(image, boxes)})
    wide, narrow = (snapped(image, around(lamps[6], 3.0), class_id, style) for class_id in (0, 1))
    assert wide is not None and narrow is not None
    assert wide[2] - wide[0] > narrow[2] - narrow[0] + 2


def test_where_nothing_stands_out_a_box_stays():
    assert snapped(scene([]), (100, 100, 130, 120), 0, Style()) is None
    # And where what stands out lies beside what was drawn.
    assert snapped(scene([(150, 110, 8)]), (100, 100, 130, 120), 0, Style()) is None


def test_a_box_at_the_border_stays_inside_and_teaches_nothing():
    image = scene([(2, 100, 10)])
    assert samples_of(image, [Box(0, 0, 89, 13, 111)]) == []
    box = snapped(image, (0, 92, 11, 108), 0, Style())
    assert box is not None and box[0] == 0 and box[1] < 94 and box[3] > 106


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 5),
    x=st.floats(-20, 140, allow_nan=False),
    y=st.floats(-20, 100, allow_nan=False),
    width=st.floats(0, 200),
    height=st.floats(0, 200),
)
def test_whatever_is_drawn_nothing_absurd_comes_of_it(seed, x, y, width, height):
    image = make_image((120, 80), seed)
    box = snapped(image, (x, y, x + width, y + height), 0, Style())
    if box is None:
        return
    x1, y1, x2, y2 = box
    assert 0 <= x1 < x2 <= 120 and 0 <= y1 < y2 <= 80
    left, top, right, bottom = clamped((x, y, x + width, y + height), (120, 80))
    assert left - 1 <= (x1 + x2) / 2 <= right + 1 and top - 1 <= (y1 + y2) / 2 <= bottom + 1
    for side, before in ((x2 - x1, right - left), (y2 - y1, bottom - top)):
        assert before / FARTHEST - 1e-6 <= side <= FARTHEST * before + 1e-6


def test_some_labelled_photos_teach_and_a_broken_one_is_passed_over(tmp_path):
    names = [f"{number}.png" for number in range(12)]
    labels = dict.fromkeys(names, "0 0.5 0.5 0.1 0.1\n") | dict.fromkeys(names[10:])
    folder = make_dataset_folder(tmp_path / "set", labels, size_wh=(240, 240))
    for name in names:
        imwrite(folder / name, scene([(120, 120, 8)]))
    (folder / names[0]).write_bytes(b"no picture")
    learnt = learn_some(open_dataset(folder), most=4)
    assert len(learnt) == 4
    assert all(len(samples) == 1 for samples in learnt.values())
