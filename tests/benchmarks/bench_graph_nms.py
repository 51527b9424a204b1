"""NMS in the graph beside NMS outside it, in each runtime, on one thread, in one run.

    python -m tests.benchmarks.bench_graph_nms

25,200 rows, of which 1,000 are over the threshold. The network is one that passes its input on: what is
timed is the copy of its rows, threshold, top-k and NMS. Inside: the graph gives the boxes. Outside: the
graph gives its rows, and the studio's own NMS the boxes. Both take turns, so that what else the machine does
falls on both. Prints a table of milliseconds; asserts nothing about time, only that all boxes agree.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import torch

from studio.core.boxes.decode import candidates
from studio.core.boxes.detections import Detections
from studio.core.boxes.nms import nms
from studio.core.boxes.thresholds import Thresholds
from tests.benchmarks.bench_nms import SCENES
from tests.graph_nms import (
    Array,
    Run,
    open_archive,
    open_onnx,
    passing_onnx,
    run_archive,
    run_onnx,
    save_archive,
)

THRESHOLDS = Thresholds()
ABOVE = 1000


def outside(rows: Callable[[Array], Array], decoded: Array) -> Detections:
    """Run the network alone, and the studio's own NMS on what it gives."""
    found = candidates(rows(decoded), THRESHOLDS.confidence)
    return nms(found, iou_threshold=THRESHOLDS.iou, top_k=THRESHOLDS.top_k)


def onnx_rows(classes: int) -> Callable[[Array], Array]:
    session = open_onnx(passing_onnx(classes))
    return lambda decoded: session.run(None, {"images": decoded})[0]


def archive_rows(path: Path) -> Callable[[Array], Array]:
    module = open_archive(save_archive(path, None))

    def rows(decoded: Array) -> Array:
        with torch.inference_mode():
            found: Array = module(torch.from_numpy(decoded)).numpy()
        return found

    return rows


def milliseconds(works: list[Callable[[], object]], *, seconds: float) -> list[list[float]]:
    """Return the median and the lower quartile of each work; they take turns for `seconds` each."""
    times: list[list[float]] = [[] for _ in works]
    start = time.perf_counter()
    while len(times[0]) < 5 or time.perf_counter() - start < seconds * len(works):
        for work, own in zip(works, times, strict=True):
            before = time.perf_counter()
            work()
            own.append(time.perf_counter() - before)
    # The first two are planning and allocation.
    return [[float(value) * 1000 for value in np.percentile(own[2:], [50, 25])] for own in times]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=1.0, help="how long each entry is measured")
    seconds = parser.parse_args().seconds
    torch.set_num_threads(1)
    print("| runtime | classes | boxes | kept | inside ms (quartile) | outside ms (quartile) |")
    print("| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inside: dict[str, Run] = {"onnx": run_onnx()}
        for kind in ("torchscript", "ptl"):
            inside[kind] = run_archive(open_archive(save_archive(folder / f"nms.{kind}", THRESHOLDS)))
        for classes in (4, 80):
            for scene in SCENES:
                decoded = scene(ABOVE, classes)
                for kind, run in inside.items():
                    rows = onnx_rows(classes) if kind == "onnx" else archive_rows(folder / f"rows.{kind}")
                    kept = outside(rows, decoded)
                    assert np.array_equal(run(decoded, THRESHOLDS)[0], kept.xyxy)
                    works = [partial(run, decoded, THRESHOLDS), partial(outside, rows, decoded)]
                    cells = [f"{a:.2f} ({b:.2f})" for a, b in milliseconds(works, seconds=seconds)]
                    print(f"| {kind} | {classes} | {scene.__name__} | {len(kept)} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
