"""Files of JSON lines that grow: what is done is added at the end, whole, by any number of programs."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.core.files import check_is_file, write_error
from studio.core.json_door import Shape, parse_json
from studio.core.locks import folder_lock
from studio.core.words import tr

MAX_LINE_BYTES = 8_000_000
"""No honest line is longer: it has the boxes of one image."""


def append_line(path: Path, document: dict[str, Any], *, is_durable: bool = False) -> None:
    """Add a document to the end of a file, whole or not at all; the file and its folder are made if need be.

    Args:
        is_durable: return only when it is on the disk.

    Raises:
        StudioError: it can't be written; DiskFull when there is no room.
    """
    line = json.dumps(document, separators=(",", ":")).encode() + b"\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Two programs may add at once: appending alone keeps lines apart on some systems only.
        with folder_lock(path.parent), path.open("a+b", buffering=0) as stream:
            begun = stream.seek(0, os.SEEK_END)
            try:
                if begun:
                    stream.seek(begun - 1)
                    if stream.read(1) != b"\n":
                        # A killed program left half a line: it ends here, and the next one stands alone.
                        line = b"\n" + line
                while line:
                    line = line[stream.write(line) :]
                if is_durable:
                    os.fsync(stream.fileno())
            except OSError:
                with contextlib.suppress(OSError):
                    stream.truncate(begun)
                raise
    except OSError as error:
        raise write_error(path, error) from error


def read_lines(path: Path, shape: Shape, offset: int = 0) -> Iterator[tuple[int, int, Any]]:
    """Yield (offset, length, document) of the whole lines after a byte `offset`; those damaged are left out.

    Raises:
        StudioError: the file is there and can't be read.
    """
    try:
        check_is_file(path)
        with path.open("rb") as stream:
            stream.seek(offset)
            # Half a line is still being written.
            while (line := stream.readline(MAX_LINE_BYTES)).endswith(b"\n"):
                with contextlib.suppress(StudioError):
                    yield offset, len(line), parse_json(line, shape, most=MAX_LINE_BYTES)
                offset += len(line)
    except FileNotFoundError:
        return
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> StudioError:
    """Return what to tell the user when reading `path` failed."""
    return StudioError(
        tr("{path} can't be read: {reason}.", path=path, reason=error.strerror or error),
        tr("Check that you may read it."),
    )
