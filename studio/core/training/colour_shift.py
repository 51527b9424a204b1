"""Does augmentation turn a class into another? Measured: whose colour do boxes have after the jitter."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.data.colours import MAX_IMAGES, MIN_BOXES_PER_CLASS, TELLING_SHARE
from studio.core.pictures import Image
from studio.core.training.augment import ColourJitter, jitter
from studio.core.training.samples import SampleStore, generator
from studio.core.words import tr

MAX_NAMED = 3
"""Other classes a warning names."""
DRAWS, MAX_BOXES_PER_IMAGE = 16, 25
"""Jitters tried per image: with fewer the shares change from seed to seed; with more it takes too long."""
MAX_SIDE = 64
"""Pixels a side of a box that are looked at: its mean colour needs no more, and 16 draws of a box that fills
the picture take minutes in all."""
WARNED_SHARE = 0.05
"""Every twentieth box under another class's colour is as bad as every twentieth label wrong.

On photos of lamps in white, red, green and blue FREE_COLOUR turns 6 to 21 % of the coloured ones white,
CLASS_COLOUR less than 1 %.
"""

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ColourShift:
    """How many of a class's boxes have another class's colour once their picture was jittered: `share`."""

    class_name: str
    like: str
    share: float

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {"class": self.class_name, "like": self.like, "share": self.share}


@dataclass(frozen=True, slots=True)
class ColourCheck:
    """What the jitter does to the colours of classes.

    Attributes:
        classes: how many there are.
        judged: those that have a colour of their own in enough boxes; none when that is one class alone.
        shifts: which of them take on which others' colour, the largest share first.
    """

    classes: int
    judged: list[str]
    shifts: list[ColourShift]

    @property
    def shares(self) -> dict[str, float]:
        """Of each class that takes on any other's colour: how many of its boxes do, the most first."""
        sums: dict[str, float] = {}
        for shift in self.shifts:
            sums[shift.class_name] = sums.get(shift.class_name, 0.0) + shift.share
        return dict(sorted(sums.items(), key=lambda item: -item[1]))

    @property
    def warnings(self) -> list[str]:
        """A sentence on each class with so many wrong colours that it costs accuracy."""
        return [self._warning(name, share) for name, share in self.shares.items() if share > WARNED_SHARE]

    def _warning(self, name: str, share: float) -> str:
        likes = [shift for shift in self.shifts if shift.class_name == name]
        percent = f"{100 * share:.0f}"
        if percent == f"{100 * likes[0].share:.0f}":
            return tr(
                "With these settings {percent} % of the boxes of class {name} look like class {like}: "
                "leave hue and saturation alone (classes differ by colour).",
                percent=percent,
                name=name,
                like=likes[0].like,
            )
        parts = [
            tr("{like} {percent:.1f} %", like=shift.like, percent=100 * shift.share)
            for shift in likes[:MAX_NAMED]
        ]
        return tr(
            "With these settings {percent} % of the boxes of class {name} look like other classes ({likes}): "
            "leave hue and saturation alone (classes differ by colour).",
            percent=percent,
            name=name,
            likes=", ".join(parts),
        )

    def sentence(self) -> str:
        """Return what is known where no warning is due."""
        numbers = {"judged": len(self.judged), "all": self.classes}
        if not self.judged:
            return tr(
                "Hue and saturation are varied. Whether classes take on each other's colour can't be told: "
                "fewer than two have enough readable boxes and a colour of their own."
            )
        if self.shifts:
            return tr(
                "Hue and saturation are varied. {judged} of {all} classes could be judged: at most "
                "{percent:.1f} % of the boxes of one take on the colour of another.",
                **numbers,
                # Rounded up, because more than none is not 0.0 %.
                percent=math.ceil(1000 * max(self.shares.values())) / 10,
            )
        if len(self.judged) < self.classes:
            return tr(
                "Hue and saturation are varied. {judged} of {all} classes could be judged: none takes on the "
                "colour of another.",
                **numbers,
            )
        return tr("Hue and saturation are varied; no class takes on the colour of another.")


