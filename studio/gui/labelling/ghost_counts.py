"""How many suggestions there are on all images, counted in a thread, so that a slider can tell at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.gui import jobs, messages

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.data.record import Box, LabelState
    from studio.core.labelling.assist import Ghost, Suggestions
    from studio.core.labelling.session import LabelSession

CHUNK = 100
Known = Mapping[int, tuple["LabelState", Sequence["Box"]]]
"""By image what is edited, and perhaps not on disk."""


class GhostCounts(QObject):
    """Scores of what is offered, by image; `changed` tells when more is known."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._session: LabelSession | None = None
        self._suggestions: Suggestions | None = None
        self._scores: dict[int, list[float]] = {}
        self._sorted: tuple[list[float], list[float]] | None = None
        self._index_of: dict[str, int] = {}
        self._waiting: list[int] = []
        self._task: jobs.Task | None = None

    def begin(self, session: LabelSession | None, suggestions: Suggestions | None) -> None:
        """Count these from nothing."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if session is not self._session:
            self._index_of = {}
        if suggestions is not None and session is not None and not self._index_of:
            self._index_of = {str(record.path): index for index, record in enumerate(session.dataset.records)}
        self._session, self._suggestions = session, suggestions
        self._scores, self._sorted, self._waiting = {}, None, []
        if suggestions is not None:
            self.count([*suggestions.images(), *map(str, suggestions.alike)])

    def count(self, images: Iterable[str]) -> None:
        """Count what is offered on images, as the file names them."""
        self.count_indices(self._index_of[image] for image in images if image in self._index_of)

    def count_indices(self, indices: Iterable[int]) -> None:
        """Count what is offered on images."""
        self._waiting += indices
        if self._task is None and self._waiting:
            self._go_on()

    def lowest(self) -> dict[int, float]:
        """Return by image the lowest score of a suggestion for it, as far as they are counted."""
        return {index: min(scores) for index, scores in self._scores.items() if scores}

    def above(self, score: float) -> tuple[int, int]:
        """Return how many suggestions of at least a score there are, and on how many images."""
        if self._sorted is None:
            everything = sorted(score for scores in self._scores.values() for score in scores)
            best = sorted(max(scores) for scores in self._scores.values() if scores)
            self._sorted = everything, best
        # As in `assist.above`: what is shown as 0.50 is taken at 0.50.
        everything, best = self._sorted
        return len(everything) - bisect_left(everything, score), len(best) - bisect_left(best, score)

    def _go_on(self) -> None:
        session, suggestions = self._session, self._suggestions
        assert session is not None and suggestions is not None
        chunk = list(dict.fromkeys(self._waiting[:CHUNK]))
        self._waiting = self._waiting[CHUNK:]
        dataset, known = session.dataset, edited(session)

        def count() -> dict[int, list[float]]:
            found = collect(suggestions, dataset, chunk, known)
            return {index: [round(ghost.score, 2) for ghost in ghosts] for index, ghosts in found.items()}

        self._task = jobs.run_in_thread(
            count, lambda found: self._on_counted(chunk, found), self._on_failed, parent=self
        )

    def _on_counted(self, chunk: Sequence[int], found: Mapping[int, list[float]]) -> None:
        self._task = None
        for index in chunk:
            self._scores[index] = found.get(index, [])
        self._sorted = None
        if self._waiting:
            self._go_on()
        self.changed.emit()

    def _on_failed(self, problem: StudioError) -> None:
        self._task, self._waiting = None, []
        messages.error(problem, "suggestions")


def edited(session: LabelSession) -> Known:
    """Return the boxes of the images that were open, as they are edited."""
    return {sheet.index: (sheet.label_state, sheet.boxes) for sheet in session.sheets}


def collect(
    suggestions: Suggestions, dataset: Dataset, indices: Iterable[int], known: Known
) -> dict[int, list[Ghost]]:
    """Return what is offered on images, by index; none where "no objects" was said. Reads label files.

    Raises:
        StudioError: the file of suggestions can't be read.
    """
    found = {}
    for index in indices:
        record = dataset.records[index]
        if not suggestions.may_have(record.path):
            # No label file is read for nothing.
            continue
        state, boxes = known.get(index) or (dataset.state(record), None)
        if state == "empty":
            continue
        if boxes is None:
            boxes = dataset.read(record).boxes if state == "labelled" else ()
        if ghosts := suggestions.ghosts(record.path, boxes):
            found[index] = ghosts
    return found
