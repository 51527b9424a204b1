"""The one door for JSON: its size and depth are bounded before it is parsed, its values are looked at after.

Whatever is in a file, what comes out has the shape that was asked for, or is a sentence.
"""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from studio.core.errors import FileMissing, StudioError
from studio.core.files import check_is_file
from studio.core.words import tr

MAX_BYTES = 64_000_000
MAX_DEPTH = 64
"""Brackets in brackets; what this program writes has ten."""
NO_UNICODE = "surrogatepass" if sys.platform == "win32" else "surrogateescape"
LARGEST = 1e300
"""A number beyond is none; below it, sums and squares of some stay numbers as well."""

T = TypeVar("T")
Shape = Any
"""What a value must be: Whole, Number, Text, Flag or Anything; `[shape]`, a list of such; `{"name": shape}`,
an object with these fields, where `"name?"` may be missing, and others may stand beside; `{str: shape}`, an
object with any names; `(shape, shape)`, one or the other; None."""

_UTF_8 = "utf-8-sig"
_MARK = 4
"""Bytes that tell the encoding of a document."""

_ESCAPE = re.compile(rb"\\.", re.DOTALL)
_BRACKETS = b"[]{}"
_ALL_ELSE = bytes(set(range(256)) - set(_BRACKETS))


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    low: int = -(2**63)
    high: int = 2**63 - 1

    def holds(self, value: object) -> bool:
        """Return whether a value is one, and in range."""
        return type(value) is int and self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number, whole or not."""

    low: float = -LARGEST
    high: float = LARGEST

    def holds(self, value: object) -> bool:
        """Return whether a value is one, and in range; NaN is in none."""
        return type(value) in (int, float) and self.low <= value <= self.high  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class Text:
    """A text that can be shown and be a file's name: no NUL, no half of a character."""

    def holds(self, value: object) -> bool:
        """Return whether a value is one."""
        return isinstance(value, str) and _is_sound(value)


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def holds(self, value: object) -> bool:
        """Return whether a value is one."""
        return isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class Anything:
    """What nobody looks into."""

    def holds(self, value: object) -> bool:
        """Return that it is."""
        return True


def _is_sound(text: str) -> bool:
    if text.isascii():
        return "\0" not in text
    try:
        # A name that is no Unicode stands in JSON as what the file system made of it.
        return b"\0" not in text.encode("utf-8", NO_UNICODE)
    except UnicodeEncodeError:
        return False


