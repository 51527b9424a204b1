"""Dated backups: what files hold right before an edit of many of them."""

from __future__ import annotations

import contextlib
import re
import time
import zipfile
from pathlib import Path

from studio.core.data.changes import Change
from studio.core.errors import StudioError
from studio.core.files import atomic_writer
from studio.core.words import tr

KEPT = 30
"""Backups of one dataset; the oldest go."""


def back_up(change: Change, root: Path, what: str, folder: Path) -> Path:
    """Write what the files of a change hold before it into a ZIP file of a folder, and return that file.

    Its name says when and before what; inside, files have their paths as seen from `root`, or whole ones
    without a drive.

    Raises:
        StudioError: it can't be written.
    """
    name = re.sub(r"[^\w-]+", " ", what).strip()[:60]
    stamp = f"{time.strftime('%Y-%m-%d %H.%M.%S')}.{time.time_ns() // 1_000_000 % 1000:03}"
    path = folder / f"{stamp} {name}.zip"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with atomic_writer(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for edit in change.edits:
                if edit.before is not None:
                    archive.writestr(_inside(edit.path, root), edit.before)
    except OSError as error:
        raise StudioError(
            tr("The backup {file} can't be written: {reason}.", file=path, reason=error.strerror or error),
            tr("Nothing was changed; free space there or allow writing, then try again."),
        ) from error
    for old in sorted(folder.glob("????-??-?? *.zip"))[:-KEPT]:
        with contextlib.suppress(OSError):
            old.unlink()
    return path


def _inside(path: Path, root: Path) -> str:
    is_below = path.is_relative_to(root)
    return (path.relative_to(root) if is_below else path.relative_to(path.anchor)).as_posix()
