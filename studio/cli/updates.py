"""studio updates: whether there is a newer version of this program."""

from __future__ import annotations

import argparse

from studio.cli.output import Output


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio updates`; there are none."""


def run(options: argparse.Namespace, output: Output) -> int:
    """Ask the project's page for the newest version."""
    from studio.core.updates import look_for_update

    found = look_for_update()
    if options.json:
        output.json({"version": found.version, "is_newer": found.is_newer, "sentence": found.sentence})
        return 0
    output.line(found.sentence)
    return 0
