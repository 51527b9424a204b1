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
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from studio.core.data.changes import Change
from studio.core.errors import StudioError
from studio.core.files import atomic_write, check_is_file, user_folder, write_error
from studio.core.labelling.past import ALONE, UNDO_S, Past, Reading, Waiting, packed
from studio.core.words import tr

KEPT_DAYS = 7
MAX_FILE_BYTES = 16_000_000
"""Of one day's file: some thousand edits of photos with a hundred boxes; then its older half goes."""

DAY = len("2000-01-01")
"""What the name of a file begins with: the day of its lines."""


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
        self._is_cut = False
        """Whether the file ends with half a line, which must not spoil the next one."""
        self._handles = contextlib.ExitStack()
        # A window that crashes on closing must not keep the next one from the journal.
        weakref.finalize(self, self._handles.close)
        self._group = ALONE
        self._last_number = 0
        self._window = self._new_number()
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
        return Reading(self._before).past(self._found)

    def take(self, past: Past) -> None:
        """Hold what `read` returned as the past, and forget the days that nothing is wanted of any more."""
        self.past, self.is_read = past, True
        self._found.clear()
        if past.is_settled:
            self._drop_days_before()

    # What is about to be done

    def step(self, text: str, change: Change, waiting: Waiting | None = None) -> int:
        """Note a step that is about to be done, and return its number.

        `waiting` is what of this window waits for a class after it, here and below; None where that stays.
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
                "group": self._group[0],
                "of": self._group[1],
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
        self._group = text, self._new_number()
        try:
            yield
        finally:
            self._group = ALONE

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
        """Note that files hold what they are to hold."""
        # Lost in a power cut it costs nothing: the file's own content says the same.
        self._write({"do": "settled", "paths": [str(path) for path in paths]}, waiting, lasts=False)

    def given_up(self, paths: Iterable[Path], waiting: Waiting | None = None) -> None:
        """Note that nothing more is wanted of files than what they hold."""
        self._write({"do": "given up", "paths": [str(path) for path in paths]}, waiting)

    # Inside

    def _new_number(self) -> int:
        self._last_number = max(time.time_ns() // 1000, self._last_number + 1)
        return self._last_number

    def _write(self, line: dict[str, Any], waiting: Waiting | None = None, *, lasts: bool = True) -> None:
        if self._file is None or self._folder is None or self._path is None:
            return
        if waiting is not None:
            line["waiting"] = {
                "image": str(waiting.image),
                "size": list(waiting.size_wh),
                "boxes": [list(box) for box in waiting.boxes],
                "window": self._window,
                "is_all": waiting.is_all,
            }
        try:
            text = json.dumps({"at": int(time.time()), **line}, ensure_ascii=True, separators=(",", ":"))
            if self._path.name[:DAY] != f"{date.today():%Y-%m-%d}":
                # What is kept of days by their names must hold of a window that is open for long.
                self._open(self._folder)
            line_bytes = b"\n" * self._is_cut + text.encode() + b"\n"
            self._is_cut = True
            while line_bytes:
                line_bytes = line_bytes[os.write(self._file, line_bytes) :]
            self._is_cut = False
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
        # A crash may have left half a line.
        self._is_cut = _last_byte(self._path) not in (b"", b"\n")
        self._append_to(self._path)

    def _append_to(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        self._handles.callback(os.close, self._file)

    def _halve(self) -> None:
        assert self._path is not None
        content = self._path.read_bytes()
        start = content.index(b"\n", len(content) // 2) + 1
        if start == len(content):
            # The last line is about to be done: it stays, however long it is.
            start = content.rfind(b"\n", 0, -1) + 1
        if start:
            atomic_write(self._path, content[start:])
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

    def _drop_days_before(self) -> None:
        """Remove what was read of days too old to be undone, when every file holds what it tells.

        That of another window, which may be open since, stays, and so does all that may tell what became of
        what was done there.
        """
        others = [path.name[:DAY] for path, size in self._before if size and not _is_main(path)]
        first = min([f"{date.fromtimestamp(time.time() - UNDO_S):%Y-%m-%d}", *others])
        for path, size in self._before:
            with contextlib.suppress(OSError):
                # Midnight may have come since it was opened.
                if _is_main(path) and path.name < first and path.stat().st_size == size:
                    path.unlink()

    @staticmethod
    def _prune(folder: Path) -> None:
        """Remove the days that are over for longer than KEPT_DAYS, of all datasets."""
        first = f"{date.today() - timedelta(days=KEPT_DAYS):%Y-%m-%d}"
        for path in folder.parent.glob("*/????-??-??*.jsonl"):
            if path.name < first:
                # Windows lets go of no file that another window has open.
                with contextlib.suppress(OSError):
                    path.unlink()


def folder_of(source: Path) -> Path:
    """Return where the journal and the backups of a dataset are kept, by what was opened."""
    name = os.path.normcase(os.path.realpath(source)).encode(errors="surrogateescape")
    return user_folder() / "journal" / hashlib.sha256(name).hexdigest()[:16]


def _is_main(path: Path) -> bool:
    """Say whether a file is of the window that was the only one on its dataset, or the first."""
    return len(path.stem) == DAY


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
