"""Do classes differ by colour? Measured: is the mean colour of a box enough to name its class?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from studio.core.data.dataset import Dataset
from studio.core.data.record import ImageRecord
from studio.core.errors import StudioError
from studio.core.pictures import imread

MAX_IMAGES = 40
MAX_BOXES_PER_IMAGE = 50
MIN_BOXES_PER_CLASS = 8
TELLING_SHARE = 0.85
"""Share of boxes whose class must follow from the mean colour alone; random guessing gives 1 / classes."""


def boxes_differ_by_colour(dataset: Dataset, records: Sequence[ImageRecord]) -> bool:
    """Return whether most boxes' classes follow from their mean colour, lightness left out.

    Looks at up to MAX_IMAGES labelled images, spread evenly. Says no for a single class or too few boxes.
    """
    import cv2

    labelled = [record for record in records if dataset.state(record) == "labelled"]
    places = np.linspace(0, len(labelled) - 1, min(MAX_IMAGES, len(labelled))).round().astype(int)
    colours: list[npt.NDArray[np.float64]] = []
    class_ids: list[int] = []
    for record in (labelled[place] for place in places):
        try:
            lab = cv2.cvtColor(imread(record.path), cv2.COLOR_RGB2LAB)
        except StudioError:
            continue
        for box in dataset.read(record).boxes[:MAX_BOXES_PER_IMAGE]:
            x1, y1, x2, y2 = (max(0, int(value)) for value in box.xyxy)
            inside = lab[y1 : y2 + 1, x1 : x2 + 1, 1:].reshape(-1, 2)
            if len(inside):
                colours.append(inside.mean(axis=0))
                class_ids.append(box.class_id)
    ids = np.array(class_ids, np.int64)
    kept = [index for index in np.unique(ids) if (ids == index).sum() >= MIN_BOXES_PER_CLASS]
    if len(kept) < 2:
        return False
    known = np.isin(ids, kept)
    points, ids = np.array(colours)[known], ids[known]
    centres = np.array([np.median(points[ids == index], axis=0) for index in kept])
    nearest = ((points[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
    right = np.array(kept)[nearest] == ids
    return all(right[ids == index].mean() > TELLING_SHARE for index in kept)
