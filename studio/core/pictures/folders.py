"""Which files of a folder are pictures."""

from __future__ import annotations

import importlib.util
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.words import tr

IMAGE_SUFFIXES: tuple[str, ...] = (
    *(".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".jfif", ".jpe", ".jp2", ".j2k", ".gif"),
    *(".dib", ".pbm", ".pgm", ".ppm", ".pnm", ".tga"),
    *((".avif",) if importlib.util.find_spec("PIL._avif") else ()),
)
"""Of the files that are taken for pictures in a folder; what is named otherwise is read by its content."""

OTHER_SUFFIXES: tuple[str, ...] = (
    *(".heic", ".heif", ".hif", ".jxl", ".jxr", ".avif", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf"),
    *(".orf", ".rw2", ".pef", ".srw", ".psd", ".xcf", ".exr", ".hdr", ".pfm", ".svg", ".dcm"),
)
"""Pictures for people that can't be decoded here, unless IMAGE_SUFFIXES has them: counted and named."""


@dataclass(slots=True)
class FoundImages:
    """The pictures under a folder.

    Attributes:
        paths: those that can be decoded here by their suffix, sorted by path.
        others: how many have another suffix of pictures, by suffix.
    """

    paths: list[Path] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)

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

    Raises:
        StudioError: the folder isn't there or can't be read.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise StudioError(
            tr("The folder {folder} does not exist.", folder=folder), tr("Check the path and try again.")
        )
    found = FoundImages()

    def fail(error: OSError) -> None:
        raise StudioError(
            tr("The folder {folder} can't be read: {reason}.", folder=error.filename, reason=error.strerror),
            tr("Check its permissions and try again."),
        )

    for base, folders, names in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith(".")) if recursive else []
        for name in names:
            lower = name.lower()
            if name.startswith("."):
                continue
            if lower.endswith(IMAGE_SUFFIXES):
                found.paths.append(Path(base, name))
            elif lower.endswith(OTHER_SUFFIXES):
                found.others[Path(lower).suffix] += 1
    # Tuples compare several times faster than paths, in the same order.
    found.paths.sort(key=lambda path: path.parts)
    return found


def list_images(folder: Path, *, recursive: bool = True) -> list[Path]:
    """Return the image files under `folder`, sorted by path; hidden files and folders are left out.

    Raises:
        StudioError: the folder isn't there or can't be read.
    """
    return find_images(folder, recursive=recursive).paths
