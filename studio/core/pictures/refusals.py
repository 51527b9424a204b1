"""What is said of a file that is no picture, or none that can be decoded here: what it is, and what helps."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.pictures import formats, tiff
from studio.core.words import mark, tr

_PICTURES: tuple[tuple[str, int, re.Pattern[bytes]], ...] = (
    (mark("a HEIF picture"), 4, re.compile(rb"ftyp(hei[cmsx]|hev[cmx]|mif1|msf1)")),
    (mark("an AVIF picture"), 4, re.compile(rb"ftypavi[fs]")),
    (mark("a Canon raw picture"), 4, re.compile(rb"ftypcrx ")),
    (mark("a Fujifilm raw picture"), 0, re.compile(rb"FUJIFILM")),
    (mark("a JPEG XL picture"), 0, re.compile(rb"\xff\x0a|\0\0\0\x0cJXL ")),
    (mark("a JPEG XR picture"), 0, re.compile(rb"II\xbc")),
    (mark("a Photoshop picture"), 0, re.compile(rb"8BPS")),
    (mark("a GIMP picture"), 0, re.compile(rb"gimp xcf")),
    (mark("an OpenEXR picture"), 0, re.compile(rb"v/1\x01")),
    (mark("a DirectDraw picture"), 0, re.compile(rb"DDS ")),
    (mark("an icon"), 0, re.compile(rb"\0\0[\x01\x02]\0[^\0]\0")),
    (mark("a FITS picture"), 0, re.compile(rb"SIMPLE  =")),
    (mark("a DICOM picture"), 128, re.compile(rb"DICM")),
    (
        mark("an SVG drawing"),
        0,
        re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg", re.S),
    ),
    (mark("a PDF document"), 0, re.compile(rb"%PDF|%!PS")),
)
"""By how they begin: what programs for pictures can convert."""

_OTHERS: tuple[tuple[str, int, re.Pattern[bytes]], ...] = (
    (mark("a web page"), 0, re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype )?html", re.IGNORECASE)),
    (mark("a JSON document"), 0, re.compile(rb"\s*[{\[]\s*[\"}\]{]")),
    (mark("a zip archive"), 0, re.compile(rb"PK\x03\x04")),
    (mark("a gzip archive"), 0, re.compile(rb"\x1f\x8b")),
    (mark("a video"), 0, re.compile(rb"....ftyp|RIFF....AVI |\x1a\x45\xdf\xa3", re.DOTALL)),
    (mark("filled with zeros"), 0, re.compile(rb"\0+\Z")),
)

_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf\xf7]")


class ImageCut(StudioError):
    """A picture's file ends too early."""


def unreadable(path: Path, encoded: bytes) -> StudioError:
    """Return what to tell of a file whose bytes can't be decoded."""
    if formats.is_cut(encoded):
        return ImageCut(
            tr("{path} is not an image that can be read: it is cut off, its end is missing.", path=path),
            tr("Copy it again from where it came, or remove it from the dataset."),
        )
    if form := _form(encoded):
        return StudioError(
            tr("{path} is not an image that can be read here: it is {form}.", path=path, form=form),
            tr("Convert it to JPEG or PNG."),
        )
    if encoded.startswith(b"version https://git-lfs"):
        return StudioError(
            tr("{path} is not an image: it is a pointer of Git LFS to one.", path=path),
            tr("Run git lfs pull in its repository."),
        )
    other = tr("empty") if not encoded else _found(_OTHERS, encoded)
    if other:
        return StudioError(
            tr("{path} is not an image: it is {form}.", path=path, form=other),
            tr("Get it again from where it came, or remove it from the dataset."),
        )
    return StudioError(
        tr("{path} is not an image that can be read.", path=path),
        tr("Replace it with a whole JPEG, PNG, BMP, WebP or TIFF file, or remove it from the dataset."),
    )


def _found(table: tuple[tuple[str, int, re.Pattern[bytes]], ...], encoded: bytes) -> str:
    return next((tr(words) for words, place, begin in table if begin.match(encoded, place)), "")


def _form(encoded: bytes) -> str:
    """Return in words which picture bytes are that no decoder here knows; "" when they are none of these."""
    if found := _found(_PICTURES, encoded):
        return found
    kind = formats.kind_of(encoded)
    try:
        if kind == "tiff":
            return tiff.oddity(tiff.read_tags(encoded))
        if kind == "jpeg":
            return _odd_jpeg(encoded)
    except struct.error:
        pass
    return ""


def _odd_jpeg(encoded: bytes) -> str:
    """Return in words which of JPEG's rare forms bytes have; "" when it is a usual one."""
    place = 2
    while encoded[place : place + 1] == b"\xff":
        if _FRAME.match(encoded, place):
            if encoded[place + 1] == 0xF7:
                return tr("a JPEG-LS picture")
            if encoded[place + 1] not in (0xC0, 0xC1, 0xC2, 0xC9, 0xCA):
                return tr("a lossless JPEG")
            bits = encoded[place + 4]
            return tr("a JPEG with {bits} bits a channel", bits=bits) if bits != 8 else ""
        place += 2 + int(struct.unpack_from(">H", encoded, place + 2)[0])
    return ""
