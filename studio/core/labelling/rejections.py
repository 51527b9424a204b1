"""Suggestions that were rejected, for good: no model's are offered there again. One file for each dataset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from studio.core.data.record import Box
from studio.core.json_door import Flag, Number, Text
from studio.core.labelling.hit_test import XYXY
from studio.core.labelling.lines import append_line, read_lines

LINE = {"image": Text(), "class": Text(), "place": [Number(-1, 2)], "is_rejected": Flag()}

Place = tuple[str, tuple[float, ...]]
"""A class by name, which outlives its number, and corners as parts of the image, which outlive its size."""


class Rejections:
    """What was rejected, by image.

    Each line of the file is one decision; taking a rejection back is a line, too, so that nothing there is
    ever changed.
    """

    def __init__(self, path: Path) -> None:
        """Read the file, which may not be there yet.

        Raises:
            StudioError: it can't be read.
        """
        self._path = path
        self._by_image: dict[str, list[Place]] = {}
        for _, _, line in read_lines(path, LINE):
            if len(line["place"]) == 4:
                self._take(line["image"], (line["class"], tuple(line["place"])), line["is_rejected"])

    def boxes(self, image: Path, size_wh: tuple[int, int], class_names: Sequence[str]) -> list[Box]:
        """Return what was rejected in an image of this size, of the classes that there are."""
        ids = {name: class_id for class_id, name in enumerate(class_names)}
        return [
            Box(ids[name], *_scaled(place, size_wh))
            for name, place in self._by_image.get(str(image), ())
            if name in ids
        ]

    def set(
        self,
        image: Path,
        size_wh: tuple[int, int],
        boxes: Iterable[Box],
        class_names: Sequence[str],
        *,
        is_rejected: bool,
    ) -> None:
        """Reject boxes of an image, or take that back; on disk before it returns.

        Raises:
            StudioError: it can't be written; those before are.
        """
        width, height = size_wh
        for box in boxes:
            parts = (box.x1 / width, box.y1 / height, box.x2 / width, box.y2 / height)
            place = class_names[box.class_id], tuple(round(part, 6) for part in parts)
            line = {
                "image": str(image),
                "class": place[0],
                "place": list(place[1]),
                "is_rejected": is_rejected,
            }
            append_line(self._path, line, is_durable=True)
            self._take(str(image), place, is_rejected)

    def _take(self, image: str, place: Place, is_rejected: bool) -> None:
        places = self._by_image.setdefault(image, [])
        if place in places:
            places.remove(place)
        if is_rejected:
            places.append(place)


def _scaled(place: Sequence[float], size_wh: tuple[int, int]) -> XYXY:
    x1, y1, x2, y2 = place
    width, height = size_wh
    return x1 * width, y1 * height, x2 * width, y2 * height
