"""What the four reference trainers make of a dataset's files: which images and boxes they drop or misread.

Each reads label files in its own way; here the same bytes are read by the rules of each.
"""

from __future__ import annotations

import math
import os
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.data.text import decode_kept
from studio.core.words import mark


@dataclass(frozen=True, slots=True)
class Trainer:
    """A trainer and by what rules it reads.

    Attributes:
        polygon_from: a line with more values than this makes the whole file one of polygons; 0: never.
        removes_repeated: repeated lines are taken once; otherwise their image is dropped.
        label_images: which `/images/` of a path becomes `/labels/`: the last or the first.
        suffixes: of images that it takes; a strict one as they are written, in small letters.
        is_strict: stops at what others drop, and asks for a label file of each image.
        skips_blank_lines: those without any sign; one of spaces costs the image all the same.
    """

    key: str
    title: str
    polygon_from: int
    removes_repeated: bool
    label_images: str
    suffixes: frozenset[str]
    is_strict: bool = False
    skips_blank_lines: bool = False


_COMMON = frozenset(("bmp", "jpg", "jpeg", "png", "tif", "tiff", "dng", "webp", "mpo"))
_JPEG = (".jpg", ".jpeg")
_HUGE = 1e9
"""More than any class or coordinate."""
TRAINERS: tuple[Trainer, ...] = (
    Trainer("yolov5", "YOLOv5", 6, True, "last", _COMMON | {"pfm"}, skips_blank_lines=True),
    Trainer("yolov7", "YOLOv7-tiny", 8, False, "first", _COMMON),
    Trainer("yolov5-lite", "YOLOv5-Lite", 8, False, "first", _COMMON),
    Trainer(
        "yolo-fastestv2",
        "Yolo-FastestV2",
        0,
        False,
        "none",
        frozenset(("bmp", "jpg", "jpeg", "png")),
        is_strict=True,
    ),
)

