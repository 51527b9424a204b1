"""One image's boxes as they are edited, and what its label file is known to hold."""

from __future__ import annotations

from dataclasses import dataclass, replace

from studio.core.data.changes import FileChanged, FileEdit
from studio.core.data.dataset import Dataset, LabelConflict
from studio.core.data.formats import yolo
from studio.core.data.record import Box, ImageRecord, LabelFile, LabelState
from studio.core.data.remarks import is_damaged
from studio.core.errors import StudioError
from studio.core.labelling.hit_test import XYXY
from studio.core.labelling.past import Waiting
from studio.core.words import tr

Size = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class SheetState:
    """What an image's boxes were at one moment; each is equal to itself alone.

    Attributes:
        is_seen: whether a label file exists.
        layout: the label file as read, whose lines a write keeps; it lets undo restore the very bytes.
        size_wh: the image's size, in whose pixels the boxes are; None when it could not be read.
        pending: boxes drawn while there was no class to give them; no file but the journal can hold them.
        tags: words for the image.
    """

    boxes: tuple[Box, ...]
    is_seen: bool
    layout: LabelFile
    size_wh: Size | None
    pending: tuple[XYXY, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Sheet:
    """The image at `index` of the dataset, while it is being edited.

    Attributes:
        size_wh: its size in pixels now; None while it can't be read.
        on_disk: what the label file is known to hold.
        failure: why `state` isn't on disk yet; None when it is.
    """

    index: int
    record: ImageRecord
    size_wh: Size | None
    on_disk: LabelFile
    state: SheetState
    failure: StudioError | None = None

    @classmethod
    def of(cls, index: int, record: ImageRecord, labels: LabelFile, size_wh: Size | None) -> Sheet:
        """Start with an image's label file as read."""
        return cls(index, record, size_wh, labels, _state_of(labels, size_wh))

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Return the boxes in pixels of the image as it is now; labels are parts of it, not pixels."""
        return self._now(self.state)

    def _now(self, state: SheetState) -> tuple[Box, ...]:
        scale = self._scale(state)
        return tuple(box.scaled(*scale) for box in state.boxes) if scale else state.boxes

    @property
    def pending(self) -> tuple[XYXY, ...]:
        """Return the boxes that wait for a class, likewise."""
        scale = self._scale(self.state)
        if scale is None:
            return self.state.pending
        x, y = scale
        return tuple((x1 * x, y1 * y, x2 * x, y2 * y) for x1, y1, x2, y2 in self.state.pending)

    def _scale(self, state: SheetState) -> tuple[float, float] | None:
        before, now = state.size_wh, self.size_wh
        if before is None or now is None or before == now:
            return None
        return now[0] / before[0], now[1] / before[1]

    @property
    def label_state(self) -> LabelState:
        """Return what the boxes say of the image."""
        return "labelled" if self.state.boxes else "empty" if self.state.is_seen else "unseen"

    @property
    def has_conflict(self) -> bool:
        """Say whether another program's edit and ours wait for a decision."""
        return isinstance(self.failure, LabelConflict)

    def with_boxes(self, boxes: tuple[Box, ...], pending: tuple[XYXY, ...] | None = None) -> SheetState:
        """Return the state that follows this one when these boxes are written."""
        kept = self.pending if pending is None else pending
        return SheetState(boxes, True, self.state.layout, self.size_wh, kept, self.state.tags)

    def with_pending(self, pending: tuple[XYXY, ...]) -> SheetState:
        """Return the state that follows this one when other boxes wait for a class."""
        state = self.state
        return SheetState(self.boxes, state.is_seen, state.layout, self.size_wh, pending, state.tags)

    def with_tags(self, tags: tuple[str, ...]) -> SheetState:
        """Return the state that follows this one when the image has other words."""
        state = self.state
        return SheetState(self.boxes, state.is_seen, state.layout, self.size_wh, self.pending, tags)

    def waiting(self, before: SheetState, after: SheetState) -> Waiting | None:
        """Return what waits for a class in a state; None where that is the same as before."""
        if after.pending == before.pending:
            return None
        return Waiting(self.record.path, after.size_wh or (1, 1), after.pending)

    def take_in(self, labels: LabelFile, size_wh: Size | None) -> bool:
        """Show the file as it was read just now; returns whether that is another state than before.

        An edit that isn't on disk stays, and so does everything while the image can't be read.
        """
        if size_wh is None:
            return False
        was_unreadable = self.size_wh is None
        self.size_wh = size_wh
        if self.failure:
            return False
        is_same = labels.content == self.on_disk.content and labels.remarks == self.on_disk.remarks
        is_same = is_same and not was_unreadable
        self.on_disk = labels
        if not is_same:
            self.state = _state_of(labels, size_wh, self.pending)
        return not is_same

    def read_again(self, dataset: Dataset) -> bool:
        """Read the bytes that are known anew, when there are other classes; returns whether boxes differ.

        Lines of a class that is new were no boxes before.
        """
        before, self.on_disk = self.on_disk, dataset.reading(self.record, self.on_disk.content)
        if self.failure or self.size_wh is None or len(before.boxes) == len(self.on_disk.boxes):
            return False
        self.state = _state_of(self.on_disk, self.size_wh, self.pending)
        return True

    def accept(self, labels: LabelFile, size_wh: Size | None) -> bool:
        """Give up what isn't on disk for what is; returns whether that is another state than before."""
        self.failure = None
        seen, boxes, said = self.state.is_seen, self.boxes, _said(self.boxes, self.state.tags)
        self.on_disk = labels
        self.size_wh = size_wh or self.size_wh
        is_same = labels.boxes == boxes and (labels.content is not None) == seen
        if is_same and _said(labels.boxes, labels.tags) == said:
            return False
        self.state = _state_of(labels, self.size_wh, self.pending)
        return True

    def render(self, dataset: Dataset) -> bytes:
        """Return what the label file would hold if it could be written."""
        return self._rendered(self.state, dataset)

    def content_of(self, state: SheetState, dataset: Dataset) -> bytes | None:
        """Return what the label file holds in a state, None when there is none then.

        Raises:
            ValueError: no file can hold its boxes.
        """
        return self._rendered(state, dataset) if state.is_seen else None

    def remarks_of(self, state: SheetState, dataset: Dataset) -> bytes | None:
        """Return what was said of the image and its boxes in a state; raises as `content_of` does."""
        return dataset.remarks.render(self.record, self._now(state), state.tags, self.size_wh)

    def edits(self, before: SheetState, remarks: bytes | None, dataset: Dataset) -> tuple[FileEdit, ...]:
        """Return what bringing the files from a state to this one comes to; raises as `content_of` does.

        Args:
            remarks: what the file of remarks holds before.
        """
        old, new = (self.content_of(state, dataset) for state in (before, self.state))
        said = self.remarks_of(self.state, dataset)
        labels = (FileEdit(self.record.label_path, old, new),) if old != new else ()
        if remarks is not None and is_damaged(remarks):
            return labels
        path = dataset.remarks.path_of(self.record)
        return labels + ((FileEdit(path, remarks, said),) if remarks != said else ())

    def _rendered(self, state: SheetState, dataset: Dataset) -> bytes:
        assert self.size_wh is not None
        return yolo.render(
            state.layout.content,
            self._now(state),
            size_wh=self.size_wh,
            class_count=len(dataset.class_names),
            held=state.layout.boxes,
        )

    def follow(self, labels: LabelFile) -> None:
        """Take what a change of many files wrote into the label file."""
        self.on_disk = labels
        self.state = _state_of(labels, self.size_wh, self.pending)

    def give_up(self, dataset: Dataset, *, keeps_pending: bool) -> None:
        """Go back to what is on disk."""
        self.failure = None
        self.on_disk = dataset.read(self.record)
        self.state = _state_of(self.on_disk, self.size_wh, self.pending if keeps_pending else ())

    def save(self, dataset: Dataset) -> None:
        """Bring the label file to the state; `failure` says why that was not possible."""
        known = self.on_disk
        try:
            if self.state.is_seen:
                written = dataset.write(self.record, self.boxes, layout=self.state.layout, expected=known)
            else:
                written = dataset.remove_label(self.record, expected=known)
            self.on_disk = replace(written, tags=known.tags, remarks=known.remarks)
            said = self.remarks_of(self.state, dataset)
            said = dataset.remarks.write(self.record, said, known.remarks)
            self.on_disk = replace(written, tags=self.state.tags, remarks=said)
            self.failure = None
        except FileChanged as error:
            self.failure = LabelConflict(error.cause, tr("Reload it, or write your boxes over it."))
        except StudioError as error:
            self.failure = error
        except ValueError as error:
            # What can't be written must never pass for saved.
            self.failure = StudioError(
                tr("A box in {image} can't be written: {reason}.", image=self.record.path, reason=error),
                tr("Undo the last step, or delete that box."),
            )


def _state_of(labels: LabelFile, size_wh: Size | None, pending: tuple[XYXY, ...] = ()) -> SheetState:
    return SheetState(labels.boxes, labels.content is not None, labels, size_wh, pending, labels.tags)


def _said(boxes: tuple[Box, ...], tags: tuple[str, ...]) -> object:
    return [box.attributes for box in boxes], tags
