"""The finder of label mistakes with a real model: small boxes are looked at in tiles."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.core.data.dataset import open_dataset
from studio.core.evaluation.find_bugs import find_label_bugs, tiles_for
from studio.core.pictures import imwrite
from studio.core.spec import ModelSpec
from studio.core.tiling.tiling import Tiling
from tests.factories import make_dataset_folder
from tests.tiny_onnx import SPEC, write_tiny_onnx

# Anchors from 10 to 24 px, the usual one 18.
MODEL = ModelSpec(
    "lamps", ("lamp",), (416, 416), (8, 16), (((10.0, 10.0), (16.0, 16.0)), ((20.0, 20.0), (24.0, 24.0)))
)


@pytest.mark.parametrize(
    ("usual", "largest", "size_wh", "tiling"),
    [
        # 10 px in the input are as large as the smallest anchor.
        (40, 40, (1664, 1248), None),
        # 9 px of 416, to be 18.
        (9, 9, (416, 416), Tiling(size=208)),
        (36, 36, (1664, 1248), Tiling(size=832)),
        # Never more than eight tiles across.
        (4, 4, (4160, 3328), Tiling(size=520)),
        # What is larger than half a tile is looked for in the whole image, too.
        (9, 130, (416, 416), Tiling(size=208, whole=True)),
    ],
)
def test_tiles_make_small_boxes_as_large_as_the_usual_anchor(usual, largest, size_wh, tiling):
    assert tiles_for(usual, largest, size_wh, MODEL) == tiling


def test_a_model_of_large_anchors_gets_tiles_of_twice_its_smallest():
    large = replace(MODEL, anchors=(((10.0, 10.0), (90.0, 90.0)), ((200.0, 200.0), (300.0, 300.0))))
    assert tiles_for(5, 5, (416, 416), large) == Tiling(size=104)


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path]:
    """A model of 64 px, and an image of 256 px with five squares of 8 px, the last one without its box."""
    image = np.zeros((256, 256, 3), np.uint8)
    places = [(16, 16), (72, 48), (128, 128), (200, 64), (64, 200)]
    lines = ""
    for x, y in places:
        image[y : y + 8, x : x + 8, 0] = 255
    for x, y in places[:-1]:
        lines += f"0 {(x + 4) / 256} {(y + 4) / 256} {8 / 256} {8 / 256}\n"
    folder = make_dataset_folder(tmp_path / "set", {"a.png": lines}, names=SPEC.class_names)
    imwrite(folder / "a.png", image)
    return write_tiny_onnx(tmp_path / "squares.onnx"), folder


def test_a_missed_small_box_is_found_in_tiles_and_not_in_the_whole(small):
    model, folder = small
    missed = [bug for bug in find_label_bugs(model, open_dataset(folder)).bugs if bug.kind == "missed"]
    x1, y1, x2, y2 = missed[0].xyxy
    assert 60 <= x1 < 68 < x2 <= 76 and 196 <= y1 < 204 < y2 <= 212
    assert missed[0].score > 0.35
    untiled = find_label_bugs(model, open_dataset(folder), tiling=None).bugs
    assert all(bug.score < 0.2 for bug in untiled if bug.kind == "missed")


def test_images_are_looked_at_as_they_come_and_tiles_are_told_once(small):
    model, folder = small
    lines, image = (folder / "a.txt").read_text(), (folder / "a.png").read_bytes()
    # One of large boxes, and one without a header, between those that are looked at in tiles.
    for name, content in (("b", "0 0.5 0.5 0.5 0.5\n"), ("c", lines), ("d", lines), ("e", lines)):
        (folder / f"{name}.txt").write_text(content)
        (folder / f"{name}.png").write_bytes(b"" if name == "d" else image)
    events: list[str | int] = []
    found = find_label_bugs(
        model, open_dataset(folder), say=events.append, progress=lambda done, of: events.append(done)
    )
    told = [event for event in events if isinstance(event, str)]
    assert ["in tiles" in told[0], "Left out" in told[1], len(told)] == [True, True, 2]
    assert events == [told[0], 1, 2, 3, 4, told[1]]
    assert found.boxes == 4 + 1 + 4 + 4
    surest = [Path(bug.image).name for bug in found.bugs if bug.kind == "missed" and bug.score > 0.35]
    assert surest.count("a.png") == surest.count("c.png") == surest.count("e.png") == 1
    whole: list[str] = []
    find_label_bugs(model, open_dataset(folder), tiling=None, say=whole.append)
    assert ["Left out" in sentence for sentence in whole] == [True]


def test_an_image_of_no_objects_is_looked_at_as_those_with_boxes_are(small):
    model, folder = small
    # Before the labelled one, without a line, and with none that can be read.
    for name, lines in (("0", ""), ("1", "no box\n")):
        (folder / f"{name}.txt").write_text(lines)
        (folder / f"{name}.png").write_bytes((folder / "a.png").read_bytes())
    missed = [bug for bug in find_label_bugs(model, open_dataset(folder)).bugs if bug.kind == "missed"]
    surest = [Path(bug.image).name for bug in missed if bug.score > 0.3]
    assert [surest.count(name) for name in ("0.png", "1.png", "a.png")] == [5, 5, 1]
    # Where the usual box needs no tiles, images without one are looked at whole.
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text("0 0.5 0.5 0.5 0.5\n")
        (folder / f"{name}.png").write_bytes((folder / "0.png").read_bytes())
    told: list[str] = []
    found = find_label_bugs(model, open_dataset(folder), say=told.append)
    assert not told
    assert all(bug.score < 0.2 for bug in found.bugs if bug.kind == "missed")
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").unlink()
    assert find_label_bugs(model, open_dataset(folder), say=told.append).boxes == 0 and not told


@pytest.mark.parametrize("tiling", ["own", None])
def test_each_label_file_is_read_once(small, monkeypatch, tiling):
    model, folder = small
    for name in ("b", "c"):
        (folder / f"{name}.txt").write_text((folder / "a.txt").read_text() if name == "b" else "")
        (folder / f"{name}.png").write_bytes((folder / "a.png").read_bytes())
    dataset, read = open_dataset(folder), Counter[str]()
    read_bytes = Path.read_bytes

    def counted(path: Path) -> bytes:
        read[path.name] += 1
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    find_label_bugs(model, dataset, tiling=tiling)
    assert {name: count for name, count in read.items() if name.endswith(".txt")} == dict.fromkeys(
        ("a.txt", "b.txt", "c.txt"), 1
    )
