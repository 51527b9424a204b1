"""The functions every sentence of the core and the command line passes through, for translation."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""Parts of words in some scripts, and of pictures."""


MOST_SIGNS = 1000
"""What is longer is no sentence that anybody reads."""
_FIRST, _LAST = 600, 200


class _Language:
    """What sentences are looked up in: nothing while the language is English."""

    catalogue: Mapping[str, Sequence[str]] = {}
    plural: Callable[[int], int] = staticmethod(lambda n: int(n != 1))


def speak(catalogue: Mapping[str, Sequence[str]], plural: Callable[[int], int]) -> None:
    """Look sentences up from now on.

    Args:
        catalogue: per English text (that of several, where there are two) its translation, or its forms.
        plural: of a number, which of the forms is meant.
    """
    _Language.catalogue, _Language.plural = catalogue, staticmethod(plural)


def tr(text: str, /, **values: object) -> str:
    """Return `text` in the user's language with its `{names}` filled in.

    Whole sentences only, with named places, so that a translation may order them as its language needs.
    """
    if found := _Language.catalogue.get(text):
        text = found[0]
    return text.format(**values) if values else text


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """Return `one` when `n` is 1, else `many`, with `{n}` and the other names filled in."""
    if found := _Language.catalogue.get(many):
        text = found[min(_Language.plural(n), len(found) - 1)]
    else:
        text = one if n == 1 else many
    return text.format(n=n, **values)


def date(seconds: float) -> str:
    """Return the day and minute of a time since the epoch, as the user's language writes them."""
    at = datetime.fromtimestamp(seconds)
    return tr(
        "{year}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}",
        year=at.year,
        month=at.month,
        day=at.day,
        hour=at.hour,
        minute=at.minute,
    )


def mark(text: str, /) -> str:
    """Return `text` as it is: one of a table that is made before the language is known, to `tr`"
    " when shown."""
    return text


def mark_n(one: str, many: str, /) -> tuple[str, str]:
    """Return both as they are: as `mark`, to `trn` when shown."""
    return one, many


def shortened(text: str) -> str:
    """Return a sentence without the middle of one that is far too long, for it may quote any file."""
    return text if len(text) <= MOST_SIGNS else f"{text[:_FIRST]} ... {text[-_LAST:]}"


FULL_WIDTH_ENDS = ("\u3002", "\uff01", "\uff1f", "\uff1b")
"""Signs that end a sentence and bring their own room along."""


def paragraph(*sentences: str) -> str:
    """Return sentences behind each other, with a space between where the first one's language has one."""
    text = ""
    for sentence in filter(None, sentences):
        text += sentence if not text or text.endswith(FULL_WIDTH_ENDS) else f" {sentence}"
    return text


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` filled up with spaces to a terminal's columns, at the left (or, `right`, before it)."""
    spaces = " " * (width - columns(text))
    return spaces + text if right else text + spaces


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes; a Chinese sign takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def visible(text: str) -> str:
    """Return `text` with escapes such as `\\x1b` and `\\u202e` for what a terminal obeys or does not show.

    Names of files and classes come from anywhere, and may hold anything.
    """
    # As nearly every text is printable, this is the quick way.
    return text if text.isprintable() else "".join(map(_visible_sign, text))


def visible_json(text: str) -> str:
    """Return a JSON document with such signs as JSON's own escapes, so that it reads as the same."""
    return re.sub(r"[^\n -~]", _json_escape, text)


def _visible_sign(sign: str) -> str:
    if unicodedata.category(sign) not in _HIDDEN or sign in _JOINERS:
        return sign
    return sign.encode("unicode_escape").decode("ascii")


def _json_escape(found: re.Match[str]) -> str:
    sign = found[0]
    return sign if _visible_sign(sign) == sign else json.dumps(sign)[1:-1]
