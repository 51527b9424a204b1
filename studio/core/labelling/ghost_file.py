"""What one model found in the images of one dataset, kept in a file that grows image by image."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from studio.core.boxes.detections import Detections
from studio.core.errors import StudioError
from studio.core.files import atomic_write, check_is_file
from studio.core.json_door import Number, Text, Whole, has_shape, parse_json
from studio.core.labelling.lines import MAX_LINE_BYTES, append_line, read_lines, unreadable
from studio.core.versions import refuse_newer

FORMAT = 1
"""Grows when an older program would misread what this one writes."""
STAMP = {"size": Whole(0), "mtime_ns": Whole()}
HEAD = {
    "format": Whole(1),
    "model": STAMP,
    "names": [Text()],
    "confidence": Number(0, 1),
}
IMAGE = {"image": Text(), **STAMP, "wh": [Whole(1)], "found": [[Number()]]}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells a file from what it was before: its size and when it was changed."""

    size: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> Stamp | None:
        """Return a file's stamp as it is now; None when it isn't there."""
        try:
            found = path.stat()
        except (OSError, ValueError):
            return None
        return cls(found.st_size, found.st_mtime_ns)

    def to_dict(self) -> dict[str, int]:
        """Return it as plain data."""
        return {"size": self.size, "mtime_ns": self.mtime_ns}


@dataclass(frozen=True, slots=True)
class Found:
    """What a model found in an image: detections in its pixels, by the model's own classes, and its size."""

    detections: Detections
    size_wh: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the file an image's line is, and of which picture it speaks."""

    offset: int
    length: int
    stamp: Stamp


class GhostFile:
    """Predictions by image, kept beside the model; label files know nothing of them.

    What is in it is known by where it is, not held in memory, so that 50,000 images cost little. Other
    programs may add to it at any time: `refresh` takes that in. It may be asked from any thread.

    Attributes:
        path: the file, which may not be there yet.
        model: stamp of the model it speaks of; what another model wrote at this place is not taken.
        names: the model's classes; empty while nothing was found.
        confidence: least score that was kept.
    """

    def __init__(self, path: Path, model: Stamp) -> None:
        """Look at the file.

        Raises:
            NewerVersion: a newer version of this program wrote it.
            StudioError: it is there and can't be read.
        """
        self.path = path
        self.model = model
        self.names: tuple[str, ...] = ()
        self.confidence = 1.0
        self._places: dict[str, _Place] = {}
        self._end = 0
        self._lock = Lock()
        self.refresh()

    def begin(self, names: Iterable[str], confidence: float) -> None:
        """Make ready to add: what is there stays when the same model found it with no higher threshold.

        Raises:
            StudioError: the file can't be written.
        """
        names = tuple(names)
        self.refresh()
        if self.names == names and self.confidence <= confidence:
            return
        head = {
            "format": FORMAT,
            "model": self.model.to_dict(),
            "names": list(names),
            "confidence": confidence,
        }
        atomic_write(self.path, json.dumps(head, separators=(",", ":")) + "\n")
        self.refresh()

    def add(self, image: Path, stamp: Stamp, found: Found) -> None:
        """Keep what was found in an image as it was at this stamp.

        Raises:
            StudioError: it can't be written.
        """
        detections = found.detections
        rows = [
            [*(round(side, 2) for side in xyxy), round(score, 4), class_id]
            for xyxy, score, class_id in zip(
                detections.xyxy.tolist(),
                detections.scores.tolist(),
                detections.class_ids.tolist(),
                strict=True,
            )
        ]
        line = {"image": _key(image), **stamp.to_dict(), "wh": list(found.size_wh), "found": rows}
        append_line(self.path, line)

    def refresh(self) -> set[str]:
        """Take in what was added since, by whomever; return the images it is about, as `key` names them.

        Raises:
            NewerVersion, StudioError: as when it was opened.
        """
        with self._lock:
            if not self._is_ours():
                self._places.clear()
                self.names, self.confidence, self._end = (), 1.0, 0
                return set()
            new = set()
            for offset, length, line in read_lines(self.path, IMAGE, self._end):
                self._places[line["image"]] = _Place(offset, length, Stamp(line["size"], line["mtime_ns"]))
                self._end = offset + length
                new.add(line["image"])
            return new

    def _is_ours(self) -> bool:
        """Look at the first line; whether it is of this model. Another one than before is read from there."""
        try:
            check_is_file(self.path)
            with self.path.open("rb") as stream:
                first = stream.readline(MAX_LINE_BYTES)
                size = stream.seek(0, 2)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise unreadable(self.path, error) from error
        try:
            head = parse_json(first, {})
        except StudioError:
            return False
        refuse_newer(head.get("format"), FORMAT, self.path)
        if not has_shape(head, HEAD) or head["model"] != self.model.to_dict():
            return False
        names, confidence = tuple(head["names"]), float(head["confidence"])
        if (names, confidence) != (self.names, self.confidence) or size < self._end:
            # It was begun anew.
            self._places.clear()
            self.names, self.confidence, self._end = names, confidence, len(first)
        return True

    def images(self) -> list[str]:
        """Return the images something is kept of, as `key` names them."""
        with self._lock:
            return list(self._places)

    def has(self, image: Path) -> bool:
        """Return whether the image, as it is now, was looked at."""
        place = self._places.get(_key(image))
        return place is not None and place.stamp == Stamp.of(image)

    def read(self, image: Path) -> Found | None:
        """Return what was found in an image as it is now; None when it wasn't looked at since it changed.

        Raises:
            StudioError: the file can't be read.
        """
        place = self._places.get(_key(image))
        if place is None or place.stamp != Stamp.of(image):
            return None
        try:
            with self.path.open("rb") as stream:
                stream.seek(place.offset)
                raw = stream.read(place.length)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise unreadable(self.path, error) from error
        try:
            line = parse_json(raw, IMAGE)
        except StudioError:
            # It was begun anew by another program a moment ago.
            return None
        return self._found(line)

    def _found(self, line: dict[str, Any]) -> Found | None:
        rows = [row for row in line["found"] if len(row) == 6 and self._is_detection(row)]
        if len(line["wh"]) != 2:
            return None
        detections = Detections.from_arrays(
            [row[:4] for row in rows], [row[4] for row in rows], [row[5] for row in rows]
        )
        return Found(detections, (line["wh"][0], line["wh"][1]))

    def _is_detection(self, row: list[float]) -> bool:
        x1, y1, x2, y2, score, class_id = row
        is_box = x1 < x2 and y1 < y2 and all(abs(side) < 1e6 for side in row[:4])
        return is_box and 0 <= score <= 1 and class_id == math.floor(class_id) in range(len(self.names))


def _key(image: Path) -> str:
    return str(image)
