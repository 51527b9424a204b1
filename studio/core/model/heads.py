"""Detection heads: from feature maps to boxes."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn


class Detect(nn.Module):
    """YOLOv5's anchor head: one 1x1 convolution per stride, anchors*(5+classes) logits per cell.

    Attributes:
        strides: (layers,) input pixels per cell.
        anchors: (layers, anchors, 2) widths and heights in input pixels.
    """

    strides: Tensor
    anchors: Tensor
    text = "Turns each cell's features into boxes: offset, size, objectness and class scores per anchor."

    m: nn.ModuleList

    def __init__(self, classes: int, anchors: Tensor, channels: list[int]) -> None:
        super().__init__()
        self.classes = classes
        self.columns = 5 + classes
        self.register_buffer("anchors", anchors.clone())
        self.register_buffer("strides", torch.zeros(len(channels)))
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
        for index, head in enumerate(heads):
            batch, _, height, width = head.shape
            anchors = self.anchors[index]
            cells = head.reshape(batch, anchors.shape[0], self.columns, height, width).permute(0, 1, 3, 4, 2)
            scores = cells.sigmoid()
            rows_y = torch.arange(height, device=head.device, dtype=head.dtype)
            columns_x = torch.arange(width, device=head.device, dtype=head.dtype)
            grid_y, grid_x = torch.meshgrid(rows_y, columns_x, indexing="ij")
            grid = torch.stack((grid_x, grid_y), 2) - 0.5
            centre = (scores[..., 0:2] * 2 + grid) * self.strides[index]
            doubled = scores[..., 2:4] * 2
            size = doubled * doubled * anchors.reshape(1, -1, 1, 1, 2)
            decoded = torch.cat((centre, size, scores[..., 4:]), 4)
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
            cells = (imgsz / stride) ** 2
            odds = min(0.5, max(objects_per_image, 0.5) / cells)
            bias[:, 4] = math.log(odds / (1 - odds))
            bias[:, 5:] = math.log(0.6 / (self.classes - 0.4))
            convolution.bias.data.copy_(bias.view(-1))
