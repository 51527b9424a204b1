"""From ONNX to TFLite, run by the Python of the environment `tflite`: it imports nothing of the studio.

    python -I tflite.py FOLDER fp32|fp16

reads FOLDER/model.onnx and FOLDER/contract.json and writes FOLDER/model.tflite, or else FOLDER/problem.txt:
one line on why it can't. It ends when its standard input does.
"""

import os
import sys
import threading
from pathlib import Path

HALVED = ("CONV_2D", "TRANSPOSE_CONV", "FULLY_CONNECTED")
"""Operations whose second input are many weights. All other constants are few bytes whose digits count:
depthwise ones are 3 % of a Yolo-FastestV2, and in 16 bits they made its boxes four times as wrong."""
LARGEST_HALF = 65504.0
ALIGNMENT = 16
"""Bytes; what the schema asks of every buffer (`force_align`), and its Python code forgets."""
ALLOWS_HALF_ARITHMETIC = b"reduced_precision_support"
"""An entry that lets phones compute in 16 bits, where a box far from the corner moves by half a pixel."""


def main(folder, precision):
    """Convert, and write the file."""
    import onnx2tf

    guess_nothing()
    onnx2tf.convert(
        input_onnx_file_path=str(folder / "model.onnx"),
        output_folder_path=str(folder / "made"),
        copy_onnx_input_output_names_to_tflite=True,
        not_use_onnxsim=True,
        non_verbose=True,
    )
    plain = (folder / "made" / "model_float32.tflite").read_bytes()
    contract = (folder / "contract.json").read_bytes()
    (folder / "model.tflite").write_bytes(finish(plain, contract, precision))


def guess_nothing():
    """Take a pass out of the converter that takes grids of five to eight cells for channels.

    It joined the halves of a ShuffleNet side by side.
    """
    from onnx2tf.tflite_builder.passes import probable_nhwc_axis_sanitizer as pass_

    counts = ("sanitized_probable_nhwc_axis_sensitive_ops", "inserted_probable_nhwc_terminal_transposes")
    guess = pass_.sanitize_probable_nhwc_axis_sensitive_ops
    for module in [each for name, each in sys.modules.items() if name.startswith("onnx2tf.")]:
        for name in [name for name, value in vars(module).items() if value is guess]:
            setattr(module, name, lambda graph: dict.fromkeys(counts, 0))


def finish(plain, contract, precision):
    """Return a file with the contract inside and weights of the precision asked for, buffers aligned."""
    import flatbuffers
    import numpy as np
    from ai_edge_litert import schema_py_generated as schema

    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(plain, 0))
    if precision == "fp16":
        for graph in model.subgraphs:
            halve_weights(model, graph, schema, np)
    kept = [entry for entry in model.metadata or [] if entry.name != ALLOWS_HALF_ARITHMETIC]
    model.metadata = [*kept, new_entry(model, schema, np, "contract.json", contract)]

    class Aligned(flatbuffers.Builder):
        def StartVector(self, size, count, alignment):
            return super().StartVector(size, count, ALIGNMENT if size == 1 else alignment)

    builder = Aligned(len(plain) + len(contract))
    builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
    return bytes(builder.Output())


def halve_weights(model, graph, schema, np):
    """Store weights in 16 bits and turn them back to 32 before they are used; XNNPACK does that once."""
    names = {code: name for name, code in vars(schema.BuiltinOperator).items() if name in HALVED}
    widened = {}
    operators = []
    for operator in graph.operators:
        code = model.operatorCodes[operator.opcodeIndex]
        if max(code.builtinCode, code.deprecatedBuiltinCode) in names:
            place = int(operator.inputs[1])
            if (
                place not in widened
                and (values := weights_of(model, graph.tensors[place], schema, np)) is not None
            ):
                tensor = graph.tensors[place]
                half = schema.TensorT()
                half.shape, half.type = tensor.shape, schema.TensorType.FLOAT16
                half.name = tensor.name + b"_fp16"
                half.buffer = new_buffer(model, schema, np, values.tobytes())
                tensor.buffer = 0
                graph.tensors.append(half)
                widen = schema.OperatorT()
                widen.opcodeIndex = dequantize_code(model, schema)
                widen.inputs = np.array([len(graph.tensors) - 1], np.int32)
                widen.outputs = np.array([place], np.int32)
                widen.builtinOptionsType = schema.BuiltinOptions.DequantizeOptions
                widen.builtinOptions = schema.DequantizeOptionsT()
                operators.append(widen)
                widened[place] = True
        operators.append(operator)
    graph.operators = operators
    used = {tensor.buffer for each in model.subgraphs for tensor in each.tensors}
    used |= {entry.buffer for entry in model.metadata or []}
    for place, buffer in enumerate(model.buffers):
        if place not in used:
            buffer.data = None


def weights_of(model, tensor, schema, np):
    """Return a constant's values in 16 bits; None when it is no constant or too large for them."""
    data = model.buffers[tensor.buffer].data
    if tensor.type != schema.TensorType.FLOAT32 or data is None or len(data) == 0:
        return None
    values = np.frombuffer(np.asarray(data, np.uint8).tobytes(), np.float32)
    return values.astype(np.float16) if abs(values).max() <= LARGEST_HALF else None


def dequantize_code(model, schema):
    """Return the place of the operation that turns 16 bits into 32 among the file's operations."""
    wanted = schema.BuiltinOperator.DEQUANTIZE
    for place, code in enumerate(model.operatorCodes):
        if max(code.builtinCode, code.deprecatedBuiltinCode) == wanted and code.version >= 3:
            return place
    code = schema.OperatorCodeT()
    code.builtinCode = code.deprecatedBuiltinCode = wanted
    # The first that takes 16-bit floating point.
    code.version = 3
    model.operatorCodes.append(code)
    return len(model.operatorCodes) - 1


def new_buffer(model, schema, np, content):
    """Add a buffer and return its place."""
    buffer = schema.BufferT()
    buffer.data = np.frombuffer(content, np.uint8)
    model.buffers.append(buffer)
    return len(model.buffers) - 1


def new_entry(model, schema, np, name, content):
    """Return a metadata entry with some content."""
    entry = schema.MetadataT()
    entry.name, entry.buffer = name, new_buffer(model, schema, np, content)
    return entry


def end_with_parent():
    """End as soon as nobody waits for the file any more."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    place = Path(sys.argv[1])
    try:
        main(place, sys.argv[2])
    except BaseException as error:
        # The converter also ends by SystemExit.
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        (place / "problem.txt").write_text(reason[:300], encoding="utf-8")
        os._exit(1)
    # Whatever threads its libraries still have.
    os._exit(0)
