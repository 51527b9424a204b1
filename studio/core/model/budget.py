"""What a network may cost, found before anything of that size is made."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from studio.core.words import tr

DRAFT_SIZE = 256
"""Width and height in pixels of the picture that rows are tried with."""
MAX_PARAMETERS = 300_000_000
"""The largest network of the YOLO families that use anchors has half of it (YOLOv7-E6E, 151 million)."""
MAX_VALUES = 50_000_000
"""Of one feature map, at DRAFT_SIZE: 200 MB. YOLOv5x, the widest here, has 1.3 million."""
MAX_OPERATIONS = 10**12
"""Multiply-adds for one picture of DRAFT_SIZE; YOLOv7-E6E has 17 * 10^9."""
MAX_REPEATS = 1000


class Budget:
    """Adds up what the rows of one network cost."""

    def __init__(self) -> None:
        self._parameters = 0
        self._operations = 0

    def build(self, make: Callable[[], tuple[nn.Module, int]]) -> tuple[nn.Module, int]:
        """Return what `make` does: a row's module and its channels.

        Raises:
            ValueError: with it the network has more parameters than any detector.
        """
        with _Uninitialised(), torch.device("meta"):  # modules of the right size, without numbers
            draft, _ = make()
        parameters = sum(parameter.numel() for parameter in draft.parameters())
        self._parameters += parameters
        if self._parameters > MAX_PARAMETERS:
            told = {"count": parameters, "most": MAX_PARAMETERS}
            raise ValueError(tr("with its {count} parameters there are more than {most}", **told))
        return make()

    def run(self, module: nn.Module, inputs: Tensor | list[Tensor]) -> Any:
        """Return something of the shape of what a module gives for inputs from `blank` or from here.

        Raises:
            ValueError: a feature map is too large, or all together take too long.
            RuntimeError, TypeError: the module can't be run on it.
        """
        training = module.training
        with torch.no_grad(), _Shapes(self.spend):
            result = module.eval()(inputs)
        module.train(training)
        return result

    def spend(self, operations: int) -> None:
        """Add up operations; raises ValueError when they are too many."""
        self._operations += operations
        if self._operations > MAX_OPERATIONS:
            told = f"{MAX_OPERATIONS:.0e}"
            raise ValueError(tr("a picture would take more than {most} operations", most=told))


def blank(*shape: int) -> Tensor:
    """Return zeros of a shape that take no memory; raises ValueError when as numbers they would take much."""
    if math.prod(shape) > MAX_VALUES:
        told = "x".join(map(str, shape[1:]))
        raise ValueError(
            tr("it makes a feature map of {shape}, more than {most} values", shape=told, most=MAX_VALUES)
        )
    return torch.zeros(1).expand(*shape)


class _Uninitialised(TorchFunctionMode):
    """In it, tensors are not given the numbers a module begins with."""

    def __torch_function__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Answer for a function of torch."""
        options = kwargs or {}
        if getattr(function, "__module__", "") == "torch.nn.init":
            return args[0] if args else options["tensor"]
        return function(*args, **options)


class _Shapes(TorchFunctionMode):
    """In it, functions that could make much of little give blanks, and those that keep a shape do nothing."""

    def __init__(self, spend: Callable[[int], None]) -> None:
        super().__init__()
        self._spend = spend

    def __torch_function__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Answer for a function of torch."""
        options = kwargs or {}
        if function in _SAME_SHAPE:
            return args[0]
        if function is torch.cat:
            first, axis = args[0][0], args[1] if len(args) > 1 else options.get("dim", 0)
            for other in args[0]:
                if [*other.shape[:axis], *other.shape[axis + 1 :]] != [
                    *first.shape[:axis],
                    *first.shape[axis + 1 :],
                ]:
                    raise ValueError("sizes of tensors must match")
            return blank(
                *first.shape[:axis], sum(each.shape[axis] for each in args[0]), *first.shape[axis + 1 :]
            )
        if function in (torch.conv2d, functional.max_pool2d):
            return self._slide(function, *args, **options)
        if function is functional.interpolate:
            batch, channels, *sides = args[0].shape
            return blank(batch, channels, *(int(side * options["scale_factor"]) for side in sides))
        return function(*args, **options)

    def _slide(self, function: Any, x: Tensor, window: Any, *args: Any, **options: Any) -> Tensor:
        """Return the shape of a window slid over a feature map, and count its operations."""
        batch, channels, *sides = x.shape
        if function is torch.conv2d:
            _bias, stride, padding, dilation, groups = args
            outputs, inside, *kernel = window.shape
            if channels != inside * groups:
                told = {"own": inside * groups, "channels": channels}
                raise ValueError(tr("it takes {own} channels, not {channels}", **told))
        else:
            names = ("stride", "padding", "dilation")
            stride, padding, dilation = (*args, *(options[name] for name in names[len(args) :]))[:3]
            outputs, inside, kernel = channels, 1, _pair(window)
        shape = []
        for axis, side in enumerate(sides):
            room = side + 2 * _pair(padding)[axis] - _pair(dilation)[axis] * (kernel[axis] - 1) - 1
            shape.append(room // _pair(stride)[axis] + 1)
        if min(shape) < 1:
            told = {"shape": "x".join(map(str, sides))}
            raise ValueError(tr("its window is larger than the feature map, {shape}", **told))
        result = blank(batch, outputs, *shape)
        self._spend(result.numel() * inside * math.prod(kernel))
        return result


def _pair(value: Any) -> Any:
    return (value, value) if isinstance(value, int) else value


_SAME_SHAPE = {
    functional.batch_norm,
    functional.dropout,
    functional.hardsigmoid,
    functional.hardswish,
    functional.leaky_relu,
    functional.mish,
    functional.relu,
    functional.silu,
    torch.sigmoid,
}
