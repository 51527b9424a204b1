"""The modules a layer table may name, each with the sentence that explains it (MODULES)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torch import nn

from studio.core.model.blocks import C3, SPP, SPPF, Add, Concat, Conv, Focus, MaxPool, RepVGG, Upsample
from studio.core.model.blocks_mobile import (
    ConvMaxPool,
    Dense,
    DWConv,
    LCBlock,
    SeparableBlock,
    ShuffleBlock,
    ShuffleUnit,
)


@dataclass(frozen=True, slots=True)
class ModuleKind:
    """How a table's row becomes a module.

    Attributes:
        module: the class; one that changes channels takes (c1, c2, *args), others (*args).
        text: one sentence on what it does, for the layer view.
        out_channels: None when the row's first argument gives them, else a function of the sources' channels.
        takes_number: the repeat count is the module's own third argument.
        takes_activation: it takes the keyword `activation`; a row may end in one, else the table's is taken.
    """

    module: type[nn.Module]
    text: str
    out_channels: Callable[[Sequence[int]], int] | None = None
    takes_number: bool = False
    takes_activation: bool = False


MODULES: dict[str, ModuleKind] = {
    "Conv": ModuleKind(
        Conv,
        "Looks at a small window for patterns; with stride 2 it also halves the picture.",
        takes_activation=True,
    ),
    "C3": ModuleKind(
        C3,
        "Refines the features in small steps along one half of the channels and keeps the other as it is.",
        takes_number=True,
        takes_activation=True,
    ),
    "SPPF": ModuleKind(
        SPPF,
        "Lets each cell see its wide surroundings by pooling three times over 5x5 cells.",
        takes_activation=True,
    ),
    "ConvMaxPool": ModuleKind(
        ConvMaxPool, "Shrinks the picture to a quarter at once: a convolution and a max pool."
    ),
    "ShuffleBlock": ModuleKind(
        ShuffleBlock,
        "Works on one half of the channels cheaply, then interleaves both halves so that they mix.",
    ),
    "DWConv": ModuleKind(DWConv, "A cheap convolution: first within each channel, then across channels."),
    "Concat": ModuleKind(
        Concat, "Stacks features of two rows, so that the next row sees both.", out_channels=sum
    ),
    "Add": ModuleKind(
        Add, "Adds features of two rows of equal shape.", out_channels=lambda channels: channels[0]
    ),
    "Upsample": ModuleKind(
        Upsample,
        "Doubles the grid, so that coarse features meet finer ones.",
        out_channels=lambda channels: channels[0],
    ),
    "MaxPool": ModuleKind(
        MaxPool,
        "Keeps only the strongest value of each small window: a cheap way to shrink, or to look around.",
        out_channels=lambda channels: channels[0],
    ),
    "SPP": ModuleKind(
        SPP,
        "Lets each cell see its surroundings at three sizes at once, by max pools side by side.",
        takes_activation=True,
    ),
    "Focus": ModuleKind(
        Focus,
        "Halves the picture without losing a pixel: four neighbours become four times the channels.",
        takes_activation=True,
    ),
    "RepVGG": ModuleKind(
        RepVGG, "A 3x3 and a 1x1 convolution while it learns, one single 3x3 convolution once it is exported."
    ),
    "ShuffleUnit": ModuleKind(
        ShuffleUnit, "Leaves every second channel as it is and works on the others, so that all mix cheaply."
    ),
    "SeparableBlock": ModuleKind(
        SeparableBlock, "Looks at 5x5 windows within each channel, then across channels; twice."
    ),
    "LCBlock": ModuleKind(
        LCBlock,
        "A cheap convolution that may also turn each channel up or down by what the whole picture shows.",
    ),
    "Dense": ModuleKind(Dense, "Mixes the channels of each cell; forgets some at random while it learns."),
}
