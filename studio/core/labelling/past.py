"""What the lines of a journal come to: the steps that stand, and what a crash kept from files or sight."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from studio.core.data.changes import Change, FileEdit, Move
from studio.core.errors import StudioError
from studio.core.files import read_or_none
from studio.core.json_door import Flag, Number, Text, Whole, parse_json
from studio.core.labelling.hit_test import XYXY

UNDO_S = 24 * 3600
"""For how long what was done can be taken back by another window: a day, wherever midnight falls in it."""

_CONTENT = (Text(), None)
LINE = {
    "at": Whole(0),
    "do": Text(),
    "number?": Whole(0),
    "text?": Text(),
    "group?": Text(),
    "of?": Whole(0),
    "edits?": [{"path": Text(), "before": (*_CONTENT, [(Text(), Whole(0))]), "after": _CONTENT}],
    "old?": [Text()],
    "new?": [Text()],
    "moves?": [{"source": Text(), "target": Text()}],
    "paths?": [Text()],
    "waiting?": {
        "image": Text(),
        "size": [Whole(1)],
        "boxes": [[Number()]],
        "window?": Whole(0),
        "is_all?": Flag(),
    },
}
"""The shape of a line: a "step", the "undo", "redo" or "void" of one by its number, what was "settled" or
"given up".

Steps that are one have the text of their "group", and tell by a number "of" which. Any may tell which boxes
of an image wait for a class after it in its window, or where it "is_all" at all.
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The boxes of an image that wait for a class, which no label file can hold.

    Attributes:
        size_wh: of the image in pixels, when they were drawn.
        boxes: all of them, in its pixels.
        is_all: whether those of other windows are among them.
    """

    image: Path
    size_wh: tuple[int, int]
    boxes: tuple[XYXY, ...]
    is_all: bool = False

    def at(self, size_wh: tuple[int, int]) -> tuple[XYXY, ...]:
        """Return the boxes in pixels of the image as large as this."""
        if size_wh == self.size_wh:
            return self.boxes
        x, y = size_wh[0] / self.size_wh[0], size_wh[1] / self.size_wh[1]
        return tuple((x1 * x, y1 * y, x2 * x, y2 * y) for x1, y1, x2, y2 in self.boxes)


@dataclass(frozen=True, slots=True)
class WaitingEdit:
    """Boxes of an image that came to wait for a class, and those that wait for one no longer."""

    came: Waiting
    gone: Waiting

    def reversed(self) -> WaitingEdit:
        """Return the edit that takes this one back."""
        return WaitingEdit(self.gone, self.came)

    def of(self, boxes: Iterable[XYXY], size_wh: tuple[int, int]) -> tuple[XYXY, ...]:
        """Return what waits after it where these boxes waited, in pixels of the image as large as this."""
        return *without(boxes, self.gone.at(size_wh)), *self.came.at(size_wh)


def without(boxes: Iterable[XYXY], others: Iterable[XYXY]) -> tuple[XYXY, ...]:
    """Return the boxes but for others, each of which takes out one."""
    left = Counter(others)
    kept = []
    for box in boxes:
        if left[box] > 0:
            left[box] -= 1
        else:
            kept.append(box)
    return tuple(kept)


Group = tuple[str, int]
ALONE: Group = ("", 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A step as the journal holds it.

    Attributes:
        group: the text and the number of the steps it is one of; no text for one by itself.
        waiting: which boxes came to wait for a class or did so until then; None where that stayed.
    """

    number: int
    text: str
    change: Change
    group: Group = ALONE
    waiting: WaitingEdit | None = None


@dataclass(slots=True)
class Past:
    """What a journal told of.

    Attributes:
        done: the steps of the last UNDO_S seconds that stand, in the order they were done.
        undone: those that were taken back, the one to make again first at the end.
        lacking: label files that do not hold what was journalled for them, and hold what they held before.
        overtaken: files that lacked something likewise when they were changed in the studio: from what they
            hold now to what they lacked.
        waiting: boxes without a class that were neither named nor dropped.
        is_settled: whether every file that was open or overtaken is there and holds what was journalled for
            it, and no box waits.
    """

    done: list[Entry] = field(default_factory=list)
    undone: list[Entry] = field(default_factory=list)
    lacking: list[FileEdit] = field(default_factory=list)
    overtaken: list[FileEdit] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    is_settled: bool = False


