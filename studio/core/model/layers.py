"""The modules a layer table may name, each with the sentence that explains it (MODULES)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from torch import nn

from studio.core.model.blocks import (
    C3,
    SPP,
    SPPF,
    Add,
    ChannelPart,
    Concat,
    Conv,
    Focus,
    MaxPool,
    RepVGG,
    Upsample,
)
from studio.core.model.blocks_mobile import (
    ConvMaxPool,
    Dense,
    DWConv,
    LCBlock,
    SeparableBlock,
    ShuffleBlock,
    ShuffleUnit,
)
from studio.core.words import mark


@dataclass(frozen=True, slots=True)
class ModuleKind:
    """How a table's row becomes a module.

    Attributes:
        module: the class; one that changes channels takes (c1, c2, *args), others (*args).
        text: one sentence on what it does, for the layer view.
        out_channels: None when the row's first argument gives them, else a function of the sources' channels
            and the arguments.
        takes_number: the repeat count is the module's own third argument.
        joins: it reads two rows or more, not one.
        takes_activation: it takes the keyword `activation`; a row may end in one, else the table's is taken.
    """

    module: type[nn.Module]
    text: str
    out_channels: Callable[[Sequence[int], Sequence[Any]], int] | None = None
    takes_number: bool = False
    takes_activation: bool = False
    joins: bool = False


def _equal_part(channels: Sequence[int], args: Sequence[Any]) -> int:
    width, rest = divmod(channels[0], int(args[0]))
    if rest:
        # Darknet leaves the rest out, torch makes the last part a smaller one.
        raise ValueError(f"{channels[0]} channels are not {args[0]} equal parts")
    return width


MODULES: dict[str, ModuleKind] = {
    "Conv": ModuleKind(
        Conv,
        mark(
            "Slides a small window over the grid and answers, per output channel, how well it matches a"
            " pattern "
            "it has learnt; with stride 2 it also halves the grid."
        ),
        takes_activation=True,
    ),
    "C3": ModuleKind(
        C3,
        mark(
            "Refines one half of the channels in several small steps, lets the other half past, and mixes"
            " both: "
            "where most of the learning happens, at half the cost."
        ),
        takes_number=True,
        takes_activation=True,
    ),
    "SPPF": ModuleKind(
        SPPF,
        mark(
            "Takes the strongest values around each cell, three times in a row, so that a cell knows its "
            "surroundings near and far and large objects fit into its view."
        ),
        takes_activation=True,
    ),
    "ConvMaxPool": ModuleKind(
        ConvMaxPool,
        mark(
            "Shrinks the picture to a quarter of its width and height at once, which leaves the rows after"
            " it "
            "a sixteenth of the work."
        ),
    ),
    "ShuffleBlock": ModuleKind(
        ShuffleBlock,
        mark(
            "Works cheaply on one half of the channels, then interleaves both halves like a pack of cards,"
            " so "
            "that the next row works on a mixture."
        ),
    ),
    "DWConv": ModuleKind(
        DWConv,
        mark(
            "Splits a convolution into two cheap steps: first look around within each channel by itself,"
            " then "
            "mix the channels of each cell."
        ),
    ),
    "Concat": ModuleKind(
        Concat,
        mark("Stacks the channels of its rows, so that the next row sees all of them."),
        out_channels=lambda channels, _: sum(channels),
        joins=True,
    ),
    "Add": ModuleKind(
        Add,
        mark("Adds up its rows value by value: they meet as in Concat, without making more channels."),
        out_channels=lambda channels, _: channels[0],
        joins=True,
    ),
    "Upsample": ModuleKind(
        Upsample,
        mark(
            "Repeats each cell in both directions, so that a coarse grid, which knows what is there, fits"
            " onto "
            "a finer one, which knows where."
        ),
        out_channels=lambda channels, _: channels[0],
    ),
    "ChannelPart": ModuleKind(
        ChannelPart,
        mark(
            "Passes on one part of the channels only, so that the rows after it work on less; the others"
            " join "
            "again later."
        ),
        out_channels=_equal_part,
    ),
    "MaxPool": ModuleKind(
        MaxPool,
        mark(
            "Keeps the strongest value of each small window and learns nothing: a cheap way to halve the"
            " grid, "
            "or, with stride 1, to look around."
        ),
        out_channels=lambda channels, _: channels[0],
    ),
    "SPP": ModuleKind(
        SPP,
        mark(
            "Takes the strongest values in windows of several sizes side by side, so that a cell knows its "
            "surroundings near and far."
        ),
        takes_activation=True,
    ),
    "Focus": ModuleKind(
        Focus,
        mark(
            "Makes one cell of each 2x2 pixels, with four times the channels: half the grid, and not a pixel "
            "lost."
        ),
        takes_activation=True,
    ),
    "RepVGG": ModuleKind(
        RepVGG,
        mark(
            "Learns with a 3x3 and a 1x1 convolution side by side, which is easier, and adds them up into a "
            "single 3x3 one for use, which is faster."
        ),
    ),
    "ShuffleUnit": ModuleKind(
        ShuffleUnit,
        mark(
            "Lets every second channel past and works cheaply on the others; as they change places, all of"
            " them "
            "are worked on within a few rows."
        ),
    ),
    "SeparableBlock": ModuleKind(
        SeparableBlock,
        mark(
            "Looks far around within each channel by itself, then mixes the channels of each cell, and both "
            "once more: a wide view for few parameters."
        ),
    ),
    "LCBlock": ModuleKind(
        LCBlock,
        mark(
            "Looks around within each channel, then mixes them; with squeeze, each channel is turned up or"
            " down "
            "in between by how much of it the whole picture holds."
        ),
    ),
    "Dense": ModuleKind(
        Dense,
        mark(
            "Mixes the channels of each cell; while learning it drops some values at random, so that none is "
            "relied on alone."
        ),
    ),
}
