"""The recipe: what a training is started with, as plain data and as a command line."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studio.core.json_door import Fields
from studio.core.runs.config import OPTIONS, TrainConfig

OPTIMIZERS = {"adamw": "AdamW", "sgd": "SGD"}

MAX_FIELD = 2**31 - 1
"""What a field for numbers can hold."""
_STANDARD = TrainConfig(data="", out="")


@dataclass(frozen=True, slots=True)
class Recipe:
    """The choices of the Train page, each as in TrainConfig; the last three stand only in a `.data`."""

    model: str = _STANDARD.model
    imgsz: int = _STANDARD.imgsz
    epochs: int = _STANDARD.epochs
    batch: int = _STANDARD.batch
    seed: int = _STANDARD.seed
    optimizer: str = _STANDARD.optimizer
    weights: str = _STANDARD.weights
    classes_by_colour: bool = False
    lr: float = _STANDARD.lr
    lr_steps: str = _STANDARD.lr_steps
    anchors: str = _STANDARD.anchors

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
            *(("--lr", str(self.lr)) if self.lr else ()),
            *(("--lr-steps", self.lr_steps) if self.lr_steps else ()),
            *(("--anchors", self.anchors) if self.anchors else ()),
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
    def from_fields(cls, remembered: Fields) -> Recipe:
        """Rebuild from what was remembered; what can't be keeps its default."""
        usual = cls()
        wholes = {
            name: remembered.whole(name, getattr(usual, name), low=int(low), high=min(int(high), MAX_FIELD))
            for name in ("imgsz", "epochs", "batch", "seed")
            if (low := OPTIONS[name].low) is not None and (high := OPTIONS[name].high) is not None
        }
        texts = {
            name: remembered.text(name, getattr(usual, name)) for name in ("model", "optimizer", "weights")
        }
        return cls(**wholes, **texts, classes_by_colour=remembered.flag("classes_by_colour", False))


def nearest_size(imgsz: int, stride: int) -> int:
    """Return the multiple of `stride` nearest to `imgsz`, at least one stride."""
    return max(stride, round(imgsz / stride) * stride)


def scaled(anchors: str, by: float) -> str:
    """Return anchors, as TrainConfig has them, in pixels of an input of another size."""
    if by == 1 or not anchors:
        return anchors
    return ",".join(f"{float(side) * by:g}" for side in anchors.split(","))
