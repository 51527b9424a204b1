"""The TFLite engine, and what a `.tflite` file says of itself."""

from __future__ import annotations

import contextlib
import struct
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.errors import StudioError
from studio.core.runtime.contract import (
    ENTRY,
    MAX_BYTES,
    Contract,
    check_tensor_size,
    require_contract,
    run_error,
    spec_at,
)
from studio.core.runtime.hush import hushed
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.boxes.thresholds import Thresholds
    from studio.core.runtime.engine import Tensor

IDENTIFIER = b"TFL3"
"""Bytes 4 to 8 of a file."""
_BUFFERS, _METADATA, _NAME, _PLACE, _DATA = 4, 6, 0, 1, 0
"""Fields of the tables Model, Metadata and Buffer, as numbered in the schema (tflite/schema/schema.fbs)."""


class TfliteEngine:
    """A `.tflite` file in LiteRT on the processor."""

    name = "tflite"
    batch = 1

    def __init__(self, path: Path, contract: Contract, interpreter: Any) -> None:
        self.spec = contract.spec
        self._is_nhwc = contract.layout == "nhwc"
        self._interpreter = interpreter
        self._input, self._outputs = _check_ends(path, contract, interpreter)
        interpreter.allocate_tensors()

    def infer(self, tensor: Tensor, thresholds: Thresholds | None = None) -> list[Tensor]:
        """Return the outputs for a 1x3xHxW float32 input; raises a StudioError when it can't be run."""
        check_tensor_size(tensor.shape, self.spec)
        try:
            given = tensor.transpose(0, 2, 3, 1) if self._is_nhwc else tensor
            self._interpreter.set_tensor(self._input, np.ascontiguousarray(given))
            self._interpreter.invoke()
            return [self._interpreter.get_tensor(output) for output in self._outputs]
        except (RuntimeError, ValueError) as error:
            raise run_error(self.name, _reason(error)) from error

    def close(self) -> None:
        """Free the network."""
        del self._interpreter


def load(path: Path, imgsz: int | None, threads: int) -> TfliteEngine:
    """Open a `.tflite` file.

    Raises:
        StudioError: no TFLite file, no contract, one that isn't of this file, or exported for another size.
    """
    from ai_edge_litert.interpreter import Interpreter

    content = path.read_bytes()
    if content[4:8] != IDENTIFIER:
        raise _unreadable(path, tr("it does not begin as one"))
    contract = require_contract(path, read_contract(content))
    contract = replace(contract, spec=spec_at(path, contract.spec, imgsz))
    try:
        with hushed():
            return TfliteEngine(path, contract, Interpreter(model_content=content, num_threads=threads))
    except (RuntimeError, ValueError) as error:
        raise _unreadable(path, _reason(error)) from error


def read_contract(content: bytes) -> str | None:
    """Return the contract text inside a `.tflite` file, or None; needs no engine."""
    with contextlib.suppress(struct.error, IndexError, UnicodeDecodeError):
        model = _Table(content, _number("<I", content, 0))
        for entry in model.tables(_METADATA):
            if entry.bytes(_NAME) == ENTRY.encode():
                buffer = model.tables(_BUFFERS)[entry.whole(_PLACE)]
                return buffer.bytes(_DATA).decode()
    return None


class _Table:
    """A table of a flatbuffer: 16-bit places of its fields lie in another one, which it names first.

    (flatbuffers.dev, "Internals".) A file that names places outside of itself raises struct.error.
    """

    def __init__(self, content: bytes, place: int) -> None:
        self._content = content
        self._place = place
        self._fields = place - _number("<i", content, place)

    def tables(self, field: int) -> list[_Table]:
        """Return the tables of a vector of such, at most MAX_BYTES; none where there is no such field."""
        start, count = self._vector(field)
        places = range(start, start + 4 * min(count, MAX_BYTES), 4)
        return [_Table(self._content, place + _number("<I", self._content, place)) for place in places]

    def bytes(self, field: int) -> bytes:
        """Return a text or a vector of bytes, at most MAX_BYTES; empty where there is no such field."""
        start, count = self._vector(field)
        return self._content[start : start + min(count, MAX_BYTES)]

    def whole(self, field: int) -> int:
        """Return a 32-bit number; 0, the usual one, where there is no such field."""
        place = self._field(field)
        return _number("<I", self._content, place) if place else 0

    def _vector(self, field: int) -> tuple[int, int]:
        place = self._field(field)
        if not place:
            return 0, 0
        vector = place + _number("<I", self._content, place)
        return vector + 4, _number("<I", self._content, vector)

    def _field(self, field: int) -> int:
        """Return where a field is, 0 when it is left out."""
        offset = 4 + 2 * field
        if offset >= _number("<H", self._content, self._fields):
            return 0
        within = _number("<H", self._content, self._fields + offset)
        return self._place + within if within else 0


def _number(kind: str, content: bytes, place: int) -> int:
    if place < 0:
        raise struct.error("before the file's begin")
    (number,) = struct.unpack_from(kind, content, place)
    return int(number)


def _check_ends(path: Path, contract: Contract, interpreter: Any) -> tuple[int, list[int]]:
    """Return the numbers of the input and the outputs; these may have any shape, for a diagnosis to see.

    Raises:
        StudioError: the input isn't what the contract promises; a contract beside a file may be of another.
    """
    spec = contract.spec
    width, height = spec.input_wh
    wanted = [1, height, width, 3] if contract.layout == "nhwc" else [1, 3, height, width]
    inputs, outputs = interpreter.get_input_details(), interpreter.get_output_details()
    if [_ends(each) for each in inputs] != [("float32", wanted)]:
        raise StudioError(
            tr(
                "{path} takes {inputs}, but its description says {wanted}.",
                path=path,
                inputs=", ".join(_tell(*_ends(each)) for each in inputs),
                wanted=_tell("float32", wanted),
            ),
            tr("Export it again from its checkpoint, or correct the description beside it."),
        )
    if any(each["dtype"] is not np.float32 for each in outputs):
        raise run_error("tflite", tr("its outputs are no 32-bit floating point"))
    return int(inputs[0]["index"]), [int(each["index"]) for each in outputs]


def _ends(details: dict[str, Any]) -> tuple[str, list[int]]:
    """Return the type and the shape of an input or output."""
    return np.dtype(details["dtype"]).name, [int(side) for side in details["shape"]]


def _tell(kind: str, shape: list[int]) -> str:
    return f"{kind} {'x'.join(map(str, shape))}"


def _unreadable(path: Path, reason: str) -> StudioError:
    return StudioError(
        tr("{path} can't be opened as a TFLite model: {reason}.", path=path, reason=reason),
        tr("Export it again, or check that the file is whole."),
    )


def _reason(error: Exception) -> str:
    """Return the first line of a LiteRT message."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")[:200]
