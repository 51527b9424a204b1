"""Repairs of a dataset: each plans a change of whole files, which can be looked at, written and taken back.

Pixels of images are never touched. What a repair takes out of a label file is in the backup that whoever
writes the change makes first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.data import paths
from studio.core.data.changes import TRASH, Change, FileEdit, Move
from studio.core.data.checking.near_boxes import near_boxes
from studio.core.data.dataset import Dataset
from studio.core.data.descriptions import list_folders
from studio.core.data.formats import yolo
from studio.core.data.places import stray_labels
from studio.core.data.record import Box, ImageRecord
from studio.core.data.text import decode_kept
from studio.core.errors import Cancelled, StudioError
from studio.core.files import own_folder, read_or_none
from studio.core.words import mark, tr


@dataclass(frozen=True, slots=True)
class Edit:
    """A line of a file as it is and as it would be; `after` "": it goes."""

    file: Path
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a repair would do: the change, and the lines it is about (of moves: no lines)."""

    repair: str
    change: Change
    edits: tuple[Edit, ...]

    @property
    def files(self) -> int:
        """Return how many files it changes or moves."""
        return len(self.change.edits) + len(self.change.moves)


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair.

    Attributes:
        title: the button. text: what it does, in a sentence. done: what was done, for undo.
    """

    title: str
    text: str
    done: str
    plan: Callable[[Dataset, Sequence[ImageRecord], Callable[[], bool]], tuple[Change, list[Edit]]]


def plan_repair(
    dataset: Dataset,
    name: str,
    *,
    records: Sequence[ImageRecord] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Plan:
    """Return what a repair would change; nothing is written.

    Args:
        name: a key of REPAIRS.
        records: the images whose labels are looked at; None: all.

    Raises:
        StudioError: there is no such repair, or a file can't be read.
        Cancelled: `is_cancelled`, asked before each image, said so.
    """
    if name not in REPAIRS:
        raise StudioError(
            tr("There is no repair {name}.", name=name), tr("Use one of {names}.", names=", ".join(REPAIRS))
        )
    chosen = dataset.records if records is None else records
    change, edits = REPAIRS[name].plan(dataset, chosen, is_cancelled)
    return Plan(name, change, tuple(edits))


_Lines = Callable[[Dataset, ImageRecord, list[str]], list[str | None]]
"""From an image's label lines, without their ends, what becomes of each; None: it goes."""


def _by_lines(work: _Lines) -> Callable[..., tuple[Change, list[Edit]]]:
    """Return a plan that goes over the lines of all label files."""

    def plan(
        dataset: Dataset, records: Iterable[ImageRecord], is_cancelled: Callable[[], bool]
    ) -> tuple[Change, list[Edit]]:
        edits: list[FileEdit] = []
        told: list[Edit] = []
        for record in _each_label(records, is_cancelled):
            before = read_or_none(record.label_path) or b""
            text = decode_kept(before)
            bare = [line.rstrip("\r\n") for line in text.lines]
            after = work(dataset, record, bare)
            if after == bare:
                continue
            kept = []
            for number, (line, old, new) in enumerate(zip(text.lines, bare, after, strict=True), start=1):
                if new != old:
                    told.append(Edit(record.label_path, number, old, new or ""))
                if new is not None:
                    kept.append(new + line[len(old) :])
            edits.append(FileEdit(record.label_path, before, text.encoded("".join(kept))))
        return Change((), (), tuple(edits)), told

    return plan


def _each_label(records: Iterable[ImageRecord], is_cancelled: Callable[[], bool]) -> Iterator[ImageRecord]:
    """Yield an image for each label file that is there."""
    seen: set[Path] = set()
    for record in records:
        if is_cancelled():
            raise Cancelled
        if record.label_path not in seen and record.label_path.is_file():
            seen.add(record.label_path)
            yield record


def _rows(dataset: Dataset, lines: Sequence[str]) -> list[yolo.Row | None]:
    """Return the box of each line, None for a line that is none."""
    count = len(dataset.class_names)
    rows = (yolo.parse_line(line, count) if line.strip() else None for line in lines)
    return [row if isinstance(row, yolo.Row) else None for row in rows]


