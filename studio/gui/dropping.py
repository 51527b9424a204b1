"""What is dropped on the window, anywhere: DROPS says where each kind of thing lands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from studio.core.errors import StudioError
from studio.core.files import is_there
from studio.core.pictures import IMAGE_SUFFIXES
from studio.gui import messages
from studio.gui.imports import DATASET_SUFFIXES

VIDEO_SUFFIXES = (".mp4", ".avi", ".mov", ".mkv", ".webm", ".m4v", ".mpg", ".mpeg")
CHECKPOINT_SUFFIXES = (".pt", ".pth", ".weights")


def _is_model(path: Path) -> bool:
    from studio.core.runs.models import is_model

    return is_model(path)


def _is_checkpoint(path: Path) -> bool:
    return _is_model(path) and (path.is_dir() or path.suffix.lower() in CHECKPOINT_SUFFIXES)


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in IMAGE_SUFFIXES


@dataclass(frozen=True, slots=True)
class Drop:
    """One row of DROPS.

    Attributes:
        matches: whether a path, which is there, is such a thing.
        page: where it lands; "" is the dataset that all pages share.
        method: of that page, called with the path.
        on: the page it has to be dropped on, which the rail and the bars are no part of; "" is anywhere.
        takes_all: whether the method is called once, with all such paths.
    """

    matches: Callable[[Path], bool]
    page: str = ""
    method: str = ""
    on: str = ""
    takes_all: bool = False


DROPS: tuple[Drop, ...] = (
    Drop(_is_checkpoint, "export", "open_model", on="export"),
    Drop(_is_model, "live", "open_model"),
    Drop(lambda path: path.suffix.lower() in VIDEO_SUFFIXES, "live", "open_source"),
    Drop(lambda path: path.is_dir() or _is_picture(path), "live", "open_source", on="live"),
    Drop(
        lambda path: path.is_dir() or _is_picture(path),
        "labelling",
        "offer_images",
        on="labelling",
        takes_all=True,
    ),
    Drop(lambda path: path.is_dir() or path.suffix.lower() in DATASET_SUFFIXES or _is_picture(path)),
)
"""The first row that matches counts."""


class Drops(QObject):
    """Takes all that is dropped on a window, and says where it is to go; what can't be used is told."""

    dataset_dropped = Signal(object)
    dropped = Signal(str, str, object)
    """Page, method, path."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._parts: dict[QWidget, str] = {}
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def add_page(self, key: str, *parts: QWidget | None) -> None:
        """Know a page and its panel, whose fields leave to the window what is dropped on them.

        They would write its address.
        """
        kinds = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)
        for part in filter(None, parts):
            self._parts[part] = key
            for kind in kinds:
                for field in part.findChildren(kind):
                    field.setAcceptDrops(False)
                    if isinstance(field, QPlainTextEdit | QTextEdit):
                        field.viewport().setAcceptDrops(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if event.mimeData().hasUrls():
                event.acceptProposedAction()
            return True
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            event.acceptProposedAction()
            urls = event.mimeData().urls()
            paths = [Path(url.toLocalFile()) if url.isLocalFile() else Path() for url in urls]
            self.take(paths, on=self._page_at(event.position().toPoint()))
            return True
        return super().eventFilter(watched, event)

    def _page_at(self, place: QPoint) -> str:
        widget = self._window.childAt(place)
        while widget is not None and widget not in self._parts:
            widget = widget.parentWidget()
        return self._parts[widget] if widget is not None else ""

    def take(self, paths: Sequence[Path], *, on: str = "") -> None:
        """Send each path where it belongs; of several for one place the first; `Path()` is none of a file."""
        taken: set[tuple[str, str]] = set()
        unused: list[Path] = []
        all_of: dict[tuple[str, str], list[Path]] = {}
        for path in paths:
            row = self._row(path, on)
            if row is None:
                unused.append(path)
            elif row.takes_all:
                taken.add((row.page, row.method))
                all_of.setdefault((row.page, row.method), []).append(path)
            elif (row.page, row.method) not in taken:
                taken.add((row.page, row.method))
                self._send(row, path)
        for (page, method), found in all_of.items():
            self.dropped.emit(page, method, found)
        if unused:
            self._tell(unused[0], is_all=not taken)

    @staticmethod
    def _row(path: Path, on: str) -> Drop | None:
        if path == Path() or not is_there(path):
            return None
        return next((row for row in DROPS if row.on in ("", on) and row.matches(path)), None)

    def _send(self, row: Drop, path: Path) -> None:
        if row.page:
            self.dropped.emit(row.page, row.method, path)
        else:
            self.dataset_dropped.emit(path.parent if _is_picture(path) and not path.is_dir() else path)

    def _tell(self, path: Path, *, is_all: bool) -> None:
        name = path.name or self.tr("What was dropped")
        cause = self.tr("{name} is not something this window opens.").format(name=name)
        if not is_all:
            messages.info(cause)
            return
        messages.error(
            StudioError(
                cause,
                self.tr(
                    "Drop a folder of photos, a data YAML, an obj.data, a model or a video of this machine."
                ),
            ),
            "opening",
        )
