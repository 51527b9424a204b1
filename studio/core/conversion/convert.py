"""Conversion: a new folder in another label format, which appears when it was read back and is the same."""

from __future__ import annotations

import contextlib
import os
import shutil
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, Literal, get_args

from studio.core.conversion.finding import UNPACKED, find_labels, opened_labels
from studio.core.conversion.saying import Said, keep_said
from studio.core.conversion.survey import Survey, losses, notes, survey
from studio.core.data import paths
from studio.core.data.attributes import Attributes, held_by
from studio.core.data.formats import LABEL_FORMATS, FormatModule
from studio.core.data.formats.neutral import LabelledImage, LabelSet, Reading, folded
from studio.core.data.formats.xml_text import as_text
from studio.core.data.record import Box, Problem
from studio.core.errors import Cancelled, StudioError
from studio.core.files import write_error
from studio.core.tiling.folders import make_part, remove_parts
from studio.core.words import tr

ImageMode = Literal["copy", "link", "none"]
IMAGE_MODES: tuple[ImageMode, ...] = get_args(ImageMode)
NO_NAME = "0"
TOLERANCE = 0.5
"""Pixels that a box may have moved by when it is read back."""

Progress = Callable[[int, int, str], None]
Also = Callable[[Path, "Conversion", "Written"], None]
"""Writes more into the folder that nobody sees yet."""


