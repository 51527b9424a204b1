"""Augmentation: each function takes samples and a generator, and returns a new sample."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from studio.core.boxes.box import iou
from studio.core.boxes.letterbox import PAD_VALUE
from studio.core.files import Image
from studio.core.training.config import TrainConfig
from studio.core.training.samples import Sample, SampleStore, to_square

GREY = (PAD_VALUE, PAD_VALUE, PAD_VALUE)


@dataclass(frozen=True, slots=True)
class ColourJitter:
    """How far hue, saturation and value may move, each a share (value 0.4: from x0.6 to x1.4)."""

    hue: float
    saturation: float
    value: float


FREE_COLOUR = ColourJitter(0.015, 0.7, 0.4)
CLASS_COLOUR = ColourJitter(0.003, 0.1, 0.4)
"""When the class is the colour: the usual saturation gain alone can turn a red lamp into a white one."""


class Augmenter:
    """Makes a training sample from a store, as a run's settings say."""

    def __init__(self, store: SampleStore, config: TrainConfig, *, classes_by_colour: bool) -> None:
        self.store = store
        self.config = config
        self.colour = CLASS_COLOUR if classes_by_colour else FREE_COLOUR

    def make(self, index: int, rng: np.random.Generator, *, mosaic: bool) -> Sample:
        """Return one augmented `imgsz` square; without `mosaic` it is a single whole picture."""
        config = self.config
        if mosaic and rng.random() < config.mosaic:
            others = rng.integers(0, len(self.store), 3)
            parts = [self.store.load(index), *(self.store.load(int(other)) for other in others)]
            sample = mosaic_of(parts, self.store.imgsz, rng)
        else:
            sample = to_square(self.store.load(index), self.store.imgsz)
        if config.copy_paste:
            donor = self.store.load(int(rng.integers(0, len(self.store))))
            sample = paste_boxes(sample, donor, rng, share=config.copy_paste)
        sample = random_affine(sample, self.store.imgsz, rng, scale=config.scale, translate=config.translate)
        if rng.random() < config.flip_horizontal:
            sample = flip(sample, horizontal=True)
        if rng.random() < config.flip_vertical:
            sample = flip(sample, horizontal=False)
        return Sample(jitter(sample.image, rng, self.colour), sample.xyxy, sample.class_ids)


def mosaic_of(parts: list[Sample], imgsz: int, rng: np.random.Generator) -> Sample:
    """Put four pictures around a random point of a canvas of twice the size (Bochkovskiy 2020, YOLOv4)."""
    side = 2 * imgsz
    canvas = np.full((side, side, 3), PAD_VALUE, np.uint8)
    centre_x, centre_y = (int(value) for value in rng.uniform(imgsz / 2, side - imgsz / 2, 2))
    boxes, classes = [], []
    for place, part in enumerate(parts):
        height, width = part.image.shape[:2]
        left = centre_x - width if place in (0, 2) else centre_x
        top = centre_y - height if place in (0, 1) else centre_y
        x1, y1, x2, y2 = max(left, 0), max(top, 0), min(left + width, side), min(top + height, side)
        canvas[y1:y2, x1:x2] = part.image[y1 - top : y2 - top, x1 - left : x2 - left]
        boxes.append(part.xyxy + np.array([left, top, left, top], np.float32))
        classes.append(part.class_ids)
    return Sample(canvas, np.concatenate(boxes), np.concatenate(classes))


def paste_boxes(sample: Sample, donor: Sample, rng: np.random.Generator, *, share: float) -> Sample:
    """Paste boxes of another picture where they cover none (Kisantal 2019, for small objects).

    `share` is how many are tried, of those the picture has.
    """
    count = min(len(donor.class_ids), round(share * max(1, len(sample.class_ids))))
    image, boxes, classes = sample.image.copy(), sample.xyxy, sample.class_ids
    height, width = image.shape[:2]
    for index in rng.permutation(len(donor.class_ids))[:count]:
        left, top, right, bottom = donor.xyxy[index].round().astype(int)
        piece = donor.image[max(top, 0) : bottom, max(left, 0) : right]
        high, wide = piece.shape[:2]
        if not piece.size or high >= height or wide >= width:
            continue
        x, y = int(rng.integers(0, width - wide)), int(rng.integers(0, height - high))
        place = np.array([[x, y, x + wide, y + high]], np.float32)
        if len(boxes) and iou(place, boxes).max() > 0:
            continue
        image[y : y + high, x : x + wide] = piece
        boxes = np.concatenate([boxes, place])
        classes = np.append(classes, donor.class_ids[index])
    return Sample(image, boxes, classes)


