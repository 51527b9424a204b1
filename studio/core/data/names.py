"""Class lists: read from, and edited in, an obj.names, a classes.txt or a data YAML."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from studio.core.data.text import Text, decode, decode_kept, read_text
from studio.core.data.yaml_text import load_yaml, quote
from studio.core.errors import StudioError
from studio.core.files import missing_error
from studio.core.words import tr

if TYPE_CHECKING:
    import yaml

_WHOLE = re.compile(r"-?[0-9]+")
_LINE_END = re.compile(r"\r\n|\n|\r")


def placeholder(class_id: int) -> str:
    """Return the name of a class nobody named."""
    return f"class{class_id}"


def read_names_file(path: Path) -> list[str]:
    """Read one class name per line; raises StudioError when the file can't be read."""
    return names_of_lines(read_text(path))


def names_of_lines(text: Text) -> list[str]:
    """Return one class name per line; the order is the class id, blank lines at the end don't count."""
    lines = [line.strip() for line in text.lines]
    while lines and not lines[-1]:
        lines.pop()
    return [name or placeholder(class_id) for class_id, name in enumerate(lines)]


def names_of_yaml(data: dict[str, object], file: Path) -> list[str]:
    """Return the class names of a data YAML: `names` as a list or a dict by id, or `nc` of them unnamed.

    Raises:
        StudioError: neither is there, or `names` is something else; what it is and the mend are told.
    """
    names = data.get("names")
    if isinstance(names, list) and names and all(isinstance(name, str) for name in names):
        return [name.strip() or placeholder(class_id) for class_id, name in enumerate(names)]
    if isinstance(names, dict) and names:
        try:
            by_id = {int(key): value for key, value in names.items()}
        except (TypeError, ValueError):
            by_id = {}
        if (
            len(by_id) == len(names)
            and all(isinstance(name, str) for name in by_id.values())
            and min(by_id) >= 0
            and max(by_id) < 10_000
        ):
            return [str(by_id.get(class_id) or placeholder(class_id)) for class_id in range(max(by_id) + 1)]
    count = data.get("nc")
    if not names and isinstance(count, str) and count.isdecimal() and 0 < int(count) < 10_000:
        return [placeholder(class_id) for class_id in range(int(count))]
    raise _no_names(names, file)


def _no_names(names: object, file: Path) -> StudioError:
    """Return why `names` of a data YAML can't be read, in words of what stands there."""
    if isinstance(names, str) and names.strip():
        return StudioError(
            tr("The names in {file} are one text, {text}, and no list.", file=file, text=repr(names[:40])),
            tr("Put them in brackets, parted by commas: names: [cat, dog]."),
        )
    found: list[StudioError | None] = []
    numbers: list[int] = []
    if isinstance(names, list):
        rows = [item for row in names if isinstance(row, dict) for item in row.items()]
        found += [_fault_in_list(key, value, file) for key, value in rows if isinstance(value, str)]
    elif isinstance(names, dict):
        rows = [(key, value) for key, value in names.items() if isinstance(value, str)]
        found += [_fault_in_mapping(key, value, file) for key, value in rows]
        numbers = [int(key) for key in names if _WHOLE.fullmatch(key)]
    twice = next((number for number in numbers if numbers.count(number) > 1), None)
    if twice is not None:
        return StudioError(
            tr("The class number {id} stands twice in {file}.", id=twice, file=file),
            tr("Keep one of the two."),
        )
    return next(filter(None, found), None) or StudioError(
        tr("{file} has no class names that can be read.", file=file),
        tr("Write them as a list or as lines such as 0: cat under names: in that file."),
    )


def _fault_in_list(key: str, value: str, file: Path) -> StudioError:
    """Return what to say of `- key: value`, which YAML takes for a mapping."""
    if _WHOLE.fullmatch(key):
        return StudioError(
            tr(
                "The names in {file} have dashes and numbers, as in - {id}: {name}.",
                file=file,
                id=key,
                name=value,
            ),
            tr("Leave either the dashes or the numbers away."),
        )
    return StudioError(
        tr("The class name {name} in {file} has a colon in it.", file=file, name=f"{key}: {value}"),
        tr("Put the name into quotes."),
    )


