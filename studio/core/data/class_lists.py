"""The lists of a dataset's class names: all that lead to its images, changed together or not at all."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from studio.core.data import paths
from studio.core.data.names import ClassFile, names_of_yaml
from studio.core.data.opening import DARKNET_SUFFIXES, YAML_SUFFIXES, Opened
from studio.core.data.record import Problem
from studio.core.data.yaml_text import load_yaml, read_text
from studio.core.errors import StudioError
from studio.core.files import read_or_none, write_or_remove
from studio.core.words import tr

PLAIN_LISTS = ("classes.txt", "obj.names")
"""Lists that belong to the images they lie beside."""
SPLITS = ("train", "val", "valid", "validation", "test")
MAX_LINES_LOOKED_AT = 50
"""Of a list of images; one that leads here does so in its first lines."""
MAX_NAMES_TOLD = 5


class ListChanged(StudioError):
    """A list of classes was changed by someone else since it was read; nothing was written."""


@dataclass(frozen=True, slots=True)
class FileEdit:
    """One file of a change: what it holds before and after; None is no file."""

    path: Path
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class ClassChange:
    """A change of the class names as the bytes of every file concerned, so that it can be taken back exactly.

    Attributes:
        old, new: all names before and after.
        edits: the files that change.
        others: lists that say something else than `old`, and are left alone.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    edits: tuple[FileEdit, ...]
    others: tuple[Path, ...] = ()

    def reversed(self) -> ClassChange:
        """Return the change that takes this one back."""
        edits = tuple(FileEdit(edit.path, edit.after, edit.before) for edit in self.edits)
        return ClassChange(self.new, self.old, edits, self.others)

    def write(self) -> None:
        """Write every file; when one can't be written, those before it get back what they held.

        Raises:
            ListChanged: a file holds something else than before. StudioError: one can't be written.
        """
        for edit in self.edits:
            if read_or_none(edit.path) != edit.before:
                raise ListChanged(
                    tr("The classes in {file} were changed by another program or window.", file=edit.path),
                    tr("Open the dataset again to see them, then change them."),
                )
        written: list[FileEdit] = []
        try:
            for edit in self.edits:
                write_or_remove(edit.path, edit.after)
                written.append(edit)
        except StudioError:
            for edit in reversed(written):
                with contextlib.suppress(StudioError):
                    write_or_remove(edit.path, edit.before)
            raise


