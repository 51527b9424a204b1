"""A model that needs no training: it finds bright squares, red ones as `red` and so on, in real ONNX."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio.core.pictures import Image
from studio.core.runtime.contract import ENTRY, Contract
from studio.core.spec import ModelSpec

if TYPE_CHECKING:
    import onnx

SIDE = 64
CELL = 8
SPEC = ModelSpec("squares", ("red", "green", "blue"), (SIDE, SIDE), (CELL,), (((8.0, 8.0),),))


def write_tiny_onnx(path: Path) -> Path:
    """Write a model whose detections are the 8 px cells of its 64 px input that are bright in one colour.

    The mean of a cell's red, green and blue are its class scores, their maximum its objectness; a wholly
    red cell thus scores 1.0 and a grey one of half the brightness 0.25.
    """
    from onnx import TensorProto, helper, numpy_helper

    cells = SIDE // CELL
    centres = (np.arange(cells) + 0.5) * CELL
    cx, cy = np.meshgrid(centres, centres)
    boxes = np.stack([cx, cy, np.full_like(cx, CELL), np.full_like(cx, CELL)], -1).reshape(1, -1, 4)
    nodes = [
        helper.make_node("AveragePool", ["x"], ["mean"], kernel_shape=[CELL, CELL], strides=[CELL, CELL]),
        helper.make_node("Reshape", ["mean", "shape"], ["flat"]),
        helper.make_node("Transpose", ["flat"], ["classes"], perm=[0, 2, 1]),
        helper.make_node("ReduceMax", ["classes"], ["objectness"], axes=[2], keepdims=1),
        helper.make_node("Concat", ["boxes", "objectness", "classes"], ["output"], axis=2),
    ]
    constants = [
        numpy_helper.from_array(np.array([1, 3, -1], np.int64), "shape"),
        numpy_helper.from_array(boxes.astype(np.float32), "boxes"),
    ]
    graph = helper.make_graph(
        nodes,
        "squares",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, cells * cells, 8])],
        constants,
    )
    return _save(graph, path)


def write_endless_onnx(path: Path) -> Path:
    """Write a model of the same description that never gives an answer: a loop that goes on being true."""
    from onnx import TensorProto, helper, numpy_helper

    def value(name: str, kind: int, shape: list[int] | None) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, shape)

    turn = helper.make_graph(
        [
            helper.make_node("Identity", ["goes_on"], ["still_goes_on"]),
            helper.make_node("Identity", ["value"], ["next_value"]),
        ],
        "turn",
        [
            value("turns", TensorProto.INT64, []),
            value("goes_on", TensorProto.BOOL, []),
            value("value", TensorProto.FLOAT, None),
        ],
        [value("still_goes_on", TensorProto.BOOL, []), value("next_value", TensorProto.FLOAT, None)],
    )
    graph = helper.make_graph(
        [helper.make_node("Loop", ["", "true", "x"], ["detections"], body=turn)],
        "endless",
        [value("x", TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
        [value("detections", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(np.array(True), "true")],
    )
    return _save(graph, path)


def write_huge_onnx(path: Path, copies: int) -> Path:
    """Write a model of the same description whose output is so many copies of the picture, 48 KiB each."""
    from onnx import TensorProto, helper, numpy_helper

    graph = helper.make_graph(
        [helper.make_node("Expand", ["x", "shape"], ["detections"])],
        "huge",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
        [helper.make_tensor_value_info("detections", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(np.array([copies, 3, SIDE, SIDE], np.int64), "shape")],
    )
    return _save(graph, path)


def squares_image(*squares: tuple[int, int, str], brightness: int = 255) -> Image:
    """Return a dark 64 px picture with cells (column, row, colour) lit in `red`, `green` or `blue`."""
    image = np.zeros((SIDE, SIDE, 3), np.uint8)
    for column, row, colour in squares:
        channel = ("red", "green", "blue").index(colour)
        y, x = row * CELL, column * CELL
        image[y : y + CELL, x : x + CELL, channel] = brightness
    return image


def _save(graph: onnx.GraphProto, path: Path) -> Path:
    """Write a graph as a model with the description SPEC."""
    import onnx
    from onnx import helper

    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    entry = model.metadata_props.add()
    entry.key, entry.value = ENTRY, Contract(SPEC, {"name": path.name}, {}).to_json()
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))
    return path