def _fault_in_mapping(key: str, value: str, file: Path) -> StudioError | None:
    """Return what to say of `key: value` where the key should be a class number; None if it is one."""
    id_, colon, name = key.partition(":")
    if colon and name and not value and _WHOLE.fullmatch(id_):
        return StudioError(
            tr("{file} has no space behind the colon of {key}.", file=file, key=key),
            tr("Write {id}: {name}.", id=id_, name=name),
        )
    if key.startswith("-") and _WHOLE.fullmatch(key):
        return StudioError(
            tr("The class {name} in {file} has the number {id}.", name=value, file=file, id=key),
            tr("Count the classes from 0."),
        )
    if value.isdecimal() and not _WHOLE.fullmatch(key):
        return StudioError(
            tr("The class name {name} in {file} stands before its number.", file=file, name=key),
            tr("Write the number first: {id}: {name}.", id=value, name=key),
        )
    return None


@dataclass(frozen=True, slots=True)
class ClassFile:
    """Where a dataset keeps its class names.

    Attributes:
        path: the file; with `lines` it may not exist yet.
        kind: `lines` is one name per line, `yaml` the `names` of a data YAML.
        count_file: a darknet obj.data whose `classes =` follows the number of names.
    """

    path: Path
    kind: Literal["lines", "yaml"]
    count_file: Path | None = None

    def edits(self, old: list[str], new: list[str]) -> dict[Path, bytes]:
        """Return what each file must hold for `old` to become `new` (one renamed, added or the last removed).

        Nothing is written; what isn't a name stays as it is.

        Raises:
            StudioError: the file is gone, its names are in a form that can't be edited safely, or they are no
                longer `old`: numbers in label files would mean other classes.
        """
        if not self.path.exists() and (self.kind == "yaml" or not self.path.parent.is_dir()):
            raise missing_error(self.path)
        if self.read() not in ([], old):
            raise StudioError(
                tr("The classes in {file} were changed by another program or window.", file=self.path),
                tr("Open the dataset again to see them, then change them."),
            )
        text = read_text(self.path) if self.path.exists() else Text()
        body = _edit_lines(text, old, new) if self.kind == "lines" else _edit_yaml(text, self.path, new)
        edits = {self.path: _encoded(text, body, self.path)}
        if self.count_file and len(new) != len(old):
            count = decode_kept(self.count_file.read_bytes())
            body = re.sub(r"(?m)^(\s*classes\s*=\s*)[0-9]+", rf"\g<1>{len(new)}", count.body)
            if body != count.body:
                edits[self.count_file] = count.encoded(body)
        return edits

    def read(self) -> list[str]:
        """Return the names the file holds now; [] when there is no file.

        Raises:
            StudioError: it can't be read.
        """
        if not self.path.exists():
            return []
        if self.kind == "lines":
            return read_names_file(self.path)
        return names_of_yaml(load_yaml(read_text(self.path).body, self.path), self.path)


def _encoded(text: Text, body: str, file: Path) -> bytes:
    """Return a file's new bytes in its own encoding.

    Raises:
        StudioError: the encoding hasn't a character, or the file could not be told to be in it any more.
    """
    try:
        content = text.encoded(body)
        if decode(content, file).body == body:
            return content
    except (UnicodeEncodeError, StudioError):
        pass
    raise StudioError(
        tr("The name can't be written in {encoding}, in which {file} is.", encoding=text.encoding, file=file),
        tr("Save that file as UTF-8 with a text editor, or choose another name."),
    )


def _edit_lines(text: Text, old: list[str], new: list[str]) -> str:
    lines, end = text.lines, text.line_end
    # Names that stood nowhere yet (a folder without a class list) are all written now.
    del lines[min(len(old), len(new)) :]
    for class_id, name in enumerate(new):
        if class_id >= len(lines):
            if lines and not lines[-1].endswith(("\n", "\r")):
                lines[-1] += end
            lines.append(name + end)
        elif class_id >= len(old) or name != old[class_id]:
            lines[class_id] = name + lines[class_id][len(lines[class_id].rstrip("\r\n")) :]
    return "".join(lines)


