"""Dated backups: what files hold right before an edit of many of them."""

from __future__ import annotations

import contextlib
import re
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

from studio.core.data.changes import Change, FileEdit
from studio.core.data.text import MAX_BYTES
from studio.core.errors import StudioError
from studio.core.files import atomic_writer, read_or_none
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


def restoring(backup: Path, root: Path, known: Iterable[Path]) -> Change:
    """Return the change that gives files what a backup holds of them.

    Args:
        known: the files that it may hold; a backup that was tampered with reaches no others.

    Raises:
        StudioError: it can't be read, or holds something else.
    """
    by_name = {_inside(path, root): path for path in known}
    edits = []
    try:
        with zipfile.ZipFile(backup) as archive:
            for entry in archive.infolist():
                if entry.filename not in by_name or entry.file_size > MAX_BYTES:
                    raise StudioError(
                        tr(
                            "{file} holds {name}, which is no file of this dataset.",
                            file=backup,
                            name=entry.filename,
                        ),
                        tr("Give a backup of this dataset."),
                    )
                path = by_name[entry.filename]
                edit = FileEdit(path, read_or_none(path), archive.read(entry))
                edits += [edit] if edit.before != edit.after else []
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise StudioError(
            tr("The backup {file} can't be read: {reason}.", file=backup, reason=error),
            tr("Give a backup that this program has written."),
        ) from error
    return Change((), (), tuple(edits))


def _inside(path: Path, root: Path) -> str:
    is_below = path.is_relative_to(root)
    return (path.relative_to(root) if is_below else path.relative_to(path.anchor)).as_posix()
