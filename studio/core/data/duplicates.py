"""Which images show nearly the same picture: saved again, resized, a little brighter, the next of a burst.

A picture becomes a small one of SIDE x SIDE pixels in colour. Pairs whose coarse colours agree are found with
one matrix product for a block of images. Those whose coarse details agree too are compared closely: part by
part at the shift that suits best, so that a strong edge or a bright lamp can't speak for the whole picture.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from studio.core import pictures
from studio.core.data.record import ImageRecord
from studio.core.errors import Cancelled, StudioError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Float32 = npt.NDArray[np.float32]
    Small = npt.NDArray[np.uint8]

SIDE = 48
"""Pixels across a small picture: as much as tells two tiles with other lamps apart."""
_COARSE = 8
"""Cells across what candidates are found by."""
_LIKE = 0.75
"""Correlation of the coarse colours from which on a pair is looked at."""
_DETAILED, _LIKE_IN_DETAIL = 16, 0.6
"""Cells across the coarse details, and their correlation from which on a pair is compared closely."""
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
_BLOCK, _BATCH = 512, 512


def near_duplicates(
    records: Sequence[ImageRecord],
    *,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[list[ImageRecord]]:
    """Return the groups of images that show nearly the same picture, exact copies among them.

    Groups are joined: of a slow pan the first and the last picture may have little in common. Images that
    can't be read are in none. It takes 7 kB of memory an image.

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
                (one, other)
                for one, other in pairs[start : start + _BATCH]
                if joined.root(one) != joined.root(other)
            ]
            for (one, other), is_same in zip(some, _nearly_same(small, some), strict=True):
                if is_same:
                    joined.join(one, other)
    return joined.groups()


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


def _candidates(small: Small) -> Iterator[list[tuple[int, int]]]:
    """Yield, a block of images at a time, the pairs that may be the same, the likest first."""
    import numpy as np

    coarse, detailed = _coarse(small), _coarse_details(small)
    for start in range(0, len(coarse), _BLOCK):
        rows = coarse[start : start + _BLOCK]
        # Each pair once: only those before, and within the block below the diagonal.
        scores = rows @ coarse[: start + len(rows)].T
        scores[:, start:][np.triu_indices(len(rows))] = -1
        one, other = np.nonzero(scores >= _LIKE)
        score = scores[one, other]
        one += start
        # A plain picture has no details, and is as like any as its colours are.
        closer = np.concatenate(
            [
                np.einsum("ij,ij->i", detailed[one[at : at + 65536]], detailed[other[at : at + 65536]])
                for at in range(0, len(one), 65536)
            ]
            or [score]
        )
        kept = np.flatnonzero(closer >= _LIKE_IN_DETAIL)
        one, other, score = one[kept], other[kept], closer[kept]
        order = np.lexsort((-score, one))
        # The first of each image come first: how many of its own stand before each.
        place = np.arange(len(order)) - np.searchsorted(one[order], one[order])
        order = order[place < _NEAREST]
        order = order[np.argsort(-score[order], kind="stable")]
        yield list(zip(one[order].tolist(), other[order].tolist(), strict=True))


def _coarse(small: Small) -> Float32:
    """Return the colours of _COARSE x _COARSE cells as one vector of length 1 for each picture.

    A plain picture has the zero vector but for a last value, by which all plain ones are alike.
    """
    import numpy as np

    cell = SIDE // _COARSE
    found = np.empty((len(small), _COARSE * _COARSE * 3 + 1), np.float32)
    for start in range(0, len(small), _BLOCK):
        some = small[start : start + _BLOCK].reshape(-1, _COARSE, cell, _COARSE, cell, 3)
        means = some.mean((2, 4), dtype=np.float32)
        values = (means - means.mean((1, 2), keepdims=True)).reshape(len(means), -1)
        # One level in each cell: below it lies what compression makes of a plain picture.
        values = np.hstack([values, np.full((len(values), 1), _COARSE, np.float32)])
        found[start : start + _BLOCK] = values / np.linalg.norm(values, axis=1, keepdims=True)
    return found


def _coarse_details(small: Small) -> Float32:
    """Return what stands out of _DETAILED x _DETAILED cells as one vector of length 1 for each picture."""
    import cv2
    import numpy as np

    found = np.empty((len(small), _DETAILED * _DETAILED * 3 + 1), np.float32)
    for index, picture in enumerate(small):
        cells = cv2.resize(picture.astype(np.float32), (_DETAILED, _DETAILED), interpolation=cv2.INTER_AREA)
        soft = cv2.GaussianBlur(cells, (0, 0), 1)
        values = (soft - cv2.GaussianBlur(soft, (0, 0), 2)).ravel()
        found[index, :-1], found[index, -1] = values, 1
        found[index] /= np.linalg.norm(found[index])
    return found


def _nearly_same(small: Small, pairs: Sequence[tuple[int, int]]) -> npt.NDArray[np.bool_]:
    """Say of each pair whether they show nearly the same picture; a few hundred pairs at a time."""
    import numpy as np

    if not pairs:
        return np.zeros(0, bool)
    indices, places = np.unique(np.array(pairs), return_inverse=True)
    left, right = places.reshape(-1, 2).T
    soft, details = _details(small[indices])
    grey = details.sum(3)
    shifts = _best_shifts(grey[left], grey[right])
    same = np.zeros(len(pairs), bool)
    for shift in set(shifts):
        chosen = np.flatnonzero([found == shift for found in shifts])
        same[chosen] = _parts_agree(*_overlap(details[left[chosen]], details[right[chosen]], shift))
    # One pixel in sixteen rules nearly all others out.
    few = soft[:, ::4, ::4]
    chosen = np.flatnonzero(~same)
    chosen = chosen[_levels_agree(few[left[chosen]], few[right[chosen]], 2 * _SAME)]
    same[chosen] = _levels_agree(soft[left[chosen]], soft[right[chosen]], _SAME)
    return same


def _details(small: Small) -> tuple[Float32, Float32]:
    """Return the pictures softened, so that half a pixel of shift does no harm, and what stands out."""
    import cv2
    import numpy as np

    soft, details = np.empty((2, *small.shape), np.float32)
    for index, picture in enumerate(small):
        soft[index] = cv2.GaussianBlur(picture.astype(np.float32), (0, 0), 1)
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


def _parts_agree(one: Float32, other: Float32) -> npt.NDArray[np.bool_]:
    """Say of each pair of details (N x H x W x 3) whether nearly all parts that have any agree."""
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
    return np.asarray(is_spread & (count >= _FEW) & (mean >= _MEAN) & (worst >= _WORST))


def _in_parts(values: Float32) -> Float32:
    """Return N x rows x _PART x columns x _PART x 3; what is left over at the ends is not used."""
    down, across = (length // _PART for length in values.shape[1:3])
    whole = values[:, : down * _PART, : across * _PART]
    return whole.reshape(len(values), down, _PART, across, _PART, 3)
