"""Scoring a model file on a dataset: the split asked for, the warnings owed, and the refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.data.dataset import Dataset, open_dataset
from studio.core.errors import StudioError
from studio.core.evaluation.evaluate import evaluate_model
from studio.core.files import real_path


def with_names(scenes: Path, folder: Path, names: str, *, val: str = "val") -> Dataset:
    """Return the drawn scenes under other class names, with the images of `val` as the val split."""
    for split, source in (("train", "train"), ("val", val)):
        records = open_dataset(scenes).splits[source]
        lines = "\n".join(str(record.path) for record in records)
        (folder / f"{split}.txt").write_text(lines, encoding="utf-8")
    described = folder / "data.yaml"
    described.write_text(f"train: train.txt\nval: val.txt\nnames: [{names}]\n", encoding="utf-8")
    return open_dataset(described)


def test_a_checkpoint_is_scored_on_the_val_split(checkpoint: Path, scenes: Path, tmp_path: Path) -> None:
    said: list[str] = []
    dataset = with_names(scenes, tmp_path, "w, r, g, b")
    result = evaluate_model(checkpoint, dataset, threads=1, say=said.append).evaluation
    assert result.images == len(dataset.splits["val"])
    assert result.boxes == sum(len(dataset.read(record).boxes) for record in dataset.splits["val"])
    assert said == []
    everything = evaluate_model(checkpoint, dataset, split="all", threads=1).evaluation
    assert everything.images == len(dataset.records)


def test_training_images_among_val_are_told(checkpoint: Path, scenes: Path, tmp_path: Path) -> None:
    said: list[str] = []
    dataset = with_names(scenes, tmp_path, "w, r, g, b", val="train")
    evaluate_model(checkpoint, dataset, threads=1, say=said.append)
    assert len(said) == 1
    assert "train" in said[0]


def test_other_classes_and_unknown_splits_are_refused(checkpoint: Path, scenes: Path, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="no split called best"):
        evaluate_model(checkpoint, open_dataset(scenes), split="best")
    with pytest.raises(StudioError, match="number 2 is “g” in the model and “cow” in the"):
        evaluate_model(checkpoint, with_names(scenes, tmp_path, "w, r, cow, b"))
    with pytest.raises(StudioError, match="number 3 is “b” in the model and missing in the dataset"):
        evaluate_model(checkpoint, with_names(scenes, tmp_path, "w, r, g"))


def test_classes_behind_those_of_the_model_are_told(checkpoint: Path, scenes: Path, tmp_path: Path) -> None:
    said: list[str] = []
    evaluate_model(checkpoint, with_names(scenes, tmp_path, "w, r, g, b, hen"), threads=1, say=said.append)
    assert said == ["Boxes of classes that the model does not know are not counted: hen."]


def test_a_model_that_is_a_link_to_itself_is_a_sentence(scenes: Path, tmp_path: Path) -> None:
    loop = tmp_path / "run"
    try:
        loop.symlink_to(loop)
    except OSError:
        pytest.skip("this system makes no links here")
    assert real_path(loop) == loop
    assert real_path(Path("a\0b")) == Path("a\0b")
    with pytest.raises(StudioError, match="does not exist"):
        evaluate_model(loop, open_dataset(scenes))
