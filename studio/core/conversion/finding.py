"""Labels of any format: found by content in a file, a folder or a zip archive, with the images they mean."""

from __future__ import annotations

import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from studio.core import pictures
from studio.core.archives import unpack
from studio.core.data.dataset import image_problem, open_dataset
from studio.core.data.descriptions import DESCRIPTION_SUFFIXES
from studio.core.data.formats import LABEL_FORMATS
from studio.core.data.formats.heads import format_of
from studio.core.data.formats.lists import read_names
from studio.core.data.formats.neutral import (
    Entry,
    ImageIndex,
    LabelledImage,
    LabelSet,
    Reading,
    Source,
    settle,
    split_of,
)
from studio.core.data.formats.xml_text import read_elements
from studio.core.data.formats.yolo_folder import label_set
from studio.core.data.photos import SIDECAR
from studio.core.data.record import ImageRecord, Problem
from studio.core.data.text import decode
from studio.core.errors import Cancelled, StudioError
from studio.core.json_door import read_pieces
from studio.core.pictures import IMAGE_SUFFIXES
from studio.core.words import tr, trn

DOCUMENT_SUFFIXES = (".xml", ".json")
_WANTED = (*IMAGE_SUFFIXES, *DOCUMENT_SUFFIXES, *DESCRIPTION_SUFFIXES, ".txt", ".names")
UNPACKED = "unpacked"
"""The folder in the place that is given, where archives are unpacked while they are read."""


