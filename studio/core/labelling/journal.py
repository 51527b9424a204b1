"""The journal of a dataset: what is about to be done to its files, on disk before it is done.

One JSON object a line, in the user's folder. From it comes what undo takes back after the window was closed,
and what a crash kept from the label files.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
import weakref
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from studio.core.data.changes import Change, FileEdit, Move
from studio.core.errors import StudioError
from studio.core.files import atomic_write, check_is_file, read_or_none, user_folder, write_error
from studio.core.json_door import Number, Text, Whole, parse_json
from studio.core.labelling.hit_test import XYXY
from studio.core.words import tr

KEPT_DAYS = 7
MAX_FILE_BYTES = 16_000_000
"""Of one day's file: some thousand edits of photos with a hundred boxes; then its older half goes."""

_CONTENT = (Text(), None)
LINE = {
    "at": Whole(0),
    "do": Text(),
    "number?": Whole(0),
    "text?": Text(),
    "group?": Text(),
    "edits?": [{"path": Text(), "before": (*_CONTENT, [(Text(), Whole(0))]), "after": _CONTENT}],
    "old?": [Text()],
    "new?": [Text()],
    "moves?": [{"source": Text(), "target": Text()}],
    "paths?": [Text()],
    "waiting?": {"image": Text(), "size": [Whole(1)], "boxes": [[Number()]]},
}
"""The shape of a line: a "step", the "undo", "redo" or "void" of one by its number, or what was "settled".

Any may tell which boxes of an image wait for a class after it.
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The boxes of an image that wait for a class, which no label file can hold.

    Attributes:
        size_wh: of the image in pixels, when they were drawn.
        boxes: all of them, in its pixels.
    """

    image: Path
    size_wh: tuple[int, int]
    boxes: tuple[XYXY, ...]

    def at(self, size_wh: tuple[int, int]) -> tuple[XYXY, ...]:
        """Return the boxes in pixels of the image as large as this."""
        if size_wh == self.size_wh:
            return self.boxes
        x, y = size_wh[0] / self.size_wh[0], size_wh[1] / self.size_wh[1]
        return tuple((x1 * x, y1 * y, x2 * x, y2 * y) for x1, y1, x2, y2 in self.boxes)


@dataclass(frozen=True, slots=True)
class Entry:
    """A step as the journal holds it; `group` is the text of the steps it is one of, "" for one by itself."""

    number: int
    text: str
    change: Change
    group: str = ""


@dataclass(slots=True)
class Past:
    """What a journal told of.

    Attributes:
        done: the steps of today that stand, in the order they were done.
        undone: those that were taken back, the one to make again first at the end.
        lacking: label files that do not hold what was journalled for them, and hold what they held before.
        waiting: boxes without a class that were neither named nor dropped.
        is_settled: whether every file that was open is there and holds what was journalled for it, and no
            box waits.
    """

    done: list[Entry] = field(default_factory=list)
    undone: list[Entry] = field(default_factory=list)
    lacking: list[FileEdit] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    is_settled: bool = False


