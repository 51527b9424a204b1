"""Drawing whole groups of images to hold out: of many seeded draws the one that is fairest to all classes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from studio.core.data.record import ImageRecord

_TRIALS = 60


def hold_out(
    groups: Sequence[Sequence[ImageRecord]],
    boxes: Mapping[Path, Counter[int]],
    fraction: float,
    seed: int,
    *,
    leave: int = 1,
) -> tuple[set[Path], set[int]]:
    """Hold out whole groups: of many seeded draws, the one nearest the fraction in images and classes.

    Args:
        boxes: how many of each class an image has.
        leave: groups that are left at least.

    Returns:
        The images held out (none of a single group), and the classes that are on one side only.
    """
    class_ids = sorted({class_id for counts in boxes.values() for class_id in counts})
    column = {class_id: index for index, class_id in enumerate(class_ids)}
    # A row a group: thousands of groups, sixty times, are too many for counting in dicts.
    classes = np.zeros((len(groups), len(class_ids)), np.int64)
    for row, group in enumerate(groups):
        for record in group:
            for class_id, count in boxes[record.path].items():
                classes[row, column[class_id]] += count
    total = classes.sum(axis=0)
    is_there = total > 0
    if len(groups) < 2:
        return set(), {class_id for class_id, there in zip(class_ids, is_there, strict=True) if there}
    sizes = [len(group) for group in groups]
    images = sum(sizes)
    target = min(max(fraction * images, 1), images - 1)
    generator = random.Random(seed)
    best: tuple[float, list[int], set[int]] | None = None
    for _ in range(_TRIALS):
        order = list(range(len(groups)))
        generator.shuffle(order)
        chosen: list[int] = []
        count = 0
        for index in order:
            size = sizes[index]
            if abs(count + size - target) < abs(count - target) and len(chosen) < len(groups) - leave:
                chosen.append(index)
                count += size
        if not chosen:
            chosen, count = [order[0]], sizes[order[0]]
        held = classes[chosen].sum(axis=0)
        is_one_sided = is_there & ((held == 0) | (held == total))
        off = np.abs(held[is_there] / total[is_there] - fraction)
        score = (
            int(is_one_sided.sum())
            + abs(count - target) / images
            + float(off.sum()) / max(int(is_there.sum()), 1)
        )
        if best is None or score < best[0]:
            one_sided = {class_id for class_id, alone in zip(class_ids, is_one_sided, strict=True) if alone}
            best = score, chosen, one_sided
    assert best is not None
    return {record.path for index in best[1] for record in groups[index]}, best[2]
