"""What is dropped or converted of a dataset is one set of sentences, whoever uses it."""

from __future__ import annotations

from pathlib import Path

from studio.core.data.checking.checks import CONVERTED_KINDS, PROBLEM_KINDS
from studio.core.data.dataset import open_dataset
from studio.core.data.notes import NOTES, data_notes
from studio.core.data.record import BOXLESS_KINDS
from tests.factories import make_dataset, write_image

BOX = "0 0.5 0.5 0.25 0.5\n"
POLYGON = "0 0.1 0.1 0.9 0.1 0.9 0.9\n"


def test_lines_dropped_and_converted_are_counted(tmp_path: Path):
    labels = {
        "a.png": BOX + POLYGON * 2,
        "b.png": POLYGON + "0 0.5 0.5 0.25 0.4 0.9\n",
        "c.png": BOX + "0 50 50 20 20\n7 0.5 0.5 0.1 0.1\n",
        "d.png": BOX,
        "e.png": None,
    }
    dataset = make_dataset(tmp_path, labels)
    dropped, polygons, scores = data_notes(dataset)
    assert dropped.startswith(
        "Label lines that can't be read, so that their objects are missing: 2 in 1 files."
    )
    assert f"{tmp_path / 'c.txt'}:2: The value 50 is not between 0 and 1" in dropped
    assert polygons == "Label lines that are polygons, of which the box around them is used: 3 in 2 files."
    assert scores.endswith("which is not used: 1 in 1 files.")
    assert data_notes(dataset, dataset.records[3:]) == []


def test_each_kind_is_told_once():
    kinds = [kind for kinds, _ in NOTES for kind in kinds]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) <= set(PROBLEM_KINDS)
    assert set(kinds) >= BOXLESS_KINDS
    silent = {kind for kind in PROBLEM_KINDS if kind.startswith("label_")} - set(kinds)
    # Of the second the dataset has a sentence of its own.
    assert silent - CONVERTED_KINDS == {"label_duplicate", "label_foreign"}


def test_what_opening_met_is_counted_too(tmp_path: Path):
    for name in ("a", "b"):
        write_image(tmp_path / f"images/{name}.png")
        (tmp_path / f"images/{name}.txt").write_text(BOX)
    write_image(tmp_path / "images/a.jpg")
    listed = [
        "./images/a.png",
        "./images/a.jpg",
        "./images/b.png",
        "./images/b.png",
        *["./images/gone.png"] * 2,
    ]
    (tmp_path / "train.txt").write_text("\n".join(listed) + "\n")
    source = tmp_path / "data.yaml"
    source.write_text("train: train.txt\nval: images/val\nnc: 3\nnames: [w, r]\n")
    assert data_notes(open_dataset(source)) == [
        "Declared folders or lists that do not exist: 1."
        " The first: images/val of the val images does not exist.",
        "Images that lists name and that do not exist: 2."
        f" The first: {tmp_path / 'train.txt'}:5: The image ./images/gone.png does not exist.",
        f"Faults in the class names: 1. The first: {source}: nc says 3 classes, but there are 2 names.",
        "Images that have their label file in common with another one: 1."
        " The first: a.jpg and a.png share the label file a.txt; rename one of the images.",
        f"Images that a list names again, which are used once: 1. The first: {tmp_path / 'train.txt'}:4",
    ]
