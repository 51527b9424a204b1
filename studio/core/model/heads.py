"""Detection heads: from feature maps to boxes. The last row of a table names one of HEADS.

Whatever a family's head looks like inside, it gives raw heads of one layout: per stride, finest first, a
B x anchors*(5+classes) x H x W tensor of logits, for each anchor its x, y, w, h, objectness and classes.
What the logits mean is the head's `code`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import torch
from torch import Tensor, nn

from studio.core.spec import HeadCode
from studio.core.words import mark


class Detect(nn.Module):
    """YOLOv5's anchor head: one 1x1 convolution per stride, anchors*(5+classes) logits per cell.

    Attributes:
        strides: (layers,) input pixels per cell.
        anchors: (layers, anchors, 2) widths and heights in input pixels.
        code: what the logits mean.
    """

    strides: Tensor
    anchors: Tensor
    text = mark(
        "Turns each cell's features into boxes: offset, size, objectness and class scores per anchor."
    )

    m: nn.ModuleList

    def __init__(self, classes: int, anchors: Tensor, channels: Sequence[int]) -> None:
        super().__init__()
        if len(channels) != len(anchors):
            raise ValueError(f"{len(channels)} sources for {len(anchors)} rows of anchors")
        self.code = HeadCode()
        self.classes = classes
        self.columns = 5 + classes
        self.register_buffer("anchors", anchors.clone())
        self.register_buffer("strides", torch.zeros(len(anchors)))
        self.m = nn.ModuleList(nn.Conv2d(c, self.columns * anchors.shape[1], 1) for c in channels)

    def forward(self, features: list[Tensor]) -> list[Tensor]:
        """Return raw logits per stride, each B x anchors*(5+classes) x H x W."""
        return [convolution(feature) for convolution, feature in zip(self.m, features, strict=True)]

    def decode(self, heads: list[Tensor]) -> Tensor:
        """Return B x N x (5+classes): cx, cy, w, h in input pixels, objectness, class scores (0..1).

        Same arithmetic as `boxes.decode.decode_raw`. The grid is made from the live shape, so that a traced
        file holds no constant of one input size.
        """
        rows = []
        scale = self.code.centre_scale
        for index, head in enumerate(heads):
            batch, _, height, width = head.shape
            anchors = self.anchors[index]
            cells = head.reshape(batch, anchors.shape[0], self.columns, height, width).permute(0, 1, 3, 4, 2)
            scores = cells.sigmoid()
            rows_y = torch.arange(height, device=head.device, dtype=head.dtype)
            columns_x = torch.arange(width, device=head.device, dtype=head.dtype)
            grid_y, grid_x = torch.meshgrid(rows_y, columns_x, indexing="ij")
            grid = torch.stack((grid_x, grid_y), 2) - (scale - 1) / 2
            centre = (scores[..., 0:2] * scale + grid) * self.strides[index]
            factor = scale_sizes(cells[..., 2:4], self.code)
            size = factor * anchors.reshape(1, -1, 1, 1, 2)
            found = scores[..., 4:]
            if self.code.classes == "softmax":
                found = torch.cat((scores[..., 4:5], cells[..., 5:].softmax(4)), 4)
            decoded = torch.cat((centre, size, found), 4)
            rows.append(decoded.reshape(batch, -1, self.columns))
        return torch.cat(rows, 1)

    def set_prior(self, objects_per_image: float, imgsz: int) -> None:
        """Start the biases at the odds a cell holds an object and at even odds between classes.

        Without it the first hundreds of steps are spent on learning that most cells are empty
        (Lin et al. 2017, "Focal Loss", section 3.3).
        """
        for convolution, stride in zip(self.m, self.strides.tolist(), strict=True):
            assert isinstance(convolution, nn.Conv2d) and convolution.bias is not None
            bias = convolution.bias.detach().view(-1, self.columns)
            bias[:, 4] = object_logit(objects_per_image, imgsz, stride)
            bias[:, 5:] = math.log(0.6 / (self.classes - 0.4)) if self.code.classes == "sigmoid" else 0.0
            convolution.bias.data.copy_(bias.view(-1))


def scale_sizes(logits: Tensor, code: HeadCode) -> Tensor:
    """Return how many times the anchor's width and height the boxes of size logits are."""
    if code.size == "exp":
        return logits.exp()
    doubled = logits.sigmoid() * 2
    return doubled * doubled


def object_logit(objects_per_image: float, imgsz: int, stride: float) -> float:
    """Return the logit of the odds that a cell of a grid holds an object."""
    cells = (imgsz / stride) ** 2
    odds = min(0.5, max(objects_per_image, 0.5) / cells)
    return math.log(odds / (1 - odds))


