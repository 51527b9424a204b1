"""What all label formats say, in one form: images, their boxes in pixels, and what else stands there."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from studio.core.data.attributes import NONE, Attributes
from studio.core.data.record import Problem
from studio.core.errors import StudioError
from studio.core.json_door import LIST, read_pieces
from studio.core.words import tr

SPLITS = ("train", "val", "test")
_SPLIT_WORDS = {
    "train": "train",
    "training": "train",
    "val": "val",
    "valid": "val",
    "validation": "val",
    "test": "test",
    "testing": "test",
}
MAX_SIDE = 1e9
"""Pixels; what is beyond is no coordinate."""
MIN_SIDE = 0.02
"""Pixels; some formats write hundredths, in which less is nothing."""
CLASSES = "categories"
"""In what is said of a whole set: by a class's name what is said of it besides."""
_ABSOLUTE = re.compile(r"/|[A-Za-z]:/")


@dataclass(frozen=True, slots=True)
class LabelledBox:
    """A box with its class by name.

    Attributes:
        xyxy: corners in pixels of the image as displayed.
        extra: what else its format says of it, by that format's own names.
    """

    name: str
    xyxy: tuple[float, float, float, float]
    attributes: Attributes = NONE
    extra: Mapping[str, Any] | None = None

    def without_extra(self) -> LabelledBox:
        """Return the box as any other format would have it."""
        return replace(self, extra=None) if self.extra else self


@dataclass(slots=True)
class LabelledImage:
    """An image and what a format says of it.

    Attributes:
        name: its path as written, with slashes.
        file: where that stands.
        path: the image itself, where it was found.
        size_wh: width and height; of the image when it was found, else as the labels say.
        is_relative: whether the boxes stay the same parts of the image when its size is another than said.
        split: train, val, test, or "".
        is_seen: whether somebody has said what is in it; without boxes, that nothing is.
        extra: what else the format says of it, by that format's own names.
        written: where a conversion has put it, relative to the new folder or absolute, with slashes.
        tags: words that a person has given it.
    """

    name: str
    file: Path
    boxes: list[LabelledBox] = field(default_factory=list)
    path: Path | None = None
    size_wh: tuple[float, float] | None = None
    is_relative: bool = False
    split: str = ""
    is_seen: bool = True
    extra: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    written: str = ""
    tags: tuple[str, ...] = ()

    @property
    def is_elsewhere(self) -> bool:
        """Say whether a conversion has left it where it is."""
        return bool(_ABSOLUTE.match(self.written))

    def complain(self, kind: str, message: str) -> None:
        """Add a problem of its labels."""
        self.problems.append(Problem(kind, self.file, None, message))


Entry = LabelledImage | Problem
"""An image, or why a file of labels says nothing of any."""


@dataclass(slots=True)
class LabelSet:
    """The labels of many images.

    Attributes:
        format: a key of LABEL_FORMATS.
        class_names: in the order of their numbers, where one is said; others may follow.
        entries: reads them, one after the other, as often as it is called.
        extra: what else is said of the whole.
        count: images that there are about, for telling how far one is.
    """

    format: str
    root: Path
    entries: Callable[[], Iterator[Entry]]
    class_names: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    count: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """How to take what files don't say themselves.

    Attributes:
        voc_offset: subtracted from a VOC box's least corner: 1 where pixels are counted from 1.
        createml_origin: `center` or `top-left`, what x and y of Create ML are of a box.
        createml_units: `pixel` or `normalized`.
        keeps_extra: whether what is beside boxes is wanted.
    """

    voc_offset: float = 0.0
    createml_origin: str = "center"
    createml_units: str = "pixel"
    keeps_extra: bool = True


@dataclass(slots=True)
class Source:
    """Files of one format, and the images they may speak of."""

    root: Path
    files: list[Path]
    images: ImageIndex
    class_names: list[str] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)


def each_piece(source: Source, read: Callable[[Any, Path, Source], Entry]) -> Iterator[Entry]:
    """Read files that are a list each, one piece after the other: images of `read`, or what is wrong."""
    for file in source.files:
        try:
            for _, piece in read_pieces(file):
                if piece is not LIST:
                    yield read(piece, file, source)
        except StudioError as error:
            yield Problem("label_unreadable", file, None, error.cause)


