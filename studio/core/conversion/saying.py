"""What was said of images and boxes that the label files of YOLO have no room for is kept by the studio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.data.record import Box, ImageRecord
from studio.core.data.remarks import Remarks
from studio.core.errors import StudioError
from studio.core.files import read_or_none


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one image: its boxes in pixels of `size_wh`, with their attributes, and its words."""

    boxes: Sequence[Box]
    tags: tuple[str, ...]
    size_wh: tuple[float, float]


def keep_said(out: Path, said: Mapping[str, Said]) -> list[str]:
    """Keep what was said, by the image's path in a new dataset; return in sentences why that can't be."""
    remarks = Remarks(out)
    try:
        for place, one in said.items():
            record = ImageRecord(out / place, out)
            width, height = one.size_wh
            content = remarks.render(record, one.boxes, one.tags, (int(width), int(height)))
            # Something may be left of a dataset that was here before.
            remarks.write(record, content, read_or_none(remarks.path_of(record)))
    except StudioError as problem:
        return [str(problem)]
    return []
