"""studio demo: the whole main job on a set of drawn photos."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.output import Output
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio demo`."""
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help=tr("new or empty folder to work in (by default a new one here)"),
    )
    parser.add_argument(
        "--epochs", metavar="N", type=int, help=tr("fewer epochs than the usual number, for a quick look")
    )


def run(options: argparse.Namespace, output: Output) -> int:
    """Draw, check, tile, train, evaluate, export, verify, detect; 0 when all of it held."""
    from studio.core.demo import run_demo

    report = run_demo(options.out, epochs=options.epochs, say=output.say)
    if options.json:
        output.json({"rows": report.rows, "passed": report.passed, "verdict": report.verdict})
        return 0 if report.passed else 1
    output.table([[tr("step"), tr("result"), tr("seconds")], *report.rows])
    output.line()
    output.line(report.verdict)
    return 0 if report.passed else 1
