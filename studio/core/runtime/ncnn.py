"""The ncnn engine."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.core.errors import StudioError
from studio.core.runtime.contract import (
    check_tensor_size,
    output_names,
    output_shapes,
    require_contract,
    run_error,
    spec_at,
)
from studio.core.words import tr

if TYPE_CHECKING:
    from studio.core.boxes.thresholds import Thresholds
    from studio.core.runtime.engine import Tensor
    from studio.core.spec import ModelSpec

WAIT_POLICY = "OMP_WAIT_POLICY"
MAGIC = b"7767517"
"""What a .param in text begins with."""


class NcnnEngine:
    """A .param and its .bin in ncnn on the processor."""

    name = "ncnn"
    batch = 1

    def __init__(self, spec: ModelSpec, net: Any) -> None:
        self.spec = spec
        self._net = net
        self._shapes = output_shapes(spec)

    def infer(self, tensor: Tensor, thresholds: Thresholds | None = None) -> list[Tensor]:
        """Return the outputs for a 1x3xHxW float32 input; raises a StudioError when it can't be run."""
        ncnn = library()
        check_tensor_size(tensor.shape, self.spec)
        extractor = self._net.create_extractor()
        # A Mat points into the array, which must live as long.
        planes = np.ascontiguousarray(tensor[0])
        extractor.input("images", ncnn.Mat(planes))
        outputs: list[Tensor] = []
        for name in output_names(self.spec):
            failed, blob = extractor.extract(name)
            if failed:
                raise run_error(self.name, tr("it gives no {name}", name=name))
            # A copy: the blob's memory is the extractor's.
            outputs.append(np.array(blob, np.float32)[None])
        return outputs

    def close(self) -> None:
        """Free the network."""
        self._net.clear()


def library() -> Any:
    """Import ncnn with threads that sleep while they wait for each other.

    Those that spin steal the cores of what runs beside them: on a busy machine two took four times, and now
    and then a hundred times, as long as one. Its OpenMP reads the choice when it is loaded.
    """
    if "ncnn" in sys.modules or WAIT_POLICY in os.environ:
        return importlib.import_module("ncnn")
    os.environ[WAIT_POLICY] = "passive"
    try:
        return importlib.import_module("ncnn")
    finally:
        del os.environ[WAIT_POLICY]


def load(path: Path, imgsz: int | None, threads: int) -> NcnnEngine:
    """Open a .param with the .bin beside it.

    Raises:
        StudioError: no contract, exported for another size, no .param, or the .bin is missing or cut short.
    """
    ncnn = library()
    contract = require_contract(path, None)
    spec = spec_at(path, contract.spec, imgsz)
    weights = path.with_suffix(".bin")
    if not weights.is_file():
        raise StudioError(
            tr("{path} can't be run without {name}.", path=path, name=weights.name),
            tr("Put both files into one folder."),
        )
    with path.open("rb") as stream:
        is_text = stream.read(len(MAGIC)) == MAGIC
    net = ncnn.Net()
    net.opt.num_threads = threads
    net.opt.use_vulkan_compute = False
    # ncnn would round all it keeps between layers, and its sums, where the processor can do that.
    net.opt.use_fp16_packed = net.opt.use_fp16_storage = contract.precision == "fp16"
    net.opt.use_fp16_arithmetic = False
    net.opt.use_bf16_storage = False
    if not is_text or net.load_param(str(path)) or net.load_model(str(weights)):
        raise StudioError(
            tr("{path} can't be opened as an NCNN model.", path=path),
            tr("Export it again, or check that it and {name} are whole.", name=weights.name),
        )
    return NcnnEngine(spec, net)
