"""Files: atomic writes, and the program's own resources."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from studio.core.errors import DiskFull, StudioError
from studio.core.words import tr


@contextlib.contextmanager
def atomic_writer(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file beside `path` and rename it over `path` when the block ends without an error.

    A reader sees the old file or the new one, never a half; after an error the old file is untouched.

    Raises:
        StudioError: the folder can't be written or the disk is full.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise write_error(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            # Without this a power cut after the rename can leave an empty file under the final name.
            os.fsync(stream.fileno())
        # mkstemp makes files private; a label or model file gets the mode a plain open() would have given,
        # or keeps the one it had.
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise write_error(path, error) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def is_temporary(name: str, *, of: str) -> bool:
    """Return whether a file has the name of one that `atomic_writer` leaves when it is killed."""
    return name.startswith(f".{of}.") and name.endswith(".part")


def atomic_write(path: Path, content: bytes | str) -> None:
    """Write `content` (text as UTF-8, line ends as given) to `path`, whole or not at all."""
    with atomic_writer(path) as stream:
        stream.write(content.encode() if isinstance(content, str) else content)


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


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal; raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _umask() -> int:
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
