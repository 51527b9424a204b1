"""The verbs that show what a training would do, before it is started: preview, anchors."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.output import Cell, Output
from studio.cli.training import add_options, chosen_options
from studio.core.errors import StudioError
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.training.config import TrainConfig

DATA_OPTIONS = ("imgsz", "seed", "val_fraction")
PREVIEW_OPTIONS = (
    *DATA_OPTIONS,
    *("epochs", "classes_by_colour", "mosaic", "close_mosaic", "scale", "translate", "copy_paste"),
    *("flip_horizontal", "flip_vertical", "cache_mb"),
)
"""The fields of TrainConfig that decide what a sample looks like; each means what it means to `train`."""
MOST_SAMPLES, MOST_ANCHORS = 500, 64


def preview_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio preview`."""
    _add_data_and_model(parser)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="new folder for the pictures")
    parser.add_argument("--samples", metavar="N", type=int, default=16, help="how many are drawn (16)")
    add_options(parser, PREVIEW_OPTIONS)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def preview(options: argparse.Namespace, output: Output) -> int:
    """Draw the first samples of a training; a warning about colours doesn't make it fail."""
    from studio.core.training.preview import write_preview

    _check_count(options.samples, MOST_SAMPLES, "--samples")
    config = _config(options, PREVIEW_OPTIONS)
    made = write_preview(config, options.out, count=options.samples, progress=output.progress(tr("pictures")))
    for note in made.notes:
        output.say(note)
    if options.json:
        output.json(made.to_dict())
        return 0
    rows: list[list[Cell]] = [[tr("picture"), tr("boxes"), tr("made of")]]
    rows += [[sample.file, sample.boxes, Path(sample.source).name] for sample in made.samples]
    output.table(rows)
    told = made.warnings
    if not told and not made.classes_by_colour:
        # That colours are left alone is among the notes.
        told = [made.colour_note]
    for sentence in told:
        output.line()
        output.line(sentence)
    return 0


def anchors_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio anchors`."""
    _add_data_and_model(parser)
    add_options(parser, DATA_OPTIONS)
    parser.add_argument(
        "--count", metavar="N", type=int, help="fit so many instead of as many as the model has"
    )
    parser.add_argument("--plot", metavar="FILE", type=Path, help="draw box sizes and anchors as SVG")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def anchors(options: argparse.Namespace, output: Output) -> int:
    """Fit a model's anchors to a dataset as a training does, and tell what that gains."""
    from studio.core.files import atomic_write
    from studio.core.training.anchor_report import report_anchors
    from studio.core.training.prepare import open_data, plan_model

    if options.count is not None:
        _check_count(options.count, MOST_ANCHORS, "--count")
    config = _config(options, DATA_OPTIONS)
    plan = plan_model(config)
    data = open_data(config, plan.table)
    for note in (*data.warnings, *data.notes):
        output.say(note)
    sizes = data.store.box_sizes(data.dataset.image_size)
    report = report_anchors(
        plan.table,
        plan.strides,
        sizes,
        config.imgsz,
        images=len(data.store),
        count=options.count or 0,
        seed=config.seed,
    )
    if not report.is_fitted:
        told = tr("Of {count} boxes nothing can be learned: a training keeps the model's own anchors.")
        output.say(told.format(count=len(sizes)))
    if options.plot:
        atomic_write(options.plot, report.plot())
    document = report.to_dict()
    if options.json:
        output.json(document)
        return 0
    output.line(
        tr(
            "{boxes:,} boxes of {images:,} training images at {imgsz} px, {model}",
            **{name: document[name] for name in ("boxes", "images", "imgsz", "model")},
        )
    )
    output.line()
    rows: list[list[Cell]] = [["", tr("recall"), tr("mean IoU")]]
    after = tr("fitted") if report.is_fitted else tr("kept")
    for key, name in (("before", tr("the model's own")), ("after", after)):
        rows.append([name, f"{document[key]['recall']:.3f}", f"{document[key]['mean_iou']:.3f}"])
    output.table(rows)
    output.line()
    groups = document["after"]["anchors"]
    strides = document["after"]["strides"]
    heads = [tr("stride {stride}", stride=stride) for stride in strides] or [tr("anchors")]
    output.table(
        [
            [head, ", ".join(f"{w:g}x{h:g}" for w, h in group)]
            for head, group in zip(heads, groups, strict=True)
        ]
    )
    return 0


def _add_data_and_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", metavar="DATA", help="folder, data YAML or obj.data")
    parser.add_argument("--model", metavar="NAME", help="see studio models, or a layer table's path")


def _config(options: argparse.Namespace, names: tuple[str, ...]) -> TrainConfig:
    """Return the settings of the training that is asked about."""
    from studio.core.training.config import TrainConfig

    chosen: dict[str, Any] = chosen_options(options, names)
    if options.model:
        chosen["model"] = options.model
    return TrainConfig(data=options.data, out="", **chosen)


def _check_count(count: int, most: int, option: str) -> None:
    if not 1 <= count <= most:
        raise StudioError(
            tr("{option} is {count}.", option=option, count=count),
            tr("Use a number from 1 to {most}.", most=most),
        )
