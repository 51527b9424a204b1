"""The verbs about training: models, train, evaluate."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from studio.cli.output import Cell, Output
from studio.core.errors import StudioError
from studio.core.words import tr

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


def models_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio models`."""
    parser.add_argument("--classes", metavar="N", type=int, default=4, help="number of classes (4)")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def models(options: argparse.Namespace, output: Output) -> int:
    """List the architectures."""
    from studio.core.model.zoo import list_architectures

    check_classes(options.classes)
    found = list_architectures(options.classes)
    if options.json:
        output.json(
            [
                {
                    "name": model.name,
                    "parameters": model.parameters,
                    "gflops": model.gflops,
                    "strides": list(model.strides),
                }
                for model in found
            ]
        )
        return 0
    rows: list[list[Cell]] = [[tr("name"), tr("parameters"), tr("GFLOPs at 640"), tr("strides"), ""]]
    for model in found:
        strides = ", ".join(map(str, model.strides))
        rows.append([model.name, model.parameters, model.gflops, strides, model.text])
    output.table(rows)
    return 0


def check_classes(count: int) -> None:
    """Refuse a number of classes that no model has; raises StudioError."""
    if not 1 <= count <= 10_000:
        raise StudioError(
            tr("A model can't have {count} classes.", count=count), tr("Use a number from 1 to 10000.")
        )