def _without_repeated(dataset: Dataset, record: ImageRecord, lines: list[str]) -> list[str | None]:
    seen: set[yolo.Row] = set()
    kept: list[str | None] = []
    for line, row in zip(lines, _rows(dataset, lines), strict=True):
        kept.append(None if row in seen else line)
        if row is not None:
            seen.add(row)
    return kept


def _without_near(dataset: Dataset, record: ImageRecord, lines: list[str]) -> list[str | None]:
    """Keep the first of boxes of one class in nearly the same place; what was said of one stays with it."""
    try:
        labels = dataset.read(record)
    except StudioError:
        return list(lines)
    numbers = yolo.box_lines(labels.content or b"", len(dataset.class_names))
    if len(numbers) != len(labels.boxes):
        return list(lines)
    gone: set[int] = set()
    for one, other, _ in near_boxes(labels):
        is_same = labels.boxes[one].class_id == labels.boxes[other].class_id
        if is_same and one not in gone:
            gone.add(other)
    dropped = {numbers[index] for index in gone}
    return [None if number in dropped else line for number, line in enumerate(lines, start=1)]


def _clipped(dataset: Dataset, record: ImageRecord, lines: list[str]) -> list[str | None]:
    """Cut boxes at the edges of the image; those wholly outside are left to be dropped as unreadable."""
    try:
        size_wh = dataset.image_size(record)
    except StudioError:
        return list(lines)
    width, height = size_wh
    count = len(dataset.class_names)
    result: list[str | None] = []
    for line, row in zip(lines, _rows(dataset, lines), strict=True):
        values = (
            _beyond(line, count) if row is None else (row.class_id, row.cx, row.cy, row.width, row.height)
        )
        if values is None or (row is not None and row.remark is not None):
            result.append(line)
            continue
        class_id, cx, cy, wide, high = values
        box = Box(
            class_id,
            (cx - wide / 2) * width,
            (cy - high / 2) * height,
            (cx + wide / 2) * width,
            (cy + high / 2) * height,
        )
        beyond = max(-box.x1, -box.y1, box.x2 - width, box.y2 - height)
        inside = box.clipped(size_wh)
        if beyond <= 1 or inside.width <= 0 or inside.height <= 0:
            result.append(line)
        else:
            result.append(yolo.format_line(inside, size_wh, count))
    return result


def _beyond(line: str, class_count: int) -> tuple[int, float, float, float, float] | None:
    """Return the values of a line that is a box but for being beyond the image, and not in pixels."""
    cells = line.split()
    if len(cells) != 5:
        return None
    try:
        class_value, *values = map(float, cells)
    except ValueError:
        return None
    is_class = class_value.is_integer() and 0 <= class_value < class_count
    # Values of 2 and more are pixels, or percent, which cutting would make nonsense of.
    if not is_class or not all(-1 < value < 2 for value in values) or min(values[2:]) <= 0:
        return None
    return int(class_value), values[0], values[1], values[2], values[3]


def _without_unreadable(dataset: Dataset, record: ImageRecord, lines: list[str]) -> list[str | None]:
    """Take lines out beside others that can be read: of a file without any nobody knows what is in the image.

    Empty it would say that nothing is.
    """
    rows = _rows(dataset, lines)
    if not any(rows):
        return list(lines)
    return [
        line if row is not None or not line.strip() else None for line, row in zip(lines, rows, strict=True)
    ]


def _spelt(dataset: Dataset, record: ImageRecord, lines: list[str]) -> list[str | None]:
    """Write lines that are read with a remark as the plain box that is used of them."""
    count = len(dataset.class_names)
    result: list[str | None] = []
    for line, row in zip(lines, _rows(dataset, lines), strict=True):
        if row is None or row.remark is None:
            result.append(line)
            continue
        values = (row.cx, row.cy, max(row.width, 1e-6), max(row.height, 1e-6))
        plain = f"{row.class_id} " + " ".join(f"{value:.6f}" for value in values)
        assert isinstance(yolo.parse_line(plain, count), yolo.Row)
        result.append(plain)
    return result


