"""Where tiles lie, and what becomes of boxes in them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.tiling.clip import Cutting, clip_boxes, plan_tiles
from studio.core.tiling.grid import Tile, tiles_by_grid, tiles_by_size

side = st.integers(1, 300)


@given(side, side, st.data())
def test_a_grid_covers_every_pixel_once(width: int, height: int, data: st.DataObject):
    rows, columns = data.draw(st.integers(1, min(9, height))), data.draw(st.integers(1, min(9, width)))
    tiles = tiles_by_grid((width, height), rows, columns)
    assert len(tiles) == rows * columns
    cover = np.zeros((height, width), int)
    for tile in tiles:
        cover[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width] += 1
    assert (cover == 1).all()
    for sides in ([tile.width for tile in tiles], [tile.height for tile in tiles]):
        assert max(sides) - min(sides) <= 1


@given(side, side, st.integers(1, 320), st.floats(0, 0.9))
def test_sized_tiles_cover_everything_and_stay_inside(width: int, height: int, size: int, overlap: float):
    if width * height > size * size * 400:
        size = 64
    tiles = tiles_by_size((width, height), size, overlap)
    cover = np.zeros((height, width), bool)
    for tile in tiles:
        assert (tile.width, tile.height) == (min(size, width), min(size, height))
        assert tile.x >= 0
        assert tile.y >= 0
        assert tile.x + tile.width <= width
        assert tile.y + tile.height <= height
        cover[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width] = True
    assert cover.all()
    assert len(set(tiles)) == len(tiles)


def test_the_last_tile_is_shifted_back_to_the_border():
    assert [tile.x for tile in tiles_by_size((1000, 400), 400, 0.2)] == [0, 320, 600]
    assert tiles_by_size((100, 50), 416) == [Tile(0, 0, 100, 50)]
    assert [tile.x for tile in tiles_by_size((800, 400), 400, 0)] == [0, 400]


def test_grid_goes_row_by_row_and_spreads_the_rest():
    assert tiles_by_grid((10, 5), 1, 3) == [Tile(0, 0, 3, 5), Tile(3, 0, 3, 5), Tile(6, 0, 4, 5)]
    assert [tile.xyxy for tile in tiles_by_grid((4, 4), 2, 2)] == [
        (0, 0, 2, 2), (2, 0, 4, 2), (0, 2, 2, 4), (2, 2, 4, 4),
    ]  # fmt: skip


@pytest.mark.parametrize(("rows", "columns"), [(0, 1), (1, 0), (-1, 2), (6, 1), (1, 11)])
def test_impossible_grids_are_one_sentence(rows: int, columns: int):
    with pytest.raises(StudioError):
        tiles_by_grid((10, 5), rows, columns)


@pytest.mark.parametrize(("size", "overlap"), [(0, 0.2), (10, 1.0), (10, -0.1), (10, float("nan"))])
def test_impossible_sizes_are_one_sentence(size: int, overlap: float):
    with pytest.raises(StudioError):
        tiles_by_size((100, 100), size, overlap)


def test_kept_clipped_and_dropped():
    whole, half, sliver, far = (
        Box(0, 10, 10, 20, 20),
        Box(1, 40, 0, 60, 10),
        Box(2, 48, 20, 68, 30),
        Box(3, 60, 0, 70, 9),
    )
    found = clip_boxes([whole, half, sliver, far], Tile(0, 0, 50, 50), 0.3)
    assert found.kept == (whole,)
    assert found.clipped == (Box(1, 40, 0, 50, 10),)
    assert found.dropped == (sliver,)
    assert found.boxes == (whole, Box(1, 40, 0, 50, 10))
    shifted = clip_boxes([whole, half, sliver, far], Tile(50, 0, 50, 50), 0.3)
    assert shifted.kept == (Box(3, 10, 0, 20, 9),)
    assert shifted.clipped == (Box(1, 0, 0, 10, 10), Box(2, 0, 20, 18, 30))
    assert clip_boxes([half], Tile(0, 0, 50, 50), 0.51).dropped == (half,)
    assert clip_boxes([Box(0, 49.5, 0, 60, 30)], Tile(0, 0, 50, 50), 0.0).dropped


boxes = st.lists(
    st.builds(
        lambda x, y, w, h, c: Box(c, x, y, x + w, y + h),
        st.floats(-20, 110), st.floats(-20, 110), st.floats(1, 60), st.floats(1, 60), st.integers(0, 3),
    ),
    max_size=12,
)  # fmt: skip


@given(boxes, st.floats(0, 1), st.integers(1, 4), st.integers(1, 4))
def test_in_a_grid_every_box_is_told_of_and_no_area_is_made(
    found: list[Box], min_visible: float, rows: int, columns: int
):
    plan = plan_tiles((100, 100), found, Cutting(grid=(rows, columns), min_visible=min_visible))
    visible = [box.clipped((100, 100)) for box in found]
    visible = [box for box in visible if box.width > 0 and box.height > 0]
    area = 0.0
    for planned in plan.tiles:
        assert planned.is_written
        for box in planned.boxes.boxes:
            assert 0 <= box.x1 < box.x2 <= planned.tile.width
            assert 0 <= box.y1 < box.y2 <= planned.tile.height
            area += box.area
    assert area <= sum(box.area for box in visible) + 1e-6
    stayed = plan.kept + plan.clipped
    assert plan.kept + len(plan.lost) <= len(visible)
    assert stayed + len(plan.lost) >= len(visible)
    if rows * columns == 1:
        assert (plan.kept, plan.clipped, plan.dropped, plan.lost) == (len(visible), 0, 0, ())


@settings(max_examples=30)
@given(boxes, st.integers(67, 100))
def test_overlap_as_large_as_the_boxes_loses_none(found: list[Box], size: int):
    plan = plan_tiles((140, 140), found, Cutting(size=size, overlap=60 / size, min_visible=1.0))
    # Rounding the step may cost a pixel of overlap; boxes a pixel smaller are always whole somewhere.
    assert not [box for box in plan.lost if max(box.width, box.height) < 59]


def test_empty_tiles_of_unseen_photos_are_never_left_out():
    cutting = Cutting(grid=(1, 2), empty_share=0.0)
    box = Box(0, 1, 1, 9, 9)
    assert [item.is_written for item in plan_tiles((40, 20), [box], cutting).tiles] == [True, False]
    assert [item.is_written for item in plan_tiles((40, 20), [], cutting, is_seen=False).tiles] == [
        True,
        True,
    ]


@pytest.mark.parametrize("choices", [{}, {"grid": (1, 1), "size": 3}])
def test_a_cutting_is_either_a_grid_or_a_size(choices: dict):
    with pytest.raises(ValueError, match="either"):
        Cutting(**choices)


def test_an_overlap_that_would_cut_a_pixel_into_hundreds_of_tiles_is_refused() -> None:
    """A photo of 317 x 211 in tiles of 100 px would be 24,416 of them at 0.99."""
    assert len(tiles_by_size((317, 211), 100, 0.9)) == 23 * 13
    with pytest.raises(StudioError, match=r"An overlap of .* is not possible") as refused:
        tiles_by_size((317, 211), 100, 0.99)
    assert "up to 0.9;" in refused.value.remedy
