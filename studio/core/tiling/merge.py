"""What was found in the tiles of a photo, as it would have been found in the photo: whole, and once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.core.boxes.detections import Detections
from studio.core.boxes.nms import Indices, solve, touching_pairs
from studio.core.tiling.grid import Tile

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class MergeRule:
    """The measures of `merge`, which travel with a model that runs tiled.

    Attributes:
        touch: a box that ends so near to its tile's border, as a share of the tile's shorter side (but at
            least a pixel), is cut there.
        along: two parts of one box agree along the seam by at least this intersection over union.
        same: boxes of two tiles that overlap by more are one thing seen twice. Less than what NMS usually
            takes, for a lamp of 7 px may be found a pixel further to each side.
        inside: a cut box of which more than this share lies in a larger one of another tile is a part of it;
            no more, for of a strip of 2 px, found half a pixel off, half lies outside.
        cut_counts: a cut box has this share of its score when it is asked which of two views is the better.
    """

    touch: float = 0.01
    along: float = 0.5
    same: float = 0.3
    inside: float = 0.4
    cut_counts: float = 0.25


def merge(
    found: Detections,
    tile_ids: Indices,
    tiles: Sequence[Tile],
    image_wh: tuple[int, int],
    *,
    iou_threshold: float,
    top_k: int,
    rule: MergeRule = MergeRule(),
) -> Detections:
    """Return what the tiles show together, highest score first; the order of what is given plays no part.

    First the parts of a box that a seam cuts become one: two boxes of one class in tiles of one row (or
    column), each cut at the border that faces the other's tile, that cover all that both tiles see of it and
    agree along the seam; of several such pairs the surest, each box once for each neighbour. The whole has
    the highest score of its parts. Then a cut box goes that lies in a larger one of another tile (unless that
    is far less sure), and of what was seen more than once all but the best view: one that no border cuts
    before one that is cut. Two boxes side by side share no pixels, and stay two.

    Args:
        found: in pixels of the photo, each box inside its tile.
        tile_ids: (N,) index of the tile each was found in.
        tiles: of one plan, which share the borders of their row and column; one as large as the photo has no
            seam and may be among them.
        image_wh: size of the photo.
        iou_threshold: overlap above which the lower of two boxes of one tile goes.
        top_k: most boxes that are looked at, highest scores first; what it costs is bounded by it.
    """
    order = _in_order(found, tile_ids)[:top_k]
    found, tile_ids = found[order], tile_ids[order]
    if not len(found):
        return found
    frames = np.array([tile.xyxy for tile in tiles], np.float64)[tile_ids]
    corners = found.xyxy.astype(np.float64)
    touch = np.maximum(rule.touch * (frames[:, 2:] - frames[:, :2]).min(axis=1), 1.0)
    width, height = image_wh
    is_inner = frames != np.array([0, 0, width, height])
    is_cut = is_inner & (np.abs(corners - frames) <= touch[:, None])
    parts = _Parts(corners, found.scores.astype(np.float64), found.class_ids, frames, is_cut, touch)
    groups = _groups(len(found), [*_joined(parts, 0, rule, tile_ids), *_joined(parts, 1, rule, tile_ids)])
    wholes = np.array([group[0] for group in groups])
    # No tile has the number -1: what was put together was seen by several.
    seen_by = tile_ids[wholes]
    xyxy, cut = corners[wholes], is_cut[wholes].any(axis=1)
    for place, group in enumerate(groups):
        if len(group) > 1:
            xyxy[place], cut[place] = _union(corners[group], is_cut[group], touch[group[0]])
            seen_by[place] = -1
    # Members stand in falling order of score, so that the first of a group has its highest.
    scores, class_ids = found.scores[wholes].astype(np.float64), found.class_ids[wholes]
    best = np.argsort(-scores * np.where(cut, rule.cut_counts, 1.0), kind="stable")
    views = _Views(xyxy[best], scores[best], class_ids[best], cut[best], seen_by[best])
    kept = best[_best_views(views, iou_threshold, rule)]
    kept = kept[np.lexsort((kept, -scores[kept]))]
    return Detections(xyxy[kept].astype(np.float32), found.scores[wholes[kept]], class_ids[kept])


@dataclass(frozen=True, slots=True)
class _Parts:
    """Boxes (N, 4), their scores and classes, their tiles (N, 4), which sides are cut, and what is near."""

    corners: Floats
    scores: Floats
    class_ids: Indices
    frames: Floats
    is_cut: Bools
    touch: Floats


def _in_order(found: Detections, tile_ids: Indices) -> Indices:
    """Return indices by falling score; ties by what the boxes are, not by where they stand."""
    x1, y1, x2, y2 = found.xyxy.T
    order: Indices = np.lexsort((tile_ids, y2, x2, y1, x1, found.class_ids, -found.scores))
    return order


def _joined(parts: _Parts, axis: int, rule: MergeRule, tile_ids: Indices) -> list[tuple[int, int]]:
    """Return pairs of boxes that are parts of one, on both sides of a seam across `axis` (0: x, 1: y)."""
    low, high = axis, axis + 2
    left, right = 1 - axis, 3 - axis
    first, second = np.flatnonzero(parts.is_cut[:, high]), np.flatnonzero(parts.is_cut[:, low])
    a, b = np.nonzero(parts.class_ids[first][:, None] == parts.class_ids[second][None])
    a, b = first[a], second[b]
    own, other, touch = parts.frames[a], parts.frames[b], parts.touch[a]
    box, rest = parts.corners[a], parts.corners[b]
    shared = np.minimum(box[:, right], rest[:, right]) - np.maximum(box[:, left], rest[:, left])
    spanned = np.maximum(box[:, right], rest[:, right]) - np.minimum(box[:, left], rest[:, left])
    with np.errstate(invalid="ignore", divide="ignore"):
        agree = shared / spanned
    is_pair = (
        # Two tiles of one row that meet or overlap.
        (own[:, left] == other[:, left])
        & (own[:, right] == other[:, right])
        & (own[:, low] < other[:, low])
        & (other[:, low] <= own[:, high])
        # Both tiles see what lies between their borders, so that both must have found it there.
        & (box[:, low] <= other[:, low] + touch)
        & (rest[:, high] >= own[:, high] - touch)
        & (rest[:, low] - box[:, high] <= touch)
        & (agree >= rule.along)
    )
    a, b, agree = a[is_pair], b[is_pair], agree[is_pair]
    sure = agree * np.minimum(parts.scores[a], parts.scores[b])
    taken: set[tuple[int, int, int]] = set()
    pairs = []
    for place in np.lexsort((b, a, -sure)).tolist():
        one, two = int(a[place]), int(b[place])
        keys = {(0, one, int(tile_ids[two])), (1, two, int(tile_ids[one]))}
        if not keys & taken:
            taken |= keys
            pairs.append((one, two))
    return pairs


def _groups(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return indices 0..count in groups that pairs hold together, each in order, by their first."""
    parent = list(range(count))

    def root_of(index: int) -> int:
        while parent[index] != index:
            parent[index] = index = parent[parent[index]]
        return index

    for one, two in pairs:
        one, two = root_of(one), root_of(two)
        parent[max(one, two)] = min(one, two)
    groups: dict[int, list[int]] = {}
    for index in range(count):
        groups.setdefault(root_of(index), []).append(index)
    return list(groups.values())


