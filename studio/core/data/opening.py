"""The ways to open a dataset in place: data YAML, darknet obj.data, plain folder. Nothing is written."""

# Fifty thousand lines are joined and looked up here; as strings that takes a fifth of the time of Paths.
# ruff: noqa: PTH113, PTH118

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath

from studio.core.data import paths
from studio.core.data.class_lists import find_class_list
from studio.core.data.descriptions import (
    DESCRIPTION_SUFFIXES,
    YAML_SUFFIXES,
    Description,
    NoDescription,
    files_with,
    is_description,
    list_folders,
    read_description,
    read_list,
)
from studio.core.data.formats import LABEL_FORMATS, yolo
from studio.core.data.names import ClassFile, placeholder
from studio.core.data.places import LabelFinder
from studio.core.data.record import ImageRecord, Problem
from studio.core.data.text import read_text
from studio.core.errors import StudioError
from studio.core.pictures import IMAGE_SUFFIXES, find_images, note_on_others
from studio.core.words import shortened, tr, trn

ARCHIVE_SUFFIXES = (".zip", ".rar", ".7z", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".gz", ".xz")
MAX_SHELLS = 3
"""How many folders that hold nothing but another folder are looked into."""
_FOREIGN_FOLDERS = ("Annotations", "annotations", "train")
_ASKED_FOR_LABELS, _ASKED_FOR_FORMAT = 200, 3
SPLIT_LISTS = ("train.txt", "val.txt", "valid.txt", "test.txt")


@dataclass(frozen=True, slots=True)
class ImageList:
    """A file that lists the images of a split, and where its lines may be seen from, as `paths.find` asks."""

    path: Path
    split: str
    folders: Sequence[Path]
    own: Sequence[Path]


@dataclass(slots=True)
class Opened:
    """What was found: where, which classes, which images in which split, and what to tell about it."""

    source: Path
    root: Path
    class_names: list[str]
    class_file: ClassFile
    records: list[ImageRecord] = field(default_factory=list)
    splits: dict[str, list[ImageRecord]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lists: list[ImageList] = field(default_factory=list)
    foreign: ForeignLabels | None = None
    """What is to be said of labels of another format, when there are none of this one."""


def open_any(path: Path, *, plain: bool = False) -> Opened:
    """Open a folder, a data YAML or an obj.data; `plain` takes a folder as nothing but images.

    Raises:
        StudioError: there is no dataset at `path`.
    """
    path = Path(os.path.normpath(Path(path).absolute()))
    if not paths.exists(path):
        raise StudioError(
            tr("{path} does not exist.", path=path),
            tr("Give a folder of images, a data YAML or a darknet obj.data."),
        )
    if path.is_dir():
        opened, notes = (None, []) if plain else _open_described(path)
        if not plain and not opened:
            opened, notes = _open_inner(path, notes)
        opened = opened or _open_folder(path)
        opened.notes[:0] = notes
    elif is_description(path):
        opened = _open_description(read_description(path))
    else:
        raise _no_dataset(path)
    opened.problems += [*_shared_labels(opened.records), *_doubled_names(opened), *_unnamed(opened)]
    opened.notes = [shortened(note) for note in opened.notes]
    return opened


class ForeignLabels(StudioError):
    """What holds labels in a format that is labelled in a copy; `source` is it."""

    def __init__(self, source: Path, title: str) -> None:
        told = tr("{path} holds {title} labels.", path=source, title=title) if title else ""
        super().__init__(
            told or tr("{path} is a packed archive.", path=source),
            tr(
                "Import it into a new folder, and open that: studio convert {path} --to yolo --out {out}",
                path=_typed(source),
                out=_typed(source.with_name(f"{source.stem}-yolo")),
            ),
        )
        self.source = source
        self.title = title

    def __reduce__(self) -> tuple[type[ForeignLabels], tuple[Path, str]]:  # type: ignore[override]
        return type(self), (self.source, self.title)


def _typed(path: Path) -> str:
    """Return a path as it is typed in a command."""
    text = str(path)
    return f'"{text}"' if re.search(r"[\s#&;()'$]", text) else text


def _no_dataset(path: Path) -> StudioError:
    name = path.name.lower()
    if name.endswith(".zip"):
        return ForeignLabels(path, "")
    if title := _foreign_title(path):
        return ForeignLabels(path, title)
    if name.endswith(ARCHIVE_SUFFIXES):
        return StudioError(
            tr("{path} is a packed archive.", path=path),
            tr("Unpack it, and give the folder that comes out."),
        )
    if name.endswith(IMAGE_SUFFIXES):
        return StudioError(
            tr("{path} is one image, and not a dataset.", path=path),
            tr("Give the folder it is in, {folder}.", folder=path.parent),
        )
    return StudioError(
        tr("{path} is not a dataset.", path=path),
        tr("Give a folder of images, a data YAML or a darknet obj.data."),
    )


def _open_inner(folder: Path, notes: list[str]) -> tuple[Opened | None, list[str]]:
    """Open what describes the one folder within a folder, as archives of datasets unpack to."""
    inner: Path | None = folder
    for _ in range(MAX_SHELLS):
        inner = _only_folder(inner) if inner else None
        opened, found = _open_described(inner) if inner else (None, [])
        if opened:
            return opened, [*notes, tr("The dataset lies in {folder}.", folder=inner), *found]
    return None, notes


def _only_folder(folder: Path) -> Path | None:
    """Return the one folder in a folder without images of its own; None where there are several."""
    folders = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "__MACOSX")):
                continue
            if entry.name.lower().endswith(IMAGE_SUFFIXES):
                return None
            if Path(entry).is_dir():
                folders.append(entry.name)
    return folder / folders[0] if len(folders) == 1 else None


