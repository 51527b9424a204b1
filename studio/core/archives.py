"""Zip archives of others, read within bounds: none unpacks to more than a small multiple of its own size."""

from __future__ import annotations

import re
import shutil
import stat
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

MAX_RATIO = 20
"""An archive that claims to unpack to more than this many times its size is not read."""
MAX_ENTRIES = 100_000

LEAST_BYTES = 256 << 20
"""Text packs better than anything: a small archive may unpack to so much whatever its size."""
_JUNK = ("__MACOSX/", ".DS_Store")

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


def unpack(
    path: Path, folder: Path, is_wanted: Callable[[PurePosixPath], bool], *, is_cancelled: Callable[[], bool]
) -> bool:
    """Write an archive's wanted files below a folder that holds nothing yet; returns False when cancelled.

    Nothing is written before every name was looked at.

    Raises:
        ValueError: it unpacks to too much, has too many entries, a link, a secret, two entries that are one
            file on some system, or names what can't be a file below a folder on any.
        OSError, zipfile.BadZipFile, zlib.error, RuntimeError: it can't be read or written, or is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        entries = [entry for entry in entries if not entry.filename.startswith(_JUNK)]
        if len(entries) > MAX_ENTRIES:
            raise ValueError(f"more than {MAX_ENTRIES} entries")
        if sum(entry.file_size for entry in entries) > max(MAX_RATIO * path.stat().st_size, LEAST_BYTES):
            raise ValueError("a zip bomb")
        names: set[str] = set()
        for entry in entries:
            if any(_NO_NAME.search(part) for part in entry.filename.split("/")):
                raise ValueError(f"a file called {entry.filename!r}")
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if kind not in (0, stat.S_IFREG):
                raise ValueError(f"a link called {entry.filename!r}")
            if entry.flag_bits & 1:
                raise ValueError("a password")
            name = unicodedata.normalize("NFC", entry.filename).casefold()
            if name in names:
                raise ValueError(f"two files called {entry.filename!r}")
            names.add(name)
        for entry in entries:
            if is_cancelled():
                return False
            if is_wanted(PurePosixPath(entry.filename)):
                _write_entry(archive, entry, folder / entry.filename)
    return True


def _write_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("an unusual compression")
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as stream, target.open("xb") as out:
        # zipfile gives no more than the entry claims, and checks its sum at the end.
        shutil.copyfileobj(stream, out)
    if target.stat().st_size != entry.file_size:
        raise ValueError("an entry shorter than it says")
