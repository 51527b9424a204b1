"""studio convert: labels in another format, in a new folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.output import Output, list_problems
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.conversion.convert import Conversion


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio convert`."""
    from studio.core.conversion.fastest import USUAL_SIZE
    from studio.core.data.formats import LABEL_FORMATS

    names = ", ".join(LABEL_FORMATS)
    parser.add_argument(
        "data", metavar="DATA", type=Path, help=tr("folder, file or zip archive of labels and images")
    )
    parser.add_argument("--to", metavar="FORMAT", required=True, help=tr("one of {names}", names=names))
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help=tr("new folder"))
    parser.add_argument(
        "--look", action="store_true", help=tr("only say what is there and what would be lost")
    )
    parser.add_argument(
        "--from",
        dest="format_name",
        metavar="FORMAT",
        default="",
        help=tr("format to read, where labels of several are there"),
    )
    parser.add_argument(
        "--images",
        choices=("copy", "link", "none"),
        default="copy",
        help=tr("copy the images, hard-link them, or leave them where they are (copy)"),
    )
    parser.add_argument(
        "--image-folder", metavar="DIR", type=Path, help=tr("where the images are, when it is elsewhere")
    )
    parser.add_argument(
        "--voc-offset",
        metavar="N",
        type=float,
        default=0.0,
        help=tr("1 when a VOC file counts pixels from 1 (0)"),
    )
    parser.add_argument(
        "--createml-origin",
        choices=("center", "top-left"),
        default="center",
        help=tr("what x and y of Create ML are of a box (center)"),
    )
    parser.add_argument(
        "--createml-units",
        choices=("pixel", "normalized"),
        default="pixel",
        help=tr("what Create ML's numbers are in (pixel)"),
    )
    parser.add_argument(
        "--fastestv2",
        action="store_true",
        help=tr("with --to darknet: also a .data for Yolo-FastestV2's own trainer"),
    )
    parser.add_argument(
        "--imgsz", metavar="N", type=int, default=USUAL_SIZE, help=tr("input size in that .data (352)")
    )


def run(options: argparse.Namespace, output: Output) -> int:
    """Say what the format can't hold, then write it, read it back and compare."""
    from studio.core.conversion.convert import convert, find_format, look
    from studio.core.conversion.fastest import check_place, data_file_writer
    from studio.core.data.formats.neutral import Reading

    if options.format_name:
        find_format(options.format_name)
    also = None
    if options.fastestv2:
        check_place(options.out, options.to)
        also = data_file_writer(options.imgsz, _fitted)

    told = 0

    def tell(report: Conversion) -> None:
        nonlocal told
        for text in report.losses:
            output.warn(text)
        for text in report.notes:
            output.say(text)
        told = len(report.notes)

    choices = {
        "images": options.images,
        "format_name": options.format_name,
        "image_folder": options.image_folder,
        "reading": Reading(options.voc_offset, options.createml_origin, options.createml_units),
        "progress": output.steps(),
    }
    if options.look:
        report = look(options.data, options.to, options.out, **choices)
        tell(report)
    else:
        report = convert(options.data, options.to, options.out, **choices, told=tell, also=also)
        for text in report.notes[told:]:
            output.say(text)
    _show(report, options, output)
    return 0


def _show(report: Conversion, options: argparse.Namespace, output: Output) -> None:
    if options.json:
        output.json(report.to_dict())
        return
    output.table(
        [
            (tr("read"), report.source),
            (tr("written"), report.to),
            (tr("images"), report.images),
            (tr("boxes"), report.boxes),
            (tr("classes"), ", ".join(report.names) or "-"),
            (tr("not labelled yet"), report.unseen),
            (tr("without objects"), report.empty),
            (tr("images left out"), report.left_out),
            (tr("boxes read back"), report.compared),
            (tr("furthest moved, px"), round(report.furthest, 3)),
            (tr("dataset"), str(report.opens)),
        ]
    )
    list_problems(report.problems, output)


def _fitted(sizes: list[tuple[float, float]], count: int) -> list[tuple[float, float]]:
    """Return anchors, smallest first, for boxes of these widths and heights in pixels of the input."""
    import numpy as np

    from studio.core.model.anchors import fit_anchors

    anchors = fit_anchors(np.asarray(sizes, np.float64), count)
    return [(float(width), float(height)) for width, height in anchors]
