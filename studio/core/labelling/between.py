"""Filling the images between two labelled ones: boxes of both are paired, and go from one to the other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio.core.boxes.matching import match_cheapest
from studio.core.data.changes import Change, FileEdit
from studio.core.data.dataset import Dataset
from studio.core.data.formats import yolo
from studio.core.data.record import Box
from studio.core.errors import StudioError
from studio.core.labelling.session import LabelSession
from studio.core.words import mark_n, tr, trn

FARTHEST = 0.5
"""How far a box may have moved, in parts of the image, to be the one of before."""
SIZE_COUNTS = 2.0
"""How much a difference in size counts beside one in place."""

Pair = tuple[Box, Box]


@dataclass(frozen=True, slots=True)
class Filling:
    """What filling the images between two would write.

    Attributes:
        first, last: names of the two images. pairs: boxes of the first and what they are on the last.
        images: how many images get boxes. left: how many stay as they are, being labelled or unreadable.
        alone: boxes without a partner, on the first and on the last.
    """

    first: str
    last: str
    pairs: tuple[Pair, ...]
    images: int
    left: int
    alone: tuple[int, int]
    change: Change


def filling(dataset: Dataset, order: Sequence[int], here: int) -> Filling:
    """Return what would be filled in between an image and the nearest one before it that has boxes.

    Images that are labelled, or marked “no objects”, stay as they are.

    Args:
        order: the images as they are gone through, by index. here: one of them.

    Raises:
        StudioError: there is none before it, none between them, or no box of one fits one of the other.
    """
    place = order.index(here)
    records = dataset.records
    earlier = range(place - 1, -1, -1)
    first = next((at for at in earlier if dataset.state(records[order[at]]) == "labelled"), None)
    if first is None:
        raise StudioError(
            tr("No image before {image} in the list has boxes.", image=records[here].path.name),
            tr("Label an earlier image first, then this one, then fill those between."),
        )
    names = [records[order[at]].path.name for at in (first, place)]
    if first == place - 1:
        raise StudioError(
            tr("There is no image between {first} and {last}.", first=names[0], last=names[1]),
            tr("Go on to a later image and label it first."),
        )
    chain = [records[index] for index in order[first : place + 1]]
    ends = [(dataset.read(record).boxes, dataset.image_size(record)) for record in (chain[0], chain[-1])]
    pairs = paired(*(_in_parts(*end) for end in ends))
    if not pairs:
        raise StudioError(
            tr("No box of {first} has a partner of its class on {last}.", first=names[0], last=names[1]),
            tr("Draw on this image what is on the other, too."),
        )
    edits = []
    for record, share in zip(chain[1:-1], _shares([record.path for record in chain])[1:-1], strict=True):
        if dataset.state(record) != "unseen":
            continue
        try:
            width, height = dataset.image_size(record)
        except StudioError:
            continue
        boxes = [between(*pair, share).scaled(width, height).clipped((width, height)) for pair in pairs]
        content = yolo.render(None, boxes, size_wh=(width, height), class_count=len(dataset.class_names))
        edits.append(FileEdit(record.label_path, None, content))
    alone = len(ends[0][0]) - len(pairs), len(ends[1][0]) - len(pairs)
    left = len(chain) - 2 - len(edits)
    return Filling(names[0], names[1], tuple(pairs), len(edits), left, alone, Change((), (), tuple(edits)))


def fill(session: LabelSession, plan: Filling) -> None:
    """Do it, as one step of undo, after a dated backup.

    Raises:
        StudioError: a file was changed since it was looked at, or can't be written; nothing was changed.
    """
    texts = mark_n(
        "filled {n} image between {first} and {last}", "filled {n} images between {first} and {last}"
    )
    text = trn(*texts, plan.images, first=plan.first, last=plan.last)
    if plan.change.edits:
        session.change_files(plan.change, text)


def paired(before: Sequence[Box], after: Sequence[Box]) -> list[Pair]:
    """Return the boxes of two images that are of one thing, in the order of the first.

    Both are in parts of their images. Of each class those are paired that are nearest to each other all
    together, by the squares of the distances: things in a row that all moved on by one place are not taken
    for each other.
    """
    found: dict[int, Pair] = {}
    for class_id in {box.class_id for box in before}:
        ours = [index for index, box in enumerate(before) if box.class_id == class_id]
        theirs = [box for box in after if box.class_id == class_id]
        if not theirs:
            continue
        costs = np.array([[_unlikeness(before[index], other) for other in theirs] for index in ours])
        for index, partner in zip(ours, match_cheapest(costs, FARTHEST**2), strict=True):
            if partner >= 0:
                found[index] = before[index], theirs[partner]
    return [found[index] for index in sorted(found)]


def _unlikeness(a: Box, b: Box) -> float:
    """Return the square of how far two boxes are apart, their sizes too."""
    dx, dy = (a.x1 + a.x2 - b.x1 - b.x2) / 2, (a.y1 + a.y2 - b.y1 - b.y2) / 2
    dw, dh = a.width - b.width, a.height - b.height
    return dx * dx + dy * dy + SIZE_COUNTS * (dw * dw + dh * dh)


def between(a: Box, b: Box, share: float) -> Box:
    """Return the box that lies between two, 0 being the first and 1 the second; its class is the first's."""

    def part(start: float, end: float) -> float:
        return min(max(start * (1 - share) + end * share, min(start, end)), max(start, end))

    x1, y1, x2, y2 = (part(start, end) for start, end in zip(a.xyxy, b.xyxy, strict=True))
    return Box(a.class_id, x1, y1, x2, y2)


def _in_parts(boxes: Sequence[Box], size_wh: tuple[int, int]) -> list[Box]:
    return [box.scaled(1 / size_wh[0], 1 / size_wh[1]) for box in boxes]


def _shares(paths: Sequence[Path]) -> list[float]:
    """Return where each image lies between the first (0) and the last (1).

    Frames of one video lie there by their numbers, as they may be at any distance; others evenly.
    """
    matches = [re.fullmatch(r"(.*?)(\d+)", path.stem) for path in paths]
    places = [float(match[2]) for match in matches if match]
    is_counted = len(places) == len(paths) and len({match[1] for match in matches if match}) == 1
    if not is_counted or any(b <= a for a, b in itertools.pairwise(places)):
        places = [float(place) for place in range(len(paths))]
    return [(place - places[0]) / (places[-1] - places[0]) for place in places]
