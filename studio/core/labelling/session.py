"""Labelling one dataset: boxes of the open image, undo without limit, each edit on disk at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from studio.core.data.dataset import Dataset, LabelConflict
from studio.core.data.record import Box, ImageRecord, Problem, State
from studio.core.errors import StudioError
from studio.core.labelling import geometry
from studio.core.labelling.history import History, Step, step_of
from studio.core.labelling.hit_test import XYXY
from studio.core.words import tr


class LabelSession:
    """The editor's document, free of any window.

    An edit is committed to memory, then written. When writing fails the edit stays, `failure` tells why,
    and it is tried again with the next edit, when an image is opened, and by `retry`. When another
    program changed the label file, nothing is overwritten until `reload` or `overwrite` is called.

    Attributes:
        changed: functions called without arguments after anything here changed.
        current_class: class of the next box drawn.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.changed: list[Callable[[], None]] = []
        self.current_class = 0
        self._index = 0
        self._histories: dict[Path, History] = {}
        self.open(0)

    # What is open

    @property
    def index(self) -> int:
        """Return the index of the open image in `dataset.records`."""
        return self._index

    @property
    def record(self) -> ImageRecord:
        """Return the open image."""
        return self.dataset.records[self._index]

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Return the boxes of the open image."""
        return self._history.step.boxes

    @property
    def selection(self) -> tuple[int, ...]:
        """Return the indices of the selected boxes."""
        return self._history.step.selection

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the open image's label file as it stands on disk."""
        return self._history.on_disk.problems

    @property
    def state(self) -> State:
        """Return the state of the open image, unsaved edits included."""
        step = self._history.step
        return "labelled" if step.boxes else "empty" if step.is_seen else "unseen"

    @property
    def size_wh(self) -> tuple[int, int]:
        """Return the open image's size.

        Raises:
            StudioError: the image can't be read, so it can't be labelled either.
        """
        return self.dataset.image_size(self.record)

    def open(self, index: int) -> None:
        """Open an image; its undo history, if it was open before, is still there.

        Raises:
            IndexError: there is no such image.
        """
        if not 0 <= index < len(self.dataset.records):
            raise IndexError(index)
        self._index = index
        self._retry_all()
        self._read()
        self._announce()

    def select(self, selection: Iterable[int]) -> None:
        """Select boxes by index."""
        chosen = tuple(index for index in dict.fromkeys(selection) if 0 <= index < len(self.boxes))
        if chosen != self.selection:
            self._history.select(chosen)
            self._announce()

    # Edits: each is one step of undo and one write

    def add_box(self, xyxy: XYXY, class_id: int | None = None) -> int:
        """Add a box, clamped to the image, of a class or the current one; select it and return its index.

        Raises:
            StudioError: the image can't be read, or there are no classes yet.
        """
        class_id = self._checked_class(self.current_class if class_id is None else class_id)
        self._catch_up()
        box = Box(class_id, *geometry.clamped(xyxy, self.size_wh))
        self._commit((*self.boxes, box), selection=(len(self.boxes),))
        return len(self.boxes) - 1

    def replace_boxes(self, places: Mapping[int, XYXY]) -> None:
        """Give boxes new corners, clamped to the image."""
        self._catch_up()
        boxes = list(self.boxes)
        for index, xyxy in places.items():
            place = geometry.clamped(xyxy, self.size_wh)
            if place != boxes[index].xyxy:
                boxes[index] = boxes[index].with_xyxy(place)
        self._commit(tuple(boxes), self.selection)

    def nudge(self, dx: float, dy: float) -> None:
        """Shift the selected boxes together, inside the image."""
        self._catch_up()
        if self.selection:
            places = [self.boxes[index].xyxy for index in self.selection]
            shifted = geometry.moved(places, dx, dy, self.size_wh)
            self.replace_boxes(dict(zip(self.selection, shifted, strict=True)))

    def delete(self, indices: Iterable[int] | None = None) -> None:
        """Delete boxes by index, or the selected ones."""
        self._catch_up()
        gone = set(self.selection if indices is None else indices)
        self._commit(tuple(box for index, box in enumerate(self.boxes) if index not in gone), ())

    def set_class(self, class_id: int, indices: Iterable[int] | None = None) -> None:
        """Change the class of boxes by index, or of the selected ones."""
        class_id = self._checked_class(class_id)
        self._catch_up()
        chosen = set(self.selection if indices is None else indices)
        self._commit(
            tuple(
                box.with_class(class_id) if index in chosen and box.class_id != class_id else box
                for index, box in enumerate(self.boxes)
            ),
            self.selection,
        )

    def copy_from_previous(self) -> int:
        """Add the boxes of the image before this one, as far as they lie inside; return how many were added.

        Boxes that stand here already are not added twice. The copies are selected.
        """
        if not self._index:
            return 0
        previous = self.dataset.records[self._index - 1]
        history = self._histories.get(previous.path)
        source = history.step.boxes if history else self.dataset.read(previous).boxes
        return self.add_boxes(source)

    def add_boxes(self, boxes: Iterable[Box]) -> int:
        """Add copies of boxes, as far as they lie inside, in one step; return how many were added.

        Boxes that stand here already are not added twice. The copies are selected.
        """
        self._catch_up()
        inside = [box.clipped(self.size_wh) for box in boxes]
        here = set(self.boxes)
        copies = [
            Box(box.class_id, *box.xyxy)
            for box in inside
            if min(box.width, box.height) >= geometry.MIN_SIDE_PX and box not in here
        ]
        if copies:
            count = len(self.boxes)
            self._commit((*self.boxes, *copies), tuple(range(count, count + len(copies))))
        return len(copies)

    def mark_empty(self) -> None:
        """Say "no objects here": remove all boxes and write an empty label file."""
        self._catch_up()
        self._commit((), (), is_marked=True)

    def undo(self) -> bool:
        """Go back one step; return False when there is none."""
        return self._step(-1)

    def redo(self) -> bool:
        """Go forward one step; return False when there is none."""
        return self._step(1)

    @property
    def can_undo(self) -> bool:
        """Say whether the open image has something to undo."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Say whether the open image has something to redo."""
        return self._history.can_redo

    def add_class(self, name: str) -> int:
        """Append a class to the dataset's list and return its id; lines that were of no class become boxes.

        Raises:
            StudioError: the name is taken or unusable, or the list can't be written.
        """
        class_id = self.dataset.add_class(name)
        self._read()
        self._announce()
        return class_id

    # What is on disk

    @property
    def failure(self) -> StudioError | None:
        """Return why an edit isn't on disk (the open image's first); None when everything is saved."""
        failures = [self._history.failure, *(history.failure for history in self._histories.values())]
        return next((failure for failure in failures if failure), None)

    @property
    def has_conflict(self) -> bool:
        """Say whether the open image waits for `reload` or `overwrite`."""
        return isinstance(self._history.failure, LabelConflict)

    @property
    def unsaved(self) -> list[ImageRecord]:
        """Return the images with edits that aren't on disk."""
        return [history.record for history in self._histories.values() if history.failure]

    def retry(self) -> bool:
        """Try again to write what isn't on disk; return whether everything is saved now."""
        self._retry_all()
        self._announce()
        return self.failure is None

    def reload(self) -> None:
        """Take the open image's boxes from disk, as a step that undo takes back."""
        history = self._history
        labels = self.dataset.read(self.record)
        if size_wh := self._size_or_none():
            history.resize(size_wh)
        history.on_disk, history.failure = labels, None
        if labels.boxes != history.step.boxes or (labels.content is not None) != history.step.is_seen:
            history.push(step_of(labels))
        self._announce()

    def overwrite(self) -> None:
        """Write the open image's boxes over what another program wrote."""
        self._history.on_disk = self.dataset.read(self.record)
        self._save(self._history)
        self._announce()

    # Inside

    def _read(self) -> None:
        """Take in how the open image and its label file are now."""
        record = self.record
        history = self._histories.get(record.path)
        labels, size_wh = self.dataset.read(record), self._size_or_none()
        if history is None or not (history.can_undo or history.can_redo or history.failure):
            self._histories[record.path] = History.of(record, size_wh, labels)
            return
        if size_wh is None:
            return
        history.resize(size_wh)
        if history.failure:
            return
        before, history.on_disk = history.on_disk, labels
        if (labels.content, len(labels.boxes)) != (before.content, len(before.boxes)):
            # Someone else edited the file meanwhile, or lines of a class that is new were no boxes before:
            # show it as it is, with our own version an undo away.
            history.push(step_of(labels))

    def _size_or_none(self) -> tuple[int, int] | None:
        try:
            return self.size_wh
        except StudioError:
            return None

    def _catch_up(self) -> None:
        """Before an edit: the photo may have been unreadable when it was opened, or have another size now."""
        size_wh = self._size_or_none()
        if size_wh is not None and size_wh != self._history.size_wh:
            self._read()

    @property
    def _history(self) -> History:
        return self._histories[self.record.path]

    def _announce(self) -> None:
        for hook in list(self.changed):
            hook()

    def _checked_class(self, class_id: int) -> int:
        if not self.dataset.class_names:
            raise StudioError(tr("There are no classes yet."), tr("Add a class first."))
        if not 0 <= class_id < len(self.dataset.class_names):
            raise ValueError(f"class {class_id} of {len(self.dataset.class_names)}")
        return class_id

    def _commit(self, boxes: tuple[Box, ...], selection: tuple[int, ...], *, is_marked: bool = False) -> None:
        step = self._history.step
        if boxes == step.boxes and (step.is_seen or not is_marked):
            return
        # An unreadable image has no pixels to draw on, and its labels must not be emptied by mistake.
        self.dataset.image_size(self.record)
        self._history.push(Step(boxes, True, selection, step.layout))
        self._save_and_announce()

    def _step(self, direction: int) -> bool:
        history = self._history
        if not (history.can_undo if direction < 0 else history.can_redo):
            return False
        if size_wh := self._size_or_none():
            history.resize(size_wh)
        history.position += direction
        self._save_and_announce()
        return True

    def _save_and_announce(self) -> None:
        self._save(self._history)
        if self._history.failure is None:
            self._retry_all()
        self._announce()

    def _save(self, history: History) -> None:
        step = history.step
        try:
            if step.is_seen:
                history.on_disk = self.dataset.write(
                    history.record, step.boxes, layout=step.layout, expected=history.on_disk
                )
            else:
                history.on_disk = self.dataset.remove_label(history.record, expected=history.on_disk)
            history.failure = None
        except StudioError as error:
            history.failure = error
        except ValueError as error:
            # What can't be written must never pass for saved.
            history.failure = StudioError(
                tr("A box in {image} can't be written: {reason}.", image=history.record.path, reason=error),
                tr("Undo the last step, or delete that box."),
            )

    def _retry_all(self) -> None:
        for history in self._histories.values():
            # A conflict is the user's to decide, however often one saves.
            if history.failure and not isinstance(history.failure, LabelConflict):
                self._save(history)
