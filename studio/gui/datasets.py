"""Opening datasets: by dialog, or from the recent ones."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from studio.core.errors import StudioError
from studio.core.files import is_there
from studio.core.settings import Settings
from studio.core.words import paragraph
from studio.gui import jobs, messages, theme
from studio.gui.imports import DATASET_SUFFIXES, Imports

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset

RECENT_COUNT = 10


MayLeave = Callable[[Callable[[], object]], bool]


class Datasets(QObject):
    """The dataset that is open, and the ways to another one; what is open stays until a new one was read."""

    opening = Signal(str)
    opened = Signal(object)
    """The dataset that is open now, None after closing."""
    failed = Signal()

    def __init__(self, settings: Settings, window: QWidget, may_leave: MayLeave) -> None:
        """`may_leave` saves what is unsaved; while that fails, what is open stays open.

        It is given what to do once that is decided.
        """
        super().__init__(window)
        self.may_leave = may_leave
        self.current: Dataset | None = None
        self._settings = settings
        self._window = window
        self._task: jobs.Task | None = None
        self._imports = Imports(self)
        self._imports.imported.connect(self.open)

    def ask_for_folder(self) -> None:
        """Let the user choose a folder of images and open it."""
        title = self.tr("Open a folder of photos")
        chosen = QFileDialog.getExistingDirectory(self._window, title, self._start_at())
        if chosen:
            self.open(Path(chosen))

    def ask_for_file(self) -> None:
        """Let the user choose a data YAML or obj.data and open it."""
        title = self.tr("Open a dataset")
        endings = " ".join(f"*{suffix}" for suffix in DATASET_SUFFIXES)
        kinds = f"{self.tr('Datasets')} ({endings});;{self.tr('All files')} (*)"
        chosen, _kind = QFileDialog.getOpenFileName(self._window, title, self._start_at(), kinds)
        if chosen:
            self.open(Path(chosen))

    def _start_at(self) -> str:
        recent = self._settings.get("recent")
        return str(Path(recent[0]).parent) if recent else str(Path.home())

    def open(self, path: Path) -> None:
        """Open a folder, data YAML or obj.data."""
        from studio.core.data.dataset import open_dataset

        self.cancel()
        path = Path(path).absolute()
        self.opening.emit(path.name)

        def read() -> Dataset:
            dataset = open_dataset(path)
            _ = dataset.image_names
            # What reads headers is loaded here, before the window asks for the first photo's size.
            with contextlib.suppress(StudioError):
                if dataset.records:
                    dataset.image_size(dataset.records[0])
            return dataset

        self._task = jobs.run_in_thread(
            read,
            lambda dataset: self._on_opened(path, dataset),
            lambda problem: self._on_failed(path, problem),
            parent=self,
        )

    def reopen(self) -> bool:
        """Open the dataset that was open last, if it is still there and the user wants that."""
        last = self._settings.get("last_dataset")
        if not (self._settings.get("reopen") and last and is_there(Path(last))):
            return False
        self.open(Path(last))
        return True

    def show(self, dataset: Dataset | None) -> None:
        """Take over what an earlier window had open."""
        if dataset is not None:
            self.current = dataset
            self.opened.emit(dataset)

    def cancel(self) -> None:
        """Stop waiting for a dataset that is being read."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def close(self) -> None:
        """Close what is open; every page shows its empty state."""
        self.cancel()
        if self.may_leave(self.close):
            self.current = None
            self._remember("last_dataset", "")
            self.opened.emit(None)

    def fill_menu(self, menu: QMenu, actions: dict[str, QAction]) -> None:
        """Offer the dialogs, the recent datasets, and closing."""
        menu.clear()
        for key in ("open_folder", "open_file"):
            menu.addAction(actions[key])
        recent = [Path(entry) for entry in self._settings.get("recent")]
        if recent:
            menu.addSeparator()
        for path in recent:
            entry = menu.addAction(_short(path))
            entry.setToolTip(theme.tip(str(path)))
            entry.triggered.connect(lambda checked=False, path=path: self.open(path))
        if self.current is not None:
            menu.addSeparator()
            for key in ("split", "convert", "close_dataset"):
                menu.addAction(actions[key])

    def _on_opened(self, path: Path, dataset: Dataset) -> None:
        self._task = None
        if self.current is not None and not self.may_leave(lambda: self._on_opened(path, dataset)):
            self.failed.emit()
            return
        before, self.current = self.current, dataset
        recent = [str(path), *(entry for entry in self._settings.get("recent") if entry != str(path))]
        self._remember("recent", recent[:RECENT_COUNT])
        self._remember("last_dataset", str(path))
        self.opened.emit(dataset)
        # Opened anew by what changed it, it would push out of sight what that says.
        known = before.notes if before is not None and before.source == dataset.source else []
        if notes := [note for note in dataset.notes if note not in known]:
            # One would push the other out of sight.
            messages.info(paragraph(*notes))
        self._imports.tell_of(dataset.source)
        if dataset.foreign is not None:
            # A sentence that fades is not enough: all would be drawn again.
            self._imports.look(dataset.foreign.source)

    def _on_failed(self, path: Path, problem: StudioError) -> None:
        self._task = None
        if not is_there(path):
            self._remember("recent", [entry for entry in self._settings.get("recent") if entry != str(path)])
        self.failed.emit()
        from studio.core.data.opening import ForeignLabels  # read with the dataset, not with the window

        if isinstance(problem, ForeignLabels):
            self._imports.look(problem.source)
        else:
            messages.error(problem, "opening")

    def _remember(self, key: str, value: Any) -> None:
        messages.attempt("settings", self._settings.set, key, value)


def _short(path: Path) -> str:
    """Return a path's last parts, enough to tell datasets apart in a menu."""
    text = str(Path(*path.parts[-3:])) if len(path.parts) > 4 else str(path)
    return text.replace("&", "&&")
