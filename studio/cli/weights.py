"""studio weights: published weights to start a training from."""

from __future__ import annotations

import argparse

from studio.cli.output import Cell, Output
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio weights`."""
    parser.add_argument("name", metavar="NAME", nargs="?", help=tr("weights to fetch; without it, list them"))


def run(options: argparse.Namespace, output: Output) -> int:
    """List the published weights, or fetch one of them."""
    from studio.core.files import checksum
    from studio.core.weights.downloads import DOWNLOADS, fetch, find_download, local_file

    if options.name is None:
        found = [(row, local_file(row)) for row in DOWNLOADS]
        if options.json:
            output.json(
                [
                    {
                        "name": row.name,
                        "licence": row.licence,
                        "file": None if file is None else str(file),
                        "addresses": [remote.address for remote in row.files],
                    }
                    for row, file in found
                ]
            )
            return 0
        rows: list[list[Cell]] = [[tr("name"), tr("licence"), tr("here"), tr("from")]]
        for row, file in found:
            rows.append(
                [row.name, row.licence or tr("none stated"), tr("yes") if file else "–", row.files[0].address]
            )
        output.table(rows)
        return 0
    row = find_download(options.name)
    output.say(row.terms)
    report = output.progress("KB")
    path = fetch(row, progress=lambda done, total: report(done >> 10, total >> 10))
    if options.json:
        output.json({"name": row.name, "file": str(path), "sha256": checksum(path)})
        return 0
    output.table(
        [
            (tr("file"), str(path)),
            ("SHA-256", checksum(path)),
            (tr("train from it"), f"studio train DATA --weights {row.name}"),
        ]
    )
    return 0
