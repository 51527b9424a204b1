"""studio add: copies of images into a dataset."""

from __future__ import annotations

from pathlib import Path

from studio.core.data.dataset import open_dataset
from tests.factories import make_dataset_folder, snapshot, write_image


def test_images_are_added_by_the_command(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(tmp_path / "set", {"a.png": "0 .5 .5 .3 .4\n"}, layout="yaml")
    write_image(tmp_path / "new" / "a.png", seed=8)
    (tmp_path / "new" / "b.png").write_text("no image")
    before = snapshot(tmp_path / "new")
    result = studio("add", data, tmp_path / "new", "--json")
    assert result.code == 0, result.err
    assert [Path(path).name for path in result.json["added"]] == ["a-2.png"]
    assert "b.png is not an image" in result.err
    assert len(open_dataset(data).splits["train"]) == 2
    assert snapshot(tmp_path / "new") == before
    again = studio("add", data, tmp_path / "set" / "images" / "a.png")
    assert again.lines[0] == "0 images were added, 1 were there already."
    assert studio("add", tmp_path / "none", tmp_path / "new").code == 2
