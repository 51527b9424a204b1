"""Where the paths written in a dataset's files lead."""

# ruff: noqa: PTH118

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from studio.core.errors import StudioError
from studio.core.words import tr

SPLIT_FOLDERS = ("train", "val", "valid", "validation", "test")
IMAGE_FOLDERS = ("images", "image", "imgs", "img", "labels")
LINE_END = re.compile(r"[\r\n]")
LONGEST = 4096
"""Signs; Linux names nothing with more."""
MOST_DROPPED = 64
"""So many of a path's leading folders may be gone: each is a look at the disk."""


def as_path(text: str) -> PurePosixPath:
    """Return a path as written in a file; a Windows path becomes one this system can look up."""
    text = text.strip()
    if text.startswith("~/"):
        text = str(Path.home() / text[2:])
    if "\\" in text and not exists(Path(text)):
        text = text.replace("\\", "/")
    return PurePosixPath(text)


def without_parents(path: PurePosixPath) -> PurePosixPath:
    """Return the path without its leading `..` steps."""
    parts = list(path.parts)
    while parts and parts[0] in ("..", "."):
        parts.pop(0)
    return PurePosixPath(*parts)


def joined(folder: Path, path: PurePosixPath) -> Path:
    """Return `folder / path` with `.` and `..` worked out (no link is followed)."""
    return Path(os.path.normpath(os.path.join(folder, path)))


def exists(path: Path) -> bool:
    """Say whether a path leads to something; a path the system can't even name leads nowhere."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def listed(line: str) -> str:
    """Return the line by which a list names an image.

    Raises:
        StudioError: there is a line end in it, of which no list knows that it is part of a name.
    """
    if LINE_END.search(line):
        raise StudioError(
            tr("A list can't name {path}, which has a line end in its path.", path=line),
            tr("Give it another name."),
        )
    return line


@dataclass(frozen=True, slots=True)
class Found:
    """What a written path leads to, and what had to be mended for it.

    Attributes:
        dropped: the leading folders that are not there, as written; empty when it was found as written.
        has_backslashes: it is written with backslashes, which this system's file names don't part.
    """

    path: Path
    dropped: str = ""
    has_backslashes: bool = False


def find(folders: Sequence[Path], written: str, *, own: Sequence[Path] = ()) -> Found | None:
    """Return what a written path leads to, seen from each folder in turn, or None.

    Tried: as written; without leading `..` (Roboflow writes `../train/images` for `train/images`); and for
    sets that were moved or unpacked elsewhere, ever shorter ends of an absolute path, and a relative path
    without what ends in `data/` (CVAT, darknet's `build/darknet/x64/data/`) or in the name of the folder it
    stands in. Mended paths are looked for within the
    dataset alone: in another one there may well be an `images`, too. The folder of a split is never
    dropped alone, because what is left would be another split's.

    Args:
        own: the folders of the dataset, by default the first of `folders`.
    """
    if not written.strip() or len(written) > LONGEST:
        return None
    path = as_path(written)
    if not path.parts:
        # A mere `.`: the first folder itself.
        return Found(folders[0])
    has_backslashes = "\\" in written and "\\" not in str(path)
    for end in dict.fromkeys((path, without_parents(path))):
        for folder in folders:
            candidate = joined(folder, end)
            if end.parts and exists(candidate):
                return Found(candidate, has_backslashes=has_backslashes)
    own = own or folders[:1]
    is_absolute = path.is_absolute() or ":" in path.parts[0]
    for start in range(1, min(len(path.parts), MOST_DROPPED)):
        gone, end = path.parts[:start], PurePosixPath(*path.parts[start:])
        if _loses_split(gone, end):
            continue
        for folder in own:
            if not is_absolute and (gone[-1] not in ("data", folder.name) or _has_split(gone[:-1])):
                continue
            candidate = joined(folder, end)
            if exists(candidate):
                dropped = str(PurePosixPath(*gone)).rstrip("/") + "/"
                return Found(candidate, dropped, has_backslashes)
    return None


def _loses_split(gone: Sequence[str], end: PurePosixPath) -> bool:
    """Say whether `valid/images` would become `images`, which may be those of another split."""
    named = [part for part in gone if part.lower() not in IMAGE_FOLDERS]
    return _has_split(named[-1:]) and not _has_split(end.parts)


def _has_split(parts: Sequence[str]) -> bool:
    return any(part.lower() in SPLIT_FOLDERS for part in parts)


def root_candidates(yaml_folder: Path, written: str) -> Iterator[Path]:
    """Yield the folders the `path:` of a data YAML may mean, likeliest first.

    Seen from the YAML's folder, then from each folder above it; then without leading `..`, because
    published sets write `../datasets/NAME` as seen from a trainer's folder beside `datasets`; at last the
    YAML's own folder.
    """
    path = as_path(written) if written.strip() else PurePosixPath()
    if path.is_absolute():
        yield Path(path)
    elif path.parts:
        above = (yaml_folder, *yaml_folder.parents)
        for variant in dict.fromkeys((path, without_parents(path))):
            if variant.parts:
                yield from (joined(folder, variant) for folder in above)
    yield yaml_folder
