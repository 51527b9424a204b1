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
    promised = {
        "images": 4,
        "boxes": 3,
        "classes": ["w", "r", "g", "b"],
        "unseen": 1,
        "empty": 1,
        "splits": {"train": 3, "val": 1},
    }
    assert result.json == result.json | promised
    assert [problem["message"] for problem in result.json["problems"]] == [
        "The class g has no boxes.", "The class b has no boxes.",
    ]  # fmt: skip


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
    problems = [one for one in result.json["problems"] if not one["kind"].startswith("class_")]
    kinds = {Path(problem["file"]).stem: problem["kind"] for problem in problems}
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


def test_check_writes_a_page_that_needs_nothing_but_itself(tmp_path: Path, studio) -> None:
    lines = "0 0.5 0.5 0.2 0.2\n" * 2 + "9 0.5 0.5 0.1 0.1\n1 0.99 0.5 0.2 0.2\n<b> & 1\n"
    data = make_dataset_folder(tmp_path / "set", {"a.jpg": lines, "b.jpg": GOOD, "c&d.jpg": GOOD})
    (tmp_path / "set" / "bad.jpg").write_text("no picture")
    before = snapshot(tmp_path / "set")
    page = tmp_path / "page.html"
    result = studio("check", data, "--html", page, "--imgsz", "320")
    assert result.code == 0 and str(page) in result.err
    assert snapshot(tmp_path / "set") == before
    text = page.read_text(encoding="utf-8")
    assert text.count("data:image/jpeg;base64,") >= 3 and text.count("<svg") == 5
    for word in ("YOLOv5", "Yolo-FastestV2", "a.txt:3", "bad.jpg", "prefers-color-scheme"):
        assert word in text
    assert "<script" not in text and "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert str(tmp_path) not in text
    assert studio("check", data, "--imgsz", "3").code == 2


def test_check_repairs_with_a_backup_that_gives_all_back(tmp_path: Path, studio) -> None:
    data = make_dataset_folder(tmp_path / "set", {"a.jpg": GOOD * 2 + "0 0.5\n", "b.jpg": GOOD})
    label = data / "a.txt"
    before = label.read_bytes()
    told = studio("check", data, "--repair", "repeated,unreadable", "--dry-run")
    assert told.code == 0 and "a.txt:2: " in told.out and label.read_bytes() == before
    done = studio("check", data, "--repair", "repeated,unreadable", "--json").json["repairs"]
    assert [(one["repair"], one["files"], [line["line"] for line in one["lines"]]) for one in done] == [
        ("repeated", 1, [2]),
        ("unreadable", 1, [2]),
    ]
    assert label.read_text() == GOOD
    for one in reversed(done):
        assert studio("check", data, "--restore", one["backup"]).code == 0
    assert label.read_bytes() == before
    assert studio("check", data, "--repair", "magic").code == 2
    assert studio("check", data, "--restore", tmp_path / "gone.zip").code == 2


def test_boxes_are_judged_at_the_size_that_a_data_file_names(tmp_path: Path, studio) -> None:
    # 3.2 px of 416, and 2.7 px of 352: too small at the latter alone.
    lines = f"0 0.5 0.5 {3.2 / 416} {3.2 / 416}\n"
    obj = make_dataset_folder(tmp_path / "set", {"a.png": lines}, layout="darknet", size_wh=(416, 416))
    for wide, size in (("", 416), ("width=352\nheight=352\n", 352), ("width=none\n", 416)):
        data = obj.with_name("fastest.data")
        data.write_text(f"[data-configure]\n{obj.read_text()}\n[model-configure]\n{wide}")
        found = studio("check", data, "--json").json
        assert (found["imgsz"], found["kinds"].get("label_tiny", 0)) == (size, size == 352)
        assert studio("check", data, "--json", "--imgsz", "416").json["imgsz"] == 416
        told = studio("tile", data, "--out", tmp_path / f"tiles{size}{wide[:5]}", "--object-size", 16).err
        assert f"trained at {size} px" in told
