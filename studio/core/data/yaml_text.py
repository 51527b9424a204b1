"""YAML that came from anywhere: read safely, every scalar kept as the text it was written as."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from studio.core.errors import StudioError
from studio.core.files import missing_error
from studio.core.words import tr, visible

MAX_BYTES = 32_000_000
"""No list, label file or YAML of a real dataset is larger; what is isn't read."""

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_ ().-]*[A-Za-z0-9_)]|[A-Za-z_]")
_NOT_TEXT = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def read_text(path: Path) -> str:
    """Read a text file a dataset is described by; bytes that aren't UTF-8 become replacement characters.

    Raises:
        FileMissing: it isn't there.
        StudioError: it can't be read, isn't a regular file or is absurdly large.
    """
    try:
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            return path.read_bytes().decode("utf-8", "replace")
        if not path.exists():
            raise missing_error(path)
        reason = tr("it is not a text file of a usable size")
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error)
    raise StudioError(
        tr("{file} can't be read: {reason}.", file=path, reason=reason),
        tr("Check the path and the file, then try again."),
    )


def load_yaml(text: str, file: Path) -> dict[str, object]:
    """Return the mapping a YAML text holds: dicts, lists and strings only, so `on` and `007` stay text.

    Raises:
        StudioError: it isn't YAML, or not a mapping.
    """
    try:
        data = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise StudioError(
            tr("{file} is not valid YAML (line {line}).", file=file, line=mark.line + 1)
            if mark
            else tr("{file} is not valid YAML.", file=file),
            tr("Mend it with a text editor, or open the folder of images instead."),
        ) from error
    if not isinstance(data, dict):
        raise StudioError(
            tr("{file} does not describe a dataset.", file=file),
            tr("A data YAML has lines for train:, val: and names:."),
        )
    return data


def quote(text: str) -> str:
    """Return `text` as a YAML scalar that every YAML reader takes as that text."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT:
        return text
    if visible(text) != text:
        # Between single quotes line ends are folded, and other such signs are none of YAML's.
        return '"' + visible(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'
    return "'" + text.replace("'", "''") + "'"
