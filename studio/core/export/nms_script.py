"""NMS in the graph of TorchScript and `.ptl` files: the rule of `core.boxes`, in operators of torch.

Scripted, not traced: how many boxes there are, and how often a rule is applied, depends on the picture.
All steps work on whole tensors, for the interpreters of phones take microseconds for each operator. None is
younger than torch 1.12, the runtime of apps that read `.ptl` files.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from studio.core.boxes.thresholds import Thresholds
from studio.core.runtime.jit import silenced_deprecations

MOST_MEETING = 64
"""Pairs per box that meet on one axis; with more, the boxes are a crowd and go through in blocks."""
MOST_TOUCHING = 16
"""Pairs per box that have pixels in common; the same."""
BLOCK = 128
"""Boxes compared with each other in one go."""


def with_nms(decoded: nn.Module, thresholds: Thresholds) -> Any:
    """Return a scripted module that gives the detections in a network's 1xNx(5+classes) decoded output.

    Its `forward(images, confidence, iou, top_k)` returns boxes (K, 4) float32, xyxy, input pixels; scores
    (K,) float32; classes (K,) int64; count (1,) int64, which is K. Highest score first, ties in the order of
    rows. What isn't given of the last three arguments is as in `thresholds`.
    """

    class Detecting(nn.Module):
        """The network, and behind it the threshold, top-k and NMS."""

        def __init__(self) -> None:
            super().__init__()
            self.decoded = decoded

        def forward(
            self,
            images: Tensor,
            confidence: float = thresholds.confidence,
            iou: float = thresholds.iou,
            top_k: int = thresholds.top_k,
        ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
            return detections(self.decoded(images), confidence, iou, top_k)

    with silenced_deprecations():
        jit: Any = torch.jit
        return jit.script(Detecting().eval())


def detections(
    decoded: Tensor, confidence: float, iou: float, top_k: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return boxes, scores, classes and count of a 1xNx(5+classes) output, as `candidates` and `nms` do."""
    boxes, scores, class_ids = candidates(decoded, confidence)
    scores, order = torch.sort(scores, stable=True, dim=0, descending=True)
    order = order[:top_k]
    boxes, class_ids = boxes.index_select(0, order), class_ids.index_select(0, order)
    kept = greedy(boxes, class_ids, iou)
    count = torch.full([1], kept.shape[0], dtype=torch.int64)
    return boxes.index_select(0, kept), scores.index_select(0, kept), class_ids.index_select(0, kept), count


def candidates(decoded: Tensor, confidence: float) -> tuple[Tensor, Tensor, Tensor]:
    """Return boxes (N, 4), scores and classes of the finite rows whose best score passes `confidence`."""
    every_row = decoded[0]
    rows = every_row.index_select(0, _places(every_row[:, 4] > confidence))
    best, class_ids = rows[:, 5:].max(1)
    scores = best * rows[:, 4]
    sums = rows[:, 0] + rows[:, 1] + rows[:, 2] + rows[:, 3] + scores
    keep = _places((scores > confidence) & torch.isfinite(sums))
    centre, half = rows[:, 0:2].index_select(0, keep), rows[:, 2:4].index_select(0, keep) / 2
    boxes = torch.cat([centre - half, centre + half], 1)
    return boxes, scores.index_select(0, keep), class_ids.index_select(0, keep)


def greedy(
    boxes: Tensor,
    class_ids: Tensor,
    iou: float,
    most_meeting: int = MOST_MEETING,
    most_touching: int = MOST_TOUCHING,
    block: int = BLOCK,
) -> Tensor:
    """Return the indices kept by greedy class-wise suppression of boxes (N, 4) sorted by falling score.

    A sweep along one axis or the other lists the pairs that meet; where they are too many it is a crowd, of
    which few boxes stay, and blocks of it are compared with all that is left.
    """
    count = boxes.shape[0]
    sides = boxes.t().contiguous()
    if count < 2:
        return torch.arange(count)
    for axis in range(2):
        order, reach = _sweep(sides[axis], sides[axis + 2], class_ids)
        if int(reach.sum()) <= most_meeting * count:
            first, second = _listed(reach)
            first, second = _touching(sides, order.index_select(0, first), order.index_select(0, second))
            if first.shape[0] <= most_touching * count:
                better, worse = _overlapping(sides, class_ids, first, second, iou)
                return _places(_solve(torch.ones([count], dtype=torch.bool), better, worse))
            return _greedy_by_blocks(sides, class_ids, iou, block)
    return _greedy_by_blocks(sides, class_ids, iou, block)


def _places(mask: Tensor) -> Tensor:
    return mask.nonzero().squeeze(1)


