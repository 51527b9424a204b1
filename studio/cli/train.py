"""studio train: train a model, or go on with a run."""

from __future__ import annotations

import argparse
import contextlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from studio.cli.options import add_options, chosen_options, option_names
from studio.cli.output import Output
from studio.core.errors import StudioError
from studio.core.weights.places import LAST
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio train`."""
    parser.add_argument("data", metavar="DATA", nargs="?", help=tr("folder, data YAML or obj.data"))
    parser.add_argument("--model", metavar="NAME", help=tr("see studio models, or a layer table's path"))
    parser.add_argument("--out", metavar="RUN", help=tr("new run folder (by default one is made)"))
    parser.add_argument(
        "--resume",
        metavar="RUN",
        type=Path,
        help=tr("go on with a run that was stopped; DATA is its dataset, if that was moved"),
    )
    shared = tr("processes of this machine that share every batch (1, or as many as the run began with)")
    parser.add_argument("--processes", metavar="N", type=int, help=shared)
    add_options(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Train a model; the run folder holds checkpoints and events."""
    from studio.core.runs import folder as runs
    from studio.core.runs.config import TrainConfig
    from studio.core.training.team import is_team_member, launch

    chosen = chosen_options(options, option_names())
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
        model: dict[str, Any] = {"model": options.model or ""} if options.model or options.weights else {}
        # Values are checked before a folder is made.
        config = TrainConfig(data=options.data, out=options.out or "", **model, **chosen)
    if is_team_member():
        return _join_team(options, output, config)
    if config is not None and not config.out:
        made = runs.new_run_folder(config.model or Path(config.weights).stem)
        config = replace(config, out=str(made))
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
    from studio.core.runs import folder as runs
    from studio.core.training.team import is_refused, is_restarted, note_done, refusal_told

    if config is not None and not config.out:
        raise StudioError(
            tr("Processes that train together must know their run."), tr("Give all the same --out RUN.")
        )
    run = Path(options.resume if config is None else config.out)
    if is_restarted():
        if is_refused() or runs.is_stop_requested(run):
            return 0
        if (run / LAST).is_file():
            options.resume, config = run, None
    with refusal_told():
        _follow_training(options, output, config)
    note_done()
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
            # What ends a command is told by the command.
            if kind != "error":
                output.event(event)
        elif kind == "start":
            words = tr("{model} of {parameters:,} parameters on {device} ({threads} threads), batch {batch}")
            output.say(words.format(**event))
        elif kind == "note":
            output.say(event["message"])
        elif kind == "warning":
            output.warn(event["message"])
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
        elif kind in ("done", "stopped") and not options.json:
            output.table(
                [
                    (tr("checkpoint"), event["checkpoint"]),
                    (tr("best mAP@0.5"), event["best_map50"]),
                    (tr("best mAP@0.5:0.95"), event["best_map50_95"]),
                    (tr("best epoch"), event["best_epoch"]),
                    (tr("seconds"), event["seconds"]),
                ]
            )

        if kind in ("done", "stopped") and options.json:
            output.json({"run": str(Path(event["checkpoint"]).parent), "ended": kind, **_without_name(event)})

    if config is None:
        data = Path(options.data) if options.data else None
        resume(options.resume, tell, epochs=options.epochs, data=data)
    else:
        train(config, tell)


def _without_name(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name != "event"}
