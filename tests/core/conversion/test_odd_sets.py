"""Sets that are odd and sound: what is in them comes over, or it is said what doesn't."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.conversion import convert, find_labels, survey
from studio.core.data.attributes import Attributes
from studio.core.data.dataset import open_dataset
from studio.core.data.formats import LABEL_FORMATS
from studio.core.errors import StudioError
from studio.core.json_door import LIST, read_pieces
from tests.factories import make_dataset_folder, write_image
from tests.label_files import (
    coco,
    image_set,
    labelme,
    read_labels,
    shape,
    voc,
    voc_object,
    write_json,
    write_text,
)

SAID = Attributes(difficult=True, truncated=True, text="behind\r\nthe post")


@pytest.mark.parametrize("to", ["yolo", "darknet"])
def test_what_was_said_of_boxes_is_kept_beside_labels_without_room_for_it(tmp_path: Path, to: str) -> None:
    source = make_dataset_folder(tmp_path / "set", {"a.png": "0 .5 .5 .3 .4\n1 .2 .2 .1 .1\n", "b.png": ""})
    dataset = open_dataset(source)
    record, other = dataset.records
    labels = dataset.read(record)
    boxes = [labels.boxes[0], replace(labels.boxes[1], attributes=SAID)]
    dataset.remarks.write(record, dataset.remarks.render(record, boxes, ("night",), (64, 48)), None)
    dataset.remarks.write(other, dataset.remarks.render(other, (), ("rain",), (64, 48)), None)
    report = convert(source, to, tmp_path / "out")
    assert report.losses == []
    assert report.notes[-1] == (
        "This format has no room for it: 1 box is marked difficult, 1 box is marked truncated, 1 box has a"
        " text. The studio keeps it among its own files."
    )
    made = open_dataset(report.opens)
    read = {each.path.name: made.read(each) for each in made.records}
    assert [box.attributes for box in read["a.png"].boxes] == [Attributes(), SAID]
    assert (read["a.png"].tags, read["b.png"].tags) == (("night",), ("rain",))
    assert not read["a.png"].problems
    assert convert(source, "coco", tmp_path / "coco").losses[-1] == "2 images have words, which are left out."


@pytest.mark.parametrize("to", LABEL_FORMATS)
def test_a_box_under_a_hundredth_of_a_pixel_is_left_out_and_said(tmp_path: Path, to: str) -> None:
    image_set(tmp_path / "set", ("a.png",), place=".")
    shapes = [
        shape("w", [[4, 5], [20, 30]]),
        shape("w", [[9.001, 9], [9.0012, 12]]),
        shape("r", [[1, 1], [1.03, 2]]),
    ]
    write_json(tmp_path / "set" / "a.json", labelme(shapes))
    report = convert(tmp_path / "set", to, tmp_path / "out")
    assert report.boxes == report.compared == 2
    assert [problem.kind for problem in report.problems] == ["label_size"]


def test_two_images_of_one_id_are_both_unseen(tmp_path: Path) -> None:
    image_set(tmp_path / "set", ("a.png", "b.png", "c.png"))
    images = [
        {"id": 1, "file_name": "a.png"},
        {"id": 1, "file_name": "b.png"},
        {"id": 2, "file_name": "c.png"},
    ]
    boxes = [{"id": n, "image_id": n, "category_id": 1, "bbox": [4, 5, 16, 25]} for n in (1, 2)]
    write_json(tmp_path / "set" / "a.json", coco([*images, images[2]], boxes))
    _, read, problems = read_labels(tmp_path / "set")
    assert {name: (image.is_seen, len(image.boxes)) for name, image in read.items()} == {
        "a.png": (False, 0),
        "b.png": (False, 0),
        "c.png": (True, 1),
    }
    assert [problem.kind for problem in problems] == ["label_stray", "label_stray"]
    assert problems[0].message.startswith(
        "a.png has the id of b.png, 1: to which the boxes belong nobody knows"
    )


def test_one_file_of_another_format_among_many_is_told(tmp_path: Path) -> None:
    write_image(tmp_path / "a.png")
    for number in range(120):
        write_text(tmp_path / f"n{number:03d}.json", '{"version": "5", "flags": {}, "shapes": []}')
    write_json(tmp_path / "n0571.json", coco([{"id": 1, "file_name": "a.png"}], []))
    with pytest.raises(StudioError, match="several formats: LabelMe, COCO"):
        find_labels(tmp_path)
    assert find_labels(tmp_path, format_name="coco").format == "coco"
    assert survey(find_labels(tmp_path, format_name="labelme")).images == 121


def test_line_ends_within_a_text_survive(tmp_path: Path) -> None:
    image_set(tmp_path / "set", ("a.png",), place=".")
    texts = ["one\r\ntwo", "three\rfour", "five\nsix", "bell\x07"]
    shapes = [shape("w", [[4, 5], [20, 30 + n]], description=text) for n, text in enumerate(texts)]
    write_json(tmp_path / "set" / "a.json", labelme(shapes))
    convert(tmp_path / "set", "cvat", tmp_path / "cvat")
    (image,) = read_labels(tmp_path / "cvat")[1].values()
    assert [box.attributes.text for box in image.boxes] == [*texts[:3], "bell "]


def test_what_a_killed_import_of_an_archive_left_goes_with_the_next(tmp_path: Path) -> None:
    source = make_dataset_folder(tmp_path / "set", {"a.png": "0 .5 .5 .3 .4\n"})
    left = tmp_path / ".out.abcd1234.part"
    write_image(left / "unpacked" / "set" / "a.png")
    write_image(left / "out" / "a.png")
    other = write_image(tmp_path / ".out.mine.part" / "a.png")
    convert(source, "voc", tmp_path / "out")
    assert not left.exists() and other.exists()


@pytest.mark.parametrize("to", LABEL_FORMATS)
def test_class_names_of_several_blanks(tmp_path: Path, to: str) -> None:
    names = ("warm  white", "red\tlamp", "r")
    lines = {"a.png": "0 .5 .5 .3 .4\n1 .2 .2 .1 .1\n"}
    report = convert(make_dataset_folder(tmp_path / "set", lines, names=names), to, tmp_path / "out")
    assert (report.names[0], report.compared) == ("warm white", 2)
    assert (
        "The class warm  white is written warm white: other formats keep no blanks in a row." in report.notes
    )


@pytest.mark.parametrize("to", LABEL_FORMATS)
def test_images_without_labels_and_classes(tmp_path: Path, to: str) -> None:
    image_set(tmp_path / "set")
    report = convert(tmp_path / "set", to, tmp_path / "out")
    assert (report.images, report.unseen) == (2, 2)
    if LABEL_FORMATS[to].document is None:
        assert report.names == ["0"]
        assert "No class is named, so the new dataset begins with one, 0." in report.notes
        assert open_dataset(report.opens).class_names == ["0"]


def test_a_coco_file_without_classes_calls_them_by_number(tmp_path: Path) -> None:
    image_set(tmp_path / "set", ("a.png",))
    boxes = [{"id": n, "image_id": 1, "category_id": n, "bbox": [4, 5, 16, 25]} for n in (7, 10, 9)]
    write_json(tmp_path / "set" / "a.json", coco([{"id": 1, "file_name": "a.png"}], boxes, []))
    report = convert(tmp_path / "set", "yolo", tmp_path / "out")
    assert (report.names, report.boxes) == (["7", "9", "10"], 3)
    assert "a.json has no list of classes, so they are called by their numbers." in report.notes
    # One that a list leaves out is none.
    boxes[0]["category_id"] = 1
    write_json(tmp_path / "set" / "a.json", coco([{"id": 1, "file_name": "a.png"}], boxes))
    assert survey(find_labels(tmp_path / "set")).boxes == 1


@pytest.mark.parametrize("number", ["1.5", "1.5e-7", "-12E+3", "0.125", "1e5", "7"])
def test_a_number_may_be_cut_anywhere(tmp_path: Path, number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f'{{"a": [{number}, "x", {number}], "b": {number}}}'
    path = write_text(tmp_path / "a.json", text)
    for size in range(1, len(text)):
        monkeypatch.setattr("studio.core.json_door._Pieces._CHUNK", size)
        whole = json.loads(number)
        assert list(read_pieces(path)) == [("a", LIST), ("a", whole), ("a", "x"), ("a", whole), ("b", whole)]


def test_a_split_that_is_left_empty_is_named(tmp_path: Path) -> None:
    lines = {"a.png": "0 .5 .5 .3 .4\n", "b.png": ""}
    both = {"train": ["a.png", "b.png"], "val": ["a.png", "b.png"]}
    source = make_dataset_folder(tmp_path / "set", lines, layout="yaml", splits=both)
    assert find_labels(source).notes[-2:] == [
        "2 images are in more than one split, and go into the first of them.",
        "No image is left for val: split the copy anew before it is trained on, or there is"
        " nothing to score it by.",
    ]


def test_a_voc_box_of_a_few_hundredths_survives(tmp_path: Path) -> None:
    image_set(tmp_path / "set", ("a.png",))
    write_text(tmp_path / "set" / "a.xml", voc(voc_object("w", 1.005, 1.005, 1.0251, 1.0251)))
    assert convert(tmp_path / "set", "voc", tmp_path / "out").compared == 1


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode here")
@pytest.mark.parametrize("to", LABEL_FORMATS)
def test_a_name_that_is_no_unicode(tmp_path: Path, to: str) -> None:
    source = make_dataset_folder(tmp_path / "set", {"lamp\udcff.png": "0 .5 .5 .3 .4\n"})
    try:
        assert convert(source, to, tmp_path / "out").compared == 1
    except StudioError as error:
        assert error.cause and error.remedy


@pytest.mark.skipif(sys.platform == "win32", reason="Windows refuses such names of files")
@pytest.mark.parametrize("to", LABEL_FORMATS)
def test_names_that_no_list_can_hold(tmp_path: Path, to: str) -> None:
    """Lists have one name a line, and nobody sees a blank at its end."""
    names = ("line\nend.png", " blank.png", "blank.png", "a\u2028b.png", "\n.png")
    source = make_dataset_folder(tmp_path / "set", dict.fromkeys(names, "0 .5 .5 .3 .4\n"))
    report = convert(source, to, tmp_path / "out")
    assert (report.images, report.compared, report.problems) == (5, 5, [])
    written = [path.name for path in tmp_path.joinpath("out").rglob("*.png")]
    assert len(written) == 5
    assert all(name == " ".join(name.splitlines() or [name]) or "\u2028" in name for name in written)
    assert all(name == name.strip() for name in written)


def test_files_that_may_be_labels_are_not_passed_over_in_silence(tmp_path: Path) -> None:
    image_set(tmp_path / "set", ("a.png",), place=".")
    (tmp_path / "set" / "list.json").write_bytes('{"灯泡": 1}'.encode("gbk"))
    labels, images, _ = read_labels(tmp_path / "set")
    assert not images["a.png"].is_seen
    (note,) = labels.notes
    assert "1 file may hold labels" in note and "list.json" in note and "utf-8" in note
    (tmp_path / "set" / "list.json").unlink()
    write_json(tmp_path / "set" / "found.json", [{"image_id": 1, "bbox": [1, 2, 3, 4], "score": 0.5}])
    assert "found.json is in no label format that is known." in read_labels(tmp_path / "set")[0].notes[0]
    # Where there are label lines, any other file is nobody's business.
    write_text(tmp_path / "set" / "a.txt", "0 .5 .5 .1 .1\n")
    assert "may hold labels" not in " ".join(read_labels(tmp_path / "set")[0].notes)
