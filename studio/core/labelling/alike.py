"""Find what resembles boxes that are drawn: a detector of one photo, made of a few examples in a second.

Of the boxes of a class a template is learnt by linear discriminant analysis: how they differ from patches of
the same photo, with what all its patches have in common taken out. One example is enough, and unlabelled
objects among the patches do no harm. Source: Hariharan, Malik and Ramanan, "Discriminative Decorrelation for
Clustering and Classification", ECCV 2012.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.core.boxes.detections import Detections
from studio.core.boxes.nms import nms
from studio.core.data.record import Box
from studio.core.errors import Cancelled
from studio.core.labelling.snap import Style, samples_of, snapped
from studio.core.pictures import Image

Floats = npt.NDArray[np.float32]

SIDE = 16
"""Samples along the side of a square template."""
AROUND = 1.5
"""A template is so many times as wide and high as the boxes: what an object stands on belongs to its look."""
LONGEST = 2.0
"""A template's sides differ by no more than this, whatever the boxes' do."""
FINEST = 4.0
"""More samples than this a pixel tell nothing new."""
MOST_SAMPLES = 24_000_000
"""A photo is made smaller than its boxes ask for, rather than larger than this."""
BLOCK = 96
BLOCKS = 48
"""So many blocks of so many samples a side tell what the photo's patches have in common."""
RIDGE = 0.15
"""What is added to the patches' variance, as a share of its mean: blocks know little of fine detail."""
SAME_SIZE = 2.0
"""Boxes whose sides differ from the usual ones by a larger ratio have a template of their own."""
FEW = 1 / 3
"""Sizes with fewer examples than this share of the usual size's are left: one odd box finds much else."""
MOST_TEMPLATES = 8
MOST_EXAMPLES = 200
BAND_ROWS = 512
NOISE = 12.0
"""Where examples stand out by fewer standard deviations of the photo's patches, scores are lower."""
OPTIMISM = (1.15, 0.35)
"""A template answers the examples it was made of better than others like them, the fewer the more: what it
answers is divided by the first, less the second by their count. So about 0.5 is where most are right."""
FEW_TO_FIT = 5
"""With fewer examples how they are drawn around what they hold is not known well enough to fit others so."""
LEAST_SCORE = 0.25
MOST_FOUND = 2000
OVERLAP = 0.4
"""Two findings of a class that overlap by more are one."""
PEAK = 0.9
"""Findings are at least so far apart, as a share of the shorter side of the boxes."""


def find_alike(
    image: Image, boxes: Sequence[Box], should_stop: Callable[[], bool] = lambda: False
) -> Detections:
    """Return what in a photo looks like some of its boxes, highest score first; the boxes themselves too.

    Args:
        image: HxWx3 (or more channels) uint8.
        boxes: the examples, with their classes, in pixels.
        should_stop: asked now and then.

    Returns:
        Places about as large as the examples, of their class. A score of 1 is that of the usual example, 0
        that of the usual patch of the photo; from about 0.5 on most are right.

    Raises:
        Cancelled: it was asked to stop.
    """
    found = []
    for group in _groups(boxes):
        if (template := _learn(image, group)) is not None:
            found.append(template.find(should_stop))
        if should_stop():
            raise Cancelled
    every = nms(Detections.joined(found), iou_threshold=OVERLAP, top_k=MOST_FOUND)
    if len(boxes) >= FEW_TO_FIT:
        # Fitted, two may have become one.
        every = nms(_fitted(image, every, boxes, should_stop), iou_threshold=OVERLAP, top_k=MOST_FOUND)
    return every


