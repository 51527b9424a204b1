"""The kinds of steps a label session takes: boxes of an image, whole files, and what a person said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.core.data.changes import Change, FileChanged, Watch
from studio.core.data.dataset import Dataset, LabelConflict
from studio.core.errors import StudioError
from studio.core.labelling.history import StepLost
from studio.core.labelling.journal import Journal
from studio.core.labelling.past import Waiting, WaitingEdit
from studio.core.labelling.sheet import Sheet, SheetState
from studio.core.words import tr

AtLength = Callable[[int, Callable[[Watch], None]], None]
"""Does work on so many files, and returns when it is done, or raises what it raises."""
ReadAgain = list[tuple[Sheet, SheetState, SheetState]]
"""Sheets that have other boxes by a change of files: their states before and after."""


@dataclass(frozen=True, slots=True)
class BoxesStep:
    """The boxes of an image went from one state to another.

    Attributes:
        open: opens the image, taking in what its file holds now; returns whether it was open before.
        save: writes the sheet's new state and selects these boxes.
        number: of the step in the journal.
        selection: which boxes were selected before.
    """

    sheet: Sheet
    before: SheetState
    after: SheetState
    text: str
    open: Callable[[Sheet], bool]
    save: Callable[[Sheet, tuple[int, ...]], None]
    journal: Journal
    number: int
    selection: tuple[int, ...] = ()

    @property
    def subject(self) -> object:
        """Return the image's label file."""
        return self.sheet.record.label_path

    def undo(self) -> None:
        """Take it back, on disk too."""
        self._change(self.after, self.before, self.selection, self.journal.undo)

    def redo(self) -> None:
        """Make it again, on disk too."""
        self._change(self.before, self.after, (), self.journal.redo)

    def _change(
        self,
        origin: SheetState,
        target: SheetState,
        selection: tuple[int, ...],
        note: Callable[[int, Waiting | None], None],
    ) -> None:
        was_open = self.open(self.sheet)
        if isinstance(conflict := self.sheet.failure, LabelConflict):
            raise StudioError(conflict.cause, conflict.remedy)
        if self.sheet.state is not origin:
            raise _lost(self.sheet.record.label_path.name, self.text)
        note(self.number, self.sheet.waiting(origin, target))
        self.sheet.state = target
        # Who comes from another image did not choose these boxes: arrow keys must not move them.
        self.save(self.sheet, selection if was_open else ())


@dataclass(frozen=True, slots=True)
class FilesStep:
    """Files went from one form to another: the lists of classes, labels of many images, or a step of before.

    Attributes:
        at_length: does what writes the files.
        ready: called before each change with what is about to be written; shows the image it is of, and
            raises a StudioError while one of its sheets waits for another decision.
        changed: called after each change with the sheets whose states were put back; the other sheets take
            in what was written, and those that have other boxes by it are returned.
        number: of the step in the journal.
        read_again: the sheets that have other boxes. An image may be opened long after the change: it joins
            them when the change is taken back.
    """

    dataset: Dataset
    change: Change
    text: str
    at_length: AtLength
    ready: Callable[[Change], None]
    changed: Callable[[Change, list[Sheet]], ReadAgain]
    journal: Journal
    number: int
    read_again: ReadAgain

    @property
    def subject(self) -> object:
        """Return the one file that was changed (of an image its labels), or the dataset."""
        edits = self.change.edits
        labels = [edit for edit in edits if not self.dataset.remarks.is_own(edit.path)] or edits
        return labels[0].path if len(labels) == 1 else self.dataset

    def undo(self) -> None:
        """Bring the bytes of the files back, and names of classes with them."""
        states = [(sheet, after, before) for sheet, before, after in self.read_again]
        new = self._change(self.change.reversed(), states, self.journal.undo, self.journal.redo)
        self.read_again.extend((sheet, before, after) for sheet, after, before in new)

    def redo(self) -> None:
        """Change them again."""
        new = self._change(self.change, self.read_again, self.journal.redo, self.journal.undo)
        self.read_again.extend(new)

    def _change(
        self,
        change: Change,
        states: ReadAgain,
        note: Callable[[int], None],
        note_back: Callable[[int], None],
    ) -> ReadAgain:
        def write(watch: Watch) -> None:
            if strange := change.changed_elsewhere():
                raise _lost(", ".join(path.name for path in strange[:MAX_FILES_TOLD]), self.text)
            note(self.number)
            try:
                self.dataset.change_files(change, watch)
            except FileChanged as error:
                note_back(self.number)
                raise _lost(", ".join(edit.path.name for edit in change.edits), self.text) from error
            except StudioError:
                note_back(self.number)
                raise

        self.ready(change)
        self.at_length(len(change.edits), write)
        self.journal.settled([edit.path for edit in change.edits])
        put_back = [(sheet, after) for sheet, before, after in states if sheet.state is before]
        for sheet, state in put_back:
            sheet.state = state
        return self.changed(change, [sheet for sheet, _ in put_back])


@dataclass(frozen=True, slots=True)
class WaitingStep:
    """Other boxes of an image wait for a class, since before the window was opened: a part of such a step.

    Attributes:
        open: opens an image and returns its sheet, None when it is not there; raises a StudioError when it
            can't be read.
        states: of the sheet before and after this was taken back or made again.
    """

    edit: WaitingEdit
    text: str
    open: Callable[[Path], Sheet | None]
    journal: Journal
    states: list[tuple[SheetState, SheetState]]

    @property
    def subject(self) -> object:
        """Return the image."""
        return self.edit.came.image

    def undo(self) -> None:
        """Let those wait that waited before."""
        self._change(self.edit.reversed())

    def redo(self) -> None:
        """Let those wait that waited after it."""
        self._change(self.edit)

    def _change(self, edit: WaitingEdit) -> None:
        if (sheet := self.open(edit.came.image)) is None:
            # The journal keeps them until it is there again.
            self.journal.settled([], edit.came)
            return
        before = sheet.state
        pending = edit.of(sheet.pending, sheet.size_wh or edit.came.size_wh)
        # Steps that were done on the state that was can go on.
        after = next((old for old, new in self.states if new is before), sheet.with_pending(pending))
        sheet.state = after
        self.states[:] = [(before, after)]
        self.journal.settled([], sheet.waiting(before, after))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said that is kept beside the dataset: what was accepted, rejected or verified.

    Attributes:
        set: told whether it is said; raises a StudioError when that can't be kept.
        show: opens the image, where it is only one.
    """

    set: Callable[[bool], None]
    text: str
    show: Callable[[], object] = lambda: None

    @property
    def subject(self) -> object:
        """Return itself: nobody else changes what was decided."""
        return self

    def undo(self) -> None:
        """Say it no more."""
        self.show()
        self.set(False)

    def redo(self) -> None:
        """Say it again."""
        self.show()
        self.set(True)


MAX_FILES_TOLD = 3


def _lost(file: str, what: str) -> StepLost:
    return StepLost(
        tr(
            "{file} was changed by another program meanwhile, so this stays as it is: {what}.",
            file=file,
            what=what,
        ),
        tr("Nothing was overwritten; go on with the step before or after it."),
    )
