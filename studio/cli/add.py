"""studio add: images, as copies, into a dataset."""

from __future__ import annotations

import argparse
import signal
import threading
from pathlib import Path

from studio.cli.output import Output, stop_on_interrupt
from studio.core.words import tr


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio add`."""
    parser.add_argument("data", metavar="DATA", type=Path, help=tr("folder, data YAML or obj.data"))
    parser.add_argument(
        "images", metavar="IMAGE", type=Path, nargs="+", help=tr("image files, and folders of such")
    )


def run(options: argparse.Namespace, output: Output) -> int:
    """Add the images that are not there yet."""
    from studio.core.data.dataset import open_dataset
    from studio.core.errors import Cancelled, StudioError
    from studio.core.labelling.adding import stage

    dataset = open_dataset(options.data)
    asked = threading.Event()
    try:
        with stop_on_interrupt(asked, (signal.SIGINT, signal.SIGTERM)):
            staged = stage(
                dataset, options.images, progress=output.progress(tr("images")), is_stopped=asked.is_set
            )
    except Cancelled as stopped:
        raise KeyboardInterrupt from stopped
    try:
        dataset.change_files(staged.change)
    except StudioError:
        staged.drop()
        raise
    report = staged.report
    for text in (*report.refused, *report.notes):
        output.warn(text)
    if options.json:
        output.json(report.to_dict())
        return 0
    output.line(report.told())
    output.line(str(report.folder))
    return 0
