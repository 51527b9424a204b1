"""studio report: what a run came to, as one page."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.output import Output
from studio.core.json_door import read_json
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio report`."""
    parser.add_argument("run", metavar="RUN", type=Path, help=tr("run folder"))


def run(options: argparse.Namespace, output: Output) -> int:
    """Write the report of a run, and print its path or its figures."""
    from studio.core.report.run_report import FIGURES, write_report

    path = write_report(options.run, progress=output.progress(tr("images")))
    figures = read_json(path.parent / FIGURES)
    for note in figures["notes"]:
        output.say(note)
    if options.json:
        output.json({"report": str(path), **figures})
    else:
        output.line(str(path))
    return 0
