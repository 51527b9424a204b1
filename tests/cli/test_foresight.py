"""preview and anchors: what a training would do, told before it is started."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.factories import make_dataset_folder

SMALL = ("--imgsz", 64)


def test_preview_prints_the_promised_document(scenes: Path, tmp_path: Path, studio) -> None:
    out = tmp_path / "out"
    result = studio("preview", scenes, *SMALL, "--samples", 3, "--out", out, "--json")
    assert result.code == 0
    document = result.json
    assert document == json.loads((out / "preview.json").read_bytes())
    assert document["classes_by_colour"] is True
    assert document["warnings"] == []
    assert [sample["file"] for sample in document["samples"]] == ["01.jpg", "02.jpg", "03.jpg"]
    assert all(Path(sample["source"]).is_file() for sample in document["samples"])
    assert any(sample["boxes"] for sample in document["samples"])
    assert sorted(path.name for path in out.iterdir()) == ["01.jpg", "02.jpg", "03.jpg", "preview.json"]


def test_preview_warns_when_colours_get_mixed_up(scenes: Path, tmp_path: Path, studio) -> None:
    result = studio("preview", scenes, *SMALL, "--no-classes-by-colour", "--out", tmp_path / "out")
    assert result.code == 0
    assert "look like class white: leave hue and saturation alone" in result.out
    assert "02.jpg" in result.out
    other = studio("preview", scenes, *SMALL, "--seed", 1, "--out", tmp_path / "two", "--json")
    again = studio("preview", scenes, *SMALL, "--seed", 1, "--out", tmp_path / "three", "--json")
    assert other.json == again.json
    assert (tmp_path / "two" / "01.jpg").read_bytes() == (tmp_path / "three" / "01.jpg").read_bytes()
    assert (tmp_path / "two" / "01.jpg").read_bytes() != (tmp_path / "out" / "01.jpg").read_bytes()


def test_preview_says_when_colours_could_not_be_judged(tmp_path: Path, studio) -> None:
    box = "0 0.5 0.5 0.2 0.2\n"
    data = make_dataset_folder(tmp_path / "set", {"a.jpg": box, "b.jpg": box, "c.jpg": box})
    result = studio("preview", data, *SMALL, "--no-classes-by-colour", "--out", tmp_path / "out")
    assert result.code == 0
    assert "can't be told" in result.out
    document = json.loads((tmp_path / "out" / "preview.json").read_bytes())
    assert (document["colours_judged"], document["warnings"]) == ([], [])
    assert "can't be told" in document["colour_note"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--samples", 0), "--samples is 0"),
        (("--imgsz", 100), "32"),
        (("--scale", 3), "scale is 3"),
        (("--model", "yolov9x"), "no model called yolov9x"),
        (("--lr", 3), "unrecognized arguments: --lr"),
    ],
)
def test_preview_refuses_what_train_refuses(scenes: Path, tmp_path: Path, studio, arguments, told) -> None:
    result = studio("preview", scenes, *arguments, "--out", tmp_path / "out")
    assert result.code == 2
    assert told in result.err.lower()
    assert not (tmp_path / "out").exists()


def test_anchors_tells_before_and_after(scenes: Path, tmp_path: Path, studio) -> None:
    plot = tmp_path / "anchors.svg"
    result = studio("anchors", scenes, "--imgsz", 416, "--plot", plot, "--json")
    assert result.code == 0
    document = result.json
    assert (document["model"], document["imgsz"], document["images"]) == ("yolov5n", 416, 8)
    assert document["is_fitted"] is True
    before, after = document["before"], document["after"]
    assert before["strides"] == after["strides"] == [8, 16, 32]
    assert before["anchors"][0][0] == [6.5, 8.45]
    assert [len(group) for group in after["anchors"]] == [3, 3, 3]
    assert after["mean_iou"] > before["mean_iou"]
    assert after["recall"] >= before["recall"]
    words = [element.text for element in ET.parse(plot).iter() if element.tag.endswith("text")]
    assert {"boxes", "stride 8", "stride 16", "stride 32"} <= set(words)
    shown = studio("anchors", scenes, "--imgsz", 416).out
    assert f"{after['mean_iou']:.3f}" in shown
    assert "stride 32" in shown
    assert "fitted" in shown


def test_anchors_of_a_free_number(scenes: Path, studio) -> None:
    document = studio("anchors", scenes, "--imgsz", 416, "--count", 5, "--json").json
    assert document["after"]["strides"] == []
    assert [len(group) for group in document["after"]["anchors"]] == [5]
    assert "anchors" in studio("anchors", scenes, "--imgsz", 416, "--count", 5).out
    assert studio("anchors", scenes, "--count", 0).code == 2


def test_few_boxes_keep_the_models_own_anchors(tmp_path: Path, studio) -> None:
    box = "0 0.5 0.5 0.2 0.2\n"
    data = make_dataset_folder(tmp_path, {"a.jpg": box, "b.jpg": box, "c.jpg": box})
    result = studio("anchors", data, "--json")
    assert result.json["after"] == result.json["before"]
    assert result.json["is_fitted"] is False
    assert "nothing can be learned" in result.err
    shown = studio("anchors", data).out
    assert "kept" in shown
    assert "fitted" not in shown
    # Asked for a number, they are fitted to whatever there is.
    assert studio("anchors", data, "--count", 2, "--json").json["is_fitted"] is True
