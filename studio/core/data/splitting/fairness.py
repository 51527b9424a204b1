"""What a split can't be fair to: classes that are in few photos, or known by their photo's background."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.words import mark, tr, trn

FEW = 2
"""Photos of a class that are too few: one to learn from and one to measure on are no sample of either."""
NAMED = 6
"""Classes that are named one by one; of more their number is told."""

BLOCKS = mark(
    "A split by blocks can be fairer: a strip of the tiles of each photo is held out, with a margin of tiles"
    " in neither."
)
BLIND = mark(
    "What whole photos can tell is whether objects are found as something: hold out one photo at a time, and"
    " look at the class-blind recall."
)
_LACKING = {
    "train": mark("No box to learn from is left of {names}."),
    "val": mark("Val has no box of {names}."),
    "test": mark("Test has no box of {names}."),
}


@dataclass(frozen=True, slots=True)
class ClassPhotos:
    """In how many photos a class is, how many of them are cut, and whether it is alone in each."""

    class_id: int
    photos: int
    cut: int
    is_alone: bool


def class_photos(boxes: Mapping[Path, Counter[int]], keys: Mapping[Path, str]) -> list[ClassPhotos]:
    """Return in how many photos each class that has boxes is; `keys` has each image's photo."""
    tiles = Counter(keys[path] for path in boxes)
    in_photo: dict[str, set[int]] = defaultdict(set)
    for path, counts in boxes.items():
        in_photo[keys[path]] |= {class_id for class_id, count in counts.items() if count}
    found: dict[int, list[str]] = defaultdict(list)
    for photo, class_ids in in_photo.items():
        for class_id in class_ids:
            found[class_id].append(photo)
    return [
        ClassPhotos(
            class_id,
            len(photos),
            sum(tiles[photo] > 1 for photo in photos),
            len(found) > 1 and all(len(in_photo[photo]) == 1 for photo in photos),
        )
        for class_id, photos in sorted(found.items())
    ]


def unfair_notes(
    classes: Sequence[ClassPhotos],
    boxes: Mapping[str, Counter[int]],
    names: Sequence[str],
    *,
    group_by: str,
    has_blocks: bool,
) -> list[str]:
    """Return sentences on what a split can't be fair to, and on the next honest thing to do.

    Args:
        boxes: of each side the boxes of each class.
        group_by: how the images were grouped; `photos` where some were named.
        has_blocks: blocks of photos could be held out.
    """
    few = [each for each in classes if each.photos <= FEW]
    notes = []
    if few and group_by in ("source", "photos"):
        for (photos, cut), same in _by_counts(few).items():
            notes.append(_few_told([names[each.class_id] for each in same], photos, cut))
        if has_blocks:
            notes.append(tr(BLOCKS))
        notes.append(tr(BLIND))
    if group_by == "none" and any(each.cut for each in classes):
        notes.append(tr("Tiles of one photo are on both sides, so scores on val will flatter."))
    notes += _one_sided(boxes, names)
    alone = [names[each.class_id] for each in few if each.is_alone and each.class_id < len(names)]
    if len(alone) > 1:
        notes.append(
            tr(
                "Each photo of {names} shows one class only, and there are few: a class may have been"
                " learnt from its photo's background. Which class is taken for which on photos of another day"
                " shows it.",
                names=", ".join(alone),
            )
        )
    return notes


def _by_counts(few: Sequence[ClassPhotos]) -> dict[tuple[int, int], list[ClassPhotos]]:
    found: dict[tuple[int, int], list[ClassPhotos]] = defaultdict(list)
    for each in few:
        found[each.photos, each.cut].append(each)
    return found


def _few_told(names: Sequence[str], photos: int, cut: int) -> str:
    """Return what is said of classes that are in so few photos; of many the first are named."""
    shown = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        shown = tr("{names} and {n} more", names=shown, n=len(names) - NAMED)
    told = tr(", {cut} of them cut", cut=cut) if cut else ""
    if len(names) > 1:
        return trn(
            "{names} are in {n} photo each{cut}: a split by photo can't be fair to them.",
            "{names} are in {n} photos each{cut}: a split by photo can't be fair to them.",
            photos,
            names=shown,
            cut=told,
        )
    return trn(
        "{name} is in {n} photo{cut}: a split by photo can't be fair to it.",
        "{name} is in {n} photos{cut}: a split by photo can't be fair to it.",
        photos,
        name=shown,
        cut=told,
    )


def _one_sided(boxes: Mapping[str, Counter[int]], names: Sequence[str]) -> list[str]:
    notes = []
    for side, told in _LACKING.items():
        others = sum((counts for name, counts in boxes.items() if name != side), Counter[int]())
        there = boxes.get(side, Counter[int]())
        lacking = [names[id_] for id_ in sorted(others) if id_ < len(names) and not there[id_]]
        if side in boxes and lacking:
            notes.append(tr(told, names=", ".join(lacking)))
    return notes
