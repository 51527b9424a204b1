"""studio check: what is in a dataset, what is wrong with it, and repairs."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli.output import Output, list_problems
from studio.core.words import paragraph, tr

if TYPE_CHECKING:
    from studio.core.data.checking.examination import Examination
    from studio.core.data.checking.repairs import Plan

SHOWN_LINES = 20
"""Of the lines that a repair changes."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio check`."""
    parser.add_argument("data", metavar="DATA", type=Path, help=tr("folder, data YAML or obj.data"))
    parser.add_argument(
        "--html", metavar="FILE", type=Path, help=tr("also write a page with pictures and plots")
    )
    parser.add_argument(
        "--imgsz",
        metavar="N",
        type=int,
        help=tr("training size that boxes are judged at (what a .data of Yolo-FastestV2 says, else 416)"),
    )
    parser.add_argument(
        "--repair",
        metavar="NAME[,NAME]",
        default="",
        help=tr("repair instead: repeated, near, clip, unreadable, spelling, encoding, lists or strays"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=tr("with --repair: only say what would be changed")
    )
    parser.add_argument(
        "--restore", metavar="ZIP", type=Path, help=tr("give files what a backup of a repair holds of them")
    )


def run(options: argparse.Namespace, output: Output) -> int:
    """Tell what is in a dataset; problems are listed, and don't make it fail."""
    from studio.core.data.checking.examination import TRAINING_SIZE, examine
    from studio.core.data.dataset import open_dataset
    from studio.core.errors import StudioError
    from studio.core.runs.data_recipe import input_size

    if options.imgsz is not None and options.imgsz < 32:
        raise StudioError(
            tr("{size} px is no training size.", size=options.imgsz), tr("Give one of 32 px or more.")
        )
    if options.restore is not None:
        return _restore(options, output)
    if options.repair:
        return _repair(options, output)
    dataset = open_dataset(options.data)
    for note in dataset.notes:
        output.say(note)
    size = options.imgsz or input_size(dataset.source) or TRAINING_SIZE
    found = examine(dataset, size=size, progress=output.steps(tr("images")))
    if options.html is not None:
        from studio.core.report.check_page import write_check_page

        write_check_page(dataset, found, options.html, progress=output.progress(tr("kinds of findings")))
    if options.json:
        output.json(found.to_dict())
        return 0
    _tell(found, output)
    if options.html is not None:
        output.say(tr("The page is {file}.", file=options.html))
    return 0


def _tell(found: Examination, output: Output) -> None:
    from studio.core.data.checking.trainers import TRAINERS
    from studio.core.data.checking.words import loss_rows, needs_by_trainer, verdict

    report = found.report
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
    output.line()
    for sentence in verdict(report.problems, found.losses, found.needs):
        output.line(sentence)
    if rows := loss_rows(found.losses):
        output.line()
        heads = (tr("why"), *(trainer.title for trainer in TRAINERS))
        output.table([heads, *((row.reason, *row.cells) for row in rows)])
        output.line()
    for title, told in needs_by_trainer(found.needs):
        output.line(f"{title}: {paragraph(*told)}")
    kinds = Counter(problem.kind for problem in report.problems)
    if kinds:
        output.line()
        output.table([(f"  {kind}", count) for kind, count in kinds.most_common()])
        output.line()
    list_problems(report.problems, output)


def _repair(options: argparse.Namespace, output: Output) -> int:
    """Plan and write the repairs asked for, one after the other."""
    from studio.core.data.checking.repairs import plan_repair
    from studio.core.data.dataset import open_dataset
    from studio.core.labelling.repairing import repair

    told = []
    for name in filter(None, (part.strip() for part in options.repair.split(","))):
        # Opened again: what the one before has written is what this one starts from.
        dataset = open_dataset(options.data)
        plan = plan_repair(dataset, name)
        backup = None
        if plan.files and not options.dry_run:
            backup = repair(dataset, plan)
        if options.json:
            told.append(_document(plan, backup))
        else:
            _tell_plan(plan, backup, output, is_dry=options.dry_run)
    if options.json:
        output.json({"repairs": told})
    return 0


def _document(plan: Plan, backup: Path | None) -> dict[str, Any]:
    return {
        "repair": plan.repair,
        "files": plan.files,
        "lines": [
            {"file": str(edit.file), "line": edit.line, "before": edit.before, "after": edit.after}
            for edit in plan.edits
        ],
        "backup": None if backup is None else str(backup),
    }


def _tell_plan(plan: Plan, backup: Path | None, output: Output, *, is_dry: bool) -> None:
    from studio.core.data.checking.repairs import REPAIRS

    told = (
        tr("{what}: nothing is changed yet. Lines: {lines}, files: {files}.")
        if is_dry
        else tr("{what}. Lines: {lines}, files: {files}.")
    )
    what = tr(REPAIRS[plan.repair].title)
    output.line(told.format(what=what, lines=f"{len(plan.edits):,}", files=f"{plan.files:,}"))
    for edit in plan.edits[:SHOWN_LINES]:
        output.line(f"  {edit.file}:{edit.line}: {edit.before} -> {edit.after or '-'}")
    if len(plan.edits) > SHOWN_LINES:
        output.line("  " + tr("and {count} more", count=f"{len(plan.edits) - SHOWN_LINES:,}"))
    for move in plan.change.moves[:1]:
        output.line("  " + tr("The trash is {folder}.", folder=move.target.parent))
    if backup is not None:
        output.line("  " + tr("What was there before: {file}", file=backup))


def _restore(options: argparse.Namespace, output: Output) -> int:
    from studio.core.data.dataset import open_dataset
    from studio.core.labelling.repairing import restore

    count, backup = restore(open_dataset(options.data), options.restore)
    if options.json:
        output.json({"restored": count, "backup": None if backup is None else str(backup)})
    else:
        output.line(tr("Files as they were before: {count}.", count=count))
        if backup is not None:
            output.line("  " + tr("What was there before: {file}", file=backup))
    return 0
