"""What a file is that was given for a model and is none, told by its first bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.words import mark, tr

_AGAIN = mark("Get it again from where it came from.")
STARTS: tuple[tuple[bytes, str, str], ...] = (
    (
        b"version https://git-lfs.",
        mark("{file} is a pointer of Git LFS, not the model itself."),
        mark("Fetch the model with git lfs pull, or download the file by itself."),
    ),
    (
        b"<",
        mark("{file} is a web page, which was saved instead of the model."),
        mark("Open its address in a browser and download the file itself."),
    ),
    (b"\xff\xd8\xff", mark("{file} is a picture."), mark("Give the model first, then the pictures.")),
    (b"\x89PNG", mark("{file} is a picture."), mark("Give the model first, then the pictures.")),
    (b"\x1f\x8b", mark("{file} is a packed archive."), mark("Unpack it and give the model inside.")),
    (b"7z\xbc\xaf", mark("{file} is a packed archive."), mark("Unpack it and give the model inside.")),
    (b"Rar!", mark("{file} is a packed archive."), mark("Unpack it and give the model inside.")),
)
"""First bytes, what a file that has them is, and what to do."""


def mistaken(file: Path) -> StudioError | None:
    """Return what to tell of a file that can't be read as a model; None when it looks like anything."""
    try:
        with file.open("rb") as stream:
            start = stream.read(64)
        members = _members(file) if start.startswith(b"PK\x03\x04") else []
    except zipfile.BadZipFile:
        return _told(file, "{file} is cut off or damaged: its end is missing.", _AGAIN)
    except (OSError, ValueError):
        return None
    if not start:
        return _told(file, "{file} is empty.", _AGAIN)
    if members and not any(name.rpartition("/")[2] == "data.pkl" for name in members):
        return _told(
            file,
            "{file} is an archive of other files, such as {name}.",
            "Unpack it and give the model inside.",
            name=members[0],
        )
    # What safetensors begins with is the length of the JSON that follows.
    if start[5:9] == b"\0\0\0{" or file.suffix.lower() == ".safetensors":
        return _told(
            file,
            "{file} holds tensors alone (safetensors), and not of what network they are.",
            "Give the checkpoint it was made from, such as a .pt.",
        )
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    for begin, cause, remedy in STARTS:
        if text.startswith(begin):
            return _told(file, cause, remedy)
    return None


def _members(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        return archive.namelist()


def _told(file: Path, cause: str, remedy: str, **values: str) -> StudioError:
    return StudioError(tr(cause, file=file, **values), tr(remedy))
