"""Augmentation: pictures are laid into a collage, and a window of it becomes a sample with moved colours."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from studio.core.boxes.box import iou
from studio.core.pictures import Image
from studio.core.runs.config import TrainConfig
from studio.core.spec import PAD
from studio.core.training.samples import Sample, SampleStore, to_square


@dataclass(slots=True)
class Collage:
    """Pictures laid on endless grey, painted only where they are looked at.

    Attributes:
        size_wh: of the part, from (0, 0), about whose middle windows are placed; pictures may reach
            beyond it.
        pieces: (picture, its left, its top), later ones over earlier ones.
        xyxy: (N, 4) float32, in the collage's pixels.
        class_ids: (N,) int64.
    """

    size_wh: tuple[int, int]
    pieces: list[tuple[Image, int, int]]
    xyxy: npt.NDArray[np.float32]
    class_ids: npt.NDArray[np.int64]

    @classmethod
    def of(cls, sample: Sample) -> Collage:
        """Return a collage of one picture."""
        height, width = sample.image.shape[:2]
        return cls((width, height), [(sample.image, 0, 0)], sample.xyxy, sample.class_ids)

    def extent(self) -> tuple[int, int, int]:
        """Return left, top and side of the smallest square from there on that all pictures lie in."""
        left, top = min(piece[1] for piece in self.pieces), min(piece[2] for piece in self.pieces)
        right = max(piece_left + image.shape[1] for image, piece_left, _ in self.pieces)
        bottom = max(piece_top + image.shape[0] for image, _, piece_top in self.pieces)
        return left, top, max(right - left, bottom - top)

    def window(self, left: int, top: int, side: int) -> Image:
        """Return the square of `side` pixels with its first pixel at (left, top)."""
        square = np.full((side, side, 3), PAD, np.uint8)
        for image, image_left, image_top in self.pieces:
            height, width = image.shape[:2]
            x, y = image_left - left, image_top - top
            x1, y1, x2, y2 = max(x, 0), max(y, 0), min(x + width, side), min(y + height, side)
            if x1 < x2 and y1 < y2:
                square[y1:y2, x1:x2] = image[y1 - y : y2 - y, x1 - x : x2 - x]
        return square


@dataclass(frozen=True, slots=True)
class ColourJitter:
    """How far hue, saturation and value may move, each a share (value 0.4: from x0.6 to x1.4)."""

    hue: float
    saturation: float
    value: float


FREE_COLOUR = ColourJitter(0.015, 0.7, 0.4)
CLASS_COLOUR = ColourJitter(0.003, 0.1, 0.4)
"""When the class is the colour: the usual saturation gain alone can turn a red lamp into a white one."""


BLUR_SIGMA, NOISE_SIGMA = 1.5, 12.0
"""The most a picture is blurred by, in pixels of the input, and the most noise it gets, in grey levels."""


class Augmenter:
    """Makes a training sample from a store, as a run's settings say."""

    def __init__(self, store: SampleStore, config: TrainConfig, *, classes_by_colour: bool) -> None:
        self.store = store
        self.config = config
        free = CLASS_COLOUR if classes_by_colour else FREE_COLOUR
        self.colour = replace(free, value=config.brightness)

    def make(self, index: int, rng: np.random.Generator, *, mosaic: bool) -> Sample:
        """Return one augmented `imgsz` square; without `mosaic` it is a single whole picture."""
        config = self.config
        if mosaic and rng.random() < config.mosaic:
            others = rng.integers(0, len(self.store), 3)
            parts = [self.store.load(index), *(self.store.load(int(other)) for other in others)]
            collage = mosaic_of(parts, self.store.imgsz, rng)
        else:
            collage = Collage.of(to_square(self.store.load(index), self.store.imgsz))
        if config.copy_paste:
            donor = self.store.load(int(rng.integers(0, len(self.store))))
            paste_boxes(collage, donor, rng, share=config.copy_paste)
        scales = 1 - max(config.scale, config.shrink), 1 + config.scale
        sample = random_affine(collage, self.store.imgsz, rng, scales=scales, translate=config.translate)
        horizontal, vertical = rng.random(2) < (config.flip_horizontal, config.flip_vertical)
        sample = flip(sample, horizontal=bool(horizontal), vertical=bool(vertical))
        image = jitter(sample.image, rng, self.colour)
        # Nothing is drawn for what is off, so that samples stay those of runs before there was such a thing.
        if config.blur and rng.random() < config.blur:
            image = blur(image, rng)
        if config.noise and rng.random() < config.noise:
            image = add_noise(image, rng)
        return Sample(image, sample.xyxy, sample.class_ids)


def mosaic_of(parts: list[Sample], imgsz: int, rng: np.random.Generator) -> Collage:
    """Put four pictures around a random point of twice the size (Bochkovskiy 2020, YOLOv4)."""
    side = 2 * imgsz
    centre_x, centre_y = (int(value) for value in rng.uniform(imgsz / 2, side - imgsz / 2, 2))
    pieces, boxes = [], []
    for place, part in enumerate(parts):
        height, width = part.image.shape[:2]
        left = centre_x - width if place in (0, 2) else centre_x
        top = centre_y - height if place in (0, 1) else centre_y
        pieces.append((part.image, left, top))
        boxes.append(part.xyxy + np.array([left, top, left, top], np.float32))
    classes = [part.class_ids for part in parts]
    return Collage((side, side), pieces, np.concatenate(boxes), np.concatenate(classes))


