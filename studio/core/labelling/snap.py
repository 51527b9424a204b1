"""Snap: a rough box is fitted to the bright or contrasting blob in it, with the margin this person leaves."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from studio.core.data.dataset import Dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.labelling import geometry
from studio.core.labelling.hit_test import XYXY
from studio.core.pictures import Image, imread

Floats = npt.NDArray[np.float64]
Samples = npt.NDArray[np.float32]
Signal = Literal["bright", "dark", "colour"]
"""What sets a blob off from what is around it: it is lighter, darker, or of another colour."""
SIGNALS: tuple[Signal, ...] = ("bright", "dark", "colour")

GROW = 0.5
"""The blob is looked for in the box grown by this part of its size on each side."""
LEVEL = 0.7
"""A pixel belongs to the blob from this part of its contrast on: above what a lamp's glow has around it."""
SAMPLES = 112
"""Samples along the longer side of what is looked at, so that borders are found between pixels."""
FINEST = 8.0
"""Samples a pixel at most."""
FROM_BLOB_TO_BOX = 1.3
"""How much larger than its blob a box is taken to be while the blob is looked for again, around itself."""
LEAST_CONTRAST = 10.0
"""Grey levels that a blob differs at least by."""
LEAST_TO_NOISE = 3.0
"""And how many times the usual difference of what is around it."""
FARTHEST = 2.4
"""A snapped box is at most this many times as long or as short on a side as the rough one."""

NEIGHBOURS = 25
"""Boxes most alike in size that tell the margin."""
OTHER_CLASS = 0.3
"""A box of another class is as unlike as one of the class that is larger by this power of e."""
FEW = 4
"""Fewer boxes tell nothing."""
MARGIN_PX = 1.0
"""Left around a blob while no boxes tell how much the person leaves."""
DRAWN_COUNTS = 0.25
"""How much the size that was drawn counts beside the size that the blob and the margin tell."""
DRAWN_COUNTS_ALONE = 0.75
"""The same where no known box has such a size."""
MOST_SAMPLES = 4000
"""Are asked, the newest."""

LUMA = np.array([0.299, 0.587, 0.114], np.float32)


@dataclass(frozen=True, slots=True)
class Blob:
    """What stands out in a box: its extent in image pixels, by what it does, and by how many grey levels."""

    xyxy: XYXY
    signal: Signal
    contrast: float


@dataclass(frozen=True, slots=True)
class Sample:
    """A box a person has drawn and the blob in it."""

    class_id: int
    box: XYXY
    blob: Blob


Learnt = dict[str, list[Sample]]
"""The samples of each image, by any name for it."""


def find_blob(image: Image, xyxy: XYXY, signals: Sequence[Signal] = SIGNALS) -> Blob | None:
    """Return the blob nearest the middle of a box in an HxWx3 uint8 RGB image, None where none stands out.

    Of the signals that set something off the one with the most contrast is taken. The blob is then looked
    for again around itself, so that the same one is found from any rough box.
    """
    found = _strongest(image, xyxy, signals)
    for _ in range(2):
        if found is None:
            return None
        around = _scaled(found.xyxy, FROM_BLOB_TO_BOX)
        found = _strongest(image, around, (found.signal,)) or found
    if found is None or not _is_near(found.xyxy, xyxy):
        return None
    return found


class Style:
    """How much room a person leaves between an object and the box around it, learnt from their boxes.

    Small objects get more room in parts of their size than large ones, and some classes more than others, so
    the margin of a blob is the median of those boxes that are most like it.
    """

    def __init__(self) -> None:
        self._samples: Learnt = {}
        self._known: _Table | None = None

    def take(self, learnt: Learnt) -> None:
        """Keep the samples of images, in place of those they had."""
        for source, samples in learnt.items():
            self._samples.pop(source, None)
            self._samples[source] = list(samples)
        self._known = None

    def copy(self) -> Style:
        """Return one that can learn on without this one."""
        other = Style()
        other._samples = dict(self._samples)
        return other

    def knows(self, source: str) -> bool:
        """Say whether an image was learnt."""
        return source in self._samples

    def signals(self, class_id: int) -> tuple[Signal, ...]:
        """Return what to look for in a box of a class: what sets off most of its boxes, else anything."""
        kinds = [sample.blob.signal for sample in self._table.samples if sample.class_id == class_id]
        most = max(SIGNALS, key=kinds.count)
        return (most,) if len(kinds) >= FEW and kinds.count(most) > 0.6 * len(kinds) else SIGNALS

    def box_around(self, blob: Blob, class_id: int, drawn: XYXY) -> XYXY:
        """Return the box this person would draw around a blob, who drew `drawn` in a hurry."""
        return self._table.box_around(blob.xyxy, class_id, drawn)

    @property
    def _table(self) -> _Table:
        if self._known is None:
            every = [sample for samples in self._samples.values() for sample in samples]
            self._known = _Table(every[-MOST_SAMPLES:])
        return self._known


