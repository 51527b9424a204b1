"""studio frames: frames of a video as images of a dataset."""

from __future__ import annotations

import argparse
import signal
import threading
from pathlib import Path

from studio.cli.output import Output, stop_on_interrupt
from studio.core.words import tr, trn


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio frames`."""
    parser.add_argument("video", metavar="VIDEO", type=Path, help=tr("video file"))
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        required=True,
        help=tr("folder for the frames, or a dataset they are added to"),
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--every", metavar="SECONDS", type=float, default=1.0, help=tr("a frame at this interval (1)")
    )
    how.add_argument("--scenes", action="store_true", help=tr("a frame at each change of scene"))
    how.add_argument(
        "--at", metavar="SECONDS", type=float, nargs="+", help=tr("the frames shown at these times")
    )
    parser.add_argument("--png", action="store_true", help=tr("write PNG, which loses nothing, not JPEG"))


def run(options: argparse.Namespace, output: Output) -> int:
    """Write frames that are not there yet."""
    from studio.core.errors import Cancelled
    from studio.core.labelling.frames import Destination, at_times, every, scenes, take_frames
    from studio.core.pictures.videos import Video

    video = Video(options.video)
    asked = threading.Event()
    try:
        if options.at is not None:
            chosen = at_times(video, options.at)
        else:
            chosen = scenes(video) if options.scenes else every(video, options.every)
        with stop_on_interrupt(asked, (signal.SIGINT, signal.SIGTERM)):
            report = take_frames(
                video,
                chosen,
                Destination.of(options.out),
                suffix=".png" if options.png else ".jpg",
                progress=output.progress(tr("frames gone through")),
                is_stopped=asked.is_set,
            )
    except Cancelled as stopped:
        raise KeyboardInterrupt from stopped
    finally:
        video.close()
    if report.damaged:
        output.warn(tr("Frames that can't be decoded, and were left out: {count}.", count=report.damaged))
    if options.json:
        output.json(report.to_dict())
        return 0
    output.line(
        trn(
            "{n} frame was written, {known} were there already.",
            "{n} frames were written, {known} were there already.",
            len(report.taken),
            known=len(report.known),
        )
    )
    output.line(str(report.folder))
    return 0