def _union(corners: Floats, is_cut: Bools, touch: float) -> tuple[Floats, bool]:
    """Return the box around parts, and whether it is still cut: where all that reach its side are."""
    xyxy = np.concatenate([corners[:, :2].min(axis=0), corners[:, 2:].max(axis=0)])
    reaches = np.abs(corners - xyxy) <= touch
    return xyxy, bool((is_cut | ~reaches).all(axis=0).any())


@dataclass(frozen=True, slots=True)
class _Views:
    """Boxes (N, 4), better ones first, scores, classes, whether a border cuts them, and the tile of each."""

    xyxy: Floats
    scores: Floats
    class_ids: Indices
    is_cut: Bools
    seen_by: Indices


def _best_views(views: _Views, iou_threshold: float, rule: MergeRule) -> Indices:
    """Return the indices of those that no other one shows already, or shows more of."""
    xyxy, seen_by = views.xyxy, views.seen_by
    a, b = touching_pairs(xyxy, views.class_ids)
    sides = xyxy[:, 2:] - xyxy[:, :2]
    areas = sides[:, 0] * sides[:, 1]
    shared = (np.minimum(xyxy[a, 2:], xyxy[b, 2:]) - np.maximum(xyxy[a, :2], xyxy[b, :2])).prod(axis=1)
    is_other = (seen_by[a] != seen_by[b]) | (seen_by[a] < 0)
    smaller, larger = np.where(areas[a] < areas[b], (a, b), (b, a))
    is_part = is_other & (areas[smaller] < areas[larger]) & views.is_cut[smaller]
    is_part &= shared > rule.inside * areas[smaller]
    is_part &= views.scores[larger] >= rule.cut_counts * views.scores[smaller]
    # What is a part of a part is one of the whole, too: no matter who goes first.
    stays = np.ones(len(xyxy), bool)
    stays[smaller[is_part]] = False
    most = np.where(is_other, min(rule.same, iou_threshold), iou_threshold)
    goes = stays[a] & stays[b] & (shared > most * (areas[a] + areas[b] - shared))
    kept: Indices = np.flatnonzero(stays & solve(len(xyxy), a[goes], b[goes]))
    return kept
