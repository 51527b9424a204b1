"""Plain files beside labels: class names, one a line, and lists of images."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from studio.core.data.names import read_names_file
from studio.core.errors import StudioError

NAMES_FILE = "classes.txt"
_NAMES_FILES = (NAMES_FILE, "labels.txt", "obj.names")
_NO_CLASSES = ("__ignore__", "_background_")
"""What LabelMe's list of labels begins with."""


def write_names(folder: Path, names: list[str]) -> None:
    """Write the classes in the order of their numbers, which most formats have no other place for."""
    write_text(folder / NAMES_FILE, "".join(f"{name}\n" for name in names))


def read_names(folder: Path) -> list[str]:
    """Return the classes that a file in a folder lists in order, [] when none does."""
    for name in _NAMES_FILES:
        try:
            names = read_names_file(folder / name)
        except StudioError:
            continue
        if names:
            return list(dict.fromkeys(name for name in names if name and name not in _NO_CLASSES))
    return []


def write_text(path: Path, text: str) -> None:
    """Write a file of a folder that nobody sees before it is whole; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(errors="backslashreplace"))


def as_json(value: Any) -> str:
    """Return a value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
