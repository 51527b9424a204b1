"""The CoreML engine, on macOS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.errors import StudioError
from studio.core.runtime.contract import (
    check_tensor_size,
    output_names,
    require_contract,
    run_error,
    spec_at,
)
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.boxes.thresholds import Thresholds
    from studio.core.runtime.engine import Tensor
    from studio.core.spec import ModelSpec


class CoremlEngine:
    """An `.mlpackage` in CoreML on the processor."""

    name = "coreml"
    batch = 1

    def __init__(self, spec: ModelSpec, model: Any) -> None:
        self.spec = spec
        self._model = model

    def infer(self, tensor: Tensor, thresholds: Thresholds | None = None) -> list[Tensor]:
        """Return the outputs for a 1x3xHxW float32 input; raises a StudioError when it can't be run."""
        check_tensor_size(tensor.shape, self.spec)
        try:
            found = self._model.predict({"images": np.ascontiguousarray(tensor)})
            return [np.asarray(found[name], np.float32) for name in output_names(self.spec)]
        except KeyError as error:
            raise run_error(self.name, tr("it gives no {name}", name=error.args[0])) from error
        except (RuntimeError, ValueError) as error:
            raise run_error(self.name, _reason(error)) from error

    def close(self) -> None:
        """Free the network."""
        del self._model


def load(path: Path, imgsz: int | None, threads: int) -> CoremlEngine:
    """Open an `.mlpackage`.

    Raises:
        StudioError: no CoreML model, no contract, one that isn't of this file, or exported for another size.
    """
    import coremltools

    spec = spec_at(path, require_contract(path, None).spec, imgsz)
    try:
        # Not the neural engine, which would compute in 16 bits whatever the file says.
        model = coremltools.models.MLModel(str(path), compute_units=coremltools.ComputeUnit.CPU_ONLY)
        ends = model.get_spec().description
        taken = [(each.name, tuple(each.type.multiArrayType.shape)) for each in ends.input]
    except Exception as error:  # coremltools' exceptions share no narrower base
        raise StudioError(
            tr("{path} can't be opened as a CoreML model: {reason}.", path=path, reason=_reason(error)),
            tr("Export it again, or check that the folder is whole."),
        ) from error
    width, height = spec.input_wh
    if taken != [("images", (1, 3, height, width))]:
        raise StudioError(
            tr(
                "{path} takes {inputs}, but its description says {wanted}.",
                path=path,
                inputs=", ".join(f"{name} {'x'.join(map(str, shape))}" for name, shape in taken),
                wanted=f"images 1x3x{height}x{width}",
            ),
            tr("Export it again from its checkpoint, or correct the description beside it."),
        )
    return CoremlEngine(spec, model)


def _reason(error: Exception) -> str:
    """Return the first line of a CoreML message."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")[:200]
