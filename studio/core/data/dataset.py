"""A dataset opened in place: reading never changes a byte, an edit rewrites one label file atomically."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from studio.core import files, leftovers, pictures
from studio.core.data import image_moves
from studio.core.data.changes import Change, Watch
from studio.core.data.class_edits import ClassLists
from studio.core.data.formats import yolo
from studio.core.data.former_names import FormerNames
from studio.core.data.opening import ForeignLabels, Opened, open_any
from studio.core.data.places import LabelFinder
from studio.core.data.record import Box, ImageRecord, LabelFile, LabelState, Problem
from studio.core.data.remarks import Remarks
from studio.core.data.text import MAX_BYTES
from studio.core.errors import StudioError
from studio.core.locks import folder_lock
from studio.core.words import tr


class LabelConflict(StudioError):
    """A label file was changed by someone else since it was read; nothing was written."""


def open_dataset(path: Path, *, plain: bool = False) -> Dataset:
    """Open a folder, a data YAML or a darknet obj.data; `plain` ignores what describes a folder.

    Raises:
        StudioError: there is no dataset at `path`.
    """
    dataset = Dataset(open_any(path, plain=plain))
    dataset.remove_leftovers()
    return dataset


def image_problem(record: ImageRecord, error: StudioError) -> Problem:
    """Return what to list for an image that could not be read."""
    kind = "image_truncated" if isinstance(error, pictures.ImageCut) else "image_unreadable"
    return Problem(kind, record.path, None, error.cause)


class Dataset:
    """Images, their labels and classes on disk.

    Attributes:
        source: what was opened. root: the folder its paths are seen from.
        class_names: in class-id order. class_lists: the files that hold them.
        records: every image once, in split order (`train`, `val`, `test`), else by path.
        splits: images by `train`, `val`, `test` as declared; empty for a plain folder.
        notes: sentences about how it was opened. problems: what was wrong while opening.
        foreign: what is to be said of labels of another format, when there were none of this one; else None.
    """

    def __init__(self, opened: Opened) -> None:
        self.source = opened.source
        self.root = opened.root
        self.class_names = opened.class_names
        self.records = opened.records
        self.splits = opened.splits
        self.notes = opened.notes
        self.problems = opened.problems
        self.lists = opened.lists
        self.foreign = opened.foreign
        self.class_lists = ClassLists(opened)
        self.former_names = FormerNames(self.class_names)
        self._away: dict[Path, tuple[ImageRecord, int, dict[str, int]]] = {}
        """Images in the trash: where they were in the records and the splits."""
        self.problems += self.class_lists.disagreements()
        self._headers: dict[Path, tuple[int, pictures.Header]] = {}
        self._bits: dict[Path, tuple[int, int | None]] = {}
        self._states: dict[Path, tuple[tuple[int, int], LabelState]] = {}

    @cached_property
    def remarks(self) -> Remarks:
        """Return what a person has said of images and boxes that label files have no room for."""
        return Remarks(self.root)

    @cached_property
    def image_names(self) -> list[str]:
        """The file name of each record's image; asked for where it holds nobody up, as many take a while."""
        return [record.name for record in self.records]

    @property
    def name(self) -> str:
        """Return a short name for titles: the folder's."""
        return self.root.name or str(self.root)

    def state(self, record: ImageRecord) -> LabelState:
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
            state: LabelState = "labelled" if self._has_boxes(record) else "empty"
            known = self._states[record.label_path] = key, state
        return known[1]

    def _has_boxes(self, record: ImageRecord) -> bool:
        try:
            content = self._content(record) or b""
        except StudioError:
            return False
        return bool(yolo.class_ids(content, len(self.class_names), only_first=True))

    def check_labels_are_read(self) -> None:
        """Raise what tells of labels in another format, where nobody has drawn boxes beside them yet."""
        if self.foreign and not any(record.label_path.is_file() for record in self.records):
            raise ForeignLabels(self.foreign.source, self.foreign.title)

    def states(self) -> list[LabelState]:
        """Return the state of every record, in order."""
        return [self.state(record) for record in self.records]

    def image_size(self, record: ImageRecord) -> tuple[int, int]:
        """Return (width, height) as displayed; the file is looked at again only when it changed.

        Raises:
            StudioError: the image is missing or can't be read.
        """
        try:
            changed_ns = record.path.stat().st_mtime_ns
        except (FileNotFoundError, NotADirectoryError) as error:
            raise files.missing_error(record.path) from error
        except OSError:
            changed_ns = -1
        known = self._headers.get(record.path)
        if known is None or known[0] != changed_ns:
            known = changed_ns, pictures.read_header(record.path)
            self._headers[record.path] = known
        return known[1].size_wh

    def orientation(self, record: ImageRecord) -> int:
        """Return how an image is turned to be shown, by EXIF (1: not at all); raises as `image_size`."""
        self.image_size(record)
        return self._headers[record.path][1].orientation

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
        return self.reading(record, content)

    def reading(self, record: ImageRecord, content: bytes | None) -> LabelFile:
        """Return what these bytes would say as an image's label file; None: that there is none."""
        try:
            size_wh = self.image_size(record)
        except StudioError as error:
            return LabelFile((), (image_problem(record, error),), content)
        count, file = len(self.class_names), record.label_path
        labels = yolo.read(content, size_wh=size_wh, class_count=count, file=file)
        return self.remarks.attached(record, labels, size_wh)

    def class_ids(self, record: ImageRecord) -> list[int]:
        """Return the classes of an image's readable boxes without opening the image."""
        try:
            return yolo.class_ids(self._content(record) or b"", len(self.class_names))
        except StudioError:
            return []

    def read_lines(self, record: ImageRecord) -> LabelFile:
        """Read an image's labels without opening the image: boxes are fractions of it, not pixels."""
        try:
            content = self._content(record)
        except StudioError as error:
            return LabelFile((), (Problem("label_unreadable", record.label_path, None, error.cause),), None)
        return yolo.read(content, size_wh=(1, 1), class_count=len(self.class_names), file=record.label_path)

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
        class_count = len(self.class_names)
        with self._editing(record, makes_folder=True):
            on_disk = self._content(record)
            self._check_expected(record, expected)
            content = yolo.render(
                layout.content if layout else on_disk,
                boxes,
                size_wh=size_wh,
                class_count=class_count,
                held=layout.boxes if layout else None,
            )
            if content != on_disk:
                files.atomic_write(
                    record.label_path, content, check=lambda: self._check_expected(record, expected)
                )
        return yolo.read(content, size_wh=size_wh, class_count=class_count, file=record.label_path)

    def remove_label(self, record: ImageRecord, *, expected: LabelFile | None = None) -> LabelFile:
        """Remove an image's label file: back to unseen. Of a link, what it leads to goes and the link stays.

        Raises:
            LabelConflict: the file holds something else than `expected`.
            StudioError: it can't be removed.
        """
        with self._editing(record):
            try:
                target = files.writable_target(record.label_path)
                self._check_expected(record, expected)
                target.unlink(missing_ok=True)
            except NotADirectoryError:
                pass
            except OSError as error:
                raise StudioError(
                    tr("{file} can't be removed: {reason}.", file=record.label_path, reason=error.strerror),
                    tr("Check that you may write in its folder."),
                ) from error
        return LabelFile()

    @contextlib.contextmanager
    def _editing(self, record: ImageRecord, *, makes_folder: bool = False) -> Iterator[None]:
        """Let no other studio edit the labels of the image's folder meanwhile.

        Other programs know of no lock. What they may write unseen is what comes between the last look at the
        file and its rename, with nothing but a call of the system in between.
        """
        folder = Path(os.path.realpath(record.label_path)).parent
        if makes_folder:
            try:
                # A folder that isn't there can't be locked. Behind a link that leads nowhere none is made.
                record.label_path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise files.write_error(record.label_path, error) from error
        with folder_lock(folder):
            yield

    def remove_leftovers(self) -> None:
        """Remove what saving left half-written beside labels and class lists when it was killed."""
        ours: dict[str, set[str]] = {}
        for record in self.records:
            folder, _, name = record.label_text.rpartition(os.sep)
            ours.setdefault(folder or os.sep, set()).add(name)
        for path in self.class_lists.paths():
            ours.setdefault(os.fspath(path.parent), set()).add(path.name)
        swept: dict[str, set[str]] = {}
        for folder, names in ours.items():
            real = os.path.realpath(folder)
            swept.setdefault(real, set()).update(names)
            # Behind a link the half-written file lies beside what it leads to.
            for name in _links_in(folder) & names:
                behind, name_there = os.path.split(os.path.realpath(Path(folder, name)))
                swept.setdefault(behind, set()).add(name_there)
        for folder, names in swept.items():
            leftovers.sweep(Path(folder), names.__contains__)

    # The class list

    def add_class(self, name: str) -> int:
        """Append a class to every list on disk and return its id; existing ids never change.

        Raises:
            StudioError: the name is taken or unusable, or a list can't be written; none was changed.
        """
        self.change_files(self.adding_class(name))
        return len(self.class_names) - 1

    def rename_class(self, class_id: int, name: str) -> None:
        """Rename a class in every list on disk.

        Raises:
            StudioError: the name is taken or unusable, or a list can't be written; none was changed.
        """
        self.change_files(self.renaming_class(class_id, name))

    def adding_class(self, name: str) -> Change:
        """Return what appending a class would write; raises as `add_class` does."""
        return self.class_lists.change(self.class_names, [*self.class_names, self._checked(name)])

    def renaming_class(self, class_id: int, name: str) -> Change:
        """Return what renaming a class would write; raises as `rename_class` does."""
        names, old = list(self.class_names), self.class_names[class_id]
        if name.strip() == old:
            return self.class_lists.change(names, names)
        names[class_id] = self._checked(name)
        return replace(self.class_lists.change(self.class_names, names), calls=(old, names[class_id]))

    def removing_class(self, class_id: int) -> Change:
        """Return what taking an unused class out of the lists would write; looks through all label files.

        Raises:
            StudioError: boxes have the class, it isn't the last one (whose number alone no other class would
                get), or it is the only one.
        """
        name, count = self.class_names[class_id], len(self.class_names)
        if count == 1:
            raise StudioError(
                tr("{name} is the only class, and a dataset has at least one.", name=name),
                tr("Rename it instead."),
            )
        used = self.uses_of_class(class_id)
        if used:
            raise StudioError(
                tr(
                    "{count} images have boxes of the class {name}, {image} among them.",
                    count=len(used),
                    name=name,
                    image=used[0].path.name,
                ),
                tr("Give those boxes another class or delete them first."),
            )
        if class_id != count - 1:
            raise StudioError(
                tr(
                    "{name} can't be deleted: classes after it would get other numbers, and the label files "
                    "would mean other classes.",
                    name=name,
                ),
                tr(
                    "Leave it unused, or rename it to a class you need; it keeps the number {id}.",
                    id=class_id,
                ),
            )
        return self.class_lists.change(self.class_names, self.class_names[:-1])

    def uses_of_class(self, class_id: int) -> list[ImageRecord]:
        """Return the images with boxes of a class."""
        return [record for record in self.records if class_id in self.class_ids(record)]

    def change_files(self, change: Change, watch: Watch = lambda done, of: None) -> None:
        """Write a change of lists of classes, or of labels, or the `reversed` one that takes it back.

        `watch` is as for `Change.write`.

        Raises:
            FileChanged: a file was changed meanwhile. StudioError: one can't be written; none is changed.
        """
        change.write(watch)
        if change.old != change.new:
            self.class_names[:] = change.new
            self._states.clear()
        self.former_names.follow(change)

    # Images that come and go

    def trashing(self, record: ImageRecord) -> Change:
        """Return what moving an image and its labels to the trash would do; raises as `image_moves` does."""
        return image_moves.trashing(record, self.records, self.lists)

    def follow_moves(self, change: Change) -> bool:
        """Take in what a change that was written moved; returns whether the images are others now."""
        moved = False
        for move in change.moves:
            if image_moves.is_trashed(move.target) and (record := self._record_of(move.source)):
                self._take_out(record)
                moved = True
            elif image_moves.is_trashed(move.source) and move.target.suffix.lower() != yolo.SUFFIX:
                self._bring_back(move.target, {edit.path for edit in change.edits})
                moved = True
        if moved:
            self.__dict__.pop("image_names", None)
        return moved

    def _record_of(self, image: Path) -> ImageRecord | None:
        return next((record for record in self.records if record.path == image), None)

    def _take_out(self, record: ImageRecord) -> None:
        places = {name: split.index(record) for name, split in self.splits.items() if record in split}
        self._away[record.path] = record, self.records.index(record), places
        self.records.remove(record)
        for name in places:
            self.splits[name].remove(record)

    def _bring_back(self, image: Path, lists: set[Path]) -> None:
        """Put an image back where it was; one that was away before the dataset was opened, by its path."""
        if image not in self._away:
            record = ImageRecord(image, LabelFinder(self.root).find(str(image)))
            splits = {one.split for one in self.lists if one.path in lists}
            if not lists:
                beside = (
                    name
                    for name, split in self.splits.items()
                    for other in split
                    if other.path.parent == image.parent
                )
                splits = set(beside)
            places = {name: _place_of(record, self.splits[name]) for name in splits & self.splits.keys()}
            self._away[image] = record, _place_of(record, self.records), places
        record, index, places = self._away.pop(image)
        self.records.insert(index, record)
        for name, place in places.items():
            self.splits[name].insert(place, record)

    def _checked(self, name: str) -> str:
        name = name.strip()
        if not name or not name.isprintable():
            raise StudioError(tr("A class needs a name of one line."), tr("Type a name."))
        if name in self.class_names:
            raise StudioError(tr("There is already a class {name}.", name=name), tr("Choose another name."))
        return name

    def _check_expected(self, record: ImageRecord, expected: LabelFile | None) -> None:
        if expected is None:
            return
        on_disk = self._content(record)
        if on_disk != expected.content:
            raise LabelConflict(
                tr("{file} is no longer there; it was read before.", file=record.label_path)
                if on_disk is None
                else tr("{file} was changed by another program since it was read.", file=record.label_path),
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


def _place_of(record: ImageRecord, records: Sequence[ImageRecord]) -> int:
    """Return where an image comes among others of its folder, else behind all."""
    beside = [index for index, other in enumerate(records) if other.path.parent == record.path.parent]
    return next((index for index in beside if records[index].path > record.path), (beside or [-1])[-1] + 1)


def _links_in(folder: str) -> set[str]:
    """Return the names of the symbolic links in a folder, which one listing tells."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries if entry.is_symlink()}
    except OSError:
        return set()
