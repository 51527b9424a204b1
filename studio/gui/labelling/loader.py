"""Images for the canvas, read in threads and kept, so that the next one is there when its key is pressed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.core.pictures import Image, imread
from studio.gui import jobs

KEPT_BYTES = 512 * 1024 * 1024


class ImageLoader(QObject):
    """Reads images by path; `loaded` and `failed` tell what became of a wish."""

    loaded = Signal(object, object)
    """(path, image)"""
    failed = Signal(object, object)
    """(path, StudioError)"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[Path, Image] = OrderedDict()
        self._running: dict[Path, jobs.Task] = {}

    def get(self, path: Path) -> Image | None:
        """Return an image if it is there, else None and read it."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        self.prefetch(path)
        return None

    def prefetch(self, path: Path) -> None:
        """Read an image that may be asked for next."""
        if path in self._kept or path in self._running:
            return
        self._running[path] = jobs.run_in_thread(
            lambda: imread(path),
            lambda image: self._on_loaded(path, image),
            lambda problem: self._on_failed(path, problem),
            parent=self,
            lane="photos",
        )

    def drop_all_but(self, paths: Sequence[Path]) -> None:
        """Forget the wishes for other images: whoever runs through many must not wait for all of them."""
        for path in [path for path in self._running if path not in paths]:
            self._running.pop(path).cancel()

    def clear(self) -> None:
        """Forget all images and wishes."""
        for task in self._running.values():
            task.cancel()
        self._running.clear()
        self._kept.clear()

    def _on_loaded(self, path: Path, image: Image) -> None:
        self._running.pop(path, None)
        self._kept[path] = image
        while len(self._kept) > 1 and sum(kept.nbytes for kept in self._kept.values()) > KEPT_BYTES:
            self._kept.popitem(last=False)
        self.loaded.emit(path, image)

    def _on_failed(self, path: Path, problem: StudioError) -> None:
        self._running.pop(path, None)
        self.failed.emit(path, problem)


def toned(image: Image, brightness: float, contrast: float) -> Image:
    """Return the image brighter or darker, harder or softer (each -100..100); itself at 0, 0."""
    if not brightness and not contrast:
        return image
    values = np.arange(256, dtype=np.float64)
    gain = 4.0 ** (contrast / 100)
    table = (values - 127.5) * gain + 127.5 + brightness * 1.275
    result: Image = np.clip(table, 0, 255).astype(np.uint8)[image]
    return result
