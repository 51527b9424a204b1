"""Opening datasets in place: darknet, data YAML in its published shapes, plain folder."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.notes import data_notes
from studio.core.data.record import Box
from studio.core.data.splitting.splits import training_split
from studio.core.errors import StudioError
from studio.core.tiling.clip import Cutting
from studio.core.tiling.cut import cut_dataset
from studio.core.tiling.places import splitter_of
from tests.factories import Layout, make_dataset, make_dataset_folder, snapshot, write_image

WRGB = Path(__file__).parents[4] / "shared" / "wrgb"
LABELS = {"a.png": "0 0.5 0.5 0.2 0.2\n", "b.png": "", "c.png": None}
LINE = "0 0.5 0.5 0.2 0.2\n"


def images(dataset: Dataset) -> list[str]:
    return [record.path.name for record in dataset.records]


def box_count(dataset: Dataset) -> int:
    return sum(len(dataset.read(record).boxes) for record in dataset.records)


@pytest.mark.skipif(not WRGB.is_dir(), reason="needs the wrgb photos beside the checkout")
@pytest.mark.parametrize("place", ["obj.data", "obj.yaml", ".", "img"])
def test_wrgb_opens_every_way(place: str):
    dataset = open_dataset(WRGB / place)
    assert len(dataset.records) == 240
    assert dataset.class_names == ["w", "r", "g", "b"]
    assert box_count(dataset) == 1328
    assert dataset.problems == []
    if place != "img":
        assert {name: len(records) for name, records in dataset.splits.items()} == {"train": 203, "val": 37}


@pytest.mark.parametrize("layout", ["yaml", "darknet", "folder"])
def test_layouts_agree_and_nothing_is_touched(tmp_path: Path, layout: Layout):
    source = make_dataset_folder(tmp_path, LABELS, layout=layout)
    before = snapshot(tmp_path)
    dataset = open_dataset(source)
    assert sorted(images(dataset)) == ["a.png", "b.png", "c.png"]
    assert dataset.states() == ["labelled", "empty", "unseen"]
    assert dataset.class_names == ["w", "r", "g", "b"]
    assert box_count(dataset) == 1
    assert dataset.problems == []
    assert dataset.name == tmp_path.name
    assert list(dataset.splits) == ([] if layout == "folder" else ["train"])
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    "names",
    [
        "names: [on, off, yes, 007]",
        "names: ['on', \"off\", yes, '007']",
        "names:\n- on\n- off\n- yes\n- 007",
        "names:\n  - on\n  - off\n  - yes\n  - 007",
        "names:\n  0: on\n  1: off\n  2: yes\n  3: 007",
        "names: {1: off, 0: on, 3: 007, 2: yes}",
        "nc: 4\nnames: [\n  on, off,\n  yes, 007 ]",
    ],
)
def test_names_of_a_yaml_stay_text(tmp_path: Path, names: str):
    write_image(tmp_path / "images/a.png")
    (tmp_path / "data.yaml").write_text(f"train: images\nval: images\n{names}\n")
    dataset = open_dataset(tmp_path / "data.yaml")
    assert dataset.class_names == ["on", "off", "yes", "007"]
    assert dataset.problems == []


def test_names_with_gaps_and_counts_alone(tmp_path: Path):
    write_image(tmp_path / "images/a.png")
    path = tmp_path / "data.yaml"
    path.write_text("train: images\nnames: {0: cat, 2: dog}\n")
    assert open_dataset(path).class_names == ["cat", "class1", "dog"]
    path.write_text("train: images\nnc: 2\n")
    assert open_dataset(path).class_names == ["class0", "class1"]
    path.write_text("train: images\nnc: 3\nnames: [cat, cat]\n")
    assert [problem.kind for problem in open_dataset(path).problems] == ["names", "names"]


@pytest.mark.parametrize(
    ("train", "val", "expected"),
    [
        ("images/train", "images/val", ["a.png", "b.png", "c.png"]),
        ("./images/train/", "images/val", ["a.png", "b.png", "c.png"]),
        ("../images/train", "../images/val", ["a.png", "b.png", "c.png"]),
        ("/some/where/else/images/train", "D:\\set\\images\\val", ["a.png", "b.png", "c.png"]),
        ("train.txt", "images/val", ["b.png", "a.png", "c.png"]),
        ("[images/train, images/val]", "val.txt", ["a.png", "b.png", "c.png"]),
        ("[train.txt, images/val]", "", ["b.png", "a.png", "c.png"]),
        ("- train.txt\n- images/val", "~", ["b.png", "a.png", "c.png"]),
        ("images/train", "missing", ["a.png", "b.png"]),
    ],
)
def test_train_and_val_in_every_published_shape(tmp_path: Path, train: str, val: str, expected: list[str]):
    root = tmp_path / "set"
    for number, name in enumerate(["train/a.png", "train/b.png", "val/c.png"]):
        write_image(root / "images" / name, seed=number)
    label = root / "labels/val/c.txt"
    label.parent.mkdir(parents=True)
    label.write_text(LINE)
    (root / "train.txt").write_bytes(b"\xef\xbb\xbf./images/train/b.png\r\n\r\n  images/train/a.png  \r\n")
    (root / "val.txt").write_text(f"{root}/images/val/c.png")
    value = f"\n{train}" if train.startswith("-") else f" {train}"
    (root / "data.yaml").write_text(f"train:{value}\nval: {val}\ntest:\nnames: [w]\n")
    dataset = open_dataset(root / "data.yaml")
    assert images(dataset) == expected
    assert box_count(dataset) == ("c.png" in expected)
    assert [problem.kind for problem in dataset.problems] == (["split_missing"] if val == "missing" else [])


@pytest.mark.parametrize("path", ["", "path: .\n", "path: images/..\n"])
def test_a_missing_split_is_not_taken_from_another_dataset(tmp_path: Path, path: str):
    write_image(tmp_path / "valid/images/other.png")
    write_image(tmp_path / "set/images/own.png")
    (tmp_path / "set/data.yaml").write_text(f"{path}train: images\nval: valid/images\nnames: [w]\n")
    dataset = open_dataset(tmp_path / "set/data.yaml")
    assert images(dataset) == ["own.png"]
    assert list(dataset.splits) == ["train"]
    (problem,) = dataset.problems
    assert (problem.kind, problem.file) == ("split_missing", tmp_path / "set/data.yaml")
    assert problem.message == "valid/images of the val images does not exist."


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("set", "top/set"),
        (".", "top/set"),
        ("../set", "top/set"),
        ("~/set", "home"),
        ("../datasets/set", "top/datasets/set"),
        ("datasets/set", "top/datasets/set"),
    ],
)
def test_path_of_a_yaml_is_looked_for_upwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, place: str
):
    monkeypatch.setenv("HOME", str(tmp_path / "top"))
    root = tmp_path / ("top/set" if place == "home" else place)
    write_image(root / "images/a.png")
    path = root / "sub" / "data.yaml" if written != "." else root / "data.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"path: {written}\ntrain: images\nnames: [w]\n")
    dataset = open_dataset(path)
    assert dataset.root == root
    assert any(str(root) in note for note in dataset.notes) == (written != ".")


def test_trainer_folder_convention_falls_back_to_the_yamls_own_folder(tmp_path: Path):
    write_image(tmp_path / "images/a.png")
    path = tmp_path / "obj.yaml"
    path.write_text("path: ../datasets/wrgb\ntrain: images\nnames: [w]\n")
    dataset = open_dataset(path)
    assert dataset.root == tmp_path
    (note,) = dataset.notes
    assert "../datasets/wrgb" in note
    assert str(tmp_path) in note


def test_a_folder_with_one_description_uses_it_and_plain_does_not(tmp_path: Path):
    make_dataset_folder(tmp_path, LABELS, layout="yaml", splits={"train": ["a.png"], "val": ["b.png"]})
    described = open_dataset(tmp_path)
    assert images(described) == ["a.png", "b.png"]
    assert any("data.yaml" in note for note in described.notes)
    plain = open_dataset(tmp_path, plain=True)
    assert images(plain) == ["a.png", "b.png", "c.png"]
    assert plain.splits == {}
    assert plain.class_names == ["w", "r", "g", "b"]
    # Two descriptions: which one is meant is not ours to guess.
    shutil.copy(tmp_path / "data.yaml", tmp_path / "other.yaml")
    assert images(open_dataset(tmp_path)) == ["a.png", "b.png", "c.png"]


def test_a_broken_description_leaves_the_folder_usable(tmp_path: Path):
    make_dataset_folder(tmp_path, LABELS)
    (tmp_path / "data.yaml").write_text("train: gone\nnames: [a]\n")
    assert len(open_dataset(tmp_path).records) == 3


@pytest.mark.parametrize(
    ("image", "label"),
    [
        ("a.png", "a.txt"),
        ("a.png", "labels/a.txt"),
        ("photos/a.png", "photos/a.txt"),
        ("photos/a.png", "labels/photos/a.txt"),
        ("photos/a.png", "photos/labels/a.txt"),
        ("images/a.png", "labels/a.txt"),
        ("images/a.png", "images/a.txt"),
        ("images/day/a.png", "labels/day/a.txt"),
        ("train/images/a.png", "train/labels/a.txt"),
        ("images/set/images/a.png", "images/set/labels/a.txt"),
    ],
)
def test_labels_of_a_folder_beside_or_under_labels(tmp_path: Path, image: str, label: str):
    write_image(tmp_path / image)
    target = tmp_path / label
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(LINE)
    (record,) = open_dataset(tmp_path).records
    assert record.label_path == target
    target.unlink()
    (record,) = open_dataset(tmp_path).records
    assert not record.label_path.exists()
    assert record.label_path.suffix == ".txt"


def test_new_labels_follow_the_rule_where_there_are_none_yet(tmp_path: Path):
    write_image(tmp_path / "images/a.png")
    write_image(tmp_path / "other/b.png")
    first, second = open_dataset(tmp_path).records
    assert first.label_path == tmp_path / "labels/a.txt"
    assert second.label_path == tmp_path / "other/b.txt"


def test_class_names_come_from_the_folder_above_or_from_the_ids(tmp_path: Path):
    folder = tmp_path / "img"
    write_image(folder / "a.png")
    (folder / "a.txt").write_text("2 0.5 0.5 0.1 0.1\n12345 0.5 0.5 0.1 0.1\n")
    dataset = open_dataset(folder)
    assert dataset.class_names == ["class0", "class1", "class2"]
    (tmp_path / "obj.names").write_text("cat\r\ndog\r\n\r\n")
    assert open_dataset(folder).class_names == ["cat", "dog"]
    (folder / "classes.txt").write_text("\ufeffx\ny")
    assert open_dataset(folder).class_names == ["x", "y"]


def test_missing_and_doubled_images_of_a_list_are_problems(tmp_path: Path):
    source = make_dataset_folder(tmp_path, LABELS, layout="darknet")
    (tmp_path / "train.txt").write_text("./img/a.png\n./img/gone.png\nimg/a.png\n\0\n")
    dataset = open_dataset(source)
    assert images(dataset) == ["a.png"]
    found = [(problem.kind, problem.file.name, problem.line) for problem in dataset.problems]
    assert found == [
        ("image_missing", "train.txt", 2),
        ("list_duplicate", "train.txt", 3),
        ("image_missing", "train.txt", 4),
    ]


def test_darknet_paths_as_seen_from_a_folder_above(tmp_path: Path):
    make_dataset_folder(tmp_path / "data", LABELS, layout="darknet")
    (tmp_path / "data/train.txt").write_text("data/img/a.png\ndata/img/b.png\n")
    data = tmp_path / "data/obj.data"
    data.write_text("classes=3\r\ntrain = data/train.txt\r\nvalid=data/train.txt\nnames=data/obj.names\n")
    dataset = open_dataset(data)
    assert {name: len(records) for name, records in dataset.splits.items()} == {"train": 2, "val": 2}
    assert len(dataset.records) == 2
    assert [problem.kind for problem in dataset.problems] == ["names"]


def test_two_images_of_one_stem_share_a_label(tmp_path: Path):
    make_dataset_folder(tmp_path, {"a.png": LINE, "a.bmp": None})
    (problem,) = open_dataset(tmp_path).problems
    assert problem.kind == "label_shared"
    assert "a.bmp" in problem.message
    assert "a.png" in problem.message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("data.yaml", "train: images\nnames: {0: [x]}\n"),
        ("data.yaml", "train: images\nnames: {a: 0}\n"),
        ("data.yaml", "train: images\n"),
        ("data.yaml", "names: [a]\n"),
        ("data.yaml", "train: gone\nnames: [a]\n"),
        ("data.yaml", "train: [unclosed\n"),
        ("data.yaml", "- a\n- b\n"),
        ("data.yaml", "[" * 5000),
        ("data.yaml", "&a [*a]"),
        ("data.yaml", "names: !!python/object/apply:os.system ['echo']\ntrain: images\n"),
        ("data.yaml", "\x00\x01"),
        ("obj.data", ""),
        ("obj.data", "train = train.txt\n"),
        ("obj.data", "train = gone.txt\nnames = obj.names\n"),
        ("notes.docx", "hello"),
        ("gone.yaml", None),
        ("gone", None),
    ],
)
def test_what_is_no_dataset_is_one_sentence(tmp_path: Path, name: str, content: str | None):
    (tmp_path / "obj.names").write_text("a\n")
    (tmp_path / "images").mkdir()
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(StudioError) as caught:
        open_dataset(tmp_path / name)
    assert caught.value.cause.endswith(".")
    assert caught.value.remedy


def test_an_empty_folder_says_what_to_do(tmp_path: Path):
    with pytest.raises(StudioError, match="no images"):
        open_dataset(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_and_folders_in_place_of_files_do_not_hang(tmp_path: Path):
    dataset = make_dataset(tmp_path, {"a.png": None, "b.png": None})
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").mkdir()
    for record in dataset.records:
        assert [problem.kind for problem in dataset.read(record).problems] == ["label_unreadable"]
        assert dataset.state(record) == "empty"


def test_names_of_any_script_and_spaces(tmp_path: Path):
    folder = tmp_path / "фото 照片"
    make_dataset_folder(folder, {"лампа 1.png": LINE}, names=["белый", "红"])
    dataset = open_dataset(folder)
    assert dataset.class_names == ["белый", "红"]
    assert box_count(dataset) == 1


def test_many_images_open_fast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Opening lists folders; it neither opens nor stats the images one by one."""
    for number in range(300):
        (tmp_path / f"{number}.jpg").touch()
        (tmp_path / f"{number}.txt").touch()
    (tmp_path / "classes.txt").write_text("a\n")
    scans = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda *place: scans.append(place) or scandir(*place))
    dataset = open_dataset(tmp_path)
    assert len(dataset.records) == 300
    assert len(scans) < 10


