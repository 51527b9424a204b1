"""Cutting photos into tiles beside the bare decoding, cropping and encoding of the same pixels, in one run.

    python -m tests.benchmarks.bench_tiling [--photos 16] [--grid 6x8] [--threads 2] [--rounds 3]

The limit is that bare work, shared by as many threads: OpenCV lets go of the interpreter while it works. What
`studio tile` does beside it is labels, names, files and order. Prints seconds, the best of some rounds in
turn, and asserts nothing about time, only that the pixels agree.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from studio.core.data.dataset import open_dataset
from studio.core.tiling.clip import Cutting
from studio.core.tiling.cut import cut_dataset
from studio.core.tiling.grid import tiles_by_grid

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


def cut_bare(path: Path, grid: tuple[int, int]) -> list[bytes]:
    """Decode a photo, crop its tiles and encode them; nothing else."""
    photo = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    tiles = (tile.xyxy for tile in tiles_by_grid((photo.shape[1], photo.shape[0]), *grid))
    return [
        cv2.imencode(".jpg", photo[y1:y2, x1:x2], [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()
        for x1, y1, x2, y2 in tiles
    ]


def write_bare(path: Path, grid: tuple[int, int], folder: Path) -> None:
    """Do that, and write a picture and a label file for each tile."""
    for number, tile in enumerate(cut_bare(path, grid)):
        Path(folder, f"{path.stem}_{number}.jpg").write_bytes(tile)
        Path(folder, f"{path.stem}_{number}.txt").write_bytes(b"0 0.500000 0.500000 0.100000 0.100000\n")


def main() -> None:
    """Take both in turn and print their seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=16)
    parser.add_argument("--grid", default="6x8")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows, columns = map(int, options.grid.split("x"))
    bare, filed, ours = [], [], []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "photos")
        folder.mkdir()
        paths = write_photos(folder, options.photos)
        for number in range(options.rounds):
            start = time.perf_counter(), time.process_time()
            with ThreadPoolExecutor(options.threads) as pool:
                tiles = list(pool.map(lambda path: cut_bare(path, (rows, columns)), paths))
            bare.append((time.perf_counter() - start[0], time.process_time() - start[1]))
            bare_out = Path(place, f"bare-{number}")
            bare_out.mkdir()
            start = time.perf_counter(), time.process_time()
            with ThreadPoolExecutor(options.threads) as pool:
                list(pool.map(lambda path, to=bare_out: write_bare(path, (rows, columns), to), paths))
            os.sync()
            filed.append((time.perf_counter() - start[0], time.process_time() - start[1]))
            out = Path(place, f"tiles-{number}")
            start = time.perf_counter(), time.process_time()
            cut_dataset(open_dataset(folder), out, Cutting(grid=(rows, columns)))
            ours.append((time.perf_counter() - start[0], time.process_time() - start[1]))
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


if __name__ == "__main__":
    main()