EFFECTS = ("stops", "dropped", "background", "lost", "misread", "grey", "rewritten")
"""What becomes of images and boxes, worst first: training stops; an image goes with all its boxes, or is
taken for one without objects; a box goes, or another one is read; what is missing of an image is grey;
the file of an image is written anew, or the image goes."""
REASONS: dict[str, str] = {
    "suffix": mark("The image has a suffix that it does not take."),
    "image": mark("The image can't be decoded."),
    "truncated": mark("The image file ends too early."),
    "small": mark("The image is under 10 px."),
    "elsewhere": mark("The labels are not where it looks for them."),
    "missing": mark("The image has no label file."),
    "encoding": mark("The label file is not plain UTF-8; a byte order mark is too much already."),
    "blank": mark("There is a blank line among the labels."),
    "spaces": mark("Values are not parted by exactly one space."),
    "columns": mark("A line does not have five values."),
    "number": mark("A value isn't a number."),
    "range": mark("A value is below 0 or above 1."),
    "repeated": mark("The same line stands there twice."),
    "polygon": mark("A file with a polygon is read as polygons throughout."),
    "class": mark("A class does not exist."),
    "tiny": mark("A box is at most 2 px wide or high at the training size."),
}
"""Why."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What one trainer drops or misreads for one reason, over the whole dataset.

    Attributes:
        trainer, effect, reason: keys of TRAINERS, EFFECTS and REASONS.
        images, boxes: how many are concerned.
        first: the first image of them.
    """

    trainer: str
    effect: str
    reason: str
    images: int
    boxes: int
    first: Path


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of an image: where it and its labels are, their bytes, its size, whether it is cut."""

    image: Path
    label: Path
    content: bytes | None
    size_wh: tuple[int, int] | None
    is_truncated: bool = False


class Trial:
    """Reads image after image as each trainer would, and adds up what it loses."""

    def __init__(self, class_count: int, size: int) -> None:
        self._class_count, self._size = class_count, size
        self._images: Counter[tuple[str, str, str]] = Counter()
        self._boxes: Counter[tuple[str, str, str]] = Counter()
        self._first: dict[tuple[str, str, str], Path] = {}

    def look(self, seen: Seen) -> None:
        """Add an image."""
        for trainer in TRAINERS:
            found: Counter[tuple[str, str]] = Counter()
            for effect, reason, boxes in _read_as(trainer, seen, self._class_count, self._size):
                found[effect, reason] += boxes
            for (effect, reason), boxes in found.items():
                key = trainer.key, effect, reason
                self._images[key] += 1
                self._boxes[key] += boxes
                self._first.setdefault(key, seen.image)

    def losses(self) -> list[Loss]:
        """Return what was found, by trainer and worst first."""
        order = [trainer.key for trainer in TRAINERS], EFFECTS, list(REASONS)
        keys = sorted(self._images, key=lambda key: [order[at].index(part) for at, part in enumerate(key)])
        return [Loss(*key, self._images[key], self._boxes[key], self._first[key]) for key in keys]


def label_path_of(trainer: Trainer, image: Path) -> str:
    """Return where a trainer looks for the labels of an image whose absolute path a list holds."""
    path = str(image)
    if trainer.is_strict:
        # Whatever stands behind the first dot goes, in the names of folders too.
        return path.split(".")[0] + ".txt"
    images, labels = f"{os.sep}images{os.sep}", f"{os.sep}labels{os.sep}"
    parts = path.rsplit(images, 1) if trainer.label_images == "last" else path.split(images, 1)
    return str(Path(labels.join(parts)).with_suffix(".txt"))


def _read_as(trainer: Trainer, seen: Seen, class_count: int, size: int) -> Iterator[tuple[str, str, int]]:
    """Yield effects, reasons and how many boxes, of one image."""
    lines = _decoded(seen.content)
    boxes = sum(bool(line.strip()) for line in decode_kept(seen.content or b"").lines)
    fatal = "stops" if trainer.is_strict else "dropped"
    suffix = seen.image.suffix[1:]
    if (suffix if trainer.is_strict else suffix.lower()) not in trainer.suffixes:
        yield fatal, "suffix", boxes
        return
    if seen.is_truncated and seen.image.suffix.lower() in _JPEG:
        # Decoders fill what is missing with grey.
        yield ("rewritten" if trainer.key == "yolov5" else "grey"), "truncated", boxes
    elif seen.is_truncated or seen.size_wh is None:
        yield fatal, "truncated" if seen.is_truncated else "image", boxes
        return
    elif min(seen.size_wh) < 10 and not trainer.is_strict:
        yield "dropped", "small", boxes
        return
    if seen.content is None:
        if trainer.is_strict:
            yield "stops", "missing", 0
        return
    if label_path_of(trainer, seen.image) != str(seen.label):
        yield ("stops" if trainer.is_strict else "background"), "elsewhere", boxes
        return
    if lines is None:
        yield fatal, "encoding", boxes
    elif trainer.is_strict:
        yield from _by_line(lines, class_count)
    else:
        yield from _by_file(trainer, lines, class_count, seen.size_wh, size)


def _decoded(content: bytes | None) -> list[str] | None:
    try:
        text = (content or b"").decode()
    except UnicodeDecodeError:
        return None
    return None if text.startswith("\ufeff") else text.splitlines()


def _by_file(
    trainer: Trainer, lines: Sequence[str], class_count: int, size_wh: tuple[int, int] | None, size: int
) -> Iterator[tuple[str, str, int]]:
    """Read as YOLOv5 and what came of it do: one bad line costs the whole image."""
    stripped = "\n".join(lines).strip().splitlines()
    rows = [line.split() for line in stripped if line or not trainer.skips_blank_lines]
    if any(not row for row in rows):
        yield "dropped", "blank", sum(map(bool, rows))
        return
    count = len(rows)
    if not count:
        return
    is_polygons = any(len(row) > trainer.polygon_from for row in rows)
    if is_polygons:
        if any(len(row) % 2 == 0 or len(row) < 3 for row in rows):
            yield "dropped", "columns", count
            return
        if boxes := sum(len(row) == 5 for row in rows):
            yield "misread", "polygon", boxes
    elif any(len(row) != 5 for row in rows):
        yield "dropped", "columns", count
        return
    values = [_numbers(row) for row in rows]
    if any(row is None for row in values):
        yield "dropped", "number", count
        return
    numbers = [_around(row) if is_polygons else row for row in values if row is not None]
    if any(min(row) < 0 or max(row[1:]) > 1 for row in numbers):
        yield "dropped", "range", count
        return
    if repeated := count - len(set(numbers)):
        yield ("lost", "repeated", repeated) if trainer.removes_repeated else ("dropped", "repeated", count)
        if not trainer.removes_repeated:
            return
    if too_high := sum(row[0] >= class_count for row in numbers):
        yield "stops", "class", too_high
    if size_wh:
        scale = size / max(size_wh)
        width, height = size_wh[0] * scale, size_wh[1] * scale
        if tiny := sum(row[3] * width <= 2 or row[4] * height <= 2 for row in numbers):
            yield "lost", "tiny", tiny


def _by_line(lines: Sequence[str], class_count: int) -> Iterator[tuple[str, str, int]]:
    """Read as Yolo-FastestV2 does: the first five values of each line, parted by one space."""
    for line in lines:
        cells = line.strip().split(" ")
        if not line.strip():
            yield "stops", "blank", 1
        elif "" in cells[:5] or any("\t" in cell for cell in cells[:5]):
            yield "stops", "spaces", 1
        elif len(cells) < 5:
            yield "stops", "columns", 1
        elif (numbers := _numbers(cells[:5])) is None:
            yield "stops", "number", 1
        elif numbers[0] >= class_count or numbers[0] < 0:
            yield "stops", "class", 1
        elif len(cells) > 6:
            yield "misread", "columns", 1
        elif not all(0 <= value <= 1 for value in numbers[1:]):
            yield "misread", "range", 1


def _around(polygon: tuple[float, ...]) -> tuple[float, ...]:
    """Return the box around a polygon, as a trainer does before it looks whether values are in range."""
    class_id, *points = polygon
    (x1, x2), (y1, y2) = ((min(axis), max(axis)) for axis in (points[::2], points[1::2]))
    return class_id, (x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1


def _numbers(cells: Sequence[str]) -> tuple[float, ...] | None:
    """Return numbers as a trainer reads them, of 32 bits; those that are no number compare with nothing."""
    try:
        values = [value if math.isfinite(value := float(cell)) else -1.0 for cell in cells]
    except ValueError:
        return None
    return tuple(array("f", [min(max(value, -_HUGE), _HUGE) for value in values]))
