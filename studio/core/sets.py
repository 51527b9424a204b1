"""Sets of labelled photos to begin with: drawn here, or fetched from where they are published."""

from __future__ import annotations

import os
import shutil
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from studio.core.archives import read_files
from studio.core.data.scenes import USUAL, SceneStyle, write_sample_set
from studio.core.errors import StudioError
from studio.core.fetching import RemoteFile, fetch_file
from studio.core.files import atomic_write, own_folder, user_folder, write_error
from studio.core.pictures import IMAGE_SUFFIXES
from studio.core.tiling.folders import make_part, remove_parts
from studio.core.words import mark, tr

Progress = Callable[[int, int, str], None]
"""Told (done, of, what is being done)."""

MOST_PHOTOS, MOST_PIXELS = 10_000, 8192 * 8192
LEAST_SIDE = 32


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the sample set is drawn: how many photos, of which size, from which seed, in which style."""

    images: int = 40
    size_wh: tuple[int, int] = (480, 360)
    seed: int = 0
    style: SceneStyle = USUAL

    def __post_init__(self) -> None:
        """Check each value; raises StudioError."""
        if not 2 <= self.images <= MOST_PHOTOS:
            raise StudioError(
                tr("A set can't be drawn with {count} photos.", count=self.images),
                tr("Use a number from {low} to {high}.", low=2, high=MOST_PHOTOS),
            )
        width, height = self.size_wh
        if min(width, height) < LEAST_SIDE or width * height > MOST_PIXELS:
            raise StudioError(
                tr("Photos of {width}x{height} can't be drawn.", width=width, height=height),
                tr(
                    "Use sides of at least {least} px and at most {most} megapixels, as in 480x360.",
                    least=LEAST_SIDE,
                    most=MOST_PIXELS // 1_000_000,
                ),
            )


AS_IT_COMES = Drawing()
SET_SUFFIXES = (*IMAGE_SUFFIXES, ".txt", ".names", ".data", ".yaml", ".yml", ".cfg", ".md")
"""What a dataset is made of; an archive's other files, such as programs, are left in it."""


@dataclass(frozen=True, slots=True)
class StarterSet:
    """One row of SETS.

    Attributes:
        name: what a person types, and the name of its folder.
        text: one sentence on what it is.
        file: its archive; None when it is drawn here.
        about_bytes: roughly the archive's size, for servers that don't say.
        description: the file in it that is opened.
    """

    name: str
    text: str
    description: str
    file: RemoteFile | None = None
    about_bytes: int = 0


SETS: dict[str, StarterSet] = {
    row.name: row
    for row in (
        StarterSet(
            "sample",
            mark("Drawn photos of LED chains with boxes in four colours: 40, or as you ask for."),
            "data.yaml",
        ),
        StarterSet(
            "wrgb",
            mark(
                "277 photos of LED lamps with boxes in four colours, from github.com/flyskywhy/wrgb, which"
                " states no licence."
            ),
            "obj.data",
            # Of one commit, so that it stays the set that was tried. Its bytes are packed anew now and then,
            # so there is no checksum to compare with.
            RemoteFile(
                "https://github.com/flyskywhy/wrgb/archive/1a0acd01bb47d58e5757c8f02bf5d932c26413df.zip"
            ),
            5_025_389,
        ),
    )
}


def sets_folder() -> Path:
    """Return the folder that sets get a folder in."""
    return Path.home() / "DetectionStudio" / "datasets"


def find_set(name: str) -> StarterSet:
    """Return the row of SETS with this name.

    Raises:
        StudioError: there is none.
    """
    if name in SETS:
        return SETS[name]
    raise StudioError(
        tr("There is no set called {name}.", name=name), tr("Use one of {names}.", names=", ".join(SETS))
    )


def get_set(
    name: str,
    out: Path | None = None,
    *,
    drawing: Drawing = AS_IT_COMES,
    progress: Progress = lambda *_: None,
) -> Path:
    """Make or fetch a set and return what to open of it.

    It is in its folder whole or not at all. A download that broke off, or was stopped, is gone on with. A
    fetched set that is there already is left as it is; a drawn one gets a new folder each time.

    Args:
        out: new or empty folder to put it in; by default one in `sets_folder()`.
        drawing: how a set is drawn; those that are fetched are what they are.

    Raises:
        StudioError: there is no such set, it can't be fetched, or the folder is in use or can't be written.
    """
    row = find_set(name)
    if row.file is not None and drawing != AS_IT_COMES:
        raise StudioError(
            tr("{name} is a set of photos, and isn't drawn.", name=name),
            tr("Leave the options out, or use them with sample."),
        )
    folder = out or _free_folder(row)
    if (folder / row.description).is_file() and row.file is not None:
        return folder / row.description
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise StudioError(
            tr("{folder} is already there and not an empty folder.", folder=folder),
            tr("Choose another --out, or move it elsewhere."),
        )
    if row.file is None:
        _fill(folder, lambda part: _draw(part, drawing, progress))
    else:
        archive = _fetch(row, progress)
        files = _unpacked(row, archive)
        _fill(folder, lambda part: _write(files, part, progress))
        _forget(archive)
    return folder / row.description


def _free_folder(row: StarterSet) -> Path:
    folder, number = sets_folder() / row.name, 2
    while row.file is None and folder.exists():
        folder, number = sets_folder() / f"{row.name}-{number}", number + 1
    return folder


def _fill(folder: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a folder out of sight, then show it."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        remove_parts(folder)
        part = make_part(folder)
        try:
            (part / folder.name).mkdir()
            write(part / folder.name)
            if folder.exists():
                folder.rmdir()
            (part / folder.name).replace(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise write_error(folder, error) from error


def _draw(folder: Path, drawing: Drawing, progress: Progress) -> None:
    write_sample_set(
        folder,
        images=drawing.images,
        size_wh=drawing.size_wh,
        seed=drawing.seed,
        style=drawing.style,
        progress=lambda done, of: progress(done, of, tr("photos drawn")),
    )


def _fetch(row: StarterSet, progress: Progress) -> Path:
    assert row.file is not None
    base = os.environ.get("STUDIO_SETS_URL", "")
    address = urljoin(base.rstrip("/") + "/", row.file.name) if base else row.file.address
    path = own_folder(user_folder(), "fetched") / f"{row.name}-{row.file.name[:12]}.zip"

    def report(done: int, of: int) -> None:
        progress(done >> 10, max(done, of or row.about_bytes) >> 10, tr("KB fetched"))

    fetch_file(
        row.file,
        path,
        address=address,
        otherwise=tr("Try again, or unpack its archive yourself and open its folder."),
        progress=report,
    )
    return path


def _unpacked(row: StarterSet, archive: Path) -> dict[str, bytes]:
    """Return the files of a set by their path in it."""
    try:
        files = read_files(archive, lambda path: path.suffix.lower() in SET_SUFFIXES)
        if row.description not in files:
            raise ValueError(tr("it holds no {name}", name=row.description))
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        # Gone on with, it would stay what it is.
        _forget(archive)
        raise StudioError(
            tr("The archive of {name} can't be unpacked: {reason}.", name=row.name, reason=error),
            tr("Fetch it again; if it stays so, get it from its publisher's pages."),
        ) from error
    return files


def _write(files: dict[str, bytes], folder: Path, progress: Progress) -> None:
    for number, (name, content) in enumerate(files.items(), start=1):
        atomic_write(folder / name, content)
        progress(number, len(files), tr("files unpacked"))


def _forget(archive: Path) -> None:
    for path in archive.parent.glob(f"{archive.name}*"):
        path.unlink(missing_ok=True)
