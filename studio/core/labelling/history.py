"""Every state an image's boxes were in since it was opened, and where undo and redo stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
        size_wh: its size in pixels, in which all boxes are; None while it can't be read.
        on_disk: what the label file is known to hold.
        failure: why the current step isn't on disk yet; None when it is.
    """

    record: ImageRecord
    size_wh: tuple[int, int] | None
    on_disk: LabelFile
    steps: list[Step]
    position: int = 0
    failure: StudioError | None = None

    @classmethod
    def of(cls, record: ImageRecord, size_wh: tuple[int, int] | None, labels: LabelFile) -> History:
        """Start with an image's label file as read."""
        return cls(record, size_wh, labels, [step_of(labels)])

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

    def resize(self, size_wh: tuple[int, int]) -> None:
        """Scale all steps with an image that has another size now: labels are parts of it, not pixels."""
        if self.size_wh is None or self.size_wh == size_wh:
            return
        scale_x, scale_y = size_wh[0] / self.size_wh[0], size_wh[1] / self.size_wh[1]
        self.size_wh = size_wh
        self.steps = [
            replace(step, boxes=tuple(box.scaled(scale_x, scale_y) for box in step.boxes))
            for step in self.steps
        ]

    def select(self, selection: tuple[int, ...]) -> None:
        """Remember the selection with the current step."""
        self.steps[self.position] = replace(self.step, selection=selection)


def step_of(labels: LabelFile) -> Step:
    """Return a label file as a step."""
    return Step(labels.boxes, labels.content is not None, (), labels)
