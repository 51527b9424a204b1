"""The anchor loss: which cells should see which box, and how wrong they are.

Assignment and terms follow YOLOv5 (ultralytics/yolov5, release 6): a box belongs to every anchor whose
shape is within a factor of four, in its own cell and the two nearest neighbours; the box term is 1 - CIoU
(Zheng et al. 2019), objectness is trained towards the IoU reached, classes by binary cross entropy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from studio.core.model.anchors import MATCH_RATIO
from studio.core.model.heads import Detect, scale_sizes


@dataclass(frozen=True, slots=True)
class LossTerms:
    """The three parts of the loss, already weighted; each a scalar tensor."""

    box: Tensor
    objectness: Tensor
    classification: Tensor

    @property
    def total(self) -> Tensor:
        """What is minimised."""
        return self.box + self.objectness + self.classification


@dataclass(frozen=True, slots=True)
class LossWeights:
    """How much each part counts.

    Attributes:
        objectness_per_stride: weight of each stride's objectness, finest first; fine grids have many more
            cells, so their mean moves less per object.
    """

    box: float = 0.2
    objectness: float = 1.0
    classification: float = 0.2
    objectness_per_stride: tuple[float, ...] = (4.0, 1.0, 0.4, 0.1)


@dataclass(frozen=True, slots=True)
class Assignment:
    """The cells responsible for boxes on one stride; all tensors have one entry per responsible cell.

    Attributes:
        image, anchor, row, column: indices of the cell.
        cxcywh: (n, 4) the box in grid cells, centre relative to the cell's corner.
        anchor_wh: (n, 2) the anchor in grid cells.
        class_id: (n,) the class to learn.
    """

    image: Tensor
    anchor: Tensor
    row: Tensor
    column: Tensor
    cxcywh: Tensor
    anchor_wh: Tensor
    class_id: Tensor


def assign(
    targets: Tensor, anchors: Tensor, stride: float, grid_hw: tuple[int, int], centre_scale: float = 2.0
) -> Assignment:
    """Choose the cells of one stride that learn each box.

    Args:
        targets: (M, 6) image index, class id, cx, cy, w, h in input pixels.
        anchors: (A, 2) in input pixels.
        stride: input pixels per cell.
        grid_hw: rows and columns of the grid.
        centre_scale: see HeadCode; how far beyond its border a cell can place a centre.
    """
    height, width = grid_hw
    count = len(anchors)
    cells = targets.repeat(count, 1, 1)
    cells = torch.cat((cells[..., :2], cells[..., 2:6] / stride), 2)
    anchor_index = torch.arange(count, device=targets.device).view(count, 1).repeat(1, len(targets))
    ratio = cells[..., 4:6] / (anchors / stride)[:, None]
    fits = torch.maximum(ratio, 1 / ratio).amax(2) < MATCH_RATIO
    cells, anchor_index = cells[fits], anchor_index[fits]
    x, y = cells[:, 2], cells[:, 3]
    # Beside its own cell, a box is given to the neighbour across each edge that is near enough for the
    # neighbour to reach over: with a centre scale of 2 a cell places centres from -0.5 to 1.5 of its width.
    reach = (centre_scale - 1) / 2
    near = torch.stack(
        (
            torch.ones_like(x, dtype=torch.bool),
            (x % 1 < reach) & (x > 1),
            (y % 1 < reach) & (y > 1),
            (x % 1 >= 1 - reach) & (x < width - 1),
            (y % 1 >= 1 - reach) & (y < height - 1),
        )
    )
    shift = cells.new_tensor([[0, 0], [-1, 0], [0, -1], [1, 0], [0, 1]])
    which, index = near.nonzero(as_tuple=True)
    chosen = cells[index]
    corner = (chosen[:, 2:4].floor() + shift[which]).long()
    column = corner[:, 0].clamp(0, width - 1)
    row = corner[:, 1].clamp(0, height - 1)
    chosen_anchor = anchor_index[index]
    centre = chosen[:, 2:4] - torch.stack((column, row), 1)
    return Assignment(
        image=chosen[:, 0].long(),
        anchor=chosen_anchor,
        row=row,
        column=column,
        cxcywh=torch.cat((centre, chosen[:, 4:6]), 1),
        anchor_wh=(anchors / stride)[chosen_anchor],
        class_id=chosen[:, 1].long(),
    )


def compute_loss(heads: list[Tensor], targets: Tensor, detect: Detect, weights: LossWeights) -> LossTerms:
    """Return the loss of raw heads (each B x A*(5+classes) x H x W) for targets (M, 6).

    A target row is image index, class id, cx, cy, w, h in input pixels; M may be 0.
    """
    device = heads[0].device
    code = detect.code
    box_loss = torch.zeros((), device=device)
    objectness_loss = torch.zeros((), device=device)
    class_loss = torch.zeros((), device=device)
    for index, head in enumerate(heads):
        batch, _, height, width = head.shape
        anchors = detect.anchors[index]
        cells = head.reshape(batch, len(anchors), detect.columns, height, width)
        wanted = torch.zeros((batch, len(anchors), height, width), device=device, dtype=head.dtype)
        stride = float(detect.strides[index])
        goal = assign(targets, anchors, stride, (height, width), code.centre_scale)
        if len(goal.image):
            predicted = cells[goal.image, goal.anchor, :, goal.row, goal.column]
            centre = predicted[:, :2].sigmoid() * code.centre_scale - (code.centre_scale - 1) / 2
            boxes = torch.cat((centre, scale_sizes(predicted[:, 2:4], code) * goal.anchor_wh), 1)
            overlap = ciou(boxes, goal.cxcywh)
            box_loss = box_loss + (1 - overlap).mean()
            # Several boxes may claim one cell: it is asked for the best overlap any of them reached, in
            # whatever order they come.
            flat = ((goal.image * len(anchors) + goal.anchor) * height + goal.row) * width + goal.column
            wanted.view(-1).scatter_reduce_(
                0, flat, overlap.detach().clamp(0).to(wanted.dtype), reduce="amax", include_self=True
            )
            if detect.classes > 1 and code.classes == "softmax":
                class_loss = class_loss + cross_entropy(predicted[:, 5:], goal.class_id)
            elif detect.classes > 1:
                one_hot = torch.zeros_like(predicted[:, 5:])
                one_hot[torch.arange(len(one_hot), device=device), goal.class_id] = 1.0
                class_loss = class_loss + binary_cross_entropy_with_logits(predicted[:, 5:], one_hot)
        objectness = binary_cross_entropy_with_logits(cells[:, :, 4], wanted)
        objectness_loss = objectness_loss + objectness * weights.objectness_per_stride[index]
    return LossTerms(
        box=box_loss * weights.box,
        objectness=objectness_loss * weights.objectness,
        classification=class_loss * weights.classification,
    )


def ciou(a: Tensor, b: Tensor) -> Tensor:
    """Return complete IoU (N,), at most 1, of boxes a and b (N, 4: cx, cy, w, h).

    IoU, less the squared distance of the centres over the squared diagonal of the common hull, less a
    term for the difference in aspect (Zheng et al. 2019, "Distance-IoU Loss", section 3.3).
    """
    tiny = 1e-7
    a_low, a_high = a[:, :2] - a[:, 2:] / 2, a[:, :2] + a[:, 2:] / 2
    b_low, b_high = b[:, :2] - b[:, 2:] / 2, b[:, :2] + b[:, 2:] / 2
    overlap = (torch.minimum(a_high, b_high) - torch.maximum(a_low, b_low)).clamp(0).prod(1)
    iou = overlap / (a[:, 2:].prod(1) + b[:, 2:].prod(1) - overlap + tiny)
    hull = torch.maximum(a_high, b_high) - torch.minimum(a_low, b_low)
    distance = ((a[:, :2] - b[:, :2]) ** 2).sum(1) / ((hull**2).sum(1) + tiny)
    angle = torch.atan(b[:, 2] / (b[:, 3] + tiny)) - torch.atan(a[:, 2] / (a[:, 3] + tiny))
    aspect = 4 / math.pi**2 * angle**2
    with torch.no_grad():
        weight = aspect / (1 - iou + aspect + tiny)
    return iou - distance - weight * aspect
