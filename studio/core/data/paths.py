"""Where the paths written in a dataset's files lead."""

# ruff: noqa: PTH118

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath


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


def find(folders: Iterable[Path], written: str) -> Path | None:
    """Return what a written path leads to, seen from each folder in turn, or None.

    Tried: as written; without leading `..` (Roboflow writes `../train/images` for `train/images`); and,
    for sets that were moved, ever shorter ends of an absolute path.
    """
    path = as_path(written)
    if not path.parts:
        return None
    folders = list(folders)
    ends: list[PurePosixPath] = [path, without_parents(path)]
    if path.is_absolute() or ":" in path.parts[0]:
        ends += [PurePosixPath(*path.parts[start:]) for start in range(1, len(path.parts))]
    for end in dict.fromkeys(ends):
        for folder in folders:
            candidate = joined(folder, end)
            if end.parts and exists(candidate):
                return candidate
    return None


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
