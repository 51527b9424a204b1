"""studio doctor: what this machine can do, and how long a training takes on it."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.output import Output
from studio.core.words import tr

MARKS = {"ok": "ok", "note": "–", "warn": "!"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio doctor`."""
    parser.add_argument("--quick", action="store_true", help=tr("without measuring a training"))
    parser.add_argument(
        "--zip",
        metavar="FILE",
        type=Path,
        help=tr("also write a file for whoever helps: no images, no names"),
    )
    parser.add_argument(
        "--with-paths", action="store_true", help=tr("leave paths and names in that file as they are")
    )


def run(options: argparse.Namespace, output: Output) -> int:
    """Look at the machine and tell each finding in a sentence."""
    from studio.core.machine.findings import LOOKS, look_at_machine
    from studio.core.machine.report import write_diagnostics

    found = []
    report = output.progress(tr("looks")) if options.json else None
    for finding in look_at_machine(quick=options.quick):
        found.append(finding)
        if output.has_events:
            output.event({"event": "finding", **finding.to_dict()})
        if report:
            report(min(len(found), len(LOOKS) - 1), len(LOOKS))
    file = write_diagnostics(options.zip, found, with_paths=options.with_paths) if options.zip else None
    if options.json:
        document = {"findings": [finding.to_dict() for finding in found]}
        output.json({**document, "file": str(file)} if file else document)
        return 0
    output.table([(MARKS[each.state], each.title, each.sentence) for each in found])
    if file:
        output.line()
        output.line(tr("Written: {file}", file=file))
    return 0
