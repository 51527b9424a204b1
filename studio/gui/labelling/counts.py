"""Counts boxes per class and label states over a whole dataset, in a thread, without holding anything up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.gui import jobs

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.data.record import State

CHUNK = 200

Chunk = list[tuple["State", Counter[int]]]


class DatasetCounts(QObject):
    """Per image its state and boxes per class; `counted` tells when a further part is known."""

    counted = Signal(int, int)
    """First image and number of images that became known."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._task: jobs.Task | None = None
        self._per_image: list[Counter[int] | None] = []
        self._total: Counter[int] = Counter()
        self.states: list[State | None] = []

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Start counting a dataset from its beginning."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._dataset = dataset
        count = len(dataset.records) if dataset else 0
        self._per_image = [None] * count
        self.states = [None] * count
        self._total = Counter()
        if count:
            self._count_from(0)

    @property
    def is_complete(self) -> bool:
        """Return whether every image was looked at."""
        return self._task is None

    def set_image(self, index: int, state: State, class_ids: list[int]) -> None:
        """Take an image's boxes as they are now known from editing it."""
        before = self._per_image[index]
        if before is not None:
            self._total -= before
        self._per_image[index] = Counter(class_ids)
        self._total += self._per_image[index] or Counter()
        self.states[index] = state

    def per_class(self, class_count: int) -> list[int]:
        """Return the boxes of each class in the images looked at so far."""
        return [self._total[class_id] for class_id in range(class_count)]

    def _count_from(self, start: int) -> None:
        dataset = self._dataset
        assert dataset is not None

        def count() -> Chunk:
            return [
                (dataset.state(record), Counter(dataset.class_ids(record)))
                for record in dataset.records[start : start + CHUNK]
            ]

        self._task = jobs.run_in_thread(
            count, lambda chunk: self._on_counted(start, chunk), lambda problem: None, parent=self
        )

    def _on_counted(self, start: int, chunk: Chunk) -> None:
        for index, (state, counter) in enumerate(chunk, start):
            # What was edited meanwhile is known better.
            if self._per_image[index] is None:
                self._per_image[index] = counter
                self._total += counter
                self.states[index] = state
        self._task = None
        if start + len(chunk) < len(self._per_image):
            self._count_from(start + len(chunk))
        self.counted.emit(start, len(chunk))
