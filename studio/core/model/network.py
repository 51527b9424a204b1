"""A network built from a layer table: what is in each row is what runs."""

from __future__ import annotations

import itertools
import math
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from studio.core.errors import StudioError
from studio.core.model.blocks import ACTIVATIONS
from studio.core.model.heads import HEADS, Detect
from studio.core.model.layers import MODULES
from studio.core.model.table import LayerTable, Row
from studio.core.words import tr

Anchors = tuple[tuple[tuple[float, float], ...], ...]


class Network(nn.Module):
    """A detector: in training it returns raw heads, in evaluation the decoded boxes.

    Attributes:
        table: the layer table it was built from.
        model: one module per row, the last one a Detect; named as in the published checkpoints.
    """

    def __init__(self, table: LayerTable, classes: int, anchors: Anchors | None = None) -> None:
        """Build the rows.

        Raises:
            StudioError: a row names an unknown module or arguments that don't fit; the line is named.
        """
        super().__init__()
        self.table = table
        self.classes = classes
        self.inputs: list[tuple[int, ...]] = []
        channels: list[int] = []
        modules: list[nn.Module] = []
        for index, row in enumerate(table.rows):
            sources = tuple(source if source >= 0 else index + source for source in row.sources)
            widths = [channels[source] if source >= 0 else 3 for source in sources]
            try:
                module, width = self._build(row, widths, anchors or table.anchors)
            except (TypeError, ValueError, IndexError, KeyError) as error:
                raise StudioError(
                    tr(
                        "{name}, line {line}: row {index} can't be built as {module} with {args}: {reason}.",
                        name=table.name,
                        line=row.line,
                        index=index,
                        module=row.module,
                        args=list(row.args),
                        reason=error,
                    ),
                    tr("Known modules are {names}.", names=", ".join([*MODULES, *HEADS])),
                ) from error
            self.inputs.append(sources)
            modules.append(module)
            channels.append(width)
        self.model = nn.ModuleList(modules)
        if not isinstance(modules[-1], Detect):
            raise StudioError(
                tr("{name} does not end in a detection head.", name=table.name),
                tr(
                    "Add a last row such as [[17, 20, 23], 1, Detect, []]; known heads are {names}.",
                    names=", ".join(HEADS),
                ),
            )
        # Rows whose output a later row asks for by index; the others are freed as soon as they are used.
        self.kept = {source for index, row in enumerate(self.inputs) for source in row if source != index - 1}
        self._initialise()

    def _build(self, row: Row, widths: list[int], anchors: Anchors) -> tuple[nn.Module, int]:
        if row.module in HEADS:
            boxes = torch.tensor(anchors, dtype=torch.float32)
            return HEADS[row.module](self.classes, boxes, widths, *row.args), 0
        kind = MODULES[row.module]
        args = list(row.args)
        options: dict[str, Any] = {}
        if kind.takes_activation:
            own = args and isinstance(args[-1], str) and args[-1] in ACTIVATIONS
            options["activation"] = args.pop() if own else self.table.activation
        number = self.table.repeats(row)
        if kind.out_channels is not None:
            return kind.module(*args, **options), kind.out_channels(widths)
        width = math.ceil(args[0] * self.table.width_multiple / 8) * 8
        if kind.takes_number:
            return kind.module(widths[0], width, number, *args[1:], **options), width
        repeated = [kind.module(widths[0], width, *args[1:], **options) for _ in range(number)]
        return (repeated[0] if number == 1 else nn.Sequential(*repeated)), width

    def _initialise(self) -> None:
        for module in self.modules():
            if isinstance(module, nn.BatchNorm2d):
                # The published networks' values; torch's defaults differ and would break their checkpoints.
                module.eps, module.momentum = self.table.norm_eps, 0.03
        size = 256
        training = self.training
        with torch.no_grad():
            heads = self.eval().heads(torch.zeros(1, 3, size, size))
        self.train(training)
        for index, head in enumerate(heads):
            self.detect.strides[index] = size / head.shape[2]

    @property
    def detect(self) -> Detect:
        """The last row."""
        last = self.model[-1]
        assert isinstance(last, Detect)
        return last

    @property
    def strides(self) -> tuple[int, ...]:
        """Input pixels per cell of each detection layer."""
        return tuple(int(stride) for stride in self.detect.strides.tolist())

    def heads(self, x: Tensor) -> list[Tensor]:
        """Return the raw logits of each stride for images B x 3 x H x W (RGB, 0..1)."""
        outputs: list[Tensor | None] = []
        value: Any = x
        for index, (module, sources) in enumerate(zip(self.model, self.inputs, strict=True)):
            values = [value if source == index - 1 else outputs[source] for source in sources]
            value = module(values if len(values) > 1 or index == len(self.model) - 1 else values[0])
            outputs.append(value if index in self.kept else None)
        result: list[Tensor] = value
        return result

    def forward(self, x: Tensor) -> list[Tensor] | Tensor:
        """Return raw heads in training, B x N x (5+classes) decoded boxes in evaluation."""
        heads = self.heads(x)
        return heads if self.training else self.detect.decode(heads)

    def fuse(self) -> Network:
        """Fold each batch norm into the convolution before it, in place; for evaluation only.

        Modules that are simpler once trained (several branches, learnt constants) fold themselves.
        """
        self.eval()
        for module in list(self.modules()):
            fold = getattr(module, "fold", None)
            if callable(fold):
                fold()
        for module in self.modules():
            pairs = getattr(module, "fusible", ())
            if isinstance(module, nn.Sequential):
                names = [name for name, _ in module.named_children()]
                pairs = tuple(itertools.pairwise(names))
            for first, second in pairs:
                convolution, norm = getattr(module, first), getattr(module, second)
                if isinstance(convolution, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
                    setattr(module, first, fuse_conv_bn_eval(convolution, norm))
                    setattr(module, second, nn.Identity())
        return self

    def parameter_count(self) -> int:
        """Return the number of trainable numbers."""
        return sum(parameter.numel() for parameter in self.parameters())
