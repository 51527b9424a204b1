"""The Tile page: photos with the grid drawn over them, what cutting would give, and the cutting itself."""

from __future__ import annotations

import threading
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from studio.core.data.dataset import Dataset
from studio.core.errors import Cancelled, StudioError
from studio.core.json_door import Fields
from studio.core.tiling.folders import free_folder
from studio.core.words import paragraph
from studio.gui import jobs, theme
from studio.gui.tiling import preview
from studio.gui.tiling.cutter import Cutter
from studio.gui.tiling.overlay import TileCanvas, fate_colour
from studio.gui.tiling.panel import TilePanel
from studio.gui.tiling.photo_bar import PhotoBar
from studio.gui.widgets.overlay import PaintBox
from studio.gui.widgets.page import Page
from studio.gui.widgets.panels import EmptyState

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
            self.tr("Open folder…"),
        )
        self._unreadable = EmptyState("image-broken-variant", "")
        self._centre = QStackedWidget()
        for widget in (self._empty, self._unreadable, self.canvas):
            self._centre.addWidget(widget)
        self._bar = PhotoBar()
        self._cutter = Cutter()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._centre, 1)
        layout.addWidget(self._cutter)
        self._empty.clicked.connect(self.open_wanted)
        self._bar.turned.connect(self._turn)
        self._cutter.changed.connect(self._on_cutter_changed)
        self._cutter.progressed.connect(lambda fraction: self.status_changed.emit(f"{fraction:.2f}"))
        self._cutter.done.connect(self._suggest_folder)
        self._cutter.open_wanted.connect(self.dataset_changed)
        self.panel.origin.open_wanted.connect(self.dataset_changed)
        self.panel.origin.labels_written.connect(self._open_again)
        self.panel.changed.connect(self._on_cutting_changed)
        self.panel.folder_changed.connect(self.primary_changed)
        self.canvas.view_changed.connect(self._tell_position)

    # -- what the window asks ----------------------------------------------------------------------

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show the first photo of a dataset, or the empty state."""
        is_same = dataset is not None and dataset is self.dataset
        super().set_dataset(dataset)
        self._stop_counting.set()
        self._counter = preview.DatasetCounter(dataset) if dataset else None
        self._photo = None
        self.panel.set_usual_side(None)
        self.panel.counts.show_counts("photo", None)
        self.panel.counts.show_counts("dataset", None)
        self.panel.problem.set_text("")
        if not is_same:
            self._index = 0
            self._cutter.hide()
            self.panel.forget_folder()
        self.panel.origin.set_dataset(dataset)
        self._bar.setVisible(bool(dataset and dataset.records))
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
        if self._cutter.is_busy():
            return self.tr("Stop"), not self._cutter.is_stopping()
        has_photos = bool(self.dataset and self.dataset.records)
        return self.tr("Cut tiles"), has_photos and self.panel.folder() is not None

    def run_primary(self) -> None:
        """Cut, or stop cutting."""
        if self._cutter.is_busy():
            self._cutter.stop()
        else:
            self.cut()

    def heading(self) -> str:
        """Return how many photos there are."""
        count = len(self.dataset.records) if self.dataset else 0
        text = self.tr("1 photo") if count == 1 else self.tr("{count} photos")
        return text.format(count=f"{count:,}") if count else ""

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
        self._bar.show_place(record.path.name, self._index, len(dataset.records))
        if self._reading is not None:
            self._reading.cancel()
        self._reading = jobs.run_in_thread(
            lambda: preview.read_photo(dataset, record),
            self._on_read,
            self._on_unreadable,
            parent=self,
            lane="photos",
        )

    def _on_read(self, photo: preview.Photo) -> None:
        self._photo = photo
        self.canvas.set_image(photo.image, keep_view=True)
        self._centre.setCurrentWidget(self.canvas)
        self._draw()

    def _on_unreadable(self, problem: StudioError) -> None:
        self._photo = None
        self.panel.show_tile_sizes([], (0, 0))
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
            self.panel.show_tile_sizes([], facts.size_wh)
            self.canvas.show_tiles([], facts.size_wh)
            return
        self.panel.problem.set_text("")
        self.panel.show_tile_sizes([planned.tile for planned in plan.tiles], facts.size_wh)
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
            assert self._counter is not None
            self.panel.set_usual_side(self._counter.usual_side())
            if doubts := self._doubts(counts):
                self.panel.problem.set_text(paragraph(*doubts), "warn")

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
        self._cutter.cut(self.dataset.source, self.panel.cutting(), out)

    def _open_again(self) -> None:
        if self.dataset is not None:
            self.dataset_changed.emit(self.dataset.source)

    def _on_cutter_changed(self) -> None:
        if not self._cutter.is_busy():
            self.status_changed.emit("")
        self.primary_changed.emit()


__all__ = ["TilePage"]
