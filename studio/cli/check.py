"""studio check: what is in a dataset, and what is wrong with it."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from studio.cli.output import Output, list_problems
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio check`."""
    parser.add_argument("data", metavar="DATA", type=Path, help=tr("folder, data YAML or obj.data"))


def run(options: argparse.Namespace, output: Output) -> int:
    """Tell what is in a dataset; problems are listed, and don't make it fail."""
    from studio.core.data.checks import check_dataset
    from studio.core.data.dataset import open_dataset

    dataset = open_dataset(options.data)
    for note in dataset.notes:
        output.say(note)
    report = check_dataset(dataset, progress=output.progress(tr("images")))
    if options.json:
        output.json(report.to_dict())
        return 0
    output.table(
        [
            (tr("images"), report.images),
            (tr("boxes"), report.boxes),
            (tr("classes"), ", ".join(report.classes) or "-"),
            (tr("not labelled yet"), report.unseen),
            (tr("without objects"), report.empty),
            *((tr("images in {split}", split=split), count) for split, count in report.splits.items()),
            (tr("problems"), len(report.problems)),
        ]
    )
    kinds = Counter(problem.kind for problem in report.problems)
    if kinds:
        output.line()
        output.table([(f"  {kind}", count) for kind, count in kinds.most_common()])
        output.line()
    list_problems(report.problems, output)
    return 0
