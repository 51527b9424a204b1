"""The functions every sentence of the core and the command line passes through, for translation."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""Parts of words in some scripts, and of pictures."""


MOST_SIGNS = 1000
"""What is longer is no sentence that anybody reads."""
_FIRST, _LAST = 600, 200
Recipe = dict[str, Any]
"""The English text of a sentence (with "many", that of several) and its values, recipes among them."""
MOST_REMEMBERED = 10_000
MOST_NESTED = 4
_PLACE = re.compile(r"\{\w+(:0?\d?,?(\.\d)?[a-z%]?)?\}")


class _Language:
    """What sentences are looked up in: nothing while the language is English."""

    catalogue: Mapping[str, Sequence[str]] = {}
    plural: Callable[[int], int] = staticmethod(lambda n: int(n != 1))
    made_of: dict[str, Recipe] | None = None
    """Of sentences what they were made of, while that is remembered."""


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
    found = _Language.catalogue.get(text)
    said = found[0] if found else text
    said = said.format(**values) if values else said
    if _Language.made_of is not None:
        _remember(said, text, values)
    return said


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """Return `one` when `n` is 1, else `many`, with `{n}` and the other names filled in."""
    if found := _Language.catalogue.get(many):
        said = found[min(_Language.plural(n), len(found) - 1)]
    else:
        said = one if n == 1 else many
    said = said.format(n=n, **values)
    if _Language.made_of is not None:
        _remember(said, one, {"n": n, **values}, many)
    return said


def remember() -> None:
    """Remember from now on what sentences are made of, for `recipe`: this process writes some down."""
    if _Language.made_of is None:
        _Language.made_of = {}


def _remember(said: str, text: str, values: Mapping[str, object], many: str = "") -> None:
    assert _Language.made_of is not None
    if len(_Language.made_of) >= MOST_REMEMBERED:
        # Those that are written down are so at once.
        _Language.made_of = {}
    plain = {name: value if isinstance(value, int | float) else str(value) for name, value in values.items()}
    _Language.made_of[said] = {"text": text, "values": plain} | ({"many": many} if many else {})


def recipe(sentence: str, depth: int = MOST_NESTED) -> Recipe | None:
    """Return what a sentence was made of, as plain data for JSON that `retold` reads.

    None for one of another process, of before `remember`, or that was put together of several.
    """
    made = (_Language.made_of or {}).get(sentence)
    # In another one, a single word may be the name of a class or a file.
    is_word = depth < MOST_NESTED and made is not None and not made["values"] and " " not in made["text"]
    if made is None or is_word or not depth:
        return None
    values = {
        name: (recipe(value, depth - 1) if isinstance(value, str) else None) or value
        for name, value in made["values"].items()
    }
    return {**made, "values": values}


def retold(made: object, depth: int = MOST_NESTED) -> str | None:
    """Return the sentence of a recipe in the user's language; None where it is none, whoever wrote it."""
    if not isinstance(made, dict) or not depth:
        return None
    text, many, values = made.get("text"), made.get("many", ""), made.get("values")
    if not isinstance(text, str) or not isinstance(many, str) or not isinstance(values, dict):
        return None
    # It comes from a file: nothing but names of values in braces, so that no width of a million is asked for.
    bare = [_PLACE.sub("", one) if values else one for one in (text, many)]
    if any(len(one) > MOST_SIGNS for one in (text, many)) or {*"{}"} & {*"".join(bare)}:
        return None
    told = {
        name: retold(value, depth - 1) if isinstance(value, dict) else value for name, value in values.items()
    }
    if any(not isinstance(value, int | float) and not _is_short(value) for value in told.values()):
        return None
    count = told.pop("n", None) if many else 0
    try:
        if many:
            return trn(text, many, count, **told) if isinstance(count, int) else None
        return tr(text, **told)
    except (ValueError, TypeError, LookupError):
        return None


def _is_short(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MOST_SIGNS


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
