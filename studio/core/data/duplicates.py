"""Which images show nearly the same picture: saved again, resized, a little brighter, mirrored, with a little
cut off at its sides, the next of a burst.

A picture becomes a small one of SIDE x SIDE pixels in colour. Pairs whose coarse colours agree, as they are
or mirrored, are found with two matrix products for a block of images. Those whose coarse details agree too
are compared closely: part by part at the shift that suits best, so that a strong edge or a bright lamp can't
speak for the whole picture. Then those that are still alike, with the middle of one laid over the other.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.core import pictures
from studio.core.data.record import ImageRecord
from studio.core.errors import Cancelled, StudioError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Float32 = npt.NDArray[np.float32]
    Small = npt.NDArray[np.uint8]
    Indices = npt.NDArray[np.intp]

SIDE = 48
"""Pixels across a small picture: as much as tells two tiles with other lamps apart."""
_COARSE = 8
"""Cells across what candidates are found by."""
_LIKE = 0.75
"""Correlation of the coarse colours from which on a pair is looked at."""
_DETAILED, _LIKE_IN_DETAIL = 16, 0.6
"""Cells across the coarse details, and their correlation from which on a pair is compared closely."""
_LIKE_MIRRORED = 0.8
"""That of a pair to be mirrored: a copy that somebody made of one picture, not the next of a burst."""
_NEAREST = 32
"""Candidates of one image, the likest: where all are alike, all are not compared with all."""
_REACH = 2
"""Pixels of the small picture that one may be shifted against the other: 4 % of its side."""
_PART = 6
"""Pixels across the parts that are compared one by one."""
_NOISE = 300.0
"""What a part's squared details add up to at least, to be more than what compression leaves."""
_MEAN, _WORST = 0.78, 0.62
"""Correlation of all parts with details, and of the worst but a tenth of them."""
_FEW, _LINES = 9, 4
"""Parts with details, and the rows and columns they lie in, below which these tell too little, as in what is
left of a photo cut into tiles, padded with black..."""
_SAME, _GAIN, _LIFT = 8.0, 1.25, 20.0
"""...so that all pixels have to agree within levels of 255, once one is made as bright: times, and plus."""
_ZOOMS, _LIKE_ZOOMED = (0.96, 0.92, 0.88), 0.94
"""Shares of the sides that are left where something was cut off, and the correlation of coarse details of
what is left with those of the other picture, from which on a pair is looked at so..."""
_LIKE_CUT = 0.7
"""That of the coarse details of whole pictures, below which no middle is looked at."""
_MEAN_ZOOMED, _WORST_ZOOMED = 0.83, 0.76
"""...in place of _MEAN and _WORST: among so many ways to lay pictures over each other one fits by chance."""
_BLOCK, _BATCH = 512, 512


