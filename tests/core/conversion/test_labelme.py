"""LabelMe and what X-AnyLabeling makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.core.conversion import convert
from tests.factories import write_image
from tests.label_files import boxes_of, image_set, kinds, labelme, read_labels, shape, write_json


def read_one(folder: Path, shapes: object, **more: object):
    image_set(folder, place=".")
    write_json(folder / "a.json", labelme(shapes, **more))
    labels, images, problems = read_labels(folder)
    assert labels.format == "labelme"
    return images["a.png"], problems


@pytest.mark.parametrize(
    ("points", "kind", "problem"),
    [
        ([[4, 5], [20, 30]], "rectangle", []),
        ([[20, 30], [4, 5]], "rectangle", []),
        ([[20, 5], [4, 30]], "rectangle", []),
        ([[4, 5], [20, 5], [20, 30], [4, 30]], "rectangle", []),
        ([[4, 5], [20, 12], [9, 30]], "polygon", ["label_polygon"]),
        ([[12, 17], [12, 25]], "circle", ["label_polygon"]),
    ],
    ids=["two", "from below", "other diagonal", "four of X-AnyLabeling", "polygon", "circle"],
)
def test_shapes(tmp_path: Path, points: object, kind: str, problem: list[str]) -> None:
    image, problems = read_one(tmp_path, [shape("w", points, kind)])
    expected = (4, 9, 20, 25) if kind == "circle" else (4, 5, 20, 30)
    assert boxes_of(image) == [("w", *expected)]
    assert kinds(problems) == problem


def test_points_and_lines_are_left_out_and_counted(tmp_path: Path) -> None:
    shapes = [
        shape("w", [[4, 5]], "point"),
        shape("w", [[4, 5], [6, 7]], "line"),
        shape("w", [[1, 1], [2, 2]]),
    ]
    image, problems = read_one(tmp_path, shapes)
    assert len(image.boxes) == 1
    assert kinds(problems) == ["label_shape"]
    assert problems[0].message.endswith(": 2.")


def test_image_paths_lead_from_the_file_with_backslashes_too(tmp_path: Path) -> None:
    write_image(tmp_path / "pictures" / "one" / "a.png", seed=1)
    write_image(tmp_path / "pictures" / "two" / "a.png", seed=2)
    write_json(tmp_path / "json" / "x.json", labelme([], image=r"..\pictures\two\a.png"))
    _, _, problems = read_labels(tmp_path)
    found = [entry for entry in read_labels(tmp_path)[0].entries() if getattr(entry, "is_seen", False)]
    assert [entry.path for entry in found] == [tmp_path / "pictures" / "two" / "a.png"]
    assert problems == []


def test_an_image_that_several_are_called_is_asked_about(tmp_path: Path) -> None:
    write_image(tmp_path / "one" / "a.png", seed=1)
    write_image(tmp_path / "two" / "a.png", seed=2)
    write_json(tmp_path / "json" / "a.json", labelme([shape("w", [[4, 5], [20, 30]])], image="a.png"))
    _, _, problems = read_labels(tmp_path)
    assert "image_missing" in kinds(problems)


def test_unknown_keys_survive_and_flags_are_the_boxes(tmp_path: Path) -> None:
    shapes = [
        shape(
            "w",
            [[4, 5], [20, 30]],
            flags={"occluded": True, "mine": True},
            group_id=3,
            description="lit",
            x=[1],
        )
    ]
    image, _ = read_one(tmp_path / "set", shapes, flags={"night": True}, mood="dark")
    assert image.boxes[0].attributes.names() == ("occluded", "text")
    convert(tmp_path / "set", "labelme", tmp_path / "out")
    written = json.loads((tmp_path / "out" / "a.json").read_text())
    assert (written["flags"], written["mood"]) == ({"night": True}, "dark")
    (one,) = written["shapes"]
    assert one["points"] == [[4, 5], [20, 30]]
    assert one["flags"] == {"mine": True, "occluded": True}
    assert (one["group_id"], one["description"], one["x"]) == (3, "lit", [1])


def test_what_is_written_is_what_labelme_asks_for(tmp_path: Path) -> None:
    read_one(tmp_path / "set", [shape("w", [[4, 5], [20, 5], [20, 30], [4, 30]])], imageWidth=640)
    convert(tmp_path / "set", "labelme", tmp_path / "out")
    written = json.loads((tmp_path / "out" / "a.json").read_text())
    assert {key: type(value) for key, value in written.items()} == {
        "version": str,
        "flags": dict,
        "shapes": list,
        "imagePath": str,
        "imageData": type(None),
        "imageHeight": int,
        "imageWidth": int,
    }
    assert (written["imageWidth"], written["imageHeight"]) == (64, 48)
    assert len(written["shapes"][0]["points"]) == 2


def test_sizes_are_those_after_exif(tmp_path: Path) -> None:
    write_image(tmp_path / "a.jpg", orientation=6)
    data = labelme([shape("w", [[4, 5], [20, 60]])], image="a.jpg", imageWidth=48, imageHeight=64)
    write_json(tmp_path / "a.json", data)
    _, images, problems = read_labels(tmp_path)
    assert images["a.jpg"].size_wh == (48, 64)
    assert boxes_of(images["a.jpg"]) == [("w", 4, 5, 20, 60)]
    assert problems == []