class Journal:
    """One window's journal of one dataset; without a folder it keeps nothing.

    A journal that can't be written keeps nobody from labelling: `problem` tells of it. What was done before
    it was opened takes a while to read: `read` returns it, in any thread, and `take` ends the wait for it.

    Attributes:
        is_shared: another window has the dataset open, so what was done there is not taken over.
        is_read: whether nothing of before is awaited any more.
        past: what was done before, once it was taken.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._path: Path | None = None
        self._file: int | None = None
        self._handles = contextlib.ExitStack()
        # A window that crashes on closing must not keep the next one from the journal.
        weakref.finalize(self, self._handles.close)
        self._group = ""
        self._last_number = 0
        self._before: list[tuple[Path, int]] = []
        """The files that were there when it was opened, and how long they were."""
        self._found: dict[Path, bytes | None] = {}
        """What files held when this window first changed them, for as long as the past is not read."""
        self.is_shared = False
        self.problem: StudioError | None = None
        self.past = Past()
        if folder is not None:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                self._prune(folder)
                self.is_shared = not self._claim_folder(folder)
                if not self.is_shared:
                    files = (path for path in sorted(folder.glob("????-??-??*.jsonl")) if path.is_file())
                    self._before = [(path, path.stat().st_size) for path in files]
                self._open(folder)
            except OSError as error:
                self._fail(error)
        self.is_read = not self._before

    @classmethod
    def of(cls, source: Path) -> Journal:
        """Open the journal of a dataset: a folder of its own in the user's folder."""
        return cls(folder_of(source))

    @property
    def backups(self) -> Path | None:
        """Return where backups of the dataset are kept; None when nothing is kept."""
        return self._folder / "backups" if self._folder is not None else None

    def close(self) -> None:
        """Let another window have it."""
        self._handles.close()
        self._file = None

    # What was done before

    def read(self) -> Past:
        """Return what was done before it was opened, also while this window does more.

        Raises:
            StudioError: a file of it can't be read.
        """
        return _Reading(self._before).past(self._found)

    def take(self, past: Past) -> None:
        """Hold what `read` returned as the past, and forget the days that nothing is wanted of any more."""
        self.past, self.is_read = past, True
        self._found.clear()
        if past.is_settled and self._folder is not None:
            self._drop_days_before(self._folder)

    # What is about to be done

    def step(self, text: str, change: Change, waiting: Waiting | None = None) -> int:
        """Note a step that is about to be done, and return its number.

        `waiting` is what waits for a class after it, here and below; None where that stays.
        """
        number = self._new_number()
        if not self.is_read:
            for edit in change.edits:
                self._found.setdefault(edit.path, edit.before)
        self._write(
            {
                "do": "step",
                "number": number,
                "text": text,
                "group": self._group,
                "edits": [packed(edit) for edit in change.edits],
                "old": list(change.old) if change.old != change.new else [],
                "new": list(change.new) if change.old != change.new else [],
                "moves": [{"source": str(m.source), "target": str(m.target)} for m in change.moves],
            },
            waiting,
        )
        return number

    @contextlib.contextmanager
    def together(self, text: str) -> Iterator[None]:
        """Make one of the steps noted inside."""
        self._group = text
        try:
            yield
        finally:
            self._group = ""

    def undo(self, number: int, waiting: Waiting | None = None) -> None:
        """Note that a step is about to be taken back."""
        self._write({"do": "undo", "number": number}, waiting)

    def redo(self, number: int, waiting: Waiting | None = None) -> None:
        """Note that it is about to be made again."""
        self._write({"do": "redo", "number": number}, waiting)

    def void(self, number: int) -> None:
        """Note that a step could not be done at all."""
        self._write({"do": "void", "number": number})

    def settled(self, paths: Iterable[Path], waiting: Waiting | None = None) -> None:
        """Note that files hold what they are to hold, or that this was given up."""
        # Lost in a power cut it costs nothing: the file's own content says the same.
        self._write({"do": "settled", "paths": [str(path) for path in paths]}, waiting, lasts=False)

    # Inside

    def _new_number(self) -> int:
        self._last_number = max(time.time_ns() // 1000, self._last_number + 1)
        return self._last_number

    def _write(self, line: dict[str, Any], waiting: Waiting | None = None, *, lasts: bool = True) -> None:
        if self._file is None:
            return
        if waiting is not None:
            size, image = list(waiting.size_wh), str(waiting.image)
            line["waiting"] = {"image": image, "size": size, "boxes": [list(box) for box in waiting.boxes]}
        try:
            text = json.dumps({"at": int(time.time()), **line}, ensure_ascii=True, separators=(",", ":"))
            line_bytes = text.encode() + b"\n"
            while line_bytes:
                line_bytes = line_bytes[os.write(self._file, line_bytes) :]
            if lasts:
                os.fsync(self._file)
            # What is read is there to its end.
            if self.is_read and os.fstat(self._file).st_size > MAX_FILE_BYTES:
                self._halve()
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        told = write_error(self._path or self._folder or user_folder(), error)
        self.problem = StudioError(
            told.cause,
            tr("Labels are saved all the same, but undo ends with this window; free space or allow writing."),
        )

    def _open(self, folder: Path) -> None:
        suffix = f"-{os.getpid()}" if self.is_shared else ""
        self._path = folder / f"{date.today():%Y-%m-%d}{suffix}.jsonl"
        # Half a line that a crash left must not spoil the next one.
        is_cut = _last_byte(self._path) not in (b"", b"\n")
        self._append_to(self._path)
        if is_cut and self._file is not None:
            os.write(self._file, b"\n")

    def _append_to(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        self._handles.callback(os.close, self._file)

    def _halve(self) -> None:
        assert self._path is not None
        content = self._path.read_bytes()
        atomic_write(self._path, content[content.index(b"\n", len(content) // 2) + 1 :])
        # What was opened before is another file now; it goes when the journal is closed.
        self._append_to(self._path)

    def _claim_folder(self, folder: Path) -> bool:
        """Say whether this is the only window on the dataset; the system lets go when the process ends."""
        handle = os.open(folder / "window.lock", os.O_RDWR | os.O_CREAT, 0o600)
        is_free = _lock(handle)
        if is_free:
            self._handles.callback(os.close, handle)
        else:
            os.close(handle)
        return is_free

    @staticmethod
    def _drop_days_before(folder: Path) -> None:
        """Remove what of the days before nothing is wanted of any more: every file holds what it tells.

        That of another window, which may be open since, stays.
        """
        for path in folder.glob("????-??-??.jsonl"):
            if path.name < f"{date.today():%Y-%m-%d}":
                with contextlib.suppress(OSError):
                    path.unlink()

    @staticmethod
    def _prune(folder: Path) -> None:
        """Remove the days that are over for longer than KEPT_DAYS, of all datasets."""
        first = f"{date.today() - timedelta(days=KEPT_DAYS):%Y-%m-%d}"
        for path in folder.parent.glob("*/????-??-??*.jsonl"):
            if path.name < first:
                path.unlink(missing_ok=True)


class _Reading:
    """Goes through the lines of a journal, the oldest first."""

    def __init__(self, files: Iterable[tuple[Path, int]]) -> None:
        """`files` are the days, each with the bytes to read of it; raises a StudioError when one can't be."""
        self._today = time.mktime(date.today().timetuple())
        self._entries: dict[int, Entry] = {}
        self._done: dict[int, None] = {}
        self._undone: dict[int, None] = {}
        self._wanted: dict[Path, bytes | None] = {}
        self._known: dict[Path, set[bytes | None]] = {}
        self._open: dict[Path, None] = {}
        self._waiting: dict[Path, Waiting] = {}
        self._stale: set[int] = set()
        """Steps of days before."""
        lines = [line for path, size in files for line in (read_or_none(path) or b"")[:size].split(b"\n")]
        found = []
        for raw in filter(None, lines):
            # A crash may leave half a line.
            with contextlib.suppress(StudioError):
                found.append(parse_json(raw, LINE))
        # Two windows may have kept one each.
        for line in sorted(found, key=lambda line: int(line["at"])):
            with contextlib.suppress(ValueError, TypeError):
                self._take(line)

    def past(self, found: Mapping[Path, bytes | None]) -> Past:
        """Return what they come to, files looked at; `found` is what those held that were changed since."""
        lacking = []
        settled = 0
        for path in self._open:
            with contextlib.suppress(StudioError):
                now, wanted = read_or_none(path), self._wanted[path]
                # Looked at second: whoever changes a file says so first.
                now = found.get(path, now)
                settled += now == wanted
                # What somebody else wrote meanwhile is not overwritten.
                if now != wanted and now in self._known[path]:
                    lacking.append(FileEdit(path, now, wanted))
        waiting = [one for one in self._waiting.values() if one.boxes]
        is_settled = settled == len(self._open) and not waiting
        return Past(self._steps(self._done), self._steps(self._undone), lacking, waiting, is_settled)

    def _steps(self, numbers: Iterable[int]) -> list[Entry]:
        """Return the steps of today that changed a file."""
        entries = [self._entries[number] for number in numbers if number not in self._stale]
        return [entry for entry in entries if entry.change.edits or entry.change.moves]

    def _take(self, line: dict[str, Any]) -> None:
        do, number = line["do"], line.get("number", 0)
        if row := line.get("waiting"):
            width, height = row["size"]
            boxes = tuple((x1, y1, x2, y2) for x1, y1, x2, y2 in row["boxes"])
            self._waiting[Path(row["image"])] = Waiting(Path(row["image"]), (width, height), boxes)
        if do == "settled":
            for path in line.get("paths", ()):
                self._open.pop(Path(path), None)
        elif do == "step":
            entry = Entry(number, line.get("text", ""), _change_of(line), line.get("group", ""))
            self._entries[number] = entry
            self._done[number] = None
            self._undone.clear()
            if line["at"] < self._today:
                self._stale.add(number)
            self._want(entry.change)
        elif number in self._entries and do in ("undo", "void") and number in self._done:
            del self._done[number]
            if do == "undo":
                self._undone[number] = None
            self._want(self._entries[number].change.reversed())
            if do == "void":
                self._settle(self._entries[number].change)
        elif do == "redo" and number in self._undone:
            del self._undone[number]
            self._done[number] = None
            self._want(self._entries[number].change)

    def _settle(self, change: Change) -> None:
        for edit in change.edits:
            self._open.pop(edit.path, None)

    def _want(self, change: Change) -> None:
        for edit in change.edits:
            self._known.setdefault(edit.path, set()).update((edit.before, edit.after))
            self._wanted[edit.path] = edit.after
            self._open[edit.path] = None


def folder_of(source: Path) -> Path:
    """Return where the journal and the backups of a dataset are kept, by what was opened."""
    name = os.path.normcase(os.path.realpath(source)).encode(errors="surrogateescape")
    return user_folder() / "journal" / hashlib.sha256(name).hexdigest()[:16]


def _last_byte(path: Path) -> bytes:
    """Return the last byte of a file; none of one that is empty or not there."""
    try:
        # Of a pipe nothing would ever come.
        check_is_file(path)
        with path.open("rb") as stream:
            stream.seek(max(stream.seek(0, os.SEEK_END) - 1, 0))
            return stream.read(1)
    except FileNotFoundError:
        return b""


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


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # A drive without locks: nobody can be told from nobody.
            return True
        return True
