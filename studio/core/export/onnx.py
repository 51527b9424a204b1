"""ONNX."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from studio.core.export.source import Source
from studio.core.export.trace import example_input, network_output, with_head
from studio.core.runtime.contract import ENTRY, output_names
from studio.core.runtime.jit import silenced_deprecations

if TYPE_CHECKING:
    import onnx

OPSET = 17
"""New enough for every operation here, old enough for the converters that start from ONNX."""
LEAST_HALVED = 64
"""Values; smaller constants are sizes, strides and anchors, whose last digits count and whose bytes don't."""


def convert(source: Source) -> dict[str, bytes]:
    """Return an ONNX file, simplified and checked; its input size is fixed unless the contract says any."""
    import onnx
    import onnxslim
    import torch

    contract = source.contract
    spec = contract.spec
    sides = {"images": {2: "height", 3: "width"}} if spec.any_size else None
    buffer = io.BytesIO()
    with silenced_deprecations(), torch.no_grad():
        # The legacy exporter: a second instead of ten, and no onnxscript to install.
        torch.onnx.export(
            with_head(source.network, spec),
            (example_input(spec),),
            buffer,  # type: ignore[arg-type]  # takes any binary stream, whatever its annotation says
            dynamo=False,
            opset_version=OPSET,
            input_names=["images"],
            output_names=output_names(replace(spec, output=network_output(spec))),
            dynamic_axes=sides,
        )
    model = onnxslim.slim(onnx.load_from_string(buffer.getvalue()))
    assert isinstance(model, onnx.ModelProto)
    if spec.output == "detections":
        from studio.core.export.nms_onnx import append_nms

        model = append_nms(model)
    if contract.precision == "fp16":
        halve_weights(model)
    onnx.helper.set_model_props(model, {ENTRY: contract.to_json()})
    onnx.checker.check_model(model, full_check=True)
    content: bytes = model.SerializeToString()
    return {".onnx": content}


def halve_weights(model: onnx.ModelProto) -> None:
    """Store the weights of convolutions in 16 bits, and turn them back to 32 where they are used.

    The file is half as large; runtimes do the turning once, when they open it. The arithmetic stays in 32
    bits: in 16, a box a thousand pixels from the corner would be half a pixel off.
    """
    from onnx import TensorProto, helper, numpy_helper

    graph = model.graph
    weights = {node.input[1] for node in graph.node if node.op_type in ("Conv", "ConvTranspose")}
    casts = []
    for tensor in graph.initializer:
        if tensor.name not in weights or tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        if values.size < LEAST_HALVED:
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + "_fp16"))
        casts.append(helper.make_node("Cast", [name + "_fp16"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
