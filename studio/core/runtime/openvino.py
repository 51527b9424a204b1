"""The OpenVINO engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.errors import StudioError
from studio.core.runtime.contract import (
    THRESHOLD_TYPES,
    Contract,
    check_tensor_size,
    output_names,
    require_contract,
    run_error,
    spec_at,
)
from studio.core.runtime.stored import read_inside_ir
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.boxes.thresholds import Thresholds
    from studio.core.runtime.engine import Tensor

FLOAT = "f32"
"""What OpenVINO calls 32-bit floating point."""


class OpenvinoEngine:
    """An .xml and its .bin in OpenVINO on the processor."""

    name = "openvino"
    batch = 1

    def __init__(self, contract: Contract, compiled: Any) -> None:
        self.spec = contract.spec
        self._thresholds = contract.thresholds if contract.is_adjustable else None
        self._compiled = compiled
        self._outputs = [compiled.output(name) for name in output_names(self.spec)]
        self._kinds = {
            each.get_any_name(): each.get_element_type().to_dtype() for each in compiled.inputs[1:]
        }
        self._request = compiled.create_infer_request()

    def infer(self, tensor: Tensor, thresholds: Thresholds | None = None) -> list[Tensor]:
        """Return the outputs for a 1x3xHxW float32 input; raises a StudioError when it can't be run."""
        # At another size OpenVINO may take the whole process down.
        check_tensor_size(tensor.shape, self.spec)
        feeds: dict[str, Any] = {"images": np.ascontiguousarray(tensor)}
        if self._thresholds:
            chosen = thresholds or self._thresholds
            feeds |= {name: np.array(getattr(chosen, name), kind) for name, kind in self._kinds.items()}
        try:
            self._request.infer(feeds)
        except RuntimeError as error:
            raise run_error(self.name, _reason(error)) from error
        # Copies: their memory is the request's.
        return [np.array(self._request.get_tensor(output).data) for output in self._outputs]

    def close(self) -> None:
        """Free the network."""
        del self._request, self._outputs, self._compiled


def load(path: Path, imgsz: int | None, threads: int) -> OpenvinoEngine:
    """Open an .xml with the .bin beside it.

    Raises:
        StudioError: no contract, one that isn't of this file, exported for another size, no IR, or the .bin
            is missing or cut short.
    """
    import openvino

    contract = require_contract(path, read_inside_ir(path))
    contract = replace(contract, spec=spec_at(path, contract.spec, imgsz))
    weights = path.with_suffix(".bin")
    if not weights.is_file():
        raise StudioError(
            tr("{path} can't be run without {name}.", path=path, name=weights.name),
            tr("Put both files into one folder."),
        )
    # In 32 bits, which isn't its own choice on processors that can do less; and no file of its own is kept.
    wishes = {
        "INFERENCE_PRECISION_HINT": "f32",
        "INFERENCE_NUM_THREADS": threads,
        "PERFORMANCE_HINT": "LATENCY",
        "CACHE_DIR": "",
    }
    try:
        core = openvino.Core()
        model = core.read_model(path, weights)
        _check_ends(path, contract, model)
        return OpenvinoEngine(contract, core.compile_model(model, "CPU", wishes))
    except RuntimeError as error:
        raise StudioError(
            tr("{path} can't be opened as an OpenVINO model: {reason}.", path=path, reason=_reason(error)),
            tr("Export it again, or check that it and {name} are whole.", name=weights.name),
        ) from error


def _check_ends(path: Path, contract: Contract, model: Any) -> None:
    """Raise a StudioError unless a model takes and gives what its contract promises."""
    spec = contract.spec
    width, height = spec.input_wh
    wanted = {"images": [1, 3, height, width]}
    if contract.is_adjustable:
        wanted |= {name: [] for name in THRESHOLD_TYPES}
    inputs = {each.any_name if each.names else "?": _sides(each) for each in model.inputs}
    kind = model.inputs[0].get_element_type().get_type_name() if model.inputs else ""
    if inputs != wanted or kind != FLOAT:
        raise StudioError(
            tr(
                "{path} takes {inputs}, but its description says {wanted}.",
                path=path,
                inputs=f"{kind} {_told(inputs)}",
                wanted=f"{FLOAT} {_told(wanted)}",
            ),
            tr("Export it again from its checkpoint, or correct the description beside it."),
        )
    found = {name: output for output in model.outputs for name in output.get_names()}
    for name in output_names(spec):
        if name not in found:
            raise run_error("openvino", tr("it gives no {name}", name=name))


def _told(ends: Mapping[str, Sequence[int | str]]) -> str:
    return ", ".join(f"{name} {'x'.join(map(str, sides))}".strip() for name, sides in ends.items())


def _sides(port: Any) -> list[int | str]:
    """Return the shape of an input or output; a side that isn't fixed is a text."""
    shape = port.get_partial_shape()
    if shape.rank.is_dynamic:
        return ["?"]
    return [side.get_length() if side.is_static else str(side) for side in shape]


def _reason(error: Exception) -> str:
    """Return the last line of an OpenVINO message: those before it say where in its code it was."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines or [type(error).__name__])[-1].rstrip(".")[:200]
