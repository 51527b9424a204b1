"""What is in a dataset, and what a trainer would drop or misread."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from studio.core.data.dataset import Dataset
from studio.core.data.notes import stray_problems
from studio.core.data.record import ImageRecord, Problem
from studio.core.data.splits import find_leaks
from studio.core.errors import StudioError
from studio.core.words import tr

PROBLEM_KINDS: dict[str, str] = {
    "image_missing": "A list names an image that does not exist.",
    "image_unreadable": "An image can't be decoded.",
    "image_truncated": "A JPEG ends too early.",
    "image_small": "An image is under 10 px, which trainers leave out.",
    "label_unreadable": "A label file can't be read.",
    "label_encoding": "A label file is not in UTF-8, which trainers can't read.",
    "label_columns": "A label line has fewer than five values, or text among them.",
    "label_number": "A value in a label line isn't a number.",
    "label_class": "A label line has a class that doesn't exist.",
    "label_range": "A coordinate isn't between 0 and 1.",
    "label_size": "A box has no width or no height.",
    "label_duplicate": "The same box stands there twice.",
    "label_polygon": "A label line is a polygon, of which the box around it is used.",
    "label_keypoints": "A label line has keypoints, of which the box alone is used.",
    "label_score": "A label line has a sixth value, which is not used.",
    "label_text": "A label line has text behind its box, which is not used.",
    "label_spelling": "A label line has commas, quotes or brackets; it is read all the same.",
    "label_stray": "A label file belongs to no image.",
    "label_shared": "Two images share one label file.",
    "list_duplicate": "A list names an image twice.",
    "names": "The class names are inconsistent.",
    "split_missing": "A declared folder or list does not exist.",
    "split_same_image": "An image is in both train and val.",
    "split_same_content": "A val image is a copy of a train image.",
    "split_same_photo": "Tiles of one photo are in both train and val.",
}
"""Every kind of Problem, and what it means."""

_SMALLEST_SIDE = 10
_UNUSABLE = frozenset(("image_unreadable", "image_truncated"))
_COLOUR_WORDS = frozenset(
    (
        *("red", "green", "blue", "white", "yellow", "orange", "purple", "violet", "pink", "cyan", "magenta"),
        *("brown", "black", "grey", "gray", "amber", "teal", "warm", "cold", "rot", "grün", "blau", "weiß"),
        *("gelb", "rouge", "vert", "bleu", "blanc", "jaune", "rojo", "verde", "azul", "blanco", "amarillo"),
    )
)
_COLOUR_LETTERS = frozenset("wrgbycmkop")
_COLOUR_SIGNS = re.compile("[红紅绿綠蓝藍白黄黃橙紫粉青黑灰]")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The findings of `check_dataset`; splits are image counts by name."""

    images: int
    boxes: int
    classes: list[str]
    unseen: int
    empty: int
    splits: dict[str, int]
    problems: list[Problem]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON document of `studio check`."""
        return {
            "images": self.images,
            "boxes": self.boxes,
            "classes": self.classes,
            "unseen": self.unseen,
            "empty": self.empty,
            "splits": self.splits,
            "problems": [
                {
                    "kind": problem.kind,
                    "file": str(problem.file),
                    "line": problem.line,
                    "message": problem.message,
                }
                for problem in self.problems
            ],
        }


def check_dataset(dataset: Dataset, *, progress: Callable[[int, int], None] | None = None) -> CheckReport:
    """Look at every image and label; `progress(done, total)` is called after each image.

    An image that can't be read is listed and its boxes aren't counted.
    """
    problems = list(dataset.problems)
    boxes = unseen = empty = 0
    for done, record in enumerate(dataset.records, start=1):
        labels = dataset.read(record)
        found = [*labels.problems, *_look(dataset, record)]
        # Said once: the labels' reader already met an image whose size can't be told.
        problems += list(dict.fromkeys(found))
        if _UNUSABLE.isdisjoint(problem.kind for problem in found):
            boxes += len(labels.boxes)
        state = dataset.state(record)
        unseen += state == "unseen"
        empty += state == "empty"
        if progress:
            progress(done, len(dataset.records))
    problems += [*stray_problems(dataset), *_split_problems(dataset)]
    return CheckReport(
        images=len(dataset.records),
        boxes=boxes,
        classes=list(dataset.class_names),
        unseen=unseen,
        empty=empty,
        splits={split: len(records) for split, records in dataset.splits.items()},
        problems=problems,
    )


def hue_matters(class_names: Iterable[str]) -> bool:
    """Say whether classes differ by colour: two are named for one (red lamp, blue lamp), or all by letter."""
    words = [[word for word in re.split(r"[\W\d_]+", name.lower()) if word] or [name] for name in class_names]
    named = sum(bool(_COLOUR_WORDS.intersection(parts) or _COLOUR_SIGNS.search(parts[-1])) for parts in words)
    letters = {parts[-1] for parts in words}
    # Letters alone could be anything (a b c), so all must be colours, two of them red, green or blue.
    return named >= 2 or (letters <= _COLOUR_LETTERS and len(letters & set("rgb")) >= 2)


def _look(dataset: Dataset, record: ImageRecord) -> list[Problem]:
    """Decode an image, small, and say what is wrong with it."""
    import cv2
    import numpy as np

    try:
        width, height = dataset.image_size(record)
        encoded = np.fromfile(record.path, np.uint8)
    except StudioError as error:
        return [Problem("image_unreadable", record.path, None, error.cause)]
    except OSError:
        return [_unreadable(record)]
    if encoded[:2].tobytes() == b"\xff\xd8" and b"\xff\xd9" not in encoded[-64:].tobytes():
        message = tr("{name} is cut off: the end of the JPEG is missing.", name=record.path.name)
        return [Problem("image_truncated", record.path, None, message)]
    try:
        # An eighth of the size is decoded several times faster and stumbles over the same bytes.
        decoded = cv2.imdecode(encoded, cv2.IMREAD_REDUCED_GRAYSCALE_8)
    except cv2.error:
        decoded = None
    if decoded is None:
        return [_unreadable(record)]
    if min(width, height) < _SMALLEST_SIDE:
        message = tr(
            "{name} is only {width} x {height} px.", name=record.path.name, width=width, height=height
        )
        return [Problem("image_small", record.path, None, message)]
    return []


def _unreadable(record: ImageRecord) -> Problem:
    message = tr("{name} is not an image that can be read.", name=record.path.name)
    return Problem("image_unreadable", record.path, None, message)


def _split_problems(dataset: Dataset) -> list[Problem]:
    train = dataset.splits.get("train", [])
    problems = []
    for name in ("val", "test"):
        leaks = find_leaks(dataset, train, dataset.splits.get(name, []))
        for record in leaks.files:
            message = tr("{image} is in both train and {split}.", image=record.path.name, split=name)
            problems.append(Problem("split_same_image", record.path, None, message))
        for record, other in leaks.copies:
            message = tr(
                "{image} of {split} is a copy of {other} of train.",
                image=record.path.name,
                split=name,
                other=other.path.name,
            )
            problems.append(Problem("split_same_content", record.path, None, message))
        for photo, records in leaks.photos.items():
            message = tr(
                "Tiles of the photo {photo} are in both train and {split} ({count} there).",
                photo=photo,
                split=name,
                count=len(records),
            )
            problems.append(Problem("split_same_photo", records[0].path, None, message))
    return problems
