"""The samples of a preview: a grid of small pictures, and one seen large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.gui import theme
from studio.gui.widgets.canvas import ImageCanvas

MIN_SIDE, GAP = 176, 16
"""Of a small picture, and between them, in pixels."""
CLASSES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class SampleView:
    """A sample as it is shown: its picture, its boxes counted, and the image it was made of."""

    picture: QImage
    boxes: int
    source: str


class PreviewSamples(QStackedWidget):
    """The grid, or the sample that was clicked."""

    changed = Signal()
    """Another of the two is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._samples: list[SampleView] = []
        self.grid = _Grid()
        self.grid.itemClicked.connect(self._on_chosen)
        self.grid.itemActivated.connect(self._on_chosen)
        self.legend = ClassLegend()
        overview = QWidget()
        column = QVBoxLayout(overview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.grid, 1)
        column.addWidget(self.legend)
        self.canvas = ImageCanvas()
        self.canvas.setObjectName("preview_large")
        self._caption = theme.label("", "muted")
        self._caption.setObjectName("preview_caption")
        large = QWidget()
        column = QVBoxLayout(large)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._caption)
        column.addWidget(self.canvas, 1)
        for widget in (overview, large):
            self.addWidget(widget)

    def show_samples(self, samples: Sequence[SampleView]) -> None:
        """Show these in the grid."""
        self._samples = list(samples)
        self.grid.clear()
        for number, sample in enumerate(self._samples):
            words = self._count(sample)
            item = QListWidgetItem(theme.picture_icon(QPixmap.fromImage(sample.picture)), words)
            item.setToolTip(theme.tip(f"{words}, {Path(sample.source).name}"))
            item.setData(Qt.ItemDataRole.UserRole, number)
            self.grid.addItem(item)
        self.grid.fit()
        self.step_back()

    def sample_count(self) -> int:
        """Return how many samples are shown."""
        return len(self._samples)

    def is_large(self) -> bool:
        """Return whether one sample is seen large."""
        return self.currentIndex() == 1

    def step_back(self) -> bool:
        """Go back to the grid; returns whether one was seen large."""
        was_large = self.is_large()
        self.setCurrentIndex(0)
        if was_large:
            self.grid.setFocus()
            self.changed.emit()
        return was_large

    def _on_chosen(self, item: QListWidgetItem) -> None:
        sample = self._samples[item.data(Qt.ItemDataRole.UserRole)]
        text = self.tr("{boxes}, made of {name}")
        self._caption.setText(text.format(boxes=self._count(sample), name=Path(sample.source).name))
        self._caption.setToolTip(theme.tip(sample.source))
        self.setCurrentIndex(1)
        self.canvas.set_image(sample.picture)
        self.canvas.setFocus()
        self.changed.emit()

    def _count(self, sample: SampleView) -> str:
        if sample.boxes == 1:
            return self.tr("1 box")
        return self.tr("{count} boxes").format(count=sample.boxes)


class _Grid(QListWidget):
    """Pictures side by side, as large as whole columns allow."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("preview_grid")
        self.setAccessibleName(self.tr("Samples"))
        self.setProperty("role", "grid")
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        # Always there: were it to come and go, columns would change with it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Make the pictures as large as all fit without scrolling, but not too small to see anything."""
        width, height = self.viewport().width() - 4, self.viewport().height() - 4
        below = self.fontMetrics().lineSpacing() + 8
        most = max(1, width // (MIN_SIDE + GAP))
        fitting = (
            columns
            for columns in range(1, most)
            if -(-self.count() // columns) * (width // columns + below) <= height
        )
        cell = width // next(fitting, most)
        self.setIconSize(QSize(cell - GAP, cell - GAP))
        self.setGridSize(QSize(cell, cell + below))


class ClassLegend(QWidget):
    """The classes by the colours their boxes are drawn in."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)

    def show_classes(self, names: Sequence[str]) -> None:
        """Show the first of these classes."""
        while (item := self._row.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        for class_id, name in enumerate(names[:CLASSES_SHOWN]):
            self._row.addWidget(_Square(theme.class_colour(class_id, name)))
            self._row.addWidget(theme.label(name, "muted"))
            self._row.addSpacing(10)
        if len(names) > CLASSES_SHOWN:
            rest = self.tr("and {count} more").format(count=len(names) - CLASSES_SHOWN)
            self._row.addWidget(theme.label(rest, "muted"))
        self._row.addStretch(1)


class _Square(QLabel):
    """A small square in a colour, with an edge that shows it on any ground."""

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        self._colour = colour
        self.setFixedSize(12, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("muted"))
        painter.setBrush(self._colour)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)
