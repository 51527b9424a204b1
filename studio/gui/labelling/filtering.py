"""The filter over the list of images: read at each key, answered in a thread where files are looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.errors import Cancelled, StudioError
from studio.core.labelling.queries import Facts, Query, completions, read_query
from studio.gui import jobs, messages

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.labelling.review import Review

LOOKED_AT_ONCE = 64
"""Images looked at before it is asked whether the answer is still wanted."""
FEW = 1_000
"""Images whose names are looked at while a key is pressed; more than these would hold the window."""
SHOWN_WORDS = 6
"""Completions shown at once."""


class ImageFilter(QObject):
    """Answers queries on the images of a dataset.

    Attributes:
        scores: what gives the lowest score of a suggestion for each image, by its path; to be set by whoever
            has suggestions.
    """

    answered = Signal(object)
    """The indices of the images that fit."""
    told = Signal(str, bool)
    """What to say below the field, and whether the query can't be read."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.scores: Callable[[], Mapping[str, float]] = dict
        self._dataset: Dataset | None = None
        self._review: Review | None = None
        self._task: jobs.Task | None = None

    def set_dataset(self, dataset: Dataset | None, review: Review | None) -> None:
        """Ask of the images of another dataset from now on."""
        self.drop()
        self._dataset, self._review = dataset, review

    def drop(self) -> None:
        """Nobody wants the answer under way any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def ask(self, text: str) -> None:
        """Answer a query, now or, where label files have to be read, a little later."""
        self.drop()
        dataset = self._dataset
        if dataset is None:
            return
        further = completions(text, dataset.class_names)
        try:
            query = read_query(text, dataset.class_names)
        except StudioError as problem:
            if further:
                self._tell(further)
            else:
                self.told.emit(str(problem), True)
            return
        self._tell(further)
        # A word that is only begun may be a part of a name; of no name it is nothing yet.
        begun = read_query(text.removesuffix(text.split()[-1]), dataset.class_names) if further else query
        queries = (query, begun)
        needs = query.needs | begun.needs
        verified = set()
        if "verified" in needs and self._review is not None:
            flags = self._review.verified(dataset.records)
            verified = {index for index, is_verified in enumerate(flags) if is_verified}
        scores = self.scores() if "score" in needs else {}
        if needs <= {"verified"} and len(dataset.records) <= FEW:
            self.answered.emit(_look_through(dataset, queries, verified, scores, lambda: False))
            return
        self._task = jobs.run_until_stopped(
            lambda is_stopped: _look_through(dataset, queries, verified, scores, is_stopped),
            self.answered.emit,
            messages.error,
            parent=self,
        )

    def _tell(self, further: list[tuple[str, str]]) -> None:
        words = [text.split()[-1] + (f" ({meaning})" if meaning else "") for text, meaning in further]
        self.told.emit("  ·  ".join(words[:SHOWN_WORDS]), False)


def _look_through(
    dataset: Dataset,
    queries: tuple[Query, Query],
    verified: set[int],
    scores: Mapping[str, float],
    is_stopped: Callable[[], bool],
) -> list[int]:
    """Return the images that fit the first query, or where none does the second.

    What is known of an image is forgotten at once: of 50,000 it would be garbage that holds the window.
    """
    fitting: dict[Query, list[int]] = {query: [] for query in queries}
    needs = queries[0].needs | queries[1].needs
    needs_boxes, needs_size = "boxes" in needs, "size" in needs
    names = dataset.image_names
    for index, record in enumerate(dataset.records):
        if index % LOOKED_AT_ONCE == 0 and is_stopped():
            raise Cancelled
        boxes, tags = (), ()
        # Only where something was said it takes a look at the image, without which boxes can't be told apart.
        needs_all = needs_size or ("remarks" in needs and dataset.remarks.has(record))
        if needs_boxes or needs_all:
            labels = dataset.read(record) if needs_all else dataset.read_lines(record)
            boxes, tags = labels.boxes, labels.tags
        facts = Facts(
            names[index],
            dataset.state(record) if "state" in needs else "unseen",
            [box.class_id for box in boxes],
            [max(box.width, box.height) for box in boxes] if needs_size else (),
            index in verified,
            scores.get(str(record.path)),
            [box.attributes for box in boxes],
            tags,
        )
        for query, found in fitting.items():
            if query.matches(facts):
                found.append(index)
    return next((found for found in fitting.values() if found), [])
