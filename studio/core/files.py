"""Files: atomic writes, and the program's own resources."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from studio.core.errors import DiskFull, FileMissing, StudioError
from studio.core.leftovers import SUFFIX, held
from studio.core.words import tr


def real_path(path: Path) -> Path:
    """Return where a path really leads; one that leads nowhere, or round in a loop of links, as it is."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        # No system has files with such names.
        return path


@contextlib.contextmanager
def atomic_writer(path: Path, *, check: Callable[[], None] | None = None) -> Iterator[BinaryIO]:
    """Open a temporary file beside `path` and rename it over `path` when the block ends without an error.

    A reader sees the old file or the new one, never a half; after an error the old file is untouched. A
    symbolic link stays and the file it leads to is replaced. A hard link is broken: `path` gets a file of its
    own, and every other name keeps what it held, which is what copies made of hard links are kept for.

    Args:
        check: called when everything is on disk, right before the rename; what it raises stops the writing.

    Raises:
        StudioError: the folder can't be written, the file is write-protected, or the disk is full.
    """
    path = Path(path)
    with contextlib.ExitStack() as mark:
        try:
            target = writable_target(path)
            if target == path:
                path.parent.mkdir(parents=True, exist_ok=True)
            is_held = False
            while not is_held:
                handle, name = _tempfile().mkstemp(
                    prefix=f".{target.name}.", suffix=SUFFIX, dir=target.parent
                )
                is_held = mark.enter_context(held(handle))
                if not is_held:
                    os.close(handle)
        except OSError as error:
            raise write_error(path, error) from error
        with _renamed(handle, Path(name), path, target, check) as stream:
            yield stream


@contextlib.contextmanager
def _renamed(
    handle: int, temporary: Path, path: Path, target: Path, check: Callable[[], None] | None
) -> Iterator[BinaryIO]:
    """Write an open temporary file, then let it take the place of `target`; it is removed when that fails."""
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            # Without this a power cut after the rename can leave an empty file under the final name.
            os.fsync(stream.fileno())
        # mkstemp makes files private; a label or model file gets the mode a plain open() would have given,
        # or keeps the one it had.
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        if check:
            check()
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise write_error(path, error) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def writable_target(path: Path) -> Path:
    """Return the file to write or remove for `path`: itself, or what a symbolic link leads to.

    Raises:
        StudioError: the file is write-protected, or the link goes round in a circle.
        OSError: it can't be looked at.
    """
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if target.is_symlink():
        raise StudioError(
            tr("{path} is a link that goes round in a circle.", path=path),
            tr("Let it lead to a file, or remove it."),
        )
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return target
    # Renaming a file over another asks only for the folder's permission, and root may do anything: the
    # bits are what the person said. Of a file that belongs to a program of another user, the system knows.
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise StudioError(
            tr("{path} is write-protected.", path=path),
            tr("Allow writing to it if it may be changed, then try again."),
        )
    return target


def _sync_folder(folder: Path) -> None:
    """Put a rename on disk; without it a power cut brings the old file back. Windows has nothing for it."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def is_temporary(name: str, *, of: str) -> bool:
    """Return whether a file has the name of one that `atomic_writer` leaves when it is killed."""
    return name.startswith(f".{of}.") and name.endswith(".part")


def atomic_write(path: Path, content: bytes | str, *, check: Callable[[], None] | None = None) -> None:
    """Write `content` (text as UTF-8, line ends as given) to `path`, whole or not at all.

    `check` and what is raised are as for `atomic_writer`.
    """
    with atomic_writer(path, check=check) as stream:
        # A file name that is no Unicode can stand in JSON and on pages only as an escape.
        stream.write(content.encode(errors="backslashreplace") if isinstance(content, str) else content)


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of files (by relative POSIX path) in the place of what is at `path`, or not at all.

    Only between two renames, when there is an older one, is there none.

    Raises:
        StudioError: it can't be written, or a file is at `path`.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _tempfile().TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as place:
            made, older = Path(place) / "new", Path(place) / "old"
            for name, content in files.items():
                atomic_write(made / name, content)
            # A file there is somebody's, and a link leads to a folder of somebody.
            if path.is_symlink() or (path.exists() and not path.is_dir()):
                raise StudioError(
                    tr("{path} is no folder, and a folder is to be written there.", path=path),
                    tr("Move it elsewhere, or choose another folder."),
                )
            if path.exists():
                path.replace(older)
            try:
                made.replace(path)
            except OSError:
                if older.exists():
                    older.replace(path)
                raise
    except OSError as error:
        raise write_error(path, error) from error


def own_folder(root: Path, name: str) -> Path:
    """Return ROOT/NAME, a folder of this program's to write in and to clear, which may not be there yet.

    Raises:
        StudioError: it leads to another folder, whose files are somebody's.
    """
    folder = Path(root) / name
    # Not `is_symlink`: Windows has junctions too.
    if os.path.normcase(os.path.realpath(folder)) != os.path.normcase(Path(os.path.realpath(root)) / name):
        raise StudioError(
            tr("{folder} is a link to another folder, where nothing is written or deleted.", folder=folder),
            tr("Take the link away and try again."),
        )
    return folder


def is_there(path: Path) -> bool:
    """Return whether there is something at a path, as far as one may look there."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def check_is_file(path: Path) -> None:
    """Raise an OSError, as opening it would, where there is no file: what is read of a pipe may never begin,
    and of a device never end."""
    mode = Path(path).stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(tr("it is not a file"))


