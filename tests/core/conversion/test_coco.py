"""COCO: ids that are no order, masks, crowds, and files too large to hold."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from pycocotools import mask as masks

from studio.core.conversion import convert, find_labels, survey
from studio.core.data.formats.rle import box_of_mask
from studio.core.errors import StudioError
from tests.factories import memory_below, write_image
from tests.label_files import boxes_of, coco, image_set, kinds, read_labels, write_json

IMAGE = {"id": 1, "file_name": "a.png", "width": 64, "height": 48}
BOX = {"id": 1, "image_id": 1, "category_id": 1, "bbox": [4, 5, 16, 25]}


def read_one(folder: Path, data: object):
    image_set(folder)
    write_json(folder / "annotations" / "instances.json", data)
    labels, images, problems = read_labels(folder)
    assert labels.format == "coco"
    return labels, images, problems


@pytest.mark.parametrize("ids", [(0, 90), (1, 7), ("lamp-1", "3"), (2**40, 2**62)], ids=str)
def test_ids_are_names_and_no_numbers_of_classes(tmp_path: Path, ids: tuple[object, object]) -> None:
    categories = [{"id": ids[1], "name": "r"}, {"id": ids[0], "name": "w"}]
    boxes = [{**BOX, "category_id": ids[0], "image_id": "x"}, {**BOX, "category_id": ids[1], "image_id": "x"}]
    labels, images, problems = read_one(tmp_path, coco([{**IMAGE, "id": "x"}], boxes, categories))
    assert labels.class_names == ["r", "w"]
    assert boxes_of(images["a.png"]) == [("w", 4, 5, 20, 30), ("r", 4, 5, 20, 30)]
    assert problems == []


def test_a_number_and_its_text_are_one_id(tmp_path: Path) -> None:
    _, images, _ = read_one(tmp_path, coco([IMAGE], [{**BOX, "image_id": "1", "category_id": "1"}]))
    assert boxes_of(images["a.png"]) == [("w", 4, 5, 20, 30)]


def test_boxes_may_come_before_their_images(tmp_path: Path) -> None:
    data = {"annotations": [BOX], "categories": [{"id": 1, "name": "w"}], "images": [IMAGE]}
    assert boxes_of(read_one(tmp_path, data)[1]["a.png"]) == [("w", 4, 5, 20, 30)]


def test_images_without_boxes_are_negatives_and_those_not_listed_unseen(tmp_path: Path) -> None:
    _, images, _ = read_one(tmp_path, coco([IMAGE], []))
    assert images["a.png"].is_seen
    assert not images["b.png"].is_seen


def test_the_images_size_goes_before_what_is_said(tmp_path: Path) -> None:
    _, images, problems = read_one(tmp_path, coco([{**IMAGE, "width": 640}], [BOX]))
    assert images["a.png"].size_wh == (64, 48)
    assert kinds(problems) == ["image_size_differs"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_crowd_is_a_box_with_a_remark(tmp_path: Path, packed: bool) -> None:
    mask = np.zeros((48, 64), np.uint8, order="F")
    mask[10:20, 5:30] = 1
    rle = masks.encode(mask)
    runs = np.diff(np.flatnonzero(np.diff(np.concatenate(([0], mask.ravel("F"), [0])))))
    plain = [5 * 48 + 10, *runs.tolist()]
    counts = rle["counts"].decode() if packed else plain
    crowd = {"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 1}
    crowd["segmentation"] = {"size": [48, 64], "counts": counts}
    _, images, problems = read_one(tmp_path, coco([IMAGE], [crowd]))
    assert boxes_of(images["a.png"]) == [("w", 5, 10, 30, 20)]
    assert kinds(problems) == ["label_shape", "label_polygon"]


def test_boxes_of_masks_are_those_of_cocos_own_code() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        height, width = rng.integers(1, 12, 2)
        mask = np.asfortranarray((rng.random((height, width)) < rng.random()).astype(np.uint8))
        rle = masks.encode(mask)
        x, y, w, h = masks.toBbox(rle).tolist()
        found = box_of_mask({"size": [int(height), int(width)], "counts": rle["counts"].decode()})
        if mask.any():
            assert found == (x, y, x + w, y + h)
        else:
            assert all(np.isnan(found))


def test_a_polygon_without_a_box_gives_one(tmp_path: Path) -> None:
    box = {"id": 1, "image_id": 1, "category_id": 1, "segmentation": [[4, 5, 20, 5, 12, 30]]}
    _, images, problems = read_one(tmp_path, coco([IMAGE], [box]))
    assert boxes_of(images["a.png"]) == [("w", 4, 5, 20, 30)]
    assert kinds(problems) == ["label_polygon"]


def test_file_names_with_folders_and_splits_of_files(tmp_path: Path) -> None:
    write_image(tmp_path / "train" / "one" / "a.png", seed=1)
    write_image(tmp_path / "train" / "two" / "a.png", seed=2)
    write_image(tmp_path / "val" / "b.png", seed=3)
    images = [{**IMAGE, "file_name": "two/a.png"}, {**IMAGE, "id": 2, "file_name": r"one\a.png"}]
    write_json(tmp_path / "annotations" / "instances_train2017.json", coco(images, [BOX]))
    write_json(
        tmp_path / "annotations" / "instances_val2017.json", coco([{**IMAGE, "file_name": "b.png"}], [])
    )
    labels = {entry.path: entry for entry in read_entries(tmp_path)}
    assert len(labels[tmp_path / "train" / "two" / "a.png"].boxes) == 1
    assert labels[tmp_path / "train" / "one" / "a.png"].boxes == []
    assert labels[tmp_path / "train" / "one" / "a.png"].split == "train"
    assert labels[tmp_path / "val" / "b.png"].split == "val"


def read_entries(path: Path):
    return list(read_labels(path)[0].entries())


def test_what_else_is_said_survives(tmp_path: Path) -> None:
    box = {**BOX, "segmentation": [[4, 5, 20, 5, 12, 30]], "score": 0.5, "iscrowd": 1}
    categories = [{"id": 7, "name": "w", "supercategory": "lamp", "keypoints": ["top"]}]
    data = coco([{**IMAGE, "license": 3}], [{**box, "category_id": 7}], categories, info={"year": 2026})
    read_one(tmp_path / "set", {**data, "licenses": [{"id": 3, "name": "CC0"}]})
    convert(tmp_path / "set", "coco", tmp_path / "out")
    written = json.loads((tmp_path / "out" / "annotations" / "instances.json").read_text())
    assert written["info"] == {"year": 2026}
    assert written["licenses"] == [{"id": 3, "name": "CC0"}]
    assert written["images"] == [
        {"license": 3, "id": 1, "file_name": "images/a.png", "width": 64, "height": 48}
    ]
    assert written["categories"] == [{"supercategory": "lamp", "keypoints": ["top"], "id": 1, "name": "w"}]
    (annotation,) = written["annotations"]
    assert annotation["segmentation"] == box["segmentation"]
    assert (annotation["score"], annotation["iscrowd"], annotation["area"]) == (0.5, 1, 400)
    assert (annotation["id"], annotation["image_id"], annotation["category_id"]) == (1, 1, 1)


def test_what_is_written_is_read_by_cocos_own_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from pycocotools.coco import COCO

    read_one(tmp_path / "set", coco([IMAGE], [BOX, {**BOX, "id": 2}]))
    convert(tmp_path / "set", "coco", tmp_path / "out")
    read = COCO(tmp_path / "out" / "annotations" / "instances.json")
    capsys.readouterr()
    assert [row["bbox"] for row in read.loadAnns(read.getAnnIds(catIds=[1]))] == [[4, 5, 16, 25]] * 2


def test_a_large_file_is_not_held(tmp_path: Path) -> None:
    """Read at once it would be 5 MB of Python's objects."""
    image_set(tmp_path)
    boxes = [
        {"id": i, "image_id": 1, "category_id": 1, "segmentation": [], "area": 4.0, "bbox": [1, 1, 2, 2]}
        for i in range(5_000)
    ]
    path = write_json(tmp_path / "annotations" / "instances.json", coco([IMAGE], boxes))
    del boxes
    assert path.stat().st_size > 4e5
    with memory_below(3 << 20):
        labels = find_labels(path)
    assert labels.class_names == ["w"]


