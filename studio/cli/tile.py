"""studio tile: cut photos and labels into tiles."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from studio.cli.output import Output, tell_report
from studio.core.errors import StudioError
from studio.core.runs.config import TrainConfig
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio tile`."""
    parser.add_argument("data", metavar="DATA", type=Path, help=tr("folder, data YAML or obj.data"))
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help=tr("new folder for the tiles"))
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--grid", metavar="ROWSxCOLS", help=tr("cut each photo into so many rows and columns"))
    how.add_argument("--size", metavar="N", type=int, help=tr("cut tiles of N x N pixels"))
    how.add_argument(
        "--object-size",
        metavar="N",
        type=float,
        help=tr("cut tiles in which the usual object has N pixels at --imgsz"),
    )
    parser.add_argument(
        "--imgsz",
        metavar="N",
        type=int,
        help=tr(
            "size that the tiles will be trained at (with --object-size; what a .data of Yolo-FastestV2"
            " says, else 416)"
        ),
    )
    parser.add_argument(
        "--overlap", type=float, default=0.2, help=tr("share of a tile (without --grid; 0.2)")
    )
    parser.add_argument(
        "--min-visible",
        type=float,
        default=0.3,
        help=tr("share of a clipped box that must be left to keep it (0.3)"),
    )
    empty = parser.add_mutually_exclusive_group()
    empty.add_argument("--drop-empty", action="store_true", help=tr("leave out tiles without a box"))
    empty.add_argument(
        "--keep-empty",
        metavar="SHARE",
        type=float,
        default=1.0,
        help=tr("share of the tiles without a box to keep, such as 0.1 (1)"),
    )
    written = parser.add_mutually_exclusive_group()
    written.add_argument(
        "--quality", metavar="N", type=int, default=95, help=tr("of JPEG tiles, 1 to 100 (95)")
    )
    written.add_argument("--lossless", action="store_true", help=tr("write tiles as PNG"))


def run(options: argparse.Namespace, output: Output) -> int:
    """Cut photos and labels into tiles."""
    from studio.core.data.dataset import open_dataset
    from studio.core.runs.data_recipe import input_size
    from studio.core.tiling.clip import Cutting
    from studio.core.tiling.cut import cut_dataset
    from studio.core.tiling.objects import size_for_objects

    grid = parse_grid(options.grid) if options.grid else None
    size = options.size
    dataset = open_dataset(options.data)
    for note in dataset.notes:
        output.say(note)
    if options.object_size is not None:
        imgsz = options.imgsz or input_size(dataset.source) or TrainConfig("", "").imgsz
        found = size_for_objects(dataset, options.object_size, imgsz=imgsz)
        output.say(str(found))
        size = found.tile
    cutting = Cutting(
        grid,
        size,
        options.overlap,
        options.min_visible,
        0.0 if options.drop_empty else options.keep_empty,
        options.quality,
        options.lossless,
    )
    report = cut_dataset(dataset, options.out, cutting, progress=output.progress(tr("images")))
    tell_report(report, output, as_json=options.json)
    return 0


def parse_grid(text: str) -> tuple[int, int]:
    """Return (rows, columns) of a text such as `3x4`.

    Raises:
        StudioError: it isn't two whole numbers of 1 or more.
    """
    match = re.fullmatch(r"(\d{1,4})[xX×](\d{1,4})", text.strip())
    if not match or int(match[1]) < 1 or int(match[2]) < 1:
        raise StudioError(
            tr("The grid {text} is not ROWSxCOLS.", text=text), tr("Use two whole numbers, such as 3x4.")
        )
    return int(match[1]), int(match[2])
