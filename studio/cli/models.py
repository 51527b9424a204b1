"""studio models: the architectures that can be trained."""

from __future__ import annotations

import argparse

from studio.cli.options import check_classes
from studio.cli.output import Cell, Output
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio models`."""
    parser.add_argument("--classes", metavar="N", type=int, default=4, help=tr("number of classes (4)"))


def run(options: argparse.Namespace, output: Output) -> int:
    """List the architectures."""
    from studio.core.model.zoo import list_architectures

    check_classes(options.classes)
    found = list_architectures(options.classes)
    if options.json:
        output.json(
            [
                {
                    "name": model.name,
                    "parameters": model.parameters,
                    "gflops": model.gflops,
                    "strides": list(model.strides),
                }
                for model in found
            ]
        )
        return 0
    rows: list[list[Cell]] = [[tr("name"), tr("parameters"), tr("GFLOPs at 640"), tr("strides"), ""]]
    for model in found:
        strides = ", ".join(map(str, model.strides))
        rows.append([model.name, model.parameters, model.gflops, strides, tr(model.text)])
    output.table(rows)
    return 0
