"""What became of each true box and each detection: right, wrong class, missed, found again, or of nothing.

Only detections of at least one confidence count. They are paired with true boxes whatever the classes: the
highest score first, each with the box still free that it overlaps most, by an IoU of at least 0.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.boxes.box import area, iou
from studio.core.boxes.detections import Detections
from studio.core.boxes.matching import match_in_order
from studio.core.words import tr

PAIRED_IOU = 0.5
SIZES = (0, 8, 16, 32, 64, 128)
"""Where the bins of box sizes begin, in pixels of the network's input; the last one has no end."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One image, judged.

    Attributes:
        path: the image.
        found: the detections that count, best score first.
        xyxy, class_ids: the true boxes (N, 4), in pixels of the image, and their classes (N,).
        sizes: of each true box the square root of its area, in pixels of the input (N,).
        partner: of each detection the index of its true box, or -1.
        is_again: per detection whether it has no partner because a better one took it.
    """

    path: Path
    found: Detections
    xyxy: npt.NDArray[np.float64]
    class_ids: Ints
    sizes: npt.NDArray[np.float64]
    partner: Ints
    is_again: npt.NDArray[np.bool_]

    @property
    def is_paired(self) -> npt.NDArray[np.bool_]:
        """Per detection whether it is of some box."""
        return self.partner >= 0

    @property
    def is_right(self) -> npt.NDArray[np.bool_]:
        """Per detection whether it is of a box of its class."""
        right = self.is_paired
        right[right] = self.found.class_ids[right] == self.class_ids[self.partner[right]]
        return right

    @property
    def is_missed(self) -> npt.NDArray[np.bool_]:
        """Per true box whether no detection is of it."""
        missed = np.ones(len(self.xyxy), bool)
        missed[self.partner[self.is_paired]] = False
        return missed

    @property
    def mistakes(self) -> tuple[int, int, int, int]:
        """Return how many boxes were missed, and detections are of the wrong class, again, of nothing."""
        paired = self.is_paired
        counted = (self.is_missed, paired & ~self.is_right, self.is_again, ~paired & ~self.is_again)
        missed, wrong, again, false = (int(which.sum()) for which in counted)
        return missed, wrong, again, false

    @property
    def badness(self) -> tuple[int, float]:
        """Return what to sort by: mistakes, then the score lost (of right ones to 1, of all others to 0)."""
        missed, *_ = mistakes = self.mistakes
        scores, right = self.found.scores.astype(np.float64), self.is_right
        return sum(mistakes), missed + float((1 - scores[right]).sum() + scores[~right].sum())

    def sentence(self) -> str:
        """Return the mistakes in words, such as `2 missed, 1 of the wrong class`."""
        missed, wrong, again, false = self.mistakes
        counted = (
            (missed, tr("{n} missed", n=missed)),
            (wrong, tr("{n} of the wrong class", n=wrong)),
            (again, tr("{n} found twice", n=again)),
            (false, tr("{n} where nothing is", n=false)),
        )
        told = [words for count, words in counted if count]
        return ", ".join(told) or tr("no mistakes")


def judge(
    path: Path,
    detections: Detections,
    xyxy: npt.NDArray[np.float64],
    class_ids: Ints,
    *,
    confidence: float,
    scale_xy: tuple[float, float] = (1.0, 1.0),
) -> Outcome:
    """Pair an image's detections of at least `confidence` with its true boxes.

    Args:
        scale_xy: input pixels per pixel of the image.
    """
    found = detections[detections.scores.astype(np.float64) >= confidence]
    found = found[np.argsort(-found.scores, kind="stable")]
    overlaps = iou(found.xyxy.astype(np.float64), xyxy)
    is_near = (overlaps >= PAIRED_IOU).any(axis=1)
    partner = match_in_order(overlaps, PAIRED_IOU)
    sizes = np.sqrt(area(xyxy) * scale_xy[0] * scale_xy[1])
    return Outcome(path, found, xyxy, class_ids, sizes, partner, is_near & (partner < 0))


def confusion(outcomes: Sequence[Outcome], classes: int) -> Ints:
    """Return counts by true class (row) and found class (column); the last of each stands for nothing."""
    counts = np.zeros((classes + 1, classes + 1), np.int64)
    for outcome in outcomes:
        paired = outcome.is_paired
        true = np.full(len(outcome.found), classes, np.int64)
        true[paired] = outcome.class_ids[outcome.partner[paired]]
        np.add.at(counts, (true, outcome.found.class_ids), 1)
        np.add.at(counts[:, classes], outcome.class_ids[outcome.is_missed], 1)
    return counts


def confusion_told(names: Sequence[str], counts: Ints) -> list[str]:
    """Return a sentence for each class that was taken for others: how many of its boxes, and for which.

    Args:
        counts: as `confusion` returns them.
    """
    told = []
    for index, name in enumerate(names):
        row = counts[index]
        others = [(int(row[other]), names[other]) for other in range(len(names)) if other != index]
        wrong = sorted((pair for pair in others if pair[0]), reverse=True)
        if wrong:
            told.append(
                tr(
                    "Of {boxes} boxes of {name} {right} were found as {name}, {others}, and {missed} not at"
                    " all.",
                    boxes=int(row.sum()),
                    name=name,
                    right=int(row[index]),
                    others=", ".join(tr("{n} as {other}", n=n, other=other) for n, other in wrong),
                    missed=int(row[-1]),
                )
            )
    return told


def recall_by_size(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Return per bin of SIZES its bounds (`to` None for the last), true boxes, those found right, recall.

    Recall is None in a bin without boxes.
    """
    boxes, found = np.zeros(len(SIZES), np.int64), np.zeros(len(SIZES), np.int64)
    for outcome in outcomes:
        bins = np.searchsorted(SIZES, outcome.sizes, side="right") - 1
        np.add.at(boxes, bins, 1)
        np.add.at(found, bins[outcome.partner[outcome.is_right]], 1)
    return [
        {
            "from": start,
            "to": end,
            "boxes": int(all_),
            "found": int(right),
            "recall": right / all_ if all_ else None,
        }
        for start, end, all_, right in zip(
            SIZES, [*SIZES[1:], None], boxes.tolist(), found.tolist(), strict=True
        )
    ]


def worst(outcomes: Sequence[Outcome], count: int) -> list[Outcome]:
    """Return the worst images, the very worst first; equally bad ones by path."""
    by_path = sorted(outcomes, key=lambda outcome: outcome.path)
    return sorted(by_path, key=lambda outcome: outcome.badness, reverse=True)[:count]
