"""How often a rough box, snapped, is the one a person drew: shares of IoU 0.7 and more, by class and size.

    python -m tests.benchmarks.bench_snap --photos DATA

Each box of half the photos (every second by name; `--half` says which) is moved by up to 30 % of its size and
made up to 30 % larger or smaller on each side, by a seed, and snapped. The margins are learnt from the other
boxes of that half: "box" leaves out the box itself, "photo" its whole photo, and "nothing" all of them.
Prints a table and asserts nothing.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from pathlib import Path

import numpy as np

from studio.core import pictures
from studio.core.boxes.box import iou
from studio.core.data.dataset import open_dataset
from studio.core.data.record import Box
from studio.core.labelling.hit_test import XYXY
from studio.core.labelling.snap import Style, samples_of, snapped

SIZES_PX = (0, 7, 9, 13, 18, 23, 1000)
ENOUGH = 0.7


def jittered(box: Box, size_wh: tuple[int, int], part: float, rng: random.Random) -> XYXY:
    """Return a box at another place and of another size, inside the image."""
    x, y = ((low + high) / 2 for low, high in ((box.x1, box.x2), (box.y1, box.y2)))
    x, y = x + rng.uniform(-part, part) * box.width, y + rng.uniform(-part, part) * box.height
    width, height = (side * rng.uniform(1 - part, 1 + part) for side in (box.width, box.height))
    right, bottom = size_wh
    return (
        max(x - width / 2, 0),
        max(y - height / 2, 0),
        min(x + width / 2, right),
        min(y + height / 2, bottom),
    )


def overlap(a: XYXY, b: XYXY) -> float:
    """Return the IoU of two boxes."""
    return float(iou(np.array([a]), np.array([b]))[0, 0])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--photos", type=Path, required=True, help="a labelled dataset")
    parser.add_argument("--half", choices=("design", "report"), default="report")
    parser.add_argument("--jitter", type=float, default=0.3)
    parser.add_argument("--seeds", type=int, default=1)
    options = parser.parse_args()
    dataset = open_dataset(options.photos)
    records = sorted(dataset.records, key=lambda record: record.path.name)
    records = records[0 if options.half == "design" else 1 :: 2]
    images = [pictures.imread(record.path) for record in records]
    boxes = [dataset.read(record).boxes for record in records]
    begun = time.perf_counter()
    known = [[samples_of(image, [box]) for box in some] for image, some in zip(images, boxes, strict=True)]
    learning_ms = 1000 * (time.perf_counter() - begun) / max(1, sum(map(len, boxes)))
    rows: dict[str, list[tuple[int, float, float]]] = {"rough": [], "box": [], "photo": [], "nothing": []}
    spent, stayed = 0.0, 0
    style = Style()
    for number, samples in enumerate(known):
        style.take({str(number): [sample for some in samples for sample in some]})
    for seed in range(options.seeds):
        rng = random.Random(seed)
        for number, (image, some) in enumerate(zip(images, boxes, strict=True)):
            rough = [jittered(box, (image.shape[1], image.shape[0]), options.jitter, rng) for box in some]
            for way in ("box", "photo", "nothing"):
                for index, (box, place) in enumerate(zip(some, rough, strict=True)):
                    others = [s for other, kept in enumerate(known[number]) if other != index for s in kept]
                    style.take({str(number): others if way == "box" else []})
                    begun = time.perf_counter()
                    found = snapped(image, place, box.class_id, Style() if way == "nothing" else style)
                    if way == "photo":
                        spent += time.perf_counter() - begun
                    stayed += found is None and way == "box"
                    side = box.area**0.5
                    rows[way].append((box.class_id, side, overlap(found or place, box.xyxy)))
                    if way == "box":
                        rows["rough"].append((box.class_id, side, overlap(place, box.xyxy)))
            style.take({str(number): [sample for kept in known[number] for sample in kept]})
    count = len(rows["box"])
    print(f"{count} boxes of {len(records)} photos, {stayed} stayed as drawn.")
    print(f"{learning_ms:.2f} ms to learn a box, {1000 * spent / max(1, count):.2f} ms to snap one.")
    spans = list(itertools.pairwise(SIZES_PX))
    heads = ["learnt without", "all", *dataset.class_names, *(f"{low}-{high} px" for low, high in spans)]
    print(f"| {' | '.join(heads)} |\n| {' | '.join('---' for _ in heads)} |")
    for way, found_rows in rows.items():
        table = np.array(found_rows)
        good = table[:, 2] >= ENOUGH
        masks = [np.ones(len(table), bool)]
        masks += [table[:, 0] == class_id for class_id in range(len(dataset.class_names))]
        masks += [(table[:, 1] >= low) & (table[:, 1] < high) for low, high in spans]
        cells = [f"{good[mask].mean():.3f}" if mask.any() else "-" for mask in masks]
        print(f"| {way} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
