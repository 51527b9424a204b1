"""Labelling one dataset: boxes of the open image, undo over all images, each edit on disk at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from studio.core.data.changes import Change
from studio.core.data.dataset import Dataset
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.labelling import geometry
from studio.core.labelling.history import Step
from studio.core.labelling.hit_test import XYXY, Point
from studio.core.labelling.journal import Journal
from studio.core.labelling.saved import SavedDocument
from studio.core.labelling.sheet import Sheet
from studio.core.labelling.steps import ReadAgain
from studio.core.words import mark_n, tr


class LabelSession(SavedDocument):
    """The editor's document, free of any window.

    An edit is committed to memory, then written. When writing fails the edit stays, `failure` tells why,
    and it is tried again with the next edit, when an image is opened, and by `retry`. When another
    program changed the label file, nothing is overwritten until `reload` or `overwrite` is called. There
    is one history over all images: `undo` opens the image whose boxes it brings back, and writes them.

    A box is *selected* by choosing it: a click, Tab, the list. A box just drawn or pasted is *fresh*: the
    mouse may take it as it takes a selected one, but digits mean the next box and arrows the next image.
    A box drawn while there is no class is *pending*: shown and undone, in the journal alone until it has a
    name.

    Attributes:
        current_class: class of the next box drawn.
    """

    def __init__(self, dataset: Dataset, journal: Journal | None = None) -> None:
        self.current_class = self._class_before = 0
        super().__init__(dataset, journal)

    # Edits: each is one step of undo and one write

    def draw(self, xyxy: XYXY) -> None:
        """Add a box of the current class, or a pending one while there is no class.

        Raises:
            StudioError: the image can't be read.
        """
        if self.dataset.class_names:
            self.add_box(xyxy)
        elif place := self._drawn(xyxy):
            text = tr("drew a box on {image}", image=self.record.path.name)
            self.last_size = place[2] - place[0], place[3] - place[1]
            self._commit(self._sheet.with_pending((*self.pending, place)), text)

    def add_box(self, xyxy: XYXY, class_id: int | None = None) -> int | None:
        """Add what lies inside the image of a box, of a class or the current one; return its index.

        None is returned, and nothing added, where a drag would draw nothing. The box is fresh.

        Raises:
            StudioError: the image can't be read, or there are no classes yet.
        """
        class_id = self._checked_class(self.current_class if class_id is None else class_id)
        place = self._drawn(xyxy)
        if place is None:
            return None
        index = len(self.boxes)
        text = tr("drew a box on {image}", image=self.record.path.name)
        self._commit(self._sheet.with_boxes((*self.boxes, Box(class_id, *place))), text, fresh=(index,))
        return index

    def add_like_last(self, middle: Point) -> bool:
        """Draw a box as large as the one that was held last, around a point; False when there was none.

        Raises:
            StudioError: the image can't be read.
        """
        if self.last_size is None:
            return False
        self.draw(geometry.around(middle, self.last_size, self.size_wh))
        return True

    def replace_boxes(self, places: Mapping[int, XYXY]) -> None:
        """Give boxes new corners, clamped to the image."""
        self._catch_up()
        boxes = list(self.boxes)
        for index, xyxy in places.items():
            place = geometry.clamped(xyxy, self.size_wh)
            if place != boxes[index].xyxy:
                boxes[index] = boxes[index].with_xyxy(place)
        text = self._told(mark_n("moved {n} box on {image}", "moved {n} boxes on {image}"), len(places))
        self._commit_boxes(boxes, text, self._selection, self._fresh)

    def nudge(self, dx: float, dy: float) -> None:
        """Shift the boxes that are held together, inside the image."""
        self._catch_up()
        if self.held:
            places = [self.boxes[index].xyxy for index in self.held]
            shifted = geometry.moved(places, dx, dy, self.size_wh)
            self.replace_boxes(dict(zip(self.held, shifted, strict=True)))

    def delete(self, indices: Iterable[int] | None = None) -> int:
        """Delete boxes by index, or those that are held; return how many."""
        self._catch_up()
        gone = set(self.held if indices is None else indices)
        boxes = [box for index, box in enumerate(self.boxes) if index not in gone]
        count = len(self.boxes) - len(boxes)
        self._commit_boxes(
            boxes, self._told(mark_n("deleted {n} box on {image}", "deleted {n} boxes on {image}"), count)
        )
        return count

    def set_class(self, class_id: int, indices: Iterable[int] | None = None) -> None:
        """Change the class of boxes by index, or of the selected ones."""
        class_id = self._checked_class(class_id)
        self._catch_up()
        chosen = set(self.selection if indices is None else indices)
        boxes = [
            box.with_class(class_id) if index in chosen and box.class_id != class_id else box
            for index, box in enumerate(self.boxes)
        ]
        name = self.dataset.class_names[class_id]
        texts = mark_n("made {n} box on {image} “{name}”", "made {n} boxes on {image} “{name}”")
        self._commit_boxes(boxes, self._told(texts, len(chosen), name=name), self._selection)

    def say(self, name: str, value: bool | str, indices: Iterable[int] | None = None) -> None:
        """Give boxes by index, or those that are held, one of their `Attributes`."""
        self._catch_up()
        chosen = set(self.held if indices is None else indices)
        if isinstance(value, str):
            value = "".join(sign for sign in value.strip() if sign.isprintable())
        said: dict[str, Any] = {name: value}
        boxes = tuple(
            replace(box, attributes=replace(box.attributes, **said)) if index in chosen else box
            for index, box in enumerate(self.boxes)
        )
        if [box.attributes for box in boxes] != [box.attributes for box in self.boxes]:
            texts = mark_n("described {n} box on {image}", "described {n} boxes on {image}")
            text = self._told(texts, len(chosen))
            self._commit(self._sheet.with_boxes(boxes), text, self._selection, self._fresh)

    def set_tags(self, tags: Iterable[str]) -> None:
        """Give the open image words, without blanks inside, each once."""
        signs = "".join(sign if sign.isprintable() else " " for sign in " ".join(tags))
        words = tuple(dict.fromkeys(signs.split()))
        if words != self.tags:
            text = tr("described {image}", image=self.record.path.name)
            self._commit(self._sheet.with_tags(words), text, self._selection, self._fresh)

    def copy_from_previous(self) -> int:
        """Add the boxes of the image before this one, as far as they lie inside; return how many were added.

        Boxes that stand here already are not added twice. The copies are fresh.
        """
        if not self._index:
            return 0
        previous = self.dataset.records[self._index - 1]
        sheet = self.sheets.known(previous)
        return self.add_boxes(sheet.boxes if sheet else self.dataset.read(previous).boxes)

    def add_copies(self, boxes: Sequence[Box]) -> int:
        """Add copies as `add_boxes` does, beside whatever of them stands here already."""
        self._catch_up()
        return self.add_boxes(geometry.beside(boxes, self.boxes, self.size_wh))

    def add_boxes(self, boxes: Iterable[Box]) -> int:
        """Add copies of boxes, as far as they lie inside, in one step; return how many were added.

        Boxes that stand here already are not added twice, nor those of which less than a third is inside.
        The copies are fresh.

        Raises:
            StudioError: the image can't be read, or a box has a class that is no longer there.
        """
        self._catch_up()
        copies = geometry.visible(boxes, self.size_wh)
        here = set(self.boxes)
        copies = [box.with_xyxy(box.xyxy) for box in copies if box not in here]
        if any(box.class_id >= len(self.dataset.class_names) for box in copies):
            raise StudioError(
                tr("A copied box has a class that is no longer there."),
                tr("Copy boxes anew, or bring the class back with Redo."),
            )
        count = len(self.boxes)
        text = self._told(mark_n("added {n} box to {image}", "added {n} boxes to {image}"), len(copies))
        self._commit_boxes([*self.boxes, *copies], text, fresh=tuple(range(count, count + len(copies))))
        return len(copies)

    def take_suggestions(self, boxes: Sequence[Box], change: Change, text: str, *steps: Step) -> None:
        """Add boxes to the open image, change files of others, and keep steps already made: one step of undo.

        A box that is the only one is fresh.

        Raises:
            StudioError: the image can't be read, or `change_files` can't be done.
        """
        with self._together(text):
            if boxes:
                self._catch_up()
                state = self._sheet.with_boxes((*self.boxes, *boxes))
                self._commit(state, text, fresh=(len(self.boxes),) if len(boxes) == 1 else ())
            self.change_files(change, text)
            for step in steps:
                self._history.push(step)
        self._announce()

    def push_step(self, step: Step) -> None:
        """Remember a step that was made elsewhere."""
        self._history.push(step)
        self._announce()

    def mark_empty(self) -> None:
        """Say "no objects here": remove all boxes and write an empty label file."""
        self._catch_up()
        sheet = self._sheet
        count = len(sheet.boxes) + len(sheet.pending)
        if count:
            text = self._told(mark_n("deleted {n} box on {image}", "deleted {n} boxes on {image}"), count)
        elif not sheet.state.is_seen:
            text = tr("marked {image} “no objects”", image=self.record.path.name)
        else:
            return
        self._commit(sheet.with_boxes((), ()), text)

    # Boxes without a class

    def name_pending(self, name: str) -> int:
        """Give every pending box, on any image that can be read, a class, added if need be; return its id.

        Raises:
            StudioError: the name is unusable, or the list of classes can't be written.
        """
        waiting = [sheet for sheet in self.sheets if sheet.state.pending]
        # The open image last, so that making it again ends there.
        waiting.sort(key=lambda sheet: sheet is self._sheet)
        with self._together(tr("named boxes “{name}”", name=name.strip())):
            names = self.dataset.class_names
            class_id = names.index(name.strip()) if name.strip() in names else self.add_class(name)
            for sheet in waiting:
                if self.sheets.size_or_none(sheet.record) is None:
                    continue
                named = tuple(Box(class_id, *xyxy) for xyxy in sheet.pending)
                texts = mark_n("named {n} box on {image}", "named {n} boxes on {image}")
                text = self._told(texts, len(named))
                self._record(sheet, sheet.with_boxes(sheet.boxes + named, ()), text)
        self.current_class = class_id
        self._announce()
        return class_id

    def drop_pending(self, index: int) -> None:
        """Give up a pending box of the open image, by its index in `pending`."""
        pending = list(self.pending)
        del pending[index]
        text = tr("dropped a box without a class on {image}", image=self.record.path.name)
        self._commit(self._sheet.with_pending(tuple(pending)), text)

    # Classes

    def add_class(self, name: str) -> int:
        """Append a class to the dataset's list and return its id; lines that were of no class become boxes.

        Raises:
            StudioError: the name is taken or unusable, or the list can't be written.
        """
        text, self._class_before = tr("added the class “{name}”", name=name.strip()), self.current_class
        self.change_files(self.dataset.adding_class(name), text)
        return len(self.dataset.class_names) - 1

    def _on_files(self, change: Change, put_back: list[Sheet]) -> ReadAgain:
        if self.current_class >= (count := len(self.dataset.class_names)):
            # An added one that is gone again.
            self.current_class = max(min(self._class_before, count - 1), 0)
        return super()._on_files(change, put_back)

    # Inside

    def _drawn(self, xyxy: XYXY) -> XYXY | None:
        self._catch_up()
        return geometry.drawn(xyxy[:2], xyxy[2:], self.size_wh)

    def _checked_class(self, class_id: int) -> int:
        if not self.dataset.class_names:
            raise StudioError(tr("There are no classes yet."), tr("Add a class first."))
        if not 0 <= class_id < len(self.dataset.class_names):
            raise ValueError(f"class {class_id} of {len(self.dataset.class_names)}")
        return class_id
