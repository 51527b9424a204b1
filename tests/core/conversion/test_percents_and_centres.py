"""Label Studio's percents and Create ML's centres."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.core.conversion import convert
from studio.core.data.formats.neutral import Reading
from tests.label_files import boxes_of, image_set, kinds, read_labels, result, task, write_json


def read_tasks(folder: Path, tasks: object, names: tuple[str, ...] = ("a.png", "b.png")):
    image_set(folder, names)
    write_json(folder / "export.json", tasks)
    labels, images, problems = read_labels(folder)
    assert labels.format == "labelstudio"
    return images, problems


@pytest.mark.parametrize(
    ("sides", "box"),
    [
        ((25, 25, 50, 50), (16, 12, 48, 36)),
        ((75, 75, -50, -50), (16, 12, 48, 36)),
        ((-1, 0, 51, 50), (0, 0, 32, 24)),
    ],
    ids=["percent", "drawn backwards", "over the border"],
)
def test_percents(tmp_path: Path, sides: tuple[float, ...], box: tuple[float, ...]) -> None:
    images, _ = read_tasks(tmp_path, [task("a.png", [result("w", *sides)])])
    assert boxes_of(images["a.png"]) == [("w", *box)]


def test_a_turned_box_is_turned_about_its_corner(tmp_path: Path) -> None:
    images, problems = read_tasks(tmp_path, [task("a.png", [result("w", 50, 50, 25, 12.5, rotation=90)])])
    # 16 x 6 px at (32, 24), a quarter clockwise: to the left of the corner, and down.
    assert boxes_of(images["a.png"]) == [("w", 26, 24, 32, 40)]
    assert kinds(problems) == ["label_turned"]


@pytest.mark.parametrize(
    "address",
    [
        "a.png",
        "/data/upload/3/1a2b3c4d-a.png",
        "/data/local-files/?d=some/where/a.png",
        "https://host/bucket/a.png?token=x",
        "s3://bucket/folder/a.png",
        r"C:\pictures\a.png",
    ],
)
def test_addresses_of_images(tmp_path: Path, address: str) -> None:
    images, problems = read_tasks(tmp_path, [task(address, [result("w", 25, 25, 50, 50)])])
    assert len(images["a.png"].boxes) == 1
    assert problems == []


def test_a_name_that_looks_uploaded_is_itself_first(tmp_path: Path) -> None:
    names = ("1a2b3c4d-a.png", "a.png")
    images, _ = read_tasks(
        tmp_path, [task("/data/upload/3/1a2b3c4d-a.png", [result("w", 25, 25, 5, 5)])], names
    )
    assert len(images["1a2b3c4d-a.png"].boxes) == 1
    assert not images["a.png"].is_seen


def test_one_annotation_is_chosen_and_never_merged(tmp_path: Path) -> None:
    def row(x: float, **more: object) -> dict[str, object]:
        return {"result": [result("w", x, 25, 10, 10)], **more}

    cancelled = row(1, was_cancelled=True, updated_at="2030")
    tasks = [
        {
            "data": {"image": "a.png"},
            "annotations": [row(50, updated_at="2026"), row(25, updated_at="2025"), cancelled],
        },
        {"data": {"image": "b.png"}, "annotations": [row(50, ground_truth=True), row(25, updated_at="2026")]},
    ]
    images, problems = read_tasks(tmp_path, tasks)
    assert [boxes_of(images[name])[0][1] for name in ("a.png", "b.png")] == [32, 32]
    assert kinds(problems) == ["label_shape"]


def test_old_exports_negatives_and_tasks_nobody_did(tmp_path: Path) -> None:
    tasks = [
        {"data": {"image": "a.png"}, "completions": [{"result": []}]},
        {
            "data": {"image": "b.png"},
            "annotations": [],
            "predictions": [{"result": [result("w", 1, 1, 9, 9)]}],
        },
    ]
    images, problems = read_tasks(tmp_path, tasks)
    assert (images["a.png"].is_seen, images["b.png"].is_seen) == (True, False)
    assert [problem.message for problem in problems] == [
        "b.png has predictions alone, which nobody has looked at."
    ]


def test_a_box_whose_class_stands_in_a_row_of_its_own(tmp_path: Path) -> None:
    """As a setup of `Rectangle` and `Labels` is exported."""
    place = {"x": 25, "y": 25, "width": 50, "height": 50}
    size = {"original_width": 64, "original_height": 48}
    rows = [
        {"id": "q", "type": "labels", "value": {**place, "labels": ["w"]}, **size},
        {"id": "q", "type": "rectangle", "value": place, **size},
        {"id": "q", "type": "textarea", "value": {"text": ["half"]}, **size},
        {"id": "z", "type": "rectangle", "value": place, **size},
    ]
    images, problems = read_tasks(tmp_path, [task("a.png", rows)])
    assert boxes_of(images["a.png"]) == [("w", 16, 12, 48, 36)]
    assert [problem.message for problem in problems] == ["A box in a.png has no class."]


def test_an_image_that_was_turned_there_is_told(tmp_path: Path) -> None:
    box = {**result("w", 1, 1, 9, 9), "image_rotation": 90}
    assert kinds(read_tasks(tmp_path, [task("a.png", [box])])[1]) == ["label_turned"]


def test_what_else_label_studio_says_survives(tmp_path: Path) -> None:
    image_set(tmp_path / "set", ("a.png",))
    said = {
        **task("a.png", [{**result("w", 1, 1, 9, 9), "score": 0.5, "meta": {"text": ["x"]}}]),
        "meta": {"k": 1},
    }
    said["data"]["lot"] = "L5"  # type: ignore[index]
    write_json(tmp_path / "set" / "tasks.json", [said])
    assert convert(tmp_path / "set", "labelstudio", tmp_path / "out").losses == []
    (one,) = json.loads((tmp_path / "out" / "tasks.json").read_text())
    assert (one["meta"], one["data"]["lot"]) == ({"k": 1}, "L5")
    (box,) = one["annotations"][0]["result"]
    assert (box["score"], box["meta"]) == (0.5, {"text": ["x"]})
    assert convert(tmp_path / "set", "voc", tmp_path / "voc").losses == [
        "What Label Studio says of boxes besides is left out: score, meta.",
        "What Label Studio says of images besides is left out: meta, data.",
    ]


def test_the_order_of_the_classes_is_not_lost(tmp_path: Path) -> None:
    image_set(tmp_path / "set")
    (tmp_path / "set" / "images" / "classes.txt").write_text("z\na\n")
    (tmp_path / "set" / "images" / "a.txt").write_text("0 .5 .5 .2 .2\n1 .5 .5 .1 .1\n")
    convert(tmp_path / "set" / "images", "labelstudio", tmp_path / "out")
    assert '<Label value="z"/>\n    <Label value="a"/>' in (tmp_path / "out" / "label_config.xml").read_text()
    assert read_labels(tmp_path / "out")[0].class_names == ["z", "a"]


def createml(*coordinates: float, label: str = "w", **more: object) -> list[object]:
    place = dict(zip(("x", "y", "width", "height"), coordinates, strict=True))
    return [{"image": "a.png", "annotations": [{"label": label, "coordinates": place, **more}]}]


@pytest.mark.parametrize(
    ("reading", "coordinates", "box"),
    [
        (Reading(), (32, 24, 31, 25), (16.5, 11.5, 47.5, 36.5)),
        (Reading(createml_origin="top-left"), (32, 24, 8, 4), (32, 24, 40, 28)),
        (Reading(createml_units="normalized"), (0.5, 0.5, 0.5, 0.5), (16, 12, 48, 36)),
    ],
    ids=["centre in pixels", "corner", "parts of the image"],
)
def test_createml(
    tmp_path: Path, reading: Reading, coordinates: tuple[float, ...], box: tuple[float, ...]
) -> None:
    image_set(tmp_path)
    write_json(tmp_path / "images" / "x.json", createml(*coordinates))
    labels, images, problems = read_labels(tmp_path, reading=reading)
    assert labels.format == "createml"
    assert boxes_of(images["a.png"]) == [("w", *box)]
    assert not images["a.png"].boxes[0].attributes
    assert problems == []


def test_createml_takes_one_file_a_folder_and_keeps_what_is_beside(tmp_path: Path) -> None:
    image_set(tmp_path / "set")
    data = createml(32, 24, 31.5, 25, verified=True)
    data[0]["verified"] = True  # type: ignore[index]
    write_json(tmp_path / "set" / "images" / "x.json", data)
    convert(tmp_path / "set", "createml", tmp_path / "out")
    (written,) = (tmp_path / "out").rglob("*.json")
    (one,) = json.loads(written.read_text())
    assert one["verified"]
    (box,) = one["annotations"]
    assert box["verified"]
    assert box["coordinates"] == {"x": 32, "y": 24, "width": 31.5, "height": 25}


@pytest.mark.parametrize(
    ("coordinates", "option"),
    [((0.5, 0.5, 0.2, 0.1), "--createml-units normalized"), ((2, 3, 30, 20), "--createml-origin top-left")],
)
def test_createml_that_seems_to_be_read_wrongly_is_told(
    tmp_path: Path, coordinates: tuple[float, ...], option: str
) -> None:
    """No file says what its numbers are, and a box of half a pixel comes back from anywhere."""
    image_set(tmp_path)
    write_json(tmp_path / "images" / "x.json", createml(*coordinates))
    told = [problem.message for problem in read_labels(tmp_path)[2]]
    assert option in told[-1]
    reading = Reading(
        createml_origin="top-left", createml_units="normalized" if "units" in option else "pixel"
    )
    assert read_labels(tmp_path, reading=reading)[2] == []
