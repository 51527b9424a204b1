"""The recipe: what a training is started with, as plain data and as a command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from studio.core.runs.config import TrainConfig

OPTIMIZERS = {"adamw": "AdamW", "sgd": "SGD"}

_STANDARD = TrainConfig(data="", out="")


@dataclass(frozen=True, slots=True)
class Recipe:
    """The choices of the Train page, each as in TrainConfig."""

    model: str = _STANDARD.model
    imgsz: int = _STANDARD.imgsz
    epochs: int = _STANDARD.epochs
    batch: int = _STANDARD.batch
    seed: int = _STANDARD.seed
    optimizer: str = _STANDARD.optimizer
    weights: str = _STANDARD.weights
    classes_by_colour: bool = False

    def arguments(self, data: Path, run: Path) -> list[str]:
        """Return the arguments of `studio train` that do this training into the folder `run`."""
        return [
            str(data),
            *("--model", self.model),
            *(("--weights", self.weights) if self.weights else ()),
            *("--epochs", str(self.epochs)),
            *("--imgsz", str(self.imgsz)),
            *("--batch", str(self.batch)),
            *("--seed", str(self.seed)),
            *("--optimizer", self.optimizer),
            "--classes-by-colour" if self.classes_by_colour else "--no-classes-by-colour",
            *("--out", str(run)),
        ]

    def preview_arguments(self, data: Path, out: Path, *, seed: int) -> list[str]:
        """Return the arguments of `studio preview` that draw what this training would see, with some seed."""
        return [
            str(data),
            *("--model", self.model),
            *("--epochs", str(self.epochs)),
            *("--imgsz", str(self.imgsz)),
            *("--seed", str(seed)),
            "--classes-by-colour" if self.classes_by_colour else "--no-classes-by-colour",
            *("--out", str(out)),
        ]

    def anchors_arguments(self, data: Path, plot: Path) -> list[str]:
        """Return the arguments of `studio anchors` that tell which anchors this training would have."""
        return [
            str(data),
            *("--model", self.model),
            *("--imgsz", str(self.imgsz)),
            *("--seed", str(self.seed)),
            *("--plot", str(plot)),
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Recipe:
        """Rebuild from remembered data; what is missing or of the wrong type keeps its default."""
        standard = cls()
        known = {field.name: data.get(field.name) for field in fields(cls)}
        return cls(**{key: v for key, v in known.items() if type(v) is type(getattr(standard, key))})


def nearest_size(imgsz: int, stride: int) -> int:
    """Return the multiple of `stride` nearest to `imgsz`, at least one stride."""
    return max(stride, round(imgsz / stride) * stride)
