"""The modules a layer table may name, each with the sentence that explains it (MODULES).

Attribute names (`conv`, `bn`, `cv1`, `m`, `branch1` ...) are those of the published checkpoints, so that
their weights load by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "silu": lambda: nn.SiLU(inplace=True),
    "leaky": lambda: nn.LeakyReLU(0.1, inplace=True),
    "relu": lambda: nn.ReLU(inplace=True),
    "hardswish": lambda: nn.Hardswish(inplace=True),
    "mish": lambda: nn.Mish(inplace=True),
    "logistic": nn.Sigmoid,
    "linear": nn.Identity,
}


def make_activation(name: str) -> nn.Module:
    """Return a key of ACTIVATIONS as a module; raises ValueError for another word."""
    if name not in ACTIVATIONS:
        raise ValueError(f"{name} is none of the activations {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]()


class Conv(nn.Module):
    """Convolution, batch norm, activation: B x c1 x H x W -> B x c2 x H/stride x W/stride."""

    fusible = (("conv", "bn"),)

    def __init__(
        self,
        c1: int,
        c2: int,
        kernel: int = 1,
        stride: int = 1,
        padding: int | None = None,
        *,
        activation: str = "silu",
    ) -> None:
        super().__init__()
        self.conv = nn.Conv2d(c1, c2, kernel, stride, kernel // 2 if padding is None else padding, bias=False)
        self.bn = nn.BatchNorm2d(c2)
        self.act = make_activation(activation)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.act(self.bn(self.conv(x)))
        return out


class Bottleneck(nn.Module):
    """1x1 then 3x3 Conv, added to the input when `shortcut`; He et al. 2015, in YOLOv5's two-layer form."""

    def __init__(self, channels: int, shortcut: bool) -> None:
        super().__init__()
        self.cv1 = Conv(channels, channels, 1)
        self.cv2 = Conv(channels, channels, 3)
        self.shortcut = shortcut

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.cv2(self.cv1(x))
        return x + out if self.shortcut else out


class C3(nn.Module):
    """Half the channels through `number` bottlenecks, half straight past, then merged (CSPNet, Wang 2019)."""

    def __init__(self, c1: int, c2: int, number: int = 1, shortcut: bool = True) -> None:
        super().__init__()
        hidden = c2 // 2
        self.cv1 = Conv(c1, hidden, 1)
        self.cv2 = Conv(c1, hidden, 1)
        self.cv3 = Conv(2 * hidden, c2, 1)
        self.m = nn.Sequential(*(Bottleneck(hidden, shortcut) for _ in range(number)))

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.cv3(torch.cat((self.m(self.cv1(x)), self.cv2(x)), 1))
        return out


class SPPF(nn.Module):
    """Three max pools in a row, all kept: context at three scales (spatial pyramid pooling, fast form)."""

    def __init__(self, c1: int, c2: int, kernel: int = 5) -> None:
        super().__init__()
        self.cv1 = Conv(c1, c1 // 2, 1)
        self.cv2 = Conv(c1 // 2 * 4, c2, 1)
        self.m = nn.MaxPool2d(kernel, stride=1, padding=kernel // 2)

    def forward(self, x: Tensor) -> Tensor:
        x = self.cv1(x)
        once = self.m(x)
        twice = self.m(once)
        out: Tensor = self.cv2(torch.cat((x, once, twice, self.m(twice)), 1))
        return out


class ConvMaxPool(nn.Module):
    """3x3 Conv of stride 2 with ReLU, then a 3x3 max pool of stride 2: the ShuffleNet stem."""

    def __init__(self, c1: int, c2: int) -> None:
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(c1, c2, 3, 2, 1, bias=False), nn.BatchNorm2d(c2), nn.ReLU(inplace=True)
        )
        self.maxpool = nn.MaxPool2d(3, 2, 1)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.maxpool(self.conv(x))
        return out


class ShuffleBlock(nn.Module):
    """ShuffleNetV2 unit (Ma et al. 2018): half the channels through a depthwise branch, then interleaved."""

    def __init__(self, c1: int, c2: int, stride: int) -> None:
        super().__init__()
        half = c2 // 2
        if stride == 1 and c1 != c2:
            raise ValueError(f"a ShuffleBlock of stride 1 keeps its channels, not {c1} -> {c2}")
        self.split = stride == 1
        if not self.split:
            self.branch1 = nn.Sequential(
                nn.Conv2d(c1, c1, 3, stride, 1, groups=c1, bias=False),
                nn.BatchNorm2d(c1),
                nn.Conv2d(c1, half, 1, bias=False),
                nn.BatchNorm2d(half),
                nn.ReLU(inplace=True),
            )
        self.branch2 = nn.Sequential(
            nn.Conv2d(half if self.split else c1, half, 1, bias=False),
            nn.BatchNorm2d(half),
            nn.ReLU(inplace=True),
            nn.Conv2d(half, half, 3, stride, 1, groups=half, bias=False),
            nn.BatchNorm2d(half),
            nn.Conv2d(half, half, 1, bias=False),
            nn.BatchNorm2d(half),
            nn.ReLU(inplace=True),
        )

    def forward(self, x: Tensor) -> Tensor:
        if self.split:
            kept, worked = x.chunk(2, dim=1)
            out = torch.cat((kept, self.branch2(worked)), 1)
        else:
            out = torch.cat((self.branch1(x), self.branch2(x)), 1)
        return shuffle_channels(out, 2)


def shuffle_channels(x: Tensor, groups: int) -> Tensor:
    """Interleave `groups` equal runs of channels.

    The shape is read from the live tensor, never through `.data` or `int()`, so that traces and exports
    work at every input size.
    """
    batch, channels, height, width = x.shape
    parts = x.reshape(batch, groups, channels // groups, height, width)
    return parts.transpose(1, 2).reshape(batch, channels, height, width)


class DWConv(nn.Module):
    """Depthwise k x k, then pointwise convolution, each with batch norm and ReLU (MobileNet, Howard 2017)."""

    fusible = (("conv1", "bn1"), ("conv2", "bn2"))

    def __init__(self, c1: int, c2: int, kernel: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(c1, c1, kernel, stride, kernel // 2, groups=c1, bias=False)
        self.bn1 = nn.BatchNorm2d(c1)
        self.conv2 = nn.Conv2d(c1, c2, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(c2)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(x)))


class Concat(nn.Module):
    """Stacks the channels of its sources."""

    def forward(self, sources: list[Tensor]) -> Tensor:
        return torch.cat(sources, 1)


class Add(nn.Module):
    """Adds its two sources, cell by cell."""

    def forward(self, sources: list[Tensor]) -> Tensor:
        return sources[0] + sources[1]


class Upsample(nn.Module):
    """Repeats each cell `scale` times in both directions (nearest)."""

    def __init__(self, scale: int) -> None:
        super().__init__()
        self.scale = float(scale)

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.interpolate(x, scale_factor=self.scale, mode="nearest")


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
    ),
    "SPPF": ModuleKind(
        SPPF, "Lets each cell see its wide surroundings by pooling three times over 5x5 cells."
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
}
