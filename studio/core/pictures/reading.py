"""Pictures read as displayed from any path, and what their headers say."""

from __future__ import annotations

import mmap
import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.files import check_is_file, missing_error
from studio.core.pictures import formats, tiff
from studio.core.pictures.decoding import (
    EXIF_MARK,
    PILLOW_ERRORS,
    Image,
    decoded,
    is_whole_jpeg,
    open_header,
    orientation_of,
    to_8_bits,
    used_bits,
)
from studio.core.pictures.refusals import unreadable
from studio.core.words import tr


def imread(path: Path) -> Image:
    """Read an image as HxWx3 uint8 RGB, EXIF orientation applied; any path the system can name.

    What OpenCV can't decode, Pillow may. Alpha is left out. Of more than 8 bits a channel the upper 8 are
    kept of those that the picture's sensor counts with (see `sensor_bits`).

    Raises:
        FileMissing: it isn't there.
        StudioError: it can't be opened or isn't an image this program can decode.
    """
    encoded = _content(path)
    pixels = decoded(encoded)
    if pixels is None:
        raise unreadable(path, encoded)
    return to_8_bits(pixels)


def deep_bits(path: Path) -> int | None:
    """Decode a picture and return how many bits a channel it uses of the 16 it stores; None when it has 8.

    Raises:
        StudioError: as `imread`.
    """
    import numpy as np

    encoded = _content(path)
    if is_whole_jpeg(encoded):
        return None
    pixels = decoded(encoded)
    if pixels is None:
        raise unreadable(path, encoded)
    return None if pixels.values.dtype == np.uint8 else used_bits(pixels)


def _content(path: Path) -> bytes:
    try:
        check_is_file(path)
        # cv2.imread can't open non-ASCII paths on Windows; bytes always can.
        return Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise missing_error(path) from error
    except (OSError, ValueError) as error:
        raise StudioError(
            tr(
                "{path} can't be opened: {reason}.",
                path=path,
                reason=getattr(error, "strerror", None) or error,
            ),
            tr("Check that the file is there and readable."),
        ) from error


@dataclass(frozen=True, slots=True)
class Header:
    """What a picture's file says of itself: (width, height) of what `imread` gives, bits a channel stored.

    Attributes:
        orientation: how it is turned to be shown, as EXIF counts: 1 is not at all.
    """

    size_wh: tuple[int, int]
    bits: int
    orientation: int = 1


def image_size(path: Path) -> tuple[int, int]:
    """Return (width, height) of the pixels `imread` gives: see `read_header`."""
    return read_header(path).size_wh


def read_header(path: Path) -> Header:
    """Return what a picture's header says; no pixels are decoded, unless the header says too little.

    Raises:
        FileMissing: it isn't there.
        StudioError: it isn't an image, or has more pixels than `imread` takes.
    """
    try:
        check_is_file(path)
        with open(path, "rb") as stream:
            kind = formats.kind_of(stream.read(32))
        read = {"png": _read_png, "tiff": _read_tiff, "jpeg": _read_jpeg}.get(kind, _read_others)
        width, height, orientation, bits = read(Path(path))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise missing_error(path) from error
    except PILLOW_ERRORS:
        # Only what the header says is odd, perhaps.
        height, width, _ = imread(path).shape
        orientation, bits = None, 8
    if width * height > formats.MAX_PIXELS:
        raise StudioError(
            tr("{path} is too large to be read: {w} × {h} px.", path=path, w=width, h=height),
            tr("Cut it into parts of at most {count:,} pixels each.", count=formats.MAX_PIXELS),
        )
    # Orientations 5 to 8 turn the picture by a quarter.
    shown = (height, width) if orientation in (5, 6, 7, 8) else (width, height)
    is_turned = isinstance(orientation, int) and 2 <= orientation <= 8
    return Header(shown, bits, int(orientation) if is_turned else 1)  # type: ignore[call-overload]


