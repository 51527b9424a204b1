"""What the studio and a child that runs a program share: short JSON messages, and memory for tensors.

Neither side unpickles what the other sends. A message is one JSON object of at most LONGEST_MESSAGE bytes;
tensors lie in memory both have mapped, so that a picture costs one copy, an output two and each a wake-up.
"""

from __future__ import annotations

import json
import math
import mmap
import os
import secrets
import sys
import tempfile
from collections.abc import Sequence
from multiprocessing import reduction
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.errors import StudioError
from studio.core.json_door import parse_json

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from studio.core.runtime.engine import Tensor

LONGEST_MESSAGE = 4_000_000
"""Bytes; a description of a model with all its classes is the longest honest one."""
MAX_DIMENSIONS = 8
FLOAT_BYTES = 4

Shape = tuple[int, ...]


def send(connection: Connection, message: dict[str, Any]) -> None:
    """Send one message; raises OSError when nobody is there any more."""
    connection.send_bytes(json.dumps(message).encode())


def receive(connection: Connection) -> dict[str, Any]:
    """Wait for the next message.

    Raises:
        EOFError, OSError: the other side is gone, or sent more than LONGEST_MESSAGE.
        ValueError: it sent something else than a JSON object.
    """
    try:
        message: dict[str, Any] = parse_json(connection.recv_bytes(LONGEST_MESSAGE), {})
    except StudioError as problem:
        raise ValueError(problem.cause) from problem
    return message


def read_shapes(value: object) -> list[Shape]:
    """Return the shapes that a message lists.

    Raises:
        ValueError: they aren't lists of whole numbers, 0 or more.
    """
    if not isinstance(value, list):
        raise ValueError("no shapes")
    for shape in value:
        if not (isinstance(shape, list) and len(shape) <= MAX_DIMENSIONS):
            raise ValueError("no shape")
        if not all(type(side) is int and side >= 0 for side in shape):
            raise ValueError("no sides")
    return [tuple(shape) for shape in value]


def bytes_of(shapes: Sequence[Shape]) -> int:
    """Return the bytes that float32 tensors of these shapes take together."""
    return FLOAT_BYTES * sum(math.prod(shape) for shape in shapes)


class SharedMemory:
    """Memory that two processes have mapped; it has no name on the disk and ends with the last of them."""

    def __init__(self, size: int, memory: mmap.mmap) -> None:
        self.size = size
        self._memory = memory

    def tensors(self, shapes: Sequence[Shape]) -> list[Tensor]:
        """Return float32 views of the memory, one behind the other."""
        views: list[Tensor] = []
        offset = 0
        for shape in shapes:
            count = math.prod(shape)
            view: Tensor = (
                np.frombuffer(self._memory, np.float32, count, offset) if count else np.empty(0, np.float32)
            )
            views.append(view.reshape(shape))
            offset += FLOAT_BYTES * count
        return views

    @classmethod
    def share(cls, size: int, connection: Connection, receiver: int) -> SharedMemory:
        """Make memory of `size` bytes and hand it to the process `receiver` at the other end.

        Raises:
            OSError: there is not so much of it, or the other side is gone.
        """
        size = max(1, size)
        if sys.platform == "win32":
            name = f"studio-{secrets.token_hex(16)}"
            memory = cls(size, mmap.mmap(-1, size, tagname=name))
            send(connection, {"size": size, "name": name})
            return memory
        # Not in /dev/shm, which is small in containers: whoever writes beyond its end is killed.
        file = os.memfd_create("studio") if sys.platform == "linux" else _nameless_file()
        try:
            os.ftruncate(file, size)
            memory = cls(size, mmap.mmap(file, size))
            send(connection, {"size": size})
            reduction.send_handle(connection, file, receiver)
        finally:
            os.close(file)
        return memory

    @classmethod
    def take(cls, connection: Connection) -> SharedMemory:
        """Map the memory that the other side shares."""
        message = receive(connection)
        size = int(message["size"])
        if sys.platform == "win32":
            return cls(size, mmap.mmap(-1, size, tagname=message["name"]))
        file = reduction.recv_handle(connection)
        try:
            return cls(size, mmap.mmap(file, size))
        finally:
            os.close(file)


def _nameless_file() -> int:
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