@dataclass(slots=True)
class Conversion:
    """What a conversion is to do, then what it came to.

    Attributes:
        source: the format that was read. to: the one that was written. out: the new folder.
        opens: what to open of it. names: the classes in order.
        images, boxes: written; unseen and empty images count as images.
        left_out: images that weren't found or can't be read.
        losses: a sentence on each thing that the format can't hold. notes: what else is to be known.
        compared: boxes that were read back and compared. furthest: pixels that one of them moved by.
    """

    source: str
    to: str
    out: Path
    opens: Path
    names: list[str] = field(default_factory=list)
    images: int = 0
    boxes: int = 0
    unseen: int = 0
    empty: int = 0
    left_out: int = 0
    losses: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    compared: int = 0
    furthest: float = 0.0
    problems: list[Problem] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON document of `studio convert`."""
        data = asdict(self)
        data |= {"out": str(self.out), "opens": str(self.opens)}
        data["problems"] = [{**problem, "file": str(problem["file"])} for problem in data["problems"]]
        return data


@dataclass(slots=True)
class Written:
    """What was written of each image, to compare with what is read back.

    Attributes:
        splits: by the image's new path its split; without the images nobody has labelled.
        sides, classes: by the same the corners of its boxes, four each, and their classes.
        sizes: by the same the image's width and height.
        attributes: what was said of its boxes and is written. said: what the studio keeps beside it.
    """

    splits: dict[str, str] = field(default_factory=dict)
    sides: dict[str, array[float]] = field(default_factory=dict)
    classes: dict[str, array[int]] = field(default_factory=dict)
    attributes: dict[str, list[object]] = field(default_factory=dict)
    said: dict[str, Said] = field(default_factory=dict)
    sizes: dict[str, tuple[float, float]] = field(default_factory=dict)


def convert(
    path: Path,
    to: str,
    out: Path,
    *,
    images: ImageMode = "copy",
    format_name: str = "",
    image_folder: Path | None = None,
    reading: Reading | None = None,
    progress: Progress = lambda *_: None,
    told: Callable[[Conversion], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    also: Also | None = None,
) -> Conversion:
    """Write the labels of a file, folder or zip in another format into a new folder, with their images.

    Nothing that is read is changed. `out` appears only when all of it is written, was read back, and every
    box is where it was (within TOLERANCE) and of the class it was.

    Args:
        to: a key of LABEL_FORMATS.
        images: copied, hard-linked (copied where that can't be), or left where they are and named by that.
        format_name, image_folder, reading: as for `find_labels`.
        told: called before anything is written with what is known then: counts, losses, notes.

    Raises:
        StudioError: there are no labels, `out` is in use or can't be written, or a box did not come back.
        Cancelled: `is_cancelled` said so, or `told` raised it; nothing is left behind.
    """
    path, out = (Path(os.path.normpath(Path(each).absolute())) for each in (path, out))
    _check(path, to, out, images)
    reading = reading or Reading()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        remove_parts(out, UNPACKED)
        part = make_part(out)
    except OSError as error:
        raise write_error(out, error) from error
    try:
        with opened_labels(
            path,
            part,
            format_name=format_name,
            image_folder=image_folder,
            reading=reading,
            is_cancelled=is_cancelled,
        ) as labels:
            report, written = _write(
                labels, to, out, part / out.name, images, progress, told, is_cancelled, also
            )
        if hasattr(os, "sync"):
            os.sync()
        if out.exists():
            out.rmdir()
        (part / out.name).replace(out)
    except OSError as error:
        raise write_error(out, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    report.notes += keep_said(out, written.said)
    return report


def look(path: Path, to: str, out: Path, **choices: Any) -> Conversion:
    """Return what `convert` with these choices would tell before it writes, and write nothing.

    Raises:
        StudioError: as `convert`.
    """
    told: list[Conversion] = []

    def stop(report: Conversion) -> None:
        told.append(report)
        raise Cancelled

    with contextlib.suppress(Cancelled):
        convert(path, to, out, told=stop, **choices)
    return told[0]


def find_format(name: str) -> str:
    """Return a key of LABEL_FORMATS.

    Raises:
        StudioError: there is no such format.
    """
    if name in LABEL_FORMATS:
        return name
    raise StudioError(
        tr("There is no label format {name}.", name=name),
        tr("Use one of {names}.", names=", ".join(LABEL_FORMATS)),
    )


def free_folder(path: Path, to: str) -> Path:
    """Return a folder beside a dataset, named after it and a format, that isn't there yet."""
    folder = stem = path.parent / f"{path.name if path.is_dir() else path.stem}-{to}"
    number = 2
    while folder.exists():
        folder, number = stem.with_name(f"{stem.name}-{number}"), number + 1
    return folder


def _check(path: Path, to: str, out: Path, images: ImageMode) -> None:
    find_format(to)
    if images == "none" and path.suffix.lower() == ".zip":
        raise StudioError(
            tr("The images are inside {archive}, so there is nowhere they could stay.", archive=path.name),
            tr("Have them copied, or unpack the archive first."),
        )
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StudioError(
            tr("{out} is not an empty folder, and nothing in it is overwritten.", out=out),
            tr("Choose another folder, or empty this one."),
        )
    if path.is_dir() and out.is_relative_to(path):
        raise StudioError(
            tr("{out} lies inside the dataset, which would then contain its own copy.", out=out),
            tr("Choose a folder outside {root}.", root=path),
        )


def _write(
    labels: LabelSet,
    to: str,
    out: Path,
    folder: Path,
    images: ImageMode,
    progress: Progress,
    told: Callable[[Conversion], None],
    is_cancelled: Callable[[], bool],
    also: Also | None,
) -> tuple[Conversion, Written]:
    found = survey(
        labels,
        progress=lambda done: progress(done, max(done, labels.count), tr("images read")),
        is_cancelled=is_cancelled,
    )
    report = _planned(labels, found, to, out, images)
    told(report)
    # From here on what is written is counted.
    report.images = report.boxes = report.unseen = report.empty = report.left_out = 0
    folder.mkdir()
    writer = _Writer(labels, found, report, folder, images, progress, is_cancelled)
    module = LABEL_FORMATS[to].load()
    extra = labels.extra if to == labels.format else {}
    opens = module.write(folder, writer.images(module), found.names, extra)
    report.opens = out / opens.relative_to(folder)
    is_readable = images != "none" or LABEL_FORMATS[to].document is not None
    if not writer.written.splits:
        report.notes.append(tr("Nobody has labelled these images yet, so there are no labels to write."))
    elif is_readable:
        _prove(folder, report, writer.written, images, progress, is_cancelled)
    if also:
        also(folder, report, writer.written)
    return report, writer.written


def _planned(labels: LabelSet, found: Survey, to: str, out: Path, images: ImageMode) -> Conversion:
    if found.images == found.missing and (images != "none" or not found.boxes):
        first = found.problems[0] if found.problems else None
        raise StudioError(
            tr("Not one image of {path} can be used.", path=labels.root)
            + (f" {first.file}: {first.message}" if first else ""),
            tr("Give the folder that holds the images, too: --image-folder DIR."),
        )
    told = [*labels.notes, *notes(found, to)]
    if not found.names and LABEL_FORMATS[to].document is None:
        # A description without classes describes nothing that can be opened.
        found.names = [NO_NAME]
        told.append(tr("No class is named, so the new dataset begins with one, {name}.", name=NO_NAME))
    report = Conversion(labels.format, to, out, out, found.names)
    report.losses = losses(labels, found, to)
    report.notes = told
    report.problems = found.problems
    report.images, report.boxes = found.images, found.boxes
    report.unseen, report.empty, report.left_out = found.unseen, found.empty, found.missing
    if images == "none" and not LABEL_FORMATS[to].document:
        report.notes.append(
            tr("Trainers look for labels beside images: put the images there before they are trained on.")
        )
    return report


class _Writer:
    """Puts each image into the new folder, remembers what is said of it, and hands it to a format."""

    def __init__(
        self,
        labels: LabelSet,
        found: Survey,
        report: Conversion,
        folder: Path,
        mode: ImageMode,
        progress: Progress,
        is_cancelled: Callable[[], bool],
    ) -> None:
        self.written = Written()
        self._labels = labels
        self._report = report
        self._folder = folder
        self._mode = mode
        self._of = found.images
        self._numbers = {name: number for number, name in enumerate(found.names)}
        self._has_splits = any(found.splits[split] for split in found.splits if split)
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._stems: set[str] = set()
        self._keeps_extra = self._report.to == labels.format

    def images(self, module: FormatModule) -> Iterator[LabelledImage]:
        """Yield the images that are written, each in its place.

        Raises:
            Cancelled: the person said so. OSError: an image can't be written.
        """
        needs_split = self._has_splits or LABEL_FORMATS[self._report.to].needs_split
        done = 0
        for image in self._labels.entries():
            if isinstance(image, Problem):
                continue
            if self._is_cancelled():
                raise Cancelled
            done += 1
            self._progress(done, self._of, tr("images"))
            if needs_split:
                image.split = image.split or "train"
            if not self._place(image, module.IMAGE_FOLDER):
                self._report.left_out += 1
                continue
            self._remember(image)
            yield image

    def _place(self, image: LabelledImage, place: str) -> bool:
        """Put an image into its folder under a name of its own; returns False when there is none."""
        if image.path is None:
            if self._mode != "none" or image.size_wh is None:
                return False
            image.written = self._own_name(Path(image.name), "")
            return True
        if self._mode == "none":
            if not self._is_new(image.path.stem):
                raise StudioError(
                    tr(
                        "Several images are called {name}, and so would their labels be.",
                        name=image.path.stem,
                    ),
                    tr("Have the images copied, which gives them names of their own."),
                )
            image.written = image.path.as_posix()
            paths.listed(image.written)
            return True
        folder = place.format(split=image.split).strip("/")
        name = self._own_name(image.path, image.path.parent.name)
        image.written = f"{folder}/{name}" if folder else name
        target = self._folder / image.written
        target.parent.mkdir(parents=True, exist_ok=True)
        if self._mode == "link":
            try:
                # Of a link to an image the image.
                os.link(os.path.realpath(image.path), target)
            except OSError:
                # Another disk, or one that has no such links.
                shutil.copyfile(image.path, target)
        else:
            shutil.copyfile(image.path, target)
        return True

    def _is_new(self, stem: str) -> bool:
        is_new = folded(stem) not in self._stems
        self._stems.add(folded(stem))
        return is_new

    def _own_name(self, path: Path, folder: str) -> str:
        """Return a file name whose stem no other image has, for labels are named by it.

        It can stand in a list, which has one name a line.
        """
        own = paths.LINE_END.sub(" ", path.stem).strip() or "_"
        stem, number = own, 1
        if not self._is_new(stem):
            base = f"{paths.LINE_END.sub(' ', folder).strip()}-{own}" if folder else own
            stem = f"{base}-{path.suffix[1:]}"
            while not self._is_new(stem):
                number += 1
                stem = f"{base}-{path.suffix[1:]}-{number}"
        return f"{stem}{path.suffix}"

    def _remember(self, image: LabelledImage) -> None:
        report, written = self._report, self.written
        report.images += 1
        report.unseen += not image.is_seen
        report.empty += image.is_seen and not image.boxes
        report.boxes += len(image.boxes)
        if not self._keeps_extra:
            image.extra = {}
            image.boxes = [box.without_extra() for box in image.boxes]
        if image.is_seen:
            key = image.written
            written.splits[key] = image.split
            written.sides[key] = array("d", [side for box in image.boxes for side in box.xyxy])
            written.classes[key] = array("q", [self._numbers[box.name] for box in image.boxes])
            written.sizes[key] = image.size_wh or (0.0, 0.0)
            if LABEL_FORMATS[report.to].document is None and (
                image.tags or any(box.attributes for box in image.boxes)
            ):
                boxes = [
                    Box(self._numbers[box.name], *box.xyxy, attributes=box.attributes) for box in image.boxes
                ]
                written.said[key] = Said(boxes, image.tags, written.sizes[key])
            held = held_by(report.to)
            said = [_as_told(box.attributes.only(held)) for box in image.boxes]
            if any(said):
                written.attributes[key] = list(said)


def _prove(
    folder: Path,
    report: Conversion,
    written: Written,
    images: ImageMode,
    progress: Progress,
    is_cancelled: Callable[[], bool],
) -> None:
    """Read the new folder back and compare it with what was to be written.

    Raises:
        StudioError: an image or a box is missing, or of another place, class or attributes.
        Cancelled: `is_cancelled` said so.
    """
    labels = find_labels(folder, format_name=report.to)
    left = set(written.splits)
    total = len(left)
    # Images that stay where they are have names of their own, and some formats tell no more than that.
    by_name = {PurePosixPath(key).name: key for key in left} if images == "none" else {}
    for image in labels.entries():
        if isinstance(image, Problem) or not image.is_seen:
            continue
        if is_cancelled():
            raise Cancelled
        key = _key(image, folder, by_name)
        if key not in left:
            raise _other(report, image.name, tr("it was not to be written"))
        left.remove(key)
        reason = _compare(image, key, written, report)
        if reason:
            raise _other(report, image.name, reason)
        progress(total - len(left), total, tr("images compared"))
    if left:
        raise _other(report, min(left), tr("its labels are missing"))


def _key(image: LabelledImage, folder: Path, by_name: Mapping[str, str]) -> str:
    if image.path is not None:
        return image.path.relative_to(folder).as_posix()
    return by_name.get(PurePosixPath(image.name).name, image.name)


def _compare(image: LabelledImage, key: str, written: Written, report: Conversion) -> str:
    """Return how an image's labels are others than was to be written, "" when they aren't."""
    sides, classes = written.sides[key], written.classes[key]
    if len(image.boxes) != len(classes):
        return tr("{found} boxes and not {count}", found=len(image.boxes), count=len(classes))
    if image.split != written.splits[key]:
        return tr("it is of another split")
    for index, box in enumerate(image.boxes):
        if box.name != report.names[classes[index]]:
            return tr("a box is of another class")
        moved = max(abs(a - b) for a, b in zip(box.xyxy, sides[4 * index : 4 * index + 4], strict=True))
        if moved > TOLERANCE:
            return tr("a box is {pixels} px from where it was", pixels=round(moved, 2))
        report.furthest = max(report.furthest, moved)
        report.compared += 1
    said = [_as_told(box.attributes) for box in image.boxes]
    if key in written.attributes and said != written.attributes[key]:
        return tr("what is said of a box is something else")
    return ""


def _as_told(attributes: Attributes) -> Attributes:
    """Return attributes with a text as any format has it: what can't stand in XML means nothing."""
    return replace(attributes, text=as_text(attributes.text)) if attributes.text else attributes


def _other(report: Conversion, name: str, reason: str) -> StudioError:
    return StudioError(
        tr(
            "Read back, {image} is not what it was: {reason}. Nothing was written.",
            image=name,
            reason=reason,
        ),
        tr("Choose another format than {title}.", title=LABEL_FORMATS[report.to].title),
    )
