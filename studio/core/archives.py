"""Zip archives of others, read within bounds: none unpacks to more than a small multiple of its own size."""

from __future__ import annotations

import re
import shutil
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from studio.core.words import tr

MAX_RATIO = 20
"""An archive that claims to unpack to more than this many times its size is not read."""
MAX_ENTRIES = 100_000

LEAST_BYTES = 256 << 20
"""Text packs better than anything: a small archive may unpack to so much whatever its size."""
_IS_UTF8 = 0x800
"""The bit of an entry's flags by which it says of its name that it is UTF-8."""
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
    path: Path,
    folder: Path,
    is_wanted: Callable[[PurePosixPath], bool],
    *,
    is_cancelled: Callable[[], bool],
    decode: Callable[[bytes], str],
) -> bool:
    """Write an archive's wanted files below a folder that holds nothing yet; returns False when cancelled.

    Nothing is written before every name was looked at. What isn't wanted may be called anything.

    Args:
        decode: tells what names say that are no ASCII and of which the archive doesn't say it is UTF-8.

    Raises:
        ValueError: it unpacks to too much, has too many entries, a link, a secret, two entries that are one
            file on some system, or names what can't be a file below a folder on any.
        OSError, zipfile.BadZipFile, zlib.error, RuntimeError: it can't be read or written, or is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        entries = [entry for entry in entries if not entry.filename.startswith(_JUNK)]
        if len(entries) > MAX_ENTRIES:
            raise ValueError(tr("more than {most} entries", most=MAX_ENTRIES))
        wanted = [(name, entry) for name, entry in _named(entries, decode) if is_wanted(PurePosixPath(name))]
        if sum(entry.file_size for _, entry in wanted) > max(MAX_RATIO * path.stat().st_size, LEAST_BYTES):
            raise ValueError(tr("a zip bomb, which unpacks to far more than its size"))
        names: set[str] = set()
        for name, entry in wanted:
            if any(_NO_NAME.search(part) for part in name.split("/")):
                raise ValueError(tr("a file called {name}, which not every system can have", name=name))
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if kind not in (0, stat.S_IFREG):
                raise ValueError(tr("a link called {name}", name=name))
            if entry.flag_bits & 1:
                raise ValueError(tr("a password"))
            same = unicodedata.normalize("NFC", name).casefold()
            if same in names:
                raise ValueError(tr("two files called {name} on some systems", name=name))
            names.add(same)
        for name, entry in wanted:
            if is_cancelled():
                return False
            _write_entry(archive, entry, folder / name)
    return True


def _named(
    entries: list[zipfile.ZipInfo], decode: Callable[[bytes], str]
) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield entries with what they are called, parted by slashes.

    Some programs part folders by backslashes, and many write names in the system's own encoding, which
    zipfile takes for that of the first PC.
    """
    odd = [entry for entry in entries if not entry.flag_bits & _IS_UTF8 and not entry.filename.isascii()]
    # Together they tell more of their encoding than each.
    decoded = decode(b"\n".join(entry.filename.encode("cp437") for entry in odd)).split("\n") if odd else []
    names = dict(zip(map(id, odd), decoded, strict=True)) if len(decoded) == len(odd) else {}
    for entry in entries:
        yield names.get(id(entry), entry.filename).replace("\\", "/"), entry


def _write_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError("an unusual compression")
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as stream, target.open("xb") as out:
        # zipfile gives no more than the entry claims, and checks its sum at the end.
        shutil.copyfileobj(stream, out)
    if target.stat().st_size != entry.file_size:
        raise ValueError("an entry shorter than it says")
