"""Finding what looks like the boxes of the open photo; what was found is held while it is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.gui import jobs, messages
from studio.gui.actions import find
from studio.gui.labelling.browsing import Browsing

if TYPE_CHECKING:
    from studio.core.labelling.ghost_file import Found
    from studio.core.labelling.session import LabelSession


class Alike(QObject):
    """What was found in the open photo by the look of its boxes; no model is needed.

    Attributes:
        by_image: what was found, of the open image only: another look gives it again.
    """

    found = Signal()
    """A look is over, or what it found was dropped."""
    failed = Signal(object)
    """A StudioError: the photo can't be read."""

    def __init__(self, parent: QObject, browsing: Browsing) -> None:
        super().__init__(parent)
        self.by_image: dict[Path, Found] = {}
        self._browsing = browsing
        self._task: jobs.Task | None = None
        self._path: Path | None = None
        self._looked: Found | None = None
        self._names: tuple[str, ...] = ()
        """The classes as they were called when it was looked, after so many changes of names."""
        self._since = 0

    def look(self, session: LabelSession) -> None:
        """Look for more of what the selected boxes show, else of what all boxes do."""
        self._stop()
        path, image = session.record.path, self._browsing.image
        boxes = [session.boxes[place] for place in session.selection] or list(session.boxes)
        names, since = tuple(session.dataset.class_names), session.dataset.former_names.count

        def work(is_stopped: Callable[[], bool]) -> Found:
            from studio.core.labelling.alike import find_alike
            from studio.core.labelling.ghost_file import Found
            from studio.core.pictures import imread

            photo = imread(path) if image is None else image
            return Found(find_alike(photo, boxes, is_stopped), (photo.shape[1], photo.shape[0]))

        def done(found: Found) -> None:
            self._task = None
            self._looked, self._names, self._since = found, names, since
            self.by_image[path] = found
            self.found.emit()

        self._path = path
        self._task = jobs.run_until_stopped(work, done, self._on_failed, parent=self)

    def is_looking(self) -> bool:
        """Return whether a look is under way."""
        return self._task is not None

    def follow(self, session: LabelSession | None) -> list[Path]:
        """Forget what was found in other images than the one that is open now; the rest follows its classes.

        What is of a class that is gone is not offered, nor as the one that takes its number.

        Returns:
            The images of which all was forgotten.
        """
        image = session.record.path if session is not None else None
        if image != self._path:
            self._stop()
        others = [path for path in self.by_image if path != image]
        for other in others:
            del self.by_image[other]
        if session is not None and image in self.by_image and self._looked is not None:
            from studio.core.labelling.assist import ClassMap

            former = session.dataset.former_names.now(self._since)
            now = ClassMap.of(self._names, session.dataset.class_names, former)
            self.by_image[image] = replace(self._looked, detections=now.apply(self._looked.detections))
        return others

    def drop(self) -> bool:
        """Forget what was found, and look no longer; returns False when there was nothing."""
        had = self.is_looking() or bool(self.by_image)
        self._stop()
        self.by_image.clear()
        if had:
            self.found.emit()
        return had

    def tell(self, count: int) -> None:
        """Say how many are shown of what was found, and what there is to press."""
        if count:
            text = self.tr("Shown: {count}. {accept} accepts them, {drop} forgets them.")
            accept, drop = find("label.accept_all").first_key(), find("back_out").first_key()
            messages.info(text.format(count=f"{count:,}", accept=accept, drop=drop))
        else:
            messages.info(self.tr("Nothing else here looks like them. A lower least score shows more."))

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_failed(self, problem: StudioError) -> None:
        self._task = None
        self.failed.emit(problem)
