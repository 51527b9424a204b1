"""The field for a run's note: saved while one writes, and always to the run it was written for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

from studio.core.errors import StudioError
from studio.core.runs.notes import load_note, save_note

PAUSE_MS = 700
"""After so long without a key the text is saved."""


class NoteField(QPlainTextEdit):
    """Edits the note of one run at a time; what could not be saved is kept for its run and tried again."""

    saved = Signal(object, str)
    """(run folder, its note as saved)"""
    failed = Signal(object)
    """The StudioError of a note that could not be saved."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("run_note")
        self.setAccessibleName(self.tr("Note"))
        self.setTabChangesFocus(True)
        self._run: Path | None = None
        self._unsaved: dict[Path, str] = {}
        self._told: dict[Path, str] = {}
        self._given_up: dict[Path, str] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save)
        self.textChanged.connect(self._on_typed)

    def show_note_of(self, run: Path | None) -> None:
        """Save what was written and show the note of another run, or nothing."""
        if run == self._run:
            return
        self.save()
        self._run = run
        text = self._unsaved.get(run, load_note(run)) if run is not None else ""
        self._show(text)

    def follow_move(self, old: Path, new: Path | None) -> None:
        """The run has another folder now; None: it is in the trash."""
        text = self._unsaved.pop(old, None)
        if text is not None and new is not None:
            self._unsaved[new] = text
        if self._run == old:
            self._run = new
            if new is None:
                self._show("")

    def _show(self, text: str) -> None:
        blocked = self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(blocked)

    def save(self) -> bool:
        """Save all that was written; returns whether nothing is unsaved now. What can't be is told once."""
        self._pause.stop()
        for run, text in list(self._unsaved.items()):
            try:
                save_note(run, text)
            except StudioError as problem:
                if self._told.get(run) != text:
                    self._told[run] = text
                    self.failed.emit(problem)
            else:
                self._unsaved.pop(run, None)
                self.saved.emit(run, load_note(run))
        return not self._unsaved

    def is_unsaved(self, run: Path) -> bool:
        """Return whether something written about a run is not in its folder yet."""
        return run in self._unsaved

    def can_close(self) -> bool:
        """Save; what can't be saved is told, and holds the window open once."""
        if self._unsaved != self._given_up:
            self._told.clear()
        if self.save() or self._unsaved == self._given_up:
            return True
        self._given_up = dict(self._unsaved)
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.save()

    def _on_typed(self) -> None:
        # By the run that is shown at this moment: a choice made later can't take the text along.
        if self._run is not None:
            self._unsaved[self._run] = self.toPlainText()
            self._pause.start()
