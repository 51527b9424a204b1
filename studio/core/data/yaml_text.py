"""YAML that came from anywhere: read safely, every scalar kept as the text it was written as."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import StudioError
from studio.core.words import mark, tr, visible

if TYPE_CHECKING:
    import yaml

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_ ().-]*[A-Za-z0-9_)]|[A-Za-z_]")
_NOT_TEXT = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def load_yaml(text: str, file: Path) -> dict[str, object]:
    """Return the mapping a YAML text holds: dicts, lists and strings only, so `on` and `007` stay text.

    Raises:
        StudioError: it isn't YAML (the line, the character and what to do are told), has a key twice, or
            isn't a mapping.
    """
    import yaml

    try:
        loader = yaml.BaseLoader(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _explained(error, text, file) from error
    if not isinstance(data, dict):
        glued = _GLUED.match(text)
        if glued:
            raise _no_space(file, 1, glued["key"])
        raise _odd_sign(text, file) or StudioError(
            tr("{file} does not describe a dataset.", file=file),
            tr("A data YAML has lines for train:, val: and names:."),
        )
    if any(isinstance(key, str) and _ODD_SIGN.match(key) for key in data):
        raise _odd_sign(text, file) or _explained(ValueError(), text, file)
    _check_keys(node, file)
    return data


def _check_keys(node: yaml.Node | None, file: Path) -> None:
    """Refuse a key that stands twice in the outermost mapping or in that of the names.

    Readers of YAML take the last one in silence, so half of what is written there would be ignored.
    """
    import yaml

    mappings = [node]
    if isinstance(node, yaml.MappingNode):
        mappings += [value for key, value in node.value if key.value == "names"]
    for mapping in mappings:
        lines: dict[str, int] = {}
        for key, _ in mapping.value if isinstance(mapping, yaml.MappingNode) else []:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in lines:
                raise StudioError(
                    tr(
                        "{key} stands twice in {file}, on lines {first} and {second}.",
                        key=key.value,
                        file=file,
                        first=lines[key.value],
                        second=line,
                    ),
                    tr("Keep one of the two."),
                )
            lines[key.value] = line


@dataclass(frozen=True, slots=True)
class _Trouble:
    """One row of _TROUBLES: a pattern of the parser's words or of the line it stopped at, and what to say."""

    words: str
    line: str
    cause: str
    remedy: str


_TROUBLES: tuple[_Trouble, ...] = (
    _Trouble(
        "",
        r"^[^#'\"]*\t",
        mark("has a tab on line {line}; YAML takes spaces only"),
        mark("Replace the tab by spaces with a text editor, then open it again."),
    ),
    _Trouble(
        "escape",
        r"\\",
        mark("has a backslash (\\) in double quotes on line {line}, which begins an escape sequence there"),
        mark("Write the path with / or put it in single quotes."),
    ),
    _Trouble(
        "quoted scalar",
        r"[\"']",
        mark("has a quote on line {line} that is not closed"),
        mark("Close it with the same sign."),
    ),
    _Trouble(
        "flow (sequence|mapping)",
        r"[\[{,:]\s*('[^',]*'|\"[^\",]*\")\w",
        mark("has a quote within quotes on line {line}"),
        mark("Put the value into quotes of the other kind."),
    ),
    _Trouble(
        "flow (sequence|mapping)|flow node",
        r"[\[{]",
        mark("has a bracket ({sign}) on line {line} that is not closed"),
        mark("Close it, and part what is in it with commas."),
    ),
    _Trouble(
        "single document",
        "",
        mark("holds a second document from line {line} on"),
        mark("Keep one: remove what follows the line of three dashes."),
    ),
    _Trouble(
        "undefined alias|alias|anchor",
        r"[*&]",
        mark("has a {sign} on line {line}, which means something of its own in YAML"),
        mark("Put what stands there into quotes."),
    ),
    _Trouble(
        "cannot start any token|directive",
        r"[%@`|>]",
        mark("has a {sign} on line {line}, which no value may begin with"),
        mark("Put the value into quotes."),
    ),
    _Trouble(
        "mapping values are not allowed",
        r":\s.*:(\s|$)",
        mark("has a second colon on line {line}"),
        mark("Put the value into quotes."),
    ),
    _Trouble(
        "block end",
        r"[\]}]\s*[\]}]",
        mark("has a closing bracket too many on line {line}"),
        mark("Remove it."),
    ),
    _Trouble(
        "block end",
        r"'[^']*'\w|\"[^\"]*\"\w",
        mark("has a quote within quotes on line {line}"),
        mark("Put the value into quotes of the other kind."),
    ),
    _Trouble(
        "block end|block mapping|mapping values are not allowed",
        "",
        mark("is indented on line {line} in a way that does not fit the lines above"),
        mark("Give lines that belong together the same number of spaces in front."),
    ),
)
_ODD_SPACES = "\u00a0\u2002-\u200b\u202f\u3000"
_ODD_SIGN = re.compile(rf"(?P<space> *(-|\w+:)? *[{_ODD_SPACES}])|[ \w]+：")
"""What text copied from a page or typed by an input method has in place of YAML's spaces and colons."""
_GLUED = re.compile(r"^[ \t]*(-[ \t]+)?(?P<key>[A-Za-z_]\w*|\d+):(?=[^\s:/\\])", re.MULTILINE)