def _edit_yaml(text: Text, path: Path, new: list[str]) -> str:
    import yaml

    try:
        result = _with_names(text.body, text.line_end, new)
    except (yaml.YAMLError, ValueError):
        result = None
    # Editing text is delicate; what doesn't read back as meant is never written.
    if result is None or _names_or_none(result, path) != new:
        raise StudioError(
            tr("The class names in {file} are written in a form that can't be edited safely.", file=path),
            tr("Change them in that file with a text editor, then open the dataset again."),
        )
    return result


def _names_or_none(text: str, path: Path) -> list[str] | None:
    with contextlib.suppress(StudioError):
        return names_of_yaml(load_yaml(text, path), path)
    return None


def _with_names(text: str, end: str, new: list[str]) -> str | None:
    """Return the YAML text with `names` (and `nc`) changed in place; None when that can't be done."""
    import yaml

    root = yaml.compose(text, Loader=yaml.BaseLoader)
    fields = {key.value: value for key, value in root.value} if isinstance(root, yaml.MappingNode) else {}
    names = fields.get("names")
    edits: list[tuple[int, int, str]] = []
    if isinstance(names, yaml.SequenceNode):
        by_id = dict(enumerate(names.value))
    elif isinstance(names, yaml.MappingNode):
        by_id = {int(key.value): value for key, value in names.value}
    elif isinstance(fields.get("nc"), yaml.ScalarNode):
        # Only `nc` is there: the names get lines of their own at the end.
        by_id = {}
        lines = "".join(f"  {class_id}: {quote(name)}{end}" for class_id, name in enumerate(new))
        before = "" if text.endswith(("\n", "\r")) else end
        edits.append((len(text), len(text), f"{before}names:{end}{lines}"))
    else:
        return None
    for class_id, node in by_id.items():
        if class_id < len(new) and node.value.strip() != new[class_id]:
            if names is None or node.start_mark.index < names.start_mark.index:
                # An alias: the text stands elsewhere, and others may use it.
                return None
            edits.append((node.start_mark.index, node.end_mark.index, quote(new[class_id])))
    count_now = max(by_id, default=-1) + 1
    if names is not None and len(new) > count_now:
        edits.append(_added(text, end, names, len(new) - 1, new[-1]))
    elif names is not None and len(new) < count_now and len(names.value) > 1:
        edits.append(_removed(text, names))
    count = fields.get("nc")
    if isinstance(count, yaml.ScalarNode) and count.value != str(len(new)):
        edits.append((count.start_mark.index, count.end_mark.index, str(len(new))))
    for start, stop, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[stop:]
    return text


def _added(
    text: str, end: str, names: yaml.SequenceNode | yaml.MappingNode, class_id: int, name: str
) -> tuple[int, int, str]:
    is_list = names.id == "sequence"
    entry = quote(name) if is_list else f"{class_id}: {quote(name)}"
    last = names.value[-1] if is_list else names.value[-1][1]
    place = last.end_mark.index
    if names.flow_style:
        return place, place, f", {entry}"
    first = names.value[0] if is_list else names.value[0][0]
    # A new line after the last name's own line, so that a comment there stays where it is.
    line_end = _LINE_END.search(text, place)
    if is_list:
        dash = text.rfind("-", 0, first.start_mark.index)
        # What stands before the dash, back to the end of the line above.
        indent = len(text[:dash]) - len(text[:dash].rstrip(" "))
        entry = f"- {entry}"
    else:
        indent = first.start_mark.column
    if not line_end:
        return len(text), len(text), f"{end}{' ' * indent}{entry}"
    return line_end.end(), line_end.end(), f"{' ' * indent}{entry}{end}"


def _removed(text: str, names: yaml.SequenceNode | yaml.MappingNode) -> tuple[int, int, str]:
    """Return the edit that takes the last name out: its own line, or in brackets all from the name before."""
    ends = [entry[1] if isinstance(entry, tuple) else entry for entry in names.value[-2:]]
    if names.flow_style:
        return ends[0].end_mark.index, ends[1].end_mark.index, ""
    before = [found.end() for found in _LINE_END.finditer(text, 0, ends[1].start_mark.index)]
    line_end = _LINE_END.search(text, ends[1].end_mark.index)
    return before[-1] if before else 0, line_end.end() if line_end else len(text), ""
