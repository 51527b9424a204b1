"""The thorough look: what only pairs of boxes, headers, and all images together tell."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from studio.core.data.checking.concerned import records_of
from studio.core.data.checking.examination import CELLS, MAX_SIZES, Figures, examine
from studio.core.data.dataset import open_dataset
from studio.core.data.record import Box, LabelFile
from studio.core.errors import Cancelled
from tests.core.data.test_duplicates import scene
from tests.factories import make_dataset, make_dataset_folder, snapshot, write_image

LINE = "0 0.5 0.5 0.25 0.5\n"


def kinds(dataset) -> dict[str, int]:
    return examine(dataset).kinds()


def test_odd_boxes_are_found_at_their_lines(tmp_path: Path):
    lines = [
        "0 0.5 0.5 0.25 0.5", "0 0.5 0.505 0.25 0.5", "1 0.5 0.495 0.25 0.5",  # nearly one place
        "2 0.98 0.5 0.2 0.2",  # beyond
        "", "3 0.2 0.2 0.004 0.1",  # tiny
        "0 0.5 0.5 0.25 0.5",  # repeated, and not told again as nearly the same
    ]  # fmt: skip
    dataset = make_dataset(tmp_path, {"a.png": "\n".join(lines)})
    write_image(tmp_path / "a.png", (200, 100))
    found = examine(open_dataset(tmp_path))
    odd = [(problem.kind, problem.line) for problem in found.report.problems if problem.line]
    assert odd == [
        ("label_duplicate", 7), ("label_edge", 4), ("label_tiny", 6), ("label_near", 2), ("label_rival", 3),
        ("label_rival", 3),
    ]  # fmt: skip
    assert dataset.name in str(tmp_path)


def test_tiny_depends_on_the_training_size(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": "0 0.5 0.5 0.006 0.3\n"})
    assert examine(dataset, size=416).kinds()["label_tiny"] == 1
    assert "label_tiny" not in examine(dataset, size=640).kinds()


def test_turned_images_are_told(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.jpg": LINE, "b.jpg": LINE})
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    PIL.Image.fromarray(scene(1)).save(tmp_path / "a.jpg", exif=exif)
    found = examine(open_dataset(tmp_path))
    turned = [problem for problem in found.report.problems if problem.kind == "image_turned"]
    assert [problem.file.name for problem in turned] == ["a.jpg"]
    assert dataset.orientation(dataset.records[0]) == 6
    assert dataset.orientation(dataset.records[1]) == 1


def test_classes_far_apart_and_without_boxes(tmp_path: Path):
    many = "".join(f"0 {x / 50 + 0.01:.3f} 0.5 0.01 0.1\n" for x in range(40))
    dataset = make_dataset(tmp_path, {"a.png": many + "1 0.5 0.2 0.1 0.1\n"})
    found = examine(dataset)
    told = [one.message for one in found.report.problems if one.kind.startswith("class_")]
    assert told == [
        "The class r has 1 boxes, and another one 40.",
        "The class g has no boxes.",
        "The class b has no boxes.",
    ]
    # Without any box nothing is said of balance.
    assert examine(make_dataset(tmp_path / "new", {"a.png": ""})).kinds() == {}


def test_val_equal_to_train_is_one_sentence_first(tmp_path: Path):
    names = ["a.png", "b.png", "c.png"]
    dataset = make_dataset(
        tmp_path, dict.fromkeys(names, LINE), layout="yaml", splits={"train": names, "val": names}
    )
    found = examine(dataset)
    (equal,) = (one for one in found.report.problems if one.kind == "split_equal")
    assert equal.message.startswith("All 3 images of val are those of train")
    assert found.kinds()["split_same_image"] == 3


def test_near_copies_across_a_split(tmp_path: Path):
    names = ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]
    splits = {"train": ["a.jpg", "c.jpg"], "val": ["b.jpg", "d.jpg"]}
    source = make_dataset_folder(tmp_path, dict.fromkeys(names, LINE), layout="darknet", splits=splits)
    folder = tmp_path / "img"
    PIL.Image.fromarray(scene(1)).save(folder / "a.jpg", quality=95)
    PIL.Image.fromarray(scene(1)).resize((160, 160)).save(folder / "b.jpg", quality=80)
    PIL.Image.fromarray(scene(2)).save(folder / "c.jpg")
    shutil.copy(folder / "c.jpg", folder / "d.jpg")
    before = snapshot(tmp_path)
    found = examine(open_dataset(source))
    assert snapshot(tmp_path) == before
    by_kind = {one.kind: one.file.name for one in found.report.problems if one.kind[:5] in ("image", "split")}
    assert by_kind == {
        "image_near": "b.jpg", "image_copy": "d.jpg", "split_near": "b.jpg", "split_same_content": "d.jpg",
    }  # fmt: skip
    assert [[path.name for path in group] for group in found.near] == [["a.jpg", "b.jpg"], ["c.jpg", "d.jpg"]]


def test_empty_files_are_no_copies(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": LINE, "b.png": LINE, "c.png": LINE})
    for name in "bc":
        (tmp_path / f"{name}.png").write_bytes(b"")
    found = examine(dataset)
    assert found.kinds().keys() & {"image_copy", "image_near"} == set()
    assert found.kinds()["image_unreadable"] == 2


def test_the_document_is_json_and_has_what_plots_need(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": LINE * 1 + "1 0.1 0.9 0.1 0.1\n", "b.png": "", "c.png": None})
    document = json.loads(json.dumps(examine(dataset).to_dict()))
    figures = document["figures"]
    assert figures["boxes_by_class"] == {"w": 1, "r": 1, "g": 0, "b": 0}
    assert figures["boxes_per_image"] == [[0, 2], [2, 1]]
    assert figures["image_sizes"] == [[64, 48, 3]] and figures["image_size_count"] == 1
    assert sum(map(sum, figures["places"])) == 2
    assert figures["places"][int(0.9 * CELLS)][int(0.1 * CELLS)] == 1
    assert document["imgsz"] == 416
    assert {"losses", "needs"} == document["trainers"].keys()


def test_sizes_are_thinned():
    figures = Figures()
    boxes = tuple(Box(0, 0, 0, number % 9 + 1, 5) for number in range(MAX_SIZES + 1))
    figures.add(LabelFile(boxes), (10, 10))
    assert len(figures.to_dict(["w"])["sizes"]) == MAX_SIZES // 2 + 1
    assert np.array(figures.places).sum() == MAX_SIZES + 1


def test_every_finding_knows_its_image(tmp_path: Path):
    labels = {"a.png": "0 0.5\n", "b.png": LINE, "c.png": LINE}
    source = make_dataset_folder(tmp_path, labels, layout="darknet", splits={"train": ["a.png", "b.png"]})
    with (tmp_path / "train.txt").open("a") as stream:
        stream.write("img/b.png\nimg/gone.png\n")
    (tmp_path / "img" / "b.png").write_text("no picture")
    (tmp_path / "img" / "nobody.txt").write_text(LINE)
    dataset = open_dataset(source)
    problems = examine(dataset).report.problems
    named = {
        problem.kind: record and record.path.name
        for problem, record in zip(problems, records_of(dataset, problems), strict=True)
    }
    named = {kind: name for kind, name in named.items() if kind.startswith(("list", "image", "label"))}
    assert named == {
        "list_duplicate": "b.png",
        "image_missing": None,
        "label_columns": "a.png",
        "image_unreadable": "b.png",
        "label_stray": None,
    }


def test_it_can_be_stopped(tmp_path: Path):
    dataset = make_dataset(tmp_path, {f"{number}.png": LINE for number in range(4)})
    asked: list[int] = []

    def is_cancelled() -> bool:
        asked.append(1)
        return len(asked) > 5

    with pytest.raises(Cancelled):
        examine(dataset, is_cancelled=is_cancelled)
