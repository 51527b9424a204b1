"""Four ways from a network's output to boxes in an app, beside what its author measured on a phone.

    npm install --prefix tests/react_native --ignore-scripts --legacy-peer-deps --no-package-lock
    python -m tests.benchmarks.bench_history

25,200 rows are those of a picture at 640, 10,647 at 416; 150 of them pass, of 25 objects. The tensors
are a double of react-native-pytorch-core's, in node: a fetch is a lookup by name that makes an object
with its two dozen functions, and `data()` a copy. Top-k, which is native code on a phone, is timed in
torch here and added; its part is in brackets. On a phone a fetch goes through JSI, and its JavaScript
has no compiler: both cost many times what they do here. Prints a table of milliseconds (medians) and
asserts nothing about them, only that all boxes agree.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import torch

from studio.core.boxes.thresholds import Thresholds
from studio.core.export.bundles.parts import Parts
from studio.core.export.bundles.react_native import files
from studio.core.export.golden import Written
from studio.core.model.zoo import find_table
from studio.core.runtime.contract import Contract
from studio.core.spec import ModelSpec
from tests.react_native.app import PACKAGES, node, write_app

WAYS = {
    "naive": ("one fetch for each row", "6300"),
    "topk": ("top-k, one fetch for each row of them", "140"),
    "flat": ("top-k and one array: the bundle", "20"),
    "detections": ("head `detections`: the bundle", ""),
}
"""Each way of history.mjs: what it is, and the milliseconds that its author measured (25,200 rows, phone)."""


def topk_ms(rows: int, way: str) -> float:
    """Return what the top-k of a way takes in torch."""
    output = torch.rand(rows, 9)
    work = {
        "topk": lambda: output.topk(200, dim=0),
        "flat": lambda: output.permute(1, 0)[4].topk(1000),
    }.get(way)
    if work is None:
        return 0.0
    times = []
    for _ in range(62):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return 1000 * statistics.median(times[2:])


def main() -> None:
    """Print the table."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    if not (PACKAGES / "typescript").is_dir():
        raise SystemExit("The compiler is not here. Install it with the first command of this module's help.")
    torch.set_num_threads(1)
    table = find_table("yolov5n")
    spec = ModelSpec("yolov5n", ("w", "r", "g", "b"), (640, 640), (8, 16, 32), table.anchors)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ptl = Written("ptl", folder / "yolov5n.ptl", Contract(spec, bytecode=8))
        app = write_app(files(Parts((ptl,), Thresholds())), folder)
        contracts = []
        for side in (640, 416):
            contracts.append(folder / f"{side}.json")
            contracts[-1].write_text(
                Contract(replace(spec, input_wh=(side, side))).to_json(), encoding="utf-8"
            )
        found = json.loads(node(Path(__file__).with_name("history.mjs"), app, *contracts))
    print("| way | objects made | 25,200 rows, ms | boxes | 10,647 rows, ms | boxes | phone, ms |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for way, (text, phone) in WAYS.items():
        large, small = found[way]
        assert (large["rows"], small["rows"]) == (25_200, 10_647)
        assert large["equal"] and small["equal"], f"{way} finds other boxes"
        cells = []
        for size in (large, small):
            native = topk_ms(size["rows"], way)
            cells += [f"{size['ms'] + native:.2f} ({native:.2f})", str(size["boxes"])]
        print(f"| {text} | {large['objects']} | {' | '.join(cells)} | {phone} |")


if __name__ == "__main__":
    main()
