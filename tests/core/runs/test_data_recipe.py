"""What a `.data` of Yolo-FastestV2 says of a training."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.runs.config import TrainConfig
from studio.core.runs.data_recipe import MODEL, read_data_recipe

DATA = """[name]
model_name=coco

[train-configure]
epochs=300
steps=150,250
batch_size=96
subdivisions=1
learning_rate=0.001

[model-configure]
pre_weights=None
classes=80
width=352
height=352
anchor_num=3
anchors=12.64,19.39, 37.88,51.48, 55.71,138.31, 126.91,78.23, 131.57,214.55, 279.92,258.87

[data-configure]
train=train.txt
val=val.txt
names=coco.names
"""


def test_what_it_says_is_a_training_here(tmp_path: Path) -> None:
    (tmp_path / "coco.data").write_text(DATA)
    found = read_data_recipe(tmp_path / "coco.data")
    assert found is not None and not found.notes
    config = TrainConfig(data="", out="", **found.values)
    assert (config.model, config.optimizer) == (MODEL, "sgd")
    assert (config.epochs, config.batch, config.lr, config.imgsz) == (300, 96, 0.001, 352)
    assert config.milestones() == [150, 250]
    assert config.anchor_sizes()[1] == (37.88, 51.48) and len(config.anchor_sizes()) == 6
    assert found.text() == (
        "300 epochs, batch 96, learning rate 0.001, a tenth of it after epoch 150, 250, 6 anchors, 352 px"
    )


@pytest.mark.parametrize(
    ("line", "other", "note"),
    [
        ("epochs=300", "epochs=many", "Its epochs can't be used: many."),
        ("epochs=300", "epochs=0", "Its epochs can't be used: 0."),
        ("learning_rate=0.001", "learning_rate=nan", "Its learning_rate can't be used: nan."),
        ("steps=150,250", "steps=250,150", "Its steps can't be used: 250,150."),
        ("anchors=12.64,19.39, ", "anchors=12.64,", "Its anchors can't be used: 12.64,37.88"),
        ("width=352", "width=416", "Inputs are square here: 416 x 352 becomes its longer side."),
        ("batch_size=96", "batch_size=" + "9" * 5000, "Its batch_size can't be used: 999"),
    ],
)
def test_what_can_not_be_taken_is_said(tmp_path: Path, line: str, other: str, note: str) -> None:
    (tmp_path / "coco.data").write_text(DATA.replace(line, other))
    found = read_data_recipe(tmp_path / "coco.data")
    assert found is not None
    assert [told.startswith(note) for told in found.notes] == [True]
    TrainConfig(data="", out="", **found.values)


@pytest.mark.parametrize("text", ["classes = 4\ntrain = train.txt\nnames = obj.names\n", "", "epochs\n"])
def test_what_is_no_recipe_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "obj.data").write_text(text)
    (tmp_path / "obj.yaml").write_text(DATA)
    for name in ("obj.data", "obj.yaml", "none.data"):
        assert read_data_recipe(tmp_path / name) is None
