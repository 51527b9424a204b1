"""studio setup: what converters and web pages need, in places of their own."""

from __future__ import annotations

import argparse

from studio.cli.output import Cell, Output
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio setup`."""
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help=tr("environment to make; without it, list them")
    )
    parser.add_argument("--remove", action="store_true", help=tr("remove it instead"))
    parser.add_argument(
        "--index",
        metavar="ADDRESS",
        default="",
        help=tr("package index (of tflite) or npm registry (of web) to fetch from"),
    )


def run(options: argparse.Namespace, output: Output) -> int:
    """List the environments, make one, or remove one."""
    from studio.core.environments.contents import root
    from studio.core.environments.making import make, remove
    from studio.core.environments.places import state
    from studio.core.environments.table import ENVIRONMENTS, find_environment
    from studio.core.errors import StudioError

    if options.name is None:
        if options.remove:
            raise StudioError(
                tr("No environment is named."), tr("Use one of {names}.", names=", ".join(ENVIRONMENTS))
            )
        found = [(row, state(row.name)) for row in ENVIRONMENTS.values()]
        if options.json:
            output.json(
                [
                    {
                        "name": row.name,
                        "purpose": tr(row.purpose),
                        "size_mb": row.size_mb,
                        "state": at,
                        "folder": str(root() / row.name),
                    }
                    for row, at in found
                ]
            )
            return 0
        words = {"ready": tr("ready"), "stale": tr("to be made again"), "absent": "–"}
        rows: list[list[Cell]] = [[tr("name"), tr("state"), "MB", tr("purpose")]]
        rows += [[row.name, words[at], row.size_mb, tr(row.purpose)] for row, at in found]
        output.table(rows)
        return 0
    name = find_environment(options.name).name
    if options.remove:
        was_there = remove(name)
        if not options.json:
            output.say(tr("Removed.") if was_there else tr("It was not there."))
    else:
        make(name, progress=output.steps(), index=options.index)
    if options.json:
        output.json({"name": name, "state": state(name), "folder": str(root() / name)})
    elif not options.remove:
        output.line(tr("{name} is ready in {folder}", name=name, folder=root() / name))
    return 0