def colour_shifts(
    store: SampleStore,
    class_names: list[str],
    by: ColourJitter,
    *,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> ColourCheck:
    """Return which classes take on which others' colour.

    A class's own colour is the median of its boxes'. Classes count whose boxes mostly have it before any
    jitter; of those boxes it is counted where the jitter takes them. So classes that don't differ by colour
    never appear, nor do boxes that look like another class already.

    Args:
        progress: told (images done, images in all).
    """
    before, after, class_ids = _measure(store, by, seed, progress)
    known = [index for index in np.unique(class_ids) if (class_ids == index).sum() >= MIN_BOXES_PER_CLASS]
    if len(known) < 2:
        return ColourCheck(len(class_names), [], [])
    ids = np.array(known)
    centres = np.array([np.median(before[class_ids == index], axis=0) for index in known])
    was, became = ids[_nearest(before, centres)], ids[_nearest(after, centres)]
    is_own = was == class_ids
    telling = [index for index in known if is_own[class_ids == index].mean() > TELLING_SHARE]
    if len(telling) < 2:
        return ColourCheck(len(class_names), [], [])
    shifts = []
    for index in telling:
        mine = became[is_own & (class_ids == index)]
        for other in telling:
            share = float((mine == other).mean())
            if other != index and share:
                shifts.append(ColourShift(class_names[index], class_names[other], share))
    shifts.sort(key=lambda shift: -shift.share)
    return ColourCheck(len(class_names), [class_names[index] for index in telling], shifts)


def mean_hue(image: Image) -> tuple[float, float]:
    """Return the mean hue of a picture as a vector: which way it points, and how saturated it is (0..1).

    Pixels count by their brightness, so that dark ground says nothing and a brighter or darker picture gives
    the same vector. Grey is the origin.
    """
    import cv2

    hsv = cv2.cvtColor(image, cv2.COLOR_RGB2HSV).reshape(-1, 3).astype(np.float64)
    # OpenCV keeps hue in 0..179 for 8-bit images.
    angle, strength = hsv[:, 0] * (np.pi / 90), hsv[:, 1] / 255 * hsv[:, 2]
    whole = max(float(hsv[:, 2].sum()), 1.0)
    return float((strength * np.cos(angle)).sum() / whole), float((strength * np.sin(angle)).sum() / whole)


def _measure(
    store: SampleStore, by: ColourJitter, seed: int, progress: Callable[[int, int], None] | None
) -> tuple[Points, Points, npt.NDArray[np.int64]]:
    """Return the boxes' mean hues (N, 2) before, (N, DRAWS, 2) after the jitter, and their classes (N,).

    Looks at up to MAX_IMAGES images with boxes, spread evenly.
    """
    labelled = [index for index in range(len(store)) if len(store.class_ids(index))]
    places = np.linspace(0, len(labelled) - 1, min(MAX_IMAGES, len(labelled))).round().astype(int)
    before: list[tuple[float, float]] = []
    after: list[list[tuple[float, float]]] = []
    class_ids: list[int] = []
    for done, place in enumerate(places.tolist(), start=1):
        sample = store.load(labelled[place])
        boxes = len(sample.class_ids)
        chosen = np.linspace(0, boxes - 1, min(boxes, MAX_BOXES_PER_IMAGE)).round().astype(int)
        for number in chosen.tolist():
            x1, y1, x2, y2 = (max(0, int(value)) for value in sample.xyxy[number])
            piece = sample.image[y1 : y2 + 1, x1 : x2 + 1]
            if not piece.size:
                continue
            piece = _shrunk(piece)
            before.append(mean_hue(piece))
            # The same draws for all boxes of a picture, which is jittered as a whole.
            rng = generator("colour shift", seed, labelled[place])
            after.append([mean_hue(jitter(piece, rng, by)) for _ in range(DRAWS)])
            class_ids.append(int(sample.class_ids[number]))
        if progress:
            progress(done, len(places))
    return (
        np.array(before, np.float64).reshape(-1, 2),
        np.array(after, np.float64).reshape(-1, DRAWS, 2),
        np.array(class_ids, np.int64),
    )


def _shrunk(image: Image) -> Image:
    """Return at most MAX_SIDE rows and columns of a picture, evenly spread: its colours, not mixtures."""
    rows, columns = (
        ((np.arange(few) + 0.5) * (side / few)).astype(int)
        for side, few in ((side, min(side, MAX_SIDE)) for side in image.shape[:2])
    )
    shrunk: Image = image[rows[:, None], columns]
    return shrunk


def _nearest(points: Points, centres: Points) -> npt.NDArray[np.int64]:
    """Return the index of the nearest of (K, 2) centres for points (..., 2)."""
    nearest: npt.NDArray[np.int64] = ((points[..., None, :] - centres) ** 2).sum(axis=-1).argmin(axis=-1)
    return nearest
