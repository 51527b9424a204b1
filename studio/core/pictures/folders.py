"""Which files of a folder are pictures."""

from __future__ import annotations

import importlib.util
import os
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.words import tr

IMAGE_SUFFIXES: tuple[str, ...] = (
    *(".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".jfif", ".jpe", ".jp2", ".j2k", ".gif"),
    *(".dib", ".pbm", ".pgm", ".ppm", ".pnm", ".pam", ".tga", ".pcx", ".sgi", ".ras", ".qoi"),
    *((".avif",) if importlib.util.find_spec("PIL._avif") else ()),
)
"""Of the files that are taken for pictures in a folder; what is named otherwise is read by its content."""

OTHER_SUFFIXES: tuple[str, ...] = (
    *(".heic", ".heif", ".hif", ".jxl", ".jxr", ".avif", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf"),
    *(".orf", ".rw2", ".pef", ".srw", ".psd", ".xcf", ".exr", ".hdr", ".pfm", ".svg", ".dcm", ".ico"),
    *(".jls", ".jph", ".dds", ".fits", ".eps", ".pdf"),
)
"""Pictures for people that can't be decoded here, unless IMAGE_SUFFIXES has them: counted and named."""


@dataclass(slots=True)
class FoundImages:
    """The pictures under a folder.

    Attributes:
        texts: paths of those that can be decoded here by their suffix, sorted by path.
        others: how many have another suffix of pictures, by suffix.
    """

    texts: list[str] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)

    @property
    def paths(self) -> list[Path]:
        """Return the texts as Paths, which takes a while where they are many."""
        return [Path(text) for text in self.texts]

    def note(self) -> str:
        """Return a sentence about the others; "" when there are none."""
        return note_on_others(self.others)


def note_on_others(others: Counter[str]) -> str:
    """Return a sentence about pictures left out for their suffix; "" when there are none."""
    if not others:
        return ""
    counts = ", ".join(f"{count} {suffix}" for suffix, count in sorted(others.items()))
    return tr(
        "Pictures left out because files of their kind can't be read here: {counts};"
        " convert them to .jpg or .png.",
        counts=counts,
    )


def find_images(folder: Path, *, recursive: bool = True) -> FoundImages:
    """Look for image files under `folder`; hidden files and folders are left out.

    Links to folders are followed, and each folder is looked through once, however many links lead to it.

    Raises:
        StudioError: the folder isn't there or can't be read.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise StudioError(
            tr("The folder {folder} does not exist.", folder=folder), tr("Check the path and try again.")
        )
    found = FoundImages()
    for base, names in _walk(folder, recursive=recursive):
        before = os.path.join(base, "")  # noqa: PTH118
        for name in names:
            lower = name.lower()
            if name.startswith("."):
                continue
            if lower.endswith(IMAGE_SUFFIXES):
                found.texts.append(before + name)
            elif lower.endswith(OTHER_SUFFIXES):
                found.others[Path(lower).suffix] += 1
    # In the order of paths, part by part; as texts, since comparing 50,000 paths or tuples of parts holds up
    # all other threads for a tenth of a second and more.
    found.texts.sort(key=lambda text: text.replace(os.sep, "\0"))
    return found


def list_images(folder: Path, *, recursive: bool = True) -> list[Path]:
    """Return the image files under `folder`, sorted by path; hidden files and folders are left out.

    Raises:
        StudioError: the folder isn't there or can't be read.
    """
    return find_images(folder, recursive=recursive).paths


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link that leads to itself.
        return False


def _walk(folder: Path, *, recursive: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield each folder and the names of its files; hidden folders are left out.

    Links come last, so that a folder is found under its own name where it lies in the tree itself.

    Raises:
        StudioError: a folder can't be read.
    """
    seen: set[tuple[int, int]] = set()
    places, links = [os.fspath(folder)], deque[str]()
    while places or links:
        place = places.pop() if places else links.popleft()
        names = []
        try:
            found = Path(place).stat()
            if (found.st_dev, found.st_ino) in seen:
                continue
            seen.add((found.st_dev, found.st_ino))
            with os.scandir(place) as entries:
                for entry in entries:
                    if not _is_folder(entry):
                        names.append(entry.name)
                    elif recursive and not entry.name.startswith("."):
                        (links if entry.is_symlink() else places).append(entry.path)
        except OSError as error:
            raise StudioError(
                tr("The folder {folder} can't be read: {reason}.", folder=place, reason=error.strerror),
                tr("Check its permissions and try again."),
            ) from error
        yield place, names
