"""Writing a split in the dataset's own format: lists of images, and what names them. No image is moved."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from studio.core.data import paths
from studio.core.data.changes import Change, FileEdit
from studio.core.data.dataset import Dataset
from studio.core.data.descriptions import DARKNET_SUFFIXES, SPLIT_KEYS, YAML_SUFFIXES, read_list
from studio.core.data.opening import ImageList
from studio.core.data.record import ImageRecord
from studio.core.data.splitting.leaks import MARGIN
from studio.core.data.text import decode_kept, read_text
from studio.core.data.yaml_text import quote, yaml_entries
from studio.core.errors import StudioError
from studio.core.files import read_or_none
from studio.core.words import tr

DATA_YAML = "data.yaml"
DARKNET_KEYS = {"val": "valid"}


def split_change(dataset: Dataset, sides: Mapping[str, Sequence[ImageRecord]]) -> Change:
    """Return what putting images on other sides would write into the files a dataset was opened by.

    A folder that nothing describes gets a data YAML. Lists are written as they name images now; a side that
    was a folder, or shared its list with another, gets a list of its own beside.

    Raises:
        StudioError: a file can't be read or doesn't allow it.
    """
    source = dataset.source
    if source.is_dir():
        target = source / DATA_YAML
        if target.exists():
            target = source / f"{source.name or 'data'}-split.yaml"
        return new_description(dataset, sides, target)
    lists = {side: _own_list(dataset, side, set(sides)) for side in sides}
    edits = [*_list_edits(dataset, lists, sides), _description_edit(dataset, lists)]
    if MARGIN not in sides and (left := _list_of(dataset, MARGIN)):
        edits.append(FileEdit(left.path, read_or_none(left.path), None))
    return _change(dataset, edits)


def new_description(dataset: Dataset, sides: Mapping[str, Sequence[ImageRecord]], out: Path) -> Change:
    """Return what a new data YAML (or obj.data, by its suffix) with lists beside it would be.

    Raises:
        StudioError: something is there already, or `out` is neither.
    """
    out = Path(os.path.normpath(out.absolute()))
    suffix = out.suffix.lower()
    if suffix not in (*YAML_SUFFIXES, *DARKNET_SUFFIXES):
        raise StudioError(
            tr("{path} is no data YAML and no obj.data.", path=out),
            tr("Give a name that ends with .yaml or .data."),
        )
    lists = {side: out.with_name(f"{out.stem}-{side}.txt") for side in sides}
    names = list(dataset.class_names)
    if suffix in YAML_SUFFIXES:
        lines = [f"{side}: {quote(path.name)}" for side, path in lists.items()]
        lines += ["names:", *(f"  {index}: {quote(name)}" for index, name in enumerate(names))]
        described = {out: lines}
    else:
        name_list = out.with_suffix(".names")
        lines = [f"classes = {len(names)}", f"names = {name_list.name}"]
        lines += [f"{DARKNET_KEYS.get(side, side)} = {path.name}" for side, path in lists.items()]
        described = {out: lines, name_list: names}
    for path in (*described, *lists.values()):
        if path.exists():
            raise StudioError(
                tr("There is already something called {name}.", name=path),
                tr("Choose another name for --out."),
            )
    edits = [
        FileEdit(path, None, ("\n".join(lines) + "\n").encode(errors="surrogateescape"))
        for path, lines in described.items()
    ]
    edits += _list_edits(dataset, lists, sides)
    return _change(dataset, edits)


def _change(dataset: Dataset, edits: Sequence[FileEdit | None]) -> Change:
    names = tuple(dataset.class_names)
    return Change(names, names, tuple(edit for edit in edits if edit and edit.before != edit.after))


def _list_of(dataset: Dataset, side: str) -> ImageList | None:
    """Return the one list that is a side's alone, and lies in the dataset."""
    own = [one for one in dataset.lists if one.split == side]
    if len(own) != 1 or any(one.path == own[0].path for one in dataset.lists if one.split != side):
        return None
    (found,) = own
    listed = {record.path for record in dataset.splits.get(side, [])}
    is_all = len(read_list(found.path)) >= len(listed)
    return found if is_all and found.path.is_relative_to(dataset.root) else None