def _sweep(low: Tensor, high: Tensor, class_ids: Tensor) -> tuple[Tensor, Tensor]:
    """Return the order of intervals by their low end, and how many right behind it each meets (or more).

    Classes are laid side by side far apart, so that they don't meet.
    """
    low, high = low.to(torch.float64), high.to(torch.float64)
    shift = class_ids * (torch.maximum(low.max(), high.max()) - torch.minimum(low.min(), high.min()) + 1.0)
    low, order = torch.sort(low + shift)
    high = (high + shift).index_select(0, order)
    reach = torch.searchsorted(low, high, right=True) - torch.arange(1, low.shape[0] + 1)
    # A reversed interval ends before it begins; it meets nothing.
    return order, reach.clamp(min=0)


def _listed(reach: Tensor) -> tuple[Tensor, Tensor]:
    """Return the pairs of a sweep: places in its order."""
    places = torch.arange(reach.shape[0])
    first = torch.repeat_interleave(places, reach)
    # Counting on through all pairs, and back at each box to the place behind it.
    back = places + 1 - (torch.cumsum(reach, 0) - reach)
    second = torch.arange(first.shape[0]) + torch.repeat_interleave(back, reach)
    return first, second


def _touching(sides: Tensor, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Return those of the pairs (a, b) that meet on both axes."""
    x1, y1, x2, y2 = sides.unbind(0)
    meet = (y1.index_select(0, a) < y2.index_select(0, b)) & (y1.index_select(0, b) < y2.index_select(0, a))
    a, b = a.masked_select(meet), b.masked_select(meet)
    meet = (x1.index_select(0, a) < x2.index_select(0, b)) & (x1.index_select(0, b) < x2.index_select(0, a))
    return a.masked_select(meet), b.masked_select(meet)


def _overlapping(sides: Tensor, class_ids: Tensor, a: Tensor, b: Tensor, iou: float) -> tuple[Tensor, Tensor]:
    """Return those pairs of one class that overlap by more than `iou`, the one of the higher score first."""
    same = class_ids.index_select(0, a) == class_ids.index_select(0, b)
    a, b = a.masked_select(same), b.masked_select(same)
    # From float32 corners, areas in float64 are exact.
    p, q = sides.index_select(1, a).to(torch.float64), sides.index_select(1, b).to(torch.float64)
    width = torch.minimum(p[2], q[2]) - torch.maximum(p[0], q[0])
    height = torch.minimum(p[3], q[3]) - torch.maximum(p[1], q[1])
    overlap = width * height
    areas = (p[2] - p[0]) * (p[3] - p[1]) + (q[2] - q[0]) * (q[3] - q[1])
    too_much = overlap / (areas - overlap) > iou
    a, b = a.masked_select(too_much), b.masked_select(too_much)
    return torch.minimum(a, b), torch.maximum(a, b)


def _solve(alive: Tensor, better: Tensor, worse: Tensor) -> Tensor:
    """Return which boxes (N,) are left when each kept `better[i]` drops `worse[i]`.

    Repeats "dropped is who overlaps a box that is kept" until nothing changes; see `core.boxes.nms`.
    """
    before = torch.zeros_like(alive)
    while not torch.equal(before, alive):
        before = alive
        dropped = worse.masked_select(alive.index_select(0, better))
        alive = torch.ones_like(alive).scatter(0, dropped, False)
    return alive


def _greedy_by_blocks(sides: Tensor, class_ids: Tensor, iou: float, block: int) -> Tensor:
    """Do the same block by block: who is kept of the best, and whom those drop of the rest."""
    everyone = torch.ones([sides.shape[1]], dtype=torch.bool)
    rest = torch.arange(sides.shape[1])
    kept = rest[:0]
    while rest.shape[0] > 0:
        best, rest = rest[:block], rest[block:]
        first, second = _meeting(sides, best, best)
        ahead = first < second
        first, second = first.masked_select(ahead), second.masked_select(ahead)
        better, worse = _overlapping(sides, class_ids, first, second, iou)
        best = best.masked_select(_solve(everyone, better, worse).index_select(0, best))
        kept = torch.cat([kept, best])
        first, second = _meeting(sides, best, rest)
        _, dropped = _overlapping(sides, class_ids, first, second, iou)
        rest = rest.masked_select(everyone.scatter(0, dropped, False).index_select(0, rest))
    return kept


def _meeting(sides: Tensor, some: Tensor, others: Tensor) -> tuple[Tensor, Tensor]:
    """Return the pairs, one of `some` and one of `others`, that meet on both axes."""
    p, q = sides.index_select(1, some)[:, :, None], sides.index_select(1, others)[:, None]
    width = torch.minimum(p[2], q[2]) - torch.maximum(p[0], q[0])
    height = torch.minimum(p[3], q[3]) - torch.maximum(p[1], q[1])
    # The lesser of both instead of two comparisons, which take three times as long as arithmetic.
    first, second = (torch.minimum(width, height) > 0).nonzero().unbind(1)
    return some.index_select(0, first), others.index_select(0, second)
