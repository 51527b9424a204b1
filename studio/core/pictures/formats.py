"""What the bytes of a picture say: their format, whether they are cut off, and what decoders stumble over."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from studio.core.pictures import tiff

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


MAX_PIXELS = 2**30
"""OpenCV decodes no image with more."""

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SIGNATURES: tuple[tuple[str, int, re.Pattern[bytes]], ...] = (
    ("jpeg", 0, re.compile(rb"\xff\xd8\xff")),
    ("png", 0, re.compile(re.escape(PNG_SIGNATURE))),
    ("bmp", 0, re.compile(rb"BM")),
    ("gif", 0, re.compile(rb"GIF8[79]a")),
    ("tiff", 0, re.compile(rb"II[*+]\0|MM\0[*+]")),
    ("webp", 0, re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("jp2", 0, re.compile(rb"\0\0\0\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51")),
    ("avif", 4, re.compile(rb"ftypavi[fs]")),
    ("pnm", 0, re.compile(rb"P[1-6]\s")),
    ("float", 0, re.compile(rb"P[Ff]\s|#\?(RADIANCE|RGBE)")),
)

_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")
"""A JPEG marker that isn't data, a restart or filling."""


def kind_of(encoded: bytes) -> str:
    """Return the format of a picture's bytes by its signature; "" when none is known."""
    for name, place, signature in _SIGNATURES:
        if signature.match(encoded, place):
            return name
    return ""


def is_cut(encoded: bytes) -> bool:
    """Say whether a picture's file ends before it says it does; what follows its end doesn't matter."""
    check = _IS_CUT.get(kind_of(encoded))
    try:
        return False if check is None else check(encoded)
    except (struct.error, ValueError):
        # It ends within a header.
        return True


def _is_jpeg_cut(encoded: bytes) -> bool:
    if encoded.endswith(b"\xff\xd9"):
        return False
    splitter = JpegSplitter()
    return not splitter.feed(encoded)


class JpegSplitter:
    """Finds whole JPEGs in bytes that come bit by bit, by their marks; what is between them is dropped."""

    def __init__(self, max_bytes: int = 0) -> None:
        """`max_bytes`: of a picture that is waited for, 0 for any; a longer one is dropped."""
        self._max_bytes = max_bytes
        self._waiting = bytearray()
        self._place = 0
        self._in_head = True

    def feed(self, data: bytes) -> list[bytes]:
        """Add bytes and return the pictures that end in them."""
        self._waiting += data
        found = []
        while picture := self._next():
            found.append(picture)
        if self._max_bytes and len(self._waiting) > self._max_bytes:
            self._waiting.clear()
            self._place = 0
        return found

    def _is_sound(self) -> bool:
        """Say whether a marker follows a segment of the head, as far as it has come."""
        return not self._in_head or bytes(self._waiting[self._place : self._place + 1]) in (b"", b"\xff")

    def _next(self) -> bytes:
        waiting = self._waiting
        if not self._place:
            start = waiting.find(b"\xff\xd8\xff")
            # The last two bytes may begin one.
            del waiting[: start if start >= 0 else max(0, len(waiting) - 2)]
            if start < 0:
                return b""
            self._place = 2
            self._in_head = True
        # Segment by segment: a thumbnail within one has an end of its own.
        while self._is_sound() and (found := _MARKER.search(waiting, self._place)):
            kind, end = waiting[found.start() + 1], found.end()
            if kind == 0xD9:
                picture = bytes(waiting[:end])
                del waiting[:end]
                self._place = 0
                return picture
            if kind == 0xD8:
                # The one before was broken off.
                del waiting[: found.start()]
                self._place = 2
                self._in_head = True
            elif end + 2 > len(waiting):
                self._place = found.start()
                return b""
            else:
                self._place = end + struct.unpack_from(">H", waiting, end)[0]
                # From its scan on anything may follow.
                self._in_head = self._in_head and kind != 0xDA
        if not self._is_sound():
            # Broken off in its head: the next one may have begun in what was taken for a segment.
            del waiting[:2]
            self._place = 0
            return self._next()
        # The last byte may begin a mark.
        self._place = max(self._place, len(waiting) - 1)
        return b""


