"""Images that are dropped on the Label page, or pasted: asked about, copied in a thread, then added."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTemporaryDir, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from studio.core.errors import StudioError
from studio.core.pictures import IMAGE_SUFFIXES
from studio.gui import jobs, messages
from studio.gui.widgets.question import QuestionCard

if TYPE_CHECKING:
    from studio.core.labelling.adding import Staged
    from studio.core.labelling.session import LabelSession

ABOUT = "adding"


class _Copying(jobs.Job):
    """The copying as the status bar shows it."""

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(title, parent)
        self.task: jobs.Task | None = None

    def stop(self) -> None:
        super().stop()
        if self.task is not None:
            self.task.cancel()
        self.end()
        messages.info(self.tr("Stopped; no image was added."))


class Incoming(QObject):
    """Asks whether images are to be added to the open dataset, and adds them as one step."""

    open_wanted = Signal(object)
    """Open this folder (a Path) instead."""

    def __init__(self, page: QWidget, canvas: QWidget, notes: QWidget) -> None:
        super().__init__(page)
        self._card = QuestionCard(page, canvas, after=notes, name="adding")
        self._canvas = canvas
        self._job: _Copying | None = None
        self._session: LabelSession | None = None
        self._is_newest = False
        """Whether the clipboard got images after boxes were copied last."""
        QGuiApplication.clipboard().dataChanged.connect(self._on_clipboard)

    def set_session(self, session: LabelSession | None) -> None:
        """Add to another dataset from now on."""
        self._session = session
        self._card.close_question()
        if self._job is not None:
            self._job.stop()

    def back_out(self) -> bool:
        """Leave everything as it is; False when nothing was asked."""
        was_open = self._card.close_question()
        if was_open:
            self._canvas.setFocus()
        return was_open

    # -- dropped -----------------------------------------------------------------------------------

    def offer(self, paths: Sequence[Path]) -> None:
        """Ask what is to become of images, or of folders of such, that were dropped."""
        first = paths[0]
        folder = first if first.is_dir() else first.parent
        root = self._session.dataset.root if self._session is not None else None
        if self._session is None or all(path.is_relative_to(root) for path in paths):
            # There is nothing to add: it is a part of the dataset.
            self.open_wanted.emit(folder)
            return
        name = self._session.dataset.name
        heading = (
            self.tr("Add what is in {what} to {name}?")
            if first.is_dir()
            else self.tr("Add {what} to {name}?")
            if len(paths) == 1
            else self.tr("Add {what} and {count} more to {name}?")
        ).format(what=first.name, name=name, count=len(paths) - 1)
        text = self.tr(
            "They are copied, and stay as they are where they lie; YOLO labels beside them come along when"
            " their classes are the same. Ctrl+Z takes it back."
        )
        self._card.ask(
            heading,
            text,
            [
                ("add_images", self.tr("Add copies"), "", lambda: self._add(paths)),
                ("open_dropped", self.tr("Open that folder"), "", lambda: self._open(folder)),
                ("leave_dropped", self.tr("Leave it"), "", self.back_out),
            ],
        )

    def take(self, path: Path) -> None:
        """Add an image that was asked for elsewhere, such as a frame of a camera."""
        if self._session is None:
            told = self.tr("No dataset is open that {name} could be added to.").format(name=path.name)
            messages.error(StudioError(told, self.tr("Open a dataset or a folder of photos first.")), ABOUT)
        else:
            self._add([path])

    def _open(self, folder: Path) -> None:
        self.back_out()
        self.open_wanted.emit(folder)

    # -- pasted ------------------------------------------------------------------------------------

    def can_paste(self) -> bool:
        """Say whether the clipboard holds images that were copied after boxes were."""
        return self._session is not None and self._is_newest and (bool(_files()) or _has_picture())

    def forget_paste(self) -> None:
        """Boxes were copied: they are what is pasted next."""
        self._is_newest = False

    def paste(self) -> None:
        """Add the image, or the files, that were copied."""
        if files := _files():
            self._add(files)
        elif _has_picture():
            folder = QTemporaryDir()
            path = Path(folder.path(), f"pasted-{time.strftime('%Y%m%d-%H%M%S')}.png")
            if QGuiApplication.clipboard().image().save(str(path)):
                self._add([path], keeping=folder)

    def _on_clipboard(self) -> None:
        self._is_newest = bool(_files()) or _has_picture()

    # -- adding ------------------------------------------------------------------------------------

    def _add(self, paths: Sequence[Path], *, keeping: QTemporaryDir | None = None) -> None:
        """Copy in a thread, then add; `keeping` is where they lie meanwhile."""
        from studio.core.labelling.adding import stage

        self.back_out()
        session = self._session
        if session is None or self._job is not None:
            return
        job = self._job = _Copying(self.tr("Adding images"), self)
        job.ended.connect(self._on_ended)

        def copy(is_stopped: Callable[[], bool]) -> Staged:
            return stage(
                session.dataset,
                paths,
                progress=lambda done, of: job.report(done / of),
                is_stopped=is_stopped,
            )

        job.task = jobs.run_until_stopped(
            copy,
            lambda staged: self._on_copied(session, staged, keeping),
            lambda problem: self._on_failed(problem, keeping),
            parent=self,
        )
        job.begin()

    def _on_ended(self) -> None:
        self._job = None

    def _on_failed(self, problem: StudioError, _keeping: QTemporaryDir | None) -> None:
        if self._job is not None:
            self._job.end()
        messages.error(problem, ABOUT)

    def _on_copied(self, session: LabelSession, staged: Staged, _keeping: QTemporaryDir | None) -> None:
        if self._job is not None:
            self._job.end()
        report = staged.report
        if session is not self._session:
            staged.drop()
            return
        if report.added and not self._write(session, staged):
            return
        messages.info(report.told())
        for text in (*report.refused[:1], *report.notes[:1]):
            messages.info(text)

    @staticmethod
    def _write(session: LabelSession, staged: Staged) -> bool:
        try:
            session.change_files(staged.change, staged.text())
        except StudioError as problem:
            staged.drop()
            messages.error(problem, ABOUT)
            return False
        messages.settle(ABOUT)
        return True


def _files() -> list[Path]:
    """Return the image files and folders that were copied in a file manager."""
    data = QGuiApplication.clipboard().mimeData()
    urls = data.urls() if data is not None and data.hasUrls() else []
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.is_dir() or path.suffix.lower() in IMAGE_SUFFIXES]


def _has_picture() -> bool:
    data = QGuiApplication.clipboard().mimeData()
    return data is not None and data.hasImage()