def near_duplicates(
    records: Sequence[ImageRecord],
    *,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[list[ImageRecord]]:
    """Return the groups of images that show nearly the same picture, exact copies among them.

    Groups are joined: of a slow pan the first and the last picture may have little in common. Images that
    can't be read are in none. It takes 15 kB of memory an image.

    Args:
        progress: told how many of the images are read.

    Raises:
        Cancelled: `is_cancelled`, asked before each image and each block of comparisons, said so.
    """
    seen, small = small_pictures(records, progress=progress, is_cancelled=is_cancelled)
    return [[seen[index] for index in group] for group in alike(small, is_cancelled=is_cancelled)]


def small_pictures(
    records: Sequence[ImageRecord],
    *,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> tuple[list[ImageRecord], Small]:
    """Return the images that can be read, and each as SIDE x SIDE x 3 uint8 RGB.

    Raises:
        Cancelled: `is_cancelled`, asked before each image, said so.
    """
    import numpy as np

    def read(record: ImageRecord) -> Small | None:
        if is_cancelled():
            raise Cancelled
        try:
            return pictures.read_small(record.path, (SIDE, SIDE))
        except StudioError:
            return None

    seen: list[ImageRecord] = []
    found = np.empty((len(records), SIDE, SIDE, 3), np.uint8)
    with ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="studio-reader") as pool:
        for done, (record, small) in enumerate(zip(records, pool.map(read, records), strict=True), 1):
            if small is not None:
                found[len(seen)] = small
                seen.append(record)
            if progress:
                progress(done, len(records))
    return seen, found[: len(seen)]


def alike(small: Small, *, is_cancelled: Callable[[], bool] = lambda: False) -> list[list[int]]:
    """Return the groups of indices of small pictures (N x SIDE x SIDE x 3) that are nearly the same.

    Raises:
        Cancelled: `is_cancelled` said so.
    """
    joined = _Joined()
    for pairs in _candidates(small):
        for start in range(0, len(pairs), _BATCH):
            if is_cancelled():
                raise Cancelled
            some = [
                pair
                for pair in pairs[start : start + _BATCH]
                if joined.root(pair.one) != joined.root(pair.other)
            ]
            for pair, is_same in zip(some, _nearly_same(small, some), strict=True):
                if is_same:
                    joined.join(pair.one, pair.other)
    return joined.groups()


class _Pair(NamedTuple):
    """Two pictures by their indices, the second one mirrored or not.

    `middle` says what may have to be laid over the other: 1, 2... the second one's middle by the number in
    _ZOOMS, -1, -2... the first one's, 0 neither.
    """

    one: int
    other: int
    is_mirrored: bool
    middle: int


class _Joined:
    """Groups of numbers that grow by joining two; each group goes by its lowest number."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def root(self, index: int) -> int:
        while (above := self._above.get(index, index)) != index:
            self._above[index] = self._above.get(above, above)
            index = above
        return index

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        # Known even where it is its own, so that the group is complete.
        self._above.setdefault(low, low)
        self._above[high] = low

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for index in sorted(self._above):
            found[self.root(index)].append(index)
        return [found[root] for root in sorted(found)]


def _candidates(small: Small) -> Iterator[list[_Pair]]:
    """Yield, a block of images at a time, the pairs that may be the same, the likest first."""
    import numpy as np

    (even, odd), outlines = _coarse(small), _Outlines(small)
    for start in range(0, len(even), _BLOCK):
        rows = slice(start, start + _BLOCK)
        count = len(even[rows])
        # Mirrored, the even part of a picture stays as it is, and the odd part changes its sign.
        same = even[rows] @ even[: start + count].T
        twist = odd[rows] @ odd[: start + count].T
        found = []
        for is_mirrored, scores in ((False, same + twist), (True, np.subtract(same, twist, out=same))):
            # Each pair once: only those before, and within the block below the diagonal.
            scores[:, start:][np.triu_indices(count)] = -1
            one, other = np.nonzero(scores >= _LIKE)
            found.append(outlines.likest(one + start, other, is_mirrored=is_mirrored))
        one, other, mirrored, middle, likeness = (np.concatenate(parts) for parts in zip(*found, strict=True))
        order = np.argsort(-likeness, kind="stable")
        columns = (values[order].tolist() for values in (one, other, mirrored, middle))
        yield list(map(_Pair, *columns))


class _Outlines:
    """Coarse details of all pictures: in colour, and in grey of their middles, too."""

    def __init__(self, small: Small) -> None:
        import numpy as np

        self._in_colour = np.empty((len(small), _DETAILED * _DETAILED * 3 + 1), np.float32)
        self._in_grey = np.empty((1 + len(_ZOOMS), len(small), _DETAILED * _DETAILED + 1), np.float32)
        for start in range(0, len(small), _BLOCK):
            part = slice(start, start + _BLOCK)
            some = small[part].astype(np.float32)
            colours = np.moveaxis(_coarse_details(np.ascontiguousarray(np.moveaxis(some, 3, 1)), 1), 1, 3)
            self._in_colour[part] = _unit(colours)
            grey = _grey(some)
            for values, share in zip(self._in_grey, (1, *_ZOOMS), strict=True):
                values[part] = _unit(_coarse_details(grey, share))

    def likest(self, one: Indices, other: Indices, *, is_mirrored: bool) -> tuple[npt.NDArray[Any], ...]:
        """Return the pairs of two lists of indices, in the order of the first, that agree.

        Of an index the _NEAREST at most. As five columns: the indices, whether mirrored, the middle (see
        _Pair) and how well they agree.
        """
        import numpy as np

        likeness = self._likeness(self._in_colour, self._in_colour, one, other, is_mirrored)
        kept = np.flatnonzero(likeness >= (_LIKE_MIRRORED if is_mirrored else _LIKE_IN_DETAIL))
        one, other, likeness = one[kept], other[kept], likeness[kept]
        order = np.lexsort((-likeness, one))
        # The first of each image come first: how many of its own stand before each.
        place = np.arange(len(order)) - np.searchsorted(one[order], one[order])
        order = order[place < _NEAREST]
        one, other, likeness = one[order], other[order], likeness[order]
        whole, *middles = self._in_grey
        best, middle = np.full(len(one), _LIKE_ZOOMED, np.float32), np.zeros(len(one), np.int8)
        some = np.flatnonzero(likeness >= _LIKE_CUT)
        for number, values in enumerate(middles, 1):
            for sign, left, right in ((1, whole, values), (-1, values, whole)):
                agreement = self._likeness(left, right, one[some], other[some], is_mirrored)
                better = agreement > best[some]
                middle[some[better]] = sign * number
                best[some] = np.maximum(best[some], agreement)
        return one, other, np.full(len(one), is_mirrored), middle, likeness

    @staticmethod
    def _likeness(left: Float32, right: Float32, one: Indices, other: Indices, is_mirrored: bool) -> Float32:
        """Return how well a row of the first agrees with one of the second, for each pair of indices."""
        import numpy as np

        found = np.empty(len(one), np.float32)
        if not len(one):
            return found
        # The first ones are all of one block, each of which has many others.
        first = int(one.min())
        block = left[first : int(one.max()) + 1]
        if is_mirrored:
            block = _mirrored(block)
        for start in range(0, len(one), 1 << 15):
            part = slice(start, start + (1 << 15))
            found[part] = np.einsum("ij,ij->i", block[one[part] - first], right[other[part]])
        return found


def _mirrored(outlines: Float32) -> Float32:
    """Return what vectors of coarse details would be of pictures that are mirrored."""
    mirrored = outlines.copy()
    cells = (len(outlines), _DETAILED, _DETAILED, -1)
    mirrored[:, :-1] = outlines[:, :-1].reshape(cells)[:, :, ::-1].reshape(len(outlines), -1)
    return mirrored


def _unit(values: Float32) -> Float32:
    """Return arrays as vectors of length 1; of a plain picture, of which nothing stands out, all alike."""
    import numpy as np

    rows = np.hstack([values.reshape(len(values), -1), np.ones((len(values), 1), np.float32)])
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def _coarse(small: Small) -> tuple[Float32, Float32]:
    """Return the colours of _COARSE x _COARSE cells, of each picture as two vectors that have the length 1.

    The first holds what is the same when a picture is mirrored, the second what changes its sign. A plain
    picture has zeros but for a last value of the first, by which all plain ones are alike.
    """
    import numpy as np

    cell, half = SIDE // _COARSE, _COARSE // 2
    even = np.empty((len(small), _COARSE * half * 3 + 1), np.float32)
    odd = np.empty((len(small), _COARSE * half * 3), np.float32)
    for start in range(0, len(small), _BLOCK):
        some = small[start : start + _BLOCK].reshape(-1, _COARSE, cell, _COARSE, cell, 3)
        means = some.mean((2, 4), dtype=np.float32)
        values = means - means.mean((1, 2), keepdims=True)
        left, right = values[:, :, :half], values[:, :, : half - 1 : -1]
        # One level in each cell: below it lies what compression makes of a plain picture.
        length = np.sqrt((values**2).sum((1, 2, 3)) + _COARSE**2)[:, None]
        part = slice(start, start + _BLOCK)
        even[part, :-1] = (left + right).reshape(len(values), -1) / np.sqrt(2) / length
        even[part, -1:] = _COARSE / length
        odd[part] = (left - right).reshape(len(values), -1) / np.sqrt(2) / length
    return even, odd


def _coarse_details(planes: Float32, share: float) -> Float32:
    """Return what stands out of _DETAILED x _DETAILED cells of the middle of planes (... x SIDE x SIDE).

    Args:
        share: of the sides that the middle takes.
    """
    import numpy as np

    soft, softer = _lenses(share)
    return np.asarray(soft @ planes @ soft.T - softer @ planes @ softer.T, np.float32)


@cache
def _lenses(share: float) -> tuple[Float32, Float32]:
    """Return two matrices that make cells of the middle of a line of SIDE pixels: soft, and softer ones."""
    import cv2

    cells = _stretched(share).reshape(_DETAILED, -1, SIDE).mean(1)
    soft = cv2.GaussianBlur(cells, (1, 9), 1)
    return soft, cv2.GaussianBlur(soft, (1, 17), 2)


@cache
def _stretched(share: float) -> Float32:
    """Return the matrix that makes SIDE pixels of the middle of a line of them, so much of it."""
    import numpy as np

    places = (SIDE - 1) / 2 + (np.arange(SIDE) - (SIDE - 1) / 2) * share
    lines = [np.interp(places, np.arange(SIDE), line) for line in np.eye(SIDE)]
    return np.stack(lines, 1).astype(np.float32)


def _nearly_same(small: Small, pairs: Sequence[_Pair]) -> npt.NDArray[np.bool_]:
    """Say of each pair whether they show nearly the same picture; a few hundred pairs at a time."""
    import numpy as np

    if not pairs:
        return np.zeros(0, bool)
    # A picture and the same one mirrored are two.
    named = [(pair.one * 2, pair.other * 2 + pair.is_mirrored) for pair in pairs]
    names, places = np.unique(np.array(named), return_inverse=True)
    left, right = places.reshape(-1, 2).T
    shown = small[names // 2]
    shown[names % 2 == 1] = shown[names % 2 == 1][:, :, ::-1]
    soft, details = _details(shown)
    same = _details_agree(details, left, details, right)
    # One pixel in sixteen rules nearly all others out.
    few = soft[:, ::4, ::4]
    chosen = np.flatnonzero(~same)
    chosen = chosen[_levels_agree(few[left[chosen]], few[right[chosen]], 2 * _SAME)]
    same[chosen] = _levels_agree(soft[left[chosen]], soft[right[chosen]], _SAME)
    middle = np.array([pair.middle for pair in pairs])
    for number in set(middle[~same].tolist()) - {0}:
        chosen = np.flatnonzero(~same & (middle == number))
        whole, cut = (left, right) if number > 0 else (right, left)
        wanted, at = np.unique(cut[chosen], return_inverse=True)
        _, of_middles = _details(_middles(shown[wanted], _ZOOMS[abs(number) - 1]))
        same[chosen] = _details_agree(
            details, whole[chosen], of_middles, at, mean=_MEAN_ZOOMED, worst=_WORST_ZOOMED
        )
    return same


def _details_agree(
    details: Float32,
    left: Indices,
    others: Float32,
    right: Indices,
    *,
    mean: float = _MEAN,
    worst: float = _WORST,
) -> npt.NDArray[np.bool_]:
    """Say of pairs, an index into each of two stacks of details, whether these agree at the best shift."""
    import numpy as np

    shifts = _best_shifts(_grey(details[left]), _grey(others[right]))
    same = np.zeros(len(left), bool)
    for shift in set(shifts):
        chosen = np.flatnonzero([found == shift for found in shifts])
        of_all, of_worst = _agreement(*_overlap(details[left[chosen]], others[right[chosen]], shift))
        same[chosen] = (of_all >= mean) & (of_worst >= worst)
    return same


def _middles(small: Small, share: float) -> Float32:
    """Return the middle of each picture, so much of its sides, as large as the whole."""
    import numpy as np

    lens = _stretched(share)
    planes = np.asarray(lens @ np.moveaxis(small.astype(np.float32), 3, 1) @ lens.T, np.float32)
    return np.moveaxis(planes, 1, 3)


def _grey(coloured: Float32) -> Float32:
    """Return the sum of the three colours, the last axis."""
    import numpy as np

    # Many times as fast as a sum over so short an axis.
    return np.asarray(coloured @ np.ones(3, np.float32))


def _details(small: Small | Float32) -> tuple[Float32, Float32]:
    """Return the pictures softened, so that half a pixel of shift does no harm, and what stands out."""
    import cv2
    import numpy as np

    soft, details = np.empty((2, *small.shape), np.float32)
    for index, picture in enumerate(small):
        soft[index] = cv2.GaussianBlur(np.ascontiguousarray(picture, np.float32), (0, 0), 1)
        details[index] = soft[index] - cv2.GaussianBlur(soft[index], (0, 0), 3)
    return soft, details


def _levels_agree(one: Float32, other: Float32, within: float) -> npt.NDArray[np.bool_]:
    """Say of each pair of soft pictures (N x H x W x 3) whether they differ by how bright they are alone."""
    import numpy as np

    size = int(np.prod(one.shape[1:]))
    one, other = one.reshape(len(one), size), other.reshape(len(other), size)
    mean, of_other = one.mean(1, keepdims=True), other.mean(1, keepdims=True)
    one, other = one - mean, other - of_other
    # The straight line through the levels of both; of a plain picture, as steep as it likes.
    slope = ((one * other).sum(1) + 1) / ((other * other).sum(1) + 1)
    gain = np.clip(slope, 1 / _GAIN, _GAIN)[:, None]
    lift = np.abs(mean - of_other * gain)[:, 0]
    return np.asarray((lift <= _LIFT) & (np.abs(one - other * gain).max(1) <= within))


def _best_shifts(one: Float32, other: Float32) -> list[tuple[int, int]]:
    """Return for each pair of details (N x SIDE x SIDE) the shift (x, y) at which they agree best."""
    import numpy as np

    steps = range(-_REACH, _REACH + 1)
    shifts = [(x, y) for y in steps for x in steps]
    scores = np.empty((len(shifts), len(one)), np.float32)
    for index, shift in enumerate(shifts):
        scores[index] = np.einsum("nij,nij->n", *_overlap(one, other, shift))
    return [shifts[index] for index in scores.argmax(0)]


def _overlap(one: Float32, other: Float32, shift: tuple[int, int]) -> tuple[Float32, Float32]:
    """Return what two stacks of pictures have in common when the second is shifted."""
    x, y = shift
    high, wide = one.shape[1:3]
    return (
        one[:, max(y, 0) : high + min(y, 0), max(x, 0) : wide + min(x, 0)],
        other[:, max(-y, 0) : high + min(-y, 0), max(-x, 0) : wide + min(-x, 0)],
    )


def _agreement(one: Float32, other: Float32) -> tuple[Float32, Float32]:
    """Return how well the parts with details agree of each pair (N x H x W x 3): all, and the worst of them.

    As correlations; 0 where such parts are too few, or lie too closely, to tell.
    """
    import numpy as np

    one, other = _in_parts(one), _in_parts(other)
    products, left, right = (
        np.einsum("nipjqc,nipjqc->nij", *pair) for pair in ((one, other), (one, one), (other, other))
    )
    agreement = products / np.sqrt((left + _NOISE) * (right + _NOISE))
    has_details = np.maximum(left, right) > 4 * _NOISE
    is_spread = np.minimum(has_details.any(1).sum(1), has_details.any(2).sum(1)) >= _LINES
    agreement = agreement.reshape(len(one), -1)
    has_details = has_details.reshape(len(one), -1)
    count = has_details.sum(1)
    mean = (agreement * has_details).sum(1) / np.maximum(count, 1)
    ordered = np.sort(np.where(has_details, agreement, np.inf), axis=1)
    worst = np.take_along_axis(ordered, (count // 10)[:, None], axis=1)[:, 0]
    can_tell = is_spread & (count >= _FEW)
    return np.where(can_tell, mean, 0), np.where(can_tell, worst, 0)


def _in_parts(values: Float32) -> Float32:
    """Return N x rows x _PART x columns x _PART x 3; what is left over at the ends is not used."""
    down, across = (length // _PART for length in values.shape[1:3])
    whole = values[:, : down * _PART, : across * _PART]
    return whole.reshape(len(values), down, _PART, across, _PART, 3)
