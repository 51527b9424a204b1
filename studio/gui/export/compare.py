"""What the checkpoint and an exported file find in one image, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from studio.core.errors import StudioError
from studio.gui import jobs, theme
from studio.gui.widgets.canvas import ImageCanvas
from studio.gui.widgets.overlay import PaintBox

CONFIDENCE = "0.25"
TOP_K = "5000"
"""As in the verification, so that both pictures show the boxes it compared."""


class Comparison(QWidget):
    """Two canvases with the detections of both sides; they are run when an image is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.canvases = (ImageCanvas(), ImageCanvas())
        self._captions = (theme.label("", "muted"), theme.label("", "muted"))
        self._jobs: list[jobs.ProcessJob] = []
        self._found: dict[tuple[Path, Path], list[dict[str, Any]]] = {}
        self._shown: tuple[Path, Path, Path] | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for column, (caption, canvas) in enumerate(zip(self._captions, self.canvases, strict=True)):
            # A long caption must not push the list of images aside.
            caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(caption, 0, column)
            grid.addWidget(canvas, 1, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 1)
        self.clear()

    def clear(self) -> None:
        """Show nothing, and forget what was found: the files may have been written anew."""
        self._shown = None
        self._found.clear()
        self._stop()
        for caption, canvas in zip(self._captions, self.canvases, strict=True):
            caption.setText("")
            canvas.set_image(None)
            canvas.set_boxes([])
        self._captions[0].setText(self.tr("Click an image to see both."))

    def show_image(self, image: Path, checkpoint: Path, file: Path, *, imgsz: int) -> None:
        """Show an image with what the checkpoint (at `imgsz`) and the file find in it."""
        if self._shown == (image, checkpoint, file):
            return
        self._shown = (image, checkpoint, file)
        self._stop()
        reader = QImageReader(str(image))
        reader.setAutoTransform(True)
        picture = reader.read()
        for canvas in self.canvases:
            canvas.set_image(picture)
            canvas.set_boxes([])
        for side, model in enumerate((checkpoint, file)):
            self._captions[side].setText(self.tr("{name}: looking").format(name=model.name))
            if (model, image) in self._found:
                self._show_boxes(side, model, self._found[model, image])
                continue
            arguments = [str(model), str(image), "--conf", CONFIDENCE, "--top-k", TOP_K]
            if model == checkpoint:
                arguments += ["--imgsz", str(imgsz)]
            title = self.tr("Compare {name}").format(name=model.name)
            job = jobs.ProcessJob("detect", arguments, self, title=title)
            job.answered.connect(
                lambda result, job=job, side=side, model=model: self._on_found(
                    job, side, model, image, result
                )
            )
            job.failed.connect(lambda problem, job=job, side=side: self._on_failed(job, side, problem))
            self._jobs.append(job)
            job.start()

    def _stop(self) -> None:
        for job in self._jobs:
            job.stop()
        self._jobs.clear()

    def _on_failed(self, job: jobs.ProcessJob, side: int, problem: StudioError) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
            self._captions[side].setText(str(problem))

    def _on_found(
        self, job: jobs.ProcessJob, side: int, model: Path, image: Path, result: dict[str, Any]
    ) -> None:
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        found = result["results"][0]["detections"]
        self._found[model, image] = found
        self._show_boxes(side, model, found)

    def _show_boxes(self, side: int, model: Path, found: list[dict[str, Any]]) -> None:
        boxes = []
        for entry in found:
            name = entry["class_name"]
            colour = theme.class_colour(entry["class_id"], name)
            x1, y1, x2, y2 = entry["box"]
            text = f"{name} {entry['score']:.2f}"
            boxes.append(PaintBox((x1, y1, x2, y2), colour, text, is_dashed=True))
        self.canvases[side].set_boxes(boxes)
        text = self.tr("{name}: {count} boxes").format(name=model.name, count=len(found))
        self._captions[side].setText(text)
