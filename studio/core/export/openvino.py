"""OpenVINO IR: .xml and .bin, from our own ONNX."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.core.export.onnx import halve_weights
from studio.core.export.source import Source
from studio.core.runtime.stored import IR_PLACE
from studio.core.words import tr


def convert(source: Source) -> dict[str, bytes]:
    """Return the .xml, which names the operations and holds the contract, and the .bin with their weights.

    In 16 bits it has the weights of convolutions, and turns them back to 32 where they are used, as our ONNX
    does; OpenVINO's own way (`compress_to_fp16`) takes strides and anchors as well.

    Raises:
        StudioError: OpenVINO can't read this network.
    """
    import onnx
    import openvino

    content = source.onnx
    if source.contract.precision == "fp16":
        graph = onnx.load_from_string(content)
        halve_weights(graph)
        content = graph.SerializeToString()
    try:
        model = openvino.Core().read_model(content)
    except RuntimeError as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[-1].rstrip(".")[:200]
        raise StudioError(
            tr("OpenVINO can't read this model: {reason}.", reason=reason), tr("Export to another format.")
        ) from error
    _make_stable(model)
    model.set_rt_info(source.contract.to_json(), list(IR_PLACE))
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "model.xml"
        openvino.save_model(model, path, compress_to_fp16=False)
        return {suffix: path.with_suffix(suffix).read_bytes() for suffix in (".xml", ".bin")}


def _make_stable(model: Any) -> None:
    """Let every TopK take the first of equal values, as ONNX means it, which OpenVINO's reader drops."""
    from openvino import opset11

    for node in model.get_ordered_ops():
        if node.get_type_name() != "TopK":
            continue
        had = node.get_attributes()
        stable = opset11.topk(
            node.input_value(0),
            node.input_value(1),
            axis=had["axis"],
            mode=had["mode"],
            sort=had["sort"],
            index_element_type=had["index_element_type"],
            stable=True,
        )
        for old, new in zip(node.outputs(), stable.outputs(), strict=True):
            for taker in list(old.get_target_inputs()):
                taker.replace_source_output(new)
