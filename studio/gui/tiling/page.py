"""The Tile page: photos with the grid drawn over them, what cutting would give, and the cutting itself."""

from __future__ import annotations

import glob
import shutil
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from studio.core.data.dataset import Dataset
from studio.core.errors import Cancelled, StudioError
from studio.core.json_door import Fields
from studio.core.tiling.clip import Cutting
from studio.gui import jobs, messages, theme
from studio.gui.tiling import preview
from studio.gui.tiling.overlay import TileCanvas, fate_colour
from studio.gui.tiling.panel import TilePanel
from studio.gui.widgets.overlay import PaintBox
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState, Notice

COUNT_DELAY_MS = 150
"""Counting all photos waits this long for the next movement of a slider."""


class TilePage(Page):
    """Shows one photo of the open dataset; cuts them all in a child process."""

    key = "tiling"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index = 0
        self._photo: preview.Photo | None = None
        self._reading: jobs.Task | None = None
        self._counter: preview.DatasetCounter | None = None
        self._counting: jobs.Task | None = None
        self._stop_counting = threading.Event()
        self._job: jobs.ProcessJob | None = None
        self._done = Path()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(COUNT_DELAY_MS)
        self._soon.timeout.connect(self._count_all)
        self._build()

    def _build(self) -> None:
        self.panel = self.inspector = TilePanel()
        self.canvas = TileCanvas()
        self._empty = EmptyState(
            "grid",
            self.tr(
                "Tiles make small objects large for the model: open photos, and cut them with their boxes."
            ),
            self.tr("Open a folder"),
        )
        self._unreadable = EmptyState("image-broken-variant", "")
        self._centre = QStackedWidget()
        for widget in (self._empty, self._unreadable, self.canvas):
            self._centre.addWidget(widget)
        self._result = QFrame()
        self._result.setObjectName("tileResult")
        self._result.setProperty("role", "surface")
        self._told = Notice()
        self._told.setObjectName("tileReport")
        self._open = QPushButton(self.tr("Open the tiles"))
        self._open.setObjectName("openTiles")
        row = QHBoxLayout(self._result)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._told, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._open)
        self._result.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        layout.addWidget(self._centre, 1)
        layout.addWidget(self._result)
        self._empty.clicked.connect(self._ask_dataset)
        self._open.clicked.connect(lambda: self.dataset_changed.emit(self._done / "data.yaml"))
        self.panel.changed.connect(self._on_cutting_changed)
        self.panel.folder_changed.connect(self.primary_changed)
        self.canvas.view_changed.connect(self._tell_position)

    def _bar(self) -> QWidget:
        self._bar_widget = QWidget()
        self._previous = QPushButton()
        self._previous.setIcon(theme.icon("chevron-left"))
        self._previous.setObjectName("previousPhoto")
        self._previous.setAccessibleName(self.tr("Previous photo"))
        self._previous.setToolTip(self.tr("Previous photo (A)"))
        self._next = QPushButton()
        self._next.setIcon(theme.icon("chevron-right"))
        self._next.setObjectName("nextPhoto")
        self._next.setAccessibleName(self.tr("Next photo"))
        self._next.setToolTip(self.tr("Next photo (D)"))
        self._title = theme.label("")
        self._title.setObjectName("photoTitle")
        self._place = theme.label("", "muted")
        row = QHBoxLayout(self._bar_widget)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        for widget in (self._previous, self._next, self._title, self._place):
            row.addWidget(widget)
        row.addStretch(1)
        self._previous.clicked.connect(self.previous_photo)
        self._next.clicked.connect(self.next_photo)
        return self._bar_widget

    # -- what the window asks ----------------------------------------------------------------------

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show the first photo of a dataset, or the empty state."""
        is_same = dataset is not None and dataset is self.dataset
        super().set_dataset(dataset)
        self._stop_counting.set()
        self._counter = preview.DatasetCounter(dataset) if dataset else None
        self._photo = None
        self.panel.counts.show_counts("photo", None)
        self.panel.counts.show_counts("dataset", None)
        self.panel.problem.set_text("")
        if not is_same:
            self._index = 0
            self._result.hide()
            self.panel.forget_folder()
        self._bar_widget.setVisible(bool(dataset and dataset.records))
        if dataset is None or not dataset.records:
            self.canvas.set_image(None)
            self._centre.setCurrentWidget(self._empty)
        else:
            self._suggest_folder()
            self._show_photo()
            self._soon.start()
        self.primary_changed.emit()
        self.heading_changed.emit()

    def primary(self) -> tuple[str, bool]:
        """Cut, or stop cutting."""
        if self._job is not None:
            return self.tr("Stop"), not self._job.is_stopping
        has_photos = bool(self.dataset and self.dataset.records)
        return self.tr("Cut tiles"), has_photos and self.panel.folder() is not None

    def run_primary(self) -> None:
        """Cut, or stop cutting."""
        if self._job is not None:
            self._job.stop()
            self.primary_changed.emit()
        else:
            self.cut()

    def heading(self) -> str:
        """Return how many photos there are."""
        return self.tr("{count} photos").format(count=len(self.dataset.records)) if self.dataset else ""

    def shortcut_scope(self) -> QWidget:
        """Arrows turn photos while the photo has the focus."""
        return self.canvas

    def save_state(self) -> dict[str, Any]:
        """Remember how to cut."""
        return self.panel.save_state()

    def restore_state(self, state: Fields) -> None:
        """Cut as last time."""
        self.panel.restore_state(state)

    def deactivate(self) -> None:
        """Nobody sees the numbers now."""
        self._soon.stop()
        self._stop_counting.set()

    def activate(self) -> None:
        """Count what was not counted."""
        if self.dataset is not None:
            self._soon.start()

    def shown_sentence(self) -> str:
        """Return what is written in place of the photo; "" while one is shown."""
        shown = self._centre.currentWidget()
        return shown.text.text() if isinstance(shown, EmptyState) else ""

    # -- photos ------------------------------------------------------------------------------------

    def next_photo(self) -> None:
        """Show the next photo."""
        self._turn(1)

    def previous_photo(self) -> None:
        """Show the previous photo."""
        self._turn(-1)

    def fit(self) -> None:
        """Show the whole photo."""
        self.canvas.fit()

    def _turn(self, step: int) -> None:
        if self.dataset is not None and 0 <= self._index + step < len(self.dataset.records):
            self._index += step
            self._show_photo()

    def _show_photo(self) -> None:
        dataset = self.dataset
        assert dataset is not None
        record = dataset.records[self._index]
        self._title.setText(record.path.name)
        self._place.setText(
            self.tr("{number} of {count}").format(number=self._index + 1, count=len(dataset.records))
        )
        self._previous.setEnabled(self._index > 0)
        self._next.setEnabled(self._index + 1 < len(dataset.records))
        if self._reading is not None:
            self._reading.cancel()
        self._reading = jobs.run_in_thread(
            lambda: preview.read_photo(dataset, record), self._on_read, self._on_unreadable, parent=self
        )

    def _on_read(self, photo: preview.Photo) -> None:
        self._photo = photo
        self.canvas.set_image(photo.image, keep_view=True)
        self._centre.setCurrentWidget(self.canvas)
        self._draw()

    def _on_unreadable(self, problem: StudioError) -> None:
        self._photo = None
        self._unreadable.text.setText(str(problem))
        self._centre.setCurrentWidget(self._unreadable)
        self.panel.counts.show_counts("photo", None)

    def _draw(self) -> None:
        """Draw tiles and boxes of the photo shown, as it would be cut now."""
        if self._photo is None or self.dataset is None:
            return
        facts, cutting = self._photo.facts, self.panel.cutting()
        try:
            plan = preview.plan(facts, cutting)
        except StudioError as problem:
            self.panel.problem.set_text(str(problem), "error")
            self.panel.counts.show_counts("photo", None)
            self.canvas.show_tiles([], facts.size_wh)
            return
        self.panel.problem.set_text("")
        self.canvas.show_tiles(plan.tiles, facts.size_wh)
        names = dict(enumerate(self.dataset.class_names))
        words = {"kept": "", "clipped": self.tr("clipped"), "lost": self.tr("lost")}
        boxes = []
        for box, fate in zip(facts.boxes, preview.fates(facts, cutting), strict=True):
            name = names.get(box.class_id, str(box.class_id))
            colour = fate_colour(fate, theme.class_colour(box.class_id, name))
            boxes.append(PaintBox(box.xyxy, colour, words[fate] or name, is_dashed=fate == "lost"))
        self.canvas.show_fates(boxes)
        self.panel.counts.show_counts("photo", preview.count(plan, len(facts.boxes)))

    def _tell_position(self) -> None:
        self.position_changed.emit(self.tr("{zoom} %").format(zoom=round(self.canvas.zoom() * 100)))

    # -- numbers -----------------------------------------------------------------------------------

    def _on_cutting_changed(self) -> None:
        self._draw()
        self._suggest_folder()
        if self.dataset is not None:
            self.panel.counts.show_counts("dataset", None)
            self._stop_counting.set()
            self._soon.start()

    def _count_all(self) -> None:
        counter, cutting = self._counter, self.panel.cutting()
        if counter is None:
            return
        self._stop_counting.set()
        stop = self._stop_counting = threading.Event()

        def count() -> preview.Counts | None:
            try:
                return counter.count(cutting, stop.is_set)
            except Cancelled:
                return None

        self._counting = jobs.run_in_thread(count, self._on_counted, self._on_uncountable, parent=self)

    def _on_counted(self, counts: preview.Counts | None) -> None:
        if counts is not None and not self._stop_counting.is_set():
            self.panel.counts.show_counts("dataset", counts)
            if doubts := self._doubts(counts):
                self.panel.problem.set_text(" ".join(doubts), "warn")

    def _doubts(self, counts: preview.Counts) -> list[str]:
        texts = {
            "unreadable": self.tr("Photos that can't be read and will be skipped: {count}."),
            "unlabelled": self.tr(
                "Photos whose tiles will have no labels, for no line of theirs can be read: {count};"
                " draw their boxes first, or mend those lines."
            ),
            "partly": self.tr(
                "Photos of which some label lines can't be read, so that boxes will be missing: {count};"
                " mend those lines first."
            ),
        }
        told = [text.format(count=count) for name, text in texts.items() if (count := getattr(counts, name))]
        return [*told, *counts.notes]

    def _on_uncountable(self, problem: StudioError) -> None:
        self.panel.problem.set_text(str(problem), "error")

    # -- cutting -----------------------------------------------------------------------------------

    def _suggest_folder(self) -> None:
        if self.dataset is not None:
            self.panel.suggest_folder(free_folder(self.dataset, self.panel.cutting()))

    def cut(self) -> None:
        """Cut all photos into the chosen folder, in a child process."""
        out = self.panel.folder()
        if self.dataset is None or out is None:
            return
        cutting = self.panel.cutting()
        arguments = [str(self.dataset.source), "--out", str(out)]
        if cutting.grid is not None:
            arguments += ["--grid", f"{cutting.grid[0]}x{cutting.grid[1]}"]
        else:
            arguments += ["--size", str(cutting.size), "--overlap", f"{cutting.overlap:g}"]
        arguments += ["--min-visible", f"{cutting.min_visible:g}"]
        if not cutting.keep_empty:
            arguments.append("--drop-empty")
        self._done = out
        self._result.hide()
        job = jobs.ProcessJob("tile", arguments, self, title=self.tr("Cutting tiles"))
        job.progressed.connect(lambda fraction, _: self.status_changed.emit(f"{max(fraction, 0.0):.2f}"))
        job.ended.connect(self._on_ended)
        job.answered.connect(self._show_report)
        job.answered.connect(lambda _: messages.settle("tiling"))
        job.failed.connect(lambda problem: messages.error(problem, "tiling"))
        job.stopped.connect(self._on_stopped)
        self._job = job
        job.start()
        self.primary_changed.emit()

    def _on_ended(self) -> None:
        self._job = None
        self.status_changed.emit("")
        self.primary_changed.emit()

    def _on_stopped(self) -> None:
        # Here and now, not in a thread: the window may be closing.
        remove_parts(self._done)
        messages.info(self.tr("Cutting was stopped; no tiles were written."))

    def _show_report(self, report: dict[str, Any]) -> None:
        sentence = self.tr(
            "{photos} photos gave {tiles} tiles: {kept} boxes whole, {clipped} clipped, {lost} lost."
        ).format(
            photos=f"{report['images']:,}",
            tiles=f"{report['tiles']:,}",
            kept=f"{report['kept']:,}",
            clipped=f"{report['clipped']:,}",
            lost=f"{report['lost']:,}",
        )
        problems = report["problems"]
        sentence = " ".join([sentence, *report["notes"]])
        if problems:
            sentence += " " + self.tr("{count} problems, the first: {message}").format(
                count=len(problems), message=problems[0]["message"]
            )
        self._told.set_text(sentence, "warn" if problems else "ok")
        self._told.setToolTip(theme.tip(str(self._done)))
        self._result.show()
        self._suggest_folder()

    def _ask_dataset(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self, self.tr("Open a folder of photos"), str(Path.home()))
        if chosen:
            self.dataset_changed.emit(Path(chosen))


def free_folder(dataset: Dataset, cutting: Cutting) -> Path:
    """Return a folder beside the dataset, named after it and the cutting, that holds nothing yet."""
    how = "x".join(map(str, cutting.grid)) if cutting.grid else f"{cutting.size}px"
    root = dataset.root
    stem = f"{root.name}-tiles-{how}"
    folder, number = root.parent / stem, 2
    while folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        folder, number = root.parent / f"{stem}-{number}", number + 1
    return folder


def remove_parts(out: Path) -> None:
    """Remove what a killed `studio tile --out OUT` left beside `out`: it writes there until all is whole."""
    for part in out.parent.glob(f".{glob.escape(out.name)}.*.part"):
        # Nothing else than the folder to be is ever in there; and what is a link, rmtree leaves.
        if part.is_dir() and {path.name for path in part.iterdir()} <= {out.name}:
            shutil.rmtree(part, ignore_errors=True)


__all__ = ["TilePage"]
