"""Zip archives of others, read within bounds: none unpacks to more than a small multiple of its own size."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

MAX_RATIO = 20
"""An archive that claims to unpack to more than this many times its size is not read."""
MAX_ENTRIES = 100_000

_NO_NAME = re.compile(
    r"""^$ | ^\.{1,2}$ | [\x00-\x1f<>:"|?*\\] | [. ]$ | ^(con|prn|aux|nul|com\d|lpt\d)(\.|$)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What leads out of a folder, or is a name on some systems only."""


def check_archive(archive: zipfile.ZipFile, path: Path) -> None:
    """Raise a ValueError when what an archive claims to hold is out of proportion to the file at `path`."""
    if sum(entry.file_size for entry in archive.infolist()) > MAX_RATIO * path.stat().st_size:
        raise ValueError("a zip bomb")


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return what an entry holds, which is never more than it claims.

    Raises:
        ValueError: it holds less, or is packed in a way that can't be unpacked piece by piece.
    """
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("an unusual compression")
    with archive.open(entry) as stream:
        # With a size zipfile unpacks that much; without one, all there is, and only then cuts it.
        content = stream.read(entry.file_size)
    if len(content) != entry.file_size:
        raise ValueError("an entry shorter than it says")
    return content


def read_files(path: Path, is_wanted: Callable[[PurePosixPath], bool]) -> dict[str, bytes]:
    """Return what an archive of one folder holds, by path in that folder, in the archive's order.

    Raises:
        ValueError: it unpacks to too much, has too many entries, or names what can't be a file below a folder
            on any system.
        OSError, zipfile.BadZipFile, zlib.error, RuntimeError: it can't be read, or is damaged.
    """
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        check_archive(archive, path)
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MAX_ENTRIES:
            raise ValueError(f"more than {MAX_ENTRIES} entries")
        tops = {entry.filename.partition("/")[0] for entry in entries}
        for entry in entries:
            _, slash, name = entry.filename.partition("/")
            if len(tops) > 1 or not slash:
                raise ValueError("not everything lies in one folder")
            if any(_NO_NAME.search(part) for part in name.split("/")):
                raise ValueError(f"a file called {entry.filename!r}")
            if is_wanted(PurePosixPath(name)):
                files[name] = read_entry(archive, entry)
    return files
