"""What the checkpoint and an exported file found in one image, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QGridLayout, QWidget

from studio.core.boxes.detections import Detections
from studio.gui import theme
from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.elided import ElidedLabel
from studio.gui.widgets.overlay import PaintBox


class Comparison(QWidget):
    """Two canvases with the boxes that were compared, each with a caption; both look at the same place."""

    def __init__(self) -> None:
        super().__init__()
        self._leading: ImageCanvas | None = None
        self.canvases = (ImageCanvas(), ImageCanvas())
        self.captions = (ElidedLabel(), ElidedLabel())
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for column, (caption, canvas) in enumerate(zip(self.captions, self.canvases, strict=True)):
            canvas.setMinimumSize(120, 120)
            grid.addWidget(caption, 0, column)
            grid.addWidget(canvas, 1, column)
            grid.setColumnStretch(column, 1)
            canvas.view_changed.connect(lambda canvas=canvas: self._look_alike(canvas))
        grid.setRowStretch(1, 1)
        self.clear()

    def _look_alike(self, canvas: ImageCanvas) -> None:
        """Let the other canvas show what this one does, unless it is this one that follows."""
        if self._leading is None:
            self._leading = canvas
            for other in self.canvases:
                if other is not canvas:
                    other.show_as(canvas)
            self._leading = None

    def clear(self) -> None:
        """Show nothing."""
        for caption, canvas in zip(self.captions, self.canvases, strict=True):
            caption.setText("")
            canvas.set_image(None)
            canvas.set_boxes([])
        self.captions[0].setText(self.tr("Click an image to see both."))

    def show_image(
        self, image: Path, sides: Sequence[tuple[str, Detections]], class_names: Sequence[str]
    ) -> None:
        """Show an image twice, with what each of two sides (name, boxes in its pixels) found in it."""
        reader = QImageReader(str(image))
        reader.setAutoTransform(True)
        picture = reader.read()
        for caption, canvas, (name, found) in zip(self.captions, self.canvases, sides, strict=True):
            canvas.set_image(picture)
            canvas.set_boxes(_painted(found, class_names))
            text = self.tr("{name}: 1 box") if len(found) == 1 else self.tr("{name}: {count} boxes")
            text = text.format(name=name, count=len(found))
            if picture.isNull():
                text = self.tr("{image} can't be shown: {reason}").format(
                    image=image.name, reason=reader.errorString()
                )
            caption.setText(text)


def _painted(found: Detections, class_names: Sequence[str]) -> list[PaintBox]:
    boxes = []
    for (x1, y1, x2, y2), score, class_id in zip(
        found.xyxy.tolist(), found.scores.tolist(), found.class_ids.tolist(), strict=True
    ):
        name = class_names[class_id]
        colour = theme.class_colour(class_id, name)
        boxes.append(PaintBox((x1, y1, x2, y2), colour, f"{name} {score:.2f}", is_dashed=True))
    return boxes
