"""What a label session works on: the images and their boxes, what is open and selected, the history."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from studio.core.data.changes import Change, FileEdit, Watch
from studio.core.data.dataset import Dataset
from studio.core.data.record import Box, ImageRecord, LabelState, Problem
from studio.core.errors import StudioError
from studio.core.labelling import geometry
from studio.core.labelling.aside import Aside
from studio.core.labelling.backups import back_up
from studio.core.labelling.history import History, Member, Step
from studio.core.labelling.hit_test import XYXY
from studio.core.labelling.journal import Journal
from studio.core.labelling.past import ALONE, Entry, Past, Waiting
from studio.core.labelling.sheet import Sheet, SheetState
from studio.core.labelling.sheets import Sheets
from studio.core.labelling.steps import AtLength, BoxesStep, FilesStep, ReadAgain, WaitingStep
from studio.core.words import mark_n, tr, trn

Indices = tuple[int, ...]


class Document:
    """Images with their boxes, one of them open, and one history over all of them.

    Attributes:
        changed: functions called without arguments after anything here changed.
        sheets: the images that were opened.
    """

    def __init__(self, dataset: Dataset, journal: Journal | None = None) -> None:
        """`journal` keeps what is done; without one nothing is kept. What it tells, `take_over` takes."""
        self.dataset = dataset
        self.changed: list[Callable[[], None]] = []
        self._index = 0
        self.journal = journal or Journal()
        self.at_length: AtLength = lambda count, work: work(lambda done, of: None)
        """What writes many files; a window does it in a thread and shows how far it is."""
        self.sheets = Sheets(dataset, self.journal)
        self._history = History()
        self._aside = Aside()
        self.last_size: tuple[float, float] | None = None
        """Width and height in pixels of the box that was held last."""
        self._selection: Indices = ()
        self._fresh: Indices = ()
        self.open(0)

    def take_over(self, past: Past) -> list[Sheet]:
        """Continue the history of a window that was closed, or crashed; what was done since comes after it.

        Boxes without a class that a crash left are drawn again, as one step; their sheets are returned.

        Args:
            past: what the journal's `read` returned.
        """
        self.journal.take(past)
        done, undone = (
            [member for entry in entries for member in self._steps_of(entry)]
            for entries in (past.done, reversed(past.undone))
        )
        self._history.take_over(done, undone)
        sheets = self._draw_again(past.waiting)
        self._announce()
        return sheets

    def _steps_of(self, entry: Entry) -> list[Member]:
        step = self._files_step(entry.change, entry.text, entry.number)
        if entry.waiting is None:
            return [(step, entry.group)]
        group = entry.group if entry.group != ALONE else (entry.text, entry.number)
        return [
            (step, group),
            (WaitingStep(entry.waiting, entry.text, self._open_found, self.journal, []), group),
        ]

    def _draw_again(self, waiting: Sequence[Waiting]) -> list[Sheet]:
        """Draw boxes that wait for a class; those of an image that isn't there stay in the journal."""
        sheets = []
        if waiting:
            # The open photo may be readable only since it was opened.
            self._read()
        with self._together(tr("drew boxes without a class again")):
            for one in waiting:
                sheet = None
                with contextlib.suppress(StudioError):
                    sheet = self.sheets.found(one.image)
                if sheet is None:
                    continue
                before, size_wh = sheet.state, sheet.size_wh or one.size_wh
                boxes = [geometry.clamped(box, size_wh) for box in one.at(size_wh)]
                sheet.state = sheet.with_pending((*boxes, *sheet.pending))
                texts = mark_n("drew {n} box again on {image}", "drew {n} boxes again on {image}")
                self._push(sheet, before, trn(*texts, len(boxes), image=one.image.name), is_all=True)
                sheets.append(sheet)
        return sheets

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
        return self._sheet.boxes

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the words that the open image was given."""
        return self._sheet.state.tags

    @property
    def pending(self) -> tuple[XYXY, ...]:
        """Return the boxes of the open image that wait for a class."""
        return self._sheet.pending

    @property
    def selection(self) -> Indices:
        """Return the indices of the selected boxes."""
        return self._selection

    @property
    def fresh(self) -> Indices:
        """Return the indices of the boxes just drawn or pasted."""
        return self._fresh

    @property
    def locked(self) -> frozenset[int]:
        """Return the indices of the locked boxes."""
        return self._aside.locked(self.record.path, self.boxes)

    @property
    def hidden(self) -> frozenset[int]:
        """Return the indices of the hidden boxes."""
        return self._aside.hidden(self.record.path, self.boxes)

    @property
    def aside(self) -> frozenset[int]:
        """Return the indices of both, which nothing selects."""
        return self.locked | self.hidden

    def lock_held(self) -> int:
        """Lock the boxes that are held, or without any unlock all of the image; return how many were held."""
        return self._put_aside(self._aside.lock)

    def hide_held(self) -> int:
        """Hide the boxes that are held, or without any show all of the image; return how many were held."""
        return self._put_aside(self._aside.hide)

    def _put_aside(self, put: Callable[[Path, list[Box]], None]) -> int:
        boxes = [self.boxes[index] for index in self.held]
        put(self.record.path, boxes)
        self._selection = self._fresh = ()
        self._announce()
        return len(boxes)

    @property
    def held(self) -> Indices:
        """Return the indices of the boxes the mouse moves and resizes: the selected or the fresh ones."""
        return self._selection or self._fresh

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the open image's label file as it stands on disk."""
        return self._sheet.on_disk.problems

    @property
    def state(self) -> LabelState:
        """Return the state of the open image, unsaved edits included."""
        return self._sheet.label_state

    @property
    def touched(self) -> set[int]:
        """Return, while `changed` is being told, the indices of the images whose boxes changed."""
        return self.sheets.touched

    def known(self, index: int) -> tuple[LabelState, list[int]]:
        """Return the state and the boxes' classes of an image that was open, unsaved edits included."""
        sheet = self.sheets.known(self.dataset.records[index])
        assert sheet is not None
        return sheet.label_state, [box.class_id for box in sheet.state.boxes]

    @property
    def size_wh(self) -> tuple[int, int]:
        """Return the open image's size; of one that is gone, the size it had.

        Raises:
            StudioError: the image can't be read, so it can't be labelled either.
        """
        return self.sheets.size_of(self._sheet)

    def open(self, index: int) -> None:
        """Open an image, with nothing selected unless it is open already.

        Raises:
            IndexError: there is no such image.
        """
        self._open(index)
        self._announce()

    def look_again(self) -> bool:
        """Take in what another program wrote into the open image's label file; returns whether it did.

        Edits that aren't on disk stay.
        """
        is_changed = self.sheets.read(self._index)
        if is_changed:
            self._selection = self._fresh = ()
            self._announce()
        return is_changed

    def select(self, selection: Iterable[int]) -> None:
        """Select boxes by index, but for those aside; none is fresh any more."""
        count, aside = len(self.boxes), self.aside
        chosen = tuple(
            index for index in dict.fromkeys(selection) if 0 <= index < count and index not in aside
        )
        if chosen != self._selection or self._fresh:
            self._selection, self._fresh = chosen, ()
            self._announce()

    # Undo

    def undo(self) -> Step | None:
        """Take back the last step, on whichever image it was, and open that; None when there is none.

        Raises:
            StudioError: it can't be taken back; nothing was overwritten.
        """
        try:
            return self._history.undo()
        finally:
            self._announce()

    def redo(self) -> Step | None:
        """Make the step that was undone last again; None when there is none.

        Raises:
            StudioError: it can't be made again; nothing was overwritten.
        """
        try:
            return self._history.redo()
        finally:
            self._announce()

    @property
    def last_step(self) -> Step | None:
        """Return what `undo` would take back."""
        return self._history.last

    def has_done(self, step: Step) -> bool:
        """Say whether a step is done, and not taken back."""
        return self._history.has_done(step)

    @property
    def can_undo(self) -> bool:
        """Say whether anything can be undone, or may be once the past is read."""
        return self._history.last is not None or not self.journal.is_read

    @property
    def can_redo(self) -> bool:
        """Say whether anything can be made again, or may be once the past is read."""
        return self._history.next is not None or not self.journal.is_read

    @property
    def undo_text(self) -> str:
        """Return what `undo` would take back, in words; "" for nothing."""
        return self._history.last.text if self._history.last else ""

    @property
    def redo_text(self) -> str:
        """Return what `redo` would make again, in words; "" for nothing."""
        return self._history.next.text if self._history.next else ""

    # For those who edit

    def _open(self, index: int) -> None:
        if not 0 <= index < len(self.dataset.records):
            raise IndexError(index)
        if index != self._index:
            self._selection = self._fresh = ()
        self._index = index
        self.sheets.retry()
        self._read()

    def _read(self) -> None:
        if self.sheets.read(self._index):
            self._selection = self._fresh = ()

    def _catch_up(self) -> None:
        """Before an edit: the photo may have been unreadable when it was opened, or have another size now."""
        size_wh = self.sheets.size_or_none(self.record)
        if size_wh is not None and size_wh != self._sheet.size_wh:
            self._read()

    @property
    def _sheet(self) -> Sheet:
        sheet = self.sheets.known(self.record)
        assert sheet is not None
        return sheet

    def _announce(self) -> None:
        if self.held and self.held[-1] < len(self.boxes):
            box = self.boxes[self.held[-1]]
            self.last_size = box.width, box.height
        for hook in list(self.changed):
            hook()
        self.touched.clear()

    def _told(self, texts: tuple[str, str], count: int, **values: object) -> str:
        return trn(*texts, count, image=self.record.path.name, **values)

    def _commit_boxes(
        self, boxes: Sequence[Box], text: str, selection: Indices = (), fresh: Indices = ()
    ) -> None:
        if tuple(boxes) != self.boxes:
            self._commit(self._sheet.with_boxes(tuple(boxes)), text, selection, fresh)

    def _commit(self, state: SheetState, text: str, selection: Indices = (), fresh: Indices = ()) -> None:
        self._record(self._sheet, state, text)
        self._selection, self._fresh = selection, fresh
        if self._sheet.failure is None:
            self.sheets.retry()
        self._announce()

    def _record(self, sheet: Sheet, state: SheetState, text: str) -> None:
        # An unreadable image has no pixels to draw on, and its labels must not be emptied by mistake.
        self.sheets.size_of(sheet)
        before, sheet.state = sheet.state, state
        self._push(sheet, before, text)
        self.sheets.save(sheet)

    def _push(self, sheet: Sheet, before: SheetState, text: str, *, is_all: bool = False) -> None:
        """Note a step in the journal, and then in the history; `is_all` as in `Waiting`."""
        edits: tuple[FileEdit, ...] = ()
        # What no file can hold, its sheet tells when it is saved.
        with contextlib.suppress(ValueError):
            said = sheet.remarks_of(before, self.dataset) if sheet.failure else sheet.on_disk.remarks
            edits = sheet.edits(before, said, self.dataset)
        waiting = sheet.waiting(before, sheet.state)
        if waiting is not None:
            waiting = replace(waiting, is_all=is_all)
        number = self.journal.step(text, Change((), (), edits), waiting)
        selection = self._selection if sheet is self._sheet else ()
        self._history.push(
            BoxesStep(
                sheet,
                before,
                sheet.state,
                text,
                self._open_sheet,
                self._save_sheet,
                self.journal,
                number,
                selection,
            )
        )

    @contextlib.contextmanager
    def _together(self, text: str) -> Iterator[None]:
        with self.journal.together(text), self._history.together(text):
            yield

    # Whole files

    def change_files(self, change: Change, text: str) -> None:
        """Change files as one step; `text` says what is done, to stand after "Undid: ".

        Raises:
            StudioError: one was changed meanwhile or can't be written, or an image has edits that aren't on
                disk; nothing was written.
        """
        if change.edits or change.moves:
            self._get_ready(change)
            number = 0

            def write(watch: Watch) -> None:
                nonlocal number
                if len(change.edits) > 1 and not change.moves and self.journal.backups is not None:
                    back_up(change, self.dataset.root, text, self.journal.backups)
                number = self.journal.step(text, change)
                try:
                    self.dataset.change_files(change, watch)
                except StudioError:
                    self.journal.void(number)
                    raise

            self.at_length(len(change.edits), write)
            self.journal.settled([edit.path for edit in change.edits])
            self._history.push(self._files_step(change, text, number, self._on_files(change, [])))
        self._announce()

    def trash_image(self) -> None:
        """Move the open image and its labels to the trash beside it, and open the next one.

        Raises:
            StudioError: it is the only one, its edits aren't on disk, or it can't be moved.
        """
        record, sheet = self.record, self._sheet
        if len(self.dataset.records) == 1:
            raise StudioError(
                tr("{image} is the only image, and a dataset has at least one.", image=record.path.name),
                tr("Add others first, or delete the folder in your file manager."),
            )
        if sheet.failure or sheet.pending:
            raise StudioError(
                tr("{image} has boxes that are not saved.", image=record.path.name),
                tr("Save them or undo them first."),
            )
        text = tr("moved {image} to the trash", image=record.path.name)
        self.change_files(self.dataset.trashing(record), text)

    def _files_step(
        self, change: Change, text: str, number: int, read_again: ReadAgain | None = None
    ) -> FilesStep:
        return FilesStep(
            self.dataset,
            change,
            text,
            lambda count, work: self.at_length(count, work),
            self._get_ready,
            self._on_files,
            self.journal,
            number,
            read_again or [],
        )

    def _get_ready(self, change: Change) -> None:
        paths = {edit.path for edit in change.edits}
        if (index := self._only_image(change)) is not None:
            self._open(index)
        if failure := self.sheets.failure_among(paths):
            raise StudioError(failure.cause, failure.remedy)

    def _only_image(self, change: Change) -> int | None:
        """Return the image that a change is of, when it is of the labels and remarks of one."""
        labels = [edit for edit in change.edits if not self.dataset.remarks.is_own(edit.path)]
        records = self.dataset.records
        if not labels and len(change.edits) == 1:
            return self.dataset.remarks.index_of(change.edits[0], records)
        path = labels[0].path if len(labels) == 1 else None
        return next((index for index, record in enumerate(records) if record.label_path == path), None)

    def _on_files(self, change: Change, put_back: list[Sheet]) -> ReadAgain:
        """Show what was written into files; returns the sheets that have other boxes by it."""
        self._selection = self._fresh = ()
        if change.moves and self.dataset.follow_moves(change):
            self.sheets.follow_images()
            records = self.dataset.records
            back = {move.target for move in change.moves}
            here = next((index for index, record in enumerate(records) if record.path in back), self._index)
            self._open(min(here, len(records) - 1))
        return self.sheets.follow(change, put_back)

    def _open_sheet(self, sheet: Sheet) -> bool:
        """Open a sheet's image for a step; returns whether it was open before."""
        was_open = sheet is self._sheet
        self._open(sheet.index)
        return was_open

    def _open_found(self, image: Path) -> Sheet | None:
        if (sheet := self.sheets.found(image)) is not None:
            self._open_sheet(sheet)
        return sheet

    def _save_sheet(self, sheet: Sheet, selection: Indices) -> None:
        self._selection, self._fresh = selection, ()
        self.sheets.save(sheet)
        if sheet.failure is None:
            self.sheets.retry()
