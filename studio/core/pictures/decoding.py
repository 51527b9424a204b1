"""From the bytes of a picture to its pixels as displayed, by OpenCV and, for what it can't, by Pillow."""

from __future__ import annotations

import contextlib
import io
import os
import struct
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from studio.core.pictures import formats, tiff

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import PIL.Image

# OpenCV reads it once, when it is first used: what can't be decoded is told in a sentence.
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")

_PILLOW_FORMATS = (
    *("JPEG", "PNG", "BMP", "TIFF", "GIF", "WEBP", "JPEG2000", "AVIF", "PPM", "TGA"),
    *("PCX", "SGI", "SUN", "QOI"),
)
"""All are data; some others that Pillow knows are programs, or start one."""
PILLOW_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    KeyError,
    TypeError,
    struct.error,
    EOFError,
    OverflowError,
)

SENSOR_BITS = (8, 10, 12, 14, 16, 24, 32)
"""How many bits sensors count with; stored in 16 or 32, the rest of them is empty."""

Image: TypeAlias = "npt.NDArray[np.uint8]"
"""An image in memory: HxWx3, uint8, RGB, oriented as displayed (EXIF applied)."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """Decoded pixels, HxWx3 RGB as displayed, any type; `bits`: a channel, where the file declares it."""

    values: npt.NDArray[Any]
    bits: int | None = None


_Decoder = Callable[[bytes], "Pixels | None"]


def decoded(encoded: bytes) -> Pixels | None:
    kind = formats.kind_of(encoded)
    # Old decoders fill what is missing with grey.
    if not encoded or (kind == "jpeg" and formats.is_cut(encoded)):
        return None
    with contextlib.suppress(struct.error):
        if formats.claims_too_much(encoded):
            return None
    found = (decode(encoded) for decode in _DECODERS.get(kind, _ANY))
    return next((pixels for pixels in found if pixels is not None), None)


def is_whole_jpeg(encoded: bytes) -> bool:
    """Say whether bytes are a JPEG that can be decoded, several times faster than by doing it."""
    import cv2
    import numpy as np

    if formats.kind_of(encoded) != "jpeg" or formats.is_cut(encoded):
        return False
    with contextlib.suppress(cv2.error):
        # An eighth of the size stumbles over the same bytes.
        return cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8) is not None
    return False


def _by_opencv(encoded: bytes) -> Pixels | None:
    import cv2
    import numpy as np

    data = np.frombuffer(encoded, np.uint8)
    with contextlib.suppress(cv2.error):
        image = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)
        if image is not None:
            return Pixels(image)
    return None


def _by_opencv_deep(encoded: bytes) -> Pixels | None:
    import cv2
    import numpy as np

    data = np.frombuffer(encoded, np.uint8)
    with contextlib.suppress(cv2.error):
        # In RGB order OpenCV 5 mixes the channels of 16-bit TIFFs up.
        image = cv2.imdecode(data, cv2.IMREAD_COLOR | cv2.IMREAD_ANYDEPTH)
        if image is not None:
            return Pixels(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
    return None


def _by_pillow(encoded: bytes) -> Pixels | None:
    import numpy as np
    import PIL.TiffImagePlugin

    try:
        with open_header(io.BytesIO(encoded)) as image:
            if image.width * image.height > formats.MAX_PIXELS:
                return None
            image.load()
            grey = image.mode.startswith(("I", "F"))
            # A palette's alpha can't be left out in one step.
            rgb = image if grey else image.convert("RGBA" if "transparency" in image.info else "RGB")
            values = np.asarray(rgb)
            values = np.repeat(values[:, :, None], 3, axis=2) if grey else values[:, :, :3]
            # Of TIFFs alone Pillow (since 11) gives the picture as displayed.
            is_turned = isinstance(image, PIL.TiffImagePlugin.TiffImageFile)
            orientation = None if is_turned else orientation_of(image.info.get("exif", b""))
            # A PNM's values are scaled by the highest one its header declares.
            bits = 16 if grey and image.format == "PPM" else None
            return Pixels(_turned(values, orientation), bits)
    except PILLOW_ERRORS:
        return None


def _png(encoded: bytes) -> Pixels | None:
    decode = _by_opencv_deep if encoded[24:25] == b"\x10" else _by_opencv
    if pixels := decode(encoded):
        return pixels
    bare = formats.bare_png(encoded)
    return decode(bare) if bare is not None else None


def _tiff(encoded: bytes) -> Pixels | None:
    try:
        tags = tiff.read_tags(encoded)
    except struct.error:
        return None
    if tiff.oddity(tags):
        return None
    if tiff.bits_of(tags) > 8:
        return _deep_tiff(encoded, tags) or _by_pillow(encoded)
    # OpenCV takes Lab's values for unsigned ones, and multiplies colours by their alpha.
    is_lab = tags.get(tiff.PHOTOMETRIC) == (8,)
    by_pillow_first = is_lab or tiff.EXTRA in tags
    first, second = (_by_pillow, _by_opencv) if by_pillow_first else (_by_opencv, _by_pillow)
    return first(encoded) or (None if is_lab else second(encoded))


def _deep_tiff(encoded: bytes, tags: tiff.Tags) -> Pixels | None:
    import cv2
    import numpy as np

    if tags.get(tiff.PHOTOMETRIC, (1,))[0] not in (0, 1, 2):
        return None
    with contextlib.suppress(cv2.error):
        # Of more than 16 bits OpenCV makes colours of greys only when it isn't asked to.
        values: Any = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_UNCHANGED)
        if values is None or (values.ndim == 3 and values.shape[2] < 3):
            return None
        if tags.get(tiff.PHOTOMETRIC) == (0,) and values.dtype.kind == "u":
            values = ~values  # 0 is white
        grey = values.ndim == 2
        return Pixels(np.repeat(values[:, :, None], 3, axis=2) if grey else values[:, :, 2::-1])
    return None


def _jp2(encoded: bytes) -> Pixels | None:
    bits = formats.jp2_bits(encoded)
    if bits <= 8:
        return _by_opencv(encoded)
    pixels = _by_opencv_deep(encoded)
    return Pixels(pixels.values, bits) if pixels else None


def _bmp(encoded: bytes) -> Pixels | None:
    values = formats.bmp_by_masks(encoded)
    return None if values is None else Pixels(values)


_DECODERS: dict[str, tuple[_Decoder, ...]] = {
    "png": (_png, _by_pillow),
    "tiff": (_tiff,),
    "jp2": (_jp2, _by_pillow),
    "bmp": (_bmp, _by_opencv, _by_pillow),
    # OpenCV leaves an AVIF as it is stored, and takes a PNM's values as they are.
    "avif": (_by_pillow, _by_opencv),
    "pnm": (_by_pillow, _by_opencv),
    "float": (_by_opencv_deep,),
}
"""By format, in turn until one can."""
_ANY: tuple[_Decoder, ...] = (_by_opencv, _by_pillow)


def used_bits(pixels: Pixels) -> int:
    """Return how many bits a channel pixels use: as declared, or the fewest of SENSOR_BITS that hold them.

    A picture's own lowest and highest value, as some viewers take them, would make each frame of a camera
    another shade; of its sensor's bits all but the darkest frames use the last.
    """
    return pixels.bits or _sensor_bits(_whole(pixels.values))


def _sensor_bits(values: npt.NDArray[Any]) -> int:
    import numpy as np

    highest = int(np.max(values, initial=0))
    return next((bits for bits in SENSOR_BITS if highest < 1 << bits), SENSOR_BITS[-1])


def _whole(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return values as whole numbers from 0 up; fractions from 0 to 1 as shares of 255."""
    import numpy as np

    if values.dtype.kind == "u":
        return values
    if values.dtype.kind == "f":
        values = np.nan_to_num(values, nan=0.0, posinf=65535, neginf=0)
        if values.max(initial=0) <= 1:
            values = values * 255
    whole: npt.NDArray[np.uint32] = np.clip(values, 0, 2**32 - 1).astype(np.uint32)
    return whole