@contextmanager
def opened_labels(
    path: Path,
    place: Path,
    *,
    format_name: str = "",
    image_folder: Path | None = None,
    reading: Reading | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[LabelSet]:
    """Find labels in a file, a folder or a zip, which is unpacked below `place` for as long as they are used.

    Raises:
        StudioError: there are none, it is not clear which are meant, or the archive can't be unpacked.
        Cancelled: `is_cancelled` said so.
    """
    path = Path(os.path.normpath(Path(path).absolute()))
    if not path.is_file() or (path.suffix.lower() != ".zip" and not zipfile.is_zipfile(path)):
        yield find_labels(path, format_name=format_name, image_folder=image_folder, reading=reading)
        return
    # Named as the archive, for what is told of its files.
    folder = place / UNPACKED / path.stem
    try:
        try:
            if not unpack(path, folder, _is_wanted, is_cancelled=is_cancelled, decode=_name_of):
                raise Cancelled
        except (OSError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or error
            if not zipfile.is_zipfile(path):
                reason = tr("it is cut off, or no zip archive")
            raise StudioError(
                tr("{path} can't be unpacked: {reason}.", path=path, reason=reason),
                tr("Unpack it yourself, and give the folder that comes out."),
            ) from error
        if not folder.is_dir():
            raise StudioError(
                tr("{path} holds no images and no labels.", path=path),
                tr("Give the archive of a dataset."),
            )
        try:
            labels = find_labels(folder, format_name=format_name, image_folder=image_folder, reading=reading)
        except StudioError as error:
            raise StudioError(_told(error.cause, folder, path), _told(error.remedy, folder, path)) from error
        yield _of_archive(labels, folder, path)
    finally:
        shutil.rmtree(place / UNPACKED, ignore_errors=True)


def _of_archive(labels: LabelSet, folder: Path, archive: Path) -> LabelSet:
    """Return labels of which is told as of an archive: where it was unpacked is gone when that is read."""

    def told(problem: Problem) -> Problem:
        file = Path(_told(str(problem.file), folder, archive))
        return replace(problem, file=file, message=_told(problem.message, folder, archive))

    def entries() -> Iterator[Entry]:
        for entry in labels.entries():
            if isinstance(entry, Problem):
                yield told(entry)
                continue
            entry.problems = list(map(told, entry.problems))
            yield entry

    notes = [_told(note, folder, archive) for note in labels.notes]
    return replace(labels, root=archive, entries=entries, notes=notes)


def _told(text: str, folder: Path, archive: Path) -> str:
    return text.replace(str(folder), str(archive))


def _name_of(content: bytes) -> str:
    """Return the names of files, one a line, as their bytes tell; else as zipfile takes them."""
    try:
        return decode(content, Path()).body
    except StudioError:
        return content.decode("cp437")


def _is_wanted(path: PurePosixPath) -> bool:
    return path.suffix.lower() in _WANTED and not path.name.startswith("._")


def find_labels(
    path: Path,
    *,
    format_name: str = "",
    image_folder: Path | None = None,
    reading: Reading | None = None,
) -> LabelSet:
    """Return the labels in a file or a folder, of the format that their content tells.

    Args:
        format_name: a key of LABEL_FORMATS, for what holds labels of several.
        image_folder: where the images are, when it is elsewhere.

    Raises:
        StudioError: there are none, or it is not clear which are meant.
    """
    path = Path(os.path.normpath(Path(path).absolute()))
    if path.is_dir():
        name, files = _documents(path, format_name)
        if not files:
            return _in_place(path, format_name, _unknown(path))
        root = path
    elif path.suffix.lower() in DOCUMENT_SUFFIXES and path.is_file():
        name = format_name or format_of(path)
        if not name:
            raise StudioError(
                tr("{path} is in no label format that is known.", path=path),
                tr("Known are {titles}.", titles=_titles(LABEL_FORMATS)),
            )
        files, root = [path], path.parent
    else:
        return _in_place(path, format_name)
    return _of_documents(name, root, files, path, image_folder, reading or Reading())


def _in_place(path: Path, format_name: str, unknown: Sequence[Path] = ()) -> LabelSet:
    if LABEL_FORMATS[format_name or "yolo"].document:
        raise StudioError(
            tr("There are no {title} labels in {path}.", title=LABEL_FORMATS[format_name].title, path=path),
            tr("Leave out the format, and it is told by what is there."),
        )
    dataset = open_dataset(path)
    labels = label_set(dataset)
    if unknown and not any(record.label_path.is_file() for record in dataset.records):
        labels.notes.append(
            trn(
                "{n} file may hold labels that can't be read: {why}",
                "{n} files may hold labels that can't be read; the first: {why}",
                len(unknown),
                why=_why(unknown[0]),
            )
        )
    return _settled(labels, None)


def _unknown(folder: Path) -> list[Path]:
    """Return the files of a folder without labels of another format that could have been some."""
    return [path for path in _walk(folder) if path.name != SIDECAR]


def _why(path: Path) -> str:
    """Return in a sentence why a file is of no format."""
    try:
        if path.suffix.lower() == ".json":
            for _ in read_pieces(path):
                pass
        else:
            for _ in read_elements(path, ()):
                pass
    except StudioError as error:
        return error.cause
    return tr("{path} is in no label format that is known.", path=path)


def _documents(folder: Path, format_name: str) -> tuple[str, list[Path]]:
    """Return the one format other than YOLO's that a folder's files are in, and the files; "" for none.

    Raises:
        StudioError: there are several, or label lines of YOLO as well.
    """
    if format_name and not LABEL_FORMATS[format_name].document:
        return format_name, []
    # Each is looked at: one of another format among thousands would be left out, and nobody told.
    formats = {path: format_of(path) for path in _walk(folder)}
    names = [name for name in dict.fromkeys(formats.values()) if name and format_name in ("", name)]
    if not names:
        return "", []
    if not format_name and _has_lines(folder):
        names.append("yolo")
    if len(names) > 1:
        raise StudioError(
            tr("{path} holds labels of several formats: {titles}.", path=folder, titles=_titles(names)),
            tr("Say which are meant: --from {name}.", name=names[0]),
        )
    suffix = LABEL_FORMATS[names[0]].document
    # What is damaged from the start may have been one of them.
    return names[0], [
        path for path, name in formats.items() if name in (names[0], "") and path.suffix.lower() == suffix
    ]


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(names):
            if name.lower().endswith(DOCUMENT_SUFFIXES) and not name.startswith("."):
                yield Path(place, name)


def _has_lines(folder: Path) -> bool:
    try:
        dataset = open_dataset(folder)
    except StudioError:
        return False
    return any(record.label_path.is_file() for record in dataset.records)


def _titles(names: object) -> str:
    return ", ".join(LABEL_FORMATS[name].title for name in names)  # type: ignore[attr-defined]


def _of_documents(
    name: str, root: Path, files: list[Path], path: Path, image_folder: Path | None, reading: Reading
) -> LabelSet:
    images = _images_of(root, path, image_folder)
    index = ImageIndex(images)
    names = read_names(root) or (read_names(root.parent) if path.is_file() else [])
    source = Source(root, files, index, names, reading)
    labels = LABEL_FORMATS[name].load().read(source)
    labels.count = len(images)
    # One file speaks of its own images; a folder is a dataset, with those that nobody has labelled yet.
    return _settled(labels, index if path.is_dir() else None)


def _images_of(root: Path, path: Path, image_folder: Path | None) -> list[Path]:
    if image_folder is not None:
        if not image_folder.is_dir():
            raise StudioError(
                tr("There is no folder {path}.", path=image_folder),
                tr("Check the name of the folder of images."),
            )
        return pictures.list_images(Path(os.path.normpath(image_folder.absolute())))
    found = pictures.list_images(root)
    # A file in a folder of its own, such as annotations/, has the images beside that folder.
    return found if found or path.is_dir() or root.parent == root else pictures.list_images(root.parent)


def _settled(labels: LabelSet, index: ImageIndex | None) -> LabelSet:
    """Return the labels with each image's real size, boxes in order, and those without labels at the end."""
    read = labels.entries

    def entries() -> Iterator[Entry]:
        met: set[Path] = set()
        for entry in read():
            if isinstance(entry, Problem):
                yield entry
                continue
            if entry.path is not None and entry.path in met:
                message = tr("{image} has labels in another file, too.", image=entry.name)
                yield Problem("label_shared", entry.file, None, message)
                continue
            if entry.path is not None:
                met.add(entry.path)
            _settle(entry)
            yield entry
        for path in index.paths if index else ():
            if path not in met:
                image = LabelledImage(_relative(path, labels.root), path, path=path, is_seen=False)
                image.split = split_of(path.parent.name)
                _settle(image)
                yield image

    labels.entries = entries
    return labels


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _settle(image: LabelledImage) -> None:
    real_wh = None
    if image.path is None:
        message = tr("The image {image} was not found, or several are called so.", image=image.name)
        image.complain("image_missing", message)
    else:
        try:
            real_wh = pictures.image_size(image.path)
        except StudioError as error:
            problem = image_problem(ImageRecord(image.path, image.file), error)
            if problem not in image.problems:
                image.problems.append(problem)
            image.path = None
    settle(image, real_wh)
