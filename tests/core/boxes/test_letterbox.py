"""Placing pictures in the network's input, and boxes there and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.boxes.letterbox import Letterbox, to_input
from studio.core.spec import PAD

sides = st.integers(1, 5000)
inputs = st.integers(1, 40).map(lambda cells: cells * 32)


@settings(max_examples=300, deadline=None)
@given(sides, sides, inputs, inputs, st.sampled_from(["letterbox", "stretch"]), st.data())
def test_boxes_come_back(width, height, input_width, input_height, resize, data):
    placement = Letterbox.fit((width, height), (input_width, input_height), resize)
    x = sorted(data.draw(st.lists(st.floats(0, width), min_size=2, max_size=2)))
    y = sorted(data.draw(st.lists(st.floats(0, height), min_size=2, max_size=2)))
    box = np.array([[x[0], y[0], x[1], y[1]]])
    there = placement.image_to_input(box)
    assert np.allclose(placement.input_to_image(there), box, atol=1e-6)
    assert (there >= -1e-9).all()
    assert (there <= np.array([input_width, input_height] * 2) + 1e-9).all()


@settings(max_examples=200, deadline=None)
@given(sides, sides, inputs, inputs)
def test_the_picture_keeps_its_shape_touches_two_borders_and_is_centred(width, height, in_width, in_height):
    placement = Letterbox.fit((width, height), (in_width, in_height))
    (w, h), (x, y) = placement.scaled_wh, placement.offset_xy
    assert w == in_width or h == in_height
    assert 1 <= w <= in_width
    assert 1 <= h <= in_height
    ratio = min(in_width / width, in_height / height)
    # Whole pixels: each side is off by half a pixel at most, or is the one pixel that is left of it.
    assert abs(w - max(1, width * ratio)) <= 0.5
    assert abs(h - max(1, height * ratio)) <= 0.5
    assert 0 <= (in_width - w - x) - x <= 1
    assert 0 <= (in_height - h - y) - y <= 1


def test_the_bars_are_grey_and_the_picture_is_where_the_map_says():
    image = np.full((20, 50, 3), 200, np.uint8)
    placement = Letterbox.fit((50, 20), (96, 96))
    picture = placement.apply(image)
    x1, y1, x2, y2 = placement.image_to_input(np.array([[0.0, 0.0, 50.0, 20.0]])).round().astype(int)[0]
    assert picture.shape == (96, 96, 3)
    assert (picture[y1:y2, x1:x2] == 200).all()
    outside = np.ones((96, 96), bool)
    outside[y1:y2, x1:x2] = False
    assert (picture[outside] == PAD).all()


def test_a_square_painted_in_the_image_is_found_where_its_box_is_mapped():
    image = np.zeros((300, 400, 3), np.uint8)
    image[120:180, 40:140] = 255
    placement = Letterbox.fit((400, 300), (160, 160))
    bright = np.argwhere(placement.apply(image)[..., 0] > 150)
    top_left, bottom_right = bright.min(0)[::-1], bright.max(0)[::-1] + 1
    mapped = placement.image_to_input(np.array([[40.0, 120.0, 140.0, 180.0]]))[0]
    assert np.abs(mapped - [*top_left, *bottom_right]).max() <= 1


def test_a_picture_of_the_right_size_is_passed_through():
    image = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    assert (Letterbox.fit((64, 64), (64, 64)).apply(image) == image).all()


def test_boxes_in_the_bars_are_clipped_to_the_picture():
    placement = Letterbox.fit((100, 50), (64, 64))
    inside = placement.input_to_image(np.array([[-10.0, -10.0, 80.0, 5.0]]))
    assert inside.tolist() == [[0.0, 0.0, 100.0, 0.0]]


@pytest.mark.parametrize("colour", ["rgb", "bgr"])
def test_the_tensor_is_planes_of_0_to_1_in_the_order_asked_for(colour):
    picture = np.zeros((2, 4, 3), np.uint8)
    picture[0, 1] = (255, 51, 0)
    tensor = to_input(picture, colour)
    assert tensor.shape == (1, 3, 2, 4)
    assert tensor.dtype == np.float32
    assert tensor.flags.c_contiguous
    pixel = tensor[0, :, 0, 1].tolist()
    assert pixel == pytest.approx([1.0, 0.2, 0.0] if colour == "rgb" else [0.0, 0.2, 1.0])
    assert tensor.sum() == pytest.approx(1.2)


def test_a_mirrored_view_is_read_as_it_looks():
    picture = np.random.default_rng(2).integers(0, 256, (6, 8, 3), np.uint8)
    assert (to_input(picture[:, ::-1]) == to_input(picture)[..., ::-1]).all()
