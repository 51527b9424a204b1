"""Tiles put back together: the photo and its boxes, as they were before they were cut."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.core.data.attributes import Attributes
from studio.core.data.dataset import open_dataset
from studio.core.data.record import Box
from studio.core.errors import Cancelled, StudioError
from studio.core.labelling.session import LabelSession
from studio.core.pictures import imread, imwrite
from studio.core.spec import PAD
from studio.core.tiling.clip import Cutting
from studio.core.tiling.cut import cut_dataset
from studio.core.tiling.grid import Tile
from studio.core.tiling.stitch import small_photo, stitch_dataset, whole_photos
from tests.factories import make_dataset, snapshot

WRGB = Path(__file__).parents[4] / "shared" / "wrgb"
WIDTH, HEIGHT = 120, 90


@st.composite
def boxes_apart(draw: st.DrawFn) -> list[Box]:
    """Boxes with room between them, as objects have that can be told apart at a seam."""
    found: list[Box] = []
    for _ in range(draw(st.integers(0, 8))):
        x, y = draw(st.integers(0, WIDTH - 8)), draw(st.integers(0, HEIGHT - 8))
        wide, high = draw(st.integers(6, 40)), draw(st.integers(6, 40))
        box = Box(draw(st.integers(0, 3)), x, y, min(x + wide, WIDTH), min(y + high, HEIGHT))
        if all(
            max(box.x1 - other.x2, other.x1 - box.x2, box.y1 - other.y2, other.y1 - box.y2) > 6
            for other in found
        ):
            found.append(box)
    return found


def lines(boxes: list[Box]) -> str:
    return "".join(
        f"{box.class_id} {(box.x1 + box.x2) / 2 / WIDTH:.6f} {(box.y1 + box.y2) / 2 / HEIGHT:.6f}"
        f" {box.width / WIDTH:.6f} {box.height / HEIGHT:.6f}\n"
        for box in boxes
    )


def apart(one: Box, other: Box) -> float:
    """The largest distance of two boxes' sides, in pixels."""
    return float(np.abs(np.subtract(one.xyxy, other.xyxy)).max())


CUTTINGS = (
    Cutting(grid=(2, 3), min_visible=0, lossless=True),
    Cutting(grid=(3, 1), min_visible=0, lossless=True),
    Cutting(size=50, overlap=0.2, min_visible=0, lossless=True),
    Cutting(size=64, overlap=0.5, min_visible=0, lossless=True),
)


@settings(max_examples=40, deadline=None)
@example(boxes=[Box(1, 0, 13, 17, 19), Box(0, 0, 0, 6, 6)], cutting=CUTTINGS[0])
@given(boxes=boxes_apart(), cutting=st.sampled_from(CUTTINGS))
def test_what_was_cut_comes_back_to_the_pixel_and_the_box(boxes: list[Box], cutting: Cutting):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        dataset = make_dataset(folder / "set", {"a.png": lines(boxes)}, size_wh=(WIDTH, HEIGHT))
        cut_dataset(dataset, folder / "tiles", cutting)
        report = stitch_dataset(open_dataset(folder / "tiles"), folder / "whole", lossless=True)
        (whole,) = open_dataset(folder / "whole").records
        assert np.array_equal(imread(whole.path), imread(dataset.records[0].path))
        found = list(open_dataset(folder / "whole").read(whole).boxes)
        wanted = dataset.read(dataset.records[0]).boxes
        assert report.boxes == len(found) == len(wanted)
        for theirs in wanted:
            # Not by order: lines of six decimals put a side at the border to either side of it.
            mine = min(found, key=lambda box: apart(box, theirs))
            assert mine.class_id == theirs.class_id
            assert apart(mine, theirs) < 1.01, "a remainder of less than a pixel is not cut"
            found.remove(mine)


def test_missing_tiles_leave_grey_and_are_told(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", {"a.png": "0 0.25 0.25 0.1 0.1\n", "b.png": ""}, layout="yaml")
    cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(2, 2)))
    (tmp_path / "tiles/images/train/a_4.png").unlink()
    before = snapshot(tmp_path / "tiles")
    report = stitch_dataset(open_dataset(tmp_path / "tiles"), tmp_path / "whole", lossless=True)
    assert snapshot(tmp_path / "tiles") == before
    assert (report.photos, report.tiles, report.holes, report.boxes) == (2, 7, 1, 1)
    assert "missing: 1, in 1 of the photos" in report.notes[0]
    picture = imread(tmp_path / "whole/images/train/a.png")
    assert (picture[24:, 32:] == PAD).all() and not (picture[:24] == PAD).all()


