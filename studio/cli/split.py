"""studio split: images to train on and images to measure on, so that the scores can be believed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.output import Cell, Output
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.data.splitting.plan import SplitPlan


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio split`."""
    parser.add_argument("data", metavar="DATA", type=Path, help=tr("folder, data YAML or obj.data"))
    parser.add_argument("--val", metavar="S", type=float, default=0.2, help=tr("share to measure on (0.2)"))
    parser.add_argument(
        "--test", metavar="S", type=float, default=0.0, help=tr("share that is kept for the very end (0)")
    )
    parser.add_argument(
        "--group-by",
        choices=("source", "block", "none"),
        default="source",
        help=tr("whole photos on one side, a block of each photo, or images one by one (source)"),
    )
    parser.add_argument(
        "--seed", metavar="N", type=int, default=0, help=tr("which of the possible splits (0)")
    )
    parser.add_argument(
        "--photo",
        metavar="NAME",
        action="append",
        default=[],
        help=tr("hold out this photo with all its tiles; may be given again"),
    )
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help=tr("a new data YAML or .data; DATA stays as it is")
    )
    parser.add_argument("--look", action="store_true", help=tr("only say what would be where"))
    parser.add_argument("--undo", action="store_true", help=tr("take the last split of DATA back"))


def run(options: argparse.Namespace, output: Output) -> int:
    """Plan the split, say what can't be fair, and write it."""
    from studio.core.data.dataset import open_dataset
    from studio.core.data.splitting.files import new_description, split_change
    from studio.core.data.splitting.plan import SplitChoice
    from studio.core.labelling.split_writing import undo_split, write_split
    from studio.core.tiling.places import splitter_of

    if options.undo:
        files = undo_split(open_dataset(options.data).root)
        if options.json:
            output.json({"restored": [str(path) for path in files]})
        else:
            output.table([(tr("as before"), str(path)) for path in files])
        return 0
    choice = SplitChoice(options.val, options.test, options.group_by, options.seed, tuple(options.photo))
    dataset = open_dataset(options.data)
    for note in dataset.notes:
        output.say(note)
    plan = splitter_of(dataset, progress=output.progress(tr("photos"))).plan(choice)
    written, backup = "", None
    if not options.look:
        if options.out is not None:
            change = new_description(dataset, plan.sides, options.out)
            written = str(options.out)
        else:
            change = split_change(dataset, plan.sides)
            # A folder gets a data YAML.
            made = [edit.path for edit in change.edits if edit.path.suffix == ".yaml"]
            written = str(made[0] if made else dataset.source)
        backup = write_split(dataset, change)
    if options.json:
        output.json({**plan.to_dict(), "data": written, "backup": str(backup) if backup else ""})
        return 0
    _show(plan, output)
    if written:
        output.line()
        output.table([(tr("written"), written), *([(tr("backup"), str(backup))] if backup else [])])
    return 0


def _show(plan: SplitPlan, output: Output) -> None:
    from studio.core.data.splitting.fairness import BLIND, BLOCKS

    names = plan.class_names
    rows: list[list[Cell]] = [["", tr("images"), tr("boxes"), *names]]
    rows += [
        [
            side,
            len(records),
            sum(plan.boxes[side].values()),
            *(plan.boxes[side][class_id] for class_id in range(len(names))),
        ]
        for side, records in plan.sides.items()
    ]
    output.table(rows)
    output.line()
    output.line(plan.groups_told())
    for note in plan.notes:
        output.line(note)
    for warning in plan.warnings:
        output.warn(warning)
    for told, option in ((BLOCKS, "--group-by block"), (BLIND, "--photo NAME")):
        if tr(told) in plan.warnings:
            output.line(tr("To do that: {option}", option=option))
