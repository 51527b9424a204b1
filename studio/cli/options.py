"""Options that several verbs share."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import StudioError
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.runs.config import TrainConfig
    from studio.core.runtime.detector import Detector


TRAIN_OPTIONS: dict[str, str] = {
    "weights": "checkpoint to start from, or a name of studio weights",
    "epochs": "passes over the training images",
    "imgsz": "input size in pixels, a multiple of the model's largest stride",
    "batch": "images per step; 0 takes 8, fewer where memory is short",
    "seed": "seed of weights, order and augmentation",
    "device": "auto, cpu, cuda, cuda:0 or mps",
    "threads": "processor threads; 0 measures what is fastest",
    "mixed_precision": "compute in 16 bits where that is exact enough (by default on CUDA)",
    "compression": "how gradients travel between processes: none, fp16, powersgd or sparse",
    "optimizer": "adamw or sgd",
    "lr": "peak learning rate; 0 takes the model's own",
    "weight_decay": "on convolution weights",
    "warmup_steps": "steps over which the learning rate rises",
    "patience": "stop after so many epochs without a better mAP; 0 never",
    "ema_decay": "share of the old weights kept per step by the smoothed copy",
    "freeze_norm": "share of the last epochs whose batch norms keep their statistics",
    "box_weight": "weight of the box loss",
    "class_weight": "weight of the class loss",
    "label_smoothing": "share of a class label given to all classes alike",
    "fit_anchors": "fit the anchors to the boxes of the dataset",
    "classes_by_colour": "leave hue and saturation nearly alone (by default when class names are colours)",
    "mosaic": "share of training pictures put together from four",
    "close_mosaic": "share of the last epochs that see whole pictures only",
    "scale": "pictures are enlarged or shrunk by up to this share",
    "translate": "pictures are moved by up to this share",
    "multi_scale": "each batch is resized by up to this share",
    "copy_paste": "boxes pasted from other pictures, as a share of those a picture has",
    "flip_horizontal": "probability of a left-right flip",
    "flip_vertical": "probability of an up-down flip",
    "tensorboard": "write TensorBoard files into the run, too",
    "val_fraction": "share held out when the dataset declares no val split",
    "cache_mb": "memory for decoded images",
}
"""The fields of TrainConfig that can be set, beside data, model and out."""


def check_classes(count: int) -> None:
    """Refuse a number of classes that no model has; raises StudioError."""
    if not 1 <= count <= 10_000:
        raise StudioError(
            tr("A model can't have {count} classes.", count=count), tr("Use a number from 1 to 10000.")
        )


def add_options(parser: argparse.ArgumentParser, names: Iterable[str]) -> None:
    """Add some of TRAIN_OPTIONS; one that isn't given is None, and `chosen_options` leaves it out."""
    from dataclasses import fields

    from studio.core.runs.config import TrainConfig

    defaults = {field.name: field.default for field in fields(TrainConfig)}
    for name in names:
        flag, text, default = "--" + name.replace("_", "-"), TRAIN_OPTIONS[name], defaults[name]
        if isinstance(default, bool | None):
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=None, help=text)
            continue
        shown = f"{text} ({default})" if default != "" else text
        parser.add_argument(flag, metavar=name[0].upper(), type=type(default), help=shown)


def chosen_options(options: argparse.Namespace, names: Iterable[str]) -> dict[str, Any]:
    """Return those of some fields of TrainConfig that were given."""
    return {name: value for name in names if (value := getattr(options, name)) is not None}


DATA_OPTIONS = ("imgsz", "seed", "val_fraction")


def add_data_and_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", metavar="DATA", help="folder, data YAML or obj.data")
    parser.add_argument("--model", metavar="NAME", help="see studio models, or a layer table's path")


def chosen_config(options: argparse.Namespace, names: tuple[str, ...]) -> TrainConfig:
    """Return the settings of the training that is asked about."""
    from studio.core.runs.config import TrainConfig

    chosen: dict[str, Any] = chosen_options(options, names)
    if options.model:
        chosen["model"] = options.model
    return TrainConfig(data=options.data, out="", **chosen)


def check_count(count: int, most: int, option: str) -> None:
    if not 1 <= count <= most:
        raise StudioError(
            tr("{option} is {count}.", option=option, count=count),
            tr("Use a number from 1 to {most}.", most=most),
        )


def add_detector_options(parser: argparse.ArgumentParser) -> None:
    from studio.core.runtime.detector import Thresholds

    usual = Thresholds()
    parser.add_argument("model", metavar="MODEL", type=Path, help="run folder, checkpoint or exported file")
    parser.add_argument("source", metavar="SOURCE", help=SOURCE_TEXTS[parser.prog.split()[-1]])
    for option, default, text in (
        ("--conf", usual.confidence, "least score"),
        ("--iou", usual.iou, "overlap above which one box goes"),
        ("--top-k", usual.top_k, "most candidates that go into NMS"),
    ):
        parser.add_argument(option, type=type(default), default=default, help=f"{text} ({default})")
    parser.add_argument("--imgsz", metavar="N", type=int, help="input size of a checkpoint (its own)")
    parser.add_argument("--threads", metavar="N", type=int, help="processor threads")


SOURCE_TEXTS = {
    "detect": "image, folder of images, data YAML or obj.data",
    "live": "camera number, video, folder of images, URL, or the word sample",
}


def chosen_detector(options: argparse.Namespace) -> Detector:
    from studio.core.runtime.detector import Thresholds, load_detector

    thresholds = Thresholds(options.conf, options.iou, options.top_k)
    detector = load_detector(options.model, imgsz=options.imgsz, threads=options.threads)
    detector.thresholds = thresholds
    return detector
