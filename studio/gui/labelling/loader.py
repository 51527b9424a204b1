"""Images for the canvas, read in threads and kept, so that the next one is there when its key is pressed."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QImageReader

from studio.core.errors import StudioError
from studio.core.labelling.tone import Tone, toned
from studio.core.pictures import Image, imread
from studio.gui import jobs, messages
from studio.gui.widgets.picture import Picture

MB = 1024 * 1024

PLAIN = (QImage.Format.Format_RGB32, QImage.Format.Format_Grayscale8)
"""Formats of eight bits a channel; named here, in the GUI thread: see jobs.run_in_thread."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo's pixels as they are in its file, and the picture that a screen shows of them."""

    image: Image
    picture: Picture

    @classmethod
    def read(cls, path: Path) -> Photo:
        """Return the photo of a file; raises as `imread`."""
        image = imread(path)
        return cls(image, Picture.prepared(image))

    @property
    def nbytes(self) -> int:
        """Return how much memory it takes."""
        return self.image.nbytes + self.picture.nbytes


class ImageLoader(QObject):
    """Reads images by path; `loaded` and `failed` tell what became of a wish."""

    loaded = Signal(object, object)
    """(path, Photo)"""
    failed = Signal(object, object)
    """(path, StudioError)"""
    glimpsed = Signal(object, object)
    """(path, QImage): what is shown of the first photo of all until it is loaded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.most_bytes = 512 * MB
        """Memory for photos; the one shown is kept, however large."""
        self._kept: OrderedDict[Path, Photo] = OrderedDict()
        self._running: dict[Path, jobs.Task] = {}
        self._postponed: list[Path] | None = None
        """Wishes that wait until the first photo of all is on the screen; None when it is."""

    def get(self, path: Path) -> Photo | None:
        """Return an image if it is there, else None and read it."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        if "cv2" not in sys.modules and self._postponed is None:
            self._glimpse(path)
        self.prefetch(path)
        return None

    def _glimpse(self, path: Path) -> None:
        """Have Qt read an image first: importing OpenCV takes as long as making the window."""
        self._postponed = []
        jobs.run_in_thread(
            lambda: _glimpse(path),
            lambda picture: self._on_glimpsed(path, picture),
            messages.error,
            parent=self,
        )

    def _on_glimpsed(self, path: Path, picture: QImage | None) -> None:
        if picture is not None:
            self.glimpsed.emit(path, picture)
        postponed, self._postponed = self._postponed or [], None
        for wished in postponed:
            self.prefetch(wished)

    def prefetch(self, path: Path) -> None:
        """Read an image that may be asked for next."""
        if path in self._kept or path in self._running:
            return
        if self._postponed is not None:
            self._postponed.append(path)
            return
        self._running[path] = jobs.run_in_thread(
            lambda: Photo.read(path),
            lambda photo: self._on_loaded(path, photo),
            lambda problem: self._on_failed(path, problem),
            parent=self,
            lane="photos",
        )

    def drop_all_but(self, paths: Sequence[Path]) -> None:
        """Forget the wishes for other images: whoever runs through many must not wait for all of them."""
        for path in [path for path in self._running if path not in paths]:
            self._running.pop(path).cancel()
        if self._postponed:
            self._postponed = [path for path in self._postponed if path in paths]

    def clear(self) -> None:
        """Forget all images and wishes."""
        for task in self._running.values():
            task.cancel()
        self._running.clear()
        self._kept.clear()
        if self._postponed:
            self._postponed.clear()

    def _on_loaded(self, path: Path, photo: Photo) -> None:
        self._running.pop(path, None)
        self._kept[path] = photo
        while len(self._kept) > 1 and sum(kept.nbytes for kept in self._kept.values()) > self.most_bytes:
            self._kept.popitem(last=False)
        self.loaded.emit(path, photo)

    def _on_failed(self, path: Path, problem: StudioError) -> None:
        self._running.pop(path, None)
        self.failed.emit(path, problem)


def _glimpse(path: Path) -> QImage | None:
    """Return a picture of eight bits a channel as displayed; None for others and for what Qt can't read."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    picture = reader.read()
    return picture if picture.format() in PLAIN else None


class Toner(QObject):
    """Applies a tone in a thread; of many wishes while a slider moves the newest counts."""

    ready = Signal(object)
    """The picture as it is to be shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish: tuple[Image, Tone] | None = None
        self._task: jobs.Task | None = None

    def show(self, photo: Photo, tone: Tone) -> None:
        """Have a photo shown in this tone; without one that is at once."""
        if not tone:
            self.forget()
            self.ready.emit(photo.picture)
            return
        self._wish = photo.image, tone
        if self._task is None:
            self._start()

    def forget(self) -> None:
        """Drop whatever is wished for."""
        self._wish = None
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _start(self) -> None:
        wish = self._wish
        assert wish is not None
        self._task = jobs.run_in_thread(
            lambda: Picture.prepared(toned(*wish)),
            lambda picture: self._on_toned(wish, picture),
            messages.error,
            parent=self,
        )

    def _on_toned(self, wish: tuple[Image, Tone], picture: Picture) -> None:
        self._task = None
        self.ready.emit(picture)
        if self._wish is wish:
            self._wish = None
        elif self._wish is not None:
            self._start()