class Reading:
    """Goes through the lines of a journal, the oldest first."""

    def __init__(self, files: Iterable[tuple[Path, int]]) -> None:
        """`files` are the days, each with the bytes to read of it; raises a StudioError when one can't be."""
        self._since = time.time() - UNDO_S
        self._entries: dict[int, Entry] = {}
        self._done: dict[int, None] = {}
        self._undone: dict[int, None] = {}
        self._wanted: dict[Path, bytes | None] = {}
        self._known: dict[Path, set[bytes | None]] = {}
        self._open: dict[Path, None] = {}
        self._overtaken: dict[Path, bytes | None] = {}
        """What files were to hold that went on from what they held before."""
        self._waiting: dict[Path, dict[int, Waiting]] = {}
        """By image what each window left: one may be killed before it knows what another had left."""
        self._stale: set[int] = set()
        """Steps that are too old to be taken back."""
        found: list[tuple[int, dict[str, Any]]] = []
        for path, size in files:
            latest = 0
            for raw in filter(None, (read_or_none(path) or b"")[:size].split(b"\n")):
                # A crash may leave half a line.
                with contextlib.suppress(StudioError):
                    line = parse_json(raw, LINE)
                    # Clocks are set back; what was done next stays next.
                    latest = max(latest, int(line["at"]))
                    found.append((latest, line))
        # What could not be done at all changed nothing, nor what is wanted of its files.
        void = {line.get("number") for _, line in found if line["do"] == "void"}
        found = [(at, line) for at, line in found if line.get("number", 0) not in void]
        # Two windows may have kept one each.
        for _, line in sorted(found, key=lambda one: one[0]):
            with contextlib.suppress(ValueError, TypeError):
                self._take(line)

    def past(self, found: Mapping[Path, bytes | None]) -> Past:
        """Return what they come to, files looked at; `found` is what those held that were changed since."""
        lacking, all_hold = self._lacking({path: self._wanted[path] for path in self._open}, found)
        overtaken, all_hold_that = self._lacking(self._overtaken, found)
        waiting = [all_ for by_window in self._waiting.values() if (all_ := _all(by_window.values())).boxes]
        is_settled = all_hold and all_hold_that and not waiting
        undone = self._steps(self._undone)
        return Past(self._standing(), undone, lacking, overtaken, waiting, is_settled)

    def _lacking(
        self, wanted: Mapping[Path, bytes | None], found: Mapping[Path, bytes | None]
    ) -> tuple[list[FileEdit], bool]:
        """Return what files lack of what is wanted, and whether each is there and holds it."""
        lacking = []
        count = 0
        for path, content in wanted.items():
            with contextlib.suppress(StudioError):
                now = read_or_none(path)
                # Looked at second: whoever changes a file says so first.
                now = found.get(path, now)
                count += now == content
                # What somebody else wrote meanwhile is not overwritten.
                if now != content and now in self._known[path]:
                    lacking.append(FileEdit(path, now, content))
        return lacking, count == len(wanted)

    def _steps(self, numbers: Iterable[int]) -> list[Entry]:
        """Return those of the last UNDO_S seconds that changed something."""
        entries = [self._entries[number] for number in numbers if number not in self._stale]
        return [entry for entry in entries if entry.change.edits or entry.change.moves or entry.waiting]

    def _standing(self) -> list[Entry]:
        """Return the done ones of them, without boxes that wait still or were given up.

        What waits still is drawn again as a step of its own.
        """
        gone: dict[Path, tuple[XYXY, ...]] = {}
        standing = []
        for entry in reversed(self._steps(self._done)):
            if edit := entry.waiting:
                later = gone.get(edit.came.image, ())
                lost = without(edit.came.boxes, later)
                came = without(edit.came.boxes, lost)
                gone[edit.came.image] = (*without(later, came), *edit.gone.boxes)
                edit = WaitingEdit(replace(edit.came, boxes=came), edit.gone)
                entry = replace(entry, waiting=edit if came or edit.gone.boxes else None)
            if entry.change.edits or entry.change.moves or entry.waiting:
                standing.append(entry)
        return standing[::-1]

    def _take(self, line: dict[str, Any]) -> None:
        do, number = line["do"], line.get("number", 0)
        waiting = self._wait(row) if (row := line.get("waiting")) else None
        if do in ("settled", "given up"):
            for path in map(Path, line.get("paths", ())):
                self._open.pop(path, None)
                if do == "given up":
                    self._overtaken.pop(path, None)
        elif do == "step":
            group = line.get("group", ""), line.get("of", 0)
            entry = Entry(number, line.get("text", ""), _change_of(line), group, waiting)
            self._entries[number] = entry
            self._done[number] = None
            self._undone.clear()
            if line["at"] < self._since:
                self._stale.add(number)
            self._want(entry.change)
        elif do == "undo" and number in self._done:
            del self._done[number]
            self._undone[number] = None
            self._want(self._entries[number].change.reversed())
        elif do == "redo" and number in self._undone:
            del self._undone[number]
            self._done[number] = None
            self._want(self._entries[number].change)

    def _wait(self, row: dict[str, Any]) -> WaitingEdit | None:
        """Take what waits, and return what that changed in its window; None where nothing."""
        width, height = row["size"]
        boxes = tuple((x1, y1, x2, y2) for x1, y1, x2, y2 in row["boxes"])
        now, window = Waiting(Path(row["image"]), (width, height), boxes), row.get("window", 0)
        by_window = self._waiting.setdefault(now.image, {})
        before = by_window[window].at(now.size_wh) if window in by_window else ()
        if row.get("is_all", not window):
            by_window.clear()
        by_window[window] = now
        came, gone = without(boxes, before), without(before, boxes)
        return WaitingEdit(replace(now, boxes=came), replace(now, boxes=gone)) if came or gone else None

    def _want(self, change: Change) -> None:
        for edit in change.edits:
            path, known = edit.path, self._known.setdefault(edit.path, set())
            if path in self._open and edit.before != self._wanted[path] and edit.before in known:
                # A crash kept from the file what it was to hold, and this went on without that.
                self._overtaken[path] = self._wanted[path]
            if path in self._overtaken and self._overtaken[path] in (edit.before, edit.after):
                del self._overtaken[path]
            known.update((edit.before, edit.after))
            self._wanted[path] = edit.after
            self._open[path] = None