CVAT = {
    "obj.data": "classes = 1\ntrain = data/train.txt\nvalid = data/valid.txt\nnames = data/obj.names\n",
    "obj.names": "w\n",
    "train.txt": "data/obj_train_data/a.png\ndata/obj_train_data/b.png\n",
    "valid.txt": "data/obj_valid_data/c.png\n",
}
CVAT_YAML = {
    "data.yaml": "path: .\ntrain: train.txt\nval: valid.txt\nnames: {0: w}\n",
    "train.txt": CVAT["train.txt"],
    "valid.txt": CVAT["valid.txt"],
}


def _moved(prefix: str, separator: str = "/") -> dict[str, str]:
    return {name: re.sub("(?<!_)data/", prefix, text).replace("/", separator) for name, text in CVAT.items()}


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (CVAT, "begin with data/"),
        (CVAT_YAML, "begin with data/"),
        (_moved("set/"), ""),
        (_moved("/srv/other/sets/set/"), "begin with /srv/other/sets/set/"),
        (_moved("D:/sets/"), "begin with D:/sets/"),
        (_moved("D:/sets/", "\\"), "begin with D:/sets/"),
        (_moved("", "\\"), "with backslashes"),
        ({**CVAT, "obj.data": CVAT["obj.data"].replace("data/t", "./t").replace("data/v", "./v")}, "data/"),
    ],
    ids=["cvat", "cvat yaml", "own name", "moved", "drive", "windows", "backslashes", "lists here"],
)
@pytest.mark.parametrize("by_folder", [True, False])
def test_sets_that_were_moved_or_unpacked_elsewhere(
    tmp_path: Path, texts: dict[str, str], told: str, by_folder: bool
):
    root = tmp_path / "set"
    for seed, image in enumerate(["obj_train_data/a.png", "obj_train_data/b.png", "obj_valid_data/c.png"]):
        write_image(root / image, seed=seed).with_suffix(".txt").write_text(LINE)
    for name, text in texts.items():
        (root / name).write_text(text)
    description = "obj.data" if "obj.data" in texts else "data.yaml"
    dataset = open_dataset(root if by_folder else root / description)
    assert {name: len(records) for name, records in dataset.splits.items()} == {"train": 2, "val": 1}
    assert dataset.problems == []
    assert box_count(dataset) == 3
    assert not told or any(told in note for note in dataset.notes)


