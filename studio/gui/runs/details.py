"""Under the table of runs: name and note of the chosen one, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from studio.core.report.run_report import REPORT
from studio.core.runs.folder import RunInfo
from studio.core.weights.places import LAST
from studio.gui import theme
from studio.gui.runs.note_field import NoteField
from studio.gui.widgets.controls import MoreEpochs
from studio.gui.widgets.run_words import go_on_text


def can_go_on(info: RunInfo) -> bool:
    """Return whether a run has ended and left weights to train on from."""
    return info.state != "running" and (info.path / LAST).is_file()


class NameField(QLineEdit):
    """A line that tells when it is left, whether or not its text was told before."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A menu or another window takes the keys for a while only.
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class Details(QWidget):
    """Name, note and buttons of the chosen run; with several chosen only what goes for all."""

    rename_wanted = Signal(object, str)
    """(run folder, another name)"""
    go_on_wanted = Signal()
    report_wanted = Signal()
    folder_wanted = Signal()
    trash_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._info: RunInfo | None = None
        self._refused = ""
        self.name = NameField()
        self.name.setObjectName("run_name")
        self.name.setAccessibleName(self.tr("Name"))
        self.name.returnPressed.connect(self.commit_name)
        self.name.left.connect(self._on_name_left)
        self.note = NoteField()
        self.note.setFixedHeight(4 * self.note.fontMetrics().lineSpacing())
        self.more_epochs = MoreEpochs("runs_more_epochs")
        self._go_on = self._button("runs_go_on", "", self.go_on_wanted)
        self._report = self._button("run_report", self.tr("Report"), self.report_wanted)
        self._folder = self._button("run_folder", self.tr("Show in folder"), self.folder_wanted)
        self._trash = self._button("run_trash", self.tr("Move to trash"), self.trash_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for widget in (self.more_epochs, self._go_on, self._report, self._folder):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        buttons.addWidget(self._trash)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, (text, field) in enumerate(((self.tr("Name"), self.name), (self.tr("Note"), self.note))):
            caption = theme.label(text, "muted")
            caption.setBuddy(field)
            grid.addWidget(caption, row, 0)
            grid.addWidget(field, row, 1)
        grid.addLayout(buttons, 2, 1)
        grid.setColumnStretch(1, 1)

    def show_runs(self, chosen: Sequence[RunInfo]) -> None:
        """Show the one run that is chosen, or how many are."""
        info = chosen[0] if len(chosen) == 1 else None
        is_same = info is not None and self._info is not None and info.path == self._info.path
        self._info = info
        self.note.show_note_of(info.path if info else None)
        if not is_same:
            self.reset_name()
        several = self.tr("{n} runs").format(n=len(chosen)) if chosen else ""
        self.name.setPlaceholderText(several)
        self.note.setPlaceholderText(
            self.tr("What you tried, and what came of it")
            if info
            else self.tr("Choose one run to write a note about it.")
        )
        goes_on = info is not None and can_go_on(info)
        self._go_on.setText(go_on_text(info.state if info else ""))
        self._go_on.setEnabled(goes_on)
        self.more_epochs.setVisible(goes_on and info is not None and info.state == "finished")
        self._report.setToolTip(theme.tip(self._report_tip(info)))
        for field in (self.name, self.note):
            field.setReadOnly(info is None)
        for button in (self._report, self._folder):
            button.setEnabled(info is not None)
        self._trash.setEnabled(bool(chosen))

    def follow_move(self, old: Path, new: Path | None) -> None:
        """A run has another folder now; None: it is in the trash."""
        self.note.follow_move(old, new)
        if self._info is not None and self._info.path == old:
            self._info = None
            self._refused = ""
            self.name.setModified(False)

    def edit_name(self) -> None:
        """Put the cursor into the name."""
        self.name.setFocus()
        self.name.selectAll()

    def commit_name(self) -> None:
        """Ask for the name that was typed; refused, it stays in the field to be mended."""
        if self._info is not None and self.name.isModified():
            self._refused = self.name.text()
            self.rename_wanted.emit(self._info.path, self.name.text())

    def _on_name_left(self) -> None:
        if self.name.text() != self._refused:
            self.commit_name()
        self.reset_name()

    def reset_name(self) -> None:
        """Show the name the run has."""
        self._refused = ""
        self.name.setText(self._info.path.name if self._info else "")

    def _report_tip(self, info: RunInfo | None) -> str:
        if info is None:
            return ""
        if (info.path / REPORT).is_file():
            return self.tr("Open the report in the browser")
        return self.tr("Look at the validation images again, write a report and open it in the browser")

    def _button(self, name: str, text: str, clicked: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(clicked)
        return button