class _Table:
    """Samples as arrays: logarithms of the sides of blobs and boxes, and how far their middles lie apart."""

    def __init__(self, samples: list[Sample]) -> None:
        self.samples = samples
        self._class_ids = np.array([sample.class_id for sample in samples], np.int64)
        blobs = np.array([sample.blob.xyxy for sample in samples], np.float64).reshape(-1, 4)
        boxes = np.array([sample.box for sample in samples], np.float64).reshape(-1, 4)
        self._sides = _log_sides(blobs)
        self._margins = _log_sides(boxes) - self._sides
        self._shifts = (_middles(boxes) - _middles(blobs)) / np.exp(_log_sides(boxes))

    def box_around(self, blob: XYXY, class_id: int, drawn: XYXY) -> XYXY:
        place, rough = np.array([blob], np.float64), np.array([drawn], np.float64)
        sides, middle = _log_sides(place)[0], _middles(place)[0]
        if len(self.samples) >= FEW:
            apart = np.abs(self._sides.mean(axis=1) - sides.mean())
            unlike = apart + OTHER_CLASS * (self._class_ids != class_id)
            count = min(max(int((unlike < OTHER_CLASS).sum()), 2 * FEW), NEIGHBOURS)
            near = np.argsort(unlike, kind="stable")[:count]
            told = sides + np.median(self._margins[near], axis=0)
            shift = np.median(self._shifts[near], axis=0)
            is_known = float(np.exp(-((np.median(apart[near]) / 0.4) ** 2)))
        else:
            told, shift, is_known = np.log(np.exp(sides) + 2 * MARGIN_PX), np.zeros(2), 0.0
        counts = DRAWN_COUNTS_ALONE + (DRAWN_COUNTS - DRAWN_COUNTS_ALONE) * is_known
        size = np.exp((1 - counts) * told + counts * _log_sides(rough)[0])
        low = middle + shift * size - size / 2
        return float(low[0]), float(low[1]), float(low[0] + size[0]), float(low[1] + size[1])


def samples_of(image: Image, boxes: Iterable[Box]) -> list[Sample]:
    """Return the boxes of an image in which a blob is found; those cut off by its border tell no margin."""
    height, width = image.shape[:2]
    samples = []
    for box in boxes:
        is_inside = box.x1 >= 1 and box.y1 >= 1 and box.x2 <= width - 1 and box.y2 <= height - 1
        blob = find_blob(image, box.xyxy) if is_inside and min(box.width, box.height) >= 1 else None
        if blob is not None:
            samples.append(Sample(box.class_id, box.xyxy, blob))
    return samples


