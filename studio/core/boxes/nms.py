"""Non-maximum suppression: threshold, top-k, then exact class-wise greedy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.core.boxes.detections import Detections

Indices = npt.NDArray[np.int64]
Corners = tuple[
    npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]
]

MOST_TOUCHING = 40
"""Pairs with pixels in common, per box; with more, the boxes are a crowd and go through in blocks."""
CHUNK = 16_384
"""Pairs looked at in one go: what fits in the processor's cache."""
BLOCK = 32
"""Boxes of a crowd that are compared with all that is left in one go: more would leave the cache."""


def nms(candidates: Detections, *, iou_threshold: float, top_k: int) -> Detections:
    """Keep the best of each cluster of overlapping boxes of one class, highest score first.

    The `top_k` highest scores go in (time and memory are bounded by it, not by the picture); then the
    textbook greedy rule: a box is dropped when a kept box of its class and a higher score overlaps it by
    more than `iou_threshold`. Ties in score keep the order of the input. Source: Felzenszwalb et al.,
    "Object Detection with Discriminatively Trained Part-Based Models", 2010, section 4.1.
    """
    order = _top(candidates.scores, top_k)
    keep = greedy(candidates.xyxy[order], candidates.class_ids[order], iou_threshold)
    return candidates[order[keep]]


def _top(scores: npt.NDArray[np.float32], top_k: int) -> Indices:
    """Return the indices of the `top_k` highest scores, highest first, ties in input order."""
    chosen = np.arange(len(scores))
    if len(scores) > top_k:
        # Partition first: sorting 25,200 scores costs ten times as much as finding the best 300 of them.
        cut = np.partition(scores, len(scores) - top_k)[len(scores) - top_k]
        above = np.flatnonzero(scores > cut)
        level = np.flatnonzero(scores == cut)[: top_k - len(above)]
        chosen = np.sort(np.concatenate([above, level]))
    result: Indices = chosen[np.argsort(-scores[chosen], kind="stable")]
    return result


def greedy(xyxy: npt.NDArray[np.float32], class_ids: Indices, iou_threshold: float) -> Indices:
    """Return the indices kept by greedy class-wise suppression of boxes sorted by falling score.

    Only boxes whose intervals meet on one axis can overlap; a sweep along that axis lists those pairs (for
    small boxes a few per box, not N x N), and the greedy rule is then solved on the few that overlap by
    too much. Where too many pairs have pixels in common it is a crowd, of which few boxes stay, and blocks of
    it are compared with all that is left. All arithmetic is float64: from float32 corners areas are exact.
    """
    count = len(xyxy)
    if count < 2:
        return np.arange(count)
    x1, y1, x2, y2 = np.ascontiguousarray(xyxy.T, np.float64)
    corners = (x1, y1, x2, y2)
    # Classes are laid side by side far apart, so that the sweep never meets a pair of two classes.
    shift = class_ids * (max(x2.max(), y2.max()) - min(x1.min(), y1.min()) + 1.0)
    order, ends = _sweep(x1 + shift, x2 + shift)
    low, high = y1, y2
    if ends[-1] > 16 * count:
        down, down_ends = _sweep(y1 + shift, y2 + shift)
        if down_ends[-1] < ends[-1]:
            order, ends, low, high = down, down_ends, x1, x2
    pairs = _meeting_pairs(ends, low[order], high[order], most=MOST_TOUCHING * count)
    if pairs is None:
        return _greedy_by_blocks(corners, class_ids, iou_threshold)
    a, b = pairs
    return np.flatnonzero(solve(count, *_overlapping(corners, class_ids, order[a], order[b], iou_threshold)))


def touching_pairs(xyxy: npt.NDArray[np.float64], class_ids: Indices) -> tuple[Indices, Indices]:
    """Return all pairs of boxes of one class that have pixels in common, the lower index first.

    Takes memory for as many pairs as there are: it is for boxes of which NMS has left one a thing.
    """
    if len(xyxy) < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    x1, y1, x2, y2 = xyxy.T
    shift = class_ids * (max(x2.max(), y2.max()) - min(x1.min(), y1.min()) + 1.0)
    order, ends = _sweep(x1 + shift, x2 + shift)
    pairs = _meeting_pairs(ends, y1[order], y2[order], most=len(xyxy) ** 2)
    assert pairs is not None
    a, b = order[pairs[0]], order[pairs[1]]
    touch = np.minimum(x2[a], x2[b]) > np.maximum(x1[a], x1[b])
    a, b = a[touch & (class_ids[a] == class_ids[b])], b[touch & (class_ids[a] == class_ids[b])]
    return np.minimum(a, b), np.maximum(a, b)


