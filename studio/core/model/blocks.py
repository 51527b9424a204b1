"""Building blocks that most families share.

Attribute names (`conv`, `bn`, `cv1`, `m`, `rbr_dense` ...) are those of the published checkpoints, so that
their weights load by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_weights

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
        groups: int = 1,
        *,
        activation: str = "silu",
    ) -> None:
        super().__init__()
        padding = kernel // 2 if padding is None else padding
        self.conv = nn.Conv2d(c1, c2, kernel, stride, padding, groups=groups, bias=False)
        self.bn = nn.BatchNorm2d(c2)
        self.act = make_activation(activation)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.act(self.bn(self.conv(x)))
        return out


class Bottleneck(nn.Module):
    """1x1 then 3x3 Conv, added to the input when `shortcut`; He et al. 2015, in YOLOv5's two-layer form."""

    def __init__(self, channels: int, shortcut: bool, *, activation: str = "silu") -> None:
        super().__init__()
        self.cv1 = Conv(channels, channels, 1, activation=activation)
        self.cv2 = Conv(channels, channels, 3, activation=activation)
        self.shortcut = shortcut

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.cv2(self.cv1(x))
        return x + out if self.shortcut else out


class C3(nn.Module):
    """Half the channels through `number` bottlenecks, half straight past, then merged (CSPNet, Wang 2019)."""

    def __init__(
        self, c1: int, c2: int, number: int = 1, shortcut: bool = True, *, activation: str = "silu"
    ) -> None:
        super().__init__()
        hidden = c2 // 2
        self.cv1 = Conv(c1, hidden, 1, activation=activation)
        self.cv2 = Conv(c1, hidden, 1, activation=activation)
        self.cv3 = Conv(2 * hidden, c2, 1, activation=activation)
        bottlenecks = (Bottleneck(hidden, shortcut, activation=activation) for _ in range(number))
        self.m = nn.Sequential(*bottlenecks)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.cv3(torch.cat((self.m(self.cv1(x)), self.cv2(x)), 1))
        return out


