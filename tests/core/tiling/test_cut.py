"""Cutting a dataset: a whole tiled dataset, or nothing."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from studio.core.data.attributes import Attributes
from studio.core.data.checking.checks import check_dataset
from studio.core.data.dataset import open_dataset
from studio.core.data.splitting.splits import training_split
from studio.core.errors import Cancelled, StudioError
from studio.core.labelling.session import LabelSession
from studio.core.pictures import imread
from studio.core.tiling.clip import Cutting
from studio.core.tiling.cut import cut_dataset
from studio.core.tiling.report import Report
from tests.factories import make_dataset, snapshot, write_image

WRGB = Path(__file__).parents[4] / "shared" / "wrgb"
# In a 64 x 48 photo: wholly in the upper left quarter; across the middle; a sliver over the edge.
LABELS = {
    "a.png": "0 0.125 0.125 0.125 0.125\n1 0.5 0.5 0.25 0.25\n2 0.26 0.75 0.5 0.1\n",
    "b.png": "",
    "c.png": None,
    "d.png": "3 0.9 0.9 0.1 0.1\nbad\n",
}
SPLITS = {"train": ["a.png", "b.png"], "val": ["c.png", "d.png"]}


def test_what_was_said_of_photos_and_boxes_is_said_of_their_tiles(tmp_path: Path):
    session = LabelSession(make_dataset(tmp_path / "set", LABELS, layout="yaml", splits=SPLITS))
    session.say("difficult", True, [0])
    session.say("text", "half", [1])
    session.set_tags(["night"])
    before = snapshot(tmp_path / "set")
    for _again in range(2):
        cut_dataset(
            open_dataset(tmp_path / "set/data.yaml"),
            tmp_path / "tiles",
            Cutting(grid=(2, 2), min_visible=0.2),
        )
        tiled = open_dataset(tmp_path / "tiles/data.yaml")
        found = {record.path.stem: tiled.read(record) for record in tiled.records}
        said = {name: [box.attributes for box in labels.boxes] for name, labels in found.items()}
        half = Attributes(text="half")
        assert said["a_1"] == [Attributes(difficult=True), half]
        assert said["a_2"] == said["a_3"][:1] == said["a_4"][:1] == [half]
        assert {name: labels.tags for name, labels in found.items() if labels.tags} == dict.fromkeys(
            ["a_1", "a_2", "a_3", "a_4"], ("night",)
        )
        shutil.rmtree(tmp_path / "tiles")
    assert snapshot(tmp_path / "set") == before


def test_a_tiled_dataset_opens_and_says_where_it_came_from(tmp_path: Path):
    dataset = make_dataset(
        tmp_path / "set", LABELS, layout="yaml", splits=SPLITS, names=["on", "a: b", "x", "y"]
    )
    before = snapshot(tmp_path / "set")
    seen: list[tuple[int, int]] = []
    out = tmp_path / "deep" / "tiles"
    report = cut_dataset(
        dataset,
        out,
        Cutting(grid=(2, 2), min_visible=0.1),
        progress=lambda done, total: seen.append((done, total)),
    )
    assert snapshot(tmp_path / "set") == before
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert report.to_dict() == {
        "out": str(out),
        "images": 4,
        "tiles": 16,
        "boxes": 4,
        "kept": 2,
        "clipped": 5,
        "dropped": 1,
        "lost": 0,
        "empty": 11,
        "left_out": 0,
        "unlabelled": 0,
        "partly": 1,
        "notes": [
            "Photos of which some label lines can't be read, so that boxes are missing from their tiles: 1; "
            "mend those lines, and cut again."
        ],
        "problems": [
            {
                "kind": "label_columns",
                "file": str(tmp_path / "set/labels/d.txt"),
                "line": 2,
                "message": "A box needs 5 values (class, centre x, centre y, width, height); "
                "this line has 1.",
            }
        ],
    }
    tiled = open_dataset(out)
    assert tiled.class_names == ["on", "a: b", "x", "y"]
    assert tiled.problems == []
    checked = check_dataset(tiled).to_dict()
    assert (checked["images"], checked["boxes"], checked["unseen"]) == (16, 7, 4)
    assert checked["splits"] == {"train": 8, "val": 8}
    assert checked["problems"] == []
    unseen = [record.path.stem for record in tiled.records if tiled.state(record) == "unseen"]
    assert unseen == ["c_1", "c_2", "c_3", "c_4"]

    sidecar = json.loads((out / "tiles.json").read_text())
    assert sidecar["cutting"]["grid"] == [2, 2]
    assert len(sidecar["tiles"]) == 16
    for tile in sidecar["tiles"]:
        photo = imread(tmp_path / "set" / tile["source"])
        part = photo[tile["y"] : tile["y"] + tile["height"], tile["x"] : tile["x"] + tile["width"]]
        assert np.array_equal(imread(out / tile["image"]), part)


def test_boxes_of_tiles_fit_the_photo(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", {"a.png": LABELS["a.png"]})
    cut_dataset(dataset, tmp_path / "tiles", Cutting(size=30, overlap=0.5, min_visible=0.99))
    (whole,) = dataset.records
    known = dataset.read(whole).boxes
    tiled = open_dataset(tmp_path / "tiles")
    places = {
        tile["image"]: tile for tile in json.loads((tmp_path / "tiles/tiles.json").read_text())["tiles"]
    }
    found = 0
    for record in tiled.records:
        tile = places[record.path.relative_to(tiled.root).as_posix()]
        for box in tiled.read(record).boxes:
            back = box.moved(tile["x"], tile["y"])
            assert any(
                box.class_id == other.class_id and back.xyxy == pytest.approx(other.xyxy, abs=0.5)
                for other in known
            )
            found += 1
    assert found >= 2


def test_turned_photos_are_cut_as_displayed(tmp_path: Path):
    write_image(tmp_path / "set/a.jpg", (64, 48), orientation=6)
    (tmp_path / "set/a.txt").write_text("0 0.5 0.25 0.5 0.25\n")
    (tmp_path / "set/classes.txt").write_text("w\n")
    cut_dataset(open_dataset(tmp_path / "set"), tmp_path / "tiles", Cutting(grid=(2, 1)))
    tiled = open_dataset(tmp_path / "tiles")
    assert [tiled.image_size(record) for record in tiled.records] == [(48, 32), (48, 32)]
    assert [len(tiled.read(record).boxes) for record in tiled.records] == [1, 0]


def test_empty_tiles_can_be_left_out(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", LABELS)
    report = cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(2, 2), empty_share=0.0))
    tiled = open_dataset(tmp_path / "tiles")
    assert (report.tiles, report.left_out) == (len(tiled.records), 16 - len(tiled.records))
    assert report.empty == 4
    assert {tiled.state(record) for record in tiled.records} == {"labelled", "unseen"}


@pytest.mark.parametrize("keep_empty", [True, False])
def test_tiles_of_labels_nobody_can_read_are_unseen(tmp_path: Path, keep_empty: bool):
    labels = {"box.png": "0 0.5 0.5 0.9 0.9\n", "pixels.png": "0 10 10 20 20\n", "none.png": ""}
    dataset = make_dataset(tmp_path / "set", labels | {"pipe.png": None})
    (tmp_path / "set/pipe.txt").mkdir()
    report = cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(1, 2), empty_share=float(keep_empty)))
    tiled = open_dataset(tmp_path / "tiles")
    states = {record.path.stem: tiled.state(record) for record in tiled.records}
    expected = {"box": "labelled", "pixels": "unseen", "pipe": "unseen"} | (
        {"none": "empty"} if keep_empty else {}
    )
    assert states == {f"{name}_{number}": state for name, state in expected.items() for number in (1, 2)}
    assert (report.unlabelled, report.partly) == (2, 0)
    (note,) = report.notes
    assert note.startswith("Photos whose tiles have no labels, for no line of theirs can be read: 2; draw")


def test_a_doubled_box_is_no_line_that_can_not_be_read(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", {"a.png": "0 0.5 0.5 0.9 0.9\n" * 2})
    report = cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(1, 1)))
    assert (report.unlabelled, report.partly, report.notes) == (0, 0, [])


def test_tiles_of_tiles_keep_to_the_first_photo(tmp_path: Path):
    labels = {f"p{photo}x_{tile}.png": "0 0.5 0.5 0.9 0.9\n" for photo in range(4) for tile in (1, 2)}
    cut_dataset(make_dataset(tmp_path / "set", labels), tmp_path / "tiles", Cutting(grid=(1, 2)))
    tiled = open_dataset(tmp_path / "tiles")
    split = training_split(tiled, val_fraction=0.25)
    sides = [{record.path.name.split("_")[0] for record in side} for side in (split.train, split.val)]
    assert len(sides[0]) == 3
    assert len(sides[1]) == 1
    assert not sides[0] & sides[1]


def test_tiles_of_photos_named_by_class_are_split_by_photo(tmp_path: Path):
    labels = {
        f"{word}_{number}.png": f"{class_id} 0.5 0.5 0.9 0.9\n"
        for class_id, word in enumerate(("cat", "dog"))
        for number in range(1, 9)
    }
    cut_dataset(make_dataset(tmp_path / "set", labels), tmp_path / "tiles", Cutting(grid=(1, 2)))
    # Tiles of tiles know as much.
    cut_dataset(open_dataset(tmp_path / "tiles"), tmp_path / "again", Cutting(grid=(1, 2)))
    for folder, count in ((tmp_path / "tiles", 2), (tmp_path / "again", 4)):
        split = training_split(open_dataset(folder))
        photos = [
            Counter("_".join(record.path.stem.split("_")[:2]) for record in side)
            for side in (split.train, split.val)
        ]
        assert not photos[0].keys() & photos[1].keys()
        assert {photo.split("_")[0] for photo in photos[1]} == {"cat", "dog"}
        assert set((photos[0] + photos[1]).values()) == {count}


def test_photos_of_one_name_do_not_overwrite_each_other(tmp_path: Path):
    labels = {"a.png": "0 0.5 0.5 0.9 0.9\n"}
    make_dataset(tmp_path / "set/one", labels)
    make_dataset(tmp_path / "set/two", labels)
    write_image(tmp_path / "set/two/A.bmp", seed=9)
    dataset = open_dataset(tmp_path / "set")
    dataset.add_class("w")
    report = cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(1, 1)))
    assert report.tiles == len(open_dataset(tmp_path / "tiles").records) == 3


def test_a_photo_in_two_splits_is_cut_once(tmp_path: Path):
    splits = {"train": ["a.png", "b.png"], "val": ["a.png"]}
    dataset = make_dataset(tmp_path / "set", LABELS, layout="darknet", splits=splits)
    cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(1, 2)))
    tiled = open_dataset(tmp_path / "tiles")
    assert {name: len(records) for name, records in tiled.splits.items()} == {"train": 4}


def test_an_unreadable_photo_is_told_and_skipped(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", LABELS)
    (tmp_path / "set/b.png").write_text("text")
    report = cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(1, 1)))
    assert (report.images, report.tiles) == (3, 3)
    assert [problem.kind for problem in report.problems] == ["image_unreadable", "label_columns"]


def test_nothing_but_unreadable_photos_leaves_nothing(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", {"a.png": ""})
    (tmp_path / "set/a.png").write_text("text")
    with pytest.raises(StudioError, match="No tiles"):
        cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(1, 1)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["set"]


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", LABELS)
    out = tmp_path / "tiles"
    out.mkdir()
    (out / "mine.txt").write_text("keep")
    with pytest.raises(StudioError, match="not an empty folder"):
        cut_dataset(dataset, out, Cutting(grid=(1, 1)))
    assert [path.name for path in out.iterdir()] == ["mine.txt"]
    (out / "mine.txt").unlink()
    assert cut_dataset(dataset, out, Cutting(grid=(1, 1))).tiles == 4


def test_a_plain_folder_does_not_take_its_own_tiles(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", LABELS)
    with pytest.raises(StudioError, match="own tiles"):
        cut_dataset(dataset, tmp_path / "set/tiles", Cutting(grid=(1, 1)))


def test_cancelling_leaves_nothing(tmp_path: Path):
    dataset = make_dataset(tmp_path / "set", LABELS)
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) == 3

    with pytest.raises(Cancelled):
        cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(2, 2)), cancelled=cancelled)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["set"]


@pytest.mark.parametrize("photos", [0, 2])
def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, photos: int):
    dataset = make_dataset(tmp_path / "set", LABELS)
    real = Path.write_bytes
    written: list[Path] = []

    def write(path: Path, content: bytes) -> int:
        if len(written) > photos * 8:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(path)
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", write)
    with pytest.raises(StudioError, match=r"No space left.*Nothing was left"):
        cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(2, 2)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["set"]


@pytest.mark.parametrize("choices", [{"grid": (99, 1)}, {"size": 0}, {"size": 10, "overlap": 1.0}])
def test_impossible_cuts_leave_nothing(tmp_path: Path, choices: dict):
    dataset = make_dataset(tmp_path / "set", LABELS)
    with pytest.raises(StudioError):
        cut_dataset(dataset, tmp_path / "tiles", Cutting(**choices))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["set"]


@pytest.mark.skipif(not WRGB.is_dir(), reason="needs the wrgb photos beside the checkout")
def test_wrgb_tiles_account_for_every_box(tmp_path: Path):
    report = cut_dataset(open_dataset(WRGB / "obj.yaml"), tmp_path / "tiles", Cutting(grid=(2, 2)))
    assert (report.images, report.boxes, report.tiles, report.lost) == (240, 1328, 960, 0)
    checked = check_dataset(open_dataset(tmp_path / "tiles")).to_dict()
    assert checked["boxes"] == report.kept + report.clipped
    assert checked["splits"] == {"train": 812, "val": 148}
    assert {problem["kind"] for problem in checked["problems"]} == {"split_same_photo"}


def test_a_report_without_rows_can_not_be_made():
    with pytest.raises(TypeError, match="rows"):
        type("Silent", (Report,), {})()
