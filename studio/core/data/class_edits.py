"""The lists of a dataset's class names: all that lead to its images, changed together or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from studio.core.data.changes import Change, FileEdit
from studio.core.data.descriptions import DARKNET_SUFFIXES, YAML_SUFFIXES, is_description, read_description
from studio.core.data.names import ClassFile
from studio.core.data.opening import Opened
from studio.core.data.record import Problem, folders_of
from studio.core.errors import StudioError
from studio.core.files import read_or_none
from studio.core.words import tr

PLAIN_LISTS = ("classes.txt", "obj.names")
"""Lists that belong to the images they lie beside."""
MAX_NAMES_TOLD = 5


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
        self._image_folders = folders_of(record.path_text for record in opened.records)
        self._label_folders = set(map(Path, folders_of(record.label_text for record in opened.records)))
        # A photo may be called classes.jpg.
        self._labels = {os.path.normcase(record.label_text) for record in opened.records}
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

    def change(self, old: list[str], new: list[str]) -> Change:
        """Return what must be written for `old` to become `new` in every list that says `old`.

        Raises:
            StudioError: a list was changed meanwhile, or is in a form that can't be edited safely.
        """
        edits: list[FileEdit] = []
        others = []
        if new != old:
            edits += _edits(self.main, old, new)
            for other in self._others():
                if _names_in(other) == old:
                    edits += _edits(other, old, new)
                else:
                    others.append(other.path)
        return Change(tuple(old), tuple(new), tuple(edits), tuple(others))

    def _others(self) -> list[ClassFile]:
        """Find the lists beside the main one, each file once however it is reached."""
        known = {os.path.realpath(self.main.path)}
        foreign: set[str] = set()
        plain: list[ClassFile] = []
        described: list[ClassFile] = []
        for folder in self._folders():
            for name in _file_names(folder):
                path = folder / name
                if is_description(path):
                    file, leads_here = self._described(path)
                    if file and leads_here:
                        described.append(file)
                    elif file:
                        foreign.add(os.path.realpath(file.path))
                elif (
                    name.lower() in PLAIN_LISTS
                    and os.path.normcase(path) not in self._labels
                    and self._is_inside(folder)
                ):
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

    def _described(self, path: Path) -> tuple[ClassFile | None, bool]:
        """Return the list a data YAML or obj.data keeps its names in, and whether its images are these."""
        try:
            description = read_description(path)
        except StudioError:
            return None, False
        return description.class_file, description.leads_to(self._root)

    def _shown(self, path: Path) -> str:
        return str(path.relative_to(self._root)) if path.is_relative_to(self._root) else str(path)


def _edits(file: ClassFile, old: list[str], new: list[str]) -> list[FileEdit]:
    """Return the edits of a list's files; raises StudioError when one changes while it is looked at."""
    paths = [file.path, *([file.count_file] if file.count_file else [])]
    before = {path: read_or_none(path) for path in paths}
    edits = [FileEdit(path, before[path], after) for path, after in file.edits(old, new).items()]
    for edit in edits:
        # What is to be written was made of what was there before.
        edit.check()
    return edits


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
