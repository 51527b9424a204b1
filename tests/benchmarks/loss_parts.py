"""Other losses, for the trials alone: which part of the loss makes the difference.

    python -m tests.benchmarks.loss_parts PART train DATA ...

Runs `studio` with one part of the anchor loss replaced; everything else is as it is. What wins moves into
`studio/core/model/loss.py`, what doesn't stays here, so that its row in trials.md can be had again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from multiprocessing import freeze_support

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, one_hot

from studio.__main__ import main as studio
from studio.core.model import loss
from studio.core.model.heads import Detect, scale_sizes
from studio.core.model.loss import Assignment, LossTerms, LossWeights
from studio.core.training import step

CELLS_PER_BOX = 10
SCORE_POWER, OVERLAP_POWER = 0.5, 6.0

assign = loss.assign
MeanCounts = Callable[[Tensor], Tensor] | None


def own_cell(
    targets: Tensor, anchors: Tensor, stride: float, grid_hw: tuple[int, int], centre_scale: float = 2.0
) -> Assignment:
    """Give a box to its own cell alone, without the neighbours."""
    return assign(targets, anchors, stride, grid_hw, 1.0)


def plain_iou(a: Tensor, b: Tensor) -> Tensor:
    """Return IoU without the terms for distance and aspect."""
    low = torch.maximum(a[:, :2] - a[:, 2:] / 2, b[:, :2] - b[:, 2:] / 2)
    high = torch.minimum(a[:, :2] + a[:, 2:] / 2, b[:, :2] + b[:, 2:] / 2)
    overlap = (high - low).clamp(0).prod(1)
    return overlap / (a[:, 2:].prod(1) + b[:, 2:].prod(1) - overlap + 1e-7)


def task_aligned(
    heads: list[Tensor], targets: Tensor, detect: Detect, weights: LossWeights, mean_counts: MeanCounts = None
) -> LossTerms:
    """Let the network's own predictions choose the cells, of all strides together.

    Of the cells that can reach a box, the ten with the largest score^0.5 IoU^6 learn it, and objectness is
    trained towards that alignment, scaled to the best IoU (Feng et al. 2021, "TOOD", section 3.2).
    """
    return _aligned(heads, targets, detect, weights, has_objectness=True)


def no_objectness(
    heads: list[Tensor], targets: Tensor, detect: Detect, weights: LossWeights, mean_counts: MeanCounts = None
) -> LossTerms:
    """As task_aligned, but class scores alone tell whether there is an object; objectness is always one."""
    return _aligned(heads, targets, detect, weights, has_objectness=False)


def _aligned(
    heads: list[Tensor], targets: Tensor, detect: Detect, weights: LossWeights, *, has_objectness: bool
) -> LossTerms:
    rows = torch.cat([_rows(head, detect) for head in heads], 1).float()
    image, number, overlap, wanted = _choose(heads, rows, targets, detect)
    chosen = rows[image, number]
    label = one_hot(targets[:, 1].long(), detect.classes)[:, None].expand(-1, wanted.shape[1], -1)
    learns = wanted > 0
    share = wanted[learns]
    total = share.sum().clamp(min=1)
    # One mean over all cells that learn stands for the three means of three strides.
    box = ((1 - overlap[learns]) * share).sum() / total * len(heads)
    goal = rows.new_zeros((*rows.shape[:2], detect.classes))
    at = (image[learns], number[learns])
    if has_objectness:
        logits, labels = chosen[learns][:, 5:], label[learns].float()
        each = binary_cross_entropy_with_logits(logits, labels, reduction="none").mean(1)
        classes = (each * share).sum() / total * len(heads)
        goal[(*at, targets[:, 1].long()[:, None].expand_as(wanted)[learns])] = share
        objectness = _per_stride(heads, detect, weights, rows[..., 4], goal.amax(2))
    else:
        goal[at] = label[learns] * share[:, None]
        parts = [
            _per_stride(heads, detect, weights, rows[..., 5 + i], goal[..., i]) for i in range(detect.classes)
        ]
        ones = binary_cross_entropy_with_logits(rows[..., 4], torch.ones_like(rows[..., 4]))
        objectness, classes = sum(parts, start=ones), box.new_zeros(())
    return LossTerms(box * weights.box, objectness * weights.objectness, classes * weights.classification)


def _rows(head: Tensor, detect: Detect) -> Tensor:
    """Return a stride's logits as B x anchors*H*W x (5+classes)."""
    batch, _, height, width = head.shape
    return head.reshape(batch, -1, detect.columns, height * width).transpose(2, 3).flatten(1, 2)


