"""Tiles put back together: whole photos with their labels, from the sidecar or from what borders tell."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import numpy as np

from studio.core import files, pictures
from studio.core.data.dataset import Dataset
from studio.core.data.formats import yolo
from studio.core.data.photos import place_of
from studio.core.data.record import Box, ImageRecord, Problem
from studio.core.data.remarks import Remarks
from studio.core.errors import Cancelled, StudioError
from studio.core.spec import PAD
from studio.core.tiling.folders import data_yaml, make_part, write_new
from studio.core.tiling.grid import Tile
from studio.core.tiling.layout import Layout, find_layout, photo_tiles
from studio.core.tiling.ordered import in_order
from studio.core.tiling.report import StitchReport
from studio.core.tiling.seams import Piece, join
from studio.core.tiling.sidecar import Sidecar, read_sidecar
from studio.core.words import tr


@dataclass(frozen=True, slots=True)
class Whole:
    """A photo that tiles come from.

    Attributes:
        name: of its file, without a suffix. size_wh: in pixels, of what the tiles tell of it.
        tiles: the tiles that are there, and where each lies. holes: the places of those that are not.
    """

    name: str
    size_wh: tuple[int, int]
    tiles: tuple[tuple[ImageRecord, Tile], ...]
    holes: tuple[Tile, ...]


def whole_photos(
    dataset: Dataset, *, columns: int | None = None, is_cancelled: Callable[[], bool] = lambda: False
) -> list[Whole]:
    """Return the photos that the tiles of a dataset come from, as far as that can be told.

    Args:
        columns: tiles in a row, if that is known; otherwise borders must tell it, where no sidecar does.

    Raises:
        StudioError: a tile or the sidecar can't be read.
        Cancelled: `is_cancelled`, asked before the borders of a photo's tiles are compared, said so.
    """
    sidecar = read_sidecar(dataset.root)
    if sidecar is not None:
        return _by_sidecar(dataset, sidecar)
    layouts = {}
    for photo, tiles in photo_tiles(dataset.records).items():
        if is_cancelled():
            raise Cancelled
        if (layout := find_layout(tiles, columns=columns)) is not None:
            layouts[photo] = layout
    return [
        Whole(
            photo,
            layout.size_wh,
            tuple((record, layout.tile(*cell)) for cell, record in layout.cells.items()),
            tuple(layout.holes()),
        )
        for photo, layout in _of_one_size(layouts).items()
    ]


def small_photo(
    whole: Whole, most: int, *, is_cancelled: Callable[[], bool] = lambda: False
) -> pictures.Image:
    """Return what stitching would give of a photo, HxWx3 uint8 RGB, its longer side `most` pixels at most.

    What is missing, or can't be read, is grey.

    Raises:
        Cancelled: `is_cancelled`, asked before each tile, said so.
    """
    scale = min(1.0, most / max(whole.size_wh))
    width, height = (max(1, round(side * scale)) for side in whole.size_wh)
    photo = np.full((height, width, 3), PAD, np.uint8)
    for record, tile in whole.tiles:
        if is_cancelled():
            raise Cancelled
        x1, y1, x2, y2 = (round(side * scale) for side in tile.xyxy)
        if x2 > x1 and y2 > y1:
            with contextlib.suppress(StudioError):
                photo[y1:y2, x1:x2] = pictures.read_small(record.path, (x2 - x1, y2 - y1))
    return photo


def _of_one_size(layouts: Mapping[str, Layout]) -> dict[str, Layout]:
    """Return layouts with as many rows as any of the same columns has: a camera's photos are of one size.

    Rows at the end of which nothing is left can't be told otherwise.
    """
    rows: dict[tuple[int, ...], tuple[int, ...]] = {}
    for layout in layouts.values():
        rows[layout.widths] = max(rows.get(layout.widths, ()), layout.heights, key=len)
    return {
        photo: replace(layout, heights=layout.heights + rows[layout.widths][len(layout.heights) :])
        for photo, layout in layouts.items()
    }


def _by_sidecar(dataset: Dataset, sidecar: Sidecar) -> list[Whole]:
    records = {place_of(dataset, record): record for record in dataset.records}
    sources = sidecar.by_source()
    names = _names(list(sources))
    wholes = []
    for source, tiles in sources.items():
        there = tuple((records[tile.image], tile.tile) for tile in tiles if tile.image in records)
        if not there:
            continue
        known = sidecar.photos.get(source)
        size_wh = (
            (known.width, known.height)
            if known
            else (max(tile.tile.xyxy[2] for tile in tiles), max(tile.tile.xyxy[3] for tile in tiles))
        )
        cut = sidecar.cutting.tiles(size_wh) if known else [tile.tile for tile in tiles]
        present = {tile for _, tile in there}
        holes = tuple(tile for tile in cut if tile not in present)
        wholes.append(Whole(names[source], size_wh, there, holes))
    return wholes


def _names(sources: Sequence[str]) -> dict[str, str]:
    """Return a file name for each photo: its stem, and what tells it from others of that name."""
    names: dict[str, str] = {}
    used: set[str] = set()
    for source in sources:
        stem = name = PurePosixPath(source).stem
        number = 1
        while name.casefold() in used:
            number += 1
            name = f"{stem}-{number}"
        used.add(name.casefold())
        names[source] = name
    return names


def stitch_dataset(
    dataset: Dataset,
    out: Path,
    *,
    columns: int | None = None,
    quality: int = 95,
    lossless: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> StitchReport:
    """Write the photos that the tiles of a dataset come from into `out`, whole or not at all.

    What is missing is grey. A photo is unseen when all its tiles are.

    Args:
        columns: as for `whole_photos`.
        quality: of the JPEG files, 1 to 100. lossless: write PNG instead.

    Raises:
        StudioError: no tiles are found, one can't be read, or `out` isn't empty or can't be written.
        Cancelled: `cancelled` said so; nothing is left behind.
    """
    out = Path(os.path.normpath(Path(out).absolute()))
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StudioError(
            tr("{out} is not an empty folder, and nothing in it is overwritten.", out=out),
            tr("Choose another folder for the photos, or empty this one."),
        )
    wholes = whole_photos(dataset, columns=columns)
    if not wholes:
        raise StudioError(
            tr("How tiles lie in their photos can't be told from {name}.", name=dataset.name),
            tr(
                "It needs the tiles.json that cutting wrote, or tiles called PHOTO_1, PHOTO_2, … whose"
                " borders fit; give --columns N if their colours are all alike."
            ),
        )
    split_of = _splits(dataset, wholes)
    report = StitchReport(out, left_out=len(dataset.records) - sum(len(whole.tiles) for whole in wholes))
    work = _Stitcher(dataset, split_of, ".png" if lossless else ".jpg", quality)
    part: Path | None = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part = make_part(out)
        work.folder = part / out.name
        work.folder.mkdir()
        with contextlib.closing(
            in_order(work.stitch, wholes, weigh=lambda whole: whole.size_wh[0] * whole.size_wh[1])
        ) as done:
            for count, whole in enumerate(wholes, 1):
                if cancelled and cancelled():
                    raise Cancelled
                boxes, pieces, problems = next(done)
                report.photos += 1
                report.tiles += len(whole.tiles)
                report.holes += len(whole.holes)
                report.pieces += pieces
                report.boxes += boxes
                report.problems += problems
                if progress:
                    progress(count, len(wholes))
        splits = list(dict.fromkeys(split_of.values()))
        files.atomic_write(work.folder / "data.yaml", data_yaml(splits, dataset.class_names))
        if out.exists():
            out.rmdir()
        work.folder.replace(out)
        work.say(out)
    except OSError as error:
        raise StudioError(
            tr("The photos can't be written to {out}: {reason}.", out=out, reason=error.strerror or error),
            tr("Nothing was left there; check the folder and the free space, then try again."),
        ) from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)
    report.notes = _notes(report, wholes, split_of, dataset)
    return report


def _splits(dataset: Dataset, wholes: Sequence[Whole]) -> dict[str, str]:
    """Return the split of each photo: that of its tiles, or train for all if those of one are in several."""
    of_tile = {record.path: split for split, records in dataset.splits.items() for record in records}
    found = {whole.name: {of_tile.get(record.path, "train") for record, _ in whole.tiles} for whole in wholes}
    if any(len(splits) > 1 for splits in found.values()):
        return dict.fromkeys(found, "train")
    return {name: splits.pop() for name, splits in found.items()}


def _notes(
    report: StitchReport, wholes: Sequence[Whole], split_of: Mapping[str, str], dataset: Dataset
) -> list[str]:
    notes = []
    if report.holes:
        notes.append(
            tr(
                "Tiles that are missing: {count}, in {photos} of the photos; what they showed is grey, and"
                " their boxes are missing.",
                count=report.holes,
                photos=sum(bool(whole.holes) for whole in wholes),
            )
        )
    if report.left_out:
        notes.append(
            tr("Images that are no tiles of these photos, and are left out: {count}.", count=report.left_out)
        )
    if len(dataset.splits) > 1 and set(split_of.values()) == {"train"}:
        notes.append(tr("Tiles of one photo were in several splits, so all photos are declared as train."))
    return notes


class _Stitcher:
    """Writes whole photos into a folder, several at once."""

    def __init__(self, dataset: Dataset, split_of: Mapping[str, str], suffix: str, quality: int) -> None:
        self.folder = Path()
        self._dataset = dataset
        self._split_of = split_of
        self._suffix = suffix
        self._quality = quality
        self._said: list[tuple[str, list[Box], tuple[str, ...], tuple[int, int]]] = []

    def stitch(self, whole: Whole) -> tuple[int, int, list[Problem]]:
        """Write one photo; return how many boxes it has, and its tiles had, and what is wrong with these.

        Raises:
            StudioError: a tile can't be read. OSError: the photo can't be written.
        """
        width, height = whole.size_wh
        photo = np.full((height, width, 3), PAD, np.uint8)
        pieces: list[Piece] = []
        tags: dict[str, None] = {}
        problems: list[Problem] = []
        is_seen = False
        for record, tile in whole.tiles:
            x1, y1, x2, y2 = tile.xyxy
            image = pictures.imread(record.path)
            if image.shape[:2] != (tile.height, tile.width):
                raise StudioError(
                    tr("{file} has another size than it was cut with.", file=record.path),
                    tr("Cut the photos again, or put back the tile as it was."),
                )
            photo[y1:y2, x1:x2] = image
            labels = self._dataset.read(record)
            problems += labels.problems
            is_seen |= labels.content is not None
            tags |= dict.fromkeys(labels.tags)
            pieces += [
                Piece(inside.moved(x1, y1), tile)
                for box in labels.boxes
                if (inside := box.clipped((tile.width, tile.height))).width > 0 and inside.height > 0
            ]
        boxes = join(pieces, whole.size_wh)
        split = self._split_of[whole.name]
        place = f"images/{split}/{whole.name}{self._suffix}"
        target = self.folder / place
        write_new(target, pictures.encoded_image(target, photo, quality=self._quality))
        if is_seen:
            content = yolo.render(
                None, boxes, size_wh=whole.size_wh, class_count=len(self._dataset.class_names)
            )
            write_new(self.folder / "labels" / split / f"{whole.name}{yolo.SUFFIX}", content)
        if tags or any(box.attributes for box in boxes):
            self._said.append((place, boxes, tuple(tags), whole.size_wh))
        return len(boxes), len(pieces), problems

    def say(self, out: Path) -> None:
        """Say of the photos what was said of their tiles; raises StudioError."""
        remarks = Remarks(out)
        for place, boxes, tags, size_wh in self._said:
            record = ImageRecord(out / place, out)
            remarks.write(record, remarks.render(record, boxes, tags, size_wh), remarks.read(record))
