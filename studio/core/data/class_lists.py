"""Whose class list is it: the list that leads to a folder of images, wherever the common tools put it."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from studio.core.data.descriptions import DESCRIPTION_SUFFIXES, Description, files_with, read_description
from studio.core.data.names import ClassFile, names_of_lines, placeholder
from studio.core.data.places import looks_like_labels
from studio.core.data.record import ImageRecord, Problem, folders_of
from studio.core.data.text import read_text
from studio.core.errors import StudioError
from studio.core.files import missing_error
from studio.core.json_door import Number, Text, Whole, parse_json
from studio.core.words import tr

LIST_NAMES = (
    "classes.txt",  # labelImg beside the labels, Label Studio, Roboflow
    "obj.names",  # darknet, CVAT
    "labels/classes.txt",
    "images/classes.txt",
    "_darknet.labels",  # Roboflow, in each split
    "notes.json",  # Label Studio
    "predefined_classes.txt",  # labelImg: what it begins with
    "data/predefined_classes.txt",
    "labels.txt",  # MakeSense
    "names.txt",
    "class_names.txt",
)
"""Where a list without a description is looked for, best first, in capitals or not.

Beside these, any one .names file.
"""

LEVELS_ABOVE = 3
"""How far above a folder a description may lie that leads into it: Roboflow's is two above train/images."""

