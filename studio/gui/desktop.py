"""What the desktop opens for the studio: folders in its file manager, pages in the browser."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_path(path: Path | None) -> None:
    """Open a folder or file with what the system opens such things; None: nothing."""
    if path is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path | None) -> None:
    """Open a folder, or the one that a file lies in; None: nothing."""
    open_path(path if path is None or path.is_dir() else path.parent)