class ClassLists:
    """Every file that holds the class names of a dataset.

    Beside the one they were read from: lists beside the images, their labels and in the folders between these
    and the dataset's own; and what a data YAML or obj.data names that leads to the same images.
    """

    def __init__(self, opened: Opened) -> None:
        self.main = opened.class_file
        self._names = opened.class_names
        self._source = opened.source
        self._root = opened.root
        self._records = opened.records
        self._image_folders = {os.path.dirname(record.path) for record in opened.records}  # noqa: PTH120
        self._label_folders = {
            Path(folder)
            for folder in {os.path.dirname(record.label_path) for record in opened.records}  # noqa: PTH120
        }
        self._found = self._others()

    def paths(self) -> list[Path]:
        """Return the files as found when the dataset was opened, the one the names were read from first."""
        return [self.main.path, *(other.path for other in self._found)]

    def disagreements(self) -> list[Problem]:
        """Return a problem for each list found at opening that says something else than the names in use."""
        problems = []
        for other in self._found:
            theirs = _names_in(other)
            if theirs is not None and theirs != self._names:
                message = tr(
                    "The classes in {file} are {theirs}, but those in {main} are {ours}.",
                    file=self._shown(other.path),
                    theirs=_listed(theirs),
                    main=self._shown(self.main.path),
                    ours=_listed(self._names),
                )
                problems.append(Problem("names", other.path, None, message))
        return problems

    def change(self, old: list[str], new: list[str]) -> ClassChange:
        """Return what must be written for `old` to become `new` in every list that says `old`.

        Raises:
            StudioError: a list was changed meanwhile, or is in a form that can't be edited safely.
        """
        edits: dict[Path, bytes] = {}
        others = []
        if new != old:
            edits.update(self.main.edits(old, new))
            for other in self._others():
                if _names_in(other) == old:
                    edits.update(other.edits(old, new))
                else:
                    others.append(other.path)
        before = {path: read_or_none(path) for path in edits}
        return ClassChange(
            tuple(old),
            tuple(new),
            tuple(FileEdit(path, before[path], after) for path, after in edits.items()),
            tuple(others),
        )

    def _others(self) -> list[ClassFile]:
        """Find the lists beside the main one, each file once however it is reached."""
        known = {os.path.realpath(self.main.path)}
        foreign: set[str] = set()
        plain: list[ClassFile] = []
        described: list[ClassFile] = []
        for folder in self._folders():
            for name in _file_names(folder):
                path = folder / name
                if name.lower().endswith(YAML_SUFFIXES):
                    described += self._of_yaml(path)
                elif name.lower().endswith(DARKNET_SUFFIXES):
                    found, leads_here = self._of_darknet(path)
                    described += found if leads_here else []
                    foreign |= set() if leads_here else {os.path.realpath(file.path) for file in found}
                elif name in PLAIN_LISTS and self._is_inside(folder):
                    plain.append(ClassFile(path, "lines"))
        found = []
        # Those described come first: an obj.data's count follows its names.
        for file in (*described, *plain):
            real = os.path.realpath(file.path)
            if real not in known and (file.count_file or real not in foreign):
                known.add(real)
                found.append(file)
        return found

    def _folders(self) -> list[Path]:
        """Return where lists may lie: the dataset's folder, the one above, and from labels and images up."""
        folders = [self._root, self._main_folder(), self._root.parent]
        for start in sorted({*self._label_folders, *map(Path, self._image_folders)}):
            folder = start
            while folder not in folders:
                folders.append(folder)
                if not folder.is_relative_to(self._root) or folder == self._root:
                    break
                folder = folder.parent
        return list(dict.fromkeys(folders))

    def _main_folder(self) -> Path:
        return self._source if self._source == self._root else self._source.parent

    def _is_inside(self, folder: Path) -> bool:
        """Say whether a folder is the dataset's own, or holds its images or labels."""
        return (
            folder.is_relative_to(self._root)
            or folder in self._label_folders
            or str(folder) in self._image_folders
        )

    def _of_yaml(self, path: Path) -> list[ClassFile]:
        try:
            data = load_yaml(read_text(path), path)
            names_of_yaml(data, path)
        except StudioError:
            return []
        entries = [data[key] for key in SPLITS if key in data]
        written = data.get("path")
        roots = paths.root_candidates(path.parent, written if isinstance(written, str) else "")
        listed = [entry for value in entries for entry in (value if isinstance(value, list) else [value])]
        return [ClassFile(path, "yaml")] if self._leads_here(roots, listed) else []

    def _of_darknet(self, path: Path) -> tuple[list[ClassFile], bool]:
        """Return the names an obj.data leads to, and whether its images are these."""
        try:
            data = dict(re.findall(r"(?m)^\s*(\w+)\s*=[ \t]*(.*?)[ \t]*\r?$", read_text(path)))
        except StudioError:
            return [], False
        folders = [path.parent, *path.parent.parents]
        names = paths.find(folders, data.get("names", ""))
        if names is None or not names.is_file():
            return [], False
        found = ClassFile(names, "lines", count_file=path)
        return [found], self._leads_here(folders, [data[key] for key in SPLITS if key in data])

    def _leads_here(self, folders: Iterable[Path], entries: Iterable[object]) -> bool:
        """Say whether an entry of a split is a folder over one of the images, or a list that names one."""
        folders = list(folders)
        for entry in entries:
            place = paths.find(folders, entry) if isinstance(entry, str) else None
            if place is None:
                continue
            if place.is_dir():
                inside = os.path.join(place, "")  # noqa: PTH118
                if any(os.path.join(folder, "").startswith(inside) for folder in self._image_folders):  # noqa: PTH118
                    return True
            elif self._list_leads_here(place, folders):
                return True
        return False

    def _list_leads_here(self, file: Path, folders: list[Path]) -> bool:
        try:
            lines = [line for line in read_text(file).splitlines() if line.strip()][:MAX_LINES_LOOKED_AT]
        except StudioError:
            return False
        places = [file.parent, *folders, *file.parent.parents]
        return any(str(paths.find(places, line)) in self._images for line in lines)

    @cached_property
    def _images(self) -> set[str]:
        return {str(record.path) for record in self._records}

    def _shown(self, path: Path) -> str:
        return str(path.relative_to(self._root)) if path.is_relative_to(self._root) else str(path)


def _names_in(file: ClassFile) -> list[str] | None:
    with contextlib.suppress(StudioError):
        return file.read()
    return None


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:MAX_NAMES_TOLD])
    return tr("{names} ({count} in all)", names=shown, count=len(names)) if names[MAX_NAMES_TOLD:] else shown


def _file_names(folder: Path) -> list[str]:
    wanted = (*YAML_SUFFIXES, *DARKNET_SUFFIXES, *PLAIN_LISTS)
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.name.lower().endswith(wanted))
    except OSError:
        return []
