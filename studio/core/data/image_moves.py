"""Images that leave a dataset, with their labels for a trash beside them, and new ones: what lists say."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from studio.core.data import paths
from studio.core.data.changes import TRASH, Change, FileEdit, Move
from studio.core.data.opening import ImageList
from studio.core.data.record import ImageRecord
from studio.core.data.text import Text, decode, decode_kept
from studio.core.errors import StudioError
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


def listing(images: Sequence[Path], seen_from: ImageList) -> tuple[Change, int]:
    """Return what naming images in a list changes, as it names others of their folder; and how many.

    Those it names already are not named twice.

    Raises:
        StudioError: the list can't be read, or an image has a name that no list can hold.
    """
    before = read_or_none(seen_from.path) or b""
    text = _text_of(before, seen_from.path)
    written = [line.strip() for line in text.lines]
    known: dict[str, list[str]] = {image.name: [] for image in images}
    for line in written:
        if (lines := known.get(paths.as_path(line).name)) is not None:
            lines.append(line)
    new = [image for image in images if not any(_names(line, image, seen_from) for line in known[image.name])]
    prefixes = {folder: _prefix(written, folder, seen_from) for folder in {image.parent for image in new}}
    body = text.body + (text.line_end if text.body and not text.body.endswith(("\r", "\n")) else "")
    named = (paths.listed(f"{prefixes[image.parent]}{image.name}") for image in new)
    body += "".join(f"{line}{text.line_end}" for line in named)
    try:
        after = text.encoded(body)
    except UnicodeEncodeError:
        kept = decode_kept(before)
        after = kept.encoded(kept.body + body[len(text.body) :])
    return Change((), (), (FileEdit(seen_from.path, before, after),) if new else ()), len(new)


def _text_of(content: bytes, file: Path) -> Text:
    """Return a list in its own encoding, or where that can't be told with every byte kept."""
    try:
        text = decode(content, file)
        return text if text.encoded(text.body) == content else decode_kept(content)
    except (StudioError, UnicodeEncodeError):
        return decode_kept(content)


def _prefix(written: Sequence[str], folder: Path, seen_from: ImageList) -> str:
    """Return what stands in a list before the names of images of a folder; the folder when it names none."""
    tried: set[str] = set()
    for line in written:
        prefix = line[: max(line.rfind("/"), line.rfind("\\")) + 1]
        if prefix not in tried and line:
            found = paths.find(seen_from.folders, line, own=seen_from.own)
            if found is not None:
                tried.add(prefix)
                if found.path.parent.resolve() == folder.resolve():
                    return prefix
    return f"{folder.as_posix()}/"
