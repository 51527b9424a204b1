"""ONNX."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from studio.core.export.trace import example_input, with_head
from studio.core.runtime.contract import ENTRY, Contract, output_names
from studio.core.runtime.jit import silenced_deprecations

if TYPE_CHECKING:
    from studio.core.model.network import Network

OPSET = 17
"""New enough for every operation here, old enough for the converters that start from ONNX."""


def convert(network: Network, contract: Contract) -> bytes:
    """Return an ONNX file with a fixed input size, simplified and checked."""
    import onnx
    import onnxslim
    import torch

    spec = contract.spec
    buffer = io.BytesIO()
    with silenced_deprecations(), torch.no_grad():
        # The legacy exporter: a second instead of ten, and no onnxscript to install.
        torch.onnx.export(
            with_head(network, spec),
            (example_input(spec),),
            buffer,  # type: ignore[arg-type]  # takes any binary stream, whatever its annotation says
            dynamo=False,
            opset_version=OPSET,
            input_names=["images"],
            output_names=output_names(spec),
        )
    model = onnxslim.slim(onnx.load_from_string(buffer.getvalue()))
    assert isinstance(model, onnx.ModelProto)
    onnx.helper.set_model_props(model, {ENTRY: contract.to_json()})
    onnx.checker.check_model(model, full_check=True)
    content: bytes = model.SerializeToString()
    return content
