"""What the first part of a file tells of the format it is in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from studio.core.data.formats import LABEL_FORMATS
from studio.core.data.formats.xml_text import root_name
from studio.core.errors import StudioError
from studio.core.files import check_is_file
from studio.core.json_door import LIST, read_pieces

_BYTES = 1 << 16
_MOST_PIECES = 40


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file.

    Attributes:
        suffix: `.xml` or `.json`. root: of XML the outermost element's name. text: its first bytes.
        names: of JSON the names at the top. firsts: by name the first item of a list; "" for a list at the
            top.
    """

    suffix: str
    root: str
    text: bytes
    names: frozenset[str] = frozenset()
    firsts: dict[str, Any] | None = None

    def first(self, name: str) -> dict[str, Any]:
        """Return the first item of a list when it is an object; else one without fields."""
        item = (self.firsts or {}).get(name)
        return item if isinstance(item, dict) else {}


def read_head(path: Path) -> Head | None:
    """Return the beginning of an XML or JSON file; None when it is neither or can't be read."""
    suffix = path.suffix.lower()
    if suffix not in (".xml", ".json") or path.name.startswith("._"):
        return None
    try:
        check_is_file(path)
        with path.open("rb") as stream:
            text = stream.read(_BYTES)
    except OSError:
        return None
    if suffix == ".xml":
        root = root_name(text)
        return Head(suffix, root, text) if root else None
    names: set[str] = set()
    lists: set[str] = set()
    firsts: dict[str, Any] = {}
    try:
        for name, value in islice(read_pieces(path), _MOST_PIECES):
            names.add(name)
            if value is LIST:
                lists.add(name)
            elif name in lists:
                firsts.setdefault(name, value)
    except StudioError:
        # What came before the damage may tell, so that the damage is told of the right format.
        pass
    return Head(suffix, "", text, frozenset(names), firsts) if names else None


def format_of(path: Path) -> str:
    """Return the key of LABEL_FORMATS that a file's content is in, "" when it is none."""
    head = read_head(path)
    if head is None:
        return ""
    rows = (row for row in LABEL_FORMATS.values() if row.document == head.suffix)
    return next((row.name for row in rows if row.load().recognise(head)), "")
