"""Cutting a dataset into tiles: images, labels, a data YAML and a sidecar, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studio.core import files, pictures
from studio.core.data.dataset import Dataset, image_problem
from studio.core.data.formats import yolo
from studio.core.data.notes import dataset_problems, label_notes
from studio.core.data.photos import SIDECAR, guessed_photos, place_of, source_photos
from studio.core.data.record import Box, ImageRecord, LabelFile, Problem
from studio.core.data.remarks import Remarks
from studio.core.errors import Cancelled, StudioError
from studio.core.tiling.clip import Cutting, PlannedTile, TilePlan, counts_as_seen, plan_tiles
from studio.core.tiling.folders import check_out, data_yaml, make_part, put_in_place, write_new
from studio.core.tiling.ordered import in_order
from studio.core.tiling.report import TileReport
from studio.core.tiling.sidecar import CutFrom, CutTile, Sidecar, digest, digest_of, read_sidecar
from studio.core.words import tr


def cut_dataset(
    dataset: Dataset,
    out: Path,
    cutting: Cutting,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TileReport:
    """Cut every photo, labels with it, into `out`.

    Tiles of a photo stay in its split and tiles of an unseen photo stay unseen, as do those of a photo of
    whose labels not one line can be read. `out` appears only when all of it is written. Tiles of the same
    photos that are there already, and whose labels nobody has touched, are replaced; cut alike, they are the
    same bytes again. `progress(done, total)` counts photos; `cancelled` is asked before each.

    Raises:
        StudioError: `out` holds something else or can't be written, a photo can't be cut so, the labels are
            of a format that isn't read in place, or these are tiles themselves and what tells their photos
            is damaged.
        Cancelled: `cancelled` said so; nothing is left behind, and what was there stays.
    """
    out = Path(os.path.normpath(Path(out).absolute()))
    check_out(dataset, out)
    dataset.check_labels_are_read()
    # Tiles cut again keep to the photos they came from: names are no match for what was noted.
    read_sidecar(dataset.root)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part = make_part(out)
    except OSError as error:
        raise _not_written(out, error) from error
    try:
        # A folder of its own inside the private one, so that the result is as open as the user's others.
        whole = part / out.name
        whole.mkdir()
        cutter = _Cutter(dataset, cutting, whole, TileReport(out))
        with contextlib.closing(in_order(cutter.cut, cutter.photos, weigh=cutter.pixels)) as cuts:
            for done, (_, record) in enumerate(cutter.photos, start=1):
                if cancelled and cancelled():
                    raise Cancelled
                cutter.add(record, next(cuts))
                if progress:
                    progress(done, len(cutter.photos))
        cutter.finish()
        # Once for all files: a power cut after the rename must not leave empty ones.
        if hasattr(os, "sync"):
            os.sync()
        put_in_place(whole, out)
        cutter.say(out)
    except OSError as error:
        raise _not_written(out, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return cutter.report


def _not_written(out: Path, error: OSError) -> StudioError:
    return StudioError(
        tr("The tiles can't be written to {out}: {reason}.", out=out, reason=error.strerror or error),
        tr("Nothing was left there; check the folder and the free space, then cut again."),
    )


@dataclass(slots=True)
class CutPhoto:
    """What became of one photo.

    Attributes:
        plan: None when it could not be read or cut; `error` and `problem` say why.
        size_wh: of the photo as displayed.
        tiles: what was written.
        boxes: of each tile, for what a person has said of them.
    """

    labels: LabelFile
    plan: TilePlan | None = None
    size_wh: tuple[int, int] = (0, 0)
    tiles: list[CutTile] = field(default_factory=list)
    boxes: list[Sequence[Box]] = field(default_factory=list)
    error: StudioError | None = None
    problem: Problem | None = None

    @property
    def is_seen(self) -> bool:
        """Say whether its labels tell what is in it."""
        return counts_as_seen(self.labels)


class _Cutter:
    """Writes the tiles of photos into a folder, several photos at once, and counts them in order."""

    def __init__(self, dataset: Dataset, cutting: Cutting, folder: Path, report: TileReport) -> None:
        self.report = report
        self._dataset = dataset
        self._cutting = cutting
        self._folder = folder
        self._photos = source_photos(dataset)
        self._guessed = guessed_photos(dataset)
        self._tiles: list[CutTile] = []
        self._cut_from: dict[str, CutFrom] = {}
        self._said: list[tuple[CutTile, Sequence[Box], tuple[str, ...]]] = []
        self._first_error: StudioError | None = None
        splits = dataset.splits or {"train": dataset.records}
        # A photo listed in two splits is cut once, into the first of them.
        split_of = {
            record.path: (split, record) for split in reversed(list(splits)) for record in splits[split]
        }
        self.photos = [split_of[record.path] for record in dataset.records if record.path in split_of]
        self._splits = [split for split in splits if any(name == split for name, _ in self.photos)]
        self._names = self._unique_names([record for _, record in self.photos])

    @staticmethod
    def _unique_names(records: list[ImageRecord]) -> dict[Path, str]:
        """Return a name for each photo's tiles: its stem, told apart by folder and suffix where two agree."""
        counts = Counter(record.path.stem.casefold() for record in records)
        used: set[str] = set()
        names = {}
        for record in records:
            stem = record.path.stem
            name = stem
            if counts[stem.casefold()] > 1:
                name = f"{record.path.parent.name}-{stem}-{record.path.suffix[1:]}"
            number = 1
            while name.casefold() in used:
                number += 1
                name = f"{record.path.parent.name}-{stem}-{record.path.suffix[1:]}-{number}"
            used.add(name.casefold())
            names[record.path] = name
        return names

    def pixels(self, photo: tuple[str, ImageRecord]) -> int:
        """Return how many pixels a photo has; 0 when it can't be read."""
        try:
            width, height = self._dataset.image_size(photo[1])
        except StudioError:
            return 0
        return width * height

    def cut(self, photo: tuple[str, ImageRecord]) -> CutPhoto:
        """Write the tiles of one photo, in any thread; `add` counts them.

        Raises:
            OSError: a tile can't be written.
        """
        split, record = photo
        labels = self._dataset.read(record)
        result = CutPhoto(labels)
        try:
            image = pictures.imread(record.path)
        except StudioError as error:
            result.problem = image_problem(record, error)
            return result
        result.size_wh = size_wh = image.shape[1], image.shape[0]
        source = place_of(self._dataset, record)
        try:
            plan = result.plan = plan_tiles(
                size_wh, labels.boxes, self._cutting, is_seen=result.is_seen, photo=source
            )
        except StudioError as error:
            result.error = error
            result.problem = Problem("image_small", record.path, None, error.cause)
            return result
        digits = len(str(len(plan.tiles)))
        suffix = ".png" if self._cutting.lossless else pictures.suffix_to_write(record.path)
        for number, planned in enumerate(plan.tiles, start=1):
            if planned.is_written:
                name = f"{self._names[record.path]}_{number:0{digits}d}"
                x1, y1, x2, y2 = planned.tile.xyxy
                target = self._folder / "images" / split / f"{name}{suffix}"
                content = self._write_tile(
                    planned, split, target, image[y1:y2, x1:x2], is_seen=result.is_seen
                )
                result.tiles.append(
                    CutTile(
                        image=target.relative_to(self._folder).as_posix(),
                        source=source,
                        # What is cut may be a tile itself; splits keep to the photo it was first cut from.
                        photo=self._photos[record.path],
                        guessed_from=self._guessed.get(record.path),
                        tile=planned.tile,
                        labels=digest(content, planned.boxes.boxes, labels.tags),
                    )
                )
                result.boxes.append(planned.boxes.boxes)
        return result

    def add(self, record: ImageRecord, cut: CutPhoto) -> None:
        """Count what `cut` gave for a photo, in the order of photos."""
        report = self.report
        report.problems += cut.labels.problems
        if cut.plan is None:
            self._first_error = self._first_error or cut.error
            if cut.problem and cut.problem not in cut.labels.problems:
                report.problems.append(cut.problem)
            return
        self.report.count(cut.plan, len(cut.labels.boxes))
        if cut.labels.has_unreadable_lines:
            report.partly += cut.is_seen
            report.unlabelled += not cut.is_seen
        place = place_of(self._dataset, record)
        self._cut_from[place] = CutFrom(*cut.size_wh, digest_of(cut.labels))
        self._tiles += cut.tiles
        self._said += [
            (tile, boxes, cut.labels.tags) for tile, boxes in zip(cut.tiles, cut.boxes, strict=True)
        ]

    def _write_tile(
        self, planned: PlannedTile, split: str, target: Path, pixels: pictures.Image, *, is_seen: bool
    ) -> bytes | None:
        """Write a tile and its labels, and return these; None where nobody has looked."""
        write_new(target, pictures.encoded_image(target, pixels, quality=self._cutting.quality))
        if not is_seen:
            return None
        content = yolo.render(
            None,
            planned.boxes.boxes,
            size_wh=(planned.tile.width, planned.tile.height),
            class_count=len(self._dataset.class_names),
        )
        write_new(self._folder / "labels" / split / f"{target.stem}{yolo.SUFFIX}", content)
        return content

    def finish(self) -> None:
        """Write the data YAML and the sidecar.

        Raises:
            StudioError: not one tile was written.
        """
        if not self.report.tiles:
            if self._first_error and not self.report.images:
                raise self._first_error
            raise StudioError(
                tr("No tiles came out of {name}.", name=self._dataset.name),
                tr("Check that its images can be read, and keep empty tiles if none has boxes."),
            )
        self.report.problems += dataset_problems(self._dataset)
        # Lines that can't be read are told by what they mean for the tiles.
        others = [problem for problem in self.report.problems if not problem.costs_boxes]
        self.report.notes += [*self.report.photo_notes(), *label_notes(others), *self._dataset.depth_notes()]
        yaml = data_yaml(self._splits, self._dataset.class_names)
        files.atomic_write(self._folder / "data.yaml", yaml)
        sidecar = Sidecar(
            self._dataset.root, self._dataset.source, self._cutting, self._cut_from, self._tiles
        )
        files.atomic_write(self._folder / SIDECAR, sidecar.render())

    def say(self, out: Path) -> None:
        """Say of the tiles, and of their boxes, what was said of the photos and theirs."""
        remarks = Remarks(out)
        try:
            for tile, boxes, tags in self._said:
                record = ImageRecord(out / tile.image, out)
                before = remarks.read(record)
                said = bool(tags) or any(box.attributes for box in boxes)
                # Something may be left of tiles that were here before.
                if said or before is not None:
                    size_wh = tile.tile.width, tile.tile.height
                    remarks.write(record, remarks.render(record, boxes, tags, size_wh), before)
        except StudioError as problem:
            self.report.notes.append(str(problem))
