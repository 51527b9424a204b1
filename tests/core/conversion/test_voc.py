"""Pascal VOC as labelImg, CVAT, Roboflow and the challenge itself write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.conversion import convert
from studio.core.data.formats.neutral import Reading
from tests.label_files import boxes_of, image_set, kinds, read_labels, voc, voc_object, write_text


def read_one(folder: Path, text: str, **choices: object):
    image_set(folder)
    write_text(folder / "Annotations" / "a.xml", text)
    labels, images, problems = read_labels(folder, **choices)
    assert labels.format == "voc"
    return images["a.png"], problems


@pytest.mark.parametrize(
    ("corners", "box"),
    [
        ((4, 5, 20, 30), (4, 5, 20, 30)),
        ((4.25, "5.5", 20.75, " 30 "), (4.25, 5.5, 20.75, 30)),
        ((20, 30, 4, 5), (4, 5, 20, 30)),
        ((0, 0, 64, 48), (0, 0, 64, 48)),
        (("1e1", 5, 20, 30), (10, 5, 20, 30)),
    ],
    ids=["whole", "fractions kept", "swapped", "from 0", "exponent"],
)
def test_corners(tmp_path: Path, corners: tuple[float, ...], box: tuple[float, ...]) -> None:
    image, problems = read_one(tmp_path, voc(voc_object("w", *corners)))
    assert boxes_of(image) == [("w", *box)]
    assert problems == []


def test_pixels_counted_from_1_are_an_option(tmp_path: Path) -> None:
    image, _ = read_one(tmp_path, voc(voc_object("w", 1, 1, 64, 48)), reading=Reading(voc_offset=1))
    assert boxes_of(image) == [("w", 0, 0, 64, 48)]


@pytest.mark.parametrize("size", ["", "<size><width>0</width><height>0</height></size>"])
def test_the_size_is_the_images_own(tmp_path: Path, size: str) -> None:
    image, problems = read_one(tmp_path, voc(voc_object("w", 4, 5, 20, 60), size=size))
    assert image.size_wh == (64, 48)
    assert boxes_of(image) == [("w", 4, 5, 20, 48)]
    assert kinds(problems) == ["label_range"]


def test_another_size_is_told(tmp_path: Path) -> None:
    size = "<size><width>48</width><height>64</height></size>"
    _, problems = read_one(tmp_path, voc(voc_object("w", 4, 5, 20, 30), size=size))
    assert kinds(problems) == ["image_size_differs"]
    assert "unturned, 48 x 64" in problems[0].message


def test_the_image_is_found_by_name_and_never_by_the_path_of_another_machine(tmp_path: Path) -> None:
    elsewhere = image_set(tmp_path / "elsewhere", ["z.png"]) / "images" / "z.png"
    text = voc(voc_object("w", 4, 5, 20, 30) + f"<path>{elsewhere}</path>", filename="old name.jpg")
    image, problems = read_one(tmp_path / "set", text)
    assert image.path == tmp_path / "set" / "images" / "a.png"
    assert problems == []


def test_parts_are_no_boxes_and_flags_are_kept(tmp_path: Path) -> None:
    part = "<part><name>head</name><bndbox><xmin>1</xmin></bndbox></part>"
    flags = "<difficult>1</difficult><truncated>1</truncated><occluded>0</occluded>"
    image, problems = read_one(tmp_path, voc(voc_object("w", 4, 5, 20, 30, more=part + flags)))
    assert boxes_of(image) == [("w", 4, 5, 20, 30)]
    assert image.boxes[0].attributes.names() == ("difficult", "truncated")
    assert problems == []


def test_no_objects_is_a_negative_and_no_file_is_unseen(tmp_path: Path) -> None:
    image, _ = read_one(tmp_path, voc(""))
    assert image.is_seen
    assert image.boxes == []
    assert not read_labels(tmp_path)[1]["b.png"].is_seen


def test_what_else_is_said_survives(tmp_path: Path) -> None:
    more = "<pose>Left</pose><part><name>head</name></part><difficult>1</difficult>"
    image_set(tmp_path / "set")
    text = voc(voc_object("w", 4, 5, 20, 30, more=more) + "<owner>me</owner>", attributes=' verified="yes"')
    write_text(tmp_path / "set" / "Annotations" / "a.xml", text)
    convert(tmp_path / "set", "voc", tmp_path / "out")
    written = (tmp_path / "out" / "Annotations" / "a.xml").read_text()
    assert '<annotation verified="yes">' in written
    for kept in ("<pose>Left</pose>", "<name>head</name>", "<owner>me</owner>", "<difficult>1</difficult>"):
        assert kept in written


def test_splits_are_listed(tmp_path: Path) -> None:
    read_one(tmp_path, voc(""))
    write_text(tmp_path / "ImageSets" / "Main" / "val.txt", "a\n")
    assert read_labels(tmp_path)[1]["a.png"].split == "val"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbb">]><annotation><filename>&b;</filename></annotation>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><annotation/>',
        "<annotation>" + "<a>" * 70 + "</a>" * 70 + "</annotation>",
        "<annotation><object></annotation>",
        "",
    ],
    ids=["entities", "outside", "deep", "cut", "empty"],
)
def test_odd_xml_is_one_line_each(tmp_path: Path, text: str) -> None:
    image_set(tmp_path)
    write_text(tmp_path / "Annotations" / "b.xml", voc(""))
    write_text(tmp_path / "Annotations" / "a.xml", text)
    _, images, problems = read_labels(tmp_path)
    assert kinds(problems) == ["label_unreadable"]
    assert "\n" not in problems[0].message
    assert not images["a.png"].is_seen
    assert images["b.png"].is_seen


def test_a_name_in_an_old_encoding(tmp_path: Path) -> None:
    image_set(tmp_path)
    path = write_text(tmp_path / "Annotations" / "a.xml", "")
    path.write_bytes(voc(voc_object("红色灯泡", 4, 5, 20, 30)).encode("gbk"))
    assert boxes_of(read_labels(tmp_path)[1]["a.png"]) == [("红色灯泡", 4, 5, 20, 30)]


def test_an_object_with_two_boxes_is_two(tmp_path: Path) -> None:
    image_set(tmp_path, ("a.png",))
    second = "<bndbox><xmin>30</xmin><ymin>2</ymin><xmax>40</xmax><ymax>9</ymax></bndbox></object>"
    write_text(tmp_path / "a.xml", voc(voc_object("w", 1, 2, 20, 9).replace("</object>", second)))
    _, images, _ = read_labels(tmp_path)
    assert boxes_of(images["a.png"]) == [("w", 1, 2, 20, 9), ("w", 30, 2, 40, 9)]


def test_a_list_of_windows_names_its_first_image_too(tmp_path: Path) -> None:
    image_set(tmp_path, ("a.png",), "JPEGImages")
    write_text(tmp_path / "Annotations" / "a.xml", voc(voc_object("w", 1, 2, 20, 9)))
    write_text(tmp_path / "ImageSets" / "Main" / "val.txt", "\ufeffa\r\n")
    assert read_labels(tmp_path)[1]["a.png"].split == "val"
