"""YOLO labels: one `class cx cy width height` line per box, normalised by the displayed image's size.

Lines that hold a box in another form (polygons, keypoints, a score behind the box, decimal commas) are read
as that box with a remark.

A rewrite is made from the bytes that were read: lines of untouched boxes, unreadable lines, blank lines,
the byte order mark and each line's own end stay as they are.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from studio.core.data.record import Box, LabelFile, Problem
from studio.core.data.text import Text, decode_kept
from studio.core.words import tr

SUFFIX = ".txt"

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?(?:nan|inf(?:inity)?)", re.I
)


_CLASS = re.compile(r"^([^0-9.+-]*)[0-9.+-][0-9.eE+-]*")
"""A line up to the end of its class, what stands before it apart."""
_ODD_SIGN = re.compile(r"[][(){},;\"']")
_TOLERANCE = 1e-4
"""Fractions beyond 0 or 1 by no more were rounded by the program that wrote them, and are 0 or 1."""
_VISIBILITIES = frozenset((0.0, 1.0, 2.0))


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line isn't a box, or isn't quite one."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """One readable line: class, and centre and size as fractions of the image.

    Attributes:
        remark: what the line is besides, when it is more than these five numbers.
    """

    class_id: int
    cx: float
    cy: float
    width: float
    height: float
    remark: Fault | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    end: str | None


def parse_line(text: str, class_count: int) -> Row | Fault:
    """Read one line that isn't blank.

    Taken as a box with a remark: a polygon (three or more points; the box around it), a box with keypoints,
    with a score or a track's number, with text behind it, or spelt with commas, quotes or brackets.
    """
    columns, remark = text.split(), None
    if _ODD_SIGN.search(text) and (spelt := _plain_columns(text)):
        columns = spelt
        remark = Fault(
            "label_spelling",
            tr("Commas, quotes and brackets in this line are passed over; others stop at them."),
        )
    numbers = list(itertools.takewhile(_NUMBER.fullmatch, columns))
    if len(numbers) < len(columns):
        if len(numbers) not in (5, 6):
            return _no_numbers(columns, numbers)
        rest = " ".join(columns[len(numbers) :])
        remark = Fault("label_text", tr("The text behind the box is not used: {text}.", text=repr(rest[:40])))
    elif len(numbers) < 5:
        return _wrong_count(columns)
    class_value, *values = map(float, numbers)
    if not (class_value.is_integer() and 0 <= class_value < class_count):
        return Fault(
            "label_class",
            tr(
                "There is no class {value}; the dataset has {count} classes, counted from 0.",
                value=columns[0][:40],
                count=class_count,
            ),
        )
    sides, remark = _box_of(values, remark)
    for index, value in enumerate(sides):
        if not -_TOLERANCE <= value <= 1 + _TOLERANCE:
            return Fault(
                "label_range",
                tr(
                    "The value {value} is not between 0 and 1, as fractions of the image are.",
                    value=columns[index + 1][:40],
                ),
            )
    fractions = [min(max(value, 0.0), 1.0) for value in sides]
    cx, cy, width, height = _around(fractions) if len(fractions) > 4 else fractions
    if not width or not height:
        return Fault("label_size", tr("The box has no width or no height."))
    return Row(int(class_value), cx, cy, width, height, remark)


def _no_numbers(columns: Sequence[str], numbers: Sequence[str]) -> Fault:
    if len(columns) != 5:
        return _wrong_count(columns)
    return Fault("label_number", tr("{value} is not a number.", value=repr(columns[len(numbers)][:40])))


def _wrong_count(columns: Sequence[str]) -> Fault:
    return Fault(
        "label_columns",
        tr(
            "A box needs 5 values (class, centre x, centre y, width, height); this line has {count}.",
            count=len(columns),
        ),
    )


def _plain_columns(text: str) -> list[str] | None:
    """Return the columns of a line without commas, quotes and brackets; None when it isn't numbers then.

    A comma is a decimal sign inside `0,5`, and parts values where it ends them or where the decimal sign is
    a point.
    """
    text = re.sub(r"[][(){}\"']", " ", text).replace(";", " ")
    columns = [column.rstrip(",") for column in text.split() if column != ","]
    if len(columns) == 1 or any(column.count(",") > 1 or {",", "."} <= set(column) for column in columns):
        columns = text.replace(",", " ").split()
    columns = [column.replace(",", ".") for column in columns]
    is_read = len(columns) >= 5 and all(map(_NUMBER.fullmatch, columns[:5]))
    return columns if is_read else None


def _box_of(values: list[float], remark: Fault | None) -> tuple[list[float], Fault | None]:
    """Return the four values of a box, or the points of a polygon, and what the line is besides.

    Nine values are a polygon of four points, turned boxes too. Keypoints of two values without their
    visibility can't be told from a polygon.
    """
    count = len(values)
    if count == 4:
        return values, remark
    if count == 5 or (count == 6 and values[5] > 1 and values[5].is_integer()):
        told = tr("What stands behind the box, a score or the number of a track, is not used.")
        return values[:4], remark or Fault("label_score", told)
    if (count - 4) % 3 == 0 and _are_keypoints(values):
        return values[:4], Fault("label_keypoints", tr("The box is used, and its keypoints are not."))
    points = values[: count // 2 * 2]
    return points, Fault(
        "label_polygon",
        tr("This is a polygon of {count} points; the box around it is used.", count=len(points) // 2),
    )


def _are_keypoints(values: Sequence[float]) -> bool:
    """Say whether a box inside the image is followed by points (x, y, visibility) inside the box."""
    cx, cy, half_width, half_height = values[0], values[1], values[2] / 2 + 0.01, values[3] / 2 + 0.01
    if max(cx + half_width, cy + half_height) > 1.02 or min(cx - half_width, cy - half_height) < -0.02:
        return False
    return all(
        visibility in _VISIBILITIES
        and (abs(x - cx) <= half_width and abs(y - cy) <= half_height if visibility else x == y == 0)
        for x, y, visibility in zip(values[4::3], values[5::3], values[6::3], strict=True)
    )


def _around(points: Sequence[float]) -> tuple[float, float, float, float]:
    """Return centre and size of the box around points (x, y, x, y, ...)."""
    left, right, top, bottom = min(points[::2]), max(points[::2]), min(points[1::2]), max(points[1::2])
    return (left + right) / 2, (top + bottom) / 2, right - left, bottom - top


def read(content: bytes | None, *, size_wh: tuple[float, float], class_count: int, file: Path) -> LabelFile:
    """Read the bytes of a label file (None: there is none) for an image of `size_wh`; never raises."""
    boxes: list[Box] = []
    problems: list[Problem] = []
    first: dict[Row, int] = {}
    text, lines = _split(content or b"")
    if text.codec != "utf-8" and lines:
        message = tr("The file is in {encoding}; trainers read UTF-8 only.", encoding=text.encoding)
        problems.append(Problem("label_encoding", file, None, message))
    elif text.mark and lines:
        message = tr("The file begins with a byte order mark, which trainers take for a part of the class.")
        problems.append(Problem("label_encoding", file, None, message))
    for number, line in enumerate(lines, start=1):
        if not line.text.strip():
            continue
        row = parse_line(line.text, class_count)
        if isinstance(row, Fault):
            problems.append(Problem(row.kind, file, number, row.message))
            continue
        if row.remark:
            problems.append(Problem(row.remark.kind, file, number, row.remark.message))
        if (earlier := first.setdefault(row, number)) != number:
            message = tr("The same box stands on line {line}.", line=earlier)
            problems.append(Problem("label_duplicate", file, number, message))
        boxes.append(_to_box(row, size_wh, line.text))
    return LabelFile(tuple(boxes), tuple(problems), content)


def class_ids(content: bytes, class_count: int, *, only_first: bool = False) -> list[int]:
    """Return the classes of the readable boxes (or of the first one alone), without needing the image."""
    found = []
    for line in _split(content)[1]:
        row = parse_line(line.text, class_count) if line.text.strip() else None
        if isinstance(row, Row):
            found.append(row.class_id)
            if only_first:
                break
    return found


def box_lines(content: bytes, class_count: int) -> list[int]:
    """Return the numbers, from 1, of the lines that are boxes, in the order of the boxes."""
    readable = _readable(_split(content)[1], class_count)
    return [number for number, is_box in enumerate(readable, start=1) if is_box]


def with_class(content: bytes, old: int, new: int | None, *, class_count: int) -> tuple[bytes, int]:
    """Return a label file with the boxes of a class given another one (None: taken out), and how many.

    Of their lines the number of the class alone changes; all others stay byte by byte.
    """
    text, lines = _split(content)
    result: list[str] = []
    count = 0
    for line in lines:
        row = parse_line(line.text, class_count) if line.text.strip() else None
        if isinstance(row, Row) and row.class_id == old:
            count += 1
            if new is None:
                continue
            result.append(_CLASS.sub(rf"\g<1>{new}", line.text, count=1) + (line.end or ""))
        else:
            result.append(line.text + (line.end or ""))
    return (text.encoded("".join(result)) if count else content), count


def render(
    content: bytes | None,
    boxes: Sequence[Box],
    *,
    size_wh: tuple[float, float],
    class_count: int,
    held: Sequence[Box] | None = None,
) -> bytes:
    """Return the new bytes of a label file that held `content` and is to hold `boxes`.

    Every box that still carries its line is written as that line. Unreadable lines stay between the boxes
    they stood between.

    Args:
        held: the boxes that were read from `content` by whoever changed them, when those may be fewer than
            can be read now: a line that was no box to them is not theirs to take away.

    Raises:
        ValueError: a changed box has no such class, isn't finite, or lies outside the image.
    """
    text, lines = _split(content or b"")
    is_box = _readable(lines, class_count) if held is None else _standing_for(held, lines)
    slots = [index for index, readable in enumerate(is_box) if readable]
    old = [lines[index].text for index in slots]
    if content is not None and old == [box.line for box in boxes]:
        return content
    places = _places(old, boxes)

    result: list[_Line] = []
    position = 0
    for box, place in zip(boxes, places, strict=True):
        row = box.line if box.line is not None else format_line(box, size_wh, class_count)
        if place is None:
            result.append(_Line(row, None))
            continue
        slot = slots[place]
        result += [lines[index] for index in range(position, slot) if not is_box[index]]
        result.append(_Line(row, lines[slot].end))
        position = slot + 1
    result += [lines[index] for index in range(position, len(lines)) if not is_box[index]]
    if not any(line.text.strip() for line in result):
        return b""

    # Only the last line may lack its end, and a new last line ends as the file's last line did.
    end = next((line.end for line in lines if line.end), "\n")
    last_end = lines[-1].end if lines else end
    *before, last = result
    written = [line.text + (line.end or end) for line in before]
    written.append(last.text + (end if last.end is None and last_end else last.end or ""))
    return text.encoded("".join(written))


def format_line(box: Box, size_wh: tuple[float, float], class_count: int) -> str:
    """Return the line of a box, clipped to the image; six decimals are 0.01 px of a 10,000 px photo.

    Raises:
        ValueError: the box has no such class, isn't finite, or lies outside the image.
    """
    if not 0 <= box.class_id < class_count:
        raise ValueError(f"class {box.class_id} of {class_count}")
    if not all(math.isfinite(value) for value in box.xyxy):
        raise ValueError(f"{box} is not finite")
    inside = box.clipped(size_wh)
    if inside.width <= 0 or inside.height <= 0:
        raise ValueError(f"{box} is empty in an image of {size_wh}")
    width, height = size_wh
    # A side that rounds to nothing would be read back as no box at all.
    sides = max(inside.width / width, 1e-6), max(inside.height / height, 1e-6)
    centre = (inside.x1 + inside.x2) / 2 / width, (inside.y1 + inside.y2) / 2 / height
    return f"{box.class_id} " + " ".join(f"{value:.6f}" for value in (*centre, *sides))


def _split(content: bytes) -> tuple[Text, list[_Line]]:
    text = decode_kept(content)
    lines = [_Line(match[1], match[2]) for match in _LINE.finditer(text.body)]
    # The pattern also matches the nothing behind the last line end.
    if lines and not lines[-1].text and not lines[-1].end:
        lines.pop()
    return text, lines


def _readable(lines: Sequence[_Line], class_count: int) -> list[bool]:
    return [bool(line.text.strip()) and isinstance(parse_line(line.text, class_count), Row) for line in lines]


def _standing_for(boxes: Sequence[Box], lines: Sequence[_Line]) -> list[bool]:
    """Say for each line whether one of the boxes was read from it; both are in file order."""
    texts = [box.line for box in boxes]
    found, index = [], 0
    for line in lines:
        found.append(index < len(texts) and line.text == texts[index])
        index += found[-1]
    return found


def _places(old: Sequence[str], boxes: Sequence[Box]) -> list[int | None]:
    """Say for each box which old line it takes the place of; rising, None for an added box."""
    # A changed box has no text to find; its own object is a value no old line equals.
    new: list[object] = [box if box.line is None else box.line for box in boxes]
    places: list[int | None] = [None] * len(new)
    for _, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        for offset in range(min(old_to - old_from, new_to - new_from)):
            places[new_from + offset] = old_from + offset
    return places


def _to_box(row: Row, size_wh: tuple[float, float], line: str) -> Box:
    width, height = size_wh
    return Box(
        row.class_id,
        (row.cx - row.width / 2) * width,
        (row.cy - row.height / 2) * height,
        (row.cx + row.width / 2) * width,
        (row.cy + row.height / 2) * height,
        line,
    )
