"""studio anchors: fit a model's anchors to a dataset, and tell what that gains."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.options import (
    DATA_OPTIONS,
    add_data_and_model,
    add_options,
    check_count,
    chosen_config,
)
from studio.cli.output import Cell, Output
from studio.cli.preview import MAX_ANCHORS
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio anchors`."""
    add_data_and_model(parser)
    add_options(parser, DATA_OPTIONS)
    parser.add_argument(
        "--count", metavar="N", type=int, help=tr("fit so many instead of as many as the model has")
    )
    parser.add_argument("--plot", metavar="FILE", type=Path, help=tr("draw box sizes and anchors as SVG"))


def run(options: argparse.Namespace, output: Output) -> int:
    """Fit a model's anchors to a dataset as a training does, and tell what that gains."""
    from studio.core.files import atomic_write
    from studio.core.training.anchor_report import report_anchors
    from studio.core.training.prepare import open_data, plan_model

    if options.count is not None:
        check_count(options.count, MAX_ANCHORS, "--count")
    config = chosen_config(options, DATA_OPTIONS)
    plan = plan_model(config)
    data = open_data(config, plan.table)
    for warning in data.warnings:
        output.warn(warning)
    for note in data.notes:
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