@pytest.mark.parametrize("written", ["valid/images", "/old/set/valid/images", "D:\\set\\valid\\images"])
def test_a_missing_split_is_not_mended_into_another_one(tmp_path: Path, written: str):
    write_image(tmp_path / "images/own.png")
    (tmp_path / "data.yaml").write_text(f"train: images\nval: {written}\nnames: [w]\n")
    dataset = open_dataset(tmp_path / "data.yaml")
    assert list(dataset.splits) == ["train"]
    assert [problem.kind for problem in dataset.problems] == ["split_missing"]


def test_a_moved_list_does_not_take_images_of_another_dataset(tmp_path: Path):
    write_image(tmp_path / "img/a.png")
    write_image(tmp_path / "lamps/photos/b.png")
    (tmp_path / "lamps/obj.names").write_text("w\n")
    (tmp_path / "lamps/train.txt").write_text("/old/lamps/img/a.png\n/old/lamps/photos/b.png\n")
    (tmp_path / "lamps/obj.data").write_text("train = train.txt\nnames = obj.names\n")
    dataset = open_dataset(tmp_path / "lamps/obj.data")
    assert images(dataset) == ["b.png"]
    assert [(problem.kind, problem.line) for problem in dataset.problems] == [("image_missing", 1)]


def test_lists_that_nothing_names_are_said_to_be_left_aside(tmp_path: Path):
    make_dataset_folder(tmp_path, LABELS)
    (tmp_path / "valid.txt").write_text("./a.png\n")
    (tmp_path / "test.txt").write_text("0 0.5 0.5 0.5 0.5\n")
    notes = " ".join(open_dataset(tmp_path).notes)
    assert "valid.txt was left aside" in notes
    assert "test.txt" not in notes


