"""Zip archives of others, read within bounds: none unpacks to more than a small multiple of its own size."""

from __future__ import annotations

import zipfile
from pathlib import Path

MAX_RATIO = 20
"""An archive that claims to unpack to more than this many times its size is not read."""


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
