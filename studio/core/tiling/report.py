"""What cutting a dataset gave, in numbers and sentences."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from studio.core.data.record import Problem
from studio.core.tiling.clip import TilePlan
from studio.core.words import tr


@dataclass(slots=True)
class TileReport:
    """What cutting a dataset gave.

    Attributes:
        out: the folder of the tiled dataset. images: photos cut. tiles: tiles written.
        kept, clipped, dropped: boxes whole in a tile, cut but kept, too little visible; once per tile.
        lost: boxes that ended up in no tile. boxes: boxes of the photos.
        empty: tiles written without boxes. left_out: empty tiles not written.
        unlabelled: photos with labels of which no line can be read, so that their tiles have none.
        partly: photos of which some lines can't be read, so that boxes are missing from their tiles.
        notes: sentences about those photos, and about labels that were converted or belong to no photo.
        problems: photos skipped and label lines that couldn't be read.
    """

    out: Path
    images: int = 0
    tiles: int = 0
    boxes: int = 0
    kept: int = 0
    clipped: int = 0
    dropped: int = 0
    lost: int = 0
    empty: int = 0
    left_out: int = 0
    unlabelled: int = 0
    partly: int = 0
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON document of `studio tile`."""
        data = asdict(self)
        data["out"] = str(self.out)
        data["problems"] = [{**problem, "file": str(problem["file"])} for problem in data["problems"]]
        return data

    def photo_notes(self) -> list[str]:
        """Return sentences on photos whose boxes are missing from their tiles."""
        notes = []
        if self.unlabelled:
            notes.append(
                tr(
                    "Photos whose tiles have no labels, for no line of theirs can be read: {count};"
                    " draw their boxes, or mend those lines, and cut again.",
                    count=self.unlabelled,
                )
            )
        if self.partly:
            notes.append(
                tr(
                    "Photos of which some label lines can't be read, so that boxes are missing from their"
                    " tiles: {count}; mend those lines, and cut again.",
                    count=self.partly,
                )
            )
        return notes

    def count(self, plan: TilePlan, boxes: int) -> None:
        """Count a photo that was cut, of so many boxes."""
        self.images += 1
        self.boxes += boxes
        self.kept += plan.kept
        self.clipped += plan.clipped
        self.dropped += plan.dropped
        self.lost += len(plan.lost)
        self.tiles += sum(planned.is_written for planned in plan.tiles)
        self.left_out += sum(not planned.is_written for planned in plan.tiles)
        self.empty += sum(planned.is_written and not planned.boxes.boxes for planned in plan.tiles)