def test_the_folder_itself_can_be_a_split(tmp_path: Path):
    write_image(tmp_path / "a.png")
    (tmp_path / "data.yaml").write_text("train: .\nnames: [w]\n")
    assert images(open_dataset(tmp_path / "data.yaml")) == ["a.png"]


@pytest.mark.parametrize(
    ("names", "cause", "remedy"),
    [
        ("names: red, green", "one text, 'red, green', and no list", "brackets"),
        ("names: classes.txt", "one text, 'classes.txt', and no list", "brackets"),
        ("names: [red: bright, green]", "The class name red: bright", "quotes"),
        ("names:\n  - traffic light: red\n  - green", "The class name traffic light: red", "quotes"),
        ("names:\n  - 0: red\n  - 1: green", "dashes and numbers, as in - 0: red", "Leave either"),
        ("names: {0:red, 1:green}", "no space behind the colon of 0:red", "Write 0: red"),
        ("names:\n  red: 0\n  green: 1", "The class name red", "Write the number first: 0: red"),
        ("names:\n  -1: red\n  0: green", "The class red in", "Count the classes from 0"),
        ("names:\n  0: red\n  00: green", "The class number 0 stands twice", "Keep one"),
        ("names:\n  0: {name: red}", "no class names that can be read", "0: cat"),
    ],
)
def test_names_that_can_not_be_read_are_named(tmp_path: Path, names: str, cause: str, remedy: str):
    write_image(tmp_path / "a.png")
    (tmp_path / "data.yaml").write_text(f"train: .\n{names}\n")
    with pytest.raises(StudioError) as refused:
        open_dataset(tmp_path / "data.yaml")
    assert cause in refused.value.cause
    assert "data.yaml" in refused.value.cause
    assert remedy in refused.value.remedy


