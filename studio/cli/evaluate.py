"""studio evaluate: measure a model on the labelled images of a dataset."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.options import add_given_options, add_tile_option, chosen_tiling, given_files
from studio.cli.output import Cell, Output
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.evaluation.examine import Examined


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio evaluate`."""
    parser.add_argument(
        "model", metavar="MODEL", type=Path, help=tr("run folder, checkpoint or exported file")
    )
    parser.add_argument("data", metavar="DATA", type=Path, help=tr("folder, data YAML or obj.data"))
    parser.add_argument("--split", default="val", help=tr("train, val, test or all (val)"))
    parser.add_argument("--imgsz", metavar="N", type=int, help=tr("input size of a checkpoint (its own)"))
    parser.add_argument("--threads", metavar="N", type=int, help=tr("processor threads"))
    add_tile_option(parser)
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
        tiling=chosen_tiling(options),
        say=output.say,
        progress=output.progress(tr("images")),
    )
    result = examined.evaluation
    untiled = examined.untiled
    if options.json:
        document = {**result.to_dict(), **examined.details(), "ms_per_image": examined.ms_per_image}
        if untiled:
            document["untiled"] = {**untiled.evaluation.to_dict(), "ms_per_image": untiled.ms_per_image}
        output.json(document)
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
    if untiled:
        output.line()
        output.table(_side_by_side(examined, untiled))
    return 0


def _side_by_side(tiled: Examined, untiled: Examined) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        ["", "mAP@0.5", "mAP@0.5:0.95", tr("precision"), tr("recall"), tr("ms a picture")]
    ]
    for name, side in ((tr("in tiles"), tiled), (tr("untiled"), untiled)):
        found = side.evaluation
        rows.append([name, found.map50, found.map50_95, found.precision, found.recall, side.ms_per_image])
    return rows
