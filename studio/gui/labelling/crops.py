"""Small pictures of boxes, cut out in a thread: each photo is read once for all of it that is wanted."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from studio.core.errors import StudioError
from studio.gui import jobs
from studio.gui.widgets.picture import to_qimage

Place = tuple[float, float, float, float]
Key = tuple[Path, Place]

KEPT = 4000
AT_ONCE = 2
WAITING = 400
MARGIN = 0.5
"""What is shown around a box, in parts of its longer side."""
# Named here, in the GUI thread: see jobs.run_in_thread.
INSIDE = Qt.AspectRatioMode.KeepAspectRatio
SMOOTH, CRISP = Qt.TransformationMode.SmoothTransformation, Qt.TransformationMode.FastTransformation


def cut_out(picture: QImage, place: Place, size: QSize) -> QImage:
    """Return a box of a picture with what is around it, as large as fits into twice a size."""
    x1, y1, x2, y2 = place
    half = max(x2 - x1, y2 - y1, 4.0) * (0.5 + MARGIN)
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    left, top = max(0, int(x - half)), max(0, int(y - half))
    right, bottom = min(picture.width(), int(x + half) + 1), min(picture.height(), int(y + half) + 1)
    part = picture.copy(left, top, max(1, right - left), max(1, bottom - top))
    # Of a box of ten pixels each is to be seen as it is.
    mode = CRISP if part.width() * 2 < size.width() else SMOOTH
    return part.scaled(size * 2, INSIDE, mode)


class Crops(QObject):
    """Pictures of boxes by photo and place; `get` answers at once, `loaded` tells when some have come."""

    loaded = Signal()

    def __init__(self, parent: QObject, size: QSize) -> None:
        super().__init__(parent)
        self._size = size
        self._kept: OrderedDict[Key, QPixmap | None] = OrderedDict()
        self._wanted: OrderedDict[Key, None] = OrderedDict()
        self._running: dict[Path, jobs.Task] = {}
        # Not at once: what is painted next is mostly of the same photo.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._start)

    def clear(self) -> None:
        """Forget all."""
        for task in self._running.values():
            task.cancel()
        self._running.clear()
        self._kept.clear()
        self._wanted.clear()

    def get(self, path: Path, place: Place) -> QPixmap | None:
        """Return a picture if it is there, else None and make it."""
        key = path, place
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._wanted[key] = None
        self._wanted.move_to_end(key)
        while len(self._wanted) > WAITING:
            # What was only scrolled past drops out.
            self._wanted.popitem(last=False)
        self._soon.start()
        return None

    def _start(self) -> None:
        waiting = [path for path, _ in reversed(self._wanted) if path not in self._running]
        for path in list(dict.fromkeys(waiting))[: AT_ONCE - len(self._running)]:
            places = [place for other, place in self._wanted if other == path]
            self._running[path] = jobs.run_in_thread(
                lambda path=path, places=places: _cut(path, places, self._size),
                lambda found, path=path: self._on_cut(path, found),
                lambda problem, path=path, places=places: self._on_cut(path, dict.fromkeys(places)),
                parent=self,
                lane="photos",
            )

    def _on_cut(self, path: Path, found: dict[Place, QImage | None]) -> None:
        self._running.pop(path, None)
        for place, picture in found.items():
            self._wanted.pop((path, place), None)
            pixmap = QPixmap.fromImage(picture) if picture is not None else None
            if pixmap is not None:
                pixmap.setDevicePixelRatio(2.0)
            self._kept[path, place] = pixmap
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.loaded.emit()
        self._start()


def _cut(path: Path, places: list[Place], size: QSize) -> dict[Place, QImage | None]:
    from studio.core.pictures import imread

    try:
        picture = to_qimage(imread(path))
    except StudioError:
        return dict.fromkeys(places)
    return {place: cut_out(picture, place, size) for place in places}
