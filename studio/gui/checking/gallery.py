"""The images that findings are about: small pictures with the box in question marked, drawn in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from studio.core.data.checking.concerned import records_of
from studio.core.errors import StudioError
from studio.core.report.check_pictures import draw_problem
from studio.core.words import visible
from studio.gui import jobs, messages, theme

if TYPE_CHECKING:
    from studio.core.data.dataset import Dataset
    from studio.core.data.record import ImageRecord, Problem

SMALL = QSize(176, 132)
TEXT_LINES = 3
MOST = 400
"""Findings of one kind that are shown; more are in the page and in the JSON."""
AT_ONCE = 8
PAIRED = frozenset(("image_near", "image_copy", "split_near", "split_same_content"))
"""Kinds of which an image is shown beside the one that it is like."""
_INDEX = Qt.ItemDataRole.UserRole

Drawn = list[tuple[int, QImage]]


class Gallery(QListWidget):
    """One item for each finding of a kind."""

    chosen = Signal(int)
    """The finding of this index is looked at."""
    wanted = Signal(int)
    """Please open the image of the finding of this index."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("checkGallery")
        self.setAccessibleName(self.tr("Images of the findings"))
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setIconSize(SMALL)
        self.setGridSize(SMALL + QSize(20, 20 + TEXT_LINES * self.fontMetrics().lineSpacing()))
        self.setWordWrap(True)
        self.setUniformItemSizes(True)
        self._problems: Sequence[Problem] = ()
        self._records: list[ImageRecord | None] = []
        self._drawing: jobs.Task | None = None
        self.currentItemChanged.connect(self._on_current)
        self.itemActivated.connect(lambda item: self.wanted.emit(item.data(_INDEX)))

    def show_problems(
        self, dataset: Dataset, problems: Sequence[Problem], partners: dict[Path, Path]
    ) -> None:
        """Show findings; their pictures come one after the other."""
        self.stop()
        self._problems = problems[:MOST]
        self._dataset, self._partners = dataset, partners
        self._by_path = {record.path: record for record in dataset.records} if partners else {}
        self._records = records_of(dataset, self._problems)
        blocked = self.blockSignals(True)
        self.clear()
        for index, problem in enumerate(self._problems):
            place = f"{problem.file.name}:{problem.line}" if problem.line else problem.file.name
            icon = theme.icon("image-outline" if self._records[index] else "file-document-outline", "muted")
            item = QListWidgetItem(icon, f"{visible(place)}\n{visible(problem.message)}")
            item.setToolTip(theme.tip(f"{problem.file}\n{problem.message}"))
            item.setData(_INDEX, index)
            item.setSizeHint(self.gridSize())
            self.addItem(item)
        self.blockSignals(blocked)
        if self._problems:
            self.setCurrentRow(0)
        self._draw_from(0)

    def record_of(self, index: int) -> ImageRecord | None:
        """Return the image that a finding is about; None when it is about none."""
        return self._records[index]

    def stop(self) -> None:
        """Draw no more."""
        if self._drawing is not None:
            self._drawing.cancel()
            self._drawing = None

    def has_pictures(self) -> bool:
        """Return whether no picture is still to come."""
        return self._drawing is None

    def _draw_from(self, start: int) -> None:
        some = list(enumerate(self._problems))[start : start + AT_ONCE]
        if not some:
            self._drawing = None
            return
        dataset, records = self._dataset, self._records
        by_path = self._by_path

        def draw() -> Drawn:
            return [
                (index, _draw(dataset, problem, records[index], self._beside(problem, by_path)))
                for index, problem in some
            ]

        self._drawing = jobs.run_in_thread(
            draw, lambda drawn: self._on_drawn(drawn, start), messages.error, parent=self, lane="photos"
        )

    def _beside(self, problem: Problem, by_path: dict[Path, ImageRecord]) -> ImageRecord | None:
        """Return the image to show beside the one of a finding."""
        partner = self._partners.get(problem.file) if problem.kind in PAIRED else None
        return by_path.get(partner) if partner is not None else None

    def _on_drawn(self, drawn: Drawn, start: int) -> None:
        for index, picture in drawn:
            if not picture.isNull():
                self.item(index).setIcon(theme.picture_icon(QPixmap.fromImage(picture)))
        self._draw_from(start + AT_ONCE)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_INDEX))


def _draw(
    dataset: Dataset, problem: Problem, record: ImageRecord | None, other: ImageRecord | None
) -> QImage:
    """Return the picture of a finding; null for what has none."""
    if record is None:
        return QImage()
    try:
        return QImage.fromData(draw_problem(dataset, record, problem, other))
    except StudioError:
        return QImage()