def _choose(
    heads: list[Tensor], rows: Tensor, targets: Tensor, detect: Detect
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return image, row, CIoU and what objectness is wanted of each box's candidates, all M x candidates."""
    numbers, places, shapes, strides, inside = [], [], [], [], []
    first = 0
    for head, anchors, stride in zip(heads, detect.anchors, detect.strides, strict=True):
        height, width = head.shape[2:]
        shift = targets.new_tensor([[0, 0], [1, 0], [0, 1], [1, 1]]).long()
        corner = (targets[:, 2:4] / stride - 0.5).floor().long()[:, None] + shift
        limit = targets.new_tensor([width, height]).long()
        fits = ((corner >= 0) & (corner < limit)).all(2)
        corner = torch.minimum(corner.clamp(min=0), limit - 1)
        for index, anchor in enumerate(anchors):
            numbers.append(first + (index * height + corner[..., 1]) * width + corner[..., 0])
            places.append(corner * stride)
            shapes.append(anchor.expand(*fits.shape, 2))
            strides.append(stride.expand(fits.shape))
            inside.append(fits)
        first += len(anchors) * height * width
    number, place, shape = torch.cat(numbers, 1), torch.cat(places, 1), torch.cat(shapes, 1)
    stride, fits = torch.cat(strides, 1), torch.cat(inside, 1)
    image = targets[:, :1].long().expand_as(number)
    logits, code = rows[image, number], detect.code
    centre = logits[..., :2].sigmoid() * code.centre_scale - (code.centre_scale - 1) / 2
    boxes = torch.cat((place + centre * stride[..., None], scale_sizes(logits[..., 2:4], code) * shape), 2)
    wide = targets[:, None, 2:6].expand_as(boxes)
    overlap = loss.ciou(boxes.flatten(0, 1), wide.flatten(0, 1)).view(number.shape)
    with torch.no_grad():
        label = targets[:, 1].long()[:, None, None].expand(*number.shape, 1)
        score = logits[..., 4].sigmoid() * logits[..., 5:].gather(2, label)[..., 0].sigmoid()
        reached = overlap.clamp(0) * fits
        alignment = score**SCORE_POWER * reached**OVERLAP_POWER
        learns = torch.zeros_like(fits)
        learns.scatter_(1, alignment.topk(CELLS_PER_BOX, 1).indices, True)
        # A cell that several boxes want goes to the one it overlaps best.
        flat = image * rows.shape[1] + number
        best = rows.new_zeros(rows.shape[0] * rows.shape[1])
        asked = torch.where(learns, reached, 0.0)
        best.scatter_reduce_(0, flat.flatten(), asked.flatten(), reduce="amax")
        learns &= (reached > 0) & (reached >= best[flat])
        kept = torch.where(learns, alignment, 0.0)
        factor = torch.where(learns, reached, 0.0).amax(1) / kept.amax(1).clamp(min=1e-12)
    return image, number, overlap, kept * factor[:, None]


def _per_stride(
    heads: list[Tensor], detect: Detect, weights: LossWeights, logits: Tensor, wanted: Tensor
) -> Tensor:
    """Return the objectness term of B x N logits, weighted per stride as the product's."""
    sizes = [head.shape[1] // detect.columns * head.shape[2] * head.shape[3] for head in heads]
    parts = zip(logits.split(sizes, 1), wanted.split(sizes, 1), weights.objectness_per_stride, strict=False)
    return sum(
        (binary_cross_entropy_with_logits(a, b) * weight for a, b, weight in parts),
        start=logits.new_zeros(()),
    )


PARTS: dict[str, Callable[[], None]] = {
    "own-cell": lambda: setattr(loss, "assign", own_cell),
    "plain-iou": lambda: setattr(loss, "ciou", plain_iou),
    "task-aligned": lambda: setattr(step, "compute_loss", task_aligned),
    "no-objectness": lambda: setattr(step, "compute_loss", no_objectness),
}


if __name__ == "__main__":
    freeze_support()
    PARTS[sys.argv.pop(1)]()
    sys.exit(studio())
