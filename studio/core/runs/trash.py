"""What is done with runs that are there: another name, the trash and the way back out of it."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.files import own_folder
from studio.core.runs import folder as runs
from studio.core.words import tr

TRASH = ".trash"
"""A folder beside the runs: moving there is a rename, so a run is always whole in one place or the other."""

LONGEST_NAME = 200
"""Bytes of UTF-8. File systems take 255; files beside a run may add to its name."""

_BOX = re.compile(r"\d{8}-\d{6}-\d{3,}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE | re.DOTALL)
_FORBIDDEN = re.compile(r"[<>:\"/\\|?*\x00-\x1f\x7f\ud800-\udfff]")


def rename(run: Path, name: str) -> Path:
    """Give a run another name, which is that of its folder, and return its new path.

    `out` in its settings keeps the old one: whoever goes on with a run takes the folder it is found in.

    Raises:
        StudioError: it goes on, or the name is taken or is none for a folder.
    """
    name = name.strip()
    if name == run.name:
        return run
    if not name:
        raise StudioError(tr("A run needs a name."), tr("Type at least one letter or digit."))
    if remedy := _name_remedy(name):
        raise StudioError(tr("A run can't be called “{name}”.", name=name), remedy)
    if runs.is_alive(run):
        raise StudioError(tr("{run} can't be renamed while it goes on.", run=run.name), _until_it_ended())
    target = run.with_name(name)
    # Where upper and lower case are the same, changing only them is no clash.
    if target.exists() and not target.samefile(run):
        raise StudioError(
            tr("There is already something called {name} in {parent}.", name=name, parent=run.parent),
            tr("Choose another name."),
        )
    try:
        run.rename(target)
    except OSError as error:
        raise StudioError(
            tr("{run} can't be renamed: {reason}.", run=run.name, reason=error.strerror or error), _in_use()
        ) from error
    return target


def _name_remedy(name: str) -> str:
    """Return what to do about a name that is none for a folder on Windows, macOS or Linux, else ""."""
    rules: tuple[tuple[object, str], ...] = (
        (_FORBIDDEN.search(name), tr('Leave out control characters and < > : " / \\ | ? *.')),
        (name[:1] == ".", tr("Begin with something else than a full stop: it would hide the folder.")),
        (name[-1:] == ".", tr("End with something else than a full stop.")),
        (_RESERVED.fullmatch(name), tr("Choose another: on Windows it is the name of a device.")),
        (len(name.encode(errors="replace")) > LONGEST_NAME, tr("Choose a shorter one.")),
    )
    return next((remedy for is_broken, remedy in rules if is_broken), "")


@dataclass(frozen=True, slots=True)
class Trashed:
    """A run in the trash: where it lies, and when it got there in seconds since 1970."""

    path: Path
    time: float


def trash(run: Path) -> Path:
    """Move a run into the trash beside the runs and return where it is now, for `restore`.

    Raises:
        StudioError: it goes on, or can't be moved; then it is where it was.
    """
    if runs.is_alive(run):
        cause = tr("{run} can't be moved to the trash while it goes on.", run=run.name)
        raise StudioError(cause, _until_it_ended())
    box, folder = None, own_folder(run.parent, TRASH)
    try:
        box = _new_box(folder)
        run.rename(box / run.name)
    except OSError as error:
        if box is not None:
            _remove_empty(box)
        reason = error.strerror or error
        raise StudioError(
            tr("{run} can't be moved to the trash: {reason}.", run=run.name, reason=reason), _in_use()
        ) from error
    return box / run.name


def restore(trashed: Path) -> Path:
    """Move a run out of the trash and return where it is now: under another name if its own is taken.

    Raises:
        StudioError: it is no longer in the trash, or can't be moved.
    """
    folder = trashed.parents[2]
    target, number = folder / trashed.name, 2
    while target.exists():
        target = folder / f"{trashed.name}-{number}"
        number += 1
    try:
        trashed.rename(target)
    except FileNotFoundError as error:
        raise StudioError(
            tr("{name} is no longer in the trash.", name=trashed.name),
            tr("Look for it in the trash of your system."),
        ) from error
    except OSError as error:
        reason = error.strerror or error
        raise StudioError(
            tr("{run} can't be brought back: {reason}.", run=trashed.name, reason=reason), _in_use()
        ) from error
    _remove_empty(trashed.parent)
    return target


def list_trash(parent: Path | None = None) -> list[Trashed]:
    """Return the runs in the trash of a folder of runs, the last one moved there first.

    What lies behind a link, or in a folder that `trash` didn't make, is somebody's and not in the trash.
    """
    found: list[Trashed] = []
    parent = parent or runs.runs_folder()
    try:
        folder = own_folder(parent, TRASH)
    except StudioError:
        return []
    for box in folder.iterdir() if folder.is_dir() else ():
        # Systems put files of their own anywhere, and a box may be gone by now.
        with contextlib.suppress(OSError, StudioError):
            if not _BOX.fullmatch(own_folder(folder, box.name).name):
                continue
            found += [Trashed(path, box.stat().st_mtime) for path in box.iterdir()]
    return sorted(found, key=lambda trashed: (trashed.time, trashed.path), reverse=True)


def empty_trash(give_away: Callable[[Path], bool], parent: Path | None = None) -> int:
    """Hand every run in the trash to `give_away`, such as the system's own trash; returns how many it took.

    Raises:
        StudioError: it did not take some; those are where they were.
    """
    taken, left = 0, []
    for trashed in list_trash(parent):
        if give_away(trashed.path):
            taken += 1
            _remove_empty(trashed.path.parent)
        else:
            left.append(trashed.path)
    if left:
        raise StudioError(
            tr("The trash of your system did not take {names}.", names=", ".join(path.name for path in left)),
            tr("Delete what you no longer need from {folder} yourself.", folder=left[0].parents[1]),
        )
    return taken


def _new_box(trash_folder: Path) -> Path:
    """Make and return an empty folder for one run, so that each keeps its own name in there."""
    trash_folder.mkdir(exist_ok=True)
    stamp, number = time.strftime("%Y%m%d-%H%M%S"), 1
    while True:
        box = trash_folder / f"{stamp}-{number:03}"
        with contextlib.suppress(FileExistsError):
            box.mkdir()
            return box
        number += 1


def _remove_empty(box: Path) -> None:
    """Remove a box and then the trash itself, as far as nothing is in them."""
    with contextlib.suppress(OSError):
        box.rmdir()
        box.parent.rmdir()


def _until_it_ended() -> str:
    return tr("Stop it first, or wait until it is done.")


def _in_use() -> str:
    return tr("Close what has files of the run open, see that you may write there, and try again.")
