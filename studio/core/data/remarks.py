"""What a person has said of images and boxes that no label file holds: attributes of boxes, words for images.

It is kept among the studio's own files, a small one for each image, so that label files stay what every
trainer reads. A box is known by its line as the studio writes it: class and place.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from studio.core.data.attributes import FLAGS, Attributes
from studio.core.data.changes import FileEdit
from studio.core.data.formats import yolo
from studio.core.data.record import Box, ImageRecord, LabelFile, Problem
from studio.core.errors import StudioError
from studio.core.files import atomic_write, read_or_none, user_folder, write_error, write_or_remove
from studio.core.json_door import Text, Whole, parse_json, read_json
from studio.core.locks import folder_lock
from studio.core.versions import refuse_newer
from studio.core.words import tr, trn

FORMAT = 1
SHAPE = {
    "format": Whole(FORMAT, FORMAT),
    "image": Text(),
    "bytes": Whole(-1),
    "tags": [Text()],
    "boxes": [{"box": Text(), "is": [Text()], "text": Text()}],
}
ABOUT = {"format": Whole(FORMAT, FORMAT), "root": Text()}
MOST_BYTES = 10_000_000
SAME_PART = 0.8
"""Of the images that something was said of must be there again, as large, for a dataset to be one that was
moved."""
MOST_COMPARED = 200
_ABOUT = "dataset.json"


class Remarks:
    """What was said of the images and boxes of one dataset."""

    def __init__(self, root: Path, folder: Path | None = None) -> None:
        """`folder` is where those of all datasets are kept; the user's own without it."""
        self._root = Path(os.path.realpath(root))
        self._plain_root = root
        self._all = folder or user_folder() / "remarks"

    @cached_property
    def folder(self) -> Path:
        """Return where they are kept, if anything was said; of a dataset that was moved it comes along."""
        folder = self._all / _hash(str(self._root))
        if not folder.exists() and (moved := self._moved()):
            # A copy: the other may be of a drive that is away, and come back.
            with contextlib.suppress(OSError, StudioError), folder_lock(self._all):
                if not folder.exists():
                    part = folder.with_suffix(".part")
                    shutil.rmtree(part, ignore_errors=True)
                    shutil.copytree(moved, part)
                    atomic_write(part / _ABOUT, self._about())
                    part.rename(folder)
        return folder

    def path_of(self, record: ImageRecord) -> Path:
        """Return the file of an image, which need not be there."""
        return self.folder / f"{_hash(self._place(record))}.json"

    def is_own(self, path: Path) -> bool:
        """Say whether a file is one of these."""
        return path.parent == self.folder

    def has(self, record: ImageRecord) -> bool:
        """Say whether anything was said of an image or its boxes."""
        return self.path_of(record).exists()

    def index_of(self, edit: FileEdit, records: Sequence[ImageRecord]) -> int | None:
        """Return which of the images an edit of one of these files is of."""
        for content in (edit.after, edit.before):
            if content is not None:
                try:
                    place = _parsed(content, edit.path)["image"]
                except StudioError:
                    continue
                return next((i for i, one in enumerate(records) if self._place(one) == place), None)
        return None

    # Reading and writing

    def read(self, record: ImageRecord) -> bytes | None:
        """Return what an image's file holds; None when nothing is said. Raises StudioError."""
        return read_or_none(self.path_of(record)) if self.folder.is_dir() else None

    def attached(self, record: ImageRecord, labels: LabelFile, size_wh: tuple[int, int]) -> LabelFile:
        """Return an image's labels with what was said of its boxes and of it.

        What was said of boxes that are not there any more, and a file that is damaged or of a newer version,
        become problems.
        """
        if not self.folder.is_dir():
            return labels
        path, content = self.path_of(record), None
        try:
            content = read_or_none(path)
            if content is None:
                return labels
            kept = _parsed(content, path)
        except StudioError as error:
            told = Problem("remarks_unreadable", path, None, error.cause)
            return replace(labels, problems=(*labels.problems, told), remarks=content)
        said: dict[str, list[Attributes]] = defaultdict(list)
        for row in kept["boxes"]:
            said[row["box"]].append(_attributes(row))
        boxes = list(labels.boxes)
        for index, box in enumerate(boxes):
            if waiting := said.get(_key(box, size_wh)):
                boxes[index] = replace(box, attributes=waiting.pop(0))
        problems = labels.problems
        if lost := sum(bool(one) for waiting in said.values() for one in waiting):
            text = trn(
                "{n} box that had attributes was changed by another program and has lost them.",
                "{n} boxes that had attributes were changed by another program and have lost them.",
                lost,
            )
            problems += (Problem("remarks_lost", record.label_path, None, text),)
        return LabelFile(tuple(boxes), problems, labels.content, tuple(kept["tags"]), content)

    def render(
        self, record: ImageRecord, boxes: Iterable[Box], tags: Sequence[str], size_wh: tuple[int, int] | None
    ) -> bytes | None:
        """Return what an image's file is to hold; None when nothing is said.

        Raises:
            ValueError: a box can't be written at all.
        """
        rows = _rows([*boxes], size_wh) if size_wh else []
        if not rows and not tags:
            return None
        kept = {
            "format": FORMAT,
            "image": self._place(record),
            "bytes": _bytes_of(record.path),
            "tags": list(tags),
            "boxes": rows,
        }
        return (json.dumps(kept, ensure_ascii=True) + "\n").encode()

    def edit(
        self, record: ImageRecord, labels: LabelFile, boxes: Iterable[Box], size_wh: tuple[int, int]
    ) -> tuple[FileEdit, ...]:
        """Return what the boxes that an image is to have come to here, as no edit or one."""
        if labels.remarks is None or is_damaged(labels.remarks):
            return ()
        after = self.render(record, boxes, labels.tags, size_wh)
        return (FileEdit(self.path_of(record), labels.remarks, after),) if after != labels.remarks else ()

    def with_class(self, record: ImageRecord, old: int, new: int | None) -> tuple[FileEdit, ...]:
        """Return what giving all boxes of a class another (None: deleting them) comes to here."""
        path = self.path_of(record)
        before = read_or_none(path)
        if before is None or is_damaged(before):
            return ()
        kept = _parsed(before, path)
        rows = []
        for row in kept["boxes"]:
            number, _, place = row["box"].partition(" ")
            if number != str(old):
                rows.append(row)
            elif new is not None:
                rows.append({**row, "box": f"{new} {place}"})
        if rows == kept["boxes"]:
            return ()
        after = (json.dumps({**kept, "boxes": rows}) + "\n").encode() if rows or kept["tags"] else None
        return (FileEdit(path, before, after),)

    def write(self, record: ImageRecord, content: bytes | None, expected: bytes | None) -> bytes | None:
        """Write an image's file, or remove it; return what it holds then.

        Raises:
            FileChanged: it holds something else than `expected`. StudioError: it can't be written, or what is
                there is damaged or of a newer version, and would be lost.
        """
        if content == expected:
            return expected
        edit = FileEdit(self.path_of(record), expected, content)
        if expected is not None and is_damaged(expected):
            if content is None:
                return expected
            _parsed(expected, edit.path)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_error(edit.path, error) from error
        with folder_lock(self.folder):
            edit.check()
            if not (self.folder / _ABOUT).exists():
                atomic_write(self.folder / _ABOUT, self._about())
            write_or_remove(edit.path, content, check=edit.check)
        return content

    # Inside

    def _about(self) -> str:
        return json.dumps({"format": FORMAT, "root": str(self._root)}) + "\n"

    def _place(self, record: ImageRecord) -> str:
        for root in (self._plain_root, self._root):
            if record.path.is_relative_to(root):
                return record.path.relative_to(root).as_posix()
        return record.path.as_posix()

    def _moved(self) -> Path | None:
        """Return the folder of a dataset that lay elsewhere and isn't there any more, if it is this one."""
        for about in sorted(self._all.glob(f"*/{_ABOUT}")):
            try:
                if Path(read_json(about, ABOUT, most=MOST_BYTES)["root"]).exists():
                    continue
                files = (path for path in about.parent.glob("*.json") if path.name != _ABOUT)
                kept = [
                    read_json(path, SHAPE, most=MOST_BYTES) for path in itertools.islice(files, MOST_COMPARED)
                ]
            except StudioError:
                continue
            # An absolute place is the same under any root, and says nothing; nor does what was not there.
            kept = [one for one in kept if one["bytes"] >= 0 and not Path(one["image"]).is_absolute()]
            same = sum(_bytes_of(self._root / one["image"]) == one["bytes"] for one in kept)
            if kept and same >= SAME_PART * len(kept):
                return about.parent
        return None


