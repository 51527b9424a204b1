"""TrainConfig: every choice of a training, with the default one click uses."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from studio.core.errors import StudioError
from studio.core.words import tr

SGD_LR = 0.02
Optimizer = Literal["adamw", "sgd"]
COMPRESSION_NAMES = ("none", "fp16", "powersgd", "sparse")


@dataclass(slots=True)
class TrainConfig:
    """What a run does; stored in its `config.json` and in each checkpoint.

    Attributes:
        data: dataset as given to `open_dataset`.
        model: architecture name or the path of a layer table; empty takes the one `weights` are of.
        weights: checkpoint whose fitting tensors the network starts from; empty for none.
        out: run folder.
        epochs: passes over the training images.
        imgsz: input width and height in pixels.
        batch: images per optimiser step, of all processes together; 0 takes 8, fewer where memory is short.
        seed: fixes weights, order and augmentation.
        device: `auto`, `cpu`, `cuda`, `cuda:0` or `mps`.
        threads: processor threads; 0 measures what is fastest at the start.
        mixed_precision: compute in 16 bits where that is exact enough; None does so on CUDA.
        compression: how gradients travel between processes (`compression.COMPRESSIONS`).
        optimizer: `adamw` or `sgd`.
        lr: peak learning rate; 0 takes the model's own for AdamW, and SGD_LR for SGD.
        weight_decay: on convolution weights only.
        warmup_steps: steps over which the learning rate rises from nothing.
        patience: stop after so many epochs without a better mAP; 0 never.
        ema_decay: share of the old weights kept per step by the smoothed copy.
        freeze_norm: share of the last epochs whose batch norms keep their statistics as they are.
        box_weight, class_weight: weights of the box and class losses beside objectness.
        label_smoothing: share of a class label given to all classes alike, so that objectness ranks boxes.
        fit_anchors: fit the anchors to the dataset's boxes, rather than take the table's.
        classes_by_colour: leave hue and saturation nearly alone; None decides from the class names.
        mosaic: share of training pictures put together from four.
        close_mosaic: share of the last epochs that see whole pictures only.
        scale: pictures are enlarged or shrunk by up to this share.
        translate: and moved by up to this share of their size.
        multi_scale: each batch is resized by up to this share, to a multiple of the largest stride.
        copy_paste: boxes pasted from other pictures, as a share of those a picture has.
        flip_horizontal, flip_vertical: probability of each flip.
        tensorboard: write TensorBoard files, too.
        val_fraction: share of images held out when the dataset declares no validation split.
        cache_mb: memory for decoded images.
    """

    data: str
    out: str
    model: str = "yolov5n"
    weights: str = ""
    epochs: int = 55
    imgsz: int = 416
    batch: int = 0
    seed: int = 0
    device: str = "auto"
    threads: int = 0
    mixed_precision: bool | None = None
    compression: str = "none"
    optimizer: Optimizer = "adamw"
    lr: float = 0.0
    weight_decay: float = 0.01
    warmup_steps: int = 60
    patience: int = 40
    ema_decay: float = 0.998
    freeze_norm: float = 0.0
    box_weight: float = 0.2
    class_weight: float = 0.2
    label_smoothing: float = 0.1
    fit_anchors: bool = True
    classes_by_colour: bool | None = None
    mosaic: float = 1.0
    close_mosaic: float = 0.15
    scale: float = 0.4
    translate: float = 0.1
    multi_scale: float = 0.0
    copy_paste: float = 0.0
    flip_horizontal: float = 0.5
    flip_vertical: float = 0.0
    tensorboard: bool = False
    val_fraction: float = 0.2
    cache_mb: int = 1024

    def __post_init__(self) -> None:
        """Check each value by itself.

        Raises:
            StudioError: a value is out of its range.
        """
        for name, low, high in (
            ("epochs", 1, 100_000), ("batch", 0, 4096), ("imgsz", 32, 8192), ("threads", 0, 1024),
            ("lr", 0, 10), ("weight_decay", 0, 1), ("warmup_steps", 0, 1_000_000), ("patience", 0, 1_000_000),
            ("ema_decay", 0, 1), ("mosaic", 0, 1), ("close_mosaic", 0, 1), ("scale", 0, 0.9),
            ("translate", 0, 0.9), ("flip_horizontal", 0, 1), ("flip_vertical", 0, 1),
            ("freeze_norm", 0, 1), ("box_weight", 0, 100), ("class_weight", 0, 100),
            ("label_smoothing", 0, 0.5), ("multi_scale", 0, 0.9), ("copy_paste", 0, 10),
            ("val_fraction", 0, 0.9), ("cache_mb", 0, 1_000_000),
        ):  # fmt: skip
            value = getattr(self, name)
            if not low <= value <= high:
                raise StudioError(
                    tr("{name} is {value}.", name=name, value=value),
                    tr("Use a value from {low} to {high}.", low=low, high=high),
                )
        if self.optimizer not in ("adamw", "sgd"):
            raise StudioError(
                tr("There is no optimizer called {name}.", name=self.optimizer), tr("Use adamw or sgd.")
            )
        if self.compression not in COMPRESSION_NAMES:
            raise StudioError(
                tr("There is no compression called {name}.", name=self.compression),
                tr("Use one of {names}.", names=", ".join(COMPRESSION_NAMES)),
            )

    def is_among_last(self, epoch: int, share: float) -> bool:
        """Return whether an epoch (from 1) is among the last `share` of all, as of `close_mosaic`."""
        return epoch > self.epochs - round(self.epochs * share)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> TrainConfig:
        """Rebuild from `to_dict` data; keys this version doesn't know are ignored."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in data.items() if key in known})
