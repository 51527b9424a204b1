"""Every state an image's boxes were in since it was opened, and where undo and redo stand."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.data.record import Box, ImageRecord, LabelFile
from studio.core.errors import StudioError


@dataclass(frozen=True, slots=True)
class Step:
    """One state: the boxes, whether a label file exists, what was selected.

    Attributes:
        layout: the label file as read, whose lines a write keeps; it lets undo restore the very bytes.
    """

    boxes: tuple[Box, ...]
    is_seen: bool
    selection: tuple[int, ...]
    layout: LabelFile


@dataclass(slots=True)
class History:
    """The steps of one image, without limit.

    Attributes:
        record: the image.
        on_disk: what the label file is known to hold.
        failure: why the current step isn't on disk yet; None when it is.
    """

    record: ImageRecord
    on_disk: LabelFile
    steps: list[Step]
    position: int = 0
    failure: StudioError | None = None

    @classmethod
    def of(cls, record: ImageRecord, labels: LabelFile) -> History:
        """Start with an image's label file as read."""
        return cls(record, labels, [step_of(labels)])

    @property
    def step(self) -> Step:
        """Return the current step."""
        return self.steps[self.position]

    @property
    def can_undo(self) -> bool:
        """Say whether there is an earlier step."""
        return self.position > 0

    @property
    def can_redo(self) -> bool:
        """Say whether there is a later step."""
        return self.position < len(self.steps) - 1

    def push(self, step: Step) -> None:
        """Make `step` the current and newest one; steps that were undone are gone."""
        del self.steps[self.position + 1 :]
        self.steps.append(step)
        self.position += 1

    def select(self, selection: tuple[int, ...]) -> None:
        """Remember the selection with the current step."""
        step = self.step
        self.steps[self.position] = Step(step.boxes, step.is_seen, selection, step.layout)


def step_of(labels: LabelFile) -> Step:
    """Return a label file as a step."""
    return Step(labels.boxes, labels.content is not None, (), labels)
