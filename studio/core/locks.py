"""One writer at a time: a lock on a folder that holds between threads and between studios."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.files import user_folder
from studio.core.words import tr

PATIENCE_SECONDS = 20.0
"""How long a writer waits for another: far longer than any of them needs to write a file."""

_LOCK_FILES = 64
"""Folders share this many files in the user's folder, so that they never become more."""

_held = threading.local()
"""Of each thread: device and inode of what it has locked."""


@contextlib.contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Keep other studios, and other threads of this one, from writing in a folder; the same thread may nest.

    Where the system can lock a folder (Linux, macOS), the folder itself is locked, whoever opened it and by
    whatever link; elsewhere a file in `user_folder()` stands for it. Nothing is left in the folder. Programs
    other than the studio know nothing of it, and where nothing can be locked, as on some network drives for
    a user without a home, it does nothing.

    Raises:
        StudioError: another program holds it longer than `PATIENCE_SECONDS`.
    """
    held: set[tuple[int, int]] = _held.__dict__.setdefault("places", set())
    with contextlib.ExitStack() as stack:
        for open_handle in (_open_folder, _open_stand_in):
            try:
                handle = open_handle(folder)
            except OSError:
                continue
            stack.callback(os.close, handle)
            found = os.fstat(handle)
            place = found.st_dev, found.st_ino
            if place in held:
                break
            try:
                _wait(handle, folder)
            except OSError:
                # Some network drives refuse to lock a folder.
                continue
            stack.callback(_unlock, handle)
            held.add(place)
            stack.callback(held.discard, place)
            break
        yield


def _open_folder(folder: Path) -> int:
    if sys.platform == "win32":
        raise OSError("Windows locks files only")
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)


def _open_stand_in(folder: Path) -> int:
    import hashlib

    name = os.path.normcase(os.path.realpath(folder)).encode(errors="surrogateescape")
    path = user_folder() / "locks" / f"{hashlib.sha256(name).digest()[0] % _LOCK_FILES:02x}"
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _wait(handle: int, folder: Path) -> None:
    """Lock a handle; raises OSError where that can't be done at all."""
    begun = time.monotonic()
    while not _try_lock(handle):
        if time.monotonic() - begun > PATIENCE_SECONDS:
            raise StudioError(
                tr("Another studio has been writing in {folder} for too long.", folder=folder),
                tr("Close it, or end it if it hangs, then try again."),
            )
        time.sleep(0.002)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
