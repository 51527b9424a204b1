"""The anchor loss: which cells should see which box, and how wrong they are.

Assignment and terms follow YOLOv5 (ultralytics/yolov5, release 6): a box belongs to every anchor whose
shape is within a factor of four, in its own cell and the two nearest neighbours; the box term is 1 - CIoU
(Zheng et al. 2019), objectness is trained towards the IoU reached, classes by binary cross entropy.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, one_hot

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
        label_smoothing: share of a class label given to all classes alike.
    """

    box: float = 0.2
    objectness: float = 1.0
    classification: float = 0.2
    label_smoothing: float = 0.0
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


def compute_loss(
    heads: list[Tensor],
    targets: Tensor,
    detect: Detect,
    weights: LossWeights,
    mean_counts: Callable[[Tensor], Tensor] | None = None,
) -> LossTerms:
    """Return the loss of raw heads (each B x A*(5+classes) x H x W) for targets (M, 6).

    A target row is image index, class id, cx, cy, w, h in input pixels; M may be 0.

    Args:
        mean_counts: when processes train together: turns counts of this one into their mean over all. The
            mean of the processes' losses is then the loss of the whole batch, however boxes are spread.
    """
    goals = []
    for head, anchors, stride in zip(heads, detect.anchors, detect.strides.tolist(), strict=True):
        grid_hw = (head.shape[2], head.shape[3])
        goals.append(assign(targets, anchors, stride, grid_hw, detect.code.centre_scale))
    found = [len(goal.image) for goal in goals]
    counts = heads[0].new_tensor([heads[0].shape[0], *found], dtype=torch.float32)
    if mean_counts is not None:
        counts = mean_counts(counts)
    # An absent count divides a sum of nothing.
    images, *cells = counts.clamp(min=1e-6)
    sums = [_layer_sums(head, goal, detect, weights) for head, goal in zip(heads, goals, strict=True)]
    box = sum((part.box / count for part, count in zip(sums, cells, strict=True)), start=counts.new_zeros(()))
    classes = sum(
        (part.classification / count for part, count in zip(sums, cells, strict=True)),
        start=counts.new_zeros(()),
    )
    objectness = sum(
        (part.objectness * weights.objectness_per_stride[i] / images for i, part in enumerate(sums)),
        start=counts.new_zeros(()),
    )
    return LossTerms(
        box=box * weights.box,
        objectness=objectness * weights.objectness,
        classification=classes * weights.classification,
    )


def _layer_sums(head: Tensor, goal: Assignment, detect: Detect, weights: LossWeights) -> LossTerms:
    """Return one stride's losses: box and class summed over responsible cells, objectness over images."""
    batch, channels, height, width = head.shape
    count, code = channels // detect.columns, detect.code
    cells = head.reshape(batch, count, detect.columns, height, width)
    predicted = cells[goal.image, goal.anchor, :, goal.row, goal.column].float()
    centre = predicted[:, :2].sigmoid() * code.centre_scale - (code.centre_scale - 1) / 2
    boxes = torch.cat((centre, scale_sizes(predicted[:, 2:4], code) * goal.anchor_wh), 1)
    overlap = ciou(boxes, goal.cxcywh)
    wanted = head.new_zeros((batch, count, height, width), dtype=torch.float32)
    # Several boxes may claim one cell: it is asked for the best overlap any of them reached, in
    # whatever order they come.
    flat = ((goal.image * count + goal.anchor) * height + goal.row) * width + goal.column
    wanted.view(-1).scatter_reduce_(0, flat, overlap.detach().clamp(0), reduce="amax", include_self=True)
    objectness = binary_cross_entropy_with_logits(cells[:, :, 4].float(), wanted) * batch
    classification = _class_loss(predicted[:, 5:], goal.class_id, detect, weights)
    return LossTerms((1 - overlap).sum(), objectness, classification)


def _class_loss(logits: Tensor, class_ids: Tensor, detect: Detect, weights: LossWeights) -> Tensor:
    """Return the class loss summed over cells.

    A single class is learnt, too: its score multiplies objectness like any other.
    """
    smoothing = weights.label_smoothing
    if detect.code.classes == "softmax":
        return cross_entropy(logits, class_ids, reduction="sum", label_smoothing=smoothing)
    labels = one_hot(class_ids, detect.classes) * (1 - smoothing) + smoothing / detect.classes
    return binary_cross_entropy_with_logits(logits, labels, reduction="sum") / detect.classes


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
