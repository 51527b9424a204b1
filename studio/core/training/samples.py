"""Samples: pictures in memory with their boxes, and the batches made of them."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn.functional import interpolate

from studio.core.boxes.letterbox import Letterbox
from studio.core.data.dataset import Dataset
from studio.core.data.record import ImageRecord
from studio.core.errors import StudioError
from studio.core.pictures import Image, imread
from studio.core.spec import PAD, Colour, Resize

AHEAD = 3
"""Batches made in advance."""
RETRY_SECONDS = 1.0
"""Between two tries to open a picture: network folders stumble."""
A_FEW = 3
"""So many pictures, and up to a hundredth of them all, may be deleted while a training goes on."""


def is_gone(path: Path) -> bool:
    """Return whether a file can't be opened, now and a moment later."""
    for wait in (RETRY_SECONDS, 0):
        try:
            with path.open("rb"):
                return False
        except OSError:
            time.sleep(wait)
    return True


@dataclass(slots=True)
class Sample:
    """A picture with its boxes, both in the picture's pixels.

    Attributes:
        image: HxWx3 uint8 RGB.
        xyxy: (N, 4) float32.
        class_ids: (N,) int64.
    """

    image: Image
    xyxy: npt.NDArray[np.float32]
    class_ids: npt.NDArray[np.int64]


@dataclass(slots=True)
class Batch:
    """What one step sees.

    Attributes:
        images: BxHxWx3 uint8 tensor, RGB; `to_network` makes it the network's input.
        targets: (M, 6) float32: image index, class id, cx, cy, w, h in input pixels.
    """

    images: Tensor
    targets: Tensor

    def to_network(self, device: torch.device, colour: Colour = "rgb") -> Tensor:
        """Return Bx3xHxW float32 in 0..1 on `device`; the memory stays channels-last, which is faster."""
        images = self.images.to(device)
        if colour == "bgr":
            images = images.flip(3)
        return images.permute(0, 3, 1, 2).float().div_(255)

    def resized(self, side: int) -> Batch:
        """Return the batch at another input size; both sides become `side` pixels."""
        height, width = self.images.shape[1:3]
        if (height, width) == (side, side):
            return self
        pictures = self.images.permute(0, 3, 1, 2)
        scaled = interpolate(pictures, (side, side), mode="bilinear", antialias=True)
        factors = self.targets.new_tensor([1, 1, side / width, side / height, side / width, side / height])
        return Batch(scaled.permute(0, 2, 3, 1).contiguous(), self.targets * factors)


