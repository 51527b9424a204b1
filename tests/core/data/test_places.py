"""Labels are found wherever folder and file names in use put them, and those of no image are told."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from studio.core.data import places
from studio.core.data.checking.checks import check_dataset
from studio.core.data.dataset import open_dataset
from studio.core.data.notes import data_notes
from studio.core.data.record import Box
from tests.factories import write_image

LINE = "0 0.5 0.5 0.25 0.5\n"
DECOMPOSED, COMPOSED = (unicodedata.normalize(form, "사진é") for form in ("NFD", "NFC"))


def write_pair(root: Path, image: str, label: str) -> Path:
    write_image(root / image)
    (root / label).parent.mkdir(parents=True, exist_ok=True)
    (root / label).write_text(LINE)
    return root / label


@pytest.mark.parametrize(
    ("image", "label"),
    [
        ("VOC2007/JPEGImages/a.jpg", "VOC2007/labels/a.txt"),
        ("Images/a.jpg", "Labels/a.txt"),
        ("IMAGES/day/a.jpg", "LABELS/day/a.txt"),
        ("images/train/a.jpg", "Labels/train/a.txt"),
        ("image/a.jpg", "label/a.txt"),
        ("img/a.jpg", "labels/a.txt"),
        ("imgs/train/a.jpg", "annotations/train/a.txt"),
        ("photos/a.jpg", "labels/a.txt"),
        ("train_images/a.jpg", "train_labels/a.txt"),
        ("images_train/a.jpg", "labels_train/a.txt"),
        ("TrainImages/a.jpg", "TrainLabels/a.txt"),
        ("train/a.jpg", "Labels/train/a.txt"),
        ("images/Train/a.jpg", "labels/train/a.txt"),
        ("train/day/a.jpg", "Labels/Train/Day/a.txt"),
        (f"images/{DECOMPOSED}/a.jpg", f"labels/{COMPOSED}/a.txt"),
        (f"train/{COMPOSED}/a.jpg", f"labels/train/{DECOMPOSED}/a.txt"),
        ("day/a.jpg", "day/Label/a.txt"),
        ("a.JPG", "a.TXT"),
        ("IMG_1.JPG", "img_1.txt"),
        ("img_1.jpg", "IMG_1.Txt"),
        ("images/IMG_1.JPG", "labels/img_1.TXT"),
        (f"{DECOMPOSED}.jpg", f"{COMPOSED}.txt"),
        (f"{COMPOSED}.jpg", f"{DECOMPOSED}.txt"),
        ("STRASSE.jpg", "straße.txt"),
        ("images/a.jpg", "labels/a.jpg.txt"),
    ],
)
def test_a_label_is_found_and_written_where_it_is(tmp_path: Path, image: str, label: str):
    path = write_pair(tmp_path, image, label)
    dataset = open_dataset(tmp_path)
    (record,) = dataset.records
    assert [box.class_id for box in dataset.read(record).boxes] == [0]
    assert data_notes(dataset) == []
    before = sorted(tmp_path.rglob("*"))
    dataset.write(record, [*dataset.read(record).boxes, Box(0, 1, 1, 9, 9)])
    assert sorted(tmp_path.rglob("*")) == before
    assert len(path.read_text().splitlines()) == 2


def test_an_opened_folder_of_images_has_its_labels_beside_it(tmp_path: Path):
    label = write_pair(tmp_path, "set/Images/train/a.jpg", "set/Labels/train/a.txt")
    for opened in ("set/Images/train", "set/Images", "set"):
        assert [record.label_path for record in open_dataset(tmp_path / opened).records] == [label]


def test_new_labels_go_where_those_of_the_folder_are(tmp_path: Path):
    write_pair(tmp_path, "JPEGImages/a.jpg", "labels/a.TXT")
    write_image(tmp_path / "JPEGImages/b.jpg")
    first, second = open_dataset(tmp_path).records
    assert first.label_path == tmp_path / "labels/a.TXT"
    assert second.label_path == tmp_path / "labels/b.txt"


def test_the_name_to_the_letter_comes_before_one_that_is_alike(tmp_path: Path):
    write_pair(tmp_path, "a.jpg", "a.txt")
    write_pair(tmp_path, "A.jpg", "A.txt")
    write_pair(tmp_path, "b.jpg", "b.txt")
    (tmp_path / "b.TXT").write_text(LINE)
    if len(list(tmp_path.iterdir())) < 7:
        pytest.skip("this file system takes a.txt and A.txt for one")
    dataset = open_dataset(tmp_path)
    names = {record.path.name: record.label_path.name for record in dataset.records}
    assert names == {"a.jpg": "a.txt", "A.jpg": "A.txt", "b.jpg": "b.txt"}
    (note,) = data_notes(dataset)
    assert note == f"Label files that belong to no image: 1, such as {tmp_path / 'b.TXT'}."


def test_label_files_of_no_image_are_counted_and_named(tmp_path: Path):
    write_pair(tmp_path, "a.jpg", "a.txt")
    stray = [
        write_pair(tmp_path, "a.jpg", "gone.txt"),
        write_pair(tmp_path, "a.jpg", "elsewhere/deep/a.txt"),
        tmp_path / "polygon.txt",
        tmp_path / "marked.txt",
        tmp_path / "elsewhere/deep/empty.txt",
    ]
    stray[2].write_text("3 0.1 0.2 0.3 0.4 0.5 0.6\n")
    stray[3].write_bytes(LINE.encode("utf-16"))
    stray[4].write_text("")
    for name, text in {
        "classes.txt": "cat\ndog\n",
        "numbers.txt": "0\n1\n2\n3\n4\n",
        "train.txt": "a.jpg\n",
        "README.txt": "1 of these 5 photos is good\n",
        "empty/empty.txt": "",
        ".hidden/a.txt": LINE,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    dataset = open_dataset(tmp_path)
    problems = check_dataset(dataset).problems
    assert [problem.file for problem in problems] == sorted(stray)
    assert {problem.kind for problem in problems} == {"label_stray"}
    assert data_notes(dataset) == [f"Label files that belong to no image: 5, such as {min(stray)}."]


def test_the_labels_of_images_that_a_list_leaves_out_are_not_stray(tmp_path: Path):
    for name in "abc":
        write_pair(tmp_path, f"images/{name}.jpg", f"labels/{name}.txt")
    (tmp_path / "train.txt").write_text("images/a.jpg\n")
    (tmp_path / "data.yaml").write_text("train: train.txt\nnames: [lamp]\n")
    dataset = open_dataset(tmp_path)
    assert len(dataset.records) == 1
    assert data_notes(dataset) == []


def test_every_folder_is_listed_once_and_no_file_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for number in range(20):
        write_pair(tmp_path, f"Images/{number}.JPG", f"Labels/{number}.txt")
    listed: list[str] = []
    scandir = os.scandir

    def counted(folder: str):
        listed.append(os.fspath(folder))
        return scandir(folder)

    monkeypatch.setattr(places.os, "scandir", counted)
    monkeypatch.setattr(places.os, "stat", None)
    finder = places.LabelFinder(tmp_path)
    for number in range(20):
        image = str(tmp_path / "Images" / f"{number}.JPG")
        assert finder.find(image) == str(tmp_path / "Labels" / f"{number}.txt")
    assert len(listed) == len(set(listed))