# Folders that are a part of a dataset and not one by themselves.
_PART = re.compile(
    r"(jpe?g)?images?|imgs?|photos?|pictures?|pics?|frames?|labels?|lbls?|annotations?|annos?|bboxe?s?|txts?|"
    r"obj|data|obj_\w+_data|"
    r"(train|val|valid|validation|test|trainval)(ing)?[_-]?\d*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class ClassList:
    """The class names of a folder and where they are kept; none (`names` empty) when no list leads here."""

    names: list[str]
    file: ClassFile
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def find_class_list(folder: Path, records: Sequence[ImageRecord]) -> ClassList:
    """Find the one class list that leads to the images of a folder.

    A YAML or obj.data leads to where its train, val, test and path do. A bare list leads to all of its own
    folder, and beyond that as far as folders that are parts of a dataset go (images, labels, train, ...): the
    list in train/labels is that of the folder above train, and that of the folder above a folder called
    images leads to it. Lists that don't are named in a note and left alone.
    """
    return _Search(folder, records).run()


class _Search:
    def __init__(self, folder: Path, records: Sequence[ImageRecord]) -> None:
        self._folder = folder
        self._records = records
        self._labels = {os.path.normcase(record.label_text) for record in records}
        # A photo may be called classes.jpg.
        new = next(path for name in LIST_NAMES if not self._is_label(path := folder / name))
        self._found = ClassList([], ClassFile(new, "lines"))
        self._foreign: list[Path] = []

    def _is_label(self, path: Path) -> bool:
        return os.path.normcase(path) in self._labels

    def run(self) -> ClassList:
        above = list(takewhile(lambda place: place != place.parent, self._folder.parents))
        # Where labels lie beside the folder (images/train and labels/train), nearest first.
        beside = [part for place in self._label_folders() for part in _parts(place)]
        parts = {*_parts(self._folder), *beside}
        if self._look_in(self._folder, is_part=True) or self._look_below():
            return self._found
        for place in dict.fromkeys([*beside, *above[:LEVELS_ABOVE]]):
            if self._look_in(place, is_part=place in parts):
                return self._found
        for path in self._foreign[:3]:
            self._found.notes.append(
                tr("{file} was left aside, because nothing says that it is of this folder.", file=path)
            )
        return self._found

    def _label_folders(self) -> list[Path]:
        """Return the folders outside this one that its labels are in."""
        places = folders_of(record.label_text for record in self._records)
        inside = os.fspath(self._folder)
        return sorted(Path(place) for place in places if not _is_below(place, inside))

    def _look_in(self, place: Path, *, is_part: bool) -> bool:
        """Take the list kept in a place, if it leads to the folder."""
        leading, claimed = self._descriptions(place)
        by_file = {description.class_file.path: description for description in leading}
        if is_part:
            for path in self._without_rivals(_bare_lists(place), claimed):
                if path in by_file:
                    return self._take_description(by_file[path])
                if self._take(path):
                    return True
        else:
            self._foreign += [path for path in _bare_lists(place) if path.is_file()]
        return bool(leading) and self._take_description(leading[0])

    def _without_rivals(self, lists: Iterable[Path], claimed: set[Path]) -> list[Path]:
        """Return the lists without .names files that name other classes than one another: none is better."""
        paths = [path for path in lists if path not in claimed]
        rivals = [path for path in paths if path.name.lower() not in LIST_NAMES]
        if len({tuple(_names_or_none(path) or ()) for path in rivals}) <= 1:
            return paths
        names = ", ".join(path.name for path in rivals)
        self._found.notes.append(
            tr("{names} all name classes, other ones each, so none was used; keep one of them.", names=names)
        )
        return [path for path in paths if path not in rivals]

    def _descriptions(self, place: Path) -> tuple[list[Description], set[Path]]:
        """Return what describes the folder, and the lists of what describes another one."""
        leading, claimed = [], set()
        for path in files_with(place, DESCRIPTION_SUFFIXES):
            if not path.is_file():
                continue
            try:
                description = read_description(path)
            except StudioError:
                continue
            # One of this folder whose images were moved is still of this folder.
            is_own = place == self._folder and not description.leads_anywhere()
            if is_own or description.leads_to(self._folder):
                leading.append(description)
            else:
                claimed.add(description.class_file.path)
                self._foreign.append(path)
        return leading, claimed

    def _take_description(self, description: Description) -> bool:
        self._found.names = list(description.class_names)
        self._found.file = description.class_file
        self._found.notes.append(tr("Class names are those of {file}.", file=description.class_file.path))
        text = read_text(description.class_file.path)
        self._found.notes += [text.guess_note(description.class_file.path)] if text.is_guess else []
        return True

    def _take(self, path: Path) -> bool:
        """Take a bare list, if there is anything in it and it isn't the label file of an image."""
        if self._is_label(path):
            return False
        try:
            if path.is_symlink() and not path.exists():
                raise missing_error(path)
            names, note = _read_list(path)
        except StudioError as error:
            # Told, and not replaced by another: numbers in labels are of this list.
            self._found.file = _file_of(path)
            self._found.problems.append(Problem("names", path, None, error.cause))
            return True
        if not names:
            return False
        self._found.names, self._found.file = names, _file_of(path)
        self._found.notes.append(tr("Class names are those of {file}.", file=path))
        self._found.notes += note
        return True

    def _look_below(self) -> bool:
        """Take the lists kept beside labels below the folder, where they lead to all of it and agree."""
        units: set[str] = set()
        places: dict[str, str] = {}
        top = os.fspath(self._folder)
        beside = folders_of(record.path_text for record in self._records)
        beside |= folders_of(record.label_text for record in self._records)
        for start in beside:
            if _is_below(start, top):
                chain = [os.fspath(place) for place in _parts(Path(start), top=self._folder)]
                units.add(chain[-1])
                places |= dict.fromkeys(chain, chain[-1])
        lists: list[tuple[Path, list[str]]] = []
        for place in sorted(places):
            if place == top:
                continue
            for path in _bare_lists(Path(place), globs=False):
                if self._is_label(path) or not path.is_file():
                    continue
                if units != {places[place]}:
                    self._foreign.append(path)
                    continue
                try:
                    names, _ = _read_list(path)
                except StudioError as error:
                    self._found.problems.append(Problem("names", path, None, error.cause))
                    continue
                if names:
                    lists.append((path, names))
                    break
        if not lists:
            return False
        longest = max(lists, key=lambda found: len(found[1]))
        for path, names in lists:
            if names != longest[1][: len(names)]:
                message = tr(
                    "{file} and {other} name other classes, so neither was used.", file=path, other=longest[0]
                )
                self._found.problems.append(Problem("names", path, None, message))
                return False
        return self._take(longest[0])


def _parts(folder: Path, top: Path | None = None) -> list[Path]:
    """Return a folder and those above it that it is a part of, up to `top`."""
    chain = [folder]
    while _PART.fullmatch(chain[-1].name) and chain[-1] != top and chain[-1].parent != chain[-1]:
        chain.append(chain[-1].parent)
    return chain


def _is_below(place: str, folder: str) -> bool:
    return place == folder or place.startswith(folder.rstrip(os.sep) + os.sep)


def _bare_lists(place: Path, *, globs: bool = True) -> Iterator[Path]:
    """Yield where a place may keep a list, best first."""
    spelt = _Spelling()
    known = [spelt.of(place, name) for name in LIST_NAMES]
    others = files_with(place, (".names",)) if globs else []
    yield from dict.fromkeys([*known[:4], *others, *known[4:]])


_PARTS_OF_NAMES = {part for name in LIST_NAMES for part in name.split("/")}


class _Spelling:
    """Finds what LIST_NAMES name, however it is spelt in capitals, listing every folder once."""

    def __init__(self) -> None:
        self._names: dict[Path, dict[str, str]] = {}

    def of(self, place: Path, name: str) -> Path:
        """Return the file of this name, else one that differs in capitals alone, else where it would be."""
        for part in name.split("/"):
            if place not in self._names:
                try:
                    # Beside it may lie fifty thousand photos.
                    listed = sorted(name for name in os.listdir(place) if name.lower() in _PARTS_OF_NAMES)  # noqa: PTH208
                except OSError:
                    listed = []
                self._names[place] = {entry.lower(): entry for entry in listed} | {
                    entry: entry for entry in listed
                }
            place /= self._names[place].get(part, part)
        return place


def _file_of(path: Path) -> ClassFile:
    """Return where names read from `path` are kept when they change; JSON is not for editing."""
    return ClassFile(path.with_name("classes.txt") if path.suffix == ".json" else path, "lines")


def _read_list(path: Path) -> tuple[list[str], list[str]]:
    """Return the names in a bare list, none where there is no list, and a note when its encoding is a guess.

    Raises:
        StudioError: it can't be read.
    """
    if not path.is_file():
        return [], []
    text = read_text(path)
    if looks_like_labels(text.body):
        return [], []
    names = _names_of_notes(text.body) if path.suffix == ".json" else names_of_lines(text)
    return names, [text.guess_note(path)] if text.is_guess else []


def _names_or_none(path: Path) -> list[str] | None:
    with contextlib.suppress(StudioError):
        return _read_list(path)[0]
    return None


NOTES = {"categories": [{"id": (Whole(), Text()), "name": (Text(), Number())}]}
"""The shape of Label Studio's notes.json."""


def _names_of_notes(body: str) -> list[str]:
    """Return the class names of Label Studio's notes.json; none of a JSON file of anything else."""
    try:
        notes = parse_json(body, NOTES)
        by_id = {int(row["id"]): str(row["name"]).strip() for row in notes["categories"]}
    except (StudioError, ValueError):
        return []
    if not by_id or min(by_id) < 0 or max(by_id) >= 10_000:
        return []
    return [by_id.get(class_id) or placeholder(class_id) for class_id in range(max(by_id) + 1)]
