"""The contract of an exported file, found without any engine: nothing of the file is run for it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

from studio.core.runtime.contract import (
    ENTRY,
    MAX_BYTES,
    Contract,
    beside,
    read_inside_archive,
)

METADATA_FIELD, KEY_FIELD, VALUE_FIELD = 14, 1, 2
"""Numbers in onnx.proto: ModelProto.metadata_props, StringStringEntryProto.key and .value."""
IR_PLACE = ("detection_studio", "contract")
"""Where in an OpenVINO model's own notes (`rt_info`) the contract is."""
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
"""How a field of a protocol buffer is written."""


def stored_contract(path: Path) -> Contract | None:
    """Return the contract inside a file or beside it; None when there is neither.

    Raises:
        StudioError: there is one that can't be understood.
    """
    read = READERS.get(path.suffix.lower(), read_inside_archive)
    text = read(path)
    if text is not None:
        return Contract.from_json(text)
    companion = beside(path)
    if companion.is_file() and companion.stat().st_size <= MAX_BYTES:
        return Contract.from_json(companion.read_bytes())
    return None


def read_inside_ir(path: Path) -> str | None:
    """Return the contract text inside an OpenVINO .xml, or None."""
    group, entry = IR_PLACE
    with contextlib.suppress(OSError, ValueError, ElementTree.ParseError):
        inside: list[str] = []
        with path.open("rb") as stream:
            for event, element in ElementTree.iterparse(stream, ("start", "end")):
                if event == "end":
                    inside.pop()
                    # The layers, of which there are thousands, are not kept.
                    element.clear()
                    continue
                inside.append(element.tag)
                if inside[1:] == ["rt_info", group, entry]:
                    value: str | None = element.get("value")
                    return value
    return None


def read_inside_onnx(path: Path) -> str | None:
    """Return the contract text among an ONNX file's metadata, or None; what else it holds is skipped."""
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            while stream.tell() < size:
                number, length = _next_field(stream)
                if number == METADATA_FIELD and length <= MAX_BYTES:
                    entry = _entry(stream, stream.tell() + length)
                    if entry.get(KEY_FIELD) == ENTRY.encode():
                        return entry.get(VALUE_FIELD, b"").decode()
                else:
                    stream.seek(length, 1)
    except (OSError, ValueError):
        pass
    return None


def _entry(stream: BinaryIO, end: int) -> dict[int, bytes]:
    fields: dict[int, bytes] = {}
    while stream.tell() < end:
        number, length = _next_field(stream)
        fields[number] = stream.read(min(length, MAX_BYTES))
    return fields


def _next_field(stream: BinaryIO) -> tuple[int, int]:
    """Return the number of the field that begins here and the length of its content, which comes next.

    Raises:
        ValueError: no field begins here.
    """
    tag = _varint(stream)
    number, kind = tag >> 3, tag & 7
    if kind == BYTES:
        return number, _varint(stream)
    if kind == VARINT:
        _varint(stream)
        return number, 0
    if kind in (FIXED64, FIXED32):
        return number, 8 if kind == FIXED64 else 4
    raise ValueError(f"field of kind {kind}")


def _varint(stream: BinaryIO) -> int:
    value = 0
    for shift in range(0, 64, 7):
        byte = stream.read(1)
        if not byte:
            raise ValueError("the file ends within a number")
        value |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return value
    raise ValueError("a number without an end")


READERS = {".onnx": read_inside_onnx, ".xml": read_inside_ir}
"""By suffix; files of others are archives, or have their contract beside them."""