def to_8_bits(pixels: Pixels) -> Image:
    import numpy as np

    values = _whole(pixels.values)
    if values.dtype != np.uint8:
        values = values >> ((pixels.bits or _sensor_bits(values)) - 8)
    image: Image = values.astype(np.uint8, copy=False)
    return image


def _turned(values: npt.NDArray[Any], orientation: object) -> npt.NDArray[Any]:
    """Return pixels as displayed, by the eight orientations of EXIF."""
    import numpy as np

    if orientation in (5, 6, 7, 8):
        values = values.transpose(1, 0, 2)
    if orientation in (2, 3, 6, 7):
        values = values[:, ::-1]
    if orientation in (3, 4, 7, 8):
        values = values[::-1]
    return np.ascontiguousarray(values)


EXIF_MARK = b"Exif\0\0"
"""What stands before EXIF data in a JPEG."""


def orientation_of(exif_data: bytes) -> object:
    """Return the orientation that EXIF data says, by which OpenCV turns a picture.

    Not by Pillow's `getexif`: that takes an orientation from XMP too, and decodes a whole PNG to look for it.
    Pillow is asked only where the data is odd; loading it takes longer than reading a thousand headers.
    """
    content = exif_data.removeprefix(EXIF_MARK)
    if formats.kind_of(content) == "tiff":
        with contextlib.suppress(struct.error):
            return tiff.read_tags(content).get(tiff.ORIENTATION, (None,))[0]
    if not content:
        return None
    import PIL.Image

    exif = PIL.Image.Exif()
    try:
        exif.load(exif_data)
        # 0x0112 is the Orientation tag.
        return exif.get(0x0112)
    except (ValueError, SyntaxError, KeyError, TypeError, struct.error):
        # Garbled: OpenCV leaves the picture as it is, too.
        return None


def open_header(source: Path | io.BytesIO) -> PIL.Image.Image:
    """Open a picture with Pillow, its header alone read; raises one of PILLOW_ERRORS."""
    import PIL.Image

    # Pillow's limit is for what it decodes; what is too large is refused here.
    PIL.Image.MAX_IMAGE_PIXELS = None
    # It warns of what it reads all the same.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    return PIL.Image.open(source, formats=_PILLOW_FORMATS)
