"""Cutting photos into tiles beside the bare decoding, cropping and encoding of the same pixels, in one run.

    python -m tests.benchmarks.bench_tiling [--photos 16] [--grid 6x8] [--threads 2] [--rounds 3]
    python -m tests.benchmarks.bench_tiling --size 512 [--overlap 0.2] --sahi PYTHON

The limit is that bare work, shared by as many threads: OpenCV lets go of the interpreter while it works. What
`studio tile` does beside it is labels, names, files and order. PYTHON is one that has SAHI: its `slice_coco`
then cuts the same photos in turn with them, without the time it takes to start. Prints seconds, the best of
some rounds in turn, and asserts nothing about time, only that the pixels agree.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from studio.core.data.dataset import open_dataset
from studio.core.tiling.clip import Cutting
from studio.core.tiling.cut import cut_dataset

SIZE_WH = (4000, 3000)


def write_photos(folder: Path, count: int) -> list[Path]:
    """Write photos of 12 megapixels with as much detail as those of a phone, some 3 MB each."""
    rng = np.random.default_rng(0)
    paths = []
    for index in range(count):
        coarse = rng.integers(0, 255, (SIZE_WH[1] // 40, SIZE_WH[0] // 40, 3), dtype=np.uint8)
        photo = cv2.resize(coarse, SIZE_WH, interpolation=cv2.INTER_CUBIC).astype(np.int16)
        photo += rng.integers(-6, 7, photo.shape, dtype=np.int16)
        paths.append(folder / f"{index:02d}.jpg")
        cv2.imwrite(str(paths[-1]), np.clip(photo, 0, 255).astype(np.uint8))
        lines = [f"0 {x:.6f} {y:.6f} 0.01 0.01\n" for x, y in rng.uniform(0.05, 0.95, (60, 2))]
        paths[-1].with_suffix(".txt").write_text("".join(lines))
    (folder / "classes.txt").write_text("w\n")
    return paths


def cut_bare(path: Path, cutting: Cutting) -> list[bytes]:
    """Decode a photo, crop its tiles and encode them; nothing else."""
    photo = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    tiles = (tile.xyxy for tile in cutting.tiles((photo.shape[1], photo.shape[0])))
    return [
        cv2.imencode(".jpg", photo[y1:y2, x1:x2], [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()
        for x1, y1, x2, y2 in tiles
    ]


def write_bare(path: Path, cutting: Cutting, folder: Path) -> None:
    """Do that, and write a picture and a label file for each tile."""
    for number, tile in enumerate(cut_bare(path, cutting)):
        Path(folder, f"{path.stem}_{number}.jpg").write_bytes(tile)
        Path(folder, f"{path.stem}_{number}.txt").write_bytes(b"0 0.500000 0.500000 0.100000 0.100000\n")


SAHI = """
import sys, time
from sahi.slicing import slice_coco
coco, images, out, size, overlap = sys.argv[1:]
start = time.perf_counter(), time.process_time()
slice_coco(coco, images, "tiles", out, slice_height=int(size), slice_width=int(size),
           overlap_height_ratio=float(overlap), overlap_width_ratio=float(overlap))
print(time.perf_counter() - start[0], time.process_time() - start[1])
"""


def write_coco(paths: list[Path], target: Path) -> None:
    """Write the boxes of the photos as COCO JSON, which SAHI reads."""
    images, boxes = [], []
    for number, path in enumerate(paths, 1):
        images.append({"id": number, "file_name": path.name, "width": SIZE_WH[0], "height": SIZE_WH[1]})
        for line in path.with_suffix(".txt").read_text().splitlines():
            _, x, y, wide, high = map(float, line.split())
            wide, high = wide * SIZE_WH[0], high * SIZE_WH[1]
            left, top = x * SIZE_WH[0] - wide / 2, y * SIZE_WH[1] - high / 2
            box = {"bbox": [left, top, wide, high], "area": wide * high, "iscrowd": 0, "category_id": 1}
            boxes.append({"id": len(boxes) + 1, "image_id": number, **box})
    names = [{"id": 1, "name": "w"}]
    target.write_text(json.dumps({"images": images, "annotations": boxes, "categories": names}))


def run_sahi(python: str, photos: Path, out: Path, cutting: Cutting) -> tuple[float, float]:
    """Return the seconds, by the clock and of the processor, that SAHI cuts for."""
    arguments = [
        str(photos.with_name("coco.json")),
        str(photos),
        str(out),
        str(cutting.size),
        str(cutting.overlap),
    ]
    done = subprocess.run([python, "-c", SAHI, *arguments], check=True, capture_output=True, text=True)
    wall, processor = done.stdout.split()[-2:]
    return float(wall), float(processor)


def main() -> None:
    """Take both in turn and print their seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=16)
    parser.add_argument("--grid", default="6x8")
    parser.add_argument("--size", type=int)
    parser.add_argument("--overlap", type=float, default=0.2)
    parser.add_argument("--sahi", metavar="PYTHON")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows, columns = map(int, options.grid.split("x"))
    if options.size:
        cutting = Cutting(size=options.size, overlap=options.overlap)
    else:
        cutting = Cutting(grid=(rows, columns))
    bare, filed, ours, sahi = [], [], [], []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "photos")
        folder.mkdir()
        paths = write_photos(folder, options.photos)
        write_coco(paths, Path(place, "coco.json"))
        for number in range(options.rounds):
            start = time.perf_counter(), time.process_time()
            with ThreadPoolExecutor(options.threads) as pool:
                tiles = list(pool.map(lambda path: cut_bare(path, cutting), paths))
            bare.append((time.perf_counter() - start[0], time.process_time() - start[1]))
            bare_out = Path(place, f"bare-{number}")
            bare_out.mkdir()
            start = time.perf_counter(), time.process_time()
            with ThreadPoolExecutor(options.threads) as pool:
                list(pool.map(lambda path, to=bare_out: write_bare(path, cutting, to), paths))
            os.sync()
            filed.append((time.perf_counter() - start[0], time.process_time() - start[1]))
            out, photos = Path(place, f"tiles-{number}"), open_dataset(folder)
            start = time.perf_counter(), time.process_time()
            cut_dataset(photos, out, cutting)
            ours.append((time.perf_counter() - start[0], time.process_time() - start[1]))
            if options.sahi:
                sahi.append(run_sahi(options.sahi, folder, Path(place, f"sahi-{number}"), cutting))
            written = sorted((out / "images" / "train").iterdir())
            assert len(written) == sum(map(len, tiles))
            first = cv2.imdecode(np.frombuffer(tiles[0][0], np.uint8), cv2.IMREAD_COLOR)
            assert np.array_equal(cv2.imread(str(written[0])), first)
    for seconds, kind in enumerate(("wall", "processor")):
        best = [min(pair[seconds] for pair in taken) for taken in (bare, filed, ours)]
        print(
            f"{kind:10} bare {best[0]:6.2f} s   and written {best[1]:6.2f} s   studio {best[2]:6.2f} s"
            f"   {best[2] / best[0]:.2f} and {best[2] / best[1]:.2f} times"
        )
        if sahi:
            theirs = min(pair[seconds] for pair in sahi)
            print(f"{kind:10} SAHI {theirs:6.2f} s   {theirs / best[2]:.1f} times studio's")


if __name__ == "__main__":
    main()
