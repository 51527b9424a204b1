"""Frames kept as pictures: with what was found drawn on them, or as they came, to be labelled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage

from studio.core.errors import StudioError
from studio.core.pictures import Image, imwrite
from studio.core.runs.folder import runs_folder
from studio.gui import jobs, messages
from studio.gui.desktop import show_in_folder


def save_snapshot(picture: QImage, parent: QObject) -> None:
    """Write a picture as a PNG named by the time into the snapshots folder, in a thread, and say so."""
    path = _new_path("live")
    saved = QCoreApplication.translate("LivePage", "Saved {path}.").format(path=path)
    offer = messages.Offer(
        QCoreApplication.translate("LivePage", "Show in folder"), lambda: show_in_folder(path)
    )
    jobs.run_in_thread(
        lambda: _save(picture, path),
        lambda _: messages.info(saved, offer=offer),
        messages.error,
        parent=parent,
    )


def save_frame(image: Image, parent: QObject, on_saved: Callable[[Path], None]) -> None:
    """Write a frame without loss into the same folder, in a thread, and hand on where it is."""
    path = _new_path("frame")

    def save() -> Path:
        imwrite(path, image)
        return path

    jobs.run_in_thread(save, on_saved, messages.error, parent=parent)


def _new_path(kind: str) -> Path:
    now = datetime.now()
    name = f"{kind}-{now:%Y%m%d-%H%M%S}-{now.microsecond // 1000:03}.png"
    return runs_folder().parent / "snapshots" / name


def _save(picture: QImage, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not picture.save(str(path)):
        raise StudioError(
            QCoreApplication.translate("LivePage", "{path} can't be written.").format(path=path),
            QCoreApplication.translate("LivePage", "Check that the folder exists and the disk has room."),
        )
