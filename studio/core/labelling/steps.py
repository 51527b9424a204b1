"""The kinds of steps a label session takes: boxes of one image, the list of classes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.core.data.class_edits import ClassChange, ListChanged
from studio.core.data.dataset import Dataset, LabelConflict
from studio.core.errors import StudioError
from studio.core.labelling.history import StepLost
from studio.core.labelling.sheet import Sheet, SheetState
from studio.core.words import tr

ReadAgain = list[tuple[Sheet, SheetState, SheetState]]
"""Sheets whose lines mean other boxes under another list of classes: their states before and after."""


@dataclass(frozen=True, slots=True)
class BoxesStep:
    """The boxes of an image went from one state to another.

    Attributes:
        open: opens the image, taking in what its file holds now; returns whether it was open before.
        save: writes the sheet's new state and selects these boxes.
        selection: which boxes were selected before.
    """

    sheet: Sheet
    before: SheetState
    after: SheetState
    text: str
    open: Callable[[Sheet], bool]
    save: Callable[[Sheet, tuple[int, ...]], None]
    selection: tuple[int, ...] = ()

    @property
    def subject(self) -> object:
        """Return the image's sheet."""
        return self.sheet

    def undo(self) -> None:
        """Take it back, on disk too."""
        self._change(self.after, self.before, self.selection)

    def redo(self) -> None:
        """Make it again, on disk too."""
        self._change(self.before, self.after, ())

    def _change(self, origin: SheetState, target: SheetState, selection: tuple[int, ...]) -> None:
        was_open = self.open(self.sheet)
        if isinstance(conflict := self.sheet.failure, LabelConflict):
            raise StudioError(conflict.cause, conflict.remedy)
        if self.sheet.state is not origin:
            raise _lost(self.sheet.record.label_path.name, self.text)
        self.sheet.state = target
        # Who comes from another image did not choose these boxes: arrow keys must not move them.
        self.save(self.sheet, selection if was_open else ())


@dataclass(frozen=True, slots=True)
class ClassListStep:
    """The list of classes went from one form to another, in memory and in the files that hold it.

    Attributes:
        changed: called after each change with the sheets whose states were put back; it reads all others
            under the list as it is now, and returns those that have other boxes by it.
        read_again: the sheets that have other boxes; their files stay as they are. An image may be opened
            long after the list was changed: it joins them when the change is taken back.
    """

    dataset: Dataset
    change: ClassChange
    text: str
    changed: Callable[[list[Sheet]], ReadAgain]
    read_again: ReadAgain

    @property
    def subject(self) -> object:
        """Return the dataset."""
        return self.dataset

    def undo(self) -> None:
        """Bring the names back, and the bytes of their files."""
        states = [(sheet, after, before) for sheet, before, after in self.read_again]
        new = self._change(self.change.reversed(), states)
        self.read_again.extend((sheet, before, after) for sheet, after, before in new)

    def redo(self) -> None:
        """Change them again."""
        self.read_again.extend(self._change(self.change, self.read_again))

    def _change(self, change: ClassChange, states: ReadAgain) -> ReadAgain:
        try:
            self.dataset.change_classes(change)
        except ListChanged as error:
            names = ", ".join(edit.path.name for edit in change.edits)
            raise _lost(names, self.text) from error
        put_back = [(sheet, after) for sheet, before, after in states if sheet.state is before]
        for sheet, state in put_back:
            sheet.state = state
        return self.changed([sheet for sheet, _ in put_back])


def _lost(file: str, what: str) -> StepLost:
    return StepLost(
        tr(
            "{file} was changed by another program meanwhile, so this stays as it is: {what}.",
            file=file,
            what=what,
        ),
        tr("Nothing was overwritten; go on with the step before or after it."),
    )