def _explained(error: Exception, text: str, file: Path) -> StudioError:
    """Return what is wrong with a YAML text, in words of the file: line, character, and what to do."""
    import yaml

    if isinstance(error, yaml.reader.ReaderError):
        number = text.count("\n", 0, error.position) + 1
        return StudioError(
            tr(
                "{file} holds a character on line {line} that is no text (code {code:#06x}).",
                file=file,
                line=number,
                code=ord(text[error.position]),
            ),
            tr("Remove it, or save the file as UTF-8 with a text editor."),
        )
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return StudioError(
            tr("{file} is not valid YAML.", file=file),
            tr("Mend it with a text editor, or open the folder of images instead."),
        )
    if odd := _odd_sign(text, file):
        return odd
    words = str(error)
    lines = text.splitlines() or [""]
    begun = getattr(error, "context_mark", None) or mark
    # What was opened and not closed is told where it was opened, all else where the parser stopped.
    is_open = re.search("flow (sequence|mapping)|flow node|quoted scalar", words) and "escape" not in words
    number = (begun if is_open else mark).line
    near = next(
        (index for index in (number, number - 1) if 0 <= index < len(lines) and _glued(lines[index])), -1
    )
    if near >= 0 and not is_open:
        return _no_space(file, near + 1, _glued(lines[near]))
    line = lines[min(number, len(lines) - 1)]
    for trouble in _TROUBLES:
        found = re.search(trouble.line, line)
        if found and re.search(trouble.words, words):
            cause = tr(trouble.cause, line=number + 1, sign=found[0].strip())
            return StudioError(tr("{file} {cause}.", file=file, cause=cause), tr(trouble.remedy))
    return StudioError(
        tr(
            "{file} is not valid YAML on line {line}, at {text}.",
            file=file,
            line=mark.line + 1,
            text=repr(lines[min(mark.line, len(lines) - 1)][mark.column :][:20]),
        ),
        tr("Mend it with a text editor, or open the folder of images instead."),
    )


def _odd_sign(text: str, file: Path) -> StudioError | None:
    """Return what to say of the first space or colon that is none of YAML's."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _ODD_SIGN.match(line):
            if found["space"]:
                cause = tr(
                    "{file} has a space on line {line} that is not a plain one.", file=file, line=number
                )
                return StudioError(cause, tr("Replace it by a plain space with a text editor."))
            cause = tr("{file} has a wide colon (：) on line {line}.", file=file, line=number)
            return StudioError(cause, tr("Write a plain colon with a space behind it."))
    return None


def _glued(line: str) -> str:
    found = _GLUED.match(line)
    return found["key"] if found else ""


def _no_space(file: Path, line: int, key: str) -> StudioError:
    return StudioError(
        tr("{file} has no space behind the colon of {key} on line {line}.", file=file, key=key, line=line),
        tr("Put a space behind the colon."),
    )


def quote(text: str) -> str:
    """Return `text` as a YAML scalar that every YAML reader takes as that text."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    if visible(text) != text:
        # Between single quotes line ends are folded, and other such signs are none of YAML's.
        return '"' + visible(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'
    return "'" + text.replace("'", "''") + "'"


def yaml_entries(
    text: str,
    file: Path,
    values: Mapping[str, str],
    gone: Sequence[str],
    keys: Mapping[str, Sequence[str]],
) -> str:
    """Return a YAML text in which some outermost keys have other values; all else stays as it is written.

    Args:
        values: the new values, as they are to be written, by key; one that isn't there is put below those
            that are. gone: keys to take out.
        keys: what each key may be called in the text.

    Raises:
        StudioError: it isn't YAML that can be edited so.
    """
    import yaml

    node = yaml.BaseLoader(text).get_single_node()
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise StudioError(
            tr("{file} is not written line by line, and is left as it is.", file=file),
            tr("Write one key a line, or write the split into a new file with --out."),
        )
    found = {key.value: (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    end = "\r\n" if "\r\n" in text else "\n"
    edits: list[tuple[int, int, str]] = []
    below = 0
    new: list[str] = []
    for name in (*values, *gone):
        at = next((found[alias] for alias in keys[name] if alias in found), None)
        if at is None:
            new += [f"{name}: {values[name]}"] if name in values else []
            continue
        start, stop = at[0].start_mark.index, max(_end_of(at[1]), text.index(":", at[0].end_mark.index) + 1)
        if name in values:
            edits.append((start, stop, f"{text[start : at[0].end_mark.index]}: {values[name]}"))
        else:
            line = text.find("\n", stop)
            edits.append((start, len(text) if line < 0 else line + 1, ""))
    for aliases in keys.values():
        for alias in aliases:
            if alias in found:
                key, value = found[alias]
                below = max(below, _end_of(value), text.index(":", key.end_mark.index) + 1)
    if new:
        line = text.find("\n", below)
        place = len(text) if line < 0 else line + 1
        lead = end if place and not text[:place].endswith("\n") else ""
        edits.append((place, place, lead + "".join(f"{one}{end}" for one in new)))
    for start, stop, written in sorted(edits, reverse=True):
        text = text[:start] + written + text[stop:]
    return text


def _end_of(node: yaml.Node) -> int:
    """Return where what a node says ends, without the comments and empty lines behind it."""
    import yaml

    if not node.value:
        return int(node.start_mark.index)
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end_of(last[1] if isinstance(last, tuple) else last)
