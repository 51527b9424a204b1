"""Whose class list it is: found wherever the tools put it, and never that of another dataset."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.core.data.dataset import open_dataset
from studio.core.errors import StudioError
from tests.factories import snapshot, write_image

LINE = "1 0.5 0.5 0.2 0.2\n"
NOTES = json.dumps({"categories": [{"id": 1, "name": "green"}, {"id": 0, "name": "red"}], "info": {}})


def make(root: Path, *images: str, lists: dict[str, str]) -> None:
    """Write images with labels by the published rule, and text files."""
    for seed, name in enumerate(images):
        image = write_image(root / name, seed=seed)
        parts = ["labels" if part == "images" else part for part in image.parts]
        label = Path(*parts).with_suffix(".txt")
        label.parent.mkdir(parents=True, exist_ok=True)
        label.write_text(LINE)
    for name, text in lists.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


ROBOFLOW = "train: ../train/images\nval: ../valid/images\nnc: 2\nnames: ['red', 'green']\n"
ULTRALYTICS = "path: ../datasets/lamps\ntrain: images/train\nval: images/train\nnames: {0: red, 1: green}\n"
DARKNET = "classes = 2\ntrain = data/train.txt\nnames = data/obj.names\n"
TWO = "red\ngreen\n"


@pytest.mark.parametrize(
    ("opened", "images", "lists", "kept_in"),
    [
        # labelImg: beside the labels it saves, in any depth; its own list of names to begin with.
        ("", ["images/a.png"], {"labels/classes.txt": TWO}, "labels/classes.txt"),
        ("", ["images/a.png"], {"images/classes.txt": TWO}, "images/classes.txt"),
        ("", ["images/train/a.png"], {"labels/train/classes.txt": TWO}, "labels/train/classes.txt"),
        ("", ["train/images/a.png"], {"train/labels/classes.txt": TWO}, "train/labels/classes.txt"),
        (
            "",
            ["train/images/a.png", "val/images/b.png"],
            {"train/labels/classes.txt": TWO, "val/labels/classes.txt": "red\n"},
            "train/labels/classes.txt",
        ),
        # However they are spelt in capitals.
        ("", ["a.png"], {"Classes.txt": TWO}, "Classes.txt"),
        ("", ["Images/a.png"], {"Labels/CLASSES.TXT": TWO}, "Labels/CLASSES.TXT"),
        ("Images", ["Images/a.png"], {"Obj.Names": TWO}, "Obj.Names"),
        # MakeSense and other programs.
        ("", ["a.png"], {"labels.txt": TWO}, "labels.txt"),
        ("", ["a.png"], {"names.txt": TWO}, "names.txt"),
        ("", ["a.png"], {"predefined_classes.txt": TWO}, "predefined_classes.txt"),
        ("", ["a.png"], {"data/predefined_classes.txt": TWO}, "data/predefined_classes.txt"),
        ("", ["a.png"], {"predefined_classes.txt": "dog\n", "classes.txt": TWO}, "classes.txt"),
        ("images", ["images/a.png"], {"labels/classes.txt": TWO}, "labels/classes.txt"),
        (
            "images/train",
            ["images/train/a.png"],
            {"labels/train/classes.txt": TWO},
            "labels/train/classes.txt",
        ),
        ("images/train", ["images/train/a.png"], {"classes.txt": TWO}, "classes.txt"),
        # Roboflow: a YAML one or two folders above, and in its darknet form a list in each split.
        ("train/images", ["train/images/a.png"], {"data.yaml": ROBOFLOW}, "data.yaml"),
        ("train", ["train/images/a.png"], {"data.yaml": ROBOFLOW}, "data.yaml"),
        ("train", ["train/a.png"], {"train/_darknet.labels": TWO}, "train/_darknet.labels"),
        # Ultralytics: the YAML beside the folder it names, or somewhere above with path.
        ("lamps", ["lamps/images/train/a.png"], {"lamps.yaml": ULTRALYTICS}, "lamps.yaml"),
        ("lamps/images/train", ["lamps/images/train/a.png"], {"lamps.yaml": ULTRALYTICS}, "lamps.yaml"),
        ("deep/er", ["deep/er/a.png"], {"all.yaml": "train: .\nnames: [red, green]\n"}, "all.yaml"),
        # CVAT and darknet: the list that obj.data names, opened by the folder of images.
        (
            "obj_train_data",
            ["obj_train_data/a.png"],
            {"obj.data": DARKNET, "obj.names": TWO, "train.txt": "data/obj_train_data/a.png\n"},
            "obj.names",
        ),
        (
            "lamps",
            ["lamps/a.png"],
            {"voc.data": "train=t.txt\nnames=my.list\n", "my.list": TWO, "t.txt": "lamps/a.png\n"},
            "my.list",
        ),
        # Label Studio: classes.txt, or only its notes; those are JSON and stay as they are.
        ("", ["images/a.png"], {"notes.json": NOTES}, "classes.txt"),
        ("images", ["images/a.png"], {"notes.json": NOTES}, "classes.txt"),
        ("", ["images/a.png"], {"notes.json": '{"categories": 1}', "my.names": TWO}, "my.names"),
    ],
)
def test_the_list_that_leads_here_is_found_and_kept(
    tmp_path: Path, opened: str, images: list[str], lists: dict[str, str], kept_in: str
):
    root = tmp_path / "datasets"
    make(root, *images, lists=lists)
    folder = root / opened
    dataset = open_dataset(folder, plain=True)
    assert dataset.class_names == ["red", "green"]
    before = snapshot(tmp_path)
    dataset.add_class("blue")
    after = snapshot(tmp_path)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed - {"datasets/obj.data"} == {f"datasets/{kept_in}"}
    assert open_dataset(folder, plain=True).class_names == ["red", "green", "blue"]
    assert all("left aside" not in note for note in dataset.notes)


STREET = "path: street\ntrain: images/train\nnc: 3\nnames: [person, bicycle, car]\n"
THREE = "person\nbicycle\ncar\n"


@pytest.mark.parametrize(
    ("opened", "images", "lists"),
    [
        ("lamps", ["lamps/a.png"], {"street.yaml": STREET}),
        ("lamps/images", ["lamps/images/a.png"], {"street.yaml": STREET}),
        ("lamps", ["lamps/a.png"], {"lamps/street.yaml": STREET.replace("street", "../street")}),
        # Dead paths: a list above that leads nowhere leads not here.
        ("lamps", ["lamps/a.png"], {"old.yaml": "train: /old/images\nnames: [person, bicycle, car]\n"}),
        ("images", ["images/a.png"], {"old.yaml": "train: /old/valid/images\nnames: [person, car, x]\n"}),
        # A bare list above a folder with a name of its own.
        ("lamps", ["lamps/a.png"], {"classes.txt": THREE}),
        ("lamps", ["lamps/a.png"], {"street.names": THREE}),
        ("lamps", ["lamps/a.png"], {"predefined_classes.txt": THREE, "notes.json": NOTES}),
        # One that darknet's description of the other set claims.
        (
            "images",
            ["images/a.png"],
            {
                "obj.data": "train=s.txt\nnames=obj.names\n",
                "obj.names": THREE,
                "s.txt": "street/images/train/x.png\n",
            },
        ),
        # Two sets in the folder that is opened: the list of one is not that of both.
        ("", ["lamps/a.png"], {"street/classes.txt": THREE}),
        ("", ["lamps/a.png"], {"street/labels/train/classes.txt": THREE}),
        # Lists that contradict each other.
        (
            "lamps",
            ["lamps/train/images/a.png", "lamps/val/images/b.png"],
            {
                "lamps/train/labels/classes.txt": "red\ngreen\n",
                "lamps/val/labels/classes.txt": "green\nred\n",
            },
        ),
    ],
)
def test_the_list_of_another_dataset_is_neither_used_nor_written(
    tmp_path: Path, opened: str, images: list[str], lists: dict[str, str]
):
    root = tmp_path / "datasets"
    make(root, "street/images/train/x.png", *images, lists=lists)
    dataset = open_dataset(root / opened)
    assert dataset.class_names == ["class0", "class1"]
    said = [*dataset.notes, *(problem.message for problem in dataset.problems)]
    assert any(Path(name).name in sentence for name in lists for sentence in said)
    before = snapshot(tmp_path)
    dataset.add_class("blue")
    after = snapshot(tmp_path)
    assert {name for name in after if after[name] != before.get(name)} == {
        (Path("datasets") / opened / "classes.txt").as_posix()
    }
    again = open_dataset(root / opened)
    assert again.class_names == ["class0", "class1", "blue"]


def test_a_folder_is_not_opened_by_what_leads_elsewhere(tmp_path: Path):
    make(tmp_path / "datasets", "street/images/train/x.png", "lamps/a.png", lists={})
    (tmp_path / "datasets/lamps/street.yaml").write_text(STREET.replace("street", "../street"))
    dataset = open_dataset(tmp_path / "datasets/lamps")
    assert [record.path.name for record in dataset.records] == ["a.png"]
    assert any("street.yaml was left aside" in note for note in dataset.notes)


def test_a_yaml_of_this_folder_whose_images_moved_still_names_the_classes(tmp_path: Path):
    make(tmp_path, "photos/a.png", lists={"data.yaml": "train: /old/place\nnames: [red, green]\n"})
    dataset = open_dataset(tmp_path)
    assert dataset.class_names == ["red", "green"]
    assert any("/old/place does not exist" in note for note in dataset.notes)


def test_what_describes_a_folder_and_can_not_be_used_is_said(tmp_path: Path):
    make(tmp_path, "photos/a.png", lists={"data.yaml": "train:\tphotos\nnames: [red]\n"})
    (tmp_path / "compose.yaml").write_text("services:\n  web: 1\n")
    notes = open_dataset(tmp_path).notes
    assert any("data.yaml was left aside" in note and "tab" in note for note in notes)
    assert not any("compose" in note for note in notes)
    (tmp_path / "data.yaml").write_text("train: photos\nnames: [red, green]\n")
    (tmp_path / "other.yaml").write_text("train: photos\nnames: [red, green]\n")
    assert any("data.yaml, other.yaml" in note for note in open_dataset(tmp_path).notes)


def test_a_list_made_for_a_folder_without_one_is_not_that_of_notes(tmp_path: Path):
    make(tmp_path, "a.png", lists={"notes.json": "[" * 50_000})
    dataset = open_dataset(tmp_path)
    assert dataset.class_names == ["class0", "class1"]
    dataset.rename_class(0, "red")
    assert (tmp_path / "classes.txt").read_text() == "red\nclass1\n"
    with pytest.raises(StudioError):
        dataset.add_class("red")


def test_lists_that_rival_one_another_are_said_and_not_used(tmp_path: Path):
    make(tmp_path, "a.png", lists={"a.names": TWO, "b.names": "cat\ndog\n"})
    dataset = open_dataset(tmp_path)
    assert dataset.class_names == ["class0", "class1"]
    assert any("a.names, b.names" in note and "none was used" in note for note in dataset.notes)
    (tmp_path / "b.names").write_text(TWO)
    assert open_dataset(tmp_path).class_names == ["red", "green"]


@pytest.mark.parametrize("name", ["classes", "labels", "names"])
def test_the_label_file_of_a_photo_is_no_list(tmp_path: Path, name: str):
    make(tmp_path, f"{name}.png", "b.png", lists={})
    dataset = open_dataset(tmp_path)
    assert (dataset.class_names, dataset.problems) == (["class0", "class1"], [])
    dataset.add_class("blue")
    assert (tmp_path / f"{name}.txt").read_text() == LINE
    assert open_dataset(tmp_path).class_names == ["class0", "class1", "blue"]
    # Of a photo that is gone.
    (tmp_path / f"{name}.png").unlink()
    assert open_dataset(tmp_path).class_names == ["class0", "class1", "blue"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("classes.txt", "red\n\ngreen\n", "1 of 3; number 1 is called class1"),
        ("classes.txt", "\nred\n", "1 of 2; number 0 is called class0"),
        ("data.yaml", "train: .\nnames:\n  1: red\n  2: green\n", "1 of 3; number 0 is called class0"),
        ("data.yaml", "train: .\nnames: {0: red, 4: green}\n", "3 of 5; number 1 is called class1"),
        ("data.yaml", "train: .\nnc: 2\n", "2 of 2; number 0 is called class0"),
        ("classes.txt", "class0\nclass1\n", ""),
        ("data.yaml", "train: .\nnames: [class0, class1]\n", ""),
    ],
)
def test_numbers_without_a_name_are_counted(tmp_path: Path, name: str, text: str, told: str):
    make(tmp_path, "a.png", lists={name: text})
    problems = open_dataset(tmp_path).problems
    assert [problem.message for problem in problems] == ([f"Classes without a name: {told}."] if told else [])
