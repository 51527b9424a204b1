"""Conversion: what comes back is what was there, no source is changed, and losses are told first."""

from __future__ import annotations

import json
import math
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.conversion import Conversion, convert, find_labels, losses, survey
from studio.core.data.attributes import HELD, Attributes
from studio.core.data.dataset import open_dataset
from studio.core.data.formats import LABEL_FORMATS
from studio.core.data.formats.neutral import LabelledBox, LabelledImage, LabelSet
from studio.core.errors import Cancelled, StudioError
from tests.factories import make_dataset_folder, snapshot, write_image
from tests.label_files import boxes_of, image_set, labelme, read_labels, shape, voc, voc_object, write_json
from tests.label_files import write_text as write_label

LINES = {
    "a.png": "0 0.5 0.5 0.3 0.4\n3 0.2 0.2 0.1 0.1\n",
    "b.png": "",
    "c.png": None,
    "d.png": "1 .9 .9 .2 .2\n",
}
SPLITS = {"train": ["a.png", "b.png"], "val": ["c.png", "d.png"]}


def make_set(folder: Path) -> Path:
    return make_dataset_folder(folder, LINES, layout="yaml", splits=SPLITS)


@pytest.mark.parametrize("to", LABEL_FORMATS)
def test_there_and_back(tmp_path: Path, to: str) -> None:
    source = make_set(tmp_path / "set")
    before = snapshot(tmp_path / "set")
    there = convert(source, to, tmp_path / to)
    assert (there.images, there.boxes, there.unseen, there.empty) == (4, 3, 1, 1)
    assert there.compared == 3
    back = convert(tmp_path / to, "yolo", tmp_path / "back")
    assert back.source == (to if LABEL_FORMATS[to].document else "yolo")
    assert (back.images, back.boxes, back.unseen, back.empty) == (4, 3, 1, 1)
    assert back.names == ["w", "r", "g", "b"]
    first, last = read_labels(source)[1], read_labels(tmp_path / "back")[1]
    assert first.keys() == last.keys()
    for name, image in first.items():
        assert last[name].is_seen == image.is_seen
        assert [box.name for box in last[name].boxes] == [box.name for box in image.boxes]
        for one, other in zip(image.boxes, last[name].boxes, strict=True):
            assert max(abs(a - b) for a, b in zip(one.xyxy, other.xyxy, strict=True)) < 0.5
        if image.is_seen:
            assert last[name].split == image.split
    assert snapshot(tmp_path / "set") == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


NAMES = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12).filter(
    lambda text: " ".join(text.split()) == text and text.isprintable() and not text.startswith("#")
)
SIDES = st.floats(0, 1, allow_nan=False)


@st.composite
def boxes(draw: st.DrawFn, names: list[str]) -> LabelledBox:
    x1, x2 = sorted((draw(SIDES) * 64, draw(SIDES) * 64))
    y1, y2 = sorted((draw(SIDES) * 48, draw(SIDES) * 48))
    xyxy = min(x1, 62), min(y1, 46), min(max(x2, x1 + 2), 64), min(max(y2, y1 + 2), 48)
    said = Attributes(
        *draw(st.tuples(st.booleans(), st.booleans(), st.booleans())), draw(st.sampled_from(("", "é <&>")))
    )
    return LabelledBox(draw(st.sampled_from(names)), xyxy, said)


@st.composite
def sets(draw: st.DrawFn) -> tuple[list[str], list[list[LabelledBox]]]:
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    return names, draw(st.lists(st.lists(boxes(names), max_size=4), min_size=2, max_size=2))


@pytest.mark.parametrize("to", LABEL_FORMATS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=sets())
def test_any_boxes_come_back_from_any_format(
    tmp_path: Path, to: str, drawn: tuple[list[str], list[list[LabelledBox]]]
) -> None:
    names, found = drawn
    image_set(tmp_path / "set")

    def entries():
        for name, rows in zip(("a.png", "b.png"), found, strict=True):
            path = tmp_path / "set" / "images" / name
            yield LabelledImage(name, path, list(rows), path, (64, 48), split="train")

    labels = LabelSet("drawn", tmp_path, entries, names)
    # `_write` is all of `convert` but for finding the labels and showing the folder.
    place = tmp_path / "part"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    report = writing(labels, to, place)
    assert report.compared == sum(map(len, found))
    assert report.furthest <= 0.02
    assert report.names[: len(names)] == names


