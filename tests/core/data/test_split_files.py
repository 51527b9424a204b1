"""A split is written in the dataset's own format; what isn't of it stays byte by byte."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.splitting.files import new_description, split_change
from studio.core.data.yaml_text import load_yaml, yaml_entries
from studio.core.errors import StudioError
from studio.core.labelling.split_writing import undo_split, write_split
from tests.factories import make_dataset, make_dataset_folder, snapshot

LABELS = {f"photo{number}.png": "0 0.5 0.5 0.2 0.2\n" for number in range(10)}
SIDES = {"train": range(6), "val": range(6, 9), "test": range(9, 10)}


def sided(dataset: Dataset, sides: Mapping[str, Sequence[int]] = SIDES) -> dict:
    return {side: [dataset.records[number] for number in numbers] for side, numbers in sides.items()}


def names(dataset: Dataset) -> dict[str, list[str]]:
    return {side: [record.path.name for record in records] for side, records in dataset.splits.items()}


def written(folder: Path, sides: Mapping[str, Sequence[int]] = SIDES, **choices: object) -> Dataset:
    """Split a new dataset and open it again."""
    dataset = make_dataset(folder, LABELS, size_wh=(8, 8), **choices)
    expected = {
        side: [record.path.name for record in records] for side, records in sided(dataset, sides).items()
    }
    split_change(dataset, sided(dataset, sides)).write()
    again = open_dataset(dataset.source)
    assert names(again) == expected
    assert again.class_names == dataset.class_names and again.problems == []
    return again


@pytest.mark.parametrize("layout", ["yaml", "darknet"])
def test_lists_are_written_as_they_name_images_now(tmp_path: Path, layout: str) -> None:
    dataset = written(tmp_path, layout=layout, splits={"train": list(LABELS)[:5], "val": list(LABELS)[5:]})
    folder = "images" if layout == "yaml" else "img"
    assert (tmp_path / "val.txt").read_text() == "".join(f"./{folder}/photo{n}.png\n" for n in (6, 7, 8))
    text = dataset.source.read_text()
    assert ("test: test.txt\n" if layout == "yaml" else "test = test.txt\n") in text


def test_a_list_that_is_two_splits_is_parted(tmp_path: Path) -> None:
    data = make_dataset_folder(tmp_path, LABELS, layout="darknet", size_wh=(8, 8))
    data.write_text(data.read_text() + "valid = train.txt\r\n")
    dataset = open_dataset(data)
    before = (tmp_path / "train.txt").read_bytes()
    split_change(dataset, sided(dataset)).write()
    assert (tmp_path / "train.txt").read_bytes() == before, "others may read it"
    assert "valid = val.txt\r\n" in data.read_bytes().decode()
    assert len(open_dataset(data).splits["val"]) == 3


def test_folders_become_lists_and_comments_stay(tmp_path: Path) -> None:
    make_dataset_folder(tmp_path, LABELS, layout="yaml", size_wh=(8, 8))
    data = tmp_path / "data.yaml"
    data.write_text(
        "# mine\npath: .\ntrain:\n  - images  # all\n# of old\nvalid: images\nnames: {0: lamp, 1: 'on'}\n"
    )
    dataset = open_dataset(data)
    split_change(dataset, sided(dataset)).write()
    assert data.read_text() == (
        "# mine\npath: .\ntrain: data-train.txt  # all\n# of old\nvalid: val.txt\ntest: test.txt\n"
        "names: {0: lamp, 1: 'on'}\n"
    )
    assert names(open_dataset(data)) == {
        side: [f"photo{number}.png" for number in numbers] for side, numbers in SIDES.items()
    }


def test_a_plain_folder_gets_a_data_yaml(tmp_path: Path) -> None:
    dataset = make_dataset(tmp_path, LABELS, size_wh=(8, 8))
    before = snapshot(tmp_path)
    split_change(dataset, sided(dataset)).write()
    again = open_dataset(tmp_path)
    assert {side: len(images) for side, images in again.splits.items()} == {"train": 6, "val": 3, "test": 1}
    assert again.class_names == dataset.class_names
    assert all(snapshot(tmp_path)[name] == content for name, content in before.items())


def test_a_margin_comes_and_goes(tmp_path: Path) -> None:
    dataset = written(
        tmp_path, {"train": range(5), "val": range(7, 10), "margin": range(5, 7)}, layout="yaml"
    )
    assert len(dataset.records) == 10, "they stay to be labelled"
    split_change(dataset, sided(dataset, {"train": range(7), "val": range(7, 10)})).write()
    again = open_dataset(dataset.source)
    assert set(again.splits) == {"train", "val"} and len(again.records) == 10
    assert "margin" not in dataset.source.read_text() and not (tmp_path / "margin.txt").exists()


@pytest.mark.parametrize("name", ["fair.yaml", "fair.data"])
def test_a_new_file_leaves_the_dataset_as_it_is(tmp_path: Path, name: str) -> None:
    dataset = make_dataset(tmp_path / "set", LABELS, layout="yaml", size_wh=(8, 8))
    before = snapshot(tmp_path / "set")
    out = tmp_path / "elsewhere" / name
    out.parent.mkdir()
    new_description(dataset, sided(dataset), out).write()
    assert snapshot(tmp_path / "set") == before
    again = open_dataset(out)
    assert [len(again.splits[side]) for side in SIDES] == [6, 3, 1]
    assert again.class_names == dataset.class_names
    assert again.read(again.records[0]).boxes == dataset.read(dataset.records[0]).boxes
    with pytest.raises(StudioError, match="already something"):
        new_description(dataset, sided(dataset), out)
    with pytest.raises(StudioError, match=r"no data YAML and no obj\.data"):
        new_description(dataset, sided(dataset), tmp_path / "fair.txt")


def test_a_split_is_taken_back_to_the_very_bytes(tmp_path: Path) -> None:
    dataset = make_dataset(tmp_path, LABELS, layout="yaml", size_wh=(8, 8))
    (tmp_path / "data.yaml").write_bytes(dataset.source.read_bytes().replace(b"\n", b"\r\n"))
    before = {name: content for name, (content, _) in snapshot(tmp_path).items()}
    backup = write_split(dataset, split_change(dataset, sided(dataset)))
    assert backup is not None and backup.is_file()
    assert b"test: test.txt\r\n" in dataset.source.read_bytes()
    undo_split(dataset.root)
    assert {name: content for name, (content, _) in snapshot(tmp_path).items()} == before
    with pytest.raises(StudioError, match="No split"):
        undo_split(dataset.root)


def test_a_folder_is_as_it_was_when_its_split_is_taken_back(tmp_path: Path) -> None:
    dataset = make_dataset(tmp_path, LABELS, size_wh=(8, 8))
    before = snapshot(tmp_path)
    assert write_split(dataset, split_change(dataset, sided(dataset))) is None
    undo_split(open_dataset(tmp_path).root)
    assert snapshot(tmp_path) == before


def test_nothing_is_taken_back_over_what_somebody_wrote(tmp_path: Path) -> None:
    dataset = make_dataset(tmp_path, LABELS, layout="yaml", size_wh=(8, 8))
    write_split(dataset, split_change(dataset, sided(dataset)))
    (tmp_path / "val.txt").write_text("./images/photo1.png\n")
    before = snapshot(tmp_path)
    with pytest.raises(StudioError, match=r"val\.txt was changed since"):
        undo_split(dataset.root)
    assert snapshot(tmp_path) == before


KEYS = {"train": ("train",), "val": ("val", "valid"), "margin": ("margin",)}


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("train: a\nval: b\n", "train: new\nval: b\n"),
        ("train:\nval: b", "train: new\nval: b"),
        ("train: [a, b] # c\nval: b\n", "train: new # c\nval: b\n"),
        ("train:\n- a\n- b\n\nval: b\n", "train: new\n\nval: b\n"),
        ("'train' : \"a\"\r\nval: b\r\n", "'train': new\r\nval: b\r\n"),
        ("val: b\nnames: [x]\n", "val: b\ntrain: new\nnames: [x]\n"),
        ("val: b", "val: b\ntrain: new\n"),
        ("train: a\nmargin: c # d\nval: b\n", "train: new\nval: b\n"),
    ],
)
def test_one_line_of_a_yaml_changes(text: str, after: str) -> None:
    edited = yaml_entries(text, Path("data.yaml"), {"train": "new"}, ["margin"], KEYS)
    assert edited == after
    assert load_yaml(edited, Path("data.yaml"))["train"] == "new"


def test_a_yaml_on_one_line_is_left_alone() -> None:
    with pytest.raises(StudioError, match="not written line by line"):
        yaml_entries("{train: a, val: b}", Path("data.yaml"), {"train": "new"}, [], KEYS)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows refuses such names of files")
def test_an_image_that_no_list_can_name_is_in_the_way_of_a_split_and_not_lost(tmp_path: Path) -> None:
    names = ("line\nend.png", " blank.png", "c.png")
    dataset = make_dataset(tmp_path, dict.fromkeys(names, "0 .5 .5 .3 .4\n"))
    first, *others = dataset.records
    assert "\n" in first.path.name or any("\n" in record.path.name for record in others)
    before = snapshot(tmp_path)
    with pytest.raises(StudioError, match="has a line end in its path"):
        split_change(dataset, {"train": dataset.records[:2], "val": dataset.records[2:]})
    assert snapshot(tmp_path) == before
