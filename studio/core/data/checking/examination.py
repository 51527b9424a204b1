"""A thorough look at a dataset: the health check, and what only all images together tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from studio.core.data.checking.checks import CheckReport, check_dataset
from studio.core.data.checking.findings import ordered
from studio.core.data.checking.near_boxes import near_boxes
from studio.core.data.checking.trainer_needs import bare_batches, needs_of_trainers, stretching
from studio.core.data.checking.trainers import Loss, Seen, Trial
from studio.core.data.dataset import Dataset
from studio.core.data.duplicates import near_duplicates
from studio.core.data.formats import yolo
from studio.core.data.photos import same_content
from studio.core.data.record import ImageRecord, LabelFile, Problem
from studio.core.errors import Cancelled, StudioError
from studio.core.words import tr

TRAINING_SIZE = 416
CELLS = 24
"""Across the map of where boxes lie."""
MAX_SIZES = 4000
"""Boxes of which the sizes are kept; of more, every second, third..."""
MAX_IMAGE_SIZES = 300
"""Sizes of images of which the counts are told, the most frequent ones."""
_TINY = 3.0
_BEYOND = 1.0
"""Pixels a box may reach beyond the image: rounding."""
_RARE = 0.1

Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Figures:
    """What the plots show.

    Attributes:
        boxes_by_class, images_by_class: by class number.
        boxes_per_image: how many images have so many boxes. image_sizes: how many have (width, height).
        sizes: width and height in pixels of the image, and class, of boxes (of MAX_SIZES at most).
        places: boxes whose middle is in a cell of the image, row by row, CELLS x CELLS.
    """

    boxes_by_class: Counter[int] = field(default_factory=Counter)
    images_by_class: Counter[int] = field(default_factory=Counter)
    boxes_per_image: Counter[int] = field(default_factory=Counter)
    image_sizes: Counter[tuple[int, int]] = field(default_factory=Counter)
    sizes: list[tuple[float, float, int]] = field(default_factory=list)
    places: list[list[int]] = field(default_factory=lambda: [[0] * CELLS for _ in range(CELLS)])

    def add(self, labels: LabelFile, size_wh: tuple[int, int]) -> None:
        """Count the boxes of an image."""
        width, height = size_wh
        classes = Counter(box.class_id for box in labels.boxes)
        self.boxes_by_class.update(classes)
        self.images_by_class.update(classes.keys())
        self.boxes_per_image[len(labels.boxes)] += 1
        self.image_sizes[size_wh] += 1
        for box in labels.boxes:
            self.sizes.append((round(box.width, 1), round(box.height, 1), box.class_id))
            column = min(max(int((box.x1 + box.x2) / 2 / width * CELLS), 0), CELLS - 1)
            row = min(max(int((box.y1 + box.y2) / 2 / height * CELLS), 0), CELLS - 1)
            self.places[row][column] += 1

    def to_dict(self, class_names: Sequence[str]) -> dict[str, Any]:
        """Return them as plain JSON data."""
        every = -(-len(self.sizes) // MAX_SIZES) or 1
        return {
            "boxes_by_class": {name: self.boxes_by_class[index] for index, name in enumerate(class_names)},
            "images_by_class": {name: self.images_by_class[index] for index, name in enumerate(class_names)},
            "boxes_per_image": sorted(self.boxes_per_image.items()),
            "image_sizes": [[*size, count] for size, count in self.image_sizes.most_common(MAX_IMAGE_SIZES)],
            "image_size_count": len(self.image_sizes),
            "sizes": [list(size) for size in self.sizes[::every]],
            "places": self.places,
        }


@dataclass(frozen=True, slots=True)
class Examination:
    """What `examine` found.

    Attributes:
        report: the check's, with the further problems behind its own.
        losses: what the reference trainers drop or misread. needs: what each asks for, by its key.
        near: groups of images that show nearly the same picture, exact copies among them.
        size: pixels of the training size that tiny boxes are judged at.
    """

    report: CheckReport
    losses: list[Loss]
    needs: list[tuple[str, str]]
    near: list[list[Path]]
    figures: Figures
    size: int

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON document of `studio check`."""
        return {
            **self.report.to_dict(),
            "kinds": self.kinds(),
            "trainers": {
                "losses": [
                    {
                        "trainer": loss.trainer,
                        "effect": loss.effect,
                        "reason": loss.reason,
                        "images": loss.images,
                        "boxes": loss.boxes,
                        "first": str(loss.first),
                    }
                    for loss in self.losses
                ],
                "needs": [list(need) for need in self.needs],
            },
            "near": [[str(path) for path in group] for group in self.near],
            "imgsz": self.size,
            "figures": self.figures.to_dict(self.report.classes),
        }

    def kinds(self) -> dict[str, int]:
        """Return how many problems there are of each kind, the most serious first."""
        counts = Counter(problem.kind for problem in self.report.problems)
        return {kind: counts[kind] for kind in ordered(counts)}