def writing(labels: LabelSet, to: str, place: Path) -> Conversion:
    from studio.core.conversion.convert import _write

    quiet = lambda *_: None  # noqa: E731
    return _write(labels, to, place / "shown", place / "out", "copy", quiet, quiet, lambda: False, None)[0]


def test_a_box_that_does_not_come_back_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = make_set(tmp_path / "set")
    from studio.core.data.formats import voc as module

    monkeypatch.setattr(module, "pixels", lambda value: str(round(value) + 1))
    with pytest.raises(StudioError, match="px from where it was") as caught:
        convert(source, "voc", tmp_path / "out")
    assert "Nothing was written" in caught.value.cause
    assert sorted(path.name for path in tmp_path.iterdir()) == ["set"]


def test_what_is_lost_is_told_before_anything_is_written(tmp_path: Path) -> None:
    image_set(tmp_path / "set", place=".")
    shapes = [shape("w", [[4, 5], [20, 30]], flags={"difficult": True}, description="lit", group_id=4)]
    write_json(tmp_path / "set" / "a.json", labelme(shapes))
    told: list[Conversion] = []

    def stop(report: Conversion) -> None:
        assert not any((tmp_path / name).exists() for name in ("out", "out/data.yaml"))
        told.append(report)
        raise Cancelled

    with pytest.raises(Cancelled):
        convert(tmp_path / "set", "yolo", tmp_path / "out", told=stop)
    assert told[0].losses == ["What LabelMe says of boxes besides is left out: group_id."]
    assert told[0].notes == [
        "This format has no room for it: 1 box is marked difficult, 1 box has a text. The studio keeps it"
        " among its own files."
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["set"]
    labels = find_labels(tmp_path / "set")
    assert losses(labels, survey(labels), "labelme") == []
    assert losses(labels, survey(labels), "voc")[0].endswith("1 box has a text.")


@pytest.mark.parametrize("to", [name for name, row in LABEL_FORMATS.items() if row.document])
def test_images_may_stay_whatever_is_written(tmp_path: Path, to: str) -> None:
    report = convert(make_set(tmp_path / "set"), to, tmp_path / "out", images="none")
    assert report.compared == report.boxes == 3
    assert not list((tmp_path / "out").rglob("*.png"))


@pytest.mark.parametrize("mode", ["copy", "link", "none"])
def test_images_are_copied_linked_or_left(tmp_path: Path, mode: str) -> None:
    image_set(tmp_path / "set")
    write_label(tmp_path / "set" / "Annotations" / "a.xml", voc(voc_object("w", 4, 5, 20, 30)))
    report = convert(tmp_path / "set", "labelme", tmp_path / "out", images=mode)
    original = tmp_path / "set" / "images" / "a.png"
    if mode == "none":
        assert not list((tmp_path / "out").rglob("*.png"))
        data = json.loads((tmp_path / "out" / "a.json").read_text())
        assert Path(data["imagePath"]) == original
    else:
        assert (tmp_path / "out" / "a.png").samefile(original) == (mode == "link")
    assert report.compared == 1


def test_labels_alone_are_converted_where_they_say_the_size(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", labelme([shape("w", [[4, 5], [20, 30]])], image="../../../a.png"))
    report = convert(tmp_path / "a.json", "coco", tmp_path / "out", images="none")
    assert (report.images, report.boxes, report.compared) == (1, 1, 1)
    with pytest.raises(StudioError, match="Not one image"):
        convert(tmp_path / "a.json", "coco", tmp_path / "other")


def test_names_never_collide(tmp_path: Path) -> None:
    for seed, name in enumerate(("one/a.png", "two/a.png", "two/A.jpg", "三/ä.png", "四/a\u0308.png")):
        write_image(tmp_path / "set" / name, seed=seed)
        text = f"{seed % 2} 0.5 0.5 0.{seed + 1} 0.5\n"
        write_label((tmp_path / "set" / name).with_suffix(".txt"), text)
    (tmp_path / "set" / "two" / "a.txt").unlink()
    shutil.move(tmp_path / "set" / "two" / "A.txt", tmp_path / "set" / "two" / "a.txt")
    (tmp_path / "set" / "classes.txt").write_text("w\nr\n")
    report = convert(tmp_path / "set", "voc", tmp_path / "out")
    stems = [path.stem.casefold() for path in (tmp_path / "out" / "JPEGImages").iterdir()]
    assert len(stems) == len(set(stems)) == 5
    assert report.compared == report.boxes
    with pytest.raises(StudioError, match="Several images are called"):
        convert(tmp_path / "set", "voc", tmp_path / "other", images="none")


def test_a_zip_is_opened_whatever_is_in_it(tmp_path: Path) -> None:
    image_set(tmp_path / "set")
    write_label(tmp_path / "set" / "Annotations" / "a.xml", voc(voc_object("w", 4, 5, 20, 30)))
    shutil.make_archive(str(tmp_path / "export"), "zip", tmp_path / "set")
    before = (tmp_path / "export.zip").read_bytes()
    report = convert(tmp_path / "export.zip", "yolo", tmp_path / "out", images="link")
    assert (report.source, report.images, report.compared) == ("voc", 2, 1)
    assert len(open_dataset(report.opens).records) == 2
    assert (tmp_path / "export.zip").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export.zip", "out", "set"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../a.png", "a file called"),
        ("/a.png", "a file called"),
        ("C:/a.png", "a file called"),
        ("x/../../a.png", "a file called"),
        (r"x\..\a.png", "a file called"),
        ("CON.png", "a file called"),
        ("link.png", "a link"),
        ("B.png", "two files called"),
        ("bomb.txt", "a zip bomb"),
    ],
)
def test_an_archive_stays_in_its_folder(
    tmp_path: Path, name: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.core.archives.LEAST_BYTES", 1 << 16)
    with zipfile.ZipFile(tmp_path / "set.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.png", b"x")
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = (0o120777 if name.startswith("link") else 0o100644) << 16
        archive.writestr(entry, b"\0" * (1 << 20) if name.startswith("bomb") else b"/etc/passwd")
    with pytest.raises(StudioError, match=reason):
        convert(tmp_path / "set.zip", "yolo", tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["set.zip"]


def test_an_archive_of_other_systems(tmp_path: Path) -> None:
    """Folders parted by backslashes, names as a Chinese Windows writes them, and a note called anything."""
    image_set(tmp_path / "set", ("灯泡红色.png",), place=".")
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.write(tmp_path / "set" / "灯泡红色.png", "set\\images\\AAAAAAAA.png")
        archive.writestr("set\\labels\\AAAAAAAA.txt", "0 .5 .5 .1 .1\n")
        archive.writestr("what is this?.md", "x")
    content = (tmp_path / "set.zip").read_bytes()
    (tmp_path / "set.zip").write_bytes(content.replace(b"AAAAAAAA", "灯泡红色".encode("gbk")))
    report = convert(tmp_path / "set.zip", "yolo", tmp_path / "out")
    assert (report.images, report.compared) == (1, 1)
    assert [path.name for path in tmp_path.joinpath("out").rglob("*.png")] == ["灯泡红色.png"]


def test_what_is_told_of_an_archive_names_it(tmp_path: Path) -> None:
    """Where it was unpacked is gone when that is read."""
    image_set(tmp_path / "set")
    write_label(tmp_path / "set" / "images" / "a.txt", "0 .5 .5 .1 .1\nx\n")
    write_label(tmp_path / "set" / "obj.data", "train = data/train.txt\nnames = a.names\n")
    write_label(tmp_path / "set" / "a.names", "w\n")
    write_label(tmp_path / "set" / "train.txt", "images/a.png\n")
    archive = Path(shutil.make_archive(str(tmp_path / "given"), "zip", tmp_path, "set"))
    report = convert(archive, "coco", tmp_path / "out")
    assert f"it was found in {archive / 'set'}." in " ".join(report.notes)
    assert [problem.file for problem in report.problems] == [archive / "set" / "images" / "a.txt"]
    assert "unpacked" not in str(report.to_dict())
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as none:
        none.writestr("a.txt", "x")
    with pytest.raises(StudioError, match=re.escape(f"There are no images in {tmp_path / 'none.zip'}.")):
        convert(tmp_path / "none.zip", "yolo", tmp_path / "other")


def test_an_archive_that_is_cut_off_is_told_as_one(tmp_path: Path) -> None:
    image_set(tmp_path / "set")
    archive = Path(shutil.make_archive(str(tmp_path / "given"), "zip", tmp_path / "set"))
    archive.write_bytes(archive.read_bytes()[:-40])
    with pytest.raises(StudioError, match="can't be unpacked: it is cut off, or no zip archive"):
        convert(archive, "yolo", tmp_path / "out")


def test_several_formats_in_one_folder_are_asked_about(tmp_path: Path) -> None:
    image_set(tmp_path / "set", place=".")
    write_json(tmp_path / "set" / "a.json", labelme([shape("w", [[4, 5], [20, 30]])]))
    write_label(tmp_path / "set" / "a.xml", voc(voc_object("r", 1, 2, 3, 4)))
    with pytest.raises(StudioError, match="several formats: LabelMe, Pascal VOC") as caught:
        find_labels(tmp_path / "set")
    assert "--from" in caught.value.remedy
    assert boxes_of(read_labels(tmp_path / "set", format_name="voc")[1]["a.png"]) == [("r", 1, 2, 3, 4)]
    write_label(tmp_path / "set" / "b.txt", "0 .5 .5 .1 .1\n")
    (tmp_path / "set" / "a.xml").unlink()
    with pytest.raises(StudioError, match="several formats: LabelMe, YOLO"):
        find_labels(tmp_path / "set")


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    source = make_set(tmp_path / "set")
    with pytest.raises(StudioError, match="inside the dataset"):
        convert(tmp_path / "set", "voc", tmp_path / "set" / "voc")
    write_label(tmp_path / "out" / "mine.txt", "x")
    with pytest.raises(StudioError, match="not an empty folder"):
        convert(source, "voc", tmp_path / "out")
    with pytest.raises(StudioError, match="no label format kitti"):
        convert(source, "kitti", tmp_path / "new")


def test_classes_without_a_list_come_by_name(tmp_path: Path) -> None:
    image_set(tmp_path)
    objects = "".join(voc_object(name, 4, 5, 20, 30) for name in ("lamp 10", "b", "lamp 2", "Á"))
    write_label(tmp_path / "Annotations" / "a.xml", voc(objects))
    assert survey(find_labels(tmp_path)).names == ["b", "lamp 2", "lamp 10", "Á"]


def test_an_unreadable_image_is_left_out_and_told(tmp_path: Path) -> None:
    image_set(tmp_path / "set")
    (tmp_path / "set" / "images" / "b.png").write_bytes(b"\x89PNG")
    write_label(tmp_path / "set" / "Annotations" / "a.xml", voc(voc_object("w", 4, 5, 20, 30)))
    report = convert(tmp_path / "set", "yolo", tmp_path / "out")
    assert (report.images, report.left_out) == (1, 1)
    assert [problem.file.name for problem in report.problems] == ["b.png"]


def test_a_data_file_for_yolo_fastestv2(tmp_path: Path) -> None:
    from studio.core.conversion.fastest import data_file_writer

    source = make_set(tmp_path / "set")
    write_label(tmp_path / "set" / "labels" / "c.txt", "2 .5 .5 .25 .25\n")
    asked: list[object] = []

    def fit(sizes: list[tuple[float, float]], count: int) -> list[tuple[float, float]]:
        asked.extend(sizes)
        return [(float(index + 1), 2.0) for index in range(count)]

    convert(source, "darknet", tmp_path / "out", also=data_file_writer(416, fit))
    # Its network stretches images to its input.
    assert len(asked) == 4
    assert (104, 104) in [tuple(map(round, size)) for size in asked]  # type: ignore[call-overload]
    place = tmp_path / "out" / "yolo-fastestv2"
    for line in (
        *(place / "train.txt").read_text().splitlines(),
        *(place / "val.txt").read_text().splitlines(),
    ):
        assert Path(line).is_absolute()
        assert Path(line.split(".")[0] + ".txt").is_file(), "as its own code makes the label's path"
    text = (place / "yolo-fastestv2.data").read_text()
    parts = [line for line in text.splitlines() if line.startswith("[")]
    assert parts == ["[name]", "[train-configure]", "[model-configure]", "[data-configure]"]
    assert "anchors=1.00,2.00, 2.00,2.00, 3.00,2.00, 4.00,2.00, 5.00,2.00, 6.00,2.00" in text
    # As many as fill a batch: it drops the others.
    assert "batch_size=2\n" in text
    opened = open_dataset(place / "yolo-fastestv2.data")
    assert opened.class_names == ["w", "r", "g", "b"]
    assert {name: len(records) for name, records in opened.splits.items()} == {"train": 2, "val": 2}
    assert sum(len(opened.read(record).boxes) for record in opened.records) == 4


def test_no_shape_of_a_box_is_nothing() -> None:
    from studio.core.data.formats.neutral import settle

    image = LabelledImage(
        "a", Path("a"), [LabelledBox("w", (math.nan, 0, 1, 1)), LabelledBox("", (0, 0, 1, 1))]
    )
    image.boxes += [LabelledBox("w", (9, 9, 9, 12)), LabelledBox("w", (100, 0, 120, 9))]
    settle(image, (64, 48))
    assert image.boxes == []
    assert [problem.kind for problem in image.problems] == [
        "label_number",
        "label_class",
        "label_size",
        "label_range",
        "label_size",
    ]


def test_opening_such_labels_tells_the_way(tmp_path: Path) -> None:
    image_set(tmp_path / "set")
    path = write_json(tmp_path / "set" / "images" / "a.json", labelme([shape("w", [[4, 5], [20, 30]])]))
    with pytest.raises(StudioError, match="holds LabelMe labels") as caught:
        open_dataset(path)
    assert "studio convert" in caught.value.remedy
    (note,) = [note for note in open_dataset(tmp_path / "set").notes if "LabelMe" in note]
    assert "--to yolo --out" in note
    # Once there are labels of its own, it is a dataset as any other.
    write_label(tmp_path / "set" / "images" / "b.txt", "0 .5 .5 .1 .1\n")
    assert not any("LabelMe" in note for note in open_dataset(tmp_path / "set").notes)


def test_what_a_person_said_of_boxes_goes_where_there_is_room(tmp_path: Path) -> None:
    assert HELD.keys() == LABEL_FORMATS.keys()
    source = make_set(tmp_path / "set")
    dataset = open_dataset(source)
    record = next(each for each in dataset.records if each.path.name == "a.png")
    said = Attributes(difficult=True, text="behind the post")
    labels = dataset.read(record)
    boxes = [replace(labels.boxes[0], attributes=said), *labels.boxes[1:]]
    dataset.remarks.write(record, dataset.remarks.render(record, boxes, (), (64, 48)), None)
    assert convert(source, "cvat", tmp_path / "cvat").losses == []
    assert read_labels(tmp_path / "cvat")[1]["a.png"].boxes[0].attributes == said
    assert convert(source, "voc", tmp_path / "voc").losses == [
        "This format has no room for it: 1 box has a text."
    ]