def _open_described(folder: Path) -> tuple[Opened | None, list[str]]:
    """Open the one YAML, else the one obj.data, that describes a folder, and tell why others do not."""
    yamls: list[Description] = []
    darknets: list[Description] = []
    notes: list[str] = []
    for path in files_with(folder, DESCRIPTION_SUFFIXES):
        if not path.is_file():
            continue
        try:
            description = read_description(path)
        except NoDescription:
            continue
        except StudioError as error:
            notes.append(tr("{name} was left aside: {reason}", name=path.name, reason=error))
            continue
        if description.leads_anywhere() and not description.leads_to(folder) and find_images(folder).texts:
            notes.append(tr("{name} was left aside, because it leads to other images.", name=path.name))
        else:
            (yamls if path.suffix.lower() in YAML_SUFFIXES else darknets).append(description)
    for found in (yamls, darknets):
        if len(found) == 1:
            (description,) = found
            try:
                opened = _open_description(description)
            except StudioError as error:
                notes.append(tr("{name} was left aside: {reason}", name=description.path.name, reason=error))
                continue
            notes.append(
                tr(
                    "The folder is described by {name}; its images, splits and class names are used.",
                    name=description.path.name,
                )
            )
            return opened, notes
        if found:
            names = ", ".join(description.path.name for description in found)
            notes.append(
                tr("{names} all describe the folder, so none was used; open one of them.", names=names)
            )
    return None, notes


def _open_folder(folder: Path) -> Opened:
    found = find_images(folder)
    if not found.texts:
        raise StudioError(
            " ".join(filter(None, [tr("There are no images in {folder}.", folder=folder), found.note()])),
            tr("Choose a folder of photos, such as .jpg, .png or .tif files."),
        )
    finder = LabelFinder(folder)
    records = [ImageRecord(image, finder.find(image)) for image in found.texts]
    listed = find_class_list(folder, records)
    opened = Opened(folder, folder, listed.names, listed.file, records)
    opened.foreign = _foreign_labels(folder, records)
    opened.notes += filter(None, [found.note(), str(opened.foreign or "")])
    opened.notes += listed.notes + _left_lists(folder)
    opened.problems += listed.problems
    if opened.class_names:
        return opened
    highest = max((max(_wild_class_ids(record), default=-1) for record in records), default=-1)
    opened.class_names = [placeholder(class_id) for class_id in range(highest + 1)]
    if opened.class_names:
        opened.notes.append(
            trn(
                "No class names were found; the one class is named by number.",
                "No class names were found; the {n} classes are named by number.",
                highest + 1,
            )
        )
    return opened


def _foreign_title(path: Path) -> str:
    """Return what people call the format of a file's labels; "" when there are none."""
    if path.suffix.lower() not in (".json", ".xml"):
        return ""
    from studio.core.data.formats.heads import format_of

    name = format_of(path)
    return LABEL_FORMATS[name].title if name else ""