def paste_boxes(collage: Collage, donor: Sample, rng: np.random.Generator, *, share: float) -> None:
    """Paste boxes of another picture where they cover none (Kisantal 2019, for small objects).

    `share` is how many are tried, of those the collage has.
    """
    count = min(len(donor.class_ids), round(share * max(1, len(collage.class_ids))))
    width, height = collage.size_wh
    for index in rng.permutation(len(donor.class_ids))[:count]:
        left, top, right, bottom = donor.xyxy[index].round().astype(int)
        piece = donor.image[max(top, 0) : bottom, max(left, 0) : right]
        high, wide = piece.shape[:2]
        if not piece.size or high >= height or wide >= width:
            continue
        x, y = int(rng.integers(0, width - wide)), int(rng.integers(0, height - high))
        place = np.array([[x, y, x + wide, y + high]], np.float32)
        if len(collage.xyxy) and iou(place, collage.xyxy).max() > 0:
            continue
        collage.pieces.append((piece, x, y))
        collage.xyxy = np.concatenate([collage.xyxy, place])
        collage.class_ids = np.append(collage.class_ids, donor.class_ids[index])


def random_affine(
    collage: Collage, imgsz: int, rng: np.random.Generator, *, scales: tuple[float, float], translate: float
) -> Sample:
    """Scale by one of `scales` (from, to) about the middle and shift into an `imgsz` square.

    Boxes mostly outside it are dropped: one stays when more than a third of it is still inside and both its
    sides exceed two pixels.
    """
    size_wh = np.array(collage.size_wh)
    wanted = float(rng.uniform(*scales))
    middle = (0.5 + rng.uniform(-translate, translate, 2)) * imgsz
    # A window of whole pixels, so that it can be cut out and resized: a third of the time of warping.
    side = max(1, round(imgsz / wanted))
    factor = imgsz / side
    low = np.round(size_wh / 2 - middle / factor).astype(int)
    image = _resized_window(collage, int(low[0]), int(low[1]), side, imgsz)
    xyxy = (collage.xyxy - np.tile(low, 2).astype(np.float32)) * np.float32(factor)
    inside = np.clip(xyxy, 0, imgsz)
    sides = inside[:, 2:] - inside[:, :2]
    whole = (xyxy[:, 2:] - xyxy[:, :2]).prod(axis=1)
    keep = (sides > 2).all(axis=1) & (sides.prod(axis=1) > whole / 3)
    return Sample(image, inside[keep], collage.class_ids[keep])


def _resized_window(collage: Collage, left: int, top: int, side: int, imgsz: int) -> Image:
    """Return a window of `side` pixels of the collage as an `imgsz` square."""
    square = (imgsz, imgsz)
    if side <= 2 * imgsz:
        window = cv2.resize(collage.window(left, top, side), square, interpolation=cv2.INTER_LINEAR)
        return window.astype(np.uint8, copy=False)
    # A window of many times the collage would be painted grey for the most part: only the collage is.
    first_x, first_y, extent = collage.extent()
    whole, factor = collage.window(first_x, first_y, extent), imgsz / side
    # Warping counts from the middle of the first pixel, resizing from its corner.
    half = (factor - 1) / 2
    shift_x, shift_y = half - factor * (left - first_x), half - factor * (top - first_y)
    matrix = np.array([[factor, 0, shift_x], [0, factor, shift_y]])
    warped = cv2.warpAffine(whole, matrix, square, flags=cv2.INTER_LINEAR, borderValue=(PAD,) * 3)
    return warped.astype(np.uint8, copy=False)


def flip(sample: Sample, *, horizontal: bool, vertical: bool) -> Sample:
    """Mirror left to right (`horizontal`), top to bottom (`vertical`), both or neither."""
    if not (horizontal or vertical):
        return sample
    height, width = sample.image.shape[:2]
    xyxy = sample.xyxy.copy()
    if horizontal:
        xyxy[:, [0, 2]] = width - sample.xyxy[:, [2, 0]]
    if vertical:
        xyxy[:, [1, 3]] = height - sample.xyxy[:, [3, 1]]
    # A view with a negative stride costs more when it is copied later than the flip itself.
    way = 0 if not horizontal else -1 if vertical else 1
    return Sample(cv2.flip(sample.image, way).astype(np.uint8, copy=False), xyxy, sample.class_ids)


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
    hsv = cv2.cvtColor(image, cv2.COLOR_RGB2HSV)
    channels = cv2.split(hsv)
    for channel, table in zip(channels, tables, strict=True):
        cv2.LUT(channel, table, dst=channel)
    return cv2.cvtColor(cv2.merge(channels, dst=hsv), cv2.COLOR_HSV2RGB).astype(np.uint8, copy=False)


def blur(image: Image, rng: np.random.Generator) -> Image:
    """Blur by up to BLUR_SIGMA pixels, as a lens out of focus or a picture enlarged."""
    sigma = float(rng.uniform(0.1, BLUR_SIGMA))
    return cv2.GaussianBlur(image, (0, 0), sigma).astype(np.uint8, copy=False)


def add_noise(image: Image, rng: np.random.Generator) -> Image:
    """Add noise of up to NOISE_SIGMA grey levels, of each pixel and channel by itself."""
    noise: npt.NDArray[np.int16] = np.empty(image.shape, np.int16)
    # OpenCV's own generator is twenty times as fast; its seed is drawn, so that a sample can be made again.
    cv2.setRNGSeed(int(rng.integers(2**31)))
    # A mere number would be taken for that of the first channel.
    cv2.randn(noise, np.zeros(3), np.full(3, rng.uniform(1, NOISE_SIGMA)))
    return cv2.add(image, noise, dtype=cv2.CV_8U).astype(np.uint8, copy=False)
