"""What was done to a dataset, in the order it was done, over all its images; and where undo stands."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from studio.core.errors import StudioError


class StepLost(StudioError):
    """A step can't be taken back (or made again) for good: someone else changed what it changed."""


class Step(Protocol):
    """One thing that was done, which can be taken back and made again.

    Both raise a StudioError, and change nothing, when that can't be done: StepLost when it never can be.
    """

    @property
    def text(self) -> str:
        """What was done, to stand after "Undid: ": "deleted 3 boxes on a.jpg"."""

    @property
    def subject(self) -> object:
        """What was changed; when a step is lost, so are those before it (or after it) with its subject."""

    def undo(self) -> None:
        """Take it back."""

    def redo(self) -> None:
        """Make it again."""


Member = tuple[Step, tuple[str, int]]
"""A step with the text and the number of the group it is of."""


@dataclass(frozen=True, slots=True)
class Group:
    """Steps that are taken back and made again together, or not at all."""

    steps: tuple[Step, ...]
    text: str

    @property
    def subject(self) -> object:
        """Return what was changed: things no other step can be said to be about."""
        return self

    def undo(self) -> None:
        """Take back all, the last first."""
        done: list[Step] = []
        for step in reversed(self.steps):
            try:
                step.undo()
            except StudioError:
                for other in reversed(done):
                    other.redo()
                raise
            done.append(step)

    def redo(self) -> None:
        """Make all again, the first first."""
        done: list[Step] = []
        for step in self.steps:
            try:
                step.redo()
            except StudioError:
                for other in reversed(done):
                    other.undo()
                raise
            done.append(step)


class History:
    """Steps without limit; those before `position` are done, those after it undone."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._position = 0
        self._together: list[Step] | None = None
        self._is_new = True

    @property
    def last(self) -> Step | None:
        """Return the step that undo would take back."""
        return self._steps[self._position - 1] if self._position else None

    @property
    def next(self) -> Step | None:
        """Return the step that redo would make again."""
        return self._steps[self._position] if self._position < len(self._steps) else None

    def has_done(self, step: Step) -> bool:
        """Say whether a step is done, and not undone or gone; the newest are looked at first."""
        return any(other is step for other in reversed(self._steps[: self._position]))

    def push(self, step: Step) -> None:
        """Remember what was just done; steps that were undone are gone."""
        self._is_new = False
        if self._together is not None:
            self._together.append(step)
            return
        self._steps[self._position :] = [step]
        self._position += 1

    def take_over(self, done: Iterable[Member], undone: Iterable[Member]) -> None:
        """Put steps of before first; those of one group (its text and number; "" is none) are one step.

        What was done here already comes after them, and then those undone are gone.
        """
        before = _grouped(done)
        self._steps = [*before, *self._steps, *(_grouped(undone) if self._is_new else ())]
        self._position += len(before)

    @contextmanager
    def together(self, text: str) -> Iterator[None]:
        """Make one step of those pushed inside, also of those done before an error ended it."""
        assert self._together is None, "groups don't nest"
        self._together = []
        try:
            yield
        finally:
            steps, self._together = tuple(self._together), None
            if steps:
                self.push(Group(steps, text))

    def undo(self) -> Step | None:
        """Take back the last step and return it; None when there is none.

        Raises:
            StudioError: it can't be taken back; when that is so for good it is forgotten.
        """
        step = self.last
        if step is not None:
            try:
                step.undo()
            except StepLost:
                kept = [other for other in self._steps[: self._position] if other.subject != step.subject]
                self._steps[: self._position] = kept
                self._position = len(kept)
                raise
            self._position -= 1
        return step

    def redo(self) -> Step | None:
        """Make the step that was undone last again and return it; None when there is none.

        Raises:
            StudioError: it can't be made again; when that is so for good it is forgotten.
        """
        step = self.next
        if step is not None:
            try:
                step.redo()
            except StepLost:
                kept = [other for other in self._steps[self._position :] if other.subject != step.subject]
                self._steps[self._position :] = kept
                raise
            self._position += 1
        return step


def _grouped(steps: Iterable[Member]) -> list[Step]:
    found: list[Step] = []
    for (text, _), members in itertools.groupby(steps, key=lambda member: member[1]):
        inside = tuple(step for step, _ in members)
        found += [Group(inside, text)] if text else inside
    return found
