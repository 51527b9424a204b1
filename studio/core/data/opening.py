"""The ways to open a dataset in place: data YAML, darknet obj.data, plain folder. Nothing is written."""

# Fifty thousand lines are joined and looked up here; as strings that takes a fifth of the time of Paths.
# ruff: noqa: PTH113, PTH118

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.data import paths
from studio.core.data.formats import yolo
from studio.core.data.names import ClassFile, names_of_yaml, placeholder, read_names_file
from studio.core.data.record import ImageRecord, Problem
from studio.core.data.yaml_text import load_yaml, read_text
from studio.core.errors import StudioError
from studio.core.pictures import IMAGE_SUFFIXES, find_images, note_on_others
from studio.core.words import tr

YAML_SUFFIXES = (".yaml", ".yml")
DARKNET_SUFFIXES = (".data",)
NAMES_FILES = ("classes.txt", "obj.names", "labels/classes.txt")

_SPLIT_KEYS = {"train": ("train",), "val": ("val", "valid", "validation"), "test": ("test",)}
_NOTHING = ("", "~", "null", "Null", "NULL")


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
        opened = (None if plain else _open_described(path)) or _open_folder(path)
    elif path.suffix.lower() in YAML_SUFFIXES:
        opened = _open_yaml(path)
    elif path.suffix.lower() in DARKNET_SUFFIXES:
        opened = _open_darknet(path)
    else:
        raise StudioError(
            tr("{path} is not a dataset.", path=path),
            tr("Give a folder of images, a data YAML or a darknet obj.data."),
        )
    opened.problems += _shared_labels(opened.records) + _doubled_names(opened)
    return opened


def _open_described(folder: Path) -> Opened | None:
    """Open the one YAML, else the one obj.data, that describes a folder; None when there is none."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    yamls = [path for path in files if path.suffix.lower() in YAML_SUFFIXES and _is_data_yaml(path)]
    darknets = [path for path in files if path.suffix.lower() in DARKNET_SUFFIXES]
    for found, opener in ((yamls, _open_yaml), (darknets, _open_darknet)):
        if len(found) == 1:
            try:
                opened = opener(found[0])
            except StudioError:
                continue
            opened.notes.insert(
                0,
                tr(
                    "The folder is described by {name}; its images, splits and class names are used.",
                    name=found[0].name,
                ),
            )
            return opened
    return None


def _is_data_yaml(path: Path) -> bool:
    try:
        data = load_yaml(read_text(path), path)
    except StudioError:
        return False
    return "train" in data and ("names" in data or "nc" in data)


def _open_folder(folder: Path) -> Opened:
    found = find_images(folder)
    if not found.paths:
        raise StudioError(
            " ".join(filter(None, [tr("There are no images in {folder}.", folder=folder), found.note()])),
            tr("Choose a folder with {suffixes} files.", suffixes=", ".join(IMAGE_SUFFIXES)),
        )
    finder = paths.LabelFinder(folder)
    records = [ImageRecord(image, Path(finder.find(str(image)))) for image in found.paths]
    opened = Opened(folder, folder, [], ClassFile(folder / NAMES_FILES[0], "lines"), records)
    opened.notes += filter(None, [found.note()])
    named = _find_names(folder)
    if named:
        opened.class_names, opened.class_file = named
        opened.notes.append(tr("Class names are those of {file}.", file=opened.class_file.path))
        return opened
    highest = max((max(_wild_class_ids(record), default=-1) for record in records), default=-1)
    opened.class_names = [placeholder(class_id) for class_id in range(highest + 1)]
    if opened.class_names:
        opened.notes.append(
            tr("No class names were found; the {count} classes are named by number.", count=highest + 1)
        )
    return opened


def _find_names(folder: Path) -> tuple[list[str], ClassFile] | None:
    """Return the class names kept in a folder or the one above it."""
    for place in (folder, folder.parent):
        try:
            others = sorted(path for path in place.iterdir() if path.suffix in (".names", *YAML_SUFFIXES))
        except OSError:
            continue
        for path in dict.fromkeys([*(place / name for name in NAMES_FILES), *others]):
            try:
                if path.suffix in YAML_SUFFIXES:
                    names = (
                        names_of_yaml(load_yaml(read_text(path), path), path) if _is_data_yaml(path) else []
                    )
                else:
                    names = read_names_file(path) if path.is_file() else []
            except StudioError:
                continue
            if names:
                return names, ClassFile(path, "yaml" if path.suffix in YAML_SUFFIXES else "lines")
    return None


def _wild_class_ids(record: ImageRecord) -> list[int]:
    """Return the class ids in a label file of a folder without a class list (ids from 1000 on are typos)."""
    try:
        return yolo.class_ids(record.label_path.read_bytes(), 1000) if record.label_path.is_file() else []
    except OSError:
        return []


def _open_yaml(path: Path) -> Opened:
    data = load_yaml(read_text(path), path)
    names = names_of_yaml(data, path)
    entries: dict[str, list[str]] = {}
    for split, keys in _SPLIT_KEYS.items():
        for key in keys:
            if split not in entries and (listed := _entries(data.get(key))):
                entries[split] = listed
    if not entries:
        raise StudioError(
            tr("{file} names no images: it has neither train: nor val:.", file=path),
            tr("Add a line such as train: images/train, or open the folder of images instead."),
        )
    written = next(iter(_entries(data.get("path"))), "")
    root = _yaml_root(path.parent, written, entries)
    opened = Opened(path, root, names, ClassFile(path, "yaml"))
    if root != joined_root(path.parent, written):
        opened.notes.append(
            tr(
                "The folder {written} that {name} names is not there; {root} was used for it.",
                written=written,
                name=path.name,
                root=root,
            )
        )
    elif root != path.parent:
        opened.notes.append(tr("The folder {written} was found at {root}.", written=written, root=root))
    count = data.get("nc")
    if isinstance(count, str) and count.strip() and count.strip() != str(len(names)):
        message = tr("nc says {nc} classes, but there are {count} names.", nc=count, count=len(names))
        opened.problems.append(Problem("names", path, None, message))
    # Not in the folders above: a split that is missing here may be another dataset's there.
    _Reader(opened, [root, path.parent]).add_splits(entries)
    return opened


def joined_root(folder: Path, written: str) -> Path:
    """Return the folder a `path:` names when seen from the YAML's own folder."""
    return paths.joined(folder, paths.as_path(written)) if written else folder


