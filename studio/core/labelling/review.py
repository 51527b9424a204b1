"""What a person has said of a dataset's images: which are verified.

It is kept among the studio's own files, never in the dataset; one that was moved is known by its images.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from studio.core.data.dataset import Dataset
from studio.core.data.record import ImageRecord
from studio.core.errors import StudioError
from studio.core.files import atomic_write, user_folder
from studio.core.json_door import Text, Whole, read_json

FORMAT = 1
SHAPE = {"format": Whole(FORMAT, FORMAT), "root": Text(), "verified": {str: Whole(-1)}, "rejected": [Text()]}
MOST_BYTES = 50_000_000
SAME_PART = 0.8
"""Of the images that were verified must be there again, as large, for a dataset to be one that was moved."""


class Review:
    """The verified images of one dataset; each change is on disk at once.

    Attributes:
        path: the file it is kept in, which is made by the first change.
    """

    def __init__(self, dataset: Dataset, folder: Path | None = None) -> None:
        self._root = dataset.root.resolve()
        self._verified: dict[str, int] = {}
        self._rejected: list[str] = []
        folder = folder or user_folder() / "review"
        name = hashlib.blake2b(str(self._root).encode(), digest_size=8).hexdigest()
        self.path = folder / f"{name}.json"
        self._problem: StudioError | None = None
        """Why what is kept can't be read: it is then not written over."""
        kept = None
        try:
            kept = _read(self.path) if self.path.exists() else self._moved(folder)
        except StudioError as problem:
            self._problem = problem
        if kept is not None:
            self._verified, self._rejected = dict(kept["verified"]), list(kept["rejected"])

    def is_verified(self, record: ImageRecord) -> bool:
        """Say whether an image was verified."""
        return bool(self._verified) and self._place(record) in self._verified

    def verified(self, records: Iterable[ImageRecord]) -> list[bool]:
        """Say it of many images."""
        return [self.is_verified(record) for record in records]

    def set_verified(self, record: ImageRecord, is_so: bool) -> None:
        """Note that an image was verified, or take that back.

        Raises:
            StudioError: it can't be kept; it holds until the program ends.
        """
        place = self._place(record)
        if is_so == (place in self._verified):
            return
        if is_so:
            self._verified[place] = _bytes_of(record.path)
        else:
            del self._verified[place]
        self._write()

    def was_rejected(self, key: str) -> bool:
        """Say whether a finding was rejected in an older version, which kept that here (see `Rejections`)."""
        return key in self._rejected

    def _place(self, record: ImageRecord) -> str:
        try:
            return record.path.relative_to(self._root).as_posix()
        except ValueError:
            return record.path.as_posix()

    def _moved(self, folder: Path) -> dict[str, Any] | None:
        """Return what is kept of a dataset that lay elsewhere and isn't there any more, if it is this one."""
        if not folder.is_dir():
            return None
        for path in sorted(folder.glob("*.json")):
            try:
                kept = _read(path)
            except StudioError:
                continue
            if Path(kept["root"]).exists() or not kept["verified"]:
                continue
            same = sum(_bytes_of(self._root / place) == size for place, size in kept["verified"].items())
            if same >= SAME_PART * len(kept["verified"]):
                return kept
        return None

    def _write(self) -> None:
        if self._problem is not None:
            raise self._problem
        kept = {
            "format": FORMAT,
            "root": str(self._root),
            "verified": self._verified,
            "rejected": self._rejected,
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(self.path, json.dumps(kept, ensure_ascii=False) + "\n")


def _read(path: Path) -> dict[str, Any]:
    """Return what a file holds; raises a StudioError when it is damaged or of a newer version."""
    kept: dict[str, Any] = read_json(path, SHAPE, most=MOST_BYTES)
    return kept


def _bytes_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
