"""studio preview: the first samples of a training, drawn."""

from __future__ import annotations

import argparse
from pathlib import Path

from studio.cli.options import (
    DATA_OPTIONS,
    add_data_and_model,
    add_options,
    check_count,
    chosen_config,
)
from studio.cli.output import Cell, Output
from studio.core.words import tr

PREVIEW_OPTIONS = (
    *DATA_OPTIONS,
    *("epochs", "classes_by_colour", "mosaic", "close_mosaic", "scale", "shrink", "translate"),
    *("copy_paste", "flip_horizontal", "flip_vertical", "brightness", "blur", "noise", "cache_mb"),
)
"""The fields of TrainConfig that decide what a sample looks like; each means what it means to `train`."""
MAX_SAMPLES, MAX_ANCHORS = 500, 64


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio preview`."""
    add_data_and_model(parser)
    parser.add_argument(
        "--out", metavar="DIR", type=Path, required=True, help=tr("new folder for the pictures")
    )
    parser.add_argument("--samples", metavar="N", type=int, default=16, help=tr("how many are drawn (16)"))
    add_options(parser, PREVIEW_OPTIONS)


def run(options: argparse.Namespace, output: Output) -> int:
    """Draw the first samples of a training; a warning about colours doesn't make it fail."""
    from studio.core.training.preview import write_preview

    check_count(options.samples, MAX_SAMPLES, "--samples")
    config = chosen_config(options, PREVIEW_OPTIONS)
    made = write_preview(config, options.out, count=options.samples, progress=output.progress(tr("pictures")))
    for note in made.notes:
        output.say(note)
    if options.json:
        output.json(made.to_dict())
        return 0
    rows: list[list[Cell]] = [[tr("picture"), tr("boxes"), tr("made of")]]
    rows += [[sample.file, sample.boxes, Path(sample.source).name] for sample in made.samples]
    output.table(rows)
    told = made.warnings
    if made.colour_note and not made.classes_by_colour:
        # That colours are left alone is among the notes.
        told = [*told, made.colour_note]
    for sentence in told:
        output.line()
        output.line(sentence)
    return 0