def _foreign_labels(folder: Path, records: Sequence[ImageRecord]) -> ForeignLabels | None:
    """Return what to say of labels of another format, which would be drawn again if nobody knew of them."""
    if any(record.label_path.is_file() for record in records[:_ASKED_FOR_LABELS]):
        return None
    places = [folder, records[0].path.parent, *(folder / name for name in _FOREIGN_FOLDERS)]
    for place in dict.fromkeys(places):
        first = islice(place.glob("*.[jx][sm]*"), _ASKED_FOR_FORMAT) if place.is_dir() else ()
        title = next(filter(None, map(_foreign_title, first)), "")
        if title:
            return ForeignLabels(folder, title)
    return None


def _left_lists(folder: Path) -> list[str]:
    """Return a note on each list of images that nothing refers to: it may have been meant as a split."""
    notes = []
    for name in SPLIT_LISTS:
        try:
            first = next((line for line in read_list(folder / name) if line), "")
        except StudioError:
            continue
        if first.lower().endswith(IMAGE_SUFFIXES):
            notes.append(tr("{name} was left aside, because no YAML or obj.data names it.", name=name))
    return notes


def _wild_class_ids(record: ImageRecord) -> list[int]:
    """Return the class ids in a label file of a folder without a class list (ids from 1000 on are typos)."""
    try:
        return yolo.class_ids(record.label_path.read_bytes(), 1000) if record.label_path.is_file() else []
    except OSError:
        return []


def _open_description(description: Description) -> Opened:
    """Open what a YAML or an obj.data names.

    Raises:
        StudioError: not one image was found.
    """
    opened = Opened(
        description.path,
        description.root,
        description.class_names,
        description.class_file,
        notes=[*description.notes],
        problems=[*description.problems],
    )
    reader = _Reader(opened, description.folders, description.own)
    reader.add_splits(description.entries)
    opened.foreign = _foreign_labels(opened.root, opened.records)
    opened.notes += filter(None, [*reader.mends(), str(opened.foreign or "")])
    return opened