def png_chunks(encoded: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield (kind, start, end) of the chunks of a PNG, frame included, to its end.

    Raises:
        struct.error, ValueError: it is cut off.
    """
    place, kind = len(PNG_SIGNATURE), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", encoded, place)
        end = place + 12 + length
        if end > len(encoded):
            raise ValueError("cut off")
        yield kind, place, end
        place = end


def jp2_bits(encoded: bytes) -> int:
    """Return the bits a channel that a JPEG 2000 declares, 8 when its beginning doesn't say."""
    place = encoded.find(b"\xff\x4f\xff\x51")
    # Less one; the uppermost bit is the sign.
    return (encoded[place + 42] & 0x7F) + 1 if 0 <= place < len(encoded) - 42 else 8


_DEFLATED = 1032
"""Bytes that one byte of what zlib has packed can hold at most."""
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Of a PNG, by its type of colours."""


def claims_too_much(encoded: bytes) -> bool:
    """Say whether a PNG claims more pixels than could be packed into its file, or a part longer than it.

    Decoders ask for the memory first, and look later. Raises struct.error when it is cut in a head.
    """
    if kind_of(encoded) != "png":
        return False
    width, height, bits, colours = struct.unpack_from(">IIBB", encoded, 16)
    row = (width * bits * _CHANNELS.get(colours, 1) + 7) // 8
    if row * height > len(encoded) * _DEFLATED:
        return True
    place, kind = len(PNG_SIGNATURE), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", encoded, place)
        if length > len(encoded):
            return True
        place += 12 + length
    return False


def _is_png_cut(encoded: bytes) -> bool:
    return not list(png_chunks(encoded)) or claims_too_much(encoded)


def _is_riff_cut(encoded: bytes) -> bool:
    return int.from_bytes(encoded[4:8], "little") + 8 > len(encoded)


def _is_bmp_cut(encoded: bytes) -> bool:
    start: int = struct.unpack_from("<I", encoded, 10)[0]
    width, height, _, bits, compression = struct.unpack_from("<iiHHI", encoded, 18)
    rows = (width * bits + 31) // 32 * 4 * abs(height)
    return start + (int(rows) if compression in (0, 3, 6) else 1) > len(encoded)


def _is_gif_cut(encoded: bytes) -> bool:
    return not encoded.rstrip(b"\0").endswith(b";")


def _is_boxed_cut(encoded: bytes) -> bool:
    """Of JPEG 2000 and AVIF: boxes of a length each; a bare code stream ends with a marker."""
    place = 0 if encoded[4:8] in (b"jP  ", b"ftyp") else len(encoded)
    while 0 <= place < len(encoded):
        length, kind = struct.unpack_from(">I4s", encoded, place)
        if length == 1:
            (length,) = struct.unpack_from(">Q", encoded, place + 8)
        if length == 0:
            break
        if not kind.isascii() or length < 8:
            return False
        place += length
    return place > len(encoded) or (
        encoded[4:8] != b"ftyp" and not encoded.rstrip(b"\0").endswith(b"\xff\xd9")
    )


def _is_pnm_cut(encoded: bytes) -> bool:
    """Of those whose pixels are no text."""
    head = re.match(rb"P([456])(?:\s+(?:#[^\n]*\n\s*)*)(\d+)\s+(\d+)(?:\s+(\d+))?\s", encoded)
    if head is None:
        return False
    kind, width, height, most = (int(part or 0) for part in head.groups())
    row = (width + 7) // 8 if kind == 4 else width * (3 if kind == 6 else 1) * (2 if most > 255 else 1)
    return head.end() + row * height > len(encoded)


_IS_CUT: dict[str, Callable[[bytes], bool]] = {
    "jpeg": _is_jpeg_cut,
    "png": _is_png_cut,
    "webp": _is_riff_cut,
    "bmp": _is_bmp_cut,
    "gif": _is_gif_cut,
    "jp2": _is_boxed_cut,
    "avif": _is_boxed_cut,
    "pnm": _is_pnm_cut,
    "tiff": tiff.is_tiff_cut,
}


def bare_png(encoded: bytes) -> bytes | None:
    """Return a PNG without its texts and profiles, at whose size decoders stumble; None when it is cut."""
    needed = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"eXIf", b"IEND")
    try:
        parts = [encoded[start:end] for kind, start, end in png_chunks(encoded) if kind in needed]
    except (struct.error, ValueError):
        return None
    return PNG_SIGNATURE + b"".join(parts)


def bmp_by_masks(encoded: bytes) -> npt.NDArray[np.uint8] | None:
    """Return the HxWx3 RGB pixels of a BMP whose header says by masks which bits are which colour.

    Decoders know some masks and take others for the usual ones. None for any other BMP, or a cut one.
    """
    import numpy as np

    if len(encoded) < 66:
        return None
    (start, header, width, height, _, bits, compression) = struct.unpack_from("<IIiiHHI", encoded, 10)
    stride = (width * bits + 31) // 32 * 4
    if compression not in (3, 6) or bits not in (16, 32) or header < 40 or width <= 0 or not height:
        return None
    if width * abs(height) > MAX_PIXELS or start + stride * abs(height) > len(encoded):
        return None
    rows = np.frombuffer(encoded, np.uint8, stride * abs(height), start).reshape(abs(height), stride)
    values = rows[:, : width * bits // 8].copy().view(f"<u{bits // 8}")
    image = np.empty((abs(height), width, 3), np.uint8)
    # They stand in the header, or behind the shortest one: at the same place.
    for channel, mask in enumerate(struct.unpack_from("<III", encoded, 54)):
        shift = (mask & -mask).bit_length() - 1 if mask else 0
        found, most = (values & mask) >> shift, mask >> shift
        image[:, :, channel] = found.astype(np.float32) * (255 / most) + 0.5 if most else 0
    return image if height < 0 else np.ascontiguousarray(image[::-1])
