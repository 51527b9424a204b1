"""Programs of another Python, run to their end: heard line by line, and stopped at any time."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.errors import Cancelled, StudioError
from studio.core.words import tr

POLL_SECONDS = 0.1
KEPT_LINES = 200

TIED = """\
import os, threading
threading.Thread(target=lambda: (os.read(0, 1), os._exit(1)), daemon=True).start()
"""
"""What a program of ours begins with: it ends when its standard input does, which is with this process."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its exit code (None: it was given up after its time), and its last lines."""

    code: int | None
    lines: tuple[str, ...]


def run_program(
    command: Sequence[str],
    *,
    on_line: Callable[[str], None] = lambda line: None,
    should_stop: Callable[[], bool] = lambda: False,
    timeout_s: float | None = None,
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
) -> Ended:
    """Run a program until it ends, and kill it with its children on whatever ends the wait: Ctrl+C, too.

    Args:
        on_line: told each line that it prints on either stream, without its end.
        folder: to run it in.
        variables: its environment variables, instead of `own_variables`.

    Raises:
        StudioError: it can't be started.
        Cancelled: `should_stop` said so.
    """
    choices: dict[str, Any]
    if sys.platform == "win32":
        choices = {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    else:
        # Ctrl+C in the terminal is for this process, which then ends that one.
        choices = {"start_new_session": True}
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=own_variables() if variables is None else variables,
            **choices,
        )
    except OSError as error:
        raise StudioError(
            tr("{program} can't be started: {reason}.", program=command[0], reason=error.strerror or error),
            tr("Close other programs and try again."),
        ) from error
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(process, lines), name="program", daemon=True)
    reader.start()
    kept: deque[str] = deque(maxlen=KEPT_LINES)
    deadline = None if timeout_s is None else time.monotonic() + timeout_s
    try:
        while True:
            if should_stop():
                raise Cancelled
            if deadline is not None and time.monotonic() > deadline:
                return Ended(None, tuple(kept))
            with contextlib.suppress(queue.Empty):
                line = lines.get(timeout=POLL_SECONDS)
                if line is None:
                    return Ended(process.wait(), tuple(kept))
                kept.append(line)
                on_line(line)
    finally:
        _end(process)
        reader.join()


def own_variables() -> dict[str, str]:
    """Return this process's environment variables as a foreign program needs them."""
    variables = dict(os.environ)
    if getattr(sys, "frozen", False):
        # It brings libraries that another Python must not load; PyInstaller keeps what was set before.
        before = variables.pop("LD_LIBRARY_PATH_ORIG", None)
        variables.pop("LD_LIBRARY_PATH", None)
        if before is not None:
            variables["LD_LIBRARY_PATH"] = before
    return variables


def _read(process: subprocess.Popen[bytes], lines: queue.SimpleQueue[str | None]) -> None:
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            lines.put(line.decode(errors="replace").rstrip())
    lines.put(None)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a program and its children, whatever they are at, and wait until it is gone."""
    assert process.stdin is not None
    if process.poll() is None:
        if sys.platform == "win32":
            import psutil

            with contextlib.suppress(psutil.Error):
                # The Python of an environment is there a small program that starts the real one.
                for child in psutil.Process(process.pid).children(recursive=True):
                    with contextlib.suppress(psutil.Error):
                        child.kill()
            process.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    with contextlib.suppress(OSError):
        process.stdin.close()