class ImageIndex:
    """Finds images by what labels call them; never one outside of the images it was made of."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = list(paths)
        self._by_name: dict[str, list[Path]] = defaultdict(list)
        self._by_stem: dict[str, list[Path]] = defaultdict(list)
        for path in self.paths:
            self._by_name[folded(path.name)].append(path)
            self._by_stem[folded(path.stem)].append(path)

    def find(self, written: str, near: Path) -> Path | None:
        """Return the image that a path leads to: of those so called the one with most of its folders.

        Args:
            near: the folder of the labels; of several images one in there comes first.
        """
        parts = PurePosixPath(written.replace("\\", "/")).parts
        return self._best(self._by_name.get(folded(parts[-1]), []), parts, near) if parts else None

    def find_stem(self, stem: str, near: Path, written: str = "") -> Path | None:
        """Return the image with a name but for its suffix; of several the one a path tells."""
        found = self._by_stem.get(folded(stem), [])
        named = [path for path in found if folded(path.name) == folded(PurePosixPath(written).name)]
        return self._best(named or found, (), near)

    def _best(self, found: list[Path], parts: tuple[str, ...], near: Path) -> Path | None:
        if len(found) < 2:
            return found[0] if found else None
        tail = [folded(part) for part in parts]
        scores = [(_common_end([folded(part) for part in path.parts], tail), path) for path in found]
        best = max(score for score, _ in scores)
        first = [path for score, path in scores if score == best]
        beside = [path for path in first if path.parent == near]
        chosen = beside or first
        return chosen[0] if len(chosen) == 1 else None

    def is_doubtful(self, written: str) -> bool:
        """Say whether several images have this name."""
        return len(self._by_name.get(folded(PurePosixPath(written.replace("\\", "/")).name), [])) > 1


class Claims:
    """Which labels speak of which image: of two images with one name, one may not be there."""

    def __init__(self) -> None:
        self._names: dict[Path, list[str]] = {}

    def is_new(self, image: LabelledImage) -> bool:
        """Say whether an image is spoken of for the first time; one that isn't there always is.

        Raises:
            StudioError: by its name another image was meant before.
        """
        if image.path is None:
            return True
        parts = [folded(part) for part in PurePosixPath(image.name.replace("\\", "/")).parts]
        known = self._names.setdefault(image.path, parts)
        if known is parts:
            return True
        if _common_end(known, parts) < min(len(known), len(parts)):
            raise StudioError(
                tr(
                    "Labels of {one} and of {other} both lead to {image}, and one of them isn't there.",
                    one="/".join(known),
                    other=image.name,
                    image=image.path,
                ),
                tr("Bring all images, in the folders that the labels name, then do it again."),
            )
        return False


def folded(name: str) -> str:
    """Return a name as file systems that pass over case and the ways to compose letters compare it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _common_end(path: list[str], tail: list[str]) -> int:
    count = 0
    for one, other in zip(reversed(path), reversed(tail), strict=False):
        if one != other:
            break
        count += 1
    return count


def split_of(text: str) -> str:
    """Return the split that a word of a path tells, such as `instances_val2017.json`; "" when none does."""
    words = "".join(sign.lower() if sign.isalpha() else " " for sign in text).split()
    found = {_SPLIT_WORDS[word] for word in words if word in _SPLIT_WORDS}
    return found.pop() if len(found) == 1 else ""


def class_name(value: object) -> str:
    """Return a class's name as one line; "" when there is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = "".join(sign if sign.isprintable() else " " for sign in str(value))
    return " ".join(text.split())


def number(value: object) -> float:
    """Return a finite number that a value is or spells; NaN when it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return math.nan
    try:
        result = float(value)
    except (ValueError, OverflowError):
        return math.nan
    return result if abs(result) <= MAX_SIDE else math.nan


