"""Frames kept as pictures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage

from studio.core.errors import StudioError
from studio.core.runs.folder import runs_folder
from studio.gui import jobs, messages


def save_snapshot(picture: QImage, parent: QObject) -> None:
    """Write a picture as a PNG named by the time into the snapshots folder, in a thread, and say so."""
    now = datetime.now()
    name = f"live-{now:%Y%m%d-%H%M%S}-{now.microsecond // 1000:03}.png"
    path = runs_folder().parent / "snapshots" / name
    saved = QCoreApplication.translate("LivePage", "Saved {path}.").format(path=path)
    jobs.run_in_thread(
        lambda: _save(picture, path), lambda _: messages.info(saved), messages.error, parent=parent
    )


def _save(picture: QImage, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(path)):
        raise StudioError(
            QCoreApplication.translate("LivePage", "{path} can't be written.").format(path=path),
            QCoreApplication.translate("LivePage", "Check that the folder exists and the disk has room."),
        )
