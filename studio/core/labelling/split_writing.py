"""Writing a split so that it can be taken back: a dated backup, and a note of what was written."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from studio.core.data.changes import Change, FileEdit
from studio.core.data.dataset import Dataset
from studio.core.errors import StudioError
from studio.core.files import atomic_write, read_or_none
from studio.core.json_door import Text, read_json
from studio.core.labelling.backups import back_up
from studio.core.labelling.journal import folder_of
from studio.core.words import tr

NOTE = "split.json"
_SHAPE = {"files": [{"path": Text(), "before": (Text(), None), "after": (Text(), None)}]}


def write_split(dataset: Dataset, change: Change) -> Path | None:
    """Write a split after a dated backup of what it replaces, and return that; None of nothing.

    Raises:
        StudioError: a file can't be written; all hold what they held.
    """
    folder = folder_of(dataset.root)
    backup = None
    if any(edit.before is not None for edit in change.edits):
        backup = back_up(change, dataset.root, "split", folder / "backups")
    note = {
        "files": [
            {
                "path": str(edit.path),
                "before": None if edit.before is None else base64.b64encode(edit.before).decode(),
                "after": None if edit.after is None else hashlib.sha256(edit.after).hexdigest(),
            }
            for edit in change.edits
        ]
    }
    folder.mkdir(parents=True, exist_ok=True)
    change.write()
    atomic_write(folder / NOTE, json.dumps(note))
    return backup


def can_undo_split(root: Path) -> bool:
    """Return whether a split of a dataset in a folder was written here that was not taken back yet."""
    return (folder_of(root) / NOTE).is_file()


def undo_split(root: Path) -> list[Path]:
    """Give the files that the last split of a dataset in a folder wrote what they held before.

    Returns:
        Those files.

    Raises:
        StudioError: there is none to take back, or a file was changed since; nothing was written.
    """
    note = folder_of(root) / NOTE
    if not can_undo_split(root):
        raise StudioError(
            tr("No split of {path} is to be taken back.", path=root),
            tr("Only the last one can be, once, by whoever made it."),
        )
    edits = []
    for row in read_json(note, _SHAPE)["files"]:
        path = Path(row["path"])
        now = read_or_none(path)
        if (None if now is None else hashlib.sha256(now).hexdigest()) != row["after"]:
            raise StudioError(
                tr("{file} was changed since the split was written.", file=path),
                tr("Take out of the backup what you need, and split again."),
            )
        before = None if row["before"] is None else base64.b64decode(row["before"])
        edits.append(FileEdit(path, now, before))
    Change((), (), tuple(edits)).write()
    note.unlink(missing_ok=True)
    return [edit.path for edit in edits]
