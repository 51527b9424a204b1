"""Counts boxes per class and label states over a whole dataset, in a thread, without holding anything up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.gui import jobs, messages

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.data.record import LabelState, Problem

CHUNK = 200

Chunk = list[tuple["LabelState", Counter[int]]]


class DatasetCounts(QObject):
    """Per image its state and boxes per class; `counted` tells when a further part is known.

    At the end the user is told of labels that are dropped, converted, or belong to no image.

    Attributes:
        states: by image; None while it isn't known.
        tally: how many images are in each state, as far as that is known.
    """

    counted = Signal(int, int)
    """First image and number of images that became known."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._task: jobs.Task | None = None
        self._per_image: list[Counter[int] | None] = []
        self._total: Counter[int] = Counter()
        self._tells = True
        self._problems: list[Problem] = []
        self.states: list[LabelState | None] = []
        self.tally: Counter[LabelState] = Counter()

    def set_dataset(self, dataset: Dataset | None, *, tells: bool = True) -> None:
        """Start counting a dataset from its beginning; `tells` of what is wrong at the end."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._dataset, self._tells = dataset, tells
        count = len(dataset.records) if dataset else 0
        self._per_image = [None] * count
        self.states = [None] * count
        self.tally = Counter()
        self._total = Counter()
        self._problems = []
        if count:
            self._count_from(0)

    @property
    def is_complete(self) -> bool:
        """Return whether every image was looked at."""
        return self._task is None

    def set_image(self, index: int, state: LabelState, class_ids: list[int]) -> None:
        """Take an image's boxes as they are now known from editing it."""
        before = self._per_image[index]
        if before is not None:
            self._total -= before
        self._per_image[index] = Counter(class_ids)
        self._total += self._per_image[index] or Counter()
        self._set_state(index, state)

    def per_class(self, class_count: int) -> list[int]:
        """Return the boxes of each class in the images looked at so far."""
        return [self._total[class_id] for class_id in range(class_count)]

    def _count_from(self, start: int) -> None:
        dataset = self._dataset
        assert dataset is not None

        def count() -> tuple[Chunk, list[Problem]]:
            from studio.core.data.notes import dataset_problems

            chunk: Chunk = []
            problems: list[Problem] = []
            for record in dataset.records[start : start + CHUNK]:
                labels = dataset.read_lines(record)
                chunk.append((dataset.state(record), Counter(box.class_id for box in labels.boxes)))
                problems += labels.problems
            is_last = start + CHUNK >= len(dataset.records)
            return chunk, [*problems, *(dataset_problems(dataset) if is_last else ())]

        self._task = jobs.run_in_thread(
            count, lambda found: self._on_counted(start, *found), lambda problem: None, parent=self
        )

    def _on_counted(self, start: int, chunk: Chunk, problems: list[Problem]) -> None:
        self._problems += problems
        for index, (state, counter) in enumerate(chunk, start):
            # What was edited meanwhile is known better.
            if self._per_image[index] is None:
                self._per_image[index] = counter
                self._total += counter
                self._set_state(index, state)
        self._task = None
        if start + len(chunk) < len(self._per_image):
            self._count_from(start + len(chunk))
        else:
            self._tell()
        self.counted.emit(start, len(chunk))

    def _set_state(self, index: int, state: LabelState) -> None:
        before, self.states[index] = self.states[index], state
        if before is not None:
            self.tally[before] -= 1
        self.tally[state] += 1

    def _tell(self) -> None:
        from studio.core.data.notes import label_notes

        for sentence in label_notes(self._problems) if self._tells else ():
            messages.info(sentence)
        self._problems = []
