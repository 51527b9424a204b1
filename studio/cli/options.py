"""Options that several verbs share."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import StudioError
from studio.core.words import mark, tr

if TYPE_CHECKING:
    from studio.core.runs.config import TrainConfig
    from studio.core.runtime.detector import Detector, OwnTiling
    from studio.core.tiling.tiling import Tiling
    from studio.core.weights.given import Given


def check_classes(count: int) -> None:
    """Refuse a number of classes that no model has; raises StudioError."""
    if not 1 <= count <= 10_000:
        raise StudioError(
            tr("A model can't have {count} classes.", count=count), tr("Use a number from 1 to 10000.")
        )


def add_options(parser: argparse.ArgumentParser, names: Iterable[str] | None = None) -> None:
    """Add some options of TrainConfig, or all but its model; one that isn't given is left out later."""
    from dataclasses import fields

    from studio.core.runs.config import OPTIONS, TrainConfig

    defaults = {field.name: field.default for field in fields(TrainConfig)}
    for name in option_names() if names is None else names:
        flag, option, default = "--" + name.replace("_", "-"), OPTIONS[name], defaults[name]
        if isinstance(default, bool | None):
            parser.add_argument(
                flag, action=argparse.BooleanOptionalAction, default=None, help=tr(option.help)
            )
            continue
        text = ": ".join(filter(None, (tr(option.help), ", ".join(option.choices))))
        shown = f"{text} ({default})" if default != "" else text
        parser.add_argument(flag, metavar=name[0].upper(), type=type(default), help=shown)


def option_names() -> tuple[str, ...]:
    """Return the fields of TrainConfig that are options by their own name; MODEL is an argument of verbs."""
    from studio.core.runs.config import OPTIONS

    return tuple(name for name in OPTIONS if name != "model")


def chosen_options(options: argparse.Namespace, names: Iterable[str]) -> dict[str, Any]:
    """Return those of some fields of TrainConfig that were given."""
    return {name: value for name in names if (value := getattr(options, name)) is not None}


DATA_OPTIONS = ("imgsz", "seed", "val_fraction")


def add_data_and_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", metavar="DATA", help=tr("folder, data YAML or obj.data"))
    parser.add_argument("--model", metavar="NAME", help=tr("see studio models, or a layer table's path"))


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
    from studio.core.boxes.thresholds import Thresholds

    usual = Thresholds()
    parser.add_argument(
        "model", metavar="MODEL", type=Path, help=tr("run folder, checkpoint or exported file")
    )
    parser.add_argument("source", metavar="SOURCE", help=tr(SOURCE_TEXTS[parser.prog.split()[-1]]))
    for option, default, text in (
        ("--conf", usual.confidence, mark("least score")),
        ("--iou", usual.iou, mark("overlap above which one box goes")),
        ("--top-k", usual.top_k, mark("most candidates that go into NMS")),
    ):
        parser.add_argument(option, type=type(default), default=default, help=f"{tr(text)} ({default})")
    parser.add_argument("--imgsz", metavar="N", type=int, help=tr("input size of a checkpoint (its own)"))
    parser.add_argument("--threads", metavar="N", type=int, help=tr("processor threads"))
    add_tile_option(parser)
    add_given_options(parser)


def add_tile_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--tile",
        metavar="TILES",
        help=tr(
            "look at each picture in tiles: 2x2 (rows x columns), 208 (pixels), 208:0.1 (with overlap), each"
            " with +whole for the whole picture, too; auto: as the training set was cut; off: not"
            " (as an exported file says)"
        ),
    )


def chosen_tiling(options: argparse.Namespace) -> Tiling | OwnTiling | None:
    """Return what --tile says; raises StudioError when it can't be understood, or the run doesn't tell."""
    from studio.core.runs import tiling

    return tiling.chosen_tiling(options.tile or "own", options.model)


def add_given_options(parser: argparse.ArgumentParser) -> None:
    """Add what a checkpoint of others may not say itself; every verb with a MODEL has it."""
    parser.add_argument(
        "--data-file",
        metavar="FILE",
        type=Path,
        help=tr("the .data of a Yolo-FastestV2 checkpoint's training"),
    )
    parser.add_argument(
        "--names", metavar="FILE", type=Path, help=tr("class names of a checkpoint, one a line")
    )


def given_files(options: argparse.Namespace) -> Given:
    """Return what was given; raises StudioError when a file isn't there."""
    from studio.core.weights.given import Given

    for option, path in (("--data-file", options.data_file), ("--names", options.names)):
        if path and not path.is_file():
            raise StudioError(
                tr("There is no file {path}.", path=path),
                tr("Check what {option} says.", option=option),
            )
    return Given(options.data_file, options.names)


SOURCE_TEXTS = {
    "detect": mark("image, folder of images, data YAML or obj.data"),
    "live": mark("camera number, video, folder of images, URL, or the word sample"),
}


def chosen_detector(options: argparse.Namespace, should_stop: Callable[[], bool] = lambda: False) -> Detector:
    from studio.core.boxes.thresholds import Thresholds
    from studio.core.runtime.detector import load_detector

    thresholds = Thresholds(options.conf, options.iou, options.top_k)
    detector = load_detector(
        options.model,
        imgsz=options.imgsz,
        threads=options.threads,
        given=given_files(options),
        tiling=chosen_tiling(options),
        should_stop=should_stop,
    )
    detector.thresholds = thresholds
    return detector
