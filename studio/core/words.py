"""The functions every sentence of the core and the command line passes through, for translation."""

import json
import re
import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""Parts of words in some scripts, and of pictures."""


def tr(text: str, /, **values: object) -> str:
    """Return `text` with its `{names}` filled in.

    Whole sentences only, with named places, so that a translation may order them as its language needs.
    """
    return text.format(**values) if values else text


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """Return `one` when `n` is 1, else `many`, with `{n}` and the other names filled in."""
    return tr(one if n == 1 else many, n=n, **values)


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
