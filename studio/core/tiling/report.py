"""What cutting, stitching and bringing in line gave: rows of numbers, sentences, what couldn't be read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from studio.core.data.record import Problem
from studio.core.tiling.clip import TilePlan
from studio.core.words import tr

Row = tuple[str, int | str]


@dataclass(slots=True, kw_only=True)
class Report(ABC):
    """What work on tiles gave.

    Attributes:
        notes: sentences to tell. problems: photos or tiles skipped, and label lines that couldn't be read.
    """

    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON document of the verb: the fields by their names, paths as texts."""
        data: dict[str, Any] = _plain(asdict(self))
        return data

    @abstractmethod
    def rows(self) -> list[Row]:
        """Return what it comes to, in words and numbers, for a table."""


@dataclass(slots=True)
class TileReport(Report):
    """What cutting a dataset gave.

    Attributes:
        out: the folder of the tiled dataset. images: photos cut. tiles: tiles written.
        kept, clipped, dropped: boxes whole in a tile, cut but kept, too little visible; once per tile.
        lost: boxes that ended up in no tile. boxes: boxes of the photos.
        empty: tiles written without boxes. left_out: empty tiles not written.
        unlabelled: photos with labels of which no line can be read, so that their tiles have none.
        partly: photos of which some lines can't be read, so that boxes are missing from their tiles.
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

    def rows(self) -> list[Row]:
        """Return what was written."""
        return [
            (tr("photos cut"), self.images),
            (tr("tiles written"), self.tiles),
            (tr("tiles without a box"), self.empty),
            (tr("tiles left out"), self.left_out),
            (tr("boxes of the photos"), self.boxes),
            (tr("boxes kept whole"), self.kept),
            (tr("boxes clipped"), self.clipped),
            (tr("boxes dropped"), self.dropped),
            (tr("boxes in no tile"), self.lost),
            (tr("dataset"), str(self.out / "data.yaml")),
        ]

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


@dataclass(slots=True)
class StitchReport(Report):
    """What putting tiles together gave.

    Attributes:
        out: the folder of the photos' dataset.
        photos: whole photos written. tiles: tiles they came from. holes: tiles that are missing in them.
        pieces: boxes of the tiles. boxes: boxes of the photos; those cut by a seam are one again.
        left_out: images that are no tile of a photo whose layout can be told.
    """

    out: Path
    photos: int = 0
    tiles: int = 0
    holes: int = 0
    pieces: int = 0
    boxes: int = 0
    left_out: int = 0

    def rows(self) -> list[Row]:
        """Return what was written."""
        return [
            (tr("photos"), self.photos),
            (tr("tiles"), self.tiles),
            (tr("missing tiles"), self.holes),
            (tr("boxes of the tiles"), self.pieces),
            (tr("boxes of the photos"), self.boxes),
            (tr("dataset"), str(self.out / "data.yaml")),
        ]


@dataclass(slots=True)
class SyncReport(Report):
    """What bringing tiles and photos in line comes to.

    Attributes:
        in_line: photos with nothing to do. to_photos: photos that take over what was done to their tiles.
        to_tiles: photos whose tiles take over what was done to them.
        changed, added, removed: boxes of the photos.
        conflicts: photos that were changed on both sides and are left alone.
        waiting: photos without labels of which some tiles have none either, so that they wait.
        missing: photos that are not there any more.
        files: label files to write. is_written: whether they were.
        backup: where what they held before was put first, if anywhere.
    """

    in_line: int = 0
    to_photos: int = 0
    to_tiles: int = 0
    changed: int = 0
    added: int = 0
    removed: int = 0
    conflicts: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    files: int = 0
    is_written: bool = False
    backup: Path | None = None

    def rows(self) -> list[Row]:
        """Return what is, or was, to be done."""
        return [
            (tr("photos in line"), self.in_line),
            (tr("photos that take over from their tiles"), self.to_photos),
            (tr("photos whose tiles take over from them"), self.to_tiles),
            (tr("boxes changed"), self.changed),
            (tr("boxes added"), self.added),
            (tr("boxes removed"), self.removed),
            (tr("label files written") if self.is_written else tr("label files to write"), self.files),
        ]

    def tell_what_is_left(self) -> None:
        """Add sentences on photos that were left alone."""
        told = [
            (
                self.conflicts,
                tr(
                    "Photos whose labels and whose tiles' labels were both changed, and are left alone:"
                    " {count} ({names}); say which count with --prefer tiles or --prefer photos.",
                    count=len(self.conflicts),
                    names=_some(self.conflicts),
                ),
            ),
            (
                self.waiting,
                tr(
                    "Photos without labels that wait until all of their tiles have some: {count} ({names}).",
                    count=len(self.waiting),
                    names=_some(self.waiting),
                ),
            ),
            (
                self.missing,
                tr(
                    "Photos that are not where they were: {count} ({names}).",
                    count=len(self.missing),
                    names=_some(self.missing),
                ),
            ),
        ]
        self.notes += [sentence for names, sentence in told if names]


def _some(names: Sequence[str], most: int = 3) -> str:
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def _plain(value: Any) -> Any:
    """Return data with its paths as texts, however deep they lie."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Path) else value
