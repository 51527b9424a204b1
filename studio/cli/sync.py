"""studio sync: bring the labels of tiles and of their photos in line."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.output import Output, tell_report
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio sync`."""
    parser.add_argument("data", metavar="TILES", type=Path, help=tr("tiles cut by studio tile"))
    parser.add_argument(
        "--photos", metavar="DATA", type=Path, help=tr("the photos, if they are not where they were cut")
    )
    parser.add_argument(
        "--prefer",
        choices=("tiles", "photos"),
        default="",
        help=tr("whose labels count where both were changed (such photos are left alone)"),
    )
    parser.add_argument("--look", action="store_true", help=tr("only tell what would be written"))


def run(options: argparse.Namespace, output: Output) -> int:
    """Bring labels in line; 1 when photos are left that were changed on both sides."""
    from studio.core.data.dataset import open_dataset
    from studio.core.labelling.backups import back_up
    from studio.core.labelling.journal import folder_of
    from studio.core.tiling.sync import photos_of, plan_sync, write_sync

    tiles = open_dataset(options.data)
    photos = open_dataset(options.photos) if options.photos else photos_of(tiles)
    change, report = plan_sync(tiles, photos, prefer=options.prefer)
    if not options.look:
        if report.files:
            place = folder_of(photos.source) / "backups"
            report.backup = back_up(change, photos.root, "sync", place)
            report.notes.append(tr("What the files held before is in {file}.", file=report.backup))
        if change.edits:
            write_sync(change)
        report.is_written = True
    tell_report(report, output, as_json=options.json)
    return 1 if report.conflicts else 0
