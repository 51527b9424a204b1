"""Runs renamed, moved to the trash and brought back, with undo; what is refused is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.core.runs import trash as keeping
from studio.gui import jobs, messages

Undo = Callable[[], list[Path]]
"""Takes back one thing and returns the runs it was about, where they are now."""


class Shelf(QObject):
    """Moves run folders, and remembers how to take that back."""

    moved = Signal(object, object)
    """A run has another folder: (old Path, new Path); the new one is None for the trash."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._undo: list[Undo] = []

    def rename(self, run: Path, name: str) -> Path | None:
        """Give a run another name; returns its folder now, None when it was refused."""
        renamed = self._rename(run, name)
        if renamed is not None and renamed != run:
            self._undo.append(lambda: [self._rename(renamed, run.name) or renamed])
        return renamed

    def trash(self, runs: Sequence[Path]) -> list[Path]:
        """Move runs to the trash; returns those that were: one that a process works in stays."""
        moved: dict[Path, Path] = {}
        for run in runs:
            try:
                self._refuse_busy(run)
                moved[run] = keeping.trash(run)
            except StudioError as problem:
                messages.error(problem)
        for run in moved:
            self.moved.emit(run, None)
        if moved:
            self._undo.append(lambda: self.restore(list(moved.values())))
        return list(moved)

    def restore(self, trashed: Sequence[Path]) -> list[Path]:
        """Move runs out of the trash as far as possible, and return where they are now."""
        found = []
        for path in trashed:
            try:
                found.append(keeping.restore(path))
            except StudioError as problem:
                messages.error(problem)
        return found

    def can_undo(self) -> bool:
        """Say whether there is something to take back."""
        return bool(self._undo)

    def undo(self) -> list[Path] | None:
        """Take back the last renaming or moving to the trash; None when there is nothing to."""
        return self._undo.pop()() if self._undo else None

    def _rename(self, run: Path, name: str) -> Path | None:
        try:
            self._refuse_busy(run)
            renamed = keeping.rename(run, name)
        except StudioError as problem:
            messages.error(problem, "name of a run")
            return None
        messages.settle("name of a run")
        self.moved.emit(run, renamed)
        return renamed

    def _refuse_busy(self, run: Path) -> None:
        """Refuse to move a run that a process of this window writes to: it would make the old folder anew."""
        job = jobs.active.working_in(run)
        if job is not None:
            raise StudioError(
                self.tr("“{job}” still works in the folder of {run}.").format(job=job.title, run=run.name),
                self.tr("Wait until it is done, or stop it in the bar at the bottom."),
            )
