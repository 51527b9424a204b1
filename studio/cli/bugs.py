"""studio bugs: likely mistakes in the labels of a dataset, found by a model."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.options import add_given_options, add_tile_option, check_count, chosen_tiling, given_files
from studio.cli.output import Cell, Output
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio bugs`."""
    parser.add_argument(
        "model", metavar="MODEL", type=Path, help=tr("run folder, checkpoint or exported file")
    )
    parser.add_argument("data", metavar="DATA", type=Path, help=tr("folder, data YAML or obj.data"))
    parser.add_argument("--top", metavar="N", type=int, default=100, help=tr("most rows (100)"))
    parser.add_argument("--imgsz", metavar="N", type=int, help=tr("input size of a checkpoint (its own)"))
    parser.add_argument("--threads", metavar="N", type=int, help=tr("processor threads"))
    add_tile_option(parser)
    add_given_options(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Rank what is likely wrong in the labels of a dataset."""
    from studio.core.data.dataset import open_dataset
    from studio.core.evaluation.bugs import KIND_TEXTS
    from studio.core.evaluation.find_bugs import find_label_bugs

    check_count(options.top, 1_000_000, "--top")
    dataset = open_dataset(options.data)
    for note in dataset.notes:
        output.say(note)
    found = find_label_bugs(
        options.model,
        dataset,
        imgsz=options.imgsz,
        threads=options.threads,
        given=given_files(options),
        tiling=chosen_tiling(options),
        say=output.say,
        progress=output.progress(tr("images")),
    )
    shown = found.bugs[: options.top]
    if options.json:
        rows = [bug.to_dict(dataset.class_names) for bug in shown]
        output.json(
            {
                "found": len(found.bugs),
                "boxes": found.boxes,
                "noticed": found.noticed,
                "doubt": found.doubt(),
                "classes": dataset.class_names,
                "rows": rows,
            }
        )
        return 0
    table: list[list[Cell]] = [[tr("score"), tr("kind"), tr("image"), tr("box"), tr("reason")]]
    for bug in shown:
        box = " ".join(f"{value:.0f}" for value in bug.xyxy)
        table.append([bug.score, tr(KIND_TEXTS[bug.kind]), Path(bug.image).name, box, bug.reason])
    if shown:
        output.table(table)
    else:
        output.line(tr("The model disagrees with no label."))
    if doubt := found.doubt():
        output.line(doubt)
    return 0
