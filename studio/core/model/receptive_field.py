"""How much of the picture one cell of a row has seen, found by watching the network run.

The textbook recurrence says that a window of k cells, `jump` pixels apart, widens the field by
(k - 1) * jump. It is followed here through every convolution and pool in the order they really run, with two
refinements: where paths meet, the field is what they see together; and where the grid was enlarged, cells of
one grid differ (two neighbours may be copies of one coarse cell), so that each phase is followed by itself.
No table of modules is needed, and a user's own module is measured like any other.

Limits: what could reach a cell is told, not how much it counts (the middle counts most, by far). Only the
width is followed; modules with windows that aren't square are measured along it. Pooling over the whole
picture (squeeze and excitation) is told apart by `whole` and does not widen the field.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

Function = Callable[..., Any]

WINDOWS: dict[Function, tuple[str, ...]] = {
    nn.functional.conv2d: ("input", "weight", "bias", "stride", "padding", "dilation"),
    nn.functional.max_pool2d: ("input", "kernel_size", "stride", "padding", "dilation"),
    nn.functional.avg_pool2d: ("input", "kernel_size", "stride", "padding"),
}
"""The functions that read windows of cells, with the names of their arguments in order."""

WHOLE = (nn.functional.adaptive_avg_pool2d, nn.functional.adaptive_max_pool2d)
"""The functions that read the whole picture."""


@dataclass(frozen=True, slots=True)
class Field:
    """Which input pixels the cells of a grid have seen, along the width, borders ignored.

    Attributes:
        jump: input pixels from one cell to the next.
        spans: (first pixel, the one after the last) of cell 0, 1, ...; the pattern repeats after them.
        whole: by some way each cell also knows of the whole picture.
    """

    jump: float = 1.0
    spans: tuple[tuple[float, float], ...] = ((0.0, 1.0),)
    whole: bool = False

    @property
    def size(self) -> int:
        """Pixels that the cell which sees most has seen."""
        return round(max(end - start for start, end in self.spans))

    def span(self, cell: int) -> tuple[float, float]:
        """Return the first pixel a cell has seen and the one after the last."""
        turn, phase = divmod(cell, len(self.spans))
        start, end = self.spans[phase]
        shift = turn * len(self.spans) * self.jump
        return start + shift, end + shift

    def windows(self, taps: Sequence[int], step: int) -> Field:
        """Return the field of a grid whose cell i reads the cells i * step + tap."""
        count = len(self.spans) // math.gcd(len(self.spans), step)
        spans = [_hull(self.span(cell * step + tap) for tap in taps) for cell in range(count)]
        return replace(self, jump=self.jump * step, spans=tuple(spans))

    def repeated(self, factor: int) -> Field:
        """Return the field of a grid that repeats each cell `factor` times."""
        spans = [self.span(cell // factor) for cell in range(len(self.spans) * factor)]
        return replace(self, jump=self.jump / factor, spans=tuple(spans))

    def united(self, *others: Field) -> Field:
        """Return the field of cells that read the same cell of several grids."""
        fields = (self, *others)
        count = math.lcm(*(len(field.spans) for field in fields))
        spans = [_hull(field.span(cell) for field in fields) for cell in range(count)]
        return Field(self.jump, tuple(spans), any(field.whole for field in fields))


def _hull(spans: Iterable[tuple[float, float]]) -> tuple[float, float]:
    starts, ends = zip(*spans, strict=True)
    return min(starts), max(ends)


class FieldTracer(TorchFunctionMode):
    """While it is active, notes the Field of each tensor that comes from `picture`."""

    def __init__(self, picture: Tensor) -> None:
        super().__init__()
        # The tensors are kept as well: the id of a freed one would be given to another.
        self._known: dict[int, tuple[Tensor, Field]] = {id(picture): (picture, Field())}

    def field(self, tensor: Tensor) -> Field:
        """Return what each cell of a tensor has seen; a tensor it doesn't know has seen one pixel."""
        known = self._known.get(id(tensor))
        return known[1] if known else Field()

    def __torch_function__(
        self, function: Function, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        kwargs = kwargs or {}
        sources = [tensor for tensor in _tensors((*args, *kwargs.values())) if id(tensor) in self._known]
        if sources and function is torch.cat and _is_along_width(args, kwargs):
            # The others only lengthen it at its borders.
            sources = [max(sources, key=lambda tensor: tensor.shape[-1])]
        width = max((tensor.shape[-1] for tensor in sources), default=0)
        fields = [self.field(tensor) for tensor in sources]
        result = function(*args, **kwargs)
        if fields:
            before = fields[0].united(*fields[1:])
            for tensor in _tensors((result,)):
                after = _after(
                    function, args, kwargs, before, (width, tensor.shape[-1] if tensor.ndim else 1)
                )
                self._known[id(tensor)] = tensor, after
        return result


def _after(
    function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], before: Field, widths: tuple[int, int]
) -> Field:
    """Return the field of what a function made; any function may shrink or enlarge the grid evenly."""
    if function in WHOLE:
        return replace(before, whole=True)
    if function in WINDOWS:
        given = {**dict(zip(WINDOWS[function], args, strict=False)), **kwargs}
        kernel = given["weight"].shape[-1] if "weight" in given else _last(given["kernel_size"])
        step = _last(given.get("stride") or (1 if "weight" in given else kernel))
        first, apart = -_last(given.get("padding", 0)), _last(given.get("dilation", 1))
        return before.windows([first + apart * tap for tap in range(kernel)], step)
    if function is nn.functional.pad:
        return before.windows([-(args[1] if len(args) > 1 else kwargs["pad"])[0]], 1)
    old, new = widths
    if function is Tensor.__getitem__ and (part := _part_of_width(*args)) is not None:
        start, _, step = part.indices(old)
        return before.windows([start], step)
    if function is torch.cat:
        return before
    if old > new and old % new == 0:
        return before.windows(range(old // new), old // new)
    if new > old and new % old == 0:
        return before.repeated(new // old)
    return before


def _is_along_width(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Return whether these arguments of torch.cat put tensors side by side."""
    along = args[1] if len(args) > 1 else kwargs.get("dim", 0)
    return bool(along in (-1, args[0][0].ndim - 1))


def _part_of_width(tensor: Tensor, index: Any) -> slice | None:
    """Return the slice of the last dimension that an index asks for, if it does."""
    parts = index if isinstance(index, tuple) else (index,)
    reaches = len(parts) == tensor.ndim or any(part is ... for part in parts)
    return parts[-1] if reaches and isinstance(parts[-1], slice) else None


def _last(value: Any) -> int:
    return int(value[-1] if isinstance(value, Sequence) else value)


def _tensors(values: Iterable[Any]) -> list[Tensor]:
    """Return the tensors among values and in lists among them."""
    found: list[Tensor] = []
    for value in values:
        if isinstance(value, Tensor):
            found.append(value)
        elif isinstance(value, list | tuple):
            found += _tensors(value)
    return found
