"""Finding likely label mistakes of a dataset with any model that can be run."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from studio.core.boxes.thresholds import Thresholds
from studio.core.data.dataset import Dataset
from studio.core.data.record import Box, ImageRecord
from studio.core.data.splitting.splits import check_classes
from studio.core.errors import StudioError
from studio.core.evaluation.bugs import CONFIDENCE, Bug, Labelled, count_noticed, find_bugs
from studio.core.evaluation.examine import look_through
from studio.core.runtime.detector import OwnTiling, load_detector
from studio.core.runtime.threads import Threads
from studio.core.spec import ModelSpec
from studio.core.tiling.tiling import Tiling
from studio.core.weights.given import NOTHING, Given
from studio.core.words import tr

FOR_BUGS = Thresholds(confidence=CONFIDENCE, iou=0.6, top_k=1000)
LARGER = 2.0
"""Tiles make boxes no more than so many times as large as the smallest anchor."""
MOST_ACROSS = 8
"""An image is not cut into many more tiles a side than this, which take time."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a model tells of the labels of a dataset.

    Attributes:
        bugs: the likely mistakes, the surest first.
        boxes: how many are labelled. noticed: at how many of them the model found anything.
    """

    bugs: list[Bug]
    boxes: int
    noticed: int

    def doubt(self) -> str:
        """Return a sentence where the model finds too little to judge the labels, else ""."""
        if 2 * self.noticed >= self.boxes:
            return ""
        return tr(
            "The model found something at {noticed} of {boxes} labelled boxes and can't judge the others: "
            "choose one that finds more.",
            noticed=f"{self.noticed:,}",
            boxes=f"{self.boxes:,}",
        )


def find_label_bugs(
    model: Path,
    dataset: Dataset,
    *,
    imgsz: int | None = None,
    threads: Threads = None,
    given: Given = NOTHING,
    tiling: Tiling | OwnTiling | None = "own",
    say: Callable[[str], None] = lambda sentence: None,
    progress: Callable[[int, int], None] | None = None,
) -> Found:
    """Run a model over the images that have label files, and return their likely mistakes.

    Args:
        imgsz, threads, given: as for `evaluate_model`.
        tiling: so, too; but by itself ("own") a model without tiles of its own looks in tiles at an image
            whose labelled boxes are small in its input, and at one without boxes as at the usual one with.
        say: told about images that can't be read. progress: told (images done, images in all).

    Raises:
        StudioError: not a model, other classes than the dataset's, or no image has labels.
    """
    records = [record for record in dataset.records if record.label_path.exists()]
    if not records:
        raise StudioError(
            tr("No image of {dataset} is labelled yet.", dataset=dataset.name),
            tr("Label some images first; the finder looks for mistakes in labels."),
        )
    detector = load_detector(model, imgsz=imgsz, threads=threads, given=given, tiling=tiling)
    try:
        added = check_classes(detector.spec.class_names, dataset.class_names)
        detector.thresholds = FOR_BUGS
        seen: list[Labelled] = []
        is_free, own = tiling == "own" and detector.tiling is None, detector.tiling
        looks = (
            _in_tiles(dataset, records, detector.spec)
            if is_free
            else (_Look(record.path, dataset.read(record).boxes, own) for record in records)
        )
        has_told = not is_free
        # As they come: to sort 50,000 images first takes half a minute in which nothing is told.
        for chosen, some in itertools.groupby(looks, lambda look: look.tiling):
            detector.tiling = chosen
            if chosen is not None and not has_told:
                has_told = True
                say(
                    tr(
                        "Images whose boxes are too small for the model, and those without boxes beside such,"
                        " are looked at in tiles, up to 100 of an image, which takes as many times as long;"
                        " --tile off looks at whole images only."
                    )
                )
            sights = look_through(
                detector,
                ((look.image, look.boxes) for look in some),
                lambda problem: say(tr("Left out: {cause}", cause=problem.cause)),
            )
            for each in sights:
                seen.append(Labelled(str(each.path), each.xyxy, each.class_ids, each.detections))
                if progress:
                    progress(len(seen), len(records))
    finally:
        detector.close()
    known = len(dataset.class_names) - len(added)
    bugs = find_bugs(seen, dataset.class_names, known_classes=known)
    return Found(bugs, sum(len(each.xyxy) for each in seen), count_noticed(seen))


class _Look(NamedTuple):
    """An image with its boxes, and how it is looked at."""

    image: Path
    boxes: Sequence[Box]
    tiling: Tiling | None


def _in_tiles(dataset: Dataset, records: Iterable[ImageRecord], spec: ModelSpec) -> Iterator[_Look]:
    """Yield images in the tiles that their boxes need; last those without boxes, as the others need it."""
    bare: list[ImageRecord] = []
    usual: list[float] = []
    largest = 0.0
    for record in records:
        boxes = dataset.read(record).boxes
        if sides := [math.sqrt(box.width * box.height) for box in boxes if box.width > 0 and box.height > 0]:
            usual.append(float(np.median(sides)))
            largest = max(largest, *sides)
            yield _Look(
                record.path, boxes, tiles_for(usual[-1], max(sides), dataset.image_size(record), spec)
            )
        else:
            bare.append(record)
    middle = float(np.median(usual)) if usual else math.inf
    for record in bare:
        try:
            tiling = tiles_for(middle, largest, dataset.image_size(record), spec)
        except StudioError:
            # Told when it is opened.
            tiling = None
        yield _Look(record.path, (), tiling)


def tiles_for(usual: float, largest: float, size_wh: tuple[int, int], spec: ModelSpec) -> Tiling | None:
    """Return the tiles in which a model is to look at an image with such boxes; None where it needs none.

    Boxes that are usually smaller in its input than its smallest anchor are hardly found; tiles make them as
    large as its usual anchor.

    Args:
        usual, largest: sides of boxes, as of a square, in pixels of the image.
    """
    anchors = [math.sqrt(width * height) for layer in spec.anchors for width, height in layer]
    if not anchors:
        return None
    smallest = min(anchors)
    longest = max(side / wide for side, wide in zip(size_wh, spec.input_wh, strict=True))
    if usual >= smallest * longest:
        return None
    wanted = min(float(np.median(anchors)), LARGER * smallest)
    size = max(math.ceil(usual * min(spec.input_wh) / wanted), math.ceil(max(size_wh) / MOST_ACROSS))
    if size >= max(size_wh):
        return None
    # What would be cut up by every tile is seen in the whole picture.
    return Tiling(size=size, whole=largest > size / 2)
