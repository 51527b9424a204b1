"""YOLO labels: one `class cx cy width height` line per box, normalised by the displayed image's size.

A rewrite is made from the bytes that were read: lines of untouched boxes, unreadable lines, blank lines,
the byte order mark and each line's own end stay as they are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from studio.core.data.record import Box, LabelFile, Problem
from studio.core.data.text import Text, decode_kept
from studio.core.words import tr

SUFFIX = ".txt"

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?(?:nan|inf(?:inity)?)", re.I
)


@dataclass(frozen=True, slots=True)
class Row:
    """One readable line: class, and centre and size as fractions of the image."""

    class_id: int
    cx: float
    cy: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line isn't a box."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    end: str | None


def parse_line(text: str, class_count: int) -> Row | Fault:
    """Read one line that isn't blank."""
    columns = text.split()
    if len(columns) != 5:
        return Fault(
            "label_columns",
            tr(
                "A box needs 5 values (class, centre x, centre y, width, height); this line has {count}.",
                count=len(columns),
            ),
        )
    for column in columns:
        if not _NUMBER.fullmatch(column):
            return Fault("label_number", tr("{value} is not a number.", value=repr(column[:40])))
    class_value, *values = (float(column) for column in columns)
    if not (class_value.is_integer() and 0 <= class_value < class_count):
        return Fault(
            "label_class",
            tr(
                "There is no class {value}; the dataset has {count} classes, counted from 0.",
                value=columns[0][:40],
                count=class_count,
            ),
        )
    for column, value in zip(columns[1:], values, strict=True):
        if not 0 <= value <= 1:
            return Fault(
                "label_range",
                tr(
                    "The value {value} is not between 0 and 1, as fractions of the image are.",
                    value=column[:40],
                ),
            )
    if not values[2] or not values[3]:
        return Fault("label_size", tr("The box has no width or no height."))
    return Row(int(class_value), *values)


def read(content: bytes | None, *, size_wh: tuple[float, float], class_count: int, file: Path) -> LabelFile:
    """Read the bytes of a label file (None: there is none) for an image of `size_wh`; never raises."""
    boxes: list[Box] = []
    problems: list[Problem] = []
    seen: set[Row] = set()
    text, lines = _split(content or b"")
    if text.codec != "utf-8" and lines:
        message = tr("The file is in {encoding}; trainers read UTF-8 only.", encoding=text.encoding)
        problems.append(Problem("label_encoding", file, None, message))
    for number, line in enumerate(lines, start=1):
        if not line.text.strip():
            continue
        row = parse_line(line.text, class_count)
        if isinstance(row, Fault):
            problems.append(Problem(row.kind, file, number, row.message))
            continue
        if row in seen:
            problems.append(
                Problem("label_duplicate", file, number, tr("The same box stands on an earlier line."))
            )
        seen.add(row)
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
