"""The table of runs: its columns, rows and menu."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction

from studio.core.runs.folder import RunInfo
from studio.core.words import date
from studio.gui.runs.details import can_go_on
from studio.gui.widgets.run_words import go_on_text, state_text
from studio.gui.widgets.table import Cell, Table

NOTE, STARTED = 1, 7
"""Columns."""
NOTE_WIDTH = 150


class RunsTable(Table):
    """A row a run, newest first; what is asked for in the menu is told by its key."""

    wanted = Signal(str)
    """`open`, `rename`, `go_on`, `report`, `anew` or `folder`: do that with the chosen run."""

    def __init__(self) -> None:
        super().__init__((), name="runs_table")
        columns = (
            self.tr("Run"),
            self.tr("Note"),
            self.tr("State"),
            self.tr("mAP@0.5"),
            self.tr("@0.5:0.95"),
            self.tr("Epochs"),
            self.tr("Minutes"),
            self.tr("Started"),
            self.tr("Model"),
            self.tr("Size"),
            self.tr("Dataset"),
        )
        self.setColumnCount(len(columns))
        self.setHorizontalHeaderLabels(columns)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        self.fix_column(NOTE, NOTE_WIDTH)
        self.setSortingEnabled(True)
        header.setSortIndicator(STARTED, Qt.SortOrder.DescendingOrder)
        self.itemDoubleClicked.connect(lambda _: self.wanted.emit("open"))
        # Moving to the trash comes from the table of actions, with its key.
        self._menu: dict[str, QAction] = {}
        first = self.actions()[0]
        for key, text in (
            ("open", self.tr("Open on the Train page")),
            ("rename", self.tr("Rename")),
            ("go_on", ""),
            ("report", self.tr("Open the report")),
            ("anew", self.tr("Write the report anew")),
            ("folder", self.tr("Show in folder")),
        ):
            action = QAction(text, self)
            action.triggered.connect(lambda _=False, key=key: self.wanted.emit(key))
            self._menu[key] = action
            self.insertAction(first, action)
        line = QAction(self)
        line.setSeparator(True)
        self.insertAction(first, line)

    def show_runs(self, found: Sequence[RunInfo]) -> None:
        """List these runs; those chosen stay chosen."""
        self._show_notes(found)
        self.show_rows([self._row(info) for info in found], [str(info.path) for info in found])

    def show_note(self, run: Path, note: str, found: Sequence[RunInfo]) -> None:
        """Show another note of a run, one of all those listed."""
        self.show_cell(str(run), NOTE, _note_cell(note))
        self._show_notes(found)

    def show_menu_for(self, one: RunInfo | None) -> None:
        """Offer what can be done with the run chosen; nothing when it is none, or several are."""
        for key, action in self._menu.items():
            action.setEnabled(one is not None and (key != "go_on" or can_go_on(one)))
        self._menu["go_on"].setText(go_on_text(one.state if one else ""))

    def _show_notes(self, found: Sequence[RunInfo]) -> None:
        self.setColumnHidden(NOTE, not any(info.note for info in found))

    def _row(self, info: RunInfo) -> list[Cell]:
        state, colour = state_text(info.state)
        scores = [float(info.best.get(key, 0.0)) for key in ("map50", "map50_95")]
        shown = [f"{score:.3f}" if info.epochs else "–" for score in scores]
        planned = int(info.config.get("epochs", 0))
        done = int(info.epochs[-1]["epoch"]) if info.epochs else 0
        seconds = sum(float(epoch.get("seconds", 0)) for epoch in info.epochs)
        begun = float(info.start.get("time", 0))
        day = date(begun) if begun else "–"
        data = Path(str(info.config.get("data", "")))
        return [
            Cell(info.path.name, tip=str(info.path)),
            _note_cell(info.note),
            Cell(state, colour=colour, tip=info.problem),
            Cell(shown[0], is_number=True, order=scores[0]),
            Cell(shown[1], is_number=True, order=scores[1]),
            Cell(f"{done} / {planned}", is_number=True, order=float(done)),
            Cell(f"{seconds / 60:.1f}", is_number=True, order=seconds),
            Cell(day, order=begun),
            Cell(str(info.config.get("model", ""))),
            Cell(self.tr("{size} px").format(size=info.config.get("imgsz", "–")), is_number=True),
            Cell(data.parent.name if data.suffix else data.name, tip=str(data)),
        ]


def _note_cell(note: str) -> Cell:
    return Cell(" ".join(note.split()), tip=note)