def train_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio train`."""
    parser.add_argument("data", metavar="DATA", nargs="?", help="folder, data YAML or obj.data")
    parser.add_argument("--model", metavar="NAME", help="see studio models, or a layer table's path")
    parser.add_argument("--out", metavar="RUN", help="new run folder (by default one is made)")
    parser.add_argument(
        "--resume",
        metavar="RUN",
        type=Path,
        help="go on with a run that was stopped; DATA is its dataset, if that was moved",
    )
    parser.add_argument("--events", action="store_true", help="print one JSON line per event")
    shared = "processes of this machine that share every batch (1, or as many as the run began with)"
    parser.add_argument("--processes", metavar="N", type=int, help=shared)
    add_options(parser, TRAIN_OPTIONS)


def add_options(parser: argparse.ArgumentParser, names: Iterable[str]) -> None:
    """Add some of TRAIN_OPTIONS; one that isn't given is None, and `chosen_options` leaves it out."""
    from dataclasses import fields

    from studio.core.training.config import TrainConfig

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


def train(options: argparse.Namespace, output: Output) -> int:
    """Train a model; the run folder holds checkpoints and events."""
    from studio.core.training import runs
    from studio.core.training.config import TrainConfig
    from studio.core.training.team import is_team_member, launch

    chosen = chosen_options(options, TRAIN_OPTIONS)
    config, processes, made = None, options.processes or 1, None
    if options.resume is not None:
        given = [name for name in ("model", "out") if getattr(options, name)]
        given += [name for name in chosen if name != "epochs"]
        if given:
            raise StudioError(
                tr("A run goes on with its own settings, so {names} can't be set.", names=", ".join(given)),
                tr("With --resume only --epochs may be given, and DATA when the dataset was moved."),
            )
        processes = options.processes or runs.read_run(options.resume).start.get("processes", 1)
    elif options.data is None:
        raise StudioError(tr("No dataset is given."), tr("Give DATA, or --resume RUN to go on with a run."))
    else:
        # Weights bring their own architecture, unless another is asked for.
        model = {"model": options.model or ""} if options.model or options.weights else {}
        # Values are checked before a folder is made.
        config = TrainConfig(data=options.data, out=options.out or "", **model, **chosen)
    if is_team_member():
        return _join_team(options, output, config)
    if config is not None and not config.out:
        made = runs.new_run_folder(config.model or Path(config.weights).stem)
        config.out = str(made)
    try:
        if processes > 1:
            run = options.resume if config is None else config.out
            return launch(_arguments(options, chosen, run), processes)
        _follow_training(options, output, config)
    finally:
        if made is not None:
            # Still empty when the training was refused.
            with contextlib.suppress(OSError):
                made.rmdir()
    return 0


def _join_team(options: argparse.Namespace, output: Output, config: Any) -> int:
    """Train as one of several processes that torchrun started, perhaps again after one was gone."""
    from studio.core.training import runs
    from studio.core.training.team import is_refused, is_restarted, refusal_told

    if config is not None and not config.out:
        raise StudioError(
            tr("Processes that train together must know their run."), tr("Give all the same --out RUN.")
        )
    run = Path(options.resume if config is None else config.out)
    if is_restarted():
        if is_refused() or runs.is_stop_requested(run):
            return 0
        if (run / "last.pt").is_file():
            options.resume, config = run, None
    with refusal_told():
        _follow_training(options, output, config)
    return 0


def _arguments(options: argparse.Namespace, chosen: dict[str, Any], run: str | Path) -> list[str]:
    """Return the command line of this training for the processes that share it."""
    arguments = ["train", *([options.data] if options.data else [])]
    arguments += ["--resume" if options.resume else "--out", str(run)]
    arguments += ["--model", options.model] if options.model else []
    arguments += ["--events"] if options.events else []
    for name, value in chosen.items():
        flag = name.replace("_", "-")
        switch = f"--{flag}" if value is not False else f"--no-{flag}"
        arguments += [switch] if isinstance(value, bool) else [switch, str(value)]
    return arguments


def _follow_training(options: argparse.Namespace, output: Output, config: Any) -> None:
    """Train from the start, or go on with `options.resume` without a config, and tell what happens."""
    from studio.core.training.loop import resume, train

    def tell(event: dict[str, Any]) -> None:
        kind = event["event"]
        if options.events:
            output.event(event)
        elif kind == "start":
            words = tr("{model} of {parameters:,} parameters on {device} ({threads} threads), batch {batch}")
            output.say(words.format(**event))
        elif kind in ("note", "warning"):
            output.say(event["message"])
        elif kind == "step" and event["step"] == event["steps"]:
            output.say(
                tr(
                    "epoch {epoch}: box {box:.4f}, objectness {objectness:.4f}, classification"
                    " {classification:.4f}, {rate:.1f} images/s, {left:.0f} s left",
                    epoch=event["epoch"],
                    box=event["box"],
                    objectness=event["objectness"],
                    classification=event["classification"],
                    rate=event["images_per_second"],
                    left=event["seconds_left"],
                )
            )
        elif kind == "epoch":
            output.say(
                tr(
                    "{epoch}/{epochs} epochs: mAP@0.5 {map50:.4f}, mAP@0.5:0.95 {map50_95:.4f}",
                    epoch=event["epoch"],
                    epochs=event["epochs"],
                    map50=event["map50"],
                    map50_95=event["map50_95"],
                )
            )
        elif kind in ("done", "stopped"):
            output.table(
                [
                    (tr("checkpoint"), event["checkpoint"]),
                    (tr("best mAP@0.5"), event["best_map50"]),
                    (tr("best mAP@0.5:0.95"), event["best_map50_95"]),
                    (tr("best epoch"), event["best_epoch"]),
                    (tr("seconds"), event["seconds"]),
                ]
            )

    if config is None:
        data = Path(options.data) if options.data else None
        resume(options.resume, tell, epochs=options.epochs, data=data)
    else:
        train(config, tell)


def evaluate_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio evaluate`."""
    parser.add_argument("model", metavar="MODEL", type=Path, help="run folder, checkpoint or exported file")
    parser.add_argument("data", metavar="DATA", type=Path, help="folder, data YAML or obj.data")
    parser.add_argument("--split", default="val", help="train, val, test or all (val)")
    parser.add_argument("--imgsz", metavar="N", type=int, help="input size of a checkpoint (its own)")
    parser.add_argument("--threads", metavar="N", type=int, help="processor threads")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def evaluate(options: argparse.Namespace, output: Output) -> int:
    """Measure a model on the labelled images of a dataset."""
    from studio.core.data.dataset import open_dataset
    from studio.core.training.scoring import evaluate_model

    dataset = open_dataset(options.data)
    examined = evaluate_model(
        options.model,
        dataset,
        split=options.split,
        imgsz=options.imgsz,
        threads=options.threads,
        say=output.say,
        progress=output.progress(tr("images")),
    )
    result = examined.evaluation
    if options.json:
        output.json({**result.to_dict(), **examined.details()})
        return 0
    rows: list[list[Cell]] = [
        [tr("class"), "mAP@0.5", "mAP@0.5:0.95", tr("precision"), tr("recall"), tr("boxes")]
    ]
    rows += [
        [name, part.map50, part.map50_95, part.precision, part.recall, part.boxes]
        for name, part in result.per_class.items()
    ]
    rows.append([tr("all"), result.map50, result.map50_95, result.precision, result.recall, result.boxes])
    output.table(rows)
    return 0
