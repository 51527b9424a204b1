"""NMS in the graph beside NMS outside it, in each runtime, on one thread, in one run.

    python -m tests.benchmarks.bench_graph_nms [--model MODEL --data DATA [--formats NAME ...]]

With a model and a dataset: in how many of its validation pictures, and of how many boxes, each runtime's
`detections` file gives just those that the studio's own NMS keeps of the rows of its `decoded` file. Exits
with 1 when one differs. Without them, the time it takes:

25,200 rows, of which 1,000 are over the threshold. The network is one that passes its input on: what is
timed is the copy of its rows, threshold, top-k and NMS. Inside: the graph gives the boxes. Outside: the
graph gives its rows, and the studio's own NMS the boxes. Both take turns, so that what else the machine does
falls on both. Prints a table of milliseconds; asserts nothing about time, only that all boxes agree.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import torch

from studio.core.boxes.decode import candidates
from studio.core.boxes.detections import Detections
from studio.core.boxes.nms import nms
from studio.core.boxes.thresholds import Thresholds
from studio.core.data.dataset import open_dataset
from studio.core.export.chosen import choose_images
from studio.core.export.export import export_model
from studio.core.pictures import imread
from studio.core.runtime.detector import load_detector
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


def count(model: Path, data: Path, formats: Sequence[str]) -> int:
    """Print how often both NMS agree in each runtime, and return how many pictures they don't agree in."""
    pictures = choose_images(open_dataset(data)).paths
    print("| runtime | confidence | pictures | candidates | boxes | the same pictures | boxes that differ |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    wrong = 0
    for kind in formats:
        with tempfile.TemporaryDirectory() as made, contextlib.ExitStack() as opened:
            sides = {}
            for head in ("decoded", "detections"):
                (file,) = export_model(model, [kind], Path(made, head), head=head).files
                detector = load_detector(file.path, threads=1, is_ours=True)
                sides[head] = opened.enter_context(contextlib.closing(detector))
            for thresholds in (THRESHOLDS, replace(THRESHOLDS, confidence=0.01, top_k=3000)):
                seen, kept, same, differing = 0, 0, 0, 0
                for path in pictures:
                    tensor, _ = sides["decoded"].prepare(imread(path))
                    (rows,) = sides["decoded"].engine.infer(tensor)
                    found = candidates(rows, thresholds.confidence)
                    right = nms(found, iou_threshold=thresholds.iou, top_k=thresholds.top_k)
                    boxes, scores, classes, number = sides["detections"].engine.infer(tensor, thresholds)
                    inside = np.column_stack([boxes, scores, classes])[: int(number[0])]
                    outside = np.column_stack([right.xyxy, right.scores, right.class_ids])
                    apart = {*map(tuple, inside.tolist())} ^ {*map(tuple, outside.tolist())}
                    seen, kept, differing = seen + len(found), kept + len(right), differing + len(apart)
                    same += np.array_equal(inside, outside)
                wrong += len(pictures) - same
                cells = (kind, thresholds.confidence, len(pictures), seen, kept, same, differing)
                print("| " + " | ".join(map(str, cells)) + " |", flush=True)
    return wrong


def main() -> int:
    """Print one of the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=1.0, help="how long each entry is measured")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--formats", nargs="+", default=["onnx", "torchscript", "ptl"])
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.model:
        return 1 if count(options.model, options.data, options.formats) else 0
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f}\n" if hasattr(os, "getloadavg") else "")
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
                    cells = [f"{a:.2f} ({b:.2f})" for a, b in milliseconds(works, seconds=options.seconds)]
                    print(f"| {kind} | {classes} | {scene.__name__} | {len(kept)} | {' | '.join(cells)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
