"""What each row of a network's table does: shapes, cost, time, what it has seen, and a sentence about it."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from studio.core.model.heads import HEADS
from studio.core.model.layer_sheet import Layer
from studio.core.model.layers import MODULES
from studio.core.model.network import Network
from studio.core.model.receptive_field import Field, FieldTracer
from studio.core.words import tr

FIELD_CELLS = 4
"""Width of the picture that receptive fields are traced with, in its coarsest cells; any number would do."""


def describe(network: Network, input_wh: tuple[int, int], *, repeats: int = 5) -> list[Layer]:
    """Run a picture of `input_wh` through each row and return its facts, timed `repeats` times."""
    was_training = network.training
    network.eval()
    with torch.no_grad():
        picture = torch.zeros(1, 3, input_wh[1], input_wh[0]).to(memory_format=torch.channels_last)
        inputs, outputs = _run_rows(network, picture)
        fields = _trace_fields(network)
        # A whole copy for a moment: folding can't be undone, and the caller goes on with his network.
        deployed = copy.deepcopy(network).fuse().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        facts = []
        for index, (row, sources) in enumerate(zip(network.table.rows, network.inputs, strict=True)):
            module = network.model[index]
            shapes = tuple(tuple(tensor.shape) for tensor in outputs[index])
            kind = MODULES.get(row.module)
            facts.append(
                Layer(
                    index=index,
                    sources=sources,
                    users=tuple(user for user, read in enumerate(network.inputs) if index in read),
                    number=network.table.repeats(row),
                    module=row.module,
                    args=row.args,
                    shapes=shapes,
                    strides=tuple(_plain(input_wh[0] / shape[-1]) for shape in shapes),
                    receptive_fields=tuple(field.size for field in fields[index]),
                    sees_whole=any(field.whole for field in fields[index]),
                    parameters=sum(parameter.numel() for parameter in module.parameters()),
                    gflops=_count_flops(module, inputs[index]) / 1e9,
                    milliseconds=_time(deployed.model[index], inputs[index], repeats) * 1000,
                    text=tr(kind.text if kind else HEADS[row.module].text),
                    sentence=_sentence(network, index, inputs[index], shapes, input_wh),
                )
            )
    network.train(was_training)
    return facts


def _run_rows(network: Network, picture: Tensor) -> tuple[list[Any], list[list[Tensor]]]:
    """Return what each row is given, and what it gives as a list."""
    inputs: list[Any] = []
    outputs: list[list[Tensor]] = []
    for index, (module, sources) in enumerate(zip(network.model, network.inputs, strict=True)):
        values = [outputs[source][0] if source >= 0 else picture for source in sources]
        inputs.append(values if len(values) > 1 or index == len(network.model) - 1 else values[0])
        value = module(inputs[-1])
        outputs.append(value if isinstance(value, list) else [value])
    return inputs, outputs


def _trace_fields(network: Network) -> list[list[Field]]:
    """Return the field of each output of each row; they don't depend on the input size."""
    side = FIELD_CELLS * max(network.strides)
    picture = torch.zeros(1, 3, side, side)
    with FieldTracer(picture) as tracer:
        _, outputs = _run_rows(network, picture)
    return [[tracer.field(tensor) for tensor in row] for row in outputs]


def _time(module: nn.Module, argument: Any, repeats: int) -> float:
    """Return the seconds of the quickest of `repeats` runs."""
    best = math.inf
    for _ in range(repeats):
        start = time.perf_counter()
        module(argument)
        best = min(best, time.perf_counter() - start)
    return best


def _count_flops(module: nn.Module, argument: Any) -> int:
    """Count the operations of all convolutions in `module`, a multiply-add as two."""
    total = 0

    def add(convolution: nn.Module, _inputs: Any, output: Tensor) -> None:
        nonlocal total
        assert isinstance(convolution, nn.Conv2d)
        per_value = convolution.weight[0].numel() * 2 + (convolution.bias is not None)
        total += output.numel() * per_value

    hooks = [part.register_forward_hook(add) for part in module.modules() if isinstance(part, nn.Conv2d)]
    module(argument)
    for hook in hooks:
        hook.remove()
    return total


def _sentence(
    network: Network,
    index: int,
    given: Tensor | list[Tensor],
    shapes: Sequence[Sequence[int]],
    input_wh: tuple[int, int],
) -> str:
    """Return what a row reads and gives, in numbers."""
    sources = network.inputs[index]
    read = [tensor.shape[1] for tensor in given] if isinstance(given, list) else [given.shape[1]]
    if index == len(network.model) - 1:
        head = network.detect
        count = int(head.anchors.shape[1])
        return tr(
            "Reads rows {rows} and gives {numbers} numbers for each cell of the grids of {strides} px:"
            " {anchors} boxes of 5 + {classes} numbers each, {total} boxes in all.",
            rows=", ".join(map(str, sources)),
            numbers=shapes[0][1],
            strides=", ".join(map(str, network.strides)),
            anchors=count,
            classes=network.classes,
            total=f"{sum(count * shape[2] * shape[3] for shape in shapes):,}",
        )
    channels, height, width = shapes[0][1:]
    values = {
        "row": sources[0],
        "rows": ", ".join(map(str, sources)),
        "read": " + ".join(map(str, read)),
        "channels": channels,
        "width": width,
        "height": height,
        "stride": _plain(input_wh[0] / width),
    }
    if sources == (-1,):
        return tr(
            "Reads the picture: {read} channels in, {channels} out,"
            " on {width}x{height} cells of {stride} px.",
            **values,
        )
    if len(sources) == 1:
        return tr(
            "Reads row {row}: {read} channels in, {channels} out, on {width}x{height} cells of {stride} px.",
            **values,
        )
    return tr(
        "Reads rows {rows}: {read} channels in, {channels} out, on {width}x{height} cells of {stride} px.",
        **values,
    )


def _plain(number: float) -> float:
    """Return a whole number as int, so that it is written without a point."""
    return int(number) if number == int(number) else number