class _Reader:
    """Turns the entries of splits (folders, list files) into records, one per image."""

    def __init__(self, opened: Opened, folders: Sequence[Path], own: Sequence[Path]) -> None:
        self._opened = opened
        self._folders = folders
        self._own = own
        self._mended: Counter[tuple[Path, str, Path | None]] = Counter()
        self._finder = LabelFinder(opened.root)
        self._records: dict[str, ImageRecord] = {}
        self._lists: dict[Path, list[str]] = {}

    def add_splits(self, entries: dict[str, list[str]]) -> None:
        """Read every split into the dataset.

        Raises:
            StudioError: not one image was found.
        """
        missing = []
        others: Counter[str] = Counter()
        for split, written in entries.items():
            images: list[str] = []
            for entry in written:
                found = paths.find(self._folders, entry, own=self._own)
                if found is None:
                    missing.append(entry)
                    message = tr("{entry} of the {split} images does not exist.", entry=entry, split=split)
                    self._opened.problems.append(Problem("split_missing", self._opened.source, None, message))
                    continue
                self._keep_mend(self._opened.source, entry, found)
                if found.path.is_dir():
                    pictures = find_images(found.path)
                    others += pictures.others
                    images += pictures.texts
                    is_bare = not pictures.texts
                else:
                    # One list may be that of two splits; what is wrong in it is said once.
                    if found.path not in self._lists:
                        self._lists[found.path] = self._read_list(found.path)
                    images += self._lists[found.path]
                    seen_from = list_folders(found.path, self._folders, self._own)
                    self._opened.lists.append(ImageList(found.path, split, *seen_from))
                    is_bare = not any(read_list(found.path))
                if is_bare:
                    message = tr("{entry} of the {split} images holds none.", entry=entry, split=split)
                    self._opened.problems.append(Problem("split_empty", self._opened.source, None, message))
            if images:
                self._opened.splits[split] = [self._record(image) for image in dict.fromkeys(images)]
        self._opened.records = list(self._records.values())
        left_out = note_on_others(others)
        self._opened.notes += filter(None, [left_out])
        if not self._records:
            in_vain = [problem for problem in self._opened.problems if problem.kind == "image_missing"]
            if in_vain and not missing:
                raise StudioError(
                    tr(
                        "{file} leads to no images. Line {line} of {list}: {message}",
                        file=self._opened.source,
                        line=in_vain[0].line,
                        list=in_vain[0].file,
                        message=in_vain[0].message,
                    ),
                    tr("Write one path of an image a line, or open the folder of images instead."),
                )
            raise StudioError(
                " ".join(filter(None, [tr("{file} leads to no images.", file=self._opened.source), left_out]))
                if not missing
                else tr(
                    "{file} leads to no images: {entry} does not exist.",
                    file=self._opened.source,
                    entry=missing[0],
                ),
                tr("Check its paths, or open the folder of images instead."),
            )

    def _record(self, image: str) -> ImageRecord:
        record = self._records.get(image)
        if record is None:
            record = self._records[image] = ImageRecord(image, self._finder.find(image))
        return record

    def _read_list(self, file: Path) -> list[str]:
        images: dict[str, int] = {}
        folders, own = list_folders(file, self._folders, self._own)
        hit = os.fspath(file.parent)
        for number, written in enumerate(read_list(file), start=1):
            if not written:
                continue
            image = os.path.normpath(os.path.join(hit, written))
            if "\0" in image or not os.path.isfile(image):
                found = paths.find(folders, written, own=own)
                if found is None or not found.path.is_file():
                    message = tr("The image {image} does not exist.", image=written[:300])
                    self._opened.problems.append(Problem("image_missing", file, number, message))
                    continue
                self._keep_mend(file, written, found)
                image = os.fspath(found.path)
                end = os.path.normpath(written)
                if image.endswith(os.sep + end):
                    hit = image[: -len(end) - 1] or os.sep
            if image in images:
                message = tr("The image already stands on line {first}.", first=images[image])
                self._opened.problems.append(Problem("list_duplicate", file, number, message))
            images.setdefault(image, number)
        return list(images)

    def _keep_mend(self, file: Path, written: str, found: paths.Found) -> None:
        if found.dropped:
            end = len(paths.as_path(written).parts) - len(PurePosixPath(found.dropped).parts)
            self._mended[file, found.dropped, found.path.parents[end - 1]] += 1
        elif found.has_backslashes:
            self._mended[file, "", None] += 1

    def mends(self) -> list[str]:
        """Return a sentence for each way in which written paths were mended."""
        return [
            trn(
                "{n} path in {file} begins with {dropped}, which is not there; it was found in {place}.",
                "{n} paths in {file} begin with {dropped}, which is not there; they were found in {place}.",
                count,
                file=file.name,
                dropped=dropped,
                place=place,
            )
            if place
            else trn(
                "{n} path in {file} is written with backslashes; they were read as /.",
                "{n} paths in {file} are written with backslashes; they were read as /.",
                count,
                file=file.name,
            )
            for (file, dropped, place), count in self._mended.items()
        ]


def _shared_labels(records: Sequence[ImageRecord]) -> list[Problem]:
    first: dict[str, ImageRecord] = {}
    problems = []
    for record in records:
        other = first.setdefault(os.path.normcase(record.label_text), record)
        if other is not record:
            message = tr(
                "{image} and {other} share the label file {label}; rename one of the images.",
                image=record.path.name,
                other=other.path.name,
                label=record.label_path.name,
            )
            problems.append(Problem("label_shared", record.path, None, message))
    return problems


def _unnamed(opened: Opened) -> list[Problem]:
    """Return a problem where a list has numbers without a name: its ids may be counted from 1."""
    invented = [id_ for id_, name in enumerate(opened.class_names) if name == placeholder(id_)]
    try:
        body = read_text(opened.class_file.path).body if invented else ""
    except StudioError:
        return []
    nameless = [id_ for id_ in invented if not re.search(rf"\b{placeholder(id_)}\b", body)]
    if not body.strip() or not nameless:
        return []
    message = tr(
        "Classes without a name: {count} of {total}; number {id} is called {name}.",
        count=len(nameless),
        total=len(opened.class_names),
        id=nameless[0],
        name=placeholder(nameless[0]),
    )
    return [Problem("names", opened.class_file.path, None, message)]


def _doubled_names(opened: Opened) -> list[Problem]:
    doubled = sorted({name for name in opened.class_names if opened.class_names.count(name) > 1})
    return [
        Problem("names", opened.class_file.path, None, tr("Two classes are named {name}.", name=name))
        for name in doubled
    ]