class SampleStore:
    """The training pictures at network scale, decoded once and kept while they fit the memory budget.

    Nothing is cached by name or size on disk: labels are read from their files at the start of each run.

    Attributes:
        unreadable: errors of pictures that could not be decoded; each counts as grey without boxes.
        gone: those among them, by index, that can't even be opened; whoever begins an epoch empties it.
    """

    def __init__(
        self,
        dataset: Dataset,
        records: Sequence[ImageRecord],
        imgsz: int,
        *,
        cache_bytes: int,
        resize: Resize = "letterbox",
        classes: int | None = None,
    ) -> None:
        """Read all labels, and nothing of the pixels yet; up to `cache_bytes` of pictures stay in memory.

        Boxes of the first `classes` classes count; by default those of all the dataset names.
        """
        self.imgsz = imgsz
        self.resize: Resize = resize
        self.records = list(records)
        classes = len(dataset.class_names) if classes is None else classes
        self._labels: list[tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]] = []
        for record in self.records:
            boxes = [box for box in dataset.read(record).boxes if box.class_id < classes]
            self._labels.append(
                (
                    np.array([box.xyxy for box in boxes], np.float32).reshape(-1, 4),
                    np.array([box.class_id for box in boxes], np.int64),
                )
            )
        self.unreadable: list[StudioError] = []
        self.gone: set[int] = set()
        self._told: set[int] = set()
        self._cache: dict[int, Sample] = {}
        self._room = cache_bytes
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self.records)

    @property
    def is_decoded(self) -> bool:
        """Whether all pictures are in memory."""
        return len(self._cache) == len(self)

    @property
    def has_lost_many(self) -> bool:
        """Whether more than a few pictures are gone: what is learned then is grey."""
        return len(self.gone) > min(max(A_FEW, len(self) // 100), len(self) // 2)

    @property
    def box_count(self) -> int:
        """Boxes in all samples."""
        return sum(len(class_ids) for _, class_ids in self._labels)

    def class_ids(self, index: int) -> npt.NDArray[np.int64]:
        """Return the classes (N,) of a sample's boxes, without its pixels."""
        return self._labels[index][1]

    def box_sizes(self, image_wh: Callable[[ImageRecord], tuple[int, int]]) -> npt.NDArray[np.float64]:
        """Return (N, 2) widths and heights of all boxes in input pixels."""
        sizes = [np.empty((0, 2))]
        for record, (xyxy, _) in zip(self.records, self._labels, strict=True):
            if len(xyxy):
                fit = Letterbox.fit(image_wh(record), (self.imgsz, self.imgsz), self.resize)
                scaled = fit.image_to_input(xyxy)
                sizes.append(scaled[:, 2:] - scaled[:, :2])
        return np.concatenate(sizes)

    def load(self, index: int) -> Sample:
        """Return a sample at network scale, without bars; callers must not write into it."""
        with self._lock:
            if index in self._cache:
                return self._cache[index]
        sample = self._decode(index)
        with self._lock:
            if sample.image.nbytes <= self._room and index not in self._cache:
                self._cache[index] = sample
                self._room -= sample.image.nbytes
        return sample

    def _read(self, index: int) -> Image:
        path = self.records[index].path
        try:
            return imread(path)
        except StudioError:
            if is_gone(path):
                with self._lock:
                    self.gone.add(index)
                raise
        # It is damaged, or has come back.
        return imread(path)

    def _decode(self, index: int) -> Sample:
        try:
            image = self._read(index)
        except StudioError as error:
            with self._lock:
                if index not in self._told:
                    self._told.add(index)
                    self.unreadable.append(error)
            grey = np.full((self.imgsz, self.imgsz, 3), PAD, np.uint8)
            return Sample(grey, np.zeros((0, 4), np.float32), np.zeros(0, np.int64))
        size_wh = (image.shape[1], image.shape[0])
        # Letterbox into the picture's own scaled size: resized, without bars.
        scaled_wh = Letterbox.fit(size_wh, (self.imgsz, self.imgsz), self.resize).scaled_wh
        fit = Letterbox.fit(size_wh, scaled_wh, "stretch")
        xyxy, class_ids = self._labels[index]
        return Sample(fit.apply(image), fit.image_to_input(xyxy).astype(np.float32), class_ids)


def to_square(sample: Sample, imgsz: int) -> Sample:
    """Letterbox a sample into `imgsz` x `imgsz`, as the live view does."""
    height, width = sample.image.shape[:2]
    fit = Letterbox.fit((width, height), (imgsz, imgsz))
    return Sample(
        fit.apply(sample.image), fit.image_to_input(sample.xyxy).astype(np.float32), sample.class_ids
    )


def collate(samples: Sequence[Sample]) -> Batch:
    """Stack samples of one size into a batch."""
    targets = []
    for index, sample in enumerate(samples):
        rows = np.empty((len(sample.class_ids), 6), np.float32)
        rows[:, 0] = index
        rows[:, 1] = sample.class_ids
        rows[:, 2:4] = (sample.xyxy[:, :2] + sample.xyxy[:, 2:]) / 2
        rows[:, 4:6] = sample.xyxy[:, 2:] - sample.xyxy[:, :2]
        targets.append(rows)
    images = np.stack([sample.image for sample in samples])
    return Batch(torch.from_numpy(images), torch.from_numpy(np.concatenate(targets)))


def generator(*key: int | str) -> np.random.Generator:
    """Return a generator fixed by its key alone, so that any epoch can be replayed from its number."""
    digest = hashlib.blake2b(repr(key).encode(), digest_size=16).digest()
    return np.random.default_rng(int.from_bytes(digest, "little"))


def epoch_order(count: int, *, seed: int, epoch: int) -> list[int]:
    """Return in which order an epoch sees `count` samples."""
    order: list[int] = generator("order", seed, epoch).permutation(count).tolist()
    return order


def sample_generator(index: int, *, seed: int, epoch: int) -> np.random.Generator:
    """Return the generator that fixes how a sample is augmented in an epoch."""
    return generator("sample", seed, epoch, index)


def batches(
    make: Callable[[int, np.random.Generator], Sample],
    count: int,
    *,
    batch: int,
    seed: int,
    epoch: int,
    part: Callable[[Sequence[int]], Sequence[int]] = lambda group: group,
    threads: int = 1,
) -> Generator[Batch, None, None]:
    """Yield one epoch of shuffled batches, made a few steps ahead of the network.

    Args:
        make: turns (sample index, generator) into a finished sample.
        count: number of samples; the last batch may be smaller.
        seed, epoch: fix order and augmentation.
        part: chooses what this process makes of a batch's indices.
        threads: how many make samples.
    """
    order = epoch_order(count, seed=seed, epoch=epoch)
    groups = [part(order[start : start + batch]) for start in range(0, count, batch)]

    def submit(group: Sequence[int]) -> Future[Batch]:
        keys = [(index, sample_generator(index, seed=seed, epoch=epoch)) for index in group]
        samples = [pool.submit(make, *key) for key in keys]
        # Its samples are ahead of it in the queue, so it never waits for one that has no thread.
        return pool.submit(lambda: collate([sample.result() for sample in samples]))

    pool = ThreadPoolExecutor(threads, thread_name_prefix="samples")
    try:
        pending: deque[Future[Batch]] = deque()
        for group in groups:
            pending.append(submit(group))
            if len(pending) > AHEAD:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
