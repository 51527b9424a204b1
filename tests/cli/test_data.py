"""check and tile."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.data.dataset import open_dataset
from tests.factories import make_dataset_folder, snapshot

GOOD = "0 0.5 0.5 0.2 0.2\n"


def test_check_prints_the_promised_document(tmp_path: Path, studio) -> None:
    labels = {"a.jpg": GOOD + "1 0.2 0.2 0.1 0.1\n", "b.jpg": "", "c.jpg": None, "d.jpg": GOOD}
    data = make_dataset_folder(
        tmp_path, labels, layout="yaml", splits={"train": ["a.jpg", "b.jpg", "c.jpg"], "val": ["d.jpg"]}
    )
    result = studio("check", data, "--json")
    assert result.code == 0
    assert result.json == {
        "images": 4,
        "boxes": 3,
        "classes": ["w", "r", "g", "b"],
        "unseen": 1,
        "empty": 1,
        "splits": {"train": 3, "val": 1},
        "problems": [],
    }


def test_check_lists_what_is_wrong_and_changes_nothing(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(
        tmp_path,
        {
            "four.jpg": "0 0.5 0.5 0.2\n", "class.jpg": "9 0.5 0.5 0.2 0.2\n",
            "far.jpg": "0 1.7 0.5 0.2 0.2\n", "nan.jpg": "0 nan 0.5 0.2 0.2\n", "good.jpg": GOOD,
        },
    )  # fmt: skip
    (tmp_path / "text.jpg").write_text("this is no picture")
    before = snapshot(tmp_path)
    result = studio("check", data, "--json")
    assert result.code == 0
    kinds = {Path(problem["file"]).stem: problem["kind"] for problem in result.json["problems"]}
    assert kinds == {
        "four": "label_columns", "class": "label_class", "far": "label_range", "nan": "label_range",
        "text": "image_unreadable",
    }  # fmt: skip
    assert all(set(problem) == {"kind", "file", "line", "message"} for problem in result.json["problems"])
    shown = studio("check", data)
    assert shown.code == 0
    assert "far.txt:1:" in shown.out
    assert snapshot(tmp_path) == before


def test_tile_by_grid_gives_a_dataset(scenes: Path, tmp_path: Path, studio) -> None:
    result = studio("tile", scenes, "--out", tmp_path / "tiles", "--grid", "2x2", "--json")
    assert result.code == 0
    assert result.json["tiles"] == 40
    tiled = open_dataset(tmp_path / "tiles" / "data.yaml")
    assert len(tiled.records) == 40
    assert {name: len(records) for name, records in tiled.splits.items()} == {"train": 32, "val": 8}
    assert tiled.image_size(tiled.records[0]) == (208, 208)


def test_tile_by_size_overlaps_and_can_drop_the_empty(scenes: Path, tmp_path: Path, studio) -> None:
    out = tmp_path / "tiles"
    result = studio("tile", scenes, "--out", out, "--size", 160, "--overlap", 0.25, "--drop-empty")
    assert result.code == 0
    assert "tiles written" in result.out
    tiled = open_dataset(out / "data.yaml")
    assert tiled.records
    assert all(tiled.state(record) == "labelled" for record in tiled.records)


@pytest.mark.parametrize(
    "arguments",
    [
        ("tile", "DATA", "--out", "OUT", "--grid", "1x2"),
        ("preview", "DATA", "--out", "OUT", "--imgsz", "64", "--samples", "1"),
        ("anchors", "DATA", "--imgsz", "64"),
        ("evaluate", "MODEL", "DATA", "--split", "train"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_every_verb_tells_what_a_list_names_in_vain(
    arguments: tuple[str, ...], tmp_path: Path, scenes: Path, checkpoint: Path, studio
) -> None:
    folder = scenes.parent
    (tmp_path / "train.txt").write_text(
        "".join(f"{image}\n" for image in sorted((folder / "images/train").iterdir())[:4]) + "gone.jpg\n" * 3
    )
    (tmp_path / "data.yaml").write_text("train: train.txt\nval: gone\nnames: [w, r, g, b]\n")
    places = {"DATA": tmp_path / "data.yaml", "OUT": tmp_path / "out", "MODEL": checkpoint}
    result = studio(*(places.get(word, word) for word in arguments))
    assert result.code == 0
    said = result.out + result.err
    assert "Images that lists name and that do not exist: 3." in said
    assert "gone of the val images does not exist" in said
