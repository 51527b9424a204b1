"""What is in a dataset, and what a trainer would drop or misread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from studio.core.data.class_colours import COLOUR_SIGNS
from studio.core.data.dataset import Dataset, image_problem
from studio.core.data.notes import dataset_problems
from studio.core.data.record import ImageRecord, Problem
from studio.core.data.splitting.leaks import MARGIN, find_leaks, told_of_blocks
from studio.core.errors import Cancelled, StudioError
from studio.core.words import mark, tr

PROBLEM_KINDS: dict[str, str] = {
    "image_missing": mark("A list names an image that does not exist."),
    "image_unreadable": mark("An image can't be decoded."),
    "image_truncated": mark("An image file ends too early."),
    "image_small": mark("An image is under 10 px, which trainers leave out."),
    "image_deep": mark("Images have 16 bits a channel, of which 8 are used."),
    "label_unreadable": mark("A label file can't be read."),
    "label_foreign": mark("Labels lie there in a format that isn't read in place."),
    "label_encoding": mark("A label file is not in plain UTF-8, which trainers can't read."),
    "label_columns": mark("A label line has fewer than five values, or text among them."),
    "label_number": mark("A value in a label line isn't a number."),
    "label_class": mark("A label line has a class that doesn't exist."),
    "label_range": mark("A coordinate isn't between 0 and 1."),
    "label_size": mark("A box has no width or no height."),
    "label_duplicate": mark("The same box stands there twice."),
    "label_polygon": mark("A label line is a polygon, of which the box around it is used."),
    "label_keypoints": mark("A label line has keypoints, of which the box alone is used."),
    "label_score": mark("A label line has a sixth value, which is not used."),
    "label_text": mark("A label line has text behind its box, which is not used."),
    "label_spelling": mark("A label line has commas, quotes or brackets; it is read all the same."),
    "label_shape": mark("A label is not one upright box, and is left out or taken as one."),
    "label_turned": mark("A box is turned, of which the upright box around it is used."),
    "image_size_differs": mark("An image has another size than its labels say."),
    "label_stray": mark("A label file belongs to no image."),
    "label_shared": mark("Two images share one label file."),
    "remarks_lost": mark("A box that had attributes was changed by another program."),
    "remarks_unreadable": mark("What was said of an image's boxes can't be read."),
    "list_duplicate": mark("A list names an image twice."),
    "names": mark("The class names are inconsistent."),
    "tiles_unreadable": mark("What tells the photos of tiles can't be read."),
    "tiles_foreign": mark("A tiles.json was not written by this program, and says nothing of tiles here."),
    "split_missing": mark("A declared folder or list does not exist."),
    "split_empty": mark("A declared folder or list holds no images."),
    "split_same_image": mark("An image is in both train and val."),
    "split_same_content": mark("A val image is a copy of a train image."),
    "split_same_photo": mark("Tiles of one photo are in both train and val."),
    "split_blocks": mark("Val is a part of photos that are trained on, with a margin between."),
}
"""Every kind of Problem, and what it means."""
CONVERTED_KINDS = frozenset(("label_shape", "label_turned", "image_size_differs"))
"""Those that only labels of other programs have, so that converting them tells of it."""

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
_COLOUR_SIGNS = re.compile(f"[{''.join(COLOUR_SIGNS)}]")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The findings of `check_dataset`; splits are image counts by name, boxes_by_class box counts by id."""

    images: int
    boxes: int
    classes: list[str]
    unseen: int
    empty: int
    splits: dict[str, int]
    problems: list[Problem]
    boxes_by_class: dict[int, int]

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


def check_dataset(
    dataset: Dataset,
    *,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> CheckReport:
    """Look at every image and label; `progress(done, total)` is called after each image.

    An image that can't be read is listed and its boxes aren't counted.

    Raises:
        Cancelled: `is_cancelled`, asked before each image, said so.
    """
    problems: list[Problem] = []
    deep: dict[int, list[ImageRecord]] = {}
    boxes: Counter[int] = Counter()
    unseen = empty = 0
    for done, record in enumerate(dataset.records, start=1):
        if is_cancelled():
            raise Cancelled
        labels = dataset.read(record)
        found = [*labels.problems, *_look(dataset, record, deep)]
        # Said once: the labels' reader already met an image whose size can't be told.
        problems += list(dict.fromkeys(found))
        if _UNUSABLE.isdisjoint(problem.kind for problem in found):
            boxes.update(box.class_id for box in labels.boxes)
        state = dataset.state(record)
        unseen += state == "unseen"
        empty += state == "empty"
        if progress:
            progress(done, len(dataset.records))
    problems += [*_deep_problems(deep), *_split_problems(dataset)]
    if dataset.foreign:
        problems.insert(0, Problem("label_foreign", dataset.foreign.source, None, dataset.foreign.cause))
    problems = [*dataset_problems(dataset), *problems]
    return CheckReport(
        images=len(dataset.records),
        boxes=boxes.total(),
        boxes_by_class=dict(boxes),
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


def _look(dataset: Dataset, record: ImageRecord, deep: dict[int, list[ImageRecord]]) -> list[Problem]:
    """Decode an image and say what is wrong with it; `deep` gathers those of 16 bits by the bits they use."""
    try:
        bits = dataset.deep_bits(record)
        width, height = dataset.image_size(record)
    except StudioError as error:
        return [image_problem(record, error)]
    if bits is not None:
        deep.setdefault(bits, []).append(record)
    if min(width, height) < _SMALLEST_SIDE:
        message = tr(
            "{name} is only {width} × {height} px.", name=record.path.name, width=width, height=height
        )
        return [Problem("image_small", record.path, None, message)]
    return []


def _deep_problems(deep: dict[int, list[ImageRecord]]) -> list[Problem]:
    """Return one problem for all images of 16 bits: a trainer may see them nearly black."""
    if not deep:
        return []
    used = ", ".join(str(bits) for bits in sorted(deep))
    message = tr(
        "Images with 16 bits a channel: {count}, of which {bits} are used; the upper 8 of those are read."
        " Other trainers read the upper 8 of 16.",
        count=sum(len(records) for records in deep.values()),
        bits=used,
    )
    if len(deep) > 1:
        message += " " + tr("As not all use as many bits, the same light can be read as different greys.")
    return [Problem("image_deep", deep[min(deep)][0].path, None, message)]


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
        if leaks.photos and MARGIN in dataset.splits:
            first = next(iter(leaks.photos.values()))[0]
            problems.append(Problem("split_blocks", first.path, None, told_of_blocks(len(leaks.photos))))
            continue
        for photo, records in leaks.photos.items():
            message = tr(
                "Tiles of the photo {photo} are in both train and {split} ({count} there).",
                photo=photo,
                split=name,
                count=len(records),
            )
            problems.append(Problem("split_same_photo", records[0].path, None, message))
    return problems
