"""Labels of other programs: what is in them is told, and a copy to be labelled is made when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from studio.core.errors import StudioError
from studio.core.words import paragraph
from studio.gui import jobs, messages

DATASET_SUFFIXES = (".yaml", ".yml", ".data", ".zip", ".json", ".xml")
"""Of files that can be opened as a dataset, or imported into one."""
ABOUT = "importing"


def told_problems(problems: list[dict[str, Any]]) -> list[str]:
    """Return a sentence on labels that are read otherwise or left out; none where all are taken."""
    if not problems:
        return []
    told = QCoreApplication.translate(
        "Imports", "Labels that are read otherwise or left out: {count}; the first: {message}"
    )
    return [told.format(count=f"{len(problems):,}", message=problems[0]["message"])]


class Imports(QObject):
    """Looks at labels first, and imports them when the person has read what a copy can't hold."""

    imported = Signal(object)
    """What to open of the copy (a Path)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: jobs.ProcessJob | None = None
        self._report: dict[str, Any] | None = None
        """Of an import whose copy is about to be opened."""
        self._command = ""

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
            images=f"{report['images']:,}",
            boxes=f"{report['boxes']:,}",
        )
        remedy = self.tr("They are labelled in a copy, {folder}; nothing here is changed.").format(folder=out)
        text = paragraph(told, *report["losses"], *told_problems(report["problems"]))
        offer = messages.Offer(self.tr("Import"), lambda: self._import(arguments, path))
        messages.messages.tell(messages.Message("error", text, remedy, ABOUT, offer))

    def _import(self, arguments: list[str], path: Path) -> None:
        messages.settle(ABOUT)
        job = self._start(arguments, self.tr("Importing {name}").format(name=path.name))
        command = f'studio convert "{path}" --to yolo --out NEW --look'
        job.answered.connect(lambda report: self._on_imported(report, command))

    def _on_imported(self, report: dict[str, Any], command: str) -> None:
        self._report, self._command = report, command
        self.imported.emit(Path(report["opens"]))

    def tell_of(self, source: Path) -> None:
        """Tell what the import of a dataset that is open now came to, if it was just imported."""
        report = self._report
        if report is None or source != Path(report["opens"]):
            return
        self._report = None
        told = self.tr("Imported, read back and compared (images: {images}, boxes: {boxes}).")
        messages.info(told.format(images=f"{report['images']:,}", boxes=f"{report['compared']:,}"))
        for text in told_problems(report["problems"]):
            remedy = self.tr("All are listed by {command}.").format(command=self._command)
            messages.error(StudioError(text, remedy), ABOUT)

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
