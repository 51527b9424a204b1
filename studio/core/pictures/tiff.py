"""The first directory of a TIFF: what it says of its pixels, and whether a decoder here gives them right."""

from __future__ import annotations

import mmap
import struct

from studio.core.words import tr

WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC = 256, 257, 258, 259, 262
ORIENTATION, SAMPLES, PLANES, EXTRA, FORMAT = 274, 277, 284, 338, 339
_PIECES = ((273, 279), (324, 325))
"""Where the strips lie and how long they are; the same of tiles."""
_WANTED = {WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, ORIENTATION, SAMPLES, PLANES, EXTRA, FORMAT} | {
    tag for pair in _PIECES for tag in pair
}
_KINDS = {1: "B", 3: "H", 4: "I", 16: "Q"}

# What OpenCV knows; of others it gives black. LZMA is left to Pillow.
_COMPRESSIONS = {1, 2, 3, 4, 5, 6, 7, 8, 32771, 32773, 32946, 34676, 34677, 34925, 50000}
_OTHER_COMPRESSIONS = {34712: "JPEG 2000", 34887: "LERC", 50001: "WebP", 50002: "JPEG XL", 52546: "JPEG XL"}

Tags = dict[int, tuple[int, ...]]


def read_tags(encoded: bytes | mmap.mmap) -> Tags:
    """Return the whole numbers that a TIFF, classic or big, says of its first picture.

    Raises:
        struct.error: the directory, or a value it names, lies behind the file's end.
    """
    order = "<" if encoded[:2] == b"II" else ">"
    is_big = encoded[2:4] in (b"+\0", b"\0+")
    place_of, count_of, entry, inside = ("Q", "Q", "HHQ", 8) if is_big else ("I", "H", "HHI", 4)
    (place,) = struct.unpack_from(order + place_of, encoded, 8 if is_big else 4)
    (count,) = struct.unpack_from(order + count_of, encoded, place)
    place += struct.calcsize("=" + count_of)
    head = struct.calcsize("=" + entry)
    found: Tags = {}
    for at in range(place, place + count * (head + inside), head + inside):
        tag, kind, number = struct.unpack_from(order + entry, encoded, at)
        if tag not in _WANTED or tag in found or kind not in _KINDS or not number:
            continue
        if number > len(encoded):
            raise struct.error("more values than the file has bytes")
        start = at + head
        values = f"{order}{number}{_KINDS[kind]}"
        if struct.calcsize(values) > inside:
            (start,) = struct.unpack_from(order + place_of, encoded, start)
        found[tag] = struct.unpack_from(values, encoded, start)
    return found


def is_tiff_cut(encoded: bytes) -> bool:
    """Say whether a strip of pixels lies behind the file's end; raises as `read_tags`."""
    tags = read_tags(encoded)
    return any(
        start + length > len(encoded)
        for starts, lengths in _PIECES
        for start, length in zip(tags.get(starts, ()), tags.get(lengths, ()), strict=False)
    )


def bits_of(tags: Tags) -> int:
    """Return the bits a channel is stored in."""
    return max(tags.get(BITS, (1,)), default=1)


def oddity(tags: Tags) -> str:
    """Return in words what keeps a TIFF from being decoded rightly here; "" when nothing does."""
    compression, samples = tags.get(COMPRESSION, (1,))[0], tags.get(SAMPLES, (1,))[0]
    if compression not in _COMPRESSIONS:
        name = _OTHER_COMPRESSIONS.get(compression, str(compression))
        return tr("a TIFF with the compression {name}", name=name)
    if bits_of(tags) <= 8:
        return ""
    if tags.get(FORMAT, (1,))[0] == 3 and bits_of(tags) not in (32, 64):
        return tr("a TIFF of floating point numbers with {bits} bits", bits=bits_of(tags))
    if samples > 4:
        return tr("a TIFF with {count} channels", count=samples)
    if samples > 1 and tags.get(PLANES, (1,))[0] == 2:
        return tr("a TIFF that keeps each colour, of more than 8 bits, in a plane of its own")
    return ""