def _all(waiting: Iterable[Waiting]) -> Waiting:
    *others, last = waiting
    boxes = [box for one in others for box in one.at(last.size_wh)]
    return Waiting(last.image, last.size_wh, (*boxes, *last.boxes))


def packed(edit: FileEdit) -> dict[str, Any]:
    """Return an edit for JSON: of what it held before only what is not the same after."""
    before, after = edit.before, edit.after
    kept: str | list[str | int] | None = None
    if before is not None and after is not None:
        head = _common(before, after)
        tail = _common(before[head:][::-1], after[head:][::-1])
        kept = [head, _text(before[head : len(before) - tail]) or "", tail]
    elif before is not None:
        kept = _text(before)
    return {"path": str(edit.path), "before": kept, "after": _text(after)}


def _common(a: bytes, b: bytes) -> int:
    """Return how many bytes two contents begin with alike."""
    return next(
        (index for index, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


def unpacked(row: dict[str, Any]) -> FileEdit:
    """Return the edit that `packed` made this of."""
    after, before = _bytes(row["after"]), row["before"]
    if isinstance(before, list):
        head, middle, tail = before
        assert after is not None
        content: bytes | None = after[:head] + (_bytes(middle) or b"") + after[len(after) - tail :]
    else:
        content = _bytes(before)
    return FileEdit(Path(row["path"]), content, after)


def _change_of(line: dict[str, Any]) -> Change:
    edits = tuple(unpacked(row) for row in line.get("edits", ()))
    moves = tuple(Move(Path(move["source"]), Path(move["target"])) for move in line.get("moves", ()))
    return Change(tuple(line.get("old", ())), tuple(line.get("new", ())), edits, moves=moves)


def _text(content: bytes | None) -> str | None:
    """Return bytes as text, a character each; JSON's door lets no NUL in."""
    return None if content is None else content.decode("latin-1").replace("\0", "\u0100")


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.replace("\u0100", "\0").encode("latin-1")