def _in_utf8(
    dataset: Dataset, records: Iterable[ImageRecord], is_cancelled: Callable[[], bool]
) -> tuple[Change, list[Edit]]:
    """Write label files that are in another encoding, or begin with a byte order mark, as plain UTF-8."""
    edits, told = [], []
    for record in _each_label(records, is_cancelled):
        before = read_or_none(record.label_path) or b""
        text = decode_kept(before)
        after = text.body.removeprefix("\ufeff").encode("utf-8", "surrogateescape")
        # What can't be read in any encoding stays: to guess would change it.
        if after != before and "\ufffd" not in text.body:
            edits.append(FileEdit(record.label_path, before, after))
            old = tr("UTF-8 with a byte order mark") if text.codec == "utf-8" else text.encoding
            told.append(Edit(record.label_path, 1, old, "UTF-8"))
    return Change((), (), tuple(edits)), told


def _lists_once(
    dataset: Dataset, records: Iterable[ImageRecord], is_cancelled: Callable[[], bool]
) -> tuple[Change, list[Edit]]:
    """Name each image once in a list: the first line that names it stays."""
    edits, told = [], []
    for one in {one.path: one for one in dataset.lists}.values():
        before = read_or_none(one.path) or b""
        text = decode_kept(before)
        folders, own = list_folders(one.path, one.folders, one.own)
        seen: set[Path] = set()
        kept = []
        for number, line in enumerate(text.lines, start=1):
            found = paths.find(folders, line.strip(), own=own) if line.strip() else None
            if found is not None and found.path in seen:
                told.append(Edit(one.path, number, line.strip(), ""))
                continue
            if found is not None:
                seen.add(found.path)
            kept.append(line)
        if len(kept) < len(text.lines):
            edits.append(FileEdit(one.path, before, text.encoded("".join(kept))))
    return Change((), (), tuple(edits)), told


def _strays_away(
    dataset: Dataset, records: Iterable[ImageRecord], is_cancelled: Callable[[], bool]
) -> tuple[Change, list[Edit]]:
    """Move labels that belong to no image into a hidden trash beside them."""
    stamp = f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 10**9}"
    strays = stray_labels(dataset.root, dataset.records)
    moves = tuple(Move(path, own_folder(path.parent, TRASH) / stamp / path.name) for path in strays)
    return Change((), (), (), moves=moves), [Edit(path, 1, path.name, "") for path in strays]


REPAIRS: dict[str, Repair] = {
    "repeated": Repair(
        mark("Remove repeated lines"),
        mark("Of lines that say the same box, the first stays."),
        mark("removed repeated lines"),
        _by_lines(_without_repeated),
    ),
    "near": Repair(
        mark("Remove nearly identical boxes"),
        mark("Of boxes of one class in nearly the same place, the first stays."),
        mark("removed nearly identical boxes"),
        _by_lines(_without_near),
    ),
    "clip": Repair(
        mark("Cut boxes at the edge"),
        mark("Boxes that reach beyond the image are cut at its edge."),
        mark("cut boxes at the edge"),
        _by_lines(_clipped),
    ),
    "unreadable": Repair(
        mark("Take out unreadable lines"),
        mark(
            "Lines that are no box, or one without size, are taken out, and the backup keeps them."
            " Files without one line that can be read stay: empty they would say that nothing is there."
        ),
        mark("took out unreadable lines"),
        _by_lines(_without_unreadable),
    ),
    "spelling": Repair(
        mark("Write plain boxes"),
        mark(
            "Lines with commas, polygons, points, scores or text become the plain box that is used of them."
        ),
        mark("wrote plain boxes"),
        _by_lines(_spelt),
    ),
    "encoding": Repair(
        mark("Write labels as UTF-8"),
        mark("Label files in another encoding, or with a byte order mark, are written as plain UTF-8."),
        mark("wrote labels as UTF-8"),
        _in_utf8,
    ),
    "lists": Repair(
        mark("List each image once"),
        mark("Of lines that name an image again, the first stays."),
        mark("listed each image once"),
        _lists_once,
    ),
    "strays": Repair(
        mark("Move stray labels to the trash"),
        mark("Label files that belong to no image go to a hidden folder beside them."),
        mark("moved stray labels to the trash"),
        _strays_away,
    ),
}
"""Every repair, by the name that `studio check --repair` takes."""
