"""What describes a dataset: a data YAML or a darknet obj.data, read without looking at the images."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.data import paths
from studio.core.data.names import ClassFile, names_of_lines, names_of_yaml
from studio.core.data.record import Problem
from studio.core.data.text import Text, decode, decode_kept, read_content, read_text
from studio.core.data.yaml_text import load_yaml
from studio.core.errors import StudioError
from studio.core.words import tr

YAML_SUFFIXES = (".yaml", ".yml")
DARKNET_SUFFIXES = (".data",)
DESCRIPTION_SUFFIXES = (*YAML_SUFFIXES, *DARKNET_SUFFIXES)

SPLIT_KEYS = {
    "train": ("train",),
    "val": ("val", "valid", "validation"),
    "test": ("test",),
    "margin": ("margin",),
}
"""What each split is called in data YAMLs and in obj.data; `margin` is of this program alone, and holds the
images that lie too near to held-out ones to be learned from."""
_MOST_GONE = 20
_QUOTED = re.compile(r"""^(["'])(.*)\1$""")
_NOTHING = ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Description:
    """A YAML or obj.data as it says.

    Attributes:
        root: the folder its paths are seen from, first of `folders`.
        entries: by split the folders and list files it names, as written.
        folders: where its paths may be seen from, likeliest first.
        own: those of them that are the dataset's.
        notes: sentences about how it was read. problems: what is inconsistent.
    """

    path: Path
    root: Path
    class_names: list[str]
    class_file: ClassFile
    entries: dict[str, list[str]]
    folders: list[Path]
    own: list[Path]
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def leads_to(self, folder: Path) -> bool:
        """Say whether its images are in a folder or below, or the folder is in one of its folders."""
        place = os.path.realpath(folder)
        for written in (entry for entries in self.entries.values() for entry in entries):
            found = paths.find(self.folders, written, own=self.own)
            if found is None:
                continue
            if found.path.is_dir():
                other = os.path.realpath(found.path)
                if _is_in(other, place) or _is_in(place, other):
                    return True
            elif any(_is_in(os.path.realpath(image), place) for image in self._listed(found.path)):
                return True
        return False

    def leads_anywhere(self) -> bool:
        """Say whether anything it names is there."""
        return any(
            paths.find(self.folders, entry, own=self.own)
            for entries in self.entries.values()
            for entry in entries
        )

    def _listed(self, file: Path) -> Iterator[Path]:
        try:
            lines = read_list(file)
        except StudioError:
            return
        tried: Counter[str] = Counter()
        folders, own = list_folders(file, self.folders, self.own)
        for written in filter(None, lines):
            folder = written[: max(written.rfind("/"), written.rfind("\\"))]
            # Of each folder one image is enough; a few may be gone.
            if tried[folder] < _MOST_GONE:
                tried[folder] += 1
                found = paths.find(folders, written, own=own)
                if found is not None:
                    tried[folder] = _MOST_GONE
                    yield found.path


def read_list(file: Path) -> list[str]:
    """Return the lines of a list of images; a name that is no text is kept as the bytes it is.

    Raises:
        StudioError: the file can't be read.
    """
    content = read_content(file)
    try:
        text = decode(content, file)
    except StudioError:
        text = decode_kept(content)
    return [line.strip() for line in text.lines]


def list_folders(file: Path, folders: Sequence[Path], own: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return where the lines of a list may be seen from, and which of it is the dataset's.

    `./` means the list's own folder; any other relative line was meant from where the trainer was started,
    usually a folder above. A list that is a link may have been written where it really is.
    """
    real = Path(os.path.realpath(file)).parent
    places = dict.fromkeys([file.parent, real, *folders, *file.parent.parents])
    return list(places), list(dict.fromkeys([file.parent, real, *own]))


def read_description(path: Path) -> Description:
    """Read a data YAML or an obj.data.

    Raises:
        StudioError: it is neither, names no images, or its class names can't be read.
    """
    return _read_yaml(path) if path.suffix.lower() in YAML_SUFFIXES else _read_darknet(path)


def files_with(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """Return what in a folder has one of these suffixes (in small letters), in the order of names.

    Nothing where it can't be read. Beside it may lie fifty thousand photos, so that it is picked by its name.
    What begins with `._` is what macOS keeps beside a file in archives.
    """
    try:
        names = [name for name in os.listdir(folder) if name.lower().endswith(suffixes)]  # noqa: PTH208
    except OSError:
        return []
    # A name that is nothing but a suffix is that of a hidden file.
    shown = (name for name in names if not name.startswith("._") and name.lower() not in suffixes)
    return [folder / name for name in sorted(shown)]


def is_description(path: Path) -> bool:
    """Say whether a file is of a kind that can describe a dataset, by its name.

    What begins with `._` is what macOS keeps beside a file in archives.
    """
    return path.suffix.lower() in DESCRIPTION_SUFFIXES and not path.name.startswith("._")


def _read_yaml(path: Path) -> Description:
    text = read_text(path)
    data = load_yaml(text.body, path)
    if not {"train", "val", "names", "nc"} & data.keys():
        raise NoDescription(
            tr("{file} does not describe a dataset.", file=path),
            tr("A data YAML has lines for train:, val: and names:."),
        )
    names = names_of_yaml(data, path)
    entries: dict[str, list[str]] = {}
    for split, keys in SPLIT_KEYS.items():
        for key in keys:
            if split not in entries and (listed := _entries(data.get(key))):
                entries[split] = listed
    if not entries:
        raise StudioError(
            tr("{file} names no images: it has neither train: nor val:.", file=path),
            tr("Add a line such as train: images/train, or open the folder of images instead."),
        )
    unreadable = [key for keys in SPLIT_KEYS.values() for key in keys if _has_more(data.get(key))]
    written = next(iter(_entries(data.get("path"))), "")
    root = _yaml_root(path.parent, written, entries)
    # A split that is missing here may be another dataset's in the folders above.
    own = list(dict.fromkeys([root, path.parent, Path(os.path.realpath(path)).parent]))
    found = Description(path, root, names, ClassFile(path, "yaml"), entries, own, own)
    _tell_guess(found, text, path)
    for key in unreadable:
        message = tr("What {key}: names is no path and no list of paths.", key=key)
        found.problems.append(Problem("split_missing", path, None, message))
    if root != joined_root(path.parent, written):
        found.notes.append(
            tr(
                "The folder {written} that {name} names is not there; {root} was used for it.",
                written=written,
                name=path.name,
                root=root,
            )
        )
    elif root != path.parent:
        found.notes.append(tr("The folder {written} was found at {root}.", written=written, root=root))
    count = data.get("nc")
    if isinstance(count, str) and count.strip() and count.strip() != str(len(names)):
        message = tr("nc says {nc} classes, but there are {count} names.", nc=count, count=len(names))
        found.problems.append(Problem("names", path, None, message))
    return found


class NoDescription(StudioError):
    """A YAML of something else than a dataset."""


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


def _has_more(value: object) -> bool:
    """Say whether there is more in a value than the paths in it."""
    return isinstance(value, dict) or (
        isinstance(value, list) and not all(isinstance(row, str) for row in value)
    )


def _read_darknet(path: Path) -> Description:
    text = read_text(path)
    data = key_values(text.body)
    own = list(dict.fromkeys([path.parent, Path(os.path.realpath(path)).parent]))
    folders = [*own, *path.parent.parents]
    entries = {
        split: [data[key]]
        for split, keys in SPLIT_KEYS.items()
        for key in keys
        if data.get(key, "") not in _NOTHING
    }
    if not entries:
        raise StudioError(
            tr("{file} names no list of images.", file=path),
            tr("It needs a line such as train = train.txt."),
        )
    listed = paths.find(folders, data.get("names", ""), own=own)
    if listed is None or not listed.path.is_file():
        raise StudioError(
            tr("The class names of {file} were not found: {names}.", file=path, names=data.get("names", "")),
            tr("Its line names = must lead to a file with one class name per line."),
        )
    names_text = read_text(listed.path)
    names = names_of_lines(names_text)
    class_file = ClassFile(listed.path, "lines", count_file=path)
    found = Description(path, path.parent, names, class_file, entries, folders, own)
    _tell_guess(found, names_text, listed.path)
    count = data.get("classes", "")
    if count and count != str(len(names)):
        message = tr("classes says {classes}, but there are {count} names.", classes=count, count=len(names))
        found.problems.append(Problem("names", path, None, message))
    return found


def key_values(text: str) -> dict[str, str]:
    """Return what the lines `key = value` of a `.data` say; headings and all else are passed over."""
    found = re.findall(r"(?m)^\s*(\w+)\s*=[ \t]*(.*?)[ \t]*\r?$", text)
    return {key.lower(): _QUOTED.sub(r"\2", value) for key, value in found}


def _tell_guess(found: Description, text: Text, file: Path) -> None:
    if text.is_guess:
        found.notes.append(text.guess_note(file))


def _is_in(place: str, folder: str) -> bool:
    return place == folder or place.startswith(folder.rstrip(os.sep) + os.sep)