def random_affine(
    sample: Sample, imgsz: int, rng: np.random.Generator, *, scale: float, translate: float
) -> Sample:
    """Scale about the middle and shift into an `imgsz` square; boxes mostly outside it are dropped.

    A box stays when more than a third of it is still inside and both its sides exceed two pixels.
    """
    size_wh = np.array(sample.image.shape[1::-1])
    wanted = float(rng.uniform(1 - scale, 1 + scale))
    middle = (0.5 + rng.uniform(-translate, translate, 2)) * imgsz
    # A window of whole pixels, so that it can be cut out and resized: a third of the time of warping.
    side = max(1, round(imgsz / wanted))
    factor = imgsz / side
    low = np.round(size_wh / 2 - middle / factor).astype(int)
    image = _window(sample.image, low, side, imgsz)
    xyxy = (sample.xyxy - np.tile(low, 2).astype(np.float32)) * np.float32(factor)
    inside = np.clip(xyxy, 0, imgsz)
    sides = inside[:, 2:] - inside[:, :2]
    whole = (xyxy[:, 2:] - xyxy[:, :2]).prod(axis=1)
    keep = (sides > 2).all(axis=1) & (sides.prod(axis=1) > whole / 3)
    return Sample(image, inside[keep], sample.class_ids[keep])


def flip(sample: Sample, *, horizontal: bool) -> Sample:
    """Mirror left to right, or top to bottom."""
    height, width = sample.image.shape[:2]
    xyxy = sample.xyxy.copy()
    if horizontal:
        xyxy[:, [0, 2]] = width - sample.xyxy[:, [2, 0]]
    else:
        xyxy[:, [1, 3]] = height - sample.xyxy[:, [3, 1]]
    # A view with a negative stride costs more when it is copied later than the flip itself.
    return Sample(
        cv2.flip(sample.image, int(horizontal)).astype(np.uint8, copy=False), xyxy, sample.class_ids
    )


def _window(image: Image, low: npt.NDArray[np.int64], side: int, imgsz: int) -> Image:
    """Return the square of `side` pixels with `low` (x, y) as its first, resized; grey beyond the image."""
    (left, top), (right, bottom) = low, low + side
    square = (imgsz, imgsz)
    if left >= 0 and top >= 0 and right <= image.shape[1] and bottom <= image.shape[0]:
        window = cv2.resize(image[top:bottom, left:right], square, interpolation=cv2.INTER_LINEAR)
    else:
        factor = imgsz / side
        # Warping counts from the middle of the first pixel, resizing from its corner.
        half = (factor - 1) / 2
        matrix = np.array([[factor, 0, half - factor * left], [0, factor, half - factor * top]])
        window = cv2.warpAffine(image, matrix, square, flags=cv2.INTER_LINEAR, borderValue=GREY)
    return window.astype(np.uint8, copy=False)


def jitter(image: Image, rng: np.random.Generator, by: ColourJitter) -> Image:
    """Move hue, saturation and value, the same way for the whole picture."""
    gains = rng.uniform(-1, 1, 3) * (by.hue, by.saturation, by.value) + 1
    levels = np.arange(256, dtype=np.float64)
    # OpenCV keeps hue in 0..179 for 8-bit images.
    tables: list[npt.NDArray[np.uint8]] = [
        ((levels * gains[0]) % 180).astype(np.uint8),
        np.clip(levels * gains[1], 0, 255).astype(np.uint8),
        np.clip(levels * gains[2], 0, 255).astype(np.uint8),
    ]
    channels = cv2.split(cv2.cvtColor(image, cv2.COLOR_RGB2HSV))
    moved = cv2.merge([cv2.LUT(channel, table) for channel, table in zip(channels, tables, strict=True)])
    return cv2.cvtColor(moved, cv2.COLOR_HSV2RGB).astype(np.uint8, copy=False)
