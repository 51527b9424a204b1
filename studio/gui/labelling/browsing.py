"""Which image of the dataset is open: going through them, finding, loading, toning their pixels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import StudioError
from studio.core.labelling.tone import Tone
from studio.gui import messages
from studio.gui.labelling.image_list import ImageList
from studio.gui.labelling.loader import MB, ImageLoader, Photo, Toner

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from studio.core.labelling.review import Review
    from studio.core.labelling.session import LabelSession
    from studio.core.pictures import Image
    from studio.core.settings import Settings

LAST_IMAGES_KEPT = 100
NOTED_AFTER_MS = 3000
"""An image that is open so long is where one goes on after a crash, too."""


class Browsing(QObject):
    """Opens images, by the list, by keys or because the session went to one, and loads them."""

    loaded = Signal(object)
    """The open image as a Picture, in the chosen tone, is there to be shown."""
    glimpsed = Signal(object)
    """The open image as a QImage, to be shown until its pixels are there."""
    resumed = Signal(str)
    """The image that was open last is open again: what `place` said of it then."""
    failed = Signal(object)
    """The open image can't be read (a StudioError)."""
    leaving = Signal()
    """Another image is about to be opened: what is being typed about this one is said now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.session: LabelSession | None = None
        self.settings: Settings | None = None
        self.place: Callable[[], str] = str
        """What tells where on the open image one is; to be set by whoever shows it."""
        self.list = ImageList()
        self._photo: Photo | None = None
        self._loader = ImageLoader(self)
        self._toner = Toner(self)
        self._noting = QTimer(self)
        self._noting.setSingleShot(True)
        self._noting.setInterval(NOTED_AFTER_MS)
        self._noting.timeout.connect(self.remember)
        self._tone = Tone()
        self._shown = -1
        self.list.chosen.connect(self.open)
        self._loader.loaded.connect(self._on_loaded)
        self._loader.failed.connect(self._on_failed)
        self._loader.glimpsed.connect(self._on_glimpsed)
        self._toner.ready.connect(self.loaded)

    @property
    def image(self) -> Image | None:
        """Return the open image as it is in its file; None while it is not there."""
        return self._photo.image if self._photo is not None else None

    def set_session(self, session: LabelSession | None, review: Review | None = None) -> None:
        """Go through the images of another dataset from now on."""
        self._loader.clear()
        self._toner.forget()
        self._noting.stop()
        self.session = session
        self._photo = None
        self._shown = -1
        self.list.set_dataset(session.dataset if session is not None else None, review)

    def open(self, index: int) -> None:
        """Open an image of the dataset, by its index."""
        if self.session is not None:
            if index != self.session.index:
                self.leaving.emit()
            self.session.open(index)

    def open_path(self, path: Path) -> bool:
        """Open the image of this path; False when the dataset has none."""
        records = self.session.dataset.records if self.session is not None else []
        index = next((index for index, record in enumerate(records) if record.path == path), None)
        if index is None:
            wanted = path.resolve()
            found = (i for i, record in enumerate(records) if record.path.name == path.name)
            index = next((i for i in found if records[i].path.resolve() == wanted), None)
        if index is not None:
            self.open(index)
        return index is not None

    def has_moved(self) -> bool:
        """Say whether the session's image is not the one that was loaded last."""
        return self.session is not None and self.session.index != self._shown

    def follow(self) -> None:
        """Load the session's image, and begin to load those beside it."""
        assert self.session is not None
        self._noting.start()
        index = self._shown = self.session.index
        self._photo = None
        self._toner.forget()
        self.list.select(index)
        path = self.session.record.path
        photo = self._loader.get(path)
        near = (index, self.list.model.neighbour(index, 1), self.list.model.neighbour(index, -1))
        paths = [self.session.dataset.records[neighbour].path for neighbour in near]
        self._loader.drop_all_but(paths)
        for other in paths:
            self._loader.prefetch(other)
        if photo is not None:
            self._on_loaded(path, photo)

    def set_memory(self, megabytes: int) -> None:
        """Keep photos that were shown, or may be next, in so much memory."""
        self._loader.most_bytes = megabytes * MB

    def set_tone(self, tone: Tone) -> None:
        """Show images brighter or darker, harder or softer from now on."""
        self._tone = tone
        if self._photo is not None:
            self._toner.show(self._photo, self._tone)

    def _on_loaded(self, path: object, photo: Photo) -> None:
        if self.session is not None and path == self.session.record.path:
            self._photo = photo
            self._toner.show(photo, self._tone)

    def _on_glimpsed(self, path: object, picture: QImage) -> None:
        if self.session is not None and path == self.session.record.path and not self._tone:
            self.glimpsed.emit(picture)

    def _on_failed(self, path: object, problem: StudioError) -> None:
        if self.session is not None and path == self.session.record.path:
            self.failed.emit(problem)

    # -- going through -----------------------------------------------------------------------------

    def step(self, step: int) -> None:
        """Open the image this many rows on in the list."""
        if self.session is not None:
            index = self.list.model.neighbour(self.session.index, step)
            if index != self.session.index:
                self.open(index)
            else:
                messages.info(
                    self.tr("This is the last image.") if step > 0 else self.tr("This is the first image.")
                )

    def next_image(self) -> None:
        """Open the next image of the list."""
        self.step(1)

    def previous_image(self) -> None:
        """Open the image before."""
        self.step(-1)

    def first_image(self) -> None:
        """Open the first image of the list."""
        if self.list.model.shown():
            self.open(self.list.model.shown()[0])

    def last_image(self) -> None:
        """Open the last image of the list."""
        if self.list.model.shown():
            self.open(self.list.model.shown()[-1])

    def next_unlabelled(self) -> None:
        """Open the next image without a label file, from the start again after the last."""
        self._find(1, self._is_unlabelled, self.tr("Every image is labelled or marked “no objects”."))

    def previous_unlabelled(self) -> None:
        """Open the image without a label file before this one."""
        self._find(-1, self._is_unlabelled, self.tr("Every image is labelled or marked “no objects”."))

    def next_unverified(self) -> None:
        """Open the next image that is not verified, from the start again after the last."""
        self._find(
            1, lambda index: not self.list.model.is_verified(index), self.tr("Every image is verified.")
        )

    def _is_unlabelled(self, index: int) -> bool:
        return self.list.model.state(index) == "unseen"

    def _find(self, step: int, is_wanted: Callable[[int], bool], otherwise: str) -> None:
        if self.session is None:
            return
        order = self.list.model.order()
        place = order.index(self.session.index)
        for distance in range(1, len(order) + 1):
            index = order[(place + step * distance) % len(order)]
            if is_wanted(index):
                if index != self.session.index:
                    self.open(index)
                return
        messages.info(otherwise)

    def focus_search(self) -> None:
        """Put the cursor into the filter."""
        self.list.focus_search()

    def focus_go_to(self) -> None:
        """Put the cursor into the filter, ready for a number."""
        self.list.focus_search("#")

    # -- the image that was open last --------------------------------------------------------------

    def open_last(self) -> None:
        """Open the image that was open when the dataset was left."""
        assert self.session is not None
        dataset = self.session.dataset
        name = self.settings.get("last_image").get(str(dataset.source)) if self.settings else None
        for index, record in enumerate(dataset.records if name else ()):
            if record.path.as_posix() == name:
                self.open(index)
                assert self.settings is not None
                self.resumed.emit(self.settings.get("last_view").get(str(dataset.source), ""))
                return
        self.open(0)

    def remember(self) -> None:
        """Note which image is open, and where, for the next time."""
        self._noting.stop()
        if self.session is None or self.settings is None:
            return
        source = str(self.session.dataset.source)
        noted = (("last_image", self.session.record.path.as_posix()), ("last_view", self.place()))
        try:
            for setting, now in noted:
                last = self.settings.get(setting)
                last.pop(source, None)
                last[source] = now
                self.settings.set(setting, dict(list(last.items())[-LAST_IMAGES_KEPT:]))
        except StudioError as problem:
            messages.error(problem)
