"""The child process that runs one foreign program: it opens the file, answers pictures, and can be killed.

It is this same program, started by `studio.core.runtime.program` with the hidden verb PROGRAM_VERB. It ends
when its parent does, even in the middle of a program that never ends.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from studio.core.boxes.thresholds import Thresholds
from studio.core.errors import StudioError
from studio.core.runtime.contract import run_error
from studio.core.runtime.detector import RUNTIMES
from studio.core.runtime.engine import Engine
from studio.core.runtime.program_channel import SharedMemory, bytes_of, receive, send
from studio.core.runtime.threads import Threads, resolve_threads

if sys.platform == "linux":
    import fcntl
    import resource

WORKING_BYTES = 4 << 30
"""What a program may use beside its file: yolov7-tiny takes an eighth of it at 1280 pixels."""


def main(arguments: Sequence[str]) -> int:
    """Serve the parent until it hangs up, and return the process's exit code.

    `arguments` is one: the handle (on Windows) or file descriptor of this process's end of the pipe.
    """
    _end_with_parent()
    # Ctrl+C is for the parent, which then kills this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        serve(_connect(int(arguments[0])))
    except (EOFError, OSError):
        return 1
    return 0


def serve(connection: Connection) -> None:
    """Open the file asked for, and run it on each picture; raises EOFError when the parent hangs up."""
    request = receive(connection)
    kind, path = request["kind"], Path(request["path"])
    _limit_memory(path)
    try:
        engine = _open(kind, path, request["imgsz"], request["threads"])
    except Exception as error:
        send(connection, _told(kind, error))
        return
    send(connection, {"spec": engine.spec.to_dict()})
    pictures = SharedMemory.take(connection)
    answers: SharedMemory | None = None
    while True:
        picture = receive(connection)
        (tensor,) = pictures.tensors([tuple(picture["input"])])
        thresholds = Thresholds(**picture["thresholds"]) if picture["thresholds"] else None
        try:
            outputs = [np.ascontiguousarray(each, np.float32) for each in engine.infer(tensor, thresholds)]
        except Exception as error:
            send(connection, _told(kind, error))
            continue
        shapes = [output.shape for output in outputs]
        if answers is None or answers.size < bytes_of(shapes):
            send(connection, {"outputs": shapes, "needs_memory": True})
            answers = SharedMemory.take(connection)
        for place, output in zip(answers.tensors(shapes), outputs, strict=True):
            place[...] = output
        send(connection, {"outputs": shapes})


def _open(kind: str, path: Path, imgsz: int | None, threads: Threads) -> Engine:
    """Open the file in this process, with the threads asked for or found best here."""
    load = next(row for row in RUNTIMES if row.name == kind).load()
    return resolve_threads(threads, lambda count: load(path, imgsz, count))


def _limit_memory(path: Path) -> None:
    """Let the system refuse this process more memory than a detector can need, where it can be asked to."""
    if sys.platform == "linux":
        import psutil

        allowed = psutil.Process().memory_info().data + WORKING_BYTES + 4 * path.stat().st_size
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (allowed if hard < 0 else min(allowed, hard), hard))
        # What a crash leaves behind would be as large.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _told(kind: str, error: Exception) -> dict[str, Any]:
    """Return an error as a message: a foreign file may bring about any, and the parent tells it in words."""
    if not isinstance(error, StudioError):
        reason = " ".join(str(error).split())[:200].rstrip(".")
        error = run_error(kind, reason or type(error).__name__)
    return {"error": [error.cause, error.remedy]}


def _connect(handle: int) -> Connection:
    """Return the end of the pipe that this process inherited."""
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection

        return PipeConnection(handle)
    return Connection(handle)


def _end_with_parent() -> None:
    """End this process as soon as the parent is gone, which closes its end of our standard input."""
    if sys.platform == "linux":
        # The kernel's own hand: a signal that ends the process even while a program holds Python's lock.
        fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)

    def wait() -> None:
        os.read(0, 1)
        os._exit(0)

    threading.Thread(target=wait, name="parent", daemon=True).start()
