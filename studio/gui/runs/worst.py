"""The images a run is worst at, as its report left them: a strip of small ones, and one seen large."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.report.run_report import REPORT, WorstImage, read_worst
from studio.core.runs.folder import RunInfo
from studio.gui import jobs, messages, theme
from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.panels import Section

SMALL = QSize(128, 104)
WORST = Qt.ItemDataRole.UserRole
TEXT_LINES = 2
WITHIN = Qt.AspectRatioMode.KeepAspectRatio
"""Named here, in the GUI thread: see jobs.run_in_thread."""

Small = tuple[WorstImage, QImage]


class WorstImages(QWidget):
    """Small pictures of one run's worst images, each with its mistakes in words."""

    chosen = Signal(object)
    """A WorstImage: show it large."""
    report_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Path, float] | None = None
        self._reading: jobs.Task | None = None
        self._section = Section(self.tr("Worst images"))
        self._list = QListWidget()
        self._list.setObjectName("worst_strip")
        self._list.setAccessibleName(self.tr("Worst images"))
        self._list.setViewMode(QListWidget.ViewMode.IconMode)
        self._list.setMovement(QListWidget.Movement.Static)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setIconSize(SMALL)
        line = self._list.fontMetrics().lineSpacing()
        self._list.setGridSize(SMALL + QSize(16, 16 + TEXT_LINES * line))
        self._list.setWordWrap(True)
        self._list.setUniformItemSizes(True)
        self._list.currentItemChanged.connect(self._on_current)
        self._list.itemClicked.connect(self._on_current)
        self._hint = theme.label("", "muted", wrap=True)
        self._write = QPushButton(self.tr("Write the report"))
        self._write.setObjectName("write_report")
        self._write.clicked.connect(self.report_wanted)
        self._offer = QWidget()
        offer = QVBoxLayout(self._offer)
        offer.setContentsMargins(0, 0, 0, 0)
        offer.setSpacing(8)
        offer.addWidget(self._hint)
        offer.addWidget(self._write, 0, Qt.AlignmentFlag.AlignLeft)
        offer.addStretch(1)
        self._section.add(self._list, 1)
        self._section.add(self._offer, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._section)

    def show_run(self, info: RunInfo | None) -> None:
        """Show the worst images of a run; the same run is read again only when its report is a new one."""
        wanted = (info.path, _time_of_report(info.path)) if info is not None else None
        if wanted == self._shown:
            return
        self._shown = wanted
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._show([])
        self._offer.setVisible(False)
        if info is None:
            return
        self._section.set_note(self.tr("Reading"))
        run = info.path
        self._reading = jobs.run_in_thread(
            lambda: [(worst, _read_small(worst.picture)) for worst in read_worst(run)],
            lambda found: self._on_read(run, found),
            messages.error,
            parent=self,
        )

    def forget_choice(self) -> None:
        """Mark no picture as the one that is seen large."""
        blocked = self._list.blockSignals(True)
        self._list.setCurrentItem(None)
        self._list.blockSignals(blocked)

    def _on_read(self, run: Path, found: list[Small]) -> None:
        self._show(found)
        has_report = (run / REPORT).is_file()
        self._offer.setVisible(not found)
        self._write.setVisible(not has_report)
        self._hint.setText(
            self.tr("The report of this run has no pictures; open it to read why.")
            if has_report
            else self.tr("They come with the report of a run, which has not been written yet.")
        )

    def _show(self, found: list[Small]) -> None:
        blocked = self._list.blockSignals(True)
        self._list.clear()
        for worst, picture in found:
            item = QListWidgetItem(theme.picture_icon(QPixmap.fromImage(picture)), worst.sentence)
            item.setToolTip(theme.tip(f"{worst.sentence}\n{worst.image.name}"))
            item.setData(WORST, worst)
            # Else a row is as high as one line of text.
            item.setSizeHint(self._list.gridSize())
            self._list.addItem(item)
        self._list.blockSignals(blocked)
        self._list.setVisible(bool(found))
        self._section.set_note(self.tr("click one to see it large") if found else "")

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(WORST))


class LargePicture(QWidget):
    """One picture over the whole page, zoomed and moved like a photo, and the way to its photo."""

    closed = Signal()
    photo_wanted = Signal(object)
    """A WorstImage: show its photo where it can be labelled."""

    def __init__(self) -> None:
        super().__init__()
        self._worst: WorstImage | None = None
        self.canvas = ImageCanvas()
        self.canvas.setObjectName("worst_picture")
        self._name = theme.label("", "heading")
        self._name.setObjectName("worst_name")
        self._caption = theme.label("", wrap=True)
        self._caption.setObjectName("worst_caption")
        self._caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        back = QPushButton(theme.icon("arrow-left"), self.tr("Back to the runs"))
        back.setObjectName("close_picture")
        back.setToolTip(self.tr("Back to the runs (Esc)"))
        back.clicked.connect(self.closed)
        label = QPushButton(theme.icon("vector-square"), self.tr("Open in Label"))
        label.setObjectName("label_picture")
        label.setToolTip(self.tr("Open this photo on the Label page, to mend its boxes"))
        label.clicked.connect(lambda: self.photo_wanted.emit(self._worst))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(back)
        head.addWidget(self._name, 1)
        head.addWidget(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._caption)
        layout.addWidget(self.canvas, 1)

    def show_picture(self, worst: WorstImage) -> None:
        """Show the picture of a worst image, fitted."""
        self._worst = worst
        self.canvas.set_image(QImageReader(str(worst.picture)).read())
        self._name.setText(worst.image.name)
        self._name.setToolTip(theme.tip(str(worst.image)))
        self._caption.setText(worst.sentence)


def _time_of_report(run: Path) -> float:
    with contextlib.suppress(OSError):
        return (run / REPORT).stat().st_mtime
    return 0.0


def _read_small(path: Path) -> QImage:
    """Return a picture at the size of the strip on a sharp screen; null if it can't be read."""
    reader = QImageReader(str(path))
    if reader.size().isValid():
        reader.setScaledSize(reader.size().scaled(SMALL * 2, WITHIN))
    return reader.read()
