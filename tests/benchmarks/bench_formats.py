"""How long label files take to read, and how much memory at most.

    python -m tests.benchmarks.bench_formats [BOXES]

A drawn COCO file of BOXES boxes (100000) in as many hundredths of images is found, counted and converted to
YOLO, and that to VOC. Memory is what Python asked for at once, measured in
a second reading; the same file read whole by `json` stands beside it.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import PIL.Image

from studio.core.conversion import convert, find_labels, survey

PER_IMAGE = 100
SIDE = 1000


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as place:
        path = _coco(Path(place) / "set", count)
        print(f"{count:,} boxes, {path.stat().st_size / 1e6:.1f} MB of JSON")
        _measure("json.loads, the whole file", lambda: json.loads(path.read_bytes()))
        _measure("found: read into columns", lambda: find_labels(path))
        _measure("counted: every image's boxes", lambda: survey(find_labels(path)))
        started = time.perf_counter()
        report = convert(path, "yolo", Path(place) / "yolo")
        taken = time.perf_counter() - started
        print(f"to YOLO and compared: {taken:.1f} s, {report.compared:,} boxes, {report.furthest:.3f} px")
        started = time.perf_counter()
        report = convert(Path(place) / "yolo", "voc", Path(place) / "voc")
        print(f"YOLO to VOC: {time.perf_counter() - started:.1f} s, {report.images:,} files")


def _coco(folder: Path, count: int) -> Path:
    rng = np.random.default_rng(0)
    images = []
    (folder / "images").mkdir(parents=True)
    for number in range(1, -(-count // PER_IMAGE) + 1):
        PIL.Image.new("L", (SIDE, SIDE), number % 256).save(folder / "images" / f"{number}.png")
        images.append({"id": number, "file_name": f"{number}.png", "width": SIDE, "height": SIDE})
    corners = rng.uniform(0, SIDE - 50, (count, 2)).round(2)
    sides = rng.uniform(2, 50, (count, 2)).round(2)
    boxes = [
        {
            "id": index + 1,
            "image_id": index // PER_IMAGE + 1,
            "category_id": int(index % 4) * 10 + 1,
            "bbox": [*corner.tolist(), *side.tolist()],
            "area": float(side.prod()),
            "iscrowd": 0,
            "segmentation": [],
        }
        for index, (corner, side) in enumerate(zip(corners, sides, strict=True))
    ]
    names = [{"id": number * 10 + 1, "name": name} for number, name in enumerate("wrgb")]
    path = folder / "annotations" / "instances.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"images": images, "annotations": boxes, "categories": names}))
    return path


def _measure(what: str, work: Callable[[], object]) -> None:
    started = time.perf_counter()
    work()
    taken = time.perf_counter() - started
    tracemalloc.start()
    kept = work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del kept
    print(f"{what}: {taken:.2f} s, {most / 2**20:.0f} MB at most")


if __name__ == "__main__":
    main()