def _yaml_root(folder: Path, written: str, entries: dict[str, list[str]]) -> Path:
    for candidate in paths.root_candidates(folder, written):
        if any(
            paths.exists(paths.joined(candidate, paths.as_path(entry)))
            for split in ("train", "val")
            for entry in entries.get(split, [])
        ):
            return candidate
    return folder


def _entries(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [entry for entry in values if isinstance(entry, str) and entry.strip() not in _NOTHING]


def _open_darknet(path: Path) -> Opened:
    data = dict(re.findall(r"(?m)^\s*(\w+)\s*=[ \t]*(.*?)[ \t]*\r?$", read_text(path).lstrip("\ufeff")))
    folders = [path.parent, *path.parent.parents]
    entries = {
        split: [data[key]]
        for split, keys in _SPLIT_KEYS.items()
        for key in keys
        if data.get(key, "") not in _NOTHING
    }
    if not entries:
        raise StudioError(
            tr("{file} names no list of images.", file=path),
            tr("It needs a line such as train = train.txt."),
        )
    names_path = paths.find(folders, data.get("names", ""))
    if names_path is None or not names_path.is_file():
        raise StudioError(
            tr("The class names of {file} were not found: {names}.", file=path, names=data.get("names", "")),
            tr("Its line names = must lead to a file with one class name per line."),
        )
    names = read_names_file(names_path)
    opened = Opened(path, path.parent, names, ClassFile(names_path, "lines", count_file=path))
    count = data.get("classes", "")
    if count and count != str(len(names)):
        message = tr("classes says {classes}, but there are {count} names.", classes=count, count=len(names))
        opened.problems.append(Problem("names", path, None, message))
    _Reader(opened, folders).add_splits(entries)
    return opened


class _Reader:
    """Turns the entries of splits (folders, list files) into records, one per image."""

    def __init__(self, opened: Opened, folders: Sequence[Path]) -> None:
        self._opened = opened
        self._folders = folders
        self._finder = paths.LabelFinder(opened.root)
        self._records: dict[str, ImageRecord] = {}

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
                place = paths.find(self._folders, entry)
                if place is None:
                    missing.append(entry)
                    message = tr("{entry} of the {split} images does not exist.", entry=entry, split=split)
                    self._opened.problems.append(Problem("split_missing", self._opened.source, None, message))
                elif place.is_dir():
                    found = find_images(place)
                    others += found.others
                    images += [str(image) for image in found.paths]
                else:
                    images += self._read_list(place)
            if images:
                self._opened.splits[split] = [self._record(image) for image in dict.fromkeys(images)]
        self._opened.records = list(self._records.values())
        left_out = note_on_others(others)
        self._opened.notes += filter(None, [left_out])
        if not self._records:
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
            record = self._records[image] = ImageRecord(Path(image), Path(self._finder.find(image)))
        return record

    def _read_list(self, file: Path) -> list[str]:
        images: dict[str, int] = {}
        # `./` means the list's own folder; any other relative line was meant from where the trainer
        # was started, usually a folder above.
        folders = list(dict.fromkeys([file.parent, *self._folders, *file.parent.parents]))
        hit = file.parent
        for number, line in enumerate(read_text(file).lstrip("\ufeff").splitlines(), start=1):
            written = line.strip()
            if not written:
                continue
            image = os.path.normpath(os.path.join(hit, written))
            if "\0" in image or not os.path.isfile(image):
                found = paths.find(folders, written)
                if found is None or not found.is_file():
                    message = tr("The image {image} does not exist.", image=written[:300])
                    self._opened.problems.append(Problem("image_missing", file, number, message))
                    continue
                image = str(found)
                end = os.path.normpath(written)
                if image.endswith(os.sep + end):
                    hit = Path(image[: -len(end) - 1] or os.sep)
            if image in images:
                message = tr("The image already stands on line {first}.", first=images[image])
                self._opened.problems.append(Problem("list_duplicate", file, number, message))
            images.setdefault(image, number)
        return list(images)


def _shared_labels(records: Sequence[ImageRecord]) -> list[Problem]:
    first: dict[Path, ImageRecord] = {}
    problems = []
    for record in records:
        other = first.setdefault(record.label_path, record)
        if other is not record:
            message = tr(
                "{image} and {other} share the label file {label}; rename one of the images.",
                image=record.path.name,
                other=other.path.name,
                label=record.label_path.name,
            )
            problems.append(Problem("label_shared", record.path, None, message))
    return problems


def _doubled_names(opened: Opened) -> list[Problem]:
    doubled = sorted({name for name in opened.class_names if opened.class_names.count(name) > 1})
    return [
        Problem("names", opened.class_file.path, None, tr("Two classes are named {name}.", name=name))
        for name in doubled
    ]
