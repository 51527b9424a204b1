"""Sizes from headers: those of the pixels that are read, however a file is turned and however large."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import PIL.Image
import PIL.PngImagePlugin
import pytest

from studio.core.errors import FileMissing, StudioError
from studio.core.pictures import image_size, imread
from tests.factories import write_image

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'


def make_exif(orientation: int, order: str = "<") -> bytes:
    """EXIF data whose one tag is the orientation."""
    entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    mark = b"II" if order == "<" else b"MM"
    return mark + struct.pack(f"{order}HIH", 42, 8, 1) + entry + bytes(4)


def save(path: Path, **choices: object) -> Path:
    PIL.Image.new("RGB", (60, 40), (9, 99, 199)).save(path, **choices)
    return path


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def assert_size_is_that_of_the_pixels(path: Path) -> None:
    height, width, _ = imread(path).shape
    assert image_size(path) == (width, height)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tif"])
def test_an_orientation_in_xmp_alone_turns_nothing(tmp_path: Path, suffix: str):
    path = tmp_path / f"a{suffix}"
    if suffix == ".png":
        info = PIL.PngImagePlugin.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP.decode())
        save(path, pnginfo=info)
    else:
        save(path, **({"tiffinfo": {700: XMP}} if suffix == ".tif" else {"xmp": XMP}))
    with PIL.Image.open(path) as image:
        assert image.getexif()[0x0112] == 6
    assert image_size(path) == (60, 40)
    assert_size_is_that_of_the_pixels(path)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", [0, 1, 5, 6, 7, 8, 9])
def test_exif_turns_the_size_as_it_turns_the_pixels(
    tmp_path: Path, suffix: str, order: str, orientation: int
):
    exif = make_exif(orientation, order)
    assert_size_is_that_of_the_pixels(save(tmp_path / f"a{suffix}", exif=b"Exif\0\0" + exif))


# Pillow warns of it by itself while it looks for the resolution.
@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize("exif", [b"garbage!!!!!", make_exif(6)[:12], b"II", make_exif(6)[:-7]])
def test_garbled_exif_turns_nothing(tmp_path: Path, exif: bytes):
    path = save(tmp_path / "a.jpg")
    plain, segment = path.read_bytes(), b"Exif\0\0" + exif
    head = b"\xff\xe1" + struct.pack(">H", len(segment) + 2)
    path.write_bytes(plain[:2] + head + segment + plain[2:])
    assert_size_is_that_of_the_pixels(path)


@pytest.mark.parametrize("before", [b"IDAT", b"IEND"])
def test_exif_of_a_png_may_stand_behind_its_pixels(tmp_path: Path, before: bytes):
    path = save(tmp_path / "a.png")
    plain = path.read_bytes()
    place = plain.index(before) - 4
    path.write_bytes(plain[:place] + png_chunk(b"eXIf", make_exif(6)) + plain[place:])
    assert image_size(path) == (40, 60)
    assert_size_is_that_of_the_pixels(path)


@pytest.mark.parametrize("flags", [0, 8])
def test_exif_of_a_webp_counts_when_its_header_names_it(tmp_path: Path, flags: int):
    path = save(tmp_path / "a.webp", exif=make_exif(6))
    content = bytearray(path.read_bytes())
    assert content[12:16] == b"VP8X"
    content[20] = flags
    path.write_bytes(content)
    assert image_size(path) == ((40, 60) if flags else (60, 40))
    assert_size_is_that_of_the_pixels(path)


def test_a_lossless_webp(tmp_path: Path):
    assert image_size(save(tmp_path / "a.webp", lossless=True)) == (60, 40)


@pytest.mark.parametrize("suffix", [".png", ".webp"])
@pytest.mark.parametrize("share", [0.001, 0.5, 0.999])
def test_a_file_cut_off_is_no_image(tmp_path: Path, suffix: str, share: float):
    path = write_image(tmp_path / f"a{suffix}", (300, 200))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    for read in (image_size, imread):
        with pytest.raises(StudioError, match="not an image"):
            read(path)


def with_size(path: Path, width: int, height: int) -> Path:
    """A small image whose header says another size, so that a test need not write all those pixels."""
    content = bytearray(save(path).read_bytes())
    if path.suffix == ".jpg":
        place = content.index(b"\xff\xc0") + 5
        content[place : place + 4] = struct.pack(">HH", height, width)
    elif path.suffix == ".png":
        content[8:33] = png_chunk(b"IHDR", struct.pack(">II", width, height) + bytes(content[24:29]))
    elif path.suffix == ".webp":
        content[26:30] = struct.pack("<HH", width, height)
    else:
        content[18:26] = struct.pack("<ii", width, height)
    path.write_bytes(content)
    return path


# Pillow warns from 89 million pixels on and refuses from 179 million.
@pytest.mark.parametrize("size", [(12_000, 8_000), (16_000, 15_000)])
@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".bmp", ".tif"])
def test_large_photos_have_a_size(tmp_path: Path, suffix: str, size: tuple[int, int]):
    limit = PIL.Image.MAX_IMAGE_PIXELS
    path = tmp_path / f"a{suffix}"
    if suffix == ".tif":
        PIL.Image.new("1", size).save(path, compression="group4")
    else:
        with_size(path, *size)
    assert image_size(path) == size
    assert limit == PIL.Image.MAX_IMAGE_PIXELS


def test_more_pixels_than_can_be_decoded_are_told(tmp_path: Path):
    assert image_size(with_size(tmp_path / "a.bmp", 2**15, 2**15)) == (2**15, 2**15)
    with pytest.raises(StudioError, match="32769 × 32768 px") as caught:
        image_size(with_size(tmp_path / "b.bmp", 2**15 + 1, 2**15))
    assert "1,073,741,824" in caught.value.remedy


def test_a_picture_under_a_wrong_name_is_read_by_its_content(tmp_path: Path):
    save(tmp_path / "a.gif").rename(tmp_path / "a.jpg")
    assert image_size(tmp_path / "a.jpg") == (60, 40)
    assert_size_is_that_of_the_pixels(tmp_path / "a.jpg")


def test_what_is_gone_is_told_from_what_can_t_be_read(tmp_path: Path):
    path = write_image(tmp_path / "set/photo.png")
    for read in (imread, image_size):
        path.write_text("this is text")
        with pytest.raises(StudioError, match="is not an image that can be read"):
            read(path)
        path.unlink()
        with pytest.raises(FileMissing, match=r"photo\.png is no longer there\.") as missing:
            read(path)
        assert "bring it back" in missing.value.remedy
        path.parent.rmdir()
        with pytest.raises(FileMissing, match=r"set is no longer there, and photo\.png with it\."):
            read(path)
        path.parent.mkdir()


def with_segment(path: Path, *segments: bytes) -> Path:
    """A JPEG with more segments behind its first mark."""
    content = save(path).read_bytes()
    path.write_bytes(content[:2] + b"".join(segments) + content[2:])
    return path


def segment(kind: int, data: bytes, filling: int = 0) -> bytes:
    return b"\xff" * (filling + 1) + bytes([kind]) + struct.pack(">H", len(data) + 2) + data


THUMBNAIL = b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x05\x00\x05\x03" + bytes(9) + b"\xff\xd9"


@pytest.mark.parametrize(
    "segments",
    [
        (segment(0xE1, b"Exif\0\0" + make_exif(6) + THUMBNAIL),),
        (segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP), segment(0xE1, b"Exif\0\0" + make_exif(8))),
        (segment(0xEC, THUMBNAIL, filling=3),),
        (segment(0xE1, b""), segment(0xFE, b"a remark")),
        (segment(0xE1, b"Exif\0\0" + make_exif(6)), segment(0xE1, b"Exif\0\0" + make_exif(1))),
        (segment(0xE1, b"Exif\0\0" + make_exif(3)), segment(0xE1, b"Exif\0\0")),
        (b"\xff\xd0\xff\x01",),
        (b"\xff\xec\x00\x00",),
        (b"\xff\xec\x00\x01",),
        (b"\x00\x00",),
    ],
)
def test_the_segments_of_a_jpeg_are_gone_through(tmp_path: Path, segments: tuple[bytes, ...]):
    path = with_segment(tmp_path / "a.jpg", *segments)
    try:
        imread(path)
    except StudioError:
        with pytest.raises(StudioError, match="not an image"):
            image_size(path)
    else:
        assert_size_is_that_of_the_pixels(path)


@pytest.mark.parametrize("choices", [{"progressive": True}, {"restart_marker_rows": 1}, {"optimize": True}])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_every_kind_of_frame_has_its_size(tmp_path: Path, choices: dict[str, object], mode: str):
    PIL.Image.new(mode, (61, 43)).save(tmp_path / "a.jpg", **choices)
    assert image_size(tmp_path / "a.jpg") == (61, 43)


def test_exif_may_stand_behind_the_size_of_a_jpeg(tmp_path: Path):
    path = save(tmp_path / "a.jpg")
    content = path.read_bytes()
    scan = content.index(b"\xff\xda")
    path.write_bytes(content[:scan] + segment(0xE1, b"Exif\0\0" + make_exif(6)) + content[scan:])
    assert image_size(path) == (40, 60)
    assert_size_is_that_of_the_pixels(path)


def test_a_jpeg_cut_off_in_its_head_is_no_image(tmp_path: Path):
    path = save(tmp_path / "a.jpg", exif=make_exif(6))
    content = path.read_bytes()
    end = content.index(b"\xff\xc0")
    for length in range(3, end + 2):
        path.write_bytes(content[:length])
        with pytest.raises(StudioError, match="not an image"):
            image_size(path)
