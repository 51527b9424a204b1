"""Pictures nearly the same: of planted ones the share that is found, wrong groups, and the time for many.

Of every photo a changed copy is planted, a change at a time. A group that joins different photos counts as
wrong where those photos are not joined without the copies either. The many are drawn: parts of the photos,
turned, so that they are of one kind, with one in twenty a copy of another, a little brighter and noisier.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from studio.core.data.dataset import open_dataset
from studio.core.data.duplicates import SIDE, alike, small_pictures
from studio.core.pictures import Image, imread


def _saved(image: Image, quality: int) -> Image:
    _, encoded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR))


def _moved(image: Image, x: float, y: float, degrees: float = 0.0) -> Image:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    matrix[:, 2] += x * width, y * height
    return np.asarray(cv2.warpAffine(image, matrix, (width, height), borderMode=cv2.BORDER_REFLECT))


def _cropped(image: Image, share: float) -> Image:
    height, width = image.shape[:2]
    down, across = int(height * share), int(width * share)
    return image[down : height - down, across : width - across]


def _brighter(image: Image, times: float, plus: float = 0.0) -> Image:
    return np.clip(image * times + plus, 0, 255).astype(np.uint8)


def _noisy(image: Image) -> Image:
    noise = np.random.default_rng(0).normal(0, 8, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


CHANGES: dict[str, Callable[[Image], Image]] = {
    "saved at quality 40": lambda image: _saved(image, 40),
    "half the size": lambda image: np.asarray(cv2.resize(image, None, fx=0.5, fy=0.5)),
    "brighter by a fifth": lambda image: _brighter(image, 1.2),
    "darker by a fifth": lambda image: _brighter(image, 0.8),
    "noise of 8 levels": _noisy,
    "2 % cut off each side": lambda image: _cropped(image, 0.02),
    "4 % cut off each side": lambda image: _cropped(image, 0.04),
    "6 % cut off each side": lambda image: _cropped(image, 0.06),
    "2 and 5 % cut off": lambda image: _moved(_cropped(image, 0.035), 0.016, -0.016),
    "mirrored": lambda image: np.ascontiguousarray(image[:, ::-1]),
    "mirrored, 4 % cut off": lambda image: _saved(_cropped(image[:, ::-1], 0.04), 60),
    "shifted by 2 %": lambda image: _moved(image, 0.02, -0.02),
    "shifted by 4 %": lambda image: _moved(image, 0.04, 0.03),
    "turned by 1 degree": lambda image: _moved(image, 0, 0, 1),
    "next of a burst": lambda image: _saved(_brighter(_moved(image, 0.02, 0.01, 0.7), 1.1), 60),
}


def _small(images: list[Image]) -> np.ndarray:
    return np.stack(
        [cv2.resize(image, (SIDE, SIDE), interpolation=cv2.INTER_AREA) for image in images]
    ).astype(np.uint8)


def _many(images: list[Image], count: int) -> np.ndarray:
    rng = np.random.default_rng(1)
    made = np.empty((count, SIDE, SIDE, 3), np.uint8)
    for index in range(count):
        if index % 20 == 19:
            copy = made[rng.integers(index)] * rng.uniform(0.9, 1.1) + rng.normal(0, 3, (SIDE, SIDE, 3))
            made[index] = np.clip(copy, 0, 255)
            continue
        image = images[rng.integers(len(images))]
        side = int(min(image.shape[:2]) * rng.uniform(0.3, 0.7))
        top, left = rng.integers(image.shape[0] - side), rng.integers(image.shape[1] - side)
        part = image[top : top + side, left : left + side]
        made[index] = np.rot90(_small([part])[0], rng.integers(4))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", metavar="DATA", type=Path)
    parser.add_argument("--images", type=int, default=0, help="also group so many drawn ones")
    options = parser.parse_args()
    records = open_dataset(options.data).records
    start = time.perf_counter()
    seen, small = small_pictures(records)
    seconds = time.perf_counter() - start
    print(f"read: {len(seen) / seconds:,.0f} images a second ({len(seen)})")
    start = time.perf_counter()
    alone = alike(small)
    print(f"grouped in {time.perf_counter() - start:.2f} s: {len(alone)} groups")
    for group in alone:
        print("  " + ", ".join(seen[index].path.name for index in group))
    images = [imread(record.path) for record in seen]
    count = len(images)
    known = {index: number for number, group in enumerate(alone) for index in group}
    print(f"{'change':24} found  wrong groups")
    for name, change in CHANGES.items():
        groups = alike(np.concatenate([small, _small([change(image) for image in images])]))
        group_of = {index: number for number, group in enumerate(groups) for index in group}
        found = sum(group_of.get(index, -1) == group_of.get(count + index, -2) for index in range(count))
        wrong = 0
        for group in groups:
            photos = {index % count for index in group}
            wrong += len(photos) > 1 and len({known.get(photo, -photo - 1) for photo in photos}) > 1
        print(f"{name:24} {found / count:5.1%}  {wrong}")
    if options.images:
        many = _many(images, options.images)
        start, of_processor = time.perf_counter(), time.process_time()
        groups = alike(many)
        seconds, of_processor = time.perf_counter() - start, time.process_time() - of_processor
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{options.images:,} grouped in {seconds:.1f} s, {of_processor:.1f} s of processor:", end=" ")
        print(f"{len(groups)} groups, {memory:,.0f} MB")


if __name__ == "__main__":
    main()
