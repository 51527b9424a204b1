"""What a newer version of this program wrote: told from what is damaged, refused, and left as it is.

A format is a name with a number behind it. The number grows when an older program would misread what a newer
one writes; what has none was written before there were numbers, and is of number 1.
"""

from __future__ import annotations

import re
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.words import tr


class NewerVersion(StudioError):
    """It was written by a newer version of this program."""

    def __init__(self, what: str | Path) -> None:
        super().__init__(
            tr("{what} was written by a newer version of this program.", what=what),
            tr("Open it with that version; Help tells where to get it. It is left as it is."),
        )


def refuse_newer(found: object, known: str | int, what: str | Path) -> None:
    """Raise NewerVersion when a format is of the kind that is known, and of a higher number.

    Args:
        found: what stands in the file, which may be anything.
        known: the newest that this program reads: a number, or a name that ends with one.
        what: whose format it is, for the sentence.
    """
    number, name = _parts(known)
    its_number, its_name = _parts(found)
    if its_name == name and its_number > number:
        raise NewerVersion(what)


def is_of_kind(found: object, known: str | int) -> bool:
    """Say whether a format is of the kind that is known, whatever its number (as `refuse_newer`)."""
    return _parts(found)[1] == _parts(known)[1]


def _parts(value: object) -> tuple[int, str]:
    if type(value) is int:
        return value, ""
    parts = re.fullmatch(r"(.*-)(\d{1,9})", value) if isinstance(value, str) else None
    return (int(parts[2]), parts[1]) if parts else (0, "?")
