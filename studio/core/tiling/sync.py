"""Labels of tiles and of their photos brought in line: what was done to one is done to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from studio.core.data.changes import Change, FileEdit
from studio.core.data.dataset import Dataset, open_dataset
from studio.core.data.formats import yolo
from studio.core.data.photos import SIDECAR, place_of
from studio.core.data.record import Box, ImageRecord, LabelFile
from studio.core.data.remarks import is_damaged
from studio.core.errors import StudioError
from studio.core.files import read_or_none
from studio.core.tiling.gather import Gathered, TileLabels, gather, scatter
from studio.core.tiling.report import SyncReport
from studio.core.tiling.sidecar import CutTile, Sidecar, digest_of, read_sidecar
from studio.core.words import tr

Side = Literal["", "tiles", "photos"]
"""Whose labels count where both were changed; "" leaves such photos alone."""


def photos_of(tiles: Dataset) -> Dataset:
    """Open the set that tiles were cut from.

    Raises:
        StudioError: no sidecar says it, or it isn't there.
    """
    sidecar = _known(tiles)
    if not sidecar.opened.exists():
        raise StudioError(
            tr("The photos of these tiles are not at {place} any more.", place=sidecar.opened),
            tr("Say where they are now: --photos DATA."),
        )
    return open_dataset(sidecar.opened)


def plan_sync(tiles: Dataset, photos: Dataset, *, prefer: Side = "") -> tuple[Change, SyncReport]:
    """Return what must be written for the labels of tiles and photos to say the same, and what it comes to.

    A side that was changed since the tiles were cut, or brought in line, tells the other.

    Raises:
        StudioError: nothing is known of the tiles, the classes differ, or a photo can't be read.
    """
    sidecar = _known(tiles)
    if tiles.class_names != photos.class_names:
        raise StudioError(
            tr(
                "The tiles have the classes {ours}, and the photos {theirs}.",
                ours=", ".join(tiles.class_names),
                theirs=", ".join(photos.class_names),
            ),
            tr("Give both the same classes in the same order first."),
        )
    sync = _Sync(tiles, photos, sidecar, prefer)
    for source, cut in sidecar.by_source().items():
        sync.add(source, cut)
    sync.report.tell_what_is_left()
    return sync.change(), sync.report


def _known(tiles: Dataset) -> Sidecar:
    sidecar = read_sidecar(tiles.root)
    if sidecar is None:
        raise StudioError(
            tr(
                "{name} has no {sidecar} that tells which photos it was cut from.",
                name=tiles.name,
                sidecar=SIDECAR,
            ),
            tr("Open tiles that were cut with this program; others can be stitched (studio stitch)."),
        )
    return sidecar


class _Sync:
    """Gathers the edits of files, photo by photo."""

    def __init__(self, tiles: Dataset, photos: Dataset, sidecar: Sidecar, prefer: Side) -> None:
        self.report = SyncReport()
        self._tiles, self._photos, self._sidecar, self._prefer = tiles, photos, sidecar, prefer
        self._tile_records = {place_of(tiles, record): record for record in tiles.records}
        self._photo_records = {place_of(photos, record): record for record in photos.records}
        self._edits: list[FileEdit] = []
        self._digests: dict[str, str] = {}
        self._cut_from = dict(sidecar.photos)

    def change(self) -> Change:
        """Return all edits, that of the sidecar among them."""
        path = self._tiles.root / SIDECAR
        after = replace(
            self._sidecar,
            photos=self._cut_from,
            tiles=[
                replace(tile, labels=self._digests.get(tile.image, tile.labels))
                for tile in self._sidecar.tiles
            ],
        ).render()
        before = read_or_none(path)
        edits = [edit for edit in self._edits if edit.before != edit.after]
        self.report.files = len(edits)
        if self._digests and before != after:
            edits.append(FileEdit(path, before, after))
        names = tuple(self._tiles.class_names)
        return Change(names, names, tuple(edits))

    def add(self, source: str, cut: Sequence[CutTile]) -> None:
        """Plan one photo."""
        report = self.report
        record = self._photo_records.get(source)
        there = [(tile, self._tile_records[tile.image]) for tile in cut if tile.image in self._tile_records]
        if record is None:
            report.missing.append(source)
            return
        labels = self._photos.read(record)
        size_wh = self._photos.image_size(record)
        held = {tile.image: self._tiles.read(tile_record) for tile, tile_record in there}
        winner = self._winner(source, cut, labels, held, size_wh)
        if winner == "":
            report.conflicts.append(source)
            return
        boxes = labels.boxes
        if winner == "tiles" and any(edit.path == record.label_path for edit in self._edits):
            # Of two photos that share one label file only one can be told what its tiles say.
            report.conflicts.append(source)
            return
        if winner == "tiles":
            if labels.content is None and any(one.content is None for one in held.values()):
                report.waiting.append(source)
                return
            gathered = gather(
                boxes,
                [TileLabels(tile.tile, held[tile.image].boxes) for tile, _ in there],
                size_wh,
                self._sidecar.cutting.min_visible,
            )
            self._count(gathered)
            boxes = tuple(gathered.boxes)
            labels = self._edit(self._photos, record, labels, boxes, size_wh)
        writes = len(self._edits)
        for tile, tile_record in there:
            self._edit_tile(tile, tile_record, held[tile.image], labels, boxes, size_wh)
        is_tiles_edited = any(edit.before != edit.after for edit in self._edits[writes:])
        if winner == "tiles":
            report.to_photos += 1
        elif is_tiles_edited:
            report.to_tiles += 1
        else:
            report.in_line += 1
        if known := self._cut_from.get(source):
            self._cut_from[source] = replace(known, labels=digest_of(labels))

    def _winner(
        self,
        source: str,
        cut: Sequence[CutTile],
        labels: LabelFile,
        held: dict[str, LabelFile],
        size_wh: tuple[int, int],
    ) -> Side:
        """Return which side tells the other; "" where both were changed and nobody said which counts."""
        known = self._sidecar.photos.get(source)
        noted = known is not None and all(tile.labels is not None for tile in cut)
        tiles_changed = [
            tile
            for tile in cut
            if tile.image in held and (not noted or digest_of(held[tile.image]) != tile.labels)
        ]
        photo_changed = known is None or digest_of(labels) != known.labels
        if not tiles_changed:
            return "photos"
        if not photo_changed:
            return "tiles"
        # Both, or nobody knows: but they may say the same.
        visible = _visible(labels.boxes, size_wh)
        share = self._sidecar.cutting.min_visible
        for tile in tiles_changed:
            now = held[tile.image]
            wanted = scatter(visible, tile.tile, now.boxes, share)
            same = [(box.line, box.attributes) for box in wanted] == [
                (box.line, box.attributes) for box in now.boxes
            ]
            if not same or (now.content is None) != (labels.content is None):
                return self._prefer
        return "photos"

    def _edit_tile(
        self,
        tile: CutTile,
        record: ImageRecord,
        now: LabelFile,
        photo: LabelFile,
        boxes: Sequence[Box],
        size_wh: tuple[int, int],
    ) -> None:
        if photo.content is None:
            # Nobody has looked at the photo: what a tile says stays.
            self._digests[tile.image] = digest_of(now)
            return
        wanted = scatter(_visible(boxes, size_wh), tile.tile, now.boxes, self._sidecar.cutting.min_visible)
        after = self._edit(self._tiles, record, now, wanted, (tile.tile.width, tile.tile.height))
        self._digests[tile.image] = digest_of(after)

    def _edit(
        self,
        dataset: Dataset,
        record: ImageRecord,
        labels: LabelFile,
        boxes: Sequence[Box],
        size_wh: tuple[int, int],
    ) -> LabelFile:
        """Plan the new labels of an image, and what is said of its boxes; return what its file will hold."""
        content = yolo.render(
            labels.content,
            boxes,
            size_wh=size_wh,
            class_count=len(dataset.class_names),
            held=labels.boxes if labels.content is not None else None,
        )
        self._edits.append(FileEdit(record.label_path, labels.content, content))
        if labels.remarks is None or not is_damaged(labels.remarks):
            said = dataset.remarks.render(record, boxes, labels.tags, size_wh)
            if said != labels.remarks:
                self._edits.append(FileEdit(dataset.remarks.path_of(record), labels.remarks, said))
        return replace(labels, content=content, boxes=tuple(boxes))

    def _count(self, gathered: Gathered) -> None:
        self.report.changed += gathered.changed
        self.report.added += gathered.added
        self.report.removed += gathered.removed


def write_sync(change: Change) -> None:
    """Write what `plan_sync` planned, all or nothing; raises as `Change.write` does."""
    for folder in {edit.path.parent for edit in change.edits if edit.after is not None}:
        Path(folder).mkdir(parents=True, exist_ok=True)
    change.write()


def _visible(boxes: Sequence[Box], size_wh: tuple[int, int]) -> list[Box]:
    return [inside for box in boxes if (inside := box.clipped(size_wh)).width > 0 and inside.height > 0]
