"""XML that came from anywhere, element by element: no document types, no entities, depth and size bounded."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from studio.core.data.text import MAX_BYTES, decode, read_content
from studio.core.errors import StudioError
from studio.core.words import tr

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_DEPTH = 64
MAX_STREAMED = 2_000_000_000
_CHUNK = 1 << 18
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_elements(path: Path, wanted: Container[str]) -> Iterator[Element]:
    """Yield each whole element with a wanted name that isn't in another one; no more than it is held.

    Raises:
        StudioError: it can't be read or is no XML, has a document type, or is nested too deep; what came
            before that was sound.
    """
    taker = _Taker(wanted)
    try:
        parser = None
        for chunk, encoding in _chunks(path):
            parser = parser or taker.parser(encoding)
            parser.Parse(chunk, False)
            yield from taker.taken()
        (parser or taker.parser("utf-8")).Parse(b"", True)
        yield from taker.taken()
    except (expat.ExpatError, ValueError, LookupError, OSError) as error:
        raise StudioError(
            tr("{path} can't be understood: {reason}.", path=path, reason=error),
            tr("Write the file again with the program it comes from."),
        ) from error


def root_name(head: bytes) -> str:
    """Return the name of the outermost element that the first bytes of a file begin; "" when it is none."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: found.append(name)
    try:
        parser.Parse(head, False)
    except (expat.ExpatError, ValueError, LookupError):
        # One in another encoding than it says, or in one that nobody knows, can have its names all the same.
        match = re.search(rb"<([A-Za-z_][\w.-]*)", head)
        return found[0] if found else match[1].decode("ascii", "replace") if match else ""
    return found[0] if found else ""


def kept_elements(elements: Iterable[Element]) -> dict[str, list[str]]:
    """Return the texts of elements by their name, to be written as they are."""
    from xml.etree.ElementTree import tostring

    kept: dict[str, list[str]] = {}
    for element in elements:
        kept.setdefault(element.tag, []).append(tostring(element, encoding="unicode").strip())
    return kept


def as_text(value: object) -> str:
    """Return what can stand in XML of a text."""
    return _NO_XML.sub(" ", str(value))


def start_tag(name: str, attributes: dict[str, object], *, is_empty: bool = False) -> str:
    """Return the text of a tag."""
    told = "".join(f" {key}={quoteattr(as_text(value))}" for key, value in attributes.items())
    return f"<{name}{told}{'/' if is_empty else ''}>"


def _chunks(path: Path) -> Iterator[tuple[bytes, str | None]]:
    """Yield the bytes of a file with their encoding; None: as the file itself says."""
    try:
        is_small = path.stat().st_size <= MAX_BYTES
        if not is_small and path.stat().st_size > MAX_STREAMED:
            raise ValueError(tr("it is larger than {most} bytes", most=MAX_STREAMED))
    except FileNotFoundError:
        is_small = True
    if is_small:
        # What it says of its encoding is often wrong, and expat knows few.
        yield decode(read_content(path), path).body.encode(), "utf-8"
        return
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk, None


class _Taker:
    """Builds the wanted elements of what a parser meets."""

    def __init__(self, wanted: Container[str]) -> None:
        from xml.etree.ElementTree import TreeBuilder

        self._make = TreeBuilder
        self._wanted = wanted
        self._depth = 0
        self._from = 0
        self._builder: TreeBuilder | None = None
        self._taken: list[Element] = []

    def parser(self, encoding: str | None) -> expat.XMLParserType:
        parser = expat.ParserCreate(encoding)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        return parser

    def taken(self) -> Iterator[Element]:
        found, self._taken = self._taken, []
        yield from found

    def _refuse(self, *_: object) -> None:
        raise ValueError(tr("it has a document type, which label files have no use for"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError(tr("it is nested deeper than {most} times", most=MAX_DEPTH))
        if self._builder is None and name in self._wanted:
            self._builder, self._from = self._make(), self._depth
        if self._builder is not None:
            self._builder.start(name, attributes)

    def _end(self, name: str) -> None:
        if self._builder is not None:
            self._builder.end(name)
            if self._depth == self._from:
                self._taken.append(self._builder.close())
                self._builder = None
        self._depth -= 1

    def _data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)
