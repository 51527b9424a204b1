"""Reading checkpoints as data: tensors, containers and numbers come back, everything else becomes inert.

Nothing a file names is imported or called (see `pickle_machine` and `pickle_calls`). Both forms of
`torch.save` are read, the zip archive (torch 1.6 and later) and the legacy sequence of pickles, as
torch/serialization.py documents them.
"""

from __future__ import annotations

import io
import mmap
import struct
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

import torch
from torch import Tensor

from studio.core.archives import check_archive, read_entry
from studio.core.errors import StudioError
from studio.core.weights.mistaken import mistaken
from studio.core.weights.pickle_calls import CheckpointMachine
from studio.core.weights.pickle_machine import Refusal
from studio.core.words import tr

LEGACY_MAGIC = 0x1950A86A20F9469CFC6C


def plain(value: Any, most: int = 100_000, depth: int = 50) -> Any:
    """Return a copy of containers, texts and numbers; whatever else is in them becomes None.

    A pickle of a few bytes can describe a list that holds itself, or the same list twice, and so on: its text
    would never end. The copy is a tree.

    Raises:
        ValueError: there are more than `most` values in it, or they are nested deeper than `depth`.
    """
    left = most

    def copy(value: Any, depth: int) -> Any:
        nonlocal left
        left -= 1
        if left < 0 or depth < 0:
            raise ValueError("too much data")
        if isinstance(value, dict):
            return {key: copy(part, depth - 1) for key, part in value.items() if isinstance(key, _KEYS)}
        if isinstance(value, list | tuple | set | frozenset):
            parts = [copy(part, depth - 1) for part in value]
            return tuple(parts) if isinstance(value, tuple) else parts
        return value if isinstance(value, _PLAIN) else None

    return copy(value, depth)


_KEYS = str | int | float
_PLAIN = str | int | float | None


def read_pickle(path: Path) -> Any:
    """Return the object in a file of `torch.save`, or in a plain pickle, as data.

    Raises:
        StudioError: the file can't be read, is damaged, or asks to call something.
    """
    path = Path(path)
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
            stream.seek(0)
            return _read_archive(path) if start == b"PK\x03\x04" else _read_legacy(stream)
    except Refusal as refusal:
        raise StudioError(
            tr("{file} asks to run {name}; nothing was run.", file=path, name=refusal.args[0]),
            tr("Weights need no such call. Get it from its publisher, or let them save its weights alone."),
        ) from None
    except StudioError as error:
        raise StudioError(f"{path}: {error.cause}", error.remedy) from None
    except OSError as error:
        raise StudioError(
            tr("{path} can't be opened: {reason}.", path=path, reason=error.strerror or error),
            tr("Check that the file is there and readable."),
        ) from error
    except Exception as error:
        # Whatever foreign bytes do to a reader (the kinds of error are without number), it means this.
        raise mistaken(path) or StudioError(
            tr("{file} is not a checkpoint, or it is damaged.", file=path),
            tr("Get it again from where it came from."),
        ) from error


def _read_archive(path: Path) -> Any:
    with zipfile.ZipFile(path) as archive:
        check_archive(archive, path)
        entries = {entry.filename: entry for entry in archive.infolist()}
        pickled = next(name for name in entries if name.rpartition("/")[2] == "data.pkl")
        folder = pickled.removesuffix("data.pkl")
        order = entries.get(f"{folder}byteorder")
        if order is not None and read_entry(archive, order) != b"little":
            raise ValueError("big-endian data")
        known: dict[str, Tensor] = {}

        def storage(dtype: torch.dtype, key: str, count: int) -> Tensor:
            if key not in known:
                content = bytearray(read_entry(archive, entries[f"{folder}data/{key}"]))
                if not 0 <= count * dtype.itemsize <= len(content):
                    raise ValueError("a storage shorter than it says")
                known[key] = _flat(content, dtype, count)
            return _same(known[key], dtype, count)

        content = read_entry(archive, entries[pickled])
        return CheckpointMachine(io.BytesIO(content), len(content), storage).run()


def _flat(content: bytearray, dtype: torch.dtype, count: int) -> Tensor:
    if not count:
        return torch.empty(0, dtype=dtype)
    return torch.frombuffer(content, dtype=dtype, count=count)


def _same(storage: Tensor, dtype: torch.dtype, count: int) -> Tensor:
    """Return a storage that was met before, as it was described then."""
    if storage.dtype != dtype or len(storage) != count:
        raise ValueError("one storage of two kinds")
    return storage


def _read_legacy(stream: BinaryIO) -> Any:
    """Read torch's legacy form, or a pickle by itself, which has no storages."""
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        known: dict[str, Tensor] = {}
        left = len(content)

        def storage(dtype: torch.dtype, key: str, count: int) -> Tensor:
            nonlocal left
            if key not in known:
                left -= count * dtype.itemsize
                if count < 0 or left < 0:
                    raise ValueError("storages longer than the file")
                known[key] = torch.zeros(count, dtype=dtype)
            return _same(known[key], dtype, count)

        def load() -> Any:
            return CheckpointMachine(content, len(content), storage).run()

        first = load()
        if first != LEGACY_MAGIC:
            return first
        load()  # the protocol's version
        load()  # the writer's word sizes
        found = load()
        for key in load():
            (count,) = struct.unpack("<q", content.read(8))
            tensor = known[str(key)]
            if count != len(tensor):
                raise ValueError("a storage of another size")
            raw = bytearray(content.read(count * tensor.dtype.itemsize))
            if len(raw) != count * tensor.dtype.itemsize:
                raise ValueError("a storage of another size")
            if count:
                tensor.copy_(torch.frombuffer(raw, dtype=tensor.dtype))
        return found
