"""The mouse in numbers: hit tests, and drags that always end inside the image."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.data.record import Box
from studio.core.labelling import geometry
from studio.core.labelling.hit_test import (
    HANDLES,
    REACH_PX,
    boxes_at,
    cycled,
    deeper_at,
    handle_at,
    handle_point,
    handles_of,
)
from studio.core.labelling.tools import BoxTool, Edit, target_at

SIZE_WH = (100, 80)
BIG = Box(0, 10, 10, 90, 70)
SMALL = Box(1, 40, 30, 50, 40)
DOT = Box(2, 70.5, 20.5, 71.5, 21.5)
BOXES = (BIG, SMALL, DOT)
ZOOM = REACH_PX / 4
"""At which a handle reaches four pixels of the image."""


def test_smallest_box_under_a_point_comes_first():
    assert boxes_at(BOXES, (45, 35)) == [1, 0]
    assert boxes_at(BOXES, (15, 15)) == [0]
    assert boxes_at(BOXES, (5, 5)) == []
    assert boxes_at((BIG, BIG), (50, 50)) == [1, 0]


def test_a_dot_can_be_clicked_but_what_contains_the_point_wins():
    assert boxes_at((DOT,), (73, 21), reach_px=6) == [0]
    assert boxes_at((DOT,), (75, 21), reach_px=6) == []
    assert boxes_at(BOXES, (73, 21), reach_px=6) == [0, 2]
    assert boxes_at((SMALL,), (39, 35), reach_px=8) == []


def test_going_deeper_comes_round():
    assert deeper_at(BOXES, (45, 35), None) == 1
    assert deeper_at(BOXES, (45, 35), 1) == 0
    assert deeper_at(BOXES, (45, 35), 0) == 1
    assert deeper_at(BOXES, (45, 35), 2) == 1
    assert deeper_at(BOXES, (5, 5), 0) is None


def test_cycling_visits_each_box_in_reading_order():
    boxes = [Box(0, x, y, x + 10, y + 10) for x, y in ((50, 41), (10, 2), (10, 43), (60, 0))]
    order, current = [], None
    for _ in boxes:
        current = cycled(boxes, current)
        order.append(current)
    assert order == [1, 3, 2, 0]
    assert cycled(boxes, 0) == 1
    assert cycled(boxes, 1, -1) == 0
    assert cycled(boxes, None, -1) == 0
    assert cycled(boxes, 99) == 1
    assert cycled([], None) is None


@pytest.mark.parametrize("handle", HANDLES)
def test_each_handle_is_found_at_its_point(handle: str):
    x, y = handle_point(BIG.xyxy, handle)
    assert handle_at(BIG.xyxy, (x + 1, y - 1), ZOOM) == handle
    assert handle_at(BIG.xyxy, (50, 40), ZOOM) is None


@pytest.mark.parametrize("side", [22, 25, 40])
def test_the_middle_of_any_box_is_free_for_moving(side: float):
    xyxy = (10, 10, 10 + side, 10 + side)
    assert handle_at(xyxy, (10 + side / 2, 10 + side / 2), 1) is None
    assert handle_at(xyxy, (9, 9), 1) == "nw"


def test_a_box_has_the_handles_there_is_room_for():
    assert handles_of(21, 100) == handles_of(100, 21) == ()
    assert handles_of(22, 22) == ("nw", "ne", "se", "sw")
    assert handles_of(40, 22) == ("nw", "ne", "se", "sw", "n", "s")
    assert handles_of(22, 40) == ("nw", "ne", "se", "sw", "e", "w")
    assert set(handles_of(40, 40)) == set(HANDLES)


@given(st.floats(1, 60), st.floats(1, 60), st.floats(0.1, 8), st.floats(-20, 20), st.floats(-20, 20))
def test_no_handle_is_felt_that_is_not_there(width: float, height: float, zoom: float, dx: float, dy: float):
    xyxy = (30.0, 30.0, 30 + width, 30 + height)
    there = handles_of(width * zoom, height * zoom)
    point = (30 + width + dx / zoom, 30 + height + dy / zoom)
    felt = handle_at(xyxy, point, zoom)
    assert felt is None or felt in there
    if not there:
        # The next small box may be drawn right beside the corner.
        assert target_at(point, (Box(0, *xyxy),), (0,), zoom=zoom).action != "resize"


coordinate = st.floats(-150, 250, allow_nan=False)
point = st.tuples(coordinate, coordinate)
box = st.builds(
    lambda a, b: geometry.spanned(a, b, SIZE_WH),
    st.tuples(st.floats(0, 100), st.floats(0, 80)),
    st.tuples(st.floats(0, 100), st.floats(0, 80)),
)


def is_sound(xyxy: tuple[float, float, float, float]) -> bool:
    x1, y1, x2, y2 = xyxy
    return 0 <= x1 <= x2 - 1 + 1e-9 and 0 <= y1 <= y2 - 1 + 1e-9 and x2 <= SIZE_WH[0] and y2 <= SIZE_WH[1]


@given(point, point)
def test_drawing_stays_inside_and_is_a_pixel_large(a: tuple[float, float], b: tuple[float, float]):
    place = geometry.drawn(a, b, SIZE_WH)
    inside = [min(max(a[axis], b[axis]), SIZE_WH[axis]) - max(min(a[axis], b[axis]), 0) for axis in (0, 1)]
    if place is None:
        # Less than a pixel of it was inside.
        assert min(inside) < 1
    else:
        assert is_sound(place)
        assert min(inside) >= 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((-30, 10), (-5, 40)),
        ((105, 10), (140, 40)),
        ((10, -30), (40, -5)),
        ((10, 85), (40, 120)),
        ((-30, -30), (-5, -5)),
        ((105, 85), (140, 120)),
        # A sliver along the border.
        ((-30, 10), (0.4, 40)),
        ((10, 79.5), (40, 120)),
    ],
)
def test_a_drag_outside_the_image_draws_nothing(a: tuple[float, float], b: tuple[float, float]):
    assert geometry.drawn(a, b, SIZE_WH) is None
    assert geometry.drawn(b, a, SIZE_WH) is None
    tool = BoxTool()
    tool.press(a, (), (), size_wh=SIZE_WH, zoom=1)
    assert tool.release(b) == Edit()


def test_a_thin_drag_inside_becomes_a_pixel_and_one_over_the_border_is_cut():
    assert geometry.drawn((10, 10), (10.2, 20), SIZE_WH) == (10, 10, 11, 20)
    assert geometry.drawn((99.9, 10), (100, 20), SIZE_WH) == (99, 10, 100, 20)
    assert geometry.drawn((-30, 10), (5, 20), SIZE_WH) == (0, 10, 5, 20)


boxes_of_class = st.builds(lambda xyxy, class_id: Box(class_id, *xyxy), box, st.integers(0, 1))


@given(st.lists(boxes_of_class, min_size=1, max_size=4), st.lists(boxes_of_class, max_size=4))
def test_copies_lie_beside_their_originals_inside_and_as_large(boxes: list, others: list):
    copies = geometry.beside(boxes, [*boxes, *others], SIZE_WH)
    for before, after in zip(boxes, copies, strict=True):
        assert is_sound(after.xyxy)
        assert (after.width, after.height) == pytest.approx((before.width, before.height), abs=1e-6)
    wide = max(box.x2 for box in boxes) - min(box.x1 for box in boxes)
    if wide < 90:
        assert not {box.xyxy for box in copies} & {box.xyxy for box in boxes if box in copies}


def test_a_copy_at_the_border_goes_the_other_way_instead_of_being_cut():
    corner = Box(0, 90, 70, 100, 80)
    assert geometry.beside([corner], [corner], SIZE_WH) == [Box(0, 85, 70, 95, 80)]
    assert geometry.beside([SMALL], [SMALL], SIZE_WH) == [Box(1, 45, 35, 55, 45)]
    assert geometry.beside([SMALL], [corner], SIZE_WH) == [SMALL]
    assert geometry.beside([], [corner], SIZE_WH) == []


def test_copies_of_which_little_is_inside_are_left_out():
    sliver = Box(0, 97, 10, 127, 40)
    half = Box(0, 85, 10, 115, 40)
    assert geometry.visible([sliver, half, BIG], SIZE_WH) == [Box(0, 85, 10, 100, 40), BIG]
    assert geometry.visible([Box(0, 110, 10, 120, 20)], SIZE_WH) == []


@given(st.lists(box, min_size=1, max_size=4), coordinate, coordinate)
def test_moving_keeps_sizes_and_stays_inside(boxes: list, dx: float, dy: float):
    places = geometry.moved(boxes, dx, dy, SIZE_WH)
    for before, after in zip(boxes, places, strict=True):
        assert is_sound(after)
        assert after[2] - after[0] == pytest.approx(before[2] - before[0], abs=1e-6)
        assert after[3] - after[1] == pytest.approx(before[3] - before[1], abs=1e-6)


@given(box, st.sampled_from(HANDLES), coordinate, coordinate)
def test_resizing_stays_inside_and_leaves_the_other_sides(xyxy: tuple, handle: str, dx: float, dy: float):
    after = geometry.resized(xyxy, handle, dx, dy, SIZE_WH)
    assert is_sound(after)
    if "w" not in handle and "e" not in handle:
        assert (after[0], after[2]) == (xyxy[0], xyxy[2])
    if "n" not in handle and "s" not in handle:
        assert (after[1], after[3]) == (xyxy[1], xyxy[3])


def test_a_box_that_hangs_over_is_not_pushed_further():
    assert geometry.moved([(-5, 10, 20, 20)], -3, 0, SIZE_WH) == [(0, 10, 20, 20)]
    assert geometry.moved([(-5, 10, 20, 20)], 8, 0, SIZE_WH) == [(3, 10, 28, 20)]


def test_turning_over_past_the_opposite_side():
    assert geometry.resized((10, 10, 20, 20), "e", -15, 0, SIZE_WH) == (5, 10, 10, 20)
    assert geometry.resized((10, 10, 20, 20), "nw", 15, 25, SIZE_WH) == (20, 20, 25, 35)
    assert geometry.resized((10, 10, 20, 20), "e", -10, 0, SIZE_WH) == (10, 10, 11, 20)


def test_a_pixel_fits_in_the_last_corner():
    assert geometry.spanned((100, 80), (100, 80), SIZE_WH) == (99, 79, 100, 80)
    assert geometry.spanned((0, 0), (-9, -9), SIZE_WH) == (0, 0, 1, 1)
    assert geometry.spanned((5, 5), (9, 9), (0.5, 0.5)) == (0, 0, 0.5, 0.5)


def press(
    tool: BoxTool, at: tuple[float, float], selection: tuple[int, ...] = (), **choices: bool
) -> tuple[int, ...]:
    return tool.press(at, BOXES, selection, size_wh=SIZE_WH, zoom=ZOOM, **choices)


def test_drag_on_empty_ground_draws():
    tool = BoxTool()
    assert press(tool, (2, 2), (1,)) == ()
    assert tool.action == "draw"
    assert tool.drag((3, 3)) == Edit()
    assert tool.drag((9, 8)).added == (2, 2, 9, 8)
    # Back near the start it is still a drag.
    assert tool.drag((3, 3)).added == (2, 2, 3, 3)
    assert tool.release((150, 8)) == Edit(added=(2, 2, 100, 8))
    assert tool.action is None
    assert tool.release((5, 5)) == Edit()


def test_click_selects_and_drag_moves():
    tool = BoxTool()
    assert press(tool, (45, 35)) == (1,)
    assert not tool.release((46, 35))
    assert press(tool, (45, 35)) == (1,)
    assert tool.drag((55, 45)).replaced == {1: (50, 40, 60, 50)}
    assert tool.release((200, 200)).replaced == {1: (90, 70, 100, 80)}


def test_a_selected_box_moves_though_a_smaller_one_lies_on_it():
    tool = BoxTool()
    assert press(tool, (45, 35), (0,)) == (0,)
    assert tool.release((50, 35)).replaced == {0: (15, 10, 95, 70)}


def test_alt_goes_deeper_and_w_draws_on_top():
    tool = BoxTool()
    assert press(tool, (45, 35), (1,), deeper=True) == (0,)
    tool.cancel()
    assert press(tool, (45, 35), (1,), draw=True) == ()
    assert tool.release((60, 50)).added == (45, 35, 60, 50)
    assert press(tool, (2, 2), deeper=True) == ()


def test_handles_of_the_selected_box_resize():
    tool = BoxTool()
    assert press(tool, (10, 10), (0,)) == (0,)
    assert tool.action == "resize"
    assert tool.release((20, 25)).replaced == {0: (20, 25, 90, 70)}
    assert target_at((10, 10), BOXES, (0,), zoom=ZOOM).handle == "nw"
    assert target_at((10, 10), BOXES, (), zoom=ZOOM).action == "move"
    assert target_at((2, 2), BOXES, (), zoom=ZOOM).action == "draw"


def test_several_boxes_move_together_and_stop_together():
    tool = BoxTool()
    assert press(tool, (71, 21), (1,), extend=True) == (1, 2)
    edit = tool.release((171, 21))
    assert edit.replaced == {1: (68.5, 30, 78.5, 40), 2: (99, 20.5, 100, 21.5)}
    assert press(tool, (45, 35), (1, 2), extend=True) == (2,)


def test_cancel_and_going_nowhere_commit_nothing():
    tool = BoxTool()
    press(tool, (45, 35))
    tool.drag((60, 60))
    tool.cancel()
    assert tool.release((60, 60)) == Edit()
    press(tool, (45, 35))
    tool.drag((60, 60))
    assert tool.release((45, 35)) == Edit()
