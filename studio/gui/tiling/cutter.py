"""Cutting in a child process, and the strip that tells what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from studio.core.tiling.clip import Cutting
from studio.core.tiling.folders import remove_parts
from studio.core.words import paragraph
from studio.gui import jobs, messages, theme
from studio.gui.widgets.panels import Notice


class Cutter(QFrame):
    """Runs `studio tile` and shows its report; hidden until there is one."""

    changed = Signal()
    """Cutting began or ended, or is being stopped."""
    progressed = Signal(float)
    """How far it is, 0..1."""
    done = Signal()
    open_wanted = Signal(object)
    """Open the tiles just cut: a Path."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tileResult")
        self.setProperty("role", "surface")
        self._job: jobs.ProcessJob | None = None
        self._out = Path()
        self._told = Notice()
        self._told.setObjectName("tileReport")
        self._open = QPushButton(self.tr("Open the tiles"))
        self._open.setObjectName("openTiles")
        self._open.clicked.connect(lambda: self.open_wanted.emit(self._out / "data.yaml"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._told, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._open)
        self.hide()

    def cut(self, data: Path, cutting: Cutting, out: Path) -> None:
        """Cut all photos of a dataset into a folder."""
        arguments = [str(data), "--out", str(out)]
        if cutting.grid is not None:
            arguments += ["--grid", f"{cutting.grid[0]}x{cutting.grid[1]}"]
        else:
            arguments += ["--size", str(cutting.size), "--overlap", f"{cutting.overlap:g}"]
        arguments += ["--min-visible", f"{cutting.min_visible:g}"]
        arguments += ["--keep-empty", f"{cutting.empty_share:g}"]
        arguments += ["--lossless"] if cutting.lossless else ["--quality", str(cutting.quality)]
        self._out = out
        self.hide()
        job = jobs.ProcessJob("tile", arguments, self, title=self.tr("Cutting tiles"))
        job.progressed.connect(lambda fraction, _: self.progressed.emit(max(fraction, 0.0)))
        job.ended.connect(self._on_ended)
        job.answered.connect(self._show_report)
        job.answered.connect(lambda _: messages.settle("tiling"))
        job.failed.connect(lambda problem: messages.error(problem, "tiling"))
        job.stopped.connect(self._on_stopped)
        self._job = job
        job.start()
        self.changed.emit()

    def is_busy(self) -> bool:
        """Return whether tiles are being cut."""
        return self._job is not None

    def is_stopping(self) -> bool:
        """Return whether the cutting was asked to stop and has not yet."""
        return self._job is not None and self._job.is_stopping

    def stop(self) -> None:
        """Stop cutting; no tiles are left."""
        if self._job is not None:
            self._job.stop()
            self.changed.emit()

    def _on_ended(self) -> None:
        self._job = None
        self.changed.emit()

    def _on_stopped(self) -> None:
        # Here and now, not in a thread: the window may be closing.
        remove_parts(self._out)
        messages.info(self.tr("Cutting was stopped; no tiles were written."))

    def _show_report(self, report: dict[str, Any]) -> None:
        sentence = (
            self.tr("1 photo gave {tiles} tiles; boxes: {kept} whole, {clipped} clipped, {lost} lost.")
            if report["images"] == 1
            else self.tr(
                "{photos} photos gave {tiles} tiles; boxes: {kept} whole, {clipped} clipped, {lost} lost."
            )
        ).format(
            photos=f"{report['images']:,}",
            tiles=f"{report['tiles']:,}",
            kept=f"{report['kept']:,}",
            clipped=f"{report['clipped']:,}",
            lost=f"{report['lost']:,}",
        )
        problems = report["problems"]
        sentence = paragraph(sentence, *report["notes"])
        if problems:
            text = self.tr("Problems: {count}; the first: {message}")
            text = text.format(count=len(problems), message=problems[0]["message"])
            sentence = paragraph(sentence, text)
        self._told.set_text(sentence, "warn" if problems else "ok")
        self._told.setToolTip(theme.tip(str(self._out)))
        self.show()
        self.done.emit()