def around(points: Iterable[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Return the box around points; NaN where there are none."""
    xs, ys = zip(*points, strict=True) if (points := list(points)) else ((math.nan,), (math.nan,))
    return min(xs), min(ys), max(xs), max(ys)


def turned(
    xyxy: tuple[float, float, float, float], degrees: float, about: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Return the box around a box that is turned clockwise about a point."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x1, y1, x2, y2 = xyxy
    corners = ((x1, y1), (x2, y1), (x2, y2), (x1, y2))
    at_x, at_y = about
    return around(
        (at_x + (x - at_x) * cos - (y - at_y) * sin, at_y + (x - at_x) * sin + (y - at_y) * cos)
        for x, y in corners
    )


def settle(image: LabelledImage, real_wh: tuple[int, int] | None) -> None:
    """Put an image's boxes in order: corners sorted, clipped to the image, without those that are none.

    The size of the image itself goes before what labels say of it.
    """
    said = image.size_wh
    by_x = by_y = 1.0
    if real_wh is not None:
        if said is not None and said != real_wh and min(said) > 0 and image.boxes:
            if image.is_relative:
                by_x, by_y = real_wh[0] / said[0], real_wh[1] / said[1]
            else:
                image.complain("image_size_differs", _differs(image.name, said, real_wh))
        image.size_wh = real_wh
    boxes = []
    right, bottom = image.size_wh or (MAX_SIDE, MAX_SIDE)
    is_scaled = (by_x, by_y) != (1, 1)
    for box in image.boxes:
        x1, y1, x2, y2 = box.xyxy
        # As nearly all are; NaN is in no order.
        is_box = x2 - x1 >= MIN_SIDE <= y2 - y1 and min(x1, y1) >= 0 and x2 <= right and y2 <= bottom
        if is_box and box.name and not is_scaled:
            boxes.append(box)
            continue
        if not box.name:
            image.complain("label_class", tr("A box in {image} has no class.", image=image.name))
            continue
        if not all(math.isfinite(value) for value in box.xyxy):
            image.complain("label_number", tr("A box in {image} has no numbers.", image=image.name))
            continue
        x1, x2 = sorted((x1 * by_x, x2 * by_x))
        y1, y2 = sorted((y1 * by_y, y2 * by_y))
        if image.size_wh is not None:
            width, height = image.size_wh
            (x_from, x_to), (y_from, y_to) = _within(x1, x2, width), _within(y1, y2, height)
            if max(x_from - x1, x2 - x_to, y_from - y1, y2 - y_to) > 1:
                image.complain(
                    "label_range", tr("A box in {image} leaves it and is clipped.", image=image.name)
                )
            x1, y1, x2, y2 = x_from, y_from, x_to, y_to
        if x2 - x1 < MIN_SIDE or y2 - y1 < MIN_SIDE:
            image.complain(
                "label_size", tr("A box in {image} has no width or no height there.", image=image.name)
            )
            continue
        boxes.append(replace(box, xyxy=(x1, y1, x2, y2)))
    if image.boxes and not boxes:
        # Nobody knows what is in it: that is not "no objects".
        image.is_seen = False
    image.boxes = boxes


def _within(low: float, high: float, side: float) -> tuple[float, float]:
    return min(max(low, 0.0), side), min(max(high, 0.0), side)


def _differs(name: str, said: tuple[float, float], real_wh: tuple[int, int]) -> str:
    if (said[0], said[1]) == (real_wh[1], real_wh[0]):
        return tr(
            "{image} is {width} x {height} as displayed, and its labels were made for it unturned, {said};"
            " look at its boxes.",
            image=name,
            width=real_wh[0],
            height=real_wh[1],
            said=f"{said[0]:g} x {said[1]:g}",
        )
    return tr(
        "{image} is {width} x {height}, and its labels say {said}; look at its boxes.",
        image=name,
        width=real_wh[0],
        height=real_wh[1],
        said=f"{said[0]:g} x {said[1]:g}",
    )


def shapes_left(image: LabelledImage, count: int) -> None:
    """Tell of labels that are no boxes and have none around them that means the same."""
    if count:
        image.complain(
            "label_shape",
            tr("Labels of {image} that are no boxes were left out: {count}.", image=image.name, count=count),
        )
        if not image.boxes:
            image.is_seen = False


def pixels(value: float) -> str:
    """Return a coordinate as text: to a hundredth of a pixel, whole where it is."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
