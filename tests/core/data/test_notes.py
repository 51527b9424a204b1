"""What is dropped or converted of labels is one set of sentences, whoever uses them."""

from __future__ import annotations

from pathlib import Path

from studio.core.data.checks import PROBLEM_KINDS
from studio.core.data.notes import NOTES, data_notes
from studio.core.data.record import BOXLESS_KINDS
from tests.factories import make_dataset

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
    assert silent == {"label_duplicate", "label_shared"}
