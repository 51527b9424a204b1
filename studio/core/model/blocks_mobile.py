"""Building blocks of the families made for phones: shuffled, depthwise and squeezed.

Attribute names are those of the published checkpoints, so that their weights load by name. Channels are
moved about by reshapes of live shapes, never through `.data` or `int()`, so that traces and exports work at
every input size.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from studio.core.model.blocks import Conv


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
    """Interleave `groups` equal runs of channels."""
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


class ShuffleUnit(nn.Module):
    """ShuffleNetV2 unit in Yolo-FastestV2's order: every second channel stays, the others are worked on.

    The interleaving comes before the work here and after it in ShuffleBlock; a unit of stride 2 doesn't
    interleave, for the next one will.
    """

    def __init__(self, c1: int, c2: int, stride: int) -> None:
        super().__init__()
        half = c2 // 2
        if stride == 1 and c1 != c2:
            raise ValueError(f"a ShuffleUnit of stride 1 keeps its channels, not {c1} -> {c2}")
        self.split = stride == 1
        worked = half if self.split else c1
        kept = half if self.split else c1
        self.branch_main = nn.Sequential(
            nn.Conv2d(worked, half, 1, bias=False),
            nn.BatchNorm2d(half),
            nn.ReLU(inplace=True),
            nn.Conv2d(half, half, 3, stride, 1, groups=half, bias=False),
            nn.BatchNorm2d(half),
            nn.Conv2d(half, c2 - kept, 1, bias=False),
            nn.BatchNorm2d(c2 - kept),
            nn.ReLU(inplace=True),
        )
        if not self.split:
            self.branch_proj = nn.Sequential(
                nn.Conv2d(c1, c1, 3, stride, 1, groups=c1, bias=False),
                nn.BatchNorm2d(c1),
                nn.Conv2d(c1, c1, 1, bias=False),
                nn.BatchNorm2d(c1),
                nn.ReLU(inplace=True),
            )

    def forward(self, x: Tensor) -> Tensor:
        if not self.split:
            return torch.cat((self.branch_proj(x), self.branch_main(x)), 1)
        batch, channels, height, width = x.shape
        pairs = x.reshape(batch, channels // 2, 2, height, width)
        return torch.cat((pairs[:, :, 0], self.branch_main(pairs[:, :, 1])), 1)


class SeparableBlock(nn.Module):
    """Depthwise k x k and pointwise convolution, twice, channels unchanged (Yolo-FastestV2's branches)."""

    def __init__(self, c1: int, c2: int, kernel: int = 5) -> None:
        super().__init__()
        if c1 != c2:
            raise ValueError(f"a SeparableBlock keeps its channels, not {c1} -> {c2}")
        layers: list[nn.Module] = []
        for _ in range(2):
            layers += [
                nn.Conv2d(c2, c2, kernel, 1, kernel // 2, groups=c2, bias=False),
                nn.BatchNorm2d(c2),
                nn.ReLU(inplace=True),
                nn.Conv2d(c2, c2, 1, bias=False),
                nn.BatchNorm2d(c2),
            ]
        self.block = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.block(x)
        return out


class SqueezeExcite(nn.Module):
    """Weighs each channel by what the whole picture holds of it (Hu et al. 2018), with SiLU as the gate."""

    def __init__(self, channels: int, reduction: int = 4) -> None:
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.conv1 = nn.Conv2d(channels, channels // reduction, 1)
        self.conv2 = nn.Conv2d(channels // reduction, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        gate = self.conv2(torch.relu(self.conv1(self.avg_pool(x))))
        return x * nn.functional.silu(gate)


class LCBlock(nn.Module):
    """PP-LCNet's block (Cui et al. 2021): depthwise, optionally squeezed and excited, then pointwise."""

    def __init__(self, c1: int, c2: int, stride: int, kernel: int, squeeze: bool = False) -> None:
        super().__init__()
        self.dw_conv = Conv(c1, c1, kernel, stride, groups=c1, activation="hardswish")
        self.se = SqueezeExcite(c1) if squeeze else nn.Identity()
        self.pw_conv = Conv(c1, c2, 1, activation="hardswish")

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.pw_conv(self.se(self.dw_conv(x)))
        return out


class Dense(nn.Module):
    """1x1 convolution with Hardswish, of which a share is dropped while training."""

    def __init__(self, c1: int, c2: int, kernel: int, dropout: float) -> None:
        super().__init__()
        self.dense_conv = nn.Conv2d(c1, c2, kernel, bias=False)
        self.hardswish = nn.Hardswish()
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.dropout(self.hardswish(self.dense_conv(x)))
        return out