def test_tiles_stay_in_their_split_unless_one_photo_is_in_two(tmp_path: Path):
    labels = {"p1.png": "", "p2.png": None}
    dataset = make_dataset(
        tmp_path / "set", labels, layout="yaml", splits={"train": ["p1.png"], "val": ["p2.png"]}
    )
    cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(1, 2)))
    stitch_dataset(open_dataset(tmp_path / "tiles"), tmp_path / "whole")
    whole = open_dataset(tmp_path / "whole")
    assert {split: len(records) for split, records in whole.splits.items()} == {"train": 1, "val": 1}
    assert [whole.state(record) for record in whole.records] == ["empty", "unseen"]
    mixed = tmp_path / "tiles/mixed.yaml"
    (tmp_path / "tiles/train.txt").write_text("images/train/p1_1.png\n")
    (tmp_path / "tiles/val.txt").write_text("images/train/p1_2.png\n")
    mixed.write_text("path: .\ntrain: train.txt\nval: val.txt\nnames: [w, r, g, b]\n")
    report = stitch_dataset(open_dataset(mixed), tmp_path / "mixed")
    assert list(open_dataset(tmp_path / "mixed").splits) == ["train"]
    assert any("several splits" in note for note in report.notes)


def test_what_was_said_of_tiles_is_said_of_the_photo(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", {"a.png": "0 0.5 0.5 0.4 0.4\n"}, layout="yaml")
    cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(1, 2)))
    session = LabelSession(open_dataset(tmp_path / "tiles"))
    session.say("difficult", True, [0])
    session.set_tags(["night"])
    stitch_dataset(open_dataset(tmp_path / "tiles"), tmp_path / "whole")
    whole = open_dataset(tmp_path / "whole")
    labels = whole.read(whole.records[0])
    assert [box.attributes for box in labels.boxes] == [Attributes(difficult=True)]
    assert labels.tags == ("night",)


def test_refusals_say_why_and_leave_nothing(tmp_path: Path):
    photos = make_dataset(tmp_path / "set", {"a.png": "", "b.png": ""})
    with pytest.raises(StudioError, match="can't be told from set"):
        stitch_dataset(photos, tmp_path / "whole")
    cut_dataset(photos, tmp_path / "tiles", Cutting(grid=(2, 2)))
    tiles = open_dataset(tmp_path / "tiles")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/keep.txt").write_text("mine")
    with pytest.raises(StudioError, match="nothing in it is overwritten"):
        stitch_dataset(tiles, tmp_path / "full")
    with pytest.raises(Cancelled):
        stitch_dataset(tiles, tmp_path / "whole", cancelled=lambda: True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full", "set", "tiles"]


def test_a_small_photo_shows_tiles_where_they_lie_and_holes_grey(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", {"a.png": ""})
    photo = np.zeros((80, 120, 3), np.uint8)
    photo[:40, 60:], photo[40:, :60] = (200, 0, 0), (0, 0, 200)
    imwrite(tmp_path / "set/a.png", photo)
    cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(2, 2), lossless=True))
    tiles = open_dataset(tmp_path / "tiles")
    tiles.records[3].path.unlink()
    tiles.records[0].path.write_bytes(b"no picture")
    (whole,) = whole_photos(open_dataset(tmp_path / "tiles"))
    assert (len(whole.tiles), whole.holes) == (3, (Tile(60, 40, 60, 40),))
    small = small_photo(whole, 60)
    assert small.shape == (40, 60, 3)
    corners = [small[y, x].tolist() for y, x in ((5, 5), (5, 50), (35, 5), (35, 50))]
    assert corners == [[PAD] * 3, [200, 0, 0], [0, 0, 200], [PAD] * 3]
    assert small_photo(whole, 1000).shape == (80, 120, 3)
    with pytest.raises(Cancelled):
        small_photo(whole, 60, is_cancelled=lambda: True)
    tiles = make_dataset(tmp_path / "named", {f"p7_{number}.png": "" for number in range(1, 17)})
    with pytest.raises(Cancelled):
        whole_photos(tiles, is_cancelled=lambda: True)


@pytest.mark.skipif(not WRGB.is_dir(), reason="the photos of the wrgb set aren't here")
def test_wrgb_is_four_photos_again(tmp_path: Path):
    report = stitch_dataset(open_dataset(WRGB / "obj.data"), tmp_path / "whole")
    assert (report.photos, report.tiles, report.holes, report.left_out) == (4, 236, 84, 4)
    assert (report.pieces, report.boxes) == (826, 793)
    whole = open_dataset(tmp_path / "whole")
    assert {whole.image_size(record) for record in whole.records} == {(4160, 3328)}