class SPPF(nn.Module):
    """Three max pools in a row, all kept: context at three scales (spatial pyramid pooling, fast form)."""

    def __init__(self, c1: int, c2: int, kernel: int = 5, *, activation: str = "silu") -> None:
        super().__init__()
        self.cv1 = Conv(c1, c1 // 2, 1, activation=activation)
        self.cv2 = Conv(c1 // 2 * 4, c2, 1, activation=activation)
        self.m = nn.MaxPool2d(kernel, stride=1, padding=kernel // 2)

    def forward(self, x: Tensor) -> Tensor:
        x = self.cv1(x)
        once = self.m(x)
        twice = self.m(once)
        out: Tensor = self.cv2(torch.cat((x, once, twice, self.m(twice)), 1))
        return out


class Concat(nn.Module):
    """Stacks the channels of its sources."""

    def forward(self, sources: list[Tensor]) -> Tensor:
        return torch.cat(sources, 1)


class Add(nn.Module):
    """Adds its sources, cell by cell."""

    def forward(self, sources: list[Tensor]) -> Tensor:
        total = sources[0]
        for source in sources[1:]:
            total = total + source
        return total


class Upsample(nn.Module):
    """Repeats each cell `scale` times in both directions (nearest)."""

    def __init__(self, scale: int) -> None:
        super().__init__()
        self.scale = float(scale)

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.interpolate(x, scale_factor=self.scale, mode="nearest")


class ChannelPart(nn.Module):
    """One of `groups` equal runs of channels: B x C x H x W -> B x C/groups x H x W."""

    def __init__(self, groups: int, index: int) -> None:
        super().__init__()
        if not 0 <= index < groups:
            raise ValueError(f"there is no part {index} of {groups}")
        self.groups, self.index = groups, index

    def forward(self, x: Tensor) -> Tensor:
        return x.chunk(self.groups, dim=1)[self.index]


class MaxPool(nn.Module):
    """The largest value of each kernel x kernel window; without stride the grid keeps its size.

    An even kernel without stride looks to the right and below, as darknet's does: the last row and column
    are repeated, which changes no maximum.
    """

    def __init__(self, kernel: int, stride: int = 1) -> None:
        super().__init__()
        self.uneven = kernel % 2 == 0 and stride == 1
        self.m = nn.MaxPool2d(kernel, stride, (kernel - 1) // 2)

    def forward(self, x: Tensor) -> Tensor:
        if self.uneven:
            x = torch.cat((x, x[..., -1:]), 3)
            x = torch.cat((x, x[..., -1:, :]), 2)
        out: Tensor = self.m(x)
        return out


class SPP(nn.Module):
    """Max pools of several sizes side by side, all kept (spatial pyramid pooling, He et al. 2014)."""

    def __init__(self, c1: int, c2: int, kernels: Sequence[int], *, activation: str = "silu") -> None:
        super().__init__()
        self.cv1 = Conv(c1, c1 // 2, 1, activation=activation)
        self.cv2 = Conv(c1 // 2 * (len(kernels) + 1), c2, 1, activation=activation)
        self.m = nn.ModuleList(nn.MaxPool2d(kernel, 1, kernel // 2) for kernel in kernels)

    def forward(self, x: Tensor) -> Tensor:
        x = self.cv1(x)
        out: Tensor = self.cv2(torch.cat([x, *(pool(x) for pool in self.m)], 1))
        return out


QUARTERS = tuple((column, row) for column in (0, 1) for row in (0, 1))
"""First column and row of the quarters of a picture, in the order of Focus's channels."""


class Focus(nn.Module):
    """Every second pixel of every second row, four times over, as channels of half the size; then a Conv."""

    def __init__(self, c1: int, c2: int, kernel: int = 1, *, activation: str = "silu") -> None:
        super().__init__()
        self.conv = Conv(4 * c1, c2, kernel, activation=activation)
        self.folded = False

    def forward(self, x: Tensor) -> Tensor:
        if not self.folded:
            x = torch.cat([x[..., row::2, column::2] for column, row in QUARTERS], 1)
        out: Tensor = self.conv(x)
        return out

    @torch.no_grad()
    def fold(self) -> None:
        """Weave the four quarters' weights into one kernel of twice the size and stride.

        It multiplies as often, and no runtime needs a layer that takes every second pixel.
        """
        if self.folded:
            return
        narrow = self.conv.conv
        c2, channels, kernel, _ = narrow.weight.shape
        wide = nn.Conv2d(channels // 4, c2, 2 * kernel, 2, 2 * (kernel // 2), bias=False).to(narrow.weight)
        for place, (column, row) in enumerate(QUARTERS):
            own = slice(place * channels // 4, (place + 1) * channels // 4)
            wide.weight[..., row::2, column::2] = narrow.weight[:, own]
        self.conv.conv, self.folded = wide.train(narrow.training), True


class RepVGG(nn.Module):
    """3x3 and 1x1 convolutions side by side while training, one 3x3 afterwards (Ding et al. 2021)."""

    def __init__(self, c1: int, c2: int, kernel: int = 3, stride: int = 1) -> None:
        super().__init__()
        if kernel != 3:
            raise ValueError(f"a RepVGG block has kernel 3, not {kernel}")
        self.stride = stride
        self.rbr_identity = nn.BatchNorm2d(c1) if c1 == c2 and stride == 1 else None
        self.rbr_dense = _conv_norm(c1, c2, 3, stride)
        self.rbr_1x1 = _conv_norm(c1, c2, 1, stride)
        self.nonlinearity = nn.SiLU()
        self.folded: nn.Conv2d | None = None

    def forward(self, x: Tensor) -> Tensor:
        if self.folded is not None:
            value = self.folded(x)
        else:
            value = self.rbr_dense(x) + self.rbr_1x1(x)
            if self.rbr_identity is not None:
                value = value + self.rbr_identity(x)
        out: Tensor = self.nonlinearity(value)
        return out

    @torch.no_grad()
    def fold(self) -> None:
        """Add up the branches: a 1x1 convolution and an identity are 3x3 ones with a single weight."""
        weight, bias = _merged(self.rbr_dense)
        small, small_bias = _merged(self.rbr_1x1)
        weight, bias = weight + nn.functional.pad(small, [1, 1, 1, 1]), bias + small_bias
        norm = self.rbr_identity
        if norm is not None:
            assert norm.running_var is not None and norm.running_mean is not None
            gain = norm.weight / (norm.running_var + norm.eps).sqrt()
            weight[range(len(gain)), range(len(gain)), 1, 1] += gain
            bias = bias + norm.bias - norm.running_mean * gain
        c2, c1 = weight.shape[:2]
        self.folded = nn.Conv2d(c1, c2, 3, self.stride, 1).to(weight)
        self.folded.weight.copy_(weight)
        self.folded.bias.copy_(bias)  # type: ignore[union-attr]  # made with one
        self.rbr_dense, self.rbr_1x1, self.rbr_identity = nn.Sequential(), nn.Sequential(), None


def _conv_norm(c1: int, c2: int, kernel: int, stride: int) -> nn.Sequential:
    both = nn.Sequential()
    both.add_module("conv", nn.Conv2d(c1, c2, kernel, stride, kernel // 2, bias=False))
    both.add_module("bn", nn.BatchNorm2d(c2))
    return both


def _merged(branch: nn.Sequential) -> tuple[Tensor, Tensor]:
    """Return weight and bias of the one convolution that a convolution with its batch norm comes to."""
    conv, norm = branch[0], branch[1]
    assert isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d)
    assert norm.running_mean is not None and norm.running_var is not None
    return fuse_conv_bn_weights(
        conv.weight, conv.bias, norm.running_mean, norm.running_var, norm.eps, norm.weight, norm.bias
    )
