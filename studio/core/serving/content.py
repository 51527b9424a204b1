"""What of a web page's folder may be given out: the files that its list names, never through a link.

A name from the network is compared with names, and becomes no path: each of its parts is looked for among
what a folder lists. So there is no spelling (dots, encodings, drives, short names) that leads elsewhere.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote_to_bytes

from studio.core.errors import StudioError
from studio.core.export.bundles.listing import LIST, read_list
from studio.core.words import tr

KIND = "web"
"""The bundle that is a page."""
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".py": "text/plain; charset=utf-8",
}
"""Media types by suffix; models and all else are bytes. Browsers refuse scripts and wasm under any other."""
BYTES = "application/octet-stream"
_OPEN = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


def check_page(folder: Path) -> None:
    """Raise a StudioError when a folder is not a web page that an export wrote."""
    try:
        kind = read_list(folder)["bundle"]
    except StudioError as error:
        if not _is_page(folder / KIND):
            raise
        raise StudioError(
            tr("{folder} holds the web page and is not the page itself.", folder=folder),
            tr("Serve {folder}.", folder=folder / KIND),
        ) from error
    if kind != KIND:
        raise StudioError(
            tr("{folder} is a bundle of another kind: {kind}.", folder=folder, kind=kind),
            tr("Serve one that studio export MODEL --bundle web wrote."),
        )


def _is_page(folder: Path) -> bool:
    try:
        return bool(read_list(folder)["bundle"] == KIND)
    except StudioError:
        return False


def name_of(path: str) -> str | None:
    """Return the name that a path of an address stands for, decoded once; None when it can be no file's."""
    try:
        parts = [unquote_to_bytes(part).decode() for part in path.split("/")]
    except UnicodeDecodeError:
        return None
    # An encoded slash would join what the address keeps apart.
    return None if any("/" in part for part in parts) else "/".join(parts)


def open_listed(folder: Path, name: str) -> BinaryIO | None:
    """Open a file of a page; None when its list has no such name, or no regular file is there by it."""
    try:
        known = read_list(folder)["files"]
    except StudioError:
        return None
    return _open(folder, name) if name == LIST or name in known else None


def _open(folder: Path, name: str) -> BinaryIO | None:
    *folders, last = name.split("/")
    place = folder
    for part in folders:
        found = _entry(place, part)
        if found is None or not found.is_dir(follow_symlinks=False):
            return None
        place = place / found.name
    found = _entry(place, last)
    if found is None or not found.is_file(follow_symlinks=False):
        return None
    # Of what took its place since: no link, and nothing that is waited for as for a pipe.
    try:
        handle = os.open(place / found.name, _OPEN)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        return None
    return os.fdopen(handle, "rb")


def _entry(folder: Path, name: str) -> os.DirEntry[str] | None:
    """Return the entry of a folder with exactly this name, unless it leads elsewhere."""
    try:
        with os.scandir(folder) as entries:
            found = next((entry for entry in entries if entry.name == name), None)
    except OSError:
        return None
    if found is None or found.is_symlink():
        return None
    # Windows has junctions too, which is_symlink doesn't know.
    real = Path(os.path.realpath(folder)) / name
    return found if os.path.normcase(os.path.realpath(found.path)) == os.path.normcase(real) else None
