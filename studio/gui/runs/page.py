"""The Runs page: all trainings in a table, named, noted, compared, gone on with and thrown away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.core.json_door import Fields
from studio.core.report.run_report import WorstImage
from studio.core.runs import folder as runs
from studio.core.runs import trash as keeping
from studio.gui import messages
from studio.gui.desktop import open_path
from studio.gui.runs.areas import MARGINS, Areas
from studio.gui.runs.curves import RunCurvesView
from studio.gui.runs.details import Details, can_go_on
from studio.gui.runs.differences import Differences
from studio.gui.runs.foot import Foot
from studio.gui.runs.listing import Listing
from studio.gui.runs.reports import Reports
from studio.gui.runs.shelf import Shelf
from studio.gui.runs.table import RunsTable
from studio.gui.runs.worst import LargePicture, WorstImages
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState


class RunsPage(Page):
    """Earlier trainings, compared."""

    key = "runs"
    run_requested = Signal(object)
    """Show this run (a Path) on the Train page; None: set a new one up."""
    resume_requested = Signal(object)
    """Go on with a run: (Path, epochs to add when it is finished)."""
    run_moved = Signal(object)
    """A run has another folder: (old Path, new Path); the new one is None for the trash."""
    photo_wanted = Signal(object)
    """Show a photo on the Label page: (its dataset, the image), both Paths."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: dict[str, runs.RunInfo] = {}
        self._listing = Listing(self)
        self._listing.listed.connect(self._on_listed)
        self._seen_large: Path | None = None
        self._shelf = Shelf(self)
        self._shelf.moved.connect(self._on_moved)
        self._reports = Reports(self)
        self._reports.written.connect(lambda run: self._on_selected())
        self.table = RunsTable()
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.table.wanted.connect(self._on_wanted)
        self._make_details()
        self._lay_out()

    # -- construction ------------------------------------------------------------------------------

    def _make_details(self) -> None:
        self._details = Details()
        self._details.rename_wanted.connect(self.rename_run)
        self._details.go_on_wanted.connect(self.go_on)
        self._details.report_wanted.connect(self.open_report)
        self._details.folder_wanted.connect(self.show_folder)
        self._details.trash_wanted.connect(self.trash_chosen)
        self._details.note.saved.connect(self._on_note_saved)
        self._details.note.failed.connect(messages.error)
        self._foot = Foot()
        self._foot.undo_wanted.connect(self.undo)
        self._foot.trash.restore_wanted.connect(self.restore)
        self._foot.trash.emptied.connect(self._listing.look_anew)

    def _lay_out(self) -> None:
        self._empty = EmptyState(
            "format-list-bulleted",
            self.tr("Every training is kept and listed here, to be compared with others."),
            self.tr("Set a training up"),
        )
        self._empty.clicked.connect(lambda: self.run_requested.emit(None))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(self._foot)
        column.addWidget(self._details)

        self._curves = RunCurvesView()
        self._large = LargePicture()
        self._large.closed.connect(self.back_out)
        self._large.photo_wanted.connect(self._ask_for_photo)
        self._differences = Differences()
        self._worst = WorstImages()
        self._worst.chosen.connect(self._show_large)
        self._worst.report_wanted.connect(self.open_report)
        self._below = QStackedWidget()
        for widget in (self._worst, self._differences):
            self._below.addWidget(widget)
        above = QWidget()
        upper = QVBoxLayout(above)
        upper.setContentsMargins(8, 12, 16, 8)
        upper.addWidget(self._curves)
        self._below.setContentsMargins(8, 8, 16, 12)
        self._right = QSplitter(Qt.Orientation.Vertical)
        for index, part in enumerate((above, self._below)):
            self._right.addWidget(part)
            self._right.setStretchFactor(index, 2 - index)
        self._areas = Areas(self.table, left, self._right)
        for splitter in (self._right, self._areas):
            splitter.setChildrenCollapsible(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._areas)
        self._stack.addWidget(self._large)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    # -- what the window asks ----------------------------------------------------------------------

    def activate(self) -> None:
        """List the runs, and list them again while one goes on."""
        self._listing.look()

    def deactivate(self) -> None:
        """Stop looking, and keep what was written."""
        self._listing.keep_looking(False)
        self._details.note.save()

    def can_close(self) -> bool:
        """Keep the note and the name that are being written."""
        self._details.commit_name()
        return self._details.note.can_close()

    def primary(self) -> tuple[str, bool]:
        """Return the one button: open the chosen run."""
        return self.tr("Open"), self._one() is not None

    def run_primary(self) -> None:
        """Open the chosen run on the Train page."""
        if (info := self._one()) is not None:
            self.run_requested.emit(info.path)

    def heading(self) -> str:
        """Return where the runs are."""
        return str(runs.runs_folder())

    def shortcut_scope(self) -> QWidget:
        """Return the table: in the fields, Del deletes a letter."""
        return self.table

    def back_out(self) -> None:
        """Give the name being typed up and leave the fields, or leave the large picture."""
        focus = self.focusWidget()
        if self._stack.currentWidget() is self._large:
            self._leave_large()
            self.table.setFocus()
        elif focus is not None and self._details.isAncestorOf(focus):
            self._details.reset_name()
            self.table.setFocus()

    def save_state(self) -> dict[str, Any]:
        """Return what is plotted and how the page is divided."""
        return {
            "quantity": self._curves.quantity.currentData(),
            "left": self._areas.drawn_at(),
            "right": self._right.sizes(),
        }

    def restore_state(self, state: Fields) -> None:
        """Take back what was remembered."""
        quantity = self._curves.quantity
        quantity.setCurrentIndex(max(0, quantity.findData(state.text("quantity"))))
        if sizes := state.sizes("right", self._right.count()):
            self._right.setSizes(sizes)
        self._areas.draw_at(state.whole("left", 0, high=10_000))

    # -- verbs -------------------------------------------------------------------------------------

    def rename(self) -> None:
        """Let the chosen run's name be edited."""
        if self._one() is not None:
            self._details.edit_name()

    def rename_run(self, run: Path, name: str) -> None:
        """Give a run another name."""
        # First, so that it is in the folder that is renamed.
        self._details.note.save()
        chosen = [path for path in (Path(key) for key in self.table.selected_keys()) if path != run]
        if (renamed := self._shelf.rename(run, name)) is None:
            return
        self._show_listed(
            [replace(info, path=renamed) if info.path == run else info for info in self._runs.values()],
            [str(path) for path in (*chosen, renamed)],
        )
        self._listing.look_anew()
        if renamed != run:
            self._say(self.tr("Renamed {old} to {new}.").format(old=run.name, new=renamed.name))

    def go_on(self) -> None:
        """Resume the chosen run, or train a finished one for more epochs."""
        info = self._one()
        if info is not None and can_go_on(info):
            self.resume_requested.emit((info.path, self._details.more_epochs.value()))

    def open_report(self) -> None:
        """Open the chosen run's report in the browser, written first if there is none."""
        if (info := self._one()) is not None:
            self._details.note.save()
            self._reports.open(info.path)

    def write_report(self) -> None:
        """Write the chosen run's report anew: its name, note or validation images changed."""
        if (info := self._one()) is not None:
            self._details.note.save()
            self._reports.write(info.path)

    def show_folder(self) -> None:
        """Open the chosen run's folder."""
        if (info := self._one()) is not None:
            open_path(info.path)

    def trash_chosen(self) -> None:
        """Move the chosen runs to the trash; those that go on stay and are named."""
        self._details.note.save()
        row = min((index.row() for index in self.table.selectedIndexes()), default=0)
        # Why a note is not saved was said. In the trash the text would be lost with its field.
        wanted = [info.path for info in self._chosen() if not self._details.note.is_unsaved(info.path)]
        moved = self._shelf.trash(wanted)
        if not moved:
            return
        self._show_listed([info for info in self._runs.values() if info.path not in moved])
        names = ", ".join(old.name for old in moved)
        some, many = self.tr("Moved to the trash: {names}."), self.tr("Moved {n} runs to the trash.")
        self._say((some if len(moved) < 4 else many).format(names=names, n=len(moved)))
        if self.table.rowCount():
            self.table.select_keys([self.table.key(min(row, self.table.rowCount() - 1))])
        self._listing.look_anew()

    def can_undo(self) -> bool:
        """Say whether a renaming or moving to the trash can be taken back."""
        return self._shelf.can_undo()

    def chosen_runs(self) -> list[runs.RunInfo]:
        """Return the runs chosen in the table."""
        return self._chosen()

    def undo(self) -> None:
        """Take back the last renaming or moving to the trash."""
        found = self._shelf.undo()
        if found is None:
            messages.info(self.tr("There is nothing to undo here. What is in the trash is under “Trash”."))
            return
        self._say("")
        self._listing.look_anew([str(path) for path in found])

    def restore(self, trashed: Path) -> None:
        """Bring a run back from the trash."""
        self._listing.look_anew([str(path) for path in self._shelf.restore([trashed])])

    # -- what goes on inside -----------------------------------------------------------------------

    def _on_listed(
        self, found: list[runs.RunInfo], trashed: list[keeping.Trashed], then_choose: list[str]
    ) -> None:
        self._foot.trash.show_trash(trashed)
        if self._stack.currentWidget() is not self._large:
            self._stack.setCurrentWidget(self._areas if found or trashed else self._empty)
        self._show_listed(found, then_choose)
        goes_on = any(info.state == "running" for info in found)
        self._listing.keep_looking(goes_on and self.isVisible())

    def _show_listed(self, found: list[runs.RunInfo], choose: list[str] | None = None) -> None:
        self._runs = {str(info.path): info for info in found}
        is_first = not self.table.rowCount()
        self.table.show_runs(found)
        if is_first:
            self._areas.divide()
        if choose:
            self.table.select_keys(choose)
        elif found and is_first:
            self.table.select_keys([self.table.key(0)])
        self._on_selected()

    def _chosen(self) -> list[runs.RunInfo]:
        return [self._runs[key] for key in self.table.selected_keys() if key in self._runs]

    def _one(self) -> runs.RunInfo | None:
        """Return the chosen run when it is the only one."""
        chosen = self._chosen()
        return chosen[0] if len(chosen) == 1 else None

    def _on_selected(self) -> None:
        chosen, one = self._chosen(), self._one()
        self._details.show_runs(chosen)
        self._curves.show_runs(chosen)
        self._differences.show_runs(chosen)
        self._worst.show_run(one)
        self._below.setCurrentWidget(self._differences if len(chosen) > 1 else self._worst)
        self._below.setVisible(bool(chosen))
        if one is None or one.path != self._seen_large:
            self._leave_large()
        self.table.show_menu_for(one)
        self.primary_changed.emit()

    def _on_wanted(self, key: str) -> None:
        do = {
            "open": self.run_primary,
            "rename": self.rename,
            "go_on": self.go_on,
            "report": self.open_report,
            "anew": self.write_report,
            "folder": self.show_folder,
        }
        do[key]()

    def _show_large(self, worst: WorstImage) -> None:
        self._seen_large = worst.picture.parents[1]
        self._large.show_picture(worst)
        self._stack.setCurrentWidget(self._large)

    def _leave_large(self) -> None:
        self._seen_large = None
        if self._stack.currentWidget() is self._large:
            self._stack.setCurrentWidget(self._areas)
        self._worst.forget_choice()

    def _ask_for_photo(self, worst: WorstImage) -> None:
        info = self._one()
        data = str(info.config.get("data", "")) if info is not None else ""
        if data:
            self.photo_wanted.emit((Path(data), worst.image))

    def _on_note_saved(self, run: Path, note: str) -> None:
        if (info := self._runs.get(str(run))) is None or info.note == note:
            return
        self._runs[str(run)] = replace(info, note=note)
        self.table.show_note(run, note, list(self._runs.values()))
        if self._listing.is_busy():
            self._listing.look_anew()

    def _on_moved(self, old: Path, new: Path | None) -> None:
        self._details.follow_move(old, new)
        self.run_moved.emit((old, new))

    def _say(self, text: str) -> None:
        """Say at the foot what was done and can be undone, or else how to compare."""
        self._foot.say(text)
        self.actions_changed.emit()
