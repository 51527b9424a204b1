"""A tiles.json that is damaged, or of a newer version, is told of by all that need it, and left as it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.core.data.checking.checks import check_dataset
from studio.core.data.checking.findings import FINDINGS
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.notes import data_notes
from studio.core.data.photos import SIDECAR_FORMAT, source_photos
from studio.core.data.splitting.plan import SplitChoice
from studio.core.errors import StudioError
from studio.core.tiling.clip import Cutting
from studio.core.tiling.cut import cut_dataset
from studio.core.tiling.origin import origin_of
from studio.core.tiling.places import splitter_of, tile_places
from studio.core.tiling.sidecar import read_sidecar
from studio.core.tiling.stitch import stitch_dataset, whole_photos
from studio.core.tiling.sync import photos_of, plan_sync
from studio.core.versions import NewerVersion
from tests.factories import make_dataset

LINE = "0 0.5 0.5 0.4 0.4\n"
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "cut off": lambda content: content[: len(content) // 2],
    "without tiles": lambda content: content.replace(b'"tiles"', b'"pieces"'),
    "a text for a number": lambda content: content.replace(b'"y": 0', b'"y": "0"', 1),
    "of the first format, without tiles": lambda content: json.dumps(
        {key: value for key, value in json.loads(content).items() if key in ("source", "cutting")}
    ).encode(),
    "a tile elsewhere": lambda content: content.replace(b"images/train", b"images/../..", 1),
    "nested": lambda content: b"[" * 9999,
}
FOREIGN = {
    "a list": [],
    "an empty object": {},
    "a text": "tiles",
    "no tiles": {"tiles": []},
    "tiles of a game": {"tiles": [{"image": "grass.png", "id": 1}], "tilewidth": 16},
    "a format of its own": {"format": "tiled-map-1", "tiles": [{"image": "images/a.png", "photo": "a"}]},
}
READERS: dict[str, Callable[[Dataset, Path], object]] = {
    "stitch": lambda tiles, place: stitch_dataset(tiles, place / "whole"),
    "preview": lambda tiles, place: whole_photos(tiles),
    "sync": lambda tiles, place: photos_of(tiles),
    "sync with photos": lambda tiles, place: plan_sync(tiles, open_dataset(place / "set")),
    "cut again there": lambda tiles, place: cut_dataset(
        open_dataset(place / "set"), tiles.root, Cutting(grid=(2, 2))
    ),
    "cut the tiles": lambda tiles, place: cut_dataset(tiles, place / "more", Cutting(grid=(2, 2))),
    "split": lambda tiles, place: splitter_of(tiles),
    "block split": lambda tiles, place: tile_places(tiles),
    "page": lambda tiles, place: origin_of(tiles),
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    photos = make_dataset(tmp_path / "set", {"left.png": LINE, "right.png": LINE})
    cut_dataset(photos, tmp_path / "tiles", Cutting(grid=(2, 2)))
    return tmp_path


@pytest.mark.parametrize("damage", DAMAGE)
def test_every_reader_says_what_is_wrong_and_writes_nothing(place: Path, damage: str) -> None:
    path = place / "tiles/tiles.json"
    path.write_bytes(DAMAGE[damage](path.read_bytes()))
    before = {found: found.read_bytes() for found in place.rglob("*") if found.is_file()}
    tiles = open_dataset(place / "tiles")
    for name, read in READERS.items():
        with pytest.raises(StudioError, match=r"tiles\.json can't be understood") as caught:
            read(tiles, place)
        assert "Put back a whole copy" in caught.value.remedy, name
    assert {found: found.read_bytes() for found in place.rglob("*") if found.is_file()} == before


def test_one_of_a_newer_version_is_refused(place: Path) -> None:
    path = place / "tiles/tiles.json"
    said = json.loads(path.read_bytes())
    assert said["format"] == SIDECAR_FORMAT == "detection-studio-tiles-1"
    path.write_text(json.dumps({"format": "detection-studio-tiles-2", "photos": "elsewhere"}))
    before = path.read_bytes()
    for read in READERS.values():
        with pytest.raises(NewerVersion, match=r"tiles\.json was written by a newer version"):
            read(open_dataset(place / "tiles"), place)
    assert path.read_bytes() == before


def test_one_that_cannot_be_read_is_not_taken_for_none(place: Path) -> None:
    path = place / "tiles/tiles.json"
    path.unlink()
    assert read_sidecar(place / "tiles") is None
    path.mkdir()
    with pytest.raises(StudioError, match=r"tiles\.json can't be read"):
        read_sidecar(place / "tiles")


def test_one_without_a_format_is_of_the_first(place: Path) -> None:
    path = place / "tiles/tiles.json"
    said = json.loads(path.read_bytes())
    del said["format"]
    path.write_text(json.dumps(said))
    found = read_sidecar(place / "tiles")
    assert found is not None and len(found.tiles) == 8


def test_check_and_training_tell_of_it_and_go_by_names(place: Path) -> None:
    tiles = open_dataset(place / "tiles")
    assert data_notes(tiles) == []
    assert set(source_photos(tiles).values()) == {"left", "right"}
    path = place / "tiles/tiles.json"
    path.write_bytes(path.read_bytes()[:-20])
    (note,) = data_notes(tiles)
    (problem,) = check_dataset(tiles).problems
    assert (problem.kind, problem.file) == ("tiles_unreadable", path)
    assert problem.message.startswith(f"{path} can't be understood") and "move it away" in problem.message
    assert note == f"Names alone tell which tiles are of one photo: {problem.message}"
    assert set(source_photos(tiles).values()) == {"left", "right"}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_one_of_another_program_stops_nobody_and_is_left_as_it_is(place: Path, content: object) -> None:
    photos, tiles = open_dataset(place / "set"), open_dataset(place / "tiles")
    paths = [place / "set/tiles.json", place / "tiles/tiles.json"]
    for path in paths:
        path.write_text(json.dumps(content))
    before = paths[0].read_bytes()
    assert read_sidecar(photos.root) is None
    plan = splitter_of(photos).plan(SplitChoice(0.5))
    assert {side: len(records) for side, records in plan.sides.items()} == {"train": 1, "val": 1}
    told = (
        "Names alone tell which tiles are of one photo: tiles.json was not written by this program, and is"
        " left as it is."
    )
    assert plan.notes == [told]
    assert set(source_photos(tiles).values()) == {"left", "right"}
    assert len(whole_photos(tiles)) == 2
    assert cut_dataset(photos, place / "more", Cutting(grid=(2, 2))).tiles == 8
    with pytest.raises(StudioError, match="not an empty folder, and nothing in it is overwritten"):
        cut_dataset(photos, place / "tiles", Cutting(grid=(2, 2)))
    with pytest.raises(StudioError, match=r"has no tiles\.json that tells which photos"):
        photos_of(tiles)
    # What takes the place of a sidecar is told, and no fault.
    for dataset, path in zip((photos, tiles), paths, strict=True):
        (problem,) = check_dataset(dataset).problems
        assert (problem.kind, problem.file) == ("tiles_foreign", path)
        assert FINDINGS[problem.kind].severity == "info"
        assert data_notes(dataset) == [told]
        assert path.read_bytes() == before
