"""studio stitch: put tiles back together to whole photos, with their labels."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.output import Output, tell_report
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio stitch`."""
    parser.add_argument("data", metavar="TILES", type=Path, help=tr("folder, data YAML or obj.data"))
    parser.add_argument(
        "--out", metavar="DIR", type=Path, required=True, help=tr("new folder for the photos")
    )
    parser.add_argument(
        "--columns",
        metavar="N",
        type=int,
        help=tr("tiles in a row (by default told by tiles.json or borders)"),
    )
    written = parser.add_mutually_exclusive_group()
    written.add_argument("--quality", metavar="N", type=int, default=95, help=tr("of the JPEG files (95)"))
    written.add_argument("--lossless", action="store_true", help=tr("write PNG files"))


def run(options: argparse.Namespace, output: Output) -> int:
    """Put tiles back together to whole photos, with their labels."""
    from studio.core.data.dataset import open_dataset
    from studio.core.tiling.stitch import stitch_dataset

    dataset = open_dataset(options.data)
    for note in dataset.notes:
        output.say(note)
    report = stitch_dataset(
        dataset,
        options.out,
        columns=options.columns,
        quality=options.quality,
        lossless=options.lossless,
        progress=output.progress(tr("photos")),
    )
    tell_report(report, output, as_json=options.json)
    return 0
