"""studio live: run a model on a stream of frames, and time it."""

from __future__ import annotations

import argparse
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.options import add_detector_options, chosen_detector
from studio.cli.output import Cell, Output, stop_on_interrupt
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.live.loop import LiveSummary


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio live`."""
    add_detector_options(parser)
    parser.add_argument("--frames", metavar="N", type=int, help=tr("stop after so many frames"))


def run(options: argparse.Namespace, output: Output) -> int:
    """Run the live loop; Ctrl+C ends it and shows the figures so far. Without a frame it failed."""
    from studio.core.errors import Cancelled, StudioError
    from studio.core.live.loop import run_live
    from studio.core.live.sources import open_source

    if options.frames is not None and options.frames < 1:
        raise StudioError(
            tr("{frames} frames can't be timed.", frames=options.frames), tr("Use --frames 1 or more.")
        )
    text = options.source
    if (text == "sample" or text.isdecimal()) and Path(text).exists():
        output.say(
            tr("{path} is shown, because it is there; no camera and no sample scene.", path=Path(text))
        )
        text = os.path.join(os.curdir, text)  # noqa: PTH118
    # The source first: a missing camera is told before a model is loaded.
    source = open_source(text, paced=False)
    asked = threading.Event()
    try:
        detector = chosen_detector(options, asked.is_set)
    except BaseException:
        source.close()
        raise
    try:
        with stop_on_interrupt(asked):
            summary = run_live(detector, source, frames=options.frames, should_stop=asked.is_set, draw=True)
    except Cancelled as stopped:
        # Before the first frame there are no figures to show.
        raise KeyboardInterrupt from stopped
    finally:
        detector.close()
    output.say(summary.ended)
    for sentence in summary.skipped:
        output.say(sentence)
    if options.json:
        output.json(summary.to_dict())
    else:
        _show_figures(summary, output)
    return 0 if summary.frames else 1


def _show_figures(summary: LiveSummary, output: Output) -> None:
    rows: list[list[Cell]] = [[tr("stage"), tr("p50 ms"), tr("p95 ms")]]
    rows += [[stage, figures["p50"], figures["p95"]] for stage, figures in summary.stages.items()]
    output.table(rows)
    output.line(
        tr(
            "{frames} frames, {fps:.1f} a second, {dropped} dropped, {detections} detections,"
            " {runtime} at {size}",
            frames=summary.frames,
            fps=summary.fps,
            dropped=summary.dropped,
            detections=summary.detections,
            runtime=summary.runtime,
            size="x".join(map(str, summary.input_wh)),
        )
    )
