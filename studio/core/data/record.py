"""The nouns of a dataset: box, problem, label file, image record."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from studio.core.data.attributes import NONE, Attributes
from studio.core.words import MOST_SIGNS, shortened

LabelState = Literal["unseen", "empty", "labelled"]
"""No label file; a label file without boxes ("no objects here"); a label file with boxes."""

BOXLESS_KINDS = frozenset(
    ("label_unreadable", "label_columns", "label_number", "label_class", "label_range", "label_size")
)
"""The kinds of Problem of label files and lines that can't be read."""


@dataclass(frozen=True, slots=True)
class Box:
    """A ground-truth box in absolute pixels of the image as displayed.

    Attributes:
        line: the exact text line it was read from, without its line end; None once anything was changed.
        attributes: what a person has said of it; it goes wherever the box goes.
    """

    class_id: int
    x1: float
    y1: float
    x2: float
    y2: float
    line: str | None = field(default=None, compare=False)
    attributes: Attributes = field(default=NONE, compare=False)

    @property
    def xyxy(self) -> tuple[float, float, float, float]:
        """Return the corners (x1, y1, x2, y2)."""
        return self.x1, self.y1, self.x2, self.y2

    @property
    def width(self) -> float:
        """Return the width in pixels."""
        return self.x2 - self.x1

    @property
    def height(self) -> float:
        """Return the height in pixels."""
        return self.y2 - self.y1

    @property
    def area(self) -> float:
        """Return the area in square pixels."""
        return self.width * self.height

    def moved(self, dx: float, dy: float) -> Box:
        """Return the box shifted by (dx, dy) pixels."""
        return self.with_xyxy((self.x1 + dx, self.y1 + dy, self.x2 + dx, self.y2 + dy))

    def scaled(self, by_x: float, by_y: float) -> Box:
        """Return the box in an image resized by these factors; its line, in parts of the image, stays."""
        return replace(self, x1=self.x1 * by_x, y1=self.y1 * by_y, x2=self.x2 * by_x, y2=self.y2 * by_y)

    def with_xyxy(self, xyxy: tuple[float, float, float, float]) -> Box:
        """Return a box of this class with other corners."""
        return Box(self.class_id, *xyxy, attributes=self.attributes)

    def with_class(self, class_id: int) -> Box:
        """Return the same box with another class."""
        return replace(self, class_id=class_id, line=None)

    def clipped(self, size_wh: tuple[float, float]) -> Box:
        """Return the part inside a `size_wh` image (itself, line included, when that is all of it)."""
        width, height = size_wh
        inside = (
            min(max(self.x1, 0.0), width),
            min(max(self.y1, 0.0), height),
            min(max(self.x2, 0.0), width),
            min(max(self.y2, 0.0), height),
        )
        return self if inside == self.xyxy else self.with_xyxy(inside)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a dataset that a trainer would drop or misread.

    Attributes:
        kind: a key of `studio.core.data.checking.checks.PROBLEM_KINDS`.
        file: the file to look at.
        line: line in that file, counted from 1, where it has one.
        message: one sentence for the user.
    """

    kind: str
    file: Path
    line: int | None
    message: str

    def __post_init__(self) -> None:
        if len(self.message) > MOST_SIGNS:
            object.__setattr__(self, "message", shortened(self.message))

    @property
    def costs_boxes(self) -> bool:
        """Whether a label file, or a line of it, is not read as a box for this."""
        return self.kind in BOXLESS_KINDS


@dataclass(frozen=True, slots=True)
class LabelFile:
    """What one label file says.

    Attributes:
        boxes: the readable lines, in file order.
        problems: one for each line that isn't a box, or more than a box, and for doubtful ones.
        content: the bytes it was read from, which a rewrite starts from; None when there is no file.
        tags: words that a person has given the image; they, and what was said of its boxes, are kept apart.
        remarks: the bytes that these were read from.
    """

    boxes: tuple[Box, ...] = ()
    problems: tuple[Problem, ...] = ()
    content: bytes | None = None
    tags: tuple[str, ...] = ()
    remarks: bytes | None = None

    @property
    def has_unreadable_lines(self) -> bool:
        """Whether it, or a line of it, can't be read."""
        return any(problem.costs_boxes for problem in self.problems)


class ImageRecord:
    """One image on disk and where its labels are, or would be; both are read on demand.

    Fifty thousand are made while a person waits: paths are kept as texts, and become Paths when asked for.

    Attributes:
        path_text, label_text: the paths.
    """

    __slots__ = ("_label_path", "_path", "label_text", "path_text")

    def __init__(self, path: Path | str, label_path: Path | str) -> None:
        self.path_text = os.fspath(path)
        self.label_text = os.fspath(label_path)
        self._path: Path | None = None
        self._label_path: Path | None = None

    @property
    def path(self) -> Path:
        """Return where the image is."""
        if self._path is None:
            self._path = Path(self.path_text)
        return self._path

    @property
    def label_path(self) -> Path:
        """Return where its labels are, or would be."""
        if self._label_path is None:
            self._label_path = Path(self.label_text)
        return self._label_path

    @property
    def name(self) -> str:
        """Return the name of the image's file."""
        return self.path_text.rpartition(os.sep)[2]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ImageRecord):
            return NotImplemented
        return (self.path_text, self.label_text) == (other.path_text, other.label_text)

    def __hash__(self) -> int:
        return hash((self.path_text, self.label_text))

    def __repr__(self) -> str:
        return f"ImageRecord({self.path_text!r}, {self.label_text!r})"


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return the folders that files are in, as `os.path.dirname` tells one."""
    heads = {path.rpartition(os.sep)[0] for path in paths}
    return {os.path.dirname(head + os.sep) for head in heads}  # noqa: PTH120