@pytest.mark.parametrize("train", ["{images: images/a}", "[images/a, {images: images/b}]"])
def test_a_split_that_is_no_path_is_told(tmp_path: Path, train: str):
    for name in ("a", "b"):
        write_image(tmp_path / f"images/{name}/{name}.png")
    (tmp_path / "data.yaml").write_text(f"train: {train}\nval: images/b\nnames: [red]\n")
    (problem,) = open_dataset(tmp_path / "data.yaml").problems
    assert (problem.kind, problem.message) == (
        "split_missing",
        "What train: names is no path and no list of paths.",
    )


def test_one_list_of_two_splits_is_told_once(tmp_path: Path):
    write_image(tmp_path / "a.png")
    (tmp_path / "all.txt").write_text("./a.png\n./gone.png\n")
    (tmp_path / "data.yaml").write_text("train: all.txt\nval: all.txt\nnames: [red]\n")
    dataset = open_dataset(tmp_path / "data.yaml")
    assert [problem.line for problem in dataset.problems] == [2]
    assert {split: len(records) for split, records in dataset.splits.items()} == {"train": 1, "val": 1}


def test_a_list_of_no_images_is_refused_with_its_first_line(tmp_path: Path):
    write_image(tmp_path / "a.png")
    (tmp_path / "train.txt").write_text("\na.png 1,2,3,4,0\n")
    (tmp_path / "data.yaml").write_text("train: train.txt\nnames: [red]\n")
    with pytest.raises(StudioError, match=r"Line 2 of .*train.txt: The image a.png 1,2,3,4,0 does not exist"):
        open_dataset(tmp_path / "data.yaml")


