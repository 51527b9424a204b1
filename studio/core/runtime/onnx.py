"""The onnxruntime engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from studio.core.errors import StudioError
from studio.core.runtime.contract import (
    ENTRY,
    THRESHOLD_TYPES,
    check_tensor_size,
    require_contract,
    run_error,
    spec_at,
)
from studio.core.words import tr

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from studio.core.boxes.thresholds import Thresholds
    from studio.core.runtime.engine import Tensor
    from studio.core.spec import ModelSpec

FLOAT = "tensor(float)"
"""What onnxruntime calls 32-bit floating point."""


class OnnxEngine:
    """An ONNX file in onnxruntime on the processor."""

    name = "onnx"
    batch = 1

    def __init__(self, path: Path, session: InferenceSession, imgsz: int | None) -> None:
        contract = require_contract(path, session.get_modelmeta().custom_metadata_map.get(ENTRY))
        self.spec = spec_at(path, contract.spec, imgsz)
        self._session = session
        # Such inputs have no defaults in the file: onnxruntime-web refuses values for inputs that have.
        self._defaults = contract.thresholds if contract.is_adjustable else None
        self._input = _check_input(path, session, self.spec)

    def infer(self, tensor: Tensor, thresholds: Thresholds | None = None) -> list[Tensor]:
        """Return the outputs for a 1x3xHxW float32 input; raises a StudioError when it can't be run."""
        check_tensor_size(tensor.shape, self.spec)
        feeds: dict[str, Any] = {self._input: tensor}
        if self._defaults:
            chosen = thresholds or self._defaults
            feeds |= {name: _scalar(name, getattr(chosen, name)) for name in THRESHOLD_TYPES}
        try:
            outputs: list[Tensor] = self._session.run(None, feeds)
        except Exception as error:  # onnxruntime's exceptions share no narrower base
            raise run_error(self.name, _reason(error)) from error
        return outputs

    def close(self) -> None:
        """Free the session."""
        del self._session


def load(path: Path, imgsz: int | None, threads: int) -> OnnxEngine:
    """Open an ONNX file.

    Raises:
        StudioError: not an ONNX file, no contract, one that isn't of this file, or exported for another size.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that spin while waiting steal the cores of a training beside it: two were five times slower
    # than one on a busy machine, and win a fraction of a millisecond on an idle one.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's exceptions share no narrower base
        raise StudioError(
            tr("{path} can't be opened as an ONNX model: {reason}.", path=path, reason=_reason(error)),
            tr("Export it again, or check that the file is whole."),
        ) from error
    return OnnxEngine(path, session, imgsz)


def _scalar(name: str, value: float) -> npt.NDArray[Any]:
    return np.asarray(value, THRESHOLD_TYPES[name])


def _check_input(path: Path, session: InferenceSession, spec: ModelSpec) -> str:
    """Return the name of the network's input.

    Raises:
        StudioError: it can't take what the contract promises; a contract beside a file may be of another.
    """
    width, height = spec.input_wh
    wanted = (1, 3, height, width)
    inputs = session.get_inputs()
    first = inputs[0]
    # A side that isn't fixed has a name or None.
    sides = len(first.shape) == len(wanted) and all(
        side == own or not isinstance(side, int) for side, own in zip(first.shape, wanted, strict=True)
    )
    others = {each.name for each in inputs[1:]}
    if first.type == FLOAT and sides and others <= set(THRESHOLD_TYPES):
        return str(first.name)
    raise StudioError(
        tr(
            "{path} takes {inputs}, but its description says {wanted}.",
            path=path,
            inputs=", ".join(f"{each.type} {'x'.join(map(str, each.shape))}" for each in inputs),
            wanted=f"{FLOAT} {'x'.join(map(str, wanted))}",
        ),
        tr("Export it again from its checkpoint, or correct the description beside it."),
    )


def _reason(error: Exception) -> str:
    """Return the words of an onnxruntime message, without its codes, on one line."""
    return str(error).splitlines()[0].rpartition(" : ")[2].strip().rstrip(".")[:200]
