"""What models said and a person rejected, for good: suggestions of boxes, and findings about labels.

One file for each dataset. No model's are offered there again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from studio.core.boxes.box import iou
from studio.core.data.former_names import FormerNames
from studio.core.data.record import Box
from studio.core.json_door import Flag, Number, Text
from studio.core.labelling.hit_test import XYXY
from studio.core.labelling.lines import append_line, read_lines

LINE = {
    "image": Text(),
    "class": Text(),
    "place": [Number(-1, 2)],
    "is_rejected": Flag(),
    "finding?": Text(),
    "better?": Text(),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a model said of a place in an image.

    Attributes:
        name: a class, by its name, which outlives its number.
        place: corners as parts of the image, which outlive its size.
        finding: what should be wrong with the label there; "" when it said that there is such an object.
        better: the class that the label should have instead; "" when it said none.
    """

    name: str
    place: tuple[float, ...]
    finding: str = ""
    better: str = ""


class Rejections:
    """What was rejected, by image.

    Each line of the file is one decision; taking a rejection back is a line, too, so that nothing there is
    ever changed. What others add to it, another window among them, is known as soon as somebody asks.
    """

    def __init__(self, path: Path, former: FormerNames | None = None) -> None:
        """Read the file, which may not be there yet.

        Args:
            former: what the dataset's classes were called before: what was said of them is said of what they
                are now.

        Raises:
            StudioError: it can't be read.
        """
        self._path, self._former = path, former or FormerNames()
        self._by_image: dict[str, list[Claim]] = {}
        self._offset = 0
        self._read_on()

    def boxes(self, image: Path, size_wh: tuple[int, int], class_names: Sequence[str]) -> list[Box]:
        """Return the objects that were rejected in an image of this size, of the classes that there are.

        Raises:
            StudioError: the file can't be read.
        """
        ids = {name: class_id for class_id, name in enumerate(class_names)}
        return [
            Box(ids[claim.name], *_scaled(claim.place, size_wh))
            for claim in self._claims(image)
            if claim.name in ids and not claim.finding
        ]

    def has(self, image: Path) -> bool:
        """Return whether anything was rejected in an image; raises as `boxes`."""
        return bool(self._claims(image))

    def holds(
        self,
        image: Path,
        size_wh: tuple[int, int],
        box: Box,
        class_names: Sequence[str],
        least_iou: float,
        *,
        finding: str = "",
        better: str = "",
    ) -> bool:
        """Return whether the same was rejected of a box that overlaps this one so far; raises as `boxes`."""
        said = (class_names[box.class_id], finding, better)
        places = [
            claim.place for claim in self._claims(image) if (claim.name, claim.finding, claim.better) == said
        ]
        place = np.array([_parts(box, size_wh)], np.float64)
        return bool(places) and bool((iou(place, np.array(places, np.float64)) >= least_iou).any())

    def set(
        self,
        image: Path,
        size_wh: tuple[int, int],
        boxes: Iterable[Box],
        class_names: Sequence[str],
        *,
        is_rejected: bool,
        finding: str = "",
        better: str = "",
    ) -> None:
        """Reject boxes of an image, or take that back; on disk before it returns.

        Args:
            finding, better: see `Claim`.

        Raises:
            StudioError: it can't be written; those before are.
        """
        for box in boxes:
            line = {
                "image": str(image),
                "class": class_names[box.class_id],
                "place": [round(part, 6) for part in _parts(box, size_wh)],
                "is_rejected": is_rejected,
            }
            if finding:
                line |= {"finding": finding, "better": better}
            append_line(self._path, line, is_durable=True)

    def _claims(self, image: Path) -> list[Claim]:
        if self._path.is_file() and self._path.stat().st_size > self._offset:
            self._read_on()
        claims, now = self._by_image.get(str(image), []), self._former.now()
        if not now:
            return claims
        return [
            replace(claim, name=now.get(claim.name, claim.name), better=now.get(claim.better, claim.better))
            for claim in claims
        ]

    def _read_on(self) -> None:
        for offset, length, line in read_lines(self._path, LINE, self._offset):
            self._offset = offset + length
            if len(line["place"]) == 4:
                claim = Claim(
                    line["class"], tuple(line["place"]), line.get("finding", ""), line.get("better", "")
                )
                self._take(line["image"], claim, line["is_rejected"])

    def _take(self, image: str, claim: Claim, is_rejected: bool) -> None:
        claims = self._by_image.setdefault(image, [])
        if claim in claims:
            claims.remove(claim)
        if is_rejected:
            claims.append(claim)


def _parts(box: Box, size_wh: tuple[int, int]) -> XYXY:
    width, height = size_wh
    return box.x1 / width, box.y1 / height, box.x2 / width, box.y2 / height


def _scaled(place: Sequence[float], size_wh: tuple[int, int]) -> XYXY:
    x1, y1, x2, y2 = place
    width, height = size_wh
    return x1 * width, y1 * height, x2 * width, y2 * height
