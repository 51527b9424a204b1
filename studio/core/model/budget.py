"""What a network may cost, found on drafts of its rows that have shapes but no numbers."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn

from studio.core.words import tr

DRAFT_SIZE = 256
"""Width and height in pixels of the picture that drafts are run with."""
MOST_PARAMETERS = 300_000_000
"""The largest network of the YOLO families that use anchors has half of it (YOLOv7-E6E, 151 million)."""
MOST_VALUES = 50_000_000
"""Of one feature map, at DRAFT_SIZE: 200 MB. YOLOv5x, the widest here, has 1.3 million."""
MOST_OPERATIONS = 10**12
"""Multiply-adds for one picture of DRAFT_SIZE; YOLOv7-E6E has 17 * 10^9."""
MOST_REPEATS = 1000
DRAFT_DEVICE = torch.device("meta")


class Budget:
    """Adds up what the rows of one network cost."""

    def __init__(self) -> None:
        self._parameters = 0
        self._operations = 0

    def run(self, draft: nn.Module, inputs: Tensor | list[Tensor]) -> Any:
        """Return what a row made on DRAFT_DEVICE gives, as shapes; nothing is computed.

        Raises:
            ValueError: with it the network costs more than any detector does.
        """
        parameters = sum(parameter.numel() for parameter in draft.parameters())
        self._parameters += parameters
        if self._parameters > MOST_PARAMETERS:
            raise ValueError(
                tr(
                    "with its {count} parameters there are more than {most}",
                    count=parameters,
                    most=MOST_PARAMETERS,
                )
            )
        self._look(inputs)
        for part in draft.modules():
            part.register_forward_hook(self._count)
        with torch.no_grad():
            result = draft.eval()(inputs)
        self._look(result)
        return result

    def _count(self, part: nn.Module, inputs: tuple[Any, ...], output: Any) -> None:
        self._look(inputs)
        self._look(output)
        if isinstance(part, nn.Conv2d):
            self._spend(output.numel() * part.weight[0].numel())
        elif isinstance(part, nn.MaxPool2d):
            side = part.kernel_size
            self._spend(output.numel() * (side * side if isinstance(side, int) else math.prod(side)))

    def _spend(self, operations: int) -> None:
        self._operations += operations
        if self._operations > MOST_OPERATIONS:
            raise ValueError(
                tr("a picture would take more than {most} operations", most=f"{MOST_OPERATIONS:.0e}")
            )

    def _look(self, values: Any) -> None:
        """Compare what goes into a module, or comes out of it, with MOST_VALUES."""
        if isinstance(values, Tensor):
            if values.numel() > MOST_VALUES:
                raise ValueError(
                    tr(
                        "it makes a feature map of {shape}, more than {most} values",
                        shape="x".join(map(str, values.shape[1:])),
                        most=MOST_VALUES,
                    )
                )
        elif isinstance(values, list | tuple):
            for value in values:
                self._look(value)
