"""studio export: a checkpoint to files for other devices, compared with it on real images."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.options import add_given_options, add_tile_option, chosen_tiling, given_files
from studio.cli.output import Cell, Output
from studio.cli.verify import add_proof_options
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.boxes.thresholds import Thresholds


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio export`."""
    from studio.core.export.bundles.table import BUNDLES
    from studio.core.export.exporters import EXPORTERS

    parser.add_argument("model", metavar="MODEL", type=Path, help=tr("run folder or checkpoint"))
    parser.add_argument(
        "--to",
        metavar="FORMAT[,FORMAT]",
        default="",
        help=tr("one or more of {names}; a bundle's own when left out", names=", ".join(EXPORTERS)),
    )
    parser.add_argument(
        "--bundle",
        metavar="NAME[,NAME]",
        default="",
        help=tr("folders that run as they are, with model and program: {names}", names=", ".join(BUNDLES)),
    )
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help=tr("folder for the files"))
    parser.add_argument("--imgsz", metavar="N", type=int, help=tr("input size (the one it was trained at)"))
    add_given_options(parser)
    number = parser.add_mutually_exclusive_group()
    number.add_argument("--half", action="store_true", help=tr("16-bit numbers"))
    number.add_argument("--int8", action="store_true", help=tr("8-bit numbers"))
    parser.add_argument(
        "--head",
        default="decoded",
        help=tr(
            "decoded boxes (default), raw logits, or detections: with threshold, top-k and NMS in the file"
        ),
    )
    parser.add_argument(
        "--bytecode", metavar="N", type=int, help=tr("of .ptl: 4 to 8, for an app with an old runtime (8)")
    )
    parser.add_argument(
        "--any-size", action="store_true", help=tr("ONNX that takes any multiple of the stride, too")
    )
    for option, text in (
        ("--conf", tr("least score that a detections head keeps unless told")),
        ("--iou", tr("overlap that a detections head keeps unless told")),
        ("--top-k", tr("most candidates that a detections head keeps unless told")),
    ):
        kind = int if option == "--top-k" else float
        parser.add_argument(option, type=kind, help=text)
    parser.add_argument(
        "--verify", metavar="DATA", type=Path, help=tr("compare with the checkpoint on its images")
    )
    add_proof_options(parser)
    parser.add_argument(
        "--golden",
        metavar="N",
        type=int,
        default=0,
        help=tr("pack 5 to 20 of these images with what must be found in them, and programs that check it"),
    )
    add_tile_option(parser)


def _thresholds(options: argparse.Namespace) -> Thresholds:
    from studio.core.boxes.thresholds import Thresholds

    given = {"confidence": options.conf, "iou": options.iou, "top_k": options.top_k}
    return Thresholds(**{name: value for name, value in given.items() if value is not None})


def _names(text: str) -> list[str]:
    return text.split(",") if text else []


def run(options: argparse.Namespace, output: Output) -> int:
    """Export and verify; a file that differs from the checkpoint, or a format left out, makes it fail."""
    from studio.core.data.dataset import open_dataset
    from studio.core.export.export import export_model

    tiling = chosen_tiling(options)
    report = export_model(
        options.model,
        _names(options.to),
        options.out,
        imgsz=options.imgsz,
        given=given_files(options),
        head=options.head,
        half=options.half,
        int8=options.int8,
        bytecode=options.bytecode,
        any_size=options.any_size,
        thresholds=_thresholds(options),
        verify=open_dataset(options.verify) if options.verify else None,
        images=options.images,
        max_drop=options.max_drop,
        golden=options.golden,
        bundles=_names(options.bundle),
        tiling=None if tiling == "own" else tiling,
        progress=output.steps(),
    )
    for note in report.notes:
        output.say(note)
    if options.json:
        output.json(report.to_dict())
    else:
        heads = (tr("format"), tr("MB"), tr("seconds"), tr("verification"), tr("mAP lost"), tr("file"))
        rows: list[list[Cell]] = [list(heads)]
        for file in report.files:
            check = file.verification
            lost: Cell = check.drop["map50_95"] if check and check.drop else "-"
            rows.append(
                [
                    *(file.format, file.size_bytes / 1e6, file.seconds),
                    *(check.verdict if check else "-", lost, str(file.path)),
                ]
            )
        output.table(rows)
    if report.golden:
        output.say(tr("The golden set is in {folder}.", folder=report.golden))
    for bundle in report.bundles:
        output.say(
            tr(
                "The bundle {name} is in {folder} ({size} MB).",
                name=bundle.name,
                folder=bundle.path,
                size=round(bundle.size_bytes / 1e6, 1),
            )
        )
    for file in report.files:
        if file.verification and file.verification.verdict != "PASS":
            output.warn(f"{file.path.name}: {file.verification.sentence}")
        elif file.not_compared:
            output.warn(f"{file.path.name}: {file.not_compared}")
    for each in report.refused:
        output.warn(tr("Left out: {sentence} {remedy}", sentence=each.sentence, remedy=each.remedy))
    return 0 if report.verdict in (None, "PASS") and not report.refused else 1
