"""Yolo-FastestV2's `.data` files: the anchors and input size that its checkpoints don't hold; without torch.

Lines of `key=value` under headings in brackets, which its own code skips (dog-qiuqiu/Yolo-FastestV2,
utils/utils.py, load_datafile). Of those the model's are read: classes, width, height, anchors and names.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from studio.core.data import paths
from studio.core.data.descriptions import key_values
from studio.core.data.names import read_names_file
from studio.core.data.text import read_text
from studio.core.errors import StudioError
from studio.core.spec import MAX_ANCHORS, MAX_SIDE
from studio.core.words import tr

Anchors = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the tensors of a checkpoint say of the `.data` that it was trained with.

    Attributes:
        anchors: per stride. stride: the largest one, of which width and height are multiples.
    """

    classes: int
    strides: int
    anchors: int
    stride: int


@dataclass(frozen=True, slots=True)
class DataFile:
    """What a `.data` says of a network.

    Attributes:
        input_wh: width and height of the input in pixels.
        anchors: per stride, finest first, its (width, height) pairs in pixels of the input.
        class_names: those its line `names` leads to, when they can be read and fit.
    """

    input_wh: tuple[int, int]
    anchors: Anchors
    class_names: tuple[str, ...] | None


def read_data_file(path: Path, layout: Layout) -> DataFile:
    """Read the `.data` of a training.

    Raises:
        StudioError: it can't be read, holds no anchors, or is of another network than `layout`.
    """
    data = key_values(read_text(path).body)
    try:
        return _interpret(data, path, layout)
    except ValueError as error:
        raise StudioError(
            tr("{file} is not the .data file of this checkpoint: {reason}.", file=path, reason=error),
            tr("Give the file that Yolo-FastestV2 was trained with, with its line anchors=."),
        ) from error


def find_data_file(checkpoint: Path, layout: Layout) -> DataFile | None:
    """Return what the `.data` files beside a checkpoint that fit it say, or None where none does.

    Raises:
        StudioError: they say different things.
    """
    fitting: dict[Path, DataFile] = {}
    for path in sorted(checkpoint.parent.iterdir()):
        if path.suffix.lower() == ".data" and path.is_file():
            try:
                fitting[path] = read_data_file(path, layout)
            except StudioError:
                continue
    if len(set(fitting.values())) > 1:
        names = ", ".join(path.name for path in fitting)
        raise StudioError(
            tr("Beside {file} lie several .data files that fit it: {names}.", file=checkpoint, names=names),
            tr("Say which it was trained with: --data-file {name}.", name=next(iter(fitting))),
        )
    return next(iter(fitting.values()), None)


def _interpret(data: dict[str, str], path: Path, layout: Layout) -> DataFile:
    """Return what the lines say; raises a ValueError when they are of another network."""
    if "anchors" not in data:
        raise ValueError(tr("it has no line anchors="))
    classes = _whole(data, "classes", layout.classes)
    if classes != layout.classes:
        raise ValueError(
            tr("it says {said} classes, and the checkpoint has {count}", said=classes, count=layout.classes)
        )
    sides = _numbers(data["anchors"])
    wanted = layout.strides * layout.anchors
    if len(sides) != 2 * wanted:
        raise ValueError(
            tr("it has {count} numbers of anchors, and not {wanted}", count=len(sides), wanted=2 * wanted)
        )
    pairs = list(zip(sides[::2], sides[1::2], strict=True))
    anchors = tuple(
        tuple(pairs[start : start + layout.anchors]) for start in range(0, wanted, layout.anchors)
    )
    width, height = (_whole(data, side, 11 * layout.stride) for side in ("width", "height"))
    if any(side > MAX_SIDE or side % layout.stride for side in (width, height)):
        raise ValueError(
            tr(
                "its input of {width}x{height} is not of multiples of {stride}",
                width=width,
                height=height,
                stride=layout.stride,
            )
        )
    return DataFile((width, height), anchors, _names(data.get("names", ""), path, layout.classes))


def _whole(data: dict[str, str], key: str, default: int) -> int:
    text = data.get(key, str(default))
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 10**6):
        raise ValueError(tr("its {key} is {text}", key=key, text=text[:40]))
    return int(text)


def _numbers(text: str) -> list[float]:
    try:
        sides = [float(side) for side in text.strip(", ").split(",")]
    except ValueError:
        sides = []
    if not 0 < len(sides) <= 2 * MAX_ANCHORS or not all(0 < side < math.inf for side in sides):
        raise ValueError(tr("its anchors are {text}", text=text[:40]))
    return sides


def _names(written: str, path: Path, count: int) -> tuple[str, ...] | None:
    """Return the class names that a line leads to, seen from the file, or from where its trainer stood."""
    found = paths.find([path.parent, *path.absolute().parent.parents], written)
    beside = path.parent / PurePosixPath(written.replace("\\", "/")).name
    listed = found.path if found and found.path.is_file() else beside
    try:
        names = tuple(read_names_file(listed)) if listed.is_file() else ()
    except StudioError:
        return None
    return names if len(names) == count else None