def _read_others(path: Path) -> tuple[int, int, object, int]:
    """Return width and height as stored, orientation and bits a channel of what is no PNG and no TIFF."""
    with open_header(path) as image:
        bits = 16 if image.mode.startswith(("I", "F")) else 8
        if image.format == "JPEG2000":
            with path.open("rb") as stream:
                bits = formats.jp2_bits(stream.read(4096))
        return *image.size, orientation_of(image.info.get("exif", b"")), bits


def _read_jpeg(path: Path) -> tuple[int, int, object, int]:
    """Return width, height, orientation and 8 bits a channel of a JPEG (ITU T.81, annex B).

    Raises:
        ValueError, struct.error: it is cut off within its head, or names no height there.
    """
    exif, frame = b"", b""
    with path.open("rb") as stream:
        stream.seek(2)
        # To the first scan: EXIF data may stand behind the size.
        while (head := struct.unpack(">BBH", stream.read(4)))[:2] != (0xFF, _JPEG_SCAN):
            mark, kind, length = head
            if mark == kind == 0xFF:
                # Filling: markers may have any number of these before them.
                stream.seek(-3, os.SEEK_CUR)
                continue
            is_frame = kind in _JPEG_FRAMES
            segment = stream.read(max(0, length - 2)) if is_frame or kind == _JPEG_EXIF else b""
            is_exif = segment.startswith(EXIF_MARK)
            is_twice = (is_exif and exif) or (is_frame and frame)
            if mark != 0xFF or kind in _JPEG_BARE or length < 2 or is_twice:
                # Decoders go on, each in its own way.
                return _read_others(path)
            if is_exif:
                exif = segment
            elif is_frame:
                frame = segment
            elif not segment:
                stream.seek(length - 2, os.SEEK_CUR)
    height, width = struct.unpack_from(">xHH", frame)
    if not width * height:
        raise ValueError("no pixels")
    return width, height, orientation_of(exif), 8


_JPEG_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a frame, whose size follows; the three others define tables or are kept free."""
_JPEG_BARE = {0x01, *range(0xD0, 0xDA)}
"""Markers without a length."""
_JPEG_EXIF, _JPEG_SCAN = 0xE1, 0xDA


def _read_tiff(path: Path) -> tuple[int, int, object, int]:
    """Return width, height, orientation and bits a channel of a TIFF; raises KeyError or struct.error."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        tags = tiff.read_tags(content)
    orientation = tags.get(tiff.ORIENTATION, (1,))[0]
    return tags[tiff.WIDTH][0], tags[tiff.HEIGHT][0], orientation, tiff.bits_of(tags)


def _read_png(path: Path) -> tuple[int, int, object, int]:
    """Return width, height, orientation and bits a channel of a PNG; its EXIF may stand behind its pixels.

    Raises:
        ValueError, struct.error: it is cut off.
    """
    with path.open("rb") as stream:
        kind, width, height, bits = struct.unpack(">12x4sIIB", stream.read(25))
        if kind != b"IHDR":
            raise ValueError("another beginning")
        stream.seek(len(formats.PNG_SIGNATURE))
        kind = b""
        while kind != b"IEND":
            length, kind = struct.unpack(">I4s", stream.read(8))
            if kind == b"eXIf":
                return width, height, orientation_of(stream.read(length)), bits
            stream.seek(length, os.SEEK_CUR)
            if len(stream.read(4)) < 4:
                raise ValueError("cut off")
    if not width * height:
        raise ValueError("no pixels")
    return width, height, None, bits


def note_on_depth(headers: Iterable[Header]) -> str:
    """Return a sentence on those pictures that store more than 8 bits a channel; "" when none does."""
    count = sum(header.bits > 8 for header in headers)
    if not count:
        return ""
    return tr(
        "Pictures with 16 bits a channel: {count}; each is read with the upper 8 of the bits it uses.",
        count=count,
    )
