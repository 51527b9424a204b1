"""Who looks at images for the Label page: a companion for the open one, a job for all unlabelled ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.gui import jobs


class GhostWork(QObject):
    """Two child processes, both `studio suggest`, that add to the file of suggestions.

    The companion is started by the first wish and then holds its model; the newest wish replaces the others.
    """

    found = Signal()
    """There is something new in the file."""
    changed = Signal()
    """What is under way began, ended or went on."""
    failed = Signal(object)
    """A StudioError: the model can't be used."""
    done = Signal(object)
    """All images were looked at; what the verb tells of it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._arguments: list[str] = []
        self._folder: Path | None = None
        self._companion: jobs.Companion | None = None
        self._job: jobs.ProcessJob | None = None
        self._wished: list[str] = []
        self._is_broken = False

    def use(self, model: Path | None, source: Path | None, tiles: str) -> None:
        """Look by this model at images of the dataset at `source` from now on, in such tiles."""
        is_known = model is not None and source is not None
        arguments = [str(model), str(source), "--tile", tiles] if is_known else []
        if arguments == self._arguments and not self._is_broken:
            return
        self.release()
        self.stop()
        self._arguments, self._is_broken = arguments, False
        self._folder = model if model is not None and model.is_dir() else None

    def want(self, images: Sequence[Path]) -> None:
        """Look at these images, the first one first, instead of those wished for before."""
        wished = [str(image) for image in images]
        if not self._arguments or self._is_broken or wished == self._wished:
            return
        self._wished = wished
        if self._companion is None:
            if not wished:
                return
            self._companion = companion = jobs.Companion("suggest", [*self._arguments, "--follow"], self)
            companion.told.connect(lambda event: self._on_told(companion, event))
            companion.failed.connect(lambda problem: self._on_failed(companion, problem))
            companion.start()
        self._companion.tell(wished)
        self.changed.emit()

    def is_looking(self) -> bool:
        """Return whether the companion has something to do."""
        return bool(self._wished)

    def release(self) -> None:
        """Let the companion end."""
        companion, self._companion = self._companion, None
        self._wished = []
        if companion is not None:
            companion.stop()

    def suggest_all(self) -> None:
        """Look at every unlabelled image; those that were looked at are not looked at again."""
        if self._job is not None or not self._arguments:
            return
        self._job = job = jobs.ProcessJob(
            "suggest",
            [*self._arguments, "--unlabelled"],
            self,
            title=self.tr("Suggesting boxes"),
            folder=self._folder,
        )
        job.progressed.connect(lambda *_: self._on_progress())
        job.answered.connect(self.done)
        job.failed.connect(self.failed)
        job.ended.connect(self._on_ended)
        job.start()
        self.changed.emit()

    def stop(self) -> None:
        """Stop looking at all images; what was found is kept."""
        if self._job is not None:
            self._job.stop()

    def progress(self) -> float | None:
        """Return how far the work on all images is, 0..1; None when none is under way."""
        return None if self._job is None else max(self._job.progress_fraction, 0.0)

    def _on_progress(self) -> None:
        self.found.emit()
        self.changed.emit()

    def _on_ended(self) -> None:
        self._job = None
        self._on_progress()

    def _on_told(self, companion: jobs.Companion, event: dict[str, Any]) -> None:
        if companion is self._companion and event["event"] == "suggested":
            image = event.get("image")
            self._wished = [wished for wished in self._wished if wished != image]
            self._on_progress()

    def _on_failed(self, companion: jobs.Companion, problem: StudioError) -> None:
        if companion is self._companion:
            # Not started again for every photo: until another model is chosen, or this one once more.
            self._companion, self._wished, self._is_broken = None, [], True
            self.failed.emit(problem)
