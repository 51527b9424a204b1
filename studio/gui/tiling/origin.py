"""For a dataset that is tiles itself: putting them together, and bringing labels in line with the photos."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from studio.core.data.dataset import Dataset
from studio.core.errors import StudioError
from studio.core.tiling.folders import free_beside, remove_parts
from studio.core.tiling.origin import Origin, origin_of
from studio.core.words import paragraph
from studio.gui import jobs, messages, theme
from studio.gui.tiling.stitched import StitchedView
from studio.gui.widgets.panels import Inspector, Notice, bring_into_view


class OriginPart(QObject):
    """A section of the panel, shown for tiles only."""

    open_wanted = Signal(object)
    """Open the photos just put together: a Path."""
    labels_written = Signal()
    """Labels of these tiles were written: what was read of them is old."""

    def __init__(self, panel: Inspector) -> None:
        super().__init__(panel)
        self._dataset: Dataset | None = None
        self._job: jobs.ProcessJob | None = None
        self._out = Path()
        self.section = panel.add_section(self.tr("These are tiles"))
        self._text = theme.label("", "muted", wrap=True)
        self._text.setObjectName("originText")
        self._stitch = QPushButton(self.tr("Stitch to photos"))
        self._stitch.setObjectName("stitchTiles")
        self._stitch.setToolTip(
            self.tr(
                "Write the whole photos with their labels into a new folder; boxes cut by a seam are one."
            )
        )
        self._look = QPushButton(self.tr("Look first"))
        self._look.setObjectName("lookAtStitched")
        self._look.setToolTip(
            self.tr("Show how the tiles come together to photos, and which are missing; nothing is written.")
        )
        self._view = StitchedView()
        self._sync = QPushButton(self.tr("Bring labels in line"))
        self._sync.setObjectName("syncTiles")
        self._sync.setToolTip(
            self.tr(
                "Labels changed on tiles go to their photos, and the other way; a backup is written first."
            )
        )
        self._told = Notice()
        self._told.setObjectName("originReport")
        self._by_tiles = QPushButton(self.tr("The tiles count"))
        self._by_tiles.setObjectName("preferTiles")
        self._by_photos = QPushButton(self.tr("The photos count"))
        self._by_photos.setObjectName("preferPhotos")
        self._open = QPushButton(self.tr("Open the photos"))
        self._open.setObjectName("openStitched")
        self.section.add(self._text)
        self.section.add(_row(self._look, self._stitch))
        self.section.add(self._view)
        self.section.add(_row(self._sync))
        self.section.add(self._told)
        self.section.add(_row(self._by_tiles, self._by_photos, self._open))
        self._look.clicked.connect(self.look)
        self._stitch.clicked.connect(self.stitch)
        self._sync.clicked.connect(lambda: self.sync())
        self._by_tiles.clicked.connect(lambda: self.sync("tiles"))
        self._by_photos.clicked.connect(lambda: self.sync("photos"))
        self._open.clicked.connect(lambda: self.open_wanted.emit(self._out / "data.yaml"))
        self.section.setVisible(False)

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Find out, in a thread, whether a dataset is tiles."""
        # Opened again, because labels were written, it is the same set.
        if dataset is None or self._dataset is None or dataset.source != self._dataset.source:
            self._show_result("")
            self._view.close_down()
        self._dataset = dataset
        if dataset is None:
            self.section.setVisible(False)
            return
        jobs.run_in_thread(
            lambda: origin_of(dataset),
            lambda origin: self._show_origin(dataset, origin),
            lambda problem: self._refuse(dataset, problem),
            parent=self,
        )

    def look(self) -> None:
        """Show how the tiles come together, before anything is written."""
        if self._dataset is not None:
            self._view.look(self._dataset)

    def stitch(self) -> None:
        """Put the tiles together in a folder beside them."""
        if self._dataset is None:
            return
        self._out = free_beside(self._dataset.root, "photos")
        job = self._start(
            "stitch",
            [str(self._dataset.source), "--out", str(self._out)],
            self.tr("Putting tiles together"),
        )
        job.answered.connect(self._on_stitched)
        job.stopped.connect(lambda: remove_parts(self._out))

    def sync(self, prefer: str = "") -> None:
        """Bring labels in line; `prefer` says whose count where both were changed."""
        if self._dataset is None:
            return
        arguments = [str(self._dataset.source), *(["--prefer", prefer] if prefer else [])]
        self._start("sync", arguments, self.tr("Bringing labels in line")).answered.connect(self._on_synced)

    def _start(self, verb: str, arguments: list[str], title: str) -> jobs.ProcessJob:
        self._show_result("")
        job = self._job = jobs.ProcessJob(verb, arguments, self, title=title)
        job.ended.connect(self._on_ended)
        job.failed.connect(lambda problem: messages.error(problem, "tiling"))
        job.answered.connect(lambda _: messages.settle("tiling"))
        self._enable(False)
        job.start()
        return job

    def _on_ended(self) -> None:
        self._job = None
        self._enable(True)

    def _enable(self, on: bool) -> None:
        for button in (self._stitch, self._sync, self._by_tiles, self._by_photos):
            button.setEnabled(on)

    def _show_origin(self, dataset: Dataset, origin: Origin) -> None:
        if dataset is not self._dataset:
            return
        self.section.setVisible(bool(origin.photos))
        if self._text.isHidden():
            self._show_result("")
        self._text.setVisible(True)
        self._look.setVisible(True)
        self._stitch.setVisible(True)
        self._sync.setVisible(origin.is_known)
        text = (
            self.tr("{tiles} tiles of {photos} photos, cut with this program.")
            if origin.is_known
            else self.tr("{tiles} images are named as tiles of {photos} photos.")
        )
        self._text.setText(text.format(tiles=f"{origin.tiles:,}", photos=f"{origin.photos:,}"))

    def _refuse(self, dataset: Dataset, problem: StudioError) -> None:
        """Say why it can't be told what these are tiles of: nothing can be done with them before."""
        if dataset is not self._dataset:
            return
        self.section.setVisible(True)
        self._text.setVisible(False)
        self._view.close_down()
        for button in (self._look, self._stitch, self._sync):
            button.setVisible(False)
        self._show_result(str(problem), "error")

    def _on_stitched(self, report: dict[str, Any]) -> None:
        text = self.tr("{tiles} tiles gave {photos} photos; boxes: {boxes}, of {pieces} in tiles.").format(
            tiles=f"{report['tiles']:,}",
            photos=f"{report['photos']:,}",
            boxes=f"{report['boxes']:,}",
            pieces=f"{report['pieces']:,}",
        )
        self._show_result(paragraph(text, *report["notes"]), "warn" if report["notes"] else "ok")
        self._told.setToolTip(theme.tip(str(self._out)))
        self._open.setVisible(True)
        bring_into_view(self._open, self._told)

    def _on_synced(self, report: dict[str, Any]) -> None:
        done = report["to_photos"] + report["to_tiles"]
        text = (
            self.tr(
                "Photos brought in line: {done}; boxes changed: {changed}, added: {added}, gone: {removed}."
            ).format(done=done, **{name: report[name] for name in ("changed", "added", "removed")})
            if done
            else self.tr("Tiles and photos say the same.")
        )
        text = paragraph(text, *report["notes"])
        if report["conflicts"]:
            text = self.tr("Photos whose labels and whose tiles' labels were both changed: {count}.").format(
                count=len(report["conflicts"])
            )
        is_left = report["conflicts"] or report["waiting"] or report["missing"]
        self._show_result(text, "warn" if is_left else "ok")
        for button in (self._by_tiles, self._by_photos):
            button.setVisible(bool(report["conflicts"]))
        bring_into_view(self._by_photos if report["conflicts"] else self._told, self._told)
        if report["files"]:
            self.labels_written.emit()

    def _show_result(self, text: str, kind: str = "ok") -> None:
        self._told.set_text(text, kind)
        for button in (self._by_tiles, self._by_photos, self._open):
            button.setVisible(False)


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
