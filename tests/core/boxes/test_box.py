"""Box geometry on arrays, and the Detections that hold them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from studio.core.boxes import box
from studio.core.boxes.detections import Detections

finite = st.floats(-1000, 1000, width=32)
some_boxes = arrays.arrays(np.float64, st.tuples(st.integers(0, 6), st.just(4)), elements=finite).map(
    lambda corners: np.hstack(
        [np.minimum(corners[:, :2], corners[:, 2:]), np.maximum(corners[:, :2], corners[:, 2:])]
    )
)


@given(some_boxes)
def test_centre_and_corners_are_two_names_of_one_box(xyxy):
    cxcywh = np.hstack([(xyxy[:, :2] + xyxy[:, 2:]) / 2, xyxy[:, 2:] - xyxy[:, :2]])
    assert np.allclose(box.cxcywh_to_xyxy(cxcywh), xyxy, atol=1e-9)


@given(some_boxes, some_boxes)
def test_overlap_is_symmetric_and_between_0_and_1(a, b):
    overlap = box.iou(a, b)
    assert overlap.shape == (len(a), len(b))
    assert ((overlap >= 0) & (overlap <= 1 + 1e-12)).all()
    assert np.allclose(overlap, box.iou(b, a).T)
    rows, columns = np.indices(overlap.shape).reshape(2, -1)
    assert np.allclose(box.iou_of_pairs(a[rows], b[columns]), overlap.ravel())


@given(some_boxes)
def test_a_box_with_area_overlaps_itself_wholly(xyxy):
    solid = xyxy[box.area(xyxy) > 1e-6]
    assert np.allclose(np.diag(box.iou(solid, solid)), 1)


@given(some_boxes, st.integers(1, 900), st.integers(1, 900))
def test_clipping_ends_inside_and_never_grows(xyxy, width, height):
    clipped = box.clip(xyxy, (width, height))
    assert (clipped >= 0).all()
    assert (clipped[:, [0, 2]] <= width).all()
    assert (clipped[:, [1, 3]] <= height).all()
    assert (box.area(clipped) <= box.area(xyxy) + 1e-9).all()


def test_known_overlaps():
    a = np.array([[0.0, 0, 10, 10]])
    b = np.array([[5.0, 0, 15, 10], [10, 0, 20, 10], [0, 0, 10, 10], [3, 3, 3, 3]])
    assert box.iou(a, b)[0].tolist() == pytest.approx([1 / 3, 0, 1, 0])
    assert box.area(np.array([[5.0, 5, 2, 9]])).tolist() == [0]


def test_detections_index_like_an_array():
    found = Detections.from_arrays([[0, 0, 1, 1], [2, 2, 3, 3], [4, 4, 5, 5]], [0.9, 0.8, 0.7], [0, 1, 2])
    assert found[found.scores > 0.75].class_ids.tolist() == [0, 1]
    assert found[[2, 0]].class_ids.tolist() == [2, 0]
    assert len(found[:0]) == 0
    assert len(found[[]]) == 0
    assert found.with_boxes(found.xyxy * 2).xyxy[1].tolist() == [4, 4, 6, 6]


def test_detections_of_unequal_lengths_are_refused():
    with pytest.raises(ValueError, match="must be"):
        Detections.from_arrays([[0, 0, 1, 1]], [0.5, 0.4], [0])
