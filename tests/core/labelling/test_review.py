"""What was verified: kept outside the dataset, found again, also after a move."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.core.data.dataset import open_dataset
from studio.core.errors import StudioError
from studio.core.labelling.review import Review
from tests.factories import make_dataset_folder, snapshot

LABELS = dict.fromkeys(("a.png", "b.png", "c.png"), "0 0.5 0.5 0.1 0.1\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_dataset_folder(tmp_path / "set", LABELS)


def verified(folder: Path, state: Path) -> list[str]:
    dataset = open_dataset(folder)
    review = Review(dataset, state)
    return [record.path.name for record in dataset.records if review.is_verified(record)]


def test_what_was_verified_is_known_the_next_time_and_the_dataset_is_untouched(folder, tmp_path):
    before, state = snapshot(folder), tmp_path / "state"
    dataset = open_dataset(folder)
    review = Review(dataset, state)
    assert not state.exists()
    review.set_verified(dataset.records[0], True)
    review.set_verified(dataset.records[2], True)
    review.set_verified(dataset.records[2], False)
    assert verified(folder, state) == ["a.png"]
    assert snapshot(folder) == before


def test_what_an_older_version_kept_of_rejected_findings_is_known_and_stays(folder, tmp_path):
    dataset = open_dataset(folder)
    review = Review(dataset, tmp_path / "state")
    old = {"format": 1, "root": str(folder), "verified": {}, "rejected": ["some key"]}
    review.path.parent.mkdir()
    review.path.write_text(json.dumps(old))
    Review(dataset, tmp_path / "state").set_verified(dataset.records[0], True)
    again = Review(dataset, tmp_path / "state")
    assert (again.was_rejected("some key"), again.was_rejected("another")) == (True, False)


def test_a_folder_that_was_moved_is_known_again_and_another_one_is_not(folder, tmp_path):
    state, dataset = tmp_path / "state", open_dataset(folder)
    Review(dataset, state).set_verified(dataset.records[1], True)
    other = make_dataset_folder(tmp_path / "other", {"b.png": None}, size_wh=(90, 80))
    copy = make_dataset_folder(tmp_path / "copy", LABELS)
    assert verified(other, state) == verified(copy, state) == []
    moved = folder.rename(tmp_path / "moved")
    assert verified(other, state) == []
    assert verified(moved, state) == ["b.png"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 2}', '{"format": 1, "root": 3}'])
def test_a_damaged_file_means_that_nothing_was_verified(folder, tmp_path, text):
    dataset = open_dataset(folder)
    review = Review(dataset, tmp_path)
    review.set_verified(dataset.records[0], True)
    review.path.write_text(text)
    assert verified(folder, tmp_path) == []


@pytest.mark.parametrize("text", ["{ half", '{"format": 2, "root": "", "verified": {}, "rejected": []}'])
def test_what_is_damaged_or_of_a_newer_version_is_not_written_over(folder, tmp_path, text):
    state, dataset = tmp_path / "state", open_dataset(folder)
    review = Review(dataset, state)
    review.set_verified(dataset.records[0], True)
    review.path.write_text(text)
    again = Review(dataset, state)
    with pytest.raises(StudioError, match=review.path.name):
        again.set_verified(dataset.records[1], True)
    assert review.path.read_text() == text
