"""TrainConfig: every choice of a training, with the default one click uses, its range and what it is for."""

from __future__ import annotations

from dataclasses import Field, asdict, dataclass, field, fields
from typing import Any

from studio.core.errors import StudioError
from studio.core.json_door import Flag, Number, Shape, Text, Whole, fault
from studio.core.words import mark, tr

FORMAT = 1
"""Of run folders; grows when an older program would misread what this one writes in any file of one."""
SGD_LR = 0.02
OPTIMIZERS = ("adamw", "sgd")
MAX_LISTED = 100_000
COMPRESSION_NAMES = ("none", "fp16", "powersgd", "sparse")


@dataclass(frozen=True, slots=True)
class Option:
    """What a field of TrainConfig is for, and which values it takes (any where nothing is said)."""

    help: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    def check(self, name: str, value: Any) -> None:
        """Refuse a value that is out of range; raises StudioError."""
        if self.choices and value not in self.choices:
            raise StudioError(
                tr("There is no {name} called {value}.", name=name, value=value),
                tr("Use one of {names}.", names=", ".join(self.choices)),
            )
        if self.low is not None and self.high is not None and not self.low <= value <= self.high:
            raise StudioError(
                tr("{name} is {value}.", name=name, value=value),
                tr("Use a value from {low} to {high}.", low=self.low, high=self.high),
            )


def _option(
    default: Any,
    help: str,
    *,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] = (),
) -> Any:
    return field(default=default, metadata={"option": Option(help, low, high, choices)})


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """What a run does; stored in its `config.json` and in each checkpoint.

    Each field carries its Option, from which command line, window and checks take ranges and words.
    `data` is a dataset as given to `open_dataset`, `out` the run folder. Shares are 0..1.
    """

    data: str
    out: str
    model: str = _option(
        "yolov5n", mark("architecture, or the path of a layer table; empty takes the one of `weights`")
    )
    weights: str = _option("", mark("checkpoint to start from, or a name of studio weights"))
    epochs: int = _option(55, mark("passes over the training images"), low=1, high=100_000)
    imgsz: int = _option(
        416, mark("input size in pixels, a multiple of the model's largest stride"), low=32, high=8192
    )
    batch: int = _option(
        0,
        mark("images per step, of all processes together; 0 takes 8, fewer where memory is short"),
        low=0,
        high=4096,
    )
    seed: int = _option(0, mark("seed of weights, order and augmentation"), low=0, high=2**63 - 1)
    device: str = _option("auto", mark("auto, cpu, cuda, cuda:0 or mps"))
    threads: int = _option(0, mark("processor threads; 0 measures what is fastest"), low=0, high=1024)
    mixed_precision: bool | None = _option(
        None, mark("compute in 16 bits where that is exact enough (by default on CUDA)")
    )
    compression: str = _option(
        "none", mark("how gradients travel between processes"), choices=COMPRESSION_NAMES
    )
    optimizer: str = _option("adamw", mark("what moves the weights"), choices=OPTIMIZERS)
    lr: float = _option(0.0, mark("peak learning rate; 0 takes the model's own"), low=0, high=10)
    lr_steps: str = _option(
        "",
        mark(
            "epochs after which the learning rate falls to a tenth, as 150,250; without, it falls along half"
            " a cosine"
        ),
    )
    weight_decay: float = _option(0.01, mark("how fast convolution weights shrink"), low=0, high=1)
    warmup_steps: int = _option(60, mark("steps over which the learning rate rises"), low=0, high=1_000_000)
    patience: int = _option(
        40, mark("stop after so many epochs without a better mAP; 0 never"), low=0, high=1_000_000
    )
    ema_decay: float = _option(
        0.998, mark("share of the old weights kept per step by the smoothed copy"), low=0, high=1
    )
    freeze_norm: float = _option(
        0.0, mark("share of the last epochs whose batch norms keep their statistics"), low=0, high=1
    )
    box_weight: float = _option(0.2, mark("weight of the box loss"), low=0, high=100)
    class_weight: float = _option(0.2, mark("weight of the class loss"), low=0, high=100)
    label_smoothing: float = _option(
        0.1,
        mark("share of a class label given to all classes alike, so that objectness ranks boxes"),
        low=0,
        high=0.5,
    )
    fit_anchors: bool = _option(True, mark("fit the anchors to the boxes of the dataset"))
    anchors: str = _option(
        "", mark("anchors in pixels of the input, as 8,9,12,15 and so on, which are then not fitted")
    )
    classes_by_colour: bool | None = _option(
        None, mark("leave hue and saturation nearly alone (by default when class names are colours)")
    )
    mosaic: float = _option(1.0, mark("share of training pictures put together from four"), low=0, high=1)
    close_mosaic: float = _option(
        0.15, mark("share of the last epochs that see whole pictures only"), low=0, high=1
    )
    scale: float = _option(0.4, mark("pictures are enlarged or shrunk by up to this share"), low=0, high=0.9)
    shrink: float = _option(
        0.0, mark("pictures are shrunk by up to this share, where that is more than `scale`"), low=0, high=0.9
    )
    translate: float = _option(0.1, mark("pictures are moved by up to this share"), low=0, high=0.9)
    multi_scale: float = _option(
        0.0,
        mark("each batch is resized by up to this share, to a multiple of the largest stride"),
        low=0,
        high=0.9,
    )
    copy_paste: float = _option(
        0.0, mark("boxes pasted from other pictures, as a share of those a picture has"), low=0, high=10
    )
    flip_horizontal: float = _option(0.5, mark("probability of a left-right flip"), low=0, high=1)
    flip_vertical: float = _option(0.0, mark("probability of an up-down flip"), low=0, high=1)
    brightness: float = _option(
        0.4, mark("pictures are made brighter or darker by up to this share"), low=0, high=1
    )
    blur: float = _option(0.0, mark("probability that a picture is blurred"), low=0, high=1)
    noise: float = _option(0.0, mark("probability that a picture gets the noise of dim light"), low=0, high=1)
    tensorboard: bool = _option(False, mark("write TensorBoard files into the run, too"))
    val_fraction: float = _option(
        0.2, mark("share held out when the dataset declares no val split"), low=0, high=0.9
    )
    cache_mb: int = _option(1024, mark("memory for decoded images"), low=0, high=1_000_000)

    def __post_init__(self) -> None:
        """Check each value by itself.

        Raises:
            StudioError: a value is out of its range.
        """
        for name, option in OPTIONS.items():
            option.check(name, getattr(self, name))
        self.milestones()
        self.anchor_sizes()

    def milestones(self) -> list[int]:
        """Return the epochs after which the learning rate falls to a tenth; raises StudioError."""
        epochs = _numbers("lr_steps", self.lr_steps)
        if any(not epoch.is_integer() for epoch in epochs) or epochs != sorted(epochs):
            raise _no_numbers("lr_steps", self.lr_steps, "150,250")
        return [int(epoch) for epoch in epochs]

    def anchor_sizes(self) -> list[tuple[float, float]]:
        """Return the width and height of each anchor that was given; raises StudioError."""
        sides = _numbers("anchors", self.anchors)
        if len(sides) % 2:
            raise _no_numbers("anchors", self.anchors, "8,9,12,15")
        return list(zip(sides[::2], sides[1::2], strict=True))

    def is_among_last(self, epoch: int, share: float) -> bool:
        """Return whether an epoch (from 1) is among the last `share` of all, as of `close_mosaic`."""
        return epoch > self.epochs - round(self.epochs * share)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> TrainConfig:
        """Rebuild from `to_dict` data; keys this version doesn't know are ignored.

        Raises:
            StudioError: a value is missing, of another type or out of range.
        """
        if reason := fault(data, {**STORED, "out": Text()}):
            raise StudioError(
                tr("The settings of the run are damaged: {reason}.", reason=reason),
                tr("Mend that in its config.json, or train anew."),
            )
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in data.items() if key in known})


