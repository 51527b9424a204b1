"""The health check: its JSON, every kind of problem, and nothing touched."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.core import pictures
from studio.core.data.attributes import Attributes
from studio.core.data.checking.checks import CONVERTED_KINDS, PROBLEM_KINDS, check_dataset, hue_matters
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.overview import study
from studio.core.data.record import Box, ImageRecord
from studio.core.errors import Cancelled
from tests.factories import make_dataset, make_dataset_folder, snapshot, write_image

WRGB = Path(__file__).parents[4] / "shared" / "wrgb"
LINE = "0 0.5 0.5 0.25 0.5\n"


def test_report_of_a_sound_dataset(tmp_path: Path):
    labels = {"a.png": LINE * 1, "b.png": "", "c.png": None, "d.png": LINE + "1 0.2 0.2 0.1 0.1\n"}
    splits = {"train": ["a.png", "b.png", "c.png"], "val": ["d.png"]}
    dataset = make_dataset(tmp_path, labels, layout="darknet", splits=splits)
    before = snapshot(tmp_path)
    seen: list[tuple[int, int]] = []
    report = check_dataset(dataset, progress=lambda done, total: seen.append((done, total)))
    assert report.to_dict() == {
        "images": 4,
        "boxes": 3,
        "classes": ["w", "r", "g", "b"],
        "unseen": 1,
        "empty": 1,
        "splits": {"train": 3, "val": 1},
        "problems": [],
    }
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert snapshot(tmp_path) == before


def test_every_kind_of_problem_is_found_and_the_good_is_counted(tmp_path: Path):
    bad = [
        "1 0.5 0.5 0.25", "1 0.5 o.5 0.25 0.5", "9 0.5 0.5 0.25 0.5", "1 1.7 0.5 0.25 0.5", "1 0.5 0.5 0 0.5",
        LINE.strip(),
    ]  # fmt: skip
    odd = [
        "1 0.1 0.1 0.2 0.1 0.2 0.2", "1 0.2 0.2 0.1 0.1 0.2 0.2 1", "1 0.3 0.5 0.25 0.5 0.9",
        "1 0.4 0.5 0.25 0.5 lamp", "1 0,5 0,5 0,25 0,5",
    ]  # fmt: skip
    labels = {
        "a.png": LINE + "\n".join(bad),
        "b.png": "\n".join(odd),
        "text.png": LINE,
        "cut.jpg": LINE,
        "tiny.png": LINE,
        "both.png": LINE,
        "both.bmp": None,
        "odd.png": None,
        "t5_1.png": LINE,
        "t5_2.png": LINE,
        "copy.png": LINE,
    }
    val = ["a.png", "t5_2.png", "copy.png"]
    splits = {"train": [name for name in labels if name not in val[1:]], "val": val}
    source = make_dataset_folder(tmp_path, labels, layout="darknet", splits=splits)
    img = tmp_path / "img"
    (img / "text.png").write_text("not an image")
    whole = write_image(img / "cut.jpg", (200, 200)).read_bytes()
    (img / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    write_image(img / "tiny.png", (40, 9))
    (img / "odd.txt").mkdir()
    cv2.imwrite(str(img / "odd.png"), np.full((48, 64), 4095, np.uint16))
    (img / "nobody.txt").write_text(LINE)
    (img / "t5_1.txt").write_text(LINE, encoding="utf-16")
    shutil.copy(img / "t5_1.png", img / "copy.png")
    with (tmp_path / "train.txt").open("a") as stream:
        stream.write("./img/gone.png\n./img/a.png\n")
    with source.open("a") as stream:
        stream.write("test = gone.txt\nclasses = 5\n")

    (tmp_path / "tiles.json").write_text('{"tiles": [')
    said = open_dataset(source).remarks
    elsewhere = Box(0, 1, 1, 9, 9, attributes=Attributes(difficult=True))
    said.write(
        record := ImageRecord(img / "copy.png", img), said.render(record, [elsewhere], (), (64, 48)), None
    )
    said.path_of(ImageRecord(img / "t5_2.png", img)).write_text("{")

    before = snapshot(tmp_path)
    report = check_dataset(open_dataset(source)).to_dict()
    assert snapshot(tmp_path) == before
    assert report["images"] == 11
    kinds = {problem["kind"] for problem in report["problems"]}
    # A list is missing or empty, and a tiles.json damaged or foreign, not both.
    (tmp_path / "gone.txt").write_text("\n")
    (tmp_path / "tiles.json").write_text("[]")
    emptied = check_dataset(open_dataset(source)).to_dict()
    (tmp_path / "gone.txt").unlink()
    assert kinds | {problem["kind"] for problem in emptied["problems"]} == (
        # One photo's tiles are on both sides by mistake or by a block split, not both; and labels of another
        # format are told of where there are none of this one.
        set(PROBLEM_KINDS) - CONVERTED_KINDS - {"split_blocks", "label_foreign"}
    )
    # Two in a.png, five in b.png, one each in tiny, t5_1, t5_2 and copy; both.* share a label; text and cut
    # can't be read.
    assert report["boxes"] == 2 + 5 + 4 + 2
    assert len([problem for problem in report["problems"] if problem["file"].endswith("text.png")]) == 1
    lines = [
        (problem["kind"], problem["line"])
        for problem in report["problems"]
        if problem["file"].endswith("a.txt")
    ]
    assert lines == [
        ("label_columns", 2), ("label_number", 3), ("label_class", 4), ("label_range", 5), ("label_size", 6),
        ("label_duplicate", 7),
    ]  # fmt: skip
    converted = [problem["kind"] for problem in report["problems"] if problem["file"].endswith("b.txt")]
    assert converted == ["label_polygon", "label_keypoints", "label_score", "label_text", "label_spelling"]
    for problem in report["problems"]:
        assert set(problem) == {"kind", "file", "line", "message"}
        assert problem["message"].endswith(".")
    json.dumps(report)


def test_a_test_split_is_compared_too(tmp_path: Path):
    splits = {"train": ["a.png"], "test": ["a.png"]}
    dataset = make_dataset(tmp_path, {"a.png": LINE}, layout="yaml", splits=splits)
    (problem,) = check_dataset(dataset).problems
    assert problem.kind == "split_same_image"
    assert "test" in problem.message


def test_blocks_of_photos_with_a_margin_are_told_once(tmp_path: Path):
    splits = {"train": ["p1_1.png", "p2_1.png"], "margin": ["p1_2.png"], "val": ["p1_3.png", "p2_3.png"]}
    labels = dict.fromkeys((name for names in splits.values() for name in names), LINE)
    dataset = make_dataset(tmp_path / "blocks", labels, layout="yaml", splits=splits)
    (problem,) = [one for one in check_dataset(dataset).problems if one.kind.startswith("split")]
    assert problem.kind == "split_blocks" and "(2), with a margin between" in problem.message


@pytest.mark.skipif(not WRGB.is_dir(), reason="needs the wrgb photos beside the checkout")
def test_wrgb():
    report = check_dataset(open_dataset(WRGB / "obj.data")).to_dict()
    assert (report["images"], report["boxes"], report["unseen"], report["empty"]) == (240, 1328, 0, 45)
    assert [problem["kind"] for problem in report["problems"]] == ["split_same_photo"] * 4


@pytest.mark.parametrize(
    ("names", "matters"),
    [
        (["w", "r", "g", "b"], True),
        (["led_r", "led_g"], True),
        (["red lamp", "Blue lamp"], True),
        (["LED-red", "LED-off", "LED-green"], True),
        (["红灯", "绿灯"], True),
        (["blanc", "rouge"], True),
        (["cat", "dog"], False),
        (["a", "b", "c"], False),
        (["b", "c"], False),
        (["apple", "orange", "banana"], False),
        (["class0", "class1"], False),
        (["0", "1"], False),
        (["infrared", "bluetooth"], False),
        (["red"], False),
        ([], False),
    ],
)
def test_whether_hue_matters(names: list[str], matters: bool):
    assert hue_matters(names) is matters


@pytest.mark.parametrize("look", [check_dataset, study])
def test_looking_stops_before_the_next_image_when_told(tmp_path: Path, look):
    dataset = make_dataset(tmp_path, {f"{index}.png": LINE for index in range(9)})
    asked: list[int] = []

    def is_cancelled() -> bool:
        asked.append(1)
        return len(asked) == 4

    with pytest.raises(Cancelled):
        look(dataset, is_cancelled=is_cancelled)
    assert len(asked) == 4


def test_after_an_edit_no_image_is_decoded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    dataset = make_dataset(tmp_path, {f"{index}.png": LINE for index in range(3)})
    decoded: list[str] = []
    read: list[str] = []
    real_bits, real_read = pictures.deep_bits, Dataset.read
    monkeypatch.setattr(pictures, "deep_bits", lambda path: decoded.append(path.name) or real_bits(path))
    monkeypatch.setattr(
        Dataset, "read", lambda self, record: read.append(record.path.name) or real_read(self, record)
    )
    assert check_dataset(dataset).boxes == 3
    assert (decoded, read) == (["0.png", "1.png", "2.png"],) * 2
    dataset.write(dataset.records[0], [])
    write_image(tmp_path / "1.png", (30, 30))
    os.utime(tmp_path / "1.png", ns=(1, 1))
    assert check_dataset(dataset).boxes == 2
    assert decoded == ["0.png", "1.png", "2.png", "1.png"]


def test_labels_of_another_format_are_a_finding(tmp_path: Path) -> None:
    """Else a set of them would be one of unlabelled images, with nothing wrong."""
    dataset = make_dataset(tmp_path, {"a.png": None})
    (tmp_path / "a.xml").write_text("<annotation><object/></annotation>")
    assert check_dataset(open_dataset(dataset.source)).problems[0].kind == "label_foreign"
    assert check_dataset(dataset).problems == []
