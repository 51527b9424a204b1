"""Labels of other programs: what is in them is told, and a copy to be labelled is made when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.core.words import paragraph
from studio.gui import jobs, messages

ABOUT = "importing"


class Imports(QObject):
    """Looks at labels first, and imports them when the person has read what a copy can't hold."""

    imported = Signal(object)
    """What to open of the copy (a Path)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: jobs.ProcessJob | None = None

    def look(self, path: Path) -> None:
        """Tell what labels at a path are and what of them would be lost, with a button that imports them."""
        # Read when it is asked for: the window opens without it.
        from studio.core.conversion.convert import free_folder

        out = free_folder(path, "yolo")
        arguments = [str(path), "--to", "yolo", "--out", str(out)]
        job = self._start([*arguments, "--look"], self.tr("Looking at {name}").format(name=path.name))
        job.answered.connect(lambda report: self._offer(path, out, arguments, report))

    def _offer(self, path: Path, out: Path, arguments: list[str], report: dict[str, Any]) -> None:
        from studio.core.data.formats import LABEL_FORMATS

        told = self.tr("{name} holds {title} labels (images: {images}, boxes: {boxes}).").format(
            name=path.name,
            title=LABEL_FORMATS[report["source"]].title,
            images=report["images"],
            boxes=report["boxes"],
        )
        remedy = self.tr("They are labelled in a copy, {folder}; nothing here is changed.").format(folder=out)
        text = paragraph(told, *report["losses"])
        offer = messages.Offer(self.tr("Import"), lambda: self._import(arguments, path))
        messages.messages.tell(messages.Message("error", text, remedy, ABOUT, offer))

    def _import(self, arguments: list[str], path: Path) -> None:
        messages.settle(ABOUT)
        job = self._start(arguments, self.tr("Importing {name}").format(name=path.name))
        job.answered.connect(self._on_imported)

    def _on_imported(self, report: dict[str, Any]) -> None:
        if report["problems"]:
            told = self.tr("Labels that were read otherwise or left out: {count}; the first: {message}")
            first = report["problems"][0]["message"]
            messages.info(told.format(count=len(report["problems"]), message=first))
        self.imported.emit(Path(report["opens"]))

    def _start(self, arguments: list[str], title: str) -> jobs.ProcessJob:
        if self._job is not None:
            self._job.stop()
        job = self._job = jobs.ProcessJob("convert", arguments, self, title=title)
        job.failed.connect(self._on_failed)
        for ended in (job.answered, job.failed, job.stopped):
            ended.connect(lambda *_: self._forget(job))
        job.stopped.connect(lambda: messages.info(self.tr("Stopped; no copy was written.")))
        return job.start()

    def _on_failed(self, problem: StudioError) -> None:
        messages.error(problem, ABOUT)

    def _forget(self, job: jobs.ProcessJob) -> None:
        """Ask no more of a job that has ended, which is gone soon."""
        if self._job is job:
            self._job = None
