"""A dataset opened in place: reading never changes a byte, an edit rewrites one label file atomically."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

from studio.core import files, pictures
from studio.core.data.formats import yolo
from studio.core.data.opening import Opened, open_any
from studio.core.data.record import Box, ImageRecord, LabelFile, Problem, State
from studio.core.data.yaml_text import MAX_BYTES
from studio.core.errors import StudioError
from studio.core.words import tr


class LabelConflict(StudioError):
    """A label file was changed by someone else since it was read; nothing was written."""


def open_dataset(path: Path, *, plain: bool = False) -> Dataset:
    """Open a folder, a data YAML or a darknet obj.data; `plain` ignores what describes a folder.

    Raises:
        StudioError: there is no dataset at `path`.
    """
    return Dataset(open_any(path, plain=plain))


def image_problem(record: ImageRecord, error: StudioError) -> Problem:
    """Return what to list for an image that could not be read."""
    kind = "image_truncated" if isinstance(error, pictures.ImageCut) else "image_unreadable"
    return Problem(kind, record.path, None, error.cause)


class Dataset:
    """Images, their labels and classes on disk.

    Attributes:
        source: what was opened. root: the folder its paths are seen from.
        class_names: in class-id order.
        records: every image once, in split order (`train`, `val`, `test`), else by path.
        splits: images by `train`, `val`, `test` as declared; empty for a plain folder.
        notes: sentences about how it was opened. problems: what was wrong while opening.
    """

    def __init__(self, opened: Opened) -> None:
        self.source = opened.source
        self.root = opened.root
        self.class_names = opened.class_names
        self.records = opened.records
        self.splits = opened.splits
        self.notes = opened.notes
        self.problems = opened.problems
        self._class_file = opened.class_file
        self._headers: dict[Path, tuple[int, pictures.Header]] = {}
        self._bits: dict[Path, tuple[int, int | None]] = {}
        self._states: dict[Path, tuple[tuple[int, int], State]] = {}

    @property
    def name(self) -> str:
        """Return a short name for titles: the folder's."""
        return self.root.name or str(self.root)

    def state(self, record: ImageRecord) -> State:
        """Return the state of an image's labels, by a stat and, where the file is new or changed, a look."""
        try:
            found = record.label_path.stat()
        except (OSError, ValueError):
            return "unseen"
        if not found.st_size:
            return "empty"
        key = (found.st_mtime_ns, found.st_size)
        known = self._states.get(record.label_path)
        if known is None or known[0] != key:
            state: State = "labelled" if self._has_boxes(record) else "empty"
            known = self._states[record.label_path] = key, state
        return known[1]

    def _has_boxes(self, record: ImageRecord) -> bool:
        try:
            content = self._content(record) or b""
        except StudioError:
            return False
        return bool(yolo.class_ids(content, len(self.class_names), only_first=True))

    def states(self) -> list[State]:
        """Return the state of every record, in order."""
        return [self.state(record) for record in self.records]

    def image_size(self, record: ImageRecord) -> tuple[int, int]:
        """Return (width, height) as displayed; the file is looked at again only when it changed.

        Raises:
            StudioError: the image is missing or can't be read.
        """
        try:
            changed_ns = record.path.stat().st_mtime_ns
        except OSError:
            changed_ns = -1
        known = self._headers.get(record.path)
        if known is None or known[0] != changed_ns:
            known = changed_ns, pictures.read_header(record.path)
            self._headers[record.path] = known
        return known[1].size_wh

    def deep_bits(self, record: ImageRecord) -> int | None:
        """Return what `pictures.deep_bits` does; a whole image is decoded again only when it changed.

        Raises:
            StudioError: the image is missing or can't be read.
        """
        try:
            changed_ns = record.path.stat().st_mtime_ns
        except OSError:
            changed_ns = -1
        known = self._bits.get(record.path)
        if known is None or known[0] != changed_ns:
            known = self._bits[record.path] = changed_ns, pictures.deep_bits(record.path)
        return known[1]

    def depth_notes(self) -> list[str]:
        """Return a sentence, if there is need of one, on images of 16 bits among those looked at so far."""
        note = pictures.note_on_depth(header for _, header in self._headers.values())
        return [note] if note else []

    def read(self, record: ImageRecord) -> LabelFile:
        """Read an image's labels; whatever is wrong with the file or its image becomes a problem."""
        try:
            content = self._content(record)
        except StudioError as error:
            return LabelFile((), (Problem("label_unreadable", record.label_path, None, error.cause),), None)
        try:
            size_wh = self.image_size(record)
        except StudioError as error:
            return LabelFile((), (image_problem(record, error),), content)
        return yolo.read(content, size_wh=size_wh, class_count=len(self.class_names), file=record.label_path)

    def class_ids(self, record: ImageRecord) -> list[int]:
        """Return the classes of an image's readable boxes without opening the image."""
        try:
            return yolo.class_ids(self._content(record) or b"", len(self.class_names))
        except StudioError:
            return []

    def has_unreadable_lines(self, record: ImageRecord) -> bool:
        """Say whether a label file holds anything that isn't a box."""
        try:
            content = self._content(record)
        except StudioError:
            return True
        labels = yolo.read(content, size_wh=(1, 1), class_count=len(self.class_names), file=record.label_path)
        return bool(labels.problems)

    def write(
        self,
        record: ImageRecord,
        boxes: Sequence[Box],
        *,
        layout: LabelFile | None = None,
        expected: LabelFile | None = None,
    ) -> LabelFile:
        """Write an image's boxes atomically and return what the file now says; `()` says "no objects".

        Args:
            layout: the file whose lines, order and line ends to keep, when not the one on disk.
            expected: what the file is known to hold.

        Raises:
            LabelConflict: the file holds something else than `expected`.
            StudioError: the image can't be read, or the file can't be written; the old file is untouched.
        """
        # Pixels mean nothing without the image's size, so an unreadable image's labels are never touched.
        size_wh = self.image_size(record)
        on_disk = self._content(record)
        self._check_expected(record, on_disk, expected)
        class_count = len(self.class_names)
        content = yolo.render(
            layout.content if layout else on_disk,
            boxes,
            size_wh=size_wh,
            class_count=class_count,
            held=layout.boxes if layout else None,
        )
        if content != on_disk:
            files.atomic_write(record.label_path, content)
        return yolo.read(content, size_wh=size_wh, class_count=class_count, file=record.label_path)

    def remove_label(self, record: ImageRecord, *, expected: LabelFile | None = None) -> LabelFile:
        """Remove an image's label file: back to unseen.

        Raises:
            LabelConflict: the file holds something else than `expected`.
            StudioError: it can't be removed.
        """
        self._check_expected(record, self._content(record), expected)
        try:
            record.label_path.unlink(missing_ok=True)
        except OSError as error:
            raise StudioError(
                tr("{file} can't be removed: {reason}.", file=record.label_path, reason=error.strerror),
                tr("Check that you may write in its folder."),
            ) from error
        return LabelFile()

    def add_class(self, name: str) -> int:
        """Append a class to the class list on disk and return its id; existing ids never change.

        Raises:
            StudioError: the name is taken or unusable, or the list can't be written.
        """
        self._change_names([*self.class_names, self._checked(name)])
        return len(self.class_names) - 1

    def rename_class(self, class_id: int, name: str) -> None:
        """Rename a class in the class list on disk.

        Raises:
            StudioError: the name is taken or unusable, or the list can't be written.
        """
        names = list(self.class_names)
        if name.strip() != names[class_id]:
            names[class_id] = self._checked(name)
            self._change_names(names)

    def _change_names(self, names: list[str]) -> None:
        self._class_file.write(self.class_names, names)
        self.class_names[:] = names
        self._states.clear()

    def _checked(self, name: str) -> str:
        name = name.strip()
        if not name or not name.isprintable():
            raise StudioError(tr("A class needs a name of one line."), tr("Type a name."))
        if name in self.class_names:
            raise StudioError(tr("There is already a class {name}.", name=name), tr("Choose another name."))
        return name

    def _check_expected(self, record: ImageRecord, on_disk: bytes | None, expected: LabelFile | None) -> None:
        if expected is not None and on_disk != expected.content:
            raise LabelConflict(
                tr("{file} was changed by another program since it was read.", file=record.label_path),
                tr("Reload it, or write your boxes over it."),
            )

    def _content(self, record: ImageRecord) -> bytes | None:
        """Return the bytes of a label file, None when there is none.

        Raises:
            StudioError: it is there and can't be read.
        """
        path = record.label_path
        try:
            found = path.stat()
            if stat.S_ISREG(found.st_mode) and found.st_size <= MAX_BYTES:
                return path.read_bytes()
            reason = tr("it is not a text file of a usable size")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            reason = str(getattr(error, "strerror", None) or error)
        raise StudioError(
            tr("The label file {file} can't be read: {reason}.", file=path, reason=reason),
            tr("Check that it is a text file you may read."),
        )