@pytest.mark.parametrize(
    ("train", "val"), [("images/a", "images/none"), ("images/a", "empty.txt"), ("a.txt", "empty.txt")]
)
def test_a_declared_split_without_images_is_told(tmp_path: Path, train: str, val: str):
    write_image(tmp_path / "images/a/0.png")
    (tmp_path / "images/none").mkdir()
    (tmp_path / "a.txt").write_text("images/a/0.png\n")
    (tmp_path / "empty.txt").write_text("\n \r\n")
    (tmp_path / "data.yaml").write_text(f"train: {train}\nval: {val}\nnames: [a]\n")
    dataset = open_dataset(tmp_path / "data.yaml")
    (problem,) = dataset.problems
    assert (problem.kind, problem.message) == ("split_empty", f"{val} of the val images holds none.")
    assert any("without images: 1." in note and val in note for note in data_notes(dataset))


@pytest.mark.parametrize(
    "base", ["build/darknet/x64/data", "darknet/data", "../darknet/data", "../set", "x/set"]
)
def test_relative_paths_of_darknet_as_seen_from_where_it_was_built(tmp_path: Path, base: str):
    root = tmp_path / "set"
    for name in ("a", "b"):
        write_image(root / f"obj/{name}.png")
        (root / f"obj/{name}.txt").write_text("0 0.5 0.5 0.5 0.5\n")
    (root / "train.txt").write_text(f"{base}/obj/a.png\n")
    (root / "valid.txt").write_text(f"{base}\\obj\\b.png\n".replace("/", "\\"))
    (root / "obj.names").write_text("lamp\n")
    (root / "obj.data").write_text(
        f"classes=1\nTrain = \"{base}/train.txt\"\nVALID={base}/valid.txt\nnames = '{base}/obj.names'\n"
    )
    dataset = open_dataset(root / "obj.data")
    assert dataset.problems == []
    assert dataset.class_names == ["lamp"]
    assert {split: [record.path.stem for record in records] for split, records in dataset.splits.items()} == {
        "train": ["a"],
        "val": ["b"],
    }