def examine(
    dataset: Dataset,
    *,
    size: int = TRAINING_SIZE,
    compares: bool = True,
    progress: Progress = lambda done, of, what: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Examination:
    """Look at every image and label, at all images together, and at what trainers would make of them.

    Args:
        size: the training size in pixels.
        compares: whether pictures are looked at for nearly the same ones, which takes longest, as each is
            decoded.
        progress: told (done, of, what) while images are read: twice each, as pictures are compared, too.

    Raises:
        Cancelled: `is_cancelled` said so.
    """
    report = check_dataset(
        dataset, progress=lambda done, of: progress(done, of, tr("images")), is_cancelled=is_cancelled
    )
    cut = {problem.file for problem in report.problems if problem.kind == "image_truncated"}
    figures, trial = Figures(), Trial(len(dataset.class_names), size)
    further: list[Problem] = []
    readable: list[ImageRecord] = []
    for record in dataset.records:
        if is_cancelled():
            raise Cancelled
        labels = dataset.read(record)
        size_wh = _size_of(dataset, record)
        trial.look(Seen(record.path, record.label_path, labels.content, size_wh, record.path in cut))
        if size_wh is None:
            continue
        readable.append(record)
        if record.path not in cut:
            figures.add(labels, size_wh)
        if dataset.orientation(record) != 1:
            told = tr("{image} is turned to be shown.", image=record.path.name)
            further.append(Problem("image_turned", record.path, None, told))
        further += _odd_boxes(dataset, record, labels, size_wh, size)
    near = near_duplicates(
        readable if compares else [],
        progress=lambda done, of: progress(done, of, tr("pictures compared")),
        is_cancelled=is_cancelled,
    )
    copies = same_content(readable)
    further += [*_copy_problems(copies), *_near_problems(near, copies)]
    further += [*_class_problems(dataset, figures), *_split_problems(dataset, near, copies)]
    return Examination(
        report=replace(report, problems=[*report.problems, *further]),
        losses=trial.losses(),
        needs=[*needs_of_trainers(dataset), *stretching(figures.image_sizes), *bare_batches(report.empty)],
        near=[[record.path for record in group] for group in near],
        figures=figures,
        size=size,
    )


def _size_of(dataset: Dataset, record: ImageRecord) -> tuple[int, int] | None:
    try:
        return dataset.image_size(record)
    except StudioError:
        return None


def _odd_boxes(
    dataset: Dataset, record: ImageRecord, labels: LabelFile, size_wh: tuple[int, int], size: int
) -> Iterator[Problem]:
    """Yield what is odd about single boxes of an image, and about pairs of them."""
    if not labels.boxes:
        return
    lines = yolo.box_lines(labels.content or b"", len(dataset.class_names))
    file, (width, height), scale = record.label_path, size_wh, size / max(size_wh)
    for box, line in zip(labels.boxes, lines, strict=True):
        beyond = max(-box.x1, -box.y1, box.x2 - width, box.y2 - height)
        if beyond > _BEYOND:
            told = tr("The box reaches {count:.0f} px beyond the image.", count=beyond)
            yield Problem("label_edge", file, line, told)
        if min(box.width, box.height) * scale < _TINY:
            told = tr(
                "The box is {width:.1f} × {height:.1f} px at a training size of {size}.",
                width=box.width * scale,
                height=box.height * scale,
                size=size,
            )
            yield Problem("label_tiny", file, line, told)
    repeated = {problem.line for problem in labels.problems if problem.kind == "label_duplicate"}
    for one, other, overlap in near_boxes(labels):
        if lines[other] in repeated or lines[one] in repeated:
            continue
        is_same = labels.boxes[one].class_id == labels.boxes[other].class_id
        told = (
            tr("The box is nearly that of line {line} (IoU {iou:.2f}).", line=lines[one], iou=overlap)
            if is_same
            else tr(
                "The box is nearly that of line {line}, of another class (IoU {iou:.2f}).",
                line=lines[one],
                iou=overlap,
            )
        )
        yield Problem("label_near" if is_same else "label_rival", file, lines[other], told)


def _copy_problems(copies: Iterable[Sequence[ImageRecord]]) -> Iterator[Problem]:
    for first, *others in copies:
        for record in others:
            told = tr("{image} is a copy of {other}.", image=record.path.name, other=first.path.name)
            yield Problem("image_copy", record.path, None, told)


def _near_problems(
    near: Iterable[Sequence[ImageRecord]], copies: Iterable[Sequence[ImageRecord]]
) -> Iterator[Problem]:
    """Yield a problem for each image of a group but the first, and but for exact copies."""
    copied = {record.path for group in copies for record in group[1:]}
    for group in near:
        first, *others = (record for record in group if record.path not in copied)
        for record in others:
            told = tr(
                "{image} shows nearly the same picture as {other}.",
                image=record.path.name,
                other=first.path.name,
            )
            yield Problem("image_near", record.path, None, told)


def _class_problems(dataset: Dataset, figures: Figures) -> Iterator[Problem]:
    most = max(figures.boxes_by_class.values(), default=0)
    for class_id, name in enumerate(dataset.class_names if most else ()):
        count = figures.boxes_by_class[class_id]
        if not count:
            yield Problem(
                "class_unused", dataset.source, None, tr("The class {name} has no boxes.", name=name)
            )
        elif count < _RARE * most:
            told = tr(
                "The class {name} has {count} boxes, and another one {most}.",
                name=name,
                count=count,
                most=most,
            )
            yield Problem("class_rare", dataset.source, None, told)


def _split_problems(
    dataset: Dataset, near: Iterable[Sequence[ImageRecord]], copies: Iterable[Sequence[ImageRecord]]
) -> Iterator[Problem]:
    train = {record.path for record in dataset.splits.get("train", [])}
    same = {frozenset((one.path, other.path)) for group in copies for one in group for other in group}
    for name in ("val", "test"):
        held_out = {record.path for record in dataset.splits.get(name, [])}
        if not train or not held_out:
            continue
        if held_out == train:
            told = tr(
                "All {count} images of {split} are those of train, so that scores on them say nothing"
                " about other photos.",
                count=len(held_out),
                split=name,
            )
            yield Problem("split_equal", dataset.source, None, told)
        for group in near:
            trained = [record.path for record in group if record.path in train]
            for record in group:
                others = [path for path in trained if frozenset((path, record.path)) not in same]
                if record.path in held_out - train and others:
                    told = tr(
                        "{image} of {split} shows nearly the same picture as {other} of train.",
                        image=record.path.name,
                        split=name,
                        other=others[0].name,
                    )
                    yield Problem("split_near", record.path, None, told)
