"""Thumbnails of images, loaded in threads when they come into view, the newest wish first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QPixmap

from studio.gui import jobs
from studio.gui.widgets.small_pictures import read_small, rounded

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.data.record import ImageRecord

THUMBNAIL = QSize(48, 36)
KEPT = 2000
AT_ONCE = 2
WAITING = 40


class Thumbnails(QObject):
    """Small pictures by image index; `get` answers at once, `loaded` tells when one has come."""

    loaded = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._records: Sequence[ImageRecord] = ()
        self._kept: OrderedDict[int, QPixmap | None] = OrderedDict()
        self._wanted: list[int] = []
        self._running: dict[int, jobs.Task] = {}

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Forget all and take another dataset's images."""
        for task in self._running.values():
            task.cancel()
        self._running.clear()
        self._kept.clear()
        self._wanted.clear()
        self._records = dataset.records if dataset else []

    def get(self, index: int) -> QPixmap | None:
        """Return a thumbnail if it is there, else None and load it."""
        if index in self._kept:
            self._kept.move_to_end(index)
            return self._kept[index]
        if index not in self._running:
            if index in self._wanted:
                self._wanted.remove(index)
            self._wanted.append(index)
            # Rows that were only scrolled past drop out.
            del self._wanted[:-WAITING]
            self._start()
        return None

    def _start(self) -> None:
        while self._wanted and len(self._running) < AT_ONCE:
            self._load(self._wanted.pop())

    def _load(self, index: int) -> None:
        path = self._records[index].path
        self._running[index] = jobs.run_in_thread(
            lambda: read_small(path, THUMBNAIL),
            lambda picture: self._on_loaded(index, picture),
            lambda problem: None,
            parent=self,
            lane="photos",
        )

    def _on_loaded(self, index: int, picture: QImage) -> None:
        self._running.pop(index, None)
        self._kept[index] = None if picture.isNull() else rounded(picture, THUMBNAIL)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.loaded.emit(index)
        self._start()
