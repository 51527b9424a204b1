"""The model of `tiny_onnx` as TFLite, made by hand: it finds bright squares in a picture laid out NHWC."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema

from studio.core.runtime.contract import ENTRY, Contract
from tests.tiny_onnx import CELL, SIDE, SPEC

FLOAT, INT = schema.TensorType.FLOAT32, schema.TensorType.INT32
CONTRACT = Contract(SPEC, {"name": "squares"}, {}, layout="nhwc")


class Graph:
    """A file of one graph, put together step by step."""

    def __init__(self) -> None:
        self.model = schema.ModelT()
        self.model.version = 3
        self.model.buffers = [schema.BufferT()]
        self.model.operatorCodes = []
        self.model.metadata = []
        self.graph = schema.SubGraphT()
        self.graph.tensors, self.graph.operators = [], []
        self.model.subgraphs = [self.graph]

    def buffer(self, content: bytes) -> int:
        """Add bytes and return their place."""
        buffer = schema.BufferT()
        buffer.data = np.frombuffer(content, np.uint8)
        self.model.buffers.append(buffer)
        return len(self.model.buffers) - 1

    def tensor(self, name: str, shape: tuple[int, ...], values: np.ndarray | None = None) -> int:
        """Add a tensor, constant if it has values, and return its place."""
        tensor = schema.TensorT()
        tensor.name, tensor.shape = name, np.array(shape, np.int32)
        tensor.type = INT if values is not None and values.dtype == np.int32 else FLOAT
        tensor.buffer = 0 if values is None else self.buffer(values.tobytes())
        self.graph.tensors.append(tensor)
        return len(self.graph.tensors) - 1

    def operation(self, name: str, inputs: list[int], output: int, **options: object) -> None:
        """Add an operation with its options, by the names that the schema has for them."""
        code = schema.OperatorCodeT()
        code.builtinCode = code.deprecatedBuiltinCode = getattr(schema.BuiltinOperator, name)
        code.version = 1
        self.model.operatorCodes.append(code)
        operator = schema.OperatorT()
        operator.opcodeIndex = len(self.model.operatorCodes) - 1
        operator.inputs, operator.outputs = np.array(inputs, np.int32), np.array([output], np.int32)
        kind = str(options.pop("kind"))
        operator.builtinOptionsType = getattr(schema.BuiltinOptions, kind)
        operator.builtinOptions = getattr(schema, f"{kind}T")()
        for key, value in options.items():
            setattr(operator.builtinOptions, key, value)
        self.graph.operators.append(operator)

    def entry(self, name: str, content: bytes) -> None:
        """Add a metadata entry."""
        entry = schema.MetadataT()
        entry.name, entry.buffer = name, self.buffer(content)
        self.model.metadata.append(entry)

    def finish(self, first: int, last: int) -> bytes:
        """Return the file, whose graph goes from one tensor to another."""
        self.graph.inputs, self.graph.outputs = np.array([first], np.int32), np.array([last], np.int32)
        builder = flatbuffers.Builder(1024)
        builder.Finish(self.model.Pack(builder), file_identifier=b"TFL3")
        return bytes(builder.Output())


def tiny_tflite(contract: Contract | None = CONTRACT) -> bytes:
    """Return the file, with a contract inside or without one."""
    cells = SIDE // CELL
    centres = (np.arange(cells) + 0.5) * CELL
    cx, cy = np.meshgrid(centres, centres)
    boxes = np.stack([cx, cy, np.full_like(cx, CELL), np.full_like(cx, CELL)], -1).reshape(1, -1, 4)
    rows = cells * cells
    graph = Graph()
    picture = graph.tensor("images", (1, SIDE, SIDE, 3))
    mean = graph.tensor("mean", (1, cells, cells, 3))
    classes = graph.tensor("classes", (1, rows, 3))
    objectness = graph.tensor("objectness", (1, rows, 1))
    places = graph.tensor("boxes", boxes.shape, boxes.astype(np.float32))
    shape = graph.tensor("shape", (3,), np.array([1, rows, 3], np.int32))
    axis = graph.tensor("axis", (1,), np.array([2], np.int32))
    output = graph.tensor("output", (1, rows, 8))
    sides = {"filterWidth": CELL, "filterHeight": CELL, "strideW": CELL, "strideH": CELL}
    valid = schema.Padding.VALID
    graph.operation("AVERAGE_POOL_2D", [picture], mean, kind="Pool2DOptions", padding=valid, **sides)
    graph.operation("RESHAPE", [mean, shape], classes, kind="ReshapeOptions", newShape=[1, rows, 3])
    graph.operation("REDUCE_MAX", [classes, axis], objectness, kind="ReducerOptions", keepDims=True)
    graph.operation(
        "CONCATENATION", [places, objectness, classes], output, kind="ConcatenationOptions", axis=2
    )
    if contract is not None:
        graph.entry(ENTRY, contract.to_json().encode())
    return graph.finish(picture, output)


def conv_tflite(entries: tuple[str, ...] = ()) -> bytes:
    """Return a file of a convolution and a depthwise one, with metadata entries of these names."""
    random = np.random.default_rng(0)
    graph = Graph()
    picture = graph.tensor("images", (1, 8, 8, 3))
    weights = graph.tensor("weights", (5, 3, 3, 3), random.normal(size=(5, 3, 3, 3)).astype(np.float32))
    bias = graph.tensor("bias", (5,), random.normal(size=5).astype(np.float32))
    between = graph.tensor("between", (1, 8, 8, 5))
    fine = graph.tensor("fine", (1, 3, 3, 5), random.normal(size=(1, 3, 3, 5)).astype(np.float32))
    output = graph.tensor("output", (1, 8, 8, 5))
    steps = {"strideW": 1, "strideH": 1, "padding": schema.Padding.SAME}
    dilation = {"dilationWFactor": 1, "dilationHFactor": 1}
    graph.operation("CONV_2D", [picture, weights, bias], between, kind="Conv2DOptions", **steps, **dilation)
    graph.operation(
        "DEPTHWISE_CONV_2D",
        [between, fine, bias],
        output,
        kind="DepthwiseConv2DOptions",
        depthMultiplier=1,
        **steps,
        **dilation,
    )
    for name in entries:
        graph.entry(name, b"fp16")
    return graph.finish(picture, output)


def write_tiny_tflite(path: Path, *, side: int = SIDE) -> Path:
    """Write the file; with another side its description does not fit it."""
    contract = replace(CONTRACT, spec=SPEC.with_size((side, side)))
    path.write_bytes(tiny_tflite(contract))
    return path
