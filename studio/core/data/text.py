"""Text that any tool wrote: read in its own encoding, and written back in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.files import missing_error
from studio.core.words import tr

MAX_BYTES = 32_000_000
"""No list, label file or YAML of a real dataset is larger; what is isn't read."""

ENCODING_NAMES = {
    "gbk": "GBK",
    "cp932": "Shift-JIS",
    "cp1252": "Windows-1252",
    "iso2022_jp": "ISO-2022-JP",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
"""What people call the codecs that can be met beside UTF-8."""

# Four bytes first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_END = re.compile(r"\r\n|\n|\r")
_HIGH = re.compile(rb"[\x80-\xff][\x40-\xff]?")
_LAST_COMMON_LEAD = 0xD7
"""GB 2312 keeps the 3,755 characters that make up nearly every text at lead bytes up to this."""
_WITHIN_WORD = re.compile(r"[A-Za-z][^\x00-\xff][A-Za-z]")
"""One Chinese sign between Latin letters is an accented letter of yet another encoding."""
_JAPANESE_TEXT = re.compile("[\x00-\x7f\u3000-\u30ff\uff01-\uff5e\u4e00-\u9fff]*")
"""Kana, kanji and wide letters; the half-wide kana are what other encodings spell in Shift-JIS."""

_ACCENTED = "A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽžŸ"
_WESTERN_WORDS = re.compile(rf"(?:[\x00-\x7f]|[{_ACCENTED}])*")
_WESTERN_TEXT = re.compile(rf"(?:[\x00-\x7f{_ACCENTED}’‘“”„–—…¿¡°µ]|[²³€£§«»·×½¼¾±ºª®™©](?![{_ACCENTED}]))*")
# Three accented letters in a row, or a capital behind a small letter, are no western language.
_NO_WORD = re.compile(r"[À-ÿŒœŠšŽžŸ]{3}|[a-zß-ÿ][À-ÖØ-ÞŒŠŽ]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text and how it stands in its file.

    Attributes:
        body: without the byte order mark, line ends as they are.
        codec: Python's name of the encoding.
        mark: the byte order mark, or none.
        is_guess: no mark told the encoding, and it is not UTF-8.
        errors: how bytes outside the encoding are kept; they come back as they were.
    """

    body: str = ""
    codec: str = "utf-8"
    mark: bytes = b""
    is_guess: bool = False
    errors: str = "strict"

    @property
    def lines(self) -> list[str]:
        """Return the lines with their ends: CR LF, LF or CR, and nothing else ends one."""
        return _LINE.findall(self.body)

    @property
    def line_end(self) -> str:
        """Return what ends the lines; LF where there is only one."""
        found = _END.search(self.body)
        return found[0] if found else "\n"

    @property
    def encoding(self) -> str:
        """Return the name people know the encoding by."""
        return ENCODING_NAMES.get(self.codec, self.codec.upper())

    def encoded(self, body: str) -> bytes:
        """Return the bytes of the file with another body.

        Raises:
            UnicodeEncodeError: the encoding has no such character.
        """
        return self.mark + body.encode(self.codec, self.errors)

    def guess_note(self, file: Path) -> str:
        """Return the sentence that tells how a file was read whose encoding was guessed, by an example."""
        number, line = next(
            (number, line.strip()) for number, line in enumerate(self.lines, start=1) if not line.isascii()
        )
        return tr(
            "{file} is not UTF-8 and was read as {encoding}: line {number} says {line}. If that is wrong,"
            " save the file as UTF-8.",
            file=file,
            encoding=self.encoding,
            number=number,
            line=line[:80],
        )


def read_text(path: Path) -> Text:
    """Read a text file a dataset is described by.

    Raises:
        StudioError: it isn't there, can't be read, isn't a regular file, is absurdly large, or its encoding
            can't be told.
    """
    return decode(read_content(path), path)


def read_content(path: Path) -> bytes:
    """Return the bytes of a text file; raises StudioError when there are none of a usable number."""
    try:
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            return path.read_bytes()
        if not path.exists():
            raise missing_error(path)
        reason = tr("it is not a text file of a usable size")
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error)
    raise StudioError(
        tr("{file} can't be read: {reason}.", file=path, reason=reason),
        tr("Check the path and the file, then try again."),
    )


def decode(content: bytes, file: Path) -> Text:
    """Return the text these bytes of a file are: as their mark says, else UTF-8, else as it can be told.

    GBK, Shift-JIS and Windows-1252 carry no mark. They are told apart by what the bytes would spell in each.

    Raises:
        StudioError: the encoding can't be told; the line is named.
    """
    marked = _marked(content)
    if marked:
        return marked
    if b"\x1b$" in content and _decodes(content, "iso2022_jp"):
        # Seven bits, so that it passes for ASCII.
        return Text(content.decode("iso2022_jp"), "iso2022_jp", is_guess=True)
    try:
        return Text(content.decode())
    except UnicodeDecodeError as error:
        codec = _guessed_codec(content)
        if codec:
            return Text(content.decode(codec), codec, is_guess=True)
        number = content.count(b"\n", 0, error.start) + 1
        raise StudioError(
            tr("The encoding of {file} can't be told: line {number} is not UTF-8.", file=file, number=number),
            tr("Save the file as UTF-8 with a text editor, then open it again."),
        ) from error


def decode_kept(content: bytes) -> Text:
    """Return the text of a file of numbers, every byte kept, whatever the encoding."""
    marked = _marked(content)
    if marked and marked.encoded(marked.body) == content:
        return marked
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    body = content[len(mark) :].decode("utf-8", "surrogateescape")
    return Text(body, mark=mark, errors="surrogateescape")


def _marked(content: bytes) -> Text | None:
    """Return the text of bytes that say what they are: by a mark, or by the zeros of UTF-16."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            try:
                return Text(content[len(mark) :].decode(codec), codec, mark)
            except UnicodeDecodeError:
                return None
    if b"\0" in content:
        # Letters and line ends have their zero behind them in one, before them in the other.
        codec = "utf-16-le" if content[1::2].count(0) > content[::2].count(0) else "utf-16-be"
        try:
            body = content.decode(codec)
        except UnicodeDecodeError:
            return None
        if all(sign.isprintable() or sign in "\r\n\t" for sign in body):
            return Text(body, codec)
    return None


def _guessed_codec(content: bytes) -> str | None:
    """Return `gbk`, `cp932` or `cp1252` for bytes that aren't UTF-8; None when they spell nothing in any."""
    lines = [line for line in content.splitlines() if not line.isascii()]
    in_gbk = _decodes(content, "gbk")
    if in_gbk and any(_is_chinese(line) and not _is_words(line) for line in lines):
        return "gbk"
    if all(_is_western(line) for line in lines):
        all_common = all(_is_chinese(line, share=1.0) for line in lines)
        return "gbk" if in_gbk and all_common else "cp1252"
    if all(_is_japanese(line) for line in lines) and _decodes(content, "cp932"):
        return "cp932"
    if in_gbk and all(_common_share(line) >= 0.5 and not _is_torn(line, "gbk") for line in lines):
        return "gbk"
    return None


def _decodes(content: bytes, codec: str) -> bool:
    """Say whether bytes are text in a codec, and would be the same when they are written again.

    Windows' Shift-JIS has two places for some signs, and writes one of them.
    """
    try:
        return content.decode(codec).encode(codec) == content
    except (UnicodeDecodeError, UnicodeEncodeError):
        return False


def _is_chinese(line: bytes, share: float = 0.5) -> bool:
    return _decodes(line, "gb2312") and _common_share(line) >= share


def _common_share(line: bytes) -> float:
    leads: list[int] = [pair[0] for pair in _HIGH.findall(line)]
    return sum(lead <= _LAST_COMMON_LEAD for lead in leads) / len(leads)


def _is_japanese(line: bytes) -> bool:
    is_text = _decodes(line, "cp932") and _JAPANESE_TEXT.fullmatch(line.decode("cp932"))
    return bool(is_text) and not _is_torn(line, "cp932")


def _is_torn(line: bytes, codec: str) -> bool:
    return bool(_WITHIN_WORD.search(line.decode(codec)))


def _is_words(line: bytes) -> bool:
    return _spells(line, _WESTERN_WORDS)


def _is_western(line: bytes) -> bool:
    return _spells(line, _WESTERN_TEXT)


def _spells(line: bytes, pattern: re.Pattern[str]) -> bool:
    try:
        text = line.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return bool(pattern.fullmatch(text)) and not _NO_WORD.search(text)
