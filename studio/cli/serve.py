"""studio serve: show a web page to the phones of the local network."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from studio.cli.output import Output, stop_on_interrupt
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.serving.server import PageServer

LOOK_SECONDS = 0.2


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `studio serve`."""
    parser.add_argument(
        "bundle", metavar="BUNDLE", type=Path, help=tr("folder that studio export --bundle web wrote")
    )
    parser.add_argument(
        "--host", metavar="H", default="", help=tr("address to serve at (that on the local network)")
    )
    parser.add_argument("--port", metavar="N", type=int, default=0, help=tr("port to serve at (a free one)"))
    parser.add_argument(
        "--inbox",
        metavar="DIR",
        type=Path,
        help=tr("take pictures that phones send back, as new files of DIR"),
    )
    parser.add_argument(
        "--http", action="store_true", help=tr("without encryption; phones give it no camera")
    )
    parser.add_argument("--tied", action="store_true", help=tr("end when standard input does, too"))


def run(options: argparse.Namespace, output: Output) -> int:
    """Serve until Ctrl+C; 0 then."""
    from studio.core.serving.inbox import Inbox
    from studio.core.serving.server import PageServer

    saved: list[Path] = []

    def on_saved(path: Path) -> None:
        saved.append(path)
        if output.has_events:
            output.event({"event": "picture", "file": str(path)})
        else:
            output.say(tr("A phone sent {path}", path=path))

    asked = threading.Event()
    inbox = Inbox(options.inbox, on_saved) if options.inbox else None
    with (
        stop_on_interrupt(asked),
        PageServer(
            options.bundle,
            host=options.host,
            port=options.port,
            inbox=inbox,
            encrypted=not options.http,
        ) as server,
    ):
        _tell(server, options, output)
        if options.tied:
            threading.Thread(target=_wait_for_end, args=(asked,), name="tie", daemon=True).start()
        # In parts: on Windows nothing interrupts a wait.
        while not asked.wait(LOOK_SECONDS):
            pass
    if output.has_events:
        output.json({"address": server.address, "pictures": [str(path) for path in saved]})
    else:
        output.say(tr("Stopped; the page is not served any more."))
    return 0


def _tell(server: PageServer, options: argparse.Namespace, output: Output) -> None:
    from studio.core.serving.qr import qr_rows, qr_text
    from studio.core.serving.server import what_is_asked

    rows = qr_rows(server.address)
    sentence = what_is_asked(encrypted=not options.http)
    if options.json:
        inbox = str(options.inbox) if options.inbox else None
        told = {"address": server.address, "sentence": sentence, "qr": rows, "inbox": inbox}
        if output.has_events:
            output.event({"event": "serving", **told})
        else:
            output.json(told)
    else:
        output.line(server.address)
        for line in qr_text(rows):
            output.line(line)
        output.line(sentence)
        if options.inbox:
            output.line(tr("Pictures that phones send back go to {folder}.", folder=options.inbox))
        output.line(tr("Ctrl+C ends it."))
        output.results.flush()
    if server.is_local:
        output.warn(tr("Phones can't reach this address: it is of this machine alone. Choose another."))


def _wait_for_end(asked: threading.Event) -> None:
    """Wait until whoever started this is gone."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    asked.set()
