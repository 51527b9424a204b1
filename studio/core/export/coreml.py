"""CoreML `.mlpackage`, a folder."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.export.lowering import lowered
from studio.core.export.source import Source
from studio.core.runtime.contract import ENTRY, output_names

if TYPE_CHECKING:
    from torch.export import ExportedProgram

    from studio.core.runtime.contract import Contract

SUFFIX = ".mlpackage"


def convert(source: Source) -> dict[str, bytes]:
    """Return the files in an `.mlpackage`, an ML program of iOS 15 and macOS 12 with a fixed input size.

    In 16 bits it computes, too, up to the last convolutions, as Apple's neural engine wants it; what makes
    boxes of their values stays in 32.

    Raises:
        StudioError: coremltools can't convert this network.
    """
    return lowered(source, __name__, "CoreML")


def lower(program: ExportedProgram, contract: Contract) -> dict[str, bytes]:
    """Return the files of a graph; in a process of its own, for it says and imports much."""
    import coremltools

    width, height = contract.spec.input_wh
    # By torch's graph, not by a trace: that can't hold the channel shuffles of two families.
    model = coremltools.convert(
        program.run_decompositions({}),
        inputs=[coremltools.TensorType(name="images", shape=(1, 3, height, width), dtype=np.float32)],
        outputs=[coremltools.TensorType(name=name, dtype=np.float32) for name in output_names(contract.spec)],
        convert_to="mlprogram",
        compute_precision=coremltools.transform.FP16ComputePrecision(_LeadsToConvolution())
        if contract.precision == "fp16"
        else coremltools.precision.FLOAT32,
        minimum_deployment_target=coremltools.target.iOS15,
        skip_model_load=True,
    )
    model.user_defined_metadata[ENTRY] = contract.to_json()
    with tempfile.TemporaryDirectory() as made:
        package = Path(made) / f"model{SUFFIX}"
        model.save(str(package))
        # What else it writes there is about ExecuTorch.
        paths = [package / "Manifest.json", *sorted((package / "Data").rglob("*"))]
        return {
            f"{SUFFIX}/{path.relative_to(package).as_posix()}": path.read_bytes()
            for path in paths
            if path.is_file()
        }


class _LeadsToConvolution:
    """Says of an operation of an ML program whether a convolution is it or comes after it."""

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    def __call__(self, operation: Any) -> bool:
        if operation.name not in self._known:
            followers = [child for output in operation.outputs for child in output.child_ops]
            self._known[operation.name] = operation.op_type == "conv" or any(map(self, followers))
        return self._known[operation.name]