def _numbers(name: str, text: str) -> list[float]:
    """Return the numbers above 0 that a text lists; raises StudioError."""
    try:
        found = [float(part) for part in text.split(",")] if text.strip() else []
    except ValueError:
        found = [-1.0]
    if not all(0 < value <= MAX_LISTED for value in found):
        raise _no_numbers(name, text, "8,9,12,15")
    return found


def _no_numbers(name: str, text: str, example: str) -> StudioError:
    return StudioError(
        tr("{name} is {value}.", name=name, value=text[:80]),
        tr("Write numbers above 0 and commas, as in {example}.", example=example),
    )


def _option_of(of: Field[Any]) -> Option:
    option: Option = of.metadata["option"]
    return option


OPTIONS: dict[str, Option] = {
    each.name: _option_of(each) for each in fields(TrainConfig) if "option" in each.metadata
}
"""The fields of TrainConfig that can be set, beside data and out."""

_SHAPES: dict[Any, Shape] = {
    "str": Text(),
    "int": Whole(),
    "float": Number(),
    "bool": Flag(),
    "bool | None": (Flag(), None),
}
STORED: dict[str, Shape] = {
    each.name if each.name in ("data", "model", "epochs") else f"{each.name}?": _SHAPES[each.type]
    for each in fields(TrainConfig)
}
"""The shape of a run's `config.json`; runs of before lack some of the options."""
