"""A network built from a layer table: what is in each row is what runs."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from studio.core.errors import StudioError
from studio.core.model.arguments import check_row, tell_arguments
from studio.core.model.blocks import ACTIVATIONS
from studio.core.model.budget import DRAFT_SIZE, MAX_REPEATS, Budget, blank
from studio.core.model.heads import HEADS, Detect
from studio.core.model.layers import MODULES
from studio.core.model.table import LayerTable, Row, name_line
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
        if table.activation not in ACTIVATIONS:
            raise StudioError(
                tr("{name} has the activation {word}.", name=table.name, word=table.activation),
                tr("Known activations are {names}.", names=", ".join(ACTIVATIONS)),
            )
        if not table.rows or table.rows[-1].module not in HEADS:
            raise StudioError(
                tr("{name} does not end in a detection head.", name=table.name),
                tr(
                    "Add a last row such as [[17, 20, 23], 1, Detect, []]; known heads are {names}.",
                    names=", ".join(HEADS),
                ),
            )
        self.table = table
        self.classes = classes
        self.inputs: list[tuple[int, ...]] = []
        channels: list[int] = []
        modules: list[nn.Module] = []
        budget = Budget()
        drafts: list[Any] = []
        picture = blank(1, 3, DRAFT_SIZE, DRAFT_SIZE)
        for index, row in enumerate(table.rows):
            sources = tuple(source if source >= 0 else index + source for source in row.sources)
            widths = [channels[source] if source >= 0 else 3 for source in sources]
            values = [drafts[source] if source >= 0 else picture for source in sources]
            is_last = index == len(table.rows) - 1
            try:
                check_row(row, is_last)
                if self.table.repeats(row) > MAX_REPEATS:
                    raise ValueError(tr("it is repeated {count} times", count=self.table.repeats(row)))
                make = functools.partial(self._build, row, widths, anchors or table.anchors)
                module, width = budget.build(make)
                drafts.append(self._run_draft(budget, module, row, values, is_last))
            except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError) as error:
                raise self._wrong_row(index, error) from error
            self.inputs.append(sources)
            modules.append(module)
            channels.append(width)
        self.model = nn.ModuleList(modules)
        # Rows whose output a later row asks for by index; the others are freed as soon as they are used.
        self.kept = {source for index, row in enumerate(self.inputs) for source in row if source != index - 1}
        self._initialise(drafts[-1])

    def _build(self, row: Row, widths: list[int], anchors: Anchors) -> tuple[nn.Module, int]:
        if row.module in HEADS:
            boxes = torch.tensor(anchors, dtype=torch.float32)
            return HEADS[row.module](self.classes, boxes, widths, *row.args), 0
        kind = MODULES[row.module]
        args = list(row.args)
        options: dict[str, Any] = {}
        if kind.takes_activation:
            own = bool(args) and isinstance(args[-1], str)
            options["activation"] = args.pop() if own else self.table.activation
        number = self.table.repeats(row)
        if kind.out_channels is not None:
            return kind.module(*args, **options), kind.out_channels(widths, row.args)
        width = self.table.channels(args[0])
        if kind.takes_number:
            return kind.module(widths[0], width, number, *args[1:], **options), width
        inputs = [widths[0]] + [width] * (number - 1)
        repeated = [kind.module(channels, width, *args[1:], **options) for channels in inputs]
        return (repeated[0] if number == 1 else nn.Sequential(*repeated)), width

    def _run_draft(
        self, budget: Budget, module: nn.Module, row: Row, values: list[Tensor], is_last: bool
    ) -> Any:
        """Return the shapes a row gives; raises ValueError when it can't be run on its sources."""
        try:
            return budget.run(module, values if len(values) > 1 or is_last else values[0])
        except (RuntimeError, TypeError, ValueError) as error:
            if is_last or not MODULES[row.module].joins:
                raise
            shapes = " and ".join("x".join(map(str, value.shape[1:])) for value in values)
            told = tr(
                "what it joins doesn't fit together, {shapes} (channels x height x width)", shapes=shapes
            )
            raise ValueError(told) from error

    def _initialise(self, heads: list[Tensor]) -> None:
        """Set what the rows don't: constants of the norms, and the strides, found from its heads' shapes."""
        for module in self.modules():
            if isinstance(module, nn.BatchNorm2d):
                # The published networks' values; torch's defaults differ and would break their checkpoints.
                module.eps, module.momentum = self.table.norm_eps, 0.03
        strides = [DRAFT_SIZE / head.shape[2] for head in heads]
        if strides != sorted(strides) or any(stride != int(stride) for stride in strides):
            told = ", ".join(f"{stride:.4g}" for stride in strides)
            reason = tr("the cells of its rows are {strides} px, not whole and finest first", strides=told)
            raise self._wrong_row(len(self.model) - 1, ValueError(reason))
        self.detect.strides.copy_(torch.tensor(strides))

    def _wrong_row(self, index: int, error: Exception) -> StudioError:
        """Return what is told of a row that can't be built, or can't be run on what its sources give."""
        row = self.table.rows[index]
        where = name_line(self.table.name, row.line)
        known = row.module in MODULES or row.module in HEADS
        return StudioError(
            tr(
                "{where}: row {index} can't be built as {module} with {args}: {reason}.",
                where=where,
                index=index,
                module=row.module,
                args=str(list(row.args))[:200],
                reason=str(error).partition("\n")[0].rstrip(" ."),
            )
            if known
            else tr(
                "{where}: row {index} names the module {module}, which doesn't exist.",
                where=where,
                index=index,
                module=row.module,
            ),
            tell_arguments(row.module)
            if known
            else tr("Known modules are {names}.", names=", ".join([*MODULES, *HEADS])),
        )

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
        result: list[Tensor] = []
        for value in self.rows(x):
            result = value
        return result

    def rows(self, x: Tensor) -> Iterator[Any]:
        """Yield what each row makes of images B x 3 x H x W: a tensor, and the raw heads at the end."""
        outputs: list[Tensor | None] = []
        value: Any = x
        for index, (module, sources) in enumerate(zip(self.model, self.inputs, strict=True)):
            values = [value if source == index - 1 else outputs[source] for source in sources]
            value = module(values if len(values) > 1 or index == len(self.model) - 1 else values[0])
            outputs.append(value if index in self.kept else None)
            yield value

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