def test_the_folder_of_a_split_is_not_dropped_above_data(tmp_path: Path):
    write_image(tmp_path / "images/a.png")
    (tmp_path / "data.yaml").write_text("train: images\nval: valid/data/images\nnames: [a]\n")
    dataset = open_dataset(tmp_path / "data.yaml")
    assert [problem.kind for problem in dataset.problems] == ["split_missing"]
    assert list(dataset.splits) == ["train"]


def unpacked(root: Path) -> None:
    """Write what an archive of a dataset made on macOS unpacks to."""
    for name, split in (("a", "train"), ("b", "valid")):
        write_image(root / f"{split}/images/{name}.png")
        (root / f"{split}/labels").mkdir()
        (root / f"{split}/labels/{name}.txt").write_text(LINE)
        (root / f"{split}/images/._{name}.png").write_bytes(b"\0\5\x16\7Mac OS X")
    (root / "data.yaml").write_text("train: ../train/images\nval: ../valid/images\nnames: [lamp]\n")
    (root / "._data.yaml").write_bytes(b"\0\5\x16\7Mac OS X")
    (root / "._obj.names").write_bytes(b"\0\5\x16\7Mac OS X")
    (root / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")


@pytest.mark.parametrize("shells", ["", "set.v3", "set.v3/My set", "a/b/c"])
def test_a_dataset_within_the_one_folder_of_its_archive_is_found(tmp_path: Path, shells: str):
    unpacked(tmp_path / shells)
    if shells:
        (tmp_path / "__MACOSX/set.v3").mkdir(parents=True)
        (tmp_path / "__MACOSX/set.v3/._data.yaml").write_bytes(b"\0\5\x16\7")
        (tmp_path / "README.txt").write_text("of the archive")
    dataset = open_dataset(tmp_path)
    assert dataset.class_names == ["lamp"]
    assert {split: len(records) for split, records in dataset.splits.items()} == {"train": 1, "val": 1}
    assert dataset.problems == []
    assert not any("left aside" in note for note in dataset.notes)
    assert any("The dataset lies in" in note for note in dataset.notes) == bool(shells)
    assert open_dataset(tmp_path, plain=True).splits == {}


def test_of_two_datasets_in_a_folder_none_is_taken_for_it(tmp_path: Path):
    for name in ("one", "two"):
        unpacked(tmp_path / name)
    assert open_dataset(tmp_path).splits == {}


@pytest.mark.parametrize(
    ("name", "told", "remedy"),
    [
        ("set.zip", "is a packed archive", "studio convert"),
        ("Set.TAR.GZ", "is a packed archive", "Unpack it"),
        ("photo.JPG", "is one image", "Give the folder it is in"),
        ("train.txt", "is not a dataset", "Give a folder of images"),
    ],
)
def test_a_file_that_is_no_dataset_is_told_with_what_to_give(
    tmp_path: Path, name: str, told: str, remedy: str
):
    (tmp_path / name).write_bytes(b"PK\3\4")
    with pytest.raises(StudioError, match=told) as caught:
        open_dataset(tmp_path / name)
    assert remedy in caught.value.remedy


def test_a_yaml_beside_labels_of_another_format_hides_them_from_nobody(tmp_path: Path) -> None:
    """Split, cut or trained on they would be images without labels, and nothing would say why."""
    write_image(tmp_path / "set 1" / "images" / "a.png")
    path = tmp_path / "set 1" / "images" / "a.xml"
    path.write_text("<annotation><object/></annotation>")
    (tmp_path / "set 1" / "data.yaml").write_text("train: images\nnames: [w]\n")
    dataset = open_dataset(tmp_path / "set 1")
    assert dataset.foreign is not None
    for use in (
        lambda: cut_dataset(dataset, tmp_path / "tiles", Cutting(grid=(1, 2))),
        lambda: splitter_of(dataset),
        lambda: training_split(dataset),
    ):
        with pytest.raises(StudioError, match="holds Pascal VOC labels") as refused:
            use()
        assert f'studio convert "{tmp_path / "set 1"}" --to yolo --out "' in refused.value.remedy
    assert not (tmp_path / "tiles").exists()
    # Whoever draws boxes all the same is left to it.
    dataset.write(dataset.records[0], [Box(0, 4, 5, 20, 30)])
    dataset.check_labels_are_read()