def _own_list(dataset: Dataset, side: str, sides: set[str]) -> Path:
    """Return the list to write a side into: the one it has, or a new one beside."""
    if known := _list_of(dataset, side):
        return known.path
    folders = [one.path.parent for one in dataset.lists if one.path.is_relative_to(dataset.root)]
    folder = folders[0] if folders else dataset.root
    taken = {found.path for name in sides if name != side and (found := _list_of(dataset, name))}
    for name in (f"{side}.txt", f"{dataset.source.stem}-{side}.txt"):
        path = folder / name
        if path not in taken and not path.exists():
            return path
    number = 2
    while (path := folder / f"{dataset.source.stem}-{side}-{number}.txt").exists() or path in taken:
        number += 1
    return path


def _written_in(dataset: Dataset, folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return how lists in a folder write images, and what they write before those of each other folder."""
    written: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for one in dataset.lists:
        if one.path.parent == folder:
            for line in filter(None, read_list(one.path)):
                if found := paths.find(one.folders, line, own=one.own):
                    image, parent = os.fspath(found.path), os.fspath(found.path.parent)
                    written.setdefault(image, line)
                    prefixes.setdefault(parent, line[: max(line.rfind("/"), line.rfind("\\")) + 1])
    return written, prefixes


def _list_edits(
    dataset: Dataset, lists: Mapping[str, Path], sides: Mapping[str, Sequence[ImageRecord]]
) -> list[FileEdit]:
    """Return what naming each side's images in its list changes; those that are named keep their lines."""
    known = {folder: _written_in(dataset, folder) for folder in {path.parent for path in lists.values()}}
    edits = []
    for side, records in sides.items():
        path = lists[side]
        written, prefixes = known[path.parent]
        before = read_or_none(path)
        text = decode_kept(before or b"")
        lines = []
        for record in records:
            image, parent = os.fspath(record.path), os.fspath(record.path.parent)
            line = f"{prefixes[parent]}{record.path.name}" if parent in prefixes else ""
            if line != line.strip():
                line = ""
            line = written.get(image) or line or _as_seen_from(path.parent, record.path)
            lines.append(paths.listed(line))
        edits.append(
            FileEdit(path, before, text.encoded("".join(f"{line}{text.line_end}" for line in lines)))
        )
    return edits


def _as_seen_from(folder: Path, image: Path) -> str:
    """Return `./a/b.jpg` of an image within a folder, else its whole path."""
    if image.is_relative_to(folder):
        return f"./{image.relative_to(folder).as_posix()}"
    return image.as_posix()


def _description_edit(dataset: Dataset, lists: Mapping[str, Path]) -> FileEdit | None:
    """Return what a data YAML or obj.data must say for these lists, None when it says so."""
    path = dataset.source
    before = read_or_none(path) or b""
    text = read_text(path)
    changed = {side: list_ for side, list_ in lists.items() if _list_of(dataset, side) is None}
    gone = [MARGIN] if MARGIN in dataset.splits and MARGIN not in lists else []
    if not changed and not gone:
        return None
    if path.suffix.lower() in YAML_SUFFIXES:
        entries = {side: quote(_entry(dataset.root, list_)) for side, list_ in changed.items()}
        body = yaml_entries(text.body, path, entries, gone, SPLIT_KEYS)
    else:
        body = _darknet_entries(dataset, text.body, changed, gone)
    try:
        return FileEdit(path, before, text.encoded(body))
    except UnicodeEncodeError as error:
        raise StudioError(
            tr("{file} can't name the new lists in its encoding.", file=path),
            tr("Save it as UTF-8 with a text editor, then try again."),
        ) from error


def _entry(folder: Path, list_: Path) -> str:
    if list_.is_relative_to(folder):
        return PurePosixPath(*list_.relative_to(folder).parts).as_posix()
    return list_.as_posix()


def _darknet_entries(dataset: Dataset, body: str, changed: Mapping[str, Path], gone: Sequence[str]) -> str:
    """Return the text of an obj.data with other lists; other lines stay as they are."""
    end = "\r\n" if "\r\n" in body else "\n"
    for side, list_ in changed.items():
        value = _entry(dataset.root, list_)
        line = re.compile(rf"(?mi)^([ \t]*(?:{'|'.join(SPLIT_KEYS[side])})[ \t]*=[ \t]*)[^\r\n]*")
        if at := line.search(body):
            body = body[: at.end(1)] + value + body[at.end() :]
        else:
            body += end if body and not body.endswith(("\r", "\n")) else ""
            body += f"{DARKNET_KEYS.get(side, side)} = {value}{end}"
    for side in gone:
        body = re.sub(rf"(?mi)^[ \t]*{side}[ \t]*=[^\r\n]*(\r\n|\n|\r|$)", "", body)
    return body