def test_captions_of_the_same_images_are_no_second_labels(tmp_path: Path) -> None:
    image_set(tmp_path)
    write_json(tmp_path / "annotations" / "captions.json", coco([IMAGE], [{"image_id": 1, "caption": "x"}]))
    write_json(tmp_path / "annotations" / "instances.json", coco([IMAGE], [BOX]))
    labels, images, problems = read_labels(tmp_path)
    assert len(images["a.png"].boxes) == 1
    assert problems == []
    assert survey(labels).boxes == 1


def test_labels_of_an_image_that_is_not_there_go_to_no_other_of_its_name(tmp_path: Path) -> None:
    write_image(tmp_path / "set/cam2/0001.png", (64, 48))
    images = [{**IMAGE, "id": number, "file_name": f"cam{number}/0001.png"} for number in (1, 2)]
    boxes = [{**BOX, "id": number, "image_id": number} for number in (1, 2)]
    write_json(tmp_path / "set/instances.json", coco(images, boxes))
    with pytest.raises(StudioError, match="both lead to"):
        convert(tmp_path / "set", "yolo", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    write_image(tmp_path / "set/cam1/0001.png", (64, 48))
    assert convert(tmp_path / "set", "yolo", tmp_path / "out").boxes == 2


def test_names_that_are_no_unicode_are_written_as_escapes(tmp_path: Path) -> None:
    image = tmp_path / "set" / os.fsdecode(b"caf\xe9.png")
    try:
        write_image(image, (64, 48))
    except OSError:
        pytest.skip("this file system takes no such names")
    image.with_suffix(".txt").write_text("0 0.5 0.5 0.25 0.5\n")
    (tmp_path / "set/classes.txt").write_text("w\n")
    convert(tmp_path / "set", "coco", tmp_path / "out")
    (written,) = (tmp_path / "out").rglob("*.json")
    assert len(json.loads(written.read_text())["annotations"]) == 1


def test_a_split_without_one_object_is_negatives(tmp_path: Path) -> None:
    """A file that lists images and no boxes says there are none; one without a list says nothing."""
    image_set(tmp_path, ("a.png", "b.png", "c.png"))
    second, third = ({**IMAGE, "id": 2, "file_name": name} for name in ("b.png", "c.png"))
    write_json(tmp_path / "train.json", coco([IMAGE], [BOX]))
    write_json(tmp_path / "val.json", coco([second], []))
    write_json(tmp_path / "test.json", {"images": [third], "categories": [{"id": 1, "name": "w"}]})
    _, images, problems = read_labels(tmp_path)
    assert {name: (image.is_seen, image.split) for name, image in images.items()} == {
        "a.png": (True, "train"),
        "b.png": (True, "val"),
        "c.png": (False, "test"),
    }
    assert problems == []
    report = convert(tmp_path, "coco", tmp_path.with_name("out"))
    assert (report.images, report.empty, report.unseen) == (3, 1, 1)


def test_captions_alone_say_nothing_of_boxes(tmp_path: Path) -> None:
    image_set(tmp_path, ("a.png",))
    write_json(tmp_path / "captions.json", coco([IMAGE], [{"image_id": 1, "caption": "x"}]))
    _, images, _ = read_labels(tmp_path)
    assert not images["a.png"].is_seen


def test_an_object_without_a_box_is_told(tmp_path: Path) -> None:
    image_set(tmp_path, ("a.png",))
    write_json(tmp_path / "c.json", coco([IMAGE], [{"image_id": 1, "category_id": 1, "segmentation": []}]))
    _, images, problems = read_labels(tmp_path)
    assert not images["a.png"].is_seen
    assert "label_number" in kinds(problems)


def test_ids_of_a_table_are_those_of_its_images(tmp_path: Path) -> None:
    """Programs that keep labels in tables write 1.0 for 1."""
    image_set(tmp_path, ("a.png",))
    box = {**BOX, "image_id": 1.0, "category_id": 1.0}
    write_json(tmp_path / "c.json", coco([IMAGE], [box]))
    _, images, problems = read_labels(tmp_path)
    assert boxes_of(images["a.png"])[0][0] == "w"
    assert problems == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_a_file_in_the_encoding_of_windows_programs(tmp_path: Path, encoding: str) -> None:
    image_set(tmp_path, ("a.png",))
    text = json.dumps(coco([IMAGE], [BOX], [{"id": 1, "name": "灯泡"}]), ensure_ascii=False)
    (tmp_path / "c.json").write_bytes(text.encode(encoding))
    labels, images, problems = read_labels(tmp_path)
    assert (labels.class_names, len(images["a.png"].boxes), problems) == (["灯泡"], 1, [])


def test_what_is_said_of_images_and_of_the_whole_set_is_told_before_it_is_left_out(tmp_path: Path) -> None:
    image_set(tmp_path / "set", ("a.png",))
    document = coco(
        [{**IMAGE, "license": 3}],
        [{**BOX, "keypoints": [1, 2, 2]}],
        [{"id": 1, "name": "w", "supercategory": "lamp"}],
        info={"year": 2026},
        licenses=[],
    )
    write_json(tmp_path / "set/c.json", document)
    assert convert(tmp_path / "set", "yolo", tmp_path / "yolo").losses == [
        "What COCO says of boxes besides is left out: keypoints.",
        "What COCO says of images besides is left out: license.",
        "What COCO says of the whole set is left out: info, supercategory.",
    ]
    assert convert(tmp_path / "set", "coco", tmp_path / "coco").losses == []
