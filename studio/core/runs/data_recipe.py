"""What a `.data` of Yolo-FastestV2 says of a training, in the words of TrainConfig.

Its own trainer takes SGD, lets the learning rate fall to a tenth after each of `steps` epochs, and stretches
images to width x height (dog-qiuqiu/Yolo-FastestV2, train.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core.data.descriptions import DARKNET_SUFFIXES, key_values
from studio.core.data.text import read_text
from studio.core.errors import StudioError
from studio.core.runs.config import TrainConfig
from studio.core.words import tr, trn

MODEL = "yolo-fastestv2"
_KEYS = {
    "epochs": "epochs",
    "batch_size": "batch",
    "learning_rate": "lr",
    "steps": "lr_steps",
    "anchors": "anchors",
}
"""Key of a `.data` -> field of TrainConfig."""


@dataclass(frozen=True, slots=True)
class DataRecipe:
    """What a `.data` says.

    Attributes:
        values: by field of TrainConfig, `model` among them.
        notes: a sentence on each thing that can't be taken as it is written.
    """

    path: Path
    values: dict[str, Any]
    notes: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return in words what it says."""
        values = self.values
        told = []
        if "epochs" in values:
            told.append(trn("{n} epoch", "{n} epochs", values["epochs"]))
        if "batch" in values:
            told.append(tr("batch {count}", count=values["batch"]))
        if "lr" in values:
            told.append(tr("learning rate {rate:g}", rate=values["lr"]))
        if "lr_steps" in values:
            epochs = ", ".join(values["lr_steps"].split(","))
            told.append(tr("a tenth of it after epoch {epochs}", epochs=epochs))
        if "anchors" in values:
            count = len(values["anchors"].split(",")) // 2
            told.append(trn("{n} anchor", "{n} anchors", count))
        if "imgsz" in values:
            told.append(tr("{size} px", size=values["imgsz"]))
        return ", ".join(told)


def read_data_recipe(path: Path) -> DataRecipe | None:
    """Return what a file says of a training; None where it is no such file, or says nothing."""
    if path.suffix.lower() not in DARKNET_SUFFIXES:
        return None
    try:
        written = key_values(read_text(path).body)
    except StudioError:
        return None
    values: dict[str, Any] = {}
    notes: list[str] = []
    for key, name in _KEYS.items():
        text = written.get(key, "")
        if text:
            _take(name, text, values, key, notes)
    sides = [text for key in ("width", "height") if (text := written.get(key, ""))]
    if sides:
        _take("imgsz", max(sides, key=lambda text: (len(text), text)), values, "width", notes)
        if len(set(sides)) > 1:
            told = tr("Inputs are square here: {sides} becomes its longer side.", sides=" x ".join(sides))
            notes.append(told)
    if not values:
        return None
    return DataRecipe(path, {"model": MODEL, "optimizer": "sgd", **values}, notes)


def input_size(source: Path) -> int | None:
    """Return the side in pixels of the input that a dataset's `.data` names; None where nothing does."""
    recipe = read_data_recipe(source)
    return recipe.values.get("imgsz") if recipe is not None else None


def _take(name: str, text: str, values: dict[str, Any], key: str, notes: list[str]) -> None:
    """Keep a value that TrainConfig takes."""
    usual = getattr(_USUAL, name)
    try:
        value = type(usual)(text.strip(" ,") if isinstance(usual, str) else text)
        TrainConfig(data="", out="", **{name: value})
    except (StudioError, ValueError, OverflowError):
        notes.append(tr("Its {key} can't be used: {value}.", key=key, value=text[:80]))
        return
    values[name] = value


_USUAL = TrainConfig(data="", out="")