def _sweep(low: npt.NDArray[np.float64], high: npt.NDArray[np.float64]) -> tuple[Indices, Indices]:
    """Return the order of intervals by their low end, and the running sum of how many begin before each ends.

    Those that begin before an interval ends lie right behind it in the order.
    """
    order = np.argsort(low)
    reach = np.searchsorted(low[order], high[order], side="right") - np.arange(1, len(low) + 1)
    # A reversed interval ends before it begins; it meets nothing.
    return order, np.cumsum(np.maximum(reach, 0))


def _meeting_pairs(
    ends: Indices, low: npt.NDArray[np.float64], high: npt.NDArray[np.float64], *, most: int
) -> tuple[Indices, Indices] | None:
    """Return the pairs of a sweep (places in its order) whose intervals on the other axis meet too.

    None when there are more than `most`.
    """
    total = int(ends[-1])
    reach = np.diff(ends, prepend=0)
    # Whole boxes to a chunk, so that a chunk holds CHUNK pairs and at most one box's more.
    borders = np.searchsorted(ends, np.arange(CHUNK, total, CHUNK), side="left") + 1
    found_first, found_second = [], []
    for begin, end in zip([0, *borders.tolist()], [*borders.tolist(), len(ends)], strict=True):
        places = np.arange(begin, end)
        counts = reach[begin:end]
        first = np.repeat(places, counts)
        # Counting on through the chunk, and back at each box to the place behind it.
        before = ends[begin:end] - counts - (ends[begin] - reach[begin])
        second = np.arange(1, len(first) + 1) + np.repeat(places - before, counts)
        meet = np.flatnonzero((low[second] < high[first]) & (low[first] < high[second]))
        found_first.append(first[meet])
        found_second.append(second[meet])
        most -= len(meet)
        if most < 0:
            return None
    return np.concatenate(found_first), np.concatenate(found_second)


def _overlapping(
    corners: Corners, class_ids: Indices, a: Indices, b: Indices, iou_threshold: float
) -> tuple[Indices, Indices]:
    """Return those pairs of one class that overlap by more than the threshold, the better box first."""
    same = class_ids[a] == class_ids[b]
    a, b = a[same], b[same]
    x1, y1, x2, y2 = corners
    width = np.minimum(x2[a], x2[b]) - np.maximum(x1[a], x1[b])
    height = np.minimum(y2[a], y2[b]) - np.maximum(y1[a], y1[b])
    overlap = np.maximum(width, 0) * np.maximum(height, 0)
    touching = np.flatnonzero(overlap > 0)
    a, b, overlap = a[touching], b[touching], overlap[touching]
    areas = (x2 - x1) * (y2 - y1)
    too_much = np.flatnonzero(overlap / (areas[a] + areas[b] - overlap) > iou_threshold)
    a, b = a[too_much], b[too_much]
    return np.minimum(a, b), np.maximum(a, b)


def solve(count: int, better: Indices, worse: Indices) -> npt.NDArray[np.bool_]:
    """Return who is left when each kept `better[i]` drops `worse[i]` (indices in falling order of score).

    Repeats "dropped is who overlaps a box that is kept" until nothing changes. A box is right as soon as
    all better ones are, so it ends with the one greedy answer, after as many rounds as the longest chain.
    """
    alive = np.ones(count, bool)
    while True:
        now = np.ones(count, bool)
        now[worse[alive[better]]] = False
        if (now == alive).all():
            return now
        alive = now


def _greedy_by_blocks(corners: Corners, class_ids: Indices, iou_threshold: float) -> Indices:
    """Do the same block by block, in memory that grows with N alone.

    Of the best boxes those are kept that `solve` leaves; what they drop of the rest is not looked at again.
    """
    count = len(class_ids)
    rest = np.arange(count)
    kept = []
    while len(rest):
        best, rest = rest[:BLOCK], rest[BLOCK:]
        a, b = _meeting(corners, best, best)
        ahead = a < b
        pairs = _overlapping(corners, class_ids, a[ahead], b[ahead], iou_threshold)
        best = best[solve(count, *pairs)[best]]
        kept.append(best)
        _, dropped = _overlapping(corners, class_ids, *_meeting(corners, best, rest), iou_threshold)
        stays = np.ones(count, bool)
        stays[dropped] = False
        rest = rest[stays[rest]]
    return np.concatenate(kept)


def _meeting(corners: Corners, some: Indices, others: Indices) -> tuple[Indices, Indices]:
    """Return the pairs, one of `some` and one of `others`, that meet on both axes."""
    x1, y1, x2, y2 = corners
    width = np.minimum(x2[some, None], x2[others]) - np.maximum(x1[some, None], x1[others])
    height = np.minimum(y2[some, None], y2[others]) - np.maximum(y1[some, None], y1[others])
    first, second = np.nonzero(np.minimum(width, height) > 0)
    return some[first], others[second]
