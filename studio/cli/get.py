"""studio get: a set of labelled photos to begin with."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.output import Cell, Output
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio get`."""
    parser.add_argument("name", metavar="NAME", nargs="?", help=tr("set to get; without it, list them"))
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help=tr("new or empty folder (by default one in DetectionStudio)")
    )


def run(options: argparse.Namespace, output: Output) -> int:
    """List the sets, or draw or fetch one, and print what to open."""
    from studio.core.sets import SETS, get_set

    if options.name is None:
        if options.json:
            output.json([{"name": row.name, "text": tr(row.text)} for row in SETS.values()])
            return 0
        rows: list[list[Cell]] = [[tr("name"), tr("what it is")]]
        output.table([*rows, *([row.name, tr(row.text)] for row in SETS.values())])
        return 0
    path = get_set(options.name, options.out, progress=output.steps())
    if options.json:
        output.json({"name": options.name, "data": str(path)})
        return 0
    output.table([(tr("data"), str(path)), (tr("look at it"), f'studio "{path}"')])
    return 0
