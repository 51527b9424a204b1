"""The mouse in numbers: hit tests, and drags that always end inside the image."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.data.record import Box
from studio.core.labelling import geometry
from studio.core.labelling.hit_test import HANDLES, boxes_at, cycled, deeper_at, handle_at, handle_point
from studio.core.labelling.tools import BoxTool, Edit, target_at

SIZE_WH = (100, 80)
BIG = Box(0, 10, 10, 90, 70)
SMALL = Box(1, 40, 30, 50, 40)
DOT = Box(2, 70.5, 20.5, 71.5, 21.5)
BOXES = (BIG, SMALL, DOT)


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
    assert handle_at(BIG.xyxy, (x + 1, y - 1), 4) == handle
    assert handle_at(BIG.xyxy, (50, 40), 4) is None


@pytest.mark.parametrize("side", [1, 3, 10])
def test_the_middle_of_any_box_is_free_for_moving(side: float):
    xyxy = (40, 30, 40 + side, 30 + side)
    assert handle_at(xyxy, (40 + side / 2, 30 + side / 2), 14) is None
    assert handle_at(xyxy, (39, 29), 14) == "nw"


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
    assert is_sound(geometry.spanned(a, b, SIZE_WH))


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
    return tool.press(at, BOXES, selection, size_wh=SIZE_WH, reach_px=4, slop_px=2, **choices)


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
    assert target_at((10, 10), BOXES, (0,), reach_px=4).handle == "nw"
    assert target_at((10, 10), BOXES, (), reach_px=4).action == "move"
    assert target_at((2, 2), BOXES, (), reach_px=4).action == "draw"


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
