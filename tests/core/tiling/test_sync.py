"""Labels edited on tiles go back to their photo, and the other way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.data.attributes import Attributes
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.labelling.session import LabelSession
from studio.core.tiling.clip import Cutting
from studio.core.tiling.cut import cut_dataset
from studio.core.tiling.gather import TileLabels, gather, scatter
from studio.core.tiling.grid import Tile, tiles_by_size
from studio.core.tiling.sidecar import read_sidecar
from studio.core.tiling.sync import SyncReport, photos_of, plan_sync, write_sync
from tests.core.tiling.test_stitch import CUTTINGS, HEIGHT, WIDTH, boxes_apart, lines
from tests.factories import make_dataset, snapshot

# In a photo of 120 x 90: wholly in the upper left quarter; across the vertical seam at 60.
WHOLE, ACROSS = Box(0, 10, 10, 30, 25), Box(1, 50, 10, 72, 30)


def cut(tmp_path: Path, boxes: list[Box] | None, cutting: Cutting | None = None) -> tuple[Dataset, Dataset]:
    content = None if boxes is None else lines(boxes)
    photos = make_dataset(tmp_path / "set", {"a.png": content}, size_wh=(WIDTH, HEIGHT))
    cut_dataset(photos, tmp_path / "tiles", cutting or Cutting(grid=(2, 2)))
    return photos, open_dataset(tmp_path / "tiles")


def sync(tmp_path: Path, prefer: str = "") -> SyncReport:
    tiles = open_dataset(tmp_path / "tiles")
    change, report = plan_sync(tiles, photos_of(tiles), prefer=prefer)
    write_sync(change)
    return report


def edit(dataset: Dataset, name: str, change) -> None:
    record = next(record for record in dataset.records if record.path.stem == name)
    dataset.write(record, change(list(dataset.read(record).boxes)))


def photo_boxes(tmp_path: Path) -> list[Box]:
    photos = open_dataset(tmp_path / "set")
    return list(photos.read(photos.records[0]).boxes)


def contents(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _) in snapshot(folder).items()}


def near(box: Box, other: Box) -> bool:
    return box.class_id == other.class_id and np.abs(np.subtract(box.xyxy, other.xyxy)).max() < 0.05


def test_untouched_labels_are_in_line_and_nothing_is_written(tmp_path: Path):
    cut(tmp_path, [WHOLE, ACROSS])
    before = snapshot(tmp_path)
    report = sync(tmp_path)
    assert (report.in_line, report.files) == (1, 0)
    assert snapshot(tmp_path) == before


def test_a_box_moved_in_its_tile_moves_in_the_photo(tmp_path: Path):
    _, tiles = cut(tmp_path, [WHOLE, ACROSS])
    line = (tmp_path / "set/a.txt").read_text().splitlines()[1]
    edit(tiles, "a_1", lambda boxes: [boxes[0].moved(3, 2), *boxes[1:]])
    report = sync(tmp_path)
    assert (report.to_photos, report.changed, report.added, report.removed) == (1, 1, 0, 0)
    first, second = photo_boxes(tmp_path)
    assert near(first, WHOLE.moved(3, 2))
    assert second.line == line, "a box nobody touched keeps its line"
    assert sync(tmp_path).in_line == 1


def test_a_cut_box_keeps_its_side_beyond_the_seam(tmp_path: Path):
    _, tiles = cut(tmp_path, [ACROSS])
    # In the left tile it ends at the seam; its left and upper side are moved there.
    edit(tiles, "a_1", lambda boxes: [boxes[0].with_xyxy((46, 12, 60, 30))])
    assert sync(tmp_path).changed == 1
    assert near(photo_boxes(tmp_path)[0], Box(1, 46, 12, 72, 30))
    right = open_dataset(tmp_path / "tiles")
    found = [box for record in right.records if record.path.stem == "a_2" for box in right.read(record).boxes]
    assert near(found[0], Box(1, 0, 12, 12, 30)), "the other tile takes over"


def test_deleting_the_larger_part_deletes_and_the_smaller_does_not(tmp_path: Path):
    _, tiles = cut(tmp_path, [WHOLE, ACROSS], Cutting(grid=(2, 2), min_visible=0.1))
    edit(tiles, "a_1", lambda boxes: [box for box in boxes if box.class_id == 0])
    # 10 of its 22 px are in the left tile: the smaller part.
    assert sync(tmp_path).removed == 0
    assert len(photo_boxes(tmp_path)) == 2
    edit(open_dataset(tmp_path / "tiles"), "a_2", lambda boxes: [])
    report = sync(tmp_path)
    assert report.removed == 1
    assert [box.class_id for box in photo_boxes(tmp_path)] == [0]


def test_a_new_box_drawn_in_two_tiles_is_one(tmp_path: Path):
    _, tiles = cut(tmp_path, [])
    edit(tiles, "a_1", lambda boxes: [Box(2, 40, 5, 60, 20)])
    edit(tiles, "a_2", lambda boxes: [Box(2, 0, 5, 9, 20)])
    report = sync(tmp_path)
    assert (report.added, report.changed) == (1, 0)
    assert near(photo_boxes(tmp_path)[0], Box(2, 40, 5, 69, 20))


def test_a_part_that_was_too_small_drawn_by_hand_is_no_second_box(tmp_path: Path):
    _, tiles = cut(tmp_path, [Box(1, 55, 10, 92, 30)])
    edit(tiles, "a_1", lambda boxes: [*boxes, Box(1, 55, 10, 60, 30)])
    report = sync(tmp_path)
    assert (report.added, len(photo_boxes(tmp_path))) == (0, 1)


def test_class_and_attributes_go_back(tmp_path: Path):
    cut(tmp_path, [WHOLE])
    session = LabelSession(open_dataset(tmp_path / "tiles"))
    session.say("occluded", True, [0])
    sync(tmp_path)
    assert photo_boxes(tmp_path)[0].attributes == Attributes(occluded=True)
    edit(open_dataset(tmp_path / "tiles"), "a_1", lambda boxes: [boxes[0].with_class(3)])
    sync(tmp_path)
    assert photo_boxes(tmp_path)[0].class_id == 3


def test_what_is_done_to_the_photo_is_done_to_its_tiles(tmp_path: Path):
    photos, _ = cut(tmp_path, [WHOLE])
    edit(photos, "a", lambda boxes: [boxes[0], ACROSS])
    report = sync(tmp_path)
    assert (report.to_tiles, report.to_photos) == (1, 0)
    tiles = open_dataset(tmp_path / "tiles")
    found = {record.path.stem: [box.class_id for box in tiles.read(record).boxes] for record in tiles.records}
    assert found == {"a_1": [0, 1], "a_2": [1], "a_3": [], "a_4": []}


def test_changes_on_both_sides_are_left_until_someone_says(tmp_path: Path):
    photos, tiles = cut(tmp_path, [WHOLE])
    edit(photos, "a", lambda boxes: [boxes[0].moved(1, 0)])
    edit(tiles, "a_1", lambda boxes: [boxes[0].moved(0, 5)])
    before = snapshot(tmp_path)
    report = sync(tmp_path)
    assert report.conflicts == ["a.png"] and "--prefer" in report.notes[0]
    assert snapshot(tmp_path) == before
    assert sync(tmp_path, prefer="tiles").to_photos == 1
    assert near(photo_boxes(tmp_path)[0], WHOLE.moved(0, 5))


def test_the_same_done_on_both_sides_is_no_conflict(tmp_path: Path):
    photos, tiles = cut(tmp_path, [WHOLE])
    edit(photos, "a", lambda boxes: [])
    edit(tiles, "a_1", lambda boxes: [])
    assert sync(tmp_path).in_line == 1
    assert sync(tmp_path).in_line == 1


def test_an_unseen_photo_waits_for_all_of_its_tiles(tmp_path: Path):
    _, tiles = cut(tmp_path, None)
    for name in ("a_1", "a_2", "a_3"):
        edit(tiles, name, lambda boxes: [Box(0, 5, 5, 15, 15)])
    report = sync(tmp_path)
    assert report.waiting == ["a.png"]
    assert not (tmp_path / "set/a.txt").exists()
    edit(open_dataset(tmp_path / "tiles"), "a_4", lambda boxes: [])
    assert sync(tmp_path).added == 3
    assert len(photo_boxes(tmp_path)) == 3


def test_refusals(tmp_path: Path):
    photos, tiles = cut(tmp_path, [WHOLE])
    with pytest.raises(StudioError, match=r"no tiles\.json"):
        photos_of(photos)
    (tmp_path / "set").rename(tmp_path / "moved")
    with pytest.raises(StudioError, match="not at"):
        photos_of(tiles)
    moved = open_dataset(tmp_path / "moved")
    assert plan_sync(tiles, moved)[1].in_line == 1
    moved.rename_class(0, "lamp")
    with pytest.raises(StudioError, match="The tiles have the classes"):
        plan_sync(tiles, moved)


def test_cutting_again_is_the_same_bytes_and_never_loses_an_edit(tmp_path: Path):
    photos, tiles = cut(tmp_path, [WHOLE, ACROSS])
    first = contents(tmp_path / "tiles")
    cut_dataset(photos, tmp_path / "tiles", Cutting(grid=(2, 2)))
    assert contents(tmp_path / "tiles") == first
    cut_dataset(photos, tmp_path / "tiles", Cutting(grid=(1, 2)))
    assert len(open_dataset(tmp_path / "tiles").records) == 2
    cut_dataset(photos, tmp_path / "tiles", Cutting(grid=(2, 2)))
    assert contents(tmp_path / "tiles") == first
    edit(tiles, "a_4", lambda boxes: [Box(2, 5, 5, 25, 25)])
    with pytest.raises(StudioError, match=r"were changed: labels/train/a_4\.txt"):
        cut_dataset(photos, tmp_path / "tiles", Cutting(grid=(2, 2)))
    sync(tmp_path)
    cut_dataset(photos, tmp_path / "tiles", Cutting(grid=(2, 2)))
    (tmp_path / "tiles/notes.txt").write_text("mine")
    with pytest.raises(StudioError, match=r"were changed: notes\.txt"):
        cut_dataset(photos, tmp_path / "tiles", Cutting(grid=(2, 2)))


@settings(max_examples=150, deadline=None)
@given(
    data=st.data(),
    boxes=boxes_apart(),
    size=st.sampled_from([40, 60, 100]),
    overlap=st.sampled_from([0, 0.3]),
)
def test_after_any_edits_of_tiles_both_sides_say_the_same(
    data: st.DataObject, boxes, size: int, overlap: float
):
    tiles = tiles_by_size((WIDTH, HEIGHT), size, overlap)
    held = [scatter(boxes, tile, [], 0.3) for tile in tiles]
    untouched = gather(boxes, labelled(tiles, held), (WIDTH, HEIGHT), 0.3)
    assert untouched.boxes == boxes and not (untouched.added or untouched.changed or untouched.removed)
    for _ in range(data.draw(st.integers(1, 4))):
        number = data.draw(st.integers(0, len(tiles) - 1))
        now, tile = held[number], tiles[number]
        what = data.draw(st.sampled_from(["delete", "class", "move", "draw"]))
        if what == "draw":
            x = data.draw(st.integers(0, tile.width - 9))
            y = data.draw(st.integers(0, tile.height - 9))
            now.append(Box(data.draw(st.integers(0, 3)), x, y, x + 8, y + 8))
        elif now:
            place = data.draw(st.integers(0, len(now) - 1))
            box = now.pop(place)
            if what == "class":
                now.insert(place, box.with_class((box.class_id + 1) % 4))
            elif what == "move":
                now.insert(place, replace(box.moved(2, 1), line=None).clipped((tile.width, tile.height)))
    after = gather(boxes, labelled(tiles, held), (WIDTH, HEIGHT), 0.3)
    again = [scatter(after.boxes, tile, now, 0.3) for tile, now in zip(tiles, held, strict=True)]
    settled = gather(after.boxes, labelled(tiles, again), (WIDTH, HEIGHT), 0.3)
    assert settled.boxes == after.boxes
    assert not (settled.added or settled.changed or settled.removed)


def labelled(tiles: list[Tile], held: list[list[Box]]) -> list[TileLabels]:
    return [TileLabels(tile, boxes) for tile, boxes in zip(tiles, held, strict=True)]


@pytest.mark.parametrize("cutting", CUTTINGS)
def test_a_box_drawn_in_every_tile_that_shows_it_is_one_in_the_photo(tmp_path: Path, cutting: Cutting):
    _, tiles = cut(tmp_path, [], cutting)
    sides = {record.path.stem: record for record in tiles.records}
    drawn = Box(1, 44, 38, 66, 62)
    sidecar = read_sidecar(tiles.root)
    assert sidecar is not None
    for tile in sidecar.tiles:
        parts = scatter([drawn], tile.tile, [], 0.0)
        tiles.write(sides[Path(tile.image).stem], parts)
    assert sync(tmp_path).added == 1
    assert near(photo_boxes(tmp_path)[0], drawn)


def test_of_two_photos_with_one_label_file_the_second_loses_nothing_of_the_first(tmp_path: Path) -> None:
    photos = make_dataset(tmp_path / "set", {"a.png": lines([WHOLE]), "a.bmp": None}, size_wh=(WIDTH, HEIGHT))
    cut_dataset(photos, tmp_path / "tiles", Cutting(grid=(2, 2)))
    tiles = open_dataset(tmp_path / "tiles")
    firsts = [record for record in tiles.records if record.path.stem.endswith("_1")]
    assert len(firsts) == 2
    for number, record in enumerate(firsts):
        tiles.write(record, [*tiles.read(record).boxes, Box(1, 40, 10 + 15 * number, 50, 20 + 15 * number)])
    report = sync(tmp_path)
    assert (report.to_photos, report.added, len(report.conflicts)) == (1, 1, 1)
    assert len(photo_boxes(tmp_path)) == 2
