"""Numbered tiles that lost their photo: rows and columns are told by their borders."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.data.dataset import open_dataset
from studio.core.data.record import ImageRecord
from studio.core.pictures import Image
from studio.core.tiling.grid import tiles_by_grid
from studio.core.tiling.layout import find_layout, photo_tiles

WRGB = Path(__file__).parents[4] / "shared" / "wrgb"


def scene(width: int, height: int, seed: int = 0) -> Image:
    """A picture whose parts differ, and whose neighbouring pixels don't."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 255, (max(height // 6, 2), max(width // 6, 2), 3), np.uint8)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def record_of(name: str) -> ImageRecord:
    return ImageRecord(Path(f"{name}.png"), Path(f"{name}.txt"))


@settings(max_examples=60, deadline=None)
@given(
    rows=st.integers(1, 6),
    columns=st.integers(1, 6),
    first=st.integers(0, 1),
    by_column=st.booleans(),
    seed=st.integers(0, 5),
    data=st.data(),
)
def test_any_grid_is_found_with_tiles_missing(
    rows: int, columns: int, first: int, by_column: bool, seed: int, data: st.DataObject
):
    if rows * columns < 6:
        return
    photo = scene(columns * 40, rows * 32, seed)
    images, cells = {}, {}
    for index, tile in enumerate(tiles_by_grid((photo.shape[1], photo.shape[0]), rows, columns)):
        row, column = divmod(index, columns)
        number = first + (column * rows + row if by_column else index)
        x1, y1, x2, y2 = tile.xyxy
        name = f"photo7_{number}"
        images[name], cells[name] = photo[y1:y2, x1:x2], (row, column)
    names = sorted(images, key=lambda name: int(name.split("_")[1]))
    missing = data.draw(st.sets(st.sampled_from(names[1:-1]), max_size=len(names) // 6))
    left = [record_of(name) for name in names if name not in missing]
    layout = find_layout(left, read=lambda record: images[record.path.stem])
    assert layout is not None
    assert layout.size_wh == (photo.shape[1], photo.shape[0])
    assert {record.path.stem: cell for cell, record in layout.cells.items()} == {
        record.path.stem: cells[record.path.stem] for record in left
    }
    assert len(layout.holes()) == len(missing)


def test_uneven_tiles_lie_edge_to_edge():
    photo = scene(203, 131)
    images = {}
    for number, tile in enumerate(tiles_by_grid((203, 131), 3, 4), 1):
        x1, y1, x2, y2 = tile.xyxy
        images[f"p1_{number}"] = photo[y1:y2, x1:x2]
    layout = find_layout([record_of(name) for name in images], read=lambda record: images[record.path.stem])
    assert layout is not None and layout.size_wh == (203, 131)
    assert [layout.tile(row, column) for row in range(3) for column in range(4)] == tiles_by_grid(
        (203, 131), 3, 4
    )


def test_pictures_that_are_no_tiles_have_no_layout():
    images = {f"p1_{number}": scene(40, 32, number) for number in range(1, 13)}
    records = [record_of(name) for name in images]
    assert find_layout(records, read=lambda record: images[record.path.stem]) is None


def test_tiles_all_alike_are_not_guessed_but_taken_as_told():
    images = {f"p1_{number}": np.full((32, 40, 3), 7, np.uint8) for number in range(1, 13)}
    records = [record_of(name) for name in images]
    assert find_layout(records, read=lambda record: images[record.path.stem]) is None
    layout = find_layout(records, columns=4, read=lambda record: images[record.path.stem])
    assert layout is not None and layout.size_wh == (160, 96)


def test_names_with_row_and_column_need_no_guess():
    images = {f"p1_r{row}_c{column}": scene(40, 32, row) for row in range(2) for column in range(3)}
    records = [record_of(name) for name in images if name != "p1_r0_c1"]
    layout = find_layout(records, read=lambda record: images[record.path.stem])
    assert layout is not None and layout.size_wh == (120, 64)
    assert [hole.xyxy for hole in layout.holes()] == [(40, 0, 80, 32)]


@pytest.mark.skipif(not WRGB.is_dir(), reason="the photos of the wrgb set aren't here")
def test_wrgb_was_cut_into_ten_columns():
    found = photo_tiles(open_dataset(WRGB / "obj.data").records)
    layouts = {photo: find_layout(tiles) for photo, tiles in found.items()}
    assert {photo: layout and (layout.size_wh, len(layout.holes())) for photo, layout in layouts.items()} == {
        "20191125174750": ((4160, 2912), 21),
        "20191125174805": ((4160, 2912), 23),
        "20191125174810": ((4160, 3328), 10),
        "20191125174814": ((4160, 3328), 10),
    }