def learn_some(dataset: Dataset, most: int = 8) -> Learnt:
    """Return the samples of a few labelled images from all over a dataset, of those that can be read."""
    learnt: Learnt = {}
    for record in dataset.records[:: max(1, len(dataset.records) // (8 * most))]:
        if len(learnt) < most and dataset.state(record) == "labelled":
            with contextlib.suppress(StudioError):
                learnt[str(record.path)] = samples_of(imread(record.path), dataset.read(record).boxes)
    return learnt


def snapped(image: Image, xyxy: XYXY, class_id: int, style: Style) -> XYXY | None:
    """Return a rough box fitted to the blob in it, inside the image; None where it had better stay.

    It stays where nothing stands out, or where what does has quite another place or size than what was drawn.
    """
    height, width = image.shape[:2]
    drawn = geometry.clamped(xyxy, (width, height))
    blob = find_blob(image, drawn, style.signals(class_id))
    if blob is None:
        return None
    x1, y1, x2, y2 = style.box_around(blob, class_id, drawn)
    # What the border cuts off ends there.
    x1, y1 = 0.0 if blob.xyxy[0] < 1 else x1, 0.0 if blob.xyxy[1] < 1 else y1
    x2, y2 = width if blob.xyxy[2] > width - 1 else x2, height if blob.xyxy[3] > height - 1 else y2
    box = geometry.clamped((x1, y1, x2, y2), (width, height))
    before, after = (_log_sides(np.array([place], np.float64))[0] for place in (drawn, box))
    is_alike = bool(np.abs(after - before).max() <= np.log(FARTHEST))
    return box if is_alike and _is_near(box, drawn) else None


@dataclass(frozen=True, slots=True)
class _Patch:
    """What lies in and around a box, resampled.

    Attributes:
        samples: HxWx3 float32 RGB. origin: where they begin in the image. scale: samples a pixel.
    """

    samples: Samples
    origin: tuple[int, int]
    scale: float


def _strongest(image: Image, xyxy: XYXY, signals: Sequence[Signal]) -> Blob | None:
    patch = _patch(image, xyxy)
    found = (_blob_in(patch, signal, xyxy) for signal in signals) if patch is not None else ()
    return max((blob for blob in found if blob is not None), key=lambda blob: blob.contrast, default=None)


def _patch(image: Image, xyxy: XYXY) -> _Patch | None:
    import cv2

    height, width = image.shape[:2]
    x1, y1, x2, y2 = xyxy
    grow_x, grow_y = max(x2 - x1, 3) * GROW + 1, max(y2 - y1, 3) * GROW + 1
    left, top = int(max(0, np.floor(x1 - grow_x))), int(max(0, np.floor(y1 - grow_y)))
    right, bottom = int(min(width, np.ceil(x2 + grow_x))), int(min(height, np.ceil(y2 + grow_y)))
    if right - left < 3 or bottom - top < 3:
        return None
    scale = min(SAMPLES / max(right - left, bottom - top), FINEST)
    size = max(3, round((right - left) * scale)), max(3, round((bottom - top) * scale))
    kind = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    samples = cv2.resize(image[top:bottom, left:right, :3], size, interpolation=kind)
    return _Patch(samples.astype(np.float32), (left, top), scale)


def _blob_in(patch: _Patch, signal: Signal, xyxy: XYXY) -> Blob | None:
    """Return the connected part of a patch around the strongest sample near the middle of a box."""
    import cv2

    contrast, noise = _contrast(patch.samples, signal)
    rows, columns = contrast.shape
    near_y = _nearness(rows, patch.origin[1], patch.scale, xyxy[1], xyxy[3])
    near_x = _nearness(columns, patch.origin[0], patch.scale, xyxy[0], xyxy[2])
    peak_y, peak_x = divmod(int((contrast * near_y[:, None] * near_x[None, :]).argmax()), columns)
    peak = float(contrast[peak_y, peak_x])
    if peak < max(LEAST_CONTRAST, LEAST_TO_NOISE * noise):
        return None
    inside = (contrast >= LEVEL * peak).astype(np.uint8)
    _, parts, statistics, _ = cv2.connectedComponentsWithStats(inside, connectivity=4)
    left, top, width, height, _ = (int(value) for value in statistics[parts[peak_y, peak_x]])
    if width >= columns and height >= rows:
        return None
    corners = np.array([left, top, left + width, top + height]) / patch.scale + [*patch.origin, *patch.origin]
    x1, y1, x2, y2 = corners.tolist()
    return Blob((x1, y1, x2, y2), signal, peak)


def _nearness(count: int, start: int, scale: float, low: float, high: float) -> Samples:
    """Return how near the middle of an interval each of a row of samples is, 1 there and less farther off."""
    places = (np.arange(count, dtype=np.float32) + 0.5) / scale + start
    result: Samples = np.exp(-0.5 * ((places - (low + high) / 2) / (0.5 * max(high - low, 3))) ** 2)
    return result


def _contrast(patch: Samples, signal: Signal) -> tuple[Samples, float]:
    """Return by how many grey levels each sample differs from the border, and how much that varies itself."""
    if signal == "colour":
        # As far as lightness goes the other two signals see better.
        difference = patch - np.median(_border(patch), axis=0)
        difference = difference - (difference @ LUMA)[..., None]
        contrast: Samples = np.sqrt((difference**2).mean(axis=2)).astype(np.float32)
        return contrast, float(np.median(_border(contrast)))
    grey: Samples = patch @ LUMA
    border = _border(grey)
    middle = np.float32(np.median(border))
    sign = np.float32(1 if signal == "bright" else -1)
    return sign * (grey - middle), float(np.median(np.abs(border - middle)))


def _border(patch: Samples) -> Samples:
    return np.concatenate([patch[0], patch[-1], patch[1:-1, 0], patch[1:-1, -1]])


def _is_near(found: XYXY, drawn: XYXY) -> bool:
    """Say whether the middle of what was found lies in what was drawn, give or take a pixel."""
    x, y = (found[0] + found[2]) / 2, (found[1] + found[3]) / 2
    return drawn[0] - 1 <= x <= drawn[2] + 1 and drawn[1] - 1 <= y <= drawn[3] + 1


def _scaled(xyxy: XYXY, factor: float) -> XYXY:
    x1, y1, x2, y2 = xyxy
    grow_x, grow_y = (x2 - x1) * (factor - 1) / 2, (y2 - y1) * (factor - 1) / 2
    return x1 - grow_x, y1 - grow_y, x2 + grow_x, y2 + grow_y


def _log_sides(boxes: Floats) -> Floats:
    """Return the logarithms of width and height (N, 2) of boxes (N, 4)."""
    result: Floats = np.log(np.maximum(boxes[:, 2:] - boxes[:, :2], 1e-3))
    return result


def _middles(boxes: Floats) -> Floats:
    result: Floats = (boxes[:, :2] + boxes[:, 2:]) / 2
    return result
