"""Taking an image out of a dataset: it and its labels go to a trash beside it, and out of lists."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from studio.core.data import paths
from studio.core.data.changes import TRASH, Change, FileEdit, Move
from studio.core.data.opening import ImageList
from studio.core.data.record import ImageRecord
from studio.core.data.text import decode_kept
from studio.core.files import own_folder, read_or_none


def is_trashed(image: Path) -> bool:
    """Say whether a file lies in such a trash."""
    return image.parent.parent.name == TRASH


def trashing(record: ImageRecord, records: Sequence[ImageRecord], lists: Sequence[ImageList]) -> Change:
    """Return what moving an image to the trash changes, to be taken back like any change.

    A label file that another image shares stays.

    Raises:
        StudioError: the trash is a link to another folder, or a list can't be read.
    """
    box = own_folder(record.path.parent, TRASH) / f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 10**9}"
    moves = [Move(record.path, box / record.path.name)]
    is_shared = any(other.label_path == record.label_path for other in records if other is not record)
    if record.label_path.is_file() and not is_shared:
        moves.append(Move(record.label_path, box / record.label_path.name))
    edits = []
    for path in dict.fromkeys(one.path for one in lists):
        seen_from = next(one for one in lists if one.path == path)
        before = read_or_none(path)
        after = _without(before or b"", record.path, seen_from)
        if before is not None and after != before:
            edits.append(FileEdit(path, before, after))
    return Change((), (), tuple(edits), moves=tuple(moves))


def _without(content: bytes, image: Path, seen_from: ImageList) -> bytes:
    text = decode_kept(content)
    kept = [line for line in text.lines if not _names(line.strip(), image, seen_from)]
    return text.encoded("".join(kept))


def _names(written: str, image: Path, seen_from: ImageList) -> bool:
    if paths.as_path(written).name != image.name:
        return False
    found = paths.find(seen_from.folders, written, own=seen_from.own)
    return found is not None and found.path.resolve() == image.resolve()