class IDetect(Detect):
    """YOLOv7's head: Detect between a learnt offset of the features and a learnt factor of the logits.

    Both are constants once trained (Wang et al. 2021, "You Only Learn One Representation"), so `fold` puts
    them into the convolution.
    """

    text = mark("As Detect, with a learnt offset per feature and factor per output, folded away on export.")

    ia: nn.ModuleList
    im: nn.ModuleList

    def __init__(self, classes: int, anchors: Tensor, channels: Sequence[int]) -> None:
        super().__init__(classes, anchors, channels)
        self.ia = nn.ModuleList(Implicit(c, 0.0) for c in channels)
        self.im = nn.ModuleList(Implicit(self.columns * anchors.shape[1], 1.0) for _ in channels)
        self.folded = False

    def forward(self, features: list[Tensor]) -> list[Tensor]:
        """Return raw logits per stride, each B x anchors*(5+classes) x H x W."""
        if self.folded:
            return super().forward(features)
        shifted = [feature + offset for feature, offset in zip(features, _values(self.ia), strict=True)]
        return [
            head * factor for head, factor in zip(super().forward(shifted), _values(self.im), strict=True)
        ]

    @torch.no_grad()
    def fold(self) -> None:
        """Put offset and factor into the convolutions: factor * (W (x + offset) + b)."""
        if self.folded:
            return
        for m, offset, factor in zip(self.m, _values(self.ia), _values(self.im), strict=True):
            assert isinstance(m, nn.Conv2d) and m.bias is not None
            factor = factor.reshape(-1)
            m.bias.copy_((m.bias + m.weight[:, :, 0, 0] @ offset.reshape(-1)) * factor)
            m.weight.mul_(factor.reshape(-1, 1, 1, 1))
        self.ia, self.im, self.folded = nn.ModuleList(), nn.ModuleList(), True


class Implicit(nn.Module):
    """One learnt number per channel, 1 x channels x 1 x 1."""

    def __init__(self, channels: int, start: float) -> None:
        super().__init__()
        self.implicit = nn.Parameter(torch.full((1, channels, 1, 1), start))
        nn.init.normal_(self.implicit, mean=start, std=0.02)


def _values(learnt: nn.ModuleList) -> list[Tensor]:
    return [module.implicit for module in learnt if isinstance(module, Implicit)]


class DecoupledDetect(Detect):
    """Yolo-FastestV2's head: boxes, objectness and classes from convolutions that all strides share.

    Its sources come in pairs, finest stride first: features for boxes, features for objectness and classes.
    Anchors of a cell share their class scores, which compete (softmax); they are repeated per anchor here.
    """

    text = mark(
        "Turns each cell's features into boxes: one branch places boxes, another tells objects and classes."
    )

    def __init__(self, classes: int, anchors: Tensor, channels: Sequence[int]) -> None:
        if len(channels) != 2 * len(anchors) or len(set(channels)) != 1:
            raise ValueError(f"sources are pairs of equal channels, one pair per row of anchors: {channels}")
        super().__init__(classes, anchors, channels[::2])
        self.code = HeadCode(classes="softmax")
        count = anchors.shape[1]
        self.m = nn.ModuleList()
        self.reg = nn.Conv2d(channels[0], 4 * count, 1)
        self.obj = nn.Conv2d(channels[0], count, 1)
        self.cls = nn.Conv2d(channels[0], classes, 1)

    def forward(self, features: list[Tensor]) -> list[Tensor]:
        """Return raw logits per stride, each B x anchors*(5+classes) x H x W."""
        heads = []
        for place, kind in zip(features[::2], features[1::2], strict=True):
            boxes, objectness, classes = self.reg(place), self.obj(kind), self.cls(kind)
            batch, count, height, width = objectness.shape
            cells = torch.cat(
                (
                    boxes.reshape(batch, count, 4, height, width),
                    objectness.unsqueeze(2),
                    classes.unsqueeze(1).expand(batch, count, self.classes, height, width),
                ),
                2,
            )
            heads.append(cells.reshape(batch, count * self.columns, height, width))
        return heads

    def set_prior(self, objects_per_image: float, imgsz: int) -> None:
        """Start objectness at the odds of the finest stride, which has most of the cells."""
        assert self.obj.bias is not None and self.cls.bias is not None
        nn.init.constant_(self.obj.bias, object_logit(objects_per_image, imgsz, float(self.strides[0])))
        nn.init.zeros_(self.cls.bias)


class DarknetDetect(Detect):
    """The heads of darknet: [region] of YOLOv2 and [yolo] of YOLOv3 and YOLOv4.

    Each 1x1 convolution is the [convolutional] that a .cfg puts before such a section: a linear one, or with
    new_coords, where sizes are (2s)^2 anchors, a logistic one.
    """

    text = mark(
        "Turns each cell's features into boxes as darknet does: centre in the cell, size as e^t anchors."
    )

    def __init__(
        self,
        classes: int,
        anchors: Tensor,
        channels: Sequence[int],
        centre_scale: float = 1.0,
        scores: Literal["sigmoid", "softmax"] = "sigmoid",
        size: Literal["exp", "squared"] = "exp",
    ) -> None:
        super().__init__(classes, anchors, channels)
        self.code = HeadCode.from_dict({"centre_scale": centre_scale, "size": size, "classes": scores})


HEADS: dict[str, type[Detect]] = {
    "Detect": Detect,
    "IDetect": IDetect,
    "DecoupledDetect": DecoupledDetect,
    "DarknetDetect": DarknetDetect,
}
