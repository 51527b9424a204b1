"""Half-written files: marked while somebody writes them, removed when their writer is gone."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SUFFIX = ".part"
LONGEST_WRITE_S = 24 * 3600
"""Where nobody can tell whether a file is still being written, one older than this isn't."""

_NAME = re.compile(r"\.(?P<of>.+)\.[a-z0-9_]{8}\.part", re.DOTALL)
"""What `tempfile.mkstemp` makes of the prefix `.NAME.`."""


@contextlib.contextmanager
def held(handle: int) -> Iterator[bool]:
    """Mark an open temporary file as being written; False when a sweep took it in the moment before.

    The mark is a lock that the system takes away with the process, however that ends. Windows needs none:
    it removes no open file.
    """
    if sys.platform == "win32":
        yield True
        return
    import fcntl

    # The lock belongs to the file as opened: a copy of its number keeps it until the file has its own name.
    copy = os.dup(handle)
    try:
        # File systems without locks are left to LONGEST_WRITE_S.
        with contextlib.suppress(OSError):
            fcntl.flock(copy, fcntl.LOCK_EX)
        yield os.fstat(copy).st_nlink > 0
    finally:
        os.close(copy)


def sweep(folder: Path, is_ours: Callable[[str], bool]) -> list[Path]:
    """Remove what a killed process left half-written in `folder` and return it.

    Only regular files whose name says that `files.atomic_writer` made them for a name that `is_ours`, that
    nobody is writing, in a folder that is no link. What can't be removed stays.
    """
    if folder.is_symlink():
        return []
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.endswith(SUFFIX)]
    except OSError:
        return []
    found = [name for name in names if (match := _NAME.fullmatch(name)) and is_ours(match["of"])]
    return [folder / name for name in sorted(found) if _remove(folder / name)]


def _remove(path: Path) -> bool:
    with contextlib.suppress(OSError):
        found = path.lstat()
        if stat.S_ISREG(found.st_mode) and found.st_nlink == 1:
            is_old = time.time() - found.st_mtime > LONGEST_WRITE_S
            with _unlocked(path) as is_free:
                if is_free or is_old:
                    path.unlink()
                    return True
    return False


@contextlib.contextmanager
def _unlocked(path: Path) -> Iterator[bool]:
    """Yield whether nobody writes a file, and keep it so inside."""
    if sys.platform == "win32":
        yield True
        return
    import fcntl

    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_free = True
        except OSError:
            is_free = False
        yield is_free
    finally:
        os.close(handle)
