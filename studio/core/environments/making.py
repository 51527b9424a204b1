"""Making and removing environments: whole or not at all, and nothing that is not ours is touched."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from studio.core.environments.contents import Progress, ShouldStop, no_room, root
from studio.core.environments.places import READY, is_link, state
from studio.core.environments.table import Environment, find_environment
from studio.core.errors import StudioError
from studio.core.files import atomic_write, own_folder, write_error
from studio.core.locks import folder_lock
from studio.core.words import tr

MARK = "made-by-detection-studio"
"""Written first and removed last: a folder without it is somebody else's."""
ROOM = 1.5
"""What is fetched lies beside what is installed for a while; packed it is a third of it."""


def make(
    name: str,
    progress: Progress = lambda done, of, what: None,
    should_stop: ShouldStop = lambda: False,
    index: str = "",
) -> Path:
    """Make an environment unless it is ready, and return its folder.

    What was fetched before a stop or a failure is kept, so that a run after a broken one goes on there.

    Args:
        index: address of the package index or registry to fetch from, instead of the usual one.

    Raises:
        StudioError: no such environment, no room for it, nothing to make it of, or a folder not ours.
        Cancelled: `should_stop` said so; nothing half is left.
    """
    row = find_environment(name)
    with _alone():
        folder = own_folder(root(), name)
        if state(name) == "ready":
            return folder
        fill = row.contents.prepare(row, progress, should_stop, index)
        _clear(folder)
        _check_room(row)
        try:
            atomic_write(folder / MARK, "")
            fill(folder)
            atomic_write(folder / READY, json.dumps({"requirements": row.contents.fingerprint}))
        except BaseException:
            with suppress(StudioError):
                _clear(folder)
            raise
        row.contents.forget()
        return folder


def remove(name: str) -> bool:
    """Remove an environment, or what a killed run left of one; return whether there was anything.

    Raises:
        StudioError: no such environment, or the folder is a link or holds what is not ours.
    """
    row = find_environment(name)
    if not root().is_dir():
        return False
    with _alone():
        folder = root() / name
        if is_link(folder):
            own_folder(root(), name)
        was_there = folder.exists()
        _clear(folder)
        row.contents.forget()
        return was_there


@contextmanager
def _alone() -> Iterator[None]:
    """Keep other studios from making and removing environments meanwhile."""
    try:
        root().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(root(), error) from error
    with folder_lock(root()):
        yield


def _check_room(row: Environment) -> None:
    """Raise a DiskFull before the folder is filled when there is no room for it."""
    with suppress(OSError):
        if shutil.disk_usage(root()).free < ROOM * row.size_mb * 1e6:
            raise no_room(row)


def _clear(folder: Path) -> None:
    """Remove an environment's folder; raises a StudioError when it isn't ours or can't be removed."""
    try:
        if not folder.exists():
            return
        if not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).is_file()):
            raise StudioError(
                tr("{folder} holds something that this program has not made.", folder=folder),
                tr("Move it elsewhere, or delete it, then try again."),
            )
        (folder / READY).unlink(missing_ok=True)
        for entry in folder.iterdir():
            if entry.name == MARK:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        (folder / MARK).unlink(missing_ok=True)
        folder.rmdir()
    except OSError as error:
        raise StudioError(
            tr("{folder} can't be removed: {reason}.", folder=folder, reason=error.strerror or error),
            tr("Close what uses it, and check that you may write there."),
        ) from error
