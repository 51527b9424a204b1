"""studio verify: does a file from anywhere find what its checkpoint finds?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from studio.cli.options import add_given_options, given_files
from studio.cli.output import Cell, Output
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio verify`."""
    from studio.core.export.agreement import TOLERANCES

    parser.add_argument(
        "file", metavar="FILE", type=Path, help=tr("exported, converted, edited or quantised")
    )
    parser.add_argument(
        "--against",
        metavar="MODEL",
        type=Path,
        required=True,
        help=tr("run folder or checkpoint it came from"),
    )
    parser.add_argument(
        "--data", metavar="DATA", type=Path, required=True, help=tr("folder, data YAML or obj.data")
    )
    parser.add_argument(
        "--numbers",
        choices=tuple(TOLERANCES),
        help=tr("what the file computes with, which sets how much may differ (as its description says)"),
    )
    add_proof_options(parser)
    add_given_options(parser)
    parser.add_argument("--out", metavar="DIR", type=Path, help=tr("folder for report.json and report.html"))


def add_proof_options(parser: argparse.ArgumentParser) -> None:
    """Add what `studio export --verify` takes, too."""
    parser.add_argument(
        "--max-drop",
        metavar="N",
        type=float,
        help=tr("points of mAP that may be lost (0.1; 0.5 in 16 bits, 1 in 8)"),
    )
    parser.add_argument("--images", metavar="N", type=int, help=tr("validation images to compare on (all)"))


def run(options: argparse.Namespace, output: Output) -> int:
    """Compare a file with its checkpoint; 0 when it passes, 1 when it fails or nothing was proved."""
    from studio.core.data.dataset import open_dataset
    from studio.core.export.diagnose import explain
    from studio.core.export.foreign import verify_foreign
    from studio.core.export.verify import Demand

    report = verify_foreign(
        options.file,
        options.against,
        open_dataset(options.data),
        images=options.images,
        given=given_files(options),
        demand=Demand(numbers=options.numbers, max_drop=options.max_drop),
        progress=output.progress(tr("images")),
        explain=explain,
    )
    if options.out:
        report.out = options.out
        report.write()
    for note in report.notes:
        output.say(note)
    (file,) = report.files
    check = file.verification
    assert check is not None
    if options.json:
        output.json(report.to_dict())
    else:
        output.line(f"{check.verdict}  {check.sentence}")
        if check.diagnosis:
            output.line(f"{check.diagnosis['sentence']} {check.diagnosis['remedy']}")
        output.line(check.judged_by)
        output.line()
        output.table(
            [
                [tr("boxes"), tr("matched"), tr("missed"), tr("extra"), tr("borderline"), tr("MB")],
                [
                    *(check.detections, check.matched, check.missed, check.extra, check.borderline),
                    file.size_bytes / 1e6,
                ],
            ]
        )
        if check.scores:
            output.line()
            output.table(_class_rows(check.scores))
        if check.stage_ms:
            output.line()
            output.table(_time_rows(check.stage_ms))
    return 0 if check.verdict == "PASS" else 1


def _class_rows(scores: dict[str, dict[str, Any]]) -> list[list[Cell]]:
    ours, theirs = scores["checkpoint"], scores["file"]
    heads = (tr("class"), tr("boxes"), "mAP@0.5", tr("of the file"), "mAP@0.5:0.95", tr("of the file"))
    pairs = [(name, part, theirs["per_class"][name]) for name, part in ours["per_class"].items()]
    rows: list[list[Cell]] = [list(heads)]
    for name, expected, found in [*pairs, (tr("all"), ours, theirs)]:
        maps = (side[measure] for measure in ("map50", "map50_95") for side in (expected, found))
        rows.append([name, expected["boxes"], *maps])
    return rows


def _time_rows(stage_ms: dict[str, dict[str, float]]) -> list[list[Cell]]:
    stages = list(stage_ms["checkpoint"])
    rows: list[list[Cell]] = [[tr("p50, ms"), *stages]]
    return rows + [[side, *(of_side[stage] for stage in stages)] for side, of_side in stage_ms.items()]
