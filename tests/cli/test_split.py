"""studio split: what it says, what it writes, and that it can be taken back."""

from __future__ import annotations

from pathlib import Path

from studio.core.data.dataset import open_dataset
from tests.factories import make_dataset_folder, snapshot

PHOTOS = {
    f"p{photo}x_{tile}.png": f"{photo % 2} 0.5 0.5 0.2 0.2\n" for photo in range(8) for tile in range(1, 4)
}


def test_a_table_tells_who_is_where_and_undo_takes_it_back(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(tmp_path, PHOTOS, layout="darknet", size_wh=(8, 8))
    before = {name: content for name, (content, _) in snapshot(tmp_path).items()}
    looked = studio("split", data, "--val", "0.25", "--look")
    assert looked.code == 0 and {name: c for name, (c, _) in snapshot(tmp_path).items()} == before
    result = studio("split", data, "--val", "0.25")
    assert result.code == 0, result.err
    rows = {line.split()[0]: line.split()[1:] for line in result.lines if line}
    assert rows["train"][:4] == ["18", "18", "9", "9"] and rows["val"][:4] == ["6", "6", "3", "3"]
    assert "8 groups of images that stay together" in result.out
    assert rows["written"] == [str(data)]
    dataset = open_dataset(data)
    assert [len(dataset.splits[side]) for side in ("train", "val")] == [18, 6]
    undone = studio("split", data, "--undo", "--json")
    assert undone.code == 0 and str(data) in undone.json["restored"]
    assert {name: content for name, (content, _) in snapshot(tmp_path).items()} == before
    assert studio("split", data, "--undo").code == 2


def test_the_document_has_it_all_and_a_new_file_leaves_the_old(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(tmp_path / "set", PHOTOS, size_wh=(8, 8))
    before = snapshot(tmp_path / "set")
    result = studio("split", data, "--photo", "p3x", "--out", tmp_path / "left.yaml", "--json")
    assert result.code == 0, result.err
    document = result.json
    held = {"images": 3, "boxes": 3, "classes": {"w": 0, "r": 3, "g": 0, "b": 0}}
    assert document["splits"]["val"] == held
    assert document["groups"] == 8 and document["largest"]["images"] == 3
    assert document["data"] == str(tmp_path / "left.yaml")
    assert snapshot(tmp_path / "set") == before
    left = open_dataset(tmp_path / "left.yaml")
    assert {record.path.stem[:3] for record in left.splits["val"]} == {"p3x"}


def test_what_cannot_be_split_is_refused_in_a_sentence(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(tmp_path, {"a.png": "", "b.png": ""}, size_wh=(8, 8))
    before = snapshot(tmp_path)
    for options, told in (
        (("--val", "1"), "can't be held out"),
        (("--group-by", "block"), "No photo is cut into enough tiles"),
        (("--test", "0.3"), "each side needs one"),
        (("--out", tmp_path / "x.txt"), "no data YAML"),
    ):
        result = studio("split", data, *options)
        assert result.code == 2 and told in result.err and "Traceback" not in result.err
    assert snapshot(tmp_path) == before
