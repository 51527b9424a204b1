"""CVAT for images and for video."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.conversion import convert
from tests.label_files import boxes_of, cvat, image_set, kinds, read_labels, write_text

BOX = 'xtl="4" ytl="5" xbr="20.25" ybr="30"'
SIZE = 'width="64" height="48"'


def read_one(folder: Path, text: str, names: tuple[str, ...] = ("a.png", "b.png")):
    image_set(folder, names)
    write_text(folder / "annotations.xml", text)
    labels, images, problems = read_labels(folder)
    assert labels.format == "cvat"
    return labels, images, problems


def test_images_are_named_and_their_ids_are_no_key(tmp_path: Path) -> None:
    body = f'<image id="0" name="images/b.png" {SIZE}><box label="w" {BOX} occluded="1"/></image>'
    body += f'<image id="0" name="a.png" subset="Validation" {SIZE}/>'
    labels, images, problems = read_one(tmp_path, cvat(body, ["r", "w"]))
    assert labels.class_names == ["r", "w"]
    assert boxes_of(images["b.png"]) == [("w", 4, 5, 20.25, 30)]
    assert images["b.png"].boxes[0].attributes.names() == ("occluded",)
    assert images["a.png"].is_seen
    assert images["a.png"].split == "val"
    assert problems == []


def test_a_box_beyond_the_image_is_clipped_and_told(tmp_path: Path) -> None:
    box = '<box label="w" xtl="-9" ytl="5" xbr="80" ybr="30"/>'
    _, images, problems = read_one(tmp_path, cvat(f'<image name="a.png" {SIZE}>{box}</image>'))
    assert boxes_of(images["a.png"]) == [("w", 0, 5, 64, 30)]
    assert kinds(problems) == ["label_range"]


def test_other_shapes_are_counted_and_a_turned_box_is_upright(tmp_path: Path) -> None:
    body = '<polygon label="w" points="1,1;2,2;3,1"/><points label="w" points="1,1"/><tag label="w"/>'
    body += '<box label="w" xtl="10" ytl="18" xbr="30" ybr="22" rotation="90"/>'
    _, images, problems = read_one(tmp_path, cvat(f'<image name="a.png" {SIZE}>{body}</image>'))
    assert boxes_of(images["a.png"]) == [("w", 18, 10, 22, 30)]
    assert kinds(problems) == ["label_turned", "label_shape"]
    assert problems[1].message.endswith(": 2.")


FRAMES = "".join(
    f'<box frame="{frame}" outside="{outside}" keyframe="1" xtl="{4 + frame}" ytl="5" xbr="20" ybr="30"/>'
    for frame, outside in ((0, 0), (1, 0), (2, 1))
)


def test_a_video_is_frames_without_what_is_outside(tmp_path: Path) -> None:
    meta = "<original_size><width>64</width><height>48</height></original_size>"
    names = ("frame_000000.png", "frame_000001.png", "frame_000002.png")
    text = cvat(f'<track id="0" label="w">{FRAMES}</track>', ["w"], meta)
    _, images, problems = read_one(tmp_path, text, names)
    assert [boxes_of(images[name]) for name in names] == [
        [("w", 4, 5, 20, 30)],
        [("w", 5, 5, 20, 30)],
        [],
    ]
    assert problems == []


def test_a_video_of_keyframes_alone_is_refused(tmp_path: Path) -> None:
    shapes = "".join(f'<box frame="{frame}" outside="0" {BOX}/>' for frame in (0, 9))
    track = f'<track id="7" label="w">{shapes}</track>'
    _, _, problems = read_one(tmp_path, cvat(track, ["w"]), ("frame_000000.png",))
    assert kinds(problems) == ["label_unreadable"]
    assert "Track 7" in problems[0].message
    assert "keyframes alone" in problems[0].message


def test_attributes_survive(tmp_path: Path) -> None:
    more = '<attribute name="truncated">true</attribute><attribute name="mood">dark &amp; "wet"</attribute>'
    body = f'<image name="a.png" {SIZE}><box label="w" {BOX} z_order="3" source="auto">{more}</box></image>'
    _, images, _ = read_one(tmp_path / "set", cvat(body))
    assert images["a.png"].boxes[0].attributes.names() == ("truncated",)
    convert(tmp_path / "set", "cvat", tmp_path / "out")
    written = (tmp_path / "out" / "annotations.xml").read_text()
    for kept in ('z_order="3"', 'source="auto"', 'name="mood">dark &amp; "wet"<', 'name="truncated">true<'):
        assert kept in written


@pytest.mark.parametrize("value", ["nan", "inf", "x", "", "1e400"])
def test_a_side_that_is_no_number(tmp_path: Path, value: str) -> None:
    box = f'<box label="w" xtl="{value}" ytl="5" xbr="20" ybr="30"/>'
    _, images, problems = read_one(tmp_path, cvat(f'<image name="a.png" {SIZE}>{box}</image>'))
    assert images["a.png"].boxes == []
    assert kinds(problems) == ["label_number"]


def test_a_video_cut_off_in_a_later_track_labels_no_frame_by_half(tmp_path: Path) -> None:
    text = cvat(f'<track id="0" label="w">{FRAMES}</track><track id="1" label="w">{FRAMES}</track>', ["w"])
    cut = text[: text.rindex("<box")]
    _, images, problems = read_one(tmp_path, cut, ("frame_000000.png", "frame_000001.png"))
    assert [image.name for image in images.values() if image.is_seen] == []
    assert kinds(problems) == ["label_unreadable"]


@pytest.mark.parametrize(
    "shape", ['<polygon label="w" points="1,1;9,1;9,9"/>', f'<box label="w" {BOX.replace("30", "5")}/>']
)
def test_labels_that_can_not_be_used_are_not_no_objects(tmp_path: Path, shape: str) -> None:
    _, images, problems = read_one(tmp_path, cvat(f'<image name="a.png" {SIZE}>{shape}</image>'))
    assert images["a.png"].boxes == []
    assert len(problems) == 1
    assert not images["a.png"].is_seen


def test_what_is_said_of_images_and_classes_survives(tmp_path: Path) -> None:
    image_set(tmp_path / "set", ("a.png",))
    said = "<color>#f00</color><attributes><attribute><name>on</name></attribute></attributes>"
    labels = f"<meta><task><labels><label><name>w</name>{said}</label></labels></task></meta>"
    tag = '<tag label="day" source="manual"><attribute name="lux">5 &lt; 6</attribute></tag>'
    image = f'<image id="0" name="a.png" {SIZE} task_id="5">{tag}</image>'
    write_text(tmp_path / "set/annotations.xml", f"<annotations>{labels}{image}</annotations>")
    assert convert(tmp_path / "set", "cvat", tmp_path / "out").losses == []
    written = (tmp_path / "out/annotations.xml").read_text(encoding="utf-8")
    assert tag in written and 'task_id="5"' in written and "<color>#f00</color>" in written
    assert written.count("<attributes>") == 1 and "<name>on</name>" in written
    assert convert(tmp_path / "set", "labelme", tmp_path / "other").losses == [
        "What CVAT says of images besides is left out: task_id, tag.",
        "What CVAT says of the whole set is left out: color, attributes.",
    ]


def test_a_file_that_speaks_of_no_images_is_told(tmp_path: Path) -> None:
    """Such as many of VOC put into one, which nothing writes and somebody made."""
    image_set(tmp_path, ("a.png",))
    write_text(tmp_path / "all.xml", "<annotations><annotation><object/></annotation></annotations>")
    _, _, problems = read_labels(tmp_path)
    assert [problem.message.rpartition("/")[2] for problem in problems] == ["all.xml speaks of no images."]
