"""The images a run is worst at, as its report left them: a strip of small ones, and one seen large."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.core.report.run_report import REPORT, read_worst
from studio.core.runs.folder import RunInfo
from studio.gui import jobs, messages, theme
from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.panels import Section

SMALL = QSize(128, 104)
TEXT_LINES = 2

Small = tuple[Path, str, QImage]


class WorstImages(QWidget):
    """Small pictures of one run's worst images, each with its mistakes in words."""

    chosen = Signal(object, str)
    """(picture file, its mistakes in words): show it large."""
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
            lambda: [(path, sentence, _read_small(path)) for path, sentence in read_worst(run)],
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
        for path, sentence, picture in found:
            item = QListWidgetItem(QIcon(QPixmap.fromImage(picture)), sentence)
            item.setToolTip(theme.tip(f"{sentence}\n{path.stem}"))
            item.setData(Qt.ItemDataRole.UserRole, (path, sentence))
            self._list.addItem(item)
        self._list.blockSignals(blocked)
        self._list.setVisible(bool(found))
        self._section.set_note(self.tr("of the best epoch; click one to see it large") if found else "")

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(*item.data(Qt.ItemDataRole.UserRole))


class LargePicture(QWidget):
    """One picture over the whole area, zoomed and moved like a photo."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.canvas = ImageCanvas()
        self.canvas.setObjectName("worst_picture")
        self._caption = theme.label("", "muted")
        self._caption.setObjectName("worst_caption")
        # A long sentence must not push the table aside.
        self._caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        back = QPushButton(self.tr("Back to the curves"))
        back.setObjectName("close_picture")
        back.setToolTip(self.tr("Back to the curves (Esc)"))
        back.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(back)
        head.addWidget(self._caption, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.canvas, 1)

    def show_picture(self, path: Path, sentence: str) -> None:
        """Show a picture file, fitted."""
        self.canvas.set_image(QImageReader(str(path)).read())
        self._caption.setText(sentence)
        self._caption.setToolTip(theme.tip(f"{sentence}\n{path}"))


def _time_of_report(run: Path) -> float:
    with contextlib.suppress(OSError):
        return (run / REPORT).stat().st_mtime
    return 0.0


def _read_small(path: Path) -> QImage:
    """Return a picture at the size of the strip on a sharp screen; null if it can't be read."""
    reader = QImageReader(str(path))
    if reader.size().isValid():
        reader.setScaledSize(reader.size().scaled(SMALL * 2, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