def _fitted(
    image: Image, found: Detections, boxes: Sequence[Box], should_stop: Callable[[], bool]
) -> Detections:
    """Return what was found fitted to the blob in each place, as the examples are drawn around theirs.

    Raises:
        Cancelled: it was asked to stop.
    """
    style = Style()
    style.take({"": samples_of(image, boxes[:: max(1, len(boxes) // MOST_EXAMPLES)])})
    xyxy = found.xyxy.copy()
    for row, class_id in enumerate(found.class_ids.tolist()):
        if should_stop():
            raise Cancelled
        x1, y1, x2, y2 = found.xyxy[row].tolist()
        xyxy[row] = snapped(image, (x1, y1, x2, y2), class_id, style) or xyxy[row]
    return found.with_boxes(xyxy)


def _groups(boxes: Sequence[Box]) -> list[list[Box]]:
    """Return boxes that can share a template: of one class and about one size; the largest groups."""
    groups: list[list[Box]] = []
    for class_id in sorted({box.class_id for box in boxes}):
        left = [box for box in boxes if box.class_id == class_id and min(box.width, box.height) > 0]
        of_class: list[list[Box]] = []
        while left:
            sides = np.log([(box.x2 - box.x1, box.y2 - box.y1) for box in left])
            # Around one that there is, so that each round takes at least that one.
            usual = sides[np.abs(sides - np.median(sides, axis=0)).max(axis=1).argmin()]
            is_alike = np.abs(sides - usual).max(axis=1) <= math.log(SAME_SIZE)
            of_class.append([box for box, is_in in zip(left, is_alike, strict=True) if is_in])
            left = [box for box, is_in in zip(left, is_alike, strict=True) if not is_in]
        most = max(map(len, of_class), default=0)
        groups += [group for group in of_class if len(group) > FEW * most]
    return sorted(groups, key=len, reverse=True)[:MOST_TEMPLATES]


@dataclass(frozen=True, slots=True)
class _Template:
    """What examples of one class and size look like, and the photo it is looked for in.

    Attributes:
        padded: the photo at the template's scale with half a template around it, HxWx3 uint8.
        scale: samples a pixel, across and down.
        weights: rows x columns x 3.
        offset: what the usual patch answers.
        usual: by how much more an example answers.
        size_wh: of the examples, in pixels.
    """

    padded: Image
    scale: tuple[float, float]
    weights: Floats
    offset: float
    usual: float
    size_wh: tuple[float, float]
    class_id: int

    def find(self, should_stop: Callable[[], bool]) -> Detections:
        """Return where it answers as to an example, or nearly.

        Raises:
            Cancelled: it was asked to stop.
        """
        import cv2

        answer = self._answer(should_stop)
        step = min(side * scale for side, scale in zip(self.size_wh, self.scale, strict=True))
        window = max(3, int(step * PEAK) | 1)
        is_peak = (answer >= LEAST_SCORE) & (
            answer == cv2.dilate(answer, np.ones((window, window), np.uint8))
        )
        y, x = np.nonzero(is_peak)
        best = np.argsort(-answer[y, x], kind="stable")[:MOST_FOUND]
        y, x = y[best], x[best]
        middle_x = (x + _between(answer, (y, x), (0, 1))) / self.scale[0]
        middle_y = (y + _between(answer, (y, x), (1, 0))) / self.scale[1]
        width, height = self.size_wh
        xyxy = np.stack(
            [
                middle_x - width / 2,
                middle_y - height / 2,
                middle_x + width / 2,
                middle_y + height / 2,
            ],
            axis=1,
        )
        scores = np.minimum(answer[y, x], 1.0)
        return Detections.from_arrays(xyxy, scores, np.full(len(xyxy), self.class_id))

    def _answer(self, should_stop: Callable[[], bool]) -> Floats:
        """Return the score of a template by place: its middle is the upper left corner of that sample."""
        import cv2

        rows, columns = self.weights.shape[:2]
        height, width = self.padded.shape[0] - rows, self.padded.shape[1] - columns
        answer = np.empty((height, width), np.float32)
        for top in range(0, height, BAND_ROWS):
            if should_stop():
                raise Cancelled
            count = min(BAND_ROWS, height - top)
            band = self.padded[top : top + count + rows].astype(np.float32) / 255
            total = np.zeros(band.shape[:2], np.float32)
            for channel in range(3):
                # Correlation, with the template's upper left corner at the sample.
                total += cv2.filter2D(
                    np.ascontiguousarray(band[..., channel]),
                    cv2.CV_32F,
                    np.ascontiguousarray(self.weights[..., channel]),
                    anchor=(0, 0),
                    borderType=cv2.BORDER_CONSTANT,
                )
            answer[top : top + count] = (total[:count, :width] - self.offset) / self.usual
        return answer


def _learn(image: Image, group: Sequence[Box]) -> _Template | None:
    """Return the template of some examples; None where they, or the photo, are too small for one."""
    import cv2

    height, width = image.shape[:2]
    sides = np.array([(box.x2 - box.x1, box.y2 - box.y1) for box in group], np.float64)
    size = np.median(sides, axis=0)
    stretch = float(np.clip(math.sqrt(size[0] / size[1]), 1 / math.sqrt(LONGEST), math.sqrt(LONGEST)))
    columns, rows = (2 * max(2, round(SIDE * part / 2)) for part in (stretch, 1 / stretch))
    wanted = min(columns / (AROUND * size[0]), rows / (AROUND * size[1]), FINEST)
    wanted = min(wanted, math.sqrt(MOST_SAMPLES / (height * width)))
    scaled_wh = round(width * wanted), round(height * wanted)
    if min(scaled_wh) < 4 or min(size) * wanted < 2:
        return None
    kind = cv2.INTER_AREA if wanted < 1 else cv2.INTER_CUBIC
    scaled = np.asarray(
        cv2.resize(np.ascontiguousarray(image[..., :3]), scaled_wh, interpolation=kind), np.uint8
    )
    around = (rows // 2, rows // 2, columns // 2, columns // 2)
    padded = np.asarray(cv2.copyMakeBorder(scaled, *around, cv2.BORDER_REPLICATE), np.uint8)
    scale = scaled_wh[0] / width, scaled_wh[1] / height

    mean, spread = _common(scaled, (rows, columns))
    spread[np.diag_indices_from(spread)] += RIDGE * max(float(np.trace(spread)) / len(spread), 1e-6)
    examples = _examples(padded, group, scale, (rows, columns)) - mean
    weights = np.linalg.solve(spread, examples.mean(axis=0))
    answers = examples @ weights
    # Answers to the photo's patches spread by the root of the mean answer to examples: so weights are made.
    usual = float(np.median(answers)) * (OPTIMISM[0] - OPTIMISM[1] / len(answers))
    usual = max(usual, NOISE * math.sqrt(max(float(answers.mean()), 0.0)))
    if not usual > 0:
        return None
    return _Template(
        padded,
        scale,
        weights.reshape(rows, columns, 3).astype(np.float32),
        float(mean @ weights),
        usual,
        (float(size[0]), float(size[1])),
        group[0].class_id,
    )


def _common(scaled: Image, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    """Return mean and covariance of the patches of a photo, flattened as rows x columns x 3, 0..1.

    How two samples go together is taken to depend on how far apart they are, and on nothing else: so blocks
    from all over the photo tell it by their autocorrelation, which takes no patch and no large product.
    """
    rows, columns = shape
    height, width = scaled.shape[:2]
    side = min(BLOCK, height), min(BLOCK, width)
    padded = side[0] + rows, side[1] + columns
    some = np.random.default_rng(0)
    y = some.integers(0, height - side[0] + 1, BLOCKS)
    x = some.integers(0, width - side[1] + 1, BLOCKS)
    blocks = np.stack(
        [scaled[top : top + side[0], left : left + side[1]] for top, left in zip(y, x, strict=True)]
    )
    samples = blocks.astype(np.float32) / np.float32(255)
    mean = samples.mean(axis=(0, 1, 2), dtype=np.float64)
    spectrum = np.fft.rfft2(samples - mean, s=padded, axes=(1, 2))
    # By channel and channel, and by how far the second sample is below and right of the first, wrapped round.
    together = np.stack(
        [
            np.stack(
                [
                    np.fft.irfft2((spectrum[..., one].conj() * spectrum[..., other]).sum(axis=0), s=padded)
                    for other in range(3)
                ]
            )
            for one in range(3)
        ]
    ) / (BLOCKS * side[0] * side[1])
    row, column, channel = (index.ravel() for index in np.indices((rows, columns, 3)))
    spread = together[
        channel[:, None], channel[None], row[None] - row[:, None], column[None] - column[:, None]
    ]
    return np.tile(mean, rows * columns).astype(np.float32), spread.astype(np.float32)


def _examples(
    padded: Image, group: Sequence[Box], scale: tuple[float, float], shape: tuple[int, int]
) -> Floats:
    """Return what lies in and around each example, (N, rows * columns * 3), 0..1, at parts of a sample."""
    import cv2

    rows, columns = shape
    some = group[:: max(1, math.ceil(len(group) / MOST_EXAMPLES))]
    patches = []
    for box in some:
        # Where sample (0, 0) of the photo is sample (rows / 2, columns / 2) of what is padded.
        x = (box.x1 + box.x2) / 2 * scale[0] + columns // 2 - 0.5
        y = (box.y1 + box.y2) / 2 * scale[1] + rows // 2 - 0.5
        patches.append(cv2.getRectSubPix(padded, (columns, rows), (x, y)))
    return np.stack(patches).reshape(len(patches), -1).astype(np.float32) / np.float32(255)


def _between(
    answer: Floats, place: tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]], step: tuple[int, int]
) -> npt.NDArray[np.float64]:
    """Return how far off its place a peak lies along an axis, in samples: a parabola goes through three."""
    y, x = place
    last_y, last_x = answer.shape[0] - 1, answer.shape[1] - 1
    before = answer[np.maximum(y - step[0], 0), np.maximum(x - step[1], 0)].astype(np.float64)
    after = answer[np.minimum(y + step[0], last_y), np.minimum(x + step[1], last_x)].astype(np.float64)
    bend = before - 2 * answer[y, x] + after
    return np.asarray(np.clip(0.5 * (before - after) / np.where(bend < -1e-6, bend, -np.inf), -0.5, 0.5))