def read_or_none(path: Path) -> bytes | None:
    """Return a file's bytes, None when there is no such file.

    Raises:
        StudioError: it is there and can't be read.
    """
    try:
        check_is_file(path)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StudioError(
            tr("{path} can't be read: {reason}.", path=path, reason=error.strerror or error),
            tr("Check that you may read it."),
        ) from error


def write_or_remove(path: Path, content: bytes | None, *, check: Callable[[], None] | None = None) -> None:
    """Write a file whole or not at all; None removes it. `check` is as for `atomic_writer`.

    Raises:
        StudioError: it can't be written or removed.
    """
    if content is not None:
        atomic_write(path, content, check=check)
        return
    try:
        target = writable_target(path)
        if check:
            check()
        target.unlink(missing_ok=True)
    except OSError as error:
        raise StudioError(
            tr("{file} can't be removed: {reason}.", file=path, reason=error.strerror),
            tr("Check that you may write in its folder."),
        ) from error


def checksum(path: Path, algorithm: str = "sha256") -> str:
    """Return the SHA-256, or what else hashlib knows, of a file in hexadecimal; raises OSError."""
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, algorithm).hexdigest()


_UMASK_LOCK = threading.Lock()


def _umask() -> int:
    # It can be read only by setting it, and two threads that did so at once would lose it.
    with _UMASK_LOCK:
        current = os.umask(0)
        os.umask(current)
    return current


def write_error(path: Path, error: OSError) -> StudioError:
    """Return what to tell the user when writing `path` failed."""
    if error.errno == errno.ENOSPC:
        return DiskFull(
            tr("The disk is full, so {path} was not written.", path=path),
            tr("The old file is unchanged; free some space and try again."),
        )
    return StudioError(
        tr("{path} can't be written: {reason}.", path=path, reason=error.strerror or error),
        tr("Check that the folder exists and that you may write there."),
    )


def missing_error(path: Path) -> FileMissing:
    """Return what to tell the user when a file that was known isn't there, or the folder it was in."""
    path = Path(path)
    gone = path
    with contextlib.suppress(OSError, ValueError):
        while not gone.parent.exists() and gone.parent != gone:
            gone = gone.parent
    if gone == path:
        cause = tr("{path} is no longer there.", path=path)
    else:
        cause = tr("{folder} is no longer there, and {name} with it.", folder=gone, name=path.name)
    return FileMissing(
        cause, tr("It was moved, renamed or deleted: bring it back, or open it where it is now.")
    )


def _tempfile() -> ModuleType:
    """Return the module, loaded by what writes: where files lie is asked on every start."""
    import tempfile

    return tempfile


def resource_path(*parts: str) -> Path:
    """Return the path of a file under `resources/`, in a checkout, an installed wheel or a frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).parents[1]
    candidates = (
        [Path(frozen, "resources")] if frozen else [package / "resources", package.parent / "resources"]
    )
    for root in candidates:
        if root.is_dir():
            return root.joinpath(*parts)
    raise FileNotFoundError("resources")


def user_folder() -> Path:
    """Return the folder for this user's settings and state (`STUDIO_HOME` overrides it)."""
    override = os.environ.get("STUDIO_HOME")
    if override:
        return Path(override)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData/Roaming"), "DetectionStudio")
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/DetectionStudio"
    return Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config"), "detection-studio")
