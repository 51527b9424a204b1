"""studio evaluate: measure a model on the labelled images of a dataset."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.options import add_given_options, given_files
from studio.cli.output import Cell, Output
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio evaluate`."""
    parser.add_argument(
        "model", metavar="MODEL", type=Path, help=tr("run folder, checkpoint or exported file")
    )
    parser.add_argument("data", metavar="DATA", type=Path, help=tr("folder, data YAML or obj.data"))
    parser.add_argument("--split", default="val", help=tr("train, val, test or all (val)"))
    parser.add_argument("--imgsz", metavar="N", type=int, help=tr("input size of a checkpoint (its own)"))
    parser.add_argument("--threads", metavar="N", type=int, help=tr("processor threads"))
    add_given_options(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Measure a model on the labelled images of a dataset."""
    from studio.core.data.dataset import open_dataset
    from studio.core.evaluation.evaluate import evaluate_model

    dataset = open_dataset(options.data)
    for note in dataset.notes:
        output.say(note)
    examined = evaluate_model(
        options.model,
        dataset,
        split=options.split,
        imgsz=options.imgsz,
        threads=options.threads,
        given=given_files(options),
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
