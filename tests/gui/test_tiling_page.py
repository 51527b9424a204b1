"""The Tile page: what it promises, what is cut, and what goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.data.dataset import open_dataset
from studio.core.tiling.clip import Cutting
from studio.core.tiling.folders import free_folder, remove_parts
from studio.gui import theme
from tests.factories import make_dataset_folder, snapshot
from tests.robots.tiling import TileRobot

# A photo is 64 x 48 px. In a grid of 2 x 2 the first box lies whole in the first tile; the second crosses
# the middle: three quarters of it are in the right half.
WHOLE = "0 0.25 0.25 0.1 0.1"
CROSSING = "1 0.55 0.25 0.2 0.2"
LABELS = {
    "a.png": f"{WHOLE}\n{CROSSING}\n",
    "b.png": "",
    "c.png": None,
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "photos", LABELS, layout="yaml")


@pytest.fixture
def robot(qtbot, data) -> TileRobot:
    robot = TileRobot(qtbot)
    robot.open(data)
    robot.by_grid(2, 2)
    return robot


def test_without_photos_there_is_nothing_to_cut(qtbot):
    robot = TileRobot(qtbot)
    assert robot.primary() == ""


def test_the_numbers_of_a_photo_and_of_all(robot):
    photo = {"tiles": 4, "empty": 2, "left_out": 0, "kept": 1, "clipped": 1, "dropped": 1, "lost": 0}
    assert robot.numbers("photo") == photo
    assert robot.numbers("dataset") == photo | {"tiles": 12, "empty": 10}


def test_empty_tiles_of_labelled_photos_can_be_left_out_and_are_dimmed(robot):
    before = robot.brightness(0.75, 0.75)
    robot.keep_empty(False)
    assert robot.numbers("photo")["left_out"] == 2
    assert robot.brightness(0.75, 0.75) < before / 2
    # c was never looked at: it may hold objects, so its four tiles stay.
    assert robot.numbers("dataset")["tiles"] == 2 + 0 + 4


def test_boxes_are_drawn_by_what_becomes_of_them(robot):
    warn, error = theme.colour("warn").name(), theme.colour("error").name()
    own = theme.class_colour(0, "w").name()
    assert robot.boxes() == [("w", own, False), ("clipped", warn, False)]
    robot.set_visible_share(0.9)
    assert robot.boxes() == [("w", own, False), ("lost", error, True)]
    assert robot.numbers("photo")["lost"] == 1


def test_tiles_of_one_size_overlap_so_that_the_crossing_box_is_whole(robot):
    robot.by_size(40, 0.5)
    assert robot.numbers("photo")["kept"] >= 2
    assert robot.numbers("photo")["lost"] == 0


def test_photos_are_turned_by_buttons_and_keys(robot):
    assert robot.photo() == "a.png"
    robot.turn("next")
    assert robot.photo() == "b.png"
    assert robot.boxes() == []
    robot.press_on_photo("D")
    robot.press_on_photo("Right")
    assert robot.photo() == "c.png"
    robot.press_on_photo("Left")
    robot.turn("previous")
    assert robot.photo() == "a.png"


def test_the_folder_lies_beside_the_dataset_and_follows_the_grid_until_it_is_typed(robot, data, tmp_path):
    assert robot.folder() == tmp_path / "photos-tiles-2x2"
    robot.by_grid(3, 4)
    assert robot.folder() == tmp_path / "photos-tiles-3x4"
    robot.set_folder(tmp_path / "mine")
    robot.by_grid(2, 2)
    assert robot.folder() == tmp_path / "mine"


def test_one_photo_is_spoken_of_as_one(qtbot, tmp_path):
    robot = TileRobot(qtbot)
    robot.open(make_dataset_folder(tmp_path / "one", {"a.png": "0 0.5 0.5 0.2 0.2\n"}, layout="yaml"))
    robot.by_grid(1, 2)
    assert robot.heading() == "1 photo"
    robot.cut()
    assert robot.report() == "1 photo gave 2 tiles; boxes: 0 whole, 2 clipped, 0 lost."


def test_what_is_cut_is_what_was_promised_and_can_be_opened(robot, data):
    robot.keep_empty(False)
    promised = robot.numbers("dataset")
    before = snapshot(data.parent)
    robot.cut()
    assert robot.sentences() == []
    assert robot.report() == "3 photos gave 6 tiles; boxes: 1 whole, 1 clipped, 0 lost."
    assert snapshot(data.parent) == before
    assert robot.open_tiles() == promised["tiles"] == 6
    robot.settle()
    assert robot.report() == ""


def test_a_folder_with_something_in_it_is_refused_in_one_sentence(robot, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine")
    robot.set_folder(tmp_path / "full")
    robot.cut()
    assert robot.sentences() == [
        f"{tmp_path / 'full'} is not an empty folder, and nothing in it is overwritten. "
        "Choose another folder for the tiles, or empty this one."
    ]
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["file"]


def test_stopping_leaves_nothing_behind(robot, tmp_path):
    before = {path.name for path in tmp_path.iterdir()}
    robot.press_primary()
    assert robot.primary() == "Stop"
    robot.press_primary()
    robot.wait_until_cut()
    assert robot.told() == ["Cutting was stopped; no tiles were written."]
    assert {path.name for path in tmp_path.iterdir()} == before


def test_a_photo_that_can_not_be_read_is_named_and_counted(qtbot, data):
    (data.parent / "images" / "a.png").write_text("no picture")
    robot = TileRobot(qtbot)
    robot.open(data)
    assert "a.png is not an image that can be read." in robot.sentence()
    assert robot.wait_for_doubt() == "Photos that can't be read and will be skipped: 1."
    robot.turn("next")
    assert robot.sentence() == ""


def test_labels_that_can_not_be_read_are_told_before_and_after(qtbot, data):
    labels = data.parent / "labels"
    (labels / "a.txt").write_text(f"{WHOLE}\n0 0.1 0.1 wide\n")
    (labels / "b.txt").write_text("0 0.1 0.1 wide\n")
    robot = TileRobot(qtbot)
    robot.open(data)
    robot.by_grid(2, 2)
    robot.keep_empty(False)
    assert robot.wait_for_doubt() == (
        "Photos whose tiles will have no labels, for no line of theirs can be read: 1; "
        "draw their boxes first, or mend those lines. "
        "Photos of which some label lines can't be read, so that boxes will be missing: 1; "
        "mend those lines first."
    )
    # Nobody can tell what is in b, so its four tiles stay as those of c do.
    assert robot.numbers("dataset")["tiles"] == 1 + 4 + 4
    robot.cut()
    assert "no line of theirs can be read: 1; draw" in robot.report()
    assert "missing from their tiles: 1; mend" in robot.report()
    assert "Problems: 2; the first: " in robot.report()
    assert robot.open_tiles() == 9
    robot.settle()


def test_a_grid_finer_than_the_photo_is_a_sentence(robot):
    robot.by_grid(64, 2)
    assert robot.doubt().startswith("A photo of 64 × 48 px can't be cut into 64 rows and 2 columns.")
    robot.by_grid(2, 2)
    assert robot.numbers("photo")["tiles"] == 4
    assert robot.doubt() == ""


def test_how_to_cut_is_remembered(qtbot, robot, data):
    robot.by_size(48, 0.25)
    robot.close()
    again = TileRobot(qtbot)
    again.open(data)
    assert again.folder().name == "photos-tiles-48px"


def test_a_free_folder_is_numbered(data, tmp_path):
    dataset = open_dataset(data)
    (tmp_path / "photos-tiles-2x2" / "images").mkdir(parents=True)
    assert free_folder(dataset, Cutting(grid=(2, 2))) == tmp_path / "photos-tiles-2x2-2"
    assert free_folder(dataset, Cutting(size=320)) == tmp_path / "photos-tiles-320px"


def test_only_the_unfinished_tiles_are_removed(tmp_path):
    for name in (".tiles.abc.part", ".other.abc.part", "tiles"):
        (tmp_path / name).mkdir()
    remove_parts(tmp_path / "tiles")
    assert {path.name for path in tmp_path.iterdir()} == {".other.abc.part", "tiles"}


def test_what_only_looks_like_unfinished_tiles_stays(tmp_path):
    out = tmp_path / "tiles[ab]"
    (tmp_path / ".tilesa.x.part").mkdir()
    mine = tmp_path / ".tiles[ab].mine.part"
    mine.mkdir()
    (mine / "thesis.txt").write_text("theirs")
    (tmp_path / ".tiles[ab].list.part").write_text("theirs")
    linked = tmp_path / "elsewhere"
    (linked / out.name).mkdir(parents=True)
    (tmp_path / ".tiles[ab].link.part").symlink_to(linked, target_is_directory=True)
    (tmp_path / ".tiles[ab].killed.part" / out.name / "images").mkdir(parents=True)
    before = {path for path in tmp_path.rglob("*") if "killed" not in str(path)}
    remove_parts(out)
    assert set(tmp_path.rglob("*")) == before


def test_the_size_of_the_tiles_is_told(robot, data):
    robot.open(data)
    robot.by_grid(2, 3)
    robot.settle()
    assert robot.text("tileSizes").startswith("Tiles of this photo: ")
    assert robot.text("tileSizes").endswith(" px.")
    robot.by_size(4096, 0.2)
    assert robot.text("tileSizes").startswith("This photo is smaller than a tile, so it stays whole: ")


def test_tiles_for_the_size_of_objects_follow_the_boxes(robot):
    robot.by_objects(16, 64)
    # The boxes are 6.4 x 4.8 and 12.8 x 9.6 px: the usual side is half way between theirs.
    robot.wait(lambda: "8.3 px in the photos" in robot.sizes())
    assert "in tiles of 33 px, trained at 64 px, it has 16.1 px" in robot.sizes()
    assert robot.numbers("photo")["tiles"] == 6


def test_a_share_of_the_empty_tiles_is_kept_and_tiles_lose_nothing(robot, tmp_path):
    robot.by_grid(6, 6)
    robot.keep_of_empty(0.5)
    robot.without_loss()
    promised = robot.numbers("dataset")
    assert 0 < promised["left_out"] < 68
    robot.cut()
    assert robot.sentences() == []
    tiles = open_dataset(tmp_path / "photos-tiles-6x6")
    assert len(tiles.records) == promised["tiles"]
    assert {record.path.suffix for record in tiles.records} == {".png"}


def test_tiles_are_stitched_and_their_labels_go_back_to_the_photo(robot, data, tmp_path):
    assert robot.origin() == ""
    robot.cut()
    robot.open_tiles()
    assert robot.wait_for_origin() == "12 tiles of 3 photos, cut with this program."
    assert robot.sync() == "Tiles and photos say the same."
    robot.wait(lambda: len(robot.boxes()) == 1)
    tiles = open_dataset(tmp_path / "photos-tiles-2x2")
    first = next(record for record in tiles.records if record.path.stem == "a_1")
    tiles.write(first, [box.moved(2, 1) for box in tiles.read(first).boxes[:1]])
    assert "boxes changed: 1, added: 0, gone: 0." in robot.sync()
    assert open_dataset(data).read(open_dataset(data).records[0]).boxes[0].x1 == pytest.approx(14.8, abs=0.1)
    # What is shown is what was written.
    assert len(robot.boxes()) == 1
    report = robot.stitch()
    assert report == "12 tiles gave 3 photos; boxes: 2, of 2 in tiles."
    assert robot.is_in_sight("originReport")
    assert robot.is_in_sight("openStitched")
    assert robot.open_stitched() == 3


def test_labels_changed_on_both_sides_wait_for_a_word(robot, data, tmp_path):
    robot.cut()
    robot.open_tiles()
    robot.wait_for_origin()
    photos, tiles = open_dataset(data), open_dataset(tmp_path / "photos-tiles-2x2")
    photos.write(photos.records[0], [])
    first = next(record for record in tiles.records if record.path.stem == "a_1")
    tiles.write(first, [box.moved(2, 1) for box in tiles.read(first).boxes])
    assert robot.sync() == "Photos whose labels and whose tiles' labels were both changed: 1."
    assert robot.sync("photos").startswith("Photos brought in line: 1;")
    assert open_dataset(tmp_path / "photos-tiles-2x2").read(first).boxes == ()


def test_a_damaged_sidecar_is_told_until_it_is_mended(robot, tmp_path):
    robot.cut()
    path = tmp_path / "photos-tiles-2x2/tiles.json"
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    robot.open_tiles()
    told = robot.wait_for_origin_report()
    assert "tiles.json can't be understood" in told and "Put back a whole copy" in told
    assert robot.origin() == ""
    assert path.read_bytes() == whole[:-30]
    path.write_bytes(whole)
    robot.open(path.parent)
    assert robot.wait_for_origin() == "12 tiles of 3 photos, cut with this program."
    assert robot.text("originReport") == ""


def test_photos_are_looked_at_before_they_are_stitched(robot, tmp_path):
    robot.cut()
    (tmp_path / "photos-tiles-2x2/images/train/b_3.png").unlink()
    robot.open_tiles()
    robot.wait_for_origin()
    before = sorted(tmp_path.rglob("*"))
    assert robot.look_at_photos() == ["a", "b, 1 missing", "c"]
    assert robot.text("stitchedText") == "64 × 48 px of 4 tiles; missing, and left grey: 0."
    # In a low window it lies under the end of the panel: it is scrolled to.
    assert robot.is_in_sight("stitchedMap")
    robot.choose_photo("b, 1 missing")
    assert robot.text("stitchedText").endswith("of 3 tiles; missing, and left grey: 1.")
    assert robot.stripes_in_photo() > 100
    robot.choose_photo("c")
    assert robot.stripes_in_photo() == 0
    assert sorted(tmp_path.rglob("*")) == before
