"""The trash of the Runs page: a button with what is in it, to bring back or to hand to the system."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFile, QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from studio.core.runs.trash import Trashed, empty_trash
from studio.core.words import date
from studio.gui import jobs, messages, theme

MAX_SHOWN = 20


def to_system_trash(path: Path) -> bool:
    """Hand a folder to the system's own trash; returns whether it took it."""
    return bool(QFile.moveToTrash(str(path)))


class TrashButton(QToolButton):
    """Shown while runs are in the trash; its menu brings one back or empties the trash."""

    restore_wanted = Signal(object)
    """A run in the trash (a Path)."""
    emptied = Signal()
    """Something left the trash for the system's own."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trash_button")
        self.setIcon(theme.icon("trash-can-outline"))
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(self.tr("Runs in the trash: bring them back, or empty it"))
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._emptying: jobs.Task | None = None
        self.show_trash([])

    def show_trash(self, found: Sequence[Trashed]) -> None:
        """List these runs, the newest first; with none the button goes away."""
        self.setText(self.tr("Trash ({n})").format(n=len(found)))
        self.setVisible(bool(found) and self.parentWidget() is not None)
        self._menu.clear()
        for trashed in found[:MAX_SHOWN]:
            day = date(trashed.time)
            text = self.tr("Bring back {run}, moved here {date}").format(run=trashed.path.name, date=day)
            self._menu.addAction(
                text.replace("&", "&&"), lambda path=trashed.path: self.restore_wanted.emit(path)
            )
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Empty: move all to the trash of the system"), self.empty)

    def empty(self) -> None:
        """Hand all runs in the trash to the system's own."""
        if self._emptying is None or self._emptying.is_done:
            # Between two disks the system copies, which takes its time.
            self._emptying = jobs.run_in_thread(
                lambda: empty_trash(to_system_trash), self._on_emptied, self._on_left, parent=self
            )

    def _on_emptied(self, taken: int) -> None:
        messages.info(self.tr("Runs moved to the trash of the system: {n}.").format(n=taken))
        self.emptied.emit()

    def _on_left(self, problem: Exception) -> None:
        messages.error(problem)
        self.emptied.emit()
