"""Cutting, stitching and syncing from the command line."""

from __future__ import annotations

from pathlib import Path

from studio.core.data.dataset import open_dataset
from tests.factories import make_dataset_folder

LABELS = {"a.png": "0 0.25 0.25 0.2 0.2\n1 0.75 0.75 0.2 0.2\n", "b.png": ""}


def test_tiles_for_the_size_of_objects(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(tmp_path / "set", LABELS)
    out = tmp_path / "tiles"
    result = studio(
        "tile", data, "--out", out, "--object-size", 20, "--imgsz", 64, "--lossless", "--keep-empty", 0
    )
    assert result.code == 0
    # 12.8 x 9.6 px are 11.1 px square; 11.1 * 64 / 20 = 35.5.
    assert "The usual object is 11.1 px in the photos; in tiles of 35 px, trained at 64 px" in result.err
    tiles = open_dataset(out)
    assert tiles.records and {record.path.suffix for record in tiles.records} == {".png"}
    assert all(tiles.state(record) == "labelled" for record in tiles.records)


def test_wrong_choices_are_told(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(tmp_path / "set", {"a.png": ""})
    for choice, said in (
        (("--grid", "2x2", "--quality", 0), "A quality of 0"),
        (("--grid", "2x2", "--keep-empty", 2), "A share of 2"),
        (("--object-size", 16), "There are no boxes yet"),
        (("--object-size", 900), "Objects of 900 px"),
    ):
        result = studio("tile", data, "--out", tmp_path / "tiles", *choice)
        assert result.code == 2 and said in result.err
    assert not (tmp_path / "tiles").exists()


def test_what_is_edited_on_a_tile_goes_back_with_a_backup(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(tmp_path / "set", LABELS)
    assert studio("tile", data, "--out", tmp_path / "tiles", "--grid", "2x2").code == 0
    result = studio("sync", tmp_path / "tiles", "--json")
    assert (result.code, result.json["in_line"], result.json["backup"]) == (0, 2, None)
    label = tmp_path / "tiles/labels/train/a_1.txt"
    label.write_text("3" + label.read_text()[1:])
    before = (tmp_path / "set/a.txt").read_bytes()
    looked = studio("sync", tmp_path / "tiles", "--look")
    assert looked.code == 0 and "label files to write" in looked.out
    assert (tmp_path / "set/a.txt").read_bytes() == before
    done = studio("sync", tmp_path / "tiles", "--json").json
    assert (done["to_photos"], done["changed"]) == (1, 1) and Path(done["backup"]).is_file()
    assert (tmp_path / "set/a.txt").read_text().startswith("3 0.25")
    (tmp_path / "set/a.txt").write_text("")
    label.write_text("2" + label.read_text()[1:])
    left = studio("sync", tmp_path / "tiles")
    assert left.code == 1 and "--prefer tiles" in left.err


def test_tiles_are_put_back_together(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(tmp_path / "set", LABELS)
    studio("tile", data, "--out", tmp_path / "tiles", "--grid", "2x2")
    result = studio("stitch", tmp_path / "tiles", "--out", tmp_path / "whole", "--json")
    assert (result.code, result.json["photos"], result.json["boxes"]) == (0, 2, 2)
    again = studio("stitch", tmp_path / "tiles", "--out", tmp_path / "whole")
    assert again.code == 2 and "nothing in it is overwritten" in again.err
    alike = studio("stitch", data, "--out", tmp_path / "other")
    assert alike.code == 2 and "--columns" in alike.err