def has_shape(value: object, shape: Shape) -> bool:
    """Return whether a value is what a shape says."""
    if isinstance(shape, tuple):
        return any(has_shape(value, each) for each in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(has_shape(item, shape[0]) for item in value)
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(
            all(Text().holds(entry) and has_shape(item, of) for entry, item in value.items())
            if key is str
            else has_shape(value[name], of)
            if (name := key.rstrip("?")) in value
            else key.endswith("?")
            for key, of in shape.items()
        )
    return value is None if shape is None else bool(shape.holds(value))


def fault(value: object, shape: Shape, name: str = "") -> str:
    """Return in words where a value hasn't its shape first, "" when it has."""
    return "" if has_shape(value, shape) else next(_faults(value, shape, name))


def _faults(value: object, shape: Shape, name: str) -> Iterator[str]:
    if isinstance(shape, tuple):
        if not has_shape(value, shape):
            yield from _faults(value, shape[0], name)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield _misfit(name, value)
            return
        for index, item in enumerate(value):
            yield from _faults(item, shape[0], f"{name}[{index}]")
    elif isinstance(shape, dict):
        if not isinstance(value, dict):
            yield _misfit(name, value)
            return
        for key, of in shape.items():
            if key is str:
                for entry, item in value.items():
                    yield from _faults(entry, Text(), f"{name}.{entry}")
                    yield from _faults(item, of, f"{name}.{entry}")
                continue
            place = f"{name}.{key.rstrip('?')}".lstrip(".")
            if key.rstrip("?") in value:
                yield from _faults(value[key.rstrip("?")], of, place)
            elif not key.endswith("?"):
                yield tr("{name} is missing", name=place)
    elif not (value is None if shape is None else shape.holds(value)):
        yield _misfit(name, value)


def _misfit(name: str, value: object) -> str:
    return tr("{name} is {value}", name=name.lstrip(".")[:80] or tr("it"), value=shown(value))


def shown(value: object) -> str:
    """Return a value of a JSON document as it may stand in a sentence: short, and never deep."""
    if isinstance(value, dict | list):
        return tr("an object") if isinstance(value, dict) else tr("a list")
    if isinstance(value, int) and abs(value) > 2**63:
        return tr("a huge number")
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."


def parse_json(
    content: str | bytes | bytearray,
    shape: Shape = Anything(),  # it is frozen
    *,
    where: str | Path = "",
    remedy: str = "",
    most: int = MAX_BYTES,
) -> Any:
    """Return a JSON document that has a shape.

    Args:
        where: whose text it is, for the sentence; "" for what nobody has a name for.
        remedy: what can be done when it is damaged.
        most: bytes that no honest one is longer than.

    Raises:
        StudioError: it is too large or too deep, no JSON, or hasn't the shape.
    """
    try:
        raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else bytes(content)
        if len(raw) > most:
            raise ValueError(tr("it is larger than {most} bytes", most=most))
        if (codec := _codec(raw)) != _UTF_8:
            raw = raw.decode(codec).encode()
        if _is_too_deep(raw):
            raise ValueError(tr("it is nested deeper than {most} times", most=MAX_DEPTH))
        value = json.loads(raw.decode(_UTF_8))
    except (ValueError, RecursionError) as error:
        reason = str(error)
    else:
        check_shape(value, shape, where=where, remedy=remedy)
        return value
    raise _not_understood(where, reason, remedy)


def check_shape(value: object, shape: Shape, *, where: str | Path = "", remedy: str = "") -> None:
    """Raise a StudioError, as `parse_json` does, unless a value is what a shape says."""
    if reason := fault(value, shape):
        raise _not_understood(where, reason, remedy)


def _not_understood(where: str | Path, reason: str, remedy: str) -> StudioError:
    return StudioError(
        tr("{path} can't be understood: {reason}.", path=where or tr("JSON"), reason=reason), remedy
    )


def read_json(
    path: Path,
    shape: Shape = Anything(),  # it is frozen
    *,
    remedy: str = "",
    most: int = MAX_BYTES,
) -> Any:
    """Return the JSON document in a file, as `parse_json` does.

    Raises:
        FileMissing: there is no such file.
        StudioError: it can't be read, or is not what it must be.
    """
    try:
        check_is_file(path)
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except (OSError, ValueError) as error:
        is_missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        reason = getattr(error, "strerror", None) or error
        kind = FileMissing if is_missing else StudioError
        raise kind(tr("{path} can't be read: {reason}.", path=path, reason=reason), remedy) from error
    return parse_json(content, shape, where=path, remedy=remedy, most=most)


LIST: Any = object()
"""What `read_pieces` gives where a list begins."""


def read_pieces(path: Path, *, remedy: str = "", most: int = MAX_BYTES) -> Iterator[tuple[str, Any]]:
    """Yield a document piece by piece, so that no more than one of them is held, however long the file.

    Of an object each (name, value); a value that is a list comes as (name, LIST) and then its items, each
    (name, item). Of a list LIST and its items, under the name "".

    Args:
        remedy: what can be done when it is damaged.
        most: characters that no honest piece is longer than.

    Raises:
        FileMissing: there is no such file.
        StudioError: it can't be read, or is no JSON; what came before that was sound.
    """
    try:
        check_is_file(path)
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        is_missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        reason = getattr(error, "strerror", None) or error
        kind = FileMissing if is_missing else StudioError
        raise kind(tr("{path} can't be read: {reason}.", path=path, reason=reason), remedy) from error
    with stream:
        pieces = _Pieces(stream, most)
        try:
            yield from pieces.document()
        except (OSError, ValueError, RecursionError) as error:
            raise StudioError(
                tr("{path} can't be understood: {reason}.", path=path, reason=error), remedy
            ) from error


class _Pieces:
    """A document of which no more is read than is needed for the next piece."""

    _CHUNK = 1 << 18
    _SPACE = re.compile(r"[ \t\r\n]*")

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        self._decode = codecs.getincrementaldecoder(_codec(self._stream.read(_MARK)))().decode
        self._stream.seek(0)
        self._scan = json.JSONDecoder().raw_decode
        self._text, self._at, self._is_all = "", 0, False

    def document(self) -> Iterator[tuple[str, Any]]:
        """Yield the pieces; raises ValueError or RecursionError where it is no JSON."""
        if self._next() == "{":
            for _ in self._between("{", "}"):
                if self._next() != '"':
                    raise ValueError(tr("a name is missing"))
                name = self._value()
                self._take(":")
                yield from self._piece(name)
        elif self._next() == "[":
            yield from self._piece("")
        else:
            raise ValueError(tr("it is neither an object nor a list"))
        if self._next():
            raise ValueError(tr("there is more behind its end"))

    def _piece(self, name: str) -> Iterator[tuple[str, Any]]:
        if self._next() != "[":
            yield name, self._value()
            return
        yield name, LIST
        for _ in self._between("[", "]"):
            yield name, self._value()

    def _between(self, opening: str, closing: str) -> Iterator[None]:
        """Yield before each thing between brackets, of which the commas are taken."""
        self._take(opening)
        if self._next() == closing:
            self._take(closing)
            return
        yield
        while self._next() == ",":
            self._take(",")
            yield
        self._take(closing)

    def _next(self) -> str:
        """Return the next character that isn't space, "" at the end."""
        while True:
            self._at = self._SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if self._is_all:
                return ""
            self._fill(self._CHUNK)

    def _take(self, character: str) -> None:
        if self._next() != character:
            raise ValueError(tr("{character} is missing", character=character))
        self._at += 1

    def _value(self) -> Any:
        self._next()
        while True:
            try:
                value, end = self._scan(self._text, self._at)
            except ValueError:
                if self._is_all:
                    raise
            else:
                # A number at the end of what was read may go on behind it; so may one before "." or "e-".
                is_whole = self._text[end : end + 3].strip(".eE+-") or len(self._text) - end > 2
                if is_whole or self._is_all:
                    self._at = end
                    return value
            left = len(self._text) - self._at
            if left > self._most:
                raise ValueError(tr("a part of it is larger than {most} bytes", most=self._most))
            self._fill(max(left, self._CHUNK))

    def _fill(self, count: int) -> None:
        chunk = self._stream.read(count)
        self._is_all = not chunk
        self._text = self._text[self._at :] + self._decode(chunk, final=not chunk)
        self._at = 0


def _codec(raw: bytes) -> str:
    """Return the encoding of a document: UTF-8, or one that says by its first bytes that it isn't."""
    codec = json.detect_encoding(raw[:_MARK])
    return codec if codec.startswith(("utf-16", "utf-32")) else _UTF_8


def _is_too_deep(raw: bytes) -> bool:
    """Return whether brackets outside of texts are nested deeper than MAX_DEPTH, without recursion."""
    if raw.count(b"[") + raw.count(b"{") <= MAX_DEPTH:
        return False
    import numpy as np  # only for a file with many brackets: settings are read before the window stands

    # What stands between every other quotation mark is no text; an escape can't end one.
    outside = b"".join(_ESCAPE.sub(b"", raw).split(b'"')[::2])
    brackets = np.frombuffer(outside.translate(None, _ALL_ELSE), np.uint8)
    opening = (brackets == ord("[")) | (brackets == ord("{"))
    return bool(np.where(opening, 1, -1).cumsum(dtype=np.int32).max(initial=0) > MAX_DEPTH)


class Fields:
    """What was remembered, field by field: each is what it must be, or else what is taken instead.

    For what nobody would miss, such as how a window was divided: one wrong value costs nothing but itself.
    """

    def __init__(self, values: object = None) -> None:
        """`values` is what JSON gave; anything but an object has no fields."""
        self._values: Mapping[str, Any] = values if isinstance(values, Mapping) else {}

    def names(self) -> list[str]:
        """Return the names of the fields."""
        return [name for name in self._values if _is_sound(name)]

    def whole(self, name: str, default: int, *, low: int = 0, high: int = 2**31 - 1) -> int:
        """Return a whole number that lies in a range (as wide as Qt's own, where nothing is said)."""
        return self._fitting(name, Whole(low, high).holds, default)

    def number(self, name: str, default: float, *, low: float = -LARGEST, high: float = LARGEST) -> float:
        """Return a finite number that lies in a range."""
        return float(self._fitting(name, Number(low, high).holds, default))

    def flag(self, name: str, default: bool) -> bool:
        """Return true or false."""
        return self._fitting(name, Flag().holds, default)

    def text(self, name: str, default: str = "") -> str:
        """Return a text."""
        return self._fitting(name, Text().holds, default)

    def texts(self, name: str) -> list[str]:
        """Return those of a list that are texts."""
        return [item for item in self._list(name) if Text().holds(item)]

    def sizes(self, name: str, count: int) -> list[int]:
        """Return how `count` areas share a splitter, in pixels; empty when that isn't known."""
        sizes = self._list(name)
        is_sound = len(sizes) == count and all(map(Whole(0, 100_000).holds, sizes)) and any(sizes)
        return sizes if is_sound else []

    def fields(self, name: str) -> Fields:
        """Return the fields of an object in here; none when there is no such object."""
        return Fields(self._values.get(name))

    def _list(self, name: str) -> list[Any]:
        value = self._values.get(name)
        return value if isinstance(value, list) else []

    def _fitting(self, name: str, holds: Callable[[object], bool], default: T) -> T:
        value = self._values.get(name)
        return cast(T, value) if holds(value) else default
