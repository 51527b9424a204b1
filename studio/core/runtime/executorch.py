"""The ExecuTorch engine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.errors import StudioError
from studio.core.runtime.contract import (
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
    from studio.core.spec import ModelSpec

MAGIC = b"ET12"
"""Bytes 4 to 8 of a file."""
FLOAT = 6
"""What ExecuTorch calls 32-bit floating point."""
FORWARD = "forward"


class ExecutorchEngine:
    """A `.pte` file in ExecuTorch on the processor."""

    name = "executorch"
    batch = 1

    def __init__(self, spec: ModelSpec, content: bytes, program: Any) -> None:
        self.spec = spec
        # The method points into both.
        self._content, self._program = content, program
        self._method = program.load_method(FORWARD)

    def infer(self, tensor: Tensor, thresholds: Thresholds | None = None) -> list[Tensor]:
        """Return the outputs for a 1x3xHxW float32 input; raises a StudioError when it can't be run."""
        import torch

        check_tensor_size(tensor.shape, self.spec)
        try:
            outputs = self._method([torch.from_numpy(np.ascontiguousarray(tensor))])
        except RuntimeError as error:
            raise run_error(self.name, _reason(error)) from error
        return [output.numpy() for output in outputs]

    def close(self) -> None:
        """Free the network."""
        del self._method, self._program, self._content


def load(path: Path, imgsz: int | None, threads: int) -> ExecutorchEngine:
    """Open a `.pte` file.

    Raises:
        StudioError: no ExecuTorch file, no contract, one that isn't of this file, or exported for another
            size.
    """
    # Its library needs torch's, and says so only by failing.
    import torch  # noqa: F401

    # Past the package's own doors, which import the whole converter for one warning: twelve seconds.
    from executorch.extension.pybindings import _C as library

    contract = require_contract(path, None)
    contract = replace(contract, spec=spec_at(path, contract.spec, imgsz))
    content = path.read_bytes()
    if content[4:8] != MAGIC:
        raise _unreadable(path, tr("it does not begin as one"))
    try:
        with hushed():
            # Its one way to choose their number, and how it checks what it is given.
            library._unsafe_reset_threadpool(threads)  # noqa: SLF001
            program = library._load_program_from_buffer(  # noqa: SLF001
                content, program_verification=library.Verification.InternalConsistency
            )
            _check_ends(path, contract.spec, program)
            return ExecutorchEngine(contract.spec, content, program)
    except RuntimeError as error:
        raise _unreadable(path, _reason(error)) from error


def _check_ends(path: Path, spec: ModelSpec, program: Any) -> None:
    """Raise a StudioError unless a program takes and gives what its contract promises."""
    ends = program.method_meta(FORWARD)
    inputs = [ends.input_tensor_meta(place) for place in range(ends.num_inputs())]
    outputs = [ends.output_tensor_meta(place) for place in range(ends.num_outputs())]
    width, height = spec.input_wh
    if [(each.dtype(), tuple(each.sizes())) for each in inputs] != [(FLOAT, (1, 3, height, width))]:
        raise StudioError(
            tr(
                "{path} takes {inputs}, but its description says {wanted}.",
                path=path,
                inputs=", ".join("x".join(map(str, each.sizes())) for each in inputs),
                wanted=f"1x3x{height}x{width}",
            ),
            tr("Export it again from its checkpoint, or correct the description beside it."),
        )
    if any(each.dtype() != FLOAT for each in outputs):
        raise run_error("executorch", tr("its outputs are no 32-bit floating point"))


def _unreadable(path: Path, reason: str) -> StudioError:
    return StudioError(
        tr("{path} can't be opened as an ExecuTorch model: {reason}.", path=path, reason=reason),
        tr("Export it again, or check that the file is whole."),
    )


def _reason(error: Exception) -> str:
    """Return the first line of an ExecuTorch message."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")[:200]
