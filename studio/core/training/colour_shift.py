"""Does augmentation turn a class into another? Measured: whose colour do boxes have after the jitter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.data.colours import LEAST_BOXES_PER_CLASS, MOST_IMAGES, TELLING_SHARE
from studio.core.files import Image
from studio.core.training.augment import ColourJitter, jitter
from studio.core.training.samples import SampleStore, generator
from studio.core.words import tr

DRAWS, MOST_BOXES_PER_IMAGE = 16, 25
"""Jitters tried per image: with fewer the shares change from seed to seed; with more it takes too long."""
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

    def sentence(self) -> str:
        """Return the warning."""
        return tr(
            "With these settings {percent:.0f} % of the boxes of class {name} look like class {like}: "
            "leave hue and saturation alone (classes differ by colour).",
            percent=100 * self.share,
            name=self.class_name,
            like=self.like,
        )

    @property
    def is_worth_a_warning(self) -> bool:
        """Whether so many wrong colours cost accuracy."""
        return self.share > WARNED_SHARE


def colour_shifts(
    store: SampleStore,
    class_names: list[str],
    by: ColourJitter,
    *,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> list[ColourShift]:
    """Return which classes take on which others' colour, the largest share first.

    A class's own colour is the median of its boxes'. Classes count whose boxes mostly have it before any
    jitter; of those boxes it is counted where the jitter takes them. So classes that don't differ by colour
    never appear, nor do boxes that look like another class already.

    Args:
        progress: told (images done, images in all).
    """
    before, after, class_ids = _measure(store, by, seed, progress)
    known = [index for index in np.unique(class_ids) if (class_ids == index).sum() >= LEAST_BOXES_PER_CLASS]
    if len(known) < 2:
        return []
    ids = np.array(known)
    centres = np.array([np.median(before[class_ids == index], axis=0) for index in known])
    was, became = ids[_nearest(before, centres)], ids[_nearest(after, centres)]
    is_own = was == class_ids
    telling = [index for index in known if is_own[class_ids == index].mean() > TELLING_SHARE]
    shifts = []
    for index in telling:
        mine = became[is_own & (class_ids == index)]
        for other in telling:
            share = float((mine == other).mean())
            if other != index and share:
                shifts.append(ColourShift(class_names[index], class_names[other], share))
    return sorted(shifts, key=lambda shift: -shift.share)


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

    Looks at up to MOST_IMAGES images with boxes, spread evenly.
    """
    labelled = [index for index in range(len(store)) if len(store.class_ids(index))]
    places = np.linspace(0, len(labelled) - 1, min(MOST_IMAGES, len(labelled))).round().astype(int)
    before: list[tuple[float, float]] = []
    after: list[list[tuple[float, float]]] = []
    class_ids: list[int] = []
    for done, place in enumerate(places.tolist(), start=1):
        sample = store.load(labelled[place])
        boxes = len(sample.class_ids)
        chosen = np.linspace(0, boxes - 1, min(boxes, MOST_BOXES_PER_IMAGE)).round().astype(int)
        for number in chosen.tolist():
            x1, y1, x2, y2 = (max(0, int(value)) for value in sample.xyxy[number])
            piece = sample.image[y1 : y2 + 1, x1 : x2 + 1]
            if not piece.size:
                continue
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


def _nearest(points: Points, centres: Points) -> npt.NDArray[np.int64]:
    """Return the index of the nearest of (K, 2) centres for points (..., 2)."""
    nearest: npt.NDArray[np.int64] = ((points[..., None, :] - centres) ** 2).sum(axis=-1).argmin(axis=-1)
    return nearest