def is_damaged(content: bytes) -> bool:
    """Say whether what a file holds can't be understood: it is then never written over."""
    try:
        _parsed(content, Path())
    except StudioError:
        return True
    return False


def _parsed(content: bytes, path: Path) -> dict[str, Any]:
    remedy = tr("It is left as it is; move it away to say something new of this image.")
    any_version = {"format": Whole(1)}
    refuse_newer(parse_json(content, any_version, where=path, remedy=remedy)["format"], FORMAT, path)
    kept: dict[str, Any] = parse_json(content, SHAPE, where=path, remedy=remedy, most=MOST_BYTES)
    return kept


def _attributes(row: dict[str, Any]) -> Attributes:
    difficult, occluded, truncated = (name in row["is"] for name in FLAGS)
    return Attributes(difficult, occluded, truncated, row["text"])


def _rows(boxes: Sequence[Box], size_wh: tuple[int, int]) -> list[dict[str, Any]]:
    # Of boxes in the very same place all are told of: which of them is meant, their order says.
    lines = {_line(box, size_wh) for box in boxes if box.attributes}
    rows = [(_key(box, size_wh), box.attributes) for box in boxes] if lines else []
    return [
        {"box": line, "is": [name for name in said.names() if name in FLAGS], "text": said.text}
        for line, said in rows
        if line in lines
    ]


def _key(box: Box, size_wh: tuple[int, int]) -> str:
    try:
        return _line(box, size_wh)
    except ValueError:
        return ""


def _line(box: Box, size_wh: tuple[int, int]) -> str:
    """Return class and place as its line in the file says them, or will.

    Not from the corners of a box that was read: at the image's edge rounding puts them elsewhere each time.
    """
    text = box.line if box.line is not None else yolo.format_line(box, size_wh, box.class_id + 1)
    row = yolo.parse_line(text, box.class_id + 1)
    if not isinstance(row, yolo.Row):
        raise ValueError(f"{text} is no box")
    return f"{row.class_id} {row.cx:.6f} {row.cy:.6f} {row.width:.6f} {row.height:.6f}"


def _bytes_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="surrogateescape"), digest_size=8).hexdigest()
