"""A change of several files at once, all or none, that can be taken back to the very bytes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.files import read_or_none, write_or_remove
from studio.core.locks import folder_lock
from studio.core.words import tr

TRASH = ".trash"
"""A hidden folder beside an image: on the same disk, so that moving there is a rename, and never read."""


WRITERS = 8
"""Threads that write the files of a change: each waits for the disk, which puts many on it in one go."""

Watch = Callable[[int, int], None]
"""Told how many of how many files are written; raises a StudioError to have it all taken back."""


class FileChanged(StudioError):
    """A file was changed by someone else since it was read; nothing was written."""


@dataclass(frozen=True, slots=True)
class FileEdit:
    """One file of a change: what it holds before and after; None is no file."""

    path: Path
    before: bytes | None
    after: bytes | None

    def reversed(self) -> FileEdit:
        """Return the edit that takes this one back."""
        return FileEdit(self.path, self.after, self.before)

    def check(self) -> None:
        """Raise FileChanged when the file holds something else than before."""
        if read_or_none(self.path) != self.before:
            raise FileChanged(
                tr("{file} was changed by another program or window.", file=self.path),
                tr("Open the dataset again to see what it holds now, then do it again."),
            )


@dataclass(frozen=True, slots=True)
class Move:
    """A file that goes to another place on the same disk."""

    source: Path
    target: Path

    def make(self) -> None:
        """Move it.

        Raises:
            StudioError: it is not there, something is in its new place, or it can't be moved.
        """
        reason = ""
        try:
            if os.path.lexists(self.target):
                reason = tr("there is already something called {name}", name=self.target)
            else:
                self.target.parent.mkdir(parents=True, exist_ok=True)
                self.source.rename(self.target)
                self._remove_empty_trash()
        except OSError as error:
            reason = error.strerror or str(error)
        if reason:
            raise StudioError(
                tr("{file} can't be moved: {reason}.", file=self.source, reason=reason),
                tr("Check that it is there and that you may write in both folders."),
            )

    def _remove_empty_trash(self) -> None:
        if self.source.parent.parent.name == TRASH:
            with contextlib.suppress(OSError):
                self.source.parent.rmdir()
                self.source.parent.parent.rmdir()

    def reversed(self) -> Move:
        """Return the move back."""
        return Move(self.target, self.source)


@dataclass(frozen=True, slots=True)
class Change:
    """A change as the bytes of every file concerned, so that it can be taken back exactly.

    Attributes:
        old, new: all class names before and after; the same where they stay.
        edits: the files that change.
        others: lists that say something else than `old`, and are left alone.
        moves: files that go elsewhere, once all are edited.
        calls: the name of a class and the one it has from then on; "" when its boxes go with it.
        uncalls: the same of a change that this one takes back.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    edits: tuple[FileEdit, ...]
    others: tuple[Path, ...] = ()
    moves: tuple[Move, ...] = ()
    calls: tuple[str, str] | None = None
    uncalls: tuple[str, str] | None = None

    def reversed(self) -> Change:
        """Return the change that takes this one back."""
        edits = tuple(edit.reversed() for edit in self.edits)
        moves = tuple(move.reversed() for move in reversed(self.moves))
        return Change(self.new, self.old, edits, self.others, moves, self.uncalls, self.calls)

    def changed_elsewhere(self) -> list[Path]:
        """Return the files that hold something else than before, or are not where they were."""
        found = [edit.path for edit in self.edits if read_or_none(edit.path) != edit.before]
        return found + [move.source for move in self.moves if not move.source.exists()]

    def write(self, watch: Watch = lambda done, of: None) -> None:
        """Write every file; when one can't be written, or `watch` raises, all get back what they held.

        Raises:
            FileChanged: a file holds something else than before. StudioError: one can't be written or moved.
        """
        with contextlib.ExitStack() as locks:
            # In one order, so that two studios never wait for each other.
            for folder in sorted({Path(os.path.realpath(edit.path)).parent for edit in self.edits}):
                locks.enter_context(folder_lock(folder))
            for edit in self.edits:
                edit.check()
            written: list[FileEdit] = []
            moved: list[Move] = []

            def write(edit: FileEdit) -> None:
                write_or_remove(edit.path, edit.after, check=edit.check)
                written.append(edit)

            def put_back(edit: FileEdit) -> None:
                with contextlib.suppress(StudioError):
                    write_or_remove(edit.path, edit.before)

            try:
                _spread(write, self.edits, watch)
                for move in self.moves:
                    move.make()
                    moved.append(move)
            except StudioError:
                for move in reversed(moved):
                    with contextlib.suppress(StudioError):
                        move.reversed().make()
                _spread(put_back, written)
                raise


def _spread(
    work: Callable[[FileEdit], None], edits: Sequence[FileEdit], watch: Watch = lambda done, of: None
) -> None:
    """Do the work for several files at once; after an error, which is raised, no other is begun."""
    if len(edits) < 2:
        for edit in edits:
            work(edit)
        return
    with ThreadPoolExecutor(WRITERS, thread_name_prefix="studio-writer") as pool:
        futures = [pool.submit(work, edit) for edit in edits]
        try:
            for done, future in enumerate(as_completed(futures), 1):
                future.result()
                watch(done, len(edits))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
