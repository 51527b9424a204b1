"""studio get: a set of labelled photos to begin with."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.output import Cell, Output
from studio.core.errors import StudioError
from studio.core.words import mark, tr

if TYPE_CHECKING:
    from studio.core.sets import Drawing


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio get`."""
    parser.add_argument("name", metavar="NAME", nargs="?", help=tr("set to get; without it, list them"))
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help=tr("new or empty folder (by default one in DetectionStudio)")
    )
    drawn = parser.add_argument_group(tr("how the sample set is drawn"))
    for option, kind, sign, text in (
        ("--images", int, "N", mark("photos (40)")),
        ("--size", str, "WxH", mark("pixels of each (480x360)")),
        ("--blur", float, "SHARE", mark("share of photos out of focus or shaken (0)")),
        ("--exposure", float, "STOPS", mark("stops that a photo is brighter or darker by at most (0)")),
        ("--overlap", float, "SHARE", mark("share of bulbs that another one hangs in front of (0)")),
        ("--distance", float, "TIMES", mark("how many times as far away the camera is (1)")),
        ("--seed", int, "N", mark("another one draws other photos (0)")),
    ):
        drawn.add_argument(option, type=kind, metavar=sign, help=tr(text))


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
    path = get_set(options.name, options.out, drawing=_drawing(options), progress=output.steps())
    if options.json:
        output.json({"name": options.name, "data": str(path)})
        return 0
    output.table([(tr("data"), str(path)), (tr("look at it"), f'studio "{path}"')])
    return 0


def _drawing(options: argparse.Namespace) -> Drawing:
    """Return how the sample set is to be drawn; raises StudioError."""
    from dataclasses import replace

    from studio.core.data.scenes import STYLE_RANGES, USUAL
    from studio.core.sets import AS_IT_COMES

    style = {name: value for name in STYLE_RANGES if (value := getattr(options, name)) is not None}
    given = {name: value for name in ("images", "seed") if (value := getattr(options, name)) is not None}
    if options.size is not None:
        width, cross, height = options.size.lower().partition("x")
        if not (width.isdecimal() and cross and height.isdecimal()):
            raise StudioError(tr("{size} is no size.", size=options.size), tr("Write it as 480x360."))
        given["size_wh"] = int(width), int(height)
    return replace(AS_IT_COMES, **given, style=replace(USUAL, **style))
