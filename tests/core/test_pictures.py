"""Pictures of every format: one reader, the same pixels and size, and only what is cut is called cut."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import PIL.Image
import pytest

from studio.core.data.checking.checks import check_dataset
from studio.core.data.dataset import open_dataset
from studio.core.errors import StudioError
from studio.core.pictures import (
    IMAGE_SUFFIXES,
    ImageCut,
    deep_bits,
    encoded_image,
    find_images,
    image_size,
    imread,
    read_header,
    suffix_to_write,
)

WIDTH, HEIGHT = 60, 40
YY, XX = np.mgrid[:HEIGHT, :WIDTH]
RGB = np.stack([XX * 4, YY * 6, (XX + YY) * 2], 2).astype(np.uint8)
GREY = RGB[:, :, 0]
PICTURE = PIL.Image.fromarray(RGB)


def saved(mode: str, kind: str, **choices: object) -> bytes:
    stream = io.BytesIO()
    PICTURE.convert(mode).save(stream, kind, **choices)
    return stream.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def masked_bmp(bits: int, masks: tuple[int, int, int], *, header: int = 40, flipped: bool = False) -> bytes:
    """A BMP whose header says by masks where the colours are."""
    values = np.zeros((HEIGHT, WIDTH), np.uint32)
    for channel, mask in enumerate(masks):
        shift = (mask & -mask).bit_length() - 1
        depth = (mask >> shift).bit_length()
        colour = RGB[:, :, channel].astype(np.uint32)
        values |= (colour >> (8 - depth) if depth <= 8 else colour << (depth - 8)) << shift
    data = (values if flipped else values[::-1]).astype(f"<u{bits // 8}").tobytes()
    head = struct.pack(
        "<IiiHHIIiiII", header, WIDTH, -HEIGHT if flipped else HEIGHT, 1, bits, 3, len(data), 0, 0, 0, 0
    )
    head += struct.pack("<III", *masks) + bytes(max(0, header - 52))
    return b"BM" + struct.pack("<IHHI", 14 + len(head) + len(data), 0, 0, 14 + len(head)) + head + data


PNG, JPEG = saved("RGB", "PNG"), saved("RGB", "JPEG", quality=95)
COLOURS = {
    "jpeg": JPEG,
    "jpeg progressive": saved("RGB", "JPEG", progressive=True, quality=95),
    "jpeg cmyk": saved("CMYK", "JPEG", quality=95),
    "jpeg padded": JPEG + bytes(512),
    "jpeg motion": JPEG + b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 4,
    "jpeg and another": JPEG + JPEG[:300],
    "jpeg with much metadata": JPEG[:2] + (b"\xff\xe5\xff\xff" + b"x" * 65533) * 40 + JPEG[2:],
    "png": PNG,
    "png alpha": saved("RGBA", "PNG"),
    "png text": PNG[:33] + chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 2_000_000)) + PNG[33:],
    "png long text": PNG[:33] + chunk(b"iTXt", b"a\0\0\0\0\0" + b"x" * 9_000_000) + PNG[33:],
    "png both texts": PNG[:33]
    + chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 2_000_000))
    + chunk(b"iTXt", b"a\0\0\0\0\0" + b"x" * 9_000_000)
    + PNG[33:],
    "png bad text": PNG[:33] + chunk(b"tEXt", b"a\0bb")[:-1] + b"!" + PNG[33:],
    "png trailer": PNG + bytes(500),
    "bmp": saved("RGB", "BMP"),
    "bmp alpha": saved("RGBA", "BMP"),
    "bmp 8888": masked_bmp(32, (0xFF0000, 0xFF00, 0xFF)),
    "bmp rgba": masked_bmp(32, (0xFF, 0xFF00, 0xFF0000)),
    "bmp xbgr": masked_bmp(32, (0xFF000000, 0xFF0000, 0xFF00), header=108),
    "bmp abgr": masked_bmp(32, (0xFF00, 0xFF0000, 0xFF000000), flipped=True),
    "bmp 10 bits": masked_bmp(32, (0x3FF00000, 0xFFC00, 0x3FF)),
    "webp": saved("RGB", "WEBP", lossless=True),
    "webp trailer": saved("RGB", "WEBP", lossless=True) + bytes(500),
    "tiff": saved("RGB", "TIFF"),
    "tiff lzw": saved("RGB", "TIFF", compression="tiff_lzw"),
    "tiff lzma": saved("RGB", "TIFF", compression="lzma"),
    "tiff zstd": saved("RGB", "TIFF", compression="zstd"),
    "tiff cmyk": saved("CMYK", "TIFF"),
    "tiff lab": saved("LAB", "TIFF"),
    "tiff ycbcr": saved("YCbCr", "TIFF"),
    "jp2": saved("RGB", "JPEG2000"),
    "j2k": saved("RGB", "JPEG2000", no_jp2=True),
    "ppm": saved("RGB", "PPM"),
    "tga": saved("RGB", "TGA", compression="tga_rle"),
    "pcx": saved("RGB", "PCX"),
    "sgi": saved("RGB", "SGI"),
    "tiff big": saved("RGB", "TIFF", big_tiff=True),
    "png of apple's": PNG[:8] + chunk(b"CgBI", b"P\0 \2") + PNG[8:],
}
COARSE = {
    "bmp 565": masked_bmp(16, (0xF800, 0x7E0, 0x1F)),
    "bmp 555": masked_bmp(16, (0x7C00, 0x3E0, 0x1F), header=108),
    "bmp 444": masked_bmp(16, (0xF00, 0xF0, 0xF)),
    "bmp b565": masked_bmp(16, (0x1F, 0x7E0, 0xF800)),
}
OTHERS = {
    f"{kind.lower()} {mode}": (saved(mode, kind), np.asarray(PICTURE.convert(mode).convert("RGB")))
    for kind, modes in {
        "PNG": ("L", "P", "1", "LA"),
        "BMP": ("L", "P", "1"),
        "GIF": ("P", "L", "1"),
        "TIFF": ("L", "P", "1", "LA"),
        "PPM": ("L", "1"),
        "TGA": ("L", "P"),
        "JPEG2000": ("L",),
    }.items()
    for mode in modes
} | {
    "png palette alpha": (
        saved("P", "PNG", transparency=bytes(range(256))),
        np.asarray(PICTURE.convert("P").convert("RGB")),
    )
}


def turned(orientation: int) -> PIL.Image.Exif:
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    return exif


def is_readable(content: bytes, expected: npt.NDArray[np.uint8], tolerance: float, path: Path) -> None:
    path.write_bytes(content)
    image = imread(path)
    assert image.dtype == np.uint8
    assert image.shape == expected.shape
    assert np.abs(image.astype(int) - expected).mean() <= tolerance
    assert image_size(path) == (image.shape[1], image.shape[0])
    assert deep_bits(path) is None


@pytest.mark.parametrize("name", COLOURS)
def test_what_can_be_decoded_is_read_with_its_colours_and_size(name: str, tmp_path: Path):
    is_readable(COLOURS[name], RGB, 1.5, tmp_path / "a.jpg")


@pytest.mark.parametrize("name", COARSE)
def test_bitmaps_with_few_bits_a_colour(name: str, tmp_path: Path):
    is_readable(COARSE[name], RGB, 9, tmp_path / "a.bmp")


@pytest.mark.parametrize("name", OTHERS)
def test_greys_palettes_and_bits(name: str, tmp_path: Path):
    is_readable(OTHERS[name][0], OTHERS[name][1], 0.5, tmp_path / "a.png")


@pytest.mark.skipif(".avif" not in IMAGE_SUFFIXES, reason="this build can't decode AVIF")
@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_avif_is_read_as_displayed(tmp_path: Path, orientation: int):
    jpeg = tmp_path / "a.jpg"
    # Pillow takes the tag out of what it is given for an AVIF.
    PICTURE.save(jpeg, quality=95, exif=turned(orientation))
    PICTURE.save(tmp_path / "a.avif", quality=95, exif=turned(orientation))
    image = imread(tmp_path / "a.avif")
    assert np.abs(image.astype(int) - imread(jpeg)).mean() < 2
    assert image_size(tmp_path / "a.avif") == (image.shape[1], image.shape[0])


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pillow_turns_as_opencv_does(
    tmp_path: Path, suffix: str, orientation: int, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / f"a{suffix}"
    PICTURE.save(path, exif=turned(orientation))
    usual = imread(path)
    # OpenCV knows nothing any more.
    monkeypatch.setattr(cv2, "imdecode", lambda *_: None)
    assert np.abs(imread(path).astype(int) - usual).mean() < 1
    assert image_size(path) == (usual.shape[1], usual.shape[0])


@pytest.mark.parametrize("size", [(3000, 4), (4, 3000), (1, 1), (7, 1), (1, 9)])
@pytest.mark.parametrize("suffix", [".png", ".jpg", ".bmp", ".webp", ".tif"])
def test_narrow_pictures_are_small_and_no_more(tmp_path: Path, size: tuple[int, int], suffix: str):
    PICTURE.resize(size).save(tmp_path / f"a{suffix}")
    assert image_size(tmp_path / f"a{suffix}") == imread(tmp_path / f"a{suffix}").shape[1::-1] == size
    assert [problem.kind for problem in check_dataset(open_dataset(tmp_path)).problems] == ["image_small"]


LARGE = PIL.Image.fromarray(np.random.default_rng(0).integers(0, 255, (120, 160, 3), dtype=np.uint8))
CUT = {
    f"{kind} {share}": (kind, share)
    for kind in ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF", "JPEG2000", "AVIF", "PPM")
    for share in (0.5, 0.95)
}


@pytest.mark.parametrize("name", CUT)
def test_what_is_cut_is_told_once(tmp_path: Path, name: str):
    kind, share = CUT[name]
    stream = io.BytesIO()
    LARGE.save(stream, kind)
    content = stream.getvalue()
    path = tmp_path / "a.jpg"
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ImageCut, match=r"a\.jpg is not an image that can be read: it is cut off"):
        imread(path)
    PICTURE.save(tmp_path / "b.jpg")
    problems = check_dataset(open_dataset(tmp_path)).problems
    assert [(problem.kind, problem.file.name) for problem in problems] == [("image_truncated", "a.jpg")]


def test_a_jpeg_filled_up_with_zeros_is_cut(tmp_path: Path):
    stream = io.BytesIO()
    LARGE.save(stream, "JPEG")
    whole = stream.getvalue()
    (tmp_path / "a.jpg").write_bytes(whole[:-4000] + bytes(4000))
    with pytest.raises(ImageCut):
        imread(tmp_path / "a.jpg")


def deep(values: npt.NDArray[np.uint16], kind: str) -> bytes:
    if kind == ".pgm":
        return f"P5\n{values.shape[1]} {values.shape[0]}\n4095\n".encode() + values.astype(">u2").tobytes()
    return cv2.imencode(kind, values)[1].tobytes()


@pytest.mark.parametrize("kind", [".png", ".tif", ".jp2"])
@pytest.mark.parametrize("bits", [8, 10, 12, 14, 16])
def test_deep_greys_keep_the_upper_8_of_the_bits_they_use(tmp_path: Path, kind: str, bits: int):
    values = (GREY.astype(np.uint32) * ((1 << bits) - 1) // 240).astype(np.uint16)
    path = tmp_path / f"a{kind}"
    path.write_bytes(deep(values, kind))
    # JPEG 2000 says in its header that it holds 16.
    used = 16 if kind == ".jp2" else bits
    assert deep_bits(path) == used
    image = imread(path)
    assert np.array_equal(image[:, :, 0], values >> (used - 8))
    assert (image == image[:, :, :1]).all()
    assert image_size(path) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("kind", [".png", ".tif"])
def test_deep_colours_stay_in_order(tmp_path: Path, kind: str):
    path = tmp_path / f"a{kind}"
    path.write_bytes(cv2.imencode(kind, RGB[:, :, ::-1].astype(np.uint16) * 16)[1].tobytes())
    assert np.array_equal(imread(path), RGB)


def test_two_frames_of_one_camera_stay_comparable(tmp_path: Path):
    """A darker frame of a 12-bit camera is darker, though its highest value is another one."""
    for name, gain in (("bright", 16), ("dim", 6)):
        cv2.imwrite(str(tmp_path / f"{name}.png"), GREY.astype(np.uint16) * gain)
    bright, dim = imread(tmp_path / "bright.png"), imread(tmp_path / "dim.png")
    assert dim.max() / bright.max() == pytest.approx(6 / 16, abs=0.02)


def test_a_declared_highest_value_counts(tmp_path: Path):
    (tmp_path / "a.pgm").write_bytes(deep(GREY.astype(np.uint16) * 2, ".pgm"))
    assert int(imread(tmp_path / "a.pgm").max()) == pytest.approx(472 * 255 / 4095, abs=1)


def test_floats_are_read(tmp_path: Path):
    cv2.imwrite(str(tmp_path / "a.tif"), GREY.astype(np.float32) / 255)
    assert np.abs(imread(tmp_path / "a.tif")[:, :, 1].astype(int) - GREY).max() <= 1


def tiff(values: npt.NDArray[np.generic], **tags: int) -> bytes:
    """A TIFF of one strip as scientific programs write it; `tags` are t262=0 and the like."""
    height, width, *rest = values.shape
    samples, kind = (rest or [1])[0], {"u": 1, "i": 2, "f": 3}[values.dtype.kind]
    data = values.tobytes()
    said = {256: width, 257: height, 258: values.dtype.itemsize * 8, 259: 1, 262: 2 if rest else 1, 273: 8}
    said |= {277: samples, 278: height, 279: len(data), 339: kind}
    said |= {int(name[1:]): value for name, value in tags.items()}
    after = 8 + len(data) + 2 + 12 * len(said) + 4
    entries, behind = b"", b""
    for tag, value in sorted(said.items()):
        if tag in (258, 339) and samples > 2:
            entries += struct.pack("<HHII", tag, 3, samples, after + len(behind))
            behind += struct.pack("<H", value) * samples
        else:
            entries += struct.pack("<HHII", tag, 4, 1, value)
    head = b"II*\0" + struct.pack("<I", 8 + len(data))
    return head + data + struct.pack("<H", len(said)) + entries + bytes(4) + behind


TIFFS = {
    "grey 16": tiff(GREY.astype(np.uint16) * 257),
    "0 is white": tiff(65535 - GREY.astype(np.uint16) * 257, t262=0),
    "grey 32": tiff(GREY.astype(np.uint32) * 16843009),
    "grey 32 signed": tiff(GREY.astype(np.int32) * 256),
    "float 32": tiff((GREY / 255).astype(np.float32)),
    "float 64": tiff(GREY / 255),
    "colours 16": tiff(RGB.astype(np.uint16) * 257),
    "colours 16 alpha": tiff(np.dstack([RGB, GREY]).astype(np.uint16) * 257, t338=2),
    "colours float": tiff((RGB / 255).astype(np.float32)),
    "colours alpha": tiff(np.dstack([RGB, GREY]), t338=2),
}


@pytest.mark.parametrize("name", TIFFS)
def test_tiffs_of_scientific_programs_keep_their_colours(name: str, tmp_path: Path):
    path = tmp_path / "a.tif"
    path.write_bytes(TIFFS[name])
    expected = RGB if "colours" in name else np.repeat(GREY[:, :, None], 3, 2)
    assert np.abs(imread(path).astype(int) - expected).max() <= 1
    assert image_size(path) == (WIDTH, HEIGHT)
    assert (read_header(path).bits > 8) == (name != "colours alpha") == (deep_bits(path) is not None)


def test_what_is_no_number_in_a_float_picture_is_black(tmp_path: Path):
    values = (GREY / 255).astype(np.float32)
    values[:5] = np.nan
    (tmp_path / "a.tif").write_bytes(tiff(values))
    assert not imread(tmp_path / "a.tif")[:5].any()
    assert [problem.kind for problem in check_dataset(open_dataset(tmp_path)).problems] == ["image_deep"]


@pytest.mark.parametrize("most", [1, 255])
def test_a_float_map_of_any_name_is_read(tmp_path: Path, most: int):
    (tmp_path / "a.png").write_bytes(b"PF\n60 40\n-1\n" + (RGB[::-1] / 255 * most).astype("<f4").tobytes())
    assert np.abs(imread(tmp_path / "a.png").astype(int) - RGB).max() <= 1


def with_frame(kind: int, bits: int = 8) -> bytes:
    place = JPEG.index(b"\xff\xc0")
    return JPEG[: place + 1] + bytes([kind]) + JPEG[place + 2 : place + 4] + bytes([bits]) + JPEG[place + 5 :]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (tiff(RGB, t259=50002), "a TIFF with the compression JPEG XL"),
        (tiff(RGB, t259=12345), "a TIFF with the compression 12345"),
        (tiff(RGB.astype(np.uint16), t284=2), "a TIFF that keeps each colour"),
        (tiff(GREY.astype(np.float16)), "a TIFF of floating point numbers with 16 bits"),
        (tiff(np.dstack([RGB, RGB]).astype(np.uint16)), "a TIFF with 6 channels"),
        (with_frame(0xC3), "a lossless JPEG"),
        (with_frame(0xC1, 12), "a JPEG with 12 bits"),
        (with_frame(0xF7), "a JPEG-LS"),
        (b"\xff\x0a" + bytes(99), "a JPEG XL"),
        (b"8BPS\0\1" + bytes(99), "a Photoshop"),
        (b"\0\0\1\0\1\0" + bytes(99), "an icon"),
        (bytes(128) + b"DICM", "a DICOM"),
        (b"<?xml version='1.0'?>\n<!-- by hand -->\n<svg/>", "an SVG drawing"),
        (b"\0\0\0\x18ftypmp42" + bytes(99), "a video"),
        (b"<!DOCTYPE html><html>404", "a web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:a", "a pointer of Git LFS"),
        (b"", "empty"),
        (bytes(5000), "filled with zeros"),
    ],
)
def test_what_is_no_picture_is_told_for_what_it_is(tmp_path: Path, content: bytes, form: str):
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(StudioError, match=rf"a\.jpg is not an image.*: it is {form}") as caught:
        imread(tmp_path / "a.jpg")
    assert caught.value.remedy
    PICTURE.save(tmp_path / "b.jpg")
    (problem,) = check_dataset(open_dataset(tmp_path)).problems
    assert (problem.kind, form in problem.message) == ("image_unreadable", True)


def test_pictures_of_16_bits_are_told_by_check_in_one_sentence(tmp_path: Path):
    for index, gain in enumerate((16, 16, 3)):
        cv2.imwrite(str(tmp_path / f"{index}.png"), GREY.astype(np.uint16) * gain)
    (problem,) = check_dataset(open_dataset(tmp_path)).problems
    assert problem.kind == "image_deep"
    assert "16 bits a channel: 3, of which 10, 12 are used" in problem.message
    assert "different greys" in problem.message


def test_suffixes_are_listed_or_counted(tmp_path: Path):
    names = ["a.jfif", "b.JPE", "c.jp2", "d.gif", "e.Tif", "f.HEIC", "g.heic", "h.cr2", "i.txt", ".j.jpg"]
    for name in names:
        (tmp_path / "set").mkdir(exist_ok=True)
        (tmp_path / "set" / name).write_bytes(JPEG)
    found = find_images(tmp_path / "set")
    assert [path.name for path in found.paths] == names[:5]
    assert found.others == {".heic": 2, ".cr2": 1}
    assert "1 .cr2, 2 .heic" in found.note()
    assert found.note() in open_dataset(tmp_path / "set").notes
    (tmp_path / "data.yaml").write_text("train: set\nnames: [a]\n")
    assert found.note() in open_dataset(tmp_path / "data.yaml").notes


@pytest.mark.parametrize("described", [True, False])
def test_a_folder_of_nothing_else_names_the_kind(tmp_path: Path, described: bool):
    folder = tmp_path / "images"
    folder.mkdir()
    (folder / "a.heic").write_bytes(b"\0\0\0\x18ftypheic")
    (tmp_path / "data.yaml").write_text("train: images\nnames: [a]\n")
    with pytest.raises(StudioError, match=r"1 \.heic; convert"):
        open_dataset(tmp_path / "data.yaml" if described else folder)


def test_a_heif_under_any_name_is_named(tmp_path: Path):
    (tmp_path / "a.jpg").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    with pytest.raises(StudioError, match="HEIF") as caught:
        imread(tmp_path / "a.jpg")
    assert "Convert" in caught.value.remedy


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        *(("a.JFIF", ".jpg"), ("a.jpe", ".jpg"), ("a.jpeg", ".jpeg")),
        *(("a.gif", ".png"), ("a.jp2", ".png"), ("a.dib", ".bmp")),
    ],
)
def test_tiles_get_a_suffix_that_every_tool_reads(name: str, suffix: str):
    assert suffix_to_write(Path(name)) == suffix


@pytest.mark.parametrize("name", ["a.jfif", "a.JPE", "a.jpg"])
def test_names_of_jpeg_are_encoded_as_such(name: str):
    assert encoded_image(Path(name), RGB).startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("name", ["a", "a.xyz", "a.heic"])
def test_other_names_are_a_sentence(name: str):
    with pytest.raises(StudioError, match="can't be encoded"):
        encoded_image(Path(name), RGB)
