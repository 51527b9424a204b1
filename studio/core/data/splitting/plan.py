"""A split that a person asks for: whole photos, or blocks of them, on each side, drawn by a seed.

Nothing is written here; `files` does that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core.data.dataset import Dataset
from studio.core.data.notes import label_notes
from studio.core.data.photos import leak_free_groups, same_content, sidecar_problems, source_photos
from studio.core.data.record import ImageRecord
from studio.core.data.splitting.blocks import Place, frame_places, strips
from studio.core.data.splitting.drawing import hold_out
from studio.core.data.splitting.fairness import ClassPhotos, class_photos, unfair_notes
from studio.core.data.splitting.leaks import MARGIN
from studio.core.errors import Cancelled, StudioError
from studio.core.words import mark_n, tr, trn

GROUPINGS = ("source", "block", "none")
TRAIN, VAL, TEST = "train", "val", "test"
MOST_HELD = 0.9


@dataclass(frozen=True, slots=True)
class SplitChoice:
    """What is asked for.

    Attributes:
        val, test: shares of the images to hold out; without `test` images that are declared so stay so.
        group_by: one of GROUPINGS: whole photos (and what looks the same) on one side, a strip of the tiles
            of each photo, or every image by itself.
        photos: hold out these photos, by their keys, whatever their share; `val` and the seed mean nothing.
    """

    val: float = 0.2
    test: float = 0.0
    group_by: str = "source"
    seed: int = 0
    photos: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check the values; raises StudioError."""
        if self.group_by not in GROUPINGS:
            raise StudioError(
                tr("Images can't be grouped by {name}.", name=self.group_by),
                tr("Use one of {names}.", names=", ".join(GROUPINGS)),
            )
        if not 0 < self.val <= MOST_HELD or not 0 <= self.test <= MOST_HELD:
            raise StudioError(
                tr("Shares of {val} and {test} can't be held out.", val=self.val, test=self.test),
                tr("Use a share for val above 0, and for both at most {most}.", most=MOST_HELD),
            )
        if self.val + self.test > MOST_HELD + 1e-9:
            raise StudioError(
                tr("{share} of the images would be held out.", share=round(self.val + self.test, 3)),
                tr("Leave at least a tenth to learn from: --val and --test may come to 0.9 together."),
            )


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """Which images go where, and what to know about it.

    Attributes:
        sides: images by `train`, `val` and, where there are such, `test` and `margin`; each in one of them.
        boxes: per side how many boxes each class has.
        groups: how many there were to choose from; of blocks, photos.
        largest: the name of the largest group and how many images it has.
        notes: sentences about what was done.
        warnings: sentences on what can't be fair, and what to do about it.
    """

    choice: SplitChoice
    class_names: tuple[str, ...]
    sides: dict[str, list[ImageRecord]]
    boxes: dict[str, Counter[int]]
    groups: int
    largest: tuple[str, int]
    classes: tuple[ClassPhotos, ...] = ()
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def groups_told(self) -> str:
        """Return how many groups there were to choose from, and which is the largest, in a sentence."""
        name, size = self.largest
        if self.choice.group_by == "block" and not self.choice.photos:
            return trn(
                "A strip of {n} photo is held out.", "A strip of each of {n} photos is held out.", self.groups
            )
        if size == 1:
            return tr("{n} images, each by itself.", n=self.groups)
        return trn(
            "{n} group of images that stay together; the largest, {name}, has {size}.",
            "{n} groups of images that stay together; the largest, {name}, has {size}.",
            self.groups,
            name=name,
            size=size,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON document of `studio split`."""
        return {
            "group_by": self.choice.group_by,
            "seed": self.choice.seed,
            "splits": {
                side: {
                    "images": len(records),
                    "boxes": sum(self.boxes[side].values()),
                    "classes": {
                        name: self.boxes[side][class_id] for class_id, name in enumerate(self.class_names)
                    },
                }
                for side, records in self.sides.items()
            },
            "groups": self.groups,
            "largest": {"name": self.largest[0], "images": self.largest[1]},
            "photos_of_classes": {
                self.class_names[each.class_id]: {"photos": each.photos, "cut": each.cut}
                for each in self.classes
            },
            "notes": self.notes,
            "warnings": self.warnings,
        }


class Splitter:
    """A dataset whose labels were read once, to plan splits of it again and again.

    Attributes:
        dataset: what is split.
        places: where tiles lie in their photos, as far as that is known.
    """

    def __init__(
        self,
        dataset: Dataset,
        *,
        places: Mapping[Path, Place] | None = None,
        alike: Iterable[Sequence[Path]] = (),
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Read all labels.

        Args:
            alike: groups of images that belong together, as photos of a burst do.

        Raises:
            Cancelled: `is_cancelled` said so.
        """
        self.dataset = dataset
        self.places = {**frame_places(dataset.records), **(places or {})}
        self._boxes: dict[Path, Counter[int]] = {}
        for record in dataset.records:
            if is_cancelled():
                raise Cancelled
            self._boxes[record.path] = Counter(dataset.class_ids(record))
        self._keys = source_photos(dataset)
        self._notes = label_notes(sidecar_problems(dataset))
        self._copies = [[record.path for record in copies] for copies in same_content(dataset.records)]
        self._alike = [list(group) for group in alike]
        self._known_groups: dict[tuple[bool, bool], list[list[ImageRecord]]] = {}

    def photos(self) -> list[str]:
        """Return the keys of all photos, those with most images first."""
        counts = Counter(self._keys.values())
        return sorted(counts, key=lambda key: (-counts[key], key))

    def plan(self, choice: SplitChoice) -> SplitPlan:
        """Return who goes where.

        Raises:
            StudioError: there is nothing to split, or it can't be split like that.
        """
        kept, records = self._records(choice)
        if len(records) < 2:
            raise StudioError(
                tr("One image is not enough to train on one part and measure on another."),
                tr("Add images first."),
            )
        notes = [*self._notes]
        groups = self._groups(records, choice)
        if choice.photos:
            held, margin = self._chosen(groups, choice.photos), set[Path]()
        elif choice.group_by == "block":
            held, margin = self._blocks(records, choice, notes)
            photos = self._by_photo(records).values()
            groups = [tiles for tiles in photos if any(record.path in held for record in tiles)]
        else:
            held, margin = self._drawn(groups, choice), set[Path]()
        sides: dict[str, list[ImageRecord]] = {TRAIN: [], VAL: []}
        for record in records:
            side = MARGIN if record.path in margin else held.get(record.path, TRAIN)
            sides.setdefault(side, []).append(record)
        if kept:
            sides[TEST] = kept
            notes.append(
                trn(
                    "{n} image that is declared as test stays test.",
                    "{n} images that are declared as test stay test.",
                    len(kept),
                )
            )
        order = [side for side in (TRAIN, VAL, TEST, MARGIN) if side in sides]
        boxes = {
            side: sum((self._boxes[record.path] for record in sides[side]), Counter[int]()) for side in order
        }
        biggest = max(groups, key=len)
        classes = class_photos(self._boxes, self._keys)
        plan = SplitPlan(
            choice,
            tuple(self.dataset.class_names),
            {side: sides[side] for side in order},
            boxes,
            len(groups),
            (self._keys[biggest[0].path], len(biggest)),
            tuple(classes),
            notes,
        )
        has_blocks = any(count > 1 for count in Counter(p.photo for p in self.places.values()).values())
        plan.warnings.extend(
            unfair_notes(
                classes,
                boxes,
                self.dataset.class_names,
                group_by="photos" if choice.photos else choice.group_by,
                has_blocks=has_blocks,
            )
        )
        return plan

    def _records(self, choice: SplitChoice) -> tuple[list[ImageRecord], list[ImageRecord]]:
        """Return the test images that stay as they are, and the images to split."""
        splits = self.dataset.splits
        kept = [] if choice.test else splits.get(TEST, [])
        others = {record.path for side, split in splits.items() if side != TEST for record in split}
        tested = {record.path for record in kept} - others
        kept = [record for record in kept if record.path in tested]
        return kept, [record for record in self.dataset.records if record.path not in tested]

    def _groups(self, records: list[ImageRecord], choice: SplitChoice) -> list[list[ImageRecord]]:
        """Return what stays together; told once, as files are read for it."""
        key = choice.group_by == "none" and not choice.photos, bool(choice.test)
        if key not in self._known_groups:
            self._known_groups[key] = self._find_groups(records, choice)
        return self._known_groups[key]

    def _find_groups(self, records: list[ImageRecord], choice: SplitChoice) -> list[list[ImageRecord]]:
        if choice.group_by != "none" or choice.photos:
            wanted = {record.path for record in records}
            alike = [[path for path in group if path in wanted] for group in self._alike]
            return leak_free_groups(self.dataset, records, alike=[group for group in alike if len(group) > 1])
        # Copies of a file are one image, however images are grouped.
        return leak_free_groups(self.dataset, records, apart={path: str(path) for path in self._keys})

    def _chosen(self, groups: list[list[ImageRecord]], photos: Sequence[str]) -> dict[Path, str]:
        """Hold out photos by their keys."""
        keys = {self._keys[record.path] for group in groups for record in group}
        for photo in photos:
            if photo not in keys:
                raise StudioError(
                    tr("No image is of a photo called {name}.", name=photo),
                    tr("Use one of {names}.", names=", ".join(sorted(keys)[:20])),
                )
        held = {
            record.path: VAL
            for group in groups
            if any(self._keys[record.path] in photos for record in group)
            for record in group
        }
        if len(held) == sum(map(len, groups)):
            raise StudioError(
                tr("All images would be held out, and none be left to learn from."),
                tr("Hold out fewer photos."),
            )
        return held

    def _drawn(self, groups: list[list[ImageRecord]], choice: SplitChoice) -> dict[Path, str]:
        """Draw whole groups for test, and then of the others for val."""
        needed = 3 if choice.test else 2
        if len(groups) < needed:
            raise StudioError(
                tr("All images come from one photo.")
                if len(groups) == 1
                else tr("The images come from {n} photos, and each side needs one.", n=len(groups)),
                tr(
                    "Hold out a block of each photo (--group-by block), or images one by one"
                    " (--group-by none) with scores that flatter."
                ),
            )
        held: dict[Path, str] = {}
        left = 1.0
        for side, share in ((TEST, choice.test), (VAL, choice.val)):
            if share:
                rest = [group for group in groups if group[0].path not in held]
                leave = 2 if side == TEST else 1
                found, _ = hold_out(rest, self._boxes, share / left, choice.seed, leave=leave)
                held |= dict.fromkeys(found, side)
                left -= share
        return held

    def _by_photo(self, records: Iterable[ImageRecord]) -> dict[str, list[ImageRecord]]:
        """Return the tiles whose places are known, by their photo."""
        photos: dict[str, list[ImageRecord]] = defaultdict(list)
        for record in records:
            if record.path in self.places:
                photos[self.places[record.path].photo].append(record)
        return photos

    def _blocks(
        self, records: list[ImageRecord], choice: SplitChoice, notes: list[str]
    ) -> tuple[dict[Path, str], set[Path]]:
        """Hold out a strip of each photo that was cut, and whole ones of the others."""
        shares = {side: share for side, share in ((VAL, choice.val), (TEST, choice.test)) if share}
        photos = self._by_photo(records)
        held: dict[Path, str] = {}
        margin: set[Path] = set()
        cut: set[Path] = set()
        for photo in sorted(photos):
            tiles = photos[photo]
            # Where a photo is too narrow for strips from that side, they are taken across it.
            found = strips(tiles, self.places, shares, choice.seed) or strips(
                tiles, self.places, shares, choice.seed + 2
            )
            if found is None:
                continue
            cut |= {record.path for record in photos[photo]}
            margin |= {record.path for record in found.margin}
            held |= {record.path: side for side, tiles in found.held.items() for record in tiles}
        if not cut:
            raise StudioError(
                tr("No photo is cut into enough tiles whose places are known to hold out a block of it."),
                tr(
                    "Hold out whole photos instead, or cut the photos with Tile (studio tile), which notes"
                    " the places."
                ),
            )
        rest = [group for group in self._groups(records, choice) if not any(r.path in cut for r in group)]
        # Of fewer photos a share would be none, and holding one out would be unfair.
        is_enough = len(rest) * min(shares.values()) >= 1
        if is_enough:
            held |= self._drawn(rest, choice)
        if rest:
            told = (
                mark_n(
                    "{n} image can't be part of a block: it is split by photo.",
                    "{n} images can't be part of a block: they are split by photo.",
                )
                if is_enough
                else mark_n(
                    "{n} image can't be part of a block: it is trained on.",
                    "{n} images can't be part of a block: they are trained on.",
                )
            )
            notes.append(trn(*told, sum(map(len, rest))))
        self._mind_copies(held, margin)
        notes.append(
            trn(
                "{n} image is in neither, because it touches held-out ones.",
                "{n} images are in neither, because they touch held-out ones.",
                len(margin),
            )
        )
        return held, margin

    def _mind_copies(self, held: dict[Path, str], margin: set[Path]) -> None:
        """Leave out copies of an image whose other copy is on another side."""
        for copies in self._copies:
            sides = {path: held.get(path, TRAIN) for path in copies if path not in margin}
            kept = next((side for side in sides.values() if side != TRAIN), TRAIN)
            for path, side in sides.items():
                if side != kept:
                    margin.add(path)
                    held.pop(path, None)
