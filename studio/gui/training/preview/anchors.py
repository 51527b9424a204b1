"""The anchors a training would have: how well they fit, which they are, and a plot of the boxes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studio.core.words import paragraph
from studio.gui import messages, theme
from studio.gui.widgets.numbers import NumberTile
from studio.gui.widgets.svg_plot import SvgPlot
from studio.gui.widgets.table import Cell, Table


class PreviewAnchors(QWidget):
    """Shows the document of `studio anchors` and its plot."""

    def __init__(self) -> None:
        super().__init__()
        captions = {
            "boxes": self.tr("Boxes"),
            "mean_iou_before": self.tr("Mean IoU before"),
            "mean_iou_after": "",
            "recall_before": self.tr("Recall before"),
            "recall_after": "",
        }
        self._tiles = {
            key: NumberTile(text, name=f"anchors_{key}", widest="0.0000") for key, text in captions.items()
        }
        row = QHBoxLayout()
        row.setSpacing(24)
        for tile in self._tiles.values():
            row.addWidget(tile)
        row.addStretch(1)
        self._save = QPushButton(theme.icon("content-save-outline"), self.tr("Save plot…"))
        self._save.setObjectName("save_anchors")
        row.addWidget(self._save, 0, Qt.AlignmentFlag.AlignBottom)
        self.table = Table(
            (self.tr("Stride"), self.tr("The model's own"), ""),
            name="anchors",
            many=True,
        )
        self._name_after(is_fitted=True)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.plot = SvgPlot("anchors_plot")
        self.plot.saved.connect(messages.info)
        self.plot.failed.connect(messages.error)
        self._save.clicked.connect(self.plot.ask_and_save)
        self._words = theme.label("", "muted", wrap=True)
        self._words.setObjectName("anchors_words")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(self._words)
        layout.addWidget(self.table)
        layout.addWidget(self.plot, 1)

    def show_document(self, document: dict[str, Any], plot: str) -> None:
        """Show figures and the SVG text of the plot."""
        before, after = document["before"], document["after"]
        numbers = {
            "boxes": f"{document['boxes']:,}",
            "mean_iou_before": f"{before['mean_iou']:.3f}",
            "mean_iou_after": f"{after['mean_iou']:.3f}",
            "recall_before": f"{before['recall']:.3f}",
            "recall_after": f"{after['recall']:.3f}",
        }
        for key, text in numbers.items():
            self._tiles[key].show_number(text)
        words = self.tr(
            "Boxes of {images} training images at {imgsz} px. Mean IoU: how well the best anchor matches "
            "a box. Recall: share of boxes that an anchor can learn, no side off by more than 4 times."
        ).format(images=document["images"], imgsz=document["imgsz"])
        if not document["is_fitted"]:
            few = self.tr("Too few boxes to fit anchors to: a training keeps the model's own.")
            words = paragraph(few, words)
        self._words.setText(words)
        self._name_after(is_fitted=document["is_fitted"])
        rows = [
            (Cell(str(stride)), Cell(_pairs(own)), Cell(_pairs(fitted)))
            for stride, own, fitted in zip(
                before["strides"], before["anchors"], after["anchors"], strict=True
            )
        ]
        self.table.show_rows(rows, before["strides"])
        self.table.setFixedHeight(
            self.table.horizontalHeader().sizeHint().height() + self.table.rowCount() * 28 + 2
        )
        self.plot.show_picture(plot)

    def _name_after(self, *, is_fitted: bool) -> None:
        """Name what a training would have: fitted anchors, or the model's own."""
        iou, recall, column = (
            (self.tr("Mean IoU fitted"), self.tr("Recall fitted"), self.tr("Fitted to your boxes"))
            if is_fitted
            else (self.tr("Mean IoU kept"), self.tr("Recall kept"), self.tr("Kept as they are"))
        )
        self._tiles["mean_iou_after"].set_caption(iou)
        self._tiles["recall_after"].set_caption(recall)
        self.table.horizontalHeaderItem(2).setText(column)


def _pairs(anchors: list[list[float]]) -> str:
    return "   ".join(f"{width:.1f} × {height:.1f}" for width, height in anchors)
